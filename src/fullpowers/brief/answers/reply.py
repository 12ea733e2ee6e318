"""What do we answer?"""

from __future__ import annotations

from fullpowers.model import Answer, Negotiation, Point, Review

from ..voice import Voice


def reply(review: Review, say: Voice) -> tuple[Answer, ...]:
    """One answer when a file of preferences was given, else none; it is as good as that file."""
    found = review.negotiation
    if found is None:
        return ()
    passages = tuple(
        passage for offer in found.offers[:1] for trade in offer.trades for passage in trade.passages[:1]
    )
    points = (Point(found.headline, passages),) if found.headline else ()
    return (Answer(say("What do we answer?"), _headline(found, say), points),)


def _headline(found: Negotiation, say: Voice) -> str:
    acceptable = (
        offer.package.ratifiable and all(one.accepts for one in offer.package.standpoints[:2])
        for offer in found.offers
    )
    if any(acceptable):
        return say("A counter-offer that all would accept was found, on assumed preferences.")
    if found.offers:
        return say("No counter-offer that all would accept was found, on assumed preferences.")
    return say("Cannot tell: no counter-offer was found, on assumed preferences.")
