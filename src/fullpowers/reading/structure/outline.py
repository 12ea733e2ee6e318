"""The divisions of the whole text: which lines head annexes, parts, chapters, articles, sections."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from fullpowers.model import ProvisionKind

from ..blocks import Block, BlockKind
from . import flat
from .chain import BARE, NAMED, Costs, best
from .lines import Division, division, enumerator, is_contents_entry
from .words import patterns

_WORTHLESS = 0.06
"""A candidate worth no more than this is a reference."""
_SHORT = 100
"""Characters of a line that may be a heading."""
_CONTENTS_RUN = 3
_LONGEST_ANNEX_HEADING = 200
_KINDS = {
    "part": ProvisionKind.PART,
    "chapter": ProvisionKind.CHAPTER,
    "article": ProvisionKind.ARTICLE,
    "section": ProvisionKind.SECTION,
    "regulation": ProvisionKind.SECTION,
}


@dataclass(frozen=True, slots=True)
class Heading:
    """A division that the text has: where it begins, and how high it ranks (0 is highest)."""

    kind: ProvisionKind
    rank: int
    number: str
    heading: str
    start: int
    body: int


@dataclass(frozen=True, slots=True)
class Outline:
    """The headings in the order of the text, and the blocks of a table of contents."""

    headings: tuple[Heading, ...]
    contents: frozenset[int]
    bare: bool
    """Whether the highest divisions are bare numbers, as in ``1. The Parties ...``."""


def outline(blocks: Sequence[Block], starts: Sequence[int]) -> Outline:
    """The divisions of the text."""
    heads = [index for index, block in enumerate(blocks) if patterns().head.match(block.text)]
    contents = _contents(blocks, heads)
    annexes = list(_annexes(blocks, starts, contents))
    found: dict[str, list[tuple[Division, float]]] = {kind: [] for kind in _KINDS}
    for candidate, worth in _candidates(blocks, starts, contents, frozenset(heads)):
        found[candidate.kind].append((candidate, worth))
    fences = sorted(annex.start for annex in annexes)
    parts = _kept(found["part"], fences)
    chapters = _kept(found["chapter"], [*fences, *_starts(parts)])
    above = [*fences, *_starts(parts), *_starts(chapters)]
    sections_above = _sections_above(found)
    if sections_above:
        sections = _kept(found["section"], above)
        articles = _kept(found["article"], [*above, *_starts(sections)])
    else:
        articles = _kept(found["article"], above)
        sections = _kept(found["section"], [*above, *_starts(articles)])
    regulations = _kept(found["regulation"], [*above, *_starts(articles)])
    bare = not articles and not sections and not regulations
    if bare:
        sections = _bare(blocks, starts, contents, fences)
    first = min(_starts([*parts, *chapters, *articles, *sections, *regulations]), default=-1)
    ranked = [
        *(annex for annex in annexes if first < 0 or annex.start > first),
        *(_heading(found, 1) for found in parts),
        *(_heading(found, 2) for found in chapters),
        *(_heading(found, 3 if sections_above else 5) for found in sections),
        *(_heading(found, 4) for found in articles),
        *(_heading(found, 5) for found in regulations),
    ]
    return Outline(tuple(sorted(ranked, key=lambda heading: heading.start)), frozenset(contents), bare)


def _contents(blocks: Sequence[Block], heads: Sequence[int]) -> set[int]:
    """Blocks of a table of contents: its title, and runs of lines that end in a page number."""
    inside: set[int] = set()
    run: list[int] = []
    for index, block in enumerate([*blocks, Block("")]):
        entry = block.kind is not BlockKind.ROW and bool(block.text) and is_contents_entry(block.text)
        if entry or (run and block.text == "" and index < len(blocks)):
            run.append(index)
            continue
        if len(run) >= _CONTENTS_RUN:
            inside.update(run)
        run = []
    for index, block in enumerate(blocks):
        if index + 1 in inside and patterns().contents.match(block.text):
            inside.add(index)
    return inside | _bare_contents(blocks, heads, inside)


def _bare_contents(blocks: Sequence[Block], heads: Sequence[int], known: set[int]) -> set[int]:
    """A list of divisions without page numbers: four or more in a row that all come again."""
    keys = {
        index: (found.kind, found.key)
        for index in heads
        if index not in known and (found := division(blocks[index].text, 0))
    }
    last = {key: index for index, key in keys.items()}
    again = [index for index, key in keys.items() if last[key] > index]
    inside: set[int] = set()
    for first, last_one in _runs(again):
        if last_one - first >= _CONTENTS_RUN:
            inside.update(range(first, last_one + 1))
            if first and patterns().contents.match(blocks[first - 1].text):
                inside.add(first - 1)
    return inside


def _runs(indices: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of each run of indices that follow each other."""
    ends = [at for at, (one, two) in enumerate(pairwise(indices)) if two != one + 1]
    for first, last in pairwise([-1, *ends, len(indices) - 1] if indices else []):
        yield indices[first + 1], indices[last]


