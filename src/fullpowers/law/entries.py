"""What a law pack holds, as a lawyer writes it in YAML; docs/law-packs.md explains every field."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from fullpowers.model import Citation, Outcome, Severity, TermKind

Layer = Literal["international", "constitution", "statute", "regulation", "practice", "position"]
Effect = Literal["disapplies", "saves", "conditions", "reverses", "modifies"]
Kind = Literal["definition", "requirement", "prohibition", "consequence"]
Topic = Literal["signature", "consent", "binding", "substance", "exit", "after"]


@dataclass(frozen=True, slots=True)
class Validity:
    """The days on which a rule is law; both ends included, ``None`` is open."""

    since: date | None = None
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the rule is law on that day."""
        return (self.since is None or self.since <= day) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words that show a fact in a sentence.

    A sentence counts when one of the stems ``has`` stands in it (a quick sieve), ``match`` is found
    and ``unless`` is not. ``where`` says in which parts of the instrument to look.
    """

    has: tuple[str, ...]
    match: str
    unless: str = ""
    where: Literal["operative", "recitals", "title", "signature", "anywhere"] = "operative"
    because: str = ""
    """For an unclear sentence: what is unclear about it."""
    language: str = "en"
    """ISO 639-1 code of the language whose words these are."""


@dataclass(frozen=True, slots=True)
class FactSpec:
    """A proposition that rules may speak of, its question, and how it is found."""

    name: str
    question: str
    asks: Literal["text", "outside", "computed", "law"] = "outside"
    """Where the answer stands: in the text, outside it, computed from the text, or concluded by rules."""
    type: Literal["boolean", "number"] = "boolean"
    silence: Literal["yes", "no", "unknown"] = "unknown"
    """The value when the whole text was read and nothing was found (for ``outside``: when nobody said).
    For a number ``no`` means zero."""
    unit: str = ""
    yes: tuple[Pattern, ...] = ()
    no: tuple[Pattern, ...] = ()
    unclear: tuple[Pattern, ...] = ()
    """``yes`` and ``no`` both found is ambiguous too. A number is the group ``number`` of ``yes``."""
    near: tuple[Pattern, ...] = ()
    """Words of the subject: a sentence that has them, and that nothing else decides, leaves the fact open."""
    terms: tuple[TermKind, ...] = ()
    """Kinds of clause which, where the analysis found one and no pattern decides, leave the fact open."""
    estimate: str = ""
    """Name of the valuation's estimate for a project that the number is, such as ``take``."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fixture:
    """A case beside a rule: facts, and the outcome that a lawyer expects (unstated facts are unknown)."""

    facts: dict[str, bool | float | None]
    expect: Outcome
    on: date | None = None
    missing: str = ""
    """For an undecidable case: a fact that must be among those asked for."""


@dataclass(frozen=True, slots=True)
class ExceptionEntry:
    """An exception as written in the pack; at the top level of a pack it names its ``targets``."""

    id: str
    title: str
    when: str
    cite: tuple[str, ...]
    effect: Effect = "disapplies"
    layer: Layer = "statute"
    holder: str = ""
    """For a position: who holds it."""
    instead: str = ""
    """For ``modifies``: what takes the place of the rule's own test when the exception applies."""
    targets: tuple[str, ...] = ()
    """Identifiers of rules, with ``*`` for any ending: an exception to a group."""
    valid: Validity = Validity()
    exceptions: tuple[ExceptionEntry, ...] = ()


@dataclass(frozen=True, slots=True)
class RuleEntry:
    """A rule as written in the pack."""

    id: str
    kind: Kind
    layer: Layer
    title: str
    cite: tuple[str, ...]
    topic: Topic = "substance"
    severity: Severity = Severity.CAUTION
    applies_when: str = ""
    when: str = ""
    met_when: str = ""
    concludes: str = ""
    says: dict[str, str] = field(default_factory=dict)
    """What to tell a reader, by outcome: ``conforms``, ``conflicts``, ``cannot tell``."""
    consequence: str = ""
    cure: str = ""
    overrides: tuple[str, ...] = ()
    governs: str = ""
    """A subject that several rules govern; where two of them are triggered, only the prior one speaks."""
    valid: Validity = Validity()
    exceptions: tuple[ExceptionEntry, ...] = ()
    tests: tuple[Fixture, ...] = ()


@dataclass(frozen=True, slots=True)
class StepEntry:
    """A step of the path to entry into force; ``days`` are shortest, usual and longest."""

    id: str
    title: str
    actor: str
    instrument: str
    days: tuple[int, int, int]
    majority: str = ""
    observed: str = ""
    when: str = ""
    """The step is taken unless this is false."""
    after: tuple[str, ...] = ()
    """The steps that it waits for; none means the one before."""
    cite: tuple[str, ...] = ()
    urgent: tuple[int, int, int] | None = None
    """The days when the matter is treated as urgent; none means the same."""


@dataclass(frozen=True, slots=True)
class GateEntry:
    """What would stop the path, shown unless ``when`` is false.

    With ``ends_when`` it is an event that ends the path, and that expression says whether it has happened.
    """

    text: str
    when: str = ""
    cite: tuple[str, ...] = ()
    ends_when: str = ""


@dataclass(frozen=True, slots=True)
class PathEntry:
    """The way to entry into force in one jurisdiction."""

    needed: str
    """The fact that says whether the legislature must consent."""
    reasons: dict[str, str]
    """Why, by the value of that fact: ``yes``, ``no``, ``unknown``."""
    steps: tuple[StepEntry, ...]
    gates: tuple[GateEntry, ...] = ()
    weekend: tuple[int, ...] = (5, 6)
    """Days on which no state body acts, Monday being 0."""
    urgent: str = ""
    """The fact that says that the matter is treated as urgent; while it is open the ordinary days count."""


@dataclass(frozen=True, slots=True)
class Use:
    """A template applied: which, and where the state's law says so (``says`` in words of our own)."""

    rule: str
    pin: str
    says: str
    heads: tuple[str, ...] = ()
    """For ``treaty``: what makes it need the legislature; none means every treaty."""
    number: float = 0.0
    """For caps and shares."""
    body: str = ""
    """Who must consent, when it is not the legislature as a whole."""
    consequence: str = ""
    instrument: str = ""
    """When it is not the constitution."""
    source: str = ""
    verified: bool = True
    id: str = ""
    """To use a template twice."""


@dataclass(frozen=True, slots=True)
class PackEntry:
    """A pack file."""

    pack: str
    jurisdiction: str
    title: str
    checked: date
    citations: dict[str, Citation] = field(default_factory=dict)
    facts: tuple[FactSpec, ...] = ()
    rules: tuple[RuleEntry, ...] = ()
    exceptions: tuple[ExceptionEntry, ...] = ()
    path: PathEntry | None = None
    uses: tuple[Use, ...] = ()
    """Templates to apply; ``parliament`` and ``instrument`` fill their places."""
    parliament: str = "the legislature"
    instrument: str = "the constitution"
    binds: tuple[str, ...] = ()
    """States that owe this law to the jurisdiction, as a candidate does to the European Union: it is part
    of the check of each of them, and of the jurisdiction's own check of what they sign."""
