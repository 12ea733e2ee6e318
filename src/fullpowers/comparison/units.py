"""Which article of the new draft is which of the old: exact anchors, words, openings, neighbours."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

import numpy as np

from .assignment import assign, same_often, same_order
from .blocks import Unit
from .vectors import Matrix, bigrams, cosines, overlaps
from .words import plain_words

# Weights were chosen on the development half of the ALIGN set (benchmarks/align.py); they stand on a
# plateau: none of them moves F1 by more than .005 when it is changed by a third.
_BIGRAMS = 0.3
"""Share of word pairs, against single words, in the likeness of two units."""
_OPENING = 0.25
"""Weight of the overlap of the first words: what an article is about is said at its beginning."""
_OPENING_WORDS = 25
_SAME_HEADING = 0.15
_POSITION = 0.12
"""Weight of the distance in position, as a share of the instrument."""
_NEIGHBOURS = 0.15
"""Weight of the neighbours: a pair is likelier where those around it are paired in the same order."""
_NEAR = 6.0
"""Units over which the say of a neighbour falls to 1/e."""
_CROWD = 4_000_000
"""Pairs of units up to which every one is scored before those of the same words are taken."""
_LEAST = 0.25
"""Score below which two units are not linked."""


def pair_units(old: Sequence[Unit], new: Sequence[Unit]) -> list[tuple[int, int, float]]:
    """Pairs of units by index, with their likeness from 0 to 1."""
    # one that stands three times in one draft and twice in the other is left to its neighbours
    found = [(i, j, 1.0) for i, j in same_often(old, new, lambda unit: (unit.heading, unit.wording))]
    left, right = _rest(old, found, 0), _rest(new, found, 1)
    if len(left) * len(right) > _CROWD:
        # too many for a table of all pairs: what is the same is taken in order first
        found += [(i, j, 1.0) for i, j in same_order(left, right)]
        left, right = _rest(old, found, 0), _rest(new, found, 1)
    if not left or not right:
        return found
    likeness = _likeness(left, right, [*old, *new])
    score = likeness + _headings(left, right)
    score -= _POSITION * _distance(left, right, len(old), len(new))
    first = assign(score, _LEAST)
    anchors = found + [(left[i].index, right[j].index, float(likeness[i, j])) for i, j in first]
    if len(anchors) > 2:
        first = assign(score + _NEIGHBOURS * (_support(left, right, anchors) - 0.3), _LEAST)
    return found + [
        (left[i].index, right[j].index, float(min(1.0, max(0.0, likeness[i, j])))) for i, j in first
    ]


def _rest(units: Sequence[Unit], found: Sequence[tuple[int, int, float]], side: int) -> list[Unit]:
    taken = {entry[side] for entry in found}
    return [unit for unit in units if unit.index not in taken]


def _likeness(left: Sequence[Unit], right: Sequence[Unit], every: Sequence[Unit]) -> Matrix:
    times = Counter(unit.wording for unit in every)
    words = {wording: plain_words(wording) for wording in times}
    a, b = ([words[unit.wording] for unit in units] for units in (left, right))
    pairs = {wording: bigrams(row) for wording, row in words.items()}
    pairs_a, pairs_b = ([pairs[unit.wording] for unit in units] for units in (left, right))
    opening = overlaps([row[:_OPENING_WORDS] for row in a], [row[:_OPENING_WORDS] for row in b])
    likeness: Matrix = (
        np.float32(1 - _BIGRAMS) * cosines(a, b, [(words[wording], n) for wording, n in times.items()])
        + np.float32(_BIGRAMS)
        * cosines(pairs_a, pairs_b, [(pairs[wording], n) for wording, n in times.items()])
        + np.float32(_OPENING) * opening
    )
    return likeness


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


def _support(
    left: Sequence[Unit], right: Sequence[Unit], anchors: Sequence[tuple[int, int, float]]
) -> Matrix:
    """How well each pair fits between the pairs around it, 0 to 1.

    Each anchor near the left unit speaks for the right units that stand as far from its own
    partner as the left unit stands from it; sure and near anchors speak louder.
    """
    ordered = np.array(sorted(anchors))
    at, partner, sure = ordered[:, 0], ordered[:, 1], ordered[:, 2] ** 2
    places = np.array([unit.index for unit in right], dtype=np.float64)
    table = np.zeros((len(left), len(right)), dtype=np.float32)
    for row, unit in enumerate(left):
        low, high = np.searchsorted(at, (unit.index - 4 * _NEAR, unit.index + 4 * _NEAR))
        near = np.arange(low, high)
        near = near[at[near] != unit.index]
        if not len(near):
            continue
        step = unit.index - at[near]
        say = np.exp(-np.abs(step) / _NEAR) * sure[near]
        off = np.abs(places[None, :] - partner[near][:, None] - step[:, None])
        fit = np.exp(-off / (2 + 0.3 * np.abs(step))[:, None])
        table[row] = (say[:, None] * fit).sum(axis=0) / (say.sum() + 1e-9)
    return table
