"""Global sensitivity: which uncertain figures make the variance of the side's result.

Sobol indices with the estimators of Jansen (1999), of the first order and the total one, on Sobol points in
independent blocks, which give the standard error. SALib is the peer (``benchmarks/value.py``).
"""

from __future__ import annotations

import numpy as np

from fullpowers.model import Sensitivity

from .compute import Floats
from .drafts import flows_of, readings
from .economics import Economics
from .sobol import most_dimensions, shifted
from .terms import DraftTerms
from .uncertainty import inverse_normal, rounded
from .world import Worlds, factors_from, uncertain

POINTS = 2_048
"""Base points; each figure costs as many runs again, and two more."""
BLOCKS = 8


def sensitivity(
    terms: DraftTerms, economics: Economics, factors: Floats, seed: int
) -> tuple[Sensitivity, ...]:
    """First and total index of each uncertain figure, under the first reading, the most telling first."""
    figures = uncertain(economics)
    names = [one.key for one in figures] + (["common"] if economics.correlation else [])
    if not figures or 2 * len(names) > most_dimensions():
        return ()
    reading = next(readings(terms))

    def worth(normal: Floats) -> Floats:
        drawn = factors_from(economics, dict(zip(names, normal, strict=True)))
        return flows_of(terms, reading, Worlds(economics, drawn, normal.shape[1])).side(factors)

    first, total, error = indices(worth, len(names), seed)
    labels = [one.label for one in figures] + ["what moves all prices together"]
    found = [
        Sensitivity(label, rounded(float(s)), rounded(float(t)), rounded(float(e)))
        for label, s, t, e in zip(labels, first, total, error, strict=False)
    ]
    return tuple(sorted(found, key=lambda one: -one.total))


def indices(worth: object, dimensions: int, seed: int) -> tuple[Floats, Floats, Floats]:
    """First and total Sobol indices of a function of standard normal rows, and the error of the total ones.

    Args:
        worth: takes (dimensions, points) and returns (points,).
        dimensions: number of its arguments.
        seed: of the shifts.
    """
    both = inverse_normal(shifted(POINTS, 2 * dimensions, seed, BLOCKS))
    a, b = both[:dimensions], both[dimensions:]
    runs = [a, b]
    for index in range(dimensions):
        mixed = a.copy()
        mixed[index] = b[index]
        runs.append(mixed)
    results = worth(np.concatenate(runs, axis=1)).reshape(len(runs), POINTS)  # type: ignore[operator]
    at_a, at_b, at_mixed = results[0], results[1], results[2:]
    variance = np.var(results[:2])
    if variance <= 0:
        nothing = np.zeros(dimensions)
        return nothing, nothing, nothing
    first = 1.0 - 0.5 * (at_b - at_mixed) ** 2 / variance
    total = 0.5 * (at_a - at_mixed) ** 2 / variance
    blocks = total.reshape(dimensions, BLOCKS, -1).mean(axis=2)
    return first.mean(axis=1), total.mean(axis=1), blocks.std(axis=1, ddof=1) / np.sqrt(BLOCKS)
