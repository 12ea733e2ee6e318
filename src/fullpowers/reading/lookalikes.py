"""Words that look like others: letters of two scripts in one word, letters among digits, foreign digits."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from fullpowers.model import Severity, convert

_WORD = re.compile(r"[^\W\d_]{2,}")
_HAS_LATIN = re.compile("[A-Za-z]")
_HAS_OTHER = re.compile("[\u0370-\u03ff\u0400-\u052f]")
_LETTER_IN_NUMBER = re.compile(r"(?<![\w.])\d{1,12}(?:[OОΟ]{1,12}\d{0,12}|[lI]\d{1,12})(?!\w)")
LETTER_FOR_DIGIT = re.compile(r"[OОΟlI](?<=\d.)")
_FOREIGN_DIGITS = re.compile(r"(?:(?![0-9])\d){1,40}")
STRANGE = (_HAS_OTHER, re.compile(r"[^\D0-9]"))
"""Characters of which a doubtful word may hold one: letters of another script, and other digits."""
_MOSTLY = 3
"""Times as many letters of one script as of the others that make a line one of that script."""
_RIGHT_TO_LEFT_OR_INDIC = re.compile("[\u0590-\u109f\ufb1d-\ufdfc\ufe70-\ufefc]")


@dataclass(frozen=True, slots=True)
class _Lookalikes:
    """The content of ``data/lookalikes.yaml``."""

    source: str
    status: str
    latin: dict[str, dict[str, str]]
    """Script to letter to the Latin letter that it looks like."""
    weighty: tuple[str, ...]


def lookalikes(text: str) -> Iterator[tuple[int, int, str, Severity, str]]:
    """Start, end, notice code, severity and message of each doubtful word of ``text``."""
    plain = text.isascii()
    if not plain and _HAS_LATIN.search(text) and _HAS_OTHER.search(text):
        yield from _mixed_words(text)
    for found in _LETTER_IN_NUMBER.finditer(text) if LETTER_FOR_DIGIT.search(text) else ():
        message = f"“{found[0]}” has a letter among its digits that looks like a digit."
        yield *found.span(), "look-alike", Severity.ALARM, message
    if not plain:
        for found in _FOREIGN_DIGITS.finditer(text):
            usual = _RIGHT_TO_LEFT_OR_INDIC.search(text) is not None
            digits = "".join(str(int(digit)) for digit in found[0])
            message = f"“{found[0]}” is not written in the usual digits; it reads {digits}."
            yield *found.span(), "foreign-digits", Severity.INFO if usual else Severity.CAUTION, message


def in_one_script(words: Sequence[str]) -> list[str]:
    """The words of a machine-read line, those that could be of its own script written in that script.

    A recogniser of several languages reads МСА for MCA; on the page both look the same.
    """
    line = " ".join(words)
    if not _HAS_LATIN.search(line) or not _HAS_OTHER.search(line):
        return list(words)
    to_latin, from_latin = _pairs()
    # letters that tell: the others are drawn alike in both
    latin = sum(letter not in from_latin for letter in _HAS_LATIN.findall(line))
    other = sum(letter not in to_latin for letter in _HAS_OTHER.findall(line))
    if latin > _MOSTLY * other:
        return [
            word.translate(to_latin_table())
            if all(letter in to_latin for letter in _HAS_OTHER.findall(word))
            else word
            for word in words
        ]
    if other > _MOSTLY * latin:
        return [
            "".join(from_latin.get(letter, letter) for letter in word)
            if all(letter in from_latin for letter in _HAS_LATIN.findall(word))
            and (word.islower() or _HAS_OTHER.search(word))
            else word
            for word in words
        ]
    return list(words)


def is_weighty(word: str) -> bool:
    """Whether one letter more or less in this word can turn an obligation or a figure."""
    return any(character.isdigit() for character in word) or word.lower().strip(".,;:()“”\"'") in _weighty()


def _mixed_words(text: str) -> Iterator[tuple[int, int, str, Severity, str]]:
    mainly_latin = len(_HAS_LATIN.findall(text)) > 10 * len(_HAS_OTHER.findall(text))
    to_latin, from_latin = _pairs()
    for found in _WORD.finditer(text):
        word = found[0]
        latin = len(_HAS_LATIN.findall(word))
        other = len(_HAS_OTHER.findall(word))
        if not other:
            continue
        if latin >= other:
            false = [letter for letter in word if letter in to_latin]
            reads = word.translate(to_latin_table())
        elif latin:
            false = [letter for letter in word if letter in from_latin]
            reads = "".join(from_latin.get(letter, letter) for letter in word)
        else:
            # a word of another script in a Latin text, all of whose letters pass for Latin ones
            false = list(word) if mainly_latin and all(letter in to_latin for letter in word) else []
            reads = word.translate(to_latin_table())
        if false:
            severity = Severity.ALARM if is_weighty(reads) else Severity.CAUTION
            letters = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in dict.fromkeys(false))
            message = f"“{word}” looks like “{reads}” but holds letters of another script: {letters}."
            yield *found.span(), "look-alike", severity, message


@cache
def to_latin_table() -> dict[int, str]:
    """Translation of every look-alike to its Latin letter."""
    return str.maketrans(_pairs()[0])


@cache
def _pairs() -> tuple[dict[str, str], dict[str, str]]:
    """Look-alike to Latin, and Latin to Cyrillic."""
    data = _data()
    to_latin = {letter: latin for script in data.latin.values() for letter, latin in script.items()}
    return to_latin, {latin: letter for letter, latin in data.latin["cyrillic"].items()}


@cache
def _weighty() -> frozenset[str]:
    return frozenset(_data().weighty)


@cache
def _data() -> _Lookalikes:
    path = files(__package__).joinpath("data/lookalikes.yaml")
    return convert(
        yaml.load(path.read_text("utf-8"), Loader=yaml.CSafeLoader), _Lookalikes, where="lookalikes.yaml"
    )
