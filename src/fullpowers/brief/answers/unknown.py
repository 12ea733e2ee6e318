"""What is not known, and which fact would settle it?"""

from __future__ import annotations

import re

from fullpowers.model import Answer, Finding, Outcome, Point, Review

from ..voice import Voice

_SHOWN = 3
_EFFECT = re.compile(r"\s*\((?:yes|no)\b[^()]*\)$")


def unknown(review: Review, say: Voice) -> Answer:
    """Open questions, those that would decide the most findings first, and what could not be read."""
    questions = open_questions(review)
    open_ = [finding for finding in review.opinion.findings if finding.outcome is Outcome.CANNOT_TELL]
    points = [
        Point(
            say.count(
                "{question} Would help to decide {n} finding.",
                "{question} Would help to decide {n} findings.",
                len(findings),
                question=_asked(question),
            ),
            findings[0].passages[:2],
            finding=findings[0].rule,
        )
        for question, findings in questions[:_SHOWN]
    ]
    if len(questions) > _SHOWN:
        points.append(
            Point(
                say.count(
                    "{n} more question, in the part on what is not known.",
                    "{n} more questions, in the part on what is not known.",
                    len(questions) - _SHOWN,
                )
            )
        )
    points += _unread(review, say)
    if open_:
        headline = say.count(
            "{n} finding of law is open; the facts below would settle it.",
            "{n} findings of law are open; the facts below would settle most of them.",
            len(open_),
        )
    else:
        headline = say("No finding of law is open; what the sentences left unread is named below.")
    return Answer(
        say("What is not known, and what would settle it?"),
        headline,
        tuple(points),
        "open" if open_ else "neutral",
    )


def open_questions(review: Review) -> list[tuple[str, list[Finding]]]:
    """Questions whose answers would decide open findings, those that decide the most first."""
    asked: dict[str, list[Finding]] = {}
    for finding in review.opinion.findings:
        if finding.outcome is Outcome.CANNOT_TELL:
            for question in dict.fromkeys(bare(question) for question in finding.settles):
                asked.setdefault(question, []).append(finding)
    alone = {question: found for question, found in asked.items() if not _repeats(question, asked)}
    return sorted(alone.items(), key=lambda item: -len(item[1]))


def _repeats(question: str, asked: dict[str, list[Finding]]) -> bool:
    """Whether it puts together questions that are asked one by one anyway."""
    parts = question.split(" And: ")
    return len(parts) > 1 and all(part in asked for part in parts)


def _asked(question: str) -> str:
    """What would settle it as a sentence of its own: a missing clause is named, a fact is asked for."""
    return question if question.endswith(("?", ".", "!")) else f"{question[:1].upper()}{question[1:]}."


def bare(question: str) -> str:
    """A question without the effect of its answer behind it: ``(yes: conforms)``."""
    return _EFFECT.sub("", question)


def _unread(review: Review, say: Voice) -> list[Point]:
    points = []
    analysis = review.analysis
    if not analysis.sentences and review.instrument.text.strip():
        points.append(Point(say("No sentence of it was read as an operative one: no promise was counted.")))
    if analysis.sentences and analysis.understood < analysis.sentences:
        points.append(
            Point(
                say(
                    "{understood} of {sentences} operative sentences yielded a promise, a term or a "
                    "definition; the others were not understood and are not in the counts.",
                    understood=analysis.understood,
                    sentences=analysis.sentences,
                )
            )
        )
    return points
