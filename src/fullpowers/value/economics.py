"""The file ``economics.yaml``: what the texts do not say and a valuation needs, each with its source."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import numpy as np

from fullpowers.model import InvalidData, from_yaml

from .compute import Floats
from .regime import AGREEMENT, Regime
from .units import money, price_factor


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure over the years, with where it comes from.

    ``value`` is one number for every year, or a list of yearly numbers whose last one goes on.
    ``low`` and ``high`` are factors on it with the chance of one in ten of being below or above
    (P10 and P90); without them the figure is taken as certain.
    """

    value: float | tuple[float, ...]
    unit: str = ""
    source: str = ""
    date: str = ""
    low: float | None = None
    high: float | None = None

    def series(self, years: int) -> Floats:
        """The yearly values, of the shape (years,)."""
        given = (self.value,) if isinstance(self.value, int | float) else self.value
        if not given:
            raise InvalidData("a figure has at least one value")
        row = list(map(float, given[:years]))
        return np.array(row + row[-1:] * (years - len(row)))


@dataclass(frozen=True, slots=True)
class ProductEntry:
    """A product: volume a year and price per unit."""

    volume: Figure
    price: Figure


@dataclass(frozen=True, slots=True)
class ProjectEntry:
    """A deposit, field or other source of revenue.

    ``resource`` is ``minerals``, ``gas``, ``oil`` or ``infrastructure``; ``licence`` says whether
    it works under a licence that stood before the agreement; ``owner`` whether the state owns the
    enterprise that works it; ``territory`` whether the state controls the land today.
    """

    name: str
    title: str
    resource: Literal["minerals", "gas", "oil", "infrastructure"]
    licence: Literal["new", "existing"]
    products: dict[str, ProductEntry]
    capital: Figure
    opex: Figure
    owner: Literal["state", "private"] = "private"
    regime: str = "default"
    """A name of ``regimes`` or of a dated regime; ``agreement`` stands for the terms of the draft."""
    decommissioning: Figure = Figure(0.0)
    start: int = 0
    """Years from the first year of the file to the project's own first year."""
    fence: str = ""
    """Projects of one fence share cost recovery, losses and the regime; empty for one of its own."""
    territory: Literal["controlled", "occupied"] = "controlled"


@dataclass(frozen=True, slots=True)
class ReceiptsEntry:
    """Receipts of the state that are known only in sum, such as the royalties of licences in use."""

    name: str
    title: str
    resource: Literal["minerals", "gas", "oil", "infrastructure", "all"]
    licence: Literal["new", "existing"]
    amount: Figure
    territory: Literal["controlled", "occupied"] = "controlled"


@dataclass(frozen=True, slots=True)
class GasEntry:
    """Monthly figures of a gas year, in ``unit``; see :mod:`.gas`."""

    months: tuple[str, ...]
    production: tuple[float, ...]
    consumption: tuple[float, ...]
    storage_start: float
    storage_floor: float
    storage_definition: str
    import_price: Figure
    withdrawal_limit: tuple[float, ...] = ()
    planned_imports: tuple[float, ...] = ()
    losses: tuple[float, ...] = ()
    new_production: tuple[float, ...] = ()
    """Part of the production that comes from new licences, of which a share may leave in kind."""
    source: str = ""
    unit: str = "million m3"