def _candidates(
    blocks: Sequence[Block], starts: Sequence[int], contents: set[int], heads: frozenset[int]
) -> Iterator[tuple[Division, float]]:
    listed = _listed(blocks, contents, heads)
    before = ""
    for index, (block, start) in enumerate(zip(blocks, starts, strict=True)):
        if index in contents or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            continue
        found = [division(block.text, start, before)] if index in heads and index not in listed else []
        if len(block.text) > flat.LONG:
            found += flat.divisions(block.text, start)
        for candidate in found:
            if candidate and candidate.worth > _WORTHLESS:
                yield candidate, candidate.worth
        before = block.text


def _listed(blocks: Sequence[Block], contents: set[int], heads: frozenset[int]) -> set[int]:
    """Articles of another instrument in a list: headings without wording, announced by a colon."""

    def is_heading(index: int) -> bool:
        return index not in contents and patterns().division.match(blocks[index].text) is not None

    inside: set[int] = set()
    for index, block in enumerate(blocks):
        if not block.text.endswith(":") or index + 1 not in heads:
            continue
        # behind "have agreed as follows:" stands the outline of this text itself
        if is_heading(index) or patterns().enacting.search(block.text):
            continue
        run = list(takewhile(is_heading, range(index + 1, len(blocks))))
        if run and _differs(blocks[run[-1]].text, blocks[run[0]].text):
            run.pop()
        if len(run) > 1:
            inside.update(run)
    return inside


def _differs(text: str, other: str) -> bool:
    """Whether one heading has words behind its number, or another kind of number, and the other has not."""
    found, before = (patterns().division.match(line) for line in (text, other))
    if not found or not before:
        return True
    return found["number"].isdecimal() != before["number"].isdecimal() or (found.end() == len(text)) != (
        before.end() == len(other)
    )


def _annexes(blocks: Sequence[Block], starts: Sequence[int], contents: set[int]) -> Iterator[Heading]:
    annex = patterns().annex
    for index, block in enumerate(blocks):
        text, start = block.text, starts[index]
        match = annex.match(text)
        if not match and len(text) <= flat.LONG:
            continue
        if index in contents or block.kind in (BlockKind.ROW, BlockKind.NOTE, BlockKind.MARGIN):
            continue
        if len(text) > flat.LONG:
            for found in flat.annexes(text, start):
                yield Heading(ProvisionKind.ANNEX, 0, found.number, found.heading, found.start, found.body)
            continue
        if not match or text[0].islower() or len(text) > _LONGEST_ANNEX_HEADING:
            continue
        rest = text[match.end() :].lstrip(" .:–—-\t")
        if text.rstrip().endswith((".", ";", ",")) or (rest and not (rest[0].isupper() or rest[0] in '("“«')):
            continue
        yield Heading(ProvisionKind.ANNEX, 0, match["label"].strip(), rest.strip(), start, start + len(text))


def _sections_above(found: dict[str, list[tuple[Division, float]]]) -> bool:
    """Whether sections hold articles rather than the other way round."""
    if not found["article"] or not found["section"]:
        return False
    return found["section"][0][0].start < found["article"][0][0].start


def _kept(
    found: Sequence[tuple[Division, float]], fences: Sequence[int], costs: Costs = NAMED
) -> list[Division]:
    ordered = sorted(fences)
    counts = []
    passed = 0
    for candidate, _ in found:
        while passed < len(ordered) and ordered[passed] < candidate.start:
            passed += 1
        counts.append(passed)
    chain = best(
        [candidate.key for candidate, _ in found],
        [worth for _, worth in found],
        counts,
        [candidate.start for candidate, _ in found],
        costs,
    )
    return [found[index][0] for index in chain]


def _bare(
    blocks: Sequence[Block], starts: Sequence[int], contents: set[int], fences: Sequence[int]
) -> list[Division]:
    """Paragraphs ``1.``, ``2.``, ... as the highest divisions of a text without articles."""
    found = []
    for index, (block, start) in enumerate(zip(blocks, starts, strict=True)):
        if index in contents or block.kind not in (BlockKind.PARAGRAPH, BlockKind.HEADING):
            continue
        number = enumerator(block.text)
        if number and number.values[0][0] == "1.":
            body = start + number.length
            # a heading is worth a little more than the numbered paragraphs inside a section
            titled = len(block.text) <= _SHORT and block.text[-1] not in ".;:,"
            section = Division("section", number.values[0][1], number.number, "", start, body)
            found.append((section, 1.0 if titled else 0.9))
    kept = _kept(found, fences, BARE)
    return kept if len(kept) >= 2 else []


def _starts(divisions: Sequence[Division]) -> list[int]:
    return [division.start for division in divisions]


def _heading(found: Division, rank: int) -> Heading:
    return Heading(_KINDS[found.kind], rank, found.number, found.heading, found.start, found.body)
