"""Which provision of one language version is which of the other, told without translating.

Authentic versions have the same articles in the same order, until the draft in one language runs ahead of
the other. Each possible pair is judged by what both languages share: the printed number, the figures in the
text (amounts, dates, references, currencies; rare ones count more), the length (Gale and Church 1993), and
the place among neighbours. The pairs that together agree most are taken (Jonker and Volgenant 1987). How far
printed numbers can be trusted is learnt from the pairs that share their figures. Where a provision stays
doubtful, a learned model may be asked.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np

from .assignment import assign
from .blocks import Unit
from .changes import value_of_number
from .cognates import cognates
from .learned import Model
from .units import support
from .vectors import Matrix, cosines, numbered

_WEIGHTS = {"number": 0.3, "figures": 0.45, "cognates": 0.45, "length": 0.15, "order": 0.25, "model": 0.6}
_AGREES = 0.6
"""From which a kind of evidence counts as speaking for a pair."""
_LEAST = 0.4
"""Confidence below which two provisions are not paired."""
_KIND = 0.75
"""What the same kind says for two provisions without numbers."""
_MARGIN = 0.15
"""Lead over the next best below which a provision is doubtful."""
_LEAD = 0.03
"""Lead over every rival at which the multilingual model is sure: all its likenesses lie close together."""
_COGNATES_LEAD = 0.2
"""The same for the words that both languages share."""

Figures = Callable[[str, int], Sequence[str]]
"""Figures of a wording, as words that are the same in every language; the side tells the language."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two provisions by index, either -1 where there is no counterpart, and what speaks for them."""

    one: int
    other: int
    confidence: float
    basis: tuple[str, ...]


def counterparts(
    left: Sequence[Unit], right: Sequence[Unit], figures: Figures, model: Model | None = None
) -> tuple[tuple[Pair, ...], int]:
    """The pairs in the order of ``left``, and about how many of its provisions ``model`` was asked."""
    if not left or not right:
        return tuple(_in_order([], left, right)), 0
    evidence = _evidence(left, right, figures)
    score = _weighed(evidence)
    found = assign(score, _LEAST)
    asked = 0
    if model is not None:
        shared = evidence["figures"]
        rows = _doubtful(score, shared, found)
        columns = _doubtful(score.T, shared.T, [(j, i) for i, j in found])
        if rows and columns:
            asked = len(rows)
            evidence["model"] = _said(left, right, rows, columns, model)
            score = _weighed(evidence)
            found = assign(score, _LEAST)
    pairs = [
        Pair(
            i,
            j,
            round(float(score[i, j]), 3),
            tuple(k for k, say in evidence.items() if say[i, j] >= _AGREES),
        )
        for i, j in found
    ]
    return tuple(_in_order(pairs, left, right)), asked


def _evidence(left: Sequence[Unit], right: Sequence[Unit], figures: Figures) -> dict[str, Matrix]:
    """For each kind, what it says of each pair: 0 against, 1 for it, not a number where it cannot tell."""
    number, shared = _numbers(left, right), _figures(left, right, figures)
    anchors = _anchors(shared)
    told = [number[i, j] for i, j, _ in anchors]
    trust = np.float32((sum(told) + 1) / (len(told) + 1))
    if len(anchors) < 3:
        anchors = [(i, j, 1.0) for i, j in _mutual(number, _AGREES)] or anchors
    # an anchor says nothing of its own place, so that one alone leaves it open
    order = support(left, right, anchors) if len(anchors) > 1 else np.full_like(number, np.nan)
    # what numbers say is drawn to the middle where they are known to have shifted
    return {
        "figures": shared,
        "number": 0.5 + (number - np.float32(0.5)) * trust,
        "order": order,
        "cognates": _cognates(left, right),
        "length": _lengths(left, right),
    }


def _weighed(evidence: dict[str, Matrix]) -> Matrix:
    """The mean of what can be told, each kind by its weight."""
    kinds = [(np.float32(_WEIGHTS[kind]), say) for kind, say in evidence.items()]
    total, known = (np.zeros_like(kinds[0][1]) for _ in range(2))
    for weight, say in kinds:
        total += weight * np.nan_to_num(say)
        known += weight * ~np.isnan(say)
    return total / known


def _numbers(left: Sequence[Unit], right: Sequence[Unit]) -> Matrix:
    """Whether kind and printed number are the same; where neither has a number, the kind says less."""
    a, b = ([value_of_number(unit.number).split()[-1:] for unit in side] for side in (left, right))
    said = [
        [
            float(one.kind is other.kind) * (1.0 if x or y else _KIND) * (x == y)
            for other, y in zip(right, b, strict=True)
        ]
        for one, x in zip(left, a, strict=True)
    ]
    return np.array(said, dtype=np.float32)


