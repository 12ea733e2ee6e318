"""How divisions are numbered: 5, 5.3, 1-01, XVIII, FOUR, 3bis, 1er, (5), перша, الخامسة."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from .. import numerals
from .chain import Key
from .words import any_of, fold, words

_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SUFFIXES = {"bis": 1, "ter": 2, "quater": 3, "quinquies": 4, "sexies": 5}
_SPELLED_ENGLISH = 60
"""Numbers that are recognised when spelled out in English."""
_LETTER_SUFFIX = re.compile(r"(\d+)\s?-?([a-zа-яіїєґ])$")
_ALPHABETS = (
    "abcdefghijklmnopqrstuvwxyz",
    "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ",
)
_FIRST = re.compile(r"^i(?:er|re)$")
_DIGITS = re.compile(r"\d+")


@cache
def pattern() -> str:
    """Regular expression of a division's number; to be matched without regard to case."""
    spelled = any_of([*_english(), *_foreign()])
    suffix = "|".join(_SUFFIXES)
    return (
        rf"(?:\d{{1,4}}(?:[.-]\d{{1,4}}){{0,4}}(?:\s?(?:{suffix})\b|er\b|re\b|\.?[º°ª]|-?[A-Za-z](?![\w'’]))?"
        rf"|(?:{spelled})(?!\w)|I(?:er|ère|re)(?!\w)|[IVXLC]{{1,8}}(?![\w'’])|[ivxlc]{{1,8}}(?![\w'’]))"
    )


@lru_cache(maxsize=4096)
def key(number: str) -> Key:
    """``3`` as (3,), ``3 bis`` and ``3a`` as (3, 1), ``1.2`` and ``1-02`` as (1, 2), ``IV`` as (4,)."""
    text = fold(number).strip("()[] ").rstrip("º°ª.")
    if text in _spelled():
        return (_spelled()[text],)
    for name, value in _SUFFIXES.items():
        if text.endswith(name) and text[0].isdigit():
            return (*_figures(text[: -len(name)]), value)
    if text[0].isdigit():
        if text.endswith(("er", "re")):
            return _figures(text)
        if lettered := _LETTER_SUFFIX.search(text):
            return (*_figures(text[: lettered.end(1)]), position(lettered[2]))
        return _figures(text)
    return (roman(_FIRST.sub("i", text)),)


def roman(letters: str) -> int:
    """Value of a Roman number in lower case; odd orders are added up all the same."""
    values = [_ROMAN.get(letter, 0) for letter in letters]
    return sum(
        -value if index + 1 < len(values) and value < values[index + 1] else value
        for index, value in enumerate(values)
    )


def is_roman(letters: str) -> bool:
    """Whether ``letters`` (lower case) are a Roman number as it is usually written."""
    return all(letter in _ROMAN for letter in letters) and numerals.roman(roman(letters)) == letters


def position(letter: str) -> int:
    """Place of a letter in its alphabet, from 1; 0 when it is in none that numbers paragraphs."""
    for alphabet in _ALPHABETS:
        if letter in alphabet:
            return alphabet.index(letter) + 1
    return 0


def _figures(text: str) -> Key:
    return tuple(int(part) for part in _DIGITS.findall(text))


@cache
def _spelled() -> dict[str, int]:
    """Numbers in words, without accents, in lower case."""
    return {fold(word): count for word, count in {**_foreign(), **_english()}.items()}


def _english() -> dict[str, int]:
    counts = range(1, _SPELLED_ENGLISH + 1)
    return {spell(count): count for count in counts for spell in (numerals.words, numerals.ordinal_words)}


def _foreign() -> dict[str, int]:
    return {
        word: count
        for language in words().number_words
        for row in (language.cardinal, language.ordinal, language.feminine)
        for count, word in enumerate(row, 1)
    }
