"""One draft reviewed: everything that was found, and the manifest that makes it reproducible."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .analysis import Analysis
from .comparing import Comparison
from .instrument import Instrument, Passage
from .legal import Development, Opinion
from .negotiating import Mandate, Negotiation
from .precedents import Comparables
from .valuing import Valuation
from .weighing import Claim, Disagreement, Event, Ledger, Scoreboard


@dataclass(frozen=True, slots=True)
class Manifest:
    """What it takes to make the same review again: versions, inputs by hash, parameters."""

    fullpowers: str
    python: str
    libraries: tuple[tuple[str, str], ...]
    inputs: tuple[tuple[str, str], ...]
    """File name and SHA-256."""
    packs: tuple[tuple[str, str], ...]
    parameters: tuple[tuple[str, str], ...]
    containment: str
    """How far the parser was contained: ``full``, ``limits only`` or ``none``."""


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a log: what its first ``size`` events were. Who keeps it can tell if they were altered."""

    log: str
    """Identity of the log, which is that of its matter."""
    size: int
    """Events."""
    root: str
    """Root of their Merkle tree (RFC 6962, SHA-256), in hex digits."""

    def __str__(self) -> str:
        return f"{self.log}:{self.size}:{self.root}"


@dataclass(frozen=True, slots=True)
class Point:
    """One statement of an answer, with the passages that it rests on."""

    text: str
    passages: tuple[Passage, ...] = ()
    finding: str = ""
    """Rule of the finding that it comes from, if any."""
    change: str = ""
    """Identifier of the change that it comes from, if any."""


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one of the questions of the first page."""

    question: str
    headline: str
    points: tuple[Point, ...] = ()
    tone: str = "neutral"
    """``good``, ``bad``, ``open`` (cannot tell) or ``neutral``."""


@dataclass(frozen=True, slots=True)
class Review:
    """All that was found about one draft for one side on one day."""

    matter: str
    side: str
    """ISO 3166 alpha-2 code of the state that the brief is for."""
    party: str
    """The same side as the instrument names it; empty when it names none that fits."""
    on: date
    instrument: Instrument
    analysis: Analysis
    opinion: Opinion
    ledger: Ledger
    manifest: Manifest
    previous: Instrument | None = None
    previous_analysis: Analysis | None = None
    comparison: Comparison | None = None
    answers: tuple[Answer, ...] = ()
    valuation: Valuation | None = None
    """What the terms are worth; ``None`` when no economics file was given."""
    developments: tuple[Development, ...] = ()
    """What became of the findings of law since the previous draft."""
    claims: tuple[Claim, ...] = ()
    """What the press articles of the matter say of the draft, held against it."""
    negotiation: Negotiation | None = None
    """What could be agreed and what to answer; ``None`` when no preferences were given."""
    scoreboard: Scoreboard | None = None
    """Who gains from the revision; ``None`` when there is no earlier draft."""
    disagreements: tuple[Disagreement, ...] = ()
    """Claims about one thing that cannot all fit one draft."""
    chronology: tuple[Event, ...] = ()
    """Drafts, days for an answer, and articles of the matter, in order."""
    head: Head | None = None
    """Head of the matter's log when the brief was made; ``None`` outside a desk's records."""
    mandates: tuple[Mandate, ...] = ()
    """What the delegation holds of single provisions."""
    comparables: Comparables | None = None
    """What a corpus of other agreements says to the draft; ``None`` when none was given."""
