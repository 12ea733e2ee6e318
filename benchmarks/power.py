"""A disk that loses its power, fills up or fails, under SQLite; used by ``durability.py``.

An APSW VFS notes what is written and what is synced. ``Disk.after_cut`` gives the files as a power cut would
leave them: all that was synced, and of what was not, by the model, nothing, each write by the toss of a coin,
or each 512-byte sector of each write by the toss of a coin. ``connection`` is APSW behind the few methods of
Python's own sqlite3 that SQLAlchemy calls, so that the product's real write path runs on that disk.
"""

from __future__ import annotations

import contextlib
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

import apsw
import apsw.ext

SECTOR = 512
MODELS = ("lost", "half", "torn")


class Cut(Exception):
    """The power went."""


class Disk:
    """What every file holds for certain, and what was written since its last sync."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.synced: dict[str, bytes] = {}
        self.pending: dict[str, list[tuple[int, bytes | None]]] = {}
        self.calls = 0
        self.fault: Callable[[int, str], None] = lambda number, what: None
        self.off = False
        self._vfs = _Vfs(self)

    def know(self, path: Path) -> None:
        """Take a file as it is for synced."""
        self.synced[str(path)] = path.read_bytes()

    def note(self, what: str) -> None:
        """A call that writes: fails when the fault says so, and always once the power is off."""
        if self.off:
            raise apsw.IOError("the power is off")
        self.calls += 1
        try:
            self.fault(self.calls, what)
        except Cut:
            self.off = True
            raise apsw.IOError("the power went") from None

    def sync(self, path: str) -> None:
        """All that was written to the file is certain now."""
        self.synced[path] = _applied(self.synced.get(path, b""), self.pending.pop(path, []))

    def after_cut(self, model: str, chance: random.Random) -> dict[str, bytes]:
        """The files as the power cut left them."""
        files = {}
        for path in {*self.synced, *self.pending}:
            survived = []
            for offset, data in self.pending.get(path, []):
                if model == "torn" and data is not None:
                    sectors = ((offset + at, data[at : at + SECTOR]) for at in range(0, len(data), SECTOR))
                    survived.extend(sector for sector in sectors if chance.random() < 0.5)
                elif model != "lost" and chance.random() < 0.5:
                    survived.append((offset, data))
            files[path] = _applied(self.synced.get(path, b""), survived)
        return files


def _applied(data: bytes, writes: list[tuple[int, bytes | None]]) -> bytes:
    content = bytearray(data)
    for offset, written in writes:
        if written is None:
            del content[offset:]
            continue
        content.extend(bytes(max(0, offset - len(content))))
        content[offset : offset + len(written)] = written
    return bytes(content)


class _Vfs(apsw.VFS):
    def __init__(self, disk: Disk) -> None:
        super().__init__(disk.name, base="")
        self.disk = disk

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802 - SQLite's name
        return _File(self.disk, name, flags)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int]) -> None:
        self.disk = disk
        self.path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        super().__init__("", name, flags)

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self.disk.note("write")
        self.disk.pending.setdefault(self.path, []).append((offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, size: int) -> None:  # noqa: N802
        self.disk.note("truncate")
        self.disk.pending.setdefault(self.path, []).append((size, None))
        super().xTruncate(size)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self.disk.note("sync")
        super().xSync(flags)
        self.disk.sync(self.path)


class connection:  # noqa: N801 - stands for sqlite3.connect
    """An APSW connection with the methods of sqlite3's that SQLAlchemy calls."""

    def __init__(self, path: Path, disk: Disk, *pragmas: str) -> None:
        self.isolation_level: str | None = ""
        self._pragmas = pragmas
        self._apsw = _typed(apsw.Connection, str(path), vfs=disk.name)
        self._described: dict[str, Any] = {}

    def cursor(self) -> _Cursor:
        return _Cursor(self._apsw, self._described)

    def execute(self, statement: str) -> _Cursor:
        cursor = self.cursor()
        cursor.execute(statement)
        if statement.startswith("PRAGMA busy_timeout"):  # the last of the product's settings
            for pragma in self._pragmas:
                cursor.execute(pragma)
        return cursor

    def create_function(self, *_: object, **__: object) -> None:
        """No function of SQLAlchemy's is used."""

    def commit(self) -> None:
        if self._apsw.in_transaction:
            _typed(self._apsw.execute, "COMMIT")

    def rollback(self) -> None:
        if self._apsw.in_transaction:
            _typed(self._apsw.execute, "ROLLBACK")

    def close(self) -> None:
        # what closing would still write fails once the power is off; SQLAlchemy would only log that
        with contextlib.suppress(apsw.Error):
            self._apsw.close()


class _Cursor:
    arraysize = 1

    def __init__(self, database: apsw.Connection, described: dict[str, Any]) -> None:
        self._database, self._described = database, described
        self._rows: list[tuple[Any, ...]] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid = 0

    def execute(self, statement: str, parameters: Any = ()) -> None:
        if statement not in self._described:
            asked = statement.split(maxsplit=1)[0].upper() in ("SELECT", "PRAGMA", "INSERT")
            info = _typed(apsw.ext.query_info, self._database, statement) if asked else None
            self._described[statement] = info.description_full if info and info.description_full else None
        self._rows = _typed(lambda: list(self._database.execute(statement, tuple(parameters))))
        described = self._described[statement]
        self.description = [(one[0], *[None] * 6) for one in described] if described else None
        self.rowcount = self._database.changes()
        self.lastrowid = self._database.last_insert_rowid()

    def executemany(self, statement: str, many: Any) -> None:
        for parameters in many:
            self.execute(statement, parameters)

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._rows.pop(0) if self._rows else None

    def fetchall(self) -> list[tuple[Any, ...]]:
        rows, self._rows = self._rows, []
        return rows

    def fetchmany(self, size: int = 1) -> list[tuple[Any, ...]]:
        rows, self._rows = self._rows[:size], self._rows[size:]
        return rows

    def close(self) -> None:
        self._rows = []


def _typed(call: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
    """APSW's errors as sqlite3's, which SQLAlchemy knows."""
    try:
        return call(*arguments, **named)
    except apsw.Error as error:
        raise sqlite3.OperationalError(f"{type(error).__name__}: {error}") from error
