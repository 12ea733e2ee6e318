"""The fund, apart from the projects: what is paid in on which base, who owns it, and what comes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from fullpowers.model import InvalidData, from_yaml

from .compute import Floats, Input, compute
from .sheet import Line, Sheet


@dataclass(frozen=True, slots=True)
class Contribution:
    """A share of a base that the state pays in; ``base`` is a series (years,) or (years, scenarios)."""

    share: float
    base: Floats


@dataclass(frozen=True, slots=True)
class Fund:
    """The terms of a fund.

    Attributes:
        contributions: of the state, each on its own base.
        cap: after which nothing more is owed; ``None`` without one.
        partner: yearly payments of the partner, (years,).
        credit: yearly additions to the partner's preferred account, (years,) or (years, scenarios): its
            payments, and aid that is counted as if paid.
        preferred_return: a year, on the preferred account; the account is served first.
        partner_share: of what is left after the preferred account; ``None`` when each side owns what it
            has paid in.
        reinvest: years in which nothing is distributed; infinite when the fund never distributes.
        earned: return a year on the fund's assets.
        counted: aid that counts as paid in by the partner where ownership follows payments, (years,).
        home_benefit: what a unit invested in the country brings the state beside the fund's return.
    """

    contributions: tuple[Contribution, ...]
    cap: float | None
    partner: Floats
    credit: Floats
    preferred_return: float = 0.0
    partner_share: float | None = 0.5
    reinvest: float = 0
    earned: float | Floats = 0.0
    counted: float | Floats = 0.0
    home_benefit: float | Floats = 0.0


def fund_sheet(fund: Fund) -> tuple[Sheet, dict[str, Input]]:
    """The fund's lines and the values of their inputs.

    Raises:
        InvalidData: nobody pays in, or a share is not between 0 and 1.
    """
    if not fund.contributions and not np.any(fund.partner):
        raise InvalidData("nobody pays into this fund")
    shares = [fund.partner_share or 0.0, *(contribution.share for contribution in fund.contributions)]
    if any(not 0.0 <= share <= 1.0 for share in shares):
        raise InvalidData("a share of a fund lies between 0 and 1 (0.5 is 50 percent)")
    lines: list[Line] = []
    years = len(fund.partner)
    inputs: dict[str, Input] = {
        "partner_paid": fund.partner,
        "partner_credit": fund.credit,
        "preferred_return": fund.preferred_return,
        "fund_return": fund.earned,
        "home_benefit": fund.home_benefit,
        "distributing": (np.arange(years) >= fund.reinvest).astype(float),
    }
    for number, contribution in enumerate(fund.contributions, 1):
        inputs |= {f"share_{number}": contribution.share, f"base_{number}": contribution.base}
        lines += _block("contribution", k=str(number))
    due = " + ".join(f"due_{number}" for number, _ in enumerate(fund.contributions, 1)) or "0"
    lines.append(Line("due", due, "Contributions due"))
    if fund.cap is not None:
        inputs["cap"] = fund.cap
    lines += _block("uncapped" if fund.cap is None else "capped")
    if fund.partner_share is None:
        inputs["partner_counted"] = fund.counted
        lines += _block("owned_by_contributions")
    else:
        inputs["partner_share"] = fund.partner_share
        lines += _block("owned_in_fixed_shares")
    lines += _block("fund")
    return Sheet(tuple(lines)), inputs


def years_to_cap(fund: Fund, horizon: int = 100_000) -> float:
    """Years until the cap is reached if the last year's contributions went on; infinity if never.

    Raises:
        InvalidData: the fund has no cap.
    """
    if fund.cap is None:
        raise InvalidData("a fund without a cap is never full")
    sheet, inputs = fund_sheet(fund)
    yearly = compute(sheet, inputs, years=len(fund.partner), keep=("due",)).lines["due"].mean(axis=1)
    paid = np.cumsum(yearly)
    if paid[-1] >= fund.cap:
        return float(np.argmax(paid >= fund.cap) + 1)
    if yearly[-1] <= 0:
        return float("inf")
    years = len(yearly) + float(np.ceil((fund.cap - paid[-1]) / yearly[-1]))
    return years if years <= horizon else float("inf")


def largest_credit_ever_repaid(yearly: float, preferred_return: float) -> float:
    """Opening preferred account that ``yearly`` distributions can just not pay down.

    An account of C grows by ``preferred_return`` times C a year; it is never repaid unless the
    distributions exceed that, so the limit is ``yearly / preferred_return``.
    """
    return float("inf") if preferred_return <= 0 else yearly / preferred_return


def years_to_repay(credit: float, yearly: float, preferred_return: float) -> float:
    """Years in which ``yearly`` distributions repay a preferred account of ``credit``; infinity if never.

    Closed form of an annuity: n = -ln(1 - credit * r / yearly) / ln(1 + r).
    """
    if yearly <= 0:
        return float("inf") if credit > 0 else 0.0
    if preferred_return <= 0:
        return credit / yearly
    rest = 1.0 - credit * preferred_return / yearly
    return float("inf") if rest <= 0 else float(-np.log(rest) / np.log1p(preferred_return))


def _block(name: str, **scope: str) -> Sequence[Line]:
    return [
        Line(entry["name"].format(**scope), entry["formula"].format(**scope), entry["label"])
        for entry in _blocks()[name]
    ]


@cache
def _blocks() -> dict[str, tuple[dict[str, str], ...]]:
    text = files(__package__).joinpath("data/fund.yaml").read_text(encoding="utf-8")
    return from_yaml(text, dict[str, tuple[dict[str, str], ...]], where="value/data/fund.yaml")
