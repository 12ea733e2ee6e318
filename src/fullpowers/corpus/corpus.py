"""A corpus: what goes in, and what is asked of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from fullpowers.model import FullpowersError, InvalidData, StorageError

from .engines import Engine
from .entries import Agreement, Clause, Failure, Filters, Found, Item
from .index import ClauseIndex, Index, Indexed
from .kernel import analyse_item, lost_agreement, lost_item, read_item
from .learning import Example, Learned, learn, read_learned
from .near import Signatures
from .server import ServerIndex
from .store import Store, row_of

_BATCH = 100
"""Agreements in one commit: what a crash can cost, and what one file holds."""
_LEARNED = "learned.npz"


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the items so far; all of it is stored for good."""

    added: int = 0
    known: int = 0
    """Already there: the same bytes, or the same text in another file."""
    near: int = 0
    """Added, and nearly the same as an earlier agreement."""
    failed: tuple[Failure, ...] = ()

    @property
    def done(self) -> int:
        return self.added + self.known + len(self.failed)


class Corpus:
    """Many agreements in a folder: add to it, search it, ask it what is usual."""

    def __init__(self, folder: str | Path, *, create: bool = False, index: str = "") -> None:
        """Open the corpus in ``folder``; ``create`` makes one where there is none.

        ``index`` is the address of a database (``postgresql://host/database``) that holds its index from now
        on; what is in the corpus is put there at the next use.

        Raises:
            InvalidData, StorageError, BrokenRecords: as for ``Store.open``.
        """
        self.folder = Path(folder)
        self.store = Store.open(self.folder, create=create, index=index)
        self._index: ClauseIndex | None = None
        self._learned: Learned | None = None

    # --- what goes in ---

    def add(
        self, items: Iterable[Item], engine: Engine, progress: Callable[[Added], None] = lambda so_far: None
    ) -> Added:
        """Read items, store what is new, and put it into the index; after a crash the same call goes on.

        Args:
            items: from :func:`fullpowers.corpus.items`.
            engine: from :func:`fullpowers.corpus.engine`.
            progress: called after each batch with what is stored for good.

        Raises:
            StorageError: another process is writing, or the disk is full; earlier batches stand.
        """
        with self.store.writing():
            index = self._current()
            intake = _Intake(self.store)
            results = engine.map(read_item, intake.new(items), lost_item)
            # the index takes a batch while the next is read; it may lag behind the store, never lead
            with ThreadPoolExecutor(1) as beside:
                indexing: Future[None] | None = None
                for batch in _batches(results, _BATCH):
                    new = intake.keep(batch)
                    if indexing is not None:
                        indexing.result()
                    rows = [Indexed(row, "", self._kinds(row, {})) for row in new]
                    indexing = beside.submit(index.put, rows, upto=self._last)
                    progress(intake.so_far)
                if indexing is not None:
                    indexing.result()
        return intake.so_far

    def analyse(self, engine: Engine, progress: Callable[[int, int], None] = lambda done, of: None) -> int:
        """Look again at the agreements, for their binding force and terms; how many were looked at.

        Ranges and the filters ``binding`` and ``clause`` stand on this. It takes far longer than adding.
        """
        with self.store.writing():
            index = self._current()
            waiting = set(self.store.live()) - self.store.analysed()
            done = 0
            texts = (_agreement(row) for row in self.store.agreements(waiting))
            for batch in _batches(engine.map(analyse_item, texts, lost_agreement), _BATCH):
                commit = self.store.add_terms(batch)
                index.put(self._indexed(set(commit.analysed)), upto=commit.number)
                done += len(batch)
                progress(done, len(waiting))
        return done

    def learn(self, examples: Sequence[Example]) -> Learned:
        """Learn kinds of clauses from annotated texts, keep that, and tell the kinds of all clauses by it.

        A clause that is told to be of such a kind answers to the filter ``clause`` as ``learned:KIND``.

        Raises:
            InvalidData: the examples are too few.
            StorageError: another process is writing, or the disk is full.
        """
        with self.store.writing():
            index = self._current()
            self._learned = learn(examples)
            self.store.keep(_LEARNED, self._learned.to_bytes())
            index.put(self._indexed(set(self.store.live())), upto=self._last)
        return self._learned

    def remove(self, ids: Sequence[str]) -> None:
        """Take agreements out.

        Raises:
            InvalidData: one of them is not there.
        """
        with self.store.writing():
            there = set(self.store.live())
            if missing := [one for one in ids if one not in there]:
                named = f"there is no agreement {missing[0]!r} in this corpus"
                raise InvalidData(f"{named}; `fullpowers corpus list` names them")
            commit = self.store.remove(ids)
            self._current().put((), ids, upto=commit.number)

    # --- what is asked ---

    def __len__(self) -> int:
        return len(self.store.live())

    def agreements(self) -> Iterator[Agreement]:
        """All agreements, without their signatures, part by part."""
        return (_agreement(row) for row in self.store.agreements())

    def agreement(self, identifier: str) -> Agreement:
        """One agreement by its identifier, or by the beginning of it.

        Raises:
            InvalidData: there is none, or there are several.
        """
        fitting = [one for one in self.store.live() if one.startswith(identifier)]
        if len(fitting) != 1:
            why = "several begin so" if fitting else "`fullpowers corpus list` names them"
            raise InvalidData(f"there is no single agreement {identifier!r} in this corpus; {why}")
        return _agreement(next(self.store.agreements(set(fitting))))

    def search(self, words: str, filters: Filters | None = None, limit: int = 10) -> list[Found]:
        """Clauses by words, best first. See :meth:`Index.search`."""
        return self.index.search(words, filters or Filters(), limit)

    def like(self, words: str, filters: Filters | None = None, limit: int = 10) -> list[Found]:
        """Clauses that say much the same as ``words``, likest first. See :meth:`Index.like`."""
        return self.index.like(words, filters or Filters(), limit)

    @property
    def learned(self) -> Learned | None:
        """What was learned of kinds of clauses; nothing before :meth:`learn`."""
        if self._learned is None:
            self._learned = read_learned(self.folder / _LEARNED)
        return self._learned

    def lacking(self, words: str = "", filters: Filters | None = None) -> list[str]:
        """Identifiers of the agreements of which no clause answers, in the order of their coming.

        The filters but ``clause`` choose the agreements; ``words`` and ``clause`` are what they must lack.
        """
        asked = filters or Filters()
        among = self.index.agreements_with("", replace(asked, clause=""))
        have = self.index.agreements_with(words, asked)
        return [one for one in self.store.live() if one in among and one not in have]

    def failures(self) -> list[Failure]:
        """Items that could not be added, with the reason, except those that were added later."""
        return list(self.store.failures().values())

    def verify(self) -> list[str]:
        """What is wrong with the stored files; empty when everything is as it was committed.

        Of the index, which is made from the rest, only the number of its clauses is looked at.
        """
        wrong = self.store.verify()
        if not wrong and self.index.upto == self._last:
            clauses = sum(len(row["clauses"]) for row in self.store.agreements(columns=["id", "clauses"]))
            if len(self.index) != clauses:
                held = f"the index holds {len(self.index)} clauses of {clauses}"
                wrong.append(f"{held}; without it, it is made anew")
        try:
            read_learned(self.folder / _LEARNED)
        except FullpowersError as error:
            wrong.append(str(error))
        return wrong

    @property
    def state(self) -> str:
        """SHA-256 over all commits: two corpora with the same state hold the same."""
        return self.store.state()

    @property
    def index(self) -> ClauseIndex:
        """The index, brought up to the store unless somebody else is just doing so."""
        if self._index is None:
            self._index = self._opened()
            if self._index.upto < self._last:
                try:
                    with self.store.writing():
                        self._current()
                except StorageError:
                    pass
        return self._index

    # --- below ---

    @property
    def _last(self) -> int:
        return self.store.commits[-1].number if self.store.commits else 0

    def _opened(self) -> ClauseIndex:
        if self.store.index:
            return ServerIndex(self.store.index, self.store.name)
        return Index(self.folder / "index")

    def _current(self) -> ClauseIndex:
        """The index with every commit in it; only for whoever holds the folder."""
        if self._index is None:
            self._index = self._opened()
        behind = [commit for commit in self.store.commits if commit.number > self._index.upto]
        if behind:
            changed = {one for commit in behind for one in (*commit.added, *commit.analysed)}
            gone = [one for commit in behind for one in commit.removed]
            self._index.put(self._indexed(changed), gone, upto=self._last)
        return self._index

    def _indexed(self, wanted: set[str]) -> Iterator[Indexed]:
        force, kinds = self._looked_at(wanted)
        for row in self.store.agreements(wanted):
            yield Indexed(row, force.get(row["id"], ""), self._kinds(row, kinds.get(row["id"], {})))

    def _kinds(
        self, row: dict[str, Any], known: dict[str, tuple[str, ...]]
    ) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Kinds by place: those of terms, and what was learned to tell."""
        if self.learned is None:
            return tuple(known.items())
        texts = [row["text"][one["start"] : one["end"]] for one in row["clauses"]]
        kinds = dict(known)
        for clause, (kind, _, sure) in zip(row["clauses"], self.learned.kinds_of(texts), strict=True):
            if sure:
                kinds[clause["place"]] = (*kinds.get(clause["place"], ()), f"learned:{kind}")
        return tuple(kinds.items())

    def _looked_at(self, wanted: set[str]) -> tuple[dict[str, str], dict[str, dict[str, tuple[str, ...]]]]:
        """Binding force, and kinds of terms by place, of those that were looked at twice."""
        import pyarrow.parquet as pq

        force: dict[str, str] = {}
        kinds: dict[str, dict[str, tuple[str, ...]]] = {}
        if not wanted & self.store.analysed():
            return force, kinds
        for file in self.store.files("force"):
            force |= {
                row["id"]: row["binding"] for row in pq.read_table(file).to_pylist() if row["id"] in wanted
            }
        for file in self.store.files("terms"):
            for row in pq.read_table(file, columns=["agreement", "place", "kind"]).to_pylist():
                if row["agreement"] in wanted and row["kind"] not in (
                    held := kinds.setdefault(row["agreement"], {}).setdefault(row["place"], ())
                ):
                    kinds[row["agreement"]][row["place"]] = (*held, row["kind"])
        return force, kinds


class _Intake:
    """What is new among the items, and what became of them."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._near = Signatures(store)
        # what failed before is tried again: the file may be whole now, or its reader installed
        self._seen = {digest for digest, found in store.seen().items() if found}
        self._failed = store.failures()
        self._there = set(store.live())
        self.so_far = Added()

    def new(self, items: Iterable[Item]) -> Iterator[Item]:
        """Items of which the bytes were not seen before."""
        for item in items:
            if item.digest in self._seen:
                self.so_far = replace(self.so_far, known=self.so_far.known + 1)
            else:
                self._seen.add(item.digest)
                yield item

    def keep(self, batch: Sequence[Agreement | Failure]) -> list[dict[str, Any]]:
        """Store a batch; the rows of what is new in it."""
        failures = [one for one in batch if isinstance(one, Failure)]
        told = [one for one in failures if self._failed.get((one.name, one.sha256)) != one]
        seen = [(one.name, one.sha256, "") for one in told]
        new: list[dict[str, Any]] = []
        read = [one for one in batch if isinstance(one, Agreement)]
        for one in read:
            seen.append((one.name, one.sha256, one.id))
            if one.id not in self._there:
                self._there.add(one.id)
                new.append(row_of(self._near.told(one)))
        if seen:
            self._store.add(new, seen, told)
        self.so_far = Added(
            self.so_far.added + len(new),
            self.so_far.known + len(read) - len(new),
            self.so_far.near + sum(bool(one["like"]) for one in new),
            (*self.so_far.failed, *failures),
        )
        return new


def _batches(results: Iterable[Any], size: int) -> Iterator[list[Any]]:
    batch: list[Any] = []
    try:
        for result in results:
            batch.append(result)
            if len(batch) == size:
                yield batch
                batch = []
    except KeyboardInterrupt:
        # what has been read so far is kept
        if batch:
            yield batch
        raise
    if batch:
        yield batch


def _agreement(row: dict[str, Any]) -> Agreement:
    clauses = tuple(Clause(**clause) for clause in row["clauses"])
    lists = {name: tuple(row[name]) for name in ("parties", "resources", "signature")}
    return Agreement(**{**row, **lists, "clauses": clauses})
