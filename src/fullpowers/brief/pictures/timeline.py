"""The steps to entry into force on a line of days: a bar from earliest to latest, a dot where usual."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from fullpowers.model import Step

from ..voice import Voice
from .svg import element, label, picture, tells

_LEFT, _WIDTH, _ROW, _TOP = 26.0, 360.0, 20.0, 24.0


def timeline(steps: tuple[Step, ...], start: date, say: Voice) -> str:
    """The picture as SVG; steps carry their numbers, whose names stand in the table beside it."""
    end = max(max(step.latest for step in steps), start)
    span = max(1, (end - start).days)

    def x(day: date) -> float:
        return _LEFT + (_WIDTH - _LEFT - 12) * max(0, (day - start).days) / span

    height = _TOP + _ROW * len(steps) + 6
    drawn = [_mark(x(day), height, text) for day, text in _ticks(start, end, say)]
    for position, step in enumerate(steps):
        y = _TOP + _ROW * position + _ROW / 2
        drawn.append(label(str(position + 1), 4, y + 3.5, class_="step"))
        words = tells(
            say(
                "{step}: {low} at the earliest, {usual} as a rule, {late} late",
                step=step.title,
                low=say.day(step.earliest),
                usual=say.day(step.likely),
                late=say.day(step.latest),
            )
        )
        drawn.append(
            element(
                "rect",
                words,
                x=x(step.earliest),
                y=y - 4,
                width=max(2.0, x(step.latest) - x(step.earliest)),
                height=8,
                rx=4,
                class_="range",
            )
        )
        drawn.append(element("circle", cx=x(step.likely), cy=y, r=5, class_="usual"))
    title = say(
        "Bar: from the earliest to a late day of each step. Dot: the usual day. First day: {day}.",
        day=say.day(start),
    )
    return picture(_WIDTH, height, "".join(drawn), title, "timeline")


def _mark(x: float, height: float, text: str) -> str:
    line = element("line", x1=x, x2=x, y1=_TOP - 6, y2=height, class_="tick")
    return line + label(text, x, 12, class_="day", text_anchor="middle" if x > _LEFT + 20 else "start")


def _ticks(start: date, end: date, say: Voice) -> Iterator[tuple[date, str]]:
    """The first day of each month, or of some months, so that at most five stand on the line."""
    months = (end.year - start.year) * 12 + end.month - start.month
    stride = next((step for step in (1, 2, 3, 6, 12, 24, 60) if months / step <= 5), 120)
    yield start, say.short_day(start)
    for month in range(stride, months + 1, stride):
        index = start.month - 1 + month
        day = date(start.year + index // 12, index % 12 + 1, 1)
        if (day - start).days > (end - start).days * 0.12:
            yield day, say.short_month(day)
