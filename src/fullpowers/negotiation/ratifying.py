"""The two-level game: how houses would vote, who is pivotal, and the risk that what was signed is refused."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import numpy as np

from fullpowers.model import Ballot, BlocVote, Defection, Standpoint

from .dominance import Floats, Ints
from .drawing import DRAWS, Draws
from .preferences import ActorEntry
from .situation import Situation
from .table import House, Table
from .voices import Exact

MONTH = 30
"""Days."""


def standpoints(situation: Situation, draws: Draws, package: int) -> tuple[Standpoint, ...]:
    """Of every actor, to one of the packages that are drawn."""
    table = draws.table
    choice = draws.choices[[package]]
    values, accepts = table.values(choice)[0] + table.gifts, table.accepts(choice)[0]
    return tuple(
        _standpoint(situation, table, house, values, accepts, draws.probability(index, package))
        for index, house in enumerate(table.houses)
    )


def _standpoint(
    situation: Situation,
    table: Table,
    house: House,
    values: Floats,
    accepts: Sequence[bool],
    probability: float | None,
) -> Standpoint:
    actor = situation.preferences.ordered[house.actor]
    if house.majority is None:
        (column,) = house.columns
        return Standpoint(
            actor.title,
            _points(values[column]),
            _points(table.reservations[column]),
            bool(accepts[column]),
            probability,
        )
    ballot, pivot = vote(table, house, values, accepts)
    carried = ballot.votes >= ballot.needed
    value, least = _points(values[pivot]), _points(table.reservations[pivot])
    return Standpoint(actor.title, value, least, carried, probability, ballot)


def vote(table: Table, house: House, values: Floats, accepts: Sequence[bool]) -> tuple[Ballot, int]:
    """How the blocs of a legislature vote, and the column of its pivot.

    Blocs are put in the order of what they gain over having no deal; the pivot is the one whose support
    completes the majority (Tsebelis 2002, remembered). Where all together do not complete it, it is the last.
    """
    chamber = table.chamber(house)
    seats = dict(zip(chamber.columns, chamber.seats, strict=True))
    # a bloc behind whose red line the package lies joins last of all
    order = sorted(
        house.columns,
        key=lambda column: (not accepts[column], table.reservations[column] - values[column], column),
    )
    reached = np.cumsum([seats[column] for column in order])
    pivot = order[min(int(np.searchsorted(reached, chamber.quota)), len(order) - 1)]
    blocs = tuple(
        BlocVote(
            table.voices[column].title,
            seats[column],
            _points(values[column]),
            _points(table.reservations[column]),
            bool(accepts[column]),
        )
        for column in order
    )
    votes = sum(bloc.seats for bloc in blocs if bloc.accepts)
    text = house.majority.text if house.majority else ""
    return Ballot(votes, chamber.quota, text, table.voices[pivot].title, blocs), pivot


# -- signed, and not ratified ---------------------------------------------------------------------------


def defections(situation: Situation, packages: Sequence[tuple[str, Ints]], seed: int) -> Iterator[Defection]:
    """For each package and each ratifier that is asked, whether it would refuse on the day of its vote.

    By that day delay has cost what the file says, and deadlines may have passed.
    """
    for label, choice in packages:
        for position, actor in enumerate(situation.preferences.ordered):
            if actor.role == "ratifier" and situation.is_asked(actor):
                yield _defection(situation, position, actor, label, choice, seed)


def _defection(
    situation: Situation, position: int, actor: ActorEntry, label: str, choice: Ints, seed: int
) -> Defection:
    step = situation.step(actor)
    likely, latest = (step.likely, step.latest) if step else (None, None)
    table = at_day(situation, likely)
    draws = Draws(table, choice[None, :], seed)
    point = standpoints(situation, draws, 0)[position]
    refused = None if point.probability is None else round(1 - point.probability, 3)
    words = _risk(actor.title, point, refused, situation.majority_text(actor))
    if likely and latest:
        words += f" The vote would come about {likely}, and hardly later than {latest}."
        words += "".join(_deadlines(situation, likely, latest))
    return Defection(actor.title, label, point.ballot, refused, not point.accepts, likely, latest, words)


def _deadlines(situation: Situation, likely: date, latest: date) -> Iterator[str]:
    """Deadlines of anybody that lie before the vote."""
    all_ = {(one.on, one.title) for actor in situation.preferences.actors for one in actor.deadlines}
    for on, title in sorted(all_):
        if on < latest and (situation.on is None or on >= situation.on):
            yield f" That {'is' if on < likely else 'may be'} after {on}: {title}."


def at_day(situation: Situation, day: date | None) -> Table:
    """The table on a later day, with what delay has cost every voice by then."""
    if day is None or situation.on is None or day <= situation.on:
        return situation.table
    months = Exact((day - situation.on) // timedelta(days=1), MONTH)
    table = situation.table_on(day)
    actors = situation.preferences.ordered
    lost = tuple(-months * Exact(str(actors[voice.actor].delay)) for voice in table.voices)
    return Table(table.sizes, table.voices, table.houses, lost)


def _risk(title: str, point: Standpoint, refused: float | None, majority: str) -> str:
    ballot = point.ballot
    if ballot is not None:
        verdict = "would carry it" if point.accepts else "would refuse it"
        words = (
            f"{title} {verdict}: {ballot.votes} votes, {ballot.needed} needed ({ballot.majority}); "
            f"pivotal: {ballot.pivot}."
        )
    else:
        verdict = "would accept it" if point.accepts else "would refuse it"
        rule = f" ({majority})" if majority else ""
        words = f"{title} {verdict}{rule}: {point.value:.0f} points, no deal {point.reservation:.0f}."
    if refused is not None:
        words += f" It refuses in {100 * refused:.0f} % of {DRAWS:,} draws of what is uncertain."
    return words


def _points(value: float) -> float:
    return round(float(value), 2)