@dataclass(frozen=True, slots=True)
class Economics:
    """All of the file. Results are in ``currency``, in prices of ``price_year``; a figure whose unit names
    another currency, another year or money of the day is converted by ``exchange`` and ``inflation``."""

    title: str
    currency: str
    price_year: int
    first_year: int
    years: int
    discount_rate: float
    partner_discount_rate: float
    source: str
    regimes: dict[str, Regime | str]
    """By name; a text names a dated regime of ``data/regimes``. The one that is called ``agreement``
    holds what is assumed where the draft is silent."""
    projects: tuple[ProjectEntry, ...] = ()
    receipts: tuple[ReceiptsEntry, ...] = ()
    fund_return: Figure | None = None
    """Yearly return on a fund's assets, as a share."""
    partner_contribution: Figure | None = None
    credited_aid: Figure | None = None
    """Aid that counts as paid in, where the draft credits aid and names no sum."""
    reinvestment_benefit: Figure | None = None
    """What one unit of money that a fund invests in the country brings the state, in taxes and other
    receipts, beside the fund's own return: a share of the unit."""
    correlation: float = 0.0
    """Of the price factors of different projects, 0 to 1."""
    gas: GasEntry | None = None
    exchange: dict[str, Figure] = field(default_factory=dict)
    """Units of another currency for one of ``currency``, in the price year, by its code."""
    inflation: Figure | None = None
    """Of ``currency``, a year, as a share."""
    notes: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not 1 <= self.years <= 100:
            raise InvalidData("economics: years must be 1 to 100")
        for project in self.projects:
            regime_of(self, project.regime)
            for product in project.products.values():
                price_factor(product.price.unit, product.volume.unit)
                self.money_factors(product.price.unit.partition("/")[0])
            for figure in (project.capital, project.opex, project.decommissioning):
                self.money_factors(figure.unit)
            if not project.name.isidentifier():
                raise InvalidData(
                    f"economics: {project.name!r} is no name for a project: use letters, digits, _"
                )
        if not self.projects and not self.receipts and self.gas is None:
            raise InvalidData(
                "economics: neither projects nor receipts nor gas, so there is nothing to value"
            )
        for sum_ in (*(one.amount for one in self.receipts), self.partner_contribution, self.credited_aid):
            self.money_factors(sum_.unit if sum_ else "")
        if self.gas is not None:
            price_factor(self.gas.import_price.unit, self.gas.unit)
            self.money_factors(self.gas.import_price.unit.partition("/")[0])
        for name, members in self.groups.items():
            shared = {(one.regime, one.resource, one.licence, one.territory) for one in members}
            if len(shared) > 1:
                raise InvalidData(
                    f"economics: the fence {name!r} mixes regimes, resources, licences or lands"
                )

    def rate(self, currency: str) -> float | None:
        """What one of ``currency`` is in the file's currency; ``None`` when the file has no rate for it."""
        if currency == self.currency:
            return 1.0
        given = self.exchange.get(currency)
        return None if given is None else 1.0 / float(given.series(1)[0])

    def money_factors(self, unit: str) -> Floats:
        """By what to multiply a sum in ``unit`` in each year to have real money of the file, (years,).

        Raises:
            InvalidData: no unit of money, or the file lacks the exchange rate or the inflation that it needs.
        """
        factors = np.ones(self.years)
        if not unit:
            return factors
        given = money(unit)
        rate = self.rate(given.currency)
        if rate is None:
            raise InvalidData(
                f"economics: a figure in {given.currency}, but the file counts in {self.currency}: "
                f"give 'exchange: {{{given.currency}: ...}}'"
            )
        if given.nominal or given.year not in (None, self.price_year):
            if self.inflation is None:
                raise InvalidData(
                    f"economics: a figure in {unit!r} needs 'inflation' to reach {self.price_year}"
                )
            growth = 1.0 + float(self.inflation.series(1)[0])
            years = self.first_year + np.arange(self.years) if given.nominal else given.year
            factors = growth ** (self.price_year - np.asarray(years, dtype=float)) * factors
        return factors * rate

    @property
    def groups(self) -> dict[str, tuple[ProjectEntry, ...]]:
        """The projects by the fence that they share; one without a fence stands alone under its name."""
        found: dict[str, tuple[ProjectEntry, ...]] = {}
        for project in self.projects:
            key = project.fence or project.name
            found[key] = (*found.get(key, ()), project)
        return found


def load(path: Path) -> Economics:
    """Read an economics file.

    Raises:
        InvalidData: there is no such file, it is not UTF-8 text, not YAML, or a key is missing,
            unknown or of the wrong type.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise InvalidData(f"{path.name}: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise InvalidData(f"{path.name}: not UTF-8 text") from error
    return from_yaml(text, Economics, where=path.name)


@dataclass(frozen=True, slots=True)
class DatedRegime:
    """A regime of some state's law, in force from ``since`` to ``until``, with its legal source."""

    name: str
    title: str
    since: date
    status: Literal["seen", "remembered"]
    source: str
    regime: Regime
    until: date | None = None


@cache
def dated_regimes() -> dict[str, DatedRegime]:
    """The regimes that ship, by name."""
    found: dict[str, DatedRegime] = {}
    for file in sorted(files(__package__).joinpath("data/regimes").iterdir(), key=lambda file: file.name):
        for entry in from_yaml(file.read_text(encoding="utf-8"), tuple[DatedRegime, ...], where=file.name):
            found[entry.name] = entry
    return found


def regime_of(economics: Economics, name: str) -> Regime:
    """The regime that a project names.

    Raises:
        InvalidData: it stands neither in the file nor among the dated regimes.
    """
    found = economics.regimes.get(name, name)
    if isinstance(found, Regime):
        return found
    if found == AGREEMENT:
        return Regime()
    if found not in dated_regimes():
        raise InvalidData(f"economics: unknown regime {found!r}")
    return dated_regimes()[found].regime
