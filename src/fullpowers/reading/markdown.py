"""Markdown to blocks: as its HTML reads, but with list numbers as they stand in the file."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from fullpowers.model import Reading

from . import html, plain
from .blocks import Extract

_NESTING = 1000
"""Levels of quotation and lists; more than the HTML reader takes, so that nothing is dropped in silence."""
_BRACKETS = 2000
"""Opening brackets in one paragraph beyond which none is looked at as a link: that takes quadratic time."""
_BLANK_LINE = re.compile(r"\n[ \t]*\n")


def extract(data: bytes, name: str, reading: Reading) -> Extract:
    """Blocks of a Markdown file (CommonMark with tables).

    Raises:
        UnreadableInput: it is no text, or beyond the limits.
    """
    text, notices = plain.decode(data, name)
    parser = MarkdownIt("commonmark", {"maxNesting": _NESTING}).enable("table")
    if any(part.count("[") > _BRACKETS for part in _BLANK_LINE.split(text)):
        parser.disable(["link", "image"])
    tokens = parser.parse(_without_front_matter(text))
    _annotate(tokens)
    page = str(parser.renderer.render(tokens, parser.options, {}))
    found = html.blocks(f"<html><body>{page}</body></html>", name, reading)
    return Extract(found.blocks, notices + found.notices)


def _annotate(tokens: Sequence[Token]) -> None:
    """Hand the line and the printed number of each block to the HTML reader."""
    for token in tokens:
        if token.map and token.nesting == 1:
            token.attrSet(html.SOURCE_LINE, f"line {token.map[0] + 1}")
        if token.type == "list_item_open" and token.info:
            token.attrSet(html.PRINTED_NUMBER, f"{token.info}{token.markup}")


def _without_front_matter(text: str) -> str:
    """The text with a block of metadata at its top made blank, so that lines keep their numbers."""
    lines = text.splitlines()
    if not lines or lines[0].rstrip() != "---":
        return text
    end = next((index for index, line in enumerate(lines[1:200], 1) if line.rstrip() in ("---", "...")), 0)
    # a rule at the top of a text is no metadata: that has a key on each line
    if not end or not all(":" in line or line[:1] in (" ", "-", "#", "") for line in lines[1:end]):
        return text
    return "\n".join(["" for _ in lines[: end + 1]] + lines[end + 1 :])
