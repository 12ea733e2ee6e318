"""One number in words or figures, read exactly: ``five hundred million``, ``1 500 000,50``, ``4½``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from math import inf

from .lexicon import Lexicon, lexicon

_GAP = re.compile(r"[ \u00a0\u202f]{1,2}|[ \u00a0]?[-‐‑–\u00ad] ?")
_COMMA = re.compile(r",[ \u00a0]")
_TOKEN = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*\.?")
_APOSTROPHE = str.maketrans("’ʼ", "''")
_FIGURE = re.compile(
    r"(?P<whole>\d{1,3}(?P<sep>[ \u00a0\u202f\u2009,.'’])\d{3}(?:(?P=sep)\d{3})*|\d{1,18})(?!\d)"
    r"(?:(?P<point>[.,])(?P<decimals>\d{1,12})(?!\d))?"
)
_TAIL = re.compile(r"[.,]?\d")
"""Behind a figure: it is the beginning of something else, such as 4.2.1 or 1,000,0000."""
_VULGAR = {
    "½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4", "⅕": "1/5", "⅖": "2/5", "⅗": "3/5",
    "⅘": "4/5", "⅙": "1/6", "⅚": "5/6", "⅛": "1/8", "⅜": "3/8", "⅝": "5/8", "⅞": "7/8",
}  # fmt: skip
_PART = re.compile(r"[ \u00a0-]?(?P<vulgar>[½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞])")
_MIXED = re.compile(r"[ \u00a0-](?P<top>\d{1,2})/(?P<bottom>\d{1,3})(?![\d/])")
_HUNDREDTHS = re.compile(r"(\d\d)/100(?![\d/])")
_RATIO = re.compile(r"(?P<top>\d{1,3})/(?P<bottom>\d{1,2}|10{2,4})(?![\d/])")


@dataclass(frozen=True, slots=True)
class Number:
    """A number where it stands; ``value`` is exact."""

    start: int
    end: int
    value: Fraction
    words: bool = False
    fraction: bool = False
    """Written as a part: ``two thirds``, ``1/3``."""
    decimals: int = 0
    """Digits behind the decimal point or comma."""
    comma: Fraction | None = None
    """The other reading of a single comma group, ``1,250`` as 1.25, for languages with a decimal comma."""
    magnitude: bool = False
    """Whether a word such as "million" is part of it."""


def number_at(text: str, at: int) -> Number | None:
    """The longest number that begins at ``at``, in figures or in the words of any known language."""
    if at < len(text) and (text[at].isdecimal() or text[at] in _VULGAR):
        return _figures(text, at)
    if text[at : at + 1] == "." and text[at + 1 : at + 2].isdecimal():
        tail = _figures(text, at + 1)
        digits = text[at + 1 : tail.end] if tail else ""
        value = Fraction(f"0.{digits}") if digits.isdecimal() else None
        return Number(at, at + 1 + len(digits), value, decimals=len(digits)) if value is not None else None
    return _words(text, at)


def scaled(text: str, number: Number) -> Number:
    """The same number with the magnitude words behind it, if there are any: ``1.5 billion``."""
    words = lexicon()
    end, value, found = number.end, number.value, number.magnitude
    gap = _GAP.match(text, end)
    token = _TOKEN.match(text, gap.end() if gap else end)
    if token and _plain(token[0]) in words.hundreds and number.value < 100:
        end, value, found = token.end(), value * 100, True
        gap = _GAP.match(text, end)
        token = _TOKEN.match(text, gap.end() if gap else end)
    if token:
        key = _key(token[0], words.magnitudes)
        if key:
            end, value, found = token.start() + len(key), value * words.magnitudes[key], True
    if end == number.end:
        return number
    return Number(number.start, end, value, number.words, False, number.decimals, None, found)


def _figures(text: str, at: int) -> Number | None:
    if text[at] in _VULGAR:
        return Number(at, at + 1, Fraction(_VULGAR[text[at]]), fraction=True)
    ratio = _RATIO.match(text, at)
    if ratio and 0 < int(ratio["top"]) < int(ratio["bottom"]):
        return Number(at, ratio.end(), Fraction(int(ratio["top"]), int(ratio["bottom"])), fraction=True)
    found = _FIGURE.match(text, at)
    if found is None or _TAIL.match(text, found.end()) or (found["sep"] and found["sep"] == found["point"]):
        return None  # "1,000,0000" is no number that anybody means
    number = _grouped(found)
    part = _PART.match(text, number.end) or _MIXED.match(text, number.end)
    if part and number.value.denominator == 1 and number.value < 1000:
        value = (
            Fraction(_VULGAR[part["vulgar"]])
            if "vulgar" in part.groupdict()
            else Fraction(int(part["top"]), max(1, int(part["bottom"])))
        )
        if value < 1:
            return Number(at, part.end(), number.value + value)
    return number


def _grouped(found: re.Match[str]) -> Number:
    """Groups of three digits told from decimals, by the separator and by what follows."""
    whole, sep, decimals = found["whole"], found["sep"], found["decimals"] or ""
    groups = re.split(r"\D", whole) if sep else [whole]
    comma: Fraction | None = None
    if sep and len(groups) == 2 and not decimals:
        as_decimal = Fraction(f"{groups[0]}.{groups[1]}")
        if sep == "." or (sep == "," and groups[0].strip("0") == ""):
            return Number(found.start(), found.end(), as_decimal, decimals=3)
        if sep == ",":
            comma = as_decimal
    value = Fraction(f"{''.join(groups)}.{decimals or '0'}")
    return Number(found.start(), found.end(), value, decimals=len(decimals), comma=comma)


@dataclass(slots=True)
class _Run:
    """The state of a number in words while it is read."""

    total: Fraction = Fraction(0)
    current: Fraction = Fraction(0)
    place: float = inf
    """The next word must be worth less than this."""
    scale: float = inf
    """The next magnitude must be smaller than this."""
    begun: bool = False
    end: int = 0
    fraction: bool = False
    magnitude: bool = False
    article: bool = False


def _words(text: str, at: int) -> Number | None:
    words = lexicon()
    run = _Run(end=at)
    here = at
    joined = False
    before_comma: _Run | None = None
    while True:
        token = _TOKEN.match(text, here)
        if token is None:
            break
        word = _plain(token[0])
        key = word if word in words.magnitudes else word.rstrip(".")
        end = token.start() + len(key)
        if key in words.points and run.begun and not run.magnitude:
            return _decimal_words(text, at, run, end)
        if _takes(run, key, words):
            run.end, joined = end, False
        elif key in words.part_joins and run.begun and (part := _part_after(text, end)) is not None:
            run.end, run.current = part[0], run.current + part[1]
            break
        elif key in words.joins and run.begun and not joined:
            joined = True
        elif key in words.articles and not run.begun and not run.article:
            run.article = True
        else:
            if before_comma and (key in words.magnitudes or key in words.hundreds):
                run = before_comma  # "five thousand, ten thousand": two numbers
            break
        gap = _GAP.match(text, end)
        if gap is None and run.end == end and key in words.magnitudes:
            gap = _COMMA.match(text, end)  # "one million, two hundred thousand"
            before_comma = replace(run)
        if gap is None:
            break
        here = gap.end()
    if not run.begun:
        return None
    return Number(at, run.end, run.total + run.current, True, run.fraction, 0, None, run.magnitude)


def _takes(run: _Run, word: str, words: Lexicon) -> bool:
    """Whether ``word`` can go on with the number; if so the run has taken it."""
    if word in words.words:
        value = words.words[word]
        if run.fraction or run.article or not value < run.place or (run.begun and value == 0):
            return False
        run.current += value
        run.place = 100 if value >= 100 else 10 if value >= 20 else 1
        run.begun = True
        return True
    if word in words.hundreds and run.current < 100 and (run.begun or run.article) and not run.fraction:
        run.current = (run.current or Fraction(1)) * 100
        run.place, run.begun, run.article = 100, True, False
        return True
    if word in words.magnitudes and words.magnitudes[word] < run.scale and (run.begun or run.article):
        if not run.begun or run.current or run.scale == inf:
            run.total += (run.current or Fraction(1)) * words.magnitudes[word]
            run.current, run.place, run.scale = Fraction(0), inf, words.magnitudes[word]
            run.begun, run.magnitude, run.article, run.fraction = True, True, False, False
            return True
        return False
    return word in words.fractions and not run.fraction and _takes_fraction(run, word, words)


def _takes_fraction(run: _Run, word: str, words: Lexicon) -> bool:
    value = words.fractions[word]
    plural = word.endswith("s") or not word.isascii()
    if not run.begun:
        if not (run.article or word in words.bare):
            return False
        run.current, run.begun, run.fraction, run.article = value, True, True, False
        return True
    if run.current != 1 and not (plural and 1 < run.current < 100 and run.current.denominator == 1):
        return False
    run.current *= value
    run.place, run.fraction = 0, not run.total
    return True


def _part_after(text: str, at: int) -> tuple[int, Fraction] | None:
    """The fraction behind "and", with its end: "sixty-six and two thirds", "two and a half", "and 50/100"."""
    words = lexicon()
    gap = _GAP.match(text, at)
    hundredths = _HUNDREDTHS.match(text, gap.end()) if gap else None
    if hundredths:
        return hundredths.end(), Fraction(int(hundredths[1]), 100)
    one = _TOKEN.match(text, gap.end()) if gap else None
    if one is None:
        return None
    first = _plain(one[0]).rstrip(".")
    if first in words.bare:
        return one.end(), words.fractions[first]
    top = Fraction(1) if first in words.articles else words.words.get(first)
    gap = _GAP.match(text, one.end())
    two = _TOKEN.match(text, gap.end()) if gap else None
    second = _plain(two[0]).rstrip(".") if two else ""
    if top is None or two is None or second not in words.fractions or top * words.fractions[second] >= 1:
        return None
    return two.start() + len(second), top * words.fractions[second]


def _decimal_words(text: str, at: int, run: _Run, point: int) -> Number:
    """What stands behind "point": digits one by one, or tenths and hundredths named."""
    words = lexicon()
    digits, here, end = "", point, run.end
    while True:
        gap = _GAP.match(text, here)
        token = _TOKEN.match(text, gap.end()) if gap else None
        word = _plain(token[0]).rstrip(".") if token else ""
        if token is None or (word not in words.words and word not in words.fractions):
            if token is not None and word in words.joins and not digits:
                here = token.end()
                continue
            break
        if word in words.fractions:  # "five whole (and) five tenths"
            part = Fraction(int(digits or "0")) * words.fractions[word]
            return Number(at, token.end(), run.current + part, True)
        digits += str(int(words.words[word]))
        here = end = token.end()
    return Number(at, end, run.current + Fraction(f"0.{digits or '0'}"), True)


def _key(word: str, table: object) -> str:
    plain = _plain(word)
    for form in (plain, plain.rstrip(".")):
        if form in table:  # type: ignore[operator]
            return form
    return ""


def _plain(word: str) -> str:
    return word.lower().translate(_APOSTROPHE)
