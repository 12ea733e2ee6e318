"""Characters to pieces of lines: words that follow one another on one base line without a wide gap."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from ..line import raised
from .glyphs import Flags, Floats, Page

_WIDE_GAP = 1.3
"""Of the size of print: wider than any space of justified text, narrower than a gutter."""
_SMALL = 0.85
"""Of the size of the line: a figure smaller than that and higher up is a mark of a note, or a power."""

Indices = NDArray[np.intp]
Rule = tuple[float, float, float]
"""An upright rule: its place from the left, its top and its bottom."""
Said = dict[int, tuple["Remark", ...]]
"""What is to be said of single characters, by index."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to say of a stretch of a piece's text."""

    start: int
    end: int
    code: str
    message: str
    grave: bool = True


@dataclass(frozen=True, slots=True)
class Segment:
    """A piece of a line."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    """Of the line of writing, in points from the top."""
    size: float
    is_bold: bool
    page: int
    is_level: bool = True
    """Not so when it is written aslant or upright, as watermarks are."""
    remarks: tuple[Remark, ...] = ()


def segments(page: Page, shown: Flags, said: Said | None = None, rules: Sequence[Rule] = ()) -> list[Segment]:
    """The pieces of the lines of a page, in the order of the content.

    Args:
        page: with its characters.
        shown: the characters that are taken.
        said: what is to be said of single characters, by index.
        rules: upright ones, which part what stands on either side.
    """
    indices = np.flatnonzero(shown & (page.codes != 13) & (page.codes != 10))
    drawn = indices[page.owner[indices] >= 0]
    if not len(drawn):
        return []
    boxes, origins, sizes = page.boxes[drawn], page.origins[drawn], np.maximum(page.sizes[drawn], 1.0)
    angles = np.array([item.angle for item in page.objects])[page.owner[drawn]]
    level = (angles < 20) | (angles > 340)
    size = np.maximum(sizes[1:], sizes[:-1])
    rise = np.abs(np.diff(origins[:, 1]))
    # a raised or lowered figure stays on its line
    small = np.minimum(sizes[1:], sizes[:-1]) < _SMALL * size
    off = rise > np.where(small, 0.55, 0.25) * size
    gap = np.maximum(boxes[1:, 0] - boxes[:-1, 2], boxes[:-1, 0] - boxes[1:, 2])
    # print that steps far back begins a new line, or was drawn out of order
    back = boxes[:-1, 0] - boxes[1:, 0] > 0.6 * size
    both = level[1:] & level[:-1]
    parted = np.zeros(len(rise), bool)
    for x, top, bottom in rules:
        parted |= (
            (boxes[:-1, 2] <= x + 1)
            & (boxes[1:, 0] >= x - 1)
            & (origins[1:, 1] > top)
            & (origins[1:, 1] < bottom)
        )
    breaks = (
        np.flatnonzero((both & (off | back | parted | (gap > _WIDE_GAP * size))) | (level[1:] != level[:-1]))
        + 1
    )
    return list(_pieces(page, indices, drawn, level, breaks.tolist(), said or {}))


def _pieces(
    page: Page, indices: Indices, drawn: Indices, level: Flags, breaks: list[int], said: Said
) -> Iterator[Segment]:
    bold = np.array([item.font.is_bold for item in page.objects])
    all_sizes = page.sizes
    ends = [*(int(drawn[at]) for at in breaks), int(indices[-1]) + 1]
    begin = int(indices[0])
    for first, last, end in zip([0, *breaks], [*breaks, len(drawn)], ends, strict=True):
        mine = drawn[first:last]
        inside = indices[np.searchsorted(indices, begin) : np.searchsorted(indices, end)]
        begin = end
        boxes = page.boxes[mine]
        size, base = _middle(all_sizes[mine]), _middle(page.origins[mine, 1])
        up = (page.owner[inside] >= 0) & (all_sizes[inside] < _SMALL * size)
        up &= base - page.origins[inside, 1] > 0.15 * size
        text, remarks = _text(page, inside, up, said)
        if not text:
            continue
        yield Segment(
            text,
            float(boxes[:, 0].min()),
            float(boxes[:, 1].min()),
            float(boxes[:, 2].max()),
            float(boxes[:, 3].max()),
            base,
            size,
            int(bold[page.owner[mine]].sum()) > 0.8 * len(mine),
            page.number,
            bool(level[first]),
            remarks,
        )


def _middle(values: Floats) -> float:
    """The value in the middle; much quicker than numpy's median on few values."""
    return float(np.sort(values)[len(values) // 2])


def _text(page: Page, indices: Indices, up: Flags, said: Said) -> tuple[str, tuple[Remark, ...]]:
    """The words of a piece, with marks of notes in brackets, and what is said of them."""
    characters = [_character(code) for code in page.codes[indices].tolist()]
    if up.any():
        characters = _with_marks(characters, up.tolist())
    if not said or not any(index in said for index in indices.tolist()):
        return " ".join("".join(characters).split()), ()
    return _with_remarks(characters, indices.tolist(), said)


def _character(code: int) -> str:
    # PDFium writes U+0002 or U+FFFE for a hyphen that ends a line
    if code in (2, 0xFFFE):
        return "-"
    return "" if code == 0 or 0xD800 <= code < 0xE000 or code > 0x10FFFF else chr(code)


def _with_marks(characters: list[str], up: Sequence[bool]) -> list[str]:
    """Raised figures as they have to be written on the line."""
    result = list(characters)
    start = 0
    while start < len(result):
        end = start
        while end < len(result) and up[end]:
            end += 1
        if end > start:
            before = "".join(result[:start]).rstrip()
            figure = "".join(characters[start:end]).strip()
            # at the beginning of a line it is the mark of the note that follows
            result[start] = raised(figure, before) if before else _leading(figure)
            result[start + 1 : end] = [""] * (end - start - 1)
        start = max(end, start + 1)
    return result


def _leading(figure: str) -> str:
    return f"[{figure}] " if figure.isdecimal() else figure


def _with_remarks(characters: list[str], indices: list[int], said: Said) -> tuple[str, tuple[Remark, ...]]:
    text = ""
    remarks: list[Remark] = []
    for character, index in zip(characters, indices, strict=True):
        if character.isspace():
            if text and not text.endswith(" "):
                text += " "
            continue
        for remark in said.get(index, ()) if character else ():
            _say(remarks, remark, len(text), len(text) + len(character))
        text += character
    return text.rstrip(), tuple(remarks)


def _say(remarks: list[Remark], remark: Remark, start: int, end: int) -> None:
    """Add a remark, or let the same one that ends here go on."""
    for place in range(len(remarks) - 1, max(-1, len(remarks) - 3), -1):
        last = remarks[place]
        if (last.end, last.code, last.message) == (start, remark.code, remark.message):
            remarks[place] = replace(last, end=end)
            return
    remarks.append(replace(remark, start=start, end=end))


def joined(pieces: Sequence[Segment], gap: str = " ") -> Segment:
    """Pieces of one line, from left to right, as one."""
    if len(pieces) == 1:
        return pieces[0]
    pieces = sorted(pieces, key=lambda piece: piece.left)
    longest = max(pieces, key=lambda piece: len(piece.text))
    text, remarks = "", []
    for piece in pieces:
        if text and piece.size < _SMALL * longest.size and longest.base - piece.base > 0.15 * longest.size:
            text += raised(piece.text, text)
            continue
        text += gap if text else ""
        remarks += moved(piece.remarks, len(text))
        text += piece.text
    return replace(
        longest,
        text=text,
        left=pieces[0].left,
        right=max(piece.right for piece in pieces),
        top=min(piece.top for piece in pieces),
        bottom=max(piece.bottom for piece in pieces),
        is_bold=all(piece.is_bold for piece in pieces),
        remarks=tuple(remarks),
    )


def moved(remarks: Sequence[Remark], by: int) -> list[Remark]:
    """The same remarks after ``by`` more characters."""
    return [replace(remark, start=remark.start + by, end=remark.end + by) for remark in remarks]
