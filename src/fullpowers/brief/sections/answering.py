"""What to answer: the counter-offer, where the drafts stand, who would accept."""

from __future__ import annotations

from fullpowers.model import Negotiation, Package, Review

from ..document import Block, Bullets, Figure, Fold, Heading, Prose, Section, Statement, Table
from ..pictures.plane import plane
from ..voice import Voice


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
    ]
    blocks += _offers(found, say)
    blocks.append(
        Figure(
            say("Drafts and what could be agreed"),
            plane(found, say),
            say(
                "Right is better for {us}, up for {them}; the table has the numbers.",
                us=found.principals[0],
                them=found.principals[1],
            ),
            (("moved", say("frontier")), ("gone", say("drafts")), ("come", say("counter-offers"))),
        )
    )
    shown = (*found.drafts, *(offer.package for offer in found.offers), *found.solutions)
    blocks.append(_packages(shown, found, say))
    blocks.append(Heading(say("How many packages would be accepted")))
    blocks.append(
        Bullets(
            tuple(
                Statement(
                    say(
                        "{who}: {n} of {all}",
                        who=say(" and ").join(one.actors),
                        n=one.accepted,
                        all=one.packages,
                    )
                )
                for one in found.win_sets
            )
        )
    )
    sources = tuple((Statement(actor), Statement(source)) for actor, source in found.actors)
    blocks.append(
        Fold(say("Whose preferences, and from where"), (Table("", (say("Who"), say("Source")), sources),))
    )
    return (Section("answer", say("What to answer"), tuple(blocks)),)


def _offers(found: Negotiation, say: Voice) -> list[Block]:
    """Each counter-offer as a table of what is asked and given."""
    blocks: list[Block] = []
    for number, offer in enumerate(found.offers, 1):
        blocks.append(Heading(say("Counter-offer {n}", n=number)))
        rows = tuple(
            (
                Statement(trade.issue, trade.passages),
                Statement(trade.before),
                Statement(trade.after),
                Statement("; ".join(f"{actor} {gain:+.0f}" for actor, gain in trade.gains)),
            )
            for trade in offer.trades
        )
        blocks.append(
            Table("", (say("Issue"), say("Now"), say("Ask or give"), say("Worth, in points")), rows)
        )
    return blocks


def _packages(shown: tuple[Package, ...], found: Negotiation, say: Voice) -> Table:
    actors = [actor for actor, _ in found.actors]
    rows = []
    for package in shown:
        cells = []
        for one in package.standpoints:
            chance = "" if one.probability is None else f", {one.probability * 100:.0f} %"
            verdict = say("accepts") if one.accepts else say("refuses")
            cells.append(
                Statement(f"{one.value:.0f} ({verdict}{chance})", tone="neutral" if one.accepts else "bad")
            )
        rows.append((Statement(package.label), *cells))
    return Table(
        say("Points of 100; in brackets whether it beats no deal"), (say("Package"), *actors), tuple(rows)
    )
