"""What a desk does with its records all day; each test runs on SQLite and on PostgreSQL."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest

from fullpowers.model import BrokenRecords, Conflict, InvalidData, Receipt, StorageError, UnknownRecord
from fullpowers.records import (
    DESK,
    Attitude,
    Delivery,
    Fate,
    Kind,
    Matter,
    Notice,
    Person,
    Position,
    Purpose,
    Records,
    Remark,
    Role,
    Setting,
    open_records,
    select,
)

Clock = Callable[[], datetime]
TEXT = "The Fund shall receive 10 percent of the revenue."
WORDS = select(TEXT, "t" * 16, 23, 33)


def test_who_opens_a_matter_owns_it(records: Records, matter: Matter, olena: Person) -> None:
    assert records.matters.role(matter.id, olena.id) is Role.OWNER
    assert records.matters.of(olena.id) == ((matter, Role.OWNER),)
    assert records.matters.find("Minerals fund") == records.matters.find(matter.id[:8]) == matter
    with pytest.raises(UnknownRecord, match="there is no matter 'Other'"):
        records.matters.find("Other")


def test_a_member_gets_a_role_another_role_and_leaves(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    petro = records.people.add("Petro", by=olena.id, at=clock())
    records.matters.admit(matter.id, petro.id, Role.READER, by=olena.id, at=clock())
    member = records.matters.admit(matter.id, petro.id, Role.COUNSEL, by=olena.id, at=clock())
    assert records.matters.role(matter.id, petro.id) is Role.COUNSEL
    records.matters.dismiss(member, by=olena.id, at=clock())
    assert records.matters.role(matter.id, petro.id) is None
    again = records.matters.admit(matter.id, petro.id, Role.COUNSEL, by=olena.id, at=clock())
    assert (again.id, again.removed) == (member.id, False)


def test_an_original_comes_back_byte_for_byte(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    data = bytes(range(256)) * 100
    draft = records.drafts.add(matter.id, "draft.docx", data, Delivery("first"), by=olena.id, at=clock())
    assert records.drafts.original(draft) == data
    assert records.drafts.all(matter.id) == (draft,)
    digest = draft.sha256
    stored = records.store.vault.folder / digest[:2] / digest[2:]
    stored.write_bytes(data[:-1] + b"x")
    with pytest.raises(BrokenRecords, match="was altered"):
        records.drafts.original(draft)


def test_three_hours_before_the_signature_is_computed(records: Records, olena: Person, clock: Clock) -> None:
    matter = records.matters.new(
        "Fund", "UA", Setting(signing="2025-02-12T12:00+02:00"), by=olena.id, at=clock()
    )
    receipt = Receipt("2025-02-12T09:00+02:00", "embassy", "Kyiv", "2025-02-13T10:30+02:00")
    draft = records.drafts.add(matter.id, "d.docx", b"-", Delivery(receipt=receipt), by=olena.id, at=clock())
    assert [str(one) for one in records.drafts.lead_times(draft)] == [
        "1 day 1 hour 30 minutes before the answer was due",
        "3 hours before the signature",
    ]
    late = Receipt("2025-02-12T14:00+02:00")
    draft = records.drafts.add(matter.id, "e.docx", b"-", Delivery(receipt=late), by=olena.id, at=clock())
    assert [str(one) for one in records.drafts.lead_times(draft)] == ["2 hours after the signature"]
    # a day without an hour, or one time with a zone and one without, tells no hours
    for received in ("2025-02-12", "2025-02-12T09:00", "soon"):
        unclear = Receipt(received)
        draft = records.drafts.add(
            matter.id, "f.docx", b"-", Delivery(receipt=unclear), by=olena.id, at=clock()
        )
        assert records.drafts.lead_times(draft) == ()


def test_two_people_edit_one_note_and_nothing_is_lost(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    draft = records.drafts.add(matter.id, "d.docx", b"-", by=olena.id, at=clock())
    note = records.annotations.add(
        matter.id, draft.id, WORDS, Remark(Kind.OBJECTION, "too little"), by=olena.id, at=clock()
    )
    records.annotations.revise(note.id, version=1, by=olena.id, at=clock(), text="far too little")
    with pytest.raises(Conflict, match="you edited version 1, it is version 2 now") as conflict:
        records.annotations.resolve(note.id, version=1, by=olena.id, at=clock())
    assert conflict.value.present == records.annotations.get(note.id)
    assert records.annotations.get(note.id).text == "far too little"


def test_many_editors_at_once_lose_no_edit(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    decision = records.decisions.add(matter.id, "0", by=olena.id, at=clock())

    def edit(_: int) -> int:
        conflicts = 0
        for _ in range(8):
            while True:
                present = records.decisions.get(decision.id)
                text = str(int(present.text) + 1)
                try:
                    records.decisions.revise(
                        decision.id, version=present.version, by=olena.id, at=clock(), text=text
                    )
                    break
                except Conflict:
                    conflicts += 1
        return conflicts

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(edit, range(4)))
    assert records.decisions.get(decision.id).text == "32"
    assert records.verify(matter.id).faults == ()


def test_a_write_that_is_sent_twice_is_done_once(records: Records, olena: Person, clock: Clock) -> None:
    matter = records.matters.new("Fund", "UA", by=olena.id, at=clock(), key="m1")
    assert records.matters.new("Fund", "UA", by=olena.id, at=clock(), key="m1") == matter
    decision = records.decisions.add(matter.id, "wait", by=olena.id, at=clock(), key="d1")
    assert records.decisions.add(matter.id, "wait", by=olena.id, at=clock(), key="d1") == decision
    edited = records.decisions.revise(decision.id, version=1, by=olena.id, at=clock(), key="d2", text="go")
    later = records.decisions.revise(decision.id, version=2, by=olena.id, at=clock(), text="stop")
    again = records.decisions.revise(decision.id, version=1, by=olena.id, at=clock(), key="d2", text="go")
    assert again == edited
    assert records.decisions.get(decision.id) == later
    with pytest.raises(InvalidData, match="was used for another write"):
        records.decisions.add(matter.id, "other", by=olena.id, at=clock(), key="d1")


def test_a_write_that_is_sent_twice_at_once_is_done_once(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    def send(_: int) -> str:
        return records.decisions.add(matter.id, "wait", by=olena.id, at=clock(), key="d1").id

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(send, range(8)))) == 1
    assert len(records.decisions.all(matter.id)) == 1
    size = records.log.size(matter.id)
    undone = records.log.undo(matter.id, size, by=olena.id, at=clock(), key="u1")
    assert records.log.undo(matter.id, size, by=olena.id, at=clock(), key="u1") == undone
    with pytest.raises(InvalidData, match="was used for another write"):
        records.log.undo(matter.id, undone.seq, by=olena.id, at=clock(), key="u1")


def test_undoing_is_an_event_and_can_be_undone(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    decision = records.decisions.add(matter.id, "wait", by=olena.id, at=clock())
    records.decisions.revise(decision.id, version=1, by=olena.id, at=clock(), text="go")
    size = records.log.size(matter.id)
    undone = records.log.undo(matter.id, size, by=olena.id, at=clock())
    assert (undone.verb, undone.undoes, undone.seq) == ("taken back", size, size + 1)
    assert records.decisions.get(decision.id).text == "wait"
    records.log.undo(matter.id, undone.seq, by=olena.id, at=clock())
    assert records.decisions.get(decision.id).text == "go"
    with pytest.raises(Conflict, match="was changed after it"):
        records.log.undo(matter.id, size, by=olena.id, at=clock())


def test_undoing_what_made_a_record_takes_it_out_of_sight(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    records.decisions.add(matter.id, "wait", by=olena.id, at=clock())
    records.log.undo(matter.id, records.log.size(matter.id), by=olena.id, at=clock())
    assert records.decisions.all(matter.id) == ()
    assert len(records.decisions.all(matter.id, removed=True)) == 1
    with pytest.raises(InvalidData, match="cannot be taken back"):
        records.log.undo(matter.id, 1, by=olena.id, at=clock())


def test_notes_are_threaded_assigned_and_settled(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    draft = records.drafts.add(matter.id, "d.docx", b"-", by=olena.id, at=clock())
    note = records.annotations.add(
        matter.id, draft.id, WORDS, Remark(Kind.PROPOSAL, "more", "50 percent"), by=olena.id, at=clock()
    )
    first = records.annotations.answer(note.id, "agreed?", by=olena.id, at=clock())
    second = records.annotations.answer(first.id, "yes", by=olena.id, at=clock())
    assert records.annotations.thread(note) == (first, second)
    assigned = records.annotations.assign(note.id, olena.id, version=1, by=olena.id, at=clock())
    settled = records.annotations.resolve(note.id, version=assigned.version, by=olena.id, at=clock())
    assert (settled.assignee, settled.resolved) == (olena.id, True)
    assert records.annotations.on(matter.id, draft.id) == (settled,)
    assert settled.places[0].fate is Fate.MADE
    gone = records.annotations.remove(note.id, version=settled.version, by=olena.id, at=clock())
    assert gone.removed
    assert records.annotations.on(matter.id, draft.id) == ()


def test_a_red_line_keeps_the_name_of_who_set_it(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    petro = records.people.add("Petro", by=olena.id, at=clock())
    where = {"matter": matter.id, "draft": "d", "path": "art-3"}
    red = Position(**where, attitude=Attitude.OPPOSE, red_line=True)
    taken = records.positions.take(red, by=olena.id, at=clock())
    assert taken.red_line_by == olena.id
    softer = Position(**where, attitude=Attitude.ACCEPT_IF, condition="a cap", red_line=True)
    again = records.positions.take(softer, version=1, by=petro.id, at=clock())
    assert (again.id, again.red_line_by, again.condition) == (taken.id, olena.id, "a cap")
    with pytest.raises(Conflict):
        records.positions.take(red, version=1, by=petro.id, at=clock())
    with pytest.raises(Conflict):
        records.positions.take(red, by=petro.id, at=clock())


def test_two_people_cannot_make_what_there_is_one_of(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    """Both saw nothing there; the second is told, and nothing is hidden behind the first."""
    petro = records.people.add("Petro", by=olena.id, at=clock())
    where = {"matter": matter.id, "draft": "d", "path": "art-3"}

    def take(person: str) -> bool:
        try:
            records.positions.take(Position(**where, attitude=Attitude.OPPOSE), by=person, at=clock())
        except Conflict:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        taken = list(pool.map(take, [olena.id, petro.id]))
    assert sorted(taken) == [False, True]
    assert len(records.positions.all(matter.id, removed=True)) == 1
    with pytest.raises(InvalidData, match="an account with the address"):
        records.people.add("Olena 2", email="Olena@example.org", by=olena.id, at=clock())


def test_documents_are_renewed_and_old_bytes_stay(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    first = records.documents.add(
        matter.id, Purpose.ECONOMICS, "economics.yaml", b"a: 1", by=olena.id, at=clock()
    )
    second = records.documents.renew(first.id, "economics.yaml", b"a: 2", version=1, by=olena.id, at=clock())
    assert records.documents.content(second) == b"a: 2"
    assert records.documents.content(first) == b"a: 1"


def test_a_password_a_second_factor_and_sessions_stay_out_of_the_log(
    records: Records, olena: Person, clock: Clock
) -> None:
    records.people.set_secret(olena.id, "$argon2id$hash", by=olena.id, at=clock())
    assert records.people.secret(olena.id) == "$argon2id$hash"
    assert records.people.with_email("OLENA@example.org") == records.people.get(olena.id)
    events = records.log.events(DESK)
    assert events[-1].verb == "password changed"
    records.people.set_factor(olena.id, "a secret", by=olena.id, at=clock())
    assert not records.people.use_factor(olena.id, "what it was not", "another")
    assert records.people.use_factor(olena.id, "a secret", "a secret, used")
    assert records.people.factor(olena.id) == "a secret, used"
    records.people.set_factor(olena.id, "", by=olena.id, at=clock())
    assert records.people.factor(olena.id) == ""
    events = records.log.events(DESK)
    assert [event.verb for event in events[-2:]] == ["second factor set", "second factor removed"]
    assert all(word not in event.body() for event in events for word in (b"argon2", b"a secret"))


def test_a_notice_is_written_with_its_event_or_not_at_all(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    from fullpowers.records import Channel

    channel = records.outbox.keep(Channel(olena.id, "json://127.0.0.1", {"kinds": ["decision"]}))
    due = clock()
    records.listen(lambda event: (Notice(channel.id, event.verb, due),) if event.kind == "decision" else ())
    records.decisions.add(matter.id, "wait", by=olena.id, at=clock())
    decision = records.decisions.all(matter.id)[0]
    with pytest.raises(Conflict):
        records.decisions.remove(decision.id, version=7, by=olena.id, at=clock())
    ((notice, through),) = records.outbox.due(clock())
    assert (notice.text, notice.log, through) == ("decided", matter.id, channel)
    records.outbox.failed(notice, "no answer", at=clock())
    assert records.outbox.due(clock()) != ()  # a minute later it is time again
    records.outbox.sent(notice, at=clock())
    assert records.outbox.due(clock()) == ()


def test_a_job_is_given_to_one_worker_and_taken_up_again_when_it_dies(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    at = clock()
    job = records.jobs.add("review", matter.id, {"draft": "d1"}, person=olena.id, at=at)
    taken = records.jobs.take(at)
    assert taken is not None
    assert (taken.id, taken.task, taken.tries) == (job.id, {"draft": "d1"}, 1)
    assert records.jobs.take(at) is None
    assert records.jobs.report(taken, "reading", at=at)
    later = at + timedelta(minutes=5)
    second = records.jobs.take(later)
    assert second is not None
    assert not records.jobs.finish(taken)  # the first worker comes back too late
    assert records.jobs.fail(second, "no text", at=later, final=True)
    assert records.jobs.of(matter.id)[0].progress == "no text"
    assert records.jobs.take(later + timedelta(hours=1)) is None


def test_a_job_that_ends_its_workers_is_given_up(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    at = clock()
    records.jobs.add("review", matter.id, {}, person=olena.id, at=at)
    hours = [at + timedelta(hours=hour) for hour in range(5)]
    assert [records.jobs.take(hour) is not None for hour in hours] == [True, True, True, False, False]
    assert records.jobs.of(matter.id)[0].state == "failed"


def test_refusals_are_typed(records: Records, matter: Matter, olena: Person, clock: Clock) -> None:
    with pytest.raises(UnknownRecord, match="no matter"):
        records.decisions.add("nowhere", "x", by=olena.id, at=clock())
    with pytest.raises(UnknownRecord, match="no person"):
        records.decisions.add(matter.id, "x", by="nobody", at=clock())
    with pytest.raises(InvalidData, match="does not say its zone"):
        records.decisions.add(matter.id, "x", by=olena.id, at=datetime(2026, 1, 1))
    decision = records.decisions.add(matter.id, "x", by=olena.id, at=clock())
    with pytest.raises(InvalidData, match="unknown field 'txt'"):
        records.decisions.revise(decision.id, version=1, by=olena.id, at=clock(), txt="y")
    with pytest.raises(UnknownRecord, match="no decision"):
        records.decisions.get(matter.id)
    with pytest.raises(InvalidData, match="cannot be stored"):
        records.decisions.add(matter.id, "half a letter: \ud800", by=olena.id, at=clock())
    with pytest.raises((InvalidData, UnknownRecord)):
        records.log.undo(matter.id, 10**30, by=olena.id, at=clock())
    assert records.decisions.add(matter.id, "\0 and 🂡", by=olena.id, at=clock()).text == "\0 and 🂡"
    with pytest.raises(UnknownRecord, match="no original"):
        records.store.vault.get("../../etc/passwd")


def test_a_reader_is_not_held_up_by_a_writer(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    with records.store.writing(olena.id, clock()) as writing:
        writing.put(Matter(id=matter.id, matter=matter.id, name="New", side="UA"), "renamed", version=1)
        assert records.matters.get(matter.id).name == "Minerals fund"
    assert records.matters.get(matter.id).name == "New"


def test_an_error_in_a_transaction_leaves_nothing_of_it(
    records: Records, matter: Matter, olena: Person, clock: Clock
) -> None:
    head = records.log.head(matter.id)

    def rename_and_fail() -> None:
        with records.store.writing(olena.id, clock()) as writing:
            renamed = Matter(id=matter.id, matter=matter.id, name="New", side="UA")
            writing.put(renamed, "renamed", version=1)
            writing.open_log(matter.id)  # there is one

    with pytest.raises(StorageError):
        rename_and_fail()
    assert records.log.head(matter.id) == head
    assert records.matters.get(matter.id) == matter


def test_records_at_another_address_are_refused() -> None:
    with pytest.raises(InvalidData, match="not at mysql"):
        open_records("mysql://localhost/desk")
    with pytest.raises(InvalidData, match="need a folder for the originals"):
        open_records("postgresql://localhost/desk")
