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
_SEVERAL = 3
"""So many headings of one printed form make it the form of the text."""
_PERHAPS = re.compile(r"(?<![\w“\"«-])(?P<word>[^\W\d_][^\W_]{4,10})(?=\s\d)")
"""A word before a figure: one of a division's words with a wrong letter in it, perhaps."""
_ENDS = '.;:!?)]”"’»0123456789'
_LAST_WORD = re.compile(r"[^\W\d_][\w’'-]*$")
_CAPITALS = re.compile(r"(?:(?:[^\W\d_a-zа-яіїєґ][^\sa-zа-яіїєґáéíóúñ]*|[-–—,&/])(?:\s+|$)){1,30}")


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
    """Every number that the letters behind a word in capitals may begin with; the chain knows which."""
    if not word.isupper():
        return
    kind = patterns().kinds.get(fold(word), "")
    word += piece[len(word)]
    rest = piece[len(word) :]
    digits = re.match(r"\d{1,3}", rest)
    if not kind:
        return
    numbers = [digits[0]] if digits else [rest[:size] for size in range(8, 0, -1) if is_roman(rest[:size])]
    for number in numbers:
        value = int(number) if number.isdigit() else roman(number)
        length = len(word) + len(number)
        yield Division(
            kind, (value,), piece[:length], "", start, start + length, 0.8 + len(number) / 100, "glued"
        )


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
    return replace(inner, heading=heading, start=start, body=start + offset, worth=min(worth, inner.worth))


def _heading(after: str) -> str:
    """The heading that the words behind a number begin with, where its end shows."""
    capitals = _CAPITALS.match(after)
    if capitals:
        words = capitals[0].split()
        while words and (enumerator(words[-1] + " ") or len(words[-1]) == 1 or not words[-1].isupper()):
            words.pop()
        heading = " ".join(words)
        if len(heading) > 3:
            return heading.rstrip(" .:–—-")
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
