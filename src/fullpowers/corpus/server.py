"""The index of clauses in a PostgreSQL server, for a corpus that one machine's disk does not hold.

It answers as :class:`Index` does: same words, same stems, same filters. Every batch is one transaction. The
server finds candidates through its inverted index (GIN); the best of them are weighed here, for searches by
BM25 (Robertson and Zaragoza 2009, k1 1.2, b 0.75), for likeness by the cosine that the other index uses.
"""

from __future__ import annotations

import math
import re
import weakref
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from fullpowers.model import InvalidData, StorageError

from .describing import region_of
from .entries import Filters, Found
from .index import Indexed
from .likeness import Weighing, stems
from .wordings import Weights, likest, together

_TABLES = """
CREATE TABLE IF NOT EXISTS corpus_index (corpus text PRIMARY KEY, upto integer NOT NULL);
CREATE TABLE IF NOT EXISTS clause (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, agreement text NOT NULL, title text NOT NULL,
    year integer, place text, number text, heading text, words text NOT NULL,
    start integer, length integer NOT NULL,
    kind text, language text, binding text, parties text[], resources text[], regions text[], terms text[],
    stems tsvector NOT NULL
);
CREATE INDEX IF NOT EXISTS clause_stems ON clause USING gin (stems);
CREATE INDEX IF NOT EXISTS clause_agreement ON clause (agreement);
CREATE INDEX IF NOT EXISTS clause_year ON clause (year DESC NULLS LAST, agreement, start);
CREATE INDEX IF NOT EXISTS clause_terms ON clause USING gin (terms);
CREATE TABLE IF NOT EXISTS stem (stem text PRIMARY KEY, clauses integer NOT NULL);
"""
_COLUMNS = (
    "agreement", "title", "year", "place", "number", "heading", "words", "start", "length",
    "kind", "language", "binding", "parties", "resources", "regions", "terms",
)  # fmt: skip
_PUT = f"""
WITH put AS (
    INSERT INTO clause ({", ".join(_COLUMNS)}, stems)
    SELECT {", ".join(_COLUMNS)}, to_tsvector('simple', stemmed_heading) || to_tsvector('simple', stemmed)
    FROM incoming RETURNING stems
)
INSERT INTO stem
SELECT word, count(*) FROM put, unnest(tsvector_to_array(stems)) AS word GROUP BY word ORDER BY word
ON CONFLICT (stem) DO UPDATE SET clauses = stem.clauses + excluded.clauses
"""  # noqa: S608 - our own names of columns
_TAKE = """
WITH taken AS (DELETE FROM clause WHERE agreement = ANY(%s) RETURNING stems),
counted AS (SELECT word, count(*) AS held FROM taken, unnest(tsvector_to_array(stems)) AS word GROUP BY word)
UPDATE stem SET clauses = clauses - held FROM counted WHERE stem = word
"""
_SHOWN = ("agreement", "title", "year", "place", "number", "heading", "words", "start", "length")
_ROW = ", ".join(_SHOWN)
_SEARCH = f"""
WITH asked AS (SELECT websearch_to_tsquery('simple', %s) AS query),
matching AS (SELECT {_ROW}, stems, query FROM clause, asked WHERE stems @@ query{{}} LIMIT %s)
SELECT {_ROW} FROM matching ORDER BY ts_rank(stems, query, 1) DESC, agreement, place LIMIT %s
"""  # noqa: S608 - our own names of columns
_NEWEST = f"""
SELECT {_ROW} FROM clause WHERE true{{}} ORDER BY year DESC NULLS LAST, agreement, start LIMIT %s
"""  # noqa: S608 - our own names of columns
_LIKE = f"""
SELECT {_ROW} FROM clause WHERE stems @@ %s::tsquery{{}}
ORDER BY (SELECT sum(weight) FROM unnest(%s::text[], %s::float8[]) AS one (word, weight)
          WHERE stems @@ word::tsquery) DESC, agreement, place LIMIT %s
"""  # noqa: S608 - our own names of columns
_MATCHING = 5_000
"""Clauses that are ranked for one search; of words that more clauses hold, these are the first stored."""
_CANDIDATES = 80
"""Clauses that are weighed in full."""
_SHARING = 3_000
"""Clauses that likeness looks at: rare words are taken until so many clauses hold one of them."""
_LONGEST = 3_000
"""Characters of a clause that are compared."""
_MOST = 400_000
"""Characters of a clause's stems that the server can find it by."""
_K1, _B = 1.2, 0.75


