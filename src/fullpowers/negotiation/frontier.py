"""The efficient frontier, exactly and without enumerating packages.

Packages are built issue by issue; after each, partial packages that another one beats in every
column are dropped. With additive values a dominated partial package can only lead to dominated
packages, so nothing of the frontier is lost. Those that can only lead to something that a package
already known is as good as are dropped too (:mod:`.bounding`). Where options of several issues
interact, two partial packages are compared only if the same interactions are still possible for
both: the search is conditioned on them. Voices that only accept or refuse count up to what they need
(docs/negotiation.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from fullpowers.model import InvalidData

from .bounding import bounds, hopeful, spread
from .dominance import Bools, Floats, Ints, undominated

MOST, MOST_OF_MANY = 200_000, 20_000
"""Partial packages that may be kept, of two columns and of more, where comparing them takes the square of
their number; beyond it a grid is needed, and said."""
_BLOCK, _SLACK = 500_000, 4
"""Partial packages that are made at once, and how many times the most may stand between two merges."""
_ENOUGH = 256
"""Partial packages from which on it is worth asking whether they lead anywhere."""
_SAME = 1e-9


@dataclass(frozen=True, slots=True)
class Chamber:
    """Columns that decide together: accepted when those that accept have ``quota`` of ``seats``."""

    columns: tuple[int, ...]
    seats: tuple[int, ...]
    quota: int


@dataclass(frozen=True, slots=True)
class Joint:
    """What the options at ``rows`` of the issues at ``issues`` are worth together beyond their sum."""

    issues: tuple[int, ...]
    rows: tuple[int, ...]
    values: Floats
    """To each column."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """``values`` (points, columns) with the packages that reach them: ``choices`` (points, issues)."""

    values: Floats
    choices: Ints
    tolerance: float
    """No acceptable package is better than a point in every objective by more than this; 0 is exact.
    With a tolerance, packages that a chamber accepts by less than it may be missing."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What a package is held against.

    Attributes:
        objectives: so many first columns are maximised; the others only accept or refuse.
            ``None``: all are maximised.
        needs: (columns,) the least sum with which a column accepts; ``-inf`` where nothing is needed.
        chambers: who must accept; columns in none of them count for nothing beyond the objectives.
            ``None``: every column with a need, by itself.
        joints: interactions between issues.
    """

    objectives: int | None = None
    needs: Floats | None = None
    chambers: tuple[Chamber, ...] | None = None
    joints: tuple[Joint, ...] = ()


def frontier(issues: Sequence[Floats], rules: Rules = Rules(), *, grid: float = 0.0) -> Frontier:
    """The packages that no other acceptable package beats.

    Args:
        issues: for each issue the values of its options, (options, columns), already weighted.
        rules: what is maximised, who must accept, what interacts.
        grid: round values to multiples of this first; how far the result may be off is stated then.

    Raises:
        InvalidData: too many partial packages stand side by side; use a grid.
    """
    columns = issues[0].shape[1]
    objectives = columns if rules.objectives is None else rules.objectives
    order = _together(len(issues), rules.joints)
    moved = [Joint(tuple(order.index(issue) for issue in joint.issues), joint.rows, joint.values)
             for joint in rules.joints]  # fmt: skip
    search = _Search([_rounded(issues[index], objectives, grid) for index in order],
                     objectives, _limits(rules, columns), _chambers(rules, columns), moved)  # fmt: skip
    choices = _both(search)[:, np.argsort(order)]
    values = package_values(issues, rules.joints, choices)
    best = undominated(values[:, :objectives])
    values, choices = values[best], choices[best]
    ranked = np.lexsort(tuple(-values[:, column] for column in reversed(range(columns))))
    return Frontier(values[ranked], choices[ranked], grid * (len(issues) + len(rules.joints)))


def _both(search: _Search) -> Ints:
    """The packages that the search finds; where others judge two principals, a quick one goes before."""
    if search.objectives not in (2, 3) or len(search.limits) == search.objectives:
        return search.choices()
    quick = replace(search, quick=True).choices()
    known = package_values(search.issues, search.joints, quick)[:, : search.objectives]
    return np.concatenate([quick, replace(search, known=known).choices()])


def package_values(issues: Sequence[Floats], joints: Sequence[Joint], choices: Ints) -> Floats:
    """What each of ``choices`` (packages, issues) is worth to each column: (packages, columns)."""
    total = np.zeros((len(choices), issues[0].shape[1]))
    for index, values in enumerate(issues):
        total += values[choices[:, index]]
    for joint in joints:
        held = (choices[:, list(joint.issues)] == np.array(joint.rows)).all(axis=1)
        total += held[:, None] * joint.values
    return total


def _limits(rules: Rules, columns: int) -> Floats:
    return np.full(columns, -np.inf) if rules.needs is None else rules.needs


def _chambers(rules: Rules, columns: int) -> list[Chamber]:
    """Those that are given, or one for every column that needs something."""
    if rules.chambers is not None:
        return list(rules.chambers)
    limits = _limits(rules, columns)
    return [Chamber((column,), (1,), 1) for column in range(columns) if limits[column] > -np.inf]


def _rounded(values: Floats, objectives: int, grid: float) -> Floats:
    """Objectives to the nearest multiple; the others down, so that who accepts then accepts indeed."""
    if not grid:
        return values
    nearest, down = np.round(values[:, :objectives] / grid), np.floor(values[:, objectives:] / grid)
    return np.asarray(np.concatenate([nearest, down], axis=1) * grid)


def _together(count: int, joints: Sequence[Joint]) -> list[int]:
    """The issues in an order in which those that interact stand side by side."""
    order: list[int] = []
    for issue in range(count):
        waiting = [issue]
        while waiting:
            one = waiting.pop(0)
            if one not in order:
                order.append(one)
                waiting += [other for joint in joints if one in joint.issues for other in joint.issues]
    return order


@dataclass(frozen=True)
class _Search:
    """Building packages issue by issue; everything that the steps below share."""

    issues: list[Floats]
    objectives: int
    limits: Floats
    chambers: list[Chamber]
    joints: list[Joint]
    quick: bool = False
    """Whether only few partial packages are kept: what is found is acceptable, and not all there is."""
    known: Floats | None = None
    """Objectives of packages that are acceptable; what cannot be better than one of them is dropped."""

    def choices(self) -> Ints:
        """The packages that are left at the end, (packages, issues)."""
        best, worst = self._rest(np.max, np.maximum), self._rest(np.min, np.minimum)
        sums = np.zeros((1, self.issues[0].shape[1]))
        open_ = np.ones((1, len(self.joints)), dtype=bool)
        parents: list[tuple[Ints, Ints]] = []
        for index, values in enumerate(self.issues):
            options = len(values)
            step = max(1, _BLOCK // options)
            blocks = []
            for begin in range(0, max(1, len(sums)), step):
                grown = (sums[begin : begin + step, None, :] + values[None, :, :]).reshape(
                    -1, len(self.limits)
                )
                wide = np.repeat(open_[begin : begin + step], options, axis=0)
                self._join(index, wide, grown, options)
                alive = self._judged(grown, best[index], worst[index])
                alive = self._hopeful(alive, grown, best[index], index)
                kept = alive[self._undominated(grown[alive], wide[alive], index)]
                blocks.append((grown[kept], wide[kept], kept + begin * options))
                self._few(sum(len(block[0]) for block in blocks) // _SLACK, index)
            sums, open_, origin = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
            if len(blocks) > 1:
                kept = self._undominated(sums, open_, index)
                sums, open_, origin = sums[kept], open_[kept], origin[kept]
            self._few(len(sums), index)
            parents.append((origin // options, origin % options))
        choices = np.zeros((len(sums), len(self.issues)), dtype=np.int64)
        at = np.arange(len(sums))
        for index in reversed(range(len(self.issues))):
            parent, option = parents[index]
            choices[:, index] = option[at]
            at = parent[at]
        return choices

    def _rest(self, extreme: np.ufunc | object, against_nought: np.ufunc) -> list[Floats]:
        """What the issues still to come add at most (or at least), to each column, after each issue."""
        rest = [np.zeros(self.issues[0].shape[1])]
        for index in reversed(range(1, len(self.issues))):
            more = extreme(self.issues[index], axis=0)  # type: ignore[operator]
            for joint in self.joints:
                if max(joint.issues) == index:
                    more = more + against_nought(joint.values, 0.0)
            rest.append(rest[-1] + more)
        return rest[::-1]

    @cached_property
    def _bounds(self) -> list[Floats]:
        more = [
            np.sum([np.maximum(joint.values, 0.0) for joint in self.joints if max(joint.issues) > index]
                   or [np.zeros(len(self.limits))], axis=0)
            for index in range(len(self.issues))
        ]  # fmt: skip
        return bounds(self.issues, more)

    def _hopeful(self, alive: Ints, sums: Floats, best: Floats, index: int) -> Ints:
        """Those of ``alive`` that are worth going on with."""
        if len(alive) <= _ENOUGH:
            return alive
        if self.quick:
            return alive[spread(sums[alive])]
        if self.known is not None:
            levels = sums[alive, 2] + best[2] if self.objectives == 3 else None
            return alive[hopeful(sums[alive], self._bounds[index], self.known, levels)]
        return alive

    def _few(self, kept: int, index: int) -> None:
        most = MOST if len(self.limits) == 2 else MOST_OF_MANY
        if kept > most:
            raise InvalidData(
                f"more than {most} partial packages stand side by side after {index + 1} issues; "
                "value options on a coarser grid (grid: 1 rounds to whole points)"
            )

    def _join(self, index: int, open_: Bools, sums: Floats, options: int) -> None:
        """Keep in mind which interactions are still possible, and add those that are complete, in place."""
        row = np.arange(len(open_)) % options
        for number, joint in enumerate(self.joints):
            if index in joint.issues:
                open_[:, number] &= row == joint.rows[joint.issues.index(index)]
                if index == max(joint.issues):
                    sums += open_[:, number, None] * joint.values

    def _judged(self, sums: Floats, best: Floats, worst: Floats) -> Ints:
        """The partial packages that every chamber may still accept.

        Sums of columns that only judge become one of few: enough whatever comes, or too little whatever
        comes; where a chamber's acceptance is certain, all its columns have enough.
        """
        alive = np.ones(len(sums), dtype=bool)
        sums[:, self._silent] = 0.0
        for chamber in self.chambers:
            seats = np.array(chamber.seats)
            columns = list(chamber.columns)
            need = self.limits[columns]
            possible = sums[:, columns] + best[columns] >= need - _SAME
            alive &= possible @ seats >= chamber.quota
            judging = [place for place, column in enumerate(columns) if column >= self.objectives]
            if not judging:
                continue
            certain = (sums[:, columns] + worst[columns] >= need - _SAME) @ seats >= chamber.quota
            for place in judging:
                column = columns[place]
                enough, little = need[place] - worst[column], need[place] - best[column] - 1.0
                capped = np.minimum(sums[:, column], enough)
                capped[~possible[:, place]] = little
                capped[certain] = enough
                sums[:, column] = capped
        return np.flatnonzero(alive)

    @cached_property
    def _silent(self) -> list[int]:
        """Columns that are neither maximised nor asked."""
        asked = {column for chamber in self.chambers for column in chamber.columns}
        return [column for column in range(self.objectives, len(self.limits)) if column not in asked]

    def _undominated(self, sums: Floats, open_: Bools, index: int) -> Ints:
        """Those that none of their kind beats; of a kind are those with the same open interactions."""
        pending = [
            number
            for number, joint in enumerate(self.joints)
            if min(joint.issues) <= index < max(joint.issues)
        ]
        if not pending or not len(sums):
            return undominated(sums)
        _, kinds = np.unique(open_[:, pending], axis=0, return_inverse=True)
        kinds = kinds.reshape(-1)
        groups = (np.flatnonzero(kinds == kind) for kind in range(int(kinds.max()) + 1))
        return np.sort(np.concatenate([group[undominated(sums[group])] for group in groups]))
