"""Whole-process times of the command line: the example pair, two 60-page texts, the bare help.

Usage: python benchmarks/review.py [--runs 5]

Each figure is the median of cold processes (start to written HTML), after one run that is not
counted. The 60-page pair is made here from a fixed seed, so that nothing outside the repository
is needed. Peer for scale, in the same run: an empty Python process that imports numpy and lxml.
"""

from __future__ import annotations

import argparse
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
    with tempfile.TemporaryDirectory() as folder:
        old, new = _sixty_pages(Path(folder))
        brief = str(Path(folder) / "brief.html")
        review = [*COMMAND, "review", "--for", "UA", "--on", "2025-02-21", "-o", brief]
        pair = ["--matter", str(EXAMPLE / "matter.yaml")]
        rows = [
            ("fullpowers --help", [*COMMAND, "--help"], 0.3),
            ("review, example pair", [*review, *pair], 2.5),
            ("review, two 60-page texts", [*review, str(new), "--against", str(old)], 6.0),
            ("peer: python, import numpy and lxml", [sys.executable, "-c", "import numpy, lxml.etree"], None),
        ]
        for name, command, bar in rows:
            seconds = _time(command, runs)
            print(f"{name}: {min(seconds):.2f} to {max(seconds):.2f} s")
            figure(f"{name}, median of {runs}", statistics.median(seconds), "s", most=bar)


def _time(command: list[str], runs: int) -> list[float]:
    seconds = []
    for _ in range(runs + 1):
        begin = time.perf_counter()
        subprocess.run(command, check=True, capture_output=True)
        seconds.append(time.perf_counter() - begin)
    return seconds[1:]


def _sixty_pages(folder: Path) -> tuple[Path, Path]:
    """Two texts of 60 pages; the second has every tenth paragraph edited, three articles moved."""
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
    while size < 60 * PAGE:
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
    for name, body in (("old.txt", articles), ("new.txt", changed)):
        lines = [title, "", "Have agreed as follows:", ""]
        for number, article in enumerate(body, 1):
            lines += [f"Article {number}", "", *(line for text in article for line in (text, ""))]
        path = folder / name
        path.write_text("\n".join(lines), encoding="utf-8")
        paths.append(path)
    return paths[0], paths[1]


if __name__ == "__main__":
    main()
