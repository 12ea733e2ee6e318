"""The words that carry modality, from ``data/modality/*.yaml``, found in a stretch of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from fullpowers.model import InvalidData, Modality, from_yaml

from .grammar import by_letter


@dataclass(frozen=True, slots=True)
class Marker:
    """One entry of the data: a form of words and what it does."""

    id: str
    pattern: str
    modality: Modality
    kind: str
    """``modal`` (an infinitive follows), ``verb`` (itself the main verb) or ``clause`` (a formula)."""
    source: str
    force: str = "firm"
    """``firm``, ``best efforts``, ``aspirational``, or ``will``: by the drafting tradition of the text."""
    party_only: bool = False
    """Counts only when a party or body is its subject."""
    negated: Modality | None = None
    """What it does with a negative subject, when not the plain opposite."""
    dispositive: bool = False
    """Does what it says by being said: grants, waives."""


@dataclass(frozen=True, slots=True)
class Found:
    """A marker in the text."""

    marker: Marker
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _File:
    language: str
    markers: tuple[Marker, ...]
    macros: dict[str, str]
    first: tuple[str, ...]
    """Every word that a marker can begin with: looked for before any pattern is tried, for speed."""


def markers(text: str, start: int, end: int, language: str = "en") -> list[Found]:
    """The markers between two offsets, in order, none overlapping another."""
    first, whole, known = _compiled(language)
    found: list[Found] = []
    for word in first.finditer(text, start, end):
        if found and word.start() < found[-1].end:
            continue
        match = whole.match(text, word.start(), end)
        if match:
            found.append(Found(known[int((match.lastgroup or "m0")[1:])], match.start(), match.end()))
    return found


def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have markers."""
    return tuple(sorted(file.name.removesuffix(".yaml") for file in _folder().iterdir()))


@cache
def _compiled(language: str) -> tuple[re.Pattern[str], re.Pattern[str], tuple[Marker, ...]]:
    """What a marker can begin with, all markers as one pattern, and the entries themselves."""
    name = f"{language}.yaml"
    data = from_yaml(
        _folder().joinpath(name).read_text(encoding="utf-8"), _File, where=f"language/data/modality/{name}"
    )
    alternatives = []
    for number, marker in enumerate(data.markers):
        pattern = marker.pattern
        for _ in range(2):  # a macro may use another
            for macro, words in data.macros.items():
                pattern = pattern.replace("{" + macro + "}", words)
        alternatives.append(f"(?P<m{number}>{pattern})")
    begins = rf"(?<![\w’'-])(?:{by_letter(data.first)})(?![\w-])"
    whole = rf"(?:{'|'.join(alternatives)})(?![\w-])"
    try:
        return re.compile(begins), re.compile(whole, re.IGNORECASE), data.markers
    except re.error as error:
        raise InvalidData(f"language/data/modality/{name}: {error}") from error


def _folder() -> Traversable:
    return files("fullpowers.language").joinpath("data/modality")
