"""Indicators of a regime against closed forms, and where the results appear."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.language import analyse
from fullpowers.reading import read
from fullpowers.value import Subject, load_economics, tables, value
from fullpowers.value.compute import compute
from fullpowers.value.indicators import (
    break_even,
    effective_royalty,
    irr,
    metr,
    npv,
    payback,
    savings_index,
    take,
)
from fullpowers.value.project import Product, Project, venture
from fullpowers.value.projects import progressivity
from fullpowers.value.regime import IncomeTax, Participation, Regime, Royalty

EXAMPLES = Path(__file__).parents[2] / "examples"
rates = st.floats(0.05, 0.9)


def lines(regime: Regime, price: float = 50.0, opex: float = 10.0) -> dict[str, np.ndarray]:
    """One unit a year for ten years, 100 spent in the first."""
    sold = np.array([0.0] + [1.0] * 10)
    project = Project(
        "p", {"oil": Product(sold, np.full(11, price))}, np.array([100.0] + [0.0] * 10), opex * sold
    )
    made = venture([project], regime)
    keep = ("investor", "state", "project", "revenue_f_field")
    return compute(made.sheet, made.inputs, years=11, keep=keep).lines


@given(rates)
@settings(max_examples=30, deadline=None)
def test_take_aetr_and_metr_of_a_cash_flow_tax(rate: float) -> None:
    """A paid share of t takes t of the cash flow at any discount rate and leaves the rate of return alone."""
    found = lines(Regime(participation=Participation(rate)))
    for discount in (0.0, 0.1):
        assert take(found["state"], found["project"], discount) == pytest.approx([rate])
    assert metr(irr(found["project"]), irr(found["investor"])) == pytest.approx([0.0], abs=1e-9)


def test_metr_of_a_tax_without_delay_of_depreciation_is_the_one_of_the_formula() -> None:
    """Rates of return before and after: (r - r') / r, with r from ten years of 40 for 100."""
    found = lines(Regime(income_tax=IncomeTax(0.25)))
    before, after = irr(found["project"])[0], irr(found["investor"])[0]
    assert 40 * (1 - (1 + before) ** -10) / before == pytest.approx(100, rel=1e-9)
    assert metr(irr(found["project"]), irr(found["investor"]))[0] == pytest.approx((before - after) / before)


@given(rates)
@settings(max_examples=30, deadline=None)
def test_a_royalty_is_the_least_that_the_state_gets_and_leaves_all_savings(
    rate: float,
) -> None:
    found = lines(Regime(royalties=(Royalty(rate),)))
    assert effective_royalty(found["state"], found["revenue_f_field"]) == pytest.approx([rate])
    kept = savings_index(
        lambda saved: lines(Regime(royalties=(Royalty(rate),)), opex=10 - saved / 10)["investor"], 1.0
    )
    assert kept == pytest.approx([1.0])


@given(rates)
@settings(max_examples=20, deadline=None)
def test_of_a_saving_the_investor_keeps_what_the_tax_leaves(rate: float) -> None:
    regime = Regime(income_tax=IncomeTax(rate))
    kept = savings_index(lambda saved: lines(regime, opex=10 - saved / 10)["investor"], 1.0)
    assert kept == pytest.approx([1 - rate])


def test_break_even_price_and_payback_of_an_annuity() -> None:
    factor = (1 - 1.1**-10) / 0.1
    needed = 10 + 100 / factor  # paid at the start, received at the end of each year
    found = break_even(
        lambda price: float(npv(lines(Regime(), price)["investor"], 0.1, "start")[0]), 1.0, 100.0
    )
    assert found == pytest.approx(needed, rel=1e-9)
    # 100 at 40 a year: the third producing year pays it back
    assert payback(lines(Regime())["investor"]) == pytest.approx([3.0])


def test_a_royalty_is_regressive_and_a_cash_flow_tax_is_neutral() -> None:
    """Government take against price: falls under a royalty alone, stays under a share of cash flow."""
    sold = np.array([0.0] + [1.0] * 10)
    project = Project(
        "p", {"oil": Product(sold, np.full(11, 50.0))}, np.array([100.0] + [0.0] * 10), 10.0 * sold
    )
    factors = (0.75, 1.0, 1.5, 2.0)
    falling = progressivity(venture([project], Regime(royalties=(Royalty(0.1),))), factors).values
    level = progressivity(venture([project], Regime(participation=Participation(0.3))), factors).values
    # take of a royalty: 0.1 p n / (p n - costs)
    assert falling[1] == pytest.approx(100 * 0.1 * 500 / (500 - 200), rel=1e-5)
    assert list(falling) == sorted(falling, reverse=True)
    assert level == pytest.approx([30.0] * 4)


def test_all_results_of_a_valuation_stand_in_its_tables() -> None:
    instruments = [read(EXAMPLES / "minerals" / "drafts" / f"draft-{n}.docx") for n in (2, 3)]
    subjects = [
        Subject(one, analyse(one), "the Government of Ukraine", f"d{n}") for n, one in enumerate(instruments)
    ]
    economics = load_economics(EXAMPLES / "minerals" / "economics.yaml")
    valuation = value(subjects, economics, scenarios=64, with_sensitivity=True)
    found = tables(valuation)
    assert all(found[name] for name in found), [name for name in found if not found[name]]
    figures = {row["figure"] for row in found["projects"]}
    for words in (
        "AETR",
        "METR",
        "Payback",
        "Break-even",
        "savings index",
        "effective royalty",
        "Rate of return",
    ):
        assert any(words in str(figure) for figure in figures), words
    assert {row["price"] for row in found["progressivity"]} >= {"0.5", "1", "2"}
    assert {row["chance"] for row in found["chances"]} >= {"90 %", "50 %", "10 %"}
    assert len({tuple(row) for rows in found.values() for row in rows}) == len(found)
