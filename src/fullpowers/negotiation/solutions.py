"""Points of the frontier by the rules of bargaining theory; which is fair is not for a program to say."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


def nash(points: Floats, reservations: Floats) -> int:
    """The largest product of gains over the reservation values (Nash 1950)."""
    return int(np.argmax(np.maximum(points - reservations, 0.0).prod(axis=1)))


def kalai_smorodinsky(points: Floats, reservations: Floats) -> int:
    """The most equal shares of each side's ideal gain on the frontier (Kalai and Smorodinsky 1975)."""
    gains = np.maximum(points - reservations, 0.0)
    ideal = np.maximum(gains.max(axis=0), 1e-12)
    return int(np.argmax((gains / ideal).min(axis=1)))


def egalitarian(points: Floats, reservations: Floats) -> int:
    """The largest smaller gain."""
    return int(np.argmax((points - reservations).min(axis=1)))


def utilitarian(points: Floats, reservations: Floats) -> int:
    """The largest sum of values, both scales taken as comparable."""
    return int(np.argmax((points - reservations).sum(axis=1)))


SOLUTIONS: dict[str, Callable[[Floats, Floats], int]] = {
    "Nash": nash,
    "Kalai-Smorodinsky": kalai_smorodinsky,
    "egalitarian": egalitarian,
    "utilitarian": utilitarian,
}
