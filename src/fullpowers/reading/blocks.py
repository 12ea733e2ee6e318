"""What every format is brought to before structure is looked for: a flat run of blocks."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from fullpowers.model import FormatKind, Notice, Severity

if TYPE_CHECKING:
    from .structure.tree import Node


class BlockKind(StrEnum):
    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ROW = "row"
    """A table row; cells are separated by tabs."""
    NOTE = "note"
    """A footnote or endnote; comes after the body."""
    MARGIN = "margin"
    """A header or footer; comes after the notes."""


class MarkKind(StrEnum):
    INSERTION = "insertion"
    DELETION = "deletion"
    MOVED_FROM = "moved from"
    MOVED_TO = "moved to"
    COMMENT = "comment"
    NOTICE = "notice"
    FORMAT = "format"
    """How the stretch is set: ``code`` is the kind of format, ``text`` its value."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something to say about a stretch of a block's text; offsets are within the block."""

    kind: MarkKind
    start: int
    end: int
    author: str = ""
    date: str = ""
    text: str = ""
    """Text of a comment or of a revision that is not in this reading; message of a notice."""
    code: str = ""
    """Code of a notice."""
    severity: Severity = Severity.INFO
    hidden: int = 0
    """Characters, white space not counted, that a notice keeps out of the text."""
    formats: tuple[tuple[FormatKind, str], ...] = ()
    """How the stretch is set."""


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, row, note or margin, as it reads on the page.

    ``text`` is NFC, without newlines, and begins with ``number`` when the file numbers the
    paragraph automatically (``Article 1.``, ``(a)``).
    """

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    """Heading level (1 is highest) or list depth as the file says; 0 when it does not say."""
    number: str = ""
    place: str = ""
    """Where in the file, for a person: ``paragraph 12``, ``line 30``, ``table 2, row 3``."""
    marks: tuple[Mark, ...] = ()
    column: int = 0
    """Column, from 1, of a table that lays out columns of text; 0 outside such tables."""
    cells: tuple[tuple[Block, ...], ...] = ()
    """Of a row: the paragraphs of each cell, where there are several in one."""
    origin: tuple[tuple[int, int], ...] = ()
    """For plain text: (position in ``text``, offset in the decoded file) wherever the two run apart."""

    @property
    def offset(self) -> int:
        """Offset of the block's first character in the decoded file; -1 when the format has none."""
        return self.origin[0][1] if self.origin else -1

    def source_offset(self, position: int) -> int:
        """Offset in the decoded file of the character at ``position``; -1 when the format has none."""
        if not self.origin:
            return -1
        index = max(0, bisect_right(self.origin, position, key=lambda pair: pair[0]) - 1)
        return self.origin[index][1] + position - self.origin[index][0]


@dataclass(frozen=True, slots=True)
class Tree:
    """The structure that a file states itself, over the lines as they were before they were cleaned."""

    text: str
    """The lines joined; when cleaning changed them, the tree's places are void and it is not used."""
    roots: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Extract:
    """All blocks of a file in one reading, and what concerns the file as a whole."""

    blocks: tuple[Block, ...]
    notices: tuple[Notice, ...] = ()
    streams: tuple[tuple[str, int], ...] = ()
    """Characters by stream (``model.STREAMS``); counted from the blocks where the reader does not."""
    tree: Tree | None = None
    """Structure by the file's own word; looked for in the lines when there is none."""
    record: tuple[tuple[str, str], ...] = ()
    """What the file says of itself, as ``Source.record``."""
    formats: tuple[tuple[FormatKind, str], ...] = ()
    """How all of it is set where nothing else is said."""
