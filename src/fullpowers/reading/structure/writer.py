"""All lines in their order, each put into the tree where it belongs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullpowers.model import ProvisionKind as Kind

from ..blocks import Block, BlockKind
from . import flat
from .chain import Key
from .lines import Enumerator, enumerator, is_title_case
from .numbers import is_roman
from .outline import Heading, Outline
from .tree import Node
from .words import fold, patterns

_TITLE_LINE = 140
_TITLE_LINES = 12
_LONGEST_TITLE = 400
_LONGEST_FRONT = 500
"""Paragraphs before the first division that may be title, recitals or enacting words."""
_LONGEST_HEADING = 200
_DEEPEST = 7
"""Levels of lists inside lists; a further list takes the place of the innermost one."""
_WRAPPED = 55
"""A line of a heading that may have been too long for the page."""
_HEADING_LINES = 3
"""Lines of a heading that are looked for."""
_NOTE_MARKS = re.compile(r"(?:\[\d{1,3}\]\s{0,2}){1,5}$")
_FIRST = re.compile(r"[^\W\d_]{2,12}\.? (?:1|I)[.:]?|第[一1]条.{0,40}")
"""The heading of a first article in a language whose word for it is not known: ``Artykuł 1``."""
_SKIPPED = 3
"""Numbers that a list may leave out and still be the same list."""


@dataclass(slots=True)
class _Level:
    """One level of numbered paragraphs or points that is open."""

    style: str
    last: Key
    node: Node
    """The latest of them."""
    home: list[Node]
    """Where they all go."""


def write(blocks: Sequence[Block], starts: Sequence[int], found: Outline) -> list[Node]:
    """The top-level nodes of the tree."""
    writer = _Writer(found, blocks)
    headings = list(found.headings)
    for index, (block, start) in enumerate(zip(blocks, starts, strict=True)):
        end = start + len(block.text)
        here: list[Heading] = []
        while headings and headings[0].start <= end:
            here.append(headings.pop(0))
        writer.block(block, index, start, here)
    return writer.roots


class _Writer:
    def __init__(self, found: Outline, blocks: Sequence[Block]) -> None:
        self.roots: list[Node] = []
        self._found = found
        self._blocks = blocks
        self._first = found.headings[0].start if found.headings else -1
        self._last_division = max(
            (h.start for h in found.headings if h.kind is not Kind.ANNEX), default=len(blocks) and -1
        )
        self._open: list[tuple[int, Node]] = []
        self._levels: list[_Level] = []
        self._bodied = False
        self._titled = 0
        self._fronted = 0
        self._front_done = False
        self._preamble = False
        self._signature: Node | None = None
        self._table: Node | None = None
        self._headed: Node | None = None
        self._signed = False
        """Whether the heading of the division that is open says that it holds signatures."""
        self._unfinished: tuple[Node | None, int] = (None, 0)
        self._index = 0

    def block(self, block: Block, index: int, start: int, headings: list[Heading]) -> None:
        """Put one block into the tree."""
        self._index = index
        if block.kind is not BlockKind.ROW:
            self._table = None
        if not block.text:
            return
        if index in self._found.contents:
            self._contents(start)
        elif block.kind in (BlockKind.NOTE, BlockKind.MARGIN):
            kind = Kind.NOTE if block.kind is BlockKind.NOTE else Kind.MARGIN
            self.roots.append(Node(kind, start, start))
            self._open, self._levels = [], []
        elif block.kind is BlockKind.ROW:
            self._row(start)
        elif headings:
            if headings[0].start > start:
                self._flat(block.text[: headings[0].start - start], start)
            ends = [heading.start for heading in headings[1:]] + [start + len(block.text)]
            for heading, end in zip(headings, ends, strict=True):
                self._division(heading)
                self._wording(heading, block.text[heading.body - start : end - start])
        elif len(block.text) > flat.LONG:
            self._flat(block.text, start)
        else:
            self._line(block.text, start)

    def _flat(self, text: str, start: int) -> None:
        """A long paragraph, line by line as far as the lines can be made out."""
        cuts = flat.front(text) if self._is_front(start) else self._pieces(text, start)
        for cut, end in pairwise([0, *(cut for cut in cuts if cut), len(text)]):
            self._line(text[cut:end], start + cut)

    def _pieces(self, text: str, start: int) -> list[int]:
        """Where paragraphs, points and the signature block begin inside ``text``."""
        cuts = flat.items(text)
        if start > self._last_division:
            cuts = sorted({*cuts, *flat.signature(text)})
        return cuts

    def _wording(self, heading: Heading, text: str) -> None:
        """The wording that stands on a heading's own line, with the numbered paragraphs in it."""
        lead = len(text) - len(text.lstrip(" .:–—-"))
        text = text[lead:]
        if not text:
            return
        self._headed = None
        if patterns().signed.match(text):
            self._signed = True
            return
        cuts = self._pieces(text, heading.body + lead)
        self._bodied = True
        for cut, end in pairwise([*cuts, len(text)]):
            self._line(text[cut:end], heading.body + lead + cut)

    def _contents(self, start: int) -> None:
        self._levels = []
        home = self._home()
        if not home or home[-1].kind is not Kind.CONTENTS:
            home.append(Node(Kind.CONTENTS, start, start))
        self._front_done = self._front_done or self._titled > 0

    def _division(self, heading: Heading) -> None:
        while self._open and self._open[-1][0] >= heading.rank:
            self._open.pop()
        node = Node(heading.kind, heading.start, heading.body, heading.number, heading.heading)
        self._attach(node)
        self._open.append((heading.rank, node))
        self._levels = []
        self._signature = None
        self._signed = patterns().signed.match(heading.heading) is not None
        # what follows the number on its line is the wording itself, unless it is a heading
        self._bodied = self._found.bare and heading.kind is Kind.SECTION
        self._headed = node if not heading.heading and not self._bodied else None
        self._unfinished = (None, 0)

    def _attach(self, node: Node) -> None:
        if self._open:
            self._open[-1][1].add(node)
        else:
            self.roots.append(node)

    def _row(self, start: int) -> None:
        if self._table is None:
            self._table = Node(Kind.TABLE, start, start)
            self._home().append(self._table)
        self._table.add(Node(Kind.ROW, start, start))

    def _line(self, text: str, start: int) -> None:
        if self._signature is not None:
            return
        if self._signed or self._signs(text, start):
            while not self._signed and self._open and self._open[-1][1].kind is not Kind.ANNEX:
                self._open.pop()
            self._signature = Node(Kind.SIGNATURE, start, start)
            self._levels = []
            self._attach(self._signature)
        elif self._is_front(start) and self._fronted < _LONGEST_FRONT:
            self._fronted += 1
            self._front(text, start)
        else:
            self._body(text, start)

    def _is_front(self, start: int) -> bool:
        return not self._open and (self._first < 0 or start < self._first)

    def _signs(self, text: str, start: int) -> bool:
        return (
            start > self._last_division and bool(self._open) and patterns().signature.match(text) is not None
        )

    def _front(self, text: str, start: int) -> None:
        """Title, recitals and enacting words, before the first division."""
        words = patterns()
        if words.preamble.match(text):
            self.roots.append(Node(Kind.TEXT, start, start + len(text)))
            self._front_done = self._preamble = True
            self._levels = []
        elif words.enacting.search(text) and (self._titled or len(text) > _TITLE_LINE):
            self.roots.append(Node(Kind.ENACTING, start, start))
            self._front_done = True
            self._levels = []
        elif not self._levels and (words.recital.match(text) or self._is_recital(text)):
            number = enumerator(text)
            body = start + (number.length if number else 0)
            self.roots.append(Node(Kind.RECITAL, start, body, number.number if number else ""))
            self._front_done = True
        elif not self._front_done and not self._titled and is_roman(text.strip(" .").lower() or "-"):
            self.roots.append(Node(Kind.TEXT, start, start))  # the number of the first of two notes
        elif not self._front_done and self._is_title(text):
            if self._titled == 0:
                self.roots.append(Node(Kind.TITLE, start, start))
            self._titled += 1
        else:
            self._front_done = True
            self._body(text, start)

    def _is_recital(self, text: str) -> bool:
        """Under the word Preamble or Recitals, a paragraph that goes on or is numbered."""
        return self._preamble and (text.rstrip().endswith(";") or enumerator(text) is not None)

    def _is_title(self, text: str) -> bool:
        if self._titled >= _TITLE_LINES or enumerator(text):
            return False
        if self._titled and _FIRST.fullmatch(text.strip()):
            return False
        if self._titled == 0:
            return len(text) <= _LONGEST_TITLE and not text.endswith((";", ":"))
        upper = sum(letter.isupper() for letter in text) * 2 > sum(letter.isalpha() for letter in text)
        return len(text) <= _TITLE_LINE and not text.endswith((*";:,،؛",)) and (upper or text[-1] != ".")

    def _body(self, text: str, start: int) -> None:
        """A paragraph of a division, of an annex, or of a text without divisions."""
        node, lines = self._unfinished
        if node is not None and lines > 0:
            node.heading, node.body = f"{node.heading} {text.strip().rstrip('.')}", start + len(text)
            self._unfinished = (node, lines - 1)
            return
        headed, self._headed = self._headed, None
        if headed is not None and headed.kind is Kind.ANNEX and patterns().belonging.match(text):
            self._headed = headed  # its heading comes below
            return
        if headed is not None and (lines := _heading_lines([text, *self._ahead()])):
            headed.heading, headed.body = text.strip().rstrip("."), start + len(text)
            self._unfinished = (headed, lines - 1)
            self._signed = lines == 1 and patterns().signed.match(headed.heading) is not None
            return
        number = enumerator(text)
        if number and self._numbered(number, start):
            self._bodied = True
            return
        if self._open and not self._bodied:
            self._bodied = True
            return
        self._home().append(Node(Kind.TEXT, start, start))

    def _ahead(self) -> list[str]:
        """The lines that follow, which a heading may run over."""
        return [block.text for block in self._blocks[self._index + 1 : self._index + 1 + _HEADING_LINES]]

    def _home(self) -> list[Node]:
        """Where an unnumbered paragraph goes: under the numbered paragraph, behind its points."""
        if not self._levels:
            return self._open[-1][1].children if self._open else self.roots
        deepest = self._levels[-1]
        return deepest.node.children if deepest.style.lstrip("([")[0].isdigit() else deepest.home

    def _numbered(self, number: Enumerator, start: int) -> bool:
        """Put a numbered paragraph into the level that it continues, or begin a level with it."""
        for depth in range(len(self._levels) - 1, -1, -1):
            level = self._levels[depth]
            for style, key in number.values:
                if level.style == style and _continues(level.last, key):
                    del self._levels[depth + 1 :]
                    level.last = key
                    level.node = _item(number, start)
                    level.home.append(level.node)
                    return True
        for style, key in number.values[::-1]:
            if key[-1] <= 1:
                del self._levels[_DEEPEST:]
                node = _item(number, start)
                home = self._below()
                home.append(node)
                self._levels.append(_Level(style, key, node, home))
                return True
        return False

    def _below(self) -> list[Node]:
        """Where a list inside the innermost list goes."""
        if not self._levels:
            return self._home()
        deepest = self._levels[-1]
        if deepest.home[-1] is deepest.node:
            return deepest.node.children
        # an unnumbered paragraph stands between: the list is its own
        return deepest.home[-1].children if deepest.home[-1].kind is Kind.TEXT else deepest.home


