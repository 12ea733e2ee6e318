"""Which version of the brief: for whom it is marked, what is left out of it, in which language.

A version to be shown outside leaves parts out by name, or the draft's words everywhere. What is
left out is said; it is removed before a format sees it, so it is in no file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from fullpowers.model import Answer, InvalidData

from .document import (
    Block,
    Bullets,
    Document,
    Fold,
    Prose,
    Section,
    Statement,
    Table,
)
from .voice import Voice

PARTS = (
    "changes",
    "law",
    "path",
    "money",
    "terms",
    "balance",
    "claims",
    "precedents",
    "positions",
    "answer",
    "unknown",
    "text",
    "file",
    "manifest",
)
"""Names of the parts that can be left out."""
_WORDS_OF_THE_DRAFT = frozenset({"text", "terms", "balance", "file", "money"})
_QUOTED = re.compile(r"“.*”", re.DOTALL)
"""From the first mark to the last: quotations may hold quotations."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What distinguishes this version of a brief.

    Attributes:
        language: ISO 639-1 code of the brief's own words (``brief/languages`` holds them).
        marking: level of secrecy, printed on every page and written into the file's properties.
        without: parts that are left out, by their names in ``PARTS``.
        quotes: whether the draft's words may stand in it. Without them its text, terms, money, ledger and
            notices are left out, and quotations elsewhere become ``[…]``.
        one_page: the answers alone.
    """

    language: str = "en"
    marking: str = ""
    without: frozenset[str] = frozenset()
    quotes: bool = True
    one_page: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing is left out."""
        return not self.without and self.quotes and not self.one_page


def edit(document: Document, edition: Edition, say: Voice) -> Document:
    """The document as this edition shows it.

    Raises:
        InvalidData: a part to be left out has no such name.
    """
    unknown = sorted(edition.without - set(PARTS))
    if unknown:
        raise InvalidData(f"no part {unknown[0]!r}; parts are {', '.join(PARTS)}")
    document = replace(document, marking=edition.marking)
    if edition.one_page:
        document = replace(document, sections=())
    left_out = edition.without if edition.quotes else edition.without | _WORDS_OF_THE_DRAFT
    note = (Prose(Statement(say("This part is left out of this version."))),)
    sections = tuple(
        Section(section.anchor, section.title, note) if section.anchor in left_out else section
        for section in document.sections
    )
    document = replace(document, sections=sections)
    return document if edition.quotes else _unquoted(document)


def _unquoted(document: Document) -> Document:
    """The document without words of the draft: no quotations, no passages, no title."""
    return replace(
        document,
        alarms=tuple(_silent(alarm) for alarm in document.alarms),
        facts=tuple((name, _hide(value)) for name, value in document.facts),
        answers=tuple(_answer(answer) for answer in document.answers),
        sections=tuple(
            replace(section, blocks=tuple(_block(block) for block in section.blocks))
            for section in document.sections
        ),
    )


def _answer(answer: Answer) -> Answer:
    points = tuple(replace(point, text=_hide(point.text), passages=()) for point in answer.points)
    return replace(answer, headline=_hide(answer.headline), points=points)


def _block(block: Block) -> Block:
    if isinstance(block, Prose):
        return Prose(_silent(block.statement))
    if isinstance(block, Bullets):
        return Bullets(tuple(_silent(item) for item in block.items))
    if isinstance(block, Table):
        return replace(block, rows=tuple(tuple(_silent(cell) for cell in row) for row in block.rows))
    if isinstance(block, Fold):
        return replace(block, blocks=tuple(_block(inner) for inner in block.blocks))
    return block


def _silent(statement: Statement) -> Statement:
    return replace(statement, text=_hide(statement.text), passages=())


def _hide(text: str) -> str:
    return _QUOTED.sub("[…]", text)
