"""The commands on many drafts, and the files that `compare` writes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fullpowers.cli import cli

BASE = "Article 1\nFund\nUkraine shall contribute 50 percent of its revenues to the Fund.\n"


@pytest.fixture
def drafts(tmp_path: Path) -> list[str]:
    texts = (BASE, BASE.replace("50", "66"), BASE.replace("shall", "may"))
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, encoding="utf-8")
    return [str(tmp_path / f"{number}.txt") for number in range(3)]


def run(*arguments: str) -> str:
    result = CliRunner().invoke(cli, arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def test_compare_writes_each_kind_of_redline(drafts: list[str], tmp_path: Path) -> None:
    files = [str(tmp_path / f"redline{suffix}") for suffix in (".html", ".md", ".docx", ".json")]
    printed = run("compare", *drafts[:2], *(part for file in files for part in ("-o", file)))
    assert "proved: accepting all gives the new draft" in printed
    assert all(Path(file).stat().st_size for file in files)


def test_compare_refuses_a_suffix_that_it_does_not_know(drafts: list[str], tmp_path: Path) -> None:
    result = CliRunner().invoke(cli, ["compare", *drafts[:2], "-o", str(tmp_path / "redline.pdf")])
    assert result.exit_code == 2
    assert not (tmp_path / "redline.pdf").exists()


def test_history_names_the_draft_of_each_word(drafts: list[str]) -> None:
    assert "1.txt: 66" in run("history", *drafts[:2])


def test_positions_tell_how_two_drafts_stand_to_each_other(drafts: list[str]) -> None:
    printed = json.loads(run("positions", drafts[0], f"UA={drafts[1]}", f"US={drafts[2]}", "--json"))
    assert "compatible" in {row["stance"] for row in printed["rows"]}


def test_amend_writes_the_consolidated_text(drafts: list[str], tmp_path: Path) -> None:
    amending = tmp_path / "amending.txt"
    amending.write_text("Agreed.\n\n1. In Article 1, the words “50 percent” are replaced by “60 percent”.\n")
    run("amend", drafts[0], str(amending), "-o", str(tmp_path / "text.txt"))
    assert "60 percent" in (tmp_path / "text.txt").read_text(encoding="utf-8")


def test_versions_count_what_differs(drafts: list[str]) -> None:
    assert "Numbers differ" in run("versions", *drafts[:2])


def test_history_takes_the_drafts_of_a_matter_with_their_senders(tmp_path: Path) -> None:
    matter = Path(__file__).parents[2] / "examples" / "minerals" / "matter.yaml"
    printed = run("history", "--matter", str(matter), "-o", str(tmp_path / "history.html"))
    assert "from Embassy of the United States of America" in printed
    assert "The revised text" in (tmp_path / "history.html").read_text(encoding="utf-8")


def test_positions_writes_the_table_and_takes_one_draft_of_each_party(
    drafts: list[str], tmp_path: Path
) -> None:
    page = tmp_path / "positions.html"
    printed = run("positions", drafts[0], f"UA={drafts[1]}", f"US={drafts[2]}", "-o", str(page))
    assert "1 compatible" in printed
    assert "<del>50</del><ins>66</ins>" in page.read_text(encoding="utf-8")
    twice = CliRunner().invoke(cli, ["positions", drafts[0], f"UA={drafts[1]}", f"UA={drafts[2]}"])
    assert twice.exit_code == 2


def test_compare_for_a_side_says_why_each_change_stands_where_it_does() -> None:
    folder = Path(__file__).parents[2] / "examples" / "minerals" / "drafts"
    printed = run("compare", str(folder / "draft-2.docx"), str(folder / "draft-3.docx"), "--for", "UA")
    assert "In the order of the Government of Ukraine" in printed
    assert "the Government of Ukraine loses by it" in " ".join(printed.split())


def test_compare_for_a_state_that_is_no_party_is_refused(drafts: list[str]) -> None:
    result = CliRunner().invoke(cli, ["compare", *drafts[:2], "--for", "BR"])
    assert result.exit_code == 2
    assert "BR" in result.output
