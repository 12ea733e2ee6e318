"""Figures in a statement of the press: shares, sums and periods, as prose writes them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_TENS = ("ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {
    **{word: number for number, word in enumerate(_UNITS, 1)},
    **{word: 10 * number for number, word in enumerate(_TENS, 1)},
    "fifteen": 15,
}
_FRACTIONS = {
    "half and half": Decimal(50),
    "one half": Decimal(50),
    "half": Decimal(50),
    "two thirds": Decimal(200) / 3,
    "two-thirds": Decimal(200) / 3,
    "a third": Decimal(100) / 3,
    "a quarter": Decimal(25),
    "three quarters": Decimal(75),
}
_SIZES = {"thousand": 3, "million": 6, "m": 6, "bn": 9, "billion": 9, "tn": 12, "trillion": 12}
_CURRENCIES = {
    **dict.fromkeys(("$", "US$", "USD", "usd", "dollars", "dollar"), "USD"),
    **dict.fromkeys(("€", "EUR", "eur", "euros"), "EUR"),
    **dict.fromkeys(("UAH", "uah", "hryvnias"), "UAH"),
}
_SHARE = re.compile(
    r"(?P<figure>\d+(?:[.,]\d+)?)\s?(?:percent|per cent|%)|(?P<fraction>"
    + "|".join(sorted(map(re.escape, _FRACTIONS), key=len, reverse=True))
    + r")(?=\s+(?:of|share|stake|to|in|goes|went)\b|[.,;]|$)"
    + r"|(?P<compared>(?:even |much |far )?(?:greater|larger|bigger|higher|smaller|lower) "
    + r"(?:share|stake|part))",
    re.IGNORECASE,
)
_AMOUNT = re.compile(
    r"(?P<before>US\$|\$|€|USD|EUR|UAH)?\s?(?P<figure>\d+(?:[.,]\d+)*)\s?(?P<size>thousand|million|billion|trillion|bn|tn|m)?\b"
    r"\s?(?P<after>dollars?|euros|hryvnias|USD|EUR|UAH)?",
    re.IGNORECASE,
)
_DURATION = re.compile(
    r"\b(?P<figure>\d+|" + "|".join(_WORDS) + r")[ -](?P<unit>day|week|month|year)s?\b", re.IGNORECASE
)


def shares(statement: str) -> Iterator[tuple[Decimal | None, str]]:
    """Each share in percent (``None`` for one that is only compared), with the words around it."""
    matches = list(_SHARE.finditer(statement))
    for index, match in enumerate(matches):
        begin = 0 if index == 0 else matches[index - 1].end()
        end = len(statement) if index + 1 == len(matches) else matches[index + 1].start()
        words = statement[begin:end]
        if match.group("compared"):
            yield None, statement[match.start() : end]
        elif match.group("fraction"):
            yield _FRACTIONS[match.group("fraction").casefold()], words
        else:
            yield Decimal(match.group("figure").replace(",", ".")), words


def amounts(statement: str) -> Iterator[tuple[Decimal, str]]:
    """Each sum of money with its currency, which is empty when only a magnitude is said."""
    for match in _AMOUNT.finditer(statement):
        currency = match.group("before") or match.group("after") or ""
        size = (match.group("size") or "").casefold()
        if not currency:
            continue
        plain = match.group("figure").replace(",", "")
        if plain.count(".") > 1:
            continue
        yield (
            Decimal(plain) * 10 ** _SIZES.get(size, 0),
            _CURRENCIES.get(currency, _CURRENCIES.get(currency.casefold(), "")),
        )


def durations(statement: str) -> Iterator[tuple[float, str]]:
    """Each period in days, with its words."""
    days = {"day": 1.0, "week": 7.0, "month": 30.4, "year": 365.25}
    for match in _DURATION.finditer(statement):
        figure = match.group("figure").casefold()
        number = float(figure) if figure.isdigit() else float(_WORDS[figure])
        yield number * days[match.group("unit").casefold()], match.group()
