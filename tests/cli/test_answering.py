"""`negotiate` at the terminal: asking for preferences, and domains of GENIUS."""

from __future__ import annotations

from pathlib import Path

from click.testing import CliRunner

from fullpowers.cli import cli
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
