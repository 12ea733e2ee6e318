"""What the parties give and get, and what people say about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .analysis import Force, Modality
from .instrument import Passage


class Turn(StrEnum):
    """Whether something is owed before or after what the other side gives for it."""

    AFTER = "after the other side"
    """Owed only once the other side has done its part."""
    TOGETHER = "in exchange"
    """The text ties it to what the other side gives, and says nothing of the order."""
    NOT_SAID = "not said"


@dataclass(frozen=True, slots=True)
class Worth:
    """A present value: the range runs over the readings of the draft."""

    low: float
    high: float
    unit: str
    shared: bool
    """Whether other clauses feed the same estimate, which the valuation does not divide."""


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
    time_limits: tuple[Passage, ...] = ()
    """By when, from when, how long."""
    left_open: tuple[Passage, ...] = ()
    """Words that leave room: discretion, domestic law, ``as agreed``, a later agreement."""
    turn: Turn = Turn.NOT_SAID
    link: Passage | None = None
    """The words that tie it to what the other side does."""
    remedies: tuple[Passage, ...] = ()
    """What follows if it is not done, where the text says so."""
    common: bool = False
    """Whether the other side gives the same in the same sentence."""
    worth: Worth | None = None
    """What the valuation puts on it; ``None`` when it was not valued."""


@dataclass(frozen=True, slots=True)
class SetAside:
    """Words of the operative text that are no entry of the ledger, and why not."""

    passage: Passage
    reason: str


@dataclass(frozen=True, slots=True)
class Usual:
    """How often agreements of a kind hold something: ``held`` of ``looked_at``, a floor."""

    kind: str
    held: int
    looked_at: int
    source: str


@dataclass(frozen=True, slots=True)
class Missing:
    """Something that agreements of this kind usually hold and this text does not show."""

    item: str
    why: str
    looked_for: tuple[str, ...]
    """The words that were looked for, so that a reader can judge the search."""
    usual: tuple[Usual, ...] = ()


@dataclass(frozen=True, slots=True)
class Held:
    """Something that agreements of this kind usually hold, and where this text has it."""

    item: str
    passages: tuple[Passage, ...]


class PressureKind(StrEnum):
    """A circumstance that bears on the freedom to answer; a fact of the record, no verdict."""

    PRECEDENT = "condition precedent"
    OUTSIDE = "tied to a matter outside the text"
    ANSWER_DUE = "answer demanded by a day"
    TEXT_DEADLINE = "deadline in the text"


@dataclass(frozen=True, slots=True)
class Pressure:
    kind: PressureKind
    passages: tuple[Passage, ...] = ()
    received: str = ""
    """ISO 8601 date and time at which the draft came in, where the team noted it."""
    due: str = ""
    hours: float | None = None
    """Between the two."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What each side gives and gets by the words of the text, and what is not there.

    Entries and what is set aside cover the operative text whole.
    """

    entries: tuple[Entry, ...]
    missing: tuple[Missing, ...] = ()
    held: tuple[Held, ...] = ()
    aside: tuple[SetAside, ...] = ()
    kinds: tuple[Held, ...] = ()
    """Kinds of agreement that it was taken for, with the words that show it."""
    pressures: tuple[Pressure, ...] = ()
    exits: tuple[Passage, ...] = ()
    """How long it lasts and how it can be left."""
    remedies: tuple[Passage, ...] = ()
    """What follows when somebody does not perform."""

    def given_by(self, party: str) -> tuple[Entry, ...]:
        """Entries in which this party is the giver."""
        return tuple(entry for entry in self.entries if entry.giver == party)


class Measure(StrEnum):
    """What a draft is compared in, side by side; there is no sum of them."""

    LAW = "law"
    MONEY = "money"
    GETS = "firmness of what it gets"
    GIVES = "exposure by what it gives"
    CONTROL = "control"
    EXIT = "exit"
    OPEN = "open points"


class Direction(StrEnum):
    """How one draft stands to the one before, for one side and in one measure."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "the same"
    MIXED = "better in part, worse in part"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of a cell: ``better`` is 1 when more of it is better for the side, else -1."""

    name: str
    value: float
    better: int
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """How one draft stands for one side in one measure, with its evidence."""

    instrument: str
    """Identifier of the draft's text."""
    party: str
    measure: Measure
    figures: tuple[Figure, ...]
    """Empty when it cannot be told."""
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """What a revision did for one side in one measure."""

    party: str
    measure: Measure
    direction: Direction
    before: Cell
    after: Cell


@dataclass(frozen=True, slots=True)
class Scoreboard:
    """Drafts side by side: who gains from each revision, and in what."""

    drafts: tuple[tuple[str, str], ...]
    """Identifier of the text and its title or file name, in order of receipt."""
    cells: tuple[Cell, ...]
    shifts: tuple[Shift, ...] = ()
    """From each draft to the next."""


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
class Suggestion:
    """What a language model of the user's takes a clause to say to a statement; no verdict rests on it."""

    relation: str
    """``agrees`` or ``differs``."""
    passage: Passage
    reason: str
    model: str


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
    draft: str = ""
    """Identifier of the text that it was held against."""
    why_draft: str = ""
    """Why that draft: words of the statement, or the day of the article."""
    relay: tuple[str, ...] = ()
    """Through whom it came, the nearest to the speaker first: an outlet that this article quotes."""
    said_on: date | None = None
    """Day of the article, where it is known."""
    suggested: tuple[Suggestion, ...] = ()
    """By a language model, marked as such; empty unless the user asked for it."""
    fits: str = ""
    """Identifier of another draft that bears the statement out, when this one does not."""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Claims about one thing that cannot all fit one draft; positions in the list of claims."""

    topic: str
    claims: tuple[int, ...]
    explained_by: tuple[str, ...] = ()
    """Identifiers of the drafts that bear one of them out each; empty when no draft explains it."""


class EventKind(StrEnum):
    """What happened on a day of the matter."""

    DRAFT = "draft received"
    ANSWER_DUE = "answer due"
    ARTICLE = "article"
    TODAY = "day of the brief"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the matter's chronology; ``when`` is an ISO 8601 date or date and time."""

    kind: EventKind
    when: str
    label: str
