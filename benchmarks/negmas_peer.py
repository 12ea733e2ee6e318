"""The exact frontier beside NegMAS: its time on a large domain, and the same points on small ones.

    python benchmarks/negmas_peer.py [--python PYTHON_WITH_NEGMAS] [--issues 6] [--options 10]
    python benchmarks/negmas_peer.py --domains tests/negotiation/domains [--write]

NegMAS (0.16, an installation of your own: it is no dependency) runs in its own process under the given Python
and prints its frontier and its time without imports; ours runs here. Both get the same additive domain. With
``--domains`` both read the same GENIUS files (a folder each: domain.xml, ours.xml, theirs.xml); ``--write``
keeps NegMAS's frontier beside them, which the tests compare ours with.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
from figures import figure

from fullpowers.negotiation import genius, negotiate
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
_READER = """
import json, sys
from negmas.inout import Scenario
from negmas.preferences.ops import pareto_frontier
folder = json.load(sys.stdin)
read = Scenario.from_genius_files(
    folder + "/domain.xml", [folder + "/ours.xml", folder + "/theirs.xml"], ignore_reserved=False)
found, _ = pareto_frontier(list(read.ufuns), issues=list(read.outcome_space.issues))
reserved = [one.reserved_value for one in read.ufuns]
print(json.dumps([list(one) for one in found if one[0] >= reserved[0] and one[1] >= reserved[1]]))
"""


def peer(python: str, script: str, given: object) -> object:
    """What a script prints last under a Python that has NegMAS."""
    ran = subprocess.run(
        [python, "-c", script], input=json.dumps(given), capture_output=True, text=True, check=False
    )
    if ran.returncode:
        raise SystemExit(f"NegMAS did not run: {ran.stderr.strip().splitlines()[-1:]}")
    return json.loads(ran.stdout.splitlines()[-1])


def large(python: str, issues: int, options: int) -> None:
    """Times and points on one large domain."""
    rng = np.random.Generator(np.random.PCG64(11))
    tables = [np.round(rng.uniform(0, 10, (options, 2)), 1) for _ in range(issues)]
    taken = []
    for _ in range(5):
        begin = time.perf_counter()
        ours = frontier(tables)
        taken.append(time.perf_counter() - begin)
    told: dict = peer(python, _PEER, [table.tolist() for table in tables])
    theirs = {tuple(round(value, 6) for value in point) for point in told["points"]}
    mine = {tuple(round(float(value), 6) for value in point) for point in ours.values}
    peer_time = f"NegMAS {told['seconds'] * 1000:,.0f} ms"
    figure(f"frontier of {options**issues:,} packages", min(taken) * 1000, "ms", peer=peer_time)
    figure("points of the frontier that differ", len(mine ^ theirs), most=0, peer=f"NegMAS has {len(theirs)}")


def read_domains(python: str, root: Path, write: bool) -> None:
    """Both read the same files; points are compared on the scale from 0 to 100."""
    for folder in sorted(one for one in root.iterdir() if one.is_dir()):
        told: list = peer(python, _READER, str(folder.resolve()))
        theirs = sorted({tuple(round(100 * value, 2) for value in point) for point in told})
        found = negotiate(genius(*(folder / name for name in ("domain.xml", "ours.xml", "theirs.xml"))))
        mine = sorted(found.frontier)
        verdict = "the same" if mine == theirs else "DIFFERENT"
        print(f"{folder.name:<12}{found.packages:>8,} packages, {len(mine)} points: {verdict}")
        if write:
            (folder / "negmas.json").write_text(json.dumps(theirs) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--issues", type=int, default=6)
    parser.add_argument("--options", type=int, default=10)
    parser.add_argument("--domains", type=Path)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args()
    if given.domains:
        read_domains(given.python, given.domains, given.write)
    else:
        large(given.python, given.issues, given.options)


if __name__ == "__main__":
    main()
