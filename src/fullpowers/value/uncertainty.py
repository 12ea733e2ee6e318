"""Scenarios: what is uncertain is drawn once, and every draft is valued on the same draws.

Drafts are compared scenario by scenario (common random numbers), so that what they share cancels
out. Draws are a Latin hypercube: each tenth (and each n-th part) of every distribution is met
equally often, which steadies the quantiles.
"""

from __future__ import annotations

from functools import lru_cache
from statistics import NormalDist

import numpy as np

from fullpowers.model import Estimate

from .compute import Floats

TENTH = 1.2815515655446004
"""Standard deviations from the middle of a normal distribution to its upper tenth."""


@lru_cache(maxsize=8)
def _scores(scenarios: int) -> Floats:
    """Normal scores of the middles of ``scenarios`` equal parts, ascending."""
    inverse = NormalDist().inv_cdf
    return np.array([inverse((i + 0.5) / scenarios) for i in range(scenarios)])


def normal_draws(names: tuple[str, ...], scenarios: int, seed: int) -> dict[str, Floats]:
    """Standard normal draws for each name, of the shape (scenarios,), by Latin hypercube.

    A name's draws depend on the seed and the name alone, so that another uncertain figure does
    not change them.
    """
    scores = _scores(scenarios)
    return {name: scores[_generator(seed, name).permutation(scenarios)] for name in names}


def _generator(seed: int, name: str) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64([seed, *name.encode("utf-8")]))


def correlated(own: Floats, common: Floats, correlation: float) -> Floats:
    """Draws with the given correlation through a common factor (one-factor Gaussian copula)."""
    mixed: Floats = np.sqrt(correlation) * common + np.sqrt(1.0 - correlation) * own
    return mixed


def factor(draw: Floats | float, low: float, high: float) -> Floats:
    """A multiplier with median 1 whose tenths are ``low`` and ``high``: a two-piece lognormal."""
    scale = np.where(np.asarray(draw) < 0, -np.log(low), np.log(high)) / TENTH
    value: Floats = np.exp(np.asarray(draw) * scale)
    return value


def estimate(name: str, label: str, unit: str, values: Floats) -> Estimate:
    """The spread of a result over the scenarios; values are rounded to six significant digits."""
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    error = float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 0.0
    numbers = (float(low), float(middle), float(high), float(values.mean()), error)
    return Estimate(name, label, unit, *(rounded(number) for number in numbers))


def rounded(number: float) -> float:
    """Six significant digits: more would be false precision, and would differ between machines."""
    return float(f"{number:.6g}") + 0.0
