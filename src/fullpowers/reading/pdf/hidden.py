"""Stretches of text that the page does not show, and what is said of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fullpowers.model import Severity

from ..blocks import Mark, MarkKind
from . import glyphs, ink
from .placing import Placed
from .segments import Segment

_QUOTED = 200


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text of the file that nobody sees on the page."""

    page: int
    left: float
    base: float
    text: str
    reason: str
    grave: bool


def stretches(page: glyphs.Page, why: NDArray[np.uint8]) -> Iterator[tuple[int, int, Hidden]]:
    """Each stretch of text that is hidden for one reason, and where it begins and ends on the page."""
    index, count = 0, len(why)
    while index < count:
        reason = int(why[index])
        if not reason:
            index += 1
            continue
        end = index
        alike = (ink.NO_INK, ink.COVERED) if reason in (ink.NO_INK, ink.COVERED) else (reason,)
        while end < count and (why[end] in alike or page.owner[end] < 0 or chr(page.codes[end]).isspace()):
            end += 1
        text = " ".join(page.text(np.arange(index, end)).replace("\0", "").split())
        left, base = (float(value) for value in page.origins[index])
        grave = _is_grave(page, index, end, text)
        yield index, end, Hidden(page.number, left, base, text, ink.REASONS[reason], grave)
        index = end


def _is_grave(page: glyphs.Page, start: int, end: int, text: str) -> bool:
    """A single letter that stands alone is a slip of the program that made the file."""
    if len(text) > 2 or not any(letter.isalnum() for letter in text):
        return any(letter.isalnum() for letter in text)
    around = [chr(page.codes[place]) for place in (start - 1, end) if 0 <= place < len(page.codes)]
    return any(letter.isdigit() for letter in around) and text.isdigit()


def placed(hidden: Hidden) -> Placed:
    """What is said of it, where it stands."""
    quoted = hidden.text if len(hidden.text) <= _QUOTED else hidden.text[:_QUOTED] + "…"
    message = (
        f"Page {hidden.page} holds text that is not seen on it: “{quoted}” ({hidden.reason}). "
        f"{'It is left out here.' if hidden.grave else 'It stays in the text.'}"
    )
    severity = Severity.ALARM if hidden.grave else Severity.INFO
    weight = len("".join(hidden.text.split())) if hidden.grave else 0
    mark = Mark(MarkKind.NOTICE, 0, 0, text=message, code="hidden-text", severity=severity, hidden=weight)
    return Placed(mark, hidden.page, hidden.left, hidden.base)


def field(piece: Segment) -> Hidden:
    return Hidden(
        piece.page, piece.left, piece.base, piece.text, "it is a form field that is not shown", True
    )
