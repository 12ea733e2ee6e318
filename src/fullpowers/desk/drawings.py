"""What was drawn before, kept for as long as all that it was drawn from is the same."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, TypeVar, cast

T = TypeVar("T")
MOST = 6_000_000
"""Characters that are kept of one draft; what was drawn first goes first."""


@dataclass(slots=True)
class Drawings:
    """The drawings of one draft.

    A drawing is kept with the very values that it was drawn from and is shown again only when they are equal,
    so that nothing needs to say when it is out of date.
    """

    _kept: OrderedDict[Hashable, tuple[object, Any, int]] = field(default_factory=OrderedDict)
    _size: int = 0
    _lock: Lock = field(default_factory=Lock)

    def get(self, place: Hashable, of: object, draw: Callable[[], T], size: Callable[[T], int] = len) -> T:  # type: ignore[assignment]
        """The drawing at a place, drawn anew when it was not drawn ``of`` these values.

        Args:
            of: all that ``draw`` depends on, immutable.
            size: how much it counts towards what is kept.
        """
        found = self._kept.get(place)
        if found is not None and found[0] == of:
            return cast("T", found[1])
        made = draw()
        counted = size(made)
        with self._lock:
            self._size += counted - (found := self._kept.pop(place, (None, None, 0)))[2]
            self._kept[place] = (of, made, counted)
            while self._size > MOST and len(self._kept) > 1:
                self._size -= self._kept.popitem(last=False)[1][2]
        return made
