"""Sliding scales as contracts print them: one item a tier, each with its bounds and its shares."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .clauses import ClauseWords, Sentence

_NUMBER = r"(\d[\d,]*(?:\.\d+)?)"
_UPPER = (
    rf"(?:between|from)\s[^\d%;]{{0,20}}{_NUMBER}\s*(?:and|to|up to|[-–])\s*"
    rf"(?:less than |below )?[^\d%;]{{0,12}}{_NUMBER}",
    rf"(?:less than|lower than|below|under|up to|not exceed\w*|does not exceed|at most|no more than|≤|<)"
    rf"(?: or equal to)?[^\d%;]{{0,20}}{_NUMBER}",
)
_PERCENT = re.compile(rf"{_NUMBER}\s*(?:%|per ?cent)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One tier: its upper bound (``None`` for the last one) and the investor's share."""

    upto: float | None
    share: float


def items(text: str, words: ClauseWords) -> tuple[Item, ...]:
    """The tiers of a scale; empty when it is not understood whole.

    The scale must rise, have a share of the investor in every tier, and end with an open one; anything else
    is not a scale that a number could rest on.
    """
    lead, *parts = re.split(r"[;\n]|(?<=\s)\((?:[a-z]|[ivx]+|\d)\)\s", text)
    owner = _last_party(lead, words)
    found = []
    for part in (lead, *parts):
        shares = [float(number.replace(",", "")) / 100 for number in _PERCENT.findall(part)]
        if not shares:
            continue
        share = _share(part, shares, owner, words)
        if share is None or not 0.0 <= share <= 1.0:
            return ()
        found.append(Item(_upper(part), share))
    bounds = [one.upto for one in found[:-1]]
    rising = all(bound is not None for bound in bounds) and bounds == sorted(set(bounds))  # type: ignore[type-var]
    ends_open = len(found) > 1 and found[-1].upto is None
    return tuple(found) if rising and ends_open else ()


def _upper(part: str) -> float | None:
    for pattern in _UPPER:
        match = re.search(pattern, part, re.IGNORECASE)
        if match is not None:
            return float(match[match.lastindex or 1].replace(",", ""))
    return None


def _share(part: str, shares: Sequence[float], owner: str, words: ClauseWords) -> float | None:
    """The investor's share of an item: by the party that is named beside the number, or by the lead."""
    if len(shares) == 2 and abs(sum(shares) - 1.0) < 1e-9:
        named = list(_parties(part, words))
        place = next(_PERCENT.finditer(part))
        behind = [kind for start, kind in named if start >= place.end()]
        first = behind[0] if behind else (named[0][1] if named else "")
        return {"investor": shares[0], "state": shares[1]}.get(first)
    if len(shares) == 1:
        kind = _last_party(part, words) or owner
        return {"investor": shares[0], "state": 1.0 - shares[0]}.get(kind)
    return None


def _last_party(text: str, words: ClauseWords) -> str:
    return next((kind for _, kind in reversed(list(_parties(text, words)))), "")


def _parties(text: str, words: ClauseWords) -> Iterator[tuple[int, str]]:
    pattern = rf"\b(?:(?P<investor>{words.investor})|(?P<state>{words.state}))\b"
    for match in re.finditer(pattern, text, re.IGNORECASE):
        yield match.start(), str(match.lastgroup)


def slides_by(sentence: Sentence, words: ClauseWords) -> str:
    """What a scale slides by: ``r-factor``, ``production`` or ``price``; empty when it cannot be told."""
    for name, pattern in (
        ("r-factor", words.r_factor),
        ("production", words.by_production),
        ("price", words.by_price),
    ):
        if sentence.has(pattern):
            return name
    return ""


def a_year(sentence: Sentence) -> float:
    """By what to multiply the scale's volumes to have them a year."""
    if sentence.has(r"\b(?:a|per|each) day\b|\bdaily\b|/d(?:ay)?\b|\bbo?pd\b"):
        return 365.0
    return 12.0 if sentence.has(r"\b(?:a|per|each) month\b|\bmonthly\b") else 1.0
