"""What has been agreed elsewhere, beside a draft: like clauses, usual values, where wording comes from."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .analysis import TermKind
from .instrument import Passage

_TOLD, _USUAL = 5, 10
"""Agreements from which quarters are told, and from which they may be called usual."""


@dataclass(frozen=True, slots=True)
class Precedent:
    """A clause of another agreement that says much the same."""

    agreement: str
    """Identifier in the corpus."""
    title: str
    year: int | None
    place: str
    """Path of the clause in that agreement; its number as printed stands in ``number``."""
    number: str
    heading: str
    words: str
    """The clause, or its beginning."""
    likeness: float
    """From 0 (no word in common) to 1 (the same words)."""
    also: tuple[tuple[str, int | None, str], ...] = ()
    """Other agreements that have it in much the same words: title, year, number of the clause."""


@dataclass(frozen=True, slots=True)
class Parallel:
    """One provision of the draft and what the corpus holds beside it."""

    passage: Passage
    """The provision, in the draft."""
    number: str
    heading: str
    held: tuple[tuple[TermKind, int], ...]
    """For each kind of term in the provision, how many agreements hold one of that kind."""
    of: int
    """Agreements that were looked through for terms."""
    precedents: tuple[Precedent, ...]
    """Likest first, one for one wording; empty when nothing says much the same."""
    alike: int = 0
    """Agreements with a clause that says much the same, of ``among`` that were searched."""
    among: int = 0
    or_more: bool = False
    """So many were counted that there may be more."""


@dataclass(frozen=True, slots=True)
class Spread:
    """What is usual for one kind of term with a figure, and where the draft stands in it."""

    kind: TermKind
    unit: str
    values: tuple[tuple[Decimal, str, int | None], ...]
    """Each figure with title and year of its agreement, in order of size."""
    agreements: int
    """Agreements that give one."""
    of: int
    """Agreements that were looked through."""
    ours: Decimal | None = None
    passage: Passage | None = None
    """Where the draft says it."""

    def quantile(self, part: float) -> Decimal:
        """The figure below which ``part`` (0 to 1) of the figures lie, between two by the nearer rank."""
        return self.values[min(len(self.values) - 1, round(part * (len(self.values) - 1)))][0]

    @property
    def quarters(self) -> tuple[Decimal, Decimal, Decimal] | None:
        """The figures that a quarter, half and three quarters lie below; none from so few agreements that
        one more would move them."""
        if self.agreements < _TOLD:
            return None
        return self.quantile(0.25), self.quantile(0.5), self.quantile(0.75)

    @property
    def few(self) -> bool:
        """It comes from so few agreements that it is no measure of what is usual."""
        return self.agreements < _USUAL

    @property
    def below(self) -> int:
        """How many figures are under ours."""
        return 0 if self.ours is None else sum(value < self.ours for value, _, _ in self.values)


@dataclass(frozen=True, slots=True)
class Borrowed:
    """A provision of which the wording stands, in good part, in an earlier agreement."""

    passage: Passage
    number: str
    source: Precedent
    share: float
    """Part of its runs of five words that stand there too."""


@dataclass(frozen=True, slots=True)
class Comparables:
    """All that a corpus says to one draft, with what the corpus is."""

    agreements: int
    repeats: int
    """Of these, agreements that nearly repeat another one; they are not counted in the spreads."""
    analysed: int
    """Agreements that were looked through for terms."""
    resources: tuple[tuple[str, int], ...]
    regions: tuple[tuple[str, int], ...]
    years: tuple[int, int] | None
    parallels: tuple[Parallel, ...] = ()
    spreads: tuple[Spread, ...] = ()
    borrowed: tuple[Borrowed, ...] = ()
    template: str = ""
    """The agreement whose wording the draft follows in most provisions; empty when there is none."""
    followed: tuple[int, int] = (0, 0)
    """Provisions that follow it, and how many there are."""
