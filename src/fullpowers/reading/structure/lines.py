"""What a line looks like by itself: the heading of a division, a numbered paragraph, or neither."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from .chain import Key
from .numbers import is_roman, key, position, roman
from .words import WORD_AND_FIGURE, fold, patterns

_REFERENCE = re.compile(
    r"\s*(?:[,;)\]]|\((?![A-ZА-ЯІЇЄҐÁÉÍÓÚ\"“«][^()]{2,120}\)\s*(?:$|[.:\n]|[A-ZА-ЯІЇЄҐ]))|[a-zа-яіїєґ]|[–—-]\s?\d|[:.]\d|/)"
    r"|\s+\d{1,3}(?![\d.)]|\s+[A-ZА-ЯІЇЄҐÁÉÍÓÚ])"
)
_LEADERS = re.compile(r"(?:\.{3,}|(?:\. ){3,}|…|\t)\s*\d{1,4}\s*$|\s{3,}\d{1,4}\s*$")
_OPENER = re.compile(r"[\s.:–—-]{0,6}")
_ENUMERATOR = re.compile(
    r"(?P<dash>[-–—•*▪◦‣●])\s+|"
    r"(?P<open>[(\[])?(?P<number>\d{1,3}(?:\.\d{1,3}){0,4}|[a-zа-яіїєґء-ي]|[ivxlc]{2,6}|aa|bb|cc|dd|ee|ff|gg|hh"
    r"|[A-ZА-ЯІЇЄҐ]|[IVX]{2,5})"
    r"(?P<close>[.)\]]{1,2}-?|º|°|(?<=\d)-)?(?P<space>\s+|$)"
)
_WORD_AND_FIGURE = re.compile(WORD_AND_FIGURE)
_LONG_WORD = 6
"""Letters of a word in which one wrong letter still leaves no doubt."""
_MONTHLY = re.compile(r"\d{1,2}\.\s+(?:[a-zа-яіїєґ]+ )?\d{4}\b")
_LONG_HEADING = 160
_BEGINNING = 48
"""Characters in which a paragraph's number, or a date that looks like one, ends."""


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
    """Offset behind number and heading, where the wording begins."""
    worth: float = 1.0
    """How much like a heading it looks; about 1."""
    form: str = ""
    """How it is printed: case of the word, punctuation behind the number."""


@dataclass(frozen=True, slots=True)
class Enumerator:
    """The number, letter or dash that a paragraph begins with."""

    values: tuple[tuple[str, Key], ...]
    """Its possible styles and values: ``(i)`` is the ninth letter and the Roman one.

    Styles are such as ``1.``, ``1)``, ``(a)``, ``(i)``, ``-``; paragraphs of one style are of one level.
    """
    number: str
    length: int
    """Of the number with its punctuation and the space behind it."""


def division(text: str, start: int, before: str = "") -> Division | None:
    """The division that a line begins, if it looks like one.

    Args:
        text: the line.
        start: its offset.
        before: the line before it; where that is unfinished, this one is less of a heading.
    """
    words = patterns()
    if not words.head.match(text) or (not text[0].isalpha() and text[0] != "§"):
        return None
    found = words.division.match(text)
    if not found:
        return _misspelt(text, start, before) or _nameless(text, start, before)
    if not text[0].isupper() and text[0] != "§" and text[0].lower() != text[0].upper():
        return None
    rest = text[found.end() :]
    opener = _OPENER.match(rest)
    after = rest[opener.end() :] if opener else rest
    if rest and not rest.startswith("\t") and _REFERENCE.match(rest):
        return None
    worth = _worth(rest, after, before)
    if after and after[0].islower() and not _ENUMERATOR.match(after):
        # a sentence that lost its capital stands behind a full stop and in a line of its own
        if not rest.startswith(". ") or before.rstrip()[-1:] not in tuple(".;:)"):
            return None
        worth -= 0.5
    heading = _heading(after)
    return Division(
        words.kinds[fold(found["word"])],
        key(found["number"]),
        found["label"].strip(),
        heading,
        start,
        start + len(text) - (0 if heading else len(after)),
        worth,
        form(found["word"], found["number"], rest),
    )


def form(word: str, number: str, rest: str) -> str:
    """How a division is printed: case of the word, kind of number, punctuation: ``upper 1.1:``."""
    case = "upper" if word.isupper() and len(word) > 1 else "lower" if word.islower() else "title"
    sign = rest.lstrip()[:1]
    sign = sign if sign in tuple(".:–—-(") else ""
    figures = (
        re.sub(r"\d+", "1", number) if number[0].isdigit() else "I" if is_roman(number.lower()) else "one"
    )
    return f"{case} {figures}{sign}"


