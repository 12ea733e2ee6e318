"""Earlier states of the file that it still holds, and what they said.

A program that saves an "incremental update" leaves the old file in place and writes the changed parts
behind it. Every earlier end-of-file mark is the end of an earlier file; it is cut there and read again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

import pypdfium2.raw as pdfium

from fullpowers.model import Notice, Severity, UnreadableInput

from . import screen, wording

_END = re.compile(rb"startxref\s{1,8}\d{1,12}\s{1,8}%%EOF[\r\n ]{0,2}")
_STATES = 4
"""Earlier states that are read, the latest ones."""
_PAGES = 200
_WORDS = 4000
_LISTED = 6


def notices(data: bytes, name: str, password: str) -> Iterator[Notice]:
    """What earlier states of the file said otherwise.

    Args:
        data: the file.
        name: of it.
        password: that opens it.
    """
    ends = [found.end() for found in _END.finditer(data)]
    if b"/Linearized" in data[:1024]:
        ends = ends[1:]  # its first end belongs to the same state
    earlier = [end for end in ends[:-1] if len(data) - end > 30]
    now = _pages(data, name, password) if earlier else None
    if now is None:
        return
    for number, end in enumerate(earlier):
        if number < len(earlier) - _STATES:
            continue
        before = _pages(data[:end], name, password)
        if before is not None:
            yield _said(before, now, number + 1, len(earlier))


def _pages(data: bytes, name: str, password: str) -> list[list[str]] | None:
    try:
        screen.opened(data, name, password)
    except UnreadableInput:
        return None
    handle = screen.load(data, password)
    if not handle:
        return None
    try:
        return [
            " ".join(text for _, _, text in wording.page_lines(handle, index)).split()
            for index in range(min(_PAGES, pdfium.FPDF_GetPageCount(handle)))
        ]
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _said(before: list[list[str]], now: Sequence[Sequence[str]], number: int, count: int) -> Notice:
    changes: list[str] = []
    for index in range(max(len(before), min(len(now), _PAGES))):
        old = before[index] if index < len(before) else []
        new = list(now[index]) if index < len(now) else []
        changes += (f"page {index + 1}: {change}" for change in _changes(old, new))
    which = f"earlier state {number} of {count}" if count > 1 else "an earlier state"
    if not changes:
        return Notice(
            "earlier-revision", Severity.INFO, f"The file still holds {which} of itself, with the same words."
        )
    listed = "; ".join(changes[:_LISTED]) + (
        f"; {len(changes) - _LISTED} more" if len(changes) > _LISTED else ""
    )
    return Notice(
        "earlier-revision",
        Severity.ALARM,
        f"The file still holds {which} of itself, which says otherwise: {listed}.",
    )


def _changes(old: list[str], new: list[str]) -> Iterator[str]:
    if old == new:
        return
    if len(old) > _WORDS or len(new) > _WORDS:
        yield "the text was changed"
        return
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        before, after = " ".join(old[a:b])[:120], " ".join(new[c:d])[:120]
        if tag == "replace":
            yield f"“{before}” became “{after}”"
        elif tag == "delete":
            yield f"“{before}” was taken out"
        elif tag == "insert":
            yield f"“{after}” was put in"
