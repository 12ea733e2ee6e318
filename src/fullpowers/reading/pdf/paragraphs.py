"""Lines to paragraphs, over the ends of columns and pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from itertools import pairwise

from fullpowers.model import Severity, from_yaml

from ..blocks import Block, BlockKind, Mark, MarkKind
from ..plain import MARKER
from ..rows import row_blocks
from . import redline
from .columns import Line, Row
from .segments import Remark, Segment, moved

_ENDS = ".;:!?"
_WIDE_STEP = 1.25
"""Of the usual distance of two lines: more begins a new paragraph."""
_FIRST_WORD = re.compile(r"[^\W\d_]+")
_LAST_PART = re.compile(r"([^\W\d_]+)[-‐]$")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_POINT = re.compile(r"\([\w]{1,4}\)|[-–—•*▪]\s")
_LINKS = (",", ";", ":", " and", " or", " та", " або", " і")
DIVISION = re.compile(
    r"(?:article|section|chapter|annex|part|appendix|schedule|title|art[ií]culo|cap[ií]tulo|secci[oó]n|anexo|"
    r"chapitre|annexe|стаття|розділ|глава|додаток|статья|раздел|приложение)\s+[\w.]{1,8}\.?",
    re.I,
)
_LEADERS = re.compile(r"(?:\.{4,}|(?:\. ){4,}|…{2,})\s{0,3}[\divxlc]{1,6}$", re.I)
"""The end of a line in a table of contents."""
_HEADING = 160


@dataclass(frozen=True, slots=True)
class Hyphens:
    """The file ``data/hyphens.yaml``."""

    source: str
    prefixes: tuple[str, ...]


@cache
def prefixes() -> frozenset[str]:
    """First parts of words that keep their hyphen."""
    text = resources.files("fullpowers.reading").joinpath("data/hyphens.yaml").read_text("utf-8")
    return frozenset(from_yaml(text, Hyphens, where="reading/data/hyphens.yaml").prefixes)


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line of the page stands in a block."""

    page: int
    left: float
    base: float
    block: int
    start: int
    end: int


@dataclass(slots=True)
class Words:
    """The words that the file spells within a line, by which a split word is judged."""

    seen: Counter[str] = field(default_factory=Counter)

    @classmethod
    def of(cls, lines: Iterable[Line | Row]) -> Words:
        """The words of these lines, but for those that a line's end may have split."""
        words = cls()
        for line in lines:
            if isinstance(line, Line):
                whole = _WORD.findall(line.piece.text.casefold().rstrip("-‐"))
                words.seen.update(whole)
                words.seen.update(part for word in whole if "-" in word for part in word.split("-"))
        return words

    def is_hyphenated(self, before: str, after: str) -> bool:
        """Whether ``before-`` and ``after`` are a word with a hyphen of its own, rather than a split word."""
        one, other = before.casefold(), after.casefold()
        if self.seen[one + other]:
            return False
        if self.seen[f"{one}-{other}"]:
            return True
        if one in prefixes():
            return True
        return len(one) > 2 and len(other) > 2 and self.seen[one] > 0 and self.seen[other] > 0


@dataclass(slots=True)
class Paragraphs:
    """Collects lines and makes blocks of them."""

    words: Words
    size: float
    """Of print of the body."""
    kind: BlockKind = BlockKind.PARAGRAPH
    blocks: list[Block] = field(default_factory=list)
    spots: list[Spot] = field(default_factory=list)
    _lines: list[Line] = field(default_factory=list)

    def read(self, lines: Sequence[Line | Row]) -> None:
        """Add the lines of all pages, in reading order."""
        pitch = _pitch(lines)
        edges = _edges(lines, pitch)
        for place, line in enumerate(lines):
            if isinstance(line, Row):
                self.end()
                self._row(line)
                continue
            line = replace(line, right=edges[place])
            if self._lines and not continues(self._lines, line, pitch):
                self.end()
            self._lines.append(line)
        self.end()

    def end(self) -> None:
        """Close the paragraph that is open."""
        if not self._lines:
            return
        text = ""
        marks: list[Mark] = []
        for line in self._lines:
            text = self._joint(text, line.piece.text)
            start = len(text)
            text += line.piece.text
            piece = line.piece
            self.spots.append(Spot(piece.page, piece.left, piece.base, len(self.blocks), start, len(text)))
            marks += map(mark, moved(piece.remarks, start))
        first = self._lines[0].piece
        kind = self.kind
        if kind is BlockKind.PARAGRAPH and len(text) <= _HEADING and self._is_heading():
            kind = BlockKind.HEADING
        self.blocks.append(Block(text, kind, place=f"page {first.page}", marks=tuple(marks)))
        self._lines = []

    def _is_heading(self) -> bool:
        return all(line.piece.is_bold or line.piece.size > 1.12 * self.size for line in self._lines)

    def _joint(self, text: str, after: str) -> str:
        """The text up to here, ready for the next line."""
        if not text:
            return text
        part, word = _LAST_PART.search(text[-60:]), _FIRST_WORD.match(after)
        if part and word and after[0].islower():
            return text if self.words.is_hyphenated(part[1], word[0]) else text[:-1]
        if text.endswith(("-", "‐", "–", "/")) and text[-2:-1].isalnum() and after[:1].isalnum():
            return text
        return text + " "

    def _row(self, row: Row) -> None:
        cells: list[list[Block]] = []
        for pieces in row.cells:
            inner = Paragraphs(self.words, self.size)
            if pieces:
                left, right = min(p.left for p in pieces), max(p.right for p in pieces)
                inner.read([Line(piece, left, right, index == 0) for index, piece in enumerate(pieces)])
            cells.append(inner.blocks)
        made = row_blocks(cells, BlockKind.PARAGRAPH, f"page {row.page}")
        first = next((piece for cell in row.cells for piece in cell), None)
        if first:
            self.spots.append(Spot(row.page, first.left, first.base, len(self.blocks), 0, len(made[0].text)))
        self.blocks += made


