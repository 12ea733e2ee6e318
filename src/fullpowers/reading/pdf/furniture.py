"""What stands on the page and is not part of the text: running heads, page numbers; and its footnotes."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from .columns import Line, Row, rows_of
from .paragraphs import DIVISION
from .segments import Segment, joined

_ROWS = 4
"""At the top and at the bottom of a page that may be heads and feet."""
_TOP = 0.3
"""Of the height of the page, in which heads stand; and feet below."""
_SHARE = 0.3
"""Of the pages that a text has to stand on to be a running head; left and right pages may differ."""
_DRIFT = 8.0
"""Points by which a running head may move from page to page."""
_NUMBER = re.compile(r"\d{1,4}")
_ROMAN = re.compile(r"[ivxlc]{1,7}", re.I)
_ALONE = re.compile(
    r"[-–—\s]{0,8}(?:(?:page|стор\.?|с\.|seite|página)\s{0,3})?(\d{1,4})(?:\s{0,3}(?:of|/|з|de)\s{0,3}\d{1,4})?[-–—\s.]{0,8}",
    re.I,
)
_NOTE = re.compile(r"\[\d{1,3}\]|\d{1,3}\.?(?=\s{0,3}[^\W\d_]|\s{0,3}[\"“«(])|[*†‡]{1,4}(?=\s{0,3}\S)")
_NOTE_SIZE = 0.93
"""Of the size of the body."""


@dataclass(frozen=True, slots=True)
class Furniture:
    """Pages without their heads and feet, and what was taken from them."""

    pages: tuple[tuple[Segment, ...], ...]
    margins: tuple[Segment, ...]
    """Each running head once."""
    numbers: int
    """How many page numbers were left out."""


def apart(pages: Sequence[Sequence[Segment]], heights: Sequence[float]) -> Furniture:
    """The pages' pieces without running heads, page numbers and what is written aslant."""
    rows = [rows_of([piece for piece in page if piece.is_level]) for page in pages]
    edges = [list(_edge(page, height)) for page, height in zip(rows, heights, strict=True)]
    taken = _running(rows, edges) | _numbers(rows, edges)
    kept: list[tuple[Segment, ...]] = []
    margins: dict[str, Segment] = {}
    numbers = 0
    for index, page in enumerate(rows):
        gone = _peeled(index, page, edges[index], taken)
        for place in sorted(gone):
            row = joined(page[place])
            if _ALONE.fullmatch(row.text):
                numbers += 1
            else:
                margins.setdefault(_NUMBER.sub("#", row.text), row)
        kept.append(tuple(piece for place, row in enumerate(page) if place not in gone for piece in row))
        for piece in pages[index]:
            if not piece.is_level:
                margins.setdefault(piece.text, piece)
    return Furniture(tuple(kept), tuple(margins.values()), numbers)


def _edge(page: Sequence[Sequence[Segment]], height: float) -> Iterable[tuple[int, int]]:
    """Places of the outer rows of a page, and their distance from the edge (negative at the bottom)."""
    count = len(page)
    for distance in range(min(_ROWS, count)):
        if page[distance][0].base < _TOP * height:
            yield distance, distance
        if page[count - 1 - distance][0].base > (1 - _TOP) * height:
            yield count - 1 - distance, -1 - distance


def _running(
    rows: Sequence[Sequence[Sequence[Segment]]], edges: Sequence[Sequence[tuple[int, int]]]
) -> set[tuple[int, int]]:
    """Rows (page, place) with the same words at the same height of many pages."""
    where: dict[tuple[str, bool], list[tuple[int, int, float]]] = defaultdict(list)
    for index, page in enumerate(rows):
        for place, distance in edges[index]:
            text = joined(page[place]).text
            if len(text) > 2:
                where[text.casefold(), distance < 0].append((index, place, page[place][0].base))
    least = max(2, round(_SHARE * len(rows)))
    found: set[tuple[int, int]] = set()
    for places in where.values():
        height = median(base for _, _, base in places)
        near = [(index, place) for index, place, base in places if abs(base - height) <= _DRIFT]
        if len({index for index, _ in near}) >= least:
            found.update(near)
    return found


