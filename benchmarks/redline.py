"""Links, moves and substance in a treaty and a second draft of it with logged edits.

    python benchmarks/redline.py REDLINE_SYN.jsonl.gz [--failures 20]

Both drafts are written out as flat text and read, as a user would; ``compare`` says which article is
which, what moved, came, went or was split, and whether a change is of substance. Undecided counts as
substance: a reader has to look at it. The baseline calls everything substantive in which any word
differs. The bars: alignment P and R .997, moved P .97 R 1, inserted and deleted P .95 R .98,
split .95, substance P .97 R .995, edits within 3 percent of the fewest words; exit code 1 when one is missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from figures import figure

from fullpowers.comparison import apply, compare
from fullpowers.model import ChangeKind, Comparison, Instrument, ProvisionKind, Significance
from fullpowers.reading import read_bytes

BARS = {
    "links": (0.997, 0.997),
    "moved": (0.97, 1.0),
    "inserted": (0.95, 0.98),
    "deleted": (0.95, 0.98),
    "split": (0.95, 0.95),
    "substance": (0.97, 0.995),
}
_TOKEN = re.compile(r"\w+|[^\w\s]")
LOUD = (Significance.SUBSTANTIVE, Significance.UNDECIDED)
Numbers = list[tuple[str, str]]
Pair = tuple[tuple[str, ...], tuple[str, ...]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("bench", type=Path)
    parser.add_argument("--failures", type=int, default=0, help="show so many errors of substance")
    options = parser.parse_args()
    scores: dict[str, Counter[str]] = defaultdict(Counter)
    misses: list[str] = []
    edited: Counter[str] = Counter()
    seconds = 0.0
    for record in _records(options.bench):
        old, starts_old = _instrument(record["left"])
        new, starts_new = _instrument(record["right"])
        started = time.process_time()
        comparison = compare(old, new)
        seconds += time.process_time() - started
        assert apply(comparison, old.text) == new.text
        _minimal(comparison, edited)
        _judge(record, comparison, (_names(old, starts_old), _names(new, starts_new)), scores, misses)
    print("                     P       R       n")
    for name, score in scores.items():
        print(f"{name:18} {_precision(score):.4f}  {_recall(score):.4f}  {score['true']}")
    over = edited["words"] / max(1, edited["fewest"])
    print(f"words in edits against the fewest possible: {over:.4f} ({edited['fewest']}; bar 1.03)")
    print(f"CPU of compare {seconds:.1f} s")
    for line in misses[: options.failures]:
        print(line)
    met = [figure("words in edits against the fewest possible", over, most=1.03)]
    for name, (precision, recall) in BARS.items():
        if scores[name]["true"]:
            met += [
                figure(f"{name}, precision", _precision(scores[name]), least=precision),
                figure(f"{name}, recall", _recall(scores[name]), least=recall),
            ]
    return 0 if all(met) else 1


def _minimal(comparison: Comparison, edited: Counter[str]) -> None:
    """Count the words and signs in the edits of each edited paragraph, and the fewest that there can be."""
    for change in comparison.changes:
        if change.kind is ChangeKind.EDITED:
            old, new = (_TOKEN.findall(passages[0].quote) for passages in (change.old, change.new))
            sides = [(edit.old, edit.new) for edit in change.edits]
            edited["words"] += sum(len(_TOKEN.findall(text)) for pair in sides for text in pair)
            edited["fewest"] += len(old) + len(new) - 2 * _common(old, new)


def _common(a: list[str], b: list[str]) -> int:
    """Length of the longest common subsequence (Wagner and Fischer 1974)."""
    row = [0] * (len(b) + 1)
    for one in a:
        before, row = row, [0]
        for k, other in enumerate(b):
            row.append(before[k] + 1 if one == other else max(before[k + 1], row[k]))
    return row[-1]


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _instrument(articles: list[Mapping[str, Any]]) -> tuple[Instrument, Numbers]:
    """The articles as read from flat text; and the number and identifier of each."""
    text = "\n\n".join(f"{a['number']}\n{a['heading']}\n{a['text']}" for a in articles)
    return read_bytes(text.encode(), "draft.txt"), [(_plain(a["number"]), a["id"]) for a in articles]


def _names(instrument: Instrument, numbers: Numbers) -> dict[str, str]:
    """The set's identifier of each article by its path; numbers that come twice are taken in order."""
    waiting: dict[str, list[str]] = defaultdict(list)
    for number, identifier in numbers:
        waiting[number].append(identifier)
    names = {}
    for provision in instrument.walk():
        if provision.kind is ProvisionKind.ARTICLE and waiting.get(_plain(provision.number)):
            names[provision.path] = waiting[_plain(provision.number)].pop(0)
    return names


