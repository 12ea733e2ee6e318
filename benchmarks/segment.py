"""How well articles are found in flat text, against a plain regular expression.

    python benchmarks/segment.py ../shared [--style pdf] [--failures 20]

A record of SHARED/bench/segment.jsonl.gz is a treaty as plain text in one of several styles, with its
articles (offsets of start and end, number, heading). Printed for each style: precision, recall and F1 of
article starts; texts with exactly the right starts; F1 of starts with the right end; F1 of headings. The
baseline is a filtered ``^Article N`` on the same text. The bars: start F1 of at least .998 in every style,
and whole texts exactly right in 92 % of clean, 88 % of pdf and pdf_toc, 80 % of flat texts; exit code 1 when
one is missed.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from figures import figure

from fullpowers.model import Instrument, ProvisionKind, Reading
from fullpowers.reading import characters, formats
from fullpowers.reading.blocks import BlockKind
from fullpowers.reading.parse import parse

BAR = 0.998
WHOLE = {"clean": 0.92, "pdf": 0.88, "pdf_toc": 0.88, "flat": 0.80}
BASELINE = re.compile(
    r"^[ \t]*(?:article|art[ií]+culo)[ \t]+(?:\d+(?:[.-]\d+)*|[IVXLC]+)\b(?![ \t]*(?:,|of\b|and\b|[(a-z]))"
    r"(?!.*\.{4,})",
    re.I | re.M,
)


@dataclass(frozen=True)
class Article:
    """Start and end in the canonical text, and the heading in plain lower case."""

    start: int
    end: int
    heading: str


@dataclass
class Score:
    """Counts of one style."""

    right: int = 0
    found: int = 0
    true: int = 0
    ends: int = 0
    headings: int = 0
    headings_found: int = 0
    headings_true: int = 0
    texts: int = 0
    exact: int = 0
    misses: list[str] = field(default_factory=list)

    @property
    def f1(self) -> float:
        return 2 * self.right / max(1, self.found + self.true)

    def row(self, name: str) -> str:
        ends = 2 * self.ends / max(1, self.found + self.true)
        headings = 2 * self.headings / max(1, self.headings_found + self.headings_true)
        return (
            f"{name:18} {self.right / max(1, self.found):.4f}  {self.right / max(1, self.true):.4f}  "
            f"{self.f1:.4f}  {self.exact:3}/{self.texts:<3}  {ends:.4f}  {headings:.4f}"
        )


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path, help="the folder of shared material, or the set itself")
    parser.add_argument("--style", default="", help="this style only")
    parser.add_argument("--failures", type=int, default=0, help="show so many errors of each style")
    options = parser.parse_args()
    scores: dict[str, Score] = {}
    baselines: dict[str, Score] = {}
    bench = options.shared if options.shared.is_file() else options.shared / "bench/segment.jsonl.gz"
    for record in _records(bench):
        style = record["style"]
        if options.style in ("", style):
            _judge(record, scores.setdefault(style, Score()), baselines.setdefault(style, Score()))
    print("style              P       R       F1      exact    ends    headings")
    for style, score in scores.items():
        print(score.row(style))
        for miss in score.misses[: options.failures]:
            print("   ", miss)
        print(baselines[style].row("  filtered regex"))
    met = []
    for style, score in scores.items():
        peer = f"filtered regex {baselines[style].f1:.4f}"
        whole = score.exact / max(1, score.texts)
        met += [
            figure(f"F1 of starts, {style}", score.f1, least=BAR, peer=peer),
            figure(f"whole texts right, {style}, of {score.texts}", whole, least=WHOLE.get(style)),
        ]
    return 0 if all(met) else 1


def _records(path: Path) -> Iterator[Mapping[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _judge(record: Mapping[str, Any], score: Score, baseline: Score) -> None:
    data = record["text"].encode()
    instrument = parse(data, "draft.txt")
    places = _Places(data, instrument)
    true = [_true(article, record["text"], places) for article in record["articles"] if article["number"]]
    found = [
        Article(p.start, len(instrument.text[: p.end].rstrip()), _plain(p.heading))
        for p in instrument.walk()
        if p.kind is ProvisionKind.ARTICLE
    ]
    _count(score, true, found, instrument.text, record["doc_id"])
    starts = [places.start(match.start(), record["text"]) for match in BASELINE.finditer(record["text"])]
    ends = [*starts[1:], len(instrument.text)][: len(starts)]
    guessed = [
        Article(start, len(instrument.text[:end].rstrip()), "")
        for start, end in zip(starts, ends, strict=True)
    ]
    _count(baseline, true, guessed, instrument.text, record["doc_id"])


def _count(score: Score, true: list[Article], found: list[Article], text: str, name: str) -> None:
    by_start = {article.start: article for article in true}
    hits = [(article, by_start[article.start]) for article in found if article.start in by_start]
    score.right += len(hits)
    score.found += len(found)
    score.true += len(true)
    score.ends += sum(one.end == other.end for one, other in hits)
    score.headings += sum(bool(other.heading) and one.heading == other.heading for one, other in hits)
    score.headings_found += sum(bool(article.heading) for article in found)
    score.headings_true += sum(bool(article.heading) for article in true)
    score.texts += 1
    score.exact += len(hits) == len(found) == len(true)
    starts = {article.start for article in found}
    for article in true:
        if article.start not in starts:
            score.misses.append(f"{name} missed   {_around(text, article.start)}")
    for article in found:
        if article.start not in by_start:
            score.misses.append(f"{name} invented {_around(text, article.start)}")
    for one, other in hits:
        if one.end != other.end:
            score.misses.append(f"{name} end      {_around(text, one.end)} not {_around(text, other.end)}")
        if one.heading != other.heading:
            score.misses.append(f"{name} heading  {one.heading!r} not {other.heading!r}")


def _true(article: Mapping[str, Any], raw: str, places: _Places) -> Article:
    return Article(
        places.start(article["start"], raw), places.end(article["end"], raw), _plain(article["heading"])
    )


def _plain(heading: str) -> str:
    return " ".join(re.findall(r"\w+", heading.casefold()))


def _around(text: str, place: int) -> str:
    return repr(f"{text[max(0, place - 60) : place]}|{text[place : place + 70]}")


class _Places:
    """Offsets of the raw text as offsets of the canonical text, page furniture left out."""

    def __init__(self, data: bytes, instrument: Instrument) -> None:
        extract = characters.clean(formats.extract(data, "draft.txt", Reading.ACCEPTED)[0])
        self._text = instrument.text
        self._lines: list[tuple[int, int, int]] = []
        start = 0
        for block in extract.blocks:
            if block.kind is not BlockKind.MARGIN:
                ends = [position for position, _ in block.origin[1:]]
                for (position, offset), end in zip(block.origin, [*ends, len(block.text)], strict=True):
                    self._lines.append((offset, start + position, start + end))
            start += len(block.text) + 1
        assert start - 1 == len(instrument.text)

    def start(self, offset: int, raw: str) -> int:
        """Of the first character that is no space, from ``offset`` on."""
        while offset < len(raw) and raw[offset].isspace():
            offset += 1
        return self._place(offset)

    def end(self, offset: int, raw: str) -> int:
        """Behind the last character of the text's own before ``offset``."""
        while offset and raw[offset - 1].isspace():
            offset -= 1
        place = self._place(offset)
        return len(self._text[:place].rstrip())

    def _place(self, offset: int) -> int:
        index = max(0, bisect_right(self._lines, offset, key=lambda line: line[0]) - 1)
        source, canonical, end = self._lines[index]
        return min(canonical + offset - source, end)


if __name__ == "__main__":
    sys.exit(main())
