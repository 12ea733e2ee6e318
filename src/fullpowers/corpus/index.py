"""The index of clauses: Tantivy on disk, derived from the store and made anew where it lags behind.

One document is one clause, with its words, whose agreement it is, and what filters ask for.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from fullpowers.model import InvalidData, StorageError

from .describing import region_of
from .entries import Filters, Found
from .likeness import Weighing, analyser, stems
from .wordings import Weights, likest, together

_ANALYSER = "legal"
_HEAP = 64 * 2**20
_CANDIDATES = 80
"""Clauses that share rare words with the asked one and are then held against it in full."""
_ASKED = 28
"""Rarest words of a clause that candidates are looked for by."""
_WIDER = 3
"""Hits of a search by words that are looked through for the same wording, for each that is shown."""
_LONGEST = 3_000
"""Characters of a clause that are compared; what follows is detail."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """An agreement as the index takes it: the row of the store, and what the second look found."""

    row: dict[str, Any]
    binding: str = ""
    kinds: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Kinds of terms by the place of the clause that holds them."""


class ClauseIndex(Protocol):
    """What a corpus asks of its index; :class:`Index` says what each answers."""

    @property
    def upto(self) -> int: ...

    def __len__(self) -> int: ...

    def put(self, agreements: Iterable[Indexed], gone: Sequence[str] = (), *, upto: int) -> None: ...

    def search(self, words: str, filters: Filters, limit: int) -> list[Found]: ...

    def like(self, words: str, filters: Filters, limit: int) -> list[Found]: ...

    def agreements_with(self, words: str, filters: Filters) -> set[str]: ...

    def agreements_holding(self, kind: str) -> int: ...


