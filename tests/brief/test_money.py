"""The part on money: every picture has its numbers beside it, and nothing is left out quietly."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from fullpowers.brief import Edition, render
from fullpowers.brief.pictures import money as pictures
from fullpowers.brief.voice import voice
from fullpowers.model import Axis, Review, Series, ValueGap
from fullpowers.review import Circumstances, review

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"


@pytest.fixture(scope="module")
def example() -> Review:
    drafts = EXAMPLE / "drafts"
    given = Circumstances(on=date(2025, 2, 21), economics=EXAMPLE / "economics.yaml")
    return review(drafts / "draft-3.docx", against=drafts / "draft-2.docx", side="UA", circumstances=given)


@pytest.fixture(scope="module")
def page(example: Review) -> str:
    whole = render(example, "html", Edition())
    return whole[whole.index('id="money"') : whole.index('id="terms"')]


def test_every_picture_is_drawn_in_the_page_and_says_in_words_what_it_shows(page: str) -> None:
    found = re.findall(r'<svg[^>]*aria-label="([^"]+)"', page)
    shown = (
        *("band from P10 to P90", "Chance that more than an amount is left"),
        *("each changed term moves", "each unknown moves", "Gas of each month"),
    )
    for words in shown:
        assert any(words in label for label in found), words


def test_fans_and_chances_have_their_numbers_beside_them(page: str, example: Review) -> None:
    assert example.valuation is not None
    reading = example.valuation.drafts[-1].readings[0]
    assert "The numbers of these pictures" in page
    assert page.count("The numbers of this picture") == 2
    assert {series.name for series in reading.series} >= {
        "contribution",
        "to_state",
        "partner_paid",
        "receipts",
    }
    for words in ("2026", "2055", "50 %", "Government take"):
        assert words in page


def test_what_is_not_valued_is_said(page: str, example: Review) -> None:
    assert example.valuation is not None
    assert example.valuation.unvalued
    for why in example.valuation.unvalued:
        assert why.split(":")[0][:20] in page


def test_a_tornado_goes_to_both_sides_and_a_fan_below_nought() -> None:
    say = voice("en")
    gaps = (ValueGap("price?", 30.0, "", -10.0, 20.0), ValueGap("which reading?", 5.0, ""))
    drawn = pictures.swings(gaps, say)
    assert drawn.count("<rect") == 3
    fan = Series("x", "x", "USD", (Axis("quantile", ("P10", "P50", "P90")), Axis("year", ("1", "2"))),
                 (-5.0, -1.0, 0.0, 1.0, 2.0, 3.0))  # fmt: skip
    heights = [float(y) for y in re.findall(r",(-?\d+\.\d)", pictures.fan(fan, say))]
    assert max(heights) <= 150.0
    assert min(heights) >= 0.0
