"""Random alterations of a log, by somebody who owns the database; used by ``durability.py``."""

from __future__ import annotations

import json
import random
import string
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, text

from fullpowers.model import Head
from fullpowers.records import Records, merkle, open_records
from fullpowers.records.verifying import check

AT = datetime(2026, 11, 24, 9, tzinfo=UTC)


class _Undo(Exception):
    """Takes the alteration back."""


def tamperings(folder: Path, trials: int) -> tuple[Counter[str], Counter[str]]:
    """Alter a log in so many random ways; how many of each kind there were, and how many were not found."""
    chance = random.Random(4)
    tried: Counter[str] = Counter()
    missed: Counter[str] = Counter()
    with open_records(folder) as records:
        log, head = _log(records, chance)
        names = sorted(_WAYS)
        for _ in range(trials):
            name = chance.choice(names)
            tried[name] += 1
            missed[name] += not _found(records, log, head, _WAYS[name], chance)
    return tried, missed


def _log(records: Records, chance: random.Random) -> tuple[str, Head]:
    """A log of some forty events of several kinds, and its head as a brief would print it."""
    person = records.people.add("Olena", at=AT).id
    matter = records.matters.new("Fund", "UA", by=person, at=AT).id
    for number in range(12):
        data = chance.randbytes(60)
        records.drafts.add(matter, f"draft-{number}", data, by=person, at=AT, key=f"d{number}")
        decision = records.decisions.add(matter, f"decision {number}", by=person, at=AT)
        records.decisions.revise(decision.id, version=1, by=person, at=AT, text=f"changed {number}")
    return matter, records.log.head(matter)


def _found(records: Records, log: str, head: Head, way: Way, chance: random.Random) -> bool:
    """Whether the alteration is found; the log is as it was afterwards."""
    found = False
    restore: Callable[[], object] = lambda: None  # noqa: E731
    try:
        with records.store.changing() as connection:
            connection.execute(text("PRAGMA defer_foreign_keys=ON"))
            restore = way(connection, records, log, chance) or restore
            found = bool(check(connection, records.store.vault, log, [head]).faults)
            raise _Undo
    except _Undo:
        restore()
    return found


Way = Callable[[Connection, Records, str, random.Random], Callable[[], object] | None]


def _seq(connection: Connection, log: str, chance: random.Random) -> int:
    size = connection.execute(text("SELECT count(*) FROM event WHERE log = :log"), {"log": log}).scalar_one()
    return chance.randint(1, size)


def _body(connection: Connection, log: str, seq: int) -> str:
    query = text("SELECT body FROM event WHERE log = :log AND seq = :seq")
    return str(connection.execute(query, {"log": log, "seq": seq}).scalar_one())


def _run(connection: Connection, statement: str, **values: Any) -> None:
    connection.execute(text(statement), values)


