"""Words looked for in a whole draft, folded and unfetched parts included."""

from __future__ import annotations

import re
from dataclasses import dataclass

from fullpowers.model import Instrument

_SIDE = 60
MOST = 200
"""Hits shown."""
LONGEST = 200
"""Characters of what is looked for."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place; ``before`` and ``after`` are words of its line around it."""

    start: int
    path: str
    before: str
    words: str
    after: str


def search(instrument: Instrument, wanted: str) -> tuple[Hit, ...]:
    """The places where words stand, whatever their case and the spaces between them; at most ``MOST``."""
    parts = wanted[:LONGEST].split()
    if not parts:
        return ()
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts), re.IGNORECASE)
    hits = []
    for found in pattern.finditer(instrument.text):
        hits.append(_hit(instrument, found.start(), found.end()))
        if len(hits) == MOST:
            break
    return tuple(hits)


def _hit(instrument: Instrument, start: int, end: int) -> Hit:
    text = instrument.text
    first = max(text.rfind("\n", 0, start) + 1, start - _SIDE)
    line = text.find("\n", end)
    last = min(len(text) if line < 0 else line, end + _SIDE)
    provision = instrument.at(start)
    return Hit(
        start,
        provision.path if provision else "",
        text[first:start],
        " ".join(text[start:end].split()),
        text[end:last],
    )
