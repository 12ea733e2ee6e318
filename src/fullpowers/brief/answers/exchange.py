"""What does it give, what does it get, and what is missing?"""

from __future__ import annotations

from fullpowers.model import Answer, Entry, Force, Modality, Point, Review

from ..characters import short
from ..lists import lists
from ..voice import Voice

_SHOWN = 3
_FORCES = (Force.FIRM, Force.QUALIFIED, Force.BEST_EFFORTS, Force.ASPIRATIONAL, Force.RECITAL)
FORCE_WORDS = {
    Force.FIRM: "firm",
    Force.QUALIFIED: "with a condition",
    Force.BEST_EFFORTS: "best efforts",
    Force.ASPIRATIONAL: "an intention or hope",
    Force.RECITAL: "preamble only",
}


def exchange(review: Review, say: Voice) -> Answer:
    """From the ledger, as the side of the review sees it."""
    question = say("What does it give, what does it get, and what is missing?")
    party = review.party
    if not party:
        return Answer(
            question,
            say("Cannot tell: the text names no party that stands for {side}.", side=review.side),
            _missing(review, say),
            "open",
        )
    gives = ranked([entry for entry in review.ledger.entries if entry.giver == party], review)
    gets = ranked([entry for entry in review.ledger.entries if entry.receiver == party], review)
    points = [
        *_points(gives, say, "Gives"),
        *_points(gets, say, "Gets"),
        *_money(review),
        *_missing(review, say),
    ]
    if not gives and not gets:
        headline, tone = say("Cannot tell: no promise between the parties was read in the text."), "open"
    else:
        headline = say(
            "{party} gives {gives} and gets {gets}, as far as the sentences were read.",
            party=capital(party),
            gives=_sum(gives, say),
            gets=_sum(gets, say),
        )
        tone = "neutral"
    return Answer(question, headline, tuple(points), tone)


def _money(review: Review) -> list[Point]:
    """The headlines of the valuation, if there is one."""
    if review.valuation is None:
        return []
    return [Point(headline.text, headline.passages) for headline in review.valuation.headlines[:3]]


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _sum(entries: list[Entry], say: Voice) -> str:
    firm = sum(entry.force is Force.FIRM for entry in entries)
    return say.count("{n} thing ({firm} firmly)", "{n} things ({firm} firmly)", len(entries), firm=firm)


def ranked(entries: list[Entry], review: Review) -> list[Entry]:
    """What counts a number and is firm stands first; then the order of the categories."""
    order = {category: place for place, category in enumerate(lists().categories)}
    counted = [term.passage for term in review.analysis.terms if term.quantity is not None]

    def rank(entry: Entry) -> tuple[int, int, int, int]:
        numbers = any(entry.passage.start <= passage.start < entry.passage.end for passage in counted)
        return (
            order.get(entry.category, len(order)),
            _FORCES.index(entry.force),
            not numbers,
            entry.passage.start,
        )

    seen: set[tuple[int, str]] = set()
    kept = []
    for entry in sorted(entries, key=rank):
        if (entry.passage.start, entry.what) not in seen:
            seen.add((entry.passage.start, entry.what))
            kept.append(entry)
    return kept


def _points(entries: list[Entry], say: Voice, side: str) -> list[Point]:
    """The first few of one side, with how firm each is; one point per sentence of the draft."""
    points: list[Point] = []
    seen: set[int] = set()
    for entry in entries:
        if entry.passage.start in seen:
            continue
        seen.add(entry.passage.start)
        if len(points) == _SHOWN:
            break
        points.append(
            Point(
                say(
                    "{side}, {force}: {what}",
                    side=say(side),
                    force=say(firmness(entry)),
                    what=short(entry.what, 150),
                ),
                (entry.passage,),
            )
        )
    return points


def firmness(entry: Entry) -> str:
    """How firm an entry is, in words."""
    if entry.modality in (Modality.PERMISSION, Modality.ENTITLEMENT):
        return "a right"
    return FORCE_WORDS[entry.force]


def _missing(review: Review, say: Voice) -> tuple[Point, ...]:
    missing = review.ledger.missing
    if not missing:
        return ()
    names = ", ".join(say(item.item) for item in missing[: _SHOWN + 2])
    more = len(missing) - _SHOWN - 2
    return (
        Point(
            say("No words were found for: {names}.", names=names)
            + (" " + say.count("{n} more below.", "{n} more below.", more) if more > 0 else "")
        ),
    )
