"""The fund: what is paid in, until when, and what comes back to whom."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import InvalidData
from fullpowers.value.compute import compute
from fullpowers.value.fund import (
    Contribution,
    Fund,
    fund_sheet,
    largest_credit_ever_repaid,
    years_to_cap,
    years_to_repay,
)

YEARS = 20


def fund(base: float = 100.0, share: float = 0.5, cap: float | None = None, **terms: object) -> Fund:
    paid = np.zeros(YEARS)
    return Fund((Contribution(share, np.full(YEARS, base)),), cap, paid, paid, **terms)  # type: ignore[arg-type]


def lines(made: Fund, *names: str) -> dict[str, list[float]]:
    sheet, inputs = fund_sheet(made)
    result = compute(sheet, inputs, years=YEARS, keep=names)
    return {name: [float(x) for x in line[:, 0]] for name, line in result.lines.items()}


def test_half_of_the_base_is_paid_in_until_the_cap() -> None:
    paid = lines(fund(cap=120.0), "contribution")["contribution"]
    assert paid[:4] == [50.0, 50.0, 20.0, 0.0]
    assert sum(paid) == 120.0


@settings(max_examples=50)
@given(
    share=st.floats(0.01, 1), earned=st.floats(0, 0.1), pref=st.floats(0, 0.1), partner=st.floats(0, 1),
    reinvest=st.integers(0, 15), paid=st.floats(0, 80), credit=st.floats(0, 500),
)  # fmt: skip
def test_money_in_is_money_out_and_money_left(
    share: float, earned: float, pref: float, partner: float, reinvest: int, paid: float, credit: float
) -> None:
    payments = np.full(YEARS, paid)
    counted = payments.copy()
    counted[0] += credit
    made = Fund(
        (Contribution(share, np.full(YEARS, 90.0)),), None, payments, counted, pref, partner, reinvest, earned
    )
    got = lines(made, "contribution", "income", "distribution", "to_state", "to_partner", "assets")
    into = sum(got["contribution"]) + sum(got["income"]) + paid * YEARS
    assert into == pytest.approx(sum(got["distribution"]) + got["assets"][-1], rel=1e-9, abs=1e-6)
    assert sum(got["to_state"]) + sum(got["to_partner"]) == pytest.approx(sum(got["distribution"]), abs=1e-6)
    assert not any(got["distribution"][:reinvest])


def test_a_preferred_account_is_served_before_the_state_sees_anything() -> None:
    credit = np.zeros(YEARS)
    credit[0] = 130.0
    made = Fund(
        (Contribution(0.5, np.full(YEARS, 100.0)),), None, np.zeros(YEARS), credit, preferred_return=0.0
    )
    got = lines(made, "to_state", "to_partner", "preferred_left")
    assert got["to_partner"][:3] == [50.0, 50.0, 40.0]
    assert got["to_state"][:4] == [0.0, 0.0, 10.0, 25.0]


def test_the_lines_that_a_minister_needs_first() -> None:
    """Half of all payments of 2024, 0.57 billion dollars a year, against 500 billion: 877 years."""
    yearly = Fund((Contribution(1.0, np.full(30, 0.5705)),), 500.0, np.zeros(30), np.zeros(30))
    assert years_to_cap(yearly) == pytest.approx(877, abs=1)
    # a return of 4 percent is never covered unless the account starts under 14.3 billion
    assert largest_credit_ever_repaid(0.57, 0.04) == pytest.approx(14.25)
    assert years_to_repay(14.0, 2.0, 0.04) == pytest.approx(9, abs=0.7)
    assert years_to_repay(50.0, 2.0, 0.04) == float("inf")


def test_shares_are_shares_and_a_fund_needs_somebody_to_pay() -> None:
    with pytest.raises(InvalidData, match="between 0 and 1"):
        fund_sheet(fund(share=50.0))
    with pytest.raises(InvalidData, match="nobody pays"):
        fund_sheet(Fund((), None, np.zeros(YEARS), np.zeros(YEARS)))
    with pytest.raises(InvalidData, match="never full"):
        years_to_cap(fund())
