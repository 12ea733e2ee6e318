"""T3: three contracts of a public model, line by line and year by year.

Inputs: the data sets case1, case2 and case3 of the library pyscnomics (Apache-2.0); the lines are those that
its edition 1.4.0 prints (``benchmarks/value_pyscnomics.py`` runs it beside us). Cases 1 and 2 are
Indonesian contracts with cost recovery, a shared first tranche, a domestic obligation, and a transfer between
an oil and a gas fence; case 2 is the one of 25 years in thousand dollars. Case 3 is a gross split.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from fullpowers.value.compute import Floats, compute
from fullpowers.value.project import Product, Project, Venture, venture
from fullpowers.value.regime import (
    CostRecovery,
    Depreciation,
    DomesticMarket,
    FirstTranche,
    IncomeTax,
    Regime,
    Split,
    Tier,
)

CASES: dict[str, Any] = json.loads(Path(__file__).with_name("pyscnomics.json").read_text(encoding="utf-8"))

LINES = {
    "revenue": "revenue",
    "depreciation": "written_off",
    "ftp": "first_tranche",
    "unrecovered_before_transfer": "own_unrecovered",
    "cost_recovery": "own_recovered",
    "ets_before_transfer": "own_profit",
    "unrecovered_after_transfer": "unrecovered",
    "cost_recovery_after_tf": "recovered",
    "ets_after_transfer": "profit",
    "ddmo": "domestic",
    "taxable_income": "taxable",
    "tax_payment": "income_tax",
    "cashflow": "investor",
}
"""The peer's line and ours, where one of ours is the same thing."""


def _project(fluid: str, inputs: dict[str, Any]) -> Project:
    given = {name: np.array(row) for name, row in inputs[fluid].items()}
    years = np.arange(inputs["first_year"], inputs["first_year"] + inputs["years"])
    capital, early = given["capital"].copy(), np.zeros(len(years))
    for index in np.flatnonzero(years < inputs["service_from"]):
        # written off from the year in which it comes into service; paid when it was spent
        serving = int(np.flatnonzero(years == inputs["service_from"])[0])
        early[index] += capital[index]
        early[serving] -= capital[index]
        capital[serving] += capital[index]
        capital[index] = 0.0
    return Project(
        fluid, {fluid: Product(given["volume"], given["price"])}, capital, given["opex"],
        expensed=given["expensed"], other=early, fence=fluid,
    )  # fmt: skip


def _cost_recovery(fluid: str, inputs: dict[str, Any]) -> Regime:
    terms = inputs["terms"]
    return Regime(
        recovery=CostRecovery(
            depreciation=Depreciation("declining balance", inputs["life"], 0.25), transfer=True
        ),
        split=Split((Tier(terms[f"{fluid}_ctr_pretax_share"]),)),
        first_tranche=FirstTranche(terms[f"{fluid}_ftp_portion"]),
        domestic_market=DomesticMarket(
            terms[f"{fluid}_dmo_volume_portion"], terms[f"{fluid}_dmo_fee_portion"],
            terms[f"{fluid}_dmo_holiday_duration"] // 12,
        ),
        income_tax=IncomeTax(inputs["tax"], base="profit share"),
    )  # fmt: skip


def _gross_split(fluid: str, inputs: dict[str, Any]) -> Regime:
    """A gross split is a sharing contract in which nothing is recovered; the price slides the share."""
    terms = inputs["terms"]
    fixed = (
        terms[f"base_split_ctr_{fluid}"] + terms["split_ministry_disc"] + VARIABLE + UNDER_30_MILLION_BARRELS
    )
    by_price = {
        "oil": (Tier(fixed + 0.25 * 0.85, slope=-0.0025),),
        "gas": (
            Tier(fixed + 7 * 0.025, upto=7.0, slope=-0.025),
            Tier(fixed, upto=10.0),
            Tier(fixed, slope=-0.025),
        ),
    }[fluid]  # fmt: skip
    return Regime(
        recovery=CostRecovery(ceiling=0.0, depreciation=Depreciation("at once")),
        split=Split(by_price, "price"),
        income_tax=IncomeTax(
            inputs["tax"], depreciation=Depreciation("declining balance", inputs["life"], 0.25)
        ),
    )


