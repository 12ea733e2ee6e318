"""A fiscal regime as a person states it, in the terms of the fiscal handbooks.

Each class is one instrument; ``None`` or an empty tuple means that the regime does not have it.
Rates are shares (0.05 is five percent). :mod:`fullpowers.value.project` turns a regime and the
projects under it into a sheet. Where two readings of an instrument are in use, the field that
tells them apart has no default that hides it: the order of the royalty, the base of the ceiling,
whole volume or increments.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from fullpowers.model import InvalidData

from .sheet import Schedule

AGREEMENT = "agreement"
"""The regime of an economics file whose terms are those of the draft."""


@dataclass(frozen=True, slots=True)
class Tier:
    """One tier of a sliding scale: ``rate`` up to and with ``upto`` (the last tier has none).

    ``on`` says what the rate is taken of: ``whole`` the whole amount, as in a step scale, or
    ``excess`` only what lies above the tier before, as in a marginal scale. With ``slope`` the rate
    itself moves inside the tier: it is ``rate`` at the tier's lower end and changes by ``slope`` for
    each unit above it (only in scales of profit splits).
    """

    rate: float
    upto: float | None = None
    on: Literal["whole", "excess"] = "whole"
    slope: float = 0.0


def amounts(tiers: tuple[Tier, ...]) -> Schedule:
    """The scale as a function from an amount (a price, a volume) to what is taken of it."""
    if any(tier.slope for tier in tiers):
        raise InvalidData("a 'slope' is for the scale of a profit split, not for a scale of amounts")
    uppers = _uppers(tiers)
    intercepts: list[float] = []
    slopes: list[float] = []
    for index, tier in enumerate(tiers):
        slopes.append(tier.rate)
        if tier.on == "whole" or index == 0:
            intercepts.append(0.0)
        else:
            lower = uppers[index - 1]
            below = intercepts[index - 1] + slopes[index - 1] * lower
            intercepts.append(below - tier.rate * lower)
    return Schedule(uppers, tuple(intercepts), tuple(slopes))


def rates(tiers: tuple[Tier, ...]) -> Schedule:
    """The scale as a function from the thing that slides it to the rate itself."""
    uppers = _uppers(tiers)
    starts = (0.0, *uppers)
    intercepts = tuple(tier.rate - tier.slope * start for tier, start in zip(tiers, starts, strict=True))
    return Schedule(uppers, intercepts, tuple(tier.slope for tier in tiers))


def _uppers(tiers: tuple[Tier, ...]) -> tuple[float, ...]:
    if not tiers:
        raise InvalidData("a scale has at least one tier")
    *closed, last = tiers
    if last.upto is not None or any(tier.upto is None for tier in closed):
        raise InvalidData("every tier of a scale but the last has an upper bound ('upto')")
    return tuple(tier.upto for tier in closed if tier.upto is not None)


@dataclass(frozen=True, slots=True)
class Royalty:
    """A share of gross production or of profit, owed from the first unit.

    Attributes:
        rate: flat rate; leave it out when ``tiers`` are given.
        tiers: sliding scale by the price per unit, or by the year's volume (``by``).
        product: the product that it is on; empty for all.
        order: ``first`` - taken off the top before production is shared; ``contractor`` - paid
            by the investor out of its share; ``recoverable`` - paid by the investor and put into
            the cost pool. Under a licence there is nothing to share and the order is nothing.
    """

    rate: float | None = None
    tiers: tuple[Tier, ...] = ()
    by: Literal["price", "volume", "profit"] = "price"
    product: str = ""
    order: Literal["first", "contractor", "recoverable"] = "first"

    @property
    def scale(self) -> tuple[Tier, ...]:
        """Its tiers; one without a bound for a flat rate."""
        if (self.rate is None) == (not self.tiers):
            raise InvalidData("a royalty has either a 'rate' or 'tiers'")
        return self.tiers or (Tier(self.rate or 0.0),)


@dataclass(frozen=True, slots=True)
class Depreciation:
    """How capital is written off, for tax or for cost recovery.

    ``declining balance`` writes off ``rate`` of what is left and the rest in the last of
    ``years``; ``start`` is the number of years after spending in which it begins.
    """

    method: Literal["straight line", "declining balance", "at once"] = "straight line"
    years: int = 5
    rate: float = 0.0
    start: int = 0

    @property
    def weights(self) -> tuple[float, ...]:
        """Share of a year's capital that is written off 0, 1, 2, ... years later."""
        if self.method == "at once":
            written = [1.0]
        elif self.method == "straight line":
            written = [1.0 / self.years] * self.years
        else:
            written, left = [], 1.0
            for _ in range(self.years - 1):
                written.append(left * self.rate)
                left -= written[-1]
            written.append(left)
        return (0.0,) * self.start + tuple(written)


