"""What could be agreed: packages of options, what they are worth to each actor, and what to answer.

Values are points of a scale on which an actor's best package is 100 and its worst 0. Those of the other side
are assumptions; every type here carries where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .instrument import Passage


@dataclass(frozen=True, slots=True)
class Chosen:
    """One option of one issue, with the provision of the draft that it stands in."""

    issue: str
    option: str
    label: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class BlocVote:
    """Members of a legislature who vote alike."""

    bloc: str
    seats: int
    """Of those who are there."""
    value: float
    reservation: float
    accepts: bool


@dataclass(frozen=True, slots=True)
class Ballot:
    """How a legislature would vote on a package."""

    votes: int
    needed: int
    majority: str
    """As the file or the law pack writes it: ``226 of 450``."""
    pivot: str
    """The bloc whose support completes the majority when blocs join in the order of what they gain."""
    blocs: tuple[BlocVote, ...]


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What a package is worth to one actor, and whether that beats having no deal.

    Of a legislature with blocs, ``value`` and ``reservation`` are those of its pivot.
    """

    actor: str
    value: float
    reservation: float
    accepts: bool
    probability: float | None = None
    """Share of the draws of what is uncertain in which it accepts; ``None`` when nothing is uncertain."""
    ballot: Ballot | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """One option for every issue."""

    label: str
    choices: tuple[Chosen, ...]
    standpoints: tuple[Standpoint, ...]
    on_frontier: bool
    """Whether no other package that all accept is better for one principal and as good for the other."""
    ratifiable: bool
    """Whether every ratifier accepts whose consent is needed."""
    distance: float = 0.0
    """From the nearest package of the frontier, in points of the plane of the two principals."""
    agreed: float | None = None
    """Share of the draws in which all accept whose consent is needed."""
    efficient: float | None = None
    """Share of the draws in which none of the packages that are compared is better for both principals."""
    first: float | None = None
    """Share of the draws in which it has, of those that all accept, the largest product of gains."""


@dataclass(frozen=True, slots=True)
class Trade:
    """One change of a counter-offer: what it does to each principal, in points of its scale."""

    issue: str
    before: str
    after: str
    gains: tuple[tuple[str, float], ...]
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class ProposedWording:
    """Words to put into the draft: what a ``Proposal`` of the counter-draft is made of."""

    provision: str
    """Path of the provision that they change, or behind which they stand."""
    old: str
    """The words whose place they take; empty where a provision is put in."""
    new: str
    """A provision that is put in begins with a newline."""
    why: str
    """For us: it speaks of what the change is worth, and does not go to the other side."""
    passage: Passage | None = None
    """Where, in the present draft: the old words, or an empty passage; ``None`` without a draft."""


@dataclass(frozen=True, slots=True)
class CounterOffer:
    """A package to answer with, as changes of the present draft (or of the step before), in words."""

    package: Package
    trades: tuple[Trade, ...]
    words: str
    together: tuple[tuple[str, float], ...] = ()
    """What the changes are worth to each principal beyond the sum of the trades, where issues interact."""
    wordings: tuple[ProposedWording, ...] = ()
    unworded: tuple[str, ...] = ()
    """Issues that change and for which the file proposes no words."""


@dataclass(frozen=True, slots=True)
class WinSet:
    """How many packages an actor, or all of them together, would accept."""

    actors: tuple[str, ...]
    accepted: int
    packages: int
    error: float = 0.0
    """Standard error of a count that was drawn; 0 of one that is exact."""
    values: tuple[tuple[str, float, float], ...] = ()
    """Of each principal what it gets at worst and at best of a package in the set."""


@dataclass(frozen=True, slots=True)
class OptionReach:
    """How many of the packages that all accept have this option; none: it stands in the way of a deal."""

    issue: str
    option: str
    accepted: int
    of: int
    error: float = 0.0
    """Standard error of ``accepted`` when it was drawn; 0 when it is exact."""


