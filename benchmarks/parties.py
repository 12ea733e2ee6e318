"""Parties of contracts: found against annotated, on the CUAD contracts of the shared set.

    python benchmarks/parties.py ../shared

Recall: annotated mentions (names and aliases) that are the name or an alias of a party found, or lie on one.
Precision: parties found whose name lies on an annotated mention. Mentions behind the first 20,000 characters
are left out: parties are read from the opening.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

from figures import figure

from fullpowers.reading import read_bytes


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shared", type=Path)
    parser.add_argument("--every", type=int, default=1, help="Only every n-th contract.")
    parser.add_argument("--show", action="store_true", help="Print what was missed.")
    given = parser.parse_args()
    hit = mentions = right = found = two = contracts = 0
    with gzip.open(given.shared / "bench" / "cuad_extract.jsonl.gz", "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % given.every:
                continue
            entry = json.loads(line)
            text = entry["text"]
            gold = [(a, b) for a, b in entry["labels"]["Parties"] if b < 20_000]
            instrument = read_bytes(text.encode(), "contract.txt")
            parties = instrument.parties
            names = {name.casefold() for party in parties for name in (party.name, *party.aliases)}
            quotes = [" ".join(text[a:b].split()) for a, b in gold]
            told = [any(_same(quote, name) for name in names) for quote in quotes]
            correct = [any(_same(quote, party.name.casefold()) for quote in quotes) for party in parties]
            contracts += 1
            two += len(parties) > 1
            hit, mentions = hit + sum(told), mentions + len(gold)
            right, found = right + sum(correct), found + len(parties)
            if given.show and not (all(told) and all(correct)):
                print(entry["file"][:50], "| missed", [q for q, t in zip(quotes, told, strict=True) if not t])
                print("    found", [(p.name, p.aliases) for p in parties])
    print(f"{contracts} contracts, two parties or more in {two}")
    figure(f"mentions of parties found, of {mentions}", hit / mentions)
    figure(f"parties that are parties, of {found}", right / max(found, 1))


def _same(quote: str, name: str) -> bool:
    """Equal, or one holds the other: annotators take the legal form in, or leave it out."""
    quote = quote.casefold().strip(" .,\"'“”()")
    name = name.strip(" .,")
    return len(quote) > 1 and (
        quote == name or (len(name) > 3 and name in quote) or (len(quote) > 3 and quote in name)
    )


if __name__ == "__main__":
    main()
