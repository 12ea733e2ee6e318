"""Names of other instruments in a text: ``the Vienna Convention on Road Traffic``, ``Закон «Про надра»``."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, Reference, ReferenceStatus, from_yaml

Span = tuple[int, int]
_LONGEST = 120
"""Code points before its noun that a name may have."""


def names_in(instrument: Instrument, start: int, end: int) -> list[Span]:
    """Spans of the names of other instruments between two offsets, in order, not overlapping.

    A name is a noun of the list with the capitals before it and the words behind it ("Agreement on ..."),
    or one that needs no noun (``GATT 1994``). The instrument's own name and bare nouns are none.
    """
    words, text = _patterns(), instrument.text
    found: list[Span] = []
    for noun in words.nouns.finditer(text, start, end):
        if found and noun.start() < found[-1][1]:
            continue
        left = _leftward(text, max(start, found[-1][1] if found else start), noun.start())
        tail = words.tail.match(text, noun.end(), end)
        span = left, tail.end() if tail else noun.end()
        part = words.compound.match(text, span[1], end) and not words.named.fullmatch(noun[0])
        if not part and _is_other(text, span, noun.start(), instrument):
            found.append(span)
    return found


def needed(instrument: Instrument, references: Sequence[Reference]) -> tuple[Reference, ...]:
    """References to other agreements on whose words this text's own meaning hangs, the first of each.

    Laws and conventions are public and are left out; an agreement that "further defines" a duty is not.
    """
    words, text = _patterns(), instrument.text
    first: dict[str, Reference] = {}
    for one in references:
        if one.status is not ReferenceStatus.EXTERNAL or one.target in first:
            continue
        nouns = set(re.findall(r"[\w’'-]+", one.target)) & words.needed_nouns
        start = one.passage.start
        if nouns and words.needed.search(text[max(0, start - 80) : start]):
            first[one.target] = one
    return tuple(first.values())


def _leftward(text: str, start: int, noun: int) -> int:
    """Where the name begins whose noun stands at ``noun``: over capitals, years, and words that join them."""
    words = _patterns()
    begin = here = noun
    while here > start and text[here - 1] in " \u00a0":
        at = max(text.rfind(" ", start, here - 1), text.rfind("\u00a0", start, here - 1)) + 1 or start
        word = text[at : here - 1]
        if word.lower() in words.provisions:  # "Article XIX of GATT 1994" is no name of an instrument
            return begin if begin == noun else _ahead(text, at, noun)
        if word[:1].isupper() and word[-1:] not in ',;:.)”"' and word.lower() not in words.openers:
            begin = at
        elif not (word in words.between or (word.isdigit() and len(word) == 4)):
            break
        here = at
        if noun - here > _LONGEST:
            break
    return begin


def _ahead(text: str, at: int, noun: int) -> int:
    """The name's first capital behind "Article XIX of": past the number and the joining words."""
    found = re.compile(r"\S+[ \u00a0]\S+[ \u00a0](?:(?:of|on|for|the|in|to)[ \u00a0]){1,3}").match(
        text, at, noun
    )
    return found.end() if found else noun


def _is_other(text: str, span: Span, noun: int, instrument: Instrument) -> bool:
    """Whether a name is not this instrument's own: it says more than its noun, and not "this" before it."""
    start, end = span
    words = _patterns()
    before = text[max(0, start - 16) : start].lower().rstrip()
    if before.endswith(words.own):
        return False
    if (
        start == noun
        and words.nouns.fullmatch(text, start, end)
        and not words.named.fullmatch(text, start, end)
    ):
        # "the Convention" alone is another instrument only in a text that is no convention itself
        alone = text[start:end].lower()
        return (
            alone in words.bare and alone not in instrument.title.lower() and before.endswith(("the", "that"))
        )
    name = " ".join(text[start:end].split()).lower()
    return not re.search(rf"(?:^|(?<!the)(?<!to)\s){re.escape(name)}(?=\s|$|,)", _headline(instrument))


def _headline(instrument: Instrument) -> str:
    """The title in small letters, up to the first full stop: what the instrument calls itself."""
    return " ".join(instrument.title.lower().split())[:200]


@dataclass(frozen=True, slots=True)
class _File:
    source: str
    nouns: tuple[str, ...]
    joining: tuple[str, ...]
    between: tuple[str, ...]
    openers: tuple[str, ...]
    own: tuple[str, ...]
    provisions: tuple[str, ...]
    bare: tuple[str, ...]
    named: tuple[str, ...]
    ukrainian: str
    needed: str
    needed_nouns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Patterns:
    nouns: re.Pattern[str]
    named: re.Pattern[str]
    tail: re.Pattern[str]
    compound: re.Pattern[str]
    """Behind a noun that is only part of another one: "Agreement Expiration Date"."""
    needed: re.Pattern[str]
    needed_nouns: frozenset[str]
    between: frozenset[str]
    openers: frozenset[str]
    own: tuple[str, ...]
    provisions: frozenset[str]
    bare: frozenset[str]


@cache
def _patterns() -> _Patterns:
    text = files("fullpowers.language").joinpath("data/instruments.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/instruments.yaml")
    nouns = "|".join(sorted(data.nouns, key=len, reverse=True))
    named = "|".join(data.named)
    joining = "|".join(data.joining)
    provisions = "|".join(data.provisions)
    return _Patterns(
        nouns=re.compile(rf"(?<!\w)(?:{named}|{data.ukrainian}|{nouns})(?!\w)"),
        named=re.compile(rf"{named}|{data.ukrainian}"),
        tail=re.compile(
            r"(?:s\b)?(?: (?:\((?:EC|EU|EEC)\) )?(?:No\.? ?)?\d[\d/]*\b)?"
            r"(?: (?:of|on|for|by|concerning|relating to|regarding|between|to|establishing|instituting)"
            r" (?:the )?(?!Part(?:y|ies)\b)[A-Z“\"][\w’'”\"-]*"
            rf"(?: (?:(?:{joining}) ){{0,3}}[A-Z“\"][\w’'”\"-]*){{0,12}})?(?: of \d{{4}}\b)?"
        ),
        compound=re.compile(rf" (?!(?i:{provisions}|{nouns}|rule|no)\b)[A-Z][a-z]{{2,}}\b(?! ?\d)"),
        needed=re.compile(data.needed, re.I),
        needed_nouns=frozenset(data.needed_nouns),
        between=frozenset(data.between),
        openers=frozenset(data.openers),
        own=data.own,
        provisions=frozenset(data.provisions),
        bare=frozenset(data.bare),
    )
