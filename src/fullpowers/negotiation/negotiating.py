"""From preferences to an answer: frontier, win-sets, where the drafts stand, and what to offer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np

from fullpowers.model import (
    Chosen,
    CounterOffer,
    Instrument,
    Negotiation,
    Package,
    RatificationPath,
    Valuation,
    WinSet,
    WorthKnowing,
)

from .dominance import Floats, Ints
from .drawing import DRAWS, Draws
from .frontier import Frontier
from .levers import Levers
from .offers import Speaker, concession_choices, counter_choices
from .preferences import Preferences
from .ratifying import defections, standpoints
from .situation import Situation
from .solutions import SOLUTIONS
from .table import Table
from .waiting import waiting

_COMPARED = 40
"""Packages of the frontier that are held against each other under the draws."""


def negotiate(
    preferences: Preferences,
    instrument: Instrument | None = None,
    *,
    paths: Mapping[str, RatificationPath] | None = None,
    valuation: Valuation | None = None,
    on: date | None = None,
    seed: int = 1,
) -> Negotiation:
    """What could be agreed, and what to answer to the present draft.

    Args:
        preferences: of all actors; those of the other side are assumptions.
        instrument: the present draft, for the passages of its provisions.
        paths: to entry into force, by side (``us``, ``them``): which consent is needed, by what majority,
            and when the vote would come.
        valuation: its estimates give the events of contingent options their chances.
        on: the day of the review; without it no deadline has passed and no vote has a day.
        seed: of the draws of what is uncertain.

    Raises:
        InvalidData: the preferences are not complete, or their space cannot be searched.
    """
    return _Analysis(Situation(preferences, paths or {}, valuation, on), instrument, seed).negotiation()


@dataclass(frozen=True)
class _Analysis:
    """One table, its frontier, and the packages that are looked at; everything that the steps below share."""

    situation: Situation
    instrument: Instrument | None
    seed: int

    def negotiation(self) -> Negotiation:
        preferences, best = self.situation.preferences, self.best
        offers = tuple(self._offers())
        drafts = tuple(self.package(name, choice) for name, choice in self.drafts.items())
        levers = Levers(self.situation, self.offers[0] if self.offers else None)
        looked_at = [(name, choice) for name, choice in [*self.drafts.items()][-1:]]
        looked_at += [("first counter-offer", self.offers[0])] if self.offers else []
        win_sets = self.table.win_sets([actor.title for actor in preferences.ordered])
        us, them = preferences.ordered[:2]
        return Negotiation(
            preferences.title,
            (us.title, them.title),
            tuple(self._sources()),
            self.table.packages,
            tuple((round(float(ours), 2), round(float(theirs), 2)) for ours, theirs in best.values[:, :2]),
            win_sets,
            drafts,
            tuple(self._solutions()),
            offers,
            self._headline(offers, drafts),
            tolerance=best.tolerance,
            concessions=tuple(self._concessions()),
            reach=tuple(levers.reach()),
            what_ifs=tuple(levers.what_ifs()),
            defections=tuple(defections(self.situation, looked_at, self.seed)),
            tipping=levers.tipping(),
            worth_knowing=self._worth_knowing,
            waiting=tuple(
                waiting(self.situation, offers[0].package if offers else None, drafts[-1] if drafts else None)
            ),
            remarks=tuple(self._remarks(win_sets)),
        )

    # -- what stands on the table ----------------------------------------------------------------------

    @property
    def table(self) -> Table:
        return self.situation.table

    @cached_property
    def best(self) -> Frontier:
        return self.table.frontier()

    @cached_property
    def drafts(self) -> dict[str, Ints]:
        """The packages of the drafts, the present one last."""
        issues = self.situation.preferences.issues
        return {
            name: np.array([[one.id for one in issue.options].index(held[issue.id]) for issue in issues])
            for name, held in self.situation.preferences.drafts.items()
        }

    @cached_property
    def present(self) -> Ints | None:
        return next(reversed(self.drafts.values()), None)

    @cached_property
    def candidates(self) -> list[Ints]:
        """What the present draft could be answered with, the fewest changes first."""
        return [] if self.present is None else counter_choices(self.table, self.present)

    @cached_property
    def offers(self) -> list[Ints]:
        """The same, first what should bring us most (to a whole point); of equals the fewest changes."""
        expected = {
            place: round(float(self.draws.payoff[:, place].mean())) for place in self._places.values()
        }
        return sorted(self.candidates, key=lambda one: -expected[self._place(one)])

    @cached_property
    def points(self) -> dict[str, Ints]:
        """The package of the frontier that each rule of bargaining picks."""
        if not len(self.best.values):
            return {}
        needs = self.table.needs[:2]
        return {
            name: self.best.choices[rule(self.best.values[:, :2], needs)] for name, rule in SOLUTIONS.items()
        }

    @cached_property
    def steps(self) -> list[Ints]:
        """Opening and concessions, down to what can be had at once."""
        floor = float(self.table.needs[0])
        if self.present is not None and self.table.agreed(self.present[None, :])[0]:
            floor = max(floor, float(self.table.values(self.present[None, :])[0, 0]))
        return concession_choices(self.table, self.best, floor)

    @cached_property
    def draws(self) -> Draws:
        """Every package that is looked at, once, and a sample of the frontier, under the same draws."""
        spread = np.unique(np.linspace(0, max(0, len(self.best.choices) - 1), _COMPARED).astype(int))
        frontier = list(self.best.choices[spread]) if len(self.best.choices) else []
        looked_at = [*self.drafts.values(), *self.candidates, *self.points.values(), *self.steps, *frontier]
        if not looked_at:
            looked_at = [np.zeros(len(self.table.sizes), dtype=np.int64)]
        unique = {tuple(int(row) for row in one): one for one in looked_at}
        return Draws(self.table, np.array(list(unique.values())), self.seed)

    @cached_property
    def _places(self) -> dict[tuple[int, ...], int]:
        return {tuple(int(row) for row in one): place for place, one in enumerate(self.draws.choices)}

    def _place(self, choice: Ints) -> int:
        return self._places[tuple(int(row) for row in choice)]

    def package(self, label: str, choice: Ints) -> Package:
        """A package that is looked at, with what it is worth to all."""
        place = self._place(choice)
        points = standpoints(self.situation, self.draws, place)
        ours: Floats = self.table.values(choice[None, :])[0, :2]
        ahead = self.best.values[:, :2] - ours
        beaten = ((ahead >= -1e-9).all(axis=1) & (ahead > 1e-9).any(axis=1)).any()
        chance = None if self.draws.certain else float(self.draws.agreed[:, place].mean())
        return Package(
            label,
            tuple(self._chosen(choice)),
            points,
            on_frontier=not bool(beaten) and bool(self.table.agreed(choice[None, :])[0]),
            ratifiable=all(
                point.accepts
                for point, house in zip(points[2:], self.table.houses[2:], strict=True)
                if house.asked
            ),
            distance=round(float(np.hypot(*ahead.T).min()), 2) if len(ahead) else 0.0,
            agreed=None if chance is None else round(chance, 3),
            efficient=None if chance is None else round(float(self.draws.efficient[place]), 3),
            first=None if chance is None else round(float(self.draws.first[place]), 3),
        )

    def _chosen(self, choice: Ints) -> Iterator[Chosen]:
        for issue, row in zip(self.situation.preferences.issues, choice, strict=True):
            option = issue.options[int(row)]
            yield Chosen(issue.id, option.id, f"{issue.title}: {option.title}", self._speaker.passages(issue))

    @cached_property
    def _speaker(self) -> Speaker:
        return Speaker(self.situation.preferences, self.table, self.instrument, self.package)

    def _sources(self) -> Iterator[tuple[str, str]]:
        for actor in self.situation.preferences.ordered:
            own = [f"{bloc.title}: {bloc.source}" for bloc in actor.blocs if bloc.source]
            yield actor.title, "; ".join((actor.source, *own))

    # -- the answer ------------------------------------------------------------------------------------

    def _offers(self) -> Iterator[CounterOffer]:
        for number, choice in enumerate(self.offers, 1):
            yield self._speaker.offer(f"counter-offer {number}", self.present, choice, self.present)

    def _solutions(self) -> Iterator[Package]:
        for name, choice in self.points.items():
            yield self.package(name, choice)
        if self.points and not self.draws.certain:
            yield self.package("most expected for us", self.draws.choices[self.draws.robust()])

    def _concessions(self) -> Iterator[CounterOffer]:
        """The opening as changes of the present draft, then each step as changes of the one before."""
        before = self.present
        for number, choice in enumerate(self.steps):
            label = f"step {number}" if number else "opening"
            yield self._speaker.offer(label, before, choice, self.present)
            before = choice

    @cached_property
    def _worth_knowing(self) -> tuple[WorthKnowing, ...]:
        if self.draws.certain:
            return ()
        return self.draws.worth_knowing([issue.title for issue in self.situation.preferences.issues])

    def _remarks(self, win_sets: Sequence[WinSet]) -> Iterator[str]:
        yield from self.situation.remarks()
        if self.best.tolerance:
            yield (
                "The frontier was searched on a grid: no package that all accept is better for both by more "
                f"than {self.best.tolerance:g} points. What would move the outcome was not looked at."
            )
        if any(one.error for one in win_sets):
            yield "Counts of packages were drawn, with the standard error that stands beside them."
        if not self.draws.certain:
            yield f"Chances are shares of {DRAWS:,} draws of what the file leaves uncertain."
            if not self._worth_knowing:
                yield "Nothing that is uncertain is worth finding out first: it would not change the answer."

    def _headline(self, offers: Sequence[CounterOffer], drafts: Sequence[Package]) -> str:
        us, them = (actor.title for actor in self.situation.preferences.ordered[:2])
        if not len(self.best.values):
            return (
                "On these preferences no package is better than no deal for everybody who must agree: "
                "a reservation or a threshold would have to move first."
            )
        if not drafts:
            return f"{len(self.best.values)} packages cannot be improved without loss to the other side."
        asked = zip(drafts[-1].standpoints, self.table.houses, strict=True)
        refusing = [point.actor for point, house in asked if house.asked and not point.accepts]
        stands = f"The present draft would be refused by {_and(refusing)}. " if refusing else ""
        if offers:
            return stands + offers[0].words
        return stands + (
            f"No package that all would accept is better for {us} without being worse for {them}, on the "
            "assumed preferences."
        )


def _and(names: Sequence[str]) -> str:
    """``A, B and C``."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
