"""What time costs: how long a better deal is worth waiting for, and what deadlines do to it."""

from __future__ import annotations

from collections.abc import Iterator

from fullpowers.model import Package, Standpoint, Waiting

from .preferences import ActorEntry
from .situation import Situation


def waiting(situation: Situation, offer: Package | None, present: Package | None) -> Iterator[Waiting]:
    """Of every actor to whom time costs something, or who has a deadline before it.

    For us the first counter-offer is held against what can be had at once: the present draft, if all would
    accept it, or no deal; for the others against no deal, which tells how long they can hold out.
    """
    for position, actor in enumerate(situation.preferences.ordered):
        ahead = [one for one in actor.deadlines if situation.on is None or one.on >= situation.on]
        if not actor.delay and not ahead:
            continue
        point = offer.standpoints[position] if offer is not None else None
        spare = None if point is None else point.value - _at_once(position, point, present)
        months = None if spare is None or not actor.delay else round(max(0.0, spare / actor.delay), 1)
        said = [_cost(actor, months, position, present)]
        for deadline in sorted(ahead, key=lambda one: one.on):
            said.append(f"After {deadline.on} ({deadline.title}) no deal counts {deadline.reservation:g}.")
            if point is not None:
                better = point.value > deadline.reservation
                said.append(
                    "The counter-offer is still better."
                    if better
                    else "The counter-offer is then no longer better."
                )
        yield Waiting(actor.title, actor.delay, months, " ".join(one for one in said if one))


def _at_once(position: int, point: Standpoint, present: Package | None) -> float:
    """What the actor has without waiting."""
    if position == 0 and present is not None and all(one.accepts for one in present.standpoints):
        return max(point.reservation, present.standpoints[0].value)
    return point.reservation


def _cost(actor: ActorEntry, months: float | None, position: int, present: Package | None) -> str:
    if not actor.delay:
        return ""
    words = f"Each month costs {actor.title} {actor.delay:g} points."
    if months is None:
        return words
    signed = position == 0 and present is not None and all(one.accepts for one in present.standpoints)
    instead = "signing the present draft now" if signed else "having no deal"
    return f"{words} The counter-offer is better than {instead} if it comes within {months:g} months."
