"""Scenarios: what is uncertain is drawn once, and every draft is valued on the same draws.

Drafts are compared scenario by scenario (common random numbers), so that what they share cancels
out. Draws are Sobol points in :data:`REPLICATES` blocks under independent shifts: the blocks' means tell how
far the mean of all may be off.
"""

from __future__ import annotations

import numpy as np

from fullpowers.model import Estimate

from .compute import Floats
from .sobol import most_dimensions, shifted

TENTH = 1.2815515655446004
"""Standard deviations from the middle of a normal distribution to its upper tenth."""

REPLICATES = 16
"""Blocks of scenarios that are independent of each other."""


def normal_draws(names: tuple[str, ...], scenarios: int, seed: int) -> dict[str, Floats]:
    """Standard normal draws for each name, of the shape (scenarios,).

    The first names get the dimensions of a Sobol sequence, which fill space best; names beyond its
    dimensions are drawn at random.
    """
    count = min(len(names), most_dimensions())
    uniform = shifted(scenarios, count, seed, REPLICATES) if count else np.empty((0, scenarios))
    drawn = dict(zip(names, inverse_normal(uniform), strict=False))
    for name in names[count:]:
        drawn[name] = np.random.Generator(np.random.PCG64([seed, *name.encode("utf-8")])).standard_normal(
            scenarios
        )
    return drawn


def inverse_normal(uniform: Floats) -> Floats:
    """The standard normal quantile, to 1.2e-9 of its value (Acklam's rational approximations)."""
    p = np.asarray(uniform, dtype=float)
    tail = np.minimum(p, 1.0 - p)
    q = np.sqrt(-2.0 * np.log(tail))
    outer = np.polyval(_C, q) / np.polyval(_D, q)
    r = p - 0.5
    inner = r * np.polyval(_A, r * r) / np.polyval(_B, r * r)
    normal: Floats = np.where(tail < 0.02425, np.where(p < 0.5, outer, -outer), inner)
    return normal


_A = (
    *(-3.969683028665376e01, 2.209460984245205e02, -2.759285104469687e02),
    *(1.383577518672690e02, -3.066479806614716e01, 2.506628277459239e00),
)
_B = (
    *(-5.447609879822406e01, 1.615858368580409e02, -1.556989798598866e02),
    *(6.680131188771972e01, -1.328068155288572e01, 1.0),
)
_C = (
    *(-7.784894002430293e-03, -3.223964580411365e-01, -2.400758277161838e00),
    *(-2.549732539343734e00, 4.374664141464968e00, 2.938163982698783e00),
)
_D = (7.784695709041462e-03, 3.224671290700398e-01, 2.445134137142996e00, 3.754408661907416e00, 1.0)


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
    numbers = (float(low), float(middle), float(high), float(values.mean()), standard_error(values))
    return Estimate(name, label, unit, *(rounded(number) for number in numbers))


def standard_error(values: Floats) -> float:
    """Of the mean over the scenarios, from the means of the blocks that are independent of each other."""
    if len(values) < 2 * REPLICATES:
        return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 0.0
    means = [block.mean() for block in np.array_split(values, REPLICATES)]
    return float(np.std(means, ddof=1) / np.sqrt(REPLICATES))


CHANCES = (0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1, 0.05, 0.01)
"""Chances of exceeding that a curve is given at."""


def exceeded(values: Floats) -> tuple[float, ...]:
    """What is exceeded with each of :data:`CHANCES`."""
    return tuple(rounded(float(x)) for x in np.quantile(values, [1.0 - chance for chance in CHANCES]))


def rounded(number: float) -> float:
    """Six significant digits: more would be false precision, and would differ between machines."""
    return float(f"{number:.6g}") + 0.0
