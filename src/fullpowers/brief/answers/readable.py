"""What stands in the way of every answer: a language that is not read, a side that is no party."""

from __future__ import annotations

from fullpowers.model import Review, Truth


def is_unread(review: Review) -> bool:
    """Whether the text is in a language of which no words are known, so that silence means nothing."""
    return any(notice.code == "unknown-language" for notice in review.instrument.notices)


def is_stranger(review: Review) -> bool:
    """Whether the parties are known and the side of the review is none of them."""
    return any(fact.name == "side_is_party" and fact.value is Truth.FALSE for fact in review.opinion.facts)


def side_of(review: Review) -> str:
    """The side as a reader knows it: by the draft, by its common name, else by its code."""
    return review.party or review.opinion.state or review.side
