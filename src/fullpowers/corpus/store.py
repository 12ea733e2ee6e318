"""The corpus on disk: columns in Parquet, and commits that say which of them count.

    corpus.json            format of the folder; which corpus it is; where its index is, if not in the folder
    commits/000001.json    what one batch added or removed, with the hashes of its files
    parts/000001-*.parquet agreements, clauses, failures of that batch; later its terms
    index/                 derived from the parts; can be made anew
    learned.npz            kinds of clauses learned from annotated examples, if somebody did

A batch exists from the moment its commit file has its name: files are written aside, synced and renamed, the
commit last. What a crash leaves without a commit is thrown away when somebody next writes.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, fields
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from fullpowers.model import BrokenRecords, InvalidData, StorageError

from .entries import Agreement, Failure, Parameter

if TYPE_CHECKING:
    import pyarrow as pa

FORMAT = 1


@dataclass(frozen=True, slots=True)
class Commit:
    """What one batch did."""

    number: int
    added: tuple[str, ...] = ()
    """Identifiers of agreements."""
    analysed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    seen: tuple[tuple[str, str, str], ...] = ()
    """Items that were looked at: name, SHA-256, and the agreement they are (empty for a failure)."""
    files: dict[str, str] = field(default_factory=dict)
    """SHA-256 by file name."""
    before: str = ""
    """SHA-256 of the file of the commit before; empty for the first, and from an earlier version."""


class Store:
    """One folder. Reading needs nothing more; writing happens inside ``with store.writing():``."""

    def __init__(self, folder: Path, commits: list[Commit], head: dict[str, Any]) -> None:
        self.folder = folder
        self.commits = commits
        self.name = str(head.get("name", ""))
        """Which corpus this is, so that no index of another is taken for its own."""
        self.index = str(head.get("index", ""))
        """Address of the server that holds its index; empty when the folder does."""

    @classmethod
    def open(cls, folder: Path, *, create: bool = False, index: str = "") -> Store:
        """The corpus in a folder; ``index`` is the address of a server that is to hold its index from now on.

        Raises:
            InvalidData: there is none, a newer version of fullpowers made it, or the address is none.
            StorageError: the folder cannot be made.
            BrokenRecords: a commit cannot be read.
        """
        head = folder / "corpus.json"
        if not head.exists():
            if not create:
                wrong = InvalidData(f"{folder}: there is no corpus in this folder")
                raise wrong.mended_by(f"fullpowers corpus add FILES --corpus {folder}")
            try:
                for name in ("commits", "parts"):
                    (folder / name).mkdir(parents=True, exist_ok=True)
                _write(head, json.dumps({"format": FORMAT}).encode())
            except OSError as error:
                raise StorageError(f"{folder}: {error.strerror}") from error
        said = _head(head)
        if index and index != said.get("index"):
            said |= {"index": _address(index), "name": said.get("name") or uuid.uuid4().hex}
            _write(head, json.dumps(said).encode())
        return cls(folder, _commits(folder), said)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Hold the folder for writing; what an interrupted batch left behind is thrown away.

        Raises:
            StorageError: somebody else is writing, or the folder cannot be written.
            BrokenRecords: a commit is missing; to go on would throw its parts away.
        """
        try:
            lock = (self.folder / "lock").open("w")
        except OSError as error:
            raise StorageError(f"{self.folder}: {error.strerror}") from error
        with lock:
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise StorageError(f"{self.folder}: another process is adding to this corpus") from error
            # somebody else may have added since this was opened: their parts are no leavings of a crash
            self.commits = _commits(self.folder)
            if gap := _gap(self.commits):
                raise BrokenRecords(f"{self.folder}: {gap}; put it back before anything is added")
            known = {name for commit in self.commits for name in commit.files}
            for file in (self.folder / "parts").iterdir():
                if file.name not in known:
                    file.unlink()
            for file in (self.folder / "commits").glob("*.tmp"):
                file.unlink()
            yield

    def add(
        self,
        rows: Sequence[dict[str, Any]],
        seen: Sequence[tuple[str, str, str]],
        failures: Sequence[Failure],
    ) -> Commit:
        """Store a batch of rows (:func:`row_of`); when this returns it is there for good."""
        tables = {"agreements": _agreements(rows), "failures": _rows(failures, _FAILURE)}
        full = {name: table for name, table in tables.items() if table.num_rows}
        return self._commit(full, added=tuple(row["id"] for row in rows), seen=tuple(seen))

    def add_terms(self, looked: Sequence[tuple[str, str, tuple[Parameter, ...]]]) -> Commit:
        """Store what the second look found: for each agreement its binding force and its terms."""
        import pyarrow as pa

        force = pa.table({"id": [one[0] for one in looked], "binding": [one[1] for one in looked]})
        terms = _rows([term for one in looked for term in one[2]], _TERM)
        return self._commit({"force": force, "terms": terms}, analysed=tuple(one[0] for one in looked))

    def remove(self, ids: Sequence[str]) -> Commit:
        """Take agreements out; their parts stay on disk until the folder is made anew."""
        return self._commit({}, removed=tuple(ids))

    def keep(self, name: str, data: bytes) -> None:
        """Put a file beside the parts, whole or not at all.

        Raises:
            StorageError: it cannot be written.
        """
        try:
            _write(self.folder / name, data)
        except OSError as error:
            raise StorageError(f"{self.folder / name}: {error.strerror}") from error

    def live(self) -> list[str]:
        """Identifiers of the agreements that are there, in the order of their coming."""
        found: dict[str, None] = {}
        for commit in self.commits:
            found |= dict.fromkeys(commit.added)
            for gone in commit.removed:
                found.pop(gone, None)
        return list(found)

    def analysed(self) -> set[str]:
        """Identifiers of the agreements that were looked at a second time."""
        return {one for commit in self.commits for one in commit.analysed}

    def seen(self) -> dict[str, str]:
        """SHA-256 of every item that was looked at, with the agreement it is."""
        gone = {one for commit in self.commits for one in commit.removed} - set(self.live())
        return {
            digest: found for commit in self.commits for _, digest, found in commit.seen if found not in gone
        }

    def failures(self) -> dict[tuple[str, str], Failure]:
        """What could not be added, by name and SHA-256, with the last reason; not what was added later."""
        import pyarrow.parquet as pq

        added = {digest for digest, found in self.seen().items() if found}
        rows = [row for file in self.files("failures") for row in pq.read_table(file).to_pylist()]
        return {(row["name"], row["sha256"]): Failure(**row) for row in rows if row["sha256"] not in added}

    def files(self, table: str) -> list[str]:
        """The parts of a table, in order."""
        return [
            str(self.folder / "parts" / name)
            for commit in self.commits
            for name in commit.files
            if name.endswith(f"-{table}.parquet")
        ]

    def agreements(
        self, wanted: set[str] | None = None, columns: list[str] | None = None
    ) -> Iterator[dict[str, Any]]:
        """Rows of the agreements that are there, part by part."""
        import pyarrow.parquet as pq

        live = set(self.live()) if wanted is None else wanted & set(self.live())
        told: set[str] = set()
        for file in reversed(self.files("agreements")):
            for row in pq.read_table(file, columns=columns).to_pylist():
                if row["id"] in live and row["id"] not in told:
                    told.add(row["id"])
                    yield row

    def state(self) -> str:
        """SHA-256 over all commits, in order."""
        rows = [asdict(commit) for commit in self.commits]
        for row in rows:
            del row["before"]
        return hashlib.sha256(json.dumps(rows).encode()).hexdigest()

    def verify(self) -> list[str]:
        """What does not agree: missing or altered parts, gaps in the commits, commits that were altered."""
        gap = _gap(self.commits)
        wrong = [gap] if gap else []
        for commit, after in pairwise(self.commits):
            file = self._file(commit.number)
            if after.before and after.number == commit.number + 1 and _digest(file) != after.before:
                wrong.append(f"{file.name} was altered")
        for commit in self.commits:
            for name, digest in commit.files.items():
                file = self.folder / "parts" / name
                if not file.exists():
                    wrong.append(f"{name} is missing")
                elif _digest(file) != digest:
                    wrong.append(f"{name} was altered")
        return wrong or [
            f"{self._file(commit.number).name} was altered: it names other agreements than its part"
            for commit in self.commits
            if commit.added != self._added(commit)
        ]

    def _added(self, commit: Commit) -> tuple[str, ...]:
        """The agreements in the part of a commit."""
        import pyarrow.parquet as pq

        parts = [name for name in commit.files if name.endswith("-agreements.parquet")]
        tables = [pq.read_table(self.folder / "parts" / name, columns=["id"]) for name in parts]
        return tuple(one for table in tables for one in table["id"].to_pylist())

    def _file(self, number: int) -> Path:
        return self.folder / "commits" / f"{number:06}.json"

    def _commit(self, tables: dict[str, pa.Table], **what: Any) -> Commit:
        number = self.commits[-1].number + 1 if self.commits else 1
        files = {}
        try:
            for name, table in tables.items():
                part = f"{number:06}-{name}.parquet"
                files[part] = _write(self.folder / "parts" / part, _parquet(table))
            before = _digest(self._file(number - 1)) if number > 1 else ""
            commit = Commit(number=number, files=files, before=before, **what)
            _write(self._file(number), json.dumps(asdict(commit)).encode())
        except OSError as error:
            raise StorageError(f"{self.folder}: {error.strerror}; this batch was not stored") from error
        self.commits.append(commit)
        return commit


