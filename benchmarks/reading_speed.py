"""How long the reader takes for a Word document, bytes to instrument, in one process.

    python benchmarks/reading_speed.py ../shared

Every DOCX of SHARED/hostile outside crafted/ (up to 2 MB) is read three times; the best counts. It is
processor time, so that other work on the machine does not matter. The bars: half of them within 15 ms,
99 of 100 within 150 ms. The peer is python-docx opening the file and joining its paragraphs, where it is
installed. Exit code 1 when missed.
"""

from __future__ import annotations

import argparse
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path

from figures import figure

from fullpowers.model import UnreadableInput
from fullpowers.reading.parse import parse

MEDIAN, SLOWEST = 0.015, 0.150
LARGEST = 2_000_000
ROUNDS = 3


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    options = parser.parse_args()
    times, peers, slow = [], [], []
    for path in sorted((options.shared / "hostile").rglob("*.doc[xm]")):
        if path.parent.name == "crafted" or path.stat().st_size > LARGEST:
            continue
        data = path.read_bytes()
        try:
            seconds = best(lambda data=data, name=path.name: parse(data, name))
        except UnreadableInput:
            continue
        times.append(seconds)
        slow.append((seconds, path.name))
        if (peer := python_docx(data)) is not None:
            peers.append(peer)
    median, late = share(times, 0.5), share(times, 0.99)
    for seconds, name in sorted(slow, reverse=True)[:5]:
        print(f"    {seconds * 1e3:7.1f} ms  {name}")
    met = []
    for name, part, seconds, bar in (("median", 0.5, median, MEDIAN), ("99th of 100", 0.99, late, SLOWEST)):
        peer = f"python-docx {share(peers, part) * 1e3:.1f}" if peers else ""
        name = f"{name} of {len(times)} files of Word"
        met.append(figure(name, seconds * 1e3, "ms", most=bar * 1e3, peer=peer))
    return 0 if all(met) else 1


def best(run: Callable[[], object]) -> float:
    """Shortest of some runs, in seconds."""
    seconds = []
    for _ in range(ROUNDS):
        begun = time.process_time()
        run()
        seconds.append(time.process_time() - begun)
    return min(seconds)


def share(values: list[float], part: float) -> float:
    """The value below which this part of the values lies."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))]


def python_docx(data: bytes) -> float | None:
    """Seconds that python-docx takes; None when it is not there or cannot read the file."""
    try:
        import docx

        return best(lambda: [p.text for p in docx.Document(io.BytesIO(data)).paragraphs])
    except Exception:
        return None


if __name__ == "__main__":
    sys.exit(main())
