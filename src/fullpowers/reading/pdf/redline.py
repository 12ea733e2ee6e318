"""A printed redline: what is struck through was deleted, what is underlined beside it was inserted.

A page shows the changes and does not carry them as such. They are taken from the lines that are drawn, said
in a notice, and read like the tracked changes of a Word document: accepted, rejected, or as sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from fullpowers.model import Notice, Reading, Severity

from ..blocks import Block, Mark, MarkKind
from ..line import Tracked, is_shown

COLOURED = "coloured"
CODES = {1: "struck", 2: "underlined", 3: "plainly-underlined", 4: COLOURED}
"""How ``strokes`` marks a character, and what a mark of a block says of it until it is settled here."""
_KINDS = {
    "struck": MarkKind.DELETION,
    "underlined": MarkKind.INSERTION,
    "plainly-underlined": MarkKind.INSERTION,
}
_LEAST_COLOURED = 2
"""Coloured passages inside paragraphs that make a page look like a redline; one may be for emphasis."""
_QUOTED = 60
_SHOWS = {
    Reading.ACCEPTED: "as if all of it were accepted",
    Reading.REJECTED: "as if all of it were rejected",
    Reading.SENT: "with both standing in the text",
}
_GAP = re.compile(r" ?")
_CLOSING = (",", ".", ";", ":", ")", "]")


@dataclass(frozen=True, slots=True)
class _Run:
    kind: MarkKind
    start: int
    end: int


def mark(code: str, start: int, end: int) -> Mark | None:
    """A mark for a stretch that is struck through or underlined; ``settled`` makes a change of it."""
    if code == COLOURED:
        return Mark(MarkKind.NOTICE, start, end, code=code)
    return Mark(_KINDS[code], start, end, code=code) if code in _KINDS else None


def settled(blocks: Sequence[Block], reading: Reading) -> tuple[list[Block], list[Notice]]:
    """The blocks in one reading of the redline, and what is to be said of it.

    Args:
        blocks: all that the pages show, with marks from ``mark``.
        reading: which state is asked for.
    """
    counts = {code: sum(m.code == code for b in blocks for m in b.marks) for code in _KINDS}
    coloured = _coloured(blocks) if not counts["struck"] else []
    blocks = [_without_colours(block) for block in blocks]
    if not any(counts.values()):
        return blocks, coloured
    taken = _taken(counts)
    result: list[Block] = []
    carried: list[Mark] = []
    changes = dict.fromkeys((MarkKind.DELETION, MarkKind.INSERTION), 0)
    for block in blocks:
        runs = _runs(block, taken)
        for run in runs:
            changes[run.kind] += 1
        block = _read(block, runs, reading)
        if runs and not block.text.strip():
            carried += (replace(m, start=0, end=0) for m in block.marks)
            continue
        result.append(replace(block, marks=(*carried, *block.marks)))
        carried = []
    if carried and result:
        end = len(result[-1].text)
        result[-1] = replace(
            result[-1], marks=(*result[-1].marks, *(replace(m, start=end, end=end) for m in carried))
        )
    return result, [*coloured, *_notices(changes, reading)]


def _coloured(blocks: Sequence[Block]) -> list[Notice]:
    """What is said where words stand out in colour inside paragraphs, and nothing is struck through."""
    found = [
        block.text[run.start : run.end]
        for block in blocks
        for run in _runs(block, frozenset({COLOURED}))
        if run.end - run.start < len(block.text.strip())
    ]
    if len(found) < _LEAST_COLOURED:
        return []
    quoted = ", ".join(f"“{words[:_QUOTED]}”" for words in found[:3])
    return [
        Notice(
            "coloured-text",
            Severity.CAUTION,
            f"{len(found)} passages stand out in colour inside paragraphs ({quoted}), and nothing is struck "
            "through: they may be deletions or insertions of a redline. The page does not say which; all of "
            "them are part of the text here. Ask for the file that they were made in.",
        )
    ]


def _without_colours(block: Block) -> Block:
    marks = tuple(mark for mark in block.marks if mark.code != COLOURED)
    cells = tuple(tuple(_without_colours(inner) for inner in cell) for cell in block.cells)
    return replace(block, marks=marks, cells=cells) if block.marks or block.cells else block


def _taken(counts: dict[str, int]) -> frozenset[str]:
    """Which marks are changes: underlines only beside strikes, and coloured ones rather than all."""
    if not counts["struck"]:
        return frozenset()
    return frozenset({"struck", "underlined" if counts["underlined"] else "plainly-underlined"})


def _runs(block: Block, taken: frozenset[str]) -> list[_Run]:
    """The changes of a block, those of one kind that only a space parts taken together."""
    runs: list[_Run] = []
    for found in sorted(
        (m for m in block.marks if m.code in taken and m.end > m.start), key=lambda m: (m.start, m.end)
    ):
        end = min(found.end, len(block.text))
        last = runs[-1] if runs else None
        if last and last.kind is found.kind and _GAP.fullmatch(block.text, last.end, found.start):
            runs[-1] = replace(last, end=end)
        elif end > found.start:
            runs.append(_Run(found.kind, found.start, end))
    return runs


def _read(block: Block, runs: Sequence[_Run], reading: Reading) -> Block:
    """The block with its changes read one way; marks that stood for lines are gone."""
    marks = [m for m in block.marks if m.code not in _KINDS]
    if not runs:
        return replace(block, marks=tuple(marks)) if len(marks) < len(block.marks) else block
    text, changes, kept = _written(block.text, runs, reading)
    moved = [replace(m, start=_place(kept, m.start), end=_place(kept, m.end)) for m in marks]
    cells = tuple(tuple(_read_cell(inner, reading) for inner in cell) for cell in block.cells)
    ends = [replace(m, start=min(m.start, len(text)), end=min(m.end, len(text))) for m in (*moved, *changes)]
    return replace(block, text=text, marks=tuple(ends), cells=cells)


def _read_cell(block: Block, reading: Reading) -> Block:
    codes = frozenset(m.code for m in block.marks)
    return _read(block, _runs(block, codes & frozenset(_KINDS)), reading)


def _written(
    text: str, runs: Sequence[_Run], reading: Reading
) -> tuple[str, list[Mark], list[tuple[int, int, int]]]:
    """The text without what is not in this reading; its changes; what was kept.

    Of what was kept: its place in the old text, in the new one, and its length.
    """
    new, changes, kept = "", [], [(0, 0, 0)]
    after_gap = False
    for start, end, run in _stretches(text, runs):
        words = text[start:end]
        if run and not is_shown((Tracked(run.kind, "", ""),), reading):
            changes.append(Mark(run.kind, len(new), len(new), text=words))
            after_gap = True
            continue
        if after_gap and new[-1:] in ("", " ", "\t") and words:
            # two spaces do not stay where words went, nor one before a comma
            words = words.lstrip(" ")
            new = new[:-1] if new.endswith(" ") and words[:1] in _CLOSING else new
        if reading is Reading.SENT and new[-1:].isalnum() and words[:1].isalnum():
            new += " "  # a figure that is deleted and one that replaces it are not one figure
        kept.append((end - len(words), len(new), len(words)))
        if run:
            changes.append(Mark(run.kind, len(new), len(new) + len(words), text=words))
        new += words
        after_gap = False
    return new.rstrip(" "), changes, kept


def _stretches(text: str, runs: Sequence[_Run]) -> Iterator[tuple[int, int, _Run | None]]:
    at = 0
    for run in runs:
        if run.start > at:
            yield at, run.start, None
        yield max(at, run.start), run.end, run
        at = max(at, run.end)
    if at < len(text):
        yield at, len(text), None


def _place(kept: Sequence[tuple[int, int, int]], old: int) -> int:
    """Where a place of the old text is in the new one."""
    start, new, length = next(piece for piece in reversed(kept) if piece[0] <= old)
    return new + min(old - start, length)


def _notices(changes: dict[MarkKind, int], reading: Reading) -> Iterator[Notice]:
    deleted, inserted = changes[MarkKind.DELETION], changes[MarkKind.INSERTION]
    if not deleted:
        return
    underlined = f", and {inserted} are underlined and taken for inserted" if inserted else ""
    yield Notice(
        "printed-redline" if inserted else "struck-text",
        Severity.CAUTION,
        f"The pages show a redline: {deleted} passages are struck through and taken for deleted{underlined}. "
        f"It is read here {_SHOWS[reading]}. The page does not say who made the changes; "
        "ask for the file that they were made in.",
    )
