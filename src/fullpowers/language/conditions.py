"""Conditions, exceptions, time limits and words that leave room, from ``data/conditions.yaml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml


@dataclass(frozen=True, slots=True)
class Entry:
    """One form of words and its role."""

    id: str
    pattern: str
    role: str
    """``condition``, ``exception``, ``limit`` or ``softener``."""
    hints: tuple[str, ...]
    """One of these stands in every stretch that fits: looked for first, for speed."""
    extent: str
    """``phrase``: up to the next comma, semicolon or end; ``words``: what matched."""
    source: str


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition found in the text."""

    entry: Entry
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Words:
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    language: str
    entries: tuple[Entry, ...]
    soft_verbs: _Words
    constitutive: _Words
    composition: _Words


def conditions(text: str, start: int, end: int) -> list[Condition]:
    """What the words between two offsets depend on, in order."""
    found = []
    words = text[start:end].lower()
    for entry, pattern in zip(_data().entries, _patterns(), strict=True):
        if not any(map(words.__contains__, entry.hints)):
            continue
        for match in pattern.finditer(text, start, end):
            stop = _phrase_end(text, match.end(), end) if entry.extent == "phrase" else match.end()
            found.append(Condition(entry, match.start(), stop))
    return sorted(found, key=lambda condition: (condition.start, -condition.end))


def is_soft(text: str, at: int) -> bool:
    """Whether the verb that begins at or just behind ``at`` promises an attitude, not a result."""
    return _soft().match(text, at) is not None


def is_constitutive(text: str, at: int) -> bool:
    """Whether the words behind a modal at ``at`` lay down what is the case rather than a duty."""
    return _constitutive().match(text, at) is not None


_PHRASE_END = re.compile(r"[,;:]|\.(?=\s|$)|\n")


def _phrase_end(text: str, at: int, end: int) -> int:
    match = _PHRASE_END.search(text, at + 1, min(end, at + 300)) if at < end else None
    return match.start() if match else min(end, at + 300)


@cache
def _data() -> _File:
    text = files("fullpowers.language").joinpath("data/conditions.yaml").read_text(encoding="utf-8")
    return from_yaml(text, _File, where="language/data/conditions.yaml")


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(rf"\b(?:{entry.pattern})", re.IGNORECASE) for entry in _data().entries)


def is_composition(text: str, at: int) -> bool:
    """Whether the words behind a modal at ``at`` say what a body is made of or called."""
    return _composition().match(text, at) is not None


_ADVERBS = (
    r"[ ,]{0,2}(?:(?:[a-z]{2,20}ly|also|further|not|both|each|all|thereafter|hereby|at all times),? ){0,3}"
)


@cache
def _soft() -> re.Pattern[str]:
    return re.compile(rf"{_ADVERBS}(?:{'|'.join(_data().soft_verbs.words)})\b", re.IGNORECASE)


@cache
def _constitutive() -> re.Pattern[str]:
    return re.compile(rf"{_ADVERBS}(?:{'|'.join(_data().constitutive.words)})(?!\w)", re.IGNORECASE)


@cache
def _composition() -> re.Pattern[str]:
    return re.compile(rf"{_ADVERBS}(?:{'|'.join(_data().composition.words)})(?!\w)", re.IGNORECASE)
