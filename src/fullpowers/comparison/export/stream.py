"""Both texts in one run of pieces: what stays, what comes, what goes, what moves.

Taking the pieces that stay, come and are moved here gives the new text; those that stay, go and are
moved away give the old one. Newlines are pieces like any other, which is how word processors see the
end of a paragraph.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from fullpowers.model import Change, Comparison, Instrument, Passage


class State(StrEnum):
    SAME = "same"
    COME = "come"
    GONE = "gone"
    MOVED_HERE = "moved here"
    MOVED_AWAY = "moved away"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one state; ``place`` is its offset in the new text, or the old one if it goes."""

    text: str
    state: State
    change: Change
    place: int
    was: int = -1
    """Of words that stay: their offset in the old text."""


@dataclass(frozen=True, slots=True)
class Entry:
    """All pieces of one change at one place; a moved change has two entries."""

    change: Change
    pieces: tuple[Piece, ...]
    away: bool = False
    """Where a moved change stood before."""


def entries(comparison: Comparison, old: Instrument, new: Instrument) -> Iterator[Entry]:
    """The changes in the order of the redline, each with its pieces and the newlines behind it."""
    behind_old = _behind(old.text, [p for change in comparison.changes for p in change.old])
    behind_new = _behind(new.text, [p for change in comparison.changes for p in change.new])
    lead_old, lead_new = _lead(old.text, behind_old), _lead(new.text, behind_new)
    for k, (change, away) in enumerate(_ordered(comparison.changes)):
        pieces: list[Piece] = []
        gap_old = behind_old[change.old[-1].end] if change.old else ""
        gap_new = behind_new[change.new[-1].end] if change.new else ""
        if k == 0 and lead_old:
            pieces.append(Piece(lead_old, State.GONE, change, 0))
        if k == 0 and lead_new:
            pieces.append(Piece(lead_new, State.COME, change, 0))
        if not change.old:
            first = change.new[0]
            pieces.append(
                Piece(new.text[first.start : change.new[-1].end] + gap_new, State.COME, change, first.start)
            )
        elif not change.new:
            first = change.old[0]
            pieces.append(
                Piece(old.text[first.start : change.old[-1].end] + gap_old, State.GONE, change, first.start)
            )
        elif change.moved:
            pieces += _moved(change, old.text, new.text, gap_old, gap_new, away)
        else:
            pieces += _paired(change, new.text, gap_old, gap_new)
        yield Entry(change, tuple(piece for piece in pieces if piece.text), away)


def _ordered(changes: Sequence[Change]) -> list[tuple[Change, bool]]:
    """The changes, and a second time those that moved, where they stood before."""
    anchors: list[tuple[int, float]] = []
    for k, change in enumerate(changes):
        if change.old and change.new and not change.moved:
            anchors.append((change.old[-1].start, float(k)))
    anchors.sort()
    placed: list[tuple[float, int, int, Change, bool]] = []
    for k, change in enumerate(changes):
        goes = bool(change.old) and (change.moved or not change.new)
        if goes:
            at = bisect_right(anchors, (change.old[0].start, float("inf"))) - 1
            after = anchors[at][1] if at >= 0 else -1.0
            placed.append((after, 1, change.old[0].start, change, change.moved))
        if change.new:
            placed.append((float(k), 0, 0, change, False))
    placed.sort(key=lambda entry: entry[:3])
    return [(change, away) for _, _, _, change, away in placed]


def _behind(text: str, passages: Sequence[Passage]) -> dict[int, str]:
    """The newlines behind each passage, by its end."""
    if not passages:
        return {}
    ordered = sorted((passage.start, passage.end) for passage in passages)
    starts = [start for start, _ in ordered[1:]] + [len(text)]
    return {end: text[end:start] for (_, end), start in zip(ordered, starts, strict=True)}


def _lead(text: str, behind: dict[int, str]) -> str:
    """Newlines before the first passage."""
    return "" if not behind else text[: len(text) - len(text.lstrip("\n"))]


def _paired(change: Change, new: str, gap_old: str, gap_new: str) -> Iterator[Piece]:
    at, was = change.new[0].start, change.old[0].start
    for edit in change.edits:
        yield Piece(new[at : edit.new_start], State.SAME, change, at, was)
        yield Piece(edit.old, State.GONE, change, edit.old_start)
        yield Piece(edit.new, State.COME, change, edit.new_start)
        at, was = edit.new_end, edit.old_end
    end = change.new[-1].end
    yield Piece(new[at:end], State.SAME, change, at, was)
    if gap_old == gap_new:
        yield Piece(gap_new, State.SAME, change, end, change.old[-1].end)
    else:
        yield Piece(gap_old, State.GONE, change, change.old[-1].end)
        yield Piece(gap_new, State.COME, change, end)


def _moved(change: Change, old: str, new: str, gap_old: str, gap_new: str, away: bool) -> Iterator[Piece]:
    """At one end of the move: its words as moved, words that were edited on the way as come or gone."""
    text, gap = (old, gap_old) if away else (new, gap_new)
    state, edited = (State.MOVED_AWAY, State.GONE) if away else (State.MOVED_HERE, State.COME)
    passages = change.old if away else change.new
    at = passages[0].start
    for edit in change.edits:
        start, end = (edit.old_start, edit.old_end) if away else (edit.new_start, edit.new_end)
        yield Piece(text[at:start], state, change, at)
        yield Piece(text[start:end], edited, change, start)
        at = end
    yield Piece(text[at : passages[-1].end] + gap, state, change, at)
