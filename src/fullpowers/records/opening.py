"""Opening records: which database, with which settings, brought up to date or refused.

SQLite: write-ahead log, ``synchronous=FULL`` (an acknowledged write survives a power cut; ``NORMAL`` does
not, ``benchmarks/durability.py`` shows it), foreign keys on, no trust in a schema's functions, writes begin
with the lock. Source of the settings: sqlite.org/pragma.html and sqlite.org/atomiccommit.html.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fullpowers.model import InvalidData, StorageError

from .store import DESK, FIRST, Store
from .vault import Vault

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

REVISION = "0003"
"""Of the database that this version reads and writes."""
MIGRATIONS = Path(__file__).parent / "migrations"
DATABASE = "records.sqlite"
ORIGINALS = "originals"
PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA fullfsync=ON",  # of macOS, where a plain fsync does not reach the disk
    "PRAGMA foreign_keys=ON",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA busy_timeout=5000",
    "PRAGMA cache_size=-512",  # KiB of each connection; a write by another empties it, the system's own stays
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where records are: the address of the database, and the folder of the originals."""

    url: str
    originals: Path
    folder: Path | None = None
    """Of the SQLite file; ``None`` for a server."""


def placed(where: str | Path, originals: Path | None = None) -> Place:
    """A folder, or ``postgresql://...`` with a folder for the originals.

    Raises:
        InvalidData: another kind of address, or a server without a folder for the originals.
    """
    text = str(where)
    if "://" not in text:
        folder = Path(where).expanduser().resolve()
        return Place(f"sqlite:///{folder / DATABASE}", originals or folder / ORIGINALS, folder)
    scheme, _, rest = text.partition("://")
    if scheme not in ("postgresql", "postgres", "postgresql+psycopg"):
        raise InvalidData(f"records are kept in a folder or at postgresql://..., not at {scheme}://")
    if originals is None:
        raise InvalidData("records on a server need a folder for the originals as well")
    return Place(f"postgresql+psycopg://{rest}", originals)


def open_store(place: Place) -> Store:
    """The database, made if there is none, brought up to date if it is older.

    Raises:
        StorageError: it cannot be opened, or a newer version made it; nothing was changed then.
    """
    try:
        for folder in filter(None, (place.folder, place.originals)):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if place.folder is not None:
            # nobody else reads it, whoever made the folder; SQLite's other files take the same rights
            (place.folder / DATABASE).touch(mode=0o600)
    except OSError as error:
        raise StorageError(f"records cannot be opened: {error.strerror}: {error.filename}") from error
    store = Store(_engine(place.url), Vault(place.originals))
    try:
        _bring_up_to_date(store, place)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def _engine(url: str) -> Engine:
    from sqlalchemy import create_engine
    from sqlalchemy.exc import ArgumentError, NoSuchModuleError

    try:
        engine = create_engine(url, pool_size=8, max_overflow=32, pool_pre_ping=not url.startswith("sqlite"))
    except ModuleNotFoundError as error:
        raise InvalidData("PostgreSQL needs one more package: pip install 'fullpowers[postgres]'") from error
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise InvalidData(f"this is not an address of a database: {error}") from error
    if engine.dialect.name == "sqlite":
        settle(engine)
    return engine


def settle(engine: Engine) -> None:
    """Give an SQLite engine our settings, on every connection, and our way to begin a transaction."""
    from sqlalchemy import event

    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)


def _settle(connection: Any, _record: object) -> None:
    """Settings of a new SQLite connection; transactions are begun by us, not by the driver."""
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin(connection: Connection) -> None:
    """A write takes the lock at once, so that it cannot fail halfway for having read before."""
    immediate = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")


def _bring_up_to_date(store: Store, place: Place) -> None:
    from sqlalchemy import inspect, text

    with store.reading() as connection:
        tables = inspect(connection).get_table_names()
        known = "alembic_version" in tables
        query = text("SELECT version_num FROM alembic_version")
        revision = connection.execute(query).scalar() if known else None
    if revision == REVISION:
        return
    if revision is not None and revision > REVISION:
        raise StorageError(
            f"these records were written by a newer version of fullpowers (revision {revision}, "
            f"this one knows {REVISION}); nothing was changed"
        )
    if revision is None and tables:
        raise StorageError("this database holds something else than records; nothing was changed")
    if revision is not None and place.folder is not None:
        _copy_before(store, place.folder, revision)
    migrate(store)


def migrate(store: Store) -> None:
    """Bring the tables to this version's revision, wholly or not at all."""
    from alembic import command
    from alembic.config import Config
    from sqlalchemy import text

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    with store.changing() as connection:
        if connection.dialect.name == "postgresql":
            # two desks that start at once: the second waits and finds the work done
            connection.execute(text("SELECT pg_advisory_xact_lock(4711002)"))
        config.attributes["connection"] = connection
        command.upgrade(config, REVISION)
        count = connection.execute(text("SELECT count(*) FROM log")).scalar()
        if not count:
            insert = text("INSERT INTO log (id, size, last) VALUES (:id, 0, :last)")
            connection.execute(insert, {"id": DESK, "last": FIRST})


def _copy_before(store: Store, folder: Path, revision: str) -> None:
    """A copy of the database as it was, beside it, before it is changed."""
    copy = folder / f"records-before-{REVISION}-from-{revision}.sqlite"
    if copy.exists():
        return
    part = copy.with_suffix(".part")
    part.unlink(missing_ok=True)
    raw = store.engine.raw_connection()
    try:
        raw.cursor().execute("VACUUM INTO ?", (os.fspath(part),))
        part.replace(copy)
    except Exception as error:
        raise StorageError(
            f"no copy could be made before the upgrade, so it was not begun: {error}"
        ) from error
    finally:
        raw.close()
