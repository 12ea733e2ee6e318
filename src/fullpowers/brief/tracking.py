"""Changes that were made without being marked in a file that marks others."""

from __future__ import annotations

from fullpowers.model import Change, ChangeKind, Review, Significance


def untracked(review: Review) -> tuple[Change, ...]:
    """Changes of substance against the earlier draft on which no tracked change of the file lies.

    Only a file with tracked changes can be asked; of another one this says nothing. A tracked
    change may be older than the earlier draft, so the absence of a mark is what is reported,
    never an intention.
    """
    revisions = review.instrument.revisions
    if review.comparison is None or not revisions:
        return ()
    marked = sorted((revision.start, revision.end) for revision in revisions)
    return tuple(
        change
        for change in review.comparison.ranked(Significance.SUBSTANTIVE, Significance.UNDECIDED)
        if change.kind is not ChangeKind.DELETED
        and not any(_touches(start, end, marked) for start, end in _stretches(change))
    )


def _stretches(change: Change) -> list[tuple[int, int]]:
    """Where in the new text the change shows."""
    if change.edits:
        return [(edit.new_start, edit.new_end) for edit in change.edits]
    return [(passage.start, passage.end) for passage in change.new]


def _touches(start: int, end: int, marked: list[tuple[int, int]]) -> bool:
    return any(first <= end and start <= last for first, last in marked)
