"""Speed of the value room: five drafts, 100,000 scenarios, 30 years, and a whole valuation.

Usage: python benchmarks/value.py [--runs 5] [--peer PYTHON]

Seconds of processor time, the least of the runs, so that other work on the machine counts less. Peers in the
same run: the same regime in plain Python (one scenario at a time, extrapolated), the time that the machine
needs only to read the inputs from memory once (what could be reached at best), and, with ``--peer`` an
interpreter that has modelx and SALib, those two (``value_peers.py``).
"""

from __future__ import annotations

import argparse
import json
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from figures import figure

from fullpowers.language import analyse
from fullpowers.model import InvalidData
from fullpowers.reading import read
from fullpowers.value import Subject, load_economics, value
from fullpowers.value.compute import compute
from fullpowers.value.indicators import discount_factors
from fullpowers.value.project import Product, Project, venture
from fullpowers.value.regime import (
    CostRecovery,
    Depreciation,
    IncomeTax,
    Regime,
    Royalty,
    Split,
    Tier,
)

ROOT = Path(__file__).parents[1]
YEARS, SCENARIOS, DRAFTS = 30, 100_000, 5
SHARES = (0.10, 0.11, 0.12, 0.13, 0.14)


def regime(royalty: float) -> Regime:
    """Royalty, cost pool with ceiling, R-factor split, five-year depreciation, loss carry-forward, tax."""
    return Regime(
        royalties=(Royalty(royalty),),
        recovery=CostRecovery(0.6),
        split=Split((Tier(0.5, 1.0), Tier(0.4, 2.0), Tier(0.3)), "r-factor"),
        income_tax=IncomeTax(0.25, depreciation=Depreciation(years=5)),
    )


def inputs() -> Project:
    rng = np.random.Generator(np.random.PCG64(7))
    price = 60 * np.exp(np.cumsum(0.1 * rng.standard_normal((YEARS, SCENARIOS)), axis=0))
    volume = np.concatenate([[0, 0, 0], np.linspace(10, 2, 27)])
    capital = np.array([300.0, 400.0, 300.0] + [10.0] * 27)
    return Project("p", {"oil": Product(volume, price)}, capital, opex=8 * volume + 20)


def five_drafts(project: Project) -> None:
    weights = discount_factors(0.1, YEARS)
    for royalty in SHARES:
        made = venture([project], regime(royalty))
        compute(
            made.sheet,
            made.inputs,
            years=YEARS,
            weigh=dict.fromkeys(("state", "investor", "project"), weights),
        )


def five_drafts_compiled(project: Project) -> None:
    from fullpowers.value.fast import compute_sums

    weigh = dict.fromkeys(("state", "investor", "project"), discount_factors(0.1, YEARS))
    for royalty in SHARES:
        made = venture([project], regime(royalty))
        compute_sums(made.sheet, made.inputs, years=YEARS, weigh=weigh)


def plain(project: Project, scenarios: int) -> None:
    """The same regime by hand, one scenario at a time, in plain Python."""
    oil = project.products["oil"]
    price = np.asarray(oil.price)[:, :scenarios].T.tolist()
    volume, capital, opex = (np.asarray(row).tolist() for row in (oil.volume, project.capital, project.opex))
    factors = discount_factors(0.1, YEARS).tolist()
    for row in price:
        pool = loss = receipts = costs = 0.0
        state = investor = 0.0
        for t in range(YEARS):
            revenue = row[t] * volume[t]
            royalty = 0.1 * revenue
            pool += capital[t] + opex[t]
            recovered = max(0.0, min(pool, 0.6 * revenue, revenue - royalty))
            pool -= recovered
            r = receipts / costs if costs > 0 else 0.0
            share = 0.5 if r <= 1 else 0.4 if r <= 2 else 0.3
            profit = revenue - royalty - recovered
            got = recovered + share * profit
            written = sum(capital[t - k] for k in range(5) if t >= k) / 5
            taxable = got - opex[t] - written
            used = min(loss, max(0.0, taxable))
            loss = loss - used + max(0.0, -taxable)
            tax = 0.25 * (max(0.0, taxable) - used)
            receipts += got
            costs += capital[t] + opex[t]
            investor += factors[t] * (got - capital[t] - opex[t] - tax)
            state += factors[t] * (royalty + profit - share * profit + tax)


