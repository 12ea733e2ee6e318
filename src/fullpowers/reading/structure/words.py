"""The words that show structure, from ``data/structure.yaml``, as compiled patterns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml

NUMBER = r"(?:\d{1,4}(?:\.\d{1,4}){0,3}(?: ?(?:bis|ter|quater))?|[IVXLC]{1,8}|[ivxlc]{1,8})"


@dataclass(frozen=True, slots=True)
class Division:
    """A kind of division and the words that name it."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The file as it is."""

    divisions: tuple[Division, ...]
    annexes: tuple[str, ...]
    contents: tuple[str, ...]
    recitals: tuple[str, ...]
    enacting: tuple[str, ...]
    signature: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Patterns:
    """The words as patterns for the start of a line (``enacting``: anywhere in it)."""

    division: re.Pattern[str]
    """Groups: ``label`` (word and number), ``word``, ``number``."""
    annex: re.Pattern[str]
    contents: re.Pattern[str]
    recital: re.Pattern[str]
    enacting: re.Pattern[str]
    signature: re.Pattern[str]
    kinds: dict[str, str]
    """Kind of division by its word in lower case."""


@cache
def patterns() -> Patterns:
    """The patterns of all languages at once."""
    text = files("fullpowers.reading").joinpath("data/structure.yaml").read_text(encoding="utf-8")
    words = from_yaml(text, Words, where="reading/data/structure.yaml")
    kinds = {word: division.kind for division in words.divisions for word in division.words}
    return Patterns(
        division=re.compile(
            rf"(?P<label>(?P<word>{_any(kinds)})\s{{0,3}}(?:No\.? ?)?(?P<number>{NUMBER}))(?![\w%])", re.I
        ),
        annex=re.compile(
            rf"(?P<label>(?:{_any(words.annexes)})(?:\s{{1,3}}(?:No\.? ?)?(?:{NUMBER}|[A-Z]))?)(?![\w%])",
            re.I,
        ),
        contents=re.compile(rf"(?:{_any(words.contents)})\s*[:.]?$", re.I),
        recital=re.compile(rf"(?:[(\[]?\w{{1,4}}[.)\]]\s+)?(?:{'|'.join(words.recitals)})", re.I),
        enacting=re.compile("|".join(words.enacting), re.I),
        signature=re.compile("|".join(words.signature), re.I),
        kinds=kinds,
    )


def _any(words: object) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))  # type: ignore[attr-defined]
