"""What to answer: the counter-offer and its words, where the drafts stand, who would accept."""

from __future__ import annotations

from collections.abc import Iterator

from fullpowers.model import CounterOffer, Negotiation, Package, Review, WinSet

from ..document import Block, Bullets, Figure, Fold, Heading, Prose, Section, Statement, Table
from ..pictures.bargain import acceptance, trades
from ..pictures.plane import plane
from ..voice import Voice
from .two_levels import assumed, doubts, two_levels


def answering(review: Review, say: Voice) -> tuple[Section, ...]:
    """The part on the counter-offer; nothing when no preferences were given."""
    found = review.negotiation
    if found is None:
        return ()
    blocks: list[Block] = [
        Prose(Statement(found.headline)),
        Prose(
            Statement(
                say(
                    "All of this rests on the preferences in “{title}”. What the other side wants is an "
                    "assumption; its source stands below.",
                    title=found.title,
                )
            )
        ),
        *_offers(found, say),
        *_concessions(found, say),
        *_plane(found, say),
        *two_levels(found, say),
        *doubts(found, say),
        *_rests_on(found, say),
    ]
    return (Section("answer", say("What to answer"), tuple(blocks)),)


def _offers(found: Negotiation, say: Voice) -> Iterator[Block]:
    """Each counter-offer: what is asked and given, and the words that would say so."""
    for number, offer in enumerate(found.offers, 1):
        yield Heading(say("Counter-offer {n}", n=number))
        if number > 1:
            yield Prose(Statement(offer.words))
        yield Table("", (say("Issue"), say("Now"), say("Ask or give"), say("Worth, in points")), _rows(offer))
        yield Figure(
            say("What each change gives to whom"),
            trades(offer.trades, say),
            assumed(found, say),
            (("come", found.principals[0]), ("moved", found.principals[1])),
        )
        if offer.together:
            beyond = "; ".join(f"{actor} {points:+.0f}" for actor, points in offer.together)
            yield Prose(
                Statement(say("Together the changes are worth, beyond their sum: {what}.", what=beyond))
            )
        yield from _words(offer, say)


def _rows(offer: CounterOffer) -> tuple[tuple[Statement, ...], ...]:
    return tuple(
        (
            Statement(trade.issue, trade.passages),
            Statement(trade.before),
            Statement(trade.after),
            Statement("; ".join(f"{actor} {gain:+.0f}" for actor, gain in trade.gains)),
        )
        for trade in offer.trades
    )


def _words(offer: CounterOffer, say: Voice) -> Iterator[Block]:
    rows = tuple(
        (
            Statement(wording.provision or say("at the end")),
            Statement(wording.old or say("(to be put in behind it)")),
            Statement(wording.new.strip() or say("(to be struck)")),
        )
        for wording in offer.wordings
    )
    if rows:
        yield Table(say("Words to propose"), (say("Provision"), say("Now"), say("Proposed")), rows)
    if offer.unworded:
        issues = "; ".join(offer.unworded)
        yield Prose(Statement(say("The preferences propose no words for: {issues}.", issues=issues)))


def _concessions(found: Negotiation, say: Voice) -> Iterator[Block]:
    """What to open with and what to give then, each step against the one before."""
    if not found.concessions:
        return
    yield Heading(say("What to open with, and what to give after that"))
    yield Prose(
        Statement(
            say(
                "Each step gives first what brings {them} most for each point that it costs {us}. Beyond the "
                "last one {us} would rather have no deal, or the present draft if all accept it.",
                us=found.principals[0],
                them=found.principals[1],
            )
        )
    )
    rows = tuple(
        (
            Statement(say("step {n}", n=number) if number else say("opening")),
            Statement("; ".join(f"{trade.issue}: {trade.after}" for trade in step.trades) or "–"),
            *(Statement(f"{point.value:.0f}") for point in step.package.standpoints[:2]),
            Statement("–" if step.package.agreed is None else f"{100 * step.package.agreed:.0f} %"),
        )
        for number, step in enumerate(found.concessions)
    )
    yield Table("", (say("Step"), say("Change"), *found.principals, say("All accept")), rows)


def _plane(found: Negotiation, say: Voice) -> Iterator[Block]:
    us, them = found.principals
    said = say("Right is better for {us}, up for {them}; the table has the numbers.", us=us, them=them)
    shaded = say("Shaded is what both would accept; the frontier holds what the ratifiers accept as well.")
    yield Figure(
        say("Drafts and what could be agreed"),
        plane(found, say),
        f"{said} {shaded} {assumed(found, say)}",
        (("moved", say("frontier")), ("gone", say("drafts")), ("come", say("counter-offers"))),
    )
    shown = (*found.drafts, *(offer.package for offer in found.offers), *found.solutions)
    yield _packages(shown, found, say)
    chances = [package for package in shown if package.agreed is not None]
    if chances:
        marks = say("A line marks the chance that one of them accepts.")
        yield Figure(
            say("Chance that all would accept"), acceptance(chances, say), f"{marks} {assumed(found, say)}"
        )
    yield Heading(say("How many packages would be accepted"))
    yield Bullets(tuple(Statement(_win_set(one, say)) for one in found.win_sets))


def _win_set(found: WinSet, say: Voice) -> str:
    count = say(
        "{who}: {n} of {all}",
        who=say(" and ").join(found.actors),
        n=f"{found.accepted:,}" + (f" ± {2 * found.error:,.0f}" if found.error else ""),
        all=f"{found.packages:,}",
    )
    values = ", ".join(f"{who} {low:.0f}–{high:.0f}" for who, low, high in found.values)
    return f"{count} ({values})" if values else count


def _packages(shown: tuple[Package, ...], found: Negotiation, say: Voice) -> Table:
    actors = [actor for actor, _ in found.actors]
    rows = []
    for package in shown:
        cells = []
        for one in package.standpoints:
            chance = "" if one.probability is None else f", {one.probability * 100:.0f} %"
            verdict = say("accepts") if one.accepts else say("refuses")
            votes = f"{one.ballot.votes}/{one.ballot.needed}, " if one.ballot else ""
            tone = "neutral" if one.accepts else "bad"
            cells.append(Statement(f"{one.value:.0f} ({votes}{verdict}{chance})", tone=tone))
        rows.append((Statement(package.label), *cells, Statement(f"{package.distance:.0f}")))
    return Table(
        say("Points of 100; in brackets votes for and needed, and whether it beats no deal"),
        (say("Package"), *actors, say("From the frontier")),
        tuple(rows),
    )


def _rests_on(found: Negotiation, say: Voice) -> Iterator[Block]:
    if found.remarks:
        yield Heading(say("What this rests on"))
        yield Bullets(tuple(Statement(remark) for remark in found.remarks))
    sources = tuple((Statement(actor), Statement(source)) for actor, source in found.actors)
    table = Table("", (say("Who"), say("Source")), sources)
    yield Fold(say("Whose preferences, and from where"), (table,))
