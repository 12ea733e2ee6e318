"""Stretches of a text that are asked about many times, each time in a few steps."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate

from fullpowers.model import Passage


class Spans:
    """Stretches from a start up to an end; they may overlap."""

    __slots__ = ("_ends", "_starts")

    def __init__(self, spans: Iterable[tuple[int, int]]) -> None:
        ordered = sorted(spans)
        self._starts = [start for start, _ in ordered]
        self._ends = list(accumulate((end for _, end in ordered), max))
        """The furthest end up to here."""

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Spans:
        """Where these passages stand."""
        return cls((one.start, one.end) for one in passages)

    def hold(self, start: int, end: int) -> bool:
        """Whether one of them holds all from ``start`` to ``end``."""
        before = bisect_right(self._starts, start)
        return before > 0 and self._ends[before - 1] >= end

    def touch(self, start: int, end: int) -> bool:
        """Whether one of them shares a character with ``start`` to ``end``."""
        before = bisect_left(self._starts, end)
        return before > 0 and self._ends[before - 1] > start

    def gaps(self, start: int, end: int) -> list[tuple[int, int]]:
        """What none of them covers of ``start`` to ``end``, in order."""
        free, at = [], start
        for index in range(bisect_right(self._ends, start), bisect_left(self._starts, end)):
            if at < self._starts[index]:
                free.append((at, self._starts[index]))
            at = max(at, self._ends[index])
        return [*free, (at, end)] if at < end else free
