"""A text in leaves: pieces small enough to be drawn at once, so that a long treaty opens like a short one.

A leaf is either open or a run of unchanged clauses that stands folded. A browser gets a few leaves with the
page and fetches the others when somebody comes near them.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from fullpowers.model import Instrument, ProvisionKind

if TYPE_CHECKING:
    from fullpowers.brief.document import Clause, Redline, Run, Segment

LEAF = 16_000
"""Characters that a leaf holds at most, unless one clause alone is longer."""
WHOLE = 120_000
"""Characters up to which a text is sent whole."""
_TREE = frozenset(
    {
        ProvisionKind.TITLE,
        ProvisionKind.PART,
        ProvisionKind.CHAPTER,
        ProvisionKind.ARTICLE,
        ProvisionKind.SECTION,
        ProvisionKind.ANNEX,
    }
)
_STILL = frozenset({"unchanged", "text"})


@dataclass(frozen=True, slots=True)
class Leaf:
    """Clauses that are drawn together; ``summary`` is set where they stand folded."""

    number: int
    clauses: tuple[Clause, ...]
    summary: str
    size: int
    """Characters."""
    changes: int
    """Clauses to which something happened."""

    @property
    def first(self) -> str:
        """Label of its first clause."""
        return self.clauses[0].place

    @property
    def last(self) -> str:
        return self.clauses[-1].place


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the tree of articles."""

    anchor: str
    depth: int
    number: str
    title: str
    changes: int
    """Clauses under it to which something happened."""


@dataclass(frozen=True, slots=True)
class Book:
    """A draft to be read: its leaves, and where every place is."""

    leaves: tuple[Leaf, ...]
    chunks: tuple[range, ...]
    """Leaves that are sent together: all of a short text, some of a long one."""
    tree: tuple[Heading, ...]
    changes: int
    paths: dict[str, str]
    """Path of the provision that begins with a clause, by the clause's identifier."""
    _places: dict[str, int] = field(repr=False)
    """Leaf of each identifier."""
    _starts: dict[str, tuple[tuple[int, int], ...]] = field(repr=False)
    """First places of the stretches in the draft (``n``) and the earlier one (``o``), with their leaves."""

    @property
    def size(self) -> int:
        """Characters of all leaves."""
        return sum(leaf.size for leaf in self.leaves)

    @property
    def long(self) -> bool:
        """Whether not all of it is sent with the page."""
        return self.size > WHOLE

    def leaf_of(self, anchor: str) -> int:
        """The leaf that holds a place (``n120``, ``o7``, ``c3``, ``art-3-par-2``); else the first."""
        if anchor in self._places:
            return self._places[anchor]
        side, digits = anchor[:1], anchor[1:]
        if side in self._starts and digits.isdecimal() and len(digits) < 12 and self._starts[side]:
            index = bisect_right(self._starts[side], (int(digits), len(self.leaves))) - 1
            return self._starts[side][max(0, index)][1]
        return 0

    def chunk_of(self, leaf: int) -> int:
        """Number of the chunk that holds a leaf."""
        return next(number for number, chunk in enumerate(self.chunks) if leaf in chunk)


def book(text: Redline, instrument: Instrument) -> Book:
    """The leaves of a text and the tree of its articles.

    Args:
        text: the brief's redline (or text) of the draft.
        instrument: the draft itself.
    """
    identified = tuple(replace(run, clauses=tuple(_identified(run.clauses))) for run in text.runs)
    leaves = tuple(
        Leaf(number, part, summary, _size(part), sum(not still(clause) for clause in part))
        for number, (part, summary) in enumerate(_parts(identified))
    )
    places: dict[str, int] = {}
    starts: dict[str, list[tuple[int, int]]] = {"n": [], "o": []}
    paths: dict[str, str] = {}
    begins = {provision.start: provision.path for provision in reversed(list(instrument.walk()))}
    for leaf in leaves:
        for clause in leaf.clauses:
            places.setdefault(clause.id, leaf.number)
            path = begins.pop(first_place(clause), "")
            if path:
                paths[clause.id] = path
                places.setdefault(slug(path), leaf.number)
            for segment in segments(clause):
                places.update((anchor, leaf.number) for anchor in segment.anchors)
                if segment.new >= 0:
                    starts["n"].append((segment.new, leaf.number))
                if segment.old >= 0 and segment.mode == "removed":
                    starts["o"].append((segment.old, leaf.number))
    return Book(
        leaves,
        _chunks(leaves),
        _tree(instrument, leaves),
        sum(leaf.changes for leaf in leaves),
        paths,
        places,
        {side: tuple(sorted(found)) for side, found in starts.items()},
    )


