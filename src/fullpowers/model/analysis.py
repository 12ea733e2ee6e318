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
    ``year``, ``fraction``, ``ratio`` (a bound of an R-factor), or a unit of volume or mass (``m3``,
    ``bbl``, ``boe``, ``t``, ``MMBtu``);
    ``$`` is money in dollars of which the text does not say whose;
    ``amount`` is already multiplied by million, billion and the like.
    """

    amount: Decimal
    unit: str
    comparator: str = "exactly"
    """``exactly``, ``at least``, ``more than``, ``at most``, ``less than`` or ``about``."""
    per: str = ""
    """What one of it is for, as printed: ``year``, ``barrel``; empty when nothing is said."""
    figures: Decimal | None = None
    """The amount in figures when words and figures disagree; ``amount`` is then the one in words."""


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
    FLOOR = "floor"
    DEADLINE = "deadline"
    INTEREST_RATE = "interest rate"
    VOTES = "votes"
    FIRST_OFFER = "first offer"
    MOST_FAVOURED_NATION = "most favoured nation"
    MINIMUM_COMMITMENT = "minimum commitment"
    AUDIT = "audit"
    CHANGE_OF_CONTROL = "change of control"
    LIABILITY_CAP = "liability cap"
    LOCAL_CONTENT = "local content"
    CONVERTIBILITY = "transfer and convertibility"
    RENEWAL = "renewal"
    MEASURE = "length or area"
    SCALE_BOUND = "bound of a scale"
    """Where a tier of a sliding scale begins or ends, of a measure that has no unit (the R-factor)."""


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
    about: str = ""
    """The instrument that the clause speaks of when it is another one: ``the Fund Agreement``."""
    basis: str = ""
    """Of a share: ``gross``, ``net`` or ``unspecified``."""


class Modality(StrEnum):
    OBLIGATION = "obligation"
    PROHIBITION = "prohibition"
    PERMISSION = "permission"
    ENTITLEMENT = "entitlement"
    NO_OBLIGATION = "no obligation"
    INTENTION = "intention"
    DECLARATION = "declaration"
    NO_ENTITLEMENT = "no entitlement"
    """A right that is denied, given up or waived."""
    POWER = "power"
    """Competence of a body to act or decide."""
    REPRESENTATION = "representation"
    """A statement of fact that somebody stands in for."""


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
    exceptions: tuple[Passage, ...] = ()
    """What is taken out: ``except``, ``unless``, ``other than``."""
    time_limits: tuple[Passage, ...] = ()
    """By when, from when, how long."""
    softeners: tuple[Passage, ...] = ()
    """Words that leave room: discretion, domestic law, ``as agreed``, a later agreement."""
    specific: bool = False
    """Whether the clause holds a figure, a date or a veto, whatever its force."""
    confidence: float = 1.0
    """By rule, 0 to 1; below .7 a person should look."""
    why: str = ""
    """Why it was read so, in a few words, doubts included."""
    object: str = ""
    """What is to be done something to, in the words of the text: ``the documents listed in Annex II``."""
    discretion: tuple[Passage, ...] = ()
    """Words that leave it to somebody's own judgment; they stand in ``softeners`` too."""
    later: tuple[Passage, ...] = ()
    """Words that leave its content to an agreement still to be made, or a duty only to negotiate one."""


@dataclass(frozen=True, slots=True)
class Definition:
    """A term that the instrument defines."""

    term: str
    passage: Passage
    meaning: Passage | None = None
    """The words that say what it means; for "the Fund" in brackets, the words before them."""
    scope: str = ""
    """Path of the provision to which the definition is limited; empty when it holds everywhere."""
    uses: int = 0
    """How often the term stands in the text outside its own definition."""


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


class DefectKind(StrEnum):
    """What is wrong with the drafting itself, whatever the sides want."""

    WORDS_AND_FIGURES = "words and figures disagree"
    AMBIGUOUS_DATE = "date can be read in two ways"
    DEFINED_TWICE = "term defined twice"
    NEVER_USED = "defined term never used"
    NOT_DEFINED = "term used without definition"
    DANGLING_REFERENCE = "reference to a provision that does not stand in the text"
    NOT_PROVIDED = "reference to an instrument that was not provided"


@dataclass(frozen=True, slots=True)
class Defect:
    """A flaw of drafting, with the passages that show it."""

    kind: DefectKind
    explanation: str
    """In one sentence for a person."""
    passages: tuple[Passage, ...]


class BindingForce(StrEnum):
    """Whether the instrument as a whole binds in law; conclusions are never an average."""

    BINDING_DECLARED = "declares itself binding"
    BINDING = "binding by its legal acts"
    HYBRID = "hybrid"
    NON_BINDING = "written as non-binding"
    NON_BINDING_DECLARED = "declares itself not binding"
    CANNOT_TELL = "cannot tell"
    CONTRACT = "contract under domestic law"
    """It puts itself under the law of a state."""


@dataclass(frozen=True, slots=True)
class Indicator:
    """One sign for or against binding force, with its layer (declaration, legal act, domestic law, style)."""

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
    tips: tuple[str, ...] = ()
    """Changes of wording that would make it clearly binding, or clearly not."""
    tradition: str = ""
    """Drafting tradition by which its words were weighed, such as ``will as duty``."""
    bound: tuple[str, ...] = ()
    """Who is bound, as the instrument names them."""
    chosen: str = ""
    """Why it was read by that tradition: by the parties, the language, or because somebody named it."""


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
    defects: tuple[Defect, ...] = ()
    """Flaws of drafting, such as words and figures that disagree."""
    not_understood: tuple[Passage, ...] = ()
    """The other operative sentences: what the machine did not understand."""
