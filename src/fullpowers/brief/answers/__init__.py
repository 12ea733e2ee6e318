"""The first page: five questions, each with a headline that is no surer than the findings below it."""

from __future__ import annotations

from fullpowers.model import Answer, Review

from ..voice import Voice, english
from .binding import binding
from .changes import changes
from .claims import claims
from .exchange import exchange
from .improved import improved
from .reply import reply
from .signing import signing
from .slipped import slipped
from .unknown import unknown


def answer(review: Review, voice: Voice | None = None) -> tuple[Answer, ...]:
    """The answers of the first page, in the order in which a minister asks.

    May it be signed today and by whom; how binding is it; what changed of substance; what it
    gives and gets; what is not known. When there is an earlier draft, also for whom it
    is improved; when articles were given, also whether the text
    bears them out; when preferences were given, what to answer. Before all of them: whether anything
    was altered without saying so, when the files give reason to ask.
    """
    say = voice or english()
    return (
        *slipped(review, say),
        signing(review, say),
        binding(review, say),
        changes(review, say),
        exchange(review, say),
        *improved(review, say),
        unknown(review, say),
        *claims(review, say),
        *reply(review, say),
    )


__all__ = ["answer"]
