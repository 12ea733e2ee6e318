"""The corpus: how fast agreements come in, how fast and how well clauses are found, what a kill costs.

Usage: python benchmarks/corpus.py ../shared [--clauses 1000000] [--kills 100] [--agreements 1800]
       [--only ingest retrieval scale kills]

Ingest: the treaties of SEGMENT as XML with their articles told apart and as plain text, each copied with one
word in 25 changed until there are `--agreements`; bar 60 a second on 2 cores and under 2 GiB. Scale: their
clauses copied likewise to `--clauses`; searches and likeness, with SQLite FTS5 over the same clauses in the
same run; bars 50 and 120 ms at the 95th percentile. Retrieval: ALIGN pairs, a provision as query, its
counterpart to be found, by clause and by wording; bars MRR .85, recall at 10 .93; BM25 alone beside it;
and of clauses that are one wording by their likeness, how many have the same heading (SEGMENT). Kills: an
ingest is killed at a random moment between its first batch and its end, then opened and run again.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import random
import re
import resource
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from figures import figure

from fullpowers.corpus import Agreement, Clause, Corpus, Filters, Found, Item, engine
from fullpowers.corpus.index import Index, Indexed
from fullpowers.corpus.kernel import lost_item, read_item
from fullpowers.corpus.likeness import stems
from fullpowers.corpus.store import row_of

PARTS = ("ingest", "retrieval", "scale", "kills")
QUERIES = (
    "arbitration panel",
    "state monopolies",
    "royalty",
    "rules of origin",
    '"customs duties"',
    "termination notice",
)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("shared", type=Path)
    arguments.add_argument("--clauses", type=int, default=1_000_000)
    arguments.add_argument("--agreements", type=int, default=1_800)
    arguments.add_argument("--kills", type=int, default=100)
    arguments.add_argument("--only", nargs="+", choices=PARTS, default=PARTS, help="these parts only")
    given = arguments.parse_args()
    treaties = _treaties(given.shared)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        if "ingest" in given.only:
            _ingest(place, treaties, given.agreements)
        if "retrieval" in given.only:
            _retrieval(place, given.shared)
            _subjects(place, treaties)
        if "scale" in given.only:
            _scale(place, treaties, given.clauses)
        if "kills" in given.only:
            _kills(place, treaties, given.kills)


def _treaties(shared: Path) -> list[dict[str, Any]]:
    with gzip.open(shared / "bench" / "segment.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    clean = {row["tota_id"]: row for row in rows if row["style"] == "clean"}
    return list(clean.values())


def _ingest(place: Path, treaties: list[dict[str, Any]], number: int) -> None:
    for name, made in (("XML", _xml), ("plain text", lambda row: row["text"])):
        texts = list(_varied([made(row) for row in treaties], number))
        there = Corpus(place / name.replace(" ", "-"), create=True)
        with engine() as workers:
            # a warm pool has read something of the kind: what it imports and compiles is not counted
            list(workers.map(read_item, [Item("warm", texts[0].encode())] * 8, lost_item))
            begin, worked = time.perf_counter(), _worked()
            got = there.add((Item(f"{at}", text.encode()) for at, text in enumerate(texts)), workers)
            seconds, worked = time.perf_counter() - begin, _worked() - worked
        most = max(_peak(resource.RUSAGE_SELF), _peak(resource.RUSAGE_CHILDREN))
        size = sum(map(len, texts)) / len(texts) / 1000
        figure(f"{name} added, {got.added} of {size:.0f} kB", got.added / seconds, "a second", least=60)
        figure(f"{name}, processor time of all processes", worked / got.added * 1000, "ms a treaty")
        figure(f"{name}, largest process", most, "MB", most=2048)


def _retrieval(place: Path, shared: Path) -> None:
    """A labelled provision as query; where among all provisions is its counterpart?

    Three pools: all treaties; all but the query's own, which is no precedent of itself; the counterpart's
    alone. Counted by clause (every clause a hit), and as the product shows it: one hit for one wording,
    where the counterpart counts as found at the hit that holds it.
    """
    with gzip.open(shared / "bench" / "align.jsonl.gz", "rt", encoding="utf-8") as lines:
        pairs = [json.loads(line) for line in lines]
    sides = {side["tota_id"]: side for pair in pairs for side in (pair["left"], pair["right"])}
    index = Index(place / "align")
    index.put((Indexed(row_of(_agreement(side))) for side in sides.values()), upto=1)

    def like(words: str, filters: Filters) -> list[Found]:
        return index.like(words, filters, 10)

    def bm25(words: str, filters: Filters) -> list[Found]:
        text = " OR ".join(sorted(set(re.findall(r"\w+", words[:3000].lower()))))
        return index.search(text, filters, 10)

    pools: tuple[tuple[str, Callable[[str, str], Filters]], ...] = (
        ("in all treaties", lambda _own, _other: Filters()),
        ("own treaty left out", lambda own, _other: Filters(without=own)),
        ("in the counterpart's treaty", lambda _own, other: Filters(agreement=other)),
    )
    for name, search in (("likeness", like), ("BM25 alone", bm25)):
        for pool, filters in pools:
            asked = [
                (words[left], filters(pair["left"]["tota_id"], pair["right"]["tota_id"]), right, pair)
                for pair in pairs
                for words in [{one["id"]: one["text"] for one in pair["left"]["articles"]}]
                for left, right in pair["true_pairs"]
            ]
            found = [
                (search(words, chosen), (pair["right"]["tota_id"], right))
                for words, chosen, right, pair in asked
            ]
            clauses = [_rank(_each(hits), wanted) for hits, wanted in found]
            wordings = [_rank([[one, *one.also] for one in hits], wanted) for hits, wanted in found]
            if name == "likeness" and pool == "own treaty left out":
                sizes = sorted(1 + len(hits[0].also) for hits, _ in found if hits)
                figure("agreements in the first hit, median", sizes[len(sizes) // 2], f"of {len(sides)}")
            for how, ranks in (("by clause", clauses), ("one hit for one wording", wordings)):
                # the bar is that of likeness among all treaties, as the product shows its hits
                barred = name == "likeness" and how != "by clause" and pool == "own treaty left out"
                mrr = sum(1 / rank for rank in ranks if rank) / len(ranks)
                recall = sum(rank > 0 for rank in ranks) / len(ranks)
                figure(f"{name} {pool}, {how}: MRR", mrr, least=0.85 if barred else None)
                figure(f"{name} {pool}, {how}: recall at 10", recall, least=0.93 if barred else None)


def _subjects(place: Path, treaties: list[dict[str, Any]]) -> None:
    """Do clauses that are one wording by their likeness speak of one subject? By their headings."""
    headings = {}
    index = Index(place / "subjects")
    for row in treaties:
        articles = [one for one in row["articles"] if one["heading"]]
        for at, one in enumerate(_articles(row | {"articles": articles})):
            headings[str(row["tota_id"]), one["id"]] = stems(articles[at]["heading"])
        side = {
            "tota_id": str(row["tota_id"]),
            "name": "",
            "articles": _articles(row | {"articles": articles}),
        }
        index.put([Indexed(row_of(_agreement(side)))], upto=1)
    random.seed(4)
    same = sharing = held = 0
    for row in random.sample(treaties, min(40, len(treaties))):
        articles = [one for one in row["articles"] if one["heading"]]
        for one in random.sample(_articles(row | {"articles": articles}), min(5, len(articles))):
            for first in index.like(one["text"], Filters(without=str(row["tota_id"])), 3):
                heading = headings[first.agreement, first.place]
                for other in first.also:
                    theirs = headings[other.agreement, other.place]
                    held += 1
                    same += heading == theirs
                    sharing += bool({*heading} & {*theirs} - _OF_NOTHING)
    figure(f"clauses of one hit under the same heading, {held} clauses", same / max(held, 1))
    figure("or under one that shares a word of it", sharing / max(held, 1))


_OF_NOTHING = {"of", "the", "and", "to", "on", "for", "in", "general", "provis", "other", "with", "a",
               "their", "de", "la", "y", "del", "los", "las"}  # fmt: skip
"""Stems of headings that say nothing of a subject."""


def _each(hits: list[Found]) -> list[list[Found]]:
    """Every clause as a hit of its own, best first."""
    clauses = [one for first in hits for one in (first, *first.also)]
    return [[one] for one in sorted(clauses, key=lambda one: (-one.score, one.agreement, one.place))]


def _rank(hits: list[list[Found]], wanted: tuple[str, str]) -> int:
    """The place, up to 10, of the hit that holds a clause; 0 for none."""
    for at, hit in enumerate(hits[:10], 1):
        if any((one.agreement, one.place) == wanted for one in hit):
            return at
    return 0


def _scale(place: Path, treaties: list[dict[str, Any]], clauses: int) -> None:
    rows = [
        _agreement({"tota_id": str(row["tota_id"]), "name": row["name"], "articles": _articles(row)})
        for row in treaties
    ]
    held = sum(len(one.clauses) for one in rows)
    copies = clauses // held + 1
    index = Index(place / "large")
    database = sqlite3.connect(place / "peer.sqlite")
    database.execute("CREATE VIRTUAL TABLE peer USING fts5(words, tokenize='porter unicode61')")
    times = {"ours": 0.0, "peer": 0.0}
    done = 0
    for at in range(copies):
        varied = [_copy(one, at) for one in rows]
        begin = time.process_time()
        index.put((Indexed(row_of(one)) for one in varied), upto=at + 1)
        times["ours"] += time.process_time() - begin
        begin = time.process_time()
        with database:
            database.executemany(
                "INSERT INTO peer VALUES (?)",
                ((one.words_of(clause),) for one in varied for clause in one.clauses),
            )
        times["peer"] += time.process_time() - begin
        done += held
        if done >= clauses:
            break
    size = sum(file.stat().st_size for file in (place / "large").iterdir()) / 1e6
    held_by_peer = (place / "peer.sqlite").stat().st_size / 1e6
    figure(f"index of {len(index):,} clauses", times["ours"], "s CPU", peer=f"FTS5 {times['peer']:.0f} s")
    figure("its size", size, "MB", peer=f"FTS5 {held_by_peer:.0f} MB")
    asked = [" ".join(words.split()[at : at + 2]) for words in _some(rows) for at in (0, 5)][:60]
    peer = "SELECT rowid, words FROM peer WHERE peer MATCH ? ORDER BY bm25(peer) LIMIT 10"

    def quoted(query: str) -> str:
        return query if '"' in query else " ".join(f'"{word}"' for word in query.split())

    plain = [re.sub(r"[^\w ]", " ", query) for query in asked]
    queries = [query for query in (*QUERIES, *plain) if query.split()]
    theirs = _timed(lambda query: database.execute(peer, (quoted(query),)).fetchall(), queries)
    ours = _timed(lambda query: index.search(query, Filters(), 10), queries)
    likeness = _timed(lambda words: index.like(words, Filters(), 10), _some(rows))
    figure("search, median", _part(ours, 0.5), "ms CPU", peer=f"FTS5 {_part(theirs, 0.5):.1f} ms")
    figure("search, p95", _part(ours, 0.95), "ms CPU", most=50, peer=f"FTS5 {_part(theirs, 0.95):.1f} ms")
    figure("likeness, median", _part(likeness, 0.5), "ms CPU")
    figure("likeness, p95", _part(likeness, 0.95), "ms CPU", most=120)


def _kills(place: Path, treaties: list[dict[str, Any]], tries: int) -> None:
    source = place / "collection"
    source.mkdir()
    small = sorted(treaties, key=lambda row: len(row["text"]))[:20]
    for at, text in enumerate(_varied([_xml(row) for row in small], 60)):
        (source / f"{at:03}.xml").write_text(text, encoding="utf-8")
    random.seed(2)
    whole = _seconds(place / "whole", source)
    lost = broken = unfinished = 0
    moments = []
    for number in range(tries):
        folder = place / f"killed-{number}"
        with _adding(folder, source) as child:
            assert child.stdout is not None
            first = child.stdout.readline()
            time.sleep(random.uniform(0, whole))
            child.send_signal(signal.SIGKILL)
            reported = max([0, *map(int, first.split()), *map(int, child.stdout.read().split())])
        after = Corpus(folder)
        moments.append(len(after))
        lost += max(0, reported - len(after))
        broken += bool(after.verify())
        after.add((Item(str(file), file.read_bytes()) for file in sorted(source.iterdir())), _Here())
        found = after.index.agreements_with("", Filters())
        unfinished += len(after) != 60 or len(found) != 60
    print(f"between {min(moments)} and {max(moments)} of 60 stored when killed; moments {sorted(moments)}")
    figure(f"kill -9, {tries} tries: acknowledged agreements lost", lost, most=0)
    figure("corpora that do not verify", broken, most=0)
    figure("corpora that do not resume whole", unfinished, most=0)


def _seconds(folder: Path, source: Path) -> float:
    """How long an ingest goes on after its first batch, when nobody kills it."""
    with _adding(folder, source) as child:
        assert child.stdout is not None
        child.stdout.readline()
        begin = time.perf_counter()
        child.stdout.read()
    return time.perf_counter() - begin


def _adding(folder: Path, source: Path) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", _ADDING, str(folder), str(source)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


_ADDING = """
import sys
from pathlib import Path
import fullpowers.corpus.corpus as room
from fullpowers.corpus import Corpus, Item
room._BATCH = 5
class Here:
    def map(self, function, things, lost):
        return map(function, things)
