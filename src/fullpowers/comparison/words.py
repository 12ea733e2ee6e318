"""Words and the smallest set of word edits between two stretches of text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from rapidfuzz.distance import Indel

from fullpowers.model import Edit

_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|\w+(?:[-‑'’]\w+)*|[\t\n]|[^\w\s]")
_PLAIN = re.compile(r"\w+(?:[-‑'’]\w+)*")
_AREA = 400_000_000
"""Token pairs up to which one exact comparison is made: 50 MB of bits."""


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number, sign, tab or newline; ``start`` and ``end`` are offsets in the whole text."""

    start: int
    end: int
    text: str


def count(text: str) -> int:
    """The number of words of ``text``, for shares of it."""
    return len(text.split())


def plain_words(text: str) -> list[str]:
    """The words and numbers of ``text`` in lower case, for counting."""
    return _PLAIN.findall(text.casefold())


def tokens(text: str, start: int, end: int, names: tuple[str, ...] = ()) -> list[Token]:
    """The tokens of ``text[start:end]``; each of ``names`` (of parties, say) is one token."""
    pattern = _pattern(names) if names else _TOKEN
    return [Token(match.start(), match.end(), match.group()) for match in pattern.finditer(text, start, end)]


def edits(
    old: str, old_span: tuple[int, int], new: str, new_span: tuple[int, int], names: tuple[str, ...] = ()
) -> tuple[Edit, ...]:
    """The word edits that turn ``old`` within ``old_span`` into ``new`` within ``new_span``.

    Minimal in tokens (longest common subsequence), found by bit-parallel Indel distance
    (Hyyrö 2004, as in rapidfuzz); differences of spacing are edits too, so that applying
    the edits gives the new text exactly.
    """
    was, now = old[slice(*old_span)], new[slice(*new_span)]
    if was == now:
        return ()
    if now < was:
        # always found in the same direction, so that the other way round is the mirror image
        return tuple(
            Edit(e.new_start, e.new_end, e.old_start, e.old_end, e.new, e.old)
            for e in edits(new, new_span, old, old_span, names)
        )
    left = _Run(old, old_span, tokens(old, *old_span, names))
    right = _Run(new, new_span, tokens(new, *new_span, names))
    found = (
        _edit(old, (left.before(i1)[0], left.before(i2)[1]), new, (right.before(j1)[0], right.before(j2)[1]))
        for i1, i2, j1, j2 in _differences(left, right)
    )
    return tuple(edit for edit in found if edit.old != edit.new)


def similarity(left: Sequence[str], right: Sequence[str]) -> float:
    """Share of the words of both that stand in their longest common subsequence, 0 to 1."""
    return float(Indel.normalized_similarity(left, right))


@dataclass(frozen=True, slots=True)
class _Run:
    """A stretch of text with its tokens and the spaces around them."""

    text: str
    span: tuple[int, int]
    tokens: list[Token]

    def before(self, index: int) -> tuple[int, int]:
        """The space before the token ``index``, or behind the last one."""
        start = self.tokens[index - 1].end if index else self.span[0]
        return start, self.tokens[index].start if index < len(self.tokens) else self.span[1]

    def space(self, index: int) -> str:
        start, end = self.before(index)
        return self.text[start:end]


def _differences(left: _Run, right: _Run) -> Iterator[tuple[int, int, int, int]]:
    """Index ranges that differ, in order; empty ranges stand for tokens with other space before them.

    A range takes the space on both its sides with it, so only the spaces within equal runs are looked at.
    """
    ends = (len(left.tokens), len(right.tokens))
    i = j = 0
    open_before = True
    for i1, i2, j1, j2 in _opcodes(left.tokens, right.tokens):
        yield from _respaced(left, right, (i, i1), (j, j1), open_before, False)
        yield i1, i2, j1, j2
        i, j, open_before = i2, j2, False
    yield from _respaced(left, right, (i, ends[0]), (j, ends[1]), open_before, open_before or (i, j) != ends)


def _respaced(
    left: _Run, right: _Run, old: tuple[int, int], new: tuple[int, int], first: bool, last: bool
) -> Iterator[tuple[int, int, int, int]]:
    """Places within an equal run where the space differs; ``first`` and ``last``: at its ends too."""
    for k in range(0 if first else 1, old[1] - old[0] + (1 if last else 0)):
        if left.space(old[0] + k) != right.space(new[0] + k):
            yield old[0] + k, old[0] + k, new[0] + k, new[0] + k


def _opcodes(left: list[Token], right: list[Token]) -> Iterator[tuple[int, int, int, int]]:
    a = [token.text for token in left]
    b = [token.text for token in right]
    prefix = 0
    limit = min(len(a), len(b))
    while prefix < limit and a[prefix] == b[prefix]:
        prefix += 1
    suffix = 0
    while suffix < limit - prefix and a[len(a) - 1 - suffix] == b[len(b) - 1 - suffix]:
        suffix += 1
    core_a, core_b = a[prefix : len(a) - suffix], b[prefix : len(b) - suffix]
    for i1, i2, j1, j2 in _cores(core_a, core_b):
        yield i1 + prefix, i2 + prefix, j1 + prefix, j2 + prefix


def _cores(a: list[str], b: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Differing ranges of two token lists, neighbours joined."""
    if not a or not b:
        if a or b:
            yield 0, len(a), 0, len(b)
        return
    pending: list[int] | None = None
    for i1, i2, j1, j2 in _raw(a, b):
        if pending is not None and pending[1] == i1 and pending[3] == j1:
            pending[1], pending[3] = i2, j2
            continue
        if pending is not None:
            yield pending[0], pending[1], pending[2], pending[3]
        pending = [i1, i2, j1, j2]
    if pending is not None:
        yield pending[0], pending[1], pending[2], pending[3]


def _raw(a: list[str], b: list[str]) -> Iterator[tuple[int, int, int, int]]:
    if len(a) * len(b) <= _AREA:
        for code in Indel.opcodes(a, b):
            if code.tag != "equal":
                yield code.src_start, code.src_end, code.dest_start, code.dest_end
        return
    # too large for one table of bits: cut both at the middle, which stays exact to apply and near the minimum
    i, j = len(a) // 2, len(b) // 2
    yield from _raw(a[:i], b[:j])
    for i1, i2, j1, j2 in _raw(a[i:], b[j:]):
        yield i1 + i, i2 + i, j1 + j, j2 + j


def _edit(old: str, old_span: tuple[int, int], new: str, new_span: tuple[int, int]) -> Edit:
    """The edit from gap to gap, without the space that both sides share at its ends."""
    (i1, i2), (j1, j2) = old_span, new_span
    while i1 < i2 and j1 < j2 and old[i1] == new[j1] and old[i1].isspace():
        i1, j1 = i1 + 1, j1 + 1
    while i1 < i2 and j1 < j2 and old[i2 - 1] == new[j2 - 1] and old[i2 - 1].isspace():
        i2, j2 = i2 - 1, j2 - 1
    return Edit(i1, i2, j1, j2, old[i1:i2], new[j1:j2])


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    longest_first = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(r"(?<!\w)(?:" + "|".join(map(re.escape, longest_first)) + r")(?!\w)|" + _TOKEN.pattern)
