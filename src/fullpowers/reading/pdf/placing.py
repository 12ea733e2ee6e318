"""Where something that was found on a page stands in the text: at the line nearest to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..blocks import Block, Mark
from .paragraphs import Spot


@dataclass(frozen=True, slots=True)
class Placed:
    """A mark with its place on a page, in points from the upper left corner."""

    mark: Mark
    page: int
    left: float
    base: float


def with_marks(blocks: Sequence[Block], spots: Sequence[Spot], placed: Sequence[Placed]) -> list[Block]:
    """The blocks with each mark laid on the line nearest to its place."""
    if not placed:
        return list(blocks)
    by_page: dict[int, list[Spot]] = {}
    for spot in spots:
        by_page.setdefault(spot.page, []).append(spot)
    added: dict[int, list[Mark]] = {}
    for item in placed:
        near = min(
            by_page.get(item.page, ()),
            key=lambda spot: (abs(spot.base - item.base), abs(spot.left - item.left)),
            default=None,
        )
        if near is None:
            added.setdefault(0, []).append(replace(item.mark, start=0, end=0))
        else:
            added.setdefault(near.block, []).append(replace(item.mark, start=near.start, end=near.end))
    if not blocks:
        return [Block("", marks=tuple(added[0]))]
    return [
        replace(block, marks=(*block.marks, *added[index])) if index in added else block
        for index, block in enumerate(blocks)
    ]
