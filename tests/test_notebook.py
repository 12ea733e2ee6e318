"""The Python face in a notebook: values show themselves, lists become frames, the tutorial runs."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import fullpowers as fp
from fullpowers.model import InvalidData, Review

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "minerals" / "drafts"


@pytest.fixture(scope="module")
def found() -> Review:
    return fp.review(
        EXAMPLE / "draft-3.docx",
        against=EXAMPLE / "draft-2.docx",
        side="UA",
        circumstances=fp.Circumstances(on=date(2025, 2, 21)),
    )


def test_every_table_has_the_same_columns_in_each_row_and_makes_a_frame(found: Review) -> None:
    tables = fp.tables(found)
    assert {"changes", "findings", "terms", "undertakings", "entries", "provisions"} <= set(tables)
    for name, table in tables.items():
        assert len({tuple(row) for row in table.rows}) == 1, name
        pytest.importorskip("pandas")
        assert len(table.pandas()) == len(table.rows)
        pytest.importorskip("polars")
        assert table.polars().height == len(table.rows)


def test_a_row_says_where_its_words_stand(found: Review) -> None:
    term = fp.tables(found)["terms"].rows[0]
    assert term["passage_quote"] in found.instrument.text
    assert found.instrument.provision(term["passage"]) is not None


def test_one_part_is_shown_and_another_is_not(found: Review) -> None:
    law = fp.view(found, "law").html
    assert "What the law says" in law
    assert "The text with its changes" not in law
    frame = fp.view(found, "text")._repr_html_()
    assert frame.startswith("<iframe sandbox srcdoc=")
    assert "<script" not in frame
    with pytest.raises(InvalidData, match="no part 'money'; there are answers, changes"):
        fp.view(found, "money")


def test_pictures_have_their_own_colours_and_words(found: Review) -> None:
    for picture in fp.charts(found):
        assert picture.title
        assert picture.description
        assert "<style>" in picture.svg


def test_the_tutorial_runs() -> None:
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    text = (ROOT / "docs" / "tutorial.ipynb").read_text(encoding="utf-8")
    notebook: Any = nbformat.reads(text, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), (
        "kept without outputs, so that it can be read"
    )
    nbclient.NotebookClient(
        notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": ROOT}}
    ).execute()
    shown = [
        output["data"].get("text/html", "")
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if "data" in output
    ]
    assert "May it be signed today" in shown[0]
    assert "<iframe" in shown[1]
    assert all("Traceback" not in json.dumps(cell) for cell in notebook.cells)
