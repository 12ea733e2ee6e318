"""The one way in and out of the database: a write appends an event and renews the record, or does nothing.

``Store.writing`` is a transaction with a person and a time; ``Writing.put`` is all that ever changes a
record. The event holds the record's whole new state, so the records are what the log comes to.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from sqlalchemy import insert, select, update
from sqlalchemy.exc import DataError, DBAPIError

from fullpowers._version import __version__
from fullpowers.model import Conflict, InvalidData, StorageError, UnknownRecord, convert, from_json, plain

from .events import Event
from .known import Known, glance, look_away
from .merkle import leaf
from .schema import EVENT, LOG, NOTICE, RECORD
from .vault import Vault

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

DESK = "desk"
"""The log of what belongs to no matter: people, matters opened and taken in."""
FIRST = "0" * 64
"""What stands for the hash before the first event."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What every kind of record has; the store fills these in."""

    id: str = ""
    matter: str = ""
    """Of which matter; ``desk`` when of none."""
    version: int = 0
    """Counts its events; an edit says which version it was made from."""
    removed: bool = False
    by: str = ""
    """Person who made it."""
    at: datetime | None = None
    """When it was made (UTC)."""
    changed: datetime | None = None
    """When it was changed last (UTC)."""


R = TypeVar("R", bound=Record)
_FILLED = frozenset(one.name for one in fields(Record)) - {"removed"}
Listener = Callable[[Event], "tuple[Notice, ...]"]


@dataclass(frozen=True, slots=True)
class Notice:
    """What is to be sent through a channel; written together with the event that it tells of."""

    channel: int
    text: str
    due: datetime
    log: str = ""
    seq: int = 0
    id: int = 0
    tries: int = 0


