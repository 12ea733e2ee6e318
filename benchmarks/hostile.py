"""Reads every file of a folder, each in its own process under limits, and counts what became of it.

    python benchmarks/hostile.py /work/shared [--only docx] [--verbose]

The bar: each DOCX is answered within 20 seconds and 1 GiB of memory, read or refused with a
typed refusal; no traceback. Exit code 1 when it is missed.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

SECONDS = 20
MEMORY = 1 << 30
WORD = (".docx", ".docm", ".dotx", ".dotm")
REFUSED = 3
"""Exit code for an unreadable file."""

READ = """
import sys
from fullpowers.model import UnreadableInput
from fullpowers.reading import read
try:
    instrument = read(sys.argv[1])
except UnreadableInput as refusal:
    print(refusal.refusal.value)
    sys.exit(3)
print(len(instrument.text))
"""


@dataclass(frozen=True)
class Outcome:
    """What became of one file."""

    path: Path
    what: str
    """``read``, ``refused: ...``, ``traceback``, ``timeout`` or ``over memory``."""
    seconds: float
    detail: str = ""

    @property
    def is_answer(self) -> bool:
        return self.what == "read" or self.what.startswith("refused: ")


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="files with this suffix only, such as docx")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--verbose", action="store_true", help="print every file")
    arguments = parser.parse_args()
    inside = arguments.folder / "hostile"
    paths = sorted(
        path
        for path in (inside if inside.is_dir() else arguments.folder).rglob("*")
        if path.is_file() and path.suffix.lower().endswith(arguments.only.lower())
    )
    with ThreadPoolExecutor(arguments.jobs) as pool:
        outcomes = list(pool.map(attempt, paths))
    if arguments.verbose:
        for outcome in outcomes:
            print(f"{outcome.seconds:6.2f} s  {outcome.what:28} {outcome.path.name}")
    word = [outcome for outcome in outcomes if outcome.path.suffix.lower() in WORD]
    report("Word documents", word)
    report("Other files", [outcome for outcome in outcomes if outcome not in word])
    missed = [outcome for outcome in word if not outcome.is_answer]
    print(f"bar (every Word document answered in {SECONDS} s and 1 GiB): {'missed' if missed else 'met'}")
    return 1 if missed or not word else 0


def report(title: str, outcomes: list[Outcome]) -> None:
    """Print counts, times and the files without an answer."""
    if not outcomes:
        return
    seconds = sorted(outcome.seconds for outcome in outcomes)
    print(f"{title}: {len(outcomes)}")
    for what, count in Counter(outcome.what for outcome in outcomes).most_common():
        print(f"  {count:5}  {what}")
    print(f"  process start to end: median {seconds[len(seconds) // 2]:.2f} s, longest {seconds[-1]:.2f} s")
    for outcome in outcomes:
        if not outcome.is_answer:
            print(f"  NO ANSWER {outcome.what}: {outcome.path.name}\n{outcome.detail}")


def attempt(path: Path) -> Outcome:
    """Read one file in a process of its own."""
    started = time.monotonic()
    try:
        done = subprocess.run(
            [sys.executable, "-c", READ, str(path)],
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
            preexec_fn=_limit,
        )
    except subprocess.TimeoutExpired:
        return Outcome(path, "timeout", time.monotonic() - started)
    seconds = time.monotonic() - started
    if done.returncode == 0:
        return Outcome(path, "read", seconds)
    if done.returncode == REFUSED:
        return Outcome(path, f"refused: {done.stdout.strip()}", seconds)
    what = "over memory" if "MemoryError" in done.stderr or done.returncode < 0 else "traceback"
    return Outcome(path, what, seconds, done.stderr[-800:])


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


if __name__ == "__main__":
    sys.exit(main())
