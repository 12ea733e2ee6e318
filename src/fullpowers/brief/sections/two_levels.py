"""The answer at home and abroad: who is pivotal, what moves the outcome, and what it hangs on."""

from __future__ import annotations

from collections.abc import Iterator

from fullpowers.model import Ballot, Negotiation, WhatIf

from ..document import Block, Bullets, Figure, Fold, Heading, Prose, Statement, Table
from ..pictures.bargain import intervals
from ..voice import Voice

_TIPPING = 12
"""Assumptions that are shown; the JSON has all."""


def two_levels(found: Negotiation, say: Voice) -> Iterator[Block]:
    """Who would ratify, and how the win-sets at home and abroad move what could be agreed."""
    if found.defections:
        yield Heading(say("Signed, and not ratified?"))
        yield Bullets(
            tuple(
                Statement(
                    f"{one.package}: {one.words}",
                    lead=say("refuses") if one.refuses else say("accepts"),
                    tone="bad" if one.refuses else "neutral",
                )
                for one in found.defections
            )
        )
        yield from _ballots(found, say)
    if len(found.what_ifs) > 1:
        yield from _moving(found, say)
    if found.reach:
        yield _reach(found, say)


def assumed(found: Negotiation, say: Voice) -> str:
    """What every picture of a negotiation says: whose preferences are assumptions, and from where."""
    them = found.principals[1]
    source = next((source for actor, source in found.actors if actor == them), "")
    return say("What {them} wants is assumed ({source}).", them=them, source=source)


def _ballots(found: Negotiation, say: Voice) -> Iterator[Block]:
    for one in found.defections:
        if one.ballot is not None:
            yield Fold(say("{who} on: {what}", who=one.actor, what=one.package), (_ballot(one.ballot, say),))


def _ballot(ballot: Ballot, say: Voice) -> Table:
    rows = tuple(
        (
            Statement(bloc.bloc + (f" ({say('pivotal')})" if bloc.bloc == ballot.pivot else "")),
            Statement(str(bloc.seats)),
            Statement(f"{bloc.value:.0f}"),
            Statement(f"{bloc.reservation:.0f}"),
            Statement(say("accepts") if bloc.accepts else say("refuses"), tone=_tone(bloc.accepts)),
        )
        for bloc in ballot.blocs
    )
    return Table("", (say("Bloc"), say("Votes"), say("Points"), say("no deal"), say("Verdict")), rows)


def _tone(accepts: bool) -> str:
    return "neutral" if accepts else "bad"


def _moving(found: Negotiation, say: Voice) -> Iterator[Block]:
    yield Heading(say("What moves the outcome"))
    yield Figure(
        say("What we get where something could be agreed"),
        intervals(found.what_ifs, say),
        say("A dot marks the largest product of gains; the numbers are those of the table.")
        + f" {assumed(found, say)}",
    )
    rows = tuple(
        (
            Statement(str(number)),
            Statement(case.label + (f" ({case.source})" if case.source else "")),
            Statement(f"{case.accepted:,}" + (f" ± {2 * case.error:,.0f}" if case.error else "")),
            *_values(case),
            Statement("–" if case.answer is None else say("yes") if case.answer else say("no")),
        )
        for number, case in enumerate(found.what_ifs, 1)
    )
    head = (
        "", say("If"), say("Packages that all accept"), *found.principals, say("Counter-offer 1 holds"),
    )  # fmt: skip
    yield Table(say("Values at the largest product of gains, in brackets from least to most"), head, rows)


def _values(case: WhatIf) -> Iterator[Statement]:
    if case.outcome is None or case.ours is None or case.theirs is None:
        yield from (Statement("–"), Statement("–"))
        return
    for value, (low, high) in zip(case.outcome, (case.ours, case.theirs), strict=True):
        yield Statement(f"{value:.0f} ({low:.0f}–{high:.0f})")


def _reach(found: Negotiation, say: Voice) -> Block:
    rows = tuple(
        (
            Statement(one.issue),
            Statement(one.option, tone="neutral" if one.accepted or not one.of else "bad"),
            Statement(f"{one.accepted:,}" + (f" ± {2 * one.error:,.0f}" if one.error else "")),
        )
        for one in found.reach
    )
    caption = say("None: whoever insists on the option stands in the way of any agreement.")
    table = Table(caption, (say("Issue"), say("Option"), say("Packages that all accept")), rows)
    return Fold(say("Which options leave room for an agreement"), (table,))


def doubts(found: Negotiation, say: Voice) -> Iterator[Block]:
    """What time costs, what to find out first, and which assumption would tip the answer."""
    if found.waiting:
        yield Heading(say("What time costs"))
        yield Bullets(tuple(Statement(one.words) for one in found.waiting))
    if found.worth_knowing:
        yield Heading(say("What to find out first"))
        yield Prose(
            Statement(
                say(
                    "Expected gain of {us}, in points, of learning it before answering.",
                    us=found.principals[0],
                )
            )
        )
        yield Bullets(
            tuple(Statement(f"{one.actor}: {one.about}: {one.points:+.1f}") for one in found.worth_knowing)
        )
    if found.tipping:
        rows = tuple(
            (
                Statement(one.actor),
                Statement(one.about),
                Statement(_range(one.assumed)),
                Statement(f"{one.tips_at:.0f}", tone="bad" if one.plausible else "neutral"),
                Statement(one.refusing),
                Statement(one.source),
            )
            for one in found.tipping[:_TIPPING]
        )
        head = (
            say("Whose"),
            say("Assumption"),
            say("Assumed"),
            say("Tips at"),
            say("Who then refuses"),
            say("Source"),
        )
        table = Table(say("One assumption moved at a time, the nearest first"), head, rows)
        yield Fold(say("Which assumption would tip counter-offer 1"), (table,))


def _range(assumed: tuple[float, float]) -> str:
    low, high = assumed
    return f"{low:g}" if low == high else f"{low:g}–{high:g}"
