"""What a sentence means for a party, against annotated contract sentences and two known figures.

    python benchmarks/deontic.py DEONTIC.jsonl.gz [--failures 20] [--half a]

A record is a sentence, a party and the labels that annotators gave the sentence as seen from that party.
Only parties named in the records of the same document are known to the analyser. Printed: precision,
recall and F1 of each label, and their mean (macro F1 over seven labels). Beside it stand the figures on
the whole set of hand rules (.459) and of a logistic regression over words that was trained on it (.668).
The bar: macro F1 of at least .62; exit code 1 when it is missed. ``--half a`` or ``b`` takes the documents
whose name hashes to an even or odd number, so that rules can be made on one half and judged on the other.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from figures import figure

from fullpowers.language import analyse
from fullpowers.language.views import as_seen_by
from fullpowers.model import Instrument, Modality, Party, Provision, ProvisionKind, Undertaking

BAR = 0.62
LABELS = (
    "obligation",
    "entitlement",
    "prohibition",
    "permission",
    "no_obligation",
    "no_entitlement",
    "none",
)
OF = {
    Modality.OBLIGATION: "obligation",
    Modality.INTENTION: "obligation",
    Modality.REPRESENTATION: "obligation",
    Modality.ENTITLEMENT: "entitlement",
    Modality.POWER: "permission",
    Modality.PROHIBITION: "prohibition",
    Modality.PERMISSION: "permission",
    Modality.NO_OBLIGATION: "no_obligation",
    Modality.NO_ENTITLEMENT: "no_entitlement",
}


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--failures", type=int, default=0, help="show so many errors of each label")
    parser.add_argument("--half", choices=["a", "b"], help="every other document only")
    options = parser.parse_args()
    records = [record for record in _records(options.bench) if _in_half(record, options.half)]
    parties: dict[str, set[str]] = defaultdict(set)
    for record in records:
        parties[_document(record)].add(record["party"])
    right, found, true = Counter[str](), Counter[str](), Counter[str]()
    misses: dict[tuple[str, str], list[str]] = defaultdict(list)
    read: dict[tuple[str, str], tuple[Undertaking, ...]] = {}
    for record in records:
        key = record["id"], record["text"]
        if key not in read:
            read[key] = _undertakings(record["text"], parties[_document(record)])
        labels = _labels(read[key], record["party"].title())
        gold = set(record["labels"])
        found.update(labels)
        true.update(gold)
        right.update(labels & gold)
        for label in labels ^ gold:
            kind = "missed" if label in gold else "wrong"
            misses[label, kind].append(f"{record['party']}: {sorted(gold)} {sorted(labels)} {record['text']}")
    scores = []
    print("label            P      R      F1     of")
    for label in LABELS:
        precision, recall = right[label] / max(1, found[label]), right[label] / max(1, true[label])
        scores.append(2 * right[label] / max(1, found[label] + true[label]))
        print(f"{label:15}  {precision:.3f}  {recall:.3f}  {scores[-1]:.3f}  {true[label]}")
        for kind in ("missed", "wrong"):
            for miss in misses[label, kind][: options.failures]:
                print(f"    {kind}: {miss[:700]}")
    macro = sum(scores) / len(scores)
    peer = "hand rules .459, trained logistic regression .668"
    return 0 if figure("macro F1", macro, least=BAR, peer=peer) else 1


def _undertakings(text: str, parties: set[str]) -> tuple[Undertaking, ...]:
    """Undertakings of one sentence as the only section of a contract between ``parties``."""
    text = _written(text)
    section = Provision(ProvisionKind.SECTION, "sec-1", "", "", 0, 0, len(text))
    known = tuple(Party(party.title()) for party in sorted(parties))
    return analyse(Instrument("", text, (section,), known, ("en",))).undertakings


def _written(text: str) -> str:
    """The sentence as it was before it was cut into tokens."""
    text = re.sub(r" (’s|'s|n't|[,.;:)%\]])(?!\w)", r"\1", text)
    return re.sub(r"([(\[$]) ", r"\1", text)


def _labels(undertakings: tuple[Undertaking, ...], party: str) -> set[str]:
    seen = {as_seen_by(undertaking, party) for undertaking in undertakings}
    if any(
        one.bearer and party in one.bearer and one.modality is Modality.DECLARATION for one in undertakings
    ):
        seen.add(Modality.OBLIGATION)  # the annotators count what a party acknowledges among its obligations
    return {OF[modality] for modality in seen if modality in OF} or {"none"}


def _document(record: Mapping[str, Any]) -> str:
    return str(record["id"]).rsplit("-", 1)[0]


def _in_half(record: Mapping[str, Any], half: str | None) -> bool:
    return half is None or zlib.crc32(_document(record).encode()) % 2 == (half == "b")


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    sys.exit(main())
