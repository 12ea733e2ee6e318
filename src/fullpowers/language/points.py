"""The points of a list that stands inside one sentence: "... shall: (a) report; (b) pay; and (c) stop"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from .sentences import Sentence

_ENUMERATOR = re.compile(r"(?<=[:,;] )(?:and |or |and/or )?\(?(?:[a-zA-Z]|[ivx]{1,4}|\d{1,2})\) ")
_FIRST = re.compile(r"\(?(?:a|i|1|A|x)\) ")
_MOST_POINTS = 40
"""Longer lists are hostile, or a table: judged as one sentence."""
_LEAST = 10
"""Code points of the shortest point: "(a), (b) and (c)" is a reference."""


def points(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The spans of the points of a list between two offsets; empty where there are not at least two."""
    first = _FIRST.search(text, start, end)
    if first is None:
        return []
    cuts = [first.start(), *(cut.start() for cut in _ENUMERATOR.finditer(text, first.end(), end)), end]
    return list(pairwise(cuts)) if 2 < len(cuts) <= _MOST_POINTS else []


def pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """A sentence with such a list as the unfinished words before it and one sentence for each point.

    Other sentences as they are. Only behind a colon or a dash: "(a) land and (b) sea" inside a clause
    divides its object, not its duty.
    """
    found = points(text, sentence.start, sentence.end) if "(" in text[sentence.start : sentence.end] else []
    if not found or text[: found[0][0]].rstrip()[-1:] not in ":—–" or min(b - a for a, b in found) < _LEAST:
        yield sentence
        return
    head = len(text[sentence.start : found[0][0]].rstrip()) + sentence.start
    yield replace(sentence, end=head, introduces=True)
    for start, end in found:
        bare = _LEADING.match(text, start, end)
        chapeau = (*sentence.chapeau, (sentence.start, head))
        yield replace(sentence, start=bare.end() if bare else start, end=_end(text, end), chapeau=chapeau)


_LEADING = re.compile(r"(?:and |or |and/or )?\(?\w{1,4}\) ")


def _end(text: str, end: int) -> int:
    while text[end - 1].isspace():
        end -= 1
    return end
