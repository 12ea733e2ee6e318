"""Scans in Ukrainian and in two languages are recognised, language by language; speckled ones too."""

from __future__ import annotations

import io
import os
import shutil
import subprocess

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageFilter
from rapidfuzz.fuzz import ratio

from fullpowers.reading import ocr, read_bytes

ENGLISH = (
    "Article 1. Contributions",
    "1. The Government of Ukraine shall pay to the Fund 50 percent of all revenues from new licences.",
    "2. The Parties may amend this Agreement by mutual consent, but not earlier than after 10 years.",
    "Article 2. Final provisions",
    "This Agreement shall not apply to gas.",
)
UKRAINIAN = (
    "Стаття 1. Внески",
    "1. Уряд України зобов'язується сплачувати до Фонду 50 відсотків усіх доходів від нових ліцензій.",
    "2. Сторони можуть змінити цю Угоду за взаємною згодою, але не раніше ніж через 10 років.",
    "Стаття 2. Прикінцеві положення",
    "Ця Угода не застосовується до газу.",
)


def missing() -> str:
    """What is not installed of what these tests need."""
    if not {"eng", "ukr"} <= set(ocr.languages()):
        return (
            "Tesseract's English and Ukrainian are not installed: apt install tesseract-ocr tesseract-ocr-ukr"
        )
    found = shutil.which("fc-list")
    if not found or not subprocess.run([found, ":lang=uk"], capture_output=True, check=False).stdout:
        return "no font with Ukrainian letters is installed: apt install fontconfig fonts-dejavu-core"
    return ""


@pytest.fixture(autouse=True)
def _tools():
    if why := missing():
        if os.environ.get("CI"):
            pytest.fail(why)
        pytest.skip(why)


def scanned(body, *, skew=0.6, blur=0.5, speckle=14.0):
    """A page as a scanner at 200 points to the inch sees it: askew, grey, speckled."""
    weasyprint = pytest.importorskip("weasyprint", reason="WeasyPrint is not installed: it draws the pages")
    style = "<style>@page{size:A4;margin:2cm} body{font:11.5pt serif} td{width:50%;padding:4pt 8pt}</style>"
    printed = pypdfium2.PdfDocument(weasyprint.HTML(string=style + body).write_pdf())
    page = printed[0].render(scale=200 / 72, grayscale=True).to_pil().rotate(skew, fillcolor=255)
    page = page.filter(ImageFilter.GaussianBlur(blur))
    noise = np.random.default_rng(5).normal(0, speckle, (page.height, page.width))
    grey = np.clip(np.asarray(page) * 0.86 + 12 + noise, 0, 255).astype(np.uint8)
    target = io.BytesIO()
    Image.fromarray(grey).save(target, "PNG", dpi=(200, 200))
    return read_bytes(target.getvalue(), "scan.png")


def paragraphs(lines):
    return "".join(f"<p>{line}</p>" for line in lines)


def agrees(text, lines):
    """Line by line but for a letter here and there, which differ from one version of Tesseract to another."""
    found = text.split("\n")
    return len(found) == len(lines) and all(map(lambda one, other: ratio(one, other) > 97, found, lines))


def test_a_ukrainian_page():
    assert agrees(scanned(paragraphs(UKRAINIAN)).text, UKRAINIAN)


def test_a_page_with_both_languages_one_after_the_other():
    assert agrees(scanned(paragraphs(ENGLISH + UKRAINIAN)).text, ENGLISH + UKRAINIAN)


def test_a_page_with_both_languages_side_by_side():
    rows = "".join(f"<tr><td>{one}<td>{other}" for one, other in zip(ENGLISH, UKRAINIAN, strict=True))
    read = scanned(f"<table>{rows}</table>")
    assert agrees(read.text, ENGLISH)
    (version,) = read.versions
    assert version.language == "uk"
    assert agrees(version.instrument.text, UKRAINIAN)


def test_a_speckled_page_is_smoothed_first():
    assert agrees(scanned(paragraphs(UKRAINIAN), speckle=30).text, UKRAINIAN)


def test_what_is_recognised_badly_is_said_with_its_place():
    read = scanned(paragraphs(UKRAINIAN), skew=1.5, blur=2.2)
    doubts = [notice for notice in read.notices if notice.code == "doubtful-reading"]
    assert doubts
    for doubt in doubts:
        assert doubt.passage is not None
        assert doubt.passage.verify(read).quote in doubt.message


def test_a_word_of_a_machine_read_line_is_in_the_script_of_the_line():
    from fullpowers.reading.lookalikes import in_one_script

    assert in_one_script(["The", "МСА", "and", "the", "Асі", "shall", "pay"]) == [
        "The", "MCA", "and", "the", "Aci", "shall", "pay",
    ]  # fmt: skip
    assert in_one_script(["Сторони", "сплачують", "i", "не", "пiзнiше", "IBM"]) == [
        "Сторони", "сплачують", "і", "не", "пізніше", "IBM",
    ]  # fmt: skip
    both = ["Україна", "Ukraine"]
    assert in_one_script(both) == both
