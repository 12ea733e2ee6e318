"""Bearer and modality of real treaty sentences, drawn at random and annotated before the analyser saw them.

    python benchmarks/clauses.py SEGMENT.jsonl.gz [--failures]

The annotation (clauses.yaml) holds offsets and labels only. Of each sentence the first undertaking counts;
it is right when both its modality and its bearer are. "documents" are the sentences on whose failures the
rules were mended, "second" to "fourth" ones that were drawn and annotated afterwards. Printed: the share
right, and each of the two alone. The bar: .90 of both together; exit code 1 when it is missed. 311 clauses
of our own are a test beside it (tests/language/test_clauses.py).
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from figures import figure

from fullpowers.language import analyse
from fullpowers.model import Instrument, Undertaking
from fullpowers.reading import read_bytes

BAR = 0.90


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--failures", action="store_true", help="show what was read otherwise")
    options = parser.parse_args()
    gold = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    parts = ("documents", "second", "third", "fourth")
    shares = [_judge(name, gold[name], options.bench, options.failures) for name in parts]
    met = [
        figure(f"bearer and modality, set {name}", share, least=BAR)
        for name, share in zip(parts, shares, strict=True)
    ]
    return 0 if all(met) else 1


def _judge(name: str, documents: list[dict[str, Any]], bench: Path, failures: bool) -> float:
    """Print and return the share of the sentences of which both bearer and modality are right."""
    wanted = {document["text"]: document["clauses"] for document in documents}
    total = both = modality = bearer = 0
    for text, instrument in _instruments(bench, set(wanted)):
        undertakings = analyse(instrument).undertakings
        for start, end, what, who in wanted[hashlib.sha256(text.encode()).hexdigest()]:
            found = _first(instrument, undertakings, text, start, end)
            right_what = found is not None and found.modality.value in what.split("/")
            right_who = found is not None and (found.bearer or "-") in who.split("/")
            total, both = total + 1, both + (right_what and right_who)
            modality, bearer = modality + right_what, bearer + right_who
            if failures and not (right_what and right_who):
                read = (found.modality.value, found.bearer, found.marker.quote) if found else None
                print(f"{what} | {who}: read {read}: {' '.join(text[start:end].split())[:200]}")
    print(
        f"{name}: bearer and modality {both / total:.3f} of {total} sentences (bar {BAR}); "
        f"modality {modality / total:.3f}, bearer {bearer / total:.3f}"
    )
    return float(both / total)


def _first(
    instrument: Instrument, undertakings: tuple[Undertaking, ...], text: str, start: int, end: int
) -> Undertaking | None:
    """The first undertaking in the sentence, found by its words: spaces differ between the two texts."""
    squeezed = "".join(instrument.text.split())
    left = squeezed.find("".join(text[start:end].split()))
    right = left + len("".join(text[start:end].split()))
    for one in undertakings:
        at = len("".join(instrument.text[: one.marker.start].split()))
        if left <= at < right:
            return one
    return None


def _instruments(path: Path, wanted: set[str]) -> Iterator[tuple[str, Instrument]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for record in map(json.loads, lines):
            if hashlib.sha256(record["text"].encode()).hexdigest() in wanted:
                yield record["text"], read_bytes(record["text"].encode(), "draft.txt")


if __name__ == "__main__":
    sys.exit(main())
