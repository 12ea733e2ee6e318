"""Whether an edit changes nothing but form: the first level of sameness at which both sides are equal."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from .rulebook import Rulebook, rulebook

_TYPOGRAPHY: dict[int, str] = str.maketrans(
    {
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "‘": "'",
        "–": "-",
        "—": "-",
        "‑": "-",
        "…": ".",
    }
)
_SIGNS = re.compile(r"[^\w\s]")
_WORDS = re.compile(r"\w+(?:[-‑]\w+)*|%")
_NUMBER_IN_BRACKETS = re.compile(r"\b(\w+)\s*\((\d+)\)")


_Form = Callable[[str], str]


def sameness(old: str, new: str, book: Rulebook) -> str:
    """Rule under which ``old`` and ``new`` say the same, weakest first; empty when none does.

    Both are given with some unchanged words around the edit, so that phrases are seen whole.
    """
    levels: tuple[tuple[str, _Form], ...] = (
        ("spacing", lambda text: "".join(text.split())),
        ("typography", lambda text: "".join(text.translate(_TYPOGRAPHY).split())),
        ("punctuation", _without_signs),
        ("capitals", lambda text: _without_signs(text).casefold()),
        ("spelling", lambda text: " ".join(_spelt(text))),
        ("same-number", lambda text: " ".join(_numbers(text, book))),
        ("synonym", lambda text: " ".join(_spelt(_one_word_for_each(text, book)))),
    )
    return next((rule for rule, form in levels if form(old) == form(new)), "")


def _without_signs(text: str) -> str:
    return " ".join(text.translate(_PLAIN).split())


class _Plain(dict[int, str]):
    """Signs become spaces, each worked out once.

    Percent and currency signs mean something and stay; hyphens are a matter of spelling.
    """

    def __missing__(self, code: int) -> str:
        sign = _TYPOGRAPHY.get(code, chr(code))
        stays = sign in "%-" or unicodedata.category(sign) == "Sc" or not _SIGNS.match(sign)
        self[code] = sign if stays else " "
        return self[code]


_PLAIN = _Plain()


def _spelt(text: str) -> list[str]:
    return [_one_spelling(word) for word in _WORDS.findall(text.translate(_TYPOGRAPHY).casefold())]


@lru_cache(maxsize=20_000)
def _one_spelling(word: str) -> str:
    for pattern, to in rulebook().spelling:
        word = pattern.sub(to, word)
    return word


def _numbers(text: str, book: Rulebook) -> list[str]:
    """Words with numbers as figures: ``five (5)``, ``five`` and ``5`` are the same."""

    def value(word: str) -> str:
        return f"{book.number_words[word]:g}" if word in book.number_words else word

    def one(match: re.Match[str]) -> str:
        return match.group(2) if value(match.group(1)) == match.group(2) else match.group()

    return [value(word) for word in _spelt(_NUMBER_IN_BRACKETS.sub(one, text.casefold()))]


def _one_word_for_each(text: str, book: Rulebook) -> str:
    """The text with the first word of its group for each word that has others that may stand for it."""
    return book.synonym_pattern.sub(
        lambda match: book.synonyms.get(" ".join(match.group().casefold().split()), match.group()),
        text.translate(_TYPOGRAPHY),
    )
