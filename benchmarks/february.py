"""The draft of 25-26 February 2025 against a table of what its clauses do.

    python benchmarks/february.py ukraine-us-2025-02-26.txt

The table (february.yaml) was made by reading the text. Printed: what was missed, what was read otherwise,
what was read beyond the table, and the share of operative sentences that were not understood. The bar:
95 percent of the table, every operative sentence analysed or listed; exit code 1 when it is missed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import yaml

from fullpowers.language import analyse
from fullpowers.model import Force, Undertaking
from fullpowers.reading import read

BAR = 0.95


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("draft", type=Path)
    options = parser.parse_args()
    table = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))["undertakings"]
    analysis = analyse(read(options.draft))
    left = [
        one
        for one in analysis.undertakings
        if one.force is not Force.RECITAL and one.passage.path.startswith("sec-")
    ]
    right = 0
    for section, words, bearer, modality, force in table:
        found = next((one for one in left if _fits(one, section, words)), None)
        if found is None:
            print(f"missed: {section} {words}")
            continue
        left.remove(found)
        read_as = (found.bearer, found.modality.value, found.force.value)
        if read_as[:2] == (bearer, modality) and force in ("any", read_as[2]):
            right += 1
        else:
            print(f"otherwise: {section} {words}: {read_as}, not {(bearer, modality, force)}")
    for one in left:
        print(f"beyond the table: {one.passage.path} {one.marker.quote} {one.action[:50]}")
    share = right / len(table)
    print(
        f"{right} of {len(table)} right ({share:.3f}, bar {BAR}); {len(left)} beyond the table; "
        f"{analysis.understood} of {analysis.sentences} operative sentences understood, the others listed; "
        f"{analysis.bindingness.force.value}"
    )
    return 0 if share >= BAR else 1


def _fits(one: Undertaking, section: str, words: str) -> bool:
    return one.passage.path.split("/")[0] == section and f"{one.marker.quote} {one.action}".startswith(words)


if __name__ == "__main__":
    sys.exit(main())
