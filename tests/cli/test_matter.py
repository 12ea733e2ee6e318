"""A desk's records from the command line: a matter is kept, reviewed, travels and is proven."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from fullpowers.cli import cli
from fullpowers.model import (
    BrokenRecords,
    Conflict,
    FullpowersError,
    InvalidData,
    StorageError,
    UnknownRecord,
)

TEXT = """AGREEMENT BETWEEN THE GOVERNMENT OF UKRAINE AND THE GOVERNMENT OF THE UNITED STATES OF AMERICA
on a fund

Article 1
The Government of Ukraine shall pay {share} percent of revenues to the Fund.

Article 2
The Government of the United States of America shall provide security guarantees to Ukraine.
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two drafts and a matter.yaml, as the place where the commands are called."""
    for name, share in (("draft-1.txt", 50), ("draft-2.txt", 40)):
        (tmp_path / name).write_text(TEXT.format(share=share))
    (tmp_path / "matter.yaml").write_text(
        "matter: Fund\nfor: UA\non: 2025-02-21\ndrafts:\n  - file: draft-1.txt\n"
        '    received: "2025-02-12T09:00"\n    answer_due: "2025-02-12T12:00"\n  - file: draft-2.txt\n'
        '    received: "2025-02-20T19:00"\n'
    )
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("FULLPOWERS_DATABASE", raising=False)
    return tmp_path


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, (result.output, result.exception)
    return result.stdout


def refused(*arguments: str) -> FullpowersError:
    result = CliRunner().invoke(cli, arguments)
    assert isinstance(result.exception, FullpowersError), result.output
    return result.exception


@pytest.mark.usefixtures("here")
def test_a_matter_is_opened_filled_and_shown() -> None:
    assert "Opened: Fund" in run("matter", "new", "Fund", "--for", "ua", "--signing", "2025-02-12T12:00")
    receipt = ("--received", "2025-02-12T09:00", "--sender", "embassy", "--place", "Kyiv")
    added = run("matter", "add", "Fund", "draft-1.txt", "--label", "first", *receipt)
    assert "received 3 hours before the signature" in added
    run("matter", "add", "Fund", "matter.yaml", "--document", "other")
    assert "Fund  (for UA; drafts: 1, events: 4)" in run("matter", "list")
    shown = run("matter", "show", "Fund")
    assert "draft-1.txt “first”: received 2025-02-12 09:00, embassy, Kyiv" in shown
    assert "received: draft 'draft-1.txt'" in run("matter", "log", "Fund", "--newest", "2")
    whole = json.loads(run("matter", "show", "Fund", "--json"))
    assert whole["drafts"][0]["receipt"]["sender"] == "embassy"
    assert "taken back (event 4)" in run("matter", "undo", "Fund", "4")
    assert json.loads(run("matter", "show", "Fund", "--json"))["documents"] == []


def test_a_review_of_a_matter_is_kept_with_the_head_of_its_log(here: Path) -> None:
    run("matter", "new", "--from", "matter.yaml")
    run("review", "--matter", "Fund", "-o", "brief.html", "-o", "brief.json")
    head = json.loads((here / "brief.json").read_text())["head"]
    printed = f"{head['log']}:{head['size']}:{head['root']}"
    assert printed in (here / "brief.html").read_text()
    assert "reviewed" in run("matter", "log", "Fund", "--newest", "1")
    assert f"the first {head['size']} events" in run("matter", "verify", "Fund", "--head", printed)
    assert "draft-2.txt: 40" in run("history", "--matter", "Fund")
    # a matter.yaml goes on to work as before, and keeps nothing
    run("review", "--matter", "matter.yaml", "-o", "other.json")
    assert json.loads((here / "other.json").read_text())["head"] is None


@pytest.mark.usefixtures("here")
def test_a_matter_travels_to_another_desk_and_the_whole_desk_into_a_backup() -> None:
    run("matter", "new", "--from", "matter.yaml")
    run("matter", "export", "Fund", "-o", "fund.zip")
    there = ("--data", "there")
    assert "Taken in: Fund" in run("matter", "import", "fund.zip", *there)
    assert "draft-2.txt" in run("matter", "show", "Fund", *there)
    run("matter", "backup", "desk.zip")
    assert "1 matters" in run("matter", "restore", "desk.zip", "--data", "restored")
    assert "sound" in run("matter", "verify", "--data", "restored")
    assert isinstance(refused("matter", "restore", "desk.zip", *there), StorageError)
    assert isinstance(refused("matter", "import", "matter.yaml", *there), InvalidData)
    run("matter", "add", "Fund", "matter.yaml", "--document", "other", *there)
    run("matter", "add", "Fund", "draft-1.txt", "--document", "other")
    run("matter", "export", "Fund", "-o", "again.zip")
    assert isinstance(refused("matter", "import", "again.zip", *there), Conflict)


def test_what_was_altered_is_named_and_exits_with_7(here: Path) -> None:
    run("matter", "new", "--from", "matter.yaml")
    with sqlite3.connect(here / "fullpowers-desk" / "records.sqlite") as database:
        database.execute("UPDATE event SET body = replace(body, '09:00', '08:00') WHERE seq = 3")
    database.close()
    error = refused("matter", "verify")
    assert isinstance(error, BrokenRecords)
    assert error.exit_code == 7
    assert "event 3 was altered" in CliRunner().invoke(cli, ["matter", "verify"]).output


@pytest.mark.usefixtures("here")
def test_one_event_is_proven_to_somebody_who_holds_a_head() -> None:
    run("matter", "new", "--from", "matter.yaml")
    head = run("matter", "prove", "Fund", "3", "-o", "proof.json").split()[-1]
    assert "draft-1.txt" in run("matter", "check-proof", "proof.json", "--head", head)
    other = head[:-4] + "0000"
    assert isinstance(refused("matter", "check-proof", "proof.json", "--head", other), BrokenRecords)
    Path("proof.json").write_text(Path("proof.json").read_text().replace("draft-1", "draft-9"))
    assert isinstance(refused("matter", "check-proof", "proof.json", "--head", head), BrokenRecords)


@pytest.mark.usefixtures("here")
def test_refusals_say_what_to_do() -> None:
    assert "`fullpowers matter new` begins some" in str(refused("matter", "list"))
    run("matter", "new", "Fund", "--for", "UA")
    assert isinstance(refused("matter", "show", "Other"), UnknownRecord)
    assert isinstance(refused("matter", "add", "Fund", "nowhere.docx"), FullpowersError)
    assert isinstance(refused("matter", "add", "Fund", "draft-1.txt", "--as", "Nobody"), UnknownRecord)
    wrong = CliRunner().invoke(cli, ["matter", "add", "Fund", "draft-1.txt", "--received", "yesterday"])
    assert (wrong.exit_code, "write it as 2025-02-21T09:00" in wrong.output) == (2, True)
    assert CliRunner().invoke(cli, ["matter", "new"]).exit_code == 2
