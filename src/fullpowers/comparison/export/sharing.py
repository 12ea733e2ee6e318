"""What all stories of one Word file share: numbers, comments, authors, formatting, what stands at places."""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from fullpowers.model import Change, FormatKind, Instrument, ProvisionKind, Revision

from ..formatting import LETTERS, Setting
from . import wordml
from .outside import Note
from .stream import Piece, State

AUTHOR = "fullpowers"
DATE = "2000-01-01T00:00:00Z"
"""A fixed date: the same comparison gives the same bytes."""
_REVISIONS = 2000
"""Revisions of the new file up to which their authors are looked up."""


@dataclass(frozen=True, slots=True)
class Hand:
    """Who wrote the words of a place: their spans in both texts, ends included."""

    author: str
    date: str
    spans: tuple[tuple[int, int], tuple[int, int]]


class Shared:
    """What all stories of one file share: numbers, comments, authors, formatting, what stands at places."""

    def __init__(self, old: Instrument, new: Instrument, hands: Sequence[Hand] = ()) -> None:
        self._hands = hands
        self.comments: list[str] = []
        self.notes: dict[Note, int] = {}
        self.settings = (Setting(old), Setting(new))
        self.ends = (len(old.text), len(new.text))
        self.usual = self.settings[1].usual
        """How the new draft is set: so is the redline."""
        of_old = {kind: value for kind, value in self.settings[0].usual.items() if kind in LETTERS}
        self._otherwise = {kind: value for kind, value in of_old.items() if value != self.usual.get(kind)}
        self.row_starts = tuple(
            frozenset(provision.start for provision in side.walk() if provision.kind is ProvisionKind.ROW)
            for side in (old, new)
        )
        self._revisions = new.revisions if len(new.revisions) < _REVISIONS else ()
        self._identifier = 0
        self._left_out: tuple[list[tuple[int, int]], list[tuple[int, int]]] = ([], [])
        self._stops: tuple[dict[int, str], dict[int, str]] = ({}, {})
        self._places: tuple[list[int], list[int]] = ([], [])
        for hand in hands:
            # words of two authors that meet are two changes
            for side, span in enumerate(hand.spans):
                for place in span:
                    self._cut_at(side, place)

    def look(self, side: int, place: int) -> Mapping[FormatKind, str]:
        """How the words at a place are set, where that is not as usual in the new draft."""
        words = self.settings[side].words(place)
        if side or not self._otherwise:
            return words
        return {**self._otherwise, **words}

    def put(self, markup: str, *, old: int = -1, new: int = -1) -> None:
        """Have ``markup`` stand before the character at this place of the old or the new text."""
        side, place = (0, old) if old >= 0 else (1, new)
        self._cut_at(side, place)
        self._stops[side][place] = self._stops[side].get(place, "") + markup

    def leave_out(self, side: int, start: int, end: int) -> None:
        """Have the words from ``start`` to ``end`` left out: a word processor writes them itself."""
        insort(self._left_out[side], (start, end))
        for place in (start, end):
            self._cut_at(side, place)

    def leaves_out(self, side: int, place: int) -> bool:
        """Whether the words at ``place`` are left out."""
        ranges = self._left_out[side]
        k = bisect_right(ranges, place, key=lambda one: one[0]) - 1
        return k >= 0 and place < ranges[k][1]

    def _cut_at(self, side: int, place: int) -> None:
        places = self._places[side]
        k = bisect_left(places, place)
        if k == len(places) or places[k] != place:
            places.insert(k, place)

    def take(self, side: int, place: int) -> str:
        """The markup at a place, once."""
        return self._stops[side].pop(place, "")

    def rest(self) -> str:
        """What stands where no story came: at the end of the text, in a note of one draft only."""
        return "".join(self.take(side, place) for side in (0, 1) for place in sorted(self._stops[side]))

    def stops(self, side: int, start: int, end: int) -> list[int]:
        """Places from ``start`` up to ``end`` where markup stands or words are left out."""
        places = self._places[side]
        return places[bisect_left(places, start) : bisect_left(places, end)]

    def comment(self, author: str, date: str, said: Sequence[str], element: str = "") -> tuple[str, str]:
        """A new comment: the markup at its beginning and at its end.

        ``element``: ``ins`` or ``del`` when all that it stands on comes or goes; its sign goes with it.
        """
        identifier = self.next()
        paragraphs = "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{wordml.text(line)}</w:t></w:r></w:p>'
            for one in said
            for line in one.split("\n")
        )
        credit = wordml.attributes(identifier, author, date)
        self.comments.append(f"<w:comment {credit}>{paragraphs}</w:comment>")
        reference = f'<w:r><w:commentReference w:id="{identifier}"/></w:r>'
        if element:
            reference = self.tracked(element, reference)
        return (
            f'<w:commentRangeStart w:id="{identifier}"/>',
            f'<w:commentRangeEnd w:id="{identifier}"/>{reference}',
        )

    def tracked(self, element: str, content: str, piece: Piece | None = None) -> str:
        """``content`` as inserted, deleted or moved, by the author who marked it in the new file."""
        opening = f"<w:{element} {self.credit(piece)}"
        return f"{opening}>{content}</w:{element}>" if content else f"{opening}/>"

    def credit(self, piece: Piece | None = None) -> str:
        """Number, author and date of a mark on ``piece``."""
        return wordml.attributes(self.next(), *self.author(piece))

    def author(self, piece: Piece | None = None) -> tuple[str, str]:
        """Who wrote it and when: whoever proposed or marked the words that lie there; else we."""
        if self._hands:
            hand = _wrote(self._hands, piece)
            return hand.author, hand.date
        for revision in self._revisions if piece is not None else ():
            if piece is not None and _is_by(revision, piece):
                return revision.author or AUTHOR, revision.date or DATE
        return AUTHOR, DATE if piece is None else _minute(piece.change)

    def next(self) -> int:
        """A number that nothing else in the file has."""
        self._identifier += 1
        return self._identifier


def _minute(change: Change) -> str:
    """A time for each change: LibreOffice takes neighbours of one author within a minute for one change."""
    hours, minutes = divmod(2 * int(change.id.strip("c") or 0), 60)
    days, hours = divmod(hours, 24)
    return f"2000-01-{1 + days % 31:02}T{hours:02}:{minutes:02}:00Z"


def _wrote(hands: Sequence[Hand], piece: Piece | None) -> Hand:
    """Whose words the piece begins in; where two meet, who wrote the later ones."""
    if piece is None:
        return hands[0]
    side = 1 if piece.state in (State.COME, State.MOVED_HERE) else 0
    found = [hand for hand in hands if hand.spans[side][0] <= piece.place <= hand.spans[side][1]]
    return max(found, key=lambda hand: hand.spans[side][0], default=hands[0])


def _is_by(revision: Revision, piece: Piece) -> bool:
    if piece.state in (State.COME, State.MOVED_HERE):
        return revision.start < revision.end and revision.start <= piece.place < revision.end
    return bool(revision.text.strip()) and revision.text.strip() == piece.text.strip()