files = sorted(Path(sys.argv[2]).iterdir())
items = (Item(str(file), file.read_bytes()) for file in files)
Corpus(Path(sys.argv[1]), create=True).add(items, Here(), lambda so_far: print(so_far.added, flush=True))
"""


class _Here:
    def map(self, function: Callable[[Any], Any], things: Iterable[Any], lost: Any) -> Iterator[Any]:
        del lost
        return map(function, things)


def _articles(row: dict[str, Any]) -> list[dict[str, str]]:
    return [
        {"id": str(at), "text": row["text"][one["body_start"] : one["end"]].strip()}
        for at, one in enumerate(row["articles"])
    ]


def _xml(row: dict[str, Any]) -> str:
    articles = "".join(
        f"<article number={quoteattr(str(one['number'] or ''))} name={quoteattr(one['heading'] or '')}>"
        f"{escape(row['text'][one['body_start'] : one['end']])}</article>"
        for one in row["articles"]
    )
    meta = f"<name>{escape(row['name'])}</name><type>Trade Agreement</type><language>{row['lang']}</language>"
    body = f"<body><chapter>{articles}</chapter></body>"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<treaty><meta>{meta}</meta>{body}</treaty>'


def _varied(texts: list[str], number: int) -> Iterator[str]:
    """The texts over and over; from the second time with one word in 25 changed, so that none is known."""
    for at in range(number):
        text, round_ = texts[at % len(texts)], at // len(texts)
        yield _changed(text, round_) if round_ else text


def _changed(text: str, round_: int) -> str:
    count = 0

    def change(mark: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return mark[0] + f"x{round_}" if (count + round_) % 25 == 0 else mark[0]

    return re.sub(r"(?<=[ \n])[a-z]{4,}(?=[ ,.;\n])", change, text)


def _agreement(side: dict[str, Any]) -> Agreement:
    text, clauses = "", []
    for one in side["articles"]:
        clauses.append(Clause(one["id"], "", "", len(text), len(text) + len(one["text"])))
        text += one["text"] + "\n"
    return Agreement(side["tota_id"], "", "", side["name"], None, "en", "", (), (), text, tuple(clauses))


def _copy(one: Agreement, at: int) -> Agreement:
    sides = [{"id": clause.place, "text": _changed(one.words_of(clause), at)} for clause in one.clauses]
    return _agreement({"tota_id": f"{one.id}-{at}", "name": one.title, "articles": sides})


def _some(rows: list[Agreement]) -> list[str]:
    random.seed(1)
    words = [one.words_of(clause) for one in rows for clause in one.clauses]
    return random.sample([text for text in words if len(stems(text)) > 20], 60)


def _timed(function: Callable[[str], Any], queries: list[str]) -> list[float]:
    function(queries[0])
    times = []
    for query in queries:
        begin = time.process_time()
        function(query)
        times.append(time.process_time() - begin)
    return sorted(times)


def _part(times: list[float], part: float) -> float:
    """Milliseconds that this part of the sorted times (in seconds) stays below."""
    return times[int(len(times) * part)] * 1000


def _worked() -> float:
    """Seconds of processor time of this process and all that it started and that still runs (Linux)."""
    parents, seconds = {}, {}
    for file in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = file.read_text().rpartition(")")[2].split()
            number = int(file.parent.name)
            parents[number] = int(fields[1])
            seconds[number] = sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    def ours(number: int) -> bool:
        while number and number != os.getpid():
            number = parents.get(number, 0)
        return bool(number)

    return sum(spent for number, spent in seconds.items() if ours(number))


def _peak(who: int) -> float:
    return resource.getrusage(who).ru_maxrss / 1024


if __name__ == "__main__":
    main()
