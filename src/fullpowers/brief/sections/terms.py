"""The terms that were found, the signs of binding force, and every promise with its force."""

from __future__ import annotations

from collections import defaultdict

from fullpowers.model import (
    DefectKind,
    Force,
    Modality,
    Passage,
    Quantity,
    ReferenceStatus,
    Review,
    Term,
    TermKind,
    Undertaking,
)

from ..answers.exchange import FORCE_WORDS
from ..characters import quoted, short
from ..document import Block, Bullets, Fold, Heading, Prose, Section, Statement, Table
from ..voice import Voice

MODALITIES = {
    Modality.OBLIGATION: "must",
    Modality.PROHIBITION: "must not",
    Modality.PERMISSION: "may",
    Modality.ENTITLEMENT: "is entitled",
    Modality.NO_OBLIGATION: "need not",
    Modality.INTENTION: "intends",
    Modality.DECLARATION: "declares",
    Modality.NO_ENTITLEMENT: "has no right",
    Modality.POWER: "has the power",
    Modality.REPRESENTATION: "warrants",
}
_MOST = 400
"""Rows of one table; more would bury the reader, and the count says what is left out."""


def terms(review: Review, say: Voice) -> Section:
    """The part on terms."""
    analysis = review.analysis
    blocks: list[Block] = []
    if analysis.terms:
        blocks.append(_terms(review, say))
    else:
        blocks.append(Prose(Statement(say("No term that is looked for was found in the text."))))
    gone = _gone(review, say)
    if gone:
        blocks += [Heading(say("In the earlier draft, not found in this one")), Bullets(gone)]
    if analysis.bindingness.indicators:
        blocks += [Heading(say("Signs of binding force")), _indicators(review, say)]
    blocks += _reading(review, say)
    operative = [found for found in analysis.undertakings if found.force is not Force.RECITAL]
    if operative:
        blocks.append(_undertakings(operative, say))
    if analysis.definitions:
        blocks.append(
            Fold(
                say.count("{n} definition", "{n} definitions", len(analysis.definitions)),
                (
                    Bullets(
                        tuple(
                            Statement(short(found.passage.quote, 200), (found.passage,), lead=found.term)
                            for found in analysis.definitions
                        )
                    ),
                ),
            )
        )
    blocks += _defects(review, say)
    dangling = [found for found in analysis.references if found.status is ReferenceStatus.DANGLING]
    if dangling:
        blocks.append(Heading(say("References that lead nowhere")))
        blocks.append(Bullets(tuple(Statement(found.text, (found.passage,)) for found in dangling)))
    return Section("terms", say("Terms"), tuple(blocks))


def _defects(review: Review, say: Voice) -> list[Block]:
    """Flaws of drafting; references that lead nowhere stand on their own below."""
    found = [
        Statement(defect.explanation, defect.passages)
        for defect in review.analysis.defects
        if defect.kind is not DefectKind.DANGLING_REFERENCE
    ]
    return [Heading(say("Flaws of drafting")), Bullets(tuple(found))] if found else []


def _terms(review: Review, say: Voice) -> Table:
    """Terms by kind, in the order of the kinds; what stands twice is one row with two places."""
    order = list(TermKind)
    rows: dict[tuple[str, str, str, str], list[Passage]] = defaultdict(list)
    details: dict[tuple[str, str, str, str], Term] = {}
    for term in sorted(review.analysis.terms, key=lambda term: (order.index(term.kind), term.passage.start)):
        key = (term.kind.value, term.label, term.bearer, term.beneficiary)
        rows[key].append(term.passage)
        details.setdefault(key, term)
    return Table(
        say("Terms found in the text"),
        (say("Kind"), say("What the text says"), say("Who owes whom"), say("Narrowed or widened by")),
        tuple(
            (
                Statement(say(key[0])),
                Statement(key[1], tuple(found)),
                Statement(_sides(details[key].bearer, details[key].beneficiary, say)),
                Statement(
                    "; ".join(quoted(passage.quote, 120) for passage in details[key].qualifiers),
                    details[key].qualifiers,
                ),
            )
            for key, found in list(rows.items())[:_MOST]
        ),
    )


