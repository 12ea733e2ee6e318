"""The order in which a page is read: lines, columns of prose, and rows of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from .segments import Segment, joined

_GUTTER = 8.0
"""Points of white between two columns, at least."""
_FEWEST_ROWS = 3
_AHEAD = (6, 14)
"""Rows that are looked at together for white between columns."""
_CELL = 25
"""Characters of a line up to which it is one of a table's cell rather than of running text."""
_ALONE = 60
"""Rows that one column may go on beside white."""
_LONG_COLUMN = 8
"""Rows from which two columns are taken for running text."""
_AFTER = 3
"""Rows below two columns that may be a paragraph of the page."""
_ENDS = (".", ";", ":")
_NARROWEST = 100.0
"""Points; a column of running text is wider."""
_MARKER = re.compile(r"\W*(?:\w{1,4}[.)]|[-–—•*▪]|\(\w{1,5}\))\W*")
_PAGE = re.compile(r"\d{1,4}")
_WORDS = {
    "en": {"the", "of", "and", "shall", "to", "in"},
    "fr": {"le", "la", "les", "des", "et", "de", "du"},
    "es": {"el", "los", "las", "de", "y", "del", "en"},
    "uk": {"та", "і", "що", "або", "цієї", "не", "у"},
    "ru": {"и", "что", "или", "не", "в", "настоящего"},
}
_SCRIPTS = (re.compile(r"[a-zà-ÿ]", re.I), re.compile("[а-яіїєґ]", re.I), re.compile("[\u0600-\u06ff]"))


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one column."""

    piece: Segment
    left: float
    """Edges of the column."""
    right: float
    first: bool = False
    """Whether a new column or zone begins with it."""
    is_entry: bool = False
    """Whether it ends in a number that white sets off, as in a table of contents."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a table: what stands in each cell, line by line."""

    cells: tuple[tuple[Segment, ...], ...]
    page: int


def read(pieces: Sequence[Segment]) -> Iterator[Line | Row]:
    """The lines and rows of a page in the order in which a person reads them."""
    rows = rows_of(pieces)
    at = 0
    while at < len(rows):
        end, gutter = _zone(rows, at)
        if end - at >= _FEWEST_ROWS:
            yield from _columns(rows[at:end], gutter)
            at = end
            continue
        run = at + 1
        while run < len(rows) and _zone(rows, run)[0] - run < _FEWEST_ROWS:
            run += 1
        yield from _prose(rows[at:run])
        at = run


def rows_of(pieces: Sequence[Segment]) -> list[list[Segment]]:
    """Pieces that stand on one base line."""
    rows: list[list[Segment]] = []
    for piece in sorted(pieces, key=lambda piece: (piece.base, piece.left)):
        if rows and abs(rows[-1][0].base - piece.base) <= 0.3 * max(rows[-1][0].size, piece.size):
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.left) for row in _settled(rows)]


def _settled(rows: Sequence[list[Segment]]) -> list[list[Segment]]:
    """Small raised pieces, marks of notes mostly, go to the row that they are raised over."""
    result: list[list[Segment]] = []
    raised: list[Segment] = []
    for row in rows:
        size = max(piece.size for piece in row)
        near = [
            piece for piece in raised if piece.size < 0.85 * size and row[0].base - piece.base < 0.6 * size
        ]
        left = [piece for piece in raised if piece not in near]
        if left:
            result.append(left)
        raised = []
        if len(row) <= 3 and all(len(piece.text) <= 4 for piece in row):
            raised = row if not near else []
        if not raised:
            result.append([*row, *near])
    return [*result, raised] if raised else result


def _zone(rows: Sequence[list[Segment]], start: int) -> tuple[int, tuple[float, float]]:
    """How far rows go on that leave the same gutter white, and the gutter; no further than start if none."""
    best = (start, (0.0, 0.0))
    for gutter in _candidates(rows, start):
        end, left, right = start, start, start
        while end < len(rows):
            narrower = _white(rows[end], gutter)
            if narrower is None:
                break
            gutter = narrower
            # the lines of the two columns need not stand on the same base lines
            left = end if rows[end][0].right <= gutter[0] else left
            right = end if rows[end][-1].left >= gutter[1] else right
            alone = end > min(left, right)
            if alone and (end - min(left, right) > _ALONE or _gap(rows, end) > 4 * rows[end][0].size):
                break
            end += 1
        stop = start + _with_tail(rows[start:], min(left, right) + 1 - start, end - start, gutter)
        if stop > best[0] and not _only_markers(rows[start:stop], gutter):
            best = (stop, gutter)
    return best


