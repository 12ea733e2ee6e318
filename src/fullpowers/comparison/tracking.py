"""What the new file says about its own changes, held against what really changed."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from fullpowers.model import (
    Change,
    Comment,
    Comparison,
    Edit,
    Instrument,
    Notice,
    Passage,
    Revision,
    RevisionKind,
    Severity,
    Significance,
)

from .provenance import doubts

_SHOWN = 20
"""Notices of one kind that are given one by one."""


def with_tracking(
    comparison: Comparison, silent: Comparison | None, old: Instrument, new: Instrument
) -> Comparison:
    """``comparison`` with each change told tracked or not, and notices of what was done to the files.

    ``silent`` compares the old draft with the new file's text as it is when all its tracked changes
    are rejected: an honest file gives the old draft back, so whatever differs was altered without a mark.
    ``None`` when the new file tracks nothing.
    """
    changes = comparison.changes
    if silent is not None:
        places = _altered(silent)
        added = Counter(
            _words(quote) for change in silent.changes if not change.old for quote in _quotes(change)
        )
        changes = tuple(_told(change, places, added) for change in changes)
    notices = (
        *_unmarked(changes),
        *doubts(old, new),
        *_settled(comparison, old, new),
        *_comments(old, new),
        *comparison.notices,
    )
    return replace(comparison, changes=changes, notices=notices)


def _altered(silent: Comparison) -> list[tuple[int, int]]:
    """Stretches of the old text that the file altered without a mark; insertions are points."""
    places = []
    for change in silent.changes:
        places += [(edit.old_start, edit.old_end) for edit in change.edits]
        if not change.new:
            places += [(passage.start, passage.end) for passage in change.old]
    return sorted(places)


def _told(change: Change, places: Sequence[tuple[int, int]], added: Counter[str]) -> Change:
    if change.significance is Significance.NONE and not change.edits:
        return change
    if not change.old:
        return replace(change, tracked=not any(added[_words(quote)] for quote in _quotes(change)))
    stretches = [(edit.old_start, edit.old_end) for edit in change.edits]
    if not change.new:
        stretches = [(passage.start, passage.end) for passage in change.old]
    if not stretches:
        return change
    return replace(change, tracked=not any(_hit(start, end, places) for start, end in stretches))


def _hit(start: int, end: int, places: Sequence[tuple[int, int]]) -> bool:
    """Whether a stretch of the old text overlaps one of the places, or is the same point."""
    k = max(0, bisect_left(places, (start, -1)) - 3)
    while k < len(places) and places[k][0] <= end:
        low, high = places[k]
        if (low < end and start < high) or (low == start and high == end):
            return True
        k += 1
    return False


def _quotes(change: Change) -> Iterable[str]:
    return [passage.quote for passage in change.new]


def _words(text: str) -> str:
    return " ".join(text.split())


def _unmarked(changes: Sequence[Change]) -> list[Notice]:
    found = [change for change in changes if change.tracked is False]
    order = (Significance.SUBSTANTIVE, Significance.UNDECIDED, Significance.EDITORIAL, Significance.NONE)
    found.sort(key=lambda change: (order.index(change.significance), -change.weight))
    notices = []
    for change in found[:_SHOWN]:
        grave = change.significance in order[:2]
        passage = next(iter(change.new), None)
        place = (change.new or change.old)[0].path or change.id
        effect = change.reasons[0].effect if change.reasons else "Words differ."
        notices.append(
            Notice(
                "changed-without-mark",
                Severity.ALARM if grave else Severity.CAUTION,
                f"{place} was altered without a tracked change in a file that tracks others: {effect}",
                passage,
            )
        )
    if len(found) > _SHOWN:
        more = len(found) - _SHOWN
        notices.append(Notice("changed-without-mark", Severity.ALARM, f"{more} more changes are not marked."))
    return notices


def _settled(comparison: Comparison, old: Instrument, new: Instrument) -> list[Notice]:
    """Tracked changes of the old file that the new one no longer marks, and what became of their words."""
    kept = Counter(_signature(revision) for revision in new.revisions)
    gone = []
    for revision in old.revisions:
        key = _signature(revision)
        if kept[key]:
            kept[key] -= 1
        elif revision.text.strip():
            gone.append(revision)
    notices = []
    for revision in gone[:_SHOWN]:
        fate, passage = _fate(revision, comparison, old, new)
        message = (
            f"The {revision.kind.value} of “{_short(revision.text)}” by {revision.author or 'nobody named'} "
            f"is no longer marked: it was {fate} on the way."
        )
        notices.append(Notice("mark-gone", Severity.CAUTION, message, passage))
    if len(gone) > _SHOWN:
        more = len(gone) - _SHOWN
        notices.append(Notice("mark-gone", Severity.CAUTION, f"{more} more marks are gone."))
    return notices


def _fate(
    revision: Revision, comparison: Comparison, old: Instrument, new: Instrument
) -> tuple[str, Passage | None]:
    """What became of a mark of the old file, and where its words stand or stood."""
    come = revision.kind in (RevisionKind.INSERTION, RevisionKind.MOVED_TO)
    for change in comparison.changes:
        held = any(passage.start <= revision.start <= passage.end for passage in change.old)
        if not held:
            continue
        if not come:
            # the old text shows deletions as made; one that was rejected brings its words back
            back = next(
                (e for e in change.edits if _words(revision.text) in _words(e.new) and _at(e, revision)), None
            )
            if back is not None:
                return "rejected", new.passage(back.new_start, back.new_end)
            return "accepted", next(iter(change.new), None)
        whole = old.passage(revision.start, revision.end)
        if not change.new:
            return "rejected, or taken out later,", whole
        hit = any(e.old_start < revision.end and revision.start < e.old_end for e in change.edits)
        if hit:
            return "rejected, or altered later,", whole
        at = carried(change, revision.start)
        return "accepted", new.passage(at, at + revision.end - revision.start)
    return "settled", None


def _at(edit: Edit, revision: Revision) -> bool:
    return edit.old_start - 1 <= revision.start <= edit.old_end + 1


def carried(change: Change, place: int) -> int:
    """Where a place of the old text that no edit touches stands in the new one."""
    i, j = change.old[0].start, change.new[0].start
    for edit in change.edits:
        if edit.old_start > place:
            break
        i, j = edit.old_end, edit.new_end
    return j + place - i


def _signature(revision: Revision) -> tuple[str, str, str]:
    return revision.kind.value, revision.author, _words(revision.text)


def _comments(old: Instrument, new: Instrument) -> list[Notice]:
    kept = Counter((comment.author, _words(comment.text)) for comment in new.comments)
    gone: list[Comment] = []
    for comment in old.comments:
        key = (comment.author, _words(comment.text))
        if kept[key]:
            kept[key] -= 1
        else:
            gone.append(comment)
    notices = [
        Notice(
            "comment-gone",
            Severity.CAUTION,
            f"A comment by {comment.author or 'nobody named'} is gone: “{_short(comment.text)}”",
            comment.passage,
        )
        for comment in gone[:_SHOWN]
    ]
    if len(gone) > _SHOWN:
        more = len(gone) - _SHOWN
        notices.append(Notice("comment-gone", Severity.CAUTION, f"{more} more comments are gone."))
    return notices


def _short(text: str, width: int = 90) -> str:
    flat = _words(text)
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"
