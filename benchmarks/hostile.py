"""Reads every file of a folder, each in processes of its own, and says what became of it.

    python benchmarks/hostile.py ../shared [--only docx] [--every 5] [--verbose]

All of SHARED/hostile, whatever its format: Word, OpenDocument, PDF, mutilated and empty files. For each
file: the time from the start of a process to its end, the peak memory (resident pages, as the kernel counts
them for the process that asks and for its worker, added up), and the outcome: read, or refused with which
reason. The bar: 0 crashes and hangs, and every file answered within 20 seconds and 1 GiB, read or refused
with a typed refusal. Exit code 1 when it is missed. The memory is measured on Linux only.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from figures import figure

SECONDS = 20
MEGABYTES = 1024

READ = """
import ctypes, json, os, resource, sys
if sys.platform == "linux":
    # processes that lose their parent come to this one, so that the memory of all of them is counted
    ctypes.CDLL(None).prctl(36, 1, 0, 0, 0)
from fullpowers.model import UnreadableInput
from fullpowers.reading import read
from fullpowers.reading.worker.client import close
try:
    what = f"read, {len(read(sys.argv[1]).text)} characters"
except UnreadableInput as refusal:
    what = f"refused: {refusal.refusal.value}"
close()
while True:
    try:
        os.wait()
    except ChildProcessError:
        break
kilobytes = sum(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps([what, kilobytes / 1024]))
"""


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    path: Path
    what: str
    """``read, ...``, ``refused: ...``, ``crash`` or ``hang``."""
    seconds: float
    megabytes: float = 0.0
    detail: str = ""

    @property
    def kind(self) -> str:
        """The outcome without its figures."""
        return self.what.partition(",")[0]

    @property
    def is_within(self) -> bool:
        """Whether it was answered within the bar."""
        answered = self.kind == "read" or self.kind.startswith("refused: ")
        return answered and self.seconds <= SECONDS and self.megabytes <= MEGABYTES


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="files with this suffix only, such as docx")
    parser.add_argument("--every", type=int, default=1, help="a sample: every so many files")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--verbose", action="store_true", help="print every file")
    arguments = parser.parse_args()
    inside = arguments.folder / "hostile"
    paths = sorted(
        path
        for path in (inside if inside.is_dir() else arguments.folder).rglob("*")
        if path.is_file() and path.suffix.lower().endswith(arguments.only.lower())
    )[:: arguments.every]
    with ThreadPoolExecutor(arguments.jobs) as pool:
        outcomes = list(pool.map(attempt, paths))
    if arguments.verbose:
        for outcome in outcomes:
            print(
                f"{outcome.seconds:6.2f} s {outcome.megabytes:5.0f} MB  {outcome.what:36} {outcome.path.name}"
            )
    by_suffix = defaultdict(list)
    for outcome in outcomes:
        by_suffix[outcome.path.suffix.lower() or "no suffix"].append(outcome)
    for suffix, some in sorted(by_suffix.items(), key=lambda pair: -len(pair[1])):
        report(suffix, some)
    report("all files", outcomes)
    missed = not outcomes or any(not outcome.is_within for outcome in outcomes)
    beyond = sum(not outcome.is_within for outcome in outcomes)
    figure("files", len(outcomes))
    return 1 if not figure(f"not answered in {SECONDS} s and {MEGABYTES} MB", beyond, most=0) or missed else 0


def report(title: str, outcomes: list[Outcome]) -> None:
    """Print counts, times, memory and the files that miss the bar."""
    if not outcomes:
        return
    print(f"{title}: {len(outcomes)}")
    for kind, count in Counter(outcome.kind for outcome in outcomes).most_common():
        print(f"  {count:5}  {kind}")
    for what, values in (
        ("s", sorted(outcome.seconds for outcome in outcomes)),
        ("MB", sorted(outcome.megabytes for outcome in outcomes)),
    ):
        print(f"  median {values[len(values) // 2]:.2f} {what}, most {values[-1]:.2f} {what}")
    for outcome in outcomes:
        if not outcome.is_within:
            figures = f"{outcome.seconds:.1f} s, {outcome.megabytes:.0f} MB"
            print(f"  BEYOND {outcome.what} ({figures}): {outcome.path.name}\n{outcome.detail}")


def attempt(path: Path) -> Outcome:
    """Read one file in a process of its own; it is given half as long again, to know how late it is."""
    started = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, "-c", READ, str(path)],
            capture_output=True,
            text=True,
            timeout=SECONDS * 1.5,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(path, "hang", time.monotonic() - started)
    seconds = time.monotonic() - started
    if done.returncode != 0:
        return Outcome(path, "crash", seconds, detail=done.stderr[-800:])
    what, megabytes = json.loads(done.stdout)
    return Outcome(path, what, seconds, megabytes)


if __name__ == "__main__":
    sys.exit(main())
