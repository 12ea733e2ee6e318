"""Which of many candidate headings belong together: the best chain of rising numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

_BACK = 40
"""Candidates that one may follow; those in between would all be false."""
_GAP = 0.15
"""What a number left out costs."""

_LATE = 3
"""Behind a larger division the first number that was seen may be this one."""

Key = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Costs:
    """What it costs to believe in something unusual; a good heading is worth 1."""

    restart: float = 2.0
    """To begin again at one where no larger division begins."""
    twice: float = 0.5
    """That a number comes twice, by a mistake of the writer."""
    widest: int = 5
    """Numbers left out beyond which it makes no difference any more."""


NAMED = Costs()
BARE = Costs(restart=6.0, twice=2.0, widest=50)
"""Of numbers without a word, which paragraphs inside sections have as well."""


def best(
    keys: Sequence[Key],
    worth: Sequence[float],
    fences: Sequence[int],
    places: Sequence[int],
    costs: Costs = NAMED,
) -> list[int]:
    """Indices of the candidates to keep.

    Args:
        keys: the number of each candidate, in the order of the text.
        worth: how much like a heading each looks, about 1.
        fences: number of larger divisions (parts, annexes) that begin before each candidate;
            behind a fence numbers may begin again.
        places: where each stands; two readings of one place exclude each other.
        costs: of restarts and doubles.
    """
    total: list[float] = []
    before: list[int] = []
    for index, key in enumerate(keys):
        alone = worth[index] - _opening(key)
        best_total, best_before = alone, -1
        for previous in range(index - 1, max(-1, index - _BACK - 1), -1):
            most = total[previous] + worth[index]
            # a step only costs: what cannot be as good without it need not be looked at
            if most < best_total or most <= alone or places[previous] >= places[index]:
                continue
            step = _step(keys[previous], key, fences[previous] != fences[index], costs)
            if step is not None and most - step >= best_total and most - step > alone:
                best_total, best_before = most - step, previous
        total.append(best_total)
        before.append(best_before)
    chain: list[int] = []
    at = max(range(len(total)), key=lambda index: (total[index], index), default=-1)
    while at >= 0:
        chain.append(at)
        at = before[at]
    return chain[::-1]


def _opening(key: Key) -> float:
    return 0.0 if key[-1] <= 1 else min(key[-1] - 1, 5) * _GAP


def _step(previous: Key, key: Key, fenced: bool, costs: Costs) -> float | None:
    """Cost of ``key`` following ``previous``; None when it cannot."""
    if key > previous:
        if len(key) == len(previous) and key[:-1] == previous[:-1]:
            return min(key[-1] - previous[-1] - 1, costs.widest) * _GAP
        return 0.0 if key[-1] <= 1 or len(key) < len(previous) else _GAP
    if key == previous:
        return costs.twice
    if key[-1] == 1:
        return 0.0 if fenced else costs.restart
    if fenced and key[-1] <= _LATE:
        return (key[-1] - 1) * _GAP
    return None