VARIABLE = 0.1
"""Sum of the variable components of case 3."""
UNDER_30_MILLION_BARRELS = 0.1


def compared(case: dict[str, Any]) -> dict[str, float]:
    """The largest difference in any year, by the peer's name of each line that is compared."""
    inputs, lines = case["inputs"], case["lines"]
    regime = _cost_recovery if inputs["contract"] == "cost recovery" else _gross_split
    fluids = ("oil", "gas")
    made = venture(
        [_project(fluid, inputs) for fluid in fluids], {fluid: regime(fluid, inputs) for fluid in fluids}
    )
    ours = _sharing(made) if inputs["contract"] == "cost recovery" else _gross(made)
    return {
        name: float(np.abs(np.array(row) - ours[name]).max()) for name, row in lines.items() if name in ours
    }


def _all(made: Venture) -> dict[str, Floats]:
    names = tuple(line.name for line in made.sheet.lines)
    result = compute(made.sheet, made.inputs, years=made.years, keep=names).lines
    return {name: line[:, 0] for name, line in result.items()}


def _sharing(made: Venture) -> dict[str, Floats]:
    found, line = {}, _all(made)
    for fluid in ("oil", "gas"):
        f, share = f"f_{fluid}", line[f"contractor_share_f_{fluid}"]
        found |= {f"{fluid}_{peer}": line[f"{name}_{f}"] for peer, name in LINES.items()}
        found |= {
            f"{fluid}_non_capital": line[f"expensed_{f}"] + line[f"opex_{f}"],
            f"{fluid}_ftp_ctr": share * line[f"first_tranche_{f}"],
            f"{fluid}_ftp_gov": (1 - share) * line[f"first_tranche_{f}"],
            f"{fluid}_contractor_share": share * line[f"profit_{f}"],
            f"{fluid}_government_share": (1 - share) * line[f"profit_{f}"],
            f"{fluid}_ctr_net_share": line[f"taxable_{f}"] - line[f"income_tax_{f}"],
            f"{fluid}_government_take": line[f"state_{f}"] + line[f"domestic_buyers_{f}"],
            f"transfer_to_{fluid}": line[f"transfer_to_{f}"],
        }
    return found


def _gross(made: Venture) -> dict[str, Floats]:
    found, line = {}, _all(made)
    taxable = tax = cash = state = np.zeros(made.years)
    for fluid in ("oil", "gas"):
        f = f"f_{fluid}"
        deducted = line[f"contractor_receipts_{f}"] - line[f"taxable_{f}"]
        profit = np.maximum(line[f"taxable_{f}"], 0.0) - line[f"loss_used_{f}"]
        found |= {
            f"{fluid}_revenue": line[f"revenue_{f}"],
            f"{fluid}_non_capital": line[f"expensed_{f}"] + line[f"opex_{f}"],
            f"{fluid}_ctr_share_before_transfer": line[f"contractor_receipts_{f}"],
            f"{fluid}_gov_share": line[f"state_profit_{f}"],
            f"{fluid}_cost_tobe_deducted": deducted,
            f"{fluid}_depreciation": deducted - line[f"expensed_{f}"] - line[f"opex_{f}"],
            f"{fluid}_deductible_cost": line[f"contractor_receipts_{f}"] - profit,
            f"{fluid}_carward_deduct_cost": line[f"loss_left_{f}"],
        }
        taxable, tax = taxable + profit, tax + line[f"income_tax_{f}"]
        cash, state = cash + line[f"investor_{f}"], state + line[f"state_{f}"]
    return found | {
        "consolidated_taxable_income": taxable,
        "consolidated_tax_payment": tax,
        "consolidated_cashflow": cash,
        "consolidated_government_take": state,
    }


@pytest.mark.parametrize("name", ["1", "2", "3"])
def test_every_line_of_every_year_is_what_the_public_model_prints(name: str) -> None:
    found = compared(CASES[name])
    assert len(found) >= (42 if name != "3" else 20)
    assert {line: difference for line, difference in found.items() if difference > 1e-6} == {}