def _heading(after: str) -> str:
    text = after.strip()
    if len(text) > _LONG_HEADING or text.endswith((";", ":")) or enumerator(text):
        return ""
    if text.endswith("."):
        # a heading may end in a full stop; several words with a stop are more likely a sentence
        return text.rstrip(".") if is_title_case(text) else ""
    return text.strip("()") if text.startswith("(") and text.endswith(")") else text


def is_title_case(text: str) -> bool:
    """Whether the longer words of ``text`` all begin with a capital."""
    longer = [word for word in re.findall(r"[^\W\d_]+", text) if len(word) > 4]
    return bool(longer) and all(word[0].isupper() for word in longer)


def _worth(rest: str, after: str, before: str) -> float:
    worth = 1.0 if not after or len(after) <= _LONG_HEADING else 0.9
    last = before.rstrip()
    if last and (last[-1] in ",-–" or fold(last.rpartition(" ")[2]) in patterns().unfinished):
        worth -= 0.6
    elif last and last[-1].islower() and after and not rest.startswith((".", ":", " –", " —", " -")):
        worth -= 0.2
    return worth


def _misspelt(text: str, start: int, before: str) -> Division | None:
    """A division whose word is one letter off, as in a scan or by a slip: ``Artic1e 5``."""
    found = _WORD_AND_FIGURE.match(text)
    if not found or fold(found[1]) in patterns().kinds:
        return None
    meant = _meant(fold(found[1]))
    if not meant:
        return None
    right = meant.upper() if found[1].isupper() else meant.capitalize()
    shift = len(found[1]) - len(right)
    corrected = division(right + text[found.end(1) :], start, before)
    if corrected is None:
        return None
    return replace(
        corrected,
        number=text[: len(corrected.number) + shift],
        body=corrected.body + shift,
        worth=corrected.worth - 0.2,
    )


@lru_cache(maxsize=4096)
def _meant(word: str) -> str:
    """The word of a division that ``word`` is one letter away from; empty when there is none."""
    return next(
        (known for known in patterns().kinds if len(known) >= _LONG_WORD and _one_off(word, known)), ""
    )


def _one_off(word: str, known: str) -> bool:
    """Whether one letter was changed, added or left out."""
    if abs(len(word) - len(known)) > 1:
        return False
    same = next((at for at, pair in enumerate(zip(word, known, strict=False)) if pair[0] != pair[1]), 0)
    if len(word) == len(known):
        return word[same + 1 :] == known[same + 1 :]
    longer, shorter = (word, known) if len(word) > len(known) else (known, word)
    return longer[same + 1 :] == shorter[same:]


def _nameless(text: str, start: int, before: str) -> Division | None:
    """``Article`` alone on its line, as where the number of the only or first one was forgotten."""
    if not text[0].isupper() or before[-1:] in (",", ""):
        return None
    found = patterns().nameless.match(text)
    if not found:
        return None
    kind = patterns().kinds[fold(found["word"])]
    after = text[found.end() :].lstrip(" .:")
    if kind != "article":
        return None
    return Division(kind, (1,), found["label"], "", start, start + len(text) - len(after), 0.4, "nameless")


def is_contents_entry(text: str) -> bool:
    """Whether the line ends as an entry of a table of contents does."""
    return text.rstrip()[-1:].isdigit() and _LEADERS.search(text) is not None


def enumerator(text: str) -> Enumerator | None:
    """The number, letter or dash at the beginning of ``text``."""
    found = _ENUMERATOR.match(text, 0, _BEGINNING)
    if not found:
        return None
    if found["dash"]:
        return Enumerator(((found["dash"], (0,)),), "", found.end())
    number, close = found["number"], found["close"] or ""
    if not close and ("." not in number or not found["space"]):
        return None
    if _MONTHLY.match(text, 0, _BEGINNING):
        return None  # a date: 1. May 2025
    return _enumerator(found["open"] or "", number, close, found.end())


@lru_cache(maxsize=4096)
def _enumerator(opening: str, number: str, close: str, length: int) -> Enumerator | None:
    printed = f"{opening}{number}{close}" if opening else number
    values = tuple((f"{opening}{shape}{close or '.'}", value) for shape, value in _values(number))
    return Enumerator(values, printed, length) if values else None  # "ill." is no number


def _values(number: str) -> tuple[tuple[str, Key], ...]:
    if number[0].isdigit():
        return ((".".join("1" for _ in number.split(".")), tuple(int(part) for part in number.split("."))),)
    lower = number.lower()
    capital = number[0].isupper()
    values: list[tuple[str, Key]] = []
    if len(set(lower)) == 1 and len(lower) < 3:
        values.append((("A" if capital else "a") * len(lower), (position(lower[0]),)))
    if is_roman(lower):
        values.append(("I" if capital else "i", (roman(lower),)))
    return tuple(values)
