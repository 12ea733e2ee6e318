"""Whose word counts: principals, ratifiers and the blocs of a legislature, each with all that it wants.

A file lets a bloc leave out what is as its ratifier says, an actor rank issues in the place of weights, and
an option depend on an event; here all of that is written out, as exact fractions.
"""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from fullpowers.model import InvalidData

from .preferences import ActorEntry, BlocEntry, InteractionEntry, IssueEntry, Preferences, Uncertain

Exact = Fraction


@dataclass(frozen=True, slots=True)
class Voice:
    """One column of every table below: a principal, a ratifier without blocs, or a bloc.

    Attributes:
        actor: position of its actor in :attr:`Preferences.ordered`.
        seats: how many vote with it; one for an actor without blocs.
        present: how many of them are there.
        weights: of each issue; empty where a ``ranking`` (positions of issues) stands in their place.
        values: of each option of each issue, 0 to 100.
        refused: (issue, option) behind a red line.
        interactions: positions of issues, positions of options, points.
    """

    actor: int
    id: str
    title: str
    source: str
    seats: int
    present: Uncertain
    weights: tuple[Uncertain, ...]
    ranking: tuple[int, ...]
    values: tuple[tuple[Exact, ...], ...]
    reservation: Uncertain
    refused: frozenset[tuple[int, int]]
    interactions: tuple[tuple[tuple[int, ...], tuple[int, ...], Exact], ...]

    def shares(self) -> tuple[Exact, ...]:
        """The middle weights, which sum to one; of a ranking the centroid of all weights that fit it."""
        if self.ranking:
            count = len(self.ranking)
            centroid = [
                sum((Exact(1, rank) for rank in range(place, count + 1)), Exact(0)) / count
                for place in range(1, count + 1)
            ]
            by_issue = dict(zip(self.ranking, centroid, strict=True))
            return tuple(by_issue[issue] for issue in range(count))
        middles = [middle(weight) for weight in self.weights]
        whole = sum(middles, Exact(0))
        return tuple(one / whole for one in middles)


def middle(number: Uncertain) -> Exact:
    """A number as the file writes it; of a range its middle, of three numbers the most likely."""
    if not isinstance(number, tuple):
        return Exact(str(number))
    if len(number) == 3:
        return Exact(str(number[1]))
    return sum((Exact(str(end)) for end in number), Exact(0)) / len(number)


def ends(number: Uncertain) -> tuple[float, float]:
    """The least and the greatest plausible value."""
    return (number[0], number[-1]) if isinstance(number, tuple) else (number, number)


def voices_of(preferences: Preferences, chances: Mapping[str, float]) -> tuple[Voice, ...]:
    """All voices, in the order of :attr:`Preferences.ordered`, blocs in the order of the file.

    Args:
        preferences: the whole file.
        chances: of each event that an option depends on.

    Raises:
        InvalidData: an actor or bloc has no weight or value that is needed, or one out of its range.
    """
    found = []
    for position, actor in enumerate(preferences.ordered):
        entries: tuple[BlocEntry | None, ...] = actor.blocs or (None,)
        found += [_voice(preferences, position, actor, bloc, chances) for bloc in entries]
    return tuple(found)


def _voice(
    preferences: Preferences,
    position: int,
    actor: ActorEntry,
    bloc: BlocEntry | None,
    chances: Mapping[str, float],
) -> Voice:
    who = bloc.id if bloc else actor.id
    issues = preferences.issues
    ranking = bloc.ranking if bloc and (bloc.ranking or bloc.weights) else actor.ranking
    weights = {**({} if ranking else actor.weights), **(bloc.weights if bloc else {})}
    if ranking and weights:
        raise InvalidData(f"preferences: {who} has weights and a ranking; one of them says it")
    own = {**actor.values, **(bloc.values if bloc else {})}
    believed = {**chances, **actor.beliefs}
    reservation = actor.reservation if bloc is None or bloc.reservation is None else bloc.reservation
    red = actor.red_lines if bloc is None or bloc.red_lines is None else bloc.red_lines
    between = actor.interactions if bloc is None or bloc.interactions is None else bloc.interactions
    seats = bloc.seats if bloc else 1
    present: Uncertain = seats if bloc is None or bloc.present is None else bloc.present
    low, high = ends(_range(present, f"members present of {who}"))
    if not 0 <= low <= high <= seats:
        raise InvalidData(f"preferences: {who} has {seats} seats; those present lie between 0 and that")
    low, high = ends(_range(reservation, f"the reservation of {who}"))
    if not 0 <= low <= high <= 100:
        raise InvalidData(f"preferences: the reservation of {who} lies between 0 and 100")
    return Voice(
        actor=position,
        id=who,
        title=bloc.title if bloc else actor.title,
        source=(bloc.source if bloc else "") or actor.source,
        seats=seats,
        present=present,
        weights=() if ranking else _weights(issues, weights, who),
        ranking=_ranked(issues, ranking, who) if ranking else (),
        values=tuple(_values(issue, own.get(issue.id, {}), believed, who) for issue in issues),
        reservation=reservation,
        refused=frozenset(
            _place(issues, issue, option, who) for issue, options in red.items() for option in options
        ),
        interactions=tuple(_interaction(issues, one, who) for one in between),
    )


