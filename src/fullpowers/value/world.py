"""The world of an economics file: every project computed under its regime in every scenario.

What a draft takes a share of is chosen from here: gross revenue, revenue after costs, or what the
state receives; of minerals, gas, oil or infrastructure; under new licences or old ones.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from .compute import Floats, compute
from .economics import Economics, Figure, ProjectEntry, regime_of
from .project import Product, Project, Venture, venture
from .regime import AGREEMENT, Regime
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
    occupied: bool
    """Whether it lies on land that the state does not control today."""
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
    for key, label, figure in (
        ("fund_return", "return on the fund's assets", economics.fund_return),
        (
            "reinvestment_benefit",
            "what money invested in the country brings the state",
            economics.reinvestment_benefit,
        ),
        ("credited_aid", "aid that counts as paid in", economics.credited_aid),
    ):
        if figure is not None:
            yield Uncertain(key, label, figure, False)


def draws(economics: Economics, scenarios: int, seed: int) -> dict[str, Floats]:
    """A factor (scenarios,) for each uncertain figure, by its key."""
    names = ("common", *(one.key for one in uncertain(economics)))
    return factors_from(economics, normal_draws(names, scenarios, seed))


def factors_from(economics: Economics, normal: Mapping[str, Floats]) -> dict[str, Floats]:
    """The factors that standard normal draws mean; correlated prices share the draw ``common``."""
    factors = {}
    for one in uncertain(economics):
        draw = normal[one.key]
        if one.is_price and economics.correlation:
            draw = correlated(draw, normal["common"], economics.correlation)
        factors[one.key] = factor(draw, one.figure.low or 1.0, one.figure.high or 1.0)
    return factors


class Worlds:
    """The world under each contract that a draft may set up, computed once each, all on the same draws."""

    def __init__(self, economics: Economics, factors: Mapping[str, Floats], scenarios: int) -> None:
        self.economics, self.factors, self.scenarios = economics, factors, scenarios
        self.under = cache(self._under)

    def _under(self, agreement: Regime | None = None) -> World:
        """The world in which projects of the regime ``agreement`` stand under this one."""
        return world(self.economics, self.factors, self.scenarios, agreement)


def world(
    economics: Economics, factors: Mapping[str, Floats], scenarios: int, agreement: Regime | None = None
) -> World:
    """Compute every project; a figure without a factor is taken as it stands in the file.

    ``agreement`` is the regime of the projects that are under the draft; without one, what the file
    assumes for them.
    """
    streams, ventures = [], {}
    for name, members in economics.groups.items():
        under = members[0].regime
        regime = agreement if under == AGREEMENT and agreement else regime_of(economics, under)
        made = venture([_project(entry, economics, factors) for entry in members], regime)
        ventures[name] = made
        streams.append(_stream(name, members, made, scenarios))
    for receipts in economics.receipts:
        amount = scaled_money(receipts.amount, economics, factors, f"{receipts.name}.amount")
        full = np.broadcast_to(amount.reshape(len(amount), -1), (economics.years, scenarios))
        none = np.zeros((economics.years, scenarios))
        occupied = receipts.territory == "occupied"
        streams.append(
            Stream(receipts.name, receipts.title, receipts.resource, receipts.licence, occupied,
                   {"state receipts": full}, full, none, full)
        )  # fmt: skip
    return World(tuple(streams), economics.years, scenarios, ventures)


def _stream(name: str, members: tuple[ProjectEntry, ...], made: Venture, scenarios: int) -> Stream:
    wanted = ("revenue_f_field", "opex_f_field", "income_tax_f_field", "state", "investor", "project")
    lines = {
        line: np.broadcast_to(values, (made.years, scenarios))
        for line, values in compute(made.sheet, made.inputs, years=made.years, keep=wanted).lines.items()
    }
    receipts = lines["state"] - lines["income_tax_f_field"]
    bases = {
        "gross revenue": lines["revenue_f_field"],
        "net revenue": np.maximum(lines["revenue_f_field"] - lines["opex_f_field"], 0.0),
        "state receipts": np.maximum(receipts, 0.0),
    }
    first = members[0]
    return Stream(
        name, titles(members), first.resource, first.licence, first.territory == "occupied", bases,
        lines["state"], lines["investor"], lines["project"],
    )  # fmt: skip


def titles(members: tuple[ProjectEntry, ...]) -> str:
    """The projects of one fence by their titles."""
    return " and ".join(member.title for member in members)


def _project(entry: ProjectEntry, economics: Economics, factors: Mapping[str, Floats]) -> Project:
    products = {
        name: Product(
            volume=_later(
                scaled(product.volume, economics, factors, f"{entry.name}.{name}.volume"), entry.start
            ),
            price=scaled_money(product.price, economics, factors, f"{entry.name}.{name}.price"),
            unit_factor=price_factor(product.price.unit, product.volume.unit),
        )
        for name, product in entry.products.items()
    }
    return Project(
        entry.name,
        products,
        capital=_later(scaled_money(entry.capital, economics, factors, f"{entry.name}.capital"), entry.start),
        opex=_later(scaled_money(entry.opex, economics, factors, f"{entry.name}.opex"), entry.start),
        decommissioning=_later(scaled_money(entry.decommissioning, economics, {}, ""), entry.start),
    )


def scaled(figure: Figure, economics: Economics, factors: Mapping[str, Floats], key: str) -> Floats:
    """The figure's yearly values, (years,), or (years, scenarios) where it has a factor."""
    return _drawn(figure.series(economics.years), factors.get(key))


def scaled_money(figure: Figure, economics: Economics, factors: Mapping[str, Floats], key: str) -> Floats:
    """The same of a sum or a price, in real money of the file."""
    unit = figure.unit.partition("/")[0] if "/" in figure.unit else figure.unit
    return _drawn(figure.series(economics.years) * economics.money_factors(unit), factors.get(key))


def _drawn(series: Floats, factor: Floats | None) -> Floats:
    return series if factor is None else series[:, None] * factor[None, :]


def _later(series: Floats, start: int) -> Floats:
    """The series begun ``start`` years later."""
    if not start:
        return series
    moved = np.zeros_like(series)
    moved[start:] = series[:-start]
    return moved
