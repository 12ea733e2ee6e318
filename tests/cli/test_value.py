"""`fullpowers value`: figures on the terminal, as JSON and tables, and opened down to their clause."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fullpowers.cli import cli

EXAMPLES = Path(__file__).parents[2] / "examples" / "economics"
AGREEMENT = EXAMPLES / "agreements" / "lithium-sharing.txt"
FIGURES = EXAMPLES / "lithium.yaml"


def run(*arguments: str) -> Result:
    order = [
        "value",
        str(AGREEMENT),
        "--for",
        "UA",
        "--economics",
        str(FIGURES),
        "--scenarios",
        "64",
        *arguments,
    ]
    return CliRunner().invoke(cli, order)


def test_a_person_reads_sizes_in_words() -> None:
    shown = run().output
    assert "Of lithium at Stepove the state gets" in shown
    assert "million" in shown
    assert "e+" not in shown
    assert "not valued:" in shown


def test_json_has_everything_with_the_seed() -> None:
    found = json.loads(run("--json", "--seed", "9", "--sensitivity").stdout)
    assert found["seed"] == 9
    assert found["sensitivity"][0]["total"] > 0.5
    assert found["projects"][0]["estimates"]


def test_a_number_is_opened_to_the_clause() -> None:
    shown = run("--explain", "stepove.royalty_f_field", "--year", "2032").stdout
    assert "stepove.royalty_f_field 2032: 1.4e+07" in shown
    assert "[art-3/par-1]" in shown
    as_data = json.loads(run("--explain", "stepove.royalty_f_field", "--year", "2032", "--json").stdout)
    assert as_data[0]["formula"]


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_tables_are_written(kind: str, tmp_path: Path) -> None:
    if kind == "parquet":
        pytest.importorskip("pyarrow")
    assert run("--tables", str(tmp_path), "--as", kind).exit_code == 0
    names = {path.stem for path in tmp_path.iterdir()}
    assert names >= {
        "estimates",
        "series",
        "chances",
        "projects",
        "progressivity",
        "inputs",
        "gaps",
        "unvalued",
    }
    if kind == "csv":
        with (tmp_path / "chances.csv").open(encoding="utf-8", newline="") as file:
            assert len(list(csv.DictReader(file))) == 13


def test_a_name_of_a_draft_is_no_formula_of_a_spreadsheet(tmp_path: Path) -> None:
    draft = tmp_path / "=cmd.txt"
    draft.write_bytes(AGREEMENT.read_bytes())
    order = ["value", str(draft), "--for", "UA", "--economics", str(FIGURES), "--scenarios", "64"]
    assert CliRunner().invoke(cli, [*order, "--tables", str(tmp_path / "out")]).exit_code == 0
    text = "".join(path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir())
    assert "'=cmd.txt" in text
    assert not re.search(r"(?m)(?:^|,)\"?=", text)


def test_what_cannot_be_opened_is_refused_without_a_traceback() -> None:
    refused = run("--explain", "nowhere.x")
    assert refused.exit_code != 0
    assert "no page" in str(refused.exception) or "no page" in refused.output
