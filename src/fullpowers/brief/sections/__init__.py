"""The whole brief as a document: the first page, then one part for each subject, the text last."""

from __future__ import annotations

from dataclasses import replace

from fullpowers.model import Passage, Review, Severity, Source

from ..answers import answer
from ..document import Document, Section, Statement
from ..places import Places
from ..voice import Voice
from .answering import answering
from .balance import balance
from .changes import changes
from .chronology import chronology
from .claims import claims
from .file import file
from .law import law
from .manifest import manifest
from .money import money
from .path import path
from .positions import positions
from .precedents import precedents
from .redline import redline
from .scoreboard import scoreboard
from .terms import terms
from .unknown import unknown


def compose(review: Review, where: Places, say: Voice) -> Document:
    """What the brief says, in order, in no format yet."""
    first = opening(review, say)
    parts = (
        *changes(review, where, say),
        law(review, say),
        *path(review, say),
        *money(review, say),
        terms(review, say),
        balance(review, say),
        *scoreboard(review, say),
        *chronology(review, say),
        *claims(review, say),
        *precedents(review, say),
        *positions(review, where, say),
        *answering(review, say),
        unknown(review, say),
    )
    notices = file(review, where, say)
    spoken = _passages(first, (*parts, notices))
    text = redline(review, where, spoken, say)
    return replace(first, sections=(*parts, text, notices, manifest(review, say)))


def opening(review: Review, say: Voice) -> Document:
    """The first page alone: a document without parts."""
    return Document(
        title=review.matter or review.instrument.title or say("Untitled draft"),
        subtitle=say(
            "Brief for {party}, as of {day}",
            party=review.party or review.opinion.state or review.side,
            day=say.day(review.on),
        ),
        language=say.language,
        text_language=review.instrument.languages[0] if review.instrument.languages else "",
        alarms=tuple(
            Statement(notice.message, (notice.passage,) if notice.passage else ())
            for notice in review.instrument.notices
            if notice.severity is Severity.ALARM
        ),
        facts=_facts(review, say),
        answers=review.answers if review.answers and say.language == "en" else answer(review, say),
        sections=(),
    )


def _passages(first: Document, parts: tuple[Section, ...]) -> tuple[list[Passage], list[Passage]]:
    """Passages that the first page speaks of, and those of all other parts."""
    points = [passage for answer in first.answers for point in answer.points for passage in point.passages]
    others = [
        passage for statement in replace(first, sections=parts).statements() for passage in statement.passages
    ]
    return points, others


def _facts(review: Review, say: Voice) -> tuple[tuple[str, str], ...]:
    """Which drafts these are and how they came in."""
    facts = [(say("Draft"), _named(review.instrument.title, review.instrument.source))]
    if review.previous is not None:
        old, same = review.previous, review.previous.title == review.instrument.title
        facts.append((say("Compared with"), _named("" if same else old.title, old.source)))
    source = review.instrument.source
    receipt = source.receipt if source else None
    if receipt is not None:
        came = ", ".join(
            part for part in (receipt.received.replace("T", " "), receipt.sender, receipt.place) if part
        )
        facts += [(say("Received"), came)] if came else []
        if receipt.answer_due:
            facts.append((say("Answer due"), receipt.answer_due.replace("T", " ")))
    return tuple(facts)


def _named(title: str, source: Source | None) -> str:
    name = source.name if source else ""
    return f"{title} ({name})" if title and name else title or name


__all__ = ["compose", "opening"]
