"""How often somebody may try to sign in: a few times, then after waits that double.

Counted in memory: five tries of one name from one address, fifty of one name from everywhere, fifty from one
address whatever the name. So a stranger who knows a name slows down only themselves, unless they come from
many addresses at once, and never for longer than a quarter of an hour. A restart forgives.
"""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock

FREE, FREE_EVERYWHERE = 5, 50
"""Tries without a wait."""
FIRST = timedelta(seconds=2)
LONGEST = timedelta(minutes=15)
_KEPT = 10_000
"""Keys that are remembered; the oldest go first."""


@dataclass(slots=True)
class _Count:
    failed: int
    until: datetime


@dataclass(frozen=True, slots=True)
class Key:
    """What tries are counted by, and how many of them are free."""

    text: str
    free: int


def keys(name: str, address: str) -> tuple[Key, ...]:
    """What the tries of this name from this address count towards."""
    name = name.casefold()[:200]
    return (
        Key(f"{name}|{address}", FREE),
        Key(f"{name}|", FREE_EVERYWHERE),
        Key(f"|{address}", FREE_EVERYWHERE),
    )


class Throttle:
    """Failed tries by key."""

    def __init__(self) -> None:
        self._counts: OrderedDict[str, _Count] = OrderedDict()
        self._lock = Lock()

    def wait(self, keys: tuple[Key, ...], at: datetime) -> timedelta:
        """How long the next try has to wait; zero when it may be made now."""
        with self._lock:
            left = [count.until - at for key in keys if (count := self._counts.get(key.text))]
        return max([timedelta(0), *left])

    def failed(self, keys: tuple[Key, ...], at: datetime) -> None:
        """A try failed."""
        with self._lock:
            for key in keys:
                count = self._counts.pop(key.text, _Count(0, at))
                if at - count.until > 2 * LONGEST:
                    count = _Count(0, at)
                count.failed += 1
                over = count.failed - key.free
                count.until = at + (min(FIRST * 2 ** min(over, 12), LONGEST) if over >= 0 else timedelta(0))
                self._counts[key.text] = count
            while len(self._counts) > _KEPT:
                self._counts.popitem(last=False)

    def succeeded(self, keys: tuple[Key, ...]) -> None:
        """A try succeeded: what was counted is forgotten."""
        with self._lock:
            for key in keys:
                self._counts.pop(key.text, None)
