"""From preferences to an answer: frontier, win-sets, where the drafts stand, and what to offer."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import lcm

import numpy as np
from numpy.typing import NDArray

from fullpowers.model import (
    Chosen,
    CounterOffer,
    Instrument,
    Negotiation,
    Package,
    Passage,
    Standpoint,
    Trade,
    WinSet,
)

from .counting import count_accepted
from .frontier import Frontier, frontier
from .preferences import ActorEntry, Preferences, tables
from .solutions import SOLUTIONS

Floats = NDArray[np.float64]
Choice = tuple[int, ...]
DRAWS = 2_000
_CHANGES = 3
_OFFERS = 3


def negotiate(
    preferences: Preferences, instrument: Instrument | None = None, *, seed: int = 1
) -> Negotiation:
    """What could be agreed, and what to answer to the present draft.

    Args:
        preferences: of all actors; those of the other side are assumptions.
        instrument: the present draft, for the passages of its provisions.
        seed: of the draws of uncertain weights.

    Raises:
        InvalidData: the space cannot be searched exactly.
    """
    return _Table(preferences, instrument, seed).negotiation()


@dataclass(frozen=True)
class _Table:
    """The negotiating table: everything that the steps below share."""

    preferences: Preferences
    instrument: Instrument | None
    seed: int

    def negotiation(self) -> Negotiation:
        issues = self._allowed()
        best = frontier(issues, needs=self._needs(), judges=len(self.actors) - 2)
        drafts = {name: self._choice(package) for name, package in self.preferences.drafts.items()}
        present = next(reversed(drafts.values()), None)
        offers = tuple(self._offers(present, best)) if present is not None else ()
        us, them = self.actors[0].title, self.actors[1].title
        return Negotiation(
            self.preferences.title,
            (us, them),
            tuple((actor.title, actor.source) for actor in self.actors),
            self._packages(),
            tuple((round(float(point[0]), 2), round(float(point[1]), 2)) for point in best.values),
            self._win_sets(),
            tuple(self._package(name, choice, best) for name, choice in drafts.items()),
            tuple(self._solutions(best)),
            offers,
            self._headline(best, present, offers),
        )

    # -- who and what ------------------------------------------------------------------------

    @property
    def actors(self) -> tuple[ActorEntry, ...]:
        return self.preferences.ordered

    def _needs(self) -> Floats:
        return np.array([actor.reservation for actor in self.actors], dtype=float)

    def _packages(self) -> int:
        count = 1
        for issue in self.preferences.issues:
            count *= len(issue.options)
        return count

    def _allowed(self) -> list[Floats]:
        """The weighted values, with options behind a red line made worthless beyond repair."""
        found = tables(self.preferences)
        for column, actor in enumerate(self.actors):
            for index, issue in enumerate(self.preferences.issues):
                for row, option in enumerate(issue.options):
                    if option.id in actor.red_lines.get(issue.id, ()):
                        found[index][row, column] = -1e6
        return found

    def _choice(self, package: dict[str, str]) -> Choice:
        return tuple(
            [option.id for option in issue.options].index(package[issue.id])
            for issue in self.preferences.issues
        )

    def _values(self, choice: Choice) -> Floats:
        total: Floats = sum(
            (table[option] for table, option in zip(self._allowed(), choice, strict=True)),
            np.zeros(len(self.actors)),
        )
        return total

    # -- what stands on the table ---------------------------------------------------------------

    def _package(self, label: str, choice: Choice, best: Frontier) -> Package:
        values = self._values(choice)
        probabilities = self._probabilities(choice)
        standpoints = tuple(
            Standpoint(
                actor.title, round(max(float(value), 0.0), 2), actor.reservation,
                bool(value >= actor.reservation - 1e-9), probability,
            )
            for actor, value, probability in zip(self.actors, values, probabilities, strict=True)
        )  # fmt: skip
        beaten = ((best.values[:, :2] >= values[:2] + 1e-9).any(axis=1)) & (
            (best.values[:, :2] >= values[:2] - 1e-9).all(axis=1)
        )
        return Package(
            label,
            tuple(self._chosen(choice)),
            standpoints,
            on_frontier=not bool(beaten.any()),
            ratifiable=all(one.accepts for one in standpoints[2:]),
        )

    def _chosen(self, choice: Choice) -> Iterator[Chosen]:
        for issue, row in zip(self.preferences.issues, choice, strict=True):
            option = issue.options[row]
            yield Chosen(
                issue.id, option.id, f"{issue.title}: {option.title}", self._passages(issue.provision)
            )

    def _passages(self, path: str) -> tuple[Passage, ...]:
        provision = self.instrument.provision(path) if self.instrument and path else None
        if provision is None or self.instrument is None:
            return ()
        return (self.instrument.passage(provision.body, provision.own_end),)

    def _probabilities(self, choice: Choice) -> list[float | None]:
        """How often each actor accepts when its weights are drawn from their ranges (SMAA)."""
        generator = np.random.Generator(np.random.PCG64([self.seed, *choice]))
        found: list[float | None] = []
        for actor in self.actors:
            ranges = [actor.weights[issue.id] for issue in self.preferences.issues]
            if not any(isinstance(one, tuple) for one in ranges):
                found.append(None)
                continue
            low, high = (
                np.array([one[k] if isinstance(one, tuple) else one for one in ranges]) for k in (0, 1)
            )
            weights = generator.uniform(low, high, (DRAWS, len(ranges)))
            weights /= weights.sum(axis=1, keepdims=True)
            values = np.array(
                [
                    actor.values[issue.id][issue.options[row].id]
                    for issue, row in zip(self.preferences.issues, choice, strict=True)
                ]
            )
            refused = any(
                issue.options[row].id in actor.red_lines.get(issue.id, ())
                for issue, row in zip(self.preferences.issues, choice, strict=True)
            )
            found.append(0.0 if refused else round(float((weights @ values >= actor.reservation).mean()), 3))
        return found

    # -- win-sets and solutions -----------------------------------------------------------------

    def _win_sets(self) -> tuple[WinSet, ...]:
        groups: list[tuple[int, ...]] = [(column,) for column in range(len(self.actors))]
        groups.append(tuple(range(len(self.actors))))
        return tuple(
            WinSet(tuple(self.actors[column].title for column in group), self._count(group), self._packages())
            for group in groups
        )

    def _count(self, group: Sequence[int]) -> int:
        """Exact: weights and values are the fractions that the file writes, scaled to whole numbers."""
        issues: list[list[tuple[int, ...]]] = [
            [() for _ in issue.options] for issue in self.preferences.issues
        ]
        needs = []
        for column in group:
            actor = self.actors[column]
            weights = [_exact(actor.weights[issue.id]) for issue in self.preferences.issues]
            rows = [
                [weight * _exact(actor.values[issue.id][option.id]) for option in issue.options]
                for weight, issue in zip(weights, self.preferences.issues, strict=True)
            ]
            need = _exact(actor.reservation) * sum(weights, Fraction(0))
            scale = lcm(need.denominator, *(value.denominator for row in rows for value in row))
            refused = -int(scale * 200 * sum(weights, Fraction(0)))
            for index, issue in enumerate(self.preferences.issues):
                red = actor.red_lines.get(issue.id, ())
                issues[index] = [
                    (*known, refused if option.id in red else int(value * scale))
                    for known, option, value in zip(issues[index], issue.options, rows[index], strict=True)
                ]
            needs.append(int(need * scale))
        return count_accepted(issues, tuple(needs))

    def _solutions(self, best: Frontier) -> Iterator[Package]:
        if not len(best.values):
            return
        ours = np.array([actor.reservation for actor in self.actors[:2]])
        for name, rule in SOLUTIONS.items():
            index = rule(best.values[:, :2], ours)
            yield self._package(name, tuple(int(row) for row in best.choices[index]), best)

    # -- the answer -------------------------------------------------------------------------------

    def _offers(self, present: Choice, best: Frontier) -> Iterator[CounterOffer]:
        """Packages that are better for us, no worse for them than the draft or no deal, and ratifiable;
        the fewest changes of text first, then by what both gain."""
        now = self._values(present)
        floor = max(float(now[1]), self.actors[1].reservation)
        found = []
        for choice, changes in self._near(present):
            values = self._values(choice)
            enough = (values >= self._needs() - 1e-9).all()
            if enough and values[0] > now[0] + 1e-9 and values[1] >= floor - 1e-9:
                found.append((changes, choice, values))
        for _, choice, values in _varied(found, now):
            trades = tuple(self._trades(present, choice))
            yield CounterOffer(
                self._package("counter-offer", choice, best), trades, self._words(trades, values, now)
            )

    def _near(self, present: Choice) -> Iterator[tuple[Choice, int]]:
        sizes = [len(issue.options) for issue in self.preferences.issues]
        for changes in range(1, min(_CHANGES, len(sizes)) + 1):
            for places in itertools.combinations(range(len(sizes)), changes):
                others = [[row for row in range(sizes[place]) if row != present[place]] for place in places]
                for rows in itertools.product(*others):
                    choice = list(present)
                    for place, row in zip(places, rows, strict=True):
                        choice[place] = row
                    yield tuple(choice), changes

    def _trades(self, present: Choice, choice: Choice) -> Iterator[Trade]:
        allowed = tables(self.preferences)
        for index, issue in enumerate(self.preferences.issues):
            before, after = present[index], choice[index]
            if before != after:
                change = allowed[index][after] - allowed[index][before]
                gains = tuple(
                    (actor.title, round(float(change[column]), 2))
                    for column, actor in enumerate(self.actors[:2])
                )
                yield Trade(
                    issue.title, issue.options[before].title, issue.options[after].title, gains,
                    self._passages(issue.provision),
                )  # fmt: skip

    def _words(self, trades: Sequence[Trade], values: Floats, now: Floats) -> str:
        us = self.actors[0].title
        gets = [f"{trade.issue}: {trade.after}" for trade in trades if dict(trade.gains)[us] > 0]
        gives = [f"{trade.issue}: {trade.after}" for trade in trades if dict(trade.gains)[us] <= 0]
        said = f"Ask for {'; '.join(gets)}."
        if gives:
            said += f" Give {'; '.join(gives)}."
        return said + (
            f" It is worth {values[0] - now[0]:+.0f} points to {us} and {values[1] - now[1]:+.0f} to "
            f"{self.actors[1].title}, on the assumed preferences."
        )

    def _headline(self, best: Frontier, present: Choice | None, offers: Sequence[CounterOffer]) -> str:
        if not len(best.values):
            return (
                "On these preferences no package is better than no deal for everybody who must agree: "
                "a reservation or a threshold would have to move first."
            )
        if present is None:
            return f"{len(best.values)} packages cannot be improved without loss to the other side."
        refusing = [
            actor.title
            for actor, value in zip(self.actors, self._values(present), strict=True)
            if value < actor.reservation - 1e-9
        ]
        stands = f"The present draft would be refused by {' and '.join(refusing)}. " if refusing else ""
        if offers:
            return stands + offers[0].words
        return stands + (
            f"No change of at most {_CHANGES} provisions is better for {self.actors[0].title} without "
            f"being worse for {self.actors[1].title}, on the assumed preferences."
        )


def _exact(number: float | tuple[float, float]) -> Fraction:
    """A number as the file writes it; of a range its middle."""
    ends = number if isinstance(number, tuple) else (number,)
    return sum((Fraction(str(end)) for end in ends), Fraction(0)) / len(ends)


def _varied(found: Sequence[tuple[int, Choice, Floats]], now: Floats) -> list[tuple[int, Choice, Floats]]:
    """The best by the product of gains for each number of changes, fewest changes first."""
    best: dict[int, tuple[int, Choice, Floats]] = {}
    for changes, choice, values in found:
        gain = (values[0] - now[0]) * (values[1] - now[1] + 1.0)
        known = best.get(changes)
        if known is None or gain > (known[2][0] - now[0]) * (known[2][1] - now[1] + 1.0) + 1e-9:
            best[changes] = (changes, choice, values)
    return [best[changes] for changes in sorted(best)][:_OFFERS]
