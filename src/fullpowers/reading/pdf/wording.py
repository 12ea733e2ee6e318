"""The words of a page, and where two readings of it differ."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

import pypdfium2.raw as pdfium

from . import glyphs
from .segments import Segment, segments

_PLAIN = re.compile(r"[\W_]+")
_MOST = 4000
"""Words of a page beyond which two readings of it are not compared word by word."""


@dataclass(frozen=True, slots=True)
class Word:
    """Letters and figures of a word, and where its line begins, in points from the upper left corner."""

    text: str
    left: float
    base: float


Text = tuple[float, float, str]
"""A line: its base and its left edge in points from the upper left corner, and what it says."""
PageWords = Callable[[int], Sequence[Word]]


def words(lines: Iterable[Text]) -> list[Word]:
    """The words of lines, from the top of the page to its foot."""
    return [
        Word(word, left, base)
        for base, left, text in sorted(lines, key=lambda line: (round(line[0]), line[1]))
        for raw in unicodedata.normalize("NFKC", text).split()
        if (word := _PLAIN.sub("", raw))
    ]


def differences(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Stretches (begin and end in ``one``, in ``other``) that differ, not where only spaces differ."""
    if len(one) > _MOST or len(other) > _MOST:
        if list(one) != list(other):
            yield 0, len(one), 0, len(other)
        return
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal" and "".join(one[a:b]) != "".join(other[c:d]):
            yield a, b, c, d


def lines(pieces: Iterable[Segment]) -> Iterator[Text]:
    """Pieces of a page as they are needed for ``words``."""
    return ((piece.base, piece.left, piece.text) for piece in pieces)


def page_lines(document: Any, index: int) -> list[Text]:
    """All that a page of an open file holds, seen or not, from the top to the foot."""
    handle = pdfium.FPDF_LoadPage(document, index)
    if not handle:
        return []
    try:
        page = glyphs.read_page(handle, index + 1, {})
        found = lines(segments(page, page.codes > 0))
        return sorted(found, key=lambda line: (round(line[0]), line[1]))
    finally:
        pdfium.FPDF_ClosePage(handle)