def _figures(left: Sequence[Unit], right: Sequence[Unit], figures: Figures) -> Matrix:
    """Cosine of the figures of each pair, rare ones counting more."""
    found = [list(figures(unit.wording, side)) for side, units in enumerate((left, right)) for unit in units]
    terms = numbered(found)
    said = cosines(terms[: len(left)], terms[len(left) :])
    none = np.array([not row for row in found])
    said[np.outer(none[: len(left)], none[len(left) :])] = np.nan
    return said


def _cognates(left: Sequence[Unit], right: Sequence[Unit]) -> Matrix:
    """How far the words that are the same in both languages make each pair liker than any other."""
    found = [[cognates(unit.wording) for unit in side] for side in (left, right)]
    both = set(chain.from_iterable(found[0])) & set(chain.from_iterable(found[1]))
    kept = [[word for word in row if word in both] for side in found for row in side]
    terms = numbered(kept)
    alike = cosines(terms[: len(left)], terms[len(left) :])
    said = _ahead(alike, _COGNATES_LEAD)
    none = np.array([not row for row in kept])
    said[none[: len(left)]] = np.nan
    said[:, none[len(left) :]] = np.nan
    return said


def _lengths(left: Sequence[Unit], right: Sequence[Unit]) -> Matrix:
    """The shorter against the longer, in letters, after the usual ratio of the two texts."""
    a, b = (np.array([len(unit.wording) + 20 for unit in side], np.float32) for side in (left, right))
    b *= np.float32(a.sum() / b.sum())
    shorter: Matrix = (np.minimum.outer(a, b) / np.maximum.outer(a, b)).astype(np.float32)
    return shorter


def _anchors(figures: Matrix) -> list[tuple[int, int, float]]:
    """Pairs that are each other's best by their figures, with how well these agree."""
    known = np.nan_to_num(figures)
    return [(i, j, float(known[i, j])) for i, j in _mutual(known, _AGREES)]


def _mutual(table: Matrix, least: float) -> list[tuple[int, int]]:
    """Cells that alone are the largest of their row and of their column."""
    best = (table == table.max(axis=1, keepdims=True)) & (table == table.max(axis=0)) & (table >= least)
    alone = best & (best.sum(axis=1, keepdims=True) == 1) & (best.sum(axis=0) == 1)
    return [(int(i), int(j)) for i, j in np.argwhere(alone)]


def _doubtful(score: Matrix, figures: Matrix, found: Sequence[tuple[int, int]]) -> list[int]:
    """Rows without a partner, with one hardly ahead of the next, or with one that shares no figures."""
    partner = dict(found)
    doubtful = []
    for i, row in enumerate(score):
        j = partner.get(i)
        lead = row[j] - np.delete(row, j).max(initial=0) if j is not None else 0.0
        if lead < _MARGIN or not figures[i, j] >= _AGREES:
            doubtful.append(i)
    return doubtful


def _said(
    left: Sequence[Unit], right: Sequence[Unit], rows: Sequence[int], columns: Sequence[int], model: Model
) -> Matrix:
    """What the model says of the doubtful: how far each pair is liker than any other of its two sides."""
    alike = model.likeness([left[i].wording for i in rows], [right[j].wording for j in columns])
    said = np.full((len(left), len(right)), np.nan, dtype=np.float32)
    said[np.ix_(rows, columns)] = _ahead(alike, _LEAD)
    return said


def _ahead(alike: Matrix, lead: float) -> Matrix:
    """How far each pair is liker than any other of its two sides: 1 when by ``lead``, 0 when behind by it."""
    rivals = np.maximum(_best_other(alike), _best_other(alike.T).T)
    said: Matrix = np.clip(0.5 + (alike - rivals) / (2 * lead), 0, 1)
    return said


def _best_other(table: Matrix) -> Matrix:
    """For each cell, the largest of its row beside it."""
    if table.shape[1] < 2:
        return table
    ordered = np.sort(table, axis=1)
    first, second = ordered[:, -1:], ordered[:, -2:-1]
    best: Matrix = np.where(table == first, second, first)
    return best


def _in_order(pairs: Sequence[Pair], left: Sequence[Unit], right: Sequence[Unit]) -> Iterator[Pair]:
    """In the order of ``left``; what only ``right`` has comes behind the partner of the one before it."""
    taken = {pair.one: pair for pair in pairs}
    home = {pair.other: pair.one for pair in pairs}
    behind: dict[int, list[int]] = {}
    last = -1
    for j in range(len(right)):
        last = home.get(j, last)
        if j not in home:
            behind.setdefault(last, []).append(j)
    for i in range(-1, len(left)):
        if i >= 0:
            yield taken.get(i, Pair(i, -1, 0.0, ()))
        yield from (Pair(-1, j, 0.0, ()) for j in behind.get(i, ()))