def _item(number: Enumerator, start: int) -> Node:
    kind = Kind.PARAGRAPH if number.values[0][0].lstrip("([")[0].isdigit() else Kind.POINT
    return Node(kind, start, start + number.length, number.number)


def _continues(last: Key, key: Key) -> bool:
    if last == (0,) == key:
        return True
    if len(last) != len(key):
        return False
    return last < key and (last[:-1] != key[:-1] or key[-1] - last[-1] <= _SKIPPED)


def _heading_lines(lines: Sequence[str]) -> int:
    """How many of the ``lines`` below the number of a division are its heading; 0 when none is.

    A heading is short and no sentence; one that was wrapped goes on in small letters.
    """
    first = lines[0]
    if not (first[0].isupper() or first[0] in '("“«' or _has_no_case(first[0])) or enumerator(first):
        return 0
    taken = 1
    for line in lines[1:]:
        if not line or not _goes_on(lines[taken - 1].rstrip(), line):
            break
        taken += 1
    # a sentence may end in the mark of a footnote
    whole = _NOTE_MARKS.sub("", " ".join(lines[:taken]).rstrip())
    if patterns().sentence.search(whole):
        return 0
    if whole.rstrip().endswith(".") and is_title_case(whole):
        whole = whole.rstrip().rstrip(".")
    if len(lines) > 1 and taken == len(lines):
        return 0
    return (
        taken if len(whole) <= _LONGEST_HEADING and not whole.rstrip().endswith((".", ";", ":", ",")) else 0
    )


def _has_no_case(letter: str) -> bool:
    """Whether a letter is of a script without capitals, such as Arabic."""
    return letter.isalpha() and letter.lower() == letter.upper()


def _goes_on(heading: str, line: str) -> bool:
    """Whether ``line`` goes on with a heading that was wrapped."""
    if heading[-1] in ".;:":
        return False
    if line[0].islower():
        return True
    if len(line) >= len(heading) or line[-1] in ".;:," or enumerator(line) or not is_title_case(line):
        return False
    return len(heading) >= _WRAPPED or fold(heading.rpartition(" ")[2]) in patterns().unfinished
