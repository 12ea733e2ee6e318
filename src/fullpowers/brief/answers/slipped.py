"""Was anything altered without saying so? Asked first, and only where the files give reason to."""

from __future__ import annotations

from fullpowers.model import Answer, Notice, Point, Review, Severity, Significance

from ..places import Places, places
from ..voice import Voice

_SHOWN = 2
_CODES = ("changed-without-mark", "provenance", "mark-gone", "comment-gone")
"""Notices of a comparison that are about what was done to the files, gravest first."""


def slipped(review: Review, say: Voice) -> tuple[Answer, ...]:
    """Changes without a mark, a record that contradicts itself, marks and comments that are gone."""
    comparison = review.comparison
    if comparison is None:
        return ()
    told = sorted(
        (notice for notice in comparison.notices if notice.code in _CODES),
        key=lambda notice: (notice.severity is not Severity.ALARM, _CODES.index(notice.code)),
    )
    if not told:
        return ()
    silent = [change for change in comparison.changes if change.tracked is False]
    grave = [
        change
        for change in silent
        if change.significance in (Significance.SUBSTANTIVE, Significance.UNDECIDED)
    ]
    if grave:
        headline = say.count(
            "{n} change of substance is not marked in a file that marks others.",
            "{n} changes of substance are not marked in a file that marks others.",
            len(grave),
        )
    elif silent:
        headline = say("Words were changed without a mark in a file that marks others; none is of substance.")
    else:
        headline = say("No words were changed without a mark; but see what was done to the files.")
    where = places(review, say)
    points = [_point(notice, where) for notice in told[:_SHOWN]]
    if len(told) > _SHOWN:
        points.append(Point(say("{n} more, in the part on the file.", n=len(told) - _SHOWN)))
    question = say("Was anything altered without saying so?")
    return (Answer(question, headline, tuple(points), "bad" if grave else "open"),)


def _point(notice: Notice, where: Places) -> Point:
    """The notice, with its place as a reader knows it instead of the path."""
    passage = notice.passage
    if passage is None:
        return Point(notice.message)
    message = notice.message
    if passage.path and message.startswith(passage.path):
        message = where.label(passage) + message[len(passage.path) :]
    return Point(message, (passage,))
