"""Three contracts valued by us and by pyscnomics itself, line by line and year by year.

Usage: python benchmarks/value_pyscnomics.py --peer PYTHON [--write]

PYTHON is an interpreter with ``pyscnomics`` (1.4.0, Apache-2.0) installed, such as that of a virtual
environment of its own: it wants an older NumPy. The inputs stand in tests/value/pyscnomics.json, with the
lines that the peer printed; ``--write`` renews them. Case 2 is the one of 25 years in thousand dollars;
cases 1 and 3 are in million dollars. Their gas is counted in heat (heating value 1), as the peer's own
published lines do; its edition 1.4.0 would multiply it by 1,020.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from figures import figure

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "value" / "pyscnomics.json"


def peer(cases: dict[str, Any]) -> dict[str, dict[str, list[float]]]:
    """What pyscnomics makes of each case; runs inside the other interpreter."""
    from datetime import date

    import numpy as np
    from pyscnomics.contracts.costrecovery import CostRecovery
    from pyscnomics.contracts.grossplit import GrossSplit
    from pyscnomics.econ.costs import ASR, OPEX, CapitalCost, Intangible
    from pyscnomics.econ.revenue import Lifting
    from pyscnomics.econ.selection import FluidType, FTPTaxRegime

    found: dict[str, dict[str, list[float]]] = {}
    for name, case in cases.items():
        first, count = case["first_year"], case["years"]
        last, years = first + count - 1, np.arange(first, first + count)
        fluids = {"oil": FluidType.OIL, "gas": FluidType.GAS}
        span = {"start_year": first, "end_year": last}
        made: dict[str, list[Any]] = {"lifting": [], "capital": [], "intangible": [], "opex": [], "asr": []}
        for fluid, kind in fluids.items():
            given = {key: np.array(row, dtype=float) for key, row in case[fluid].items()}
            heat = {"ghv": np.ones(count)} if fluid == "gas" else {}
            made["lifting"].append(
                Lifting(**span, lifting_rate=given["volume"], price=given["price"], prod_year=years,
                        fluid_type=kind, **heat)
            )  # fmt: skip
            spent = [
                (c, y, max(y, case["service_from"]))
                for c, y in zip(given["capital"], years, strict=True)
                if c
            ]
            cost, expense, service = (np.array(row) for row in zip(*spent, strict=True))
            n = len(cost)
            made["capital"].append(
                CapitalCost(**span, cost=cost.astype(float), expense_year=expense, pis_year=service,
                            useful_life=np.full(n, float(case["life"])), depreciation_factor=np.full(n, 0.25),
                            cost_allocation=[kind] * n)
            )  # fmt: skip
            shared = {**span, "expense_year": years, "cost_allocation": [kind] * count}
            made["intangible"].append(Intangible(**shared, cost=given["expensed"]))
            made["opex"].append(OPEX(**shared, fixed_cost=given["opex"]))
            made["asr"].append(ASR(**shared, cost=np.zeros(count)))
        common = {
            "start_date": date(first, 1, 1), "end_date": date(last, 12, 31),
            "oil_onstream_date": date(case["onstream"]["oil"], 1, 1),
            "gas_onstream_date": date(case["onstream"]["gas"], 1, 1),
            "lifting": tuple(made["lifting"]), "capital_cost": tuple(made["capital"]),
            "intangible_cost": tuple(made["intangible"]), "opex": tuple(made["opex"]),
            "asr_cost": tuple(made["asr"]),
        }  # fmt: skip
        if case["contract"] == "cost recovery":
            contract = CostRecovery(**common, **case["terms"])
            contract.run(effective_tax_rate=case["tax"], ftp_tax_regime=FTPTaxRegime.DIRECT_MODE,
                         sunk_cost_reference_year=first)  # fmt: skip
        else:
            contract = GrossSplit(**common, **case["terms"])
            contract.run(effective_tax_rate=case["tax"], sunk_cost_reference_year=first)
        found[name] = {
            line: [float(x) for x in np.asarray(getattr(contract, "_" + line))[:count]]
            for line in lines_of(case["contract"])
        }
    return found


def lines_of(contract: str) -> list[str]:
    """The peer's names of the lines that are compared."""
    if contract == "cost recovery":
        each = (
            *(
                "revenue",
                "depreciation",
                "non_capital",
                "ftp",
                "ftp_ctr",
                "ftp_gov",
                "unrecovered_before_transfer",
            ),
            *("cost_recovery", "ets_before_transfer", "unrecovered_after_transfer", "cost_recovery_after_tf"),
            *("ets_after_transfer", "contractor_share", "government_share", "ddmo", "taxable_income"),
            *("tax_payment", "ctr_net_share", "cashflow", "government_take"),
        )
        others = ["transfer_to_oil", "transfer_to_gas"]
    else:
        each = (
            *(
                "revenue",
                "depreciation",
                "non_capital",
                "ctr_split",
                "ctr_share_before_transfer",
                "gov_share",
            ),
            *("cost_tobe_deducted", "carward_deduct_cost", "deductible_cost"),
        )
        others = ["consolidated_taxable_income", "consolidated_tax_payment", "consolidated_cashflow"]
        others.append("consolidated_government_take")
    return [f"{fluid}_{line}" for fluid in ("oil", "gas") for line in each] + others


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--peer", help="an interpreter that has pyscnomics")
    arguments.add_argument("--write", action="store_true", help="write the peer's lines beside the tests")
    arguments.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    given = arguments.parse_args()
    cases = json.loads(CASES.read_text(encoding="utf-8"))
    if given.inside:
        print(json.dumps(peer({name: case["inputs"] for name, case in cases.items()})))
        return
    if given.peer:
        told = subprocess.run(
            [given.peer, "-W", "ignore", __file__, "--inside"], check=True, capture_output=True, text=True
        )
        for name, lines in json.loads(told.stdout).items():
            cases[name]["lines"] = {line: [round(x, 9) for x in row] for line, row in lines.items()}
        if given.write:
            CASES.write_text(json.dumps(cases, indent=None, separators=(",", ":")) + "\n", encoding="utf-8")
    sys.path.insert(0, str(ROOT))
    from tests.value.test_pyscnomics import compared

    print(f"{'case':<8}{'contract':<16}{'lines':>7}{'years':>7}{'largest difference':>20}   in line")
    largest = 0.0
    for name, case in cases.items():
        found = compared(case)
        worst = max(found, key=lambda line: found[line])
        largest = max(largest, found[worst])
        print(f"{name:<8}{case['inputs']['contract']:<16}{len(found):>7}{case['inputs']['years']:>7}"
              f"{found[worst]:>20.2e}   {worst}")  # fmt: skip
    figure(f"largest difference from pyscnomics in {len(cases)} contracts", largest)


if __name__ == "__main__":
    main()
