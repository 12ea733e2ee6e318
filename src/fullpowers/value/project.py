"""Projects under a regime, as a sheet and its inputs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

import numpy as np

from fullpowers.model import InvalidData, from_yaml

from .compute import Floats, Input
from .regime import Regime, Royalty, Windfall, amounts, rates
from .sheet import Line, Sheet

PARTIES = ("investor", "state", "domestic_buyers")
"""Lines whose sum is the line ``project``, in every year and scenario."""

_EVERY_FENCE = (
    "revenue",
    "royalty",
    "windfall",
    "bonus",
    "capital",
    "expensed",
    "opex",
    "decommissioning",
    "other",
)
_FENCE_TO_TAX = (
    *_EVERY_FENCE,
    "costs",
    "contractor_receipts",
    "royalty_paid",
    "state_profit",
    "domestic",
    "recovered",
)


@dataclass(frozen=True, slots=True)
class Product:
    """A product of a project: yearly volumes and the price per unit, both (years,) or (years, scenarios).

    ``unit_factor`` is how many units of the price make one unit of the volume; scales by price see
    the price as it is quoted.
    """

    volume: Floats
    price: Floats
    unit_factor: float = 1.0


@dataclass(frozen=True, slots=True)
class Project:
    """A deposit or field with its yearly costs, in money of one currency.

    ``capital`` is depreciated for tax, ``expensed`` is capital deducted at once, ``other`` is
    spent but never deducted or recovered. ``decommissioning`` is what is paid in that year, into a
    fund or for the work itself. Projects of one ``fence`` share cost recovery and profit sharing.
    """

    name: str
    products: Mapping[str, Product]
    capital: Floats
    opex: Floats
    expensed: Floats | float = 0.0
    decommissioning: Floats | float = 0.0
    other: Floats | float = 0.0
    fence: str = ""


@dataclass(frozen=True, slots=True)
class Venture:
    """A sheet with the values of its inputs, ready to compute."""

    sheet: Sheet
    inputs: dict[str, Input]
    years: int
    fences: tuple[str, ...] = field(default=())
    projects: tuple[str, ...] = field(default=())


def venture(projects: Sequence[Project], regime: Regime | Mapping[str, Regime]) -> Venture:
    """The sheet of these projects under this regime, or under one regime for each fence by its name.

    Raises:
        InvalidData: names that cannot be lines, series of several lengths, a royalty on a product
            that no project has, or a fence without a regime.
    """
    if not projects:
        raise InvalidData("a venture has at least one project")
    regimes = {project.fence: regime for project in projects} if isinstance(regime, Regime) else regime
    missing = {project.fence for project in projects} - set(regimes)
    if missing:
        raise InvalidData(f"no regime for the fence {min(missing)!r}")
    return _Assembly(projects, regimes).venture()


@cache
def _blocks() -> dict[str, tuple[dict[str, str], ...]]:
    text = files(__package__).joinpath("data/lines.yaml").read_text(encoding="utf-8")
    return from_yaml(text, dict[str, tuple[dict[str, str], ...]], where="value/data/lines.yaml")


class _Assembly:
    """Collects lines and inputs; each method adds one instrument of the fence that is at hand."""

    def __init__(self, projects: Sequence[Project], regimes: Mapping[str, Regime]) -> None:
        self.projects = projects
        self.regime = regimes[projects[0].fence]
        self.regimes = {_fence(name): regime for name, regime in regimes.items()}
        self.lines: list[Line] = []
        self.inputs: dict[str, Input] = {}
        first = next(iter(projects[0].products.values()))
        self.years = len(first.volume)
        self.fences: dict[str, list[Project]] = {}
        for project in projects:
            self.fences.setdefault(_fence(project.fence), []).append(project)

    def venture(self) -> Venture:
        for fence, members in self.fences.items():
            self.regime = self.regimes[fence]
            for project in members:
                self._products(project)
            self._sums(fence, members)
            self._bonuses(fence, members)
            self._sharing(fence, members)
        consolidated = self.regime.income_tax is not None and self.regime.income_tax.consolidated == "all"
        taxed = self._consolidate() if consolidated else list(self.fences)
        for name in taxed:
            self.regime = self.regimes.get(name, self.regime)
            self._tax(name)
            self._parties(name)
        self._whole(taxed)
        return Venture(
            Sheet(tuple(self.lines)),
            self.inputs,
            self.years,
            tuple(self.fences),
            tuple(project.name for project in self.projects),
        )

    # -- production ------------------------------------------------------------------------

    def _products(self, project: Project) -> None:
        for product, flow in project.products.items():
            q = f"{project.name}__{product}"
            self._series(f"volume_{q}", np.asarray(flow.volume, dtype=float) * flow.unit_factor)
            self._series(f"price_{q}", flow.price)
            self._add("product", q=q)
            royalty = self._royalty_on(self.regime.royalties, product)
            if royalty is None or royalty.by == "profit":
                self._zero(f"royalty_{q}")
            else:
                self.inputs[f"royalty_scale_{q}"] = amounts(royalty.scale)
                self._add(f"royalty_by_{royalty.by}", q=q)
            windfall = self.regime.windfall
            if windfall is None or windfall.product not in ("", product):
                self._zero(f"windfall_{q}")
            else:
                self._windfall(q, windfall)

    def _windfall(self, q: str, windfall: Windfall) -> None:
        self.inputs[f"windfall_rate_{q}"] = windfall.rate
        self.inputs[f"windfall_trigger_{q}"] = windfall.trigger
        self._add("windfall", q=q)

    @staticmethod
    def _royalty_on(royalties: Iterable[Royalty], product: str) -> Royalty | None:
        fitting = [royalty for royalty in royalties if royalty.product in ("", product)]
        own = [royalty for royalty in fitting if royalty.product]
        if len(own) > 1 or len(fitting) - len(own) > 1:
            raise InvalidData(f"two royalties on {product!r}")
        return next(iter(own or fitting), None)

    def _sums(self, fence: str, members: Sequence[Project]) -> None:
        """Each fence's revenue, royalty and costs, from its projects."""
        products = [f"{project.name}__{product}" for project in members for product in project.products]
        for what in ("revenue", "royalty", "windfall"):
            if what == "royalty" and self._royalty_on_profit(fence):
                continue
            self._line(f"{what}_{fence}", " + ".join(f"{what}_{q}" for q in products))
        for what in ("capital", "expensed", "opex", "decommissioning", "other"):
            for project in members:
                self._series(f"{what}_{project.name}", getattr(project, what))
            self._line(f"{what}_{fence}", " + ".join(f"{what}_{project.name}" for project in members))
        costs = ("capital", "expensed", "opex", "decommissioning", "other")
        self._line(f"costs_{fence}", " + ".join(f"{what}_{fence}" for what in costs))

    def _royalty_on_profit(self, fence: str) -> bool:
        royalties = self.regime.royalties
        if not royalties or royalties[0].by != "profit":
            return False
        self.inputs[f"royalty_rate_{fence}"] = royalties[0].scale[0].rate
        self._add("royalty_on_profit", f=fence)
        return True

    def _bonuses(self, fence: str, members: Sequence[Project]) -> None:
        names = []
        for number, bonus in enumerate(self.regime.bonuses, 1):
            b = f"{number}_{fence}"
            self.inputs[f"bonus_amount_{b}"] = bonus.amount
            if bonus.at is None:
                self.inputs["first_year"] = _first(self.years)
                self._add("bonus_at_start", b=b)
            else:
                self.inputs[f"bonus_trigger_{b}"] = bonus.at
                self._add("bonus_by_production", b=b, q=self._main(members))
            names.append(f"bonus_{b}")
        if names:
            self._line(f"bonus_{fence}", " + ".join(names))
        else:
            self._zero(f"bonus_{fence}")

    # -- sharing ---------------------------------------------------------------------------

    def _sharing(self, fence: str, members: Sequence[Project]) -> None:
        recovery = self.regime.recovery
        if recovery is None:
            self._add("licence", f=fence)
            self._zero(f"recovered_{fence}")
            return
        order = {royalty.order for royalty in self.regime.royalties} or {"first"}
        if len(order) > 1:
            raise InvalidData("royalties of one regime have one order")
        first = order == {"first"}
        pool = [
            f"written_off_{fence}",
            f"uplift_{fence} * capital_{fence}",
            f"expensed_{fence}",
            f"opex_{fence}",
            f"decommissioning_{fence}",
        ]
        pool += [f"royalty_{fence}"] if order == {"recoverable"} else []
        pool += [f"bonus_{n}_{fence}" for n, bonus in enumerate(self.regime.bonuses, 1) if bonus.recoverable]
        self._line(f"written_off_{fence}", f"spread(capital_{fence}, recovery_{fence})")
        self._add(
            "sharing",
            f=fence,
            ceiling_base=f"revenue_{fence}"
            if recovery.base == "gross"
            else f"(revenue_{fence} - royalty_{fence})",
            recoverable=" + ".join(pool),
            available=f"revenue_{fence} - first_tranche_{fence}" + (f" - royalty_{fence}" if first else ""),
            royalty_paid="0" if first else f"royalty_{fence}",
        )
        if recovery.transfer:
            self._add("pool_with_transfer", f=fence, g=self._other(fence))
        else:
            self._add("pool", f=fence)
        tranche = self.regime.first_tranche
        domestic = self.regime.domestic_market
        self.inputs |= {
            f"recovery_ceiling_{fence}": recovery.ceiling,
            f"recovery_interest_{fence}": recovery.interest,
            f"recovery_{fence}": recovery.depreciation.weights,
            f"uplift_{fence}": recovery.uplift,
            f"first_tranche_share_{fence}": tranche.share if tranche else 0.0,
            f"first_tranche_shared_{fence}": float(tranche.shared) if tranche else 0.0,
            f"domestic_share_{fence}": domestic.share if domestic else 0.0,
            f"domestic_fee_{fence}": domestic.fee if domestic else 1.0,
            f"domestic_on_{fence}": self._after_holiday(members, domestic.holiday if domestic else 0),
        }
        self._split(fence, members)

    def _other(self, fence: str) -> str:
        """The other of two fences, which lends to this one."""
        others = [name for name in self.fences if name != fence]
        shared = [regime.recovery for regime in self.regimes.values()]
        if len(others) != 1 or not all(recovery is not None and recovery.transfer for recovery in shared):
            raise InvalidData("a transfer of costs needs two fences, both with 'transfer'")
        return others[0]

    def _split(self, fence: str, members: Sequence[Project]) -> None:
        split = self.regime.split
        if split is None:
            return
        if split.by == "fixed":
            self.inputs[f"contractor_rate_{fence}"] = split.tiers[0].rate
            self._add("split_fixed", f=fence)
            return
        increments = split.by == "production increments"
        self.inputs[f"split_scale_{fence}"] = amounts(split.tiers) if increments else rates(split.tiers)
        if split.by == "irr":
            reached = []
            for i, threshold in enumerate(split.thresholds, 1):
                self.inputs[f"irr_threshold_{i}_{fence}"] = threshold
                self._add("irr_account", i=str(i), f=fence)
                reached.append(f"where(prev(account_{i}_{fence}) > 0, 1, 0)")
            self._add("split_by_irr", f=fence, reached=" + ".join(reached))
            return
        block = {
            "price": "split_by_price",
            "production": "split_by_production",
            "production increments": "split_by_production_incremental",
            "cumulative production": "split_by_cumulative_production",
            "r-factor": "split_by_r_factor",
        }[split.by]
        self._add(block, f=fence, q=self._main(members))

    def _main(self, members: Sequence[Project]) -> str:
        """The one product that slides a scale; with several nobody could say which."""
        products = [f"{project.name}__{product}" for project in members for product in project.products]
        if len(products) > 1:
            raise InvalidData("a scale that slides with price or volume needs one project with one product")
        return products[0]

    def _after_holiday(self, members: Sequence[Project], holiday: int) -> Floats:
        volumes = [
            np.atleast_2d(flow.volume.T).T for project in members for flow in project.products.values()
        ]
        producing = sum((volume.max(axis=1) for volume in volumes), np.zeros(self.years)) > 0
        return (np.cumsum(producing) > holiday).astype(float)

    # -- tax and parties ---------------------------------------------------------------------

    def _consolidate(self) -> list[str]:
        if (
            len(
                {
                    (regime.income_tax, regime.rent_tax, regime.participation)
                    for regime in self.regimes.values()
                }
            )
            > 1
        ):
            raise InvalidData("a tax that is consolidated over all fences has one regime for all of them")
        for what in _FENCE_TO_TAX:
            self._line(f"{what}_c_all", " + ".join(f"{what}_{fence}" for fence in self.fences))
        return ["c_all"]

    def _tax(self, c: str) -> None:
        tax = self.regime.income_tax
        if tax is None:
            self._zero(f"income_tax_{c}")
        else:
            self.inputs |= {
                f"tax_rate_{c}": tax.rate,
                f"loss_interest_{c}": tax.loss_interest,
                f"loss_limit_{c}": tax.loss_limit,
            }
            if tax.base == "accounts":
                self.inputs |= {
                    f"depreciation_{c}": tax.depreciation.weights,
                    f"royalty_deductible_{c}": float(tax.royalty_deductible),
                    f"bonus_deductible_{c}": float(tax.bonus_deductible),
                    f"windfall_deductible_{c}": float(tax.windfall_deductible),
                }
            self._add("tax_on_accounts" if tax.base == "accounts" else "tax_on_profit_share", c=c)
            expired = f"loss_expired_{c}" if tax.loss_years else "0"
            self._add("income_tax", c=c, expired=expired)
            if tax.loss_years:
                self._add("loss_expiry", c=c, years=str(tax.loss_years))
        rent = self.regime.rent_tax
        if rent is not None:
            self.inputs |= {f"rent_threshold_{c}": rent.threshold, f"rent_rate_{c}": rent.rate}
        self._add("resource_rent_tax" if rent else "no_rent_tax", c=c)

    def _parties(self, c: str) -> None:
        share = self.regime.participation
        self.inputs[f"equity_{c}"] = share.share if share else 0.0
        if share is None or share.carried == "no":
            self._add("participation_paid", c=c)
        else:
            members = list(self.projects) if c == "c_all" else self.fences[c]
            phase = np.ones(self.years)
            if share.carried == "until production":
                phase = 1.0 - self._after_holiday(members, 0)
            self.inputs |= {
                f"carry_phase_{c}": phase,
                f"carry_interest_{c}": share.interest,
                f"carry_repayment_{c}": share.repayment,
            }
            self._add("participation_carried", c=c)
        self._add("parties", c=c)

    def _whole(self, taxed: Sequence[str]) -> None:
        self._add(
            "whole",
            investor=" + ".join(f"investor_{c}" for c in taxed),
            state=" + ".join(f"state_{c}" for c in taxed),
            domestic=" + ".join(f"domestic_buyers_{c}" for c in taxed),
            project=" + ".join(f"project_{c}" for c in taxed),
        )

    # -- adding ----------------------------------------------------------------------------

    def _add(self, block: str, **scope: str) -> None:
        for entry in _blocks()[block]:
            self.lines.append(
                Line(
                    entry["name"].format(**scope),
                    entry["formula"].format(**scope),
                    entry.get("label", ""),
                    entry.get("unit", "money"),
                )
            )

    def _line(self, name: str, formula: str) -> None:
        self.lines.append(Line(name, formula, name.replace("_", " ").capitalize()))

    def _zero(self, name: str) -> None:
        """A line that is nothing under this regime, so that later lines need not ask."""
        self._line(name, "0")

    def _series(self, name: str, value: Floats | float) -> None:
        series = np.asarray(value, dtype=float)
        if series.ndim and series.shape[0] != self.years:
            raise InvalidData(f"{name!r} has {series.shape[0]} years, the first product {self.years}")
        self.inputs[name] = float(series) if series.ndim == 0 else series


def _fence(name: str) -> str:
    """A fence's name in the names of lines."""
    return f"f_{name or 'field'}"


def _first(years: int) -> Floats:
    series = np.zeros(years)
    series[0] = 1.0
    return series
