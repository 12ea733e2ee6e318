"""Words that somebody selected in a draft: by quotation and by position.

Offsets are code points of the canonical text. ``web_annotations`` writes a selection as W3C selectors.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from fullpowers.model import EvidenceError, Instrument, InvalidData, UnknownRecord

AROUND = 32
"""Characters of context on each side."""
LONGEST = 20_000
"""Characters that a selection may have."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Words of one draft; ``start`` and ``end`` are code points of its canonical text."""

    text: str
    """Identity of the canonical text (``Instrument.id``)."""
    start: int
    end: int
    exact: str
    prefix: str = ""
    suffix: str = ""


def select(text: str, identity: str, start: int, end: int) -> Selection:
    """The words from ``start`` to ``end`` of the canonical text with this identity.

    Raises:
        InvalidData: there are no words there, or too many.
    """
    if not 0 <= start < end <= len(text):
        raise InvalidData(f"there are no words from {start} to {end} in this draft")
    if end - start > LONGEST:
        raise InvalidData(f"the selection is longer than {LONGEST} characters")
    before, after = text[max(0, start - AROUND) : start], text[end : end + AROUND]
    return Selection(identity, start, end, text[start:end], before, after)


def quoted(instrument: Instrument, words: str, path: str = "") -> tuple[int, int]:
    """Where these words stand in a draft, or in a provision of it, whatever the spaces between them.

    Raises:
        InvalidData: they do not stand there, or more than once.
        UnknownRecord: there is no such provision.
    """
    parts = words.split()
    if not parts or len(words) > LONGEST:
        raise InvalidData(f"name the words as they stand in the draft, {LONGEST} characters at most")
    start, end = 0, len(instrument.text)
    if path:
        provision = instrument.provision(path)
        if provision is None:
            raise UnknownRecord(f"there is no provision {path!r} in this draft")
        start, end = provision.start, provision.end
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts))
    found = list(pattern.finditer(instrument.text, start, end))
    if len(found) != 1:
        times = f"{len(found)} times: name more of them, or the provision" if found else "nowhere"
        raise InvalidData(f"these words stand there {times}")
    return found[0].span()


def verified(selection: Selection, text: str) -> Selection:
    """The selection, if its words stand there letter by letter.

    Raises:
        EvidenceError: they do not.
    """
    if text[selection.start : selection.end] != selection.exact:
        raise EvidenceError(f"the words at {selection.start}-{selection.end} are not the selected ones")
    return selection
