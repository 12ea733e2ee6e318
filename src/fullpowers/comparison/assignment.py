"""Pairs that are the same word for word, and the best one-to-one pairs among those that are not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import Indel

from .blocks import Block, Unit
from .vectors import Matrix

_Item = TypeVar("_Item", Block, Unit)


def same_order(
    a: Sequence[Block] | Sequence[Unit], b: Sequence[Block] | Sequence[Unit]
) -> Iterable[tuple[int, int]]:
    """Pairs (by index) with the same wording in the same order."""
    left, right = [item.wording for item in a], [item.wording for item in b]
    if left == right:
        yield from ((a[k].index, b[k].index) for k in range(len(a)))
        return
    for code in Indel.opcodes(left, right):
        if code.tag == "equal":
            for k in range(code.src_end - code.src_start):
                yield a[code.src_start + k].index, b[code.dest_start + k].index


def same_often(
    a: Sequence[_Item], b: Sequence[_Item], key: Callable[[_Item], object]
) -> list[tuple[int, int]]:
    """Pairs (by index), in order, of what stands equally often on both sides under ``key``."""
    where: list[dict[object, list[int]]] = [defaultdict(list), defaultdict(list)]
    for side, items in enumerate((a, b)):
        for item in items:
            where[side][key(item)].append(item.index)
    return [
        pair
        for value, places in where[0].items()
        if len(places) == len(where[1].get(value, ()))
        for pair in zip(places, where[1][value], strict=True)
    ]


def assign(score: Matrix, least: float) -> list[tuple[int, int]]:
    """The one-to-one pairs that together score most, those below ``least`` left out.

    Jonker and Volgenant 1987, as in ``lap``.
    """
    from lap import lapjv

    cost = np.ascontiguousarray(1.0 - np.where(score < least, 0.0, score), dtype=np.float64)
    _, columns, _ = lapjv(cost, extend_cost=True)
    return [(i, int(j)) for i, j in enumerate(columns) if j >= 0 and score[i, j] >= least]
