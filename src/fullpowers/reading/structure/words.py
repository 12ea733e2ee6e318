"""The words that show structure, from ``data/structure.yaml``, as compiled patterns."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml

WORD_AND_FIGURE = r"([^\W\d_][^\W_]{4,10})\s+\d"
"""A word before a figure: a division's word with a wrong letter in it, perhaps."""


@dataclass(frozen=True, slots=True)
class Division:
    """A kind of division and the words that name it."""

    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NumberWords:
    """Numbers spelled out in one language, in their order from one."""

    language: str
    cardinal: tuple[str, ...]
    ordinal: tuple[str, ...] = ()
    feminine: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that may stand anywhere in a paragraph."""

    stems: tuple[str, ...]
    """In small letters; every match holds one of them."""
    patterns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """The file as it is."""

    source: str
    divisions: tuple[Division, ...]
    annexes: tuple[str, ...]
    numbered_annexes: tuple[str, ...]
    """Words that begin an annex only with a number or letter behind them."""
    belonging: tuple[str, ...]
    contents: tuple[str, ...]
    preamble: tuple[str, ...]
    opening: tuple[str, ...]
    unfinished: tuple[str, ...]
    number_words: tuple[NumberWords, ...]
    recitals: tuple[str, ...]
    enacting: Phrase
    signature: tuple[str, ...]
    signed: tuple[str, ...]
    sentence: tuple[str, ...]
    authentic: Phrase


class Finder:
    """Looks for a phrase in a paragraph; quick where the phrase is not."""

    def __init__(self, phrase: Phrase) -> None:
        self._stems = phrase.stems
        self._pattern = re.compile("|".join(phrase.patterns), re.I)

    def search(self, text: str) -> re.Match[str] | None:
        """The first match in ``text``."""
        return self._pattern.search(text) if self.may_be_in(text) else None

    def may_be_in(self, text: str) -> bool:
        """Whether a stem stands anywhere in ``text``."""
        lower = text.lower()
        return any(stem in lower for stem in self._stems)


@dataclass(frozen=True, slots=True)
class Patterns:
    """The words as patterns for the start of a line (``enacting``, ``authentic``: anywhere in it)."""

    head: re.Pattern[str]
    """What a line begins with that may head a division, its word misspelt perhaps; quick elsewhere."""
    division: re.Pattern[str]
    """Groups: ``label`` (word and number), ``word``, ``number``."""
    anywhere: re.Pattern[str]
    """A division's word (group ``word``) anywhere."""
    nameless: re.Pattern[str]
    """A division's word alone on its line: its number was forgotten."""
    annex: re.Pattern[str]
    annex_anywhere: re.Pattern[str]
    """An annex's word (group ``word``) with space behind it, anywhere."""
    belonging: re.Pattern[str]
    """The whole line between an annex and its heading that says what it belongs to."""
    contents: re.Pattern[str]
    opening: re.Pattern[str]
    """The first words of a preamble, anywhere."""
    preamble: re.Pattern[str]
    recital: re.Pattern[str]
    recital_anywhere: re.Pattern[str]
    """Group ``recital`` behind a comma or semicolon."""
    enacting: Finder
    signature: re.Pattern[str]
    signed: re.Pattern[str]
    """The heading of a division that holds signatures."""
    sentence: re.Pattern[str]
    """Words that a sentence has and a heading has not."""
    authentic: Finder
    kinds: dict[str, str]
    """Kind of division by its word, folded."""
    unfinished: frozenset[str]


def fold(text: str) -> str:
    """Lower case without accents (``Artículo`` and ``ARTICULO`` alike); Cyrillic letters stay themselves."""
    lower = text.lower().replace("’", "'")
    if lower.isascii():
        return lower
    return "".join(_plain(letter) for letter in lower)


def _plain(letter: str) -> str:
    base = unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() else letter


@cache
def words() -> Words:
    """The content of ``data/structure.yaml``."""
    text = files("fullpowers.reading").joinpath("data/structure.yaml").read_text(encoding="utf-8")
    return from_yaml(text, Words, where="reading/data/structure.yaml")


@cache
def patterns() -> Patterns:
    """The patterns of all languages at once; matched against folded text or regardless of case."""
    from .numbers import pattern

    known = words()
    number = pattern()
    kinds = {fold(word): division.kind for division in known.divisions for word in division.words}
    names = any_of(word for division in known.divisions for word in division.words)
    numbered = any_of(known.numbered_annexes)
    return Patterns(
        head=re.compile(rf"{names}|{WORD_AND_FIGURE}", re.I),
        division=re.compile(
            rf"(?P<label>(?P<word>{names})\s{{0,3}}(?:(?:No\.?|№|N°) ?)?[(\[]?"
            rf"(?P<number>{number})[)\]]?)(?![\w%])",
            re.I,
        ),
        anywhere=re.compile(rf"(?<![\w“\"«-])(?P<word>{names})(?=[\s:.(])", re.I),
        nameless=re.compile(rf"(?P<label>(?P<word>{names}))(?=\s*[.:]?\s*$|:\s)", re.I),
        annex=re.compile(
            rf"(?P<label>(?:{any_of(known.annexes)})"
            rf"(?:\s{{1,3}}(?:(?:No\.?|№) ?)?[(\[]?(?:{number}|[A-ZА-Я])[)\]]?)?"
            rf"|(?:{numbered})\s{{1,3}}(?:(?:No\.?|№) ?)?(?:{number}|[A-Z](?=$|[\s.:])))(?![\w%])",
            re.I,
        ),
        annex_anywhere=re.compile(rf"(?<!\w)(?P<word>{any_of(known.annexes)})\s", re.I),
        belonging=re.compile(rf"(?:{'|'.join(known.belonging)})[^.;:]{{0,80}}$", re.I),
        contents=re.compile(rf"(?:{any_of(known.contents)})\s*[:.]?$", re.I),
        opening=re.compile("|".join(known.opening), re.I),
        preamble=re.compile(rf"(?:{any_of(known.preamble)})\s*[:.]?$", re.I),
        recital=re.compile(rf"(?:[(\[]?\w{{1,4}}[.)\]]\s+)?(?:{'|'.join(known.recitals)})", re.I),
        recital_anywhere=re.compile(rf"[,;](?: ?and)? ?(?P<recital>(?:{'|'.join(known.recitals)}))", re.I),
        enacting=Finder(known.enacting),
        signature=re.compile("|".join(known.signature), re.I),
        signed=re.compile("|".join(known.signed), re.I),
        sentence=re.compile("|".join(known.sentence), re.I),
        authentic=Finder(known.authentic),
        kinds=kinds,
        unfinished=frozenset(word for line in known.unfinished for word in line.split()),
    )


def any_of(known: Iterable[str]) -> str:
    """Any of the words, with or without their accents, longest first."""
    return "|".join(_accents(word) for word in sorted(set(known), key=lambda word: (-len(word), word)))


def _accents(word: str) -> str:
    pieces = []
    for letter in word:
        plain = _plain(letter)
        both = plain != letter and plain.isascii()
        pieces.append(f"[{letter}{plain}]" if both else re.escape(letter))
    return "".join(pieces)
