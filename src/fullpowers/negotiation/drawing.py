"""What is uncertain, drawn many times: who would accept, what is robust, what to find out first.

Stochastic multicriteria acceptability analysis (Lahdelma, Hokkanen and Salminen 1998, remembered): weights,
reservations and presence are drawn from what is known of them - an interval evenly, three numbers by the
triangular distribution, a ranking evenly over all weights that keep its order - and shares of the draws are
reported. What information is worth is the expected value of partial perfect information, by the draws sorted
by the unknown and taken in tenths (Strong and Oakley 2013, remembered); the answer is chosen on half of the
draws and valued on the other half, so that chance alone is never taken for knowledge.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from fullpowers.model import WorthKnowing

from .dominance import Bools, Floats, Ints
from .preferences import Uncertain
from .table import House, Table
from .voices import Voice, ends

DRAWS = 2_000
_BINS = 10
_WORTH = 0.1
"""Points below which it is not worth finding out."""
_SAME = 1e-9


@dataclass(frozen=True)
class Draws:
    """All packages of ``choices`` (packages, issues) under the same draws of what is uncertain."""

    table: Table
    choices: Ints
    seed: int

    @property
    def certain(self) -> bool:
        """Whether nothing at all is uncertain."""
        return not any(_uncertain(voice) for voice in self.table.voices)

    @cached_property
    def _known(self) -> list[tuple[Floats, Floats, Ints]]:
        """For each voice the drawn weights (draws, issues), reservations (draws,) and members present."""
        found = []
        for column, voice in enumerate(self.table.voices):
            # a stream for each voice: what is known of one does not change the draws of another
            draw = np.random.Generator(np.random.PCG64([self.seed, column]))
            found.append((
                _weights(draw, voice),
                _drawn(draw, voice.reservation),
                np.round(_drawn(draw, voice.present)).astype(np.int64),
            ))  # fmt: skip
        return found

    @cached_property
    def values(self) -> Floats:
        """[voice, draw, package]."""
        found = []
        for column, voice in enumerate(self.table.voices):
            own = np.array([
                [float(values[row]) for row in self.choices[:, issue]]
                for issue, values in enumerate(voice.values)
            ])  # fmt: skip
            joint = np.zeros(len(self.choices))
            for one in self.table.joints:
                held = (self.choices[:, list(one.issues)] == np.array(one.rows)).all(axis=1)
                joint += held * one.values[column]
            found.append(self._known[column][0] @ own + joint + self.table.gifts[column])
        return np.array(found)

    @cached_property
    def accepted(self) -> Bools:
        """[house, draw, package]: whether the house would accept."""
        return np.array([self._accepted(house) for house in self.table.houses])

    def _accepted(self, house: House) -> Bools:
        votes = np.zeros(self.values.shape[1:], dtype=np.int64)
        here = np.zeros(self.values.shape[1], dtype=np.int64)
        for column in house.columns:
            _, reservation, present = self._known[column]
            if house.majority is None:
                present = np.ones(len(reservation), dtype=np.int64)
            refused = self.table.voices[column].refused
            red = np.array([any(choice[issue] == row for issue, row in refused) for choice in self.choices])
            yes = (self.values[column] >= reservation[:, None] - _SAME) & ~red
            votes += yes * present[:, None]
            here += present
        if house.majority is None:
            return np.asarray(votes >= 1)
        seats = sum(self.table.voices[column].seats for column in house.columns)
        # few different numbers of members present, so that the exact rule is asked once for each
        needed = {int(one): house.majority.needed(seats, int(one)) for one in np.unique(here)}
        quota = np.array([needed[int(one)] for one in here])
        return np.asarray(votes >= quota[:, None])

    def probability(self, house: int, package: int) -> float | None:
        """Share of the draws in which the house accepts; ``None`` when nothing about it is uncertain."""
        if not any(_uncertain(self.table.voices[column]) for column in self.table.houses[house].columns):
            return None
        return round(float(self.accepted[house, :, package].mean()), 3)

    @cached_property
    def agreed(self) -> Bools:
        """[draw, package]: whether all accept whose consent is needed."""
        asked = [house.asked for house in self.table.houses]
        return np.asarray(self.accepted[asked].all(axis=0))

    @cached_property
    def efficient(self) -> Floats:
        """Share of the draws in which no other of the packages is better for both principals."""
        ours, theirs = self.values[0], self.values[1]
        beaten = np.zeros(ours.shape, dtype=bool)
        for other in range(ours.shape[1]):
            mine, yours = ours[:, other, None], theirs[:, other, None]
            beaten |= (mine >= ours) & (yours >= theirs) & ((mine > ours + _SAME) | (yours > theirs + _SAME))
        return np.asarray((~beaten).mean(axis=0))

    @cached_property
    def first(self) -> Floats:
        """Share of the draws in which it has the largest product of gains of those that all accept."""
        gains = [self.values[side] - self._known[side][1][:, None] for side in (0, 1)]
        product = np.where(self.agreed, np.maximum(gains[0], 0) * np.maximum(gains[1], 0), -1.0)
        best = product.argmax(axis=1)
        wins = np.bincount(best[product.max(axis=1) >= 0], minlength=product.shape[1])
        return np.asarray(wins / len(product))

    @cached_property
    def payoff(self) -> Floats:
        """[draw, package]: what offering it brings us: its value where it is agreed, else no deal's."""
        return np.where(self.agreed, self.values[0], self._known[0][1][:, None])

    def robust(self) -> int:
        """The package with the largest expected value for us."""
        return int(self.payoff.mean(axis=0).argmax())

    # -- what to find out first ---------------------------------------------------------------------

    def worth_knowing(self, titles: Sequence[str]) -> tuple[WorthKnowing, ...]:
        """What to find out first; ``titles`` are those of the issues."""
        found = [
            WorthKnowing(who, about, points)
            for who, about, drawn in self._unknowns(titles)
            if (points := round(self._information(drawn), 2)) >= _WORTH
        ]
        return tuple(sorted(found, key=lambda one: -one.points))

    def _unknowns(self, titles: Sequence[str]) -> Iterator[tuple[str, str, Floats]]:
        for voice, (weights, reservation, present) in zip(self.table.voices, self._known, strict=True):
            for issue, title in enumerate(titles):
                if voice.ranking or isinstance(voice.weights[issue], tuple):
                    yield voice.title, title, weights[:, issue]
            if isinstance(voice.reservation, tuple):
                yield voice.title, "having no deal", reservation
            if isinstance(voice.present, tuple):
                yield voice.title, "members present", present.astype(float)

    def _information(self, unknown: Floats) -> float:
        """Expected gain of choosing after learning ``unknown`` over choosing now, in our points."""
        order = np.argsort(unknown, kind="stable")
        now = self._chosen(np.arange(len(unknown)))
        then = np.mean([self._chosen(part) for part in np.array_split(order, _BINS)])
        return max(0.0, float(then - now))

    def _chosen(self, draws: Ints) -> float:
        """The value of the best package, chosen on each half of the draws and valued on the other."""
        halves = self.payoff[draws[::2]].mean(axis=0), self.payoff[draws[1::2]].mean(axis=0)
        return float((halves[1][halves[0].argmax()] + halves[0][halves[1].argmax()]) / 2)


def _uncertain(voice: Voice) -> bool:
    return bool(voice.ranking) or any(
        isinstance(one, tuple) for one in (*voice.weights, voice.reservation, voice.present)
    )


def _weights(draw: np.random.Generator, voice: Voice) -> Floats:
    """Shares of the issues, summing to one: (draws, issues)."""
    if voice.ranking:
        # even over the simplex, then put in order: even over the weights that keep the order
        ordered = -np.sort(-draw.dirichlet(np.ones(len(voice.ranking)), DRAWS), axis=1)
        weights = np.empty_like(ordered)
        weights[:, list(voice.ranking)] = ordered
        return weights
    weights = np.stack([_drawn(draw, weight) for weight in voice.weights], axis=1)
    return np.asarray(weights / np.maximum(weights.sum(axis=1, keepdims=True), 1e-12))


def _drawn(draw: np.random.Generator, number: Uncertain) -> Floats:
    low, high = ends(number)
    if low == high:
        return np.full(DRAWS, float(low))
    if isinstance(number, tuple) and len(number) == 3:
        return draw.triangular(low, number[1], high, DRAWS)
    return draw.uniform(low, high, DRAWS)
