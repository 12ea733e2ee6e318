"""What could be agreed: packages of options, what they are worth to each actor, and what to answer.

Values of the other side are assumptions; every type here carries where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass

from .instrument import Passage


@dataclass(frozen=True, slots=True)
class Chosen:
    """One option of one issue, with the provision of the draft that it stands in."""

    issue: str
    option: str
    label: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Standpoint:
    """What a package is worth to one actor, 0 to 100, and whether that beats having no deal."""

    actor: str
    value: float
    reservation: float
    accepts: bool
    probability: float | None = None
    """Share of the draws of uncertain weights in which it accepts; ``None`` when nothing is uncertain."""


@dataclass(frozen=True, slots=True)
class Package:
    """One option for every issue."""

    label: str
    choices: tuple[Chosen, ...]
    standpoints: tuple[Standpoint, ...]
    on_frontier: bool
    """Whether no other package is better for one principal and as good for the other."""
    ratifiable: bool


@dataclass(frozen=True, slots=True)
class Trade:
    """One change of a counter-offer: what it does to each principal, in points of its scale."""

    issue: str
    before: str
    after: str
    gains: tuple[tuple[str, float], ...]
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class CounterOffer:
    """A package to answer with, as changes of the present draft, and the trade in words."""

    package: Package
    trades: tuple[Trade, ...]
    words: str


@dataclass(frozen=True, slots=True)
class WinSet:
    """How many packages an actor, or all of them together, would accept; counts are exact."""

    actors: tuple[str, ...]
    accepted: int
    packages: int


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
    """Points of the frontier by rule: Nash, Kalai-Smorodinsky, egalitarian, utilitarian."""
    offers: tuple[CounterOffer, ...]
    headline: str
