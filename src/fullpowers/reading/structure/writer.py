"""All lines in their order, each put into the tree where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fullpowers.model import ProvisionKind as Kind

from ..blocks import Block, BlockKind
from .chain import Key
from .lines import Enumerator, enumerator
from .outline import Heading, Outline
from .tree import Node
from .words import patterns

_TITLE_LINE = 140
_TITLE_LINES = 12
_LONGEST_TITLE = 400
_LONGEST_HEADING = 140
_SKIPPED = 3
"""Numbers that a list may leave out and still be the same list."""


@dataclass(slots=True)
class _Level:
    """One level of numbered paragraphs or points that is open."""

    style: str
    last: Key
    node: Node


def write(blocks: Sequence[Block], starts: Sequence[int], found: Outline) -> list[Node]:
    """The top-level nodes of the tree."""
    writer = _Writer(found, len(blocks))
    headings = list(found.headings)
    for index, (block, start) in enumerate(zip(blocks, starts, strict=True)):
        end = start + len(block.text)
        here: list[Heading] = []
        while headings and headings[0].start <= end:
            here.append(headings.pop(0))
        writer.block(block, index, start, here)
    return writer.roots


class _Writer:
    def __init__(self, found: Outline, count: int) -> None:
        self.roots: list[Node] = []
        self._found = found
        self._first = found.headings[0].start if found.headings else -1
        self._last_division = max(
            (h.start for h in found.headings if h.kind is not Kind.ANNEX), default=count and -1
        )
        self._open: list[tuple[int, Node]] = []
        self._levels: list[_Level] = []
        self._bodied = False
        self._titled = 0
        self._front_done = False
        self._signature: Node | None = None
        self._table: Node | None = None
        self._headed: Node | None = None

    def block(self, block: Block, index: int, start: int, headings: list[Heading]) -> None:
        """Put one block into the tree."""
        if block.kind is not BlockKind.ROW:
            self._table = None
        if not block.text:
            return
        if index in self._found.contents:
            self._contents(start)
        elif block.kind in (BlockKind.NOTE, BlockKind.MARGIN):
            kind = Kind.NOTE if block.kind is BlockKind.NOTE else Kind.MARGIN
            self.roots.append(Node(kind, start, start))
        elif block.kind is BlockKind.ROW:
            self._row(start)
        elif headings:
            if headings[0].start > start:
                self._line(block.text[: headings[0].start - start], start)
            for heading in headings:
                self._division(heading)
        else:
            self._line(block.text, start)

    def _contents(self, start: int) -> None:
        if not self.roots or self.roots[-1].kind is not Kind.CONTENTS:
            self.roots.append(Node(Kind.CONTENTS, start, start))
        self._front_done = self._front_done or self._titled > 0

    def _division(self, heading: Heading) -> None:
        while self._open and self._open[-1][0] >= heading.rank:
            self._open.pop()
        node = Node(heading.kind, heading.start, heading.body, heading.number, heading.heading)
        self._attach(node)
        self._open.append((heading.rank, node))
        self._levels = []
        self._signature = None
        # what follows the number on its line is the wording itself, unless it is a heading
        self._bodied = self._found.bare and heading.kind is Kind.SECTION
        self._headed = node if not heading.heading and not self._bodied else None

    def _attach(self, node: Node) -> None:
        if self._open:
            self._open[-1][1].add(node)
        else:
            self.roots.append(node)

    def _row(self, start: int) -> None:
        if self._table is None:
            self._table = Node(Kind.TABLE, start, start)
            if self._levels:
                self._levels[-1].node.add(self._table)
            else:
                self._attach(self._table)
        self._table.add(Node(Kind.ROW, start, start))

    def _line(self, text: str, start: int) -> None:
        if self._signature is not None:
            return
        if self._signs(text, start):
            while self._open and self._open[-1][1].kind is not Kind.ANNEX:
                self._open.pop()
            self._signature = Node(Kind.SIGNATURE, start, start)
            self._levels = []
            self._attach(self._signature)
        elif not self._open and (self._first < 0 or start < self._first):
            self._front(text, start)
        else:
            self._body(text, start)

    def _signs(self, text: str, start: int) -> bool:
        return (
            start > self._last_division and bool(self._open) and patterns().signature.match(text) is not None
        )

    def _front(self, text: str, start: int) -> None:
        """Title, recitals and enacting words, before the first division."""
        words = patterns()
        if words.enacting.search(text) and (self._titled or len(text) > _TITLE_LINE):
            self.roots.append(Node(Kind.ENACTING, start, start))
            self._front_done = True
            self._levels = []
        elif words.recital.match(text) and not self._levels:
            number = enumerator(text)
            body = start + (number.length if number else 0)
            self.roots.append(Node(Kind.RECITAL, start, body, number.number if number else ""))
            self._front_done = True
        elif not self._front_done and self._is_title(text):
            if self._titled == 0:
                self.roots.append(Node(Kind.TITLE, start, start))
            self._titled += 1
        else:
            self._front_done = True
            self._body(text, start)

    def _is_title(self, text: str) -> bool:
        if self._titled >= _TITLE_LINES or enumerator(text):
            return False
        if self._titled == 0:
            return len(text) <= _LONGEST_TITLE and not text.endswith((";", ":"))
        upper = sum(letter.isupper() for letter in text) * 2 > sum(letter.isalpha() for letter in text)
        return len(text) <= _TITLE_LINE and not text.endswith((";", ":", ",")) and (upper or text[-1] != ".")

    def _body(self, text: str, start: int) -> None:
        """A paragraph of a division, of an annex, or of a text without divisions."""
        headed, self._headed = self._headed, None
        if headed is not None and _is_heading(text):
            headed.heading, headed.body = text.strip(), start + len(text)
            return
        number = enumerator(text)
        if number and self._numbered(number, start):
            self._bodied = True
            return
        if self._open and not self._bodied:
            self._bodied = True
            return
        self._levels_home().append(Node(Kind.TEXT, start, start))

    def _levels_home(self) -> list[Node]:
        """Where an unnumbered paragraph goes: under the numbered paragraph, behind its points."""
        if not self._levels:
            return self._open[-1][1].children if self._open else self.roots
        deepest = self._levels[-1]
        if deepest.style[0].isdigit():
            return deepest.node.children
        if len(self._levels) > 1:
            return self._levels[-2].node.children
        return self._open[-1][1].children if self._open else self.roots

    def _numbered(self, number: Enumerator, start: int) -> bool:
        """Put a numbered paragraph into the level that it continues, or begin a level with it."""
        for depth in range(len(self._levels) - 1, -1, -1):
            level = self._levels[depth]
            for key in number.keys:
                if level.style == number.style and _continues(level.last, key):
                    del self._levels[depth + 1 :]
                    level.last = key
                    level.node = self._add(number, start, depth)
                    return True
        for key in number.keys[::-1]:
            if key[-1] <= 1:
                depth = len(self._levels)
                self._levels.append(_Level(number.style, key, self._add(number, start, depth)))
                return True
        return False

    def _add(self, number: Enumerator, start: int, depth: int) -> Node:
        kind = Kind.PARAGRAPH if number.style.lstrip("(")[0].isdigit() else Kind.POINT
        node = Node(kind, start, start + number.length, number.number)
        if depth:
            return self._levels[depth - 1].node.add(node)
        if self._open:
            return self._open[-1][1].add(node)
        self.roots.append(node)
        return node


def _continues(last: Key, key: Key) -> bool:
    if last == (0,) == key:
        return True
    if len(last) != len(key):
        return False
    return last < key and (last[:-1] != key[:-1] or key[-1] - last[-1] <= _SKIPPED)


def _is_heading(text: str) -> bool:
    """Whether a line below the number of a division is its heading: short, and no sentence."""
    return (
        len(text) <= _LONGEST_HEADING
        and not text.rstrip().endswith((".", ";", ":", ","))
        and (text[0].isupper() or text[0] in '("“«')
        and enumerator(text) is None
    )
