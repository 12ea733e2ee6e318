"""Times of the exact frontier against the size of the space.

Usage: python benchmarks/negotiation.py [--runs 5]

Peer in the same run: enumeration of all packages by NumPy, as far as a million packages.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable

import numpy as np

from fullpowers.negotiation.frontier import frontier, undominated


def seconds(work: Callable[[], object], runs: int) -> float:
    taken = []
    for _ in range(runs):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return statistics.median(taken)


def enumerated(issues: list[np.ndarray]) -> np.ndarray:
    sums = np.zeros((1, issues[0].shape[1]))
    for values in issues:
        sums = (sums[:, None, :] + values[None, :, :]).reshape(-1, sums.shape[1])
    return sums[undominated(sums)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--runs", type=int, default=5)
    runs = arguments.parse_args().runs
    rng = np.random.Generator(np.random.PCG64(3))
    print(f"{'issues x options, actors':<28}{'packages':>10}{'points':>8}{'s':>9}   bar")
    for count, options, judges, bar in ((6, 10, 0, 0.01), (20, 4, 0, 0.02), (39, 5, 0, 0.1), (9, 10, 2, 1.0)):
        actors = 2 + judges
        issues = [np.round(rng.random((options, actors)) * 100 / count, 2) for _ in range(count)]
        needs = np.array([-np.inf, -np.inf] + [50.0] * judges)
        found = frontier(issues, needs=needs, judges=judges)
        taken = seconds(lambda i=issues, n=needs, j=judges: frontier(i, needs=n, judges=j), runs)
        name = f"{count} x {options}, 2 parties" + (f", {judges} ratifiers" if judges else "")
        print(f"{name:<28}{float(options) ** count:>10.0e}{len(found.values):>8}{taken:>9.4f}   {bar}")
        if count == 6:
            slow = seconds(lambda i=issues: enumerated(i), 1)
            peer = "peer: all packages, NumPy"
            print(f"{peer:<28}{1e6:>10.0e}{len(found.values):>8}{slow:>9.4f}   x{slow / taken:.0f}")


if __name__ == "__main__":
    main()
