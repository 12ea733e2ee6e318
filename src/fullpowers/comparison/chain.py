"""A chain of drafts: when each word of the last one came, and what went on the way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from fullpowers.model import Comparison, History, Instrument, InvalidData, Lineage, Passage, Stretch

from .blocks import layout
from .comparing import compare

_Origins = NDArray[np.int16]
"""For each character of a draft, the draft in which it came."""


def history(drafts: Sequence[Instrument], labels: Sequence[str] = ()) -> History:
    """The history of every paragraph of the last of ``drafts``, word by word.

    Args:
        drafts: at least two, in the order in which they were made.
        labels: a name for each (whose draft, of which day); their files' names when none is given.

    Raises:
        InvalidData: fewer than two drafts, or not as many labels as drafts.
    """
    if len(drafts) < 2 or len(drafts) > 30_000:
        raise InvalidData("a history needs at least two drafts")
    names = tuple(labels) or tuple(
        draft.source.name if draft.source else f"draft {k}" for k, draft in enumerate(drafts, 1)
    )
    if len(names) != len(drafts):
        raise InvalidData(f"{len(names)} labels for {len(drafts)} drafts")
    origins: _Origins = np.zeros(len(drafts[0].text), dtype=np.int16)
    born = {p.start: 0 for p in _paragraphs(drafts[0])}
    touched: dict[int, tuple[int, ...]] = {}
    removed: list[tuple[int, Passage]] = []
    for k in range(1, len(drafts)):
        comparison = compare(drafts[k - 1], drafts[k])
        origins = _carried(comparison, origins, len(drafts[k].text), k)
        born, touched = _followed(comparison, _paragraphs(drafts[k]), born, touched, k)
        removed += [(k, change.old[0]) for change in comparison.changes if not change.new]
    lineages = tuple(
        Lineage(
            passage=passage,
            since=born.get(passage.start, len(drafts) - 1),
            changed=touched.get(passage.start, ()),
            stretches=tuple(_stretches(drafts[-1], passage, origins)),
        )
        for passage in _paragraphs(drafts[-1])
    )
    return History(names, lineages, tuple(removed))


def _paragraphs(draft: Instrument) -> list[Passage]:
    identity, text = draft.id, draft.text
    return [
        Passage(identity, block.start, block.end, text[block.start : block.end], block.path)
        for block in layout(draft).blocks
    ]


def _carried(comparison: Comparison, origins: _Origins, size: int, now: int) -> _Origins:
    """Origins of the new draft: words that stayed keep theirs, words that came have ``now``."""
    carried: _Origins = np.full(size, now, dtype=np.int16)
    for change in comparison.changes:
        if not (change.old and change.new):
            continue
        i, j = change.old[0].start, change.new[0].start
        for edit in change.edits:
            carried[j : edit.new_start] = origins[i : edit.old_start]
            i, j = edit.old_end, edit.new_end
        carried[j : change.new[-1].end] = origins[i : change.old[-1].end]
    return carried


def _followed(
    comparison: Comparison,
    paragraphs: Sequence[Passage],
    born: dict[int, int],
    touched: dict[int, tuple[int, ...]],
    now: int,
) -> tuple[dict[int, int], dict[int, tuple[int, ...]]]:
    """Births and changes of the new draft's ``paragraphs``, by where they start."""
    # several that came together are one change
    births: dict[int, int] = {passage.start: now for passage in paragraphs}
    changes: dict[int, tuple[int, ...]] = {}
    for change in comparison.changes:
        for passage in change.new if change.old else ():
            births[passage.start] = min(born.get(old.start, now) for old in change.old)
            earlier = sorted({k for old in change.old for k in touched.get(old.start, ())})
            if change.reasons and change.edits:
                earlier.append(now)
            changes[passage.start] = tuple(earlier)
    return births, changes


def _stretches(draft: Instrument, passage: Passage, origins: _Origins) -> Iterator[Stretch]:
    own = origins[passage.start : passage.end]
    cuts = [0, *(np.flatnonzero(np.diff(own)) + 1).tolist(), len(own)]
    for start, end in pairwise(cuts):
        if end > start:
            yield Stretch(draft.passage(passage.start + start, passage.start + end), int(own[start]))
