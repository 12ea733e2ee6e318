"""A backup of a whole desk while it is in use, and its way back.

The backup is written from one transaction, which sees one state of the database whatever is written
meanwhile; originals are stored before their events, so that each one is there. It holds tables as lines of
JSON, not a database's own file: what a laptop's SQLite saved, a server's PostgreSQL can take back, and the
other way round. Sessions, jobs and channels are left out. Passwords' hashes and the secrets of second factors
are in it: keep it as you keep the desk.
"""

from __future__ import annotations

import os
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy import Table, delete, insert, select
from sqlalchemy.exc import StatementError

from fullpowers.model import BrokenRecords, InvalidData, StorageError, from_json, to_json

from .events import Event
from .opening import REVISION
from .schema import CREDENTIAL, EVENT, FACTOR, LOG, RECORD
from .store import DESK, Store
from .verifying import check, digests

if TYPE_CHECKING:
    from sqlalchemy import Connection

FORMAT = "fullpowers backup"
_TABLES: tuple[Table, ...] = (LOG, EVENT, RECORD, CREDENTIAL, FACTOR)
_SINCE = {"factor": "0003"}
"""Revisions with which later tables came; an older backup has none of them."""
_ROWS = 500
"""Rows that are read or written at once."""
_LARGEST_ROW = 64 * 1024**2
_LARGEST_ORIGINAL = 1024**3
"""Bytes of one row and of one original that are taken back: what a file says of its sizes is not believed."""
_NOT_A_BACKUP = (
    *(zipfile.BadZipFile, zlib.error, EOFError, KeyError, RuntimeError, ValueError),
    *(msgspec.MsgspecError, StatementError),
)
"""What libraries say of a file that is something else."""


@dataclass(frozen=True, slots=True)
class Saved:
    """What a backup holds."""

    matters: int
    events: int
    originals: int


@dataclass(frozen=True, slots=True)
class _Cover:
    format: str
    version: int
    revision: str


def back_up(store: Store, path: Path) -> Saved:
    """Write all that is kept to one file, whole or not at all.

    Raises:
        StorageError: it cannot be written, or the file is there already.
        BrokenRecords: an original was altered; what is broken must not push out a sound backup.
    """
    if path.exists():
        raise StorageError(f"{path} is there already; a backup is not written over another file")
    part = path.with_name(f".{path.name}.part")
    try:
        # a new file: through no link, and into no file of somebody who could then read it
        part.unlink(missing_ok=True)
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as backup, store.reading() as connection:
                saved = _save(backup, connection, store)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    except OSError as error:
        raise StorageError(f"the backup could not be written: {error.strerror or error}") from error
    finally:
        part.unlink(missing_ok=True)
    return saved


def restore(store: Store, path: Path) -> Saved:
    """Take a backup into records in which nothing is yet; every log is verified before it counts.

    Raises:
        StorageError: the records are not empty, or a newer version wrote the backup.
        InvalidData: the file is no backup.
        BrokenRecords: a log in it does not verify; nothing is taken in.
    """
    try:
        with zipfile.ZipFile(path) as backup, store.changing() as connection:
            _empty(connection)
            cover = from_json(backup.open("backup.json").read(65_536), _Cover)
            if cover.format != FORMAT:
                raise InvalidData(f"{path.name} is not a backup of a desk")
            if cover.revision > REVISION:
                raise StorageError(f"{path.name} was written by a newer version of fullpowers")
            tables = tuple(one for one in _TABLES if cover.revision >= _SINCE.get(one.name, ""))
            return _take_back(backup, connection, store, tables)
    except OSError as error:
        raise StorageError(f"{path.name}: {error.strerror or error}") from error
    except _NOT_A_BACKUP as error:
        raise InvalidData(f"{path.name} is not a backup of a desk: {error}") from error


def _save(backup: zipfile.ZipFile, connection: Connection, store: Store) -> Saved:
    backup.writestr("backup.json", to_json(_Cover(FORMAT, 1, REVISION)))
    count = {}
    wanted: dict[str, None] = {}
    for table in _TABLES:
        count[table.name] = 0
        with backup.open(f"{table.name}.jsonl", "w", force_zip64=True) as file:
            rows = connection.execution_options(yield_per=_ROWS).execute(select(table)).mappings()
            for row in rows:
                file.write(msgspec.json.encode(dict(row)) + b"\n")
                count[table.name] += 1
                if table is EVENT:
                    wanted.update(dict.fromkeys(digests(from_json(row["body"], Event))))
    for digest in wanted:
        backup.writestr(f"originals/{digest}", store.vault.get(digest))
    return Saved(count["log"] - 1, count["event"], len(wanted))


def _take_back(
    backup: zipfile.ZipFile, connection: Connection, store: Store, tables: tuple[Table, ...]
) -> Saved:
    originals = [name for name in backup.namelist() if name.startswith("originals/")]
    for name in originals:
        if backup.getinfo(name).file_size > _LARGEST_ORIGINAL:  # which zipfile then reads at most
            raise InvalidData(f"{name} in the backup is larger than {_LARGEST_ORIGINAL >> 30} GiB")
        store.vault.put(backup.read(name))
    connection.execute(delete(LOG))
    events = 0
    for table in tables:
        rows = []
        with backup.open(f"{table.name}.jsonl") as file:
            while line := file.readline(_LARGEST_ROW):
                rows.append(_row(line, table))
                events += table is EVENT
                if len(rows) == _ROWS:
                    connection.execute(insert(table), rows)
                    rows = []
        if rows:
            connection.execute(insert(table), rows)
    logs = connection.execute(select(LOG.c.id)).scalars().all()
    for log in logs:
        found = check(connection, store.vault, log)
        if found.faults:
            raise BrokenRecords(f"the backup does not verify: {found.faults[0].message}")
    return Saved(len(logs) - 1, events, len(originals))


def _row(line: bytes, table: Table) -> dict[str, object]:
    row = msgspec.json.decode(line, type=dict[str, object])
    if set(row) != set(table.columns.keys()):
        raise ValueError(f"a row of {table.name} has other columns")
    return row


def _empty(connection: Connection) -> None:
    rows = connection.execute(select(LOG.c.id, LOG.c.size)).all()
    if any(row.id != DESK or row.size for row in rows):
        raise StorageError("a backup is taken back only into records in which nothing is yet")
