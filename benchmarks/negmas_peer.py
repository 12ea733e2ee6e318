"""The exact frontier beside NegMAS, in one run.

    python benchmarks/negmas_peer.py [--python PYTHON_WITH_NEGMAS] [--issues 6] [--options 10]

NegMAS (0.16, an installation of your own: it is no dependency) runs in its own process under the given Python
and prints its frontier and its time without imports; ours runs here. Both get the same additive domain.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time

import numpy as np

from fullpowers.negotiation.frontier import frontier

_PEER = """
import json, sys, time
from negmas import make_issue, LinearAdditiveUtilityFunction, TableFun
from negmas.preferences.ops import pareto_frontier
tables = json.load(sys.stdin)
issues = [make_issue(len(table), name=str(k)) for k, table in enumerate(tables)]
functions = [
    LinearAdditiveUtilityFunction(
        values=[TableFun({row: table[row][actor] for row in range(len(table))}) for table in tables],
        weights=[1.0] * len(tables), issues=issues)
    for actor in range(2)
]
begin = time.perf_counter()
found, _ = pareto_frontier(functions, issues=issues)
print(json.dumps({"seconds": time.perf_counter() - begin, "points": [list(one) for one in found]}))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--issues", type=int, default=6)
    parser.add_argument("--options", type=int, default=10)
    given = parser.parse_args()
    rng = np.random.Generator(np.random.PCG64(11))
    tables = [np.round(rng.uniform(0, 10, (given.options, 2)), 1) for _ in range(given.issues)]
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        ours = frontier(tables, needs=np.array([0.0, 0.0]), judges=0)
        taken.append(time.perf_counter() - begin)
    peer = subprocess.run(
        [given.python, "-c", _PEER],
        input=json.dumps([table.tolist() for table in tables]),
        capture_output=True,
        text=True,
        check=False,
    )
    print(f"{given.options**given.issues:,} packages; ours {min(taken) * 1000:.2f} ms")
    if peer.returncode:
        raise SystemExit(f"NegMAS did not run: {peer.stderr.strip().splitlines()[-1:]}")
    told = json.loads(peer.stdout.splitlines()[-1])
    theirs = {tuple(round(value, 6) for value in point) for point in told["points"]}
    mine = {tuple(round(float(value), 6) for value in point[:2]) for point in ours.values}
    print(f"NegMAS {told['seconds']:.2f} s: {told['seconds'] / min(taken):,.0f} times as long")
    print(f"frontier points: ours {len(mine)}, NegMAS {len(theirs)}, the same {len(mine & theirs)}")


if __name__ == "__main__":
    main()
