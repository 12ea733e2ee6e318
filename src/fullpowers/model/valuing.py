"""What the terms give and cost in money and gas: estimates, what they rest on, what is not known."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from .instrument import Passage


class Standing(StrEnum):
    """Where an input of a valuation comes from."""

    STATED = "stated"
    """The text says it; the input has passages."""
    ASSUMED = "assumed"
    """The economics file says it; the input has a source."""
    SILENT = "silent"
    """Nobody says it; the input says what was taken instead, which is never quietly nothing."""


@dataclass(frozen=True, slots=True)
class ValueInput:
    """One thing that a valuation rests on."""

    name: str
    label: str
    standing: Standing
    value: str
    """As it was used, with its unit, for a person."""
    source: str = ""
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure over the scenarios: one in ten lies below ``low``, one in ten above ``high``."""

    name: str
    label: str
    unit: str
    low: float
    middle: float
    high: float
    mean: float
    standard_error: float
    """Of the mean, from the number of scenarios alone."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A labelled axis of an array: its name and the label of each position."""

    name: str
    labels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """A quantity over labelled axes; ``values`` are row-major."""

    name: str
    label: str
    unit: str
    axes: tuple[Axis, ...]
    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class ValuedReading:
    """One reading of a draft's terms, valued."""

    label: str
    """What was taken to be meant, in words."""
    why: str
    estimates: tuple[Estimate, ...]
    series: tuple[Series, ...] = ()


@dataclass(frozen=True, slots=True)
class DraftValue:
    """A draft under each of its readings; the spread between them is the price of the ambiguity."""

    instrument: str
    label: str
    readings: tuple[ValuedReading, ...]
    inputs: tuple[ValueInput, ...]


@dataclass(frozen=True, slots=True)
class ProjectValue:
    """A project under its regime, before any draft: who gets what, in the indicators of the field."""

    name: str
    title: str
    regime: str
    estimates: tuple[Estimate, ...]
    """Only of scenarios in which the indicator exists; the label says how many when not all do."""
    split: tuple[Series, ...] = ()
    """Middle cash flow of each party, year by year."""


@dataclass(frozen=True, slots=True)
class BridgeStep:
    """What one changed term moves in the side's net present value, the other terms being as before it."""

    label: str
    amount: float
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueGap:
    """Something unknown, priced by what the answer moves between its plausible ends."""

    question: str
    amount: float
    why: str
    low: float | None = None
    """For an uncertain figure: what its lower tenth moves, from the middle; ``None`` for an open reading."""
    high: float | None = None
    """What its upper tenth moves."""


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """How much of the variance of the side's result one uncertain figure makes (Sobol indices)."""

    label: str
    first: float
    """Share that it makes alone."""
    total: float
    """Share that it makes alone or together with others."""
    error: float
    """Standard error of ``total``."""


@dataclass(frozen=True, slots=True)
class Explained:
    """A line or input from which a number follows, in one year, at the middle of all figures."""

    page: str
    name: str
    label: str
    formula: str
    """Empty for an input."""
    year: int
    value: float
    depth: int
    """Steps away from the number that was asked for."""
    origin: str = ""
    """Of an input: the clause, the assumption with its source, or that the text is silent."""


@dataclass(frozen=True, slots=True)
class GasMonth:
    """One month of the gas balance, in million cubic metres; production + imports + withdrawal
    = consumption + leaving + losses + injection."""

    month: str
    production: float
    imports: float
    withdrawal: float
    consumption: float
    leaving: float
    """Gas, or the gas that the money would buy, that the share takes away."""
    losses: float
    injection: float
    storage: float
    gap: float
    """What is missing when storage is at its floor and imports are as planned."""


@dataclass(frozen=True, slots=True)
class GasBalance:
    months: tuple[GasMonth, ...]
    storage_definition: str
    winter_gap: float
    """In million cubic metres."""
    import_cost: float
    """Of the gap, in the valuation's currency."""
    source: str
    unbalanced: float = 0.0
    """By how much supply and use differ in the worst month, in million cubic metres: rounding at most."""


@dataclass(frozen=True, slots=True)
class ValueHeadline:
    """A plain sentence, with the passages of the terms that it rests on."""

    text: str
    passages: tuple[Passage, ...] = ()


@dataclass(frozen=True, slots=True)
class Valuation:
    """What the drafts' terms are worth under one economics file; drafts share their random draws."""

    currency: str
    price_year: int
    first_year: int
    years: int
    discount_rate: float
    scenarios: int
    seed: int
    economics: str
    """Title of the economics file."""
    headlines: tuple[ValueHeadline, ...]
    drafts: tuple[DraftValue, ...]
    bridge: tuple[BridgeStep, ...] = ()
    better: float | None = None
    """Share of scenarios in which the last draft leaves the side better off than the first."""
    gaps: tuple[ValueGap, ...] = ()
    gas: GasBalance | None = None
    projects: tuple[ProjectValue, ...] = ()
    unvalued: tuple[str, ...] = ()
    """Terms that were not valued, and why."""
    series: tuple[Series, ...] = ()
    """Chance of exceeding: of the side's result under each draft, and of the difference between two."""
    sensitivity: tuple[Sensitivity, ...] = ()
    """Only when it was asked for."""
