"""Positions of several parties on one base text: three-way comparison and the compilation of conferences."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullpowers.model import (
    Change,
    Comparison,
    Compilation,
    Instrument,
    InvalidData,
    PartyPosition,
    Passage,
    Row,
    Stance,
)

from .blocks import layout
from .comparing import compare


def compile_positions(base: Instrument, drafts: Mapping[str, Instrument]) -> Compilation:
    """What each party makes of each provision of ``base``.

    With two drafts this is the three-way comparison: untouched, agreed, one side only, compatible
    (both changed it, in different words), conflicting. What a party adds stands in a row without a
    base, behind the provision that it follows.

    Args:
        base: the text that all worked from.
        drafts: each party's draft by its name, at least one.

    Raises:
        InvalidData: there is no draft.
    """
    if not drafts:
        raise InvalidData("there is no draft to compile")
    parties = tuple(drafts)
    comparisons = {party: compare(base, draft) for party, draft in drafts.items()}
    changes = {party: _ByPlace(found) for party, found in comparisons.items()}
    blocks = _blocks(base)
    rows: list[tuple[int, int, Row]] = []
    for passage in blocks:
        fates = [_fate(passage, changes[party]) for party in parties]
        rows.append((passage.start, 0, _row(passage, parties, fates)))
    rows += _additions(blocks, parties, comparisons)
    return Compilation(parties, tuple(row for _, _, row in sorted(rows, key=lambda entry: entry[:2])))


def _blocks(base: Instrument) -> list[Passage]:
    """The paragraphs of the base text."""
    return [base.passage(block.start, block.end) for block in layout(base).blocks]


@dataclass(frozen=True, slots=True)
class _Fate:
    change: Change | None
    text: str
    touched: bool


class _ByPlace:
    """The changes of one comparison by where they stood in the base text."""

    def __init__(self, comparison: Comparison) -> None:
        found = ((passage, change) for change in comparison.changes for passage in change.old)
        self._held = sorted(found, key=lambda entry: entry[0].start)
        self._starts = [passage.start for passage, _ in self._held]

    def at(self, place: int) -> Change | None:
        """The change that holds this place; several paragraphs that went together are one."""
        k = bisect_right(self._starts, place) - 1
        if k < 0 or place >= self._held[k][0].end:
            return None
        return self._held[k][1]


def _fate(passage: Passage, changes: _ByPlace) -> _Fate:
    """What became of one paragraph."""
    change = changes.at(passage.start)
    if change is None:
        return _Fate(None, passage.quote, False)
    touched = not change.new or bool(change.reasons and change.edits) or change.moved
    return _Fate(change, "\n".join(p.quote for p in change.new), touched)


def _row(passage: Passage, parties: Sequence[str], fates: Sequence[_Fate]) -> Row:
    positions = tuple(
        PartyPosition(
            party=party,
            passages=fate.change.new if fate.change else (),
            touched=fate.touched,
            effects=tuple(r.effect for r in fate.change.reasons) if fate.change and fate.touched else (),
        )
        for party, fate in zip(parties, fates, strict=True)
    )
    return Row((passage,), positions, _stance(fates))


def _stance(fates: Sequence[_Fate]) -> Stance:
    touched = [fate for fate in fates if fate.touched]
    if not touched:
        return Stance.UNTOUCHED
    if len(touched) == 1 and len(fates) > 1:
        return Stance.ONE_SIDE
    if len({" ".join(fate.text.split()) for fate in touched}) == 1:
        return Stance.AGREED if len(touched) == len(fates) else Stance.ONE_SIDE
    return Stance.COMPATIBLE if _are_apart(touched) else Stance.CONFLICTING


def _are_apart(fates: Sequence[_Fate]) -> bool:
    """Whether all edited the paragraph, no two of them the same words of it."""
    spans: list[tuple[int, int]] = []
    for fate in fates:
        if fate.change is None or not fate.change.new or not fate.change.edits:
            return False
        spans += [(edit.old_start, edit.old_end) for edit in fate.change.edits]
    spans.sort()
    return all(one[1] < two[0] for one, two in pairwise(spans))


def _additions(
    blocks: Sequence[Passage], parties: Sequence[str], comparisons: Mapping[str, Comparison]
) -> list[tuple[int, int, Row]]:
    """Rows for what parties add; the same words at the same place are one row."""
    starts = [passage.start for passage in blocks]
    found: dict[tuple[int, str], dict[str, Change]] = {}
    for party in parties:
        after = -1
        for change in comparisons[party].changes:
            if change.old and change.new and not change.moved:
                after = change.old[-1].start
            elif not change.old:
                key = (after, " ".join(change.new[0].quote.split()))
                found.setdefault(key, {})[party] = change
    rows = []
    for number, ((after, _), by_party) in enumerate(found.items(), 1):
        at = bisect_right(starts, after) - 1
        positions = tuple(
            PartyPosition(
                party=party,
                passages=by_party[party].new if party in by_party else (),
                touched=party in by_party,
                effects=tuple(r.effect for r in by_party[party].reasons) if party in by_party else (),
            )
            for party in parties
        )
        all_add = len(by_party) == len(parties)
        stance = Stance.AGREED if all_add else Stance.ONE_SIDE
        rows.append((starts[at] if at >= 0 else -1, number, Row((), positions, stance)))
    return rows
