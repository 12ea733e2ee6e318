"""Cross-references: what their fields show, held against what they point at.

A word processor computes ``see Article 5`` once and keeps the result. When the text moves and nobody
updates the field, the page says one thing and the file means another. Fields by ECMA-376 part 1, 17.16.5.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field, replace

from fullpowers.model import Severity

from ..blocks import Block, Mark

CODE = "cross-reference"
"""Code of a mark that stands for the result of such a field until all bookmarks are known."""

_FIELD = re.compile(
    r"\s*(?P<name>REF|PAGEREF|NOTEREF|NUMPAGES)\b\s*(?P<target>[^\s\\]+)?(?P<switches>.*)", re.I | re.S
)
_NUMBER = re.compile(r"\\[nrw](?!\w)", re.I)
_UNTOLD = re.compile(r"\\[pd](?!\w)", re.I)
"""Switches whose result (``above``, other separators) is not computed here."""
_WORD = re.compile(r"\w+")
_QUOTED = 120


@dataclass(frozen=True, slots=True)
class Target:
    """A bookmark that stands in the text."""

    text: str | None
    """What it holds; None when it goes on beyond its paragraph."""
    number: str
    """The automatic number of its paragraph."""


@dataclass(frozen=True, slots=True)
class Known:
    """What the fields of a document can point at."""

    targets: Mapping[str, Target]
    names: Set[str]
    """All bookmarks, those around whole tables included, which are not followed here."""
    pages: str
    """How many pages the file says that it has; empty when it does not."""
    on_page: Mapping[str, int] = field(default_factory=dict)
    """Pages on which bookmarks stood when the file was last laid out; empty where that cannot be told."""


def checked(blocks: Iterable[Block], known: Known) -> list[Block]:
    """The blocks, with a notice where a cross-reference shows something else than what it points at."""
    return [_checked(block, known) if block.marks or block.cells else block for block in blocks]


def _checked(block: Block, known: Known) -> Block:
    marks = tuple(one for mark in block.marks for one in _settled(mark, block.text, known))
    cells = tuple(tuple(checked(cell, known)) for cell in block.cells)
    return (
        block if marks == block.marks and cells == block.cells else replace(block, marks=marks, cells=cells)
    )


def _settled(mark: Mark, text: str, known: Known) -> Iterator[Mark]:
    if mark.code != CODE:
        yield mark
        return
    shown = " ".join(text[mark.start : mark.end].split())
    if shown and (told := _differs(mark.text, shown, known)):
        severity, means = told
        message = (
            f"The reference shows “{shown[:_QUOTED]}”, but {means} ({' '.join(mark.text.split())[:_QUOTED]})."
        )
        yield replace(mark, text=message, code="field-result", severity=severity)


def _differs(instruction: str, shown: str, known: Known) -> tuple[Severity, str] | None:
    """How grave it is, and what the field points at; None where that is what it shows, or cannot be told."""
    found = _FIELD.match(instruction)
    if found is None:
        return None
    if found["name"].upper() == "NUMPAGES":
        differs = known.pages and shown.isdecimal() and shown != known.pages
        return (Severity.INFO, f"the file records {known.pages} pages") if differs else None
    name = found["target"] or ""
    target = known.targets.get(name)
    if target is None:
        gone = name and name not in known.names
        return (Severity.CAUTION, f"there is no “{name}” in the document any more") if gone else None
    if found["name"].upper() == "PAGEREF":
        page = str(known.on_page.get(name, shown))
        differs = shown.isdecimal() and page != shown
        return (
            (Severity.INFO, f"when the file was last laid out, that stood on page {page}")
            if differs
            else None
        )
    if _UNTOLD.search(found["switches"]):
        return None
    if _NUMBER.search(found["switches"]):
        return None if _ends_alike(shown, target.number) else (Severity.CAUTION, _named(target))
    if target.text is None or _alike(shown, target.text):
        return None
    return Severity.CAUTION, f"what it points at reads “{target.text[:_QUOTED]}”"


def _named(target: Target) -> str:
    if not target.number:
        return "what it points at has no number"
    return f"what it points at is now numbered “{target.number}”"


def _ends_alike(shown: str, number: str) -> bool:
    """Whether the last part of both numbers is one: ``3.1(a)`` in full is ``(a)`` in its list."""
    last, here = _WORD.findall(shown)[-1:], _WORD.findall(number)[-1:]
    return [word.casefold() for word in last] == [word.casefold() for word in here]


def _alike(shown: str, text: str) -> bool:
    return _WORD.findall(shown.casefold()) == _WORD.findall(text.casefold())
