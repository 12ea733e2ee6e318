"""The brief before it has a format: sections of plain blocks, the same for every way out.

A format (HTML, text, Markdown, ...) only draws these; what is said is decided before.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from fullpowers.model import Answer, Passage

_DRAWN_WORDS = re.compile(r"(?<=>)[^<>]*[^<>\s][^<>]*(?=<)|(?<=aria-label=\")[^\"]+")


@dataclass(frozen=True, slots=True)
class Statement:
    """Something that the brief says, with the passages that bear it out."""

    text: str
    passages: tuple[Passage, ...] = ()
    lead: str = ""
    """A word or two before the text, such as ``Conflicts``; the tone decides its colour."""
    tone: str = "neutral"
    target: str = ""
    """Anchor of the part of the brief that says more."""
    depth: int = 0
    """How far a step of a list of reasons is indented."""


@dataclass(frozen=True, slots=True)
class Prose:
    statement: Statement


@dataclass(frozen=True, slots=True)
class Bullets:
    items: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    text: str
    anchor: str = ""
    lead: str = ""
    tone: str = "neutral"


@dataclass(frozen=True, slots=True)
class Table:
    """``rows`` hold one statement per column; the first column names the row."""

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[Statement, ...], ...]
    bars: tuple[str, ...] = ()
    """One small picture (SVG) per row, drawn in a column of its own; empty for none."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture as SVG; ``description`` says in words what it shows."""

    title: str
    svg: str
    description: str
    legend: tuple[tuple[str, str], ...] = ()
    """Class of a colour and what it stands for."""


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks that stand folded until somebody asks; on paper and elsewhere they follow the summary."""

    summary: str
    blocks: tuple[Block, ...]
    detail: bool = False
    """Only where it can stand folded: left out on paper."""


@dataclass(frozen=True, slots=True)
class Cards:
    """The answers of the first page."""

    answers: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of the redline; ``mode`` is ``same``, ``added`` or ``removed``.

    ``new`` and ``old`` are the places of its first character in the canonical texts of the draft and of the
    earlier one; -1 where it does not stand.
    """

    mode: str
    text: str
    anchors: tuple[str, ...] = ()
    new: int = -1
    old: int = -1

    def part(self, start: int, end: int | None = None, anchors: tuple[str, ...] = ()) -> Segment:
        """Its characters from ``start`` to ``end``, with their places."""
        new = self.new + start if self.new >= 0 else -1
        old = self.old + start if self.old >= 0 else -1
        return Segment(self.mode, self.text[start:end], anchors, new, old)


@dataclass(frozen=True, slots=True)
class Clause:
    """One block of the redline: its heading and lines, and what happened to it."""

    id: str
    state: str
    """Kind of change: ``edited``, ``moved away``, ...; ``text`` when there is nothing to compare with."""
    depth: int
    place: str
    significance: str
    heading: tuple[Segment, ...] = ()
    number: tuple[Segment, ...] = ()
    lines: tuple[tuple[Segment, ...], ...] = ()
    cells: bool = False
    """A row of a table; its line is one cell after the other with tabs between."""
    remark: str = ""
    """``moved from ...``, ``renumbered 3 -> 4``."""
    remark_target: str = ""
    reasons: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Redline:
    """The text with its changes; runs of unchanged clauses stand folded."""

    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """Clauses that stand together; ``summary`` is set when they are folded."""

    clauses: tuple[Clause, ...]
    summary: str = ""
    open: bool = False
    """Folded, but something on the page points into it."""


Block = Prose | Bullets | Heading | Table | Figure | Fold | Cards | Redline


