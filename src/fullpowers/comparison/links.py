"""What pairing yields: which blocks and units of two drafts belong together, and which of them moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Link:
    """Blocks ``old`` became blocks ``new`` (indices, each side without a gap); ``likeness`` 0 to 1."""

    old: tuple[int, ...]
    new: tuple[int, ...]
    likeness: float

    @property
    def mirrored(self) -> Link:
        return Link(self.new, self.old, self.likeness)


@dataclass(frozen=True, slots=True)
class Pairing:
    """Links of blocks and of units; blocks in no link are inserted or deleted.

    ``moved`` are the links (by index) that stand in another order than the heaviest run of
    links whose order is the same in both texts.
    """

    links: tuple[Link, ...]
    units: tuple[tuple[int, int, float], ...]
    moved: frozenset[int] = frozenset()
    asked: tuple[int, int] = (0, 0)
    """Units of one side about which a learned model was asked, and how many that side has."""

    @property
    def mirrored(self) -> Pairing:
        """The same pairing read from new to old."""
        return Pairing(
            tuple(link.mirrored for link in self.links),
            tuple((j, i, s) for i, j, s in self.units),
            self.moved,
            self.asked,
        )


def out_of_order(links: Sequence[Link], weights: Sequence[int]) -> frozenset[int]:
    """Indices of the links outside the increasing run that weighs most (heaviest increasing subsequence).

    ``links`` are in the order of the old text; O(n log n).
    """
    places = sorted(link.new[0] for link in links)
    best = [(0, -1)] * (len(places) + 1)
    before: list[int] = []
    for index, link in enumerate(links):
        rank = bisect_left(places, link.new[0]) + 1
        weight, previous = (0, -1)
        k = rank - 1
        while k > 0:
            if best[k][0] > weight:
                weight, previous = best[k]
            k -= k & -k
        before.append(previous)
        entry = (weight + weights[index], index)
        k = rank
        while k < len(best):
            if best[k][0] < entry[0]:
                best[k] = entry
            k += k & -k
    weight, last = (0, -1)
    k = len(best) - 1
    while k > 0:
        if best[k][0] > weight:
            weight, last = best[k]
        k -= k & -k
    kept = set()
    while last >= 0:
        kept.add(last)
        last = before[last]
    return frozenset(range(len(links))) - kept
