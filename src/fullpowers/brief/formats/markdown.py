"""The brief as Markdown with footnotes: every character of the draft is words, never markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

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
from ..voice import Voice
from .notes import Notes

_MARKUP = re.compile(r"([\\`*_{}\[\]<>|~#&$])")
_AT_START = re.compile(r"^(\s*\d*)([-+=.)])")
_TONES = {"bad": "‼", "open": "?", "good": "✓", "neutral": ""}


def markdown(document: Document, where: Places, say: Voice) -> str:
    """The whole brief; notes stand at the end."""
    notes = Notes(where)
    lines = [*_opening(document, notes, say)]
    for section in document.sections:
        lines += ["", f"## {words(section.title)}"]
        for block in section.blocks:
            lines += ["", *_block(block, notes, say)]
    lines += ["", *(f"[^{n}]: {words(place)}: “{words(quote)}”" for n, (place, quote) in _numbered(notes))]
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return text.strip() + "\n"


def words(text: str) -> str:
    """Text as it stands: nothing in it is read as markup."""
    flat = " ".join(visible(text).split())
    return _AT_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", flat))


def _numbered(notes: Notes) -> list[tuple[int, tuple[str, str]]]:
    return list(enumerate(notes.texts, 1))


def _opening(document: Document, notes: Notes, say: Voice) -> Iterator[str]:
    if document.marking:
        yield f"**{words(document.marking)}**"
        yield ""
    yield f"# {words(document.title)}"
    yield ""
    yield words(document.subtitle)
    yield ""
    for name, value in document.facts:
        yield f"- {words(name)}: {words(value)}"
    for alarm in document.alarms:
        yield ""
        yield f"> **{words(say('Before you read on'))}:** {_said(alarm, notes)}"
    for answer in document.answers:
        mark = _TONES.get(answer.tone, "")
        yield ""
        yield f"## {words(answer.question)}"
        yield ""
        yield f"**{f'{mark} ' if mark else ''}{words(answer.headline)}**"
        yield ""
        for point in answer.points:
            yield f"- {words(point.text)}{_marks(point.passages, notes, 3)}"


def _marks(passages: tuple[Passage, ...], notes: Notes, most: int = 99) -> str:
    return "".join(f"[^{number}]" for number in notes.of(passages, most))


def _said(statement: Statement, notes: Notes) -> str:
    lead = f"**{words(statement.lead)}:** " if statement.lead else ""
    return lead + words(statement.text) + _marks(statement.passages, notes)


def _block(block: Block, notes: Notes, say: Voice) -> Iterator[str]:
    match block:
        case Prose(statement):
            yield _said(statement, notes)
        case Bullets(items):
            for item in items:
                yield f"{'  ' * item.depth}- {_said(item, notes)}"
        case Heading():
            lead = f"{words(block.lead)}: " if block.lead else ""
            yield f"### {lead}{words(block.text)}"
        case Table() if block.rows:
            yield from _table(block, notes)
        case Figure():
            yield f"*{words(block.title)}. {words(block.description)}*"
        case Fold() if not block.detail:
            yield f"#### {words(block.summary)}"
            for inner in block.blocks:
                yield ""
                yield from _block(inner, notes, say)
        case Redline(runs):
            yield words(say("Words that went are struck through, words that came are bold."))
            for run in runs:
                if run.summary:
                    yield ""
                    yield f"*{words(run.summary)}*"
                    continue
                for clause in run.clauses:
                    yield from _clause(clause)


def _table(table: Table, notes: Notes) -> Iterator[str]:
    if table.caption:
        yield f"**{words(table.caption)}**"
        yield ""
    yield "| " + " | ".join(words(head) for head in table.head) + " |"
    yield "|" + " --- |" * len(table.head)
    for row in table.rows:
        yield "| " + " | ".join(_said(cell, notes) or " " for cell in row) + " |"


def _clause(clause: Clause) -> Iterator[str]:
    if clause.remark:
        yield ""
        yield f"*{words(clause.remark)}*"
    if clause.heading:
        yield ""
        yield f"**{_marked(clause.heading, strong=False)}**"
    number = _marked(clause.number)
    for position, line in enumerate(clause.lines):
        yield ""
        front = f"{number} " if position == 0 and number else ""
        yield front + _marked(line)
    for reason in clause.reasons:
        yield ""
        yield f"> {words(reason.text)}"


def _marked(segments: tuple[Segment, ...], *, strong: bool = True) -> str:
    frames = {"added": "**{}**" if strong else "{}", "removed": "~~{}~~", "same": "{}"}
    parts = []
    for segment in segments:
        text = words(segment.text)
        if not text:
            parts.append(" " if segment.text else "")
            continue
        before = " " if segment.text[:1].isspace() else ""
        after = " " if segment.text[-1:].isspace() else ""
        parts.append(before + frames[segment.mode].format(text) + after)
    return "".join(parts).strip()
