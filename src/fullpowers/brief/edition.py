"""Which version of the brief: for whom it is marked, what is left out of it, in which language.

A version to be shown outside leaves parts out by name, or the draft's words everywhere. What is
left out is said; it is removed before a format sees it, so it is in no file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from fullpowers.model import Answer, Instrument, InvalidData

from .document import (
    Block,
    Bullets,
    Document,
    Fold,
    Prose,
    Section,
    Statement,
    Table,
    reworded,
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
_WORD = re.compile(r"\w+")
_STRETCH = 5
"""So many words of a draft in its order are its words, quotation marks or not."""


@dataclass(frozen=True, slots=True)
class Edition:
    """What distinguishes this version of a brief.

    Attributes:
        language: ISO 639-1 code of the brief's own words (``brief/languages`` holds them).
        marking: level of secrecy, printed on every page and written into the file's properties.
        without: parts that are left out, by their names in ``PARTS``.
        quotes: whether the draft's words may stand in it. Without them its text, terms, money, ledger and
            notices are left out; quotations elsewhere, and any five words of a draft, become ``[…]``.
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


def edit(document: Document, edition: Edition, say: Voice, drafts: tuple[Instrument, ...]) -> Document:
    """The document as this edition shows it; ``drafts`` are those whose words it may not hold.

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
    return document if edition.quotes else _unquoted(document, drafts)


def _unquoted(document: Document, drafts: tuple[Instrument, ...]) -> Document:
    """The document without words of the drafts: no quotations, no stretches of theirs, no passages."""
    document = reworded(document, _hiding(drafts))
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


def _hiding(drafts: tuple[Instrument, ...]) -> Callable[[str], str]:
    """What hides quotations, and every stretch of some words that stands so in a draft, quoted or not.

    The names of the agreement and of the parties may stand.
    """
    named = {run for draft in drafts for name in (draft.title, *_parties(draft)) for run in _runs(name)}
    theirs = {run for draft in drafts for run in _runs(draft.text)} - named

    def hide(text: str) -> str:
        text = _hide(text)
        words = list(_WORD.finditer(text))
        spoken = [word[0].lower() for word in words]
        taken = [
            (words[at].start(), words[at + _STRETCH - 1].end())
            for at in range(len(words) - _STRETCH + 1)
            if tuple(spoken[at : at + _STRETCH]) in theirs
        ]
        made: list[str] = []
        place = 0
        for start, end in taken:
            if start > place or not made:
                made += [text[place:start], "[…]"]
            place = end
        return "".join(made) + text[place:]

    return hide


def _parties(draft: Instrument) -> Iterator[str]:
    for party in draft.parties:
        yield party.name
        yield from party.aliases


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    """Every run of so many words, in small letters."""
    words = [word[0].lower() for word in _WORD.finditer(text)]
    for at in range(len(words) - _STRETCH + 1):
        yield tuple(words[at : at + _STRETCH])


def _answer(answer: Answer) -> Answer:
    return replace(answer, points=tuple(replace(point, passages=()) for point in answer.points))


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
    return replace(statement, passages=())


def _hide(text: str) -> str:
    return _QUOTED.sub("[…]", text)
