"""The words by which clauses are told apart, from ``data/grammar/*.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, InvalidData, from_yaml


@dataclass(frozen=True, slots=True)
class _Words:
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    language: str
    introductions: _Words
    introductions_before_comma: _Words
    conjunctions: _Words
    subordinators: _Words
    determiners: _Words
    inversions: _Words
    coordinators: _Words
    adverbs: _Words
    shapes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """The lists as patterns."""

    introduction: re.Pattern[str]
    """At the beginning of a sentence: its subject stands behind a comma."""
    conjunction: re.Pattern[str]
    """The same, when the introduction has a verb of its own."""
    subordinate: re.Pattern[str]
    determiners: frozenset[str]
    inversion: re.Pattern[str]
    """At the end of what stands before a modal."""
    adverbs: re.Pattern[str]
    """Any number of adverbs with their commas."""
    coordinator: re.Pattern[str]
    """Where a further clause may begin."""
    shapes: Mapping[str, re.Pattern[str]]
    """Shapes of phrases by their names; the data file says what each is."""


# fmt: off
_SHAPES = frozenset({
    "leading", "noun_phrase", "bare_subject", "adjacent", "participial", "inverted_subject", "impersonal",
    "label", "finite", "that", "proviso", "pronoun", "negative", "determiner", "quantifier", "joint",
    "head_end", "owned", "participle", "no_passive", "by", "towards", "receiver", "verb", "object_end",
    "opener", "between", "infinitive", "state", "listed", "duty_of", "duty_owned", "deed_by",
    "empty_subject", "auxiliary", "insertion", "body", "present_passive",
    "reflexive",
})
# fmt: on
"""What every language's file has to have."""


def language_of(instrument: Instrument) -> str:
    """The foremost language of a text, when this room has its grammar; else English."""
    known = (language for language in instrument.languages[:1] if language in languages())
    return next(known, "en")


@cache
def languages() -> tuple[str, ...]:
    """ISO 639-1 codes of the languages that have a grammar."""
    folder = files("fullpowers.language").joinpath("data/grammar")
    return tuple(sorted(file.name.removesuffix(".yaml") for file in folder.iterdir()))


@cache
def grammar(language: str = "en") -> Grammar:
    """The lists of a language, loaded once; ``language`` is one that has a file."""
    name = f"data/grammar/{language}.yaml"
    text = files("fullpowers.language").joinpath(name).read_text(encoding="utf-8")
    data = from_yaml(text, _File, where=f"language/{name}")
    if data.shapes.keys() != _SHAPES:
        wrong = sorted(data.shapes.keys() ^ _SHAPES)
        raise InvalidData(f"language/{name}: shapes missing or unknown: {', '.join(wrong)}")
    plain, before_comma = _any(data.introductions.words), _any(data.introductions_before_comma.words)
    return Grammar(
        introduction=re.compile(rf"(?:(?:{plain})(?= |,)|(?:{before_comma})(?=,))", re.IGNORECASE),
        conjunction=re.compile(rf"(?:{_any(data.conjunctions.words)})(?!\w)", re.IGNORECASE),
        subordinate=re.compile(
            rf"(?<![\w-])(?<!\bof )(?<!\bby )(?<!\bto )(?:{_any(data.subordinators.words)})(?![\w-])",
            re.IGNORECASE,
        ),
        determiners=frozenset(data.determiners.words),
        inversion=re.compile(rf"(?<!\w)(?:{_any(data.inversions.words)})[ ,]{{0,2}}$", re.IGNORECASE),
        coordinator=re.compile(
            r";(?: and| or| but| provided(?:,? however)?,? that)?|"
            r",? provided(?:,? (?:however|further))?,? that,?|"
            rf"(?:,| \([a-z0-9ivx]{{1,4}}\))? (?:{_any(data.coordinators.words)})"
            r"(?: (?:that|also|furthermore|further|therefore|також))?(?= |,)(?:,)?",
            re.IGNORECASE,
        ),
        adverbs=re.compile(rf"[\s,]*(?:(?:{'|'.join(data.adverbs.words)})[\s,]+)*", re.IGNORECASE),
        shapes={shape: re.compile(pattern) for shape, pattern in data.shapes.items()},
    )


def by_letter(words: Iterable[str]) -> str:
    """The words, longest first, as one pattern that knows their first letters: three times as fast."""
    groups: dict[str, list[str]] = {}
    for word in sorted(words, key=len, reverse=True):
        letter = word[0] if word[0].isalpha() else ""
        groups.setdefault(letter, []).append(word.removeprefix(letter))
    return "|".join(
        f"{f'[{one}{one.upper()}]' if one else ''}(?i:{'|'.join(rest)})" for one, rest in groups.items()
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(word) for word in words), key=len, reverse=True))
