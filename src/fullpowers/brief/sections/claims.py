"""What is said about the draft, held against its text."""

from __future__ import annotations

from fullpowers.model import Claim, ClaimStatus, Review, SpeakerKind

from ..characters import short
from ..document import Block, Bullets, Fold, Heading, Prose, Section, Statement, Table
from ..voice import Voice

_TONE = {
    ClaimStatus.SUPPORTED: "good",
    ClaimStatus.CONTRADICTED: "bad",
    ClaimStatus.PARTLY: "open",
    ClaimStatus.NOT_IN_TEXT: "open",
    ClaimStatus.NOT_CHECKABLE: "neutral",
}


def claims(review: Review, say: Voice) -> tuple[Section, ...]:
    """The part on claims; nothing when no article was given. Opinions and events stand folded."""
    if not review.claims:
        return ()
    checked = [claim for claim in review.claims if claim.status is not ClaimStatus.NOT_CHECKABLE]
    others = [claim for claim in review.claims if claim.status is ClaimStatus.NOT_CHECKABLE]
    blocks: list[Block] = [
        Prose(
            Statement(
                say(
                    "Each statement is held against the draft that it speaks of: by its words, else by the "
                    "day of the article. That the text has the same does not make a statement true. "
                    "Read: {articles}.",
                    articles=", ".join(dict.fromkeys(claim.article for claim in review.claims)),
                )
            )
        )
    ]
    order = list(_TONE)
    if checked:
        blocks.append(_table(review, sorted(checked, key=lambda claim: order.index(claim.status) != 1), say))
    blocks += _disagreements(review, say)
    if others:
        summary = say.count(
            "{n} statement that no text can settle", "{n} statements that no text can settle", len(others)
        )
        blocks.append(Fold(summary, (_table(review, others, say),)))
    return (Section("claims", say("What is said about it"), tuple(blocks)),)


def _disagreements(review: Review, say: Voice) -> list[Block]:
    """Who says what about one thing, and which version of the draft explains it."""
    if not review.disagreements:
        return []
    items = []
    for one in review.disagreements:
        voices = "; ".join(
            f"{claim.speaker or say('the paper itself, or nobody named')}: "
            f"“{short(claim.statement, 100)}” ({say(claim.status.value)})"
            for claim in (review.claims[place] for place in one.claims)
        )
        explained = (
            say("Another draft bears the other statement out.")
            if one.explained_by
            else say("No draft at hand bears out the others.")
        )
        items.append(Statement(f"{voices}. {explained}"))
    return [Heading(say("Statements that cannot all fit one draft")), Bullets(tuple(items))]


def _table(review: Review, found: list[Claim], say: Voice) -> Table:
    rows = tuple(
        (
            Statement(f"“{short(claim.statement, 240)}”" if claim.verbatim else short(claim.statement, 240)),
            Statement(_speaker(claim, say)),
            Statement(
                claim.reason + _which(review, claim, say),
                claim.passages,
                lead=say(claim.status.value.capitalize()),
                tone=_TONE[claim.status],
            ),
        )
        for claim in found
    )
    return Table("", (say("Statement"), say("Who says it"), say("What the text says to it")), rows)


def _which(review: Review, claim: Claim, say: Voice) -> str:
    """That another draft was meant, or that another one bears the statement out."""
    told = ""
    if review.previous is not None and claim.draft == review.previous.id:
        told = " " + say("Held against the draft before: {why}.", why=say(claim.why_draft))
    if claim.fits:
        before = review.previous is not None and claim.fits == review.previous.id
        told += " " + (say("The draft before has it.") if before else say("This draft has it."))
    return told


def _speaker(claim: Claim, say: Voice) -> str:
    who = claim.speaker or say("the paper itself, or nobody named")
    kind = (
        ""
        if claim.speaker_kind in (SpeakerKind.NAMED, SpeakerKind.REPORTER)
        else f" ({say(claim.speaker_kind.value)})"
    )
    told = say(", to {outlet}", outlet=claim.channel) if claim.channel else ""
    if claim.relay:
        told = say(", through {outlet}", outlet=" → ".join(claim.relay))
    hedges = f"; {', '.join(claim.hedges)}" if claim.hedges else ""
    return f"{who}{kind}{told}{hedges}"
