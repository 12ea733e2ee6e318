"""The data of this room: categories, words of exchange, kinds of agreement and what they usually hold."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import TypeVar

from fullpowers.model import from_yaml

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the ledger and the words of an action that put it there."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of agreement, known by its title or by its words standing often enough."""

    name: str
    title: str
    words: str
    least: int


@dataclass(frozen=True, slots=True)
class Expected:
    """Something that agreements of ``kinds`` (none: of any kind) usually hold.

    ``terms`` are kinds of terms and ``looked_for`` regular expressions that show it is there;
    ``usual`` says in how many contracts of a kind it was seen; ``cues`` are lower-case pieces of words, of
    which one stands wherever ``looked_for`` fits: tried first, for speed.
    """

    item: str
    why: str
    looked_for: tuple[str, ...]
    source: str
    kinds: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    usual: dict[str, int] = field(default_factory=dict)
    cues: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Checklist:
    kinds: tuple[Kind, ...]
    expected: tuple[Expected, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """Regular expressions of ``data/exchange.yaml``, by what they show."""

    after_the_other: tuple[str, ...]
    in_exchange: tuple[str, ...]
    remedies: tuple[str, ...]
    precedents: tuple[str, ...]
    outside: tuple[str, ...]
    deadlines: tuple[str, ...]
    lasting: tuple[str, ...]
    definitions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Categories:
    categories: tuple[Category, ...]


_AGREEMENT = re.compile(r"\b(?:[A-Z][\w’'-]+ ){1,4}Agreement\b")


@lru_cache(maxsize=4096)
def category(action: str) -> str:
    """Name of the first category whose words stand in the action, else ``other``."""
    said = _AGREEMENT.sub("agreement", action)
    return next((name for name, words in _categories() if words.search(said)), "other")


@cache
def checklist() -> Checklist:
    """The lists of ``data/checklist.yaml``."""
    return _data("checklist.yaml", Checklist)


@cache
def words() -> Words:
    """The words of ``data/exchange.yaml``."""
    return _data("exchange.yaml", Words)


@cache
def pattern(alternatives: tuple[str, ...]) -> re.Pattern[str]:
    """One pattern of several, without regard to case."""
    return re.compile("|".join(alternatives), re.IGNORECASE)


@cache
def _categories() -> tuple[tuple[str, re.Pattern[str]], ...]:
    listed = _data("categories.yaml", _Categories).categories
    return tuple((one.name, re.compile(r"(?:\b|^)(?:" + "|".join(one.words) + ")", re.I)) for one in listed)


def _data(name: str, kind: type[T]) -> T:
    text = files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
    return from_yaml(text, kind, where=f"balance/data/{name}")
