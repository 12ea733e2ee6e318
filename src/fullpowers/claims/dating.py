"""Which day an article is of, and which draft a statement speaks of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from .checks import Text
from .lists import dating

_ISO = re.compile(r"\b(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b")
_LOOKED_AT = 600
"""Characters of an article in which its date line is looked for."""


def published(article: str, name: str = "") -> date | None:
    """The day that the head of the article, else its file's name, gives; ``None`` when neither does."""
    return _day(article[:_LOOKED_AT]) or _day(name)


def _day(text: str) -> date | None:
    iso = _ISO.search(text)
    if iso:
        return _date(iso["year"], iso["month"], iso["day"])
    months = "|".join(dating().months)
    written = re.search(
        rf"\b(?:(?P<d1>\d{{1,2}})\s+(?P<m1>{months})\.?|(?P<m2>{months})\.?\s+(?P<d2>\d{{1,2}})),?\s+(?P<year>20\d\d)",
        text,
        re.IGNORECASE,
    )
    if not written:
        return None
    month = (written["m1"] or written["m2"]).casefold()
    number = next(number for name, number in dating().months.items() if name.casefold() == month)
    return _date(written["year"], str(number), written["d1"] or written["d2"])


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def draft_meant(
    statement: str, drafts: Sequence[Text], day: date | None, unread: int = 0
) -> tuple[Text | None, str]:
    """The draft that a statement speaks of, and why; none when it is one of the ``unread`` earlier ones.

    Words decide (``the initial offer``, ``the previous draft``); else it is the last that had come in by
    the day of the article. Words that name the one before need two drafts, and count from that last one.
    """
    known = [one for one in drafts if _had_come(one, day)] or list(drafts[:1])
    words = dating()
    if re.search(words.first, statement, re.IGNORECASE) and (unread or len(known) > 1):
        return None if unread else known[0], "the statement speaks of the first draft"
    if re.search(words.previous, statement, re.IGNORECASE) and (unread or len(known) > 1):
        return known[-2] if len(known) > 1 else None, "the statement speaks of the draft before"
    if len(known) < len(drafts):
        return known[-1], "later drafts came in after the day of the article"
    return known[-1], "the last draft"


def _had_come(text: Text, day: date | None) -> bool:
    """Whether the draft was there by that day; where either day is unknown, it is taken to have been."""
    source = text.instrument.source
    receipt = source.receipt if source else None
    received = _day(receipt.received) if receipt else None
    return day is None or received is None or received <= day
