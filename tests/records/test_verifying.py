"""Every way to tamper with a log, and whether it is found; a truncation needs a head from outside."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from fullpowers.model import InvalidData
from fullpowers.records import DESK, Matter, Person, Records, merkle, parse_head

Clock = Callable[[], datetime]


@pytest.fixture
def log(records: Records, matter: Matter, olena: Person, clock: Clock) -> str:
    """A log of eight events with one original."""
    records.drafts.add(matter.id, "d.docx", b"-", by=olena.id, at=clock())
    for n in range(3):
        decision = records.decisions.add(matter.id, f"decision {n}", by=olena.id, at=clock())
    for n in range(2):
        version = n + 1
        records.decisions.revise(decision.id, version=version, by=olena.id, at=clock(), text=f"edit {n}")
    assert records.log.size(matter.id) == 8
    return matter.id


def _sql(records: Records, statement: str, **values: object) -> None:
    with records.store.changing() as connection:
        connection.execute(text(statement), values)


def test_an_untouched_log_is_sound(records: Records, log: str) -> None:
    head = records.log.head(log)
    found = records.verify(log, [head])
    assert (found.faults, found.head, found.witnessed, found.remarks) == ((), head, 8, ())
    assert records.verify(DESK).faults == ()


@pytest.mark.parametrize(
    ("tampering", "told"),
    [
        ("UPDATE event SET body = replace(body, 'decision 1', 'decision 9') WHERE log = :log", "was altered"),
        ("DELETE FROM event WHERE log = :log AND seq = 5", "missing or out of its place"),
        ("DELETE FROM event WHERE log = :log AND seq = 8", "should have 8 events and has 7"),
        (
            "UPDATE record SET state = replace(state, 'edit 1', 'edit 9') WHERE log = :log",
            "not what its last",
        ),
        ("UPDATE record SET removed = NOT removed WHERE log = :log AND kind = 'draft'", "not what its last"),
        ("DELETE FROM record WHERE log = :log AND kind = 'draft'", "is missing"),
        ("UPDATE event SET writer = 'somebody' WHERE log = :log AND seq = 4", "filed under something else"),
        ("UPDATE event SET hash = prev_hash WHERE log = :log AND seq = 4", "was altered"),
        ("UPDATE log SET last = :zeros WHERE id = :log", "should end with another event"),
        ("UPDATE log SET size = 9 WHERE id = :log", "should have 9 events and has 8"),
    ],
)
def test_each_tampering_is_named(records: Records, log: str, tampering: str, told: str) -> None:
    zeros = "0" * 64
    tampering = tampering.replace("prev_hash", ":zeros")
    _sql(
        records,
        tampering,
        **{name: value for name, value in (("log", log), ("zeros", zeros)) if f":{name}" in tampering},
    )
    assert told in " ".join(fault.message for fault in records.verify(log).faults)


@pytest.mark.parametrize("body", ["", "{}", "[" * 100_000, '{"log": 1}', "null"])
def test_an_event_that_is_none_is_told_and_not_fallen_over(records: Records, log: str, body: str) -> None:
    _sql(records, "UPDATE event SET body = :body WHERE log = :log AND seq = 4", log=log, body=body)
    messages = [fault.message for fault in records.verify(log).faults]
    assert "event 4 cannot be read" in messages


@pytest.mark.parametrize("kind", ["witness", "holding", "matter", "nothing"])
def test_a_forged_event_with_anything_in_it_is_no_stumbling_block(
    records: Records, log: str, kind: str
) -> None:
    event = {**json.loads(records.log.event(log, 8).body()), "kind": kind, "state": {"x": 1}}
    body = json.dumps(event, separators=(",", ":"))
    digest = merkle.leaf(body.encode()).hex()
    forged = "UPDATE event SET body = :body, hash = :hash WHERE log = :log AND seq = 8"
    _sql(records, forged, log=log, body=body, hash=digest)
    _sql(records, "UPDATE log SET last = :hash WHERE id = :log", log=log, hash=digest)
    assert records.verify(log).faults != ()


def test_two_events_that_changed_places_are_found(records: Records, log: str) -> None:
    for old, new in ((5, 99), (6, 5), (99, 6)):
        _sql(
            records, "UPDATE event SET seq = :new WHERE log = :log AND seq = :old", log=log, old=old, new=new
        )
    messages = [fault.message for fault in records.verify(log).faults]
    assert "event 5 does not follow on the one before it" in messages


def test_an_altered_original_is_found(records: Records, log: str) -> None:
    (draft,) = records.drafts.all(log)
    (records.store.vault.folder / draft.sha256[:2] / draft.sha256[2:]).write_bytes(b"+")
    (fault,) = records.verify(log).faults
    assert (fault.seq, "was altered" in fault.message) == (3, True)


def _cut(records: Records, log: str) -> None:
    """Cut the last event off with all that it led to, as an owner of the database could."""
    before = json.loads(records.log.event(log, 7).body())
    state = json.dumps(before["state"], separators=(",", ":"), sort_keys=True, ensure_ascii=False)
    _sql(records, "DELETE FROM event WHERE log = :log AND seq = 8", log=log)
    last = merkle.leaf(records.log.event(log, 7).body()).hex()
    _sql(records, "UPDATE log SET size = 7, last = :last WHERE id = :log", log=log, last=last)
    target = before["target"]
    _sql(records, "UPDATE record SET state = :state, version = 2 WHERE id = :id", state=state, id=target)


def test_a_complete_truncation_shows_only_against_a_head_from_outside(records: Records, log: str) -> None:
    head = records.log.head(log)
    _cut(records, log)
    assert records.verify(log).faults == ()  # nothing inside can tell
    (fault,) = records.verify(log, [parse_head(str(head))]).faults
    assert "was cut off: it had 8 events" in fault.message


def test_a_log_written_anew_shows_only_against_a_head_from_outside(
    records: Records, log: str, olena: Person, clock: Clock
) -> None:
    head = records.log.head(log)
    _cut(records, log)
    records.decisions.add(log, "another end", by=olena.id, at=clock())
    assert records.verify(log).faults == ()
    (fault,) = records.verify(log, [head]).faults
    assert "the first 8 events are not those" in fault.message


def test_a_head_given_out_is_checked_from_then_on(
    records: Records, log: str, olena: Person, clock: Clock
) -> None:
    records.log.witness(replace(records.log.head(log), root="0" * 64), "mail", by=olena.id, at=clock())
    (fault,) = records.verify(log).faults
    assert "not those whose head was given out" in fault.message


def test_a_matter_that_vanished_is_missed_by_the_desk(records: Records, log: str) -> None:
    for statement in (
        "DELETE FROM event WHERE log = :log",
        "DELETE FROM record WHERE log = :log",
        "DELETE FROM log WHERE id = :log",
    ):
        _sql(records, statement, log=log)
    (fault,) = records.verify(DESK).faults
    assert fault.message == "the whole matter 'Minerals fund' is missing"


def test_a_clock_that_went_back_is_remarked_and_no_fault(
    records: Records, log: str, olena: Person, clock: Clock
) -> None:
    records.decisions.add(log, "x", by=olena.id, at=clock() - timedelta(days=1))
    found = records.verify(log)
    assert (found.faults, found.remarks) == ((), ("the clock went back between events 8 and 9",))


def test_one_event_is_proven_to_an_outsider(records: Records, log: str) -> None:
    proof = records.log.inclusion(log, 3)
    assert proof.holds()
    assert proof.head == records.log.head(log)
    assert not replace(proof, body=proof.body.replace("d.docx", "e.docx")).holds()
    old, new = records.log.head(log, 5), records.log.head(log)
    steps = [bytes.fromhex(step) for step in records.log.consistency(log, 5)]
    assert merkle.consistent(5, bytes.fromhex(old.root), 8, bytes.fromhex(new.root), steps)


@pytest.mark.parametrize("given", ["", "a:1", f"a:-1:{'0' * 64}", f"A:1:{'0' * 64}", f"a:1:{'0' * 63}g"])
def test_what_is_no_head_is_refused(given: str) -> None:
    with pytest.raises(InvalidData, match="is not a head"):
        parse_head(given)
