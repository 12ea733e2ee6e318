"""Texts made of one thing over and over take time by their length, not by its square."""

from __future__ import annotations

from time import process_time

import pytest

from fullpowers.claims import Text, verify
from fullpowers.comparison import compare
from fullpowers.language import analyse
from fullpowers.reading import read_bytes

DRAFT = "AGREEMENT\n\nArticle 1\n\nThe Buyer shall pay 50 percent. {0}\n\nArticle 2\n\nEnglish law governs.\n"


def seconds(unit: str, letters: int) -> float:
    """Processor time of analysis, comparison and claims over a paragraph of about that many letters."""
    old, new = (
        read_bytes(DRAFT.format(words).encode(), "draft.txt")
        for words in ("x", unit * (letters // len(unit)))
    )
    start = process_time()
    before, after = analyse(old), analyse(new)
    compare(old, new, before=before, after=after)
    verify(
        f"President Smith said: {new.text}", [Text(old, before, None)], name="a", published=None, unread=()
    )
    return process_time() - start


@pytest.mark.parametrize(
    "unit", ["1", "a", "A ", "(", "“a” ", "a.", "of the ", "described by a ", ", as Aa "]
)
def test_a_hostile_paragraph_takes_time_by_its_length(unit: str) -> None:
    seconds(unit, 1000)  # what is loaded at first use
    # sixteen times for quadratic work, four for linear; short times are mostly noise
    assert seconds(unit, 40_000) < 8 * max(seconds(unit, 10_000), 0.1)
