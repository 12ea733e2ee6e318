"""Run the benchmarks and write docs/benchmarks.md from what they print.

    python benchmarks/report.py SHARED [--only align redline] [--peers FOLDER] [--negmas PYTHON]
           [--postgres URL]

Runs the commands of ``runs.yaml`` one after the other; each prints lines with ``figures.figure``. What was
printed, on which day and machine, is kept in ``results.json``, so that one benchmark can be run again
without the others; with ``--only`` and no name the page is only written again. The page lists every figure
beside its bar and its peer, those that miss their bar first. A benchmark that needs more than the test
set-up is run only when it is named. Exit code 1 when a script failed or printed no figure; a bar that is
missed is a result, not a failure.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shlex
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from figures import MARK

HERE = Path(__file__).parent
RESULTS = HERE / "results.json"
PAGE = HERE.parent / "docs" / "benchmarks.md"
HEAD = """# Measured figures

Written by `make benchmarks` from the scripts in `benchmarks/`; do not edit by hand. `SHARED` stands for the
folder of shared sets, which are not part of this repository. Each run names the load of the machine at its
start (1-minute average; above 1 others worked on it too, and times of the clock are too long).
The method cards say what the figures mean and why one falls short.
"""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--only", nargs="*", metavar="NAME", help="these benchmarks only")
    parser.add_argument("--peers", default="", help="an environment with the peers of comparison")
    parser.add_argument("--negmas", default=sys.executable, help="an interpreter with NegMAS")
    parser.add_argument(
        "--postgres", default="", help="the address of an empty schema in a PostgreSQL server"
    )
    options = parser.parse_args()
    runs = all_runs()
    unknown = set(options.only or ()) - {run["name"] for run in runs}
    if unknown:
        parser.error(f"no benchmark of that name: {', '.join(sorted(unknown))}")
    places = {name: str(getattr(options, name)) for name in ("shared", "peers", "negmas", "postgres")}
    failed = []
    for run in runs:
        if run["name"] in options.only if options.only is not None else "needs" not in run:
            print(f"{run['name']} (about {run['minutes']} min)", flush=True)
            found = measured(run, places)
            if found is None:
                failed.append(run["name"])
                continue
            kept = json.dumps(results() | {run["name"]: found}, indent=1, sort_keys=True)
            RESULTS.write_text(kept + "\n", encoding="utf-8")
    PAGE.write_text(page(runs, results()), encoding="utf-8")
    print("failed:", ", ".join(failed) or "none")
    return 1 if failed else 0


def all_runs() -> list[dict[str, Any]]:
    """The entries of ``runs.yaml``."""
    entries: list[dict[str, Any]] = yaml.safe_load((HERE / "runs.yaml").read_text(encoding="utf-8"))
    return entries


def results() -> dict[str, Any]:
    """What was measured so far, by the name of the run."""
    return dict(json.loads(RESULTS.read_text(encoding="utf-8"))) if RESULTS.exists() else {}


def measured(run: Mapping[str, Any], places: Mapping[str, str]) -> dict[str, Any] | None:
    """The figures that a run prints, or None when it fails or prints none."""
    words = [word.format(**places) for word in shlex.split(run["command"])]
    load, begun = os.getloadavg()[0], time.monotonic()
    done = subprocess.run(
        [sys.executable, str(HERE / words[0]), *words[1:]], capture_output=True, text=True, check=False
    )
    lines = [line.split(" | ")[1:] for line in done.stdout.splitlines() if line.startswith(f"{MARK} | ")]
    if not lines or done.returncode not in (0, 1) or "Traceback" in done.stderr:
        print(done.stdout[-1000:], done.stderr[-2000:], file=sys.stderr)
        return None
    return {
        "figures": lines,
        "day": date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}",
        "load": round(load, 1),
        "seconds": round(time.monotonic() - begun),
    }


def page(runs: list[dict[str, Any]], found: Mapping[str, Any]) -> str:
    """The page of all figures, in Markdown."""
    known = [run for run in runs if run["name"] in found]
    missing = [f"`{run['name']}`" for run in runs if run["name"] not in found]
    short = [
        f"- {run['title']}: {name}: **{value}** (bar {bar})"
        for run in known
        for name, value, bar, verdict, _ in _rows(found[run["name"]])
        if verdict == "missed"
    ]
    bars = [row for run in known for row in _rows(found[run["name"]]) if row[2]]
    parts = [HEAD, f"## Short of the bar: {len(short)} of {len(bars)}\n", "\n".join(short) + "\n"]
    if missing:
        parts.append(f"Not run yet on this page: {', '.join(missing)}.\n")
    parts += ["\n".join(_section(run, found[run["name"]])) for run in known]
    return "\n".join(parts)


def _rows(result: Mapping[str, Any]) -> list[list[str]]:
    return [[cell.strip() for cell in line] for line in result["figures"]]


def _section(run: Mapping[str, Any], result: Mapping[str, Any]) -> Iterator[str]:
    command = run["command"].format(shared="SHARED", peers="PEERS", negmas="PYTHON", postgres="URL")
    yield f"## {run['title']}\n"
    yield f"`python benchmarks/{command}`. Data: {run['data']}."
    if "needs" in run:
        yield f"Needs {run['needs']}."
    yield f"{result['day']}, {result['machine']}, load {result['load']}, {result['seconds']} s.\n"
    yield "| figure | measured | bar | | peer |"
    yield "| --- | --- | --- | --- | --- |"
    for name, value, bar, verdict, peer in _rows(result):
        shown = "**missed**" if verdict == "missed" else verdict
        yield f"| {name} | {value} | {bar} | {shown} | {peer} |"
    yield ""


if __name__ == "__main__":
    sys.exit(main())
