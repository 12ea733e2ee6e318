"""A selection carried to the next draft through the comparison: to the same words, or to none.

The comparison says of every character of the old text whether it stands in the new one, and where. A
selection is *kept* when all its characters do, one behind the other and with nothing between; *changed* when
some of them do within the paragraphs that became of its own, and then the words that stand there now are
shown; *lost* when none does. Words are never looked for by likeness, so a note cannot land on other words
that resemble its own.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from fullpowers.model import Change, Comparison, EvidenceError, Passage

from .selecting import LONGEST, Selection, select


class Fate(StrEnum):
    """What became of selected words in the next draft."""

    MADE = "made"
    """This is the draft in which they were selected."""
    KEPT = "kept"
    CHANGED = "changed"
    LOST = "lost"


_TELLING = 60
"""Characters of a paragraph from which on it is no mere formula."""


@dataclass(frozen=True, slots=True)
class Carried:
    """What became of a selection; ``selection`` is where it stands now, ``None`` when it is lost."""

    fate: Fate
    selection: Selection | None
    reason: str
    """For a person, one sentence."""


class _Piece(NamedTuple):
    """A stretch of the old text and what it became in the new; ``same`` if letter by letter."""

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    same: bool


def carry(selection: Selection, comparison: Comparison) -> Carried:
    """What became of the selected words of the old draft in the new one.

    Raises:
        EvidenceError: the selection is not of the old text of the comparison.
    """
    return Carrier(comparison).carry(selection)


class Carrier:
    """Carries many selections through one comparison."""

    def __init__(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._pieces = sorted(
            (piece for change in comparison.changes if change.old for piece in _pieces(change)),
            key=lambda piece: (piece.old_start, piece.old_end),
        )
        self._new = _text(comparison)
        self._became: defaultdict[str, set[str]] = defaultdict(set)
        for change in comparison.changes:
            for passage in change.old:
                self._became[_article(passage)] |= {_article(one) for one in change.new}

    def carry(self, selection: Selection) -> Carried:
        """See ``carry``."""
        if selection.text != self._comparison.old:
            raise EvidenceError(f"a selection of text {selection.text}, carried from {self._comparison.old}")
        touched = [_cut(piece, selection) for piece in self._touched(selection)]
        if _whole(touched, selection) and self._words(touched).split() == selection.exact.split():
            return self._kept(selection, touched)
        stand = [piece for piece in touched if piece.new_end > piece.new_start]
        near = _nearest(stand)
        if not self._words(near).strip():
            return Carried(Fate.LOST, None, "Nothing stands in the new draft for these words.")
        reason = (
            "Other words stand in the new draft in their place."
            if len(near) == len(stand)
            else "The words stand apart in the new draft; this is where most of them are."
        )
        return Carried(Fate.CHANGED, self._select(near), reason)

    def _kept(self, selection: Selection, pieces: Sequence[_Piece]) -> Carried:
        """The same words, unless they may be those of a twin of their article that came beside it."""
        here = self._select(pieces)
        homes = {
            _article(passage)
            for change in self._comparison.changes
            for passage in change.old
            if passage.start < selection.end and selection.start < passage.end
        }
        torn = {home for home in homes if len(self._became[home]) > 1}
        if torn and (self._twice(here.exact) or any(map(self._has_twin, torn))):
            reason = "The words stand in the new draft more than once; which are these, cannot be told."
            return Carried(Fate.CHANGED, here, reason)
        return Carried(Fate.KEPT, here, "The same words stand in the new draft.")

    def _has_twin(self, article: str) -> bool:
        """Whether a paragraph of an old article stands in the new draft more than once."""
        return any(
            _article(passage) == article and len(passage.quote) >= _TELLING and self._twice(passage.quote)
            for change in self._comparison.changes
            for passage in change.old
        )

    def _twice(self, words: str) -> bool:
        return self._new.find(words, self._new.find(words) + 1) >= 0 if words in self._new else False

    def _touched(self, selection: Selection) -> Iterator[_Piece]:
        index = bisect_left(self._pieces, selection.start, key=lambda piece: piece.old_end)
        for piece in self._pieces[index:]:
            if piece.old_start >= selection.end:
                break
            # what was put in at the edge of the selection is outside of it
            if piece.old_end > selection.start and (
                piece.old_end > piece.old_start or selection.start < piece.old_start
            ):
                yield piece

    def _words(self, pieces: Sequence[_Piece]) -> str:
        return self._new[pieces[0].new_start : pieces[-1].new_end] if pieces else ""

    def _select(self, pieces: Sequence[_Piece]) -> Selection:
        start, end = pieces[0].new_start, pieces[-1].new_end
        return select(self._new, self._comparison.new, start, min(end, start + LONGEST))


def _article(passage: Passage) -> str:
    """Path of the article, annex or the like in which the passage stands."""
    names = passage.path.split("/")
    depth = next((place for place, name in enumerate(names, 1) if name.startswith("art-")), 1)
    return "/".join(names[:depth])


def _pieces(change: Change) -> Iterator[_Piece]:
    """The change as pieces, same and edited in turn; a deleted block is one that became nothing."""
    old, end = change.old[0].start, change.old[-1].end
    if not change.new:
        yield _Piece(old, end, 0, 0, same=False)
        return
    new = change.new[0].start
    for edit in change.edits:
        if edit.old_start > old:
            yield _Piece(old, edit.old_start, new, edit.new_start, same=True)
        yield _Piece(edit.old_start, edit.old_end, edit.new_start, edit.new_end, same=False)
        old, new = edit.old_end, edit.new_end
    if end > old:
        yield _Piece(old, end, new, change.new[-1].end, same=True)


def _text(comparison: Comparison) -> str:
    """The new text: the passages of the changes in their places, newlines in the gaps."""
    parts: list[str] = []
    at = 0
    for passage in sorted(
        (passage for change in comparison.changes for passage in change.new), key=lambda one: one.start
    ):
        parts.append("\n" * (passage.start - at) + passage.quote)
        at = passage.end
    return "".join(parts)


def _cut(piece: _Piece, selection: Selection) -> _Piece:
    """The part of an unedited piece that was selected; an edited one stays whole."""
    if not piece.same:
        return piece
    before = max(0, selection.start - piece.old_start)
    after = max(0, piece.old_end - selection.end)
    return _Piece(
        piece.old_start + before, piece.old_end - after, piece.new_start + before, piece.new_end - after, True
    )


def _whole(pieces: Sequence[_Piece], selection: Selection) -> bool:
    """Whether these pieces reach from edge to edge of the selection, one behind the other."""
    return (
        bool(pieces)
        and pieces[0].old_start == selection.start
        and pieces[-1].old_end == selection.end
        and all(one.new_end <= other.new_start <= one.new_end + 2 for one, other in pairwise(pieces))
    )


def _nearest(pieces: Sequence[_Piece]) -> list[_Piece]:
    """Of pieces that may stand apart in the new draft, the run with most letters that follows on itself."""
    runs: list[list[_Piece]] = []
    for piece in pieces:
        if runs and 0 <= piece.new_start - runs[-1][-1].new_end <= 2:
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return max(runs, key=lambda run: run[-1].new_end - run[0].new_start, default=[])
