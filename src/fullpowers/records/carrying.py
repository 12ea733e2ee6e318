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
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from itertools import pairwise, product
from typing import NamedTuple

from fullpowers.model import Change, ChangeKind, Comparison, EvidenceError, Passage

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
_AROUND = 8
"""Characters before and behind selected words that make them less of a formula."""
_BESIDE = 1_000
"""Characters between a paragraph and its copy within which either may be the one that was meant."""
_SURE = 0.9
"""Confidence from which on a paragraph that went elsewhere and was reworded is taken for the same."""


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
        self._new = _text(passage for change in comparison.changes for passage in change.new)
        self._became: defaultdict[str, set[str]] = defaultdict(set)
        self._came: defaultdict[str, set[str]] = defaultdict(set)
        for change in comparison.changes:
            if not change.old:
                for passage in change.new:
                    self._came[_article(passage)].add("")  # what was nowhere
            for old, new in product(map(_article, change.old), map(_article, change.new)):
                self._became[old].add(new)
                self._came[new].add(old)

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
        """The same words, unless they may be those of a twin, or those of another provision now."""
        here = self._select(pieces)
        changes = [
            change
            for change in self._comparison.changes
            if any(one.start < selection.end and selection.start < one.end for one in change.old)
        ]
        if any(map(self._strayed, changes)):
            return Carried(Fate.CHANGED, here, "The same words stand in another provision of the new draft.")
        if any(self._doubtful(change, selection) for change in changes):
            reason = "The words stand in the drafts more than once; which are these, cannot be told."
            return Carried(Fate.CHANGED, here, reason)
        return Carried(Fate.KEPT, here, "The same words stand in the new draft.")

    def _strayed(self, change: Change) -> bool:
        """Whether a paragraph went off alone: out of its article, or to another place and reworded."""
        torn = any(len(self._became[_article(one)]) > 1 for one in change.old)
        joined = any(len(self._came[_article(one)]) > 1 for one in change.new)
        return change.moved and (torn or (bool(change.edits) and (joined or change.confidence < _SURE)))

    def _doubtful(self, change: Change, selection: Selection) -> bool:
        """Whether a twin may stand where the words were looked for.

        What moved must be the only one of its words in both drafts, and the words must stand nowhere else in
        what was struck or came in. What stayed is doubted where its article has a copy in the new draft.
        """
        if not change.moved:
            return any(_article(one) in self._copied for one in change.old)
        quotes = [" ".join(one.quote.split()) for one in change.old]
        around = f"{selection.prefix[-_AROUND:]}{selection.exact}{selection.suffix[:_AROUND]}"
        words = " ".join(around.split())
        return (
            any(
                len(quote) >= _TELLING // 2 and text.count(quote) > 1
                for text in self._texts
                for quote in quotes
            )
            or words in self._loose
        )

    @cached_property
    def _texts(self) -> tuple[str, str]:
        """Both texts, whatever their white space."""
        old = _text(passage for change in self._comparison.changes for passage in change.old)
        return " ".join(old.split()), " ".join(self._new.split())

    @cached_property
    def _loose(self) -> str:
        """What was struck and what came in, from which a moved paragraph may have a near twin."""
        changes = [one for one in self._comparison.changes if not one.old or not one.new]
        quotes = (passage.quote for one in changes for passage in (*one.old, *one.new))
        return "\n".join(" ".join(quote.split()) for quote in quotes)

    @cached_property
    def _copied(self) -> frozenset[str]:
        """Old articles that stand in the new draft more than once: copied beside themselves, mostly and
        changed as well, or in part and torn apart. A copy far from one that was left alone is no doubt.
        """
        lengths: defaultdict[str, int] = defaultdict(int)
        twice: defaultdict[str, int] = defaultdict(int)
        touched, beside = set(), set()
        old, new = self._texts
        for change in self._comparison.changes:
            for passage in change.old:
                home, words = _article(passage), " ".join(passage.quote.split())
                if change.kind is not ChangeKind.UNCHANGED:
                    touched.add(home)
                if len(words) < _TELLING:
                    continue
                lengths[home] += len(words)
                if new.count(words) > old.count(words):
                    twice[home] += len(words)
                    first = new.find(words)
                    if 0 < new.find(words, first + 1) - first < _BESIDE:
                        beside.add(home)
        return frozenset(
            home
            for home, length in twice.items()
            if home in beside
            or (home in touched and 2 * length > lengths[home])
            or len(self._became[home]) > 1
        )

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


def _text(passages: Iterable[Passage]) -> str:
    """A text: its passages in their places, newlines in the gaps."""
    parts: list[str] = []
    at = 0
    for passage in sorted(passages, key=lambda one: one.start):
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