@dataclass(frozen=True, slots=True)
class WhatIf:
    """What could be agreed if one thing were otherwise."""

    kind: str
    """``now``, ``ratifier``, ``threshold``, ``side payment`` or ``reservation``."""
    label: str
    accepted: int
    """Packages that all would accept."""
    ours: tuple[float, float] | None
    """Least and most that we get along the frontier; ``None`` when nothing could be agreed."""
    theirs: tuple[float, float] | None
    outcome: tuple[float, float] | None
    """Values to the principals at the largest product of gains."""
    answer: bool | None = None
    """Whether all would accept the first counter-offer then; ``None`` when there is none."""
    source: str = ""
    error: float = 0.0
    """Standard error of ``accepted`` when it was drawn; 0 when it is exact."""


@dataclass(frozen=True, slots=True)
class Defection:
    """The risk that what was signed is not ratified (involuntary defection)."""

    actor: str
    package: str
    ballot: Ballot | None
    refused: float | None
    """Share of the draws in which it refuses on the day of its vote; ``None`` when nothing is uncertain."""
    refuses: bool
    """Whether it refuses in the middle of what is assumed."""
    likely: date | None
    """Day of the vote, if the text were signed on the day of the review."""
    latest: date | None
    words: str


@dataclass(frozen=True, slots=True)
class Tipping:
    """An assumption, and where it would have to be for somebody to refuse the first counter-offer."""

    actor: str
    about: str
    assumed: tuple[float, float]
    """Its least and greatest plausible value."""
    tips_at: float
    plausible: bool
    """Whether that lies within what is assumed to be plausible."""
    refusing: str
    """Who would refuse."""
    source: str


@dataclass(frozen=True, slots=True)
class WorthKnowing:
    """What it would be worth to us to know something before we answer."""

    actor: str
    about: str
    points: float
    """Expected gain, in our points, of choosing the answer after learning it (expected value of partial
    perfect information)."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """What time costs an actor, and how long the counter-offer is worth waiting for."""

    actor: str
    monthly: float
    """Points that a deal loses for each month of 30 days."""
    months: float | None
    """So long the first counter-offer is worth more than what can be had at once; ``None``: for ever."""
    words: str


@dataclass(frozen=True, slots=True)
class Negotiation:
    """What could be agreed, under the preferences of one file."""

    title: str
    principals: tuple[str, str]
    """Ours first."""
    actors: tuple[tuple[str, str], ...]
    """Name and source of the preferences of every actor."""
    packages: int
    frontier: tuple[tuple[float, float], ...]
    """Values to the principals along the frontier, best for us first."""
    win_sets: tuple[WinSet, ...]
    drafts: tuple[Package, ...]
    solutions: tuple[Package, ...]
    """Points of the frontier by rule: Nash, Kalai-Smorodinsky, egalitarian, utilitarian, and the package with
    the largest expected value for us."""
    offers: tuple[CounterOffer, ...]
    headline: str
    tolerance: float = 0.0
    """No package that all accept is better for both principals than the frontier by more; 0 is exact."""
    concessions: tuple[CounterOffer, ...] = ()
    """What to open with, and what to give after that, each step as changes of the one before."""
    reach: tuple[OptionReach, ...] = ()
    what_ifs: tuple[WhatIf, ...] = ()
    """How the win-sets at home and abroad move the outcome; the first is as things stand."""
    defections: tuple[Defection, ...] = ()
    tipping: tuple[Tipping, ...] = ()
    """Of every assumption that could tip the first counter-offer, the nearest first."""
    worth_knowing: tuple[WorthKnowing, ...] = ()
    """What to find out first."""
    waiting: tuple[Waiting, ...] = ()
    remarks: tuple[str, ...] = ()
    """What the result rests on besides the file: law, dates, a grid, a count that was drawn."""


@dataclass(frozen=True, slots=True)
class Mandate:
    """What the delegation holds of one provision of the draft, and how far it may go."""

    provision: str
    """Its path."""
    attitude: str
    """``accept``, ``accept if``, ``oppose`` or ``open``."""
    condition: str = ""
    """What must be so, for ``accept if``."""
    red_line: bool = False
    """That the delegation may not go behind it."""
    red_line_by: str = ""
    """Who set the red line."""
    note: str = ""
