"""Whether treaties are told to be binding, over treaty texts all of which are.

    python benchmarks/binding.py SEGMENT.jsonl.gz [--failures 20] [--style clean]

A record is a treaty in one of several layouts; each treaty is judged once, in the layout asked for, else
in the first that comes. Printed: how often each conclusion was drawn, the share called binding, and how
many were wrongly said to declare themselves not binding. Beside it stand the figures of two prototypes on
424 treaties: a weighted average of signs called .856 binding and 41 wrongly not binding by declaration, a
layered one .932 and 1. The bar: a share of at least .98 and no false declaration; exit code 1 when it is
missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import Counter
from pathlib import Path

from figures import figure

from fullpowers.language import analyse
from fullpowers.model import BindingForce
from fullpowers.reading import read_bytes

BAR = 0.98
BINDING = (BindingForce.BINDING, BindingForce.BINDING_DECLARED)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--style", default="", help="this layout only")
    parser.add_argument("--limit", type=int, default=0, help="so many treaties only")
    parser.add_argument("--failures", type=int, default=0, help="show so many that are not called binding")
    options = parser.parse_args()
    counts = Counter[BindingForce]()
    seen: set[str] = set()
    shown = 0
    with gzip.open(options.bench, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if record["tota_id"] in seen or options.style not in ("", record["style"]):
                continue
            if record["lang"] != "en":
                continue
            seen.add(record["tota_id"])
            judged = analyse(read_bytes(record["text"].encode(), "draft.txt")).bindingness
            counts[judged.force] += 1
            if judged.force not in BINDING and shown < options.failures:
                shown += 1
                print(f"{record['name']} ({record['style']}): {judged.force}: {judged.reason}")
                for sign in judged.indicators:
                    if sign.layer != "style":
                        print(f"    {sign.layer} {sign.rule} {sign.binding}: {sign.passage.quote[:200]!r}")
            if options.limit and len(seen) >= options.limit:
                break
    total = sum(counts.values())
    for force, count in counts.most_common():
        print(f"{force.value:32} {count}")
    share = sum(counts[force] for force in BINDING) / max(1, total)
    false = counts[BindingForce.NON_BINDING_DECLARED]
    met = [
        figure(f"called binding, of {total} binding treaties", share, least=BAR, peer="averaged scores .903"),
        figure("said to declare themselves not binding", false, most=0),
    ]
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
