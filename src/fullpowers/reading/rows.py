"""Table rows as blocks, from the blocks of their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .blocks import Block, BlockKind, Mark

_COLUMN_PARAGRAPHS = 8
"""A cell with so many paragraphs is a column of text, not a cell of a table."""


def row_blocks(cells: Sequence[Sequence[Block]], kind: BlockKind, place: str) -> list[Block]:
    """One row: one block with tabs between the cells, or many where a table only lays out columns of text.

    Args:
        cells: the blocks of each cell.
        kind: of the story around the table; in the body the row is a ROW.
        place: where the row is in the file.
    """
    if kind is BlockKind.PARAGRAPH and _is_layout(cells):
        return [
            replace(
                block,
                place=f"{place}, column {number}" if len(cells) > 1 else place,
                column=number if len(cells) > 1 else 0,
            )
            for number, blocks in enumerate(cells, 1)
            for block in blocks
        ]
    texts = [
        _joined([replace(block, text=block.text.replace("\t", " ")) for block in cell], " ") for cell in cells
    ]
    row = _joined(texts, "\t")
    number = texts[0].number if texts else ""
    kind = BlockKind.ROW if kind is BlockKind.PARAGRAPH else kind
    several = any(len(cell) > 1 for cell in cells)
    kept = tuple(tuple(replace(block, place=place) for block in cell) for cell in cells) if several else ()
    return [replace(row, kind=kind, number=number, place=place, cells=kept)]


def _is_layout(cells: Sequence[Sequence[Block]]) -> bool:
    filled = [blocks for blocks in cells if any(block.text.strip() for block in blocks)]
    return (len(filled) == 1 and len(filled[0]) > 1) or any(
        len(blocks) >= _COLUMN_PARAGRAPHS for blocks in filled
    )


def _joined(blocks: Sequence[Block], separator: str) -> Block:
    """Blocks as one, with their marks moved along; cells stay apart even when they are empty."""
    if len(blocks) == 1 and separator == " " and "\t" not in blocks[0].text:
        return blocks[0]
    parts: list[str] = []
    marks: list[Mark] = []
    length = 0
    for index, block in enumerate(blocks):
        if index and (separator == "\t" or (block.text and length)):
            parts.append(separator)
            length += len(separator)
        parts.append(block.text.replace("\t", " ") if separator == " " else block.text)
        marks += (replace(mark, start=mark.start + length, end=mark.end + length) for mark in block.marks)
        length += len(block.text)
    return Block("".join(parts), number=blocks[0].number if blocks else "", marks=tuple(marks))
