"""Definitions and references against fifteen texts that were annotated by reading.

    python benchmarks/definitions.py CUAD.jsonl.gz SEGMENT.jsonl.gz [--failures]

The annotation (definitions.yaml: offsets and labels only) was made before the analyser was run on these
texts. A definition is right when its term overlaps the annotated one; a reference when it overlaps and
leads to the annotated provision, or is external where the annotation says so. Printed: precision and recall
of both. The bar: .95 each; exit code 1 when one is missed.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from figures import figure

from fullpowers.language import analyse
from fullpowers.model import Instrument, Reference, ReferenceStatus
from fullpowers.reading import read_bytes

BAR = 0.95


@dataclass(frozen=True)
class Mark:
    """An annotated or a found place; offsets count letters and signs, white space left out."""

    start: int
    end: int
    target: str = ""
    optional: bool = False

    def overlaps(self, other: Mark) -> bool:
        return self.start < other.end and other.start < self.end


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--failures", action="store_true", help="show what was missed or invented")
    options = parser.parse_args()
    gold = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))["documents"]
    wanted = {document["text"]: document for document in gold}
    tally: dict[str, Counter[str]] = {"definitions": Counter(), "references": Counter()}
    for text in _texts(options.sets, set(wanted)):
        document = wanted[_hash(text)]
        instrument = read_bytes(text.encode(), "draft.txt")
        analysis = analyse(instrument)
        found = {
            "definitions": [_mark(instrument, one.passage) for one in analysis.definitions],
            "references": [_reference(instrument, one) for one in analysis.references],
        }
        for kind, counts in tally.items():
            marks = [_annotated(text, *entry) for entry in document[kind]]
            _count(kind, marks, found[kind], counts, instrument if options.failures else None)
    met = []
    for kind, counts in tally.items():
        precision = counts["right"] / max(1, counts["found"])
        recall = counts["met"] / max(1, counts["annotated"])
        met += [
            figure(f"{kind}, precision", precision, least=BAR),
            figure(f"{kind}, recall of {counts['annotated']} annotated", recall, least=BAR),
        ]
    return 0 if all(met) else 1


def _count(
    kind: str, gold: Sequence[Mark], found: Sequence[Mark], counts: Counter[str], shown: Instrument | None
) -> None:
    for mark in gold:
        if mark.optional:
            continue
        counts["annotated"] += 1
        met = any(mark.overlaps(one) and _agree(mark, one) for one in found)
        counts["met"] += met
        if not met and shown:
            read_as = [one.target for one in found if mark.overlaps(one)]
            print(f"missed    {kind} {_around(shown, mark)} {read_as}")
    for one in found:
        near = [mark for mark in gold if mark.overlaps(one)]
        if near and all(mark.optional for mark in near):
            continue
        counts["found"] += 1
        right = any(_agree(mark, one) for mark in near)
        counts["right"] += right
        if not right and shown:
            print(f"wrong     {kind} {_around(shown, one)}")


def _agree(gold: Mark, found: Mark) -> bool:
    if gold.target in ("any", found.target):
        return True
    return gold.target[:1].isdigit() and (
        _steps(gold.target) == _steps(found.target) or _is_block(found.target)
    )


def _is_block(path: str) -> bool:
    """A run-on text that has no structure: the block that holds the number is all that can be named."""
    return path.split("/")[-1].split("-")[0] in ("text", "enacting")


def _steps(target: str) -> tuple[str, ...]:
    """``art-iv/par-2/b`` and ``4.2.b`` are the same; chapters and articles above sections are left out."""
    parts = [part for part in target.lower().split("/") if not part.startswith(("ch-", "part-"))]
    if len(parts) > 1 and parts[0].startswith("art-") and parts[1].startswith("sec-"):
        parts = parts[1:]
    bare = re.sub(r"(?<![a-z])[a-z]+-", "", "/".join(parts))
    return tuple(_FIGURES.get(step, step) for step in re.split(r"[/.()]+", bare) if step)


_FIGURES = {
    "i": "1",
    "ii": "2",
    "iii": "3",
    "one": "1",
    "two": "2",
    "three": "3",
    "five": "5",
    "fourteen": "14",
}


def _reference(instrument: Instrument, one: Reference) -> Mark:
    target = "external" if one.status is ReferenceStatus.EXTERNAL else one.target or "dangling"
    mark = _mark(instrument, one.passage)
    return Mark(mark.start, mark.end, target)


def _mark(instrument: Instrument, passage: Any) -> Mark:
    return Mark(*(_rank(instrument.text, offset) for offset in (passage.start, passage.end)))


def _annotated(text: str, start: int, end: int, target: str = "", optional: str = "") -> Mark:
    marked = "optional" in (target, optional)
    return Mark(_rank(text, start), _rank(text, end), "" if target == "optional" else target, marked)


def _rank(text: str, offset: int) -> int:
    """How many characters that are no white space stand before ``offset``: the same in every layout."""
    return len("".join(text[:offset].split()))


def _around(instrument: Instrument, mark: Mark) -> str:
    bare = [offset for offset, letter in enumerate(instrument.text) if not letter.isspace()]
    start, end = bare[mark.start], bare[min(mark.end, len(bare)) - 1] + 1
    text = instrument.text
    return (
        f"{mark.target:9} {text[max(0, start - 60) : start]!r} [{text[start:end]}] {text[end : end + 40]!r}"
    )


def _texts(paths: Sequence[Path], wanted: set[str]) -> Iterator[str]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for record in map(json.loads, lines):
                if _hash(record["text"]) in wanted:
                    yield record["text"]


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
