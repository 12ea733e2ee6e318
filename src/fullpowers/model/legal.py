"""What the law says of an instrument: facts, findings with their trace, and the path to entry into force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .instrument import Passage, Severity


class Truth(StrEnum):
    """A value of strong Kleene logic."""

    TRUE = "true"
    FALSE = "false"
    UNKNOWN = "unknown"


class Origin(StrEnum):
    """Where a fact comes from."""

    TEXT = "text"
    USER = "user"
    COMPUTED = "computed"
    DEFAULT = "default"
    REGISTER = "register"
    """The register of instruments that the team keeps."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A proposition that rules speak of, with its value and evidence."""

    name: str
    value: Truth
    origin: Origin
    question: str
    """The fact as a question to ask somebody."""
    why_unknown: str = ""
    """Silent, ambiguous, outside the text, or refers to an instrument that was not provided."""
    passages: tuple[Passage, ...] = ()
    number: float | None = None
    """The figure of a fact that is a number; ``value`` is then true when the figure is known."""
    source: str = ""
    """Where a fact of the register or of the valuation stands there."""


@dataclass(frozen=True, slots=True)
class Citation:
    """A pinpoint reference to law."""

    instrument: str
    pin: str
    rule: str
    """What the provision says, in our own words."""
    verified: bool
    """Whether somebody read the wording; an unverified citation never yields a conflict."""
    source: str
    """Where it was read (an address), or ``remembered``."""
    checked: date | None = None


class Outcome(StrEnum):
    CONFORMS = "conforms"
    CONFLICTS = "conflicts"
    CANNOT_TELL = "cannot tell"
    DOES_NOT_APPLY = "does not apply"


@dataclass(frozen=True, slots=True)
class Trace:
    """A step of a finding's explanation and the steps that it rests on."""

    text: str
    value: Truth
    children: tuple[Trace, ...] = ()
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """The other reading of a rule: what an official or a court holds, and the outcome if that is right."""

    holder: str
    statement: str
    outcome: Outcome
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """The outcome of one rule for one instrument on one day."""

    rule: str
    title: str
    jurisdiction: str
    """ISO 3166 alpha-2 code, or ``INT`` for international law."""
    layer: str
    """International, constitution, statute, regulation, practice or position."""
    outcome: Outcome
    severity: Severity
    explanation: str
    """The finding in one or two sentences."""
    citations: tuple[Citation, ...]
    trace: Trace
    passages: tuple[Passage, ...] = ()
    settles: tuple[str, ...] = ()
    """Questions whose answers would decide it, the smallest sets first."""
    consequence: str = ""
    cure: str = ""
    """Words of our own to put into the draft."""
    kind: str = ""
    """Requirement, prohibition, or consequence (what follows in law; ``conforms`` then means: it follows)."""
    topic: str = ""
    """What it is about: ``signature``, ``consent``, ``binding``, ``substance``, ``exit`` or ``after``."""
    positions: tuple[Position, ...] = ()
    """Readings under which the outcome would be another."""
    unsettled: tuple[str, ...] = ()
    """Names of the facts that the questions in ``settles`` ask for."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step on the way to entry into force; days are calendar days after the steps that it waits for.

    ``earliest`` is the day if everything takes its shortest, ``likely`` the median, ``latest`` the 95th
    percentile; all are working days.
    """

    id: str
    title: str
    actor: str
    instrument: str
    """The act it takes: a bill, a law, a note."""
    majority: str
    days: tuple[int, int, int]
    """Shortest, usual and longest."""
    observed: str
    """What was observed in a real run, with its source; empty when nothing was."""
    earliest: date
    likely: date
    latest: date
    citations: tuple[Citation, ...] = ()
    after: tuple[str, ...] = ()
    """Identifiers of the steps that it waits for."""


@dataclass(frozen=True, slots=True)
class Gate:
    """What can stop the path: a bar that must be passed, or an event that ends it (a kill condition)."""

    text: str
    citations: tuple[Citation, ...] = ()
    ends: Truth | None = None
    """For an event that ends the path, whether it has happened; ``None`` for a bar."""
    asks: tuple[str, ...] = ()
    """While that is open, the questions that would tell."""


@dataclass(frozen=True, slots=True)
class RatificationPath:
    """The steps from signature to entry into force, or why there are none."""

    jurisdiction: str
    needed: Truth
    """Whether the legislature must consent."""
    reason: str
    steps: tuple[Step, ...] = ()
    gates: tuple[Gate, ...] = ()
    """What would hold it up or end it; once something has ended it there are no steps."""


@dataclass(frozen=True, slots=True)
class Opinion:
    """The whole answer of the law room for one instrument and one side."""

    jurisdiction: str
    on: date
    findings: tuple[Finding, ...]
    facts: tuple[Fact, ...]
    path: RatificationPath | None
    packs: tuple[tuple[str, str], ...]
    """Pack name and SHA-256 of its content, for the manifest."""
    unchecked: tuple[str, ...] = ()
    """What was not checked and why, such as a country without a pack."""
    state: str = ""
    """The side's name as it is commonly known: ``Mongolia`` for ``MN``; empty when none is known."""
    domestic: bool = True
    """Whether the side's own law is known here; without it only the law of treaties was checked."""


class Course(StrEnum):
    """What became of a finding from one draft to the next."""

    CURED = "cured"
    AROSE = "arose"
    PERSISTS = "persists"
    EASED = "eased"
    """Was a conflict and is open now."""
    OPENED = "opened"
    """Was settled in favour and is open now."""
    SETTLED = "settled"
    """Was open and is settled in favour."""


@dataclass(frozen=True, slots=True)
class Development:
    """A finding's course between two drafts, tied to the changes of the text that did it."""

    rule: str
    title: str
    course: Course
    before: Outcome
    after: Outcome
    facts: tuple[str, ...] = ()
    """Facts that the rule rests on and that are no longer what they were, as questions with both answers."""
    changes: tuple[str, ...] = ()
    """Identifiers of the changes whose words show those facts; empty when no single change does."""
    passages: tuple[Passage, ...] = ()
    """The words of the new draft that show them."""
    cure: str = ""
    """For what is a conflict or open now."""
