"""What the parties give and get, and what people say about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .analysis import Force, Modality
from .instrument import Passage


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that a side gives; the other side gets it."""

    giver: str
    receiver: str
    category: str
    """Such as ``money``, ``control``, ``security``; the balance room's data names them all."""
    what: str
    modality: Modality
    force: Force
    passage: Passage
    conditions: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that agreements of this kind usually hold and this text does not show."""

    item: str
    why: str
    looked_for: tuple[str, ...]
    """The words that were looked for, so that a reader can judge the search."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What each side gives and gets by the words of the text, and what is not there."""

    entries: tuple[Entry, ...]
    missing: tuple[Missing, ...] = ()

    def given_by(self, party: str) -> tuple[Entry, ...]:
        """Entries in which this party is the giver."""
        return tuple(entry for entry in self.entries if entry.giver == party)


class ClaimStatus(StrEnum):
    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    NOT_IN_TEXT = "not in the text"
    NOT_CHECKABLE = "not checkable"


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody said about the draft, and whether the text bears it out."""

    statement: str
    speaker: str
    speaker_kind: str
    """Named person, office, unnamed, document, reporter."""
    channel: str
    status: ClaimStatus
    reason: str
    passages: tuple[Passage, ...] = ()
