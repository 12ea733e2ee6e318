"""How many packages are accepted, exactly: a convolution over sums of whole-numbered values.

Packages are built issue by issue, as in :mod:`.frontier`; partial packages with the same sums, and the same
interactions still possible, are counted together. Sums that suffice whatever comes are taken as one, and
so are those that can no longer suffice: the work grows with the different sums and not with the packages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fullpowers.model import InvalidData

from .frontier import Chamber

Whole = NDArray[np.int64]
MOST = 6_000_000
"""Sums that may be held at once, over all columns (about 50 MB)."""
_INT64 = 2**62


@dataclass(frozen=True, slots=True)
class WholeJoint:
    """An interaction in whole numbers: options at ``rows`` of ``issues`` add ``values`` to the columns."""

    issues: tuple[int, ...]
    rows: tuple[int, ...]
    values: tuple[int, ...]


def count_accepted(
    issues: Sequence[Whole],
    needs: Sequence[int],
    chambers: Sequence[Chamber] = (),
    joints: Sequence[WholeJoint] = (),
    most: int = MOST,
) -> int:
    """Number of packages that every chamber accepts.

    Args:
        issues: for each issue the whole-numbered values of its options, (options, columns).
        needs: the least sum with which each column accepts.
        chambers: who must accept; if there are none, every column by itself.
        joints: interactions between issues.
        most: sums that may be held at once, over all columns.

    Raises:
        InvalidData: more than ``most`` different sums; value options in coarser steps.
    """
    arrays = [np.asarray(values, dtype=np.int64).reshape(len(values), -1) for values in issues]
    houses = chambers or [Chamber((column,), (1,), 1) for column in range(len(needs))]
    need = np.asarray(needs, dtype=np.int64)
    packages = 1
    for values in arrays:
        packages *= len(values)
    best, worst = _rest(arrays, joints, largest=True), _rest(arrays, joints, largest=False)
    sums = np.zeros((1, len(need)), dtype=np.int64)
    open_ = np.ones((1, len(joints)), dtype=bool)
    # whole numbers beyond 64 bits are Python's own
    ways: NDArray[Any] = np.ones(1, dtype=np.int64 if packages < _INT64 else object)
    for index, values in enumerate(arrays):
        options = len(values)
        if len(sums) * options * len(need) > most:
            raise InvalidData(
                "too many different sums to count packages exactly; value options in coarser steps"
            )
        sums = (sums[:, None, :] + values[None, :, :]).reshape(-1, len(need))
        open_, ways = np.repeat(open_, options, axis=0), np.repeat(ways, options)
        row = np.arange(len(sums)) % options
        for number, joint in enumerate(joints):
            if index in joint.issues:
                open_[:, number] &= row == joint.rows[joint.issues.index(index)]
                if index == max(joint.issues):
                    sums += open_[:, number, None] * np.array(joint.values)
                    open_[:, number] = False
        alive = _judged(sums, need, houses, best[index], worst[index])
        sums, open_, ways = _merged(sums[alive], open_[alive], ways[alive])
    return int(ways.sum()) if len(ways) else 0


def _rest(issues: Sequence[Whole], joints: Sequence[WholeJoint], *, largest: bool) -> list[Whole]:
    """What the issues still to come add at most (or at least), to each column, after each issue."""
    rest = [np.zeros(issues[0].shape[1], dtype=np.int64)]
    for index in reversed(range(1, len(issues))):
        more = issues[index].max(axis=0) if largest else issues[index].min(axis=0)
        for joint in joints:
            if max(joint.issues) == index:
                values = np.array(joint.values)
                more = more + (np.maximum(values, 0) if largest else np.minimum(values, 0))
        rest.append(rest[-1] + more)
    return rest[::-1]


def _judged(
    sums: Whole, need: Whole, chambers: Sequence[Chamber], best: Whole, worst: Whole
) -> NDArray[np.bool_]:
    """Which partial packages every chamber may still accept; their sums become one of few, in place."""
    alive = np.ones(len(sums), dtype=bool)
    for chamber in chambers:
        columns, seats = list(chamber.columns), np.array(chamber.seats)
        enough, little = need[columns] - worst[columns], need[columns] - best[columns]
        here = sums[:, columns]
        possible = here >= little
        alive &= possible @ seats >= chamber.quota
        certain = (here >= enough) @ seats >= chamber.quota
        here = np.where(possible, np.minimum(here, enough), little - 1)
        here[certain] = enough
        sums[:, columns] = here
    return alive


def _merged(
    sums: Whole, open_: NDArray[np.bool_], ways: NDArray[Any]
) -> tuple[Whole, NDArray[np.bool_], NDArray[Any]]:
    """Partial packages with the same sums and the same open interactions, taken together."""
    if not len(sums):
        return sums, open_, ways
    columns = [*sums.T, *(column.astype(np.int64) for column in open_.T)]
    key = _key(columns)
    if key is not None:
        columns = [key]
    order = np.lexsort(columns)
    same = np.ones(len(order) - 1, dtype=bool)
    for column in columns:
        ranked = column[order]
        same &= ranked[1:] == ranked[:-1]
    first = np.flatnonzero(np.concatenate([[True], ~same]))
    return sums[order][first], open_[order][first], np.add.reduceat(ways[order], first)


def _key(columns: Sequence[Whole]) -> Whole | None:
    """One number for each row, different for different rows; ``None`` if 64 bits do not hold it."""
    key = np.zeros(len(columns[0]), dtype=np.int64)
    size = 1
    for column in columns:
        low = int(column.min())
        span = int(column.max()) - low + 1
        size *= span
        if size >= _INT64:
            return None
        key = key * span + (column - low)
    return key
