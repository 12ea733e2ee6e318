"""Tables that are drawn with rules: which words stand in which cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from .columns import Row, rows_of
from .glyphs import Shape
from .segments import Segment, joined

_THICKEST = 3.0
"""Points: a rule is thinner than that, and longer than the next."""
_SHORTEST = 6.0
_TOUCHING = 3.0
"""Points within which two rules meet, or are one."""
_MOST = 1500
"""Rules of one page; a drawing has more."""

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Grid:
    """A ruled table with at least two rows and two columns."""

    columns: tuple[float, ...]
    """Places of the upright rules, from the left, in points."""
    rows: tuple[float, ...]
    """Places of the level rules, from the top."""

    def holds(self, piece: Segment) -> bool:
        """Whether a piece of a line stands inside."""
        return (
            self.columns[0] - _TOUCHING < piece.left < self.columns[-1]
            and self.rows[0] < piece.base < self.rows[-1]
        )


def grids(shapes: Iterable[Shape]) -> tuple[Grid, ...]:
    """The ruled tables among the shapes of a page, from the top."""
    rules = [shape.box for shape in shapes if not shape.is_image and _is_rule(shape.box)]
    if not 4 <= len(rules) <= _MOST:
        return ()
    found = (_grid(group) for group in _connected(rules))
    return tuple(sorted((grid for grid in found if grid), key=lambda grid: grid.rows[0]))


def _is_rule(box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return min(width, height) < _THICKEST and max(width, height) > _SHORTEST


def _connected(rules: Sequence[Box]) -> Iterator[list[Box]]:
    """Rules that meet, directly or over others."""
    boxes = np.array(rules)
    left = set(range(len(rules)))
    while left:
        group, fresh = [], [left.pop()]
        while fresh:
            at = fresh.pop()
            group.append(rules[at])
            near = (boxes[:, 0] <= boxes[at, 2] + _TOUCHING) & (boxes[:, 2] >= boxes[at, 0] - _TOUCHING)
            near &= (boxes[:, 1] <= boxes[at, 3] + _TOUCHING) & (boxes[:, 3] >= boxes[at, 1] - _TOUCHING)
            met = left.intersection(np.flatnonzero(near).tolist())
            left -= met
            fresh += met
        yield group


def _grid(rules: Sequence[Box]) -> Grid | None:
    upright = [(box[0] + box[2]) / 2 for box in rules if box[3] - box[1] > box[2] - box[0]]
    level = [(box[1] + box[3]) / 2 for box in rules if box[3] - box[1] <= box[2] - box[0]]
    columns, rows = _distinct(upright), _distinct(level)
    return Grid(columns, rows) if len(columns) > 2 and len(rows) > 2 else None


def _distinct(places: Iterable[float]) -> tuple[float, ...]:
    """Places in order, those that are one rule taken together."""
    result: list[float] = []
    for place in sorted(places):
        if not result or place - result[-1] > _TOUCHING:
            result.append(place)
    return tuple(result)


def apart(pieces: Sequence[Segment], tables: Sequence[Grid]) -> Iterator[tuple[list[Segment], list[Row]]]:
    """The pieces of a page from its top: those above a table, and its rows; in the end those below the last.

    A table beside which other text stands is left in the pieces, for the columns of the page to be found.
    """
    rest = list(pieces)
    for table in tables:
        inside = [piece for piece in rest if table.holds(piece)]
        above = [piece for piece in rest if piece.base <= table.rows[0]]
        below = [piece for piece in rest if piece.base >= table.rows[-1]]
        if not inside or len(inside) + len(above) + len(below) < len(rest):
            continue
        yield above, list(_rows(inside, table))
        rest = below
    yield rest, []


def _rows(pieces: Sequence[Segment], table: Grid) -> Iterator[Row]:
    """The rows of a table that have words, with their cells."""
    for top, bottom in zip(table.rows, table.rows[1:], strict=False):
        row = [piece for piece in pieces if top <= piece.base < bottom]
        cells = tuple(
            tuple(joined(line) for line in rows_of([p for p in row if left <= p.left + 1 < right]))
            for left, right in zip(table.columns, table.columns[1:], strict=False)
        )
        if row:
            yield Row(cells, row[0].page)
