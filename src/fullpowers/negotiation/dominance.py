"""Which points no other point beats."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
_FIRST, _ROUND, _PART = 64, 256, 4096


def undominated(points: Floats) -> Ints:
    """Indices of the points that no other point beats, larger being better; of equal points the first."""
    if len(points) <= 1:
        return np.arange(len(points))
    if points.shape[1] == 2:
        order = np.lexsort((-points[:, 1], -points[:, 0]))
        return np.sort(order[_two(points[order])])
    return np.sort(_many(points))


def _two(ranked: Floats) -> Bools:
    """First column falling: a point stays when it is better in the second than all before."""
    second = ranked[:, 1]
    before = np.concatenate([[-np.inf], np.maximum.accumulate(second)[:-1]])
    return np.asarray(second > before)


def _many(points: Floats) -> Ints:
    """In rounds: the strongest that are left are compared with each other, and then drop what they beat.

    Compared are ranks, which are small whole numbers. A point can be beaten only by one whose ranks have
    a larger sum, or by an equal point before it, so that what comes first in a round is final.
    """
    ranks = np.array([np.unique(column, return_inverse=True)[1] for column in points.T])
    ranks = ranks.astype(np.int16 if len(points) < 32_000 else np.int32)
    left = np.argsort(-ranks.sum(axis=0, dtype=np.int64), kind="stable")
    ranks = ranks[:, left]
    order, left = left, np.arange(len(points))
    found = []
    size = _FIRST
    while len(left):
        block = left[:size]
        best = block[~np.tril(_covers(ranks[:, block], ranks[:, block]), -1).any(axis=1)]
        found.append(best)
        rest = left[size:]
        beaten = [
            _covers(ranks[:, best], ranks[:, rest[begin : begin + _PART]], first=True)
            for begin in range(0, len(rest), _PART)
        ]
        left = rest[~np.concatenate(beaten)] if beaten else rest
        size = min(_ROUND, 2 * size)
    return np.asarray(order[np.concatenate(found)])


def _covers(strong: NDArray[np.integer], weak: NDArray[np.integer], first: bool = False) -> Bools:
    """[w, s]: whether strong point s is as good as weak point w in all; ``first``: whether any is."""
    covered = weak[0][None, :] <= strong[0][:, None]
    for one, other in zip(strong[1:], weak[1:], strict=True):
        covered &= other[None, :] <= one[:, None]
    return np.asarray(covered.any(axis=0) if first else covered.T)
