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
    """What the text says to a claim; whether the claim is true is for a person to say."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    PARTLY = "partly"
    NOT_IN_TEXT = "not in the text"
    NOT_CHECKABLE = "not checkable"


class SpeakerKind(StrEnum):
    NAMED = "named person"
    OFFICE = "office"
    UNNAMED = "unnamed"
    DOCUMENT = "document"
    REPORTER = "reporter"
    """The paper's own voice, or nobody: ``reportedly``, ``rumours``."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody said about the draft, and whether the text bears it out.

    ``start`` and ``end`` are code points of the article's text, ``quote`` the words there.
    """

    statement: str
    """What is claimed, as the article words it."""
    speaker: str
    speaker_kind: SpeakerKind
    channel: str
    """To whom or where it was said, such as an outlet; empty when the article does not say."""
    status: ClaimStatus
    reason: str
    passages: tuple[Passage, ...] = ()
    """Of the draft."""
    quote: str = ""
    start: int = 0
    end: int = 0
    verbatim: bool = False
    """Whether the article gives it in quotation marks."""
    hedges: tuple[str, ...] = ()
    """Words that keep a distance, such as ``reportedly``."""
    topic: str = ""
    """What it is about: a rule of the claims room's data; empty when it touches no term."""
    article: str = ""
    """Name of the article's file."""
