"""What a line looks like by itself: the heading of a division, a numbered paragraph, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .chain import Key
from .words import patterns

_REFERENCE = re.compile(r"\s*(?:[,;)\]]|\(?[a-z0-9(]|of\b|and\b|[–—-]\s?\d)")
_LEADERS = re.compile(r"(?:\.{3,}|(?:\. ){3,}|…|\t)\s*\d{1,4}\s*$|\s{3,}\d{1,4}\s*$")
_OPENER = re.compile(r"[\s.:–—-]{0,6}")
_ENUMERATOR = re.compile(
    r"(?P<dash>[-–—•*▪◦])\s+|"
    r"(?P<open>[(\[])?(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}|[a-zа-яіїєґ]|[ivxlc]{2,6}|[A-Z]|[IVX]{2,5})"
    r"(?P<close>[.)\]]{1,2})?(?P<space>\s+|$)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_SUFFIXES = {"": 0, "bis": 1, "ter": 2, "quater": 3}
_LONG_HEADING = 160


@dataclass(frozen=True, slots=True)
class Division:
    """A line, or a place within one, that may begin a division."""

    kind: str
    key: Key
    number: str
    """As printed: ``Article 3``."""
    heading: str
    start: int
    body: int
    """Offset behind the number and its punctuation, where heading or wording begins."""


@dataclass(frozen=True, slots=True)
class Enumerator:
    """The number, letter or dash that a paragraph begins with."""

    style: str
    """Such as ``1.``, ``1)``, ``(a)``, ``a)``, ``(i)``, ``-``: paragraphs of one style are of one level."""
    keys: tuple[Key, ...]
    """Its possible values; ``i`` is a letter and a Roman one."""
    number: str
    length: int
    """Of the number with its punctuation and the space behind it."""


def division(text: str, start: int) -> Division | None:
    """The division that ``text`` (a line that stands at offset ``start``) begins, if it looks like one."""
    found = patterns().division.match(text)
    if not found or not text[0].isupper() and text[0] not in "§":
        return None
    rest = text[found.end() :]
    opener = _OPENER.match(rest)
    after = rest[opener.end() :] if opener else rest
    if rest and (_REFERENCE.match(rest) or (after and after[0].islower())) and not rest.startswith("\t"):
        return None
    heading = (
        after.strip() if len(after) <= _LONG_HEADING and not after.rstrip().endswith((".", ";", ":")) else ""
    )
    kind = patterns().kinds[found["word"].lower()]
    body = start + len(text) - len(after)
    return Division(kind, key(found["number"]), found["label"].strip(), heading, start, body)


def is_contents_entry(text: str) -> bool:
    """Whether the line ends as an entry of a table of contents does."""
    return _LEADERS.search(text) is not None


def enumerator(text: str) -> Enumerator | None:
    """The number, letter or dash at the beginning of ``text``."""
    found = _ENUMERATOR.match(text)
    if not found:
        return None
    if found["dash"]:
        return Enumerator(found["dash"], ((0,),), "", found.end())
    number, close = found["number"], found["close"] or ""
    if not close and "." not in number:
        return None
    if not close and not found["space"]:
        return None
    opening = found["open"] or ""
    printed = f"{opening}{number}{close}" if opening else number
    return Enumerator(
        style=f"{opening}{_shape(number)}{close or '.'}",
        keys=_values(number),
        number=printed,
        length=found.end(),
    )


def key(number: str) -> Key:
    """``3`` as (3,), ``3 bis`` as (3, 1), ``1.2`` as (1, 2), ``IV`` as (4,)."""
    digits, _, suffix = number.lower().partition(" ")
    for name in _SUFFIXES:
        if name and digits.endswith(name):
            digits, suffix = digits[: -len(name)], name
    if digits[0].isdigit():
        found = tuple(int(part) for part in digits.split("."))
    else:
        found = (roman(digits),)
    return (*found, _SUFFIXES.get(suffix, 0)) if suffix else found


def roman(letters: str) -> int:
    """Value of a Roman number in lower case; odd orders are added up all the same."""
    values = [_ROMAN[letter] for letter in letters]
    return sum(
        -value if index + 1 < len(values) and value < values[index + 1] else value
        for index, value in enumerate(values)
    )


def _shape(number: str) -> str:
    if number[0].isdigit():
        return ".".join("1" for _ in number.split("."))
    letter = "A" if number[0].isupper() else "a"
    return letter if len(number) == 1 else letter + letter


def _values(number: str) -> tuple[Key, ...]:
    if number[0].isdigit():
        return (tuple(int(part) for part in number.split(".")),)
    lower = number.lower()
    values: list[Key] = []
    if len(lower) == 1:
        values.append((_position(lower),))
    if all(letter in _ROMAN for letter in lower):
        values.append((roman(lower),))
    return tuple(values)


def _position(letter: str) -> int:
    for alphabet in ("abcdefghijklmnopqrstuvwxyz", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"):
        if letter in alphabet:
            return alphabet.index(letter) + 1
    return 0
