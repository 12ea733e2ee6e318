"""Which paragraph of the new draft is which of the old.

Works downwards: units (articles, recitals, tables), then the blocks within linked units, then what
is left over anywhere (a paragraph that moved to another article), then splits and merges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz.distance import Indel, LCSseq
from rapidfuzz.process import cdist

from .assignment import assign, same_often, same_order
from .blocks import Block, Layout
from .links import Link, Pairing
from .regrouping import regroup
from .units import pair_units
from .vectors import Matrix, cosines, numbered
from .words import count, plain_words, similarity

if TYPE_CHECKING:
    from .learned import Model

_POSITION = 0.12
"""Weight of the distance in position, as a share of the unit, against the likeness of words."""
_BLOCK = 0.35
"""Likeness below which two blocks within linked units are not linked."""
_ELSEWHERE = 0.6
"""Likeness below which blocks of units that are not linked are not linked."""
_WORTH_MOVING = 5
"""Words that a block must have for its like to be looked for elsewhere."""
_PART = 0.7
"""Share of the words of a new article that must come from what is left of its neighbour."""
_CELLS = 250_000
"""Pairs of blocks that are compared with each other at one time."""


def pair(old: Layout, new: Layout, model: Model | None = None) -> Pairing:
    """Pair ``old`` with ``new``; a model is asked about units whose partner is doubtful."""
    units, asked = pair_units(old.units, new.units, model)
    units.sort()
    return Pairing(_Blocks(old, new).paired(units), tuple(units), asked=(asked, len(old.units)))


class _Blocks:
    """Links of blocks so far; what is linked is not linked again."""

    def __init__(self, old: Layout, new: Layout) -> None:
        self.sides = (old, new)
        self.links: dict[int, Link] = {}
        self.taken: tuple[set[int], set[int]] = (set(), set())

    def paired(self, units: Sequence[tuple[int, int, float]]) -> tuple[Link, ...]:
        """All links: within linked units, in parts split off them, then anywhere."""
        for i, j, _ in units:
            a, b = self._of(0, i), self._of(1, j)
            self.link((p, q, 1.0) for p, q in same_order(a, b))
        worth = [
            [block for block in self.free(side, k) if _is_worth(block)] for k, side in enumerate(self.blocks)
        ]
        self.link((p, q, 1.0) for p, q in same_often(worth[0], worth[1], lambda block: block.wording))
        for i, j, _ in units:
            self.link(_alike(self.free(self._of(0, i), 0), self.free(self._of(1, j), 1), _BLOCK))
            self.link(self._headings(i, j))
        self._parts(units)
        self._regroup()
        self.link(_elsewhere(self.free(worth[0], 0), self.free(worth[1], 1)))
        self._regroup()
        return tuple(sorted(self.links.values(), key=lambda link: link.old))

    @property
    def blocks(self) -> tuple[Sequence[Block], Sequence[Block]]:
        return self.sides[0].blocks, self.sides[1].blocks

    def link(self, pairs: Iterable[tuple[int, int, float]]) -> None:
        for i, j, likeness in pairs:
            if i not in self.taken[0] and j not in self.taken[1]:
                self.links[i] = Link((i,), (j,), likeness)
                self.taken[0].add(i)
                self.taken[1].add(j)

    def free(self, blocks: Sequence[Block], side: int) -> list[Block]:
        return [block for block in blocks if block.index not in self.taken[side]]

    def _of(self, side: int, unit: int) -> Sequence[Block]:
        layout = self.sides[side]
        return layout.blocks[layout.units[unit].first : layout.units[unit].last]

    def _headings(self, i: int, j: int) -> Iterable[tuple[int, int, float]]:
        """The headings of linked units belong together, whatever they say."""
        old, new = (
            [block for block in self.free(self._of(side, unit), side) if _heads(block, self.sides[side])]
            for side, unit in ((0, i), (1, j))
        )
        for a, b in zip(old[:1], new[:1], strict=False):
            yield a.index, b.index, similarity(plain_words(a.wording), plain_words(b.wording))

    def _parts(self, units: Sequence[tuple[int, int, float]]) -> None:
        """What is free of a unit may stand in the unit before or behind its partner, if that has none."""
        paired = ({i for i, _, _ in units}, {j for _, j, _ in units})
        for i, j, _ in units:
            for side, home, away in ((1, i, j), (0, j, i)):
                rest = self.free(self._of(1 - side, home), 1 - side)
                for neighbour in (away - 1, away + 1):
                    if (
                        not rest
                        or neighbour in paired[side]
                        or not 0 <= neighbour < len(self.sides[side].units)
                    ):
                        continue
                    part = self.free(self._of(side, neighbour), side)
                    if part and _contained(part, rest) >= _PART:
                        self.link(_alike(rest, part, _BLOCK / 2) if side else _alike(part, rest, _BLOCK / 2))

    def _regroup(self) -> None:
        links = regroup(*self.sides, tuple(self.links.values()))
        self.links = {link.old[0]: link for link in links}
        self.taken = ({i for link in links for i in link.old}, {j for link in links for j in link.new})


def _is_worth(block: Block) -> bool:
    """Whether it has words enough for its like to be looked for elsewhere."""
    return count(block.wording) >= _WORTH_MOVING


def _heads(block: Block, side: Layout) -> bool:
    """Whether it is the heading of its unit."""
    heading = side.units[block.unit].heading
    return bool(heading) and block.wording.strip(" .:") == heading.strip(" .:")


def _contained(part: Sequence[Block], whole: Sequence[Block]) -> float:
    """Share of the words of ``part`` that stand in ``whole`` in the same order."""
    words, there = ([w for block in run for w in plain_words(block.wording)] for run in (part, whole))
    return float(LCSseq.similarity(words, there)) / max(1, len(words))


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
    words = [plain_words(block.wording) for block in (*a, *b)]
    # each word as one letter; there are not more letters than so many
    letters = {
        word: chr(0x10000 + k % 0xF0000) for k, word in enumerate(dict.fromkeys(chain.from_iterable(words)))
    }
    coded = ["".join(map(letters.__getitem__, row)) for row in words]
    left, right = coded[: len(a)], coded[len(a) :]
    result: Matrix = cdist(left, right, scorer=Indel.normalized_similarity, dtype=np.float32)
    kinds = np.array([[x.kind is y.kind for y in b] for x in a])
    return np.where(kinds, result, result * np.float32(0.95))


def _elsewhere(a: Sequence[Block], b: Sequence[Block]) -> Iterable[tuple[int, int, float]]:
    """Pairs of blocks anywhere in the two instruments that are clearly the same text, reworked."""
    if not a or not b or len(a) * len(b) > 40 * _CELLS:
        return
    words_a, words_b = ([plain_words(block.wording) for block in blocks] for blocks in (a, b))
    terms = numbered([*words_a, *words_b])
    near = cosines(terms[: len(a)], terms[len(a) :])
    candidates = np.argwhere(near >= _ELSEWHERE)
    found = []
    for i, j in candidates.tolist():
        likeness = float(Indel.normalized_similarity(words_a[i], words_b[j]))
        if likeness >= _ELSEWHERE:
            found.append((likeness, i, j))
    for likeness, i, j in sorted(found, key=lambda item: (-item[0], item[1], item[2])):
        yield a[i].index, b[j].index, likeness
