"""Whether selected words are found again in the next draft, and never put on other words.

    python benchmarks/anchors.py SHARED [--each 50] [--failures 10]

Pairs of drafts with logged edits (``redline_syn``, and further treaties that ``redrafting.py`` edits) are
written out as flat text and read. In each old draft so many selections are drawn: a provision at random, in
it a run of 1 to 60 words, now and then across the end of a paragraph. ``carry`` takes each to the new
draft. The oracle knows nothing of ``carry`` nor of the
comparison: the log says which provision of the new draft is which of the old, and plain string search says
whether the selected words stand in it, with two words on each side, exactly once.

*wrong*: reported as kept, but the words there are not the selected ones, or they lie in a provision that the
log does not link to theirs. *unchanged*: by log and search they stand there. The bars: no wrong one, and 97
percent of the unchanged ones found as kept. A peer's way is printed beside: the best fuzzy match of quote
and context in the whole new draft (rapidfuzz, as Hypothes.is anchors), which always finds something.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import sys
import time
from bisect import bisect_right
from collections import Counter
from pathlib import Path
from typing import Any

from figures import figure
from rapidfuzz.fuzz import partial_ratio_alignment
from redrafting import pairs as redrafted

from fullpowers.comparison import compare
from fullpowers.model import Instrument
from fullpowers.reading import read_bytes
from fullpowers.records import Carrier, Fate, Selection, select

BAR = 0.97
Spans = list[tuple[int, int, str]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--each", type=int, default=50, help="selections in each pair")
    parser.add_argument("--failures", type=int, default=0, help="show so many")
    options = parser.parse_args()
    count: Counter[str] = Counter()
    misses: list[str] = []
    seconds = 0.0
    with gzip.open(options.shared / "bench" / "redline_syn.jsonl.gz", "rt") as lines:
        given = [json.loads(line) for line in lines]
    for number, record in enumerate([*given, *redrafted(options.shared)]):
        seconds += _pair(record, options.each, random.Random(number), count, misses)
    found = count["unchanged kept"] / max(1, count["unchanged"])
    print(
        f"{count['pairs']} pairs ({count['left out']} left out), {count['selections']} selections: ", end=""
    )
    print(f"{count['kept']} kept, ", end="")
    print(
        f"{count['changed']} changed, {count['lost']} lost; {seconds / count['selections'] * 1e3:.2f} ms each"
    )
    peer = count["unchanged fuzzy"] / max(1, count["unchanged"])
    met = [
        figure("selections on unchanged words found", found, least=BAR, peer=f"fuzzy quotes {peer:.4f}"),
        figure("put on wrong words", count["wrong"], most=0, peer=f"fuzzy quotes {count['fuzzy wrong']}"),
        figure("pairs of drafts", count["pairs"], least=40),
    ]
    for miss in misses[: options.failures]:
        print(miss)
    return 0 if all(met) else 1


def _pair(
    record: dict[str, Any], each: int, chance: random.Random, count: Counter[str], misses: list[str]
) -> float:
    try:
        old, old_spans = _instrument(record["left"])
        new, new_spans = _instrument(record["right"])
    except ValueError:
        count["left out"] += 1  # an article begins with a list mark that the canonical text does not hold
        return 0.0
    linked = {one: tuple(link["right"]) for link in record["links"] for one in link["left"]}
    comparison = compare(old, new)
    started = time.process_time()
    carrier = Carrier(comparison)
    drawn = [_drawn(old, old_spans, chance) for _ in range(each)]
    carried = [carrier.carry(selection) for _, selection in drawn]
    seconds = time.process_time() - started
    count["pairs"] += 1
    for (provision, selection), there in zip(drawn, carried, strict=True):
        count["selections"] += 1
        count[there.fate.value] += 1
        right = [(start, end) for start, end, name in new_spans if name in linked.get(provision, ())]
        if there.fate is Fate.KEPT:
            assert there.selection is not None
            start, end = there.selection.start, there.selection.end
            home = _home(new_spans, start)
            same = new.text[start:end].split() == selection.exact.split()
            if not same or home not in linked.get(provision, ()):
                count["wrong"] += 1
                misses.append(f"WRONG {record['doc_id']} {provision}->{home}: {selection.exact[:80]!r}")
        places = [place for start, end in right for place in _places(new.text, selection.exact, start, end)]
        if _unchanged(old, new, old_spans, right, provision, selection):
            count["unchanged"] += 1
            count["unchanged kept"] += there.fate is Fate.KEPT
            if there.fate is not Fate.KEPT:
                misses.append(f"MISSED {record['doc_id']} {provision} {there.fate}: {selection.exact[:80]!r}")
            start = _fuzzy(new.text, selection)
            count["unchanged fuzzy"] += start in places
        start = _fuzzy(new.text, selection)
        count["fuzzy wrong"] += start >= 0 and start not in places
    return seconds


def _instrument(articles: list[dict[str, str]]) -> tuple[Instrument, Spans]:
    """The articles as flat text, read as a user would, and where each stands in the canonical text."""
    text = "\n\n".join(
        "\n".join(part for part in (one["number"], one["heading"], "", one["text"]) if part or part == "")
        for one in articles
    )
    instrument = read_bytes(text.encode(), name="draft.txt")
    spans: Spans = []
    at = 0
    for one in articles:
        # the canonical text has other white space: an article is found by its number and its first words
        start = instrument.text.index(" ".join(one["number"].split()), at)
        first = " ".join(one["text"].split("\n", 1)[0].split())
        at = instrument.text.index(first[:40], start) if first else start
        spans.append((start, len(instrument.text), one["id"]))
    return instrument, [
        (start, spans[place + 1][0] if place + 1 < len(spans) else end, name)
        for place, (start, end, name) in enumerate(spans)
    ]


def _drawn(old: Instrument, spans: Spans, chance: random.Random) -> tuple[str, Selection]:
    """A run of words of a provision drawn at random."""
    while True:
        start, end, name = chance.choice(spans)
        edges = [start] + [place + 1 for place in range(start, end) if old.text[place].isspace()]
        if len(edges) < 4:
            continue
        first = chance.randrange(len(edges) - 1)
        last = min(len(edges) - 1, first + chance.randint(1, 60))
        words = old.text[edges[first] : edges[last]]
        if words.strip():
            begin = edges[first] + len(words) - len(words.lstrip())
            return name, select(old.text, old.id, begin, begin + len(words.strip()))


def _unchanged(
    old: Instrument,
    new: Instrument,
    spans: Spans,
    right: list[tuple[int, int]],
    name: str,
    selection: Selection,
) -> bool:
    """Whether the selected words, with two on each side, stand exactly once in the linked provision."""
    start, end = next((start, end) for start, end, one in spans if one == name)
    before = old.text[start : selection.start].split()[-2:]
    after = old.text[selection.end : end].split()[:2]
    wanted = " ".join([*before, *selection.exact.split(), *after])
    theirs = [" ".join(new.text[begin:finish].split()) for begin, finish in right]
    ours = " ".join(old.text[start:end].split())
    return sum(_count(text, wanted) for text in theirs) == 1 and _count(ours, wanted) == 1


def _count(text: str, words: str) -> int:
    return f" {text} ".count(f" {words} ")


def _places(text: str, words: str, start: int, end: int) -> list[int]:
    found, at = [], text.find(words, start, end)
    while at >= 0:
        found.append(at)
        at = text.find(words, at + 1, end)
    return found


def _home(spans: Spans, offset: int) -> str:
    place = bisect_right(spans, offset, key=lambda one: one[0]) - 1
    return spans[place][2] if place >= 0 else ""


def _fuzzy(text: str, selection: Selection) -> int:
    """Where quote and context fit best, by likeness alone."""
    quote = selection.prefix + selection.exact + selection.suffix
    found = partial_ratio_alignment(quote, text, score_cutoff=50)
    return -1 if found is None else found.dest_start + len(selection.prefix)


if __name__ == "__main__":
    sys.exit(main())
