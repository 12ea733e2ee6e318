"""What the parties give and get, what it is worth, and what people say about it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
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


@dataclass(frozen=True, slots=True)
class Axis:
    """A labelled axis of an array: its name and the label of each position."""

    name: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A quantity over scenarios and years; ``values`` are row-major over ``axes``."""

    name: str
    unit: str
    axes: tuple[Axis, ...]
    values: tuple[Decimal, ...]
    source: Passage | None = None
    """The passage that an input was read from; an economics file is named in ``note``."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Valuation:
    """What the terms give and cost, by party, scenario and year."""

    currency: str
    price_year: int
    series: tuple[Series, ...]


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
