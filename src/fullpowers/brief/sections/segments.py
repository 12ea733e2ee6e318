"""Stretches of text that stay, come and go, cut where something points at them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field

from fullpowers.model import Change, Edit, Passage

from ..document import Segment


@dataclass(slots=True)
class Marks:
    """Offsets, in order, at which an anchor is wanted; each is given out once."""

    new: list[int]
    old: list[int]
    given: set[str] = field(default_factory=set)

    def inside(self, start: int, end: int, *, old: bool = False) -> list[tuple[int, str]]:
        """Marks not yet given in ``start <= mark < end``, as offset from ``start`` and anchor."""
        marks = self.old if old else self.new
        found = []
        for mark in marks[bisect_left(marks, start) : bisect_left(marks, end)]:
            anchor = f"{'o' if old else 'n'}{mark}"
            if anchor not in self.given:
                self.given.add(anchor)
                found.append((mark - start, anchor))
        return found

    def left(self, *, old: bool) -> list[tuple[int, str]]:
        """Marks that were never given out, with their anchors; they count as given then."""
        marks = self.old if old else self.new
        return self.inside(0, marks[-1] + 1, old=old) if marks else []


def cut(
    segments: list[Segment], marks: Marks, new: int, old: int, *, since: int | None = None
) -> list[Segment]:
    """The segments cut at the marks inside them.

    Args:
        new, old: offset of the first character in either text; -1 when there is no such text.
        since: marks of the new text from here on that no segment held are set at the first character.
    """
    made: list[Segment] = []
    if since is not None and since < new:
        early = [anchor for _, anchor in marks.inside(since, new)]
        made += [Segment("same", "", tuple(early))] if early else []
    for segment in segments:
        size = len(segment.text)
        placed = Segment(
            segment.mode,
            segment.text,
            segment.anchors,
            new if segment.mode != "removed" else -1,
            old if segment.mode != "added" else -1,
        )
        wanted: list[tuple[int, str]] = []
        if new >= 0 and segment.mode != "removed":
            wanted += marks.inside(new, new + size)
            new += size
        if old >= 0 and segment.mode != "added":
            wanted += marks.inside(old, old + size, old=True)
            old += size
        made.extend(_cut(placed, sorted(wanted)))
    return made


def _cut(segment: Segment, wanted: list[tuple[int, str]]) -> Iterator[Segment]:
    if not wanted:
        yield segment
        return
    places = sorted({0, *(offset for offset, _ in wanted)})
    for place, following in zip(places, [*places[1:], len(segment.text)], strict=True):
        anchors = tuple(anchor for offset, anchor in wanted if offset == place)
        yield segment.part(place, following, anchors)


def edited(change: Change, marks: Marks) -> list[list[Segment]]:
    """The segments of each block of a change: of its new blocks, or of its old ones when it is gone."""
    if not change.new:
        return [cut([Segment("removed", passage.quote)], marks, -1, passage.start) for passage in change.old]
    if not change.old:
        return [cut([Segment("added", passage.quote)], marks, passage.start, -1) for passage in change.new]
    waiting = sorted(change.edits, key=lambda edit: (edit.new_start, edit.old_start))
    blocks = []
    for position, passage in enumerate(change.new):
        last = position == len(change.new) - 1
        mine: list[Edit] = []
        while waiting and (last or waiting[0].new_start < passage.end):
            mine.append(waiting.pop(0))
        blocks.append(_block(change, passage, mine, marks))
    return blocks


def _block(change: Change, passage: Passage, edits: list[Edit], marks: Marks) -> list[Segment]:
    made: list[Segment] = []
    place = passage.start
    old = _old_start(change, passage, edits)
    for edit in edits:
        same = passage.quote[place - passage.start : edit.new_start - passage.start]
        made += cut([Segment("same", same)], marks, place, old) if same else []
        made += cut([Segment("removed", edit.old)], marks, -1, edit.old_start) if edit.old else []
        made += cut([Segment("added", edit.new)], marks, edit.new_start, -1) if edit.new else []
        place, old = max(place, edit.new_end), edit.old_end
    rest = passage.quote[place - passage.start :]
    return made + (cut([Segment("same", rest)], marks, place, old) if rest else [])


def _old_start(change: Change, passage: Passage, edits: list[Edit]) -> int:
    """Where the words before the first edit stood in the old text; -1 when that cannot be told."""
    if edits:
        return edits[0].old_start - (edits[0].new_start - passage.start)
    if len(change.old) == len(change.new) == 1:
        return change.old[0].start
    return -1


def clause_parts(
    segments: list[Segment], head: int, *, headed: bool
) -> tuple[tuple[Segment, ...], tuple[tuple[Segment, ...], ...]]:
    """Number and heading, then the lines.

    Args:
        head: characters of the standing text that are the number (and the heading on its line).
        headed: the whole first line is the heading.
    """
    front: list[Segment] = []
    lines: list[list[Segment]] = [[]]
    left, in_front = head, head > 0 or headed
    for segment in segments:
        text, anchors = segment.text, segment.anchors
        if in_front:
            taken, done = _front(segment, left, headed=headed)
            if segment.mode != "removed":
                left -= len(taken)
            if taken or anchors:
                front.append(segment.part(0, len(taken.rstrip("\n")), anchors))
                anchors = ()
            text = text[len(taken) :]
            in_front = not done
            if not text:
                continue
        place = len(segment.text) - len(text)
        for position, line in enumerate(text.split("\n")):
            if position:
                lines.append([])
            if line or anchors:
                lines[-1].append(segment.part(place, place + len(line), anchors))
                anchors = ()
            place += len(line) + 1
    return tuple(front), tuple(tuple(line) for line in lines if line)


def _front(segment: Segment, left: int, *, headed: bool) -> tuple[str, bool]:
    """How much of a segment belongs to number and heading, and whether they end in it."""
    if headed:
        line = segment.text.find("\n")
        if line >= 0:
            return segment.text[: line + 1], True
        return segment.text, False
    if segment.mode == "removed":
        return segment.text, False
    return segment.text[:left], len(segment.text) >= left
