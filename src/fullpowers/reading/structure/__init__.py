"""Blocks to the tree of provisions, for a flat run of paragraphs as much as for a well-styled file.

lines      what a line looks like by itself
chain      which of the candidates belong together
outline    the divisions of the whole text: annexes, parts, chapters, articles, sections
writer     all lines in order, each put where it belongs
tree       the finished provisions
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from fullpowers.model import Party, Provision, ProvisionKind

from ..blocks import Block
from ..languages import languages_of
from ..parties import parties_in
from .outline import outline
from .tree import Node, frozen
from .writer import write

__all__ = ["Structure", "build"]


@dataclass(frozen=True, slots=True)
class Structure:
    """The canonical text, the offset of each block in it, and what stands where."""

    text: str
    starts: tuple[int, ...]
    title: str
    provisions: tuple[Provision, ...]
    parties: tuple[Party, ...]
    languages: tuple[str, ...]


def build(blocks: Sequence[Block], roots: list[Node] | None = None) -> Structure:
    """The structure of a text that comes as ``blocks``; ``roots`` when the file states it itself."""
    text = "\n".join(block.text for block in blocks)
    starts = tuple(accumulate((len(block.text) + 1 for block in blocks[:-1]), initial=0)) if blocks else ()
    if roots is None:
        roots = write(blocks, starts, outline(blocks, starts))
    provisions = frozen(roots, text)
    front = next((p.start for p in provisions if p.kind not in _FRONT), len(text))
    title = " ".join(
        " ".join(text[p.start : p.end].split()) for p in provisions if p.kind is ProvisionKind.TITLE
    )
    return Structure(text, starts, title, provisions, parties_in(text, front), languages_of(text))


_FRONT = {
    ProvisionKind.TITLE,
    ProvisionKind.CONTENTS,
    ProvisionKind.RECITAL,
    ProvisionKind.ENACTING,
    ProvisionKind.TEXT,
}