@dataclass(slots=True)
class Store:
    """A database and the folder of its originals."""

    engine: Engine
    vault: Vault
    listener: Listener = field(default=lambda event: ())
    """Asked at each event which notices to write in the same transaction."""
    known: Known = field(default_factory=Known)
    """Records that were read before."""
    _turn: RLock = field(default_factory=RLock)
    """Whose turn it is to write to SQLite, of the threads of this process."""

    def glance(self) -> AbstractContextManager[None]:
        """A stretch of work in which it is looked once how far each log has come."""
        return glance(self)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database."""
        # SQLite does so by itself; PostgreSQL would see a later state with each statement
        one_state = {"isolation_level": "REPEATABLE READ"} if self.engine.name == "postgresql" else {}
        reader = self.engine.execution_options(**one_state)
        with _told(), reader.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def changing(self) -> Iterator[Connection]:
        """A transaction that may write; it is on the disk when the block is left without an error."""
        writer = self.engine.execution_options(immediate=True)
        # SQLite has one writer at a time and lets the others sleep and try again; here they are woken in turn
        turn = self._turn if self.engine.name == "sqlite" else nullcontext()
        look_away(self)
        try:
            with turn, _told(), writer.connect() as connection, connection.begin():
                yield connection
        finally:
            look_away(self)

    @contextmanager
    def writing(self, by: str, at: datetime) -> Iterator[Writing]:
        """A transaction of one person at one time."""
        if at.tzinfo is None:
            raise InvalidData(f"the time {at.isoformat()} does not say its zone")
        with self.changing() as connection:
            yield Writing(self, connection, by, at.astimezone(UTC))


@dataclass(slots=True)
class Writing:
    """What a person does in one transaction."""

    store: Store
    connection: Connection
    by: str
    at: datetime

    def put(
        self,
        record: R,
        verb: str,
        *,
        version: int | None = None,
        key: str = "",
        said: Mapping[str, Any] | None = None,
    ) -> R:
        """Write the record with its event and return it as it is now.

        ``version`` is the one that the edit was made from; ``None`` for a record that is new. A write
        with a ``key`` that this person has used before is not done again: what it led to then is returned.
        ``said`` is what the person wrote, of which a repetition is known (default: all of a new record).

        Raises:
            Conflict: the record has another version now.
            InvalidData: the key was used for something else.
        """
        said = _content(plain(record)) if said is None else said
        log = record.matter or DESK
        place = self.lock(log)
        if key and (before := self.repeated(type(record), verb, key, said)) is not None:
            return before
        if version is None:
            self._absent(record)
        present = None if version is None else self._present(record, version)
        made = replace(
            record,
            id=record.id or new_id(),
            matter=log,
            version=present.version + 1 if present else 1,
            by=present.by if present else self.by,
            at=present.at if present else self.at,
            changed=self.at,
        )
        self._write(place, kind_of(type(made)), plain(made), verb, key=key)
        return made

    def undo(self, event: Event, before: Mapping[str, Any] | None, *, key: str = "") -> Event:
        """Take an event back: the record becomes what it was ``before``, or is removed if it was not.

        Raises:
            Conflict: the record was changed after the event.
            InvalidData: the key was used for something else.
        """
        place = self.lock(event.log)
        done = self._with_key(key)
        if done is not None:
            if done.undoes != event.seq or done.log != event.log:
                raise InvalidData(f"the key {key!r} was used for another write")
            return done
        query = select(RECORD.c.state).where(RECORD.c.id == event.target)
        present = msgspec.json.decode(self.connection.execute(query).scalar_one())
        if present["version"] != event.version:
            raise Conflict(
                f"event {event.seq} cannot be taken back: this {event.kind} was changed after it", present
            )
        state = {**(before or {**event.state, "removed": True}), "version": event.version + 1}
        state["changed"] = plain(self.at)
        return self._write(place, event.kind, state, "taken back", key=key, undoes=event.seq)

    def repeated(self, kind: type[R], verb: str, key: str, said: Mapping[str, Any]) -> R | None:
        """What the write with this key led to when it was done before, or ``None``.

        Raises:
            InvalidData: the key was used for something else.
        """
        event = self._with_key(key)
        if event is None:
            return None
        same = all(event.state.get(name) == value for name, value in plain(said).items())
        if (event.verb, event.kind) != (verb, kind_of(kind)) or not same:
            raise InvalidData(f"the key {key!r} was used for another write")
        return convert(event.state, kind, where="event")

    def _with_key(self, key: str) -> Event | None:
        query = select(EVENT.c.body).where(EVENT.c.writer == self.by, EVENT.c.key == key)
        body = self.connection.execute(query).scalar() if key else None
        return from_json(body, Event) if body is not None else None

    def open_log(self, log: str) -> None:
        """Begin an empty log."""
        self.connection.execute(insert(LOG).values(id=log, size=0, last=FIRST))

    def lock(self, log: str) -> tuple[int, str]:
        """Size and last hash of the log; others who would append wait for us."""
        query = select(LOG.c.size, LOG.c.last).where(LOG.c.id == log).with_for_update()
        row = self.connection.execute(query).first()
        if row is None:
            raise UnknownRecord(f"there is no matter {log!r}")
        return row.size, row.last

    def _absent(self, record: Record) -> None:
        """A new record whose identity says what it is (``id_of``) must not be there already."""
        if not record.id:
            return
        query = select(RECORD.c.state).where(RECORD.c.id == record.id)
        state = self.connection.execute(query).scalar()
        if state is not None:
            present = from_json(state, type(record))
            raise Conflict(f"somebody made this {kind_of(type(record))} in the meantime", present)

    def _present(self, record: R, version: int) -> R:
        present = read(self.connection, record.id, type(record))
        if present.version != version:
            raise Conflict(
                f"this {kind_of(type(record))} was changed in the meantime: "
                f"you edited version {version}, it is version {present.version} now",
                present,
            )
        return present

    def _write(
        self,
        place: tuple[int, str],
        kind: str,
        state: dict[str, Any],
        verb: str,
        *,
        key: str = "",
        undoes: int = 0,
    ) -> Event:
        """Append the event behind ``place`` and make its state that of the record."""
        size, last = place
        log = state["matter"]
        event = Event(
            log=log,
            seq=size + 1,
            prev=last,
            at=self.at,
            by=self.by,
            name=self._name(state),
            role=self._role(log),
            verb=verb,
            kind=kind,
            target=state["id"],
            version=state["version"],
            state=state,
            key=key,
            undoes=undoes,
            tool=f"fullpowers {__version__}",
        )
        append(self.connection, event)
        for notice in self.store.listener(event):
            told = {"log": log, "seq": event.seq, "due": notice.due.astimezone(UTC).isoformat()}
            row = {"channel": notice.channel, "text": notice.text, "tries": 0, "sent": "", "fault": ""}
            self.connection.execute(insert(NOTICE).values(**row, **told))
        return event

    def _name(self, made: Mapping[str, Any]) -> str:
        """Name of the writer, so that the log can be read where the person is not known."""
        if made["id"] == self.by:
            return str(made["name"])
        state = self.connection.execute(select(RECORD.c.state).where(RECORD.c.id == self.by)).scalar()
        if state is None:
            raise UnknownRecord(f"there is no person {self.by!r}")
        return str(msgspec.json.decode(state)["name"])

    def _role(self, log: str) -> str:
        """Role of the writer in the matter at this time; empty when none."""
        query = select(RECORD.c.state).where(
            RECORD.c.log == log, RECORD.c.kind == "member", RECORD.c.removed.is_(False)
        )
        members = (msgspec.json.decode(state) for state in self.connection.execute(query).scalars())
        return next((str(one["role"]) for one in members if one["person"] == self.by), "")


def append(connection: Connection, event: Event) -> None:
    """Put the event at the end of its log and make its state that of its record.

    All that records are comes about here, so that taking in a log by its events gives the same records.
    """
    body = event.body()
    digest = leaf(body).hex()
    row = {"hash": digest, "body": body.decode(), "target": event.target, "writer": event.by}
    connection.execute(insert(EVENT).values(log=event.log, seq=event.seq, key=event.key or None, **row))
    connection.execute(update(LOG).where(LOG.c.id == event.log).values(size=event.seq, last=digest))
    values = {"version": event.version, "removed": event.state["removed"], "state": state_text(event)}
    if event.version > 1:
        connection.execute(update(RECORD).where(RECORD.c.id == event.target).values(**values))
    else:
        made = {"id": event.target, "log": event.log, "kind": event.kind, "first": event.seq}
        connection.execute(insert(RECORD).values(**made, **values))


def state_text(event: Event) -> str:
    """The state of the record after the event as it is stored."""
    return msgspec.json.encode(event.state, order="deterministic").decode()


def read(connection: Connection, identity: str, kind: type[R]) -> R:
    """The record with this identity.

    Raises:
        UnknownRecord: there is none of this kind.
    """
    query = select(RECORD.c.state).where(RECORD.c.id == identity, RECORD.c.kind == kind_of(kind))
    state = connection.execute(query).scalar()
    if state is None:
        raise unknown(identity, kind)
    return from_json(state, kind)


def unknown(identity: str, kind: type[Record]) -> UnknownRecord:
    """That there is no such record."""
    return UnknownRecord(f"there is no {kind_of(kind)} {identity[:64]!r}")


def new_id() -> str:
    """An identity that no desk has given before, since matters travel between desks."""
    return secrets.token_hex(16)


def id_of(*parts: str) -> str:
    """The identity of a record of which there can be one alone, such as a person's part in a matter."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def kind_of(kind: type[Record]) -> str:
    """Name of a kind of record in the database and the log."""
    return kind.__name__.lower()


def _content(state: Mapping[str, Any]) -> dict[str, Any]:
    """What the person wrote, without what the store fills in."""
    return {name: value for name, value in state.items() if name not in _FILLED}


@contextmanager
def _told() -> Iterator[None]:
    """Errors of the database as ours: nothing of the transaction was done."""
    try:
        yield
    except (UnicodeEncodeError, OverflowError, DataError) as error:
        raise InvalidData(f"this cannot be stored: {_one_line(error)}") from error
    except DBAPIError as error:
        raise StorageError(f"the records could not be used: {_one_line(error.orig)}") from error


def _one_line(error: object) -> str:
    return " ".join(str(error).split())
