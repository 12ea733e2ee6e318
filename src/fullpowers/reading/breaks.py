"""Line breaks inside a paragraph: typed to lay a line out, or in place of a new paragraph."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from .blocks import Block, Mark
from .plain import MARKER

_BREAK = re.compile(r"[ \t\r\f\v\u00a0]{0,20}\n[ \t\r\f\v\u00a0]{0,20}")
_ENDS = ".;:!?"


def split_at_breaks(block: Block) -> Iterator[Block]:
    """The block, or several where its breaks (newlines) stand in place of new paragraphs.

    They do where an empty line follows, and where the next line begins as a new item of a list or
    a new article does after a line that has ended. Other breaks become spaces.
    """
    cuts = [0]
    text = block.text
    breaks = list(_BREAK.finditer(text))
    for index, found in enumerate(breaks):
        before = text[: found.start()].rstrip()
        empty_line = index > 0 and breaks[index - 1].end() == found.start()
        ended = before[-1:] in _ENDS and before != block.number
        if before and (empty_line or (ended and MARKER.match(text, found.end()))):
            cuts.append(found.end())
    if len(cuts) == 1:
        yield replace(block, text=_BREAK.sub(_space, text)) if breaks else block
        return
    for index, start in enumerate(cuts):
        end = cuts[index + 1] if index + 1 < len(cuts) else len(text)
        yield replace(
            block,
            text=_BREAK.sub(_space, text[start:end]),
            number=block.number if start == 0 else "",
            marks=tuple(_cut(block.marks, start, end, last=end == len(text))),
        )


def _space(found: re.Match[str]) -> str:
    """A break as spaces of the same length, so that marks stay where they are."""
    return " " * len(found[0])


def _cut(marks: tuple[Mark, ...], start: int, end: int, *, last: bool) -> Iterator[Mark]:
    """Marks that begin between ``start`` and ``end``, cut at the end of their line."""
    for mark in marks:
        if start <= mark.start < end or (last and mark.start >= end):
            yield replace(mark, start=min(mark.start, end) - start, end=min(mark.end, end) - start)
