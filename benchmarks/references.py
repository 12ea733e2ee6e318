"""How many cross-references of treaties find their provision, or are known to point elsewhere.

    python benchmarks/references.py SEGMENT.jsonl.gz [--style clean] [--failures 30]

A record is a treaty as flat text. There is no ground truth: a reference to an article, paragraph or annex
is *resolved* (its provision stands in the text), *external* (it belongs to another instrument) or
*dangling*. Nearly all treaties of the set are whole, so a dangling reference is nearly always an error of
ours. Printed: the shares, and the peer of language.md (one regular expression on "Article n", of which
80.3 % resolve). The bar: at least 97 % resolved or external; exit code 1 when it is missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from figures import figure

from fullpowers.language.references import find_references
from fullpowers.language.sentences import sentences
from fullpowers.model import ReferenceStatus
from fullpowers.reading import read_bytes

BAR = 0.97
PEER = 0.803


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--style", default="clean")
    parser.add_argument("--failures", type=int, default=0, help="show so many dangling references")
    options = parser.parse_args()
    counts: Counter[ReferenceStatus] = Counter()
    failures: list[str] = []
    with gzip.open(options.bench, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["style"] != options.style:
                continue
            instrument = read_bytes(record["text"].encode(), "draft.txt")
            for one in find_references(instrument, sentences(instrument)):
                if not any(character.isdigit() or character in "IVX" for character in one.text):
                    continue  # "this Article", and other instruments by name
                counts[one.status] += 1
                if one.status is ReferenceStatus.DANGLING:
                    start, end = one.passage.start, one.passage.end
                    around = instrument.text[max(0, start - 70) : end + 50]
                    failures.append(f"{record['doc_id']} {one.text!r}: {' '.join(around.split())}")
    total = sum(counts.values())
    found = total - counts[ReferenceStatus.DANGLING]
    print(f"references with a number  {total}")
    for status in ReferenceStatus:
        print(f"{status.value:25} {counts[status]} ({counts[status] / max(1, total):.4f})")
    print("\n".join(failures[: options.failures]))
    share, peer = found / max(1, total), f"one regular expression {PEER}"
    return 0 if figure("references resolved or external", share, least=BAR, peer=peer) else 1


if __name__ == "__main__":
    sys.exit(main())
