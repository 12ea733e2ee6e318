"""Records that were read before: a log's records follow from its events, so they are read anew only when its
head is another.

What is known of a log is held by its head (size and last hash), which is read from the database: a record
that another process wrote is therefore seen as soon as one of our own. When the log has grown, only the
records of the events that came since are read; the others stay the very same objects.

A *glance* is a stretch of work, such as the answer to one request, in which the head of each log is read
once: all that is looked at in it is at least as new as its beginning and as its own last write.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from fullpowers.model import from_json

from .schema import EVENT, LOG, RECORD

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from .store import Record, Store

MOST = 50_000
"""Records that are held; those of the log that was looked at longest ago go first."""
_STEP = 500
"""Events by which a log may have grown to be renewed and not read whole."""
Head = tuple[int, str]
"""Size of a log and hash of its last event."""


@dataclass(frozen=True, slots=True)
class Row:
    """All records of one kind in a log, in the order in which they were made."""

    every: dict[str, Record]
    standing: tuple[Record, ...]
    """Those that are not removed."""


@dataclass(frozen=True, slots=True)
class LogKnown:
    """What is known of one log: its records by their kinds, as they were at its head."""

    head: Head
    rows: dict[type[Record], Row]

    def __len__(self) -> int:
        return sum(len(row.every) for row in self.rows.values())


@dataclass(slots=True)
class Known:
    """What is known of the logs of one store."""

    _logs: OrderedDict[str, LogKnown] = field(default_factory=OrderedDict)
    _lock: Lock = field(default_factory=Lock)

    def get(self, log: str) -> LogKnown | None:
        """What is known of a log."""
        with self._lock:
            if log in self._logs:
                self._logs.move_to_end(log)
            return self._logs.get(log)

    def put(self, log: str, known: LogKnown) -> None:
        """Hold what is known of a log now."""
        with self._lock:
            self._logs[log] = known
            self._logs.move_to_end(log)
            while len(self._logs) > 1 and sum(map(len, self._logs.values())) > MOST:
                self._logs.popitem(last=False)


def row_of(store: Store, log: str, kind: type[Record]) -> Row:
    """The records of a kind in a log as they are now (in a glance: as of its beginning, or later)."""
    known, seen = store.known.get(log), _seen(store)
    if known is not None and kind in known.rows and seen.get(log) == known.head:
        return known.rows[kind]
    with store.reading() as connection:
        head = _heads(connection, (log,)).get(log)
        if head is None:
            return Row({}, ())
        if known is None or known.head != head:
            known = LogKnown(head, _renewed(connection, log, known, head) if known else {})
        if kind not in known.rows:
            known = LogKnown(head, {**known.rows, kind: _row(_read(connection, log, [kind])[kind])})
        seen[log] = head
        store.known.put(log, known)
    return known.rows[kind]


@contextmanager
def glance(store: Store) -> Iterator[None]:
    """A stretch of work in which the head of each log is read once; a write of its own ends what was seen."""
    token = _GLANCE.set((store, {}))
    try:
        yield
    finally:
        _GLANCE.reset(token)


def look_at(store: Store, logs: Iterable[str]) -> None:
    """Read the heads of several logs at once, in a glance."""
    seen = _seen(store)
    wanted = [log for log in logs if log not in seen]
    if wanted and _GLANCE.get() is not None:
        with store.reading() as connection:
            seen.update(_heads(connection, wanted))


def look_away(store: Store) -> None:
    """Forget which heads were seen, since something is written."""
    _seen(store).clear()


_GLANCE: ContextVar[tuple[Store, dict[str, Head]] | None] = ContextVar("glance", default=None)
"""Shared by the threads that work on one request: they get the same dictionary."""


def _seen(store: Store) -> dict[str, Head]:
    """The heads that were seen in this glance; outside of one nothing is."""
    found = _GLANCE.get()
    return found[1] if found is not None and found[0] is store else {}


def _heads(connection: Connection, logs: Iterable[str]) -> dict[str, Head]:
    query = select(LOG.c.id, LOG.c.size, LOG.c.last).where(LOG.c.id.in_(tuple(logs)))
    return {row.id: (row.size, row.last) for row in connection.execute(query)}


def _renewed(connection: Connection, log: str, known: LogKnown, head: Head) -> dict[type[Record], Row]:
    """The rows of a log after what happened since; none when it is not the log that was known."""
    size, last = known.head
    at = select(EVENT.c.hash).where(EVENT.c.log == log, EVENT.c.seq == size)
    if not 0 < head[0] - size <= _STEP or connection.execute(at).scalar() != last:
        return {}
    found = _read(connection, log, known.rows, since=size)
    return {
        kind: _row({**row.every, **found[kind]}) if found[kind] else row for kind, row in known.rows.items()
    }


def _read(
    connection: Connection, log: str, kinds: Iterable[type[Record]], since: int | None = None
) -> dict[type[Record], dict[str, Record]]:
    """The records of some kinds: all, or those to which something happened behind the event ``since``."""
    named: dict[str, type[Record]] = {kind.__name__.lower(): kind for kind in kinds}
    query: Any = select(RECORD.c.id, RECORD.c.kind, RECORD.c.state).where(
        RECORD.c.log == log, RECORD.c.kind.in_(named)
    )
    if since is not None:
        happened = select(EVENT.c.target).where(EVENT.c.log == log, EVENT.c.seq > since)
        query = query.where(RECORD.c.id.in_(happened))
    found: dict[type[Record], dict[str, Record]] = {kind: {} for kind in named.values()}
    for row in connection.execute(query.order_by(RECORD.c.first)):
        found[named[row.kind]][row.id] = from_json(row.state, named[row.kind])
    return found


def _row(every: dict[str, Record]) -> Row:
    return Row(every, tuple(one for one in every.values() if not one.removed))
