"""Line breaks inside a paragraph: typed to lay a line out, or in place of a new paragraph."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from .blocks import Block, Mark
from .plain import MARKER

_BREAK = re.compile(r"[ \t\r\f\v\u00a0]{0,20}\n[ \t\r\f\v\u00a0]{0,20}")
_ENDS = ".;:!?"


def split_at_breaks(block: Block) -> Iterator[Block]:
    """The block, or several where its breaks (newlines) stand in place of new paragraphs.

    They do where an empty line follows, and where the next line begins as a new item of a list or
    a new article does after a line that has ended. Other breaks become spaces.
    """
    text = block.text
    if "\n" not in text:
        yield block
        return
    breaks = list(_BREAK.finditer(text))
    cuts = [0]
    line = ""
    end = 0
    for found in breaks:
        empty = found.start() == end
        line = line if empty else text[end : found.start()]
        end = found.end()
        ended = line[-1:] in _ENDS and line.strip() != block.number
        if line.strip() and (empty or (ended and MARKER.match(text, end))):
            cuts.append(end)
            line = ""
    if len(cuts) == 1:
        yield replace(block, text=_BREAK.sub(_space, text)) if breaks else block
        return
    marks: list[list[Mark]] = [[] for _ in cuts]
    for mark in block.marks:
        marks[bisect_right(cuts, mark.start) - 1].append(mark)
    for index, (start, end) in enumerate(pairwise((*cuts, len(text)))):
        yield replace(
            block,
            text=_BREAK.sub(_space, text[start:end]),
            number=block.number if start == 0 else "",
            marks=tuple(_cut(mark, start, end) for mark in marks[index]),
        )


def _space(found: re.Match[str]) -> str:
    """A break as spaces of the same length, so that marks stay where they are."""
    return " " * len(found[0])


def _cut(mark: Mark, start: int, end: int) -> Mark:
    """A mark that begins in the line from ``start`` to ``end``, cut at its end."""
    return replace(mark, start=mark.start - start, end=min(mark.end, end) - start)
