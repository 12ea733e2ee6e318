"""Which provision of the new draft is which of the old: exact anchors, assignment, position prior.

Works downwards: units (articles, recitals, tables), then the blocks within linked units, then what
is left over anywhere (a paragraph that moved to another article), then splits and merges.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from .blocks import Block, Layout, Unit
from .links import Link, Pairing
from .regrouping import regroup
from .vectors import Matrix, cosines
from .words import plain_words

_Item = TypeVar("_Item", Block, Unit)
_Pairs = Iterable[tuple[int, int]]

_POSITION = 0.12
"""Weight of the distance in position, as a share of the instrument, against the likeness of words."""
_SAME_HEADING = 0.25
_UNIT = 0.22
"""Likeness below which two units are not linked."""
_BLOCK = 0.35
"""Likeness below which two blocks within linked units are not linked."""
_ELSEWHERE = 0.6
"""Likeness below which blocks of units that are not linked are not linked."""
_WORTH_MOVING = 5
"""Words that a block must have for its like to be looked for elsewhere."""
_CELLS = 250_000
"""Pairs of blocks that are compared with each other at one time."""


def pair(old: Layout, new: Layout) -> Pairing:
    """Pair ``old`` with ``new``; pairing them the other way round gives the mirror image."""
    units = _units(old, new)
    blocks = _blocks(old, new, units)
    return Pairing(regroup(old, new, blocks), tuple(sorted(units)))


def _units(old: Layout, new: Layout) -> list[tuple[int, int, float]]:
    found = [(i, j, 1.0) for i, j in _same(old.units, new.units, lambda unit: (unit.heading, unit.wording))]
    left, right = _rest(old.units, found, 0), _rest(new.units, found, 1)
    # what stands several times word for word is taken in order
    found += [(i, j, 1.0) for i, j in _same_order(left, right)]
    left, right = _rest(old.units, found, 0), _rest(new.units, found, 1)
    if not left or not right:
        return found
    likeness = cosines(
        [unit.wording for unit in left],
        [unit.wording for unit in right],
        [unit.wording for unit in (*old.units, *new.units)],
    )
    score = (
        likeness + _headings(left, right) - _POSITION * _distance(left, right, len(old.units), len(new.units))
    )
    for i, j in _assign(score, _UNIT):
        found.append((left[i].index, right[j].index, float(min(1.0, max(0.0, likeness[i, j])))))
    return found


def _rest(units: Sequence[Unit], found: Sequence[tuple[int, int, float]], side: int) -> list[Unit]:
    taken = {entry[side] for entry in found}
    return [unit for unit in units if unit.index not in taken]


def _headings(left: Sequence[Unit], right: Sequence[Unit]) -> Matrix:
    """A bonus for pairs with the same heading."""
    table = np.zeros((len(left), len(right)), dtype=np.float32)
    where = defaultdict(list)
    for j, unit in enumerate(right):
        if unit.heading:
            where[unit.heading.casefold()].append(j)
    for i, unit in enumerate(left):
        for j in where.get(unit.heading.casefold(), ()):
            table[i, j] = _SAME_HEADING
    return table


def _distance(left: Sequence[Unit], right: Sequence[Unit], size_old: int, size_new: int) -> Matrix:
    a = np.array([unit.index for unit in left], dtype=np.float32) / max(1, size_old - 1)
    b = np.array([unit.index for unit in right], dtype=np.float32) / max(1, size_new - 1)
    return np.abs(a[:, None] - b[None, :])


def _blocks(old: Layout, new: Layout, units: Iterable[tuple[int, int, float]]) -> list[Link]:
    links: dict[int, tuple[int, float]] = {}
    taken: set[int] = set()

    def link(pairs: Iterable[tuple[int, int, float]]) -> None:
        for i, j, likeness in pairs:
            if i not in links and j not in taken:
                links[i] = (j, likeness)
                taken.add(j)

    def free(blocks: Sequence[Block], side: int) -> list[Block]:
        return [b for b in blocks if b.index not in (taken if side else links)]

    partners = sorted(units)
    for i, j, _ in partners:
        ours, theirs = old.units[i], new.units[j]
        a, b = old.blocks[ours.first : ours.last], new.blocks[theirs.first : theirs.last]
        link((p, q, 1.0) for p, q in _same_order(a, b))
    worth = [
        [block for block in free(side.blocks, k) if len(plain_words(block.wording)) >= _WORTH_MOVING]
        for k, side in enumerate((old, new))
    ]
    link((p, q, 1.0) for p, q in _same(worth[0], worth[1], lambda block: block.wording))
    for i, j, _ in partners:
        ours, theirs = old.units[i], new.units[j]
        mine = free(old.blocks[ours.first : ours.last], 0)
        its = free(new.blocks[theirs.first : theirs.last], 1)
        link(_alike(mine, its, _BLOCK))
    link(_elsewhere(free(worth[0], 0), free(worth[1], 1)))
    return [Link((i,), (j,), likeness) for i, (j, likeness) in sorted(links.items())]


def _same_order(a: Sequence[Block] | Sequence[Unit], b: Sequence[Block] | Sequence[Unit]) -> _Pairs:
    """Pairs with the same wording in the same order."""
    left, right = [item.wording for item in a], [item.wording for item in b]
    if left == right:
        yield from ((a[k].index, b[k].index) for k in range(len(a)))
        return
    for code in Indel.opcodes(left, right):
        if code.tag == "equal":
            for k in range(code.src_end - code.src_start):
                yield a[code.src_start + k].index, b[code.dest_start + k].index


def _same(a: Sequence[_Item], b: Sequence[_Item], key: Callable[[_Item], object]) -> list[tuple[int, int]]:
    """Pairs that are the same under ``key`` and are alone in that on both sides."""
    where: list[dict[object, list[int]]] = [defaultdict(list), defaultdict(list)]
    for side, items in enumerate((a, b)):
        for item in items:
            where[side][key(item)].append(item.index)
    return [
        (places[0], where[1][value][0])
        for value, places in where[0].items()
        if len(places) == 1 and len(where[1].get(value, ())) == 1
    ]


def _alike(a: Sequence[Block], b: Sequence[Block], least: float) -> Iterable[tuple[int, int, float]]:
    """Pairs of blocks whose words in order are alike, nearer ones first among equals."""
    if not a or not b:
        return
    if len(a) * len(b) > _CELLS:
        half_a, half_b = len(a) // 2, len(b) // 2
        yield from _alike(a[:half_a], b[:half_b], least)
        yield from _alike(a[half_a:], b[half_b:], least)
        return
    likeness = _likeness(a, b)
    place_a = np.array([k / max(1, len(a) - 1) for k in range(len(a))], dtype=np.float32)
    place_b = np.array([k / max(1, len(b) - 1) for k in range(len(b))], dtype=np.float32)
    score = likeness - _POSITION * np.abs(place_a[:, None] - place_b[None, :])
    for i, j in _assign(score, least):
        yield a[i].index, b[j].index, float(likeness[i, j])


def _likeness(a: Sequence[Block], b: Sequence[Block]) -> Matrix:
    """Share of words in common order; blocks without wording (bare numbers) are alike."""
    table: dict[str, str] = {}

    def coded(block: Block) -> str:
        return "".join(
            table.setdefault(word, chr(0x10000 + len(table)) if len(table) < 0xF0000 else " ")
            for word in plain_words(block.wording)
        )

    left, right = [coded(block) for block in a], [coded(block) for block in b]
    result: Matrix = cdist(left, right, scorer=Indel.normalized_similarity, dtype=np.float32)
    kinds = np.array([[x.kind is y.kind for y in b] for x in a])
    return np.where(kinds, result, result * np.float32(0.95))


def _elsewhere(a: Sequence[Block], b: Sequence[Block]) -> Iterable[tuple[int, int, float]]:
    """Pairs of blocks anywhere in the two instruments that are clearly the same text, reworked."""
    if not a or not b or len(a) * len(b) > 40 * _CELLS:
        return
    texts_a, texts_b = [block.wording for block in a], [block.wording for block in b]
    near = cosines(texts_a, texts_b, [*texts_a, *texts_b])
    candidates = np.argwhere(near >= _ELSEWHERE)
    found = []
    for i, j in candidates.tolist():
        likeness = float(Indel.normalized_similarity(plain_words(texts_a[i]), plain_words(texts_b[j])))
        if likeness >= _ELSEWHERE:
            found.append((likeness, i, j))
    for likeness, i, j in sorted(found, key=lambda item: (-item[0], item[1], item[2])):
        yield a[i].index, b[j].index, likeness


def _assign(score: Matrix, least: float) -> list[tuple[int, int]]:
    """The one-to-one pairs that together score most, those below ``least`` left out.

    Jonker and Volgenant 1987, as in ``lap``.
    """
    from lap import lapjv

    cost = np.ascontiguousarray(1.0 - np.where(score < least, 0.0, score), dtype=np.float64)
    _, columns, _ = lapjv(cost, extend_cost=True)
    return [(i, int(j)) for i, j in enumerate(columns) if j >= 0 and score[i, j] >= least]
