"""The table of correspondence: which article of the new draft is which of the old."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence

from fullpowers.model import ChangeKind, Correspondence

from .blocks import Layout, Unit
from .changes import Fate, renumbered
from .links import Link, Pairing, out_of_order
from .words import count

_PART = 0.15
"""Share of a provision's words that must have gone to its neighbour for that to count as one of its parts."""
_MADE_OF = 0.6
"""Share of that other's words that must come from it."""
_NEAR = 3
"""Provisions within which the parts of a divided one stand: something may have come between them."""
_TOGETHER = 1.5
"""Size of the parts together, against the whole, up to which it was divided; above it something else came."""


def table(old: Layout, new: Layout, pairing: Pairing, fates: Sequence[Fate]) -> tuple[Correspondence, ...]:
    """All units of both layouts, linked, split, merged, inserted and deleted."""
    groups = _groups(old, new, pairing)
    links = [Link(i, j, likeness) for i, j, likeness in sorted(groups)]
    weights = [_weight(old, link.old) + _weight(new, link.new) for link in links]
    moved = out_of_order(links, weights)
    touched = _touched(fates)
    rows = [((link.new[0], -1), _row(old, new, link, k in moved, touched)) for k, link in enumerate(links)]
    taken_old = {i for link in links for i in link.old}
    taken_new = {j for link in links for j in link.new}
    rows += [
        ((unit.index, -1), Correspondence((), (unit.path,), ChangeKind.INSERTED))
        for unit in new.units
        if unit.index not in taken_new
    ]
    anchors = sorted((link.old[-1], link.new[-1]) for k, link in enumerate(links) if k not in moved)
    for unit in old.units:
        if unit.index not in taken_old:
            k = bisect_right(anchors, (unit.index, -1)) - 1
            place = (anchors[k][1] if k >= 0 else -1, unit.index)
            rows.append((place, Correspondence((unit.path,), (), ChangeKind.DELETED)))
    return tuple(row for _, row in sorted(rows, key=lambda entry: entry[0]))


def _groups(
    old: Layout, new: Layout, pairing: Pairing
) -> list[tuple[tuple[int, ...], tuple[int, ...], float]]:
    """Unit pairs, with those taken in that hold a good part of one side's words and little else."""
    counts = [[count(block.wording) for block in side.blocks] for side in (old, new)]
    shared: Counter[tuple[int, int]] = Counter()
    for link in pairing.links:
        for i in link.old:
            for j in link.new:
                words = min(counts[0][i], counts[1][j])
                shared[old.blocks[i].unit, new.blocks[j].unit] += round(words * link.likeness)
    sizes = (_sizes(old, counts[0]), _sizes(new, counts[1]))
    kept = [pair for pair in pairing.units if not _gone_elsewhere(pair, shared, sizes)]
    partner = {i: j for i, j, _ in kept}
    owner = {j: i for i, j, _ in kept}
    groups: dict[tuple[int, ...], tuple[tuple[int, ...], float]] = {
        (i,): ((j,), likeness) for i, j, likeness in kept
    }
    for (i, j), words in sorted(shared.items()):
        mostly_from, mostly_to = words >= _MADE_OF * sizes[1][j], words >= _MADE_OF * sizes[0][i]
        if i in partner and j not in owner and mostly_from and abs(partner[i] - j) <= _NEAR:
            key = next(key for key in groups if i in key)
            together = sizes[1][partner[i]] + sizes[1][j]
            if len(key) == 1 and words >= _PART * sizes[0][i] and together <= _TOGETHER * sizes[0][i]:
                groups[key] = (tuple(sorted({*groups[key][0], j})), groups[key][1])
                owner[j] = i
        elif j in owner and i not in partner and mostly_to and abs(owner[j] - i) <= _NEAR:
            key = next(key for key in groups if j in groups[key][0])
            together = sizes[0][owner[j]] + sizes[0][i]
            if (
                len(groups[key][0]) == 1
                and words >= _PART * sizes[1][j]
                and together <= _TOGETHER * sizes[1][j]
            ):
                groups[tuple(sorted({*key, i}))] = groups.pop(key)
                partner[i] = j
        elif i not in partner and j not in owner and mostly_from and mostly_to:
            groups[(i,)] = ((j,), words / max(sizes[0][i], sizes[1][j]))
            partner[i], owner[j] = j, i
    return [(key, value[0], value[1]) for key, value in groups.items()]


def _sizes(side: Layout, counts: Sequence[int]) -> list[int]:
    """Words of each unit, at least one."""
    return [max(1, sum(counts[unit.first : unit.last])) for unit in side.units]


def _gone_elsewhere(
    pair: tuple[int, int, float], shared: Mapping[tuple[int, int], int], sizes: tuple[list[int], list[int]]
) -> bool:
    """Whether a doubtful pair shares no paragraph while most of one of its sides comes from another."""
    i, j, likeness = pair
    if likeness > 0.5 or shared.get((i, j), 0) >= 0.2 * min(sizes[0][i], sizes[1][j]):
        return False
    return any(
        (q == j and words >= _MADE_OF * sizes[1][j]) or (p == i and words >= _MADE_OF * sizes[0][i])
        for (p, q), words in shared.items()
    )


def _row(
    old: Layout, new: Layout, link: Link, moved: bool, touched: tuple[set[str], set[str]]
) -> Correspondence:
    ours, theirs = [old.units[i] for i in link.old], [new.units[j] for j in link.new]
    if len(theirs) > 1:
        kind = ChangeKind.SPLIT
    elif len(ours) > 1:
        kind = ChangeKind.MERGED
    elif touched[0].intersection(_paths(old, ours)) or touched[1].intersection(_paths(new, theirs)):
        kind = ChangeKind.EDITED
    else:
        kind = ChangeKind.MOVED if moved else ChangeKind.UNCHANGED
    return Correspondence(
        old=tuple(unit.path for unit in ours),
        new=tuple(unit.path for unit in theirs),
        kind=kind,
        moved=moved,
        renumbered=renumbered(ours[0].number, theirs[0].number),
        confidence=round(min(1.0, link.likeness), 3),
    )


def _paths(side: Layout, units: Sequence[Unit]) -> set[str]:
    return {block.path for unit in units for block in side.blocks[unit.first : unit.last]}


def _touched(fates: Sequence[Fate]) -> tuple[set[str], set[str]]:
    """Paths of the blocks whose wording changed or that came, went or changed their provision."""
    quiet = (ChangeKind.UNCHANGED, ChangeKind.MOVED)
    loud = [fate for fate in fates if fate.change.kind not in quiet]
    return {block.path for fate in loud for block in fate.old}, {
        block.path for fate in loud for block in fate.new
    }


def _weight(side: Layout, units: Sequence[int]) -> int:
    return sum(len(side.units[index].wording) for index in units) + 1
