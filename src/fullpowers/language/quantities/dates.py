"""Dates in words and figures, as ISO 8601: ``2025-04-30``, ``2025-04`` for a month, ``--11-01`` for a day."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .lexicon import Lexicon, lexicon

_NUMERIC = re.compile(
    r"(?<![\w./-])(?:(?P<y>(?:1[5-9]|20)\d\d)-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12]\d|3[01])"
    r"|(?P<one>\d{1,2})(?P<sep>[./-])(?P<two>\d{1,2})(?P=sep)(?P<year>(?:1[5-9]|20)\d\d|\d\d))(?![\w/-]|\.\d)"
)
_BEFORE, _AFTER = 40, 60
_LAST = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


@dataclass(frozen=True, slots=True)
class Day:
    """A date where it stands."""

    start: int
    end: int
    value: str
    """ISO 8601; empty when the figures can be read as two different days (03/04/2025)."""


def date_around(text: str, month: int, after: int) -> Day | None:
    """The longest date whose month's name begins at ``month``, not reaching back before ``after``."""
    words = lexicon()
    left, right = max(after, month - _BEFORE), min(len(text), month + _AFTER)
    best: Day | None = None
    for pattern in words.dates:
        for found in pattern.finditer(text, left, right):
            if found.start("m") == month:
                day = _named(found, words)
                if day is None:
                    return None  # 31 February is no date, nor is it February
                if best is None or (day.end - day.start > best.end - best.start):
                    best = day
    return best


def numeric_dates(text: str) -> list[Day]:
    """Dates written in figures only.

    03/04/2025 is read as the other dates of the text show: month first when one of them can only be read
    so and none the other way; else it stays undecided.
    """
    found = list(_NUMERIC.finditer(text))
    american = any(_order(one) == "month" for one in found)
    european = any(_order(one) == "day" for one in found)
    first = "month" if american and not european else "day" if european and not american else ""
    days = (_in_figures(one, first) for one in found)
    return [day for day in days if day is not None]


def _order(found: re.Match[str]) -> str:
    """Which part stands first when only one order makes a date with slashes."""
    if found["y"] or found["sep"] != "/":
        return ""
    one, two = int(found["one"]), int(found["two"])
    if one <= 12 < two <= 31:
        return "month"
    return "day" if two <= 12 < one <= 31 else ""


def _named(found: re.Match[str], words: Lexicon) -> Day | None:
    parts = found.groupdict()
    name = parts["m"].lower()
    number, capital = words.months[name]
    if capital and not found["m"][0].isupper():
        return None
    year, day = parts.get("y"), parts.get("d")
    if day is None:
        return Day(found.start(), found.end(), f"{year}-{number:02}") if year else None
    plain = day.lower().replace("’", "'").replace("ʼ", "'")
    count = int(plain) if plain.isdigit() else words.days[plain]
    if count > _LAST[number - 1]:
        return None
    return Day(found.start(), found.end(), f"{year or '-'}-{number:02}-{count:02}")


def _in_figures(found: re.Match[str], first: str) -> Day | None:
    if found["y"]:
        return Day(found.start(), found.end(), f"{found['y']}-{found['m']}-{found['d']}")
    one, two, year = int(found["one"]), int(found["two"]), found["year"]
    if len(year) == 2:
        if found["sep"] != "/":
            return None  # "1.2.12" is the number of a clause
        year = f"20{year}" if int(year) < 70 else f"19{year}"
    european = 1 <= two <= 12 and 1 <= one <= 31
    american = found["sep"] != "." and 1 <= one <= 12 and 1 <= two <= 31
    if european and american and one != two:
        if not first:
            return Day(found.start(), found.end(), "")
        european = first == "day"
    if european:
        return Day(found.start(), found.end(), f"{year}-{two:02}-{one:02}")
    if american:
        return Day(found.start(), found.end(), f"{year}-{one:02}-{two:02}")
    return None
