"""How specific a clause is, and how sure its reading is and why (``data/force.yaml``)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml

from .subjects import Bearer


@dataclass(frozen=True, slots=True)
class Sureness:
    """How sure a kind of rule is, 0 to 1, and what is said of it."""

    value: float
    why: str


def is_specific(quote: str, *, limited: bool) -> bool:
    """A figure, a time limit or a veto; the number of an article is no figure."""
    words = _patterns()
    return limited or bool(words.figure.search(words.provisions.sub("", quote)) or words.veto.search(quote))


def sureness(rule: str, who: Bearer, *, point: bool, notes: Iterable[str]) -> Sureness:
    """How sure the reading is by the kind of rule, and why in a few words.

    ``point`` when the words stand in the chapeau of the clause; ``notes`` are keys of ``doubts``.
    """
    data = _data()
    if not who.name:
        kind = "unnamed"
    elif who.inherited:
        kind = "inherited"
    elif point:
        kind = "point"
    elif who.agent:
        kind = "agent"
    else:
        kind = "party" if who.party else "body"
    said = data.confidence[kind]
    joint = " " if kind in ("party", "point") else "; "
    doubts = "".join(f"; {data.doubts[note]}" for note in notes)
    return Sureness(said.value, f"“{rule}”{joint}{said.why}{doubts}")


def listed() -> Sureness:
    """How sure a point is that only goes on with what its chapeau lays down."""
    return _data().confidence["listed"]


def denied(text: str, start: int, end: int) -> re.Match[str] | None:
    """What an inverted clause denies; group ``right`` when it is a right."""
    return _patterns().denied.match(text, start, end)


def has_auxiliary(words: str) -> bool:
    """Whether ``words`` hold an auxiliary verb."""
    return _patterns().auxiliary.search(words) is not None


@dataclass(frozen=True, slots=True)
class _File:
    language: str
    number_words: tuple[str, ...]
    veto: str
    provisions: str
    denied: str
    auxiliary: str
    source: str
    confidence: dict[str, Sureness]
    doubts: dict[str, str]


@dataclass(frozen=True, slots=True)
class _Patterns:
    figure: re.Pattern[str]
    veto: re.Pattern[str]
    provisions: re.Pattern[str]
    denied: re.Pattern[str]
    auxiliary: re.Pattern[str]


@cache
def _data() -> _File:
    text = files("fullpowers.language").joinpath("data/force.yaml").read_text(encoding="utf-8")
    return from_yaml(text, _File, where="language/data/force.yaml")


@cache
def _patterns() -> _Patterns:
    data = _data()
    return _Patterns(
        figure=re.compile(rf"\d|\b(?:{'|'.join(data.number_words)})\b", re.I),
        veto=re.compile(data.veto, re.I),
        provisions=re.compile(data.provisions, re.I),
        denied=re.compile(data.denied),
        auxiliary=re.compile(data.auxiliary),
    )
