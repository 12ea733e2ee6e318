"""What was read before is held, and never shown when something else was written since, by whomever."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from random import Random

import pytest
from sqlalchemy import event, select

from fullpowers.model import from_json
from fullpowers.records import DESK, Matter, Person, Records, Role, open_records
from fullpowers.records import known as knowing
from fullpowers.records.decisions import Decision
from fullpowers.records.schema import RECORD

Clock = Callable[[], datetime]


@pytest.fixture
def elsewhere(records: Records) -> Iterator[Records]:
    """The same records in another process of the desk, which knows nothing of what this one read."""
    place = records.place
    with open_records(place.folder or place.url.replace("+psycopg", ""), place.originals) as opened:
        yield opened


@pytest.fixture
def asked(records: Records) -> list[str]:
    """What the database is asked."""
    statements: list[str] = []

    def noted(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        statements.append(statement)

    event.listen(records.store.engine, "before_cursor_execute", noted)
    return statements


def test_what_another_process_writes_is_seen_at_the_next_look(
    records: Records, elsewhere: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    petro = records.people.add("Petro", by=olena.id, at=clock())
    assert records.matters.role(matter.id, petro.id) is None
    member = elsewhere.matters.admit(matter.id, petro.id, Role.READER, by=olena.id, at=clock())
    assert records.matters.role(matter.id, petro.id) is Role.READER
    elsewhere.matters.dismiss(member, by=olena.id, at=clock())
    assert records.matters.role(matter.id, petro.id) is None
    elsewhere.people.revise(petro.id, version=petro.version, active=False, by=olena.id, at=clock())
    assert not records.people.get(petro.id).active


def test_records_to_which_nothing_happened_are_the_very_same(
    records: Records, elsewhere: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    first = records.decisions.add(matter.id, "one", by=olena.id, at=clock())
    second = records.decisions.add(matter.id, "two", by=olena.id, at=clock())
    before = records.decisions.all(matter.id)
    elsewhere.decisions.revise(second.id, version=second.version, text="three", by=olena.id, at=clock())
    after = records.decisions.all(matter.id)
    assert [one.text for one in after] == ["one", "three"]
    assert after[0] is before[0]
    assert records.decisions.get(first.id, matter.id) is before[0]


def test_a_glance_asks_once_how_far_a_log_has_come(
    records: Records, matter: Matter, olena: Person, asked: list[str]
) -> None:
    records.matters.members(matter.id)
    del asked[:]
    with records.glance():
        for _ in range(5):
            records.matters.members(matter.id)
            records.people.get(olena.id)
    assert len([one for one in asked if one.startswith("SELECT")]) == 2 + 1, (
        asked
    )  # people are read here first


def test_a_glance_sees_its_own_writes(records: Records, matter: Matter, olena: Person, clock: Clock) -> None:
    with records.glance():
        assert records.decisions.all(matter.id) == ()
        made = records.decisions.add(matter.id, "one", by=olena.id, at=clock())
        assert records.decisions.all(matter.id) == (made,)


def test_the_next_glance_sees_what_came_after_the_last(
    records: Records, elsewhere: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    with records.glance():
        assert records.decisions.all(matter.id) == ()
    made = elsewhere.decisions.add(matter.id, "one", by=olena.id, at=clock())
    with records.glance():
        assert records.decisions.all(matter.id) == (made,)


def test_whatever_is_written_where_all_see_what_is_stored(
    records: Records,
    elsewhere: Records,
    matter: Matter,
    olena: Person,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(knowing, "_STEP", 5)  # so that both ways to renew are walked
    chance = Random(3)  # noqa: S311
    for _ in range(60):
        writer, reader = chance.sample([records, elsewhere], 2)
        for _ in range(chance.choice([1, 2, 8])):
            _something(writer, matter, olena, clock, chance)
        assert reader.decisions.all(matter.id, removed=True) == _stored(writer, matter)
        standing = tuple(one for one in _stored(reader, matter) if not one.removed)
        assert writer.decisions.all(matter.id) == standing


def test_no_more_is_held_than_fits(
    records: Records, matter: Matter, olena: Person, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(knowing, "MOST", 6)
    others = [records.matters.new(f"Matter {n}", "UA", by=olena.id, at=clock()) for n in range(12)]
    for one in others:
        assert records.matters.role(one.id, olena.id) is Role.OWNER
    held = [one for one in (DESK, matter.id, *(one.id for one in others)) if records.store.known.get(one)]
    assert 1 <= len(held) < 8
    assert [one.name for one in records.matters.everywhere()][1:] == [one.name for one in others]


def _something(records: Records, matter: Matter, olena: Person, clock: Clock, chance: Random) -> None:
    """Add, change, remove a decision, or take an event back."""
    known = records.decisions.all(matter.id, removed=True)
    one = chance.choice(known) if known else None
    act = chance.choice(["add", "change", "remove", "undo"]) if one else "add"
    by = {"by": olena.id, "at": clock()}
    if one is None or act == "add":
        records.decisions.add(matter.id, f"{chance.random()}", **by)  # type: ignore[arg-type]
    elif act == "change":
        records.decisions.revise(one.id, version=one.version, text=f"{chance.random()}", **by)  # type: ignore[arg-type]
    elif act == "remove":
        records.decisions.remove(one.id, version=one.version, **by)  # type: ignore[arg-type]
    else:
        last = records.log.events(matter.id, target=one.id, newest=1)[0]
        records.log.undo(matter.id, last.seq, **by)  # type: ignore[arg-type]


def _stored(records: Records, matter: Matter) -> tuple[Decision, ...]:
    query = select(RECORD.c.state).where(RECORD.c.log == matter.id, RECORD.c.kind == "decision")
    with records.store.reading() as connection:
        states = connection.execute(query.order_by(RECORD.c.first)).scalars().all()
    return tuple(from_json(state, Decision) for state in states)
