"""Links to changes: what happened to each block, in the order of the new draft, before it is judged."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from fullpowers.model import Change, ChangeKind, Edit, Instrument, Passage, Provision

from .blocks import Block, Layout
from .links import Pairing
from .words import count, edits

_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Fate:
    """A change with the blocks that it is about, for the rooms' own use."""

    change: Change
    old: tuple[Block, ...]
    new: tuple[Block, ...]
    in_number: tuple[Edit, ...] = ()
    """Edits of the printed number."""
    in_wording: tuple[Edit, ...] = ()


def fates(old: Layout, new: Layout, pairing: Pairing, names: tuple[str, ...]) -> tuple[Fate, ...]:
    """All changes with their ids, covering every block of both layouts once."""
    placed: list[tuple[int, int, _Maker]] = []
    anchors = sorted(
        (link.old[-1], link.new[-1]) for index, link in enumerate(pairing.links) if index not in pairing.moved
    )
    passages = (_Passages(old.instrument), _Passages(new.instrument))
    for index, link in enumerate(pairing.links):
        make = partial(
            _paired,
            old=tuple(old.blocks[i] for i in link.old),
            new=tuple(new.blocks[j] for j in link.new),
            passages=passages,
            moved=index in pairing.moved,
            likeness=link.likeness,
            names=names,
        )
        placed.append((link.new[0], -1, make))
    linked_old = {i for link in pairing.links for i in link.old}
    linked_new = {j for link in pairing.links for j in link.new}
    placed += [
        (group[0].index, -1, partial(_come, new=group, passages=passages))
        for group in _groups(new, linked_new)
    ]
    for group in _groups(old, linked_old):
        # behind the nearest block before it that stayed in order
        k = bisect_right(anchors, (group[0].index, -1)) - 1
        after = anchors[k][1] if k >= 0 else -1
        placed.append((after, group[0].index, partial(_gone, old=group, passages=passages)))
    placed.sort(key=lambda entry: (entry[0], entry[1]))
    return tuple(make(f"c{k}") for k, (_, _, make) in enumerate(placed, 1))


def likeness(fates: Sequence[Fate], old: str, new: str) -> float:
    """Share of the words of both texts in unchanged stretches, 0 to 1."""
    total = count(old) + count(new)
    changed = 0
    for fate in fates:
        change = fate.change
        if change.kind in (ChangeKind.INSERTED, ChangeKind.DELETED):
            changed += sum(count(passage.quote) for passage in (*change.old, *change.new))
        else:
            changed += sum(count(edit.old) + count(edit.new) for edit in change.edits)
    return max(0.0, 1 - changed / total) if total else 1.0


_Maker = Callable[[str], Fate]
"""A fate but for its identifier, which is known when all are in order."""


def _come(identifier: str, new: tuple[Block, ...], passages: _Both) -> Fate:
    return Fate(Change(identifier, ChangeKind.INSERTED, (), (passages[1].over(new),)), (), new)


def _gone(identifier: str, old: tuple[Block, ...], passages: _Both) -> Fate:
    return Fate(Change(identifier, ChangeKind.DELETED, (passages[0].over(old),), ()), old, ())


def _paired(
    identifier: str,
    *,
    old: tuple[Block, ...],
    new: tuple[Block, ...],
    passages: _Both,
    moved: bool,
    likeness: float,
    names: tuple[str, ...],
) -> Fate:
    before, after = passages[0].text, passages[1].text
    in_number: tuple[Edit, ...] = ()
    whole = (old[0].start, old[-1].end), (new[0].start, new[-1].end)
    if before[slice(*whole[0])] == after[slice(*whole[1])]:
        in_wording: tuple[Edit, ...] = ()
    else:
        in_number = edits(before, (old[0].start, old[0].body), after, (new[0].start, new[0].body))
        in_wording = edits(before, (old[0].body, old[-1].end), after, (new[0].body, new[-1].end), names)
    if len(new) > 1:
        kind = ChangeKind.SPLIT
    elif len(old) > 1:
        kind = ChangeKind.MERGED
    elif in_wording:
        kind = ChangeKind.EDITED
    else:
        kind = ChangeKind.MOVED if moved else ChangeKind.UNCHANGED
    change = Change(
        id=identifier,
        kind=kind,
        old=tuple(passages[0].of(block) for block in old),
        new=tuple(passages[1].of(block) for block in new),
        edits=(*in_number, *in_wording),
        moved=moved,
        renumbered=renumbered(old[0].number, new[0].number),
        confidence=round(likeness, 3),
    )
    return Fate(change, old, new, in_number, in_wording)


def value_of_number(number: str) -> str:
    """A printed number without its punctuation and capitals: ``1.`` and ``(1)`` are the same."""
    return " ".join(_WORD.findall(number.casefold()))


def renumbered(old: str, new: str) -> str:
    """``Article 3 -> Article 4``; empty when the printed numbers are the same but for punctuation."""
    if old == new or value_of_number(old) == value_of_number(new):
        return ""
    strip = ".:;,–—-) \t"
    return f"{old.rstrip(strip).lstrip('(') or 'no number'} -> {new.rstrip(strip).lstrip('(') or 'no number'}"


def _groups(side: Layout, linked: set[int]) -> Iterator[tuple[Block, ...]]:
    """Free blocks, those of a provision that is wholly free together, in the order of the text."""
    by_path = {provision.path: provision for provision in side.instrument.walk()}
    for unit in side.units:
        blocks = side.blocks[unit.first : unit.last]
        if all(block.index not in linked for block in blocks):
            yield blocks
            continue
        k = 0
        while k < len(blocks):
            if blocks[k].index in linked:
                k += 1
                continue
            stop = _subtree(blocks, k, by_path.get(blocks[k].path))
            if any(block.index in linked for block in blocks[k:stop]):
                stop = k + 1
            yield blocks[k:stop]
            k = stop


def _subtree(blocks: Sequence[Block], k: int, provision: Provision | None) -> int:
    """Index behind the blocks of the provision that begins with block ``k``; ``k + 1`` if none does."""
    stop = k + 1
    if provision is not None and provision.start == blocks[k].start:
        while stop < len(blocks) and blocks[stop].start < provision.end:
            stop += 1
    return stop


class _Passages:
    """Passages of one instrument; the identity of its text is worked out once."""

    def __init__(self, instrument: Instrument) -> None:
        self.text = instrument.text
        self.id = instrument.id

    def of(self, block: Block) -> Passage:
        return Passage(self.id, block.start, block.end, self.text[block.start : block.end], block.path)

    def over(self, blocks: Sequence[Block]) -> Passage:
        start, end = blocks[0].start, blocks[-1].end
        return Passage(self.id, start, end, self.text[start:end], blocks[0].path)


_Both = tuple[_Passages, _Passages]
"""Of the old draft and of the new one."""
