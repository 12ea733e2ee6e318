"""The first five minutes: what to do next, a matter made by asking, refusals that say what mends them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from fullpowers.cli import cli
from fullpowers.cli.progress import Plan
from fullpowers.matter import load

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two drafts in the order of their numbers, not of their letters, and a file of figures."""
    for name in ("draft-2.docx", "draft-10.docx"):
        shutil.copy(EXAMPLE / "drafts" / "draft-1.docx", tmp_path / name)
    shutil.copy(EXAMPLE / "economics.yaml", tmp_path)
    return tmp_path


def run(*arguments: str, cwd: Path, typed: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fullpowers", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        input=typed,
    )


def test_without_an_argument_it_says_what_to_do_in_this_folder(folder: Path) -> None:
    empty = folder / "empty"
    empty.mkdir()
    assert "fullpowers demo" in run(cwd=empty).stdout
    with_drafts = run(cwd=folder).stdout
    assert "fullpowers review draft-10.docx --against draft-2.docx" in with_drafts
    assert "fullpowers init" in with_drafts
    (folder / "matter.yaml").write_text("matter: Gas\nfor: UA\n", encoding="utf-8")
    assert "fullpowers review --matter matter.yaml" in run(cwd=folder).stdout


def test_a_matter_is_made_by_asking(folder: Path) -> None:
    answers = [
        "Gas",
        "ua",
        "",
        "2025-02-12T09:00",
        "the embassy",
        "-",
        "20.02.2025",
        "2025-02-20",
        "",
        "",
        "",
    ]
    done = run("init", cwd=folder, typed="\n".join([*answers, *[""] * 6]))
    assert done.returncode == 0, done.stderr
    assert "Write it as 2025-02-20" in done.stderr
    matter = load(folder / "matter.yaml")
    assert (matter.matter, matter.side, matter.economics) == ("Gas", "UA", "economics.yaml")
    assert [draft.file for draft in matter.drafts] == ["draft-2.docx", "draft-10.docx"]
    assert matter.drafts[0].sender == "the embassy"
    assert matter.drafts[1].received == "2025-02-20"


def test_a_matter_that_is_there_is_not_touched(folder: Path) -> None:
    first = CliRunner().invoke(cli, ["init", str(folder), "--for", "UA", "--yes"])
    assert first.exit_code == 0, first.output
    written = (folder / "matter.yaml").read_bytes()
    assert CliRunner().invoke(cli, ["init", str(folder), "--for", "US", "--yes"]).exit_code == 2
    assert (folder / "matter.yaml").read_bytes() == written


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("reveiw draft-2.docx", "fullpowers review draft-2.docx"),
        ("review draft-2.docx", "fullpowers review draft-2.docx --for UA"),
        ("review draft-2.docx --for UA --agianst=x", "fullpowers review draft-2.docx --for UA --against=x"),
        ("review draft-2.doc --for UA", "fullpowers review draft-2.docx --for UA"),
        ("check draft-2.docx", "fullpowers check draft-2.docx --for UA"),
        ("value draft-2.docx --for UA", "--economics economics.yaml"),
        ("review --matter matter.yml", "fullpowers init ."),
        ("review . --for UA", "fullpowers init ."),
    ],
)
def test_a_refusal_names_the_command_that_would_mend_it(folder: Path, typed: str, mended: str) -> None:
    done = run(*typed.split(), cwd=folder)
    assert done.returncode in (2, 3, 4)
    assert f"Try: {mended}" in done.stderr or (mended.startswith("--") and mended in done.stderr)


def test_the_doctor_reads_a_draft_and_names_what_could_be_added() -> None:
    found = json.loads(CliRunner().invoke(cli, ["doctor", "--json"]).output)
    assert found["a draft is read"] == "yes"
    assert found["extra brief"].startswith("the brief as PDF")
    assert set(found["brief in"].split(", ")) >= {"en", "uk"}


@pytest.mark.parametrize(
    ("words", "expected"),
    [("review --for U", "UA"), ("review --language u", "uk"), ("review --leave-out law,ter", "law,terms")],
)
def test_values_are_completed(words: str, expected: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("_FULLPOWERS_COMPLETE", "bash_complete")
    monkeypatch.setenv("COMP_WORDS", f"fullpowers {words}")
    monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
    done = CliRunner().invoke(cli, prog_name="fullpowers")
    assert f"plain,{expected}" in done.output.splitlines()


def test_the_bar_never_goes_back_and_ends_full() -> None:
    plan = Plan(["reading", "analysing", "reading", "analysing", "checking", "printing"])
    names = ("reading a.docx", "analysing", "something new", "reading b.docx", "checking the law", "printing")
    reached = [plan.reached(name) for name in names]
    assert reached == sorted(reached)
    assert plan.done + plan.current == pytest.approx(plan.whole)
    assert plan.left(2 * plan.done) == pytest.approx(2 * plan.current)
