"""What an amending instrument tells to do: its instructions by their usual forms, with their wording."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from .loading import load

_NUMBER = (
    r"\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}(?:\s?(?:bis|ter|quater)\b|[a-z](?![a-z]))?|[ivxlc]{1,7}(?![a-z])|[a-z](?![a-z]))\)?"
    r"(?:\s?\(\w{1,4}\)){0,3}"
)
_QUOTE = r"(?:“(?P<{name}>[^“”]{{1,600}})”|\"(?P<{name}b>[^\"]{{1,600}})\"|«(?P<{name}c>[^«»]{{1,600}})»)"
_LEAD = re.compile(
    r"(?:^|(?<=[\n.;:,”\"»\])])|(?<=[a-z])(?=\d{1,3}(?:\.\d)?\s)|(?<=\d)$)\s*"
    r"(?:(?:article|section)\s+(?:\d{1,3}|[ivxlc]{1,7})\b[.:]?\s*)?"
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]{1,4})[.)]\s*|\d{1,3}(?:\.\d{1,2})?\s+)?(?:the\s+)?(?:existing\s+)?$",
    re.IGNORECASE,
)
"""What may stand between the end of the sentence before and an instruction: its own number.

Flat text has lost its line breaks, so that a number may follow a letter, and an instruction a number.
"""
_INTRODUCED = re.compile(r"[\s:]*(?:[^:“\"«\n]{0,60}:\s*(?=[“\"«]))?")
"""What may stand between an instruction and its wording in quotation marks."""
_REACH = 60


@dataclass(frozen=True, slots=True)
class Place:
    """One step of a place in the base text: ``("article", "5")``; a sentence has its ordinal."""

    word: str
    number: str


@dataclass(frozen=True, slots=True)
class Told:
    """One instruction as it stands in the amending text."""

    action: str
    start: int
    end: int
    """Behind its wording, if it gives one."""
    places: tuple[Place, ...]
    """From the outermost inwards."""
    other: tuple[Place, ...] = ()
    """The new number, of what is renumbered."""
    old_words: str = ""
    new_words: str = ""
    every: bool = False
    """Whether each occurrence of the words is meant."""
    wording: str = ""


def instructions(text: str) -> tuple[Told, ...]:
    """All instructions in ``text`` in order, each with the place that an opening phrase before it set."""
    found: list[Told] = []
    context: tuple[Place, ...] = ()
    heads = list(_heads(text))
    behind = 0
    for k, (action, match) in enumerate(heads):
        if match.start() < behind:
            # it stands within the new wording of the one before
            continue
        stop = heads[k + 1][1].start() if k + 1 < len(heads) else len(text)
        told = _told(text, action, match, stop)
        if action == "context":
            context = told.places
            continue
        behind = told.end if told.wording and text[match.end() :].lstrip()[:1] in '“"«' else match.end()
        found.append(replace(told, places=_within(context, told.places)))
    return tuple(found)


def hints(text: str) -> Iterator[tuple[int, int]]:
    """Where ``text`` speaks of amending."""
    for match in re.finditer(_grammar().hints, text, re.IGNORECASE):
        yield match.span()


def outermost_first(places: Sequence[Place]) -> tuple[Place, ...]:
    """Steps of a place in the order in which a provision holds another."""
    ranks = _ranks()
    return tuple(sorted(places, key=lambda place: ranks.get(place.word, len(ranks))))


def kinds_of(word: str) -> frozenset[str]:
    """Kinds of provision that a place called ``word`` can be."""
    return next((frozenset(row.kinds) for row in _grammar().places if word in row.words), frozenset())


def _heads(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    """Forms that begin where an instruction can begin; of those that overlap, the first and longest."""
    every = [
        (match.start(), -match.end(), order, action, match)
        for order, (action, pattern) in enumerate(_patterns())
        for match in pattern.finditer(text)
        if _LEAD.search(text[max(0, match.start() - _REACH) : match.start()])
    ]
    last = -1
    for start, _, _, action, match in sorted(every, key=lambda entry: (entry[0], entry[2])):
        if start >= last:
            yield action, match
            last = match.end()


def _told(text: str, action: str, match: re.Match[str], stop: int) -> Told:
    groups = match.groupdict()
    places = _places(groups.get("target") or "") or _places(groups.get("target2") or "")
    wording, end = "", match.end()
    if action in ("replace provision", "insert provision", "add provision"):
        wording, end = _wording(text, match.end(), stop)
    old, new = (_named(groups, name) for name in ("quote", "other"))
    return Told(
        action=action,
        start=match.start(),
        end=end,
        places=places,
        other=_places(groups.get("target2") or "") if action == "renumber" else (),
        old_words=old,
        new_words=new,
        every=bool(re.search(r"\breferences\b|wherever|throughout|\beach\b", match.group(), re.IGNORECASE)),
        wording=wording,
    )


def _named(groups: Mapping[str, str | None], name: str) -> str:
    return next((found for key in (name, f"{name}b", f"{name}c") if (found := groups.get(key))), "")


def _wording(text: str, start: int, stop: int) -> tuple[str, int]:
    """New wording from ``start``: to its closing mark when it is quoted, else to the next instruction."""
    introduced = _INTRODUCED.match(text, start)
    start = introduced.end() if introduced else start
    closing = {"“": "”", '"': '"', "«": "»"}.get(text[start : start + 1])
    if closing:
        at = text.find(closing, start + 1)
        while at >= 0 and not re.match(
            r"[”\"»]\s*[.;,]?\s*(?:$|\n|\d|\(|[A-Z]|[a-z]{1,4}[.)])", text[at : at + 12]
        ):
            at = text.find(closing, at + 1)
        if at > start:
            return text[start + 1 : at].strip(), at + 1
    rest = text[start:stop]
    lead = re.search(
        r"(?:(?<=[.;:”\"»])|\n)\s*(?:ARTICLE\s+\w+\s*)?(?:\(?\w{1,4}[.)])?\s*(?:the\s+)?$",
        rest,
        re.IGNORECASE,
    )
    wording = rest[: lead.start()] if lead and stop < len(text) else rest
    return wording.strip(), start + len(wording)


def _places(target: str) -> tuple[Place, ...]:
    """Steps of a place as it is written; ``2(a)`` is a paragraph and a point."""
    places = []
    for match in re.finditer(rf"(\w+)\s+sentence|([a-z-]+?)s?\s+({_NUMBER})", target, re.IGNORECASE):
        if match.group(1):
            ordinal = _grammar().ordinals.get(match.group(1).casefold())
            if ordinal:
                places.append(Place("sentence", str(ordinal)))
            continue
        word = match.group(2).casefold()
        # "ARTICLE 6 Article 4 is ...": of two, the first is the amending instrument's own heading
        places = [place for place in places if place.word != word]
        first, *inner = re.findall(r"[\w.]+(?:\s(?:bis|ter|quater))?", match.group(3))
        places.append(Place(word, first.casefold().rstrip(".")))
        places += [Place("point", number.casefold()) for number in inner]
    return outermost_first(places)


def _within(context: Sequence[Place], places: Sequence[Place]) -> tuple[Place, ...]:
    """``places`` under what was said before, as far as they do not begin as high themselves."""
    ranks = _ranks()
    top = min((ranks.get(place.word, len(ranks)) for place in places), default=len(ranks) + 1)
    return (*(place for place in context if ranks.get(place.word, 0) < top), *places)


@dataclass(frozen=True, slots=True)
class _Form:
    action: str
    pattern: str
    source: str


@dataclass(frozen=True, slots=True)
class _Row:
    kinds: tuple[str, ...]
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Grammar:
    pieces: Mapping[str, str]
    forms: tuple[_Form, ...]
    hints: str
    ordinals: Mapping[str, int]
    places: tuple[_Row, ...]


@cache
def _grammar() -> _Grammar:
    return load("amending.yaml", _Grammar)


@cache
def _ranks() -> dict[str, int]:
    return {word: rank for rank, row in enumerate(_grammar().places) for word in row.words}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    grammar = _grammar()
    words = "|".join(re.escape(word) for row in grammar.places for word in row.words)
    ordinals = "|".join(grammar.ordinals)
    named = rf"(?:{ordinals})\s+sentence|(?:{words})\s+{_NUMBER}"
    step = rf"(?:(?:the\s+)?(?:existing\s+)?(?:text\s+of\s+)?(?:{named}))"
    target = rf"{step}(?:,?\s+(?:(?:of|in)\s+(?:the\s+)?)?{step}){{0,4}}"
    return tuple(
        (
            form.action,
            re.compile(rf"(?<![^\W\d]){_filled(form.pattern, grammar.pieces, target)}", re.IGNORECASE),
        )
        for form in grammar.forms
    )


def _filled(pattern: str, pieces: Mapping[str, str], target: str) -> str:
    named = {
        "target": rf"(?P<target>{target})",
        "target2": rf"(?P<target2>{target})",
        "quote": _QUOTE.format(name="quote"),
        "quote2": _QUOTE.format(name="other"),
    }
    inner = {name: piece.format(**{**named, "verb": pieces["verb"]}) for name, piece in pieces.items()}
    return pattern.format(**named, **inner)