def _edit(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    """One character of one event becomes another."""
    seq = _seq(connection, log, chance)
    body = _body(connection, log, seq)
    place = chance.randrange(len(body))
    other = chance.choice([one for one in string.printable if one != body[place]])
    body = body[:place] + other + body[place + 1 :]
    _run(connection, "UPDATE event SET body = :b WHERE log = :log AND seq = :s", b=body, log=log, s=seq)


def _edit_with_hash(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    """An event and its own hash are replaced; the rest stays."""
    seq = _seq(connection, log, chance)
    event = json.loads(_body(connection, log, seq))
    event["name"] = "Somebody else"
    body = json.dumps(event, separators=(",", ":"), ensure_ascii=False)
    digest = merkle.leaf(body.encode()).hex()
    statement = "UPDATE event SET body = :b, hash = :h WHERE log = :log AND seq = :s"
    _run(connection, statement, b=body, h=digest, log=log, s=seq)


def _rewrite(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    """An event is replaced and all that follow are chained anew, hashes, ends and all."""
    first = _seq(connection, log, chance)
    query = text("SELECT body FROM event WHERE log = :log AND seq >= :s ORDER BY seq")
    bodies = connection.execute(query, {"log": log, "s": first}).scalars().all()
    prev = json.loads(bodies[0])["prev"]
    for seq, body in enumerate(bodies, first):
        event = json.loads(body)
        event["prev"] = prev
        event["at"] = "2020-01-01T00:00:00Z" if seq == first else event["at"]
        body = json.dumps(event, separators=(",", ":"), ensure_ascii=False)
        prev = merkle.leaf(body.encode()).hex()
        statement = "UPDATE event SET body = :b, hash = :h WHERE log = :log AND seq = :s"
        _run(connection, statement, b=body, h=prev, log=log, s=seq)
    _run(connection, "UPDATE log SET last = :h WHERE id = :log", h=prev, log=log)


def _delete(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    seq = _seq(connection, log, chance)
    _run(connection, "DELETE FROM event WHERE log = :log AND seq = :s", log=log, s=seq)


def _delete_and_close_up(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    """An event is taken out and the later ones are renumbered."""
    seq = _seq(connection, log, chance)
    _run(connection, "DELETE FROM event WHERE log = :log AND seq = :s", log=log, s=seq)
    _run(connection, "UPDATE event SET seq = -seq WHERE log = :log AND seq > :s", log=log, s=seq)
    _run(connection, "UPDATE event SET seq = -seq - 1 WHERE log = :log AND seq < 0", log=log)
    _run(connection, "UPDATE log SET size = size - 1 WHERE id = :log", log=log)


def _reorder(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    one = _seq(connection, log, chance)
    other = one
    while other == one:
        other = _seq(connection, log, chance)
    for old, new in ((one, -1), (other, one), (-1, other)):
        _run(connection, "UPDATE event SET seq = :n WHERE log = :log AND seq = :o", log=log, o=old, n=new)


def _truncate(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    """The end is cut off with all that it led to: the tidy way, which only a head from outside shows."""
    kept = max(1, _seq(connection, log, chance) - 1)
    _run(connection, "DELETE FROM event WHERE log = :log AND seq > :k", log=log, k=kept)
    _run(connection, "DELETE FROM record WHERE log = :log AND first > :k", log=log, k=kept)
    query = text("SELECT body, hash FROM event WHERE log = :log ORDER BY seq")
    last = ""
    for body, digest in connection.execute(query, {"log": log}).all():
        event, last = json.loads(body), digest
        state = json.dumps(event["state"], separators=(",", ":"), sort_keys=True, ensure_ascii=False)
        statement = "UPDATE record SET state = :s, version = :v, removed = :r WHERE id = :id"
        values = {"s": state, "v": event["version"], "r": event["state"]["removed"], "id": event["target"]}
        _run(connection, statement, **values)
    _run(connection, "UPDATE log SET size = :k, last = :h WHERE id = :log", log=log, k=kept, h=last)


def _column(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    seq = _seq(connection, log, chance)
    column = chance.choice(["hash", "target", "writer", "key"])
    # a name from the list above, no word of anybody else's
    statement = f"UPDATE event SET {column} = :v WHERE log = :log AND seq = :s"  # noqa: S608
    _run(connection, statement, v=chance.randbytes(16).hex(), log=log, s=seq)


def _record(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    """A record is altered behind the back of its events."""
    query = text("SELECT id FROM record WHERE log = :log")
    target = chance.choice(connection.execute(query, {"log": log}).scalars().all())
    change = chance.choice(
        [
            "version = version + 1",
            "removed = NOT removed",
            "first = first + 1",
            "state = state || ' '",
            "kind = 'x'",
        ]
    )
    _run(connection, f"UPDATE record SET {change} WHERE id = :id", id=target)  # noqa: S608


def _record_gone(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    query = text("SELECT id FROM record WHERE log = :log")
    target = chance.choice(connection.execute(query, {"log": log}).scalars().all())
    _run(connection, "DELETE FROM record WHERE id = :id", id=target)


def _ends(connection: Connection, _: Records, log: str, chance: random.Random) -> None:
    if chance.random() < 0.5:
        _run(connection, "UPDATE log SET size = size + :n WHERE id = :log", n=chance.choice([-1, 1]), log=log)
    else:
        _run(connection, "UPDATE log SET last = :h WHERE id = :log", h=chance.randbytes(32).hex(), log=log)


def _original(_: Connection, records: Records, log: str, chance: random.Random) -> Callable[[], object]:
    draft = chance.choice(records.drafts.all(log))
    path = records.store.vault.folder / draft.sha256[:2] / draft.sha256[2:]
    before = path.read_bytes()
    if chance.random() < 0.3:
        path.unlink()
    else:
        place = chance.randrange(len(before))
        path.write_bytes(
            before[:place] + bytes([before[place] ^ 1 << chance.randrange(8)]) + before[place + 1 :]
        )
    return lambda: path.write_bytes(before)


_WAYS: dict[str, Way] = {
    "one character of an event": _edit,
    "an event with its hash": _edit_with_hash,
    "an event, the chain written anew": _rewrite,
    "an event deleted": _delete,
    "an event deleted, the rest renumbered": _delete_and_close_up,
    "two events change places": _reorder,
    "the end cut off, all traces tidied": _truncate,
    "a column of an event": _column,
    "a record": _record,
    "a record deleted": _record_gone,
    "size or end of the log": _ends,
    "an original": _original,
}
