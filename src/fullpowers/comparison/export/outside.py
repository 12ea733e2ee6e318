"""Where notes, headers and footers of both drafts go in a Word file that holds the two."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from fullpowers.model import Comparison, Instrument, ProvisionKind

from ..formatting import kept
from . import wordml
from .stream import Entry

_MARK = re.compile(r"\[(\w{1,8})\](?=\s)")
_NUMBERED = re.compile(r"(?:foot|end)note (\w{1,8})")
_OUTSIDE = (ProvisionKind.NOTE, ProvisionKind.MARGIN)


@dataclass(frozen=True, slots=True)
class Seen:
    """A note of one draft."""

    kind: str
    """``footnote`` or ``endnote``."""
    start: int
    end: int
    mark: str
    """As the text prints it: ``[1]``."""
    reference: int
    """Where the text refers to it by its mark."""


@dataclass(frozen=True, slots=True)
class Note:
    """A note of one draft, or the same note of both, at the same place of the text."""

    old: Seen | None
    new: Seen | None

    @property
    def kind(self) -> str:
        """``footnote`` or ``endnote``."""
        seen = self.new or self.old
        return seen.kind if seen else ""


@dataclass(frozen=True, slots=True)
class Outside:
    """What leaves the body: notes that are tied to the text, headers and footers.

    What could not be tied (a note without a reference, several headers in turn) stays at the end of the
    body, where nothing of it is lost.
    """

    notes: tuple[Note, ...]
    margins: tuple[str, ...]
    """``header`` and ``footer``, in the order of the text."""
    home: dict[int, Note | str]
    """Positions of the entries that leave the body, and the note or margin that they go to."""


def outside(entries: Sequence[Entry], comparison: Comparison, old: Instrument, new: Instrument) -> Outside:
    """Where each of ``entries`` that is no body text goes."""
    tails = (_tail(old), _tail(new))
    late = [k for k, entry in enumerate(entries) if _is_late(entry, tails)]
    kinds = {k: _kinds(entries[k], old, new) for k in late}
    if any(len(found) > 1 for found in kinds.values()):
        return Outside((), (), {})
    home: dict[int, Note | str] = {
        k: _margin(entries[k], old, new) for k in late if kinds[k] == {ProvisionKind.MARGIN}
    }
    names = list(home.values())
    margins = tuple(str(name) for k, name in enumerate(names) if k == 0 or names[k - 1] != name)
    if "" in margins or len(set(margins)) < len(margins):
        margins, home = (), {}
    notes = _notes(comparison, old, new, tails)
    for k in late:
        note = _note_of(entries[k], notes) if kinds[k] == {ProvisionKind.NOTE} else None
        if note is not None:
            home[k] = note
    return Outside(notes, margins, home)


def _note_of(entry: Entry, notes: Sequence[Note]) -> Note | None:
    """The note that an entry belongs to, by its new words if there are any."""
    change = entry.change
    for note in notes:
        seen, passages = (note.new, change.new) if change.new else (note.old, change.old)
        if seen and seen.start <= passages[0].start < seen.end:
            return note
    return None


def _tail(side: Instrument) -> int:
    """Where the notes and margins begin, which stand behind the body."""
    starts = [provision.start for provision in side.provisions if provision.kind in _OUTSIDE]
    return min(starts, default=len(side.text) + 1)


def _is_late(entry: Entry, tails: tuple[int, ...]) -> bool:
    change = entry.change
    return any(
        bool(passages) and passages[0].start >= tail
        for passages, tail in zip((change.old, change.new), tails, strict=True)
    )


def _kinds(entry: Entry, old: Instrument, new: Instrument) -> set[ProvisionKind]:
    found = set()
    for passages, side in ((entry.change.old, old), (entry.change.new, new)):
        for passage in passages:
            provision = side.at(passage.start)
            found.add(provision.kind if provision and provision.kind in _OUTSIDE else ProvisionKind.TEXT)
    return found


def _margin(entry: Entry, old: Instrument, new: Instrument) -> str:
    """``header`` or ``footer``; empty when the files do not say, or not the same."""
    change = entry.change
    names = {
        side.place(passages[0].start).partition(",")[0].split(" ")[0]
        for passages, side in ((change.old, old), (change.new, new))
        if passages
    }
    name = names.pop() if len(names) == 1 else ""
    return name if name in ("header", "footer") else ""


def _notes(
    comparison: Comparison, old: Instrument, new: Instrument, tails: tuple[int, ...]
) -> tuple[Note, ...]:
    """The notes of both drafts; none at all when one of them cannot be tied to the text."""
    before, after = (_seen(side, tail) for side, tail in zip((old, new), tails, strict=True))
    if before is None or after is None:
        return ()
    partner = _partners(comparison, before, after)
    stays = _Stays(comparison)
    found: list[Note] = []
    for note in after:
        other = partner.get(note.start)
        same = other and other.kind == note.kind and stays.was(note.reference) == other.reference
        found.append(Note(other if same else None, note))
    shared = {note.old.start for note in found if note.old}
    return (*found, *(Note(note, None) for note in before if note.start not in shared))


def _seen(side: Instrument, tail: int) -> list[Seen] | None:
    """The notes with the places of the text that refer to them, in its order; None when one has none.

    They must be numbered as a word processor numbers them, since it is one that will do so.
    """
    found: list[Seen] = []
    count = {"footnote": 0, "endnote": 0}
    behind = dict(count)
    for provision in side.provisions:
        if provision.kind is not ProvisionKind.NOTE:
            continue
        mark = _mark(side, provision.start)
        if not mark and found:
            # a further paragraph of the note before
            found[-1] = replace(found[-1], end=provision.end)
            continue
        kind = "endnote" if side.place(provision.start).startswith("endnote") else "footnote"
        count[kind] += 1
        reference = side.text.find(mark, behind[kind], tail) if mark else -1
        if reference < 0 or mark != wordml.note_mark(kind, count[kind]):
            return None
        behind[kind] = reference + 1
        found.append(Seen(kind, provision.start, provision.end, mark, reference))
    return found


def _mark(side: Instrument, start: int) -> str:
    """The mark of the note that begins here, as the text prints it: by its own words, or as the file says."""
    found = _MARK.match(side.text, start) or _NUMBERED.fullmatch(side.place(start))
    return f"[{found[1]}]" if found else ""


def _partners(comparison: Comparison, before: Sequence[Seen], after: Sequence[Seen]) -> dict[int, Seen]:
    """For each note of the new draft, by its start: the old one all of whose paragraphs went into it."""
    forth: dict[int, set[int]] = {}
    back: dict[int, set[int]] = {}
    first = min((note.start for note in after), default=1 << 62)
    for change in comparison.changes:
        if not change.old or not change.new or change.new[0].start < first:
            continue
        a, b = _holding(before, change.old[0].start), _holding(after, change.new[0].start)
        # a note that moved is taken for another one, -1
        forth.setdefault(b, set()).add(-1 if change.moved else a)
        back.setdefault(a, set()).add(-1 if change.moved else b)
    return {
        after[b].start: before[a]
        for b, held in forth.items()
        for a in held
        if a >= 0 and b >= 0 and len(held) == 1 and back.get(a) == {b}
    }


def _holding(notes: Sequence[Seen], place: int) -> int:
    return next((k for k, note in enumerate(notes) if note.start <= place < note.end), -1)


class _Stays:
    """Where words that stayed stood in the old text."""

    def __init__(self, comparison: Comparison) -> None:
        self._runs = sorted(
            run
            for change in comparison.changes
            if change.old and change.new and not change.moved
            for run in kept(change)
        )
        self._starts = [run[0] for run in self._runs]

    def was(self, place: int) -> int:
        """The old place of the new ``place``; -1 when its words came or moved."""
        k = bisect_right(self._starts, place) - 1
        if k < 0 or place >= self._runs[k][1]:
            return -1
        start, _, was = self._runs[k]
        return was + place - start
