"""Whether a log is what it was: edits, deletions, reorderings and truncations, each named.

What is checked needs no trust in the database: every event is hashed anew, the chain is followed, the records
are made again from the events and compared, every original is hashed. Whoever owns the database can still
write a whole log anew, or cut its end off with all that it led to. That shows only against a head that
stands outside of it: on a brief, in a time stamp, in somebody's mail. Hand such heads in as ``heads``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sqlalchemy import select

from fullpowers.model import FullpowersError, Head, InvalidData, from_json

from . import merkle
from .events import Event
from .schema import EVENT, LOG, RECORD
from .store import DESK, FIRST, Store, state_text
from .vault import Vault

if TYPE_CHECKING:
    from sqlalchemy import Connection, Row


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that is not as it was written."""

    log: str
    seq: int
    """Number of the event; 0 when it is no single one."""
    message: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What came out for one log."""

    head: Head
    """As the events are now."""
    faults: tuple[Fault, ...]
    witnessed: int
    """Events that a head from outside vouches for; what is behind them could have been cut off unnoticed."""
    remarks: tuple[str, ...] = ()
    """What is no fault but worth knowing."""

    @property
    def sound(self) -> bool:
        """Whether no fault was found."""
        return not self.faults


def parse_head(text: str) -> Head:
    """A head as it is printed: ``log:size:root``.

    Raises:
        InvalidData: it is not of that form.
    """
    if not re.fullmatch(r"[0-9a-z]{1,32}:[0-9]{1,11}:[0-9a-f]{64}", text.strip()):
        raise InvalidData(f"{text[:80]!r} is not a head; write it as on the brief: log:events:root")
    log, size, root = text.strip().split(":")
    return Head(log, int(size), root)


def verify(store: Store, log: str, heads: Sequence[Head] = ()) -> Verification:
    """Check one log against itself, the records, the originals, and heads from outside."""
    with store.reading() as connection:
        return check(connection, store.vault, log, heads)


def check(connection: Connection, vault: Vault, log: str, heads: Sequence[Head] = ()) -> Verification:
    """As ``verify``, within a transaction."""
    row = connection.execute(select(LOG).where(LOG.c.id == log)).first()
    rows = connection.execute(select(EVENT).where(EVENT.c.log == log).order_by(EVENT.c.seq)).all()
    records = {one.id: one for one in connection.execute(select(RECORD).where(RECORD.c.log == log))}
    faults: list[Fault] = []
    events = []
    for place, one in enumerate(rows, 1):
        event, wrong = _event(one, place, rows[place - 2].hash if place > 1 else FIRST)
        faults += (Fault(log, one.seq, message) for message in wrong)
        events += [event] if event else []
    leaves = [_leaf(one.body) for one in rows]
    faults += (Fault(log, 0, message) for message in _ends(row, rows))
    faults += (Fault(log, seq, message) for seq, message in _replayed(events, records))
    faults += (Fault(log, seq, message) for seq, message in _originals(vault, events))
    if log == DESK:
        held = connection.execute(select(LOG.c.id)).scalars().all()
        faults += (Fault(log, 0, message) for message in _missing(events, held))
    given_out = [_witness(event) for event in events if event.kind == "witness"]
    for head in (*heads, *given_out):
        if head.log == log and (message := _against(head, leaves)):
            faults.append(Fault(log, 0, message))
    return Verification(
        Head(log, len(leaves), merkle.root(leaves).hex()),
        tuple(faults),
        max((head.size for head in heads if head.log == log), default=0),
        tuple(_remarks(events)),
    )


def _event(row: Row[Any], place: int, prev: str) -> tuple[Event | None, list[str]]:
    """The event of a row, and what is wrong with it as the one at ``place`` behind ``prev``."""
    wrong = []
    if row.seq != place:
        wrong.append(f"event {place} is missing or out of its place")
    if _leaf(row.body).hex() != row.hash:
        wrong.append(f"event {row.seq} was altered: its bytes have another hash")
    try:
        event = from_json(row.body, Event)
    except (FullpowersError, RecursionError):
        return None, [*wrong, f"event {row.seq} cannot be read"]
    if event.prev != prev:
        wrong.append(f"event {row.seq} does not follow on the one before it")
    columns = (row.log, row.seq, row.target, row.writer, row.key or "")
    if columns != (event.log, event.seq, event.target, event.by, event.key):
        wrong.append(f"event {row.seq} is filed under something else than it says")
    if event.body().decode() != row.body:
        wrong.append(f"event {row.seq} is not written as this program writes")
    return event, wrong


def _ends(row: Row[Any] | None, rows: Sequence[Row[Any]]) -> Iterator[str]:
    if row is None:
        yield "the log itself is missing"
    elif row.size != len(rows):
        yield f"the log should have {row.size} events and has {len(rows)}"
    elif row.last != (rows[-1].hash if rows else FIRST):
        yield "the log should end with another event"


def _replayed(events: Sequence[Event], records: dict[str, Row[Any]]) -> Iterator[tuple[int, str]]:
    """Records that are not what the events make of them."""
    last = {event.target: event for event in events}
    first: dict[str, Event] = {}
    for event in events:
        first.setdefault(event.target, event)
    for target, event in last.items():
        row = records.get(target)
        made = (event.kind, first[target].seq, event.version, event.state.get("removed"), state_text(event))
        if row is None:
            yield event.seq, f"the {event.kind} {target} is missing"
        elif made != (row.kind, row.first, row.version, row.removed, row.state):
            yield event.seq, f"the {event.kind} {target} is not what its last event made it"
    for target, row in records.items():
        if target not in last:
            yield 0, f"the {row.kind} {target} has no event"


def _originals(vault: Vault, events: Sequence[Event]) -> Iterator[tuple[int, str]]:
    seen = set()
    for event in events:
        for digest in digests(event):
            if digest not in seen:
                seen.add(digest)
                try:
                    vault.get(digest)
                except FullpowersError as error:
                    yield event.seq, str(error)


def digests(event: Event) -> tuple[str, ...]:
    """The originals that an event speaks of, by their SHA-256."""
    return tuple(str(event.state[name]) for name in ("sha256", "token") if event.state.get(name))


def _missing(events: Sequence[Event], held: Sequence[str]) -> Iterator[str]:
    """Matters whose log is gone, or that came in without an event."""
    held_by = [event.state for event in events if event.kind == "holding"]
    known = {str(state.get("log")): str(state.get("name")) for state in held_by}
    for log, name in known.items():
        if log not in held:
            yield f"the whole matter {name!r} is missing"
    for log in held:
        if log != DESK and log not in known:
            yield f"the matter {log} came in without an event"


def _leaf(body: str) -> bytes:
    # what a tamperer put there may be no text at all
    return merkle.leaf(body.encode("utf-8", "surrogatepass"))


def _witness(event: Event) -> Head:
    # a forged one may hold anything, which then is no head of these events
    size = event.state.get("size")
    return Head(event.log, size if isinstance(size, int) else 0, str(event.state.get("root")))


def _against(head: Head, leaves: Sequence[bytes]) -> str:
    if head.size > len(leaves):
        return (
            f"the log was cut off: it had {head.size} events when its head was given out, "
            f"and has {len(leaves)} now"
        )
    if merkle.root(leaves[: head.size]).hex() != head.root:
        return f"the first {head.size} events are not those whose head was given out"
    return ""


def _remarks(events: Sequence[Event]) -> Iterator[str]:
    for before, event in pairwise(events):
        if event.at < before.at:
            yield f"the clock went back between events {before.seq} and {event.seq}"
