"""Pictures of text are recognised where Tesseract's language files are, and doubtful words are said."""

from __future__ import annotations

import io
import os

import pypdfium2
import pytest
from PIL import Image, ImageFilter

from fullpowers.model import Refusal, UnreadableInput
from fullpowers.reading import ocr, read_bytes

LINES = (
    "Article 1",
    "The Fund shall receive 50 percent of all revenues from",
    "licences that are issued after the entry into force.",
    "Article 2",
    "The Parties may amend this Agreement by consent.",
)


@pytest.fixture(autouse=True)
def _language():
    if "eng" not in ocr.languages():
        if os.environ.get("CI"):
            pytest.fail("Tesseract's English is not installed: apt install tesseract-ocr")
        pytest.skip("Tesseract's English is not installed")


def page():
    """A page with ``LINES`` as a picture at 200 points to the inch."""
    writing = "".join(f"BT /F1 12 Tf 72 {720 - 24 * n} Td ({line}) Tj ET " for n, line in enumerate(LINES))
    data = (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj "
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1"
        "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>>>>>>>endobj "
        f"4 0 obj<</Length {len(writing)}>>stream\n{writing}\nendstream endobj trailer<</Root 1 0 R>>"
    ).encode()
    return pypdfium2.PdfDocument(data)[0].render(scale=200 / 72, grayscale=True).to_pil()


def saved(picture, kind, **options):
    target = io.BytesIO()
    picture.save(target, kind, **options)
    return target.getvalue()


@pytest.mark.parametrize("kind", ["PDF", "PNG", "JPEG", "TIFF"])
def test_a_picture_reads_as_its_text(kind):
    options = {"resolution": 200} if kind == "PDF" else {"dpi": (200, 200)}
    read = read_bytes(saved(page(), kind, **options), "scan")
    assert "The Fund shall receive 50 percent of all revenues from licences" in read.text
    assert [p.number for p in read.walk() if p.number.startswith("Article")] == ["Article 1", "Article 2"]
    assert any(notice.code == "machine-read" for notice in read.notices)


def test_doubtful_words_are_marked():
    blurred = page().resize((560, 725)).filter(ImageFilter.GaussianBlur(1.1))
    read = read_bytes(saved(blurred, "PNG", dpi=(70, 70)), "fax.png")
    doubts = [notice for notice in read.notices if notice.code == "doubtful-reading"]
    assert doubts
    assert all(doubt.passage is not None and doubt.passage.quote for doubt in doubts)


def test_an_empty_picture_has_no_text():
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(saved(Image.new("L", (800, 1000), 255), "PNG"), "empty.png")
    assert caught.value.refusal is Refusal.NO_TEXT


def test_a_damaged_picture_is_refused():
    data = saved(page(), "PNG")
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data[: len(data) // 3], "scan.png")
    assert caught.value.refusal is Refusal.BROKEN
