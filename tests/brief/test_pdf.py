"""The PDF: tagged, titled, in a language, with bookmarks, and the same bytes each time."""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Callable, Iterator
from typing import Any

import pikepdf
import pytest

from fullpowers.brief import Edition, answer, publish
from fullpowers.model import InvalidData, Review

from .pdf_ua import faults, tags

pytest.importorskip(
    "weasyprint", reason="the extra 'brief' is not installed", exc_type=(ImportError, OSError)
)


@pytest.fixture(scope="module")
def written(make: Callable[..., Review]) -> bytes:
    return publish(make(), "pdf", Edition(marking="For official use"))


@pytest.fixture
def opened(written: bytes) -> Iterator[Any]:
    with pikepdf.open(io.BytesIO(written)) as file:
        yield file


def test_no_rule_of_pdf_ua_that_a_program_can_check_is_broken(opened: Any) -> None:
    assert faults(opened) == []


def test_a_fault_would_be_seen(written: bytes) -> None:
    with pikepdf.open(io.BytesIO(written)) as spoilt:
        figure = next(tag for tag, _ in tags(spoilt.Root.StructTreeRoot) if str(tag.S) == "/Figure")
        del figure["/Alt"]
        del spoilt.Root["/Lang"]
        page = spoilt.pages[0]
        page.contents_add(b"BT (unmarked) Tj ET")
        found = " ".join(faults(spoilt))
    assert all(checkpoint in found for checkpoint in ("01-003", "11-006", "13-004"))


def test_it_says_that_it_is_accessible_and_what_it_is(opened: Any) -> None:
    root = opened.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"].startswith("Gas – Brief for the Government of Ruritania")


def test_headings_tables_lists_and_pictures_are_tagged(opened: Any) -> None:
    found = [tag for tag, _ in tags(opened.Root.StructTreeRoot)]
    kinds = {str(tag.S) for tag in found}
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Link"} <= kinds
    figures = [tag for tag in found if tag.S == "/Figure"]
    assert figures
    assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_parts_are_bookmarked(opened: Any) -> None:
    with opened.open_outline() as outline:
        titles = [child.title for top in outline.root for child in (top, *top.children)]
    assert "What the law says" in titles
    assert "The text with its changes" in titles


def test_nothing_in_it_acts(opened: Any) -> None:
    for name in ("/OpenAction", "/AA", "/AcroForm"):
        assert name not in opened.Root
    assert "/JavaScript" not in opened.Root.get("/Names", {})


def test_it_names_nobody_and_no_time(opened: Any) -> None:
    info = {str(name): str(value) for name, value in opened.docinfo.items()}
    assert set(info) <= {"/Title", "/Producer", "/Lang"}


def test_answers_and_marking_can_be_read_out(written: bytes, make: Callable[..., Review]) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(written)
    pages = [" ".join(page.get_textpage().get_text_range().split()) for page in document]
    first = pages[0].replace("￾", "")
    for found in answer(make()):
        assert found.question in first
    assert all("For official use" in page for page in pages)


def test_references_of_the_first_page_name_the_page(written: bytes) -> None:
    pdfium = pytest.importorskip("pypdfium2")
    document = pdfium.PdfDocument(written)
    first = document[0].get_textpage().get_text_range()
    for place, page in re.findall(r"\[(Article \d+)(?:\(\w+\))*, p\. (\d+)\]", first):
        assert place.upper() in document[int(page) - 1].get_textpage().get_text_range().upper()
    contents = document[1].get_textpage().get_text_range()
    assert re.search(r"What the law says · \d", contents)


def test_the_same_review_gives_the_same_bytes(written: bytes, make: Callable[..., Review]) -> None:
    assert publish(make(), "pdf", Edition(marking="For official use")) == written


def test_without_the_extra_the_refusal_says_what_to_install(
    reviewed: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(InvalidData, match="fullpowers\\[brief\\]"):
        publish(reviewed, "pdf")
