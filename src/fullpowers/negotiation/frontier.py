"""The efficient frontier of additive preferences, exactly and without enumerating packages.

Packages are built issue by issue; after each, partial packages that another one beats in every
actor's sum are dropped. With additive values a dominated partial package can only lead to
dominated packages, so nothing of the frontier is lost (see docs/negotiation.md).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from fullpowers.model import InvalidData

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
MOST = 200_000
"""Partial packages that may be kept; beyond it a grid is needed, and said."""


@dataclass(frozen=True, slots=True)
class Frontier:
    """``values`` (points, actors) with the packages that reach them: ``choices`` (points, issues)."""

    values: Floats
    choices: Ints
    tolerance: float
    """By how much a point's value may be off to each actor; 0 is exact."""


def frontier(
    issues: Sequence[Floats],
    *,
    needs: Floats | None = None,
    judges: int = 0,
    grid: float = 0.0,
) -> Frontier:
    """The packages that no other package beats.

    Args:
        issues: for each issue the values of its options, (options, actors), already weighted.
        needs: (actors,) least sums that a package must reach; packages below are left out.
            Where nothing is needed, ``-inf``.
        judges: the last so many actors only accept or refuse (a legislature): what they get beyond
            their need does not count, which keeps the number of partial packages small.
        grid: round each value to multiples of this first; the result is then off by at most
            half of it for every issue, which ``tolerance`` states.

    Raises:
        InvalidData: more than :data:`MOST` partial packages stand side by side; use a grid.
    """
    actors = issues[0].shape[1]
    limit = np.full(actors, -np.inf) if needs is None else needs
    rounded = [np.round(values / grid) * grid if grid else values for values in issues]
    best_rest = _of_the_rest(rounded, np.max)
    worst_rest = _of_the_rest(rounded, np.min)
    points = np.zeros((1, actors))
    parents: list[tuple[Ints, Ints]] = []
    for index, values in enumerate(rounded):
        sums = (points[:, None, :] + values[None, :, :]).reshape(-1, actors)
        if judges:
            enough = limit[-judges:] - worst_rest[index][-judges:]
            sums[:, -judges:] = np.minimum(sums[:, -judges:], enough)
        alive = np.flatnonzero((sums + best_rest[index] >= limit - 1e-9).all(axis=1))
        kept = alive[undominated(sums[alive])]
        if len(kept) > MOST:
            raise InvalidData(
                f"{len(kept)} partial packages stand side by side after {index + 1} issues; "
                "value options on a coarser grid (grid: 1 rounds to whole points)"
            )
        parents.append((kept // len(values), kept % len(values)))
        points = sums[kept]
    choices = np.zeros((len(points), len(issues)), dtype=np.int64)
    at = np.arange(len(points))
    for index in reversed(range(len(issues))):
        parent, option = parents[index]
        choices[:, index] = option[at]
        at = parent[at]
    exact = np.stack(
        [values[choices[:, index]] for index, values in enumerate(issues)], axis=0
    ).sum(axis=0) if len(points) else points  # fmt: skip
    if judges and len(exact):
        best = undominated(exact[:, : actors - judges])
        exact, choices = exact[best], choices[best]
    order = np.lexsort(tuple(-exact[:, actor] for actor in reversed(range(actors))))
    return Frontier(exact[order], choices[order], 0.5 * grid * len(issues))


def _of_the_rest(issues: Sequence[Floats], extreme: Callable[..., Floats]) -> list[Floats]:
    """What the issues still to come add at most (or at least), to each actor, after each issue."""
    rest = [np.zeros(issues[0].shape[1])]
    for values in reversed(issues[1:]):
        rest.append(rest[-1] + extreme(values, axis=0))
    return rest[::-1]


def undominated(points: Floats) -> Ints:
    """Indices of the points that no other point beats; of equal points the first."""
    if len(points) <= 1:
        return np.arange(len(points))
    order = np.lexsort(tuple(-points[:, actor] for actor in reversed(range(points.shape[1]))))
    ranked = points[order]
    keep = _two(ranked) if points.shape[1] == 2 else _many(ranked)
    return np.sort(order[keep])


def _two(ranked: Floats) -> NDArray[np.bool_]:
    """First actor falling: a point stays when it is better for the second than all before."""
    second = ranked[:, 1]
    before = np.concatenate([[-np.inf], np.maximum.accumulate(second)[:-1]])
    return np.asarray(second > before)


def _many(ranked: Floats) -> NDArray[np.bool_]:
    """In blocks: first against what is kept, then inside the block."""
    keep = np.zeros(len(ranked), dtype=bool)
    kept = np.empty((0, ranked.shape[1]))
    size = 256
    for begin in range(0, len(ranked), size):
        block = ranked[begin : begin + size]
        alive = ~_beaten(block, kept)
        inner = block[alive]
        # in rank order a point can be beaten only by one before it
        dominated = (inner[:, None, :] <= inner[None, :, :]).all(axis=2)
        later = np.tril(dominated, -1).any(axis=1)
        index = begin + np.flatnonzero(alive)[~later]
        keep[index] = True
        kept = np.concatenate([kept, ranked[index]])
    return keep


def _beaten(block: Floats, kept: Floats) -> NDArray[np.bool_]:
    beaten = np.zeros(len(block), dtype=bool)
    for begin in range(0, len(kept), 2048):
        part = kept[begin : begin + 2048]
        worse = np.ones((len(block), len(part)), dtype=bool)
        for actor in range(block.shape[1]):
            worse &= block[:, actor, None] <= part[None, :, actor]
        beaten |= worse.any(axis=1)
    return beaten
