"""An instrument as a flat run of blocks, gathered in units: what alignment works on.

A block is one paragraph of the canonical text (a line of it); a unit is what a lawyer calls the
provision: an article with all that is under it, a recital, a table, a note. Blocks cover the whole
text but for newlines between them, so that either text can be rebuilt from its blocks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fullpowers.model import Instrument, Provision, ProvisionKind

_LONG = 1500
"""Characters from which a paragraph without structure is cut into its sentences."""
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=\S)|\s+(?=article\s+\d)", re.IGNORECASE)

_CLOSING = re.compile(r"[.):;–—-]{0,3}\s*")

_NUMERATOR = re.compile(
    r"(?:\(?(?:\d{1,3}|[ivxlc]{1,5}|[a-z])[.)]|\d{1,3}(?:\.\d{1,3}){1,3}\.?)\s+(?=\S)", re.I
)
"""A number at the beginning of a line that the reader took for no provision of its own."""

_RUNNING = re.compile(r"(\d{1,3})\.?\t")
"""The running number of a row, in its first cell."""

_HOLDERS = frozenset({ProvisionKind.PART, ProvisionKind.CHAPTER, ProvisionKind.ANNEX})
_ARTICLES = frozenset(
    {ProvisionKind.ARTICLE, ProvisionKind.SECTION, ProvisionKind.CHAPTER, ProvisionKind.PART}
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of the canonical text, with its place in the tree."""

    index: int
    unit: int
    start: int
    end: int
    body: int
    """Where the wording begins, behind the printed number."""
    kind: ProvisionKind
    path: str
    wording: str
    """The text from ``body`` to ``end``."""
    number: str
    """The text before ``body``, as printed, spaces stripped."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A provision that is aligned as a whole, with the range of its blocks."""

    index: int
    kind: ProvisionKind
    path: str
    number: str
    heading: str
    first: int
    last: int
    """Index behind its last block."""
    wording: str
    """The wording of its blocks, without printed numbers."""


@dataclass(frozen=True, slots=True)
class Layout:
    """Blocks and units of one instrument."""

    instrument: Instrument
    blocks: tuple[Block, ...]
    units: tuple[Unit, ...]


def layout(instrument: Instrument) -> Layout:
    """The blocks and units of ``instrument``; every character but newlines between blocks is in one."""
    blocks: list[Block] = []
    units: list[Unit] = []
    for provision, members in _unit_roots(instrument):
        first = len(blocks)
        for member in members:
            _cut(instrument, member, len(units), blocks)
        if len(blocks) == first:
            continue
        units.append(
            Unit(
                index=len(units),
                kind=provision.kind,
                path=provision.path,
                number=provision.number,
                heading=provision.heading,
                first=first,
                last=len(blocks),
                wording="\n".join(block.wording for block in blocks[first:]),
            )
        )
    return Layout(instrument, tuple(blocks), tuple(units))


def _unit_roots(instrument: Instrument) -> Iterator[tuple[Provision, list[Provision]]]:
    """Each unit's provision with those whose own texts belong to it, in the order of the text."""
    if not instrument.provisions and instrument.text:
        whole = Provision(ProvisionKind.TEXT, "", "", "", 0, 0, len(instrument.text))
        yield whole, [whole]
    for provision in instrument.provisions:
        yield from _units_under(provision)


def _units_under(provision: Provision) -> Iterator[tuple[Provision, list[Provision]]]:
    holds = any(child.kind in _ARTICLES or child.children for child in provision.children)
    if provision.kind not in _HOLDERS or not holds:
        yield provision, list(provision.walk())
        return
    own: list[Provision] = [provision]
    for child in provision.children:
        if child.kind in _ARTICLES or child.children:
            if own:
                yield own[0], own
                own = []
            yield from _units_under(child)
        else:
            own.append(child)
    if own:
        yield own[0], own


def _cut(instrument: Instrument, provision: Provision, unit: int, blocks: list[Block]) -> None:
    """Append the blocks of the provision's own text."""
    text = instrument.text
    end = provision.own_end
    start = provision.start
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        if stop > start:
            body = _behind_number(text, provision, start, stop)
            for piece_start, piece_end in _pieces(text, start, stop):
                at = max(body, piece_start) if piece_start == start else piece_start
                blocks.append(
                    Block(
                        index=len(blocks),
                        unit=unit,
                        start=piece_start,
                        end=piece_end,
                        body=at,
                        kind=provision.kind,
                        path=provision.path,
                        wording=text[at:piece_end],
                        number=text[piece_start:at].strip(),
                    )
                )
        start = stop + 1


def _behind_number(text: str, provision: Provision, start: int, stop: int) -> int:
    """Where a line of the provision goes on behind its printed number, told or seen."""
    if provision.kind is ProvisionKind.ROW:
        running = _RUNNING.match(text, start, stop)
        place = provision.path.rpartition("-")[2]
        near = running and place.isdecimal() and int(place) - int(running.group(1)) in (0, 1)
        return running.end() if running and near else start
    if start != provision.start or not provision.number or not text.startswith(provision.number, start):
        seen = _NUMERATOR.match(text, start, stop)
        return seen.end() if seen else start
    closing = _CLOSING.match(text, start + len(provision.number), stop)
    return closing.end() if closing else start + len(provision.number)


def _pieces(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The line itself, or its sentences when it is so long that nobody set it as one paragraph."""
    if stop - start > _LONG:
        for match in _SENTENCE.finditer(text, start, stop):
            if match.end() > start:
                yield start, match.end()
                start = match.end()
    if stop > start:
        yield start, stop
