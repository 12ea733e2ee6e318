"""The negotiating table in numbers: what every option is worth to every voice, and who must accept."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import lcm

import numpy as np

from fullpowers.model import InvalidData, WinSet

from .counting import MOST, WholeJoint, count_accepted
from .dominance import Bools, Floats, Ints
from .frontier import Chamber, Frontier, Joint, Rules, frontier, package_values
from .majority import Majority
from .voices import Exact, Voice, middle

_REFUSED = -10_000
"""Points of an option behind a red line: nothing outweighs it."""
_GRIDS = (0.0, 0.1, 0.5, 2.0)
_FINEST = 2**40
_SAMPLE, _SEED = 100_000, 1
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class House:
    """Voices that decide together: a principal, a ratifier, or a legislature with its blocs."""

    actor: int
    columns: tuple[int, ...]
    majority: Majority | None
    """``None`` for one voice, whose word is enough."""
    asked: bool = True
    """Whether its consent is needed."""


@dataclass(frozen=True)
class Table:
    """Options, voices and houses; the first two voices are our principal and theirs.

    ``extra`` are points that each voice gets whatever is agreed (side payments, and with a minus the cost of
    a delay).
    """

    sizes: tuple[int, ...]
    voices: tuple[Voice, ...]
    houses: tuple[House, ...]
    extra: tuple[Exact, ...] = ()

    # -- in exact fractions ------------------------------------------------------------------------

    @cached_property
    def _worth(self) -> list[list[tuple[Exact, ...]]]:
        """[voice][issue][option]: weight times value, without red lines."""
        return [
            [tuple(share * value for value in values)
             for share, values in zip(voice.shares(), voice.values, strict=True)]
            for voice in self.voices
        ]  # fmt: skip

    @cached_property
    def _needs(self) -> list[Exact]:
        extra = self.extra or (Exact(0),) * len(self.voices)
        return [middle(voice.reservation) - more for voice, more in zip(self.voices, extra, strict=True)]

    @cached_property
    def _between(self) -> list[tuple[tuple[int, ...], tuple[int, ...], list[Exact]]]:
        """Every interaction with what it is worth to each voice."""
        found: dict[tuple[tuple[int, ...], tuple[int, ...]], list[Exact]] = {}
        for column, voice in enumerate(self.voices):
            for issues, rows, points in voice.interactions:
                found.setdefault((issues, rows), [Exact(0)] * len(self.voices))[column] += points
        return [(issues, rows, values) for (issues, rows), values in found.items()]

    # -- in floating point, for the frontier -------------------------------------------------------

    @cached_property
    def worth(self) -> list[Floats]:
        """For each issue, (options, voices): points of the whole package, without red lines."""
        return [
            np.array([[float(rows[issue][row]) for rows in self._worth] for row in range(size)])
            for issue, size in enumerate(self.sizes)
        ]

    @cached_property
    def allowed(self) -> list[Floats]:
        """The same with options behind a red line made worthless beyond repair."""
        found = [values.copy() for values in self.worth]
        for column, voice in enumerate(self.voices):
            for issue, row in voice.refused:
                found[issue][row, column] = _REFUSED
        return found

    @cached_property
    def needs(self) -> Floats:
        """The least value with which each voice accepts."""
        return np.array([float(need) for need in self._needs])

    @cached_property
    def reservations(self) -> Floats:
        """What no deal is worth to each voice."""
        return np.array([float(middle(voice.reservation)) for voice in self.voices])

    @cached_property
    def gifts(self) -> Floats:
        """:attr:`extra` as numbers."""
        return np.array([float(more) for more in self.extra or (0,) * len(self.voices)])

    @cached_property
    def joints(self) -> tuple[Joint, ...]:
        """Interactions between issues."""
        return tuple(
            Joint(issues, rows, np.array([float(value) for value in values]))
            for issues, rows, values in self._between
        )

    @cached_property
    def chambers(self) -> tuple[Chamber, ...]:
        """The houses whose consent is needed."""
        return tuple(self.chamber(house) for house in self.houses if house.asked)

    def chamber(self, house: House) -> Chamber:
        """A house with the votes that it needs when as many members are there as in the middle of a range."""
        if house.majority is None:
            return Chamber(house.columns, (1,) * len(house.columns), 1)
        present = tuple(int(middle(self.voices[column].present)) for column in house.columns)
        seats = sum(self.voices[column].seats for column in house.columns)
        return Chamber(house.columns, present, house.majority.needed(seats, sum(present)))

    # -- what follows ------------------------------------------------------------------------------

    @property
    def packages(self) -> int:
        """How many packages there are."""
        count = 1
        for size in self.sizes:
            count *= size
        return count

    def values(self, choices: Ints) -> Floats:
        """What each of ``choices`` (packages, issues) is worth to each voice, red lines left aside."""
        return package_values(self.worth, self.joints, choices)

    def accepts(self, choices: Ints) -> Bools:
        """[package, voice]: whether the voice would accept."""
        return np.asarray(package_values(self.allowed, self.joints, choices) >= self.needs - _SAME)

    def carried(self, choices: Ints, house: House) -> Bools:
        """[package]: whether the house would accept."""
        chamber = self.chamber(house)
        votes = self.accepts(choices)[:, list(chamber.columns)] @ np.array(chamber.seats)
        return np.asarray(votes >= chamber.quota)

    def agreed(self, choices: Ints) -> Bools:
        """[package]: whether all would accept whose consent is needed."""
        found = np.ones(len(choices), dtype=bool)
        for house in self.houses:
            if house.asked:
                found &= self.carried(choices, house)
        return found

    def frontier(self) -> Frontier:
        """Packages that all accept and of which none is better for a principal and as good for the other.

        Exact if that can be searched; else on the finest grid of points that can, which ``tolerance`` says.
        """
        return self._frontier

    @cached_property
    def _frontier(self) -> Frontier:
        return search(self.allowed, Rules(2, self.needs, self.chambers, self.joints))

    def most(self, column: int, houses: Sequence[House], sign: int = 1) -> float | None:
        """The most that one voice can get of a package that ``houses`` accept, or the least with ``sign`` -1.

        ``None`` where they accept none.
        """
        chambers = tuple(
            replace(chamber, columns=tuple(one + 1 for one in chamber.columns))
            for chamber in (self.chamber(house) for house in houses)
        )
        issues = [
            np.insert(allowed, 0, sign * worth[:, column], axis=1)
            for allowed, worth in zip(self.allowed, self.worth, strict=True)
        ]
        joints = tuple(
            replace(joint, values=np.insert(joint.values, 0, sign * joint.values[column]))
            for joint in self.joints
        )
        found = search(issues, Rules(1, np.insert(self.needs, 0, -np.inf), chambers, joints))
        # nought is added so that none comes out as -0
        return sign * float(found.values[0, 0]) + 0.0 if len(found.values) else None

    def win_set(
        self, houses: Sequence[House], fixed: tuple[int, int] | None = None, *, most: int = MOST
    ) -> tuple[int, float]:
        """How many packages ``houses`` accept; with ``fixed`` only those with that (issue, option).

        The count is exact; where that would take more than ``most`` sums it is drawn, and the second number
        is its standard error.
        """
        issues, needs, joints = self._whole
        kept = [
            values[[fixed[1]]] if fixed and fixed[0] == index else values
            for index, values in enumerate(issues)
        ]
        if fixed:
            joints = _with(joints, *fixed)
        columns = sorted({column for house in houses for column in house.columns})
        chambers = [
            replace(chamber, columns=tuple(columns.index(one) for one in chamber.columns))
            for chamber in (self.chamber(house) for house in houses)
        ]
        of_these = [WholeJoint(one.issues, one.rows, tuple(one.values[column] for column in columns))
                    for one in joints]  # fmt: skip
        values, least = [one[:, columns] for one in kept], [needs[column] for column in columns]
        try:
            return count_accepted(values, least, chambers, of_these, most), 0.0
        except InvalidData:
            return self._drawn(houses, fixed)

    def _drawn(self, houses: Sequence[House], fixed: tuple[int, int] | None) -> tuple[int, float]:
        """The count estimated from packages drawn at random, and its standard error."""
        choices, accepts = self._sample
        kept = np.ones(_SAMPLE, dtype=bool)
        for house in houses:
            chamber = self.chamber(house)
            kept &= accepts[:, list(chamber.columns)] @ np.array(chamber.seats) >= chamber.quota
        if fixed:
            kept &= choices[:, fixed[0]] == fixed[1]
        share = float(kept.mean())
        return round(self.packages * share), self.packages * float(np.sqrt(share * (1 - share) / _SAMPLE))

    @cached_property
    def _sample(self) -> tuple[Ints, Bools]:
        """Packages drawn at random, and which voices would accept them."""
        draw = np.random.Generator(np.random.PCG64(_SEED))
        choices = np.stack([draw.integers(0, size, _SAMPLE) for size in self.sizes], axis=1)
        return choices, self.accepts(choices)

    @cached_property
    def _whole(self) -> tuple[list[Ints], list[int], list[WholeJoint]]:
        """Values, needs and interactions scaled to whole numbers, each voice by its own factor.

        Where a factor would be beyond all measure (weights with sixteen digits), values are rounded to a
        thousand-millionth of a point, as close as the frontier compares.
        """
        needs, scales = [], []
        for column, rows in enumerate(self._worth):
            numbers = [self._needs[column], *(value for row in rows for value in row),
                       *(values[column] for _, _, values in self._between)]  # fmt: skip
            scale = lcm(*(number.denominator for number in numbers))
            scales.append(scale if scale < _FINEST else 10**9)
            exact = scale < _FINEST
            needs.append(round(self._needs[column] * scales[-1]) - (0 if exact else 1))
        issues = [
            np.array(
                [
                    [
                        _REFUSED * scales[column]
                        if (issue, row) in voice.refused
                        else round(self._worth[column][issue][row] * scales[column])
                        for column, voice in enumerate(self.voices)
                    ]
                    for row in range(size)
                ],
                dtype=np.int64,
            )
            for issue, size in enumerate(self.sizes)
        ]
        joints = [
            WholeJoint(places, rows, tuple(round(value * scales[c]) for c, value in enumerate(values)))
            for places, rows, values in self._between
        ]
        return issues, needs, joints

    def win_sets(self, titles: Sequence[str]) -> tuple[WinSet, ...]:
        """Of each house, and of all together whose consent is needed; ``titles`` are those of the actors."""
        asked = [house for house in self.houses if house.asked]
        groups = [*([house] for house in self.houses), asked]
        return tuple(self._set(group, titles) for group in groups)

    def _set(self, houses: Sequence[House], titles: Sequence[str]) -> WinSet:
        accepted, error = self.win_set(houses)
        who = tuple(titles[house.actor] for house in houses)
        # where counting takes too many sums, so does looking for the least and the most
        values = () if error else tuple(self._extent(houses, titles))
        return WinSet(who, accepted, self.packages, error, values)

    def _extent(self, houses: Sequence[House], titles: Sequence[str]) -> Iterator[tuple[str, float, float]]:
        """Of each principal the least and the most that it gets of what ``houses`` accept."""
        for column, title in enumerate(titles[:2]):
            least, most = (self.most(column, houses, sign) for sign in (-1, 1))
            if least is not None and most is not None:
                yield title, round(least, 2), round(most, 2)


def search(issues: Sequence[Floats], rules: Rules) -> Frontier:
    """The frontier, exactly or on the finest grid on which it can be searched.

    Raises:
        InvalidData: not even on a grid of two points.
    """
    for grid in _GRIDS[:-1]:
        try:
            return frontier(issues, rules, grid=grid)
        except InvalidData:
            continue
    return frontier(issues, rules, grid=_GRIDS[-1])


def _with(joints: Sequence[WholeJoint], issue: int, row: int) -> list[WholeJoint]:
    """The interactions when ``issue`` has only the option that stood at ``row``, now at 0."""
    found = []
    for joint in joints:
        if issue not in joint.issues:
            found.append(joint)
            continue
        place = joint.issues.index(issue)
        if joint.rows[place] == row:
            found.append(replace(joint, rows=(*joint.rows[:place], 0, *joint.rows[place + 1 :])))
    return found