@dataclass(frozen=True, slots=True)
class CostRecovery:
    """How the investor gets its costs back before production is shared.

    ``ceiling`` is a share of ``base``; capital enters the pool as ``depreciation`` says (at once
    when left out); ``uplift`` is a share of capital added to the pool when it is spent;
    ``interest`` is earned by what stays unrecovered. With ``transfer`` the venture has two fences, and
    what one cannot recover is covered by the profit production of the other.
    """

    ceiling: float = 1.0
    base: Literal["gross", "net of royalty"] = "gross"
    depreciation: Depreciation = Depreciation("at once")
    uplift: float = 0.0
    interest: float = 0.0
    transfer: bool = False


@dataclass(frozen=True, slots=True)
class Split:
    """The investor's share of profit production.

    ``by`` names what slides it: nothing (``fixed``), the price, the year's production (on the
    whole of it or on its increments), cumulative production, the R-factor of the year before
    (receipts to date over costs to date), or the number of threshold returns (``thresholds``)
    that the investor had reached the year before, each kept as a compounded account before tax.
    """

    tiers: tuple[Tier, ...]
    by: Literal[
        "fixed", "price", "production", "production increments", "cumulative production", "r-factor", "irr"
    ] = "fixed"
    thresholds: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class FirstTranche:
    """A share of gross production divided before any cost recovery; ``shared`` or the state's alone."""

    share: float
    shared: bool = True


@dataclass(frozen=True, slots=True)
class DomesticMarket:
    """Domestic market obligation: a share of the investor's part sold at ``fee`` times the price.

    It does not hold in the first ``holiday`` years of production.
    """

    share: float
    fee: float
    holiday: int = 0


@dataclass(frozen=True, slots=True)
class IncomeTax:
    """Tax on the investor's result, consolidated over one ring fence or over all of them.

    ``base`` is the result of its accounts, or its share of profit production as in many
    production sharing contracts. Losses are carried forward without limit unless ``loss_years``
    is given; ``loss_limit`` is the share of a year's profit that they may cover.
    """

    rate: float
    base: Literal["accounts", "profit share"] = "accounts"
    depreciation: Depreciation = Depreciation()
    royalty_deductible: bool = True
    bonus_deductible: bool = True
    windfall_deductible: bool = True
    loss_years: int = 0
    loss_limit: float = 1.0
    loss_interest: float = 0.0
    consolidated: Literal["ring fence", "all"] = "ring fence"


@dataclass(frozen=True, slots=True)
class Windfall:
    """Tax on the price above a trigger (money per unit of the product)."""

    trigger: float
    rate: float
    product: str = ""


@dataclass(frozen=True, slots=True)
class RentTax:
    """Resource rent tax after income tax: on cash flow above ``threshold``, a return a year."""

    threshold: float
    rate: float


@dataclass(frozen=True, slots=True)
class Participation:
    """The state's share in the venture.

    ``carried``: nothing (``no``), until production begins, or always (``full``); the investor is
    repaid out of ``repayment`` of the state's part of later cash flow, with ``interest``.
    """

    share: float
    carried: Literal["no", "until production", "full"] = "no"
    interest: float = 0.0
    repayment: float = 1.0


@dataclass(frozen=True, slots=True)
class Bonus:
    """A lump sum: at the start, or in the year in which production to date reaches ``at``."""

    amount: float
    at: float | None = None
    recoverable: bool = False


@dataclass(frozen=True, slots=True)
class Regime:
    """All instruments together. With ``recovery`` and ``split`` it is a production sharing
    contract; without them a licence, under which all production is the investor's."""

    royalties: tuple[Royalty, ...] = ()
    recovery: CostRecovery | None = None
    split: Split | None = None
    first_tranche: FirstTranche | None = None
    domestic_market: DomesticMarket | None = None
    income_tax: IncomeTax | None = None
    windfall: Windfall | None = None
    rent_tax: RentTax | None = None
    participation: Participation | None = None
    bonuses: tuple[Bonus, ...] = ()

    def __post_init__(self) -> None:
        if (self.recovery is None) != (self.split is None):
            raise InvalidData("cost recovery and the split of profit production go together")
        if self.recovery is None and (self.first_tranche or self.domestic_market):
            raise InvalidData("a first tranche or a domestic market obligation needs production to be shared")
        if sum(royalty.by == "profit" for royalty in self.royalties) not in (0, len(self.royalties)):
            raise InvalidData("a royalty on profit stands alone")