def _numbers(
    rows: Sequence[Sequence[Sequence[Segment]]], edges: Sequence[Sequence[tuple[int, int]]]
) -> set[tuple[int, int]]:
    """Rows that count with the pages: ``- 3 -``, ``Page 3 of 9``, a running head with a number in it."""
    found: dict[tuple[str, bool, int], set[tuple[int, int]]] = defaultdict(set)
    for index, page in enumerate(rows):
        for place, distance in edges[index]:
            text = joined(page[place]).text
            if len(text) > 120 or not (_ALONE.fullmatch(text) or _stands_off(page, place, distance)):
                continue
            shape = _NUMBER.sub("#", text).casefold()
            for number in _NUMBER.findall(text)[:4]:
                found[shape, distance < 0, int(number) - index].add((index, place))
            if _ROMAN.fullmatch(text.strip("-–—. ")):
                found["roman", distance < 0, _roman(text.strip("-–—. ")) - index].add((index, place))
    result: set[tuple[int, int]] = set()
    for (shape, below, _), places in found.items():
        pages = {index for index, _ in places}
        alone = shape == "roman" or _ALONE.fullmatch(shape.replace("#", "1")) is not None
        least = 2 if alone else max(2, round(_SHARE * len(rows)))
        if len(pages) >= least or (alone and below and len(rows) == 1):
            result |= places
    return result


def _stands_off(page: Sequence[Sequence[Segment]], place: int, distance: int) -> bool:
    """Whether white sets a row with a number in it off from the text, and it is no heading of an article."""
    if DIVISION.match(joined(page[place]).text):
        return False
    inward = place + 1 if distance >= 0 else place - 1
    if not 0 <= inward < len(page):
        return True
    return abs(page[inward][0].base - page[place][0].base) > 1.5 * page[inward][0].size


def _roman(letters: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}[letter] for letter in letters.lower()]
    return sum(
        -value if index + 1 < len(values) and value < values[index + 1] else value
        for index, value in enumerate(values)
    )


def _peeled(
    index: int,
    page: Sequence[Sequence[Segment]],
    edges: Sequence[tuple[int, int]],
    taken: set[tuple[int, int]],
) -> set[int]:
    """Places of a page that go: from either edge inward, up to white that sets them off from the text."""
    gone: set[int] = set()
    for step in (1, -1):
        run: list[int] = []
        for place, distance in edges:
            if (distance >= 0) != (step > 0):
                continue
            if (index, place) not in taken:
                break
            run.append(place)
        while run and not _is_set_off(page, run[-1], step):
            run.pop()
        gone.update(run)
    return gone


def _is_set_off(page: Sequence[Sequence[Segment]], place: int, step: int) -> bool:
    inward = place + step
    if not 0 <= inward < len(page):
        return True
    return abs(page[inward][0].base - page[place][0].base) > 1.3 * page[inward][0].size


def body_size(lines: Iterable[Line | Row]) -> float:
    """The size of print of most characters."""
    sizes: Counter[float] = Counter()
    for line in lines:
        if isinstance(line, Line):
            sizes[round(line.piece.size * 2) / 2] += len(line.piece.text)
    return sizes.most_common(1)[0][0] if sizes else 10.0


def notes_apart(
    page: Sequence[Line | Row], size: float, height: float
) -> tuple[list[Line | Row], list[Line]]:
    """The lines of the body, and those of the footnotes below them.

    Args:
        page: its lines and rows in reading order.
        size: of print of the body.
        height: of the page.
    """
    body: list[Line | Row] = []
    notes: list[Line] = []
    for column in _columns(page):
        first = _first_note(column, size, height)
        body += column[:first]
        notes += (line for line in column[first:] if isinstance(line, Line))
    return body, notes


def _columns(page: Sequence[Line | Row]) -> list[list[Line | Row]]:
    columns: list[list[Line | Row]] = []
    for line in page:
        if not columns or (isinstance(line, Line) and line.first):
            columns.append([])
        columns[-1].append(line)
    return columns


def _first_note(column: Sequence[Line | Row], size: float, height: float) -> int:
    """Where the small print at the foot of a column begins, if it begins as a note does."""
    start = len(column)
    while start:
        line = column[start - 1]
        if not isinstance(line, Line) or line.piece.size > _NOTE_SIZE * size:
            break
        start -= 1
    for place in range(start, len(column)):
        line = column[place]
        if isinstance(line, Line) and _NOTE.match(line.piece.text):
            low = line.piece.base > 0.3 * height
            return place if low and (place or len(column) < 12) else len(column)
    return len(column)


def note_text(text: str) -> tuple[str, bool]:
    """The text of a note with its mark in brackets, as it is in the body; whether it begins a note."""
    found = _NOTE.match(text)
    if not found:
        return text, False
    mark = found[0] if found[0].startswith("[") else f"[{found[0].rstrip('.')}]"
    return f"{mark} {text[found.end() :].lstrip()}", True
