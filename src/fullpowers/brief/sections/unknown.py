"""What is not known, and whom or what to ask."""

from __future__ import annotations

from fullpowers.model import Origin, Review, Truth

from ..answers.unknown import open_questions
from ..document import Block, Bullets, Fold, Prose, Section, Statement, Table
from ..voice import Voice
from .law import anchor


def unknown(review: Review, say: Voice) -> Section:
    """The part on open questions and on the facts that the findings rest on."""
    blocks: list[Block] = []
    questions = open_questions(review)
    if questions:
        blocks.append(
            Table(
                say("Questions, those that would decide the most first"),
                (say("Question"), say("Would help to decide")),
                tuple(
                    (
                        Statement(question),
                        Statement(
                            "; ".join(dict.fromkeys(finding.title for finding in findings)),
                            target=anchor(findings[0].rule),
                        ),
                    )
                    for question, findings in questions
                ),
            )
        )
    else:
        blocks.append(Prose(Statement(say("No finding of law is open."))))
    blocks += _facts(review, say)
    return Section("unknown", say("What is not known"), tuple(blocks))


def _facts(review: Review, say: Voice) -> list[Block]:
    """Facts that the text or the team settled, and those that stay open with the reason."""
    known = [fact for fact in review.opinion.facts if fact.value is not Truth.UNKNOWN]
    silent = [fact for fact in review.opinion.facts if fact.value is Truth.UNKNOWN]
    truths = {Truth.TRUE: say("yes"), Truth.FALSE: say("no")}
    origins = {
        Origin.TEXT: say("the text"),
        Origin.USER: say("the team"),
        Origin.COMPUTED: say("worked out"),
        Origin.DEFAULT: say("assumed"),
        Origin.REGISTER: say("the register"),
    }
    blocks: list[Block] = []
    if known:
        table = Table(
            "",
            (say("Question"), say("Answer"), say("Source")),
            tuple(
                (
                    Statement(fact.question, fact.passages),
                    Statement(f"{fact.number:g}" if fact.number is not None else truths[fact.value]),
                    Statement(fact.source or origins[fact.origin]),
                )
                for fact in known
            ),
        )
        blocks.append(
            Fold(
                say.count(
                    "{n} fact that the findings rest on", "{n} facts that the findings rest on", len(known)
                ),
                (table,),
            )
        )
    if silent:
        blocks.append(
            Fold(
                say.count("{n} fact that is open", "{n} facts that are open", len(silent)),
                (
                    Bullets(
                        tuple(
                            Statement(
                                f"{fact.question} {say('Name for --fact:')} {fact.name}."
                                + (f" {_sentence(say.heard(fact.why_unknown))}" if fact.why_unknown else ""),
                                fact.passages,
                            )
                            for fact in silent
                        )
                    ),
                ),
            )
        )
    return blocks


def _sentence(text: str) -> str:
    """The text with a capital letter."""
    return text[:1].upper() + text[1:]