@dataclass(frozen=True, slots=True)
class Section:
    anchor: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole brief."""

    title: str
    subtitle: str
    language: str
    text_language: str
    """Of the draft; empty when it was not recognised."""
    alarms: tuple[Statement, ...]
    facts: tuple[tuple[str, str], ...]
    """What stands under the title: which draft, from whom, answer due."""
    answers: tuple[Answer, ...]
    sections: tuple[Section, ...]
    marking: str = ""
    """Level of secrecy; stands on every page."""

    def anchors(self) -> frozenset[str]:
        """Every place that a link can lead to; a link to another place is words only."""
        places = {section.anchor for section in self.sections}
        for section in self.sections:
            places.update(_anchors(section.blocks))
        return frozenset(places)

    def statements(self) -> Iterator[Statement]:
        """Every statement outside the redline, in order."""
        yield from self.alarms
        for section in self.sections:
            yield from statements(section.blocks)


def _anchors(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Heading) and block.anchor:
            yield block.anchor
        elif isinstance(block, Fold):
            yield from _anchors(block.blocks)
        elif isinstance(block, Redline):
            for run in block.runs:
                for clause in run.clauses:
                    yield from _inside(clause)


def _inside(clause: Clause) -> Iterator[str]:
    if clause.id:
        yield clause.id
    for line in (clause.heading, clause.number, *clause.lines):
        for segment in line:
            yield from segment.anchors


def statements(blocks: tuple[Block, ...]) -> Iterator[Statement]:
    """Every statement of these blocks, in order, but for those inside a redline."""
    for block in blocks:
        if isinstance(block, Prose):
            yield block.statement
        elif isinstance(block, Bullets):
            yield from block.items
        elif isinstance(block, Table):
            for row in block.rows:
                yield from row
        elif isinstance(block, Fold):
            yield from statements(block.blocks)


def reworded(document: Document, words: Callable[[str], str]) -> Document:
    """The document with every text as ``words`` makes it: all but names, marking and the draft."""

    def statement(one: Statement) -> Statement:
        return replace(one, text=words(one.text), lead=words(one.lead))

    def block(one: Block) -> Block:
        if isinstance(one, Prose):
            return Prose(statement(one.statement))
        if isinstance(one, Bullets):
            return Bullets(tuple(statement(item) for item in one.items))
        if isinstance(one, Heading):
            return replace(one, text=words(one.text), lead=words(one.lead))
        if isinstance(one, Table):
            rows = tuple(tuple(statement(cell) for cell in row) for row in one.rows)
            head, bars = (
                tuple(words(cell) for cell in one.head),
                tuple(_redrawn(bar, words) for bar in one.bars),
            )
            return Table(words(one.caption), head, rows, bars)
        if isinstance(one, Figure):
            legend = tuple((kind, words(text)) for kind, text in one.legend)
            return Figure(words(one.title), _redrawn(one.svg, words), words(one.description), legend)
        if isinstance(one, Fold):
            return replace(
                one, summary=words(one.summary), blocks=tuple(block(inner) for inner in one.blocks)
            )
        if isinstance(one, Redline):
            return Redline(tuple(run(inner) for inner in one.runs))
        return one

    def run(one: Run) -> Run:
        return replace(one, clauses=tuple(clause(inner) for inner in one.clauses), summary=words(one.summary))

    def clause(one: Clause) -> Clause:
        reasons = tuple(statement(reason) for reason in one.reasons)
        return replace(one, remark=words(one.remark), reasons=reasons)

    def answer(one: Answer) -> Answer:
        points = tuple(replace(point, text=words(point.text)) for point in one.points)
        return replace(one, question=words(one.question), headline=words(one.headline), points=points)

    def section(one: Section) -> Section:
        return Section(one.anchor, words(one.title), tuple(block(inner) for inner in one.blocks))

    return replace(
        document,
        alarms=tuple(statement(alarm) for alarm in document.alarms),
        facts=tuple((words(name), value) for name, value in document.facts),
        answers=tuple(answer(one) for one in document.answers),
        sections=tuple(section(one) for one in document.sections),
    )


def _redrawn(svg: str, words: Callable[[str], str]) -> str:
    """A picture with its words replaced."""
    return _DRAWN_WORDS.sub(lambda found: html.escape(words(html.unescape(found[0]))), svg)
