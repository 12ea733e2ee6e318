"""Whole-process times of the command line: help, the example as HTML and in all formats, 60 and 500 pages.

Usage: python benchmarks/review.py [--runs 5]

Each figure is the median of cold processes (start to written brief), after one run that is not counted.
The package is compiled to bytecode first, as an installer does. The long pairs are made here from a fixed
seed, so that nothing outside the repository is needed. Memory is that of the largest process; for long
drafts there are two of about that size. Peer for scale, in the same run: an empty Python process that
imports numpy and lxml.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from figures import figure

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "minerals"
COMMAND = [sys.executable, "-m", "fullpowers"]
PAGE = 2_200
"""Characters of a page of treaty text."""


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--runs", type=int, default=5)
    runs = arguments.parse_args().runs
    subprocess.run([sys.executable, "-m", "compileall", "-q", str(ROOT / "src")], check=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        review = [*COMMAND, "review", "--for", "UA", "--on", "2025-02-21", "-o", str(folder / "brief.html")]
        example = [*review, "--matter", str(EXAMPLE / "matter.yaml")]
        others = ["-o", str(folder / "brief.pdf"), "-o", str(folder / "brief.docx")]
        sixty, long = (_pair(folder, pages) for pages in (60, 500))
        peer = [sys.executable, "-c", "import numpy, lxml.etree"]
        for name, command, bar, times in (
            ("fullpowers --help", [*COMMAND, "--help"], 0.3, runs),
            ("review, example pair, HTML", example, 2.5, runs),
            ("review, example pair, HTML, PDF and DOCX", [*example, *others], 8.0, min(runs, 3)),
            ("review, two 60-page texts", [*review, *sixty], 6.0, runs),
            ("review, two 500-page texts", [*review, *long], 15.0, min(runs, 3)),
            ("peer: python, import numpy and lxml", peer, None, runs),
        ):
            measured = [_run(command) for _ in range(times + 1)][1:]
            seconds = [one for one, _ in measured]
            print(f"{name}: {min(seconds):.2f} to {max(seconds):.2f} s")
            figure(f"{name}, median of {times}", statistics.median(seconds), "s", most=bar)
            if "500" in name:
                figure(f"{name}, memory", max(most for _, most in measured), "MB", most=2_000)


def _run(command: list[str]) -> tuple[float, float]:
    """Seconds, and megabytes of the process or its largest child."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)}: ended with {process.returncode}")
    return time.perf_counter() - begin, used.ru_maxrss / 1024


def _pair(folder: Path, pages: int) -> list[str]:
    """Two texts, the second against the first: every tenth paragraph is edited, three articles moved."""
    chance = random.Random(1969)
    things = ["revenues", "minerals", "deposits", "accounts", "reports", "licences", "contributions", "gas"]
    verbs = [
        "shall contribute",
        "shall publish",
        "may inspect",
        "will strive to protect",
        "intends to finance",
    ]
    sides = ["The Government of Alpha", "The Government of Beta", "Each Party", "The Fund"]

    def paragraph(number: int) -> str:
        first, second, third = chance.sample(things, 3)
        share, days = chance.randrange(5, 95), chance.randrange(10, 360)
        return (
            f"{number}. {chance.choice(sides)} {chance.choice(verbs)} {share} percent of the {first} and "
            f"{second} earned under this Agreement, within {days} days of the end of each year, subject to "
            f"the {third} that the Parties keep under Article {chance.randrange(1, 90)} and to the local law."
        )

    articles, size = [], 0
    while size < pages * PAGE:
        article = [paragraph(number) for number in range(1, chance.randrange(4, 9))]
        articles.append(article)
        size += sum(len(text) for text in article)
    changed = [
        [text.replace("shall", "may") if chance.random() < 0.1 else text for text in article]
        for article in articles
    ]
    for _ in range(3):
        changed.insert(chance.randrange(len(changed)), changed.pop(chance.randrange(len(changed))))
    title = "AGREEMENT BETWEEN THE GOVERNMENT OF ALPHA AND THE GOVERNMENT OF BETA ON MINING"
    paths = []
    for name, body in ((f"old-{pages}.txt", articles), (f"new-{pages}.txt", changed)):
        lines = [title, "", "Have agreed as follows:", ""]
        for number, article in enumerate(body, 1):
            lines += [f"Article {number}", "", *(line for text in article for line in (text, ""))]
        path = folder / name
        path.write_text("\n".join(lines), encoding="utf-8")
        paths.append(path)
    return [str(paths[1]), "--against", str(paths[0])]


if __name__ == "__main__":
    main()
