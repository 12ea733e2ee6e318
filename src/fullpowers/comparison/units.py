"""Which article of the new draft is which of the old: exact anchors, words, openings, neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from .assignment import assign, same_often, same_order
from .blocks import Unit
from .vectors import Matrix, bigrams, cosines, letter_runs, numbered
from .words import plain_words

if TYPE_CHECKING:
    from .learned import Model

# Weights were chosen on the development half of the ALIGN set (benchmarks/align.py); they stand on a
# plateau: none of them moves F1 by more than .006 when it is changed by a third.
_BIGRAMS = 0.3
"""Share of word pairs, against single words, in the likeness of two units."""
_OPENING = 0.45
"""Weight of the likeness of the first words: what an article is about is said at its beginning."""
_OPENING_WORDS = 40
_SAME_HEADING = 0.15
_OTHER_HEADING = -0.1
_POSITION = 0.12
"""Weight of the distance in position, as a share of the instrument."""
_NEIGHBOURS = 0.15
"""Weight of the neighbours: a pair is likelier where those around it are paired in the same order."""
_NEAR = 6
"""Neighbours that are asked, and the units over which the say of one falls to 1/e."""
_CROWD = 4_000_000
"""Pairs of units up to which every one is scored before those of the same words are taken."""
_SAMPLE = 400
"""Units that are linked already from which it is learnt, too, how rare a word is."""
_ALONE = 0.15
_FAR_MORE = 1.5
"""Times the likeness to anything else at which a likeness so low still links."""
_LEAST = 0.25
"""Score below which two units are not linked."""


def pair_units(
    old: Sequence[Unit], new: Sequence[Unit], model: Model | None = None
) -> tuple[list[tuple[int, int, float]], int]:
    """Pairs of units by index, with their likeness from 0 to 1, and about how many ``model`` was asked."""
    # one that stands three times in one draft and twice in the other is left to its neighbours
    found = [(i, j, 1.0) for i, j in same_often(old, new, lambda unit: (unit.heading, unit.wording))]
    left, right = _rest(old, found, 0), _rest(new, found, 1)
    if len(left) * len(right) > _CROWD:
        # too many for a table of all pairs: what is the same is taken in order first
        found += [(i, j, 1.0) for i, j in same_order(left, right)]
        left, right = _rest(old, found, 0), _rest(new, found, 1)
    if not left or not right:
        return found, 0
    likeness = _likeness(left, right, [*old, *new])
    others = _headings(left, right) - _POSITION * _distance(left, right, len(old), len(new))
    asked = 0
    if model is not None:
        from .doubtful import reconsidered

        likeness, asked = reconsidered(likeness, likeness + others, left, right, model)
    score = likeness + others
    first = assign(score, _LEAST)
    anchors = found + [(left[i].index, right[j].index, float(likeness[i, j])) for i, j in first]
    if len(anchors) > 2:
        first = assign(score + _NEIGHBOURS * (support(left, right, anchors) - 0.3), _LEAST)
    first += _alone(likeness, first)
    found += [(left[i].index, right[j].index, float(min(1.0, max(0.0, likeness[i, j])))) for i, j in first]
    return found, asked


def _alone(likeness: Matrix, linked: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Pairs of what is left, each far more like the other than anything else: rewritten and moved at once."""
    rows = np.setdiff1d(np.arange(likeness.shape[0]), [i for i, _ in linked])
    columns = np.setdiff1d(np.arange(likeness.shape[1]), [j for _, j in linked])
    if not len(rows) or not len(columns):
        return []
    best = columns[likeness[np.ix_(rows, columns)].argmax(axis=1)]
    second = np.maximum(_second(likeness)[rows], _second(likeness.T)[best])
    score = likeness[rows, best]
    alone = (score >= _ALONE) & (score >= _FAR_MORE * second)
    return [(int(i), int(j)) for i, j in zip(rows[alone], best[alone], strict=True)]


def _second(table: Matrix) -> Matrix:
    """The second largest of each row: what anything else is like."""
    second: Matrix = (
        np.partition(table, -2, axis=1)[:, -2] if table.shape[1] > 1 else np.zeros(len(table), np.float32)
    )
    return second


def _rest(units: Sequence[Unit], found: Sequence[tuple[int, int, float]], side: int) -> list[Unit]:
    taken = {entry[side] for entry in found}
    return [unit for unit in units if unit.index not in taken]


def _likeness(left: Sequence[Unit], right: Sequence[Unit], every: Sequence[Unit]) -> Matrix:
    """Likeness of words, word pairs, and openings, each counted by how rare it is."""
    taken = {id(unit) for unit in (*left, *right)}
    others = [unit for unit in every if id(unit) not in taken]
    others = others[:: len(others) // _SAMPLE + 1]
    words = [plain_words(unit.wording) for unit in (*left, *right, *others)]
    terms = numbered(words)
    views = (
        (1 - _BIGRAMS, terms),
        (_BIGRAMS, [bigrams(row) for row in terms]),
        (_OPENING, [letter_runs(row[:_OPENING_WORDS]) for row in words]),
    )
    first, last = len(left), len(left) + len(right)
    likeness = np.zeros((len(left), len(right)), dtype=np.float32)
    for weight, seen in views:
        likeness += np.float32(weight) * cosines(seen[:first], seen[first:last], seen[last:])
    return likeness


def _headings(left: Sequence[Unit], right: Sequence[Unit]) -> Matrix:
    """What the headings say where both have one: for the pair when alike, against it when not."""
    words = numbered([plain_words(unit.heading) for unit in (*left, *right)])
    a, b = words[: len(left)], words[len(left) :]
    say = np.float32(_SAME_HEADING - _OTHER_HEADING) * cosines(a, b)
    both = np.outer([len(row) > 0 for row in a], [len(row) > 0 for row in b])
    return np.where(both, say + np.float32(_OTHER_HEADING), np.float32(0))


def _distance(left: Sequence[Unit], right: Sequence[Unit], size_old: int, size_new: int) -> Matrix:
    a = np.array([unit.index for unit in left], dtype=np.float32) / max(1, size_old - 1)
    b = np.array([unit.index for unit in right], dtype=np.float32) / max(1, size_new - 1)
    return np.abs(a[:, None] - b[None, :])


def support(left: Sequence[Unit], right: Sequence[Unit], anchors: Sequence[tuple[int, int, float]]) -> Matrix:
    """How well each pair fits between the pairs around it, 0 to 1.

    The anchors nearest to the left unit speak for the right units that stand as far from their own
    partners as the left unit stands from them; sure and near anchors speak louder.
    """
    ordered = np.array(sorted(anchors))
    at, partner, sure = ordered[:, 0], ordered[:, 1], ordered[:, 2] ** 2
    places = np.array([unit.index for unit in right], dtype=np.float64)
    table = np.zeros((len(left), len(right)), dtype=np.float32)
    for row, unit in enumerate(left):
        k = int(np.searchsorted(at, unit.index))
        around = np.arange(max(0, k - _NEAR), min(len(at), k + _NEAR + 1))
        around = around[at[around] != unit.index]
        near = around[np.argsort(np.abs(at[around] - unit.index), kind="stable")[:_NEAR]]
        step = unit.index - at[near]
        say = np.exp(-np.abs(step) / _NEAR) * sure[near]
        off = np.abs(places[None, :] - partner[near][:, None] - step[:, None])
        table[row] = (say[:, None] * np.exp(-off / _NEAR)).sum(axis=0) / (say.sum() + 1e-9)
    return table
