"""The text with its changes marked; without an earlier draft, the text itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from fullpowers.model import (
    Change,
    ChangeKind,
    Comparison,
    Instrument,
    Passage,
    Provision,
    ProvisionKind,
    Review,
    Significance,
)

from ..document import Clause, Redline, Run, Section, Segment, Statement
from ..places import Places
from ..voice import Voice
from .segments import Marks, clause_parts, cut, edited

_FOLDED = 3
"""Unchanged clauses that stand together are folded when there are at least so many."""
_HEADED = frozenset(
    {
        ProvisionKind.TITLE,
        ProvisionKind.PART,
        ProvisionKind.CHAPTER,
        ProvisionKind.ARTICLE,
        ProvisionKind.ANNEX,
    }
)


def redline(
    review: Review, where: Places, spoken: tuple[list[Passage], list[Passage]], say: Voice
) -> Section:
    """The part that every statement points into.

    Args:
        spoken: passages of the first page, and of all other parts; their places get anchors, and
            an unchanged stretch that the first page speaks of stands open.
    """
    first, others = spoken
    marks = Marks(
        new=_starts([*first, *others], review.instrument.id),
        old=_starts([*first, *others], review.previous.id if review.previous else ""),
    )
    if review.comparison is None or review.previous is None:
        clauses = tuple(_text(review.instrument, marks, where))
        return Section("text", say("The text"), (Redline((Run(clauses),)),))
    comparing = _Comparing(review.comparison, review.previous, review.instrument, marks, where, say)
    clauses = comparing.anchored()
    urgent = {where.anchor(passage) for passage in first}
    return Section("text", say("The text with its changes"), (Redline(tuple(_fold(clauses, urgent, say))),))


def _starts(passages: list[Passage], instrument: str) -> list[int]:
    return sorted({passage.start for passage in passages if passage.instrument == instrument})


def _text(instrument: Instrument, marks: Marks, where: Places) -> Iterator[Clause]:
    """Each provision's own text."""
    previous = 0
    for provision, depth in _walk(instrument.provisions, 0):
        end = provision.own_end
        segments = cut(
            [Segment("same", instrument.text[provision.start : end])],
            marks,
            provision.start,
            -1,
            since=previous,
        )
        previous = end
        yield _clause("", "text", provision, depth, where.provision(instrument.id, provision.path), segments)


def _walk(provisions: tuple[Provision, ...], depth: int) -> Iterator[tuple[Provision, int]]:
    waiting = [(provision, depth) for provision in reversed(provisions)]
    while waiting:
        provision, level = waiting.pop()
        if provision.own_end > provision.start:
            yield provision, level
        waiting.extend((child, level + 1) for child in reversed(provision.children))


def _clause(
    identity: str,
    state: str,
    provision: Provision | None,
    depth: int,
    place: str,
    segments: list[Segment],
    *,
    starts: bool = True,
) -> Clause:
    """A clause from the segments of its block; ``starts``: with the provision's number and heading."""
    kind = provision.kind if provision else ProvisionKind.TEXT
    headed = kind in _HEADED and starts
    length = provision.body - provision.start if provision and starts else 0
    heading, lines = clause_parts(segments, length, headed=headed)
    number: tuple[Segment, ...] = ()
    if not headed:
        heading, number = (), heading
    return Clause(
        id=identity,
        state=state,
        depth=depth,
        place=place,
        significance="",
        heading=heading,
        number=number,
        lines=lines,
        cells=kind is ProvisionKind.ROW,
    )


