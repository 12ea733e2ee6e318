"""The draft of 25-26 February 2025 against a table of what its clauses do.

    python benchmarks/february.py ukraine-us-2025-02-26.txt

The table (february.yaml) was made by reading the text before this was run: undertakings, terms, and the
clauses that leave something to a later agreement. Printed: what was missed, what was read otherwise, what was
read beyond the table, and the share of operative sentences that were not understood. The bar: 95 percent of
the table, every operative sentence analysed or listed; exit code 1 when it is missed.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import yaml
from figures import figure

from fullpowers.language import analyse
from fullpowers.model import Analysis, Force, Undertaking
from fullpowers.reading import read

BAR = 0.95


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("draft", type=Path)
    options = parser.parse_args()
    table = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    analysis = analyse(read(options.draft))
    rows = sum(len(part) for part in table.values())
    right = (
        _undertakings(table["undertakings"], analysis)
        + _terms(table["terms"], analysis)
        + _later(table["later"], analysis)
    )
    share = right / rows
    print(
        f"{right} of {rows} right; {analysis.understood} of {analysis.sentences} "
        f"operative sentences understood, the others listed; {analysis.bindingness.force.value}"
    )
    return 0 if figure("rows of the gold table right", share, least=BAR) else 1


def _undertakings(table: list[list[str]], analysis: Analysis) -> int:
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
        read_as = (found.bearer or "-", found.modality.value, found.force.value)
        if (
            read_as[0] in bearer.split("/")
            and read_as[1] in modality.split("/")
            and force in ("any", read_as[2])
        ):
            right += 1
        else:
            print(f"otherwise: {section} {words}: {read_as}, not {(bearer, modality, force)}")
    for one in left:
        print(f"beyond the table: {one.passage.path} {one.marker.quote} {one.action[:50]}")
    print(f"undertakings: {right} of {len(table)}")
    return right


def _terms(table: list[list[str]], analysis: Analysis) -> int:
    left = [term for term in analysis.terms if term.passage.path.startswith("sec-")]
    right = 0
    for section, kind, words, bearer in table:
        found = next(
            (
                term
                for term in left
                if term.passage.path.split("/")[0] == section
                and term.kind.value == kind
                and words in term.passage.quote
                and bearer in ("any", term.bearer)
            ),
            None,
        )
        if found is None:
            print(f"missed: {section} {kind} {words}")
            continue
        left.remove(found)
        right += 1
    for term in left:
        print(f"beyond the table: {term.passage.path} {term.kind.value} {term.label[:70]}")
    print(f"terms: {right} of {len(table)}")
    return right


def _later(table: list[list[str]], analysis: Analysis) -> int:
    deferring = [one for one in analysis.undertakings if one.later]
    right = 0
    for section, words in table:
        if any(_fits(one, section, words) for one in deferring):
            right += 1
        else:
            print(f"not told to be left to a later agreement: {section} {words}")
    print(f"left to a later agreement: {right} of {len(table)}")
    return right


def _fits(one: Undertaking, section: str, words: str) -> bool:
    return one.passage.path.split("/")[0] == section and f"{one.marker.quote} {one.action}".startswith(words)


if __name__ == "__main__":
    sys.exit(main())
