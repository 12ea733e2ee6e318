"""`read --undertakings --terms --view`: what the sentences of a draft do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fullpowers.cli import cli

DRAFT = """TREATY BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMORA

The Government of Arvenia and the Government of Belmora, hereinafter “the Parties”,

Have agreed as follows:

Article 1

Arvenia shall contribute to the Fund 50 percent of all royalties.

Article 2

Roads, bridges, tunnels and the like.
"""


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / "draft.txt"
    file.write_text(DRAFT, encoding="utf-8")
    return file


def test_undertakings_and_terms_with_their_places(draft: Path) -> None:
    result = CliRunner().invoke(cli, ["read", str(draft), "--undertakings", "--terms"])
    assert result.exit_code == 0
    shown = " ".join(result.output.split())
    assert "art-1 obligation, firm: the Government of Arvenia “shall” contribute to the Fund" in shown
    assert "50 percent" in shown
    assert "understood: 2 of 3 operative sentences" in shown
    assert "art-2 Roads, bridges, tunnels and the like." in shown


def test_as_json_it_is_the_analysis(draft: Path) -> None:
    result = CliRunner().invoke(cli, ["read", str(draft), "--undertakings", "--json"])
    assert json.loads(result.stdout)["undertakings"][-1]["bearer"] == "the Government of Arvenia"


def test_the_view_is_written_as_one_page(draft: Path, tmp_path: Path) -> None:
    page = tmp_path / "view.html"
    result = CliRunner().invoke(cli, ["read", str(draft), "--view", str(page)])
    assert result.exit_code == 0
    assert "Arvenia shall contribute" in page.read_text(encoding="utf-8")


def test_a_place_that_cannot_be_written_is_refused_without_a_traceback(draft: Path) -> None:
    result = CliRunner().invoke(cli, ["read", str(draft), "--view", str(draft / "page.html")])
    assert "cannot write" in result.output
    assert "Traceback" not in result.output
