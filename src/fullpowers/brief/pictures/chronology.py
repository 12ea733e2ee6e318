"""Drafts, days for an answer and articles on one line of days."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from fullpowers.model import Event, EventKind

from ..voice import Voice
from .svg import element, label, picture

_LEFT, _WIDTH, _ROW, _TOP = 12.0, 360.0, 16.0, 26.0
_COLOURS = {
    EventKind.DRAFT: "usual",
    EventKind.ANSWER_DUE: "gone",
    EventKind.ARTICLE: "moved",
    EventKind.TODAY: "kept",
}


def chronology(events: Sequence[Event], say: Voice) -> str:
    """One row an event, so that none hides another; the number stands in the table beside it."""
    days = [_moment(event.when) for event in events]
    first, last = min(days), max(days)
    span = max(1.0, (last - first).total_seconds())
    height = _TOP + _ROW * len(events) + 4
    drawn = [
        label(say.short_day(first.date()), _LEFT, 12, class_="day"),
        label(say.short_day(last.date()), _WIDTH - 8, 12, class_="day", text_anchor="end"),
        element("line", x1=_LEFT, x2=_WIDTH - 8, y1=_TOP - 8, y2=_TOP - 8, class_="tick"),
    ]
    for row, (event, day) in enumerate(zip(events, days, strict=True)):
        x = _LEFT + (_WIDTH - _LEFT - 24) * (day - first).total_seconds() / span
        y = _TOP + _ROW * row + 6
        drawn += [
            element("line", x1=x, x2=x, y1=_TOP - 8, y2=y, class_="tick"),
            element("circle", cx=x, cy=y, r=4, class_=_COLOURS[event.kind]),
            label(str(row + 1), x + 7, y + 3.5, class_="step"),
        ]
    title = say("Drafts, days for an answer and articles, in the order of the table")
    return picture(_WIDTH, height, "".join(drawn), title, "timeline")


def _moment(when: str) -> datetime:
    """Midnight where only the day is known; zones are dropped, since the team notes its own time."""
    try:
        return datetime.fromisoformat(when).replace(tzinfo=None)
    except ValueError:
        return datetime.combine(date.min, datetime.min.time())
