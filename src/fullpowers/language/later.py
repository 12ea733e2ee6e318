"""Agreements to agree: what a clause leaves to an agreement that is still to be made (``data/later.yaml``).

Two kinds are told apart. A clause whose content is "to be defined in the Fund Agreement" is weaker than its
verb; a duty "to negotiate the Fund Agreement" is as firm as its verb, but owes the talking and no result.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml

Span = tuple[int, int]


class Later:
    """Finds what is left to later agreements in the clauses of one text."""

    def __init__(self, text: str) -> None:
        data = _data()
        nouns = "|".join(data.nouns)
        name = rf"(?:[A-Z][\w’-]*[ -]){{1,3}}(?i:{nouns})\b"
        names = {
            found["name"]
            for one in data.named
            for found in re.finditer(one.pattern.replace("NAME", name), text)
        }
        known = "|".join(sorted(map(re.escape, names), key=len, reverse=True)) or r"(?!)"
        other = rf"(?:{data.adjectives}(?: [a-z-]+)?(?: or [a-z]+)? )(?:{nouns})s?\b"

        def compiled(entries: tuple[_Entry, ...]) -> re.Pattern[str]:
            return re.compile(
                "|".join(
                    one.pattern.replace("LATER", f"(?:{known})").replace("AGREEMENT", f"(?:{other})")
                    for one in entries
                )
            )

        self._leaves, self._negotiates = compiled(data.leaves), compiled(data.negotiates)

    def left(self, text: str, start: int, end: int) -> list[Span]:
        """Words between two offsets that leave the content of the clause to a later agreement."""
        return [found.span() for found in self._leaves.finditer(text, start, end)]

    def negotiated(self, text: str, start: int, end: int) -> list[Span]:
        """Words by which the clause is a duty to negotiate an agreement."""
        return [found.span() for found in self._negotiates.finditer(text, start, end)]


@dataclass(frozen=True, slots=True)
class _Entry:
    pattern: str
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    language: str
    nouns: tuple[str, ...]
    named: tuple[_Entry, ...]
    leaves: tuple[_Entry, ...]
    negotiates: tuple[_Entry, ...]
    adjectives: str


@cache
def _data() -> _File:
    text = files("fullpowers.language").joinpath("data/later.yaml").read_text(encoding="utf-8")
    return from_yaml(text, _File, where="language/data/later.yaml")
