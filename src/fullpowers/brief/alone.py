"""One part of the brief, or one picture, by itself: for notebooks and pages of others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fullpowers.model import InvalidData

from .document import Block, Document, Figure, Fold
from .formats.html import resource


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the brief; the numbers that it shows stand in the same part of the brief as a table."""

    title: str
    description: str
    svg: str
    """With its own colours, so that it can be saved as a file."""

    def _repr_html_(self) -> str:
        return f'<figure style="max-width:40rem">{self.svg}</figure>'


def only(document: Document, part: str) -> Document:
    """The document with one part; ``answers`` is the first page.

    Raises:
        InvalidData: this brief has no such part.
    """
    if part == "answers":
        return replace(document, sections=())
    chosen = tuple(section for section in document.sections if section.anchor == part)
    if not chosen:
        there = ", ".join(["answers", *(section.anchor for section in document.sections)])
        raise InvalidData(f"this brief has no part {part!r}; there are {there}")
    return replace(document, alarms=(), facts=(), answers=(), sections=chosen)


def pictures(document: Document) -> Iterator[Picture]:
    """Every picture, in the order of the brief."""
    style = f"</title><style>{resource('pictures.css')}</style>"
    for section in document.sections:
        for figure in _figures(section.blocks):
            yield Picture(figure.title, figure.description, figure.svg.replace("</title>", style, 1))


def _figures(blocks: tuple[Block, ...]) -> Iterator[Figure]:
    for block in blocks:
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Fold):
            yield from _figures(block.blocks)
