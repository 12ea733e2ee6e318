"""What reading behind walls costs for each file, and what becomes of attempts to get out.

    python benchmarks/containment.py [FILE ...]

Prints the time to start the worker, the cost of a file over reading it in this very process (the
bar: 60 ms), and a table of escape attempts as an ordinary user (the bar: all refused). Without FILE
the drafts of the example are read. Exit code 1 when a bar is missed.
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from figures import figure

from fullpowers.model import UnreadableInput
from fullpowers.reading import containment, containment_gaps, read_bytes, start
from fullpowers.reading.parse import parse
from fullpowers.reading.worker import client

ROOT = Path(__file__).parents[1]
BAR = 0.060
"""Seconds a file."""


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--times", type=int, default=20)
    arguments = parser.parse_args()
    files = arguments.files or [
        path
        for path in sorted((ROOT / "examples" / "minerals").rglob("*"))
        if path.suffix in (".txt", ".docx", ".html", ".md", ".pdf")
    ]
    print(f"worker ready after {started():.2f} s; containment: {containment()} {containment_gaps() or ''}")
    costs = [cost(path, arguments.times) for path in files]
    dearest = max(costs)
    middle = statistics.median(costs)
    print(f"cost of the walls a file: median {middle * 1000:.1f} ms, most {dearest * 1000:.1f} ms")
    escaped = escapes()
    met = [
        figure("cost of the walls a file, most", dearest * 1000, "ms", most=BAR * 1000),
        figure("cost of the walls a file, median", middle * 1000, "ms"),
        figure("escapes that succeeded", escaped, most=0),
        figure("walls that are missing here", len(containment_gaps()), most=0),
    ]
    return 0 if all(met) else 1


def started() -> float:
    """Seconds from the start of the worker to its first answer."""
    client.close()
    begun = time.monotonic()
    start()
    read_bytes(b"AGREEMENT", "a.txt")
    return time.monotonic() - begun


def cost(path: Path, times: int) -> float:
    """Seconds that the walls add to reading one file: medians of both ways."""
    data = path.read_bytes()
    behind = _median(lambda: read_bytes(data, path.name), times)
    without = _median(lambda: parse(data, path.name), times)
    print(f"  {behind * 1000:7.1f} ms behind walls, {without * 1000:7.1f} ms without  {path.name}")
    return behind - without


def _median(read: Callable[[], object], times: int) -> float:
    seconds = []
    for _ in range(times):
        begun = time.monotonic()
        try:
            read()
        except UnreadableInput as refusal:
            print(f"  refused: {refusal}")
            return 0.0
        seconds.append(time.monotonic() - begun)
    return statistics.median(seconds)


def escapes() -> int:
    """Print what became of each attempt; how many succeeded."""
    script = ROOT / "tests" / "reading" / "escapes.py"
    done = subprocess.run(
        [sys.executable, str(script), "--ordinary"], capture_output=True, text=True, timeout=300, check=True
    )
    told = json.loads(done.stdout)
    for name, outcome in told["attempts"].items():
        print(f"  {outcome:24} {name}")
    succeeded = sum(not outcome.startswith("refused") for outcome in told["attempts"].values())
    print(f"escape attempts as user {told['user']}: {len(told['attempts'])}, succeeded: {succeeded}")
    return succeeded


if __name__ == "__main__":
    sys.exit(main())
