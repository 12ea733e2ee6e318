"""What does it give, what does it get, and what is missing?"""

from __future__ import annotations

from bisect import bisect_left

from fullpowers.model import Answer, Entry, Force, Modality, Point, Review, Term, TermKind

from ..characters import quoted, short
from ..lists import lists
from ..voice import Voice
from .readable import is_unread, side_of

_SHOWN = 2
"""Of what is given, and of what is got."""
_MISSING = 5
_FORCES = (Force.FIRM, Force.QUALIFIED, Force.BEST_EFFORTS, Force.ASPIRATIONAL, Force.RECITAL)
_COUNTED = frozenset(
    {
        TermKind.REVENUE_SHARE,
        TermKind.OWNERSHIP,
        TermKind.ROYALTY,
        TermKind.PERCENTAGE,
        TermKind.AMOUNT,
        TermKind.CAP,
        TermKind.VOLUME,
        TermKind.MEASURE,
    }
)
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
    if is_unread(review):
        return Answer(
            question, say("Cannot tell: the text is in a language that is not read here."), (), "open"
        )
    if not party:
        return Answer(
            question,
            say("Cannot tell: the text names no party that stands for {side}.", side=side_of(review)),
            _missing(review, say),
            "open",
        )
    entries = ranked(list(review.ledger.entries), review)
    gives = [entry for entry in entries if entry.giver == party and not entry.common]
    gets = [entry for entry in entries if entry.receiver == party and not entry.common]
    common = {entry.passage.start for entry in entries if entry.common}
    points = (
        *_points(gives, say, "Gives"),
        *_points(gets, say, "Gets"),
        *_money(review),
        *_clauses(review, say),
        *_missing(review, say),
    )
    if not gives and not gets and not common:
        headline = say("Cannot tell: no promise between the parties was read in the text.")
        return Answer(question, headline, points, "open")
    return Answer(question, _headline(gives, gets, len(common), say), points)


def _headline(gives: list[Entry], gets: list[Entry], common: int, say: Voice) -> str:
    headline = say(
        "As far as it was read: gives {gives}, gets {gets}.",
        gives=_sum(gives, say),
        gets=_sum(gets, say),
    )
    if common:
        headline += " " + say.count(
            "{n} more is the same for both sides.", "{n} more are the same for both sides.", common
        )
    return headline


def _money(review: Review) -> list[Point]:
    """The first headline of the valuation, if there is one."""
    if review.valuation is None:
        return []
    return [Point(headline.text, headline.passages) for headline in review.valuation.headlines[:1]]


_WEIGHTY = (
    TermKind.CAP,
    TermKind.GOVERNING_LAW,
    TermKind.DISPUTE_SETTLEMENT,
    TermKind.IMMUNITY_WAIVER,
    TermKind.STABILISATION,
    TermKind.EXCLUSIVITY,
    TermKind.FIRST_REFUSAL,
)
"""Clauses that a minister is told of wherever they stand, in this order."""


def _clauses(review: Review, say: Voice) -> list[Point]:
    """The weighty clauses of this text in one line, each kind once with its first value."""
    first: dict[TermKind, Term] = {}
    for term in review.analysis.terms:
        if term.kind in _WEIGHTY and not term.about:
            first.setdefault(term.kind, term)
    found = [first[kind] for kind in _WEIGHTY if kind in first]
    if not found:
        return []
    return [
        Point(
            say("It holds: {clauses}.", clauses="; ".join(_clause(term, say) for term in found)),
            tuple(term.passage for term in found),
        )
    ]


def _clause(term: Term, say: Voice) -> str:
    kind = say(term.kind.value)
    value = term.value or (term.label if term.quantity is not None else "")
    return f"{kind} ({short(value, 60)})" if value else kind


def capital(text: str) -> str:
    """The text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _sum(entries: list[Entry], say: Voice) -> str:
    owed = [entry for entry in entries if entry.modality is not Modality.DECLARATION]
    if not owed:
        return say("nothing")
    firm = sum(entry.force is Force.FIRM for entry in owed)
    return say.count(
        "{n} promise or right ({firm} firm)", "{n} promises or rights ({firm} firm)", len(owed), firm=firm
    )


def ranked(entries: list[Entry], review: Review) -> list[Entry]:
    """What names a share, a sum or a volume stands first; then by category, then the firm before the warm."""
    order = {category: place for place, category in enumerate(lists().categories)}
    counted = sorted(term.passage.start for term in review.analysis.terms if term.kind in _COUNTED)

    def rank(entry: Entry) -> tuple[int, int, int, int]:
        numbers = bisect_left(counted, entry.passage.end) - bisect_left(counted, entry.passage.start)
        return (
            numbers == 0,
            order.get(entry.category, len(order)),
            _FORCES.index(entry.force),
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
                    what=wording(entry, 150, say),
                ),
                (entry.passage,),
            )
        )
    return points


def wording(entry: Entry, length: int, say: Voice) -> str:
    """What it is about in the draft's words; of a prohibition, that it is not to be done."""
    words = quoted(entry.what, length)
    return say("not to: {what}", what=words) if entry.modality is Modality.PROHIBITION else words


def firmness(entry: Entry) -> str:
    """How firm an entry is, in words."""
    if entry.modality is Modality.DECLARATION:
        return "a statement, no duty"
    if entry.modality in (Modality.PERMISSION, Modality.ENTITLEMENT):
        return "a right"
    return FORCE_WORDS[entry.force]


def _missing(review: Review, say: Voice) -> tuple[Point, ...]:
    missing = review.ledger.missing
    if not missing:
        return ()
    names = ", ".join(say(item.item) for item in missing[:_MISSING])
    more = len(missing) - _MISSING
    return (
        Point(
            say("No words were found for: {names}.", names=names)
            + (" " + say.count("{n} more below.", "{n} more below.", more) if more > 0 else "")
        ),
    )
