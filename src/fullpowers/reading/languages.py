"""Which languages a text is in, by its commonest small words and its letters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml

_LETTERS = 50_000
_SAMPLES = 10
_SHORT = 800
"""Characters of a paragraph that its language is told from."""
_STRANGE = 5
"""One word in so many has a strange letter: more than the names in an English draft."""
_SHARE = 0.4
"""A language shows when it has this share of the small words of the foremost one."""
_SCRIPTS = (
    ("latin", re.compile(r"[A-Za-zÀ-ɏ]")),
    ("cyrillic", re.compile("[\u0400-\u052f]")),
    ("arabic", re.compile("[\u0600-\u06ff]")),
)
_ASCII = re.compile("[\x00-\x7f]+")
_NO_LETTERS = bytes(byte for byte in range(0x80) if not chr(byte).isalpha())
_APART = bytes(ord(" ") if byte in _NO_LETTERS else byte for byte in range(0x100))
"""Table for ``bytes.translate``: ASCII characters that are no letters become spaces."""


@dataclass(frozen=True, slots=True)
class _Language:
    code: str
    script: str
    words: tuple[str, ...]
    names: tuple[str, ...]
    letters: str = ""
    """Letters that no other language of the script has."""


@dataclass(frozen=True, slots=True)
class _Languages:
    """The content of ``data/languages.yaml``."""

    source: str
    strangers: str
    """Letters that none of the languages writes."""
    languages: tuple[_Language, ...]


def languages_of(text: str) -> tuple[str, ...]:
    """ISO 639-1 codes, the language of most words first; empty when no known language shows."""
    counts = Counter(_words(text[:_LETTERS].lower()))
    if _is_strange(counts):
        return ()
    scores = {known.code: sum(counts[word] for word in known.words) for known in _known()}
    most = max(scores.values())
    if most < 3:
        only = language_of(text)
        return (only,) if only and _shows(only, text.lower(), counts) else ()
    shown = [code for code in scores if scores[code] > most * _SHARE and not _is_shadow(code, scores, text)]
    return tuple(sorted(shown, key=lambda code: -scores[code]))


def _is_strange(counts: Mapping[str, int]) -> bool:
    """Whether words with a letter that no known language writes are more than names would be."""
    strangers = frozenset(_data().strangers)
    if strangers.isdisjoint(_ASCII.sub("", " ".join(counts))):
        return False
    strange = sum(number for word, number in counts.items() if not strangers.isdisjoint(word))
    return strange * _STRANGE >= sum(counts.values()) > 0


def _shows(code: str, lower: str, counts: Mapping[str, int]) -> bool:
    """Whether a short text has a small word or a letter of its own of this language."""
    known = next(one for one in _known() if one.code == code)
    return any(counts[word] for word in known.words) or any(letter in lower for letter in known.letters)


def _is_shadow(code: str, scores: Mapping[str, int], text: str) -> bool:
    """Whether a language only shares small words with one of its script whose own letters the text has."""
    letters = {known.code: known.letters for known in _known()}
    script = script_of_language(code)
    if not letters[code] or any(letter in text for letter in letters[code]):
        return False
    return any(
        other != code and scores[other] and any(letter in text for letter in letters[other])
        for other in letters
        if script_of_language(other) == script
    )


def are_several(text: str) -> bool:
    """Whether a text may be in two languages at all: two alphabets, or two sets of small words."""
    counts = sorted(_letters(text).values())
    return counts[-2] * 6 >= counts[-1] > 0 or len(languages_of(_sample(text))) > 1


def _letters(text: str) -> dict[str, int]:
    """How many letters of each script there are."""
    characters = Counter(_ASCII.sub("", text))
    counts = {
        script: sum(count for character, count in characters.items() if letters.match(character))
        for script, letters in _SCRIPTS
    }
    counts["latin"] += len(text.encode("ascii", "ignore").translate(None, _NO_LETTERS))
    return counts


def _words(text: str) -> list[str]:
    """The runs of letters in a text."""
    # what stands between words is put as spaces, and split; to look for every word takes twice as long
    data = text.encode("utf-8", "surrogatepass").translate(_APART)
    for letter in set(_ASCII.sub("", text)):
        if not letter.isalnum() or letter.isdecimal():
            data = data.replace(letter.encode("utf-8", "surrogatepass"), b" ")
    return data.decode("utf-8", "surrogatepass").split()


def _sample(text: str) -> str:
    """Pieces from all over a long text."""
    if len(text) <= _LETTERS:
        return text
    size = _LETTERS // _SAMPLES
    step = len(text) // _SAMPLES
    return " ".join(text[at : at + size] for at in range(0, len(text) - size + 1, step))


def script_of(text: str) -> str:
    """``latin``, ``cyrillic`` or ``arabic``, when most letters are of it; else empty."""
    counts = _letters(text[:_SHORT])
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] >= 3 and counts[script] * 3 >= 2 * sum(counts.values()) else ""


def script_of_language(code: str) -> str:
    """The script that a language is written in; empty when it is not known here."""
    return next((known.script for known in _known() if known.code == code), "")


def language_of(text: str) -> str:
    """The language of a short text, by script, letters and small words; empty when it cannot be told."""
    script = script_of(text)
    lower = text[:_SHORT].lower()
    words = Counter(_words(lower))
    scores = {
        known.code: sum(words[word] for word in known.words)
        + sum(lower.count(letter) for letter in known.letters)
        for known in _known()
        if known.script == script
    }
    if not scores:
        return ""
    best = max(scores, key=lambda code: scores[code])
    second = max((score for code, score in scores.items() if code != best), default=0)
    if scores[best] > second:
        return best
    return "" if script == "latin" else best


def languages_named(text: str) -> tuple[str, ...]:
    """The languages that a text names, as its authentic-texts clause does; in the order of the data."""
    lower = text.lower()
    return tuple(
        known.code for known in _known() if any(re.search(rf"\b{name}", lower) for name in known.names)
    )


def _known() -> tuple[_Language, ...]:
    return _data().languages


@cache
def _data() -> _Languages:
    text = files(__package__).joinpath("data/languages.yaml").read_text("utf-8")
    return from_yaml(text, _Languages, where="reading/data/languages.yaml")
