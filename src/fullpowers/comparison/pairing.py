"""Which paragraph of the new draft is which of the old.

Works downwards: units (articles, recitals, tables), then the blocks within linked units, then what
is left over anywhere (a paragraph that moved to another article), then splits and merges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from rapidfuzz.distance import Indel
from rapidfuzz.process import cdist

from .assignment import assign, same_often, same_order
from .blocks import Block, Layout
from .links import Link, Pairing
from .regrouping import regroup
from .units import pair_units
from .vectors import Matrix, cosines
from .words import plain_words

_POSITION = 0.12
"""Weight of the distance in position, as a share of the unit, against the likeness of words."""
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
    units = pair_units(old.units, new.units)
    blocks = _blocks(old, new, units)
    return Pairing(regroup(old, new, blocks), tuple(sorted(units)))


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
        link((p, q, 1.0) for p, q in same_order(a, b))
    worth = [
        [block for block in free(side.blocks, k) if len(plain_words(block.wording)) >= _WORTH_MOVING]
        for k, side in enumerate((old, new))
    ]
    link((p, q, 1.0) for p, q in same_often(worth[0], worth[1], lambda block: block.wording))
    for i, j, _ in partners:
        ours, theirs = old.units[i], new.units[j]
        mine = free(old.blocks[ours.first : ours.last], 0)
        its = free(new.blocks[theirs.first : theirs.last], 1)
        link(_alike(mine, its, _BLOCK))
    link(_elsewhere(free(worth[0], 0), free(worth[1], 1)))
    return [Link((i,), (j,), likeness) for i, (j, likeness) in sorted(links.items())]


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
    for i, j in assign(score, least):
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
    words_a, words_b = ([plain_words(block.wording) for block in blocks] for blocks in (a, b))
    near = cosines(words_a, words_b, [*words_a, *words_b])
    candidates = np.argwhere(near >= _ELSEWHERE)
    found = []
    for i, j in candidates.tolist():
        likeness = float(Indel.normalized_similarity(words_a[i], words_b[j]))
        if likeness >= _ELSEWHERE:
            found.append((likeness, i, j))
    for likeness, i, j in sorted(found, key=lambda item: (-item[0], item[1], item[2])):
        yield a[i].index, b[j].index, likeness
