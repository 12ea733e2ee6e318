"""What changed from one draft to the next, in a form from which either draft can be rebuilt."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .instrument import Notice, Passage


@dataclass(frozen=True, slots=True)
class Edit:
    """Words replaced inside a pair of aligned blocks; offsets are in the whole canonical texts.

    An insertion has ``old_start == old_end``, a deletion ``new_start == new_end``.
    """

    old_start: int
    old_end: int
    new_start: int
    new_end: int
    old: str
    new: str


class ChangeKind(StrEnum):
    UNCHANGED = "unchanged"
    EDITED = "edited"
    MOVED = "moved"
    SPLIT = "split"
    MERGED = "merged"
    INSERTED = "inserted"
    DELETED = "deleted"


class Significance(StrEnum):
    SUBSTANTIVE = "substantive"
    EDITORIAL = "editorial"
    UNDECIDED = "undecided"
    NONE = "none"
    """Nothing but a number or a place changed."""


class Stake(StrEnum):
    """How the side that a comparison is ranked for stands to a change."""

    LOSES = "loses"
    GAINS = "gains"
    BOTH = "both"
    """It loses by one reason and gains by another, or the change binds all sides alike."""
    OPEN = "open"
    """The words do not tell."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a change counts as substantive or editorial, and what it does, in words."""

    rule: str
    """Identifier of the rule in the data, such as ``modality-weakened``."""
    effect: str
    """One sentence for a person: ``"shall pay" becomes "intends to pay": a duty becomes an intention``."""
    old: Passage | None = None
    new: Passage | None = None


@dataclass(frozen=True, slots=True)
class Change:
    """One provision's fate between two drafts.

    ``old`` and ``new`` hold the aligned blocks (one each; several for split and merged; none
    for inserted and deleted). Every change has a stable ``id`` (``c1``, ``c2``, ...) in the
    order of the new draft, deleted blocks standing where they stood.
    """

    id: str
    kind: ChangeKind
    old: tuple[Passage, ...]
    new: tuple[Passage, ...]
    edits: tuple[Edit, ...] = ()
    moved: bool = False
    """Stands in another order than before, whatever else happened to it."""
    renumbered: str = ""
    """``3 -> 4`` when the printed number differs, whatever else does."""
    significance: Significance = Significance.NONE
    reasons: tuple[Reason, ...] = ()
    weight: float = 0.0
    """For ranking, larger first; the rules of the weight are in the comparison room's data."""
    confidence: float = 1.0
    """Of the alignment, 0 to 1."""
    tracked: bool | None = None
    """Whether the new file marks it as a tracked change; ``None`` when it marks nothing or was not asked."""
    stake: Stake | None = None
    """For the side that the comparison is ranked for; ``None`` when it is ranked for none."""
    rank: str = ""
    """How the weight comes about, in words; empty when the comparison is ranked for no side."""


