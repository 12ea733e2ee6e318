"""Engines that could hold the index of a corpus, side by side over the same clauses in one run.

    python benchmarks/corpus_peers.py SHARED [--clauses 100000] [--postgres URL]

The clauses are those of SEGMENT, copied with one word in 25 changed. Put: seconds of the clock for all of
them. Search: the same words for all engines, ten hits, milliseconds of the clock (one engine is a server).
Ours is Tantivy, embedded; the others are SQLite FTS5, bm25s (in memory, without a store; when it is
installed) and, with an address, our index in a PostgreSQL server, which is the one for a cluster.
"""

from __future__ import annotations

import argparse
import importlib.util
import re
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from figures import figure

from corpus import _agreement, _articles, _copy, _some, _treaties
from fullpowers.corpus import Agreement, Filters
from fullpowers.corpus.index import Index, Indexed
from fullpowers.corpus.store import row_of

Search = Callable[[str], object]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("shared", type=Path)
    parser.add_argument("--clauses", type=int, default=100_000)
    parser.add_argument("--postgres", default="", metavar="URL", help="an empty schema of a server")
    options = parser.parse_args()
    treaties = [
        _agreement({"tota_id": str(row["tota_id"]), "name": row["name"], "articles": _articles(row)})
        for row in _treaties(options.shared)
    ]
    held = sum(len(one.clauses) for one in treaties)
    copies = [_copy(one, at) for at in range(options.clauses // held + 1) for one in treaties]
    asked = [" ".join(words.split()[at : at + 2]) for words in _some(treaties) for at in (0, 5)][:60]
    queries = [one for one in (re.sub(r"[^\w ]", " ", query).strip() for query in asked) if one]
    print(f"{sum(len(one.clauses) for one in copies):,} clauses, {len(queries)} queries")
    with tempfile.TemporaryDirectory() as folder:
        ours = told("Tantivy (ours)", lambda: tantivy(Path(folder), copies), queries)
        told("SQLite FTS5", lambda: fts5(Path(folder), copies), queries, ours)
        if importlib.util.find_spec("bm25s"):
            told("bm25s, in memory", lambda: bm25s(copies), queries, ours)
        if options.postgres:
            told("PostgreSQL, our index in a server", lambda: server(options.postgres, copies), queries, ours)


def told(name: str, make: Callable[[], Search], queries: list[str], ours: float = 0.0) -> float:
    """Print what an engine takes; its middle time of a search."""
    begun = time.perf_counter()
    search = make()
    put = time.perf_counter() - begun
    search(queries[0])
    times = []
    for query in queries:
        begun = time.perf_counter()
        search(query)
        times.append((time.perf_counter() - begun) * 1000)
    middle = statistics.median(times)
    ratio = f"{middle / ours:.1f} times ours" if ours else ""
    figure(f"{name}: put", put, "s")
    figure(f"{name}: search, median", middle, "ms", peer=ratio)
    figure(f"{name}: search, p95", statistics.quantiles(times, n=20)[18], "ms")
    return middle


def tantivy(folder: Path, copies: list[Agreement]) -> Search:
    index = Index(folder / "ours")
    index.put((Indexed(row_of(one)) for one in copies), upto=1)
    return lambda query: index.search(query, Filters(), 10)


def server(address: str, copies: list[Agreement]) -> Search:
    from fullpowers.corpus.server import ServerIndex

    index = ServerIndex(address, "peers")
    index.put((Indexed(row_of(one)) for one in copies), upto=1)
    return lambda query: index.search(query, Filters(), 10)


def fts5(folder: Path, copies: list[Agreement]) -> Search:
    database = sqlite3.connect(folder / "peer.sqlite")
    database.execute("CREATE VIRTUAL TABLE peer USING fts5(words, tokenize='porter unicode61')")
    with database:
        clauses = ((one.words_of(clause),) for one in copies for clause in one.clauses)
        database.executemany("INSERT INTO peer VALUES (?)", clauses)
    find = "SELECT rowid, words FROM peer WHERE peer MATCH ? ORDER BY bm25(peer) LIMIT 10"

    def search(query: str) -> list[Any]:
        return database.execute(find, (" ".join(f'"{word}"' for word in query.split()),)).fetchall()

    return search


def bm25s(copies: list[Agreement]) -> Search:
    import bm25s as peer

    words = [one.words_of(clause) for one in copies for clause in one.clauses]
    retriever = peer.BM25()
    retriever.index(peer.tokenize(words, stopwords=None, show_progress=False), show_progress=False)

    def search(query: str) -> object:
        asked = peer.tokenize(query, stopwords=None, show_progress=False)
        return retriever.retrieve(asked, k=10, show_progress=False)

    return search


if __name__ == "__main__":
    main()
