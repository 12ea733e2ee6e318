"""The world of an economics file: every project computed under its regime in every scenario.

What a draft takes a share of is chosen from here: gross revenue, revenue after costs, or what the
state receives; of minerals, gas, oil or infrastructure; under new licences or old ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from .compute import Floats, compute
from .economics import Economics, Figure, ProjectEntry, regime_of
from .project import Product, Project, Venture, venture
from .uncertainty import correlated, factor, normal_draws
from .units import price_factor

BASES = ("gross revenue", "net revenue", "state receipts")


@dataclass(frozen=True, slots=True)
class Stream:
    """One source of money: a project, or receipts known only in sum; arrays are (years, scenarios)."""

    name: str
    title: str
    resource: str
    licence: str
    bases: Mapping[str, Floats]
    """Each of :data:`BASES` that this source has."""
    state: Floats
    """All that the state gets from it, taxes included."""
    investor: Floats
    project: Floats


@dataclass(frozen=True, slots=True)
class World:
    """All streams, and the factors that were drawn."""

    streams: tuple[Stream, ...]
    years: int
    scenarios: int
    ventures: Mapping[str, Venture]


@dataclass(frozen=True, slots=True)
class Uncertain:
    """A figure of the file that has a spread."""

    key: str
    label: str
    figure: Figure
    is_price: bool


def uncertain(economics: Economics) -> tuple[Uncertain, ...]:
    """Every figure with ``low`` and ``high``, in the order of the file."""
    return tuple(found for found in _figures(economics) if found.figure.low and found.figure.high)


def _figures(economics: Economics) -> Iterator[Uncertain]:
    for project in economics.projects:
        for name, product in project.products.items():
            yield Uncertain(f"{project.name}.{name}.price", f"price, {project.title}", product.price, True)
            yield Uncertain(
                f"{project.name}.{name}.volume", f"volume, {project.title}", product.volume, False
            )
        yield Uncertain(f"{project.name}.capital", f"capital cost, {project.title}", project.capital, False)
        yield Uncertain(f"{project.name}.opex", f"operating cost, {project.title}", project.opex, False)
    for receipts in economics.receipts:
        yield Uncertain(f"{receipts.name}.amount", receipts.title, receipts.amount, False)


def draws(economics: Economics, scenarios: int, seed: int) -> dict[str, Floats]:
    """A factor (scenarios,) for each uncertain figure, by its key."""
    found = uncertain(economics)
    normal = normal_draws((*(one.key for one in found), "common"), scenarios, seed)
    factors = {}
    for one in found:
        draw = normal[one.key]
        if one.is_price and economics.correlation:
            draw = correlated(draw, normal["common"], economics.correlation)
        factors[one.key] = factor(draw, one.figure.low or 1.0, one.figure.high or 1.0)
    return factors


def world(economics: Economics, factors: Mapping[str, Floats], scenarios: int) -> World:
    """Compute every project; a figure without a factor is taken as it stands in the file."""
    streams, ventures = [], {}
    for entry in economics.projects:
        ventures[entry.name] = made = venture(
            [_project(entry, economics, factors)], regime_of(economics, entry.regime)
        )
        streams.append(_stream(entry, made, scenarios))
    for receipts in economics.receipts:
        amount = _scaled(receipts.amount, economics, factors, f"{receipts.name}.amount")
        full = np.broadcast_to(amount.reshape(len(amount), -1), (economics.years, scenarios))
        none = np.zeros((economics.years, scenarios))
        streams.append(
            Stream(receipts.name, receipts.title, receipts.resource, receipts.licence,
                   {"state receipts": full}, full, none, full)
        )  # fmt: skip
    return World(tuple(streams), economics.years, scenarios, ventures)


def _stream(entry: ProjectEntry, made: Venture, scenarios: int) -> Stream:
    wanted = ("revenue_f_field", "opex_f_field", "income_tax_f_field", "state", "investor", "project")
    lines = {
        name: np.broadcast_to(line, (made.years, scenarios))
        for name, line in compute(made.sheet, made.inputs, years=made.years, keep=wanted).lines.items()
    }
    receipts = lines["state"] - lines["income_tax_f_field"]
    bases = {
        "gross revenue": lines["revenue_f_field"],
        "net revenue": np.maximum(lines["revenue_f_field"] - lines["opex_f_field"], 0.0),
        "state receipts": np.maximum(receipts, 0.0),
    }
    return Stream(
        entry.name, entry.title, entry.resource, entry.licence, bases,
        lines["state"], lines["investor"], lines["project"],
    )  # fmt: skip


def _project(entry: ProjectEntry, economics: Economics, factors: Mapping[str, Floats]) -> Project:
    products = {
        name: Product(
            volume=_later(
                _scaled(product.volume, economics, factors, f"{entry.name}.{name}.volume"), entry.start
            ),
            price=_scaled(product.price, economics, factors, f"{entry.name}.{name}.price"),
            unit_factor=price_factor(product.price.unit, product.volume.unit, economics.currency),
        )
        for name, product in entry.products.items()
    }
    return Project(
        entry.name,
        products,
        capital=_later(_scaled(entry.capital, economics, factors, f"{entry.name}.capital"), entry.start),
        opex=_later(_scaled(entry.opex, economics, factors, f"{entry.name}.opex"), entry.start),
        decommissioning=_later(entry.decommissioning.series(economics.years), entry.start),
    )


def _scaled(figure: Figure, economics: Economics, factors: Mapping[str, Floats], key: str) -> Floats:
    """The figure's yearly values, (years,), or (years, scenarios) where it has a factor."""
    series = figure.series(economics.years)
    drawn = factors.get(key)
    return series if drawn is None else series[:, None] * drawn[None, :]


def _later(series: Floats, start: int) -> Floats:
    """The series begun ``start`` years later."""
    if not start:
        return series
    moved = np.zeros_like(series)
    moved[start:] = series[:-start]
    return moved