class Index:
    """The words of a corpus, in a folder."""

    def __init__(self, folder: Path) -> None:
        """Open the index in a folder; it is made where there is none.

        Raises:
            StorageError: the folder cannot be written, or the disk is full.
        """
        import tantivy

        self._tantivy = tantivy
        self._mark = folder / "upto"
        self._schema = _schema()
        try:
            self._index = _opened(self._schema, folder)
        except (ValueError, OSError) as error:
            raise StorageError(f"the index could not be opened: {error}") from error
        self._index.register_tokenizer(_ANALYSER, analyser())
        self._refresh()

    def _refresh(self) -> None:
        self._index.reload()
        self._searcher = self._index.searcher()
        self.weighing = Weighing(self._searcher.num_docs, lambda word: self._searcher.doc_freq("words", word))

    def __len__(self) -> int:
        return int(self._searcher.num_docs)

    @property
    def upto(self) -> int:
        """The commit of the store up to which everything is in."""
        if not len(self):
            return 0
        try:
            return int(self._mark.read_text())
        except (FileNotFoundError, ValueError):
            return 0  # nothing is in it, or nobody knows how far: everything is put in again

    def put(self, agreements: Iterable[Indexed], gone: Sequence[str] = (), *, upto: int) -> None:
        """Put agreements in, in place of what was there of them, and take ``gone`` out.

        ``upto`` is the commit that this completes; noted last, so that a crash makes it be done again.

        Raises:
            StorageError: another process writes, or the disk is full.
        """
        try:
            self._refresh()  # another process may have put some in since
            writer = self._index.writer(heap_size=_HEAP, num_threads=1)
            for agreement in gone:
                writer.delete_documents_by_term("agreement", agreement)
            for one in agreements:
                if self._searcher.doc_freq("agreement", one.row["id"]):
                    writer.delete_documents_by_term("agreement", one.row["id"])
                for document in self._documents(one):
                    writer.add_document(document)
            writer.commit()
            writer.wait_merging_threads()
            aside = self._mark.with_suffix(".tmp")
            aside.write_text(str(upto))
            aside.rename(self._mark)
        except (ValueError, OSError) as error:
            raise StorageError(f"the index could not be written: {error}") from error
        self._refresh()

    def search(self, words: str, filters: Filters, limit: int) -> list[Found]:
        """Clauses by words, best first (BM25): all must be there; ``"..."`` is a phrase; ``OR``, ``-``.

        One hit for one wording, with those of the next hits that have it too. For empty words every clause
        that the filters let pass, by itself, newest agreements first.

        Raises:
            InvalidData: the words are no query.
        """
        if not words.strip():
            hits = self._hits(self._tantivy.Query.all_query(), filters, limit, by="year")
            return [self._found(0.0, document) for _, document in hits]
        try:
            asked = self._index.parse_query(
                _plain(words),
                ["words", "heading"],
                field_boosts={"heading": 1.5},
                conjunction_by_default=True,
            )
        except ValueError as error:
            raise InvalidData(f"{words!r} is not a search: {error}") from error
        hits = self._hits(asked, filters, _WIDER * limit)
        found = [self._found(score, document) for score, document in hits]
        return together(found, lambda at: self._weights(found[at].words), limit)

    def agreements_with(self, words: str, filters: Filters) -> set[str]:
        """Identifiers of all agreements of which a clause answers; for empty words any clause does."""
        asked = (
            self._index.parse_query(_plain(words), ["words"], conjunction_by_default=True) if words else None
        )
        hits = self._hits(asked or self._tantivy.Query.all_query(), filters, max(1, len(self)))
        return {document["agreement"][0] for _, document in hits}

    def agreements_holding(self, kind: str) -> int:
        """How many agreements hold a term of that kind."""
        one = self._tantivy.Query.term_query(self._schema, "term", kind)
        hits = self._searcher.search(one, max(1, len(self)), count=False).hits
        return len({self._searcher.doc(address)["agreement"][0] for _, address in hits})

    def like(self, words: str, filters: Filters, limit: int) -> list[Found]:
        """Clauses that say much the same, likest first; from 0 to 1. One hit for one wording.

        Candidates share the rarest of the words (BM25); each is then held against the whole of ``words``.
        """
        asked = stems(words[:_LONGEST])
        weights = self.weighing.weights(asked)
        rarest = sorted({word for word in asked if word in weights}, key=lambda word: (-weights[word], word))
        if not rarest:
            return []
        query, occur = self._tantivy.Query, self._tantivy.Occur
        terms = [
            (occur.Should, query.boost_query(query.term_query(self._schema, "words", word), weights[word]))
            for word in rarest[:_ASKED]
        ]
        hits = self._hits(query.boolean_query(terms), filters, max(_CANDIDATES, limit))
        found = [self._found(score, document) for score, document in hits]
        return likest(weights, found, [self._weights(one.words) for one in found], limit)

    def _weights(self, words: str) -> Weights:
        return self.weighing.weights(stems(words[:_LONGEST]))

    def _hits(
        self, asked: Any, filters: Filters, limit: int, by: str | None = None
    ) -> list[tuple[float, Any]]:
        """The best by score, or those with the most in the field ``by``."""
        wanted = [(self._tantivy.Occur.Must, one) for one in self._filtered(filters)]
        if filters.without:
            own = self._tantivy.Query.term_query(self._schema, "agreement", filters.without)
            wanted.append((self._tantivy.Occur.MustNot, own))
        if wanted:
            asked = self._tantivy.Query.boolean_query([(self._tantivy.Occur.Must, asked), *wanted])
        try:
            hits = self._searcher.search(asked, limit, count=False, order_by_field=by).hits
            return [(score, self._searcher.doc(address)) for score, address in hits]
        except ValueError as error:
            wrong = StorageError(f"the index is damaged: {error}; without it, it is made anew")
            raise wrong.mended_by(f"rm -r {self._mark.parent}") from error

    def _filtered(self, filters: Filters) -> list[Any]:
        query = self._tantivy.Query
        exact = [("party", code) for code in filters.parties]
        exact += [
            (name, value)
            for name, value in (
                ("kind", filters.kind), ("binding", filters.binding), ("resource", filters.resource),
                ("region", filters.region), ("language", filters.language), ("term", filters.clause),
                ("agreement", filters.agreement),
            )
            if value
        ]  # fmt: skip
        found = [query.term_query(self._schema, name, value) for name, value in exact]
        if filters.since is not None or filters.until is not None:
            low, high = filters.since or 0, filters.until or 9999
            found.append(query.range_query(self._schema, "year", self._tantivy.FieldType.Integer, low, high))
        # a filter chooses; it must not weigh
        return [query.const_score_query(one, 0.0) for one in found]

    def _documents(self, one: Indexed) -> Iterable[Any]:
        row, kinds = one.row, dict(one.kinds)
        regions = sorted({region_of(code) for code in row["parties"]} - {""})
        for clause in row["clauses"]:
            document = self._tantivy.Document()
            for name, value in (
                ("words", row["text"][clause["start"] : clause["end"]]), ("heading", clause["heading"]),
                ("title", row["title"]), ("agreement", row["id"]), ("place", clause["place"]),
                ("number", clause["number"]), ("kind", row["kind"]), ("language", row["language"]),
                ("binding", one.binding), *(("party", code) for code in row["parties"]),
                *(("resource", name) for name in row["resources"]), *(("region", name) for name in regions),
                *(("term", kind) for kind in kinds.get(clause["place"], ())),
            ):  # fmt: skip
                if value:
                    document.add_text(name, value)
            document.add_integer("start", clause["start"])
            if row["year"]:
                document.add_integer("year", row["year"])
            yield document

    def _found(self, score: float, document: Any) -> Found:
        def one(name: str) -> Any:
            values = document[name] if name in document.to_dict() else ()
            return values[0] if values else None

        return Found(
            agreement=one("agreement"),
            title=one("title") or "",
            year=one("year"),
            place=one("place") or "",
            number=one("number") or "",
            heading=one("heading") or "",
            words=one("words") or "",
            start=one("start") or 0,
            score=float(score),
        )


def _opened(schema: Any, folder: Path) -> Any:
    import tantivy

    folder.mkdir(parents=True, exist_ok=True)
    try:
        return tantivy.Index(schema, path=str(folder), reuse=True)
    except ValueError:
        # of an earlier version, or damaged: it is derived, so it is made anew
        shutil.rmtree(folder)
        folder.mkdir()
        return tantivy.Index(schema, path=str(folder), reuse=True)


def _plain(words: str) -> str:
    """A search with what only the index's own language of queries knows taken out: fields, sets, boosts."""
    return re.sub(r"\bIN\b", "in", re.sub(r"[^\w\s\"()'’+-]", " ", words))


def _schema() -> Any:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("words", stored=True, tokenizer_name=_ANALYSER, index_option="position")
    schema.add_text_field("heading", stored=True, tokenizer_name=_ANALYSER, index_option="position")
    for name in ("title", "place", "number"):
        schema.add_text_field(name, stored=True, tokenizer_name="raw", index_option="basic")
    schema.add_text_field("agreement", stored=True, tokenizer_name="raw", index_option="basic", fast=True)
    for name in ("kind", "language", "binding", "party", "resource", "region", "term"):
        schema.add_text_field(name, stored=False, tokenizer_name="raw", index_option="basic")
    schema.add_integer_field("start", stored=True)
    schema.add_integer_field("year", stored=True, indexed=True, fast=True)
    return schema.build()