class _Comparing:
    """Walks a comparison in its own order and leaves a stub where something moved away."""

    def __init__(
        self,
        comparison: Comparison,
        old: Instrument,
        new: Instrument,
        marks: Marks,
        where: Places,
        say: Voice,
    ) -> None:
        self.comparison, self.old, self.new = comparison, old, new
        self.marks, self.where, self.say = marks, where, say
        self.depths = {
            instrument.id: {provision.path: depth for provision, depth in _walk(instrument.provisions, 0)}
            for instrument in (old, new)
        }

    def anchored(self) -> tuple[Clause, ...]:
        """All clauses; a place that no segment could hold is marked at the clause before it."""
        clauses = list(self.walk())
        order = {clause.id: position for position, clause in enumerate(clauses)}
        for old in (False, True):
            starts = sorted(
                (passage.start, order[change.id])
                for change in self.comparison.changes
                for passage in (change.old if old else change.new)
            )
            for mark, anchor in self.marks.left(old=old):
                index = bisect_left(starts, (mark + 1, -1)) - 1
                position = starts[max(0, index)][1]
                lines = clauses[position].lines or ((),)
                first = (Segment("same", "", (anchor,)), *lines[0])
                clauses[position] = replace(clauses[position], lines=(first, *lines[1:]))
        return tuple(clauses)

    def walk(self) -> Iterator[Clause]:
        """The clauses in the order of the comparison."""
        gone = self._moved_away()
        yield from (self._stub(change) for change in gone.get(-1, ()))
        for place, change in enumerate(self.comparison.changes):
            yield from self._clauses(change)
            yield from (self._stub(moved) for moved in gone.get(place, ()))

    def _moved_away(self) -> dict[int, list[Change]]:
        """Moved changes by the position of the change behind which they stood in the old draft."""
        stayed = sorted(
            (passage.end, place)
            for place, change in enumerate(self.comparison.changes)
            if not change.moved
            for passage in change.old
        )
        ends = [end for end, _ in stayed]
        gone: dict[int, list[Change]] = {}
        for change in self.comparison.changes:
            if change.moved and change.old:
                index = bisect_left(ends, change.old[0].start + 1) - 1
                gone.setdefault(stayed[index][1] if index >= 0 else -1, []).append(change)
        return gone

    def _stub(self, change: Change) -> Clause:
        passage = change.old[0]
        return Clause(
            id=f"{change.id}-from",
            state="moved away",
            depth=self._depth(passage),
            place=self.where.label(passage),
            significance="",
            remark=self.say(
                "{old} stood here; it is now {new}.",
                old=self.where.provision(passage.instrument, passage.path),
                new=self.where.provision(change.new[0].instrument, change.new[0].path),
            ),
            remark_target=change.id,
        )

    def _clauses(self, change: Change) -> Iterator[Clause]:
        blocks = change.new or change.old
        pairs = edited(change, self.marks)
        for position, (passage, segments) in enumerate(zip(blocks, pairs, strict=True)):
            instrument = self.new if change.new else self.old
            provision = instrument.at(passage.start + _leading(passage.quote))
            starts = provision is not None and passage.start <= provision.start < passage.end
            clause = _clause(
                change.id if position == 0 else f"{change.id}-{position + 1}",
                change.kind.value,
                provision,
                self._depth(passage),
                self.where.label(passage),
                segments,
                starts=starts,
            )
            yield self._told(clause, change, first=position == 0)

    def _told(self, clause: Clause, change: Change, *, first: bool) -> Clause:
        remark, target = self._remark(change) if first else ("", "")
        reasons = tuple(
            Statement(reason.effect, tuple(p for p in (reason.new, reason.old) if p is not None))
            for reason in (change.reasons if first else ())
        )
        significance = "" if change.significance is Significance.NONE else change.significance.value
        if not (remark or reasons or significance):
            return clause
        return replace(
            clause, remark=remark, remark_target=target, reasons=reasons, significance=significance
        )

    def _remark(self, change: Change) -> tuple[str, str]:
        old = self.where.provision(change.old[0].instrument, change.old[0].path) if change.old else ""
        if change.moved and change.old:
            return self.say("Moved here from {old}.", old=old), f"{change.id}-from"
        if change.kind is ChangeKind.SPLIT:
            return self.say("Divided from {old}.", old=old), ""
        if change.kind is ChangeKind.MERGED:
            joined = self.say(" and ").join(
                self.where.provision(passage.instrument, passage.path) for passage in change.old
            )
            return self.say("Joined from {old}.", old=joined), ""
        if change.renumbered:
            return self.say("Renumbered: {what}.", what=change.renumbered.replace("->", "→")), ""
        return "", ""

    def _depth(self, passage: Passage) -> int:
        return self.depths[passage.instrument].get(passage.path, 0)


def _leading(quote: str) -> int:
    return len(quote) - len(quote.lstrip())


def _fold(clauses: tuple[Clause, ...], urgent: set[str], say: Voice) -> Iterator[Run]:
    """Runs of clauses; those that are the same for long enough are folded."""
    start = 0
    while start < len(clauses):
        same = _same(clauses[start])
        end = start
        while end < len(clauses) and _same(clauses[end]) is same:
            end += 1
        run = clauses[start:end]
        start = end
        if not same or len(run) < _FOLDED:
            yield Run(run)
            continue
        pointed = any(
            anchor in urgent for clause in run for segment in _segments(clause) for anchor in segment.anchors
        )
        yield Run(run, _summary(run, say), open=pointed)


def _same(clause: Clause) -> bool:
    return clause.state == ChangeKind.UNCHANGED.value and not clause.remark


def _segments(clause: Clause) -> Iterator[Segment]:
    yield from clause.heading
    yield from clause.number
    for line in clause.lines:
        yield from line


def _summary(run: tuple[Clause, ...], say: Voice) -> str:
    first, last = run[0].place, run[-1].place
    places = first if first == last else say("{first} to {last}", first=first, last=last)
    return say.count(
        "Unchanged: {places} ({n} paragraph)", "Unchanged: {places} ({n} paragraphs)", len(run), places=places
    )
