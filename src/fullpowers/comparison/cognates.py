"""Words that are the same in two alphabets: names and what both languages took from a third.

Simard, Foster and Isabelle (1992) align sentences by words that begin with the same letters; here the letters
of one alphabet are first put for those of the other (``data/cognates.yaml``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from .loading import load

_WORD = re.compile(r"[^\W\d_][^\W\d_’'ʼ]*(?:[’'ʼ][^\W\d_]+)*")
_DOUBLE = re.compile(r"(.)\1")


def cognates(wording: str) -> list[str]:
    """How each long word of a wording begins, in letters that are the same for English and Ukrainian."""
    table = _table()
    found = (_folded(word) for word in _WORD.findall(wording.lower()))
    return [word[: table.prefix] for word in found if len(word) >= table.prefix]


def _folded(word: str) -> str:
    table = _table()
    word = word.translate(_letters())
    for spelt, plain in table.foldings:
        word = word.replace(spelt, plain)
    return _DOUBLE.sub(r"\1", word)


@dataclass(frozen=True, slots=True)
class _Table:
    source: str
    letters: dict[str, str]
    foldings: tuple[tuple[str, str], ...]
    prefix: int


@cache
def _table() -> _Table:
    return load("cognates.yaml", _Table)


@cache
def _letters() -> dict[int, str]:
    return str.maketrans(_table().letters)
