"""What ties a promise to the other side's, and what follows when it is not kept."""

from __future__ import annotations

from fullpowers.model import OPERATIVE, Instrument, Passage, Turn, Undertaking

from .lists import pattern, words

_NAMED_WITHIN = 60
"""Characters behind the words of a condition within which the other side has to be named."""


def turn(undertaking: Undertaking, instrument: Instrument, giver: str) -> tuple[Turn, Passage | None]:
    """When ``giver`` has to perform, seen from the other side, and the words that say so.

    A consent or a reservation of law is a condition too, but no exchange: only what the other side does
    counts, and it has to be named there.
    """
    exchange = pattern(words().in_exchange).search(undertaking.passage.quote)
    if exchange is not None:
        start = undertaking.passage.start + exchange.start()
        return Turn.TOGETHER, instrument.passage(start, undertaking.passage.end)
    others = [party for party in instrument.parties if party.name != giver]
    names = [name for party in others for name in (party.name, *party.aliases)]
    quote, start = undertaking.passage.quote, undertaking.passage.start
    for condition in pattern(words().after_the_other).finditer(quote):
        if _names(quote[condition.start() : condition.end() + _NAMED_WITHIN], names):
            return Turn.AFTER, instrument.passage(start + condition.start(), start + condition.end())
    return Turn.NOT_SAID, None


def _names(quote: str, names: list[str]) -> bool:
    """Whether the words speak of the other side, by name or as the other party."""
    low = quote.lower()
    return "the other" in low or any(name.lower() in low for name in names)


def remedies_where(instrument: Instrument) -> tuple[Passage, ...]:
    """Operative provisions that say what follows if somebody does not perform."""
    return tuple(
        instrument.passage(provision.body, provision.own_end)
        for provision in instrument.walk()
        if provision.kind in OPERATIVE
        and pattern(words().remedies).search(instrument.text[provision.body : provision.own_end])
    )


def remedies_of(undertaking: Undertaking, remedies: tuple[Passage, ...]) -> tuple[Passage, ...]:
    """Those in the same article; the others hold for the instrument as a whole and are listed once."""
    article = undertaking.passage.path.split("/")[0]
    return tuple(
        remedy
        for remedy in remedies
        if article and remedy.path.split("/")[0] == article and remedy.start != undertaking.passage.start
    )
