"""Indicators of a cash flow and of a regime, in the field's definitions.

Arrays have years on axis 0 and scenarios on axis 1; a scenario is a column. Discounting is to the
start of the first year, with flows at the middle of each year unless ``timing`` says otherwise.
Sources: IMF FARI methodology (Luca and Mesa Puyo 2016) for take, AETR and METR; Johnston for the
effective royalty rate and the savings index.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from .compute import Floats

Timing = Literal["start", "middle", "end"]
_SHIFT = {"start": 0.0, "middle": 0.5, "end": 1.0}


def discount_factors(rate: float, years: int, timing: Timing = "middle") -> Floats:
    """Factors of the shape (years,)."""
    return np.asarray((1.0 + rate) ** -(np.arange(years) + _SHIFT[timing]), dtype=np.float64)


def npv(flows: Floats, rate: float, timing: Timing = "middle") -> Floats:
    """Net present value of each scenario, of the shape (scenarios,)."""
    value: Floats = discount_factors(rate, len(flows), timing) @ flows
    return value


def irr(flows: Floats) -> Floats:
    """Internal rate of return of each scenario; NaN where there is none or more than one.

    A rate is sought in -99 % to 10,000 %. Where the flow changes sign more than once there may
    be several rates, and none of them means anything by itself: the answer is then NaN.
    Method: bisection on all scenarios at once to 1e-12, which cannot run away.
    """
    columns = np.atleast_2d(flows.T).T
    signs = np.sign(columns)
    changes = np.zeros(columns.shape[1], dtype=int)
    last = np.zeros(columns.shape[1])
    for row in signs:
        flipped = (row != 0) & (last != 0) & (row != last)
        changes += flipped
        last = np.where(row != 0, row, last)
    low = np.full(columns.shape[1], np.log(0.01))
    high = np.full(columns.shape[1], np.log(101.0))

    def present(log_growth: Floats) -> Floats:
        factor = np.exp(-log_growth)
        total: Floats = columns[-1]
        for row in columns[-2::-1]:
            total = total * factor + row
        return total

    invests = columns[np.argmax(signs != 0, axis=0), np.arange(columns.shape[1])] < 0
    sign = np.where(invests, 1.0, -1.0)
    found = (changes == 1) & (sign * present(low) > 0) & (sign * present(high) < 0)
    for _ in range(48):
        middle = (low + high) / 2
        above = sign * present(middle) > 0
        low, high = np.where(above, middle, low), np.where(above, high, middle)
    rates: Floats = np.where(found, np.expm1((low + high) / 2), np.nan)
    return rates


def payback(flows: Floats) -> Floats:
    """Years until the cumulative flow is no longer negative for good; NaN where it never is."""
    columns = np.atleast_2d(flows.T).T
    running = np.cumsum(columns, axis=0)
    negative = running < 0
    last = len(columns) - 1 - np.argmax(negative[::-1], axis=0)
    years = np.where(negative.any(axis=0), last + 1.0, 0.0)
    paid: Floats = np.where(negative[-1], np.nan, years)
    return paid


def take(part: Floats, project: Floats, rate: float = 0.0, timing: Timing = "middle") -> Floats:
    """A party's share of the project's net cash flow, discounted at ``rate``.

    With the state as the party this is the government take; at a positive rate it is the
    average effective tax rate (AETR). NaN where the project is worth nothing or less: a share of
    a loss has no meaning.
    """
    whole = npv(project, rate, timing)
    share: Floats = np.where(whole > 0, npv(part, rate, timing) / np.where(whole > 0, whole, 1.0), np.nan)
    return share


def metr(before: Floats, after: Floats) -> Floats:
    """Marginal effective tax rate: what the regime takes off the rate of return, as a share of it.

    ``before`` is the project's rate of return and ``after`` the investor's, as ``irr`` gives them.
    """
    rate: Floats = (before - after) / before
    return rate


def effective_royalty(state: Floats, revenue: Floats) -> Floats:
    """Smallest share of a producing year's gross revenue that the state gets (Johnston)."""
    columns, gross = np.atleast_2d(state.T).T, np.atleast_2d(revenue.T).T
    shares = np.where(gross > 0, columns / np.where(gross > 0, gross, 1.0), np.inf)
    least = shares.min(axis=0)
    rate: Floats = np.where(np.isfinite(least), least, np.nan)
    return rate


def savings_index(investor_of: Callable[[float], Floats], saving: float) -> Floats:
    """What the investor keeps of a unit of cost saved (Johnston), undiscounted.

    ``investor_of(s)`` gives the investor's flows when costs are lower by ``s`` in all.
    """
    kept: Floats = (investor_of(saving).sum(axis=0) - investor_of(0.0).sum(axis=0)) / saving
    return kept


def break_even(npv_of: Callable[[float], float], low: float, high: float) -> float:
    """The factor on prices at which ``npv_of`` is zero, by bisection; NaN when not in the range."""
    at_low, at_high = npv_of(low), npv_of(high)
    if not at_low < 0 < at_high:
        return float("nan")
    for _ in range(60):
        middle = (low + high) / 2
        if npv_of(middle) < 0:
            low = middle
        else:
            high = middle
    return (low + high) / 2