def _sides(bearer: str, beneficiary: str, say: Voice) -> str:
    if bearer and beneficiary:
        return say("{bearer} to {beneficiary}", bearer=bearer, beneficiary=beneficiary)
    return bearer or say("not said")


def _gone(review: Review, say: Voice) -> tuple[Statement, ...]:
    """Kinds of terms that only the earlier draft holds."""
    if review.previous_analysis is None:
        return ()
    here = {term.kind for term in review.analysis.terms}
    return tuple(
        Statement(term.label, (term.passage,), lead=say(term.kind.value))
        for term in review.previous_analysis.terms
        if term.kind not in here
    )[:_MOST]


def quantity(value: Quantity) -> str:
    """A quantity in words: ``66 percent``, ``at least 500,000,000 USD``."""
    number = f"{value.amount:,f}"
    number = number.rstrip("0").rstrip(".") if "." in number else number
    return (
        f"{number} {value.unit}"
        if value.comparator == "exactly"
        else f"{value.comparator} {number} {value.unit}"
    )


def _indicators(review: Review, say: Voice) -> Table:
    return Table(
        "",
        (say("Sign"), say("Points to"), say("Words of the text")),
        tuple(
            (
                Statement(say(indicator.layer)),
                Statement(say("binding") if indicator.binding else say("not binding")),
                Statement(quoted(indicator.passage.quote, 160), (indicator.passage,)),
            )
            for indicator in review.analysis.bindingness.indicators
        ),
    )


def _reading(review: Review, say: Voice) -> list[Block]:
    """How much was understood, how "will" was read and why, what would tip the whole, what is left open."""
    analysis, force = review.analysis, review.analysis.bindingness
    coverage = say(
        "{understood} of {sentences} operative sentences were understood.",
        understood=analysis.understood,
        sentences=analysis.sentences,
    )
    blocks: list[Block] = [Prose(Statement(coverage))]
    if force.tradition and force.chosen:
        blocks.append(
            Prose(
                Statement(
                    say("Read by: {tradition}; {reason}.", tradition=force.tradition, reason=force.chosen)
                )
            )
        )
    if force.tips:
        tips = tuple(Statement(say(tip)) for tip in force.tips)
        blocks += [Heading(say("Changes of wording that would tip it")), Bullets(tips)]
    later = [found for found in review.analysis.undertakings if found.later]
    if later:
        shown = tuple(
            Statement(short(found.action, 200), found.later, lead=found.bearer or say("not said"))
            for found in later[:_MOST]
        )
        blocks += [Heading(say("Left to an agreement still to be made")), Bullets(shown)]
    return blocks


def _undertakings(operative: list[Undertaking], say: Voice) -> Fold:
    shown = operative[:_MOST]
    rows = tuple(
        (
            Statement(found.bearer or say("not said")),
            Statement(say(MODALITIES[found.modality])),
            Statement(short(found.action, 220), (found.passage,)),
            Statement(say(FORCE_WORDS[found.force])),
            Statement("; ".join(short(when.quote, 100) for when in (*found.conditions, *found.time_limits))),
        )
        for found in shown
    )
    blocks: list[Block] = [
        Table("", (say("Who"), say("Verb"), say("What"), say("How firm"), say("Condition or time")), rows)
    ]
    if len(operative) > len(shown):
        blocks.append(
            Prose(Statement(say("{n} more are in the JSON output.", n=len(operative) - len(shown))))
        )
    return Fold(
        say.count(
            "{n} sentence that promises, permits or forbids",
            "{n} sentences that promise, permit or forbid",
            len(operative),
        ),
        tuple(blocks),
    )