class ServerIndex:
    """The clauses of one corpus in one database."""

    def __init__(self, address: str, corpus: str) -> None:
        """Open the index at an address (``postgresql://host/database``); it is made where there is none.

        Args:
            address: of the database; a password comes from libpq's own places (``~/.pgpass``, PGPASSWORD).
            corpus: which corpus it is of.

        Raises:
            StorageError: no server answers, or the extra ``postgres`` is not installed.
            InvalidData: the database holds the index of another corpus.
        """
        try:
            import psycopg
        except ImportError as error:
            wrong = StorageError("an index in a server needs the extra `postgres`")
            raise wrong.mended_by("pip install 'fullpowers[corpus,postgres]'") from error
        self._psycopg, self._address, self._corpus = psycopg, address, corpus
        self._connect()
        with self._trying(), self._connection.transaction():
            self._connection.execute("SELECT pg_advisory_xact_lock(19690523)")
            self._connection.execute(_TABLES)
            there = self._one("SELECT min(corpus) FROM corpus_index")
            if there is not None and there != corpus:
                raise InvalidData("this database holds the index of another corpus; give each a database")
            self._run("INSERT INTO corpus_index VALUES (%s, 0) ON CONFLICT DO NOTHING", corpus)
        self._refresh()

    def _connect(self) -> None:
        try:
            self._connection = self._psycopg.connect(self._address, autocommit=True, connect_timeout=10)
        except self._psycopg.Error as error:
            raise StorageError(f"no index answers at that address: {error}") from error
        weakref.finalize(self, self._connection.close)

    def _refresh(self) -> None:
        self._held: dict[str, int] = {}
        self._size = int(self._one("SELECT count(*) FROM clause"))
        self._average = float(self._one("SELECT coalesce(avg(length), 1) FROM clause")) or 1.0
        self.weighing = Weighing(self._size, self._frequency)

    def __len__(self) -> int:
        return self._size

    @property
    def upto(self) -> int:
        """The commit of the store up to which everything is in."""
        return int(self._one("SELECT upto FROM corpus_index WHERE corpus = %s", self._corpus))

    def put(self, agreements: Iterable[Indexed], gone: Sequence[str] = (), *, upto: int) -> None:
        """Put agreements in, in place of what was there of them, and take ``gone`` out: all or nothing.

        Raises:
            StorageError: the server is gone, or its disk is full.
        """
        rows = list(agreements)
        ids = [*gone, *(one.row["id"] for one in rows)]
        columns = ", ".join((*_COLUMNS, "stemmed_heading", "stemmed"))
        with self._trying(), self._connection.transaction():
            self._run(_TAKE, ids)
            self._run(
                "CREATE TEMP TABLE incoming ON COMMIT DROP AS "
                "SELECT *, ''::text AS stemmed_heading, ''::text AS stemmed FROM clause WITH NO DATA"
            )
            with (
                self._connection.cursor() as cursor,
                cursor.copy(f"COPY incoming ({columns}) FROM STDIN") as to,
            ):
                for one in rows:
                    for row in _rows(one):
                        to.write_row(row)
            self._run(_PUT)
            self._run("UPDATE corpus_index SET upto = %s WHERE corpus = %s", upto, self._corpus)
        self._refresh()

    def search(self, words: str, filters: Filters, limit: int) -> list[Found]:
        """Clauses by words, best first. See :meth:`Index.search`.

        Raises:
            InvalidData: the words are no query.
        """
        where, values = _filtered(filters)
        if not words.strip():
            return [_found(row, 0.0) for row in self._all(_NEWEST.format(where), *values, limit)]
        asked = _query(words)
        if not asked:
            return []
        found = self._all(
            _SEARCH.format(where), asked, *values, max(_MATCHING, limit), max(_CANDIDATES, limit)
        )
        wanted = {stem for no, part in _WORDS.findall(asked) if not no for stem in part.split()}
        self._learn(wanted)
        scored = [_found(row, self._bm25(wanted, row)) for row in found]
        scored.sort(key=lambda one: (-one.score, one.agreement, one.place))
        return together(scored, self._weights(scored).__getitem__, limit)

    def agreements_with(self, words: str, filters: Filters) -> set[str]:
        """Identifiers of all agreements of which a clause answers; for empty words any clause does."""
        where, values = _filtered(filters)
        text = "SELECT DISTINCT agreement FROM clause WHERE true"
        if words:
            where, values = (
                where + " AND stems @@ websearch_to_tsquery('simple', %s)",
                [*values, _query(words)],
            )
        return {row[0] for row in self._all(text + where, *values)}

    def agreements_holding(self, kind: str) -> int:
        """How many agreements hold a term of that kind."""
        return int(self._one("SELECT count(DISTINCT agreement) FROM clause WHERE terms @> ARRAY[%s]", kind))

    def like(self, words: str, filters: Filters, limit: int) -> list[Found]:
        """Clauses that say much the same, likest first; from 0 to 1. See :meth:`Index.like`."""
        asked = stems(words[:_LONGEST])
        self._learn(asked)
        weights = self.weighing.weights(asked)
        there = {word for word in asked if self._frequency(word)}
        rarest = self._rarest(sorted(there, key=lambda word: (-weights[word], word)))
        if not rarest:
            return []
        where, values = _filtered(filters)
        found = self._all(
            _LIKE.format(where),
            " | ".join(map(_quoted, rarest)),
            *values,
            [_quoted(word) for word in rarest],
            [weights[word] for word in rarest],
            max(_CANDIDATES, limit),
        )
        others = [_found(row, 0.0) for row in found]
        return likest(weights, others, self._weights(others), limit)

    def _weights(self, found: Sequence[Found]) -> list[Weights]:
        stemmed = [stems(one.words[:_LONGEST]) for one in found]
        self._learn({word for words in stemmed for word in words})
        return [self.weighing.weights(words) for words in stemmed]

    def _rarest(self, words: Sequence[str]) -> list[str]:
        """The first of the words, as many as do not stand in too many clauses together."""
        chosen: list[str] = []
        held = 0
        for word in words:
            held += self._frequency(word)
            if chosen and held > _SHARING:
                break
            chosen.append(word)
        return chosen

    def _bm25(self, wanted: Iterable[str], row: Sequence[Any]) -> float:
        shown = dict(zip(_SHOWN, row, strict=True))
        counts = Counter(stems(shown["words"][:_MOST]))
        headed = Counter(stems(shown["heading"] or ""))
        length = _K1 * (1 - _B + _B * shown["length"] / self._average)
        score = 0.0
        for word in wanted:
            if number := counts[word] + 1.5 * headed[word]:
                held = self._frequency(word)
                rare = math.log(1 + (self._size - held + 0.5) / (held + 0.5))
                score += rare * number * (_K1 + 1) / (number + length)
        return score

    def _frequency(self, word: str) -> int:
        if word not in self._held:
            self._learn([word])
        return self._held[word]

    def _learn(self, words: Iterable[str]) -> None:
        """Ask how many clauses hold each of the words, all at once."""
        unknown = sorted(set(words) - self._held.keys())
        if unknown:
            rows = self._all("SELECT stem, clauses FROM stem WHERE stem = ANY(%s)", unknown)
            self._held |= dict.fromkeys(unknown, 0) | dict(rows)

    def _one(self, text: str, *values: Any) -> Any:
        (row,) = self._all(text, *values)
        return row[0]

    def _all(self, text: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._trying():
            return list(self._connection.execute(text, values).fetchall())

    def _run(self, text: str, *values: Any) -> None:
        self._connection.execute(text, values)

    @contextmanager
    def _trying(self) -> Iterator[None]:
        """Errors of the server as refusals; for the next question a lost connection is made again."""
        if self._connection.closed:
            self._connect()
        try:
            yield
        except self._psycopg.Error as error:
            raise StorageError(f"the server of the index refused: {error}") from error


_WORDS = re.compile(r'(-?)"([^"]*)"')
_PART = re.compile(r'(-?)("[^"]*"|[^\s"]+)')


def _query(words: str) -> str:
    """A search as ``websearch_to_tsquery`` takes it: every word as its stems, in quotation marks."""
    if words.count('"') % 2:
        raise InvalidData(f"{words!r} is not a search: a quotation mark is not closed")
    parts = []
    for mark in _PART.finditer(words):
        if mark[0] == "OR":
            parts.append("or")
        elif stemmed := " ".join(stems(mark[2])):
            parts.append(f'{mark[1]}"{stemmed}"')
    return " ".join(parts)


def _quoted(word: str) -> str:
    """A stem as a word of a tsquery; stems are letters and digits, so nothing in it needs a mask."""
    return f"'{word}'"


def _filtered(filters: Filters) -> tuple[str, list[Any]]:
    """Conditions that go on with AND, and their values."""
    where, values = "", []
    for condition, value in (
        ("parties @> %s", list(filters.parties)), ("kind = %s", filters.kind),
        ("binding = %s", filters.binding), ("resources @> ARRAY[%s]", filters.resource),
        ("regions @> ARRAY[%s]", filters.region), ("language = %s", filters.language),
        ("terms @> ARRAY[%s]", filters.clause), ("agreement = %s", filters.agreement),
        ("agreement <> %s", filters.without),
        ("year >= %s", filters.since), ("year <= %s", filters.until),
    ):  # fmt: skip
        if value:
            where += f" AND {condition}"
            values.append(value)
    return where, values


def _rows(one: Indexed) -> Iterator[tuple[Any, ...]]:
    row, kinds = one.row, dict(one.kinds)
    regions = sorted({region_of(code) for code in row["parties"]} - {""})
    for clause in row["clauses"]:
        words = row["text"][clause["start"] : clause["end"]]
        stemmed = stems(words)
        yield (
            row["id"], row["title"], row["year"], clause["place"], clause["number"], clause["heading"], words,
            clause["start"], len(stemmed), row["kind"], row["language"], one.binding, list(row["parties"]),
            list(row["resources"]), regions, list(kinds.get(clause["place"], ())),
            " ".join(stems(clause["heading"])), " ".join(stemmed)[:_MOST],
        )  # fmt: skip


def _found(row: Sequence[Any], score: float) -> Found:
    shown = dict(zip(_SHOWN, row, strict=True))
    del shown["length"]
    return Found(**shown, score=score)