def _plain(number: str) -> str:
    return " ".join(re.findall(r"\w+", number.casefold()))


def _judge(
    record: Mapping[str, Any],
    comparison: Comparison,
    names: tuple[Mapping[str, str], Mapping[str, str]],
    scores: dict[str, Counter[str]],
    misses: list[str],
) -> None:
    loud_old, loud_new = _loud(comparison)
    true: dict[str, set[Pair]] = defaultdict(set)
    found: dict[str, set[Pair]] = defaultdict(set)
    why: dict[Pair, str] = {}
    for link in record["links"]:
        pair = (tuple(link["left"]), tuple(link["right"]))
        if pair[0] and pair[1]:
            true["links"].add(pair)
            true["differs (baseline)"] |= {pair} if link["kind"] == "substantive" else set()
        for name, holds in (
            ("moved", link["moved"]),
            ("inserted", link["kind"] == "inserted"),
            ("deleted", link["kind"] == "deleted"),
            ("split", len(pair[1]) > 1),
            ("substance", link["kind"] == "substantive"),
        ):
            true[name] |= {pair} if holds else set()
        why[pair] = "; ".join(f"{e['op']}: {e['before']!r} -> {e['after']!r}"[:160] for e in link["edits"])
    for row in comparison.correspondence:
        pair = (
            tuple(names[0][path] for path in row.old if path in names[0]),
            tuple(names[1][path] for path in row.new if path in names[1]),
        )
        if pair == ((), ()):
            continue
        if pair[0] and pair[1]:
            found["links"].add(pair)
            if loud_old.intersection(row.old) or loud_new.intersection(row.new):
                found["substance"].add(pair)
            if row.kind not in (ChangeKind.UNCHANGED, ChangeKind.MOVED):
                found["differs (baseline)"].add(pair)
        for name, holds in (
            ("moved", row.moved),
            ("inserted", row.kind is ChangeKind.INSERTED),
            ("deleted", row.kind is ChangeKind.DELETED),
            ("split", row.kind is ChangeKind.SPLIT),
        ):
            found[name] |= {pair} if holds else set()
    # an article that came, even moved afterwards, has no old place
    true["moved"] = {pair for pair in true["moved"] if pair[0]}
    for name in ("links", "moved", "inserted", "deleted", "split", "substance", "differs (baseline)"):
        scores[name].update(right=len(true[name] & found[name]), found=len(found[name]), true=len(true[name]))
    for name in true:
        if not name.startswith("differs"):
            misses += [
                f"{record['doc_id']} {name} missed {p} {why.get(p)}" for p in sorted(true[name] - found[name])
            ]
            misses += [
                f"{record['doc_id']} {name} invented {p} {why.get(p)} {_reasons(comparison, names, p)}"
                for p in sorted(found[name] - true[name])
            ]


def _loud(comparison: Comparison) -> tuple[set[str], set[str]]:
    """Paths of the units in which something of substance changed."""
    loud: tuple[set[str], set[str]] = (set(), set())
    for change in comparison.changes:
        if change.significance in LOUD:
            for side, passages in zip(loud, (change.old, change.new), strict=True):
                for passage in passages:
                    side.update(_above(passage.path))
    return loud


def _reasons(
    comparison: Comparison, names: tuple[Mapping[str, str], Mapping[str, str]], pair: Pair
) -> list[str]:
    return [
        f"{reason.rule}: {reason.effect[:120]}"
        for change in comparison.changes
        if change.significance in LOUD
        and change.new
        and names[1].get(change.new[0].path.split("/")[0]) in pair[1]
        for reason in change.reasons
    ][:3]


def _above(path: str) -> list[str]:
    parts = path.split("/")
    return ["/".join(parts[:k]) for k in range(1, len(parts) + 1)]


def _precision(score: Counter[str]) -> float:
    return score["right"] / max(1, score["found"]) if score["found"] or score["true"] else 1.0


def _recall(score: Counter[str]) -> float:
    return score["right"] / max(1, score["true"]) if score["true"] else 1.0


if __name__ == "__main__":
    sys.exit(main())
