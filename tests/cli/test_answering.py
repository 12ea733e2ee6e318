"""`negotiate` at the terminal: asking for preferences, and domains of GENIUS."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from fullpowers.cli import cli
from fullpowers.model import InvalidData
from fullpowers.negotiation import load_preferences

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals" / "preferences.yaml"
ANSWERS = "1 2 60 3 1 60 2 1 2 70 2 1 3 1 50 1 90 30 20 30 5 40 1 1 2 40"


def test_preferences_are_asked_for_and_written(tmp_path: Path) -> None:
    output = tmp_path / "asked.yaml"
    ran = CliRunner().invoke(
        cli,
        ["negotiate", str(EXAMPLE), "--elicit", "ua", "-o", str(output)],
        input=ANSWERS.replace(" ", "\n") + "\n",
    )
    assert ran.exit_code == 0, ran.output
    us = load_preferences(output).ordered[0]
    assert us.values["gas"] == {"50": 100, "58": 60, "66": 0}
    assert us.weights["winter"] == (30, 40)
    assert us.reservation == 40
    assert "Its weight is taken as 30 to 40." in ran.output


def test_a_file_that_is_there_is_not_written_over(tmp_path: Path) -> None:
    output = tmp_path / "asked.yaml"
    output.write_text("mine", encoding="utf-8")
    ran = CliRunner().invoke(cli, ["negotiate", str(EXAMPLE), "--elicit", "ua", "-o", str(output)])
    assert ran.exit_code == 2
    assert output.read_text(encoding="utf-8") == "mine"


def test_the_answer_is_printed_with_its_words_and_whose_preferences_it_rests_on() -> None:
    draft = EXAMPLE.parent / "drafts" / "draft-3.docx"
    ran = CliRunner().invoke(cli, ["negotiate", str(EXAMPLE), "--draft", str(draft), "--on", "2025-12-01"])
    assert ran.exit_code == 0, ran.output
    said = " ".join(ran.output.split())
    assert "Give Purchase of minerals: offtake on market terms" in said
    assert "behind art-6/par-3: The Fund may buy up to one half" in said
    assert "those of the other side are assumptions" in said
    assert "the heating season begins (2025-11-01) has passed: no deal now counts 33 for Ukraine." in said


def test_items_are_divided_by_both_procedures(tmp_path: Path) -> None:
    items = tmp_path / "items.yaml"
    items.write_text(
        "sides: [Coast, Inland]\nitems:\n  port: [60, 30]\n  road: [30, 60]\n  bridge: [10, 10]\n",
        encoding="utf-8",
    )
    ran = CliRunner().invoke(cli, ["negotiate", str(items), "--divide", "--json"])
    assert ran.exit_code == 0, ran.output
    found = json.loads(ran.stdout)
    assert found["Adjusted Winner"]["points"] == ["65", "65"]
    assert found["in proportion to the points"]["first"]["port"] == "2/3"
    assert CliRunner().invoke(cli, ["negotiate", str(items), "--divide"]).exit_code == 0


def test_a_list_that_is_none_is_refused_in_words(tmp_path: Path) -> None:
    items = tmp_path / "items.yaml"
    items.write_text("sides: [A, B]\nitems: {}\n", encoding="utf-8")
    ran = CliRunner().invoke(cli, ["negotiate", str(items), "--divide"])
    assert isinstance(ran.exception, InvalidData)
    assert "nothing to divide" in str(ran.exception)


def test_a_file_is_started_from_the_drafts_asked_for_and_answered(tmp_path: Path) -> None:
    """From two drafts to a counter-offer, with nothing written by hand."""
    folder = EXAMPLE.parents[1] / "fisheries"
    drafts = [part for name in ("draft-1.txt", "draft-2.txt") for part in ("--start", str(folder / name))]
    file, asked, both = (tmp_path / name for name in ("new.yaml", "asked.yaml", "both.yaml"))
    ran = CliRunner().invoke(cli, ["negotiate", str(file), *drafts])
    assert ran.exit_code == 0, ran.output
    assert "6 issues" in ran.output
    found = load_preferences(file)
    tonnage = found.issues[0]
    assert tonnage.provision == "art-1/par-1"
    assert [option.title for option in tonnage.options] == [
        "7,000 tonnes in each year", "9,000 tonnes in each year",
    ]  # fmt: skip
    assert tonnage.options[0].wording.startswith("Ghana shall allow Union vessels to fish for tuna")
    assert found.drafts["draft-2"]["issue-1"] == "option-2"

    unasked = CliRunner().invoke(cli, ["negotiate", str(file)])
    assert isinstance(unasked.exception, InvalidData)
    # best option of each issue, swing weights, three trades, no deal
    for source, target, actor, best in ((file, asked, "us", "1"), (asked, both, "them", "2")):
        weights = ["80", "60", "40", "20", "10"] if actor == "us" else ["20", "30", "40", "50", "60"]
        checks = ["1"] * 3
        answers = [best] * 6 + ["1", *weights, *checks, "20"]
        command = ["negotiate", str(source), "--elicit", actor, "-o", str(target)]
        ran = CliRunner().invoke(cli, command, input="\n".join(answers) + "\n")
        assert ran.exit_code == 0, ran.output
    ran = CliRunner().invoke(cli, ["negotiate", str(both), "--draft", str(folder / "draft-2.txt")])
    assert ran.exit_code == 0, ran.output
    assert "Words of counter-offer 1" in ran.output
