"""What happened when: drafts as they came in, days for an answer, articles."""

from __future__ import annotations

from fullpowers.model import EventKind, Review

from ..document import Figure, Section, Statement, Table
from ..pictures.chronology import chronology as drawn
from ..voice import Voice

_WORDS = {
    EventKind.DRAFT: "draft received",
    EventKind.ANSWER_DUE: "answer due",
    EventKind.ARTICLE: "article",
    EventKind.TODAY: "day of the brief",
}


def chronology(review: Review, say: Voice) -> tuple[Section, ...]:
    """The part on the course of the matter; nothing when the team noted no day."""
    events = review.chronology
    if len(events) < 2:
        return ()
    rows = tuple(
        (
            Statement(str(number)),
            Statement(event.when.replace("T", " ")),
            Statement(say(_WORDS[event.kind])),
            Statement(event.label),
        )
        for number, event in enumerate(events, 1)
    )
    head = (say("No."), say("When"), say("What"), say("Which"))
    title = say("The course of the matter")
    figure = Figure(title, drawn(events, say), say("The table beside it has the same."))
    return (Section("chronology", title, (figure, Table("", head, rows))),)
