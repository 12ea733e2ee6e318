"""The path as a picture (SVG) and as a calendar file (RFC 5545), for people who plan by either."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from html import escape

from fullpowers.model import RatificationPath, Step

_LEFT, _WIDTH, _DAYS, _ROW, _TOP = 400, 640, 250, 36, 76
"""Places in the picture: names, bars, days in figures; height of a row, and where the first begins."""
_TITLE, _ACTOR = 54, 66
"""Letters of a name, and of who acts, that fit beside the bars."""
_LONGEST_LINE = 75
"""Octets of a line of a calendar file (RFC 5545, 3.1)."""


def gantt(path: RatificationPath) -> str:
    """The steps as bars from the earliest day over the usual one to the late one, as an SVG document.

    The days stand beside the bars in figures, so that the picture says nothing that the text does not.
    """
    first = min((step.earliest for step in path.steps), default=date(2000, 1, 1))
    last = max((step.latest for step in path.steps), default=first)
    span = max((last - first).days, 1)
    height = _TOP + _ROW * len(path.steps) + 20
    bars = "\n".join(_bar(step, row, first, span) for row, step in enumerate(path.steps))
    ticks = "\n".join(_tick(first, span, part) for part in range(5))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _WIDTH + _DAYS} {height}" role="img" '
        'font-family="system-ui, sans-serif" font-size="13">\n'
        f"<title>{escape(path.reason)}</title>\n"
        "<style>text{fill:#222}line{stroke:#bbb}.range{fill:#c9d6e8}.sure{fill:#41658f}"
        "@media(prefers-color-scheme:dark){text{fill:#ddd}line{stroke:#555}.range{fill:#3c4a5e}"
        ".sure{fill:#8fb4e0}}</style>\n"
        f'<text x="0" y="18" font-weight="bold">{escape(_cut(path.reason, 150))}</text>\n'
        f'<text x="0" y="38" font-size="11">Dark: from the earliest day to the usual one. '
        f"Light: to the late one.</text>\n{ticks}\n{bars}\n</svg>\n"
    )


def ics(path: RatificationPath, name: str) -> str:
    """The steps as all-day events on their usual days, with the earliest and the late day in the note.

    Args:
        path: the path.
        name: what the calendar is of, such as the title of the instrument.
    """
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//fullpowers//ratification path//EN"]
    for step in path.steps:
        day = step.likely
        note = (
            f"{step.actor}: {step.instrument}. "
            f"Earliest {step.earliest}, usual {step.likely}, late {step.latest}."
        )
        if step.majority:
            note += f" Majority: {step.majority}."
        if step.observed:
            note += f" Observed: {step.observed}."
        lines += [
            "BEGIN:VEVENT",
            f"UID:{path.jurisdiction.lower()}-{step.id}-{day:%Y%m%d}@fullpowers",
            f"DTSTAMP:{path.steps[0].earliest:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{day + timedelta(1):%Y%m%d}",
            f"SUMMARY:{_text(step.title)} ({_text(_cut(name, 60))})",
            f"DESCRIPTION:{_text(note)}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{part}\r\n" for line in lines for part in _folded(line))


def _bar(step: Step, row: int, first: date, span: int) -> str:
    y = _TOP + row * _ROW
    start, usual, late = (
        _LEFT + _WIDTH * (day - first).days / span for day in (step.earliest, step.likely, step.latest)
    )
    majority = f" ({step.majority})" if step.majority else ""
    days = f"{step.earliest} / {step.likely} / {step.latest}"
    place = f'x="{start:.1f}" y="{y + 4}" height="16"'
    return (
        f"<g><title>{escape(step.title)}: {days}</title>"
        f'<text x="0" y="{y + 12}">{escape(_cut(step.title, _TITLE))}</text>'
        f'<text x="0" y="{y + 26}" font-size="11">{escape(_cut(step.actor + majority, _ACTOR))}</text>'
        f'<text x="{_LEFT + _WIDTH + 12}" y="{y + 16}" font-size="11">{days}</text>'
        f'<rect class="range" {place} width="{max(late - start, 2):.1f}"/>'
        f'<rect class="sure" {place} width="{max(usual - start, 2):.1f}"/></g>'
    )


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _tick(first: date, span: int, part: int) -> str:
    x = _LEFT + _WIDTH * part / 4
    day = first + timedelta(round(span * part / 4))
    anchor = "end" if part == 4 else "middle" if part else "start"
    return (
        f'<line x1="{x:.1f}" x2="{x:.1f}" y1="66" y2="100%"/>'
        f'<text x="{x:.1f}" y="60" font-size="11" text-anchor="{anchor}">{day}</text>'
    )


def _text(value: str) -> str:
    """Text as RFC 5545 writes it (3.3.11)."""
    flat = " ".join(value.split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> Iterator[str]:
    """Lines of at most 75 octets; a continuation begins with a space."""
    part, size = "", 0
    for letter in line:
        width = len(letter.encode())
        if size + width > _LONGEST_LINE:
            yield part
            part, size = " ", 1
        part, size = part + letter, size + width
    yield part