def seconds(work: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs + 1):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken[1:])


def bandwidth() -> float:
    """Bytes a second that one core reads and writes when it copies 256 MB."""
    block = np.ones(16_000_000)
    other = np.empty_like(block)
    return 2 * block.nbytes / seconds(lambda: np.copyto(other, block), 5)


def peers(interpreter: str, ours: float) -> None:
    """modelx on the same work, and SALib on a function whose indices we compute as well."""
    from fullpowers.value.sensitivity import indices

    def told(name: str) -> dict[str, object]:
        order = [interpreter, "-W", "ignore", str(Path(__file__).with_name("value_peers.py")), name]
        return dict(json.loads(subprocess.run(order, check=True, capture_output=True, text=True).stdout))

    graph = told("modelx")
    taken = float(str(graph["seconds"]))
    print(f"{'peer: modelx, cells of vectors':<46}{taken:>9.3f}{taken / ours:>10.2f}")
    project = inputs()
    made = venture([project], regime(SHARES[-1]))
    state = compute(made.sheet, made.inputs, years=YEARS, weigh={"state": discount_factors(0.1, YEARS)})
    same = abs(float(state.sums["state"].mean()) / float(str(graph["mean_state"])) - 1)
    print(f"{'  its mean value to the state against ours':<46}{same:>9.1e}")
    salib = told("salib")
    _, total, error = indices(lambda x: np.exp(0.4 * x[0]) * (1 + 0.3 * x[1]) + 0.2 * x[2], 3, seed=1)
    theirs = np.array(salib["total"], dtype=float)
    print(f"total indices, ours {np.round(total, 3)} (error {error.max():.3f}), SALib {np.round(theirs, 3)}")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--runs", type=int, default=5)
    arguments.add_argument("--peer", help="an interpreter that has modelx and SALib")
    given = arguments.parse_args()
    runs = given.runs
    project = inputs()
    ours = seconds(lambda: five_drafts(project), runs)
    sample = 200
    by_hand = seconds(lambda: plain(project, sample), 3) / sample * SCENARIOS * DRAFTS
    price = np.asarray(project.products["oil"].price)
    speed = bandwidth()
    floor = DRAFTS * price.nbytes / speed
    by_hand_told = f"plain Python (extrapolated) {by_hand * 1000:,.0f} ms"
    what = "five drafts x 100,000 scenarios x 30 years"
    figure(f"{what}, NumPy", ours * 1000, "ms", most=400, peer=by_hand_told)
    try:
        compiled = seconds(lambda: five_drafts_compiled(project), max(runs, 3))
        figure(f"{what}, compiled by Numba", compiled * 1000, "ms", most=80, peer=by_hand_told)
    except InvalidData as absent:
        print(absent)
    print(f"floor: reading the inputs once a draft at {speed / 1e9:.1f} GB/s takes {floor * 1000:.1f} ms")
    if given.peer:
        peers(given.peer, ours)
    economics = load_economics(ROOT / "examples" / "minerals" / "economics.yaml")
    subjects = []
    for name in ("draft-2.docx", "draft-3.docx"):
        instrument = read(ROOT / "examples" / "minerals" / "drafts" / name)
        subjects.append(Subject(instrument, analyse(instrument), "the Government of Ukraine", name))
    whole = seconds(lambda: value(subjects, economics), runs)
    figure("whole valuation of the example pair", whole * 1000, "ms", most=1500)


if __name__ == "__main__":
    main()
