"""How well clauses of each kind are found in commercial contracts, against plain keywords.

    python benchmarks/cuad.py CUAD_EXTRACT.jsonl.gz [--part looked|kept] [--show "Governing Law" --errors 20]

A record is a contract with spans of clauses that lawyers marked in 24 categories (CUAD v1, CC BY 4.0).
Printed for each category that the product looks for: precision, recall and F1 on contracts (is there such
a clause or not), the bar, the F1 of the keyword baseline, and the share of marked spans of which a found
sentence covers at least half. A quarter of the contracts, by the hash of their names, is kept apart: its
errors were never looked at when the patterns were written, so its figures judge; they are noisy, for some
categories have few clauses in it. Exit code 1 when a bar is missed on the chosen part.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from figures import figure

from fullpowers.language.definitions import find_definitions
from fullpowers.language.sentences import sentences
from fullpowers.language.terms import find_terms
from fullpowers.model import Instrument, Term, TermKind
from fullpowers.reading import read_bytes

BARS: Mapping[str, tuple[tuple[TermKind, ...], float, str]] = {
    "Governing Law": ((TermKind.GOVERNING_LAW,), 0.985, r"governed by|laws of"),
    "Cap On Liability": (
        (TermKind.LIABILITY_CAP,),
        0.95,
        r"liability.{0,80}(?:exceed|limited)|consequential",
    ),
    "Anti-Assignment": ((TermKind.ASSIGNMENT,), 0.95, r"not assign|assign.{0,60}without"),
    "Audit Rights": ((TermKind.AUDIT,), 0.90, r"\baudit|inspect.{0,40}(?:books|records)"),
    "Rofr/Rofo/Rofn": (
        (TermKind.FIRST_REFUSAL, TermKind.FIRST_OFFER),
        0.85,
        r"first (?:refusal|offer|negotiation)",
    ),
    "Termination For Convenience": (
        (TermKind.TERMINATION,),
        0.80,
        r"terminate.{0,80}(?:convenience|without cause)",
    ),
    "Minimum Commitment": (
        (TermKind.MINIMUM_COMMITMENT,),
        0.75,
        r"\bminimum (?:purchase|annual|order|quantit)",
    ),
    "Revenue/Profit Sharing": ((TermKind.REVENUE_SHARE, TermKind.ROYALTY), 0.75, r"royalt|revenue shar|% of"),
    "Most Favored Nation": ((TermKind.MOST_FAVOURED_NATION,), 0.70, r"most favored|more favorable"),
    "Exclusivity": ((TermKind.EXCLUSIVITY,), 0.75, r"\bexclusive(?:ly)?\b"),
    "Change Of Control": ((TermKind.CHANGE_OF_CONTROL,), 0.80, r"change (?:of|in) control"),
}
WITHOUT_CAUSE = "without cause"


@dataclass
class Score:
    """Counts of one category."""

    right: int = 0
    found: int = 0
    true: int = 0
    baseline: list[int] = field(default_factory=lambda: [0, 0])
    spans: int = 0
    covered: int = 0
    errors: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.true)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--part", choices=("looked", "kept", "all"), default="all")
    parser.add_argument(
        "--show", default="", help="show errors of this category (not of the part kept apart)"
    )
    parser.add_argument("--errors", type=int, default=20)
    options = parser.parse_args()
    scores = {name: Score() for name in BARS}
    for record in _records(options.bench):
        kept = hashlib.sha256(record["file"].encode()).digest()[0] % 4 == 3
        if options.part in ("all", "kept" if kept else "looked"):
            _judge(record, read_bytes(record["text"].encode(), "draft.txt"), scores)
    print(f"{'category':28} P      R      F1     bar    keywords  spans covered")
    for name, score in scores.items():
        right, found = score.baseline
        print(
            f"{name:28} {score.right / max(1, score.found):.3f}  {score.right / max(1, score.true):.3f}  "
            f"{score.f1:.3f}  {BARS[name][1]:.3f}  {2 * right / max(1, found + score.true):.3f}     "
            f"{score.covered}/{score.spans} = {score.covered / max(1, score.spans):.2f}"
        )
    mean = sum(score.f1 for score in scores.values()) / len(scores)
    print(f"{'mean':28} {'':14}{mean:.3f}")
    if options.show and options.part == "looked":
        print("\n".join(scores[options.show].errors[: options.errors]))
    met = []
    for name, score in scores.items():
        right, found = score.baseline
        words = f"keywords {2 * right / max(1, found + score.true):.3f}"
        met.append(figure(f"F1 on contracts, {name}", score.f1, least=BARS[name][1], peer=words))
    return 0 if all(met) else 1


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _judge(record: Mapping[str, Any], instrument: Instrument, scores: Mapping[str, Score]) -> None:
    spoken = sentences(instrument)
    terms = find_terms(instrument, spoken, find_definitions(instrument, spoken))
    starts = [sentence.start for sentence in spoken]

    def shown(term: Term) -> str:
        """The sentence that holds a term: of a figure, more than the figure."""
        sentence = spoken[max(0, bisect_right(starts, term.passage.start) - 1)]
        whole = sentence.text(instrument)
        return whole if term.quantity and term.passage.quote in whole else term.passage.quote

    for name, score in scores.items():
        kinds, _, keywords = BARS[name]
        found = [term for term in terms if term.kind in kinds and _counts(name, term)]
        labels = record["labels"].get(name, [])
        score.found += bool(found)
        score.true += bool(labels)
        score.right += bool(found and labels)
        hit = re.search(keywords, record["text"], re.I | re.S) is not None
        score.baseline[0] += bool(hit and labels)
        score.baseline[1] += hit
        quotes = [record["text"][start:end] for start, end in labels]
        for quote in quotes:
            score.spans += 1
            score.covered += any(_covers(shown(term), quote) for term in found)
        if bool(found) != bool(labels):
            for quote in map(shown, found[:4]) if found else quotes[:4]:
                rule = found[0].rule if found else ""
                sort = f"EXTRA {rule}" if found else "MISSED"
                score.errors.append(f"{sort} {record['file'][:24]}: {' '.join(quote.split())[:420]}")


def _counts(name: str, term: Term) -> bool:
    return name != "Termination For Convenience" or term.value == WITHOUT_CAUSE


def _covers(found: str, true: str) -> bool:
    """Whether the found passage holds at least half of the words of the true span, or lies wholly in it."""
    one, other = " ".join(found.split()), " ".join(true.split())
    if one in other:
        return 2 * len(one) >= len(other)
    if other in one:
        return True
    size = max(20, len(other) // 2)
    return any(other[start : start + size] in one for start in range(0, max(1, len(other) - size + 1), 10))


if __name__ == "__main__":
    sys.exit(main())
