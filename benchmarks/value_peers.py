"""Peers of the value room that want an interpreter of their own: modelx (LGPL) and SALib (MIT).

Run by ``benchmarks/value.py --peer PYTHON`` with the name of a peer; it prints one line of JSON. The regime
is the one of value.py: royalty, cost pool with ceiling, R-factor split, five-year depreciation, losses, tax.
"""

from __future__ import annotations

import json
import sys
import time

import numpy as np

YEARS, SCENARIOS = 30, 100_000


def inputs() -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """Prices (years, scenarios), volumes, capital, operating costs: those of value.py."""
    rng = np.random.Generator(np.random.PCG64(7))
    price = 60 * np.exp(np.cumsum(0.1 * rng.standard_normal((YEARS, SCENARIOS)), axis=0))
    volume = np.concatenate([[0, 0, 0], np.linspace(10, 2, 27)])
    capital = np.array([300.0, 400.0, 300.0] + [10.0] * 27)
    return price, volume, capital, 8 * volume + 20


def modelx() -> dict[str, float]:
    """The regime as cells of a graph, each a vector over the scenarios."""
    import modelx as mx

    price, volume, capital, opex = inputs()
    space = mx.new_model("m").new_space("s")
    space.np = np
    for name, value in (("price", price), ("volume", volume), ("capital", capital), ("opex", opex)):
        setattr(space, name, value)
    space.rate = 0.1
    formulas = {
        "revenue": "lambda t: price[t] * volume[t]",
        "royalty": "lambda t: rate * revenue(t)",
        "pool": "lambda t: (unrecovered(t - 1) if t else 0.0) + capital[t] + opex[t]",
        "recovered": "lambda t: np.maximum(0.0, np.minimum(pool(t), "
        "np.minimum(0.6 * revenue(t), revenue(t) - royalty(t))))",
        "unrecovered": "lambda t: pool(t) - recovered(t)",
        "receipts": "lambda t: (receipts(t - 1) if t else 0.0) + got(t)",
        "costs": "lambda t: (costs(t - 1) if t else 0.0) + capital[t] + opex[t]",
        "ratio": "lambda t: receipts(t - 1) / costs(t - 1) if t else 0.0",
        "share": "lambda t: np.where(ratio(t) <= 1, 0.5, np.where(ratio(t) <= 2, 0.4, 0.3))",
        "profit": "lambda t: revenue(t) - royalty(t) - recovered(t)",
        "got": "lambda t: recovered(t) + share(t) * profit(t)",
        "written": "lambda t: sum(capital[t - k] for k in range(5) if t >= k) / 5",
        "taxable": "lambda t: got(t) - opex[t] - written(t)",
        "used": "lambda t: np.minimum(loss(t - 1) if t else 0.0, np.maximum(0.0, taxable(t)))",
        "loss": "lambda t: (loss(t - 1) if t else 0.0) - used(t) + np.maximum(0.0, -taxable(t))",
        "tax": "lambda t: 0.25 * (np.maximum(0.0, taxable(t)) - used(t))",
        "investor": "lambda t: got(t) - capital[t] - opex[t] - tax(t)",
        "state": "lambda t: royalty(t) + profit(t) - share(t) * profit(t) + tax(t)",
    }
    for name, formula in formulas.items():
        space.new_cells(name, formula=formula)
    taken = []
    for share in (0.10, 0.11, 0.12, 0.13, 0.14):
        begin = time.process_time()
        space.rate = share  # clears what was computed
        factors = 1.1 ** -(np.arange(YEARS) + 0.5)
        state = sum(factors[t] * space.state(t) for t in range(YEARS))
        sum(factors[t] * space.investor(t) for t in range(YEARS))
        taken.append(time.process_time() - begin)
    return {"seconds": sum(taken), "mean_state": float(np.mean(state))}


def salib() -> dict[str, list[float]]:
    """Sobol indices of a test function: exp(0.4 a) (1 + 0.3 b) + 0.2 c, of standard normal a, b, c."""
    from SALib.analyze import sobol as analyze
    from SALib.sample import sobol as sample

    problem = {"num_vars": 3, "names": ["a", "b", "c"], "bounds": [[0, 1]] * 3, "dists": ["norm"] * 3}
    x = sample.sample(problem, 2**14, calc_second_order=False, seed=1)
    y = np.exp(0.4 * x[:, 0]) * (1 + 0.3 * x[:, 1]) + 0.2 * x[:, 2]
    found = analyze.analyze(problem, y, calc_second_order=False, seed=1)
    return {"first": [float(one) for one in found["S1"]], "total": [float(one) for one in found["ST"]]}


if __name__ == "__main__":
    print(json.dumps({"modelx": modelx, "salib": salib}[sys.argv[1]]()))
