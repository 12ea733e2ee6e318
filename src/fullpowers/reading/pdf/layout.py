"""From the pieces of lines on all pages to blocks in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from fullpowers.model import Notice, Severity

from ..blocks import Block, BlockKind
from . import columns, furniture, grids
from .grids import Grid
from .paragraphs import Paragraphs, Spot, Words
from .segments import Segment


def laid_out(
    pieces: Sequence[Sequence[Segment]], heights: Sequence[float], tables: Sequence[Sequence[Grid]] = ()
) -> tuple[list[Block], list[Spot], list[Notice]]:
    """Body, footnotes and margins, in this order; where each line stands; what is to be said.

    Args:
        pieces: of the lines of each page.
        heights: of the pages, in points.
        tables: that are drawn with rules, of each page.
    """
    apart = furniture.apart(pieces, heights)
    ruled = [*tables, *([()] * (len(pieces) - len(tables)))]
    pages = [list(_read(page, drawn)) for page, drawn in zip(apart.pages, ruled, strict=True)]
    everything = [line for page in pages for line in page]
    size = furniture.body_size(everything)
    body: list[columns.Line | columns.Row] = []
    notes: list[columns.Line] = []
    for page, height in zip(pages, heights, strict=True):
        lines, below = furniture.notes_apart(page, size, height)
        body += lines
        notes += below
    words = Words.of(everything)
    main = Paragraphs(words, size)
    main.read(body)
    foot = Paragraphs(words, size, BlockKind.NOTE)
    for note in _single_notes(notes):
        foot.read(note)
    spots = [*main.spots, *(replace(spot, block=spot.block + len(main.blocks)) for spot in foot.spots)]
    margins = [Block(piece.text, BlockKind.MARGIN, place=f"page {piece.page}") for piece in apart.margins]
    notices = []
    if apart.numbers:
        message = f"{apart.numbers} page numbers were left out of the text."
        notices.append(Notice("page-numbers", Severity.INFO, message))
    return [*main.blocks, *foot.blocks, *margins], spots, notices


def _read(page: Sequence[Segment], tables: Sequence[Grid]) -> Iterator[columns.Line | columns.Row]:
    """The lines and rows of a page in the order in which a person reads them."""
    for above, rows in grids.apart(page, tables):
        yield from columns.read(above)
        yield from rows


def _single_notes(lines: Sequence[columns.Line]) -> Iterator[list[columns.Line]]:
    note: list[columns.Line] = []
    for line in lines:
        text, begins = furniture.note_text(line.piece.text)
        if begins and note:
            yield note
            note = []
        if begins:
            shift = len(text) - len(line.piece.text)
            marks = tuple(
                replace(r, start=max(0, r.start + shift), end=r.end + shift) for r in line.piece.remarks
            )
            line = replace(line, piece=replace(line.piece, text=text, remarks=marks))
        note.append(line)
    if note:
        yield note
