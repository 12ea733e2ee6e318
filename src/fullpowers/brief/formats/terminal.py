"""The brief on a terminal: the first page in colour; the whole of it as plain text."""

from __future__ import annotations

from io import StringIO

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from fullpowers.model import Passage

from ..characters import visible
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


def first_page(document: Document, where: Places, console: Console) -> None:
    """Print title, alarms and answers."""
    if document.marking:
        console.print(Text(visible(document.marking), style="bold reverse"))
    console.print(Text(visible(document.title), style="bold"))
    console.print(Text(visible(document.subtitle), style="dim"))
    for name, value in document.facts:
        console.print(Text(visible(f"{name}: {value}"), style="dim"))
    for alarm in document.alarms:
        console.print(Text(visible(alarm.text), style="bold red"))
    for answer in document.answers:
        console.print()
        console.print(Text(visible(answer.question), style="dim"))
        console.print(Text(visible(answer.headline), style=_TONES.get(answer.tone, "bold")))
        for point in answer.points:
            console.print(Padding(_line(point.text, point.passages[:3], where), (0, 0, 0, 2)))


def plain(document: Document, where: Places) -> str:
    """The whole brief as text of 100 columns, without colours."""
    out = StringIO()
    console = Console(file=out, width=100, color_system=None, force_terminal=False, legacy_windows=False)
    first_page(document, where, console)
    for section in document.sections:
        console.print()
        title = visible(section.title)
        console.print(Text(f"{title}\n{'=' * len(title)}"))
        for block in section.blocks:
            _block(block, where, console)
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"


def _line(text: str, passages: tuple[Passage, ...], where: Places, mark: str = "-") -> Text:
    labels = list(dict.fromkeys(where.label(passage) for passage in passages))
    line = Text(visible(f"{mark} {text}".lstrip()))
    if labels:
        line.append(visible(f" [{'; '.join(labels)}]"), style="cyan")
    return line


def _said(statement: Statement, where: Places, mark: str = "-") -> Text:
    lead = f"{statement.lead}: " if statement.lead else ""
    return _line(lead + statement.text, statement.passages, where, mark)


def _block(block: Block, where: Places, console: Console) -> None:
    match block:
        case Prose(statement):
            console.print(_said(statement, where, ""))
        case Bullets(items):
            for item in items:
                console.print(Padding(_said(item, where), (0, 0, 0, 2 * item.depth)))
        case Heading():
            lead = f"{block.lead}: " if block.lead else ""
            console.print()
            console.print(Text(visible(lead + block.text)))
        case Table():
            _table(block, where, console)
        case Figure():
            console.print(Text(visible(f"{block.title}. {block.description}")))
        case Fold() if not block.detail:
            console.print(Text(visible(block.summary)))
            for inner in block.blocks:
                _block(inner, where, console)
        case Redline(runs):
            for run in runs:
                if run.summary:
                    console.print(Text(visible(f"({run.summary})")))
                    continue
                for clause in run.clauses:
                    _clause(clause, console)


def _table(table: Table, where: Places, console: Console) -> None:
    """One line per row: the columns named, so that no width breaks it."""
    if not table.rows:
        return
    if table.caption:
        console.print()
        console.print(Text(visible(table.caption)))
    for row in table.rows:
        line = _said(row[0], where)
        for head, cell in zip(table.head[1:], row[1:], strict=True):
            if cell.text:
                line.append(visible(f" | {head}: "))
                line.append_text(_said(cell, where, ""))
        console.print(line)


def _clause(clause: Clause, console: Console) -> None:
    if clause.remark:
        console.print(Text(visible(f"[{clause.remark}]")))
    if clause.heading:
        console.print()
        console.print(Text(visible(_marked(clause.heading))))
    number = _marked(clause.number)
    for position, line in enumerate(clause.lines):
        front = f"{number} " if position == 0 and number else ""
        console.print(Padding(Text(visible(front + _marked(line))), (0, 0, 0, 2 * min(clause.depth, 4))))
    for reason in clause.reasons:
        console.print(Text(visible(f"    > {reason.text}")))


def _marked(segments: tuple[Segment, ...]) -> str:
    """Words that came as ``[+ +]``, words that went as ``[- -]``."""
    frames = {"added": "[+{}+]", "removed": "[-{}-]", "same": "{}"}
    return "".join(frames[segment.mode].format(segment.text) for segment in segments if segment.text)