def _chunks(leaves: tuple[Leaf, ...]) -> tuple[range, ...]:
    """The leaves in runs of about one leaf's size; folded ones take no room, since they are sent folded."""
    if sum(leaf.size for leaf in leaves) <= WHOLE:
        return (range(len(leaves)),)
    bounds, room = [0], LEAF
    for leaf in leaves:
        size = 0 if leaf.summary else leaf.size
        if size > room:
            bounds.append(leaf.number)
            room = LEAF
        room -= size
    return tuple(range(start, end) for start, end in pairwise((*bounds, len(leaves))) if start < end)


def still(clause: Clause) -> bool:
    """Whether nothing happened to a clause."""
    return clause.state in _STILL and not clause.remark


def segments(clause: Clause) -> Iterator[Segment]:
    """All stretches of a clause, in order."""
    yield from clause.heading
    yield from clause.number
    for line in clause.lines:
        yield from line


def first_place(clause: Clause) -> int:
    """Where the clause begins in the draft; -1 when it is not in it."""
    return min((segment.new for segment in segments(clause) if segment.new >= 0), default=-1)


def slug(path: str) -> str:
    """A path as an identifier in an address: ``art-3/par-2`` is ``art-3-par-2``."""
    return path.replace("/", "-")


def _identified(clauses: tuple[Clause, ...]) -> Iterator[Clause]:
    """Clauses of a text without changes have no name yet: they get it from their place."""
    for clause in clauses:
        yield clause if clause.id else replace(clause, id=f"p{first_place(clause)}")


def _size(clauses: tuple[Clause, ...]) -> int:
    return sum(len(segment.text) for clause in clauses for segment in segments(clause))


def _parts(runs: tuple[Run, ...]) -> Iterator[tuple[tuple[Clause, ...], str]]:
    """Runs, cut where they are too long for a leaf."""
    for run in runs:
        part: list[Clause] = []
        room, first = LEAF, True
        for clause in run.clauses:
            size = _size((clause,))
            if part and size > room:
                yield tuple(part), _continued(run.summary, first)
                part, room, first = [], LEAF, False
            part.append(clause)
            room -= size
        if part:
            yield tuple(part), _continued(run.summary, first)


def _continued(summary: str, first: bool) -> str:
    return summary if first or not summary else f"{summary}, continued"


def _tree(instrument: Instrument, leaves: tuple[Leaf, ...]) -> tuple[Heading, ...]:
    """Titles, parts, articles and annexes, with how much happened under each."""
    changed = _changed(leaves)
    found = []
    waiting = [(provision, 0) for provision in reversed(instrument.provisions)]
    while waiting:
        provision, depth = waiting.pop()
        inside = depth
        if provision.kind in _TREE:
            count = bisect_left(changed, provision.end) - bisect_left(changed, provision.start)
            line = instrument.text[provision.start : provision.start + 120].split("\n", 1)[0]
            title = provision.heading or ("" if provision.number else line)
            found.append(Heading(slug(provision.path), depth, provision.number, title, count))
            inside = depth + 1
        waiting.extend((child, inside) for child in reversed(provision.children))
    return tuple(found)


def _changed(leaves: tuple[Leaf, ...]) -> list[int]:
    """Places of the clauses to which something happened, in order; what is gone counts where it stood."""
    found, place = [], 0
    for leaf in leaves:
        for clause in leaf.clauses:
            start = first_place(clause)
            place = start if start >= 0 else place
            if not still(clause):
                found.append(place)
    return sorted(found)
