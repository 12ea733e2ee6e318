"""The brief as lines: the first page for a terminal, with the tone of each line; the whole as plain text."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from fullpowers.model import Passage
from fullpowers.model.characters import visible

from ..document import (
    Block,
    Bullets,
    Clause,
    Document,
    Figure,
    Fold,
    Heading,
    Prose,
    Redline,
    Segment,
    Statement,
    Table,
)
from ..places import Places

_TONES = {"bad": "bold red", "open": "yellow", "good": "green", "neutral": "bold"}


_COLUMNS = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One line: words, the tone that they are shown in, the places cited behind them, spaces in front."""

    text: str = ""
    style: str = ""
    cited: str = ""
    indent: int = 0


def first_page(document: Document, where: Places) -> Iterator[Line]:
    """Title, alarms and answers."""
    if document.marking:
        yield Line(document.marking, "bold reverse")
    yield Line(document.title, "bold")
    yield Line(document.subtitle, "dim")
    for name, value in document.facts:
        yield Line(f"{name}: {value}", "dim")
    for alarm in document.alarms:
        yield Line(alarm.text, "bold red")
    for answer in document.answers:
        yield Line()
        yield Line(answer.question, "dim")
        yield Line(answer.headline, _TONES.get(answer.tone, "bold"))
        for point in answer.points:
            yield _line(point.text, point.passages[:3], where, indent=2)


def plain(document: Document, where: Places) -> str:
    """The whole brief as text of 100 columns, without colours."""
    lines = list(first_page(document, where))
    for section in document.sections:
        lines += [Line(), Line(section.title), Line("=" * len(section.title))]
        for block in section.blocks:
            lines += _block(block, where)
    return "".join(f"{row}\n" for line in lines for row in _rows(line))


def _rows(line: Line) -> Iterator[str]:
    space = " " * line.indent
    for part in visible(line.text + line.cited).split("\n"):
        rows = textwrap.wrap(
            part, _COLUMNS, initial_indent=space, subsequent_indent=space, break_on_hyphens=False
        )
        yield from (row.rstrip() for row in rows or [""])


def _line(text: str, passages: tuple[Passage, ...], where: Places, mark: str = "-", indent: int = 0) -> Line:
    labels = list(dict.fromkeys(where.label(passage) for passage in passages))
    cited = f" [{'; '.join(labels)}]" if labels else ""
    return Line(f"{mark} {text}".lstrip(), cited=cited, indent=indent)


def _said(statement: Statement, where: Places, mark: str = "-", indent: int = 0) -> Line:
    lead = f"{statement.lead}: " if statement.lead else ""
    return _line(lead + statement.text, statement.passages, where, mark, indent)


def _block(block: Block, where: Places) -> Iterator[Line]:
    match block:
        case Prose(statement):
            yield _said(statement, where, "")
        case Bullets(items):
            yield from (_said(item, where, indent=2 * item.depth) for item in items)
        case Heading():
            lead = f"{block.lead}: " if block.lead else ""
            yield from (Line(), Line(lead + block.text))
        case Table():
            yield from _table(block, where)
        case Figure():
            yield Line(f"{block.title}. {block.description}")
        case Fold() if not block.detail:
            yield Line(block.summary)
            for inner in block.blocks:
                yield from _block(inner, where)
        case Redline(runs):
            for run in runs:
                if run.summary:
                    yield Line(f"({run.summary})")
                    continue
                for clause in run.clauses:
                    yield from _clause(clause)


def _table(table: Table, where: Places) -> Iterator[Line]:
    """One line per row: the columns named, so that no width breaks it."""
    if table.rows and table.caption:
        yield from (Line(), Line(table.caption))
    for row in table.rows:
        said = _said(row[0], where)
        words = said.text + said.cited
        for head, cell in zip(table.head[1:], row[1:], strict=True):
            if cell.text:
                said = _said(cell, where, "")
                words += f" | {head}: {said.text}{said.cited}"
        yield Line(words)


def _clause(clause: Clause) -> Iterator[Line]:
    if clause.remark:
        yield Line(f"[{clause.remark}]")
    if clause.heading:
        yield from (Line(), Line(_marked(clause.heading)))
    number = _marked(clause.number)
    for position, line in enumerate(clause.lines):
        front = f"{number} " if position == 0 and number else ""
        yield Line(front + _marked(line), indent=2 * min(clause.depth, 4))
    for reason in clause.reasons:
        yield Line(f"    > {reason.text}")


def _marked(segments: tuple[Segment, ...]) -> str:
    """Words that came as ``[+ +]``, words that went as ``[- -]``."""
    frames = {"added": "[+{}+]", "removed": "[-{}-]", "same": "{}"}
    return "".join(frames[segment.mode].format(segment.text) for segment in segments if segment.text)