def mark(remark: Remark) -> Mark:
    """What is said of a stretch, as a mark of its block."""
    change = redline.mark(remark.code, remark.start, remark.end)
    if change is not None:
        return change
    severity = Severity.ALARM if remark.grave else Severity.CAUTION
    return Mark(
        MarkKind.NOTICE, remark.start, remark.end, text=remark.message, code=remark.code, severity=severity
    )


def continues(paragraph: Sequence[Line], line: Line, pitch: dict[float, float]) -> bool:
    """Whether ``line`` goes on with the paragraph."""
    before = paragraph[-1]
    one, other = before.piece, line.piece
    if before.is_entry or line.is_entry or _LEADERS.search(one.text) or _LEADERS.search(other.text):
        return False
    if abs(one.size - other.size) > 0.09 * max(one.size, other.size):
        return False
    ended = one.text[-1] in _ENDS
    marked = MARKER.match(other.text) is not None
    short = room(before, other) > 0
    if one.is_bold != other.is_bold and (short or ended or DIVISION.match(one.text)):
        return False
    if DIVISION.fullmatch(one.text) or (DIVISION.match(other.text) and (ended or short or other.is_bold)):
        return False
    if line.first or one.page != other.page or other.base < one.base:
        if ended or marked or short or _is_centred(before):
            return False
        return other.text[0].islower() or not _POINT.match(other.text)
    if other.base - one.base > _WIDE_STEP * pitch.get(round(one.size), 1.25 * one.size) + 0.5:
        return False
    if _is_centred(before) or _is_centred(line):
        return _is_centred(before) and _is_centred(line) and not short and not ended
    if marked and (ended or one.text.endswith(_LINKS) or short):
        return False
    if short:
        return False
    indent = other.left - min(piece.piece.left for piece in paragraph)
    if ended and indent > 0.8 * other.size:
        return False
    outdented = len(paragraph) > 1 and other.left < one.left - 0.8 * other.size
    return not (outdented and (ended or marked))


def room(before: Line, after: Segment) -> float:
    """Points left at the end of a line after the next word would have been set there."""
    word = after.text.split(None, 1)[0] if after.text else ""
    width = (after.right - after.left) * (len(word) + 1) / max(1, len(after.text))
    return before.right - before.piece.right - max(width, 0.4 * after.size * (len(word) + 1)) - 1.0


def _is_centred(line: Line) -> bool:
    left, right = line.piece.left - line.left, line.right - line.piece.right
    return left > 2 * line.piece.size and abs(left - right) < max(6.0, 0.08 * (left + right))


def _pitch(lines: Sequence[Line | Row]) -> dict[float, float]:
    """The usual distance of two lines for each size of print."""
    steps: dict[float, Counter[float]] = {}
    for above, below in pairwise(lines):
        if not (isinstance(above, Line) and isinstance(below, Line)) or below.first:
            continue
        step = below.piece.base - above.piece.base
        size = above.piece.size
        if above.piece.page == below.piece.page and 0.9 * size < step < 2.6 * size:
            steps.setdefault(round(size), Counter())[round(step * 4) / 4] += 1
    result = {}
    for size, counts in steps.items():
        common = counts.most_common(1)[0][1]
        # where paragraphs of one line are many, the distance of paragraphs is as common as that of lines
        result[size] = min(
            step for step, count in counts.items() if count >= max(2, 0.25 * common) or common < 2
        )
    return result


def _edges(lines: Sequence[Line | Row], pitch: dict[float, float]) -> list[float]:
    """The right edge that each line was set to: that of its column, or of a narrower block of lines."""
    edges = [line.right if isinstance(line, Line) else 0.0 for line in lines]
    start = 0
    for place in range(1, len(lines) + 1):
        if place < len(lines) and _same_block(lines[place - 1], lines[place], pitch):
            continue
        run = [line for line in lines[start:place] if isinstance(line, Line)]
        if len(run) >= 3:
            right = max(line.piece.right for line in run)
            full = sum(line.piece.right > right - 0.08 * (right - line.piece.left) for line in run)
            if full >= 0.6 * len(run):
                edges[start:place] = [right] * (place - start)
        start = place
    return edges


def _same_block(above: Line | Row, below: Line | Row, pitch: dict[float, float]) -> bool:
    if not (isinstance(above, Line) and isinstance(below, Line)) or below.first:
        return False
    step = below.piece.base - above.piece.base
    usual = pitch.get(round(above.piece.size), 1.25 * above.piece.size)
    return above.piece.page == below.piece.page and 0 < step <= _WIDE_STEP * usual + 0.5
