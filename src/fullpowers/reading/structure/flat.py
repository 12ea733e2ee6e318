"""Headings in the middle of a paragraph: a text that lost its line breaks."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .lines import Division, division, enumerator, is_title_case
from .numbers import is_roman, roman
from .words import fold, patterns

LONG = 1_500
"""Characters of a paragraph that may hold headings in its middle."""
_LOOKED_AT = 400
_DEEPEST = 7
"""Lists inside lists that are kept apart."""
_SEVERAL = 3
"""So many headings of one printed form make it the form of the text."""
_PERHAPS = re.compile(r"(?<![\w“\"«-])(?P<word>[^\W\d_][^\W_]{4,10})(?=\s\d)")
"""A word before a figure: one of a division's words with a wrong letter in it, perhaps."""
_ENDS = '.;:!?)]”"’»0123456789'
_LAST_WORD = re.compile(r"[^\W\d_][\w’'-]*$")
_CAPITALS = re.compile(r"(?:(?:[^\W\d_a-zа-яіїєґ][^\sa-zа-яіїєґáéíóúñ]*|[-–—,&/])(?:\s+|$)){1,30}")


_FIGURES = re.compile(r"\d{1,3}")
_RUNS_ON = re.compile(r"[a-z\"'“‘(]|1\. ")
"""What stands right behind the number of a heading that ran into its wording."""
_SENTENCE = re.compile(r"[.;:)\]”\"] (?=[A-ZА-ЯІЇЄҐ])")
"""The end of a sentence, before another one begins."""
_ITEM = re.compile(
    r"(?=\(?(?:\d{1,2}|[a-z]|[ivx]{2,5})[.)]\s?[^\s\d])"
    r"(?:(?<=[.;:])|(?<=[.;:,] )|(?<=[.;:] and )|(?<=[;,] or )|(?<=[a-z])(?=1\. )|(?<=; and))"
)


def divisions(text: str, start: int) -> Iterator[Division]:
    """What may be headings inside ``text``, a paragraph at offset ``start``, each with its worth."""
    glued = _is_glued(text)
    found: list[Division] = []
    places = {match.start(): match["word"] for match in _PERHAPS.finditer(text) if match["word"][0].isupper()}
    places |= {match.start(): match["word"] for match in patterns().anywhere.finditer(text)}
    for at, word in sorted(places.items()):
        piece = text[at : at + _LOOKED_AT]
        before = text[max(0, at - 60) : at]
        if glued and at:
            found += _glued(piece, start + at, word)
        elif at and (inner := division(piece, 0, before)):
            found.append(_placed(inner, piece, start + at, _before(before, word)))
    yield from _in_house_form(found)


def _is_glued(text: str) -> bool:
    """Whether words run into the numbers of headings: ``ARTICLE 1convention area``."""
    return len(re.findall(r"\b(?:ARTICLE|ANNEX|SECTION) ?\d{1,3}[a-z]", text)) >= _SEVERAL or (
        len(re.findall(r"\bARTICLE ", text)) >= _SEVERAL and sum(map(str.isupper, text)) < len(text) / 50
    )


def _glued(piece: str, start: int, word: str) -> Iterator[Division]:
    """Every number that the letters behind a word may begin with; the chain knows which."""
    kind = patterns().kinds.get(fold(word), "")
    if not kind:
        return
    rest = piece[len(word) + 1 :]
    for number in _glued_numbers(rest, word.isupper()):
        value = int(number) if number.isdigit() else roman(number)
        length = len(word) + 1 + len(number)
        worth = 0.8 + len(number) / 100
        yield Division(kind, (value,), piece[:length], "", start, start + length, worth, "glued")


def _glued_numbers(rest: str, capitals: bool) -> list[str]:
    """The numbers that ``rest`` may begin with; behind a word in small letters only what no reference has."""
    digits = _FIGURES.match(rest)
    if digits:
        numbers = [rest[:size] for size in range(1, digits.end() + 1)]
        if capitals:
            return numbers
        return [number for number in numbers if _RUNS_ON.match(rest, len(number))]
    if not capitals:
        return []
    return [rest[:size] for size in range(8, 0, -1) if is_roman(rest[:size].lower())]


def _before(before: str, word: str) -> float:
    """How much the words before speak for a heading."""
    text = before.rstrip()
    if not text or text[-1] in _ENDS:
        return 1.0
    last = _LAST_WORD.search(text)
    if last is None:
        return 0.3
    if fold(last[0]) in patterns().unfinished:
        return 0.05
    capitals = word.isupper()
    if last[0].isupper() and len(last[0]) > 1:
        return 0.9
    if last[0][0].isupper():
        return 0.8 if capitals else 0.5
    return 0.5 if capitals else 0.1


