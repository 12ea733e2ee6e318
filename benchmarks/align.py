"""How well articles of two agreements are aligned, against two simple baselines.

    python benchmarks/align.py ALIGN.jsonl.gz [--failures 20] [--models]

A record is two agreements with their articles (number and heading taken out) and the pairs of articles
that are the same by their headings. A pair of articles counts as linked when ``compare`` says so in its
table of correspondence. Precision counts only links that touch a labelled article. Printed by band (near,
middle, far) and in all, beside rapidfuzz ``token_set_ratio`` with assignment. The bar: F1 of at least
.955 over all bands; exit code 1 when it is missed. With ``--models`` learned help is asked for (extra
``models``); without its packages that fails.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from figures import figure
from lap import lapjv
from rapidfuzz import fuzz, process

from fullpowers.comparison import compare
from fullpowers.model import Instrument, Provision, ProvisionKind

BAR, FAR = 0.955, 0.90


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--failures", type=int, default=0, help="show so many errors of each band")
    parser.add_argument("--models", action="store_true", help="ask the learned model about doubtful pairs")
    options = parser.parse_args()
    scores: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    misses: dict[str, list[str]] = defaultdict(list)
    seconds = 0.0
    asked: Counter[str] = Counter()
    for record in _records(options.bench):
        true = {tuple(pair) for pair in record["true_pairs"]}
        started = time.process_time()
        found = _found(record, options.models, asked)
        seconds += time.process_time() - started
        for name, pairs in (("fullpowers", found), ("token_set_ratio", _baseline(record))):
            for band in (record["band"], "all"):
                _count(scores[name, band], true, pairs)
        _explain(record, true, found, misses[record["band"]])
    print("                  band     P       R       F1")
    for (name, band), score in sorted(scores.items()):
        print(f"{name:17} {band:8} {_ratios(score)}")
    print(f"CPU {seconds:.1f} s, {(asked['left'] + asked['right']) / seconds:,.0f} articles a second")
    if options.models:
        print(f"{asked['doubtful']} of {asked['left']} articles were doubtful and scored again")
    met = []
    name = "F1 with learned help" if options.models else "F1"
    for band, bar in (("near", None), ("middle", None), ("far", FAR), ("all", BAR)):
        peer = f"token_set_ratio {_f1(scores['token_set_ratio', band]):.3f}"
        met.append(figure(f"{name}, {band} pairs", _f1(scores["fullpowers", band]), least=bar, peer=peer))
    for band, lines in misses.items():
        for line in lines[: options.failures]:
            print(band, line)
    return 0 if all(met) else 1


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def instrument(articles: list[Mapping[str, Any]]) -> Instrument:
    """An instrument of these articles, one provision each, addressed by their identifiers."""
    text, provisions = "", []
    for article in articles:
        start = len(text)
        text += article["text"].strip() + "\n"
        provisions.append(
            Provision(ProvisionKind.ARTICLE, article["id"], "", "", start, start, len(text) - 1)
        )
    return Instrument("", text.rstrip("\n"), tuple(provisions))


def _found(record: Mapping[str, Any], models: bool, asked: Counter[str]) -> set[tuple[str, ...]]:
    old, new = (instrument(record[side]["articles"]) for side in ("left", "right"))
    comparison = compare(old, new, models=models)
    asked["left"] += len(record["left"]["articles"])
    asked["right"] += len(record["right"]["articles"])
    asked["doubtful"] += comparison.learned.doubtful if comparison.learned else 0
    return {(a, b) for row in comparison.correspondence for a in row.old for b in row.new}


def _baseline(record: Mapping[str, Any]) -> set[tuple[str, ...]]:
    old, new = (record[side]["articles"] for side in ("left", "right"))
    likeness = process.cdist(
        [a["text"] for a in old], [b["text"] for b in new], scorer=fuzz.token_set_ratio, dtype=np.float64
    )
    _, columns, _ = lapjv(100 - likeness, extend_cost=True)
    return {(old[i]["id"], new[j]["id"]) for i, j in enumerate(columns) if j >= 0 and likeness[i, j] >= 60}


def _count(score: Counter[str], true: set[tuple[str, ...]], found: set[tuple[str, ...]]) -> None:
    left, right = {a for a, _ in true}, {b for _, b in true}
    judged = {pair for pair in found if pair[0] in left or pair[1] in right}
    score["right"] += len(judged & true)
    score["found"] += len(judged)
    score["true"] += len(true)


def _f1(score: Counter[str]) -> float:
    return 2 * score["right"] / max(1, score["found"] + score["true"])


def _ratios(score: Counter[str]) -> str:
    precision = score["right"] / max(1, score["found"])
    recall = score["right"] / max(1, score["true"])
    return f"{precision:.4f}  {recall:.4f}  {_f1(score):.4f}"


def _explain(
    record: Mapping[str, Any], true: set[tuple[str, ...]], found: set[tuple[str, ...]], lines: list[str]
) -> None:
    texts = {a["id"]: a["text"][:110] for side in ("left", "right") for a in record[side]["articles"]}
    partner = dict(found)
    for a, b in sorted(true - found):
        other = texts.get(partner.get(a, ""), "nothing")
        lines.append(f"{record['pair_id']}\n    {texts[a]!r}\n  = {texts[b]!r}\n  x {other!r}")


if __name__ == "__main__":
    sys.exit(main())
