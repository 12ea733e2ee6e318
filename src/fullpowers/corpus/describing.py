"""What an agreement is about, told by words that are data: kind, resources, states, region, year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml


@dataclass(frozen=True, slots=True)
class _Named:
    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Words:
    kinds: tuple[_Named, ...]
    resources: tuple[_Named, ...]
    often: int
    closing: tuple[str, ...]


def kind_of(title: str) -> str:
    """The kind of agreement that a title names; empty when it names none."""
    lower = title.casefold()
    return next((one.name for one in _words().kinds if any(word in lower for word in one.words)), "")


def resources_of(title: str, lower: str, words: Mapping[str, int]) -> tuple[str, ...]:
    """The resources that an agreement is about: named in its title, or often in its text.

    Args:
        title: its title.
        lower: its text in lower case.
        words: how often each word stands in it.
    """
    title = title.casefold()

    def often(one: _Named) -> bool:
        counted = sum(lower.count(word) if " " in word else words.get(word, 0) for word in one.words)
        return counted >= _words().often

    return tuple(
        one.name
        for one in _words().resources
        if any(re.search(rf"\b{re.escape(word)}\b", title) for word in one.words) or often(one)
    )


def region_of(code: str) -> str:
    """The UN region (M49) of a state by its two-letter code; empty when unknown."""
    return _regions()[0].get(code, "")


def two_letters(code: str) -> str:
    """The two-letter code of a state given by two or three letters; empty when unknown."""
    code = code.strip().upper()
    return code if code in _regions()[0] else _regions()[1].get(code, "")


def year_of(said: str, lower: str) -> int | None:
    """A year from what the collection says, else from the closing words of the text (``done at ...``)."""
    if mark := _YEAR.search(said):
        return int(mark[1])
    found = {int(mark[1]) for at in _closings(lower) if (mark := _YEAR.search(lower, at, at + 400))}
    # annexes close too, and quote other agreements: where the years differ nobody can tell
    return found.pop() if len(found) == 1 else None


def _closings(lower: str) -> Iterator[int]:
    for words in _words().closing:
        at = lower.find(words)
        while at >= 0:
            yield at
            at = lower.find(words, at + 1)


_YEAR = re.compile(r"\b(1[6-9]\d\d|20\d\d)\b")


@cache
def _words() -> _Words:
    return from_yaml(_read("words.yaml"), _Words, where="words.yaml")


@cache
def _regions() -> tuple[dict[str, str], dict[str, str]]:
    """Region by two-letter code, and two-letter code by three letters."""
    table = from_yaml(_read("regions.yaml"), dict[str, dict[str, str]], where="regions.yaml")
    region = {two: name for name, states in table.items() for two in states}
    return region, {three: two for states in table.values() for two, three in states.items()}


def _read(name: str) -> str:
    return files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
