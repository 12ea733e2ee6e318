"""What is said about the draft, held against its text."""

from __future__ import annotations

from fullpowers.model import Claim, ClaimStatus, Review, SpeakerKind

from ..characters import short
from ..document import Block, Fold, Prose, Section, Statement, Table
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
                    "Each statement is held against this draft alone. That the text has the same does not "
                    "make a statement true, and an earlier draft may explain a difference. Read: {articles}.",
                    articles=", ".join(dict.fromkeys(claim.article for claim in review.claims)),
                )
            )
        )
    ]
    order = list(_TONE)
    if checked:
        blocks.append(_table(sorted(checked, key=lambda claim: order.index(claim.status) != 1), say))
    if others:
        summary = say.count(
            "{n} statement that no text can settle", "{n} statements that no text can settle", len(others)
        )
        blocks.append(Fold(summary, (_table(others, say),)))
    return (Section("claims", say("What is said about it"), tuple(blocks)),)


def _table(found: list[Claim], say: Voice) -> Table:
    rows = tuple(
        (
            Statement(f"“{short(claim.statement, 240)}”" if claim.verbatim else short(claim.statement, 240)),
            Statement(_speaker(claim, say)),
            Statement(
                claim.reason,
                claim.passages,
                lead=say(claim.status.value.capitalize()),
                tone=_TONE[claim.status],
            ),
        )
        for claim in found
    )
    return Table("", (say("Statement"), say("Who says it"), say("What the text says to it")), rows)


def _speaker(claim: Claim, say: Voice) -> str:
    who = claim.speaker or say("the paper itself, or nobody named")
    kind = (
        ""
        if claim.speaker_kind in (SpeakerKind.NAMED, SpeakerKind.REPORTER)
        else f" ({say(claim.speaker_kind.value)})"
    )
    told = say(", to {outlet}", outlet=claim.channel) if claim.channel else ""
    hedges = f"; {', '.join(claim.hedges)}" if claim.hedges else ""
    return f"{who}{kind}{told}{hedges}"
