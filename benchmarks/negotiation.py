"""Times of the exact frontier and counts against the size of the space, and the growth as a picture.

    python benchmarks/negotiation.py [--runs 3] [--plot docs/negotiation-growth.svg]

Peer in the same run: enumeration of all packages by NumPy, as far as a million packages. Times are seconds of
processor time, the least of the runs; memory is the most that the process held.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from figures import figure

from fullpowers.model import InvalidData
from fullpowers.negotiation.counting import count_accepted
from fullpowers.negotiation.dominance import undominated
from fullpowers.negotiation.frontier import Chamber, Frontier, Rules, frontier

NONE = -np.inf
Spaces = list[np.ndarray]


def seconds(work: Callable[[], object], runs: int) -> float:
    """The least of the runs, in processor time: the machine may be shared."""
    taken = []
    for _ in range(runs):
        begin = time.process_time()
        work()
        taken.append(time.process_time() - begin)
    return min(taken)


def space(count: int, options: int, columns: int, seed: int = 3) -> Spaces:
    """Independent values with two decimals, best package near 100 points."""
    rng = np.random.Generator(np.random.PCG64(seed))
    return [np.round(rng.random((options, columns)) * 100 / count, 2) for _ in range(count)]


def opposed(count: int, options: int, columns: int) -> Spaces:
    """The hard case: what one actor gains the others lose, up to a tenth."""
    rng = np.random.Generator(np.random.PCG64(5))
    found = []
    for _ in range(count):
        values = rng.dirichlet(np.ones(columns), options) + 0.1 * rng.random((options, columns))
        found.append(np.round(values * 100 / count, 2))
    return found


def enumerated(issues: Spaces) -> np.ndarray:
    sums = np.zeros((1, issues[0].shape[1]))
    for values in issues:
        sums = (sums[:, None, :] + values[None, :, :]).reshape(-1, sums.shape[1])
    return sums[undominated(sums)]


def cases() -> list[tuple[str, Spaces, Rules, float | None]]:
    """Name, domain, rules, bar in milliseconds."""
    two = np.full(2, NONE)
    judged = np.array([NONE, NONE, 50.0, 50.0])
    blocs = np.array([NONE, NONE, 50.0, 55.0, 45.0, 60.0, 50.0])
    house = (Chamber((2, 3, 4, 5, 6), (120, 110, 90, 80, 50), 226),)
    senate = (Chamber((2,), (1,), 1), Chamber((3, 4, 5, 6), (60, 20, 15, 5), 67))
    return [
        ("2 parties, 6 x 10", space(6, 10, 2), Rules(needs=two), 10.0),
        ("2 parties, 20 x 4", space(20, 4, 2), Rules(needs=two), 20.0),
        ("2 parties, 30 x 4", space(30, 4, 2), Rules(needs=two), None),
        ("2 parties, 39 x 5", space(39, 5, 2), Rules(needs=two), 100.0),
        ("2 governments, 2 ratifiers, 9 x 10", space(9, 10, 4), Rules(2, judged), 1000.0),
        ("4 that all want the most, 9 x 10", space(9, 10, 4), Rules(), 1000.0),
        ("the same, opposed interests, 9 x 10", opposed(9, 10, 4), Rules(), None),
        ("2 governments, 5 blocs, 9 x 10", space(9, 10, 7), Rules(2, blocs, house), 1000.0),
        ("2 governments, court and 4 blocs, 9 x 10", space(9, 10, 7), Rules(2, blocs, senate), 1000.0),
    ]


def measured(issues: Spaces, rules: Rules, runs: int) -> tuple[Frontier, float]:
    """On the finest grid that can be searched."""
    for grid in (0.0, 0.1, 0.5, 2.0):
        begin = time.process_time()
        try:
            found = frontier(issues, rules, grid=grid)
        except InvalidData as refusal:
            print(f"    grid {grid}: refused after {time.process_time() - begin:.1f} s: {refusal}")
        else:
            return found, seconds(lambda g=grid: frontier(issues, rules, grid=g), runs)
    raise SystemExit("no grid is coarse enough")


def counts(runs: int) -> None:
    """Win-sets in whole numbers: one actor over 1e27 packages, two principals and a legislature over 1e9."""
    rng = np.random.Generator(np.random.PCG64(8))
    large = [rng.integers(0, 101, (5, 1)) * int(rng.integers(1, 20)) for _ in range(39)]
    least = int(sum(values.max() for values in large) * 0.6)
    found = count_accepted(large, [least])
    taken = seconds(lambda: count_accepted(large, [least]), runs)
    print(f"{found:,} packages that one actor accepts, of {5.0**39:.0e}")
    figure("counted, 1 actor, 39 x 5", taken * 1000, "ms")
    small = [rng.integers(0, 21, (8, 5)) * 5 for _ in range(7)]
    houses = (Chamber((0,), (1,), 1), Chamber((1,), (1,), 1), Chamber((2, 3, 4), (200, 150, 100), 226))
    needs = [380, 380, 350, 350, 350]
    found = count_accepted(small, needs, houses)
    taken = seconds(lambda: count_accepted(small, needs, houses), runs)
    print(f"{found:,} packages that two principals and a house accept, of {8.0**7:.0e}")
    figure("counted, 2 principals and 3 blocs, 7 x 8", taken * 1000, "ms")


def growth(path: Path) -> None:
    """Time of the frontier of two parties against the packages, both on logarithmic scales."""
    sizes = [6, 8, 10, 14, 18, 22, 26, 30, 34, 39]
    merged = [(count * np.log10(5), seconds(lambda c=count: frontier(space(c, 5, 2)), 3)) for count in sizes]
    listed = [
        (count * np.log10(5), seconds(lambda c=count: enumerated(space(c, 5, 2)), 1))
        for count in (4, 6, 8, 9)
    ]
    width, height, left, foot = 560.0, 300.0, 60.0, 40.0

    def place(point: tuple[float, float]) -> str:
        across = left + (width - left - 20) * point[0] / 28
        up = height - foot - (height - foot - 20) * (np.log10(max(point[1], 1e-5)) + 5) / 6
        return f"{across:.1f},{up:.1f}"

    drawn = ["<style>text{font:11px sans-serif}polyline{fill:none;stroke-width:2}</style>"]
    for power in range(0, 29, 4):
        across, up = place((power, 1e-5)).split(",")
        drawn.append(f'<text x="{across}" y="{float(up) + 16}" text-anchor="middle">1e{power}</text>')
    for power in range(-5, 2):
        across, up = place((0, 10.0**power)).split(",")
        drawn.append(f'<line x1="{left}" x2="{width - 20}" y1="{up}" y2="{up}" stroke="#ddd"/>')
        drawn.append(f'<text x="{left - 6}" y="{float(up) + 4}" text-anchor="end">1e{power} s</text>')
    for points, colour, name in (
        (merged, "#0b4f8a", "merging"),
        (listed, "#c2410c", "listing every package"),
    ):
        drawn.append(f'<polyline stroke="{colour}" points="{" ".join(map(place, points))}"/>')
        across, up = place(points[-1]).split(",")
        drawn.append(
            f'<text x="{across}" y="{float(up) - 8}" fill="{colour}" text-anchor="end">{name}</text>'
        )
    drawn.append(f'<text x="{(left + width) / 2}" y="{height - 4}" text-anchor="middle">packages</text>')
    title = "Time of the exact frontier of two parties against the number of packages, five options an issue"
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img">'
        f"<title>{title}</title>{''.join(drawn)}</svg>\n",
        encoding="utf-8",
    )
    print(f"growth: {path}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--plot", type=Path)
    given = parser.parse_args()
    for name, issues, rules, bar in cases():
        found, taken = measured(issues, rules, given.runs)
        packages = float(np.prod([float(len(values)) for values in issues]))
        peer = ""
        if packages <= 1.1e6:
            slow = seconds(lambda i=issues: enumerated(i), 1)
            peer = f"all packages with NumPy {slow * 1000:.0f} ms, {slow / taken:.0f} times as long"
        print(f"{packages:.0e} packages, {len(found.values)} points, to within {found.tolerance:.2g}")
        figure(f"frontier, {name}", taken * 1000, "ms", most=bar, peer=peer)
    counts(given.runs)
    figure("memory", resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, "MB", most=500)
    if given.plot:
        growth(given.plot)


if __name__ == "__main__":
    main()
