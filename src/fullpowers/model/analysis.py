"""What the sentences of an instrument say: terms, undertakings, definitions, references, binding force."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from .instrument import Passage


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, exact.

    ``unit`` is ``percent``, an ISO 4217 currency code, ``day``, ``business day``, ``month``,
    ``year``, ``fraction``, or a unit of volume or mass (``m3``, ``bbl``, ``boe``, ``t``, ``MMBtu``);
    ``amount`` is already multiplied by million, billion and the like.
    """

    amount: Decimal
    unit: str
    comparator: str = "exactly"
    """``exactly``, ``at least``, ``more than``, ``at most``, ``less than`` or ``about``."""


class TermKind(StrEnum):
    """The negotiable parameters that are looked for."""

    REVENUE_SHARE = "revenue share"
    OWNERSHIP = "ownership"
    ROYALTY = "royalty"
    PERCENTAGE = "other percentage"
    AMOUNT = "amount of money"
    CAP = "cap"
    VOLUME = "volume"
    DURATION = "duration"
    NOTICE_PERIOD = "notice period"
    DATE = "date"
    ENTRY_INTO_FORCE = "entry into force"
    PROVISIONAL_APPLICATION = "provisional application"
    RATIFICATION = "ratification"
    TERMINATION = "termination"
    GOVERNING_LAW = "governing law"
    DISPUTE_SETTLEMENT = "dispute settlement"
    IMMUNITY_WAIVER = "immunity waiver"
    EXCLUSIVITY = "exclusivity"
    FIRST_REFUSAL = "first refusal"
    TAX = "tax"
    STABILISATION = "stabilisation"
    ASSIGNMENT = "assignment"
    SECURITY_GUARANTEE = "security guarantee"
    CONFORMITY_WITH_LAW = "conformity with domestic law"
    AUTHENTIC_TEXTS = "authentic texts"


@dataclass(frozen=True, slots=True)
class Term:
    """A negotiable parameter found in the text."""

    kind: TermKind
    label: str
    """In a few words for a person: ``50 percent of all revenues earned from future monetization``."""
    passage: Passage
    quantity: Quantity | None = None
    value: str = ""
    """A value that is no quantity: an ISO date, a law (``New York``), a forum."""
    base: Passage | None = None
    """What a share is a share of."""
    qualifiers: tuple[Passage, ...] = ()
    """Words that narrow or widen it: exclusions, netting, caps, conditions."""
    bearer: str = ""
    """Party that owes it, as the instrument names it; empty when the text does not say."""
    beneficiary: str = ""
    rule: str = ""
    """Identifier of the pattern that found it."""


class Modality(StrEnum):
    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    ENTITLEMENT = "entitlement"
    NO_OBLIGATION = "no obligation"
    INTENTION = "intention"
    DECLARATION = "declaration"


class Force(StrEnum):
    """How firmly a sentence binds whoever it binds."""

    FIRM = "firm"
    QUALIFIED = "qualified"
    BEST_EFFORTS = "best efforts"
    ASPIRATIONAL = "aspirational"
    RECITAL = "recital"


@dataclass(frozen=True, slots=True)
class Undertaking:
    """Who is to do, may do, or intends to do what, and how firmly."""

    bearer: str
    """Party, body or ``each party``; empty when the text does not say."""
    beneficiary: str
    action: str
    modality: Modality
    force: Force
    passage: Passage
    """The whole clause."""
    marker: Passage
    """The words that carry the modality."""
    conditions: tuple[Passage, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term that the instrument defines."""

    term: str
    passage: Passage


class ReferenceStatus(StrEnum):
    RESOLVED = "resolved"
    DANGLING = "dangling"
    EXTERNAL = "external"


@dataclass(frozen=True, slots=True)
class Reference:
    """A mention of a provision or of another instrument."""

    text: str
    status: ReferenceStatus
    passage: Passage
    target: str = ""
    """Path of the provision meant, or name of the other instrument."""


class BindingForce(StrEnum):
    """Whether the instrument as a whole binds in law; conclusions are never an average."""

    BINDING_DECLARED = "declares itself binding"
    BINDING = "binding by its legal acts"
    HYBRID = "hybrid"
    NON_BINDING = "written as non-binding"
    NON_BINDING_DECLARED = "declares itself not binding"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Indicator:
    """One sign for or against binding force, with its layer (declaration, legal act, style)."""

    rule: str
    layer: str
    binding: bool
    passage: Passage
    source: str
    """Where the rule comes from."""


@dataclass(frozen=True, slots=True)
class Bindingness:
    """How binding the instrument is, and why."""

    force: BindingForce
    reason: str
    indicators: tuple[Indicator, ...] = ()
    settles: tuple[str, ...] = ()
    """What would decide it, when it cannot be told."""


@dataclass(frozen=True, slots=True)
class Analysis:
    """All that was read out of one instrument's sentences."""

    instrument: str
    bindingness: Bindingness
    terms: tuple[Term, ...] = ()
    undertakings: tuple[Undertaking, ...] = ()
    definitions: tuple[Definition, ...] = ()
    references: tuple[Reference, ...] = ()
    sentences: int = 0
    """Operative sentences in the instrument."""
    understood: int = 0
    """Operative sentences that yielded at least one undertaking, term or definition."""
