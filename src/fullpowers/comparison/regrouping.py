"""Splits and merges: one paragraph that became several, or several that became one."""

from __future__ import annotations

from collections.abc import Sequence

from rapidfuzz.distance import LCSseq

from .blocks import Block, Layout
from .links import Link
from .words import plain_words, similarity

_GAIN = 0.7
"""Share of a neighbour's words that must be found in the other side, in order, for it to belong to it."""
_WORDS = 3
"""Words below which a part must be found whole."""
_INSIDE = 0.8
"""Share of a part's words that must stand in the whole, in order."""
_MOST = 40
"""Parts that one paragraph can have become."""
_WHOLE = 0.6
"""Likeness of one block to several together, when none of them alone was alike."""


def regroup(old: Layout, new: Layout, links: Sequence[Link]) -> tuple[Link, ...]:
    """``links`` with free neighbours taken in where they hold the rest of the words."""
    state = _State(old, new, links)
    for link in links:
        state.grow(link)
    state.bridge()
    return tuple(sorted((link for link in state.result.values()), key=lambda link: link.old))


class _State:
    """Links so far, keyed by their first old block, and which blocks are free."""

    def __init__(self, old: Layout, new: Layout, links: Sequence[Link]) -> None:
        self.sides = (old.blocks, new.blocks)
        self.result = {link.old[0]: link for link in links}
        self.free = (
            set(range(len(old.blocks))) - {i for link in links for i in link.old},
            set(range(len(new.blocks))) - {j for link in links for j in link.new},
        )

    def grow(self, link: Link) -> None:
        """Take free neighbours of one side in, if they hold words that the other side still misses."""
        if link.likeness > 0.97 or len(link.old) + len(link.new) > 2 or not (self.free[0] or self.free[1]):
            return
        for side in (1, 0):
            mine = list(link.new if side else link.old)
            whole = self._words(0 if side else 1, link.old if side else link.new)
            grown = self._neighbours(side, mine, whole)
            if len(grown) > len(mine):
                self.free[side].difference_update(grown)
                parts = tuple(grown)
                old, new = (link.old, parts) if side else (parts, link.new)
                self._put(link, Link(old, new, self._likeness(old, new)))
                return

    def _neighbours(self, side: int, mine: list[int], whole: list[str]) -> list[int]:
        """``mine`` and the free blocks before and behind it that belong to ``whole``."""
        held = _held(self._words(side, mine), whole)
        for step, at in ((1, -1), (-1, 0)):
            while len(mine) < _MOST:
                index = mine[at] + step
                words = self._words(side, [index]) if index in self.free[side] else []
                if not words or self._unit(side, index) != self._unit(side, mine[0]):
                    break
                grown = [*mine, index] if step > 0 else [index, *mine]
                held_now = _held(self._words(side, grown), whole)
                least = _GAIN if len(words) >= _WORDS else 1.0
                if held_now - held < least * len(words):
                    break
                mine, held = grown, held_now
        return mine

    def bridge(self) -> None:
        """Between neighbours that are linked: one free block against several free ones."""
        if not (self.free[0] and self.free[1]):
            return
        partner = {block: link for link in self.result.values() for block in link.old}
        for run in _runs(sorted(self.free[0])):
            before, behind = partner.get(run[0] - 1), partner.get(run[-1] + 1)
            start = before.new[-1] + 1 if before else (behind.new[0] - 1 if behind else -1)
            if start < 0:
                continue
            if before is None:
                while start in self.free[1]:
                    start -= 1
                start += 1
            other = []
            while start in self.free[1]:
                other.append(start)
                start += 1
            self._bridge(run, other)

    def _bridge(self, run: list[int], other: list[int]) -> None:
        """One against several as a whole; several against several by cutting the longer run."""
        while run and other:
            if min(len(run), len(other)) == 1:
                self._whole(self._trimmed(0, run[:_MOST], other), self._trimmed(1, other[:_MOST], run))
                return
            taken_old, taken_new = self._cut(run, other)
            if not (taken_old and taken_new):
                return
            self._whole(run[:taken_old], other[:taken_new])
            run, other = run[taken_old:], other[taken_new:]

    def _cut(self, run: list[int], other: list[int]) -> tuple[int, int]:
        """How many blocks of each side make up the first one of the other side."""
        for side, one, several in ((1, run[0], other), (0, other[0], run)):
            whole = self._words(1 - side, [one])
            words: list[str] = []
            count = 0
            while count < min(len(several), _MOST) and len(words) < len(whole):
                longer = words + self._words(side, [several[count]])
                if _held(longer, whole) < _INSIDE * len(longer):
                    break
                words, count = longer, count + 1
            if count > 1:
                return (1, count) if side else (count, 1)
        return 0, 0

    def _trimmed(self, side: int, parts: list[int], others: list[int]) -> list[int]:
        """``parts`` without those at the ends that add nothing of the other side's words."""
        whole = self._words(1 - side, others)
        for at in (0, -1):
            while len(parts) > 1:
                rest = parts[1:] if at == 0 else parts[:-1]
                words = self._words(side, [parts[at]])
                gain = _held(self._words(side, parts), whole) - _held(self._words(side, rest), whole)
                if words and gain >= _GAIN * len(words):
                    break
                parts = rest
        return parts

    def _unit(self, side: int, index: int) -> int:
        return self.sides[side][index].unit

    def _whole(self, run: list[int], other: list[int]) -> None:
        if len(run) == len(other) == 1:
            return
        likeness = self._likeness(run, other)
        if likeness >= _WHOLE:
            self.result[run[0]] = Link(tuple(run), tuple(other), likeness)
            self.free[0].difference_update(run)
            self.free[1].difference_update(other)

    def _put(self, before: Link, after: Link) -> None:
        del self.result[before.old[0]]
        self.result[after.old[0]] = after

    def _words(self, side: int, indices: Sequence[int]) -> list[str]:
        blocks: Sequence[Block] = self.sides[side]
        return [word for index in indices for word in plain_words(blocks[index].wording)]

    def _likeness(self, old: Sequence[int], new: Sequence[int]) -> float:
        return similarity(self._words(0, old), self._words(1, new))


def _held(words: Sequence[str], whole: Sequence[str]) -> int:
    """How many of ``words`` stand in ``whole`` in the same order."""
    return int(LCSseq.similarity(words, whole))


def _runs(indices: Sequence[int]) -> list[list[int]]:
    """Runs of consecutive indices."""
    runs: list[list[int]] = []
    for index in indices:
        if runs and runs[-1][-1] + 1 == index:
            runs[-1].append(index)
        else:
            runs.append([index])
    return runs
