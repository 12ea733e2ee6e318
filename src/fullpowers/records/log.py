"""The log of a matter or of the desk: read it, name its head, prove what it held, take an event back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar

from sqlalchemy import select

from fullpowers.model import Head, InvalidData, UnknownRecord, from_json

from . import merkle
from .events import Event
from .schema import EVENT, LOG
from .shelf import Shelf
from .store import DESK, Record, Store, Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Witness(Record):
    """A head that is kept outside as well, so that the log cannot be cut or written anew unnoticed."""

    size: int
    root: str
    where: str
    """``brief``, ``time stamp``, or what the team says, such as ``mailed to counsel``."""
    token: str = ""
    """SHA-256 of the stored time stamp (RFC 3161); empty for none."""


class Witnesses(Shelf[Witness]):
    """The heads that were given out."""

    kind: ClassVar = Witness
    __slots__ = ()

    def add(
        self, head: Head, where: str, *, token: str = "", by: str, at: datetime, key: str = ""
    ) -> Witness:
        """Note that a head was given out."""
        made = Witness(matter=head.log, size=head.size, root=head.root, where=where, token=token)
        return self._add(made, "head given out", by=by, at=at, key=key)


@dataclass(frozen=True, slots=True)
class Proof:
    """What an outsider who holds a head needs to check one event: its bytes, its place, hashes."""

    head: Head
    index: int
    """From 0."""
    body: str
    path: tuple[str, ...]

    def holds(self) -> bool:
        """Whether the event is in the log with this head."""
        try:
            path = [bytes.fromhex(step) for step in self.path]
            found, root = merkle.leaf(self.body.encode()), bytes.fromhex(self.head.root)
        except ValueError:
            return False
        return merkle.included(found, self.index, self.head.size, path, root)


@dataclass(frozen=True, slots=True)
class Log:
    """The logs of the desk, each named by its matter; ``desk`` names the desk's own."""

    store: Store

    def all(self) -> tuple[str, ...]:
        """The names of all logs, the desk's own first."""
        with self.store.reading() as connection:
            logs = connection.execute(select(LOG.c.id)).scalars().all()
        return tuple(sorted(logs, key=lambda log: (log != DESK, log)))

    def events(self, matter: str, *, after: int = 0, target: str = "", newest: int = 0) -> tuple[Event, ...]:
        """The events in order: those behind number ``after``, of one record, or the ``newest`` so many."""
        query = select(EVENT.c.body).where(EVENT.c.log == matter, EVENT.c.seq > after)
        if target:
            query = query.where(EVENT.c.target == target)
        query = query.order_by(EVENT.c.seq.desc() if newest else EVENT.c.seq)
        with self.store.reading() as connection:
            bodies = connection.execute(query.limit(newest or None)).scalars().all()
        events = [from_json(body, Event) for body in bodies]
        return tuple(reversed(events) if newest else events)

    def event(self, matter: str, seq: int) -> Event:
        """One event by its number.

        Raises:
            UnknownRecord: there is none.
        """
        query = select(EVENT.c.body).where(EVENT.c.log == matter, EVENT.c.seq == seq)
        with self.store.reading() as connection:
            body = connection.execute(query).scalar()
        if body is None:
            raise UnknownRecord(f"there is no event {seq} in the log {matter!r}")
        return from_json(body, Event)

    def size(self, matter: str) -> int:
        """How many events there are."""
        with self.store.reading() as connection:
            return connection.execute(select(LOG.c.size).where(LOG.c.id == matter)).scalar() or 0

    def head(self, matter: str, size: int | None = None) -> Head:
        """The head of the log, or the one that it had at an earlier size."""
        leaves = self._leaves(matter, size)
        return Head(matter, len(leaves), merkle.root(leaves).hex())

    def inclusion(self, matter: str, seq: int, size: int | None = None) -> Proof:
        """A proof that event ``seq`` is in the log, for somebody who holds its head at ``size``."""
        body = self.event(matter, seq).body().decode()
        leaves = self._leaves(matter, size)
        if seq > len(leaves):
            raise UnknownRecord(f"event {seq} is not among the first {len(leaves)}")
        head = Head(matter, len(leaves), merkle.root(leaves).hex())
        path = tuple(step.hex() for step in merkle.inclusion(leaves, seq - 1))
        return Proof(head, seq - 1, body, path)

    def consistency(self, matter: str, size: int) -> tuple[str, ...]:
        """A proof that the log still begins with what it was at ``size``."""
        leaves = self._leaves(matter, None)
        if not 0 < size <= len(leaves):
            raise UnknownRecord(f"the log has {len(leaves)} events, not {size}")
        return tuple(step.hex() for step in merkle.consistency(leaves, size))

    def witness(self, head: Head, where: str, *, by: str, at: datetime) -> Witness:
        """Note that a head was given out, so that it is checked from now on."""
        return Witnesses(self.store).add(head, where, by=by, at=at)

    def witnesses(self, matter: str) -> tuple[Witness, ...]:
        """The heads that were given out."""
        return Witnesses(self.store).all(matter)

    def undo(self, matter: str, seq: int, *, by: str, at: datetime, key: str = "") -> Event:
        """Take an event back, by a further event that brings back what the record was before.

        Raises:
            Conflict: something was built upon it since; carries the record's present state.
            InvalidData: the event opened the matter or gave out a head, which cannot be taken back.
        """
        event = self.event(matter, seq)
        if event.kind in ("witness", "holding", "person") or event.verb == "opened":
            raise InvalidData(f"event {seq} ({event.verb}) cannot be taken back")
        with self.store.writing(by, at) as writing:
            return writing.undo(event, self._before(writing, event), key=key)

    def _before(self, writing: Writing, event: Event) -> dict[str, Any] | None:
        query = select(EVENT.c.body).where(
            EVENT.c.log == event.log, EVENT.c.target == event.target, EVENT.c.seq < event.seq
        )
        body = writing.connection.execute(query.order_by(EVENT.c.seq.desc()).limit(1)).scalar()
        return from_json(body, Event).state if body else None

    def _leaves(self, matter: str, size: int | None) -> list[bytes]:
        query = select(EVENT.c.hash).where(EVENT.c.log == matter).order_by(EVENT.c.seq)
        with self.store.reading() as connection:
            hashes = connection.execute(query.limit(size)).scalars().all()
        if size is not None and len(hashes) < size:
            raise UnknownRecord(f"the log has {len(hashes)} events, not {size}")
        return [bytes.fromhex(one) for one in hashes]