@dataclass(frozen=True, slots=True)
class Correspondence:
    """One line of the table of correspondence: which provision of the new draft is which of the old.

    Provisions are articles, sections, recitals, tables and the like, by their paths; those under
    them go with them. One side is empty for inserted and deleted ones, and has several for split
    and merged ones.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    kind: ChangeKind
    """``unchanged`` means that no word but the printed numbers differs; ``moved`` that, in another place."""
    moved: bool = False
    renumbered: str = ""
    """``Article 3 -> Article 4`` when the printed number differs."""
    confidence: float = 1.0
    """That the two belong together, 0 to 1; below 0.5 it is doubtful."""


@dataclass(frozen=True, slots=True)
class Reformatting:
    """Words that stayed and are set otherwise: bold, as a heading, centred."""

    old: Passage
    new: Passage
    was: str
    """How they were set: ``bold, underline``; ``plain`` when in no way that is looked at."""
    now: str


@dataclass(frozen=True, slots=True)
class LearnedHelp:
    """A learned model took part: which one, and in how much of the work."""

    model: str
    """Name of the model, such as ``all-MiniLM-L6-v2 (int8)``."""
    package: str
    """The installed package that holds its weights, with its version."""
    sha256: str
    """Of the file of the weights."""
    doubtful: int
    """Provisions whose pairing was doubtful without it; the model was asked about these alone."""
    of: int
    """Provisions in all."""

    def __str__(self) -> str:
        return (
            f"A learned model took part in the pairing: {self.doubtful} of {self.of} provisions, "
            f"whose pairing was doubtful, were scored again by {self.model} "
            f"({self.package}, sha256 {self.sha256})."
        )


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts aligned block by block; ``changes`` cover every character of both.

    ``apply`` and ``reverse`` of the comparison room rebuild one text from the other.
    """

    old: str
    """Identity of the old text."""
    new: str
    changes: tuple[Change, ...]
    similarity: float
    """Share of the words of both texts that stand in unchanged stretches, 0 to 1."""
    correspondence: tuple[Correspondence, ...] = ()
    """Provision by provision in the order of the new draft, deleted ones standing where they stood."""
    notices: tuple[Notice, ...] = ()
    """What the files say about their own changes: made without a mark, accepted on the way, comments gone."""
    side: str = ""
    """The party for which the changes are ranked, as the new draft names it; empty when for none."""
    reformatted: tuple[Reformatting, ...] = ()
    """Changes of formatting alone, in the order of the new draft; no change of words, so in no pile."""
    not_compared: tuple[str, ...] = ()
    """What of the two files was not looked at, one sentence for each."""
    learned: LearnedHelp | None = None
    """The learned model that was asked about doubtful pairs; ``None`` when none was."""

    def ranked(self, *significance: Significance) -> tuple[Change, ...]:
        """Changes of the given significance (all but NONE when none is given), weightiest first."""
        wanted = significance or (Significance.SUBSTANTIVE, Significance.UNDECIDED, Significance.EDITORIAL)
        chosen = [change for change in self.changes if change.significance in wanted]
        return tuple(sorted(chosen, key=lambda change: -change.weight))


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of words of the last draft and the draft in which they came."""

    passage: Passage
    since: int
    """Index of the draft, 0 for the first."""


@dataclass(frozen=True, slots=True)
class Lineage:
    """One paragraph of the last draft through all drafts."""

    passage: Passage
    since: int
    """Index of the first draft in which it stands, in whatever words."""
    changed: tuple[int, ...]
    """Indices of the drafts that changed its words."""
    stretches: tuple[Stretch, ...]
    """Its words by the draft in which they came, in order; they cover the passage."""


@dataclass(frozen=True, slots=True)
class History:
    """A chain of drafts: when each wording came, and from whose draft."""

    labels: tuple[str, ...]
    lineages: tuple[Lineage, ...]
    """In the order of the last draft."""
    removed: tuple[tuple[int, Passage], ...] = ()
    """Paragraphs that went: the draft in which they are missing first, and their last wording."""


class Stance(StrEnum):
    """How the positions on one provision stand to each other."""

    UNTOUCHED = "untouched"
    AGREED = "agreed"
    """All who changed it, changed it to the same words, and all changed it."""
    ONE_SIDE = "one side only"
    COMPATIBLE = "compatible"
    """Several changed it, in different words of it."""
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True)
class PartyPosition:
    """What one party makes of a provision of the base text."""

    party: str
    passages: tuple[Passage, ...]
    """Its wording; empty when the party takes it out."""
    touched: bool
    effects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A provision of the base text (or a place where none stood) and each party's position on it."""

    base: tuple[Passage, ...]
    positions: tuple[PartyPosition, ...]
    stance: Stance


@dataclass(frozen=True, slots=True)
class Compilation:
    """A compilation of positions, provision by provision, as conferences keep one."""

    parties: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One instruction of an amending instrument, and whether it could be carried out."""

    passage: Passage
    """In the amending instrument."""
    action: str
    """``replace``, ``delete`` or ``insert``."""
    target: str
    """Path in the base text; empty when it was not found."""
    applied: bool
    reason: str = ""
    """Why it was not carried out."""


@dataclass(frozen=True, slots=True)
class Consolidation:
    """A base text with the instructions of an amending instrument carried out."""

    base: str
    """Identity of the base text."""
    text: str
    instructions: tuple[Instruction, ...]
    """All that were recognised, in order; those that could not be carried out say why."""
    unread: tuple[Passage, ...] = ()
    """Paragraphs that speak of amending but were not understood as an instruction."""


@dataclass(frozen=True, slots=True)
class Discrepancy:
    """Where two authentic language versions do not say the same, in what needs no translation."""

    kind: str
    """``number``, ``currency``, ``reference``, ``party``, ``negation``, ``modality``, ``sentences`` or
    ``missing``."""
    one: Passage | None
    other: Passage | None
    message: str


@dataclass(frozen=True, slots=True)
class Counterpart:
    """One line of the table of two language versions: which provision of one is which of the other."""

    one: str
    """Its path; empty when the first version has none."""
    other: str
    confidence: float
    """Share of the evidence that speaks for the pair, 0 to 1; below 0.5 it is doubtful."""
    basis: tuple[str, ...]
    """What speaks for it: ``number``, ``figures``, ``cognates``, ``length``, ``order``, ``model``."""


@dataclass(frozen=True, slots=True)
class Versions:
    """Two language versions of one instrument, held against each other."""

    one: str
    """Identity of the first text."""
    other: str
    counterparts: tuple[Counterpart, ...]
    """In the order of the first version; what only the other has stands where it stands there."""
    discrepancies: tuple[Discrepancy, ...]
    """In the order of the first version."""
    learned: LearnedHelp | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody puts to the other side at a place of its draft: other words, a comment, or both."""

    passage: Passage
    """Of the draft received; empty (``start == end``) where words are to be put in."""
    author: str
    date: str
    """ISO 8601 day or time, such as ``2025-02-22T09:30:00Z``."""
    wording: str | None = None
    """The words to stand there instead, ``""`` to strike the passage; ``None`` leaves them as they are."""
    comment: str = ""
    """Said to the other side in the margin; empty for none."""