def _placed(inner: Division, piece: str, start: int, worth: float) -> Division:
    # what follows runs on into the wording: the heading is as much as shows by its print
    behind = re.match(r"[\s.:–—-]{0,6}", piece[len(inner.number) :])
    offset = len(inner.number) + (behind.end() if behind else 0)
    heading = _heading(piece[offset:])
    if heading:
        offset = piece.index(heading, offset) + len(heading)
    return replace(inner, heading=heading, start=start, body=start + offset, worth=min(worth, inner.worth))


def _heading(after: str) -> str:
    """The heading that the words behind a number begin with, where its end shows."""
    capitals = _CAPITALS.match(after)
    if capitals:
        words = capitals[0].split()
        while words and (enumerator(words[-1] + " ") or len(words[-1]) == 1 or not words[-1].isupper()):
            words.pop()
        while words and fold(words[-1]) in patterns().kinds:
            words.pop()
        heading = " ".join(words).rstrip(" .:–—-")
        if len(heading) > 3:
            return heading
    stop = re.match(r"([^.;:]{3,120}?)\.?\s(?=(?:1\.|\(?[a1]\))\s|1\s[A-Z])", after)
    if stop and is_title_case(stop[1]):
        return stop[1].strip()
    sentence = re.match(r"([^.;:]{3,120})\.\s", after)
    if sentence and is_title_case(sentence[1]):
        return sentence[1].strip()
    return ""


def _in_house_form(found: Sequence[Division]) -> Iterator[Division]:
    """Headings of one kind are printed alike: those in the commonest form are worth more."""
    forms: dict[str, Counter[str]] = {}
    for candidate in found:
        if candidate.worth >= 0.5:
            forms.setdefault(candidate.kind, Counter())[candidate.form] += 1
    for candidate in found:
        counts = forms.get(candidate.kind, Counter())
        common = max(counts, key=lambda printed: counts[printed], default="")
        if counts[common] >= _SEVERAL and candidate.form != common:
            candidate = replace(candidate, worth=candidate.worth * 0.4)
        yield candidate


def annexes(text: str, start: int) -> Iterator[Division]:
    """Annexes that begin inside ``text``: the word in capitals, with its number, where a sentence ended."""
    last = 0
    for found in patterns().annex_anywhere.finditer(text):
        if (
            not found["word"].isupper()
            or _before(text[max(0, found.start() - 60) : found.start()], "A") < 0.3
        ):
            continue
        rest = text[found.end() :][:_LOOKED_AT]
        numbers = _glued_numbers(rest.lower() if rest[:1].islower() else rest, True)
        if not numbers:
            continue
        values = {int(number) if number.isdigit() else roman(number.lower()): number for number in numbers}
        last = last + 1 if last + 1 in values else max(values)
        length = found.end() - found.start() + len(values[last])
        label = text[found.start() :][:length]
        place = start + found.start()
        heading = _heading(rest[len(values[last]) :].lstrip(" .:–—-"))
        if heading:
            length = text.index(heading, found.start() + length) - found.start() + len(heading)
        yield Division("annex", (last,), label, heading, place, place + length)


def items(text: str) -> list[int]:
    """Where the numbered paragraphs and points begin inside ``text``, a piece without line breaks.

    A number counts when it goes on with a list that is open, or is the first of one that goes on later.
    """
    places = {found.start() for found in _ITEM.finditer(text)}
    if enumerator(text):
        places.add(0)
    found = [
        (place, item) for place in sorted(places) if (item := enumerator(text[place : place + 12] + " "))
    ]
    last_of = {value: place for place, item in found for value in item.values}
    open_lists: list[tuple[str, int]] = []
    kept = []
    for place, item in found:
        numbers = {style: key[-1] for style, key in item.values if len(key) == 1}
        going_on = [depth for depth, (style, last) in enumerate(open_lists) if numbers.get(style) == last + 1]
        if going_on:
            style, last = open_lists[going_on[-1]]
            open_lists[going_on[-1] :] = [(style, last + 1)]
            kept.append(place)
            continue
        for style, number in numbers.items():
            if number == 1 and last_of.get((style, (2,)), -1) > place:
                open_lists[_DEEPEST:] = [(style, 1)]
                kept.append(place)
                break
    return kept


def signature(text: str) -> list[int]:
    """Where the signature block begins inside ``text``, behind the end of a sentence; at most one place."""
    for found in _SENTENCE.finditer(text):
        at = found.end()
        if patterns().signature.match(text, at):
            return [at]
    return []


def front(text: str) -> list[int]:
    """Where preamble, recitals and enacting words begin in a ``text`` that stands before all divisions."""
    words = patterns()
    opening = words.opening.search(text)
    places = {found.start("recital") for found in words.recital_anywhere.finditer(text)}
    if opening:
        places = {place for place in places if place > opening.start()} | {opening.start()}
        if words.preamble.match(opening[0]):
            places.add(min(opening.end() + 1, len(text)))
    enacting = words.enacting.search(text)
    if enacting:
        places = {place for place in places if place < enacting.start()} | {enacting.start()}
    return sorted(places - {0, len(text)})
