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

    def ranked(self, *significance: Significance) -> tuple[Change, ...]:
        """Changes of the given significance (all but NONE when none is given), weightiest first."""
        wanted = significance or (Significance.SUBSTANTIVE, Significance.UNDECIDED, Significance.EDITORIAL)
        chosen = [change for change in self.changes if change.significance in wanted]
        return tuple(sorted(chosen, key=lambda change: -change.weight))
