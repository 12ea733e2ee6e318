"""What happened and what is due, for readers that ask by themselves: an Atom feed and a calendar.

Source: RFC 4287 (Atom), RFC 5545 (iCalendar), RFC 7986 (refresh interval). No word of a draft is in them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree

from fullpowers.model.characters import visible

_ATOM = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened."""

    id: str
    title: str
    at: datetime
    address: str
    by: str = ""


@dataclass(frozen=True, slots=True)
class Due:
    """One day and hour by which something must be done."""

    id: str
    title: str
    at: datetime
    address: str
    changed: datetime


def atom(title: str, address: str, entries: Sequence[Entry], at: datetime) -> bytes:
    """The feed; ``at`` is the time of the newest entry, or of the matter when there is none."""
    ElementTree.register_namespace("", _ATOM)
    feed = ElementTree.Element(f"{{{_ATOM}}}feed")
    _child(feed, "id", address)
    _child(feed, "title", title)
    _child(feed, "updated", at.astimezone(UTC).isoformat())
    ElementTree.SubElement(feed, f"{{{_ATOM}}}link", href=address)
    for entry in entries:
        element = ElementTree.SubElement(feed, f"{{{_ATOM}}}entry")
        _child(element, "id", entry.id)
        _child(element, "title", entry.title)
        _child(element, "updated", entry.at.astimezone(UTC).isoformat())
        ElementTree.SubElement(element, f"{{{_ATOM}}}link", href=entry.address)
        author = ElementTree.SubElement(element, f"{{{_ATOM}}}author")
        _child(author, "name", entry.by or "fullpowers")
    document: bytes = ElementTree.tostring(feed, encoding="utf-8", xml_declaration=True)
    return document


def calendar(title: str, dues: Sequence[Due]) -> bytes:
    """The calendar; each due time with an alarm three hours before."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//fullpowers//desk//EN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(title)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for due in dues:
        lines += [
            "BEGIN:VEVENT",
            f"UID:{_text(due.id)}",
            f"DTSTAMP:{due.changed.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"DTSTART:{due.at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
            f"SUMMARY:{_text(due.title)}",
            f"URL:{due.address}",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            f"DESCRIPTION:{_text(due.title)}",
            "TRIGGER:-PT3H",
            "END:VALARM",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _child(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, f"{{{_ATOM}}}{name}").text = visible(text)


def _text(words: str) -> str:
    """A text value: what would end the line or the value is escaped."""
    flat = " ".join(visible(words).split())
    return flat.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")


def _folded(line: str) -> list[str]:
    """Lines of at most 75 bytes; a continuation begins with a space."""
    parts, part = [], ""
    for character in line:
        if len((part + character).encode()) > 74:
            parts.append(part)
            part = " "
        part += character
    return [*parts, part]
