"""Clauses as HTML: every stretch with its place, notes marked on their words, unseen characters by name.

What a draft says is text and stays text: nothing of it reaches the page without being escaped.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from fullpowers.model.characters import UNSEEN, visible

if TYPE_CHECKING:
    from fullpowers.brief.document import Clause, Segment


@dataclass(frozen=True, slots=True)
class Note:
    """Words to be marked: ``old`` for words of the earlier draft that are gone."""

    id: str
    start: int
    end: int
    kind: str
    old: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A clause ready for its template; ``notes`` are those that begin in it, in the order of the text."""

    clause: Clause
    heading: Markup
    number: Markup
    lines: tuple[Markup, ...]
    start: int
    end: int
    """Of the clause in the draft; in the earlier draft when it is gone (``old``)."""
    old: bool
    notes: tuple[str, ...]


def clauses(found: Iterable[Clause], notes: Sequence[Note] = (), at: str = "") -> tuple[Drawn, ...]:
    """The clauses with the words of ``notes`` marked; the place ``at`` (``n120``) gets an identifier.

    A note stands with the first clause that holds a character of it.
    """
    marker = _Marker(notes, at)
    return tuple(marker.drawn(clause) for clause in found)


class _Marker:
    """Draws one clause after the other and remembers which notes have been placed."""

    def __init__(self, notes: Sequence[Note], at: str) -> None:
        self._sides = {
            old: sorted((note for note in notes if note.old is old), key=lambda note: (note.start, note.id))
            for old in (False, True)
        }
        self._at = at
        self._placed: set[str] = set()
        self._here: list[str] = []

    def drawn(self, clause: Clause) -> Drawn:
        self._here = []
        everything = [*clause.heading, *clause.number, *(s for line in clause.lines for s in line)]
        old = all(segment.new < 0 for segment in everything)
        places = [
            (place, place + len(segment.text))
            for segment in everything
            for place in (segment.old if old else segment.new,)
            if place >= 0
        ]
        return Drawn(
            clause,
            self._line(clause.heading),
            self._line(clause.number),
            tuple(self._line(line) for line in clause.lines),
            min((start for start, _ in places), default=-1),
            max((end for _, end in places), default=-1),
            old,
            tuple(self._here),
        )

    def _line(self, segments: Sequence[Segment]) -> Markup:
        return Markup("").join(self._segment(segment) for segment in segments)

    def _segment(self, segment: Segment) -> Markup:
        html = "".join(f'<span class="at" id="{escape(anchor)}"></span>' for anchor in segment.anchors)
        side = "o" if segment.mode == "removed" else "n"
        place = segment.old if side == "o" else segment.new
        words = "".join(self._pieces(segment.text, side, place, segment.anchors))
        if segment.mode == "added":
            words = f"<ins>{words}</ins>"
        elif segment.mode == "removed":
            words = f"<del>{words}</del>"
        return Markup(html + words)  # noqa: S704 - built of escaped parts

    def _pieces(self, text: str, side: str, place: int, anchors: tuple[str, ...]) -> Iterable[str]:
        """The stretch cut where a mark begins or ends."""
        end = place + len(text)
        over = self._over(place, end, old=side == "o")
        aim = int(self._at[1:]) if self._at[:1] == side and self._at[1:].isdecimal() else -1
        cuts = {place, end, *(cut for note in over for cut in (note.start, note.end) if place < cut < end)}
        if place <= aim < end and self._at not in anchors:
            cuts.add(aim)
        ordered = sorted(cuts)
        for start, stop in pairwise(ordered):
            if start == aim and self._at not in anchors:
                yield f'<span class="at" id="{escape(self._at)}"></span>'
            marks = [note for note in over if note.start <= start and stop <= note.end]
            yield _piece(text[start - place : stop - place], side, start, marks)

    def _over(self, start: int, end: int, *, old: bool) -> list[Note]:
        """The notes that have a character between two places; those not met before are placed here."""
        notes = self._sides[old]
        last = bisect_left(notes, end, key=lambda note: note.start)
        found = [note for note in notes[:last] if note.end > start]
        for note in found:
            if note.id not in self._placed:
                self._placed.add(note.id)
                self._here.append(note.id)
        return found


def _piece(text: str, side: str, place: int, marks: Sequence[Note]) -> str:
    """One stretch under the same marks: spans that know their places; an unseen character has its own."""
    attributes = ""
    if marks:
        kinds = " ".join(sorted({note.kind for note in marks}))
        ids = " ".join(note.id for note in marks)
        attributes = f' class="noted {escape(kinds)}" data-notes="{escape(ids)}"'
    made = []
    at = 0
    for found in UNSEEN.finditer(text):
        if found.start() > at:
            made.append(_span(escape(text[at : found.start()]), side, place + at, attributes))
        unseen = f'{attributes} data-length="1"'
        made.append(_span(escape(visible(found[0])), side, place + found.start(), unseen))
        at = found.end()
    if at < len(text) or not made:
        made.append(_span(escape(text[at:]), side, place + at, attributes))
    return "".join(made)


def _span(inner: str, side: str, place: int, attributes: str) -> str:
    return f'<span data-{side}="{place}"{attributes}>{inner}</span>'