def _address(index: str) -> str:
    """The address of an index, which is kept in the folder and so must hold no password."""
    parts = urlsplit(index)
    if parts.scheme not in ("postgresql", "postgres"):
        raise InvalidData("an index is in the folder of the corpus or at postgresql://host/database")
    if parts.password or "password=" in parts.query:
        raise InvalidData("the address is kept in the corpus: put its password into ~/.pgpass or PGPASSWORD")
    return index


def _write(file: Path, data: bytes) -> str:
    """Write a file so that it is there whole or not at all, and survives a power cut; its SHA-256."""
    aside = file.with_name(file.name + ".tmp")
    with aside.open("wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    aside.rename(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return hashlib.sha256(data).hexdigest()


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _head(file: Path) -> dict[str, Any]:
    """What the folder says of itself."""
    try:
        said = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise StorageError(f"{file}: {error.strerror}") from error
    except ValueError as error:
        raise BrokenRecords(f"{file}: it cannot be read: {error}") from error
    if not isinstance(said, dict) or said.get("format") != FORMAT:
        found = said.get("format") if isinstance(said, dict) else said
        raise InvalidData(
            f"{file.parent}: of format {found!r}; this version knows format {FORMAT}"
        ).mended_by("pip install --upgrade fullpowers")
    return said


def _commits(folder: Path) -> list[Commit]:
    return [_commit(file) for file in sorted((folder / "commits").glob("*.json"))]


def _gap(commits: Sequence[Commit]) -> str:
    """The first commit that is missing; empty when none is."""
    for expected, commit in enumerate(commits, 1):
        if commit.number != expected:
            return f"commit {expected} is missing: the next one is {commit.number}"
    return ""


def _commit(file: Path) -> Commit:
    try:
        row = json.loads(file.read_text(encoding="utf-8"))
        seen = tuple((name, digest, found) for name, digest, found in row["seen"])
        return Commit(
            row["number"],
            tuple(row["added"]),
            tuple(row["analysed"]),
            tuple(row["removed"]),
            seen,
            row["files"],
            row.get("before", ""),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise BrokenRecords(f"{file}: this commit cannot be read: {error}") from error


def _parquet(table: pa.Table) -> bytes:
    import pyarrow as pa
    import pyarrow.parquet as pq

    out = pa.BufferOutputStream()
    pq.write_table(table, out, compression="zstd")
    return bytes(out.getvalue())


def row_of(agreement: Agreement) -> dict[str, Any]:
    """An agreement as a row of the store and of the index."""
    row = {name: getattr(agreement, name) for name in _COLUMNS}
    names = ("place", "number", "heading", "start", "end")
    row["clauses"] = [{name: getattr(clause, name) for name in names} for clause in agreement.clauses]
    return row


_COLUMNS = tuple(one.name for one in fields(Agreement))


def _agreements(rows: Sequence[dict[str, Any]]) -> pa.Table:
    import pyarrow as pa

    text, number = pa.string(), pa.int64()
    clause = [("place", text), ("number", text), ("heading", text), ("start", number), ("end", number)]
    kinds = {
        "year": pa.int32(),
        "parties": pa.list_(text),
        "resources": pa.list_(text),
        "text": pa.large_string(),
        "clauses": pa.list_(pa.struct(clause)),
        "likeness": pa.float32(),
        "signature": pa.list_(pa.uint32()),
    }
    schema = pa.schema([(name, kinds.get(name, text)) for name in _COLUMNS])
    return pa.Table.from_pylist(list(rows), schema)


_FAILURE = (("name", "string"), ("sha256", "string"), ("reason", "string"))
_TERM = (
    ("agreement", "string"), ("kind", "string"), ("unit", "string"), ("amount", "float64"),
    ("value", "string"), ("place", "string"), ("start", "int64"), ("end", "int64"),
)  # fmt: skip


def _rows(rows: Sequence[Any], fields: tuple[tuple[str, str], ...]) -> pa.Table:
    import pyarrow as pa

    schema = pa.schema([(name, pa.type_for_alias(kind)) for name, kind in fields])
    return pa.Table.from_pylist([asdict(row) for row in rows], schema)