def _weights(
    issues: tuple[IssueEntry, ...], weights: Mapping[str, Uncertain], who: str
) -> tuple[Uncertain, ...]:
    missing = [issue.id for issue in issues if issue.id not in weights]
    if missing:
        refusal = InvalidData(f"preferences: {who} has no weight for issue {missing[0]!r}")
        raise refusal.mended_by(f"fullpowers negotiate FILE --elicit {shlex.quote(who)} -o asked.yaml")
    found = tuple(_range(weights[issue.id], f"a weight of {who}") for issue in issues)
    if min(ends(one)[0] for one in found) < 0 or sum(middle(one) for one in found) <= 0:
        raise InvalidData(f"preferences: weights of {who} are not below nought, and not all nought")
    return found


def _range(number: Uncertain, what: str) -> Uncertain:
    if isinstance(number, tuple) and (len(number) not in (2, 3) or list(number) != sorted(number)):
        raise InvalidData(f"preferences: {what} is one number, or two or three in rising order")
    return number


def _ranked(issues: tuple[IssueEntry, ...], ranking: tuple[str, ...], who: str) -> tuple[int, ...]:
    ids = [issue.id for issue in issues]
    if sorted(ranking) != sorted(ids):
        raise InvalidData(f"preferences: the ranking of {who} names every issue once")
    return tuple(ids.index(one) for one in ranking)


def _values(
    issue: IssueEntry, given: Mapping[str, float], chances: Mapping[str, float], who: str
) -> tuple[Exact, ...]:
    """The value of each option; of one that depends on an event, what its ends are worth by their chance."""
    found = []
    for option in issue.options:
        term = option.contingent
        if term is not None and option.id not in given:
            if term.event not in chances:
                raise InvalidData(
                    f"preferences: option {option.id!r} depends on {term.event!r}, whose chance is not known"
                )
            chance = Exact(str(chances[term.event]))
            ways = ((term.then, chance), (term.otherwise, 1 - chance))
            found.append(sum((part * _value(issue, end, given, who) for end, part in ways), Exact(0)))
        else:
            found.append(_value(issue, option.id, given, who))
    return tuple(found)


def _value(issue: IssueEntry, option: str, given: Mapping[str, float], who: str) -> Exact:
    if option not in given:
        raise InvalidData(f"preferences: {who} has not every value for issue {issue.id!r}: {option!r}")
    if not 0 <= given[option] <= 100:
        raise InvalidData(f"preferences: values of {who} for {issue.id!r} go from 0 to 100")
    return Exact(str(given[option]))


def _interaction(
    issues: tuple[IssueEntry, ...], entry: InteractionEntry, who: str
) -> tuple[tuple[int, ...], tuple[int, ...], Exact]:
    if len(entry.when) < 2:
        raise InvalidData(f"preferences: an interaction of {who} names options of two issues or more")
    places = sorted(_place(issues, issue, option, who) for issue, option in entry.when.items())
    return tuple(issue for issue, _ in places), tuple(row for _, row in places), Exact(str(entry.points))


def _place(issues: tuple[IssueEntry, ...], issue: str, option: str, who: str) -> tuple[int, int]:
    for position, one in enumerate(issues):
        for row, choice in enumerate(one.options):
            if one.id == issue and choice.id == option:
                return position, row
    raise InvalidData(f"preferences: {who} names {issue}: {option}, which is not in the file")
