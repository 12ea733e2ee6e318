"""The PDF: tagged, titled, in a language, with bookmarks, and the same bytes each time."""

from __future__ import annotations

import io
import sys
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import Any

import pytest

from fullpowers.brief import Edition, answer, publish
from fullpowers.model import InvalidData, Review

pikepdf = pytest.importorskip("pikepdf", reason="checks PDF files")
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


def tags(node: Any) -> Iterator[Any]:
    """Every element of the structure tree."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from tags(child)


def test_it_says_that_it_is_accessible_and_what_it_is(opened: Any) -> None:
    root = opened.Root
    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "en"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    with opened.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"].startswith("Gas – Brief for the Government of Ruritania")


def test_headings_tables_lists_and_pictures_are_tagged(opened: Any) -> None:
    found = list(tags(opened.Root.StructTreeRoot))
    kinds = {str(tag.S) for tag in found}
    assert {"/H1", "/H2", "/H3", "/P", "/L", "/LI", "/Table", "/TR", "/TH", "/TD", "/Link"} <= kinds
    figures = [tag for tag in found if tag.S == "/Figure"]
    assert figures
    assert all(str(figure.get("/Alt", "")) for figure in figures)


def test_headings_skip_no_level(opened: Any) -> None:
    levels = [
        int(str(tag.S)[2:])
        for tag in tags(opened.Root.StructTreeRoot)
        if len(str(tag.S)) == 3 and str(tag.S)[1] == "H" and str(tag.S)[2].isdigit()
    ]
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))


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


def test_the_same_review_gives_the_same_bytes(written: bytes, make: Callable[..., Review]) -> None:
    assert publish(make(), "pdf", Edition(marking="For official use")) == written


def test_without_the_extra_the_refusal_says_what_to_install(
    reviewed: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    with pytest.raises(InvalidData, match="fullpowers\\[brief\\]"):
        publish(reviewed, "pdf")