def _candidates(rows: Sequence[list[Segment]], start: int) -> Iterator[tuple[float, float]]:
    """White between two pieces of a row, and through the next rows, for a row shorter than its columns."""
    pairs = [*pairwise(rows[start]), *_beside(rows, start)]
    yield from ((one.right, other.left) for one, other in pairs)
    for count in _AHEAD if pairs or _may_begin_higher(rows, start) else ():
        yield from _gutters(rows[start : start + count])


def _may_begin_higher(rows: Sequence[list[Segment]], start: int) -> bool:
    """Whether a single line may be the first of the one of two columns that begins higher than the other."""
    if start + 2 >= len(rows) or len(rows[start]) > 1 or len(rows[start + 2]) != 2:
        return False
    one, other = rows[start + 2]
    mine = one if rows[start][0].left < other.left - _GUTTER else other
    near = _gap(rows, start + 1) < 1.6 * rows[start][0].size
    return near and abs(rows[start][0].left - mine.left) < mine.size and _width(rows[start]) > _NARROWEST


def _beside(rows: Sequence[list[Segment]], start: int) -> Iterator[tuple[Segment, Segment]]:
    """Two single pieces beside one another whose base lines differ a little."""
    if start + 1 < len(rows) and len(rows[start]) == len(rows[start + 1]) == 1:
        one, other = sorted((rows[start][0], rows[start + 1][0]), key=lambda piece: piece.left)
        if abs(one.base - other.base) < 0.9 * one.size and one.right + _GUTTER < other.left:
            yield one, other


def _gap(rows: Sequence[list[Segment]], place: int) -> float:
    return rows[place][0].base - rows[place - 1][0].base


def _white(row: Sequence[Segment], gutter: tuple[float, float]) -> tuple[float, float] | None:
    left, right = gutter
    for piece in row:
        if piece.right <= left or piece.left >= right:
            continue
        if piece.left - left >= right - piece.right:
            right = piece.left
        else:
            left = piece.right
        if right - left < _GUTTER:
            return None
    return (left, right) if right - left >= _GUTTER else None


def _with_tail(rows: Sequence[list[Segment]], stop: int, end: int, gutter: tuple[float, float]) -> int:
    """A column longer than its neighbour goes on below it."""
    if stop >= _LONG_COLUMN and end - stop <= 2 * _AFTER:
        end = next((row for row in range(max(stop, end - _AFTER), end) if _is_below(rows, row, gutter)), end)
    if stop >= _LONG_COLUMN and end > stop and _is_filled(rows[stop:end], rows[:stop], gutter):
        # what crosses the gutter next may have its heading above it
        while (
            end < len(rows)
            and end > stop
            and _width(rows[end - 1]) < 0.6 * _column_width(rows[:stop], gutter)
        ):
            end -= 1
        return end
    while stop < end and stop > 0:
        row, before = rows[stop], rows[stop - 1]
        if row[0].base - before[0].base > 1.6 * row[0].size:
            break
        if row[0].right <= gutter[0] and row[0].is_bold and not before[0].is_bold:
            break
        stop += 1
    return stop


def _is_below(rows: Sequence[list[Segment]], place: int, gutter: tuple[float, float]) -> bool:
    """Whether white sets a row off from a sentence above it, which goes on at the top of the other column."""
    above = next((row[0] for row in reversed(rows[:place]) if row[0].right <= gutter[0]), None)
    if above is None or rows[place][0].left > gutter[0] or above.text[-1:] in _ENDS:
        return False
    whole = above.right - above.left > 0.9 * _column_width(rows[:place], gutter)
    return whole and rows[place][0].base - above.base > 1.7 * above.size


def _is_filled(
    tail: Sequence[list[Segment]], above: Sequence[list[Segment]], gutter: tuple[float, float]
) -> bool:
    """Whether lines below a column are set to its width, as running text is."""
    width = _column_width(above, gutter)
    wide = sum(_width(row) > 0.75 * width for row in tail)
    return width > _NARROWEST and wide >= 0.4 * len(tail)


def _column_width(rows: Sequence[list[Segment]], gutter: tuple[float, float]) -> float:
    """Of the left column."""
    inside = [piece for row in rows for piece in row if piece.right <= gutter[0] + 0.01]
    return max((piece.right for piece in inside), default=0) - min(
        (piece.left for piece in inside), default=0
    )


def _width(row: Sequence[Segment]) -> float:
    return row[-1].right - row[0].left


def _only_markers(rows: Sequence[list[Segment]], gutter: tuple[float, float]) -> bool:
    """Numbers of a list on the left, or page numbers of a table of contents on the right."""
    left = [piece.text for row in rows for piece in row if piece.right <= gutter[0]]
    right = [piece.text for row in rows for piece in row if piece.left >= gutter[1]]
    return all(_MARKER.fullmatch(text) or len(text) < 4 for text in left) or all(
        text.strip(". ").isdigit() for text in right
    )


