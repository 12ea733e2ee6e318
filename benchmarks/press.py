"""Statements of a press article: found against read, with the kind of source.

    python benchmarks/press.py ../shared

The list is benchmarks/press.yaml. Found: a claim covers the offset of the statement. Precision counts claims
that cover no listed statement as wrong. Also prints every verdict against the text of 26 February 2025, to be
read by a person: a wrong "supported" is the worst that can happen.
"""

from __future__ import annotations

import argparse
import hashlib
from pathlib import Path

import yaml
from figures import figure

from fullpowers import analyse, read
from fullpowers.claims import Text, verify


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    given = parser.parse_args()
    article = (given.shared / "drafts" / "press-2025-02-21.txt").read_text(encoding="utf-8")
    listed = yaml.safe_load((Path(__file__).parent / "press.yaml").read_text(encoding="utf-8"))
    if hashlib.sha256(article.encode()).hexdigest() != listed["sha256"]:
        raise SystemExit("this is not the article that was read")
    instrument = read(given.shared / "drafts" / "ukraine-us-2025-02-26.txt")
    claims = verify(article, [Text(instrument, analyse(instrument))], name="press")
    spans = sorted({(one.start, one.end) for one in claims})
    found = kinds = 0
    for statement in listed["statements"]:
        there = [one for one in claims if one.start <= statement["at"] < one.end]
        found += bool(there)
        kinds += any(one.speaker_kind.value == statement["kind"] for one in there)
        if not there or not any(one.speaker_kind.value == statement["kind"] for one in there):
            print(
                "missed" if not there else "other kind:", statement, [one.speaker_kind.value for one in there]
            )
            print("   ", article[statement["at"] - 3 : statement["at"] + 60].replace("\n", " "))
    right = [s for s in spans if any(s[0] <= one["at"] < s[1] for one in listed["statements"])]
    for span in spans:
        if span not in right:
            print("not listed:", article[slice(*span)][:90].replace("\n", " "))
    total = len(listed["statements"])
    figure(f"statements found, of {total}", found / total, least=0.90)
    figure("found with the right kind of source", kinds / total)
    figure(f"statements that are listed, of {len(spans)} found", len(right) / len(spans), least=0.90)
    for one in claims:
        print(f"  {one.status.value:17} {one.speaker or '-':34.34} {one.statement[:70]!r}")
        print(f"{'':20}{one.reason}")


if __name__ == "__main__":
    main()
