"""Operative sentences without a modal: what the instrument lays down (``data/statements/*.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml

from .grammar import grammar

_SUBJECT_LENGTH = 300


@dataclass(frozen=True, slots=True)
class Statement:
    """One form of words, as in the data."""

    id: str
    pattern: str
    confidence: float
    source: str
    acts: bool = False
    """Whether a body that is its subject does what it says: the body is then the bearer."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A statement found: its rule, how sure it is, and where its verb stands."""

    rule: str
    confidence: float
    start: int
    end: int
    duty: bool = False
    """A party's verb in the present: in translated treaties that is a duty."""
    negative: bool = False
    """The same, denied: what the party does not do it must not do."""
    acts: bool = False


@dataclass(frozen=True, slots=True)
class _Present:
    pattern: str
    not_verbs: tuple[str, ...]
    not_endings: tuple[str, ...]
    confidence: float
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    language: str
    statements: tuple[Statement, ...]
    present: _Present


def stated(text: str, start: int, end: int, language: str = "en") -> Stated | None:
    """The first statement whose verb is the main verb of the sentence between two offsets, if any.

    The verb must follow the subject: behind a relative or conditional clause only when a comma ends it.
    """
    for statement, pattern in _patterns(language):
        for match in pattern.finditer(text, start, min(end, start + _SUBJECT_LENGTH)):
            if match.start() == start and not statement.id.endswith("enacts"):
                continue
            if not _in_subordinate(text, start, match.start(), language):
                return Stated(
                    statement.id, statement.confidence, match.start(), match.end(), acts=statement.acts
                )
    return None


def present_verb(text: str, start: int, end: int, language: str = "en") -> Stated | None:
    """The verb in the present that follows a subject ending at ``start``."""
    data = _data(language).present
    match = _present(language).match(text, start, end)
    if match is None or match["verb"] in data.not_verbs or match["verb"].endswith(data.not_endings):
        return None
    negative = bool(match.groupdict().get("negative"))
    begin = match.start("negative") if negative else match.start("verb")
    return Stated("present", data.confidence, begin, match.end("verb"), duty=True, negative=negative)


def _in_subordinate(text: str, start: int, at: int, language: str) -> bool:
    """Whether an opened clause still waits for its verb where ``at`` stands."""
    shapes = grammar(language).shapes
    openers = list(shapes["opener"].finditer(text, start, at))
    if not openers:
        return False
    between = text[openers[-1].end() : at]
    if openers[-1].start() == start or text[openers[-1].start() - 1] == ",":
        return "," not in between
    return not shapes["between"].search(between)


@cache
def _data(language: str) -> _File:
    name = f"data/statements/{language}.yaml"
    text = files("fullpowers.language").joinpath(name).read_text(encoding="utf-8")
    return from_yaml(text, _File, where=f"language/{name}")


@cache
def _patterns(language: str) -> tuple[tuple[Statement, re.Pattern[str]], ...]:
    return tuple(
        (statement, re.compile(rf"\b(?:{statement.pattern})(?!\w)", re.IGNORECASE))
        for statement in _data(language).statements
    )


@cache
def _present(language: str) -> re.Pattern[str]:
    return re.compile(rf"\s+{_data(language).present.pattern}")