def _columns(rows: Sequence[list[Segment]], gutter: tuple[float, float]) -> Iterator[Line | Row]:
    edges = _gutters(rows) or [gutter]
    cells = [[_cell(row, edges, index) for row in rows] for index in range(len(edges) + 1)]
    bands = _bands(rows)
    if _is_grid(cells):
        bands = _grid_bands(cells)
    if _is_table(cells, bands):
        for first, last in bands:
            yield Row(
                tuple(tuple(joined(line) for line in column[first:last] if line) for column in cells),
                rows[first][0].page,
            )
        return
    for column in cells:
        yield from _prose([line for line in column if line])


def _gutters(rows: Sequence[list[Segment]]) -> list[tuple[float, float]]:
    """White stripes that run through all rows."""
    spans = sorted((piece.left, piece.right) for row in rows for piece in row)
    gutters, reach = [], spans[0][1]
    for left, right in spans:
        if left - reach >= _GUTTER:
            gutters.append((reach, left))
        reach = max(reach, right)
    return gutters


def _cell(row: Sequence[Segment], gutters: Sequence[tuple[float, float]], index: int) -> list[Segment]:
    low = gutters[index - 1][1] if index else float("-inf")
    high = gutters[index][0] if index < len(gutters) else float("inf")
    return [piece for piece in row if piece.left >= low - 0.01 and piece.right <= high + 0.01]


def _bands(rows: Sequence[list[Segment]]) -> list[tuple[int, int]]:
    """Runs of rows between the wider white stripes that go through all columns."""
    steps = [below[0].base - above[0].base for above, below in pairwise(rows)]
    if not steps:
        return [(0, len(rows))]
    pitch = sorted(steps)[len(steps) // 4]
    size = median(row[0].size for row in rows)
    limit = max(1.25 * pitch, pitch + 0.25 * size)
    cuts = [0, *(index + 1 for index, step in enumerate(steps) if step > limit), len(rows)]
    return list(pairwise(cuts))


def _is_grid(cells: Sequence[Sequence[list[Segment]]]) -> bool:
    """Whether the lines are short, and most of them stand in all columns."""
    lines = [sum(len(piece.text) for piece in line) for column in cells for line in column if line]
    full = sum(all(column[row] for column in cells) for row in range(len(cells[0])))
    return median(lines) < _CELL and full >= 0.6 * len(cells[0])


def _grid_bands(cells: Sequence[Sequence[list[Segment]]]) -> list[tuple[int, int]]:
    """A row of a grid begins at each line that stands in the first column and in most others."""
    count = len(cells[0])
    begins = [
        row for row in range(count) if cells[0][row] and 2 * sum(bool(c[row]) for c in cells) > len(cells)
    ]
    return list(pairwise([0, *(row for row in begins if row), count]))


def _is_table(cells: Sequence[Sequence[list[Segment]]], bands: Sequence[tuple[int, int]]) -> bool:
    """Whether cells stand side by side on purpose, rather than columns of one running text."""
    level = sum(all(column[first] for column in cells) for first, _ in bands)
    lines = [sum(len(piece.text) for piece in line) for column in cells for line in column if line]
    texts = [" ".join(piece.text for line in column for piece in line) for column in cells]
    if level < 0.8 * len(bands):
        return False
    if len(cells) == 2 and _language(texts[0]) != _language(texts[1]):
        return len(bands) > 1
    return median(lines) < _CELL or len(bands) >= 4


def _language(text: str) -> str:
    """A rough name for the language of a column: its script, and its commonest small words."""
    script = max(range(len(_SCRIPTS)), key=lambda index: len(_SCRIPTS[index].findall(text[:5000])))
    words = text[:5000].lower().split()
    counts = {name: sum(word in small for word in words) for name, small in _WORDS.items()}
    name = max(counts, key=lambda name: counts[name])
    return f"{script} {name if counts[name] > 2 else ''}".strip()


def _prose(rows: Sequence[list[Segment]]) -> Iterator[Line]:
    if not rows:
        return
    # dots stand for the white before the page number of an entry, as most contents lists print them
    lines = [joined([joined(row[:-1]), row[-1]], " … ") if _is_entry(row) else joined(row) for row in rows]
    left, right = min(line.left for line in lines), max(line.right for line in lines)
    for index, (line, row) in enumerate(zip(lines, rows, strict=True)):
        yield Line(line, left, right, index == 0, _is_entry(row))


def _is_entry(row: Sequence[Segment]) -> bool:
    return (
        len(row) > 1
        and _PAGE.fullmatch(row[-1].text) is not None
        and row[-1].left - row[-2].right > 3 * row[-1].size
    )
