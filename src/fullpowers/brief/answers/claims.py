"""What do officials and the press say about it, and does the text bear them out?"""

from __future__ import annotations

from collections import Counter

from fullpowers.model import Answer, Claim, ClaimStatus, Point, Review

from ..characters import quoted
from ..voice import Voice

_SHOWN = 3
_FIRST = (ClaimStatus.CONTRADICTED, ClaimStatus.NOT_IN_TEXT, ClaimStatus.PARTLY)
"""Statements that the text does not bear out come first; what it bears out needs no warning."""
_PATTERNS = {
    ClaimStatus.CONTRADICTED: "{who}: {claim}. The text says otherwise.",
    ClaimStatus.NOT_IN_TEXT: "{who}: {claim}. That is not in the text.",
    ClaimStatus.PARTLY: "{who}: {claim}. Only partly in the text.",
}


def claims(review: Review, say: Voice) -> tuple[Answer, ...]:
    """One answer when articles were given, else none; what no text can settle is not counted."""
    count = Counter(claim.status for claim in review.claims)
    checked = sum(count.values()) - count[ClaimStatus.NOT_CHECKABLE]
    if not review.claims:
        return ()
    question = say("What is said about it, and does the text bear it out?")
    if not checked:
        return (Answer(question, say("Nothing was said that this text could settle."), tone="open"),)
    headline = say(
        "Of {n} statements that the text can settle, it bears out {good} and contradicts {bad}.",
        n=checked,
        good=count[ClaimStatus.SUPPORTED],
        bad=count[ClaimStatus.CONTRADICTED],
    )
    rest = count[ClaimStatus.NOT_IN_TEXT] + count[ClaimStatus.PARTLY]
    if rest:
        headline += " " + say.count(
            "{n} is not in it, or only partly.", "{n} are not in it, or only partly.", rest
        )
    doubtful = [claim for status in _FIRST for claim in review.claims if claim.status is status]
    points = tuple(_point(claim, say) for claim in doubtful[:_SHOWN])
    return (Answer(question, headline, points, "bad" if count[ClaimStatus.CONTRADICTED] else "neutral"),)


def _point(claim: Claim, say: Voice) -> Point:
    who = claim.speaker or say("the paper itself, or nobody named")
    who = who[:1].upper() + who[1:]
    words = quoted(claim.statement, 140)
    return Point(say(_PATTERNS[claim.status], who=who, claim=words), claim.passages[:2])
