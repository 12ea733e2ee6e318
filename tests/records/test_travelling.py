"""A matter goes to another desk and back with its log intact; a desk is backed up while in use."""

from __future__ import annotations

import io
import json
import threading
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from fullpowers.model import BrokenRecords, Conflict, FullpowersError, InvalidData, StorageError
from fullpowers.records import DESK, Kind, Matter, Person, Records, Remark, Role, open_records, select

Clock = Callable[[], datetime]


@pytest.fixture
def full(records: Records, matter: Matter, olena: Person, clock: Clock) -> Matter:
    """A matter with two members, a draft, a note with an answer, and an edit taken back."""
    petro = records.people.add("Petro", by=olena.id, at=clock())
    records.matters.admit(matter.id, petro.id, Role.COUNSEL, by=olena.id, at=clock())
    draft = records.drafts.add(matter.id, "d.docx", b"PK-original", by=olena.id, at=clock())
    words = select("The Fund receives 10 percent.", "t" * 16, 18, 28)
    note = records.annotations.add(
        matter.id, draft.id, words, Remark(Kind.QUESTION, "Чому?"), by=petro.id, at=clock(), key="n1"
    )
    records.annotations.answer(note.id, "so", by=olena.id, at=clock())
    records.annotations.resolve(note.id, version=1, by=olena.id, at=clock())
    records.log.undo(matter.id, records.log.size(matter.id), by=olena.id, at=clock())
    return records.matters.get(matter.id)


@pytest.fixture
def hans(other: Records, clock: Clock) -> Person:
    return other.people.add("Hans", at=clock())


def _repacked(data: bytes, **changes: bytes) -> bytes:
    """The file with some of its entries replaced, by their names without suffix."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name.partition(".")[0].partition("/")[0], old.read(name)))
    return file.getvalue()


def test_another_desk_has_the_same_matter_and_its_log_goes_on(
    records: Records, full: Matter, other: Records, hans: Person, clock: Clock
) -> None:
    taken = other.take_in(records.export(full.id), by=hans.id, at=clock())
    assert taken == full
    size = records.log.size(full.id)
    assert other.log.head(full.id, size) == records.log.head(full.id)
    for here, there in ((records.annotations, other.annotations), (records.drafts, other.drafts)):
        assert there.all(full.id) == here.all(full.id)
    (draft,) = other.drafts.all(full.id)
    assert other.drafts.original(draft) == b"PK-original"
    assert other.matters.role(full.id, hans.id) is Role.OWNER
    assert {(one.name, one.active) for one in other.people.everybody()} == {
        ("Hans", True), ("Olena", False), ("Petro", False),
    }  # fmt: skip
    other.decisions.add(full.id, "sign", by=hans.id, at=clock())
    assert other.verify(full.id, [records.log.head(full.id)]).faults == ()
    assert other.verify(DESK).faults == ()


def test_what_the_other_desk_added_comes_back(
    records: Records, full: Matter, olena: Person, other: Records, hans: Person, clock: Clock
) -> None:
    other.take_in(records.export(full.id), by=hans.id, at=clock())
    other.decisions.add(full.id, "sign", by=hans.id, at=clock())
    records.take_in(other.export(full.id), by=olena.id, at=clock())
    assert [one.text for one in records.decisions.all(full.id)] == ["sign"]
    assert records.log.head(full.id) == other.log.head(full.id)
    assert records.verify(full.id).faults == ()


def test_two_histories_are_not_mixed(
    records: Records, full: Matter, olena: Person, other: Records, hans: Person, clock: Clock
) -> None:
    other.take_in(records.export(full.id), by=hans.id, at=clock())
    other.decisions.add(full.id, "sign", by=hans.id, at=clock())
    records.decisions.add(full.id, "do not sign", by=olena.id, at=clock())
    with pytest.raises(Conflict, match="went on differently"):
        records.take_in(other.export(full.id), by=olena.id, at=clock())
    assert [one.text for one in records.decisions.all(full.id)] == ["do not sign"]


def test_the_same_matter_gives_the_same_bytes(records: Records, full: Matter) -> None:
    assert records.export(full.id) == records.export(full.id)


def test_a_tampered_file_is_refused_whole(
    records: Records, full: Matter, other: Records, hans: Person, clock: Clock
) -> None:
    data = records.export(full.id)
    with zipfile.ZipFile(io.BytesIO(data)) as parcel:
        log, cover = parcel.read("log.jsonl"), json.loads(parcel.read("matter.json"))
    lines = log.splitlines(keepends=True)
    person = lines[3].replace(b'"kind":"draft"', b'"kind":"person"')
    tampered = [
        _repacked(data, log=log.replace(b"d.docx", b"e.docx")),
        _repacked(data, log=b"".join(lines[:-1])),
        _repacked(data, log=b"".join(lines[1:])),
        _repacked(data, log=b"".join([*lines[:3], person, *lines[4:]])),
        _repacked(data, originals=b"other bytes"),
        _repacked(data, matter=json.dumps({**cover, "root": "0" * 64}).encode()),
    ]
    for file in tampered:
        with pytest.raises(BrokenRecords):
            other.take_in(file, by=hans.id, at=clock())
    for file in (b"", b"PK", b"no zip", _repacked(data, matter=b"{}"), _repacked(data, people=b"[1]")):
        with pytest.raises(InvalidData):
            other.take_in(file, by=hans.id, at=clock())
    assert other.matters.everywhere() == ()
    assert other.verify(DESK).faults == ()


def test_a_byte_changed_anywhere_is_refused_or_harmless(tmp_path: Path) -> None:
    at = datetime.fromisoformat("2026-11-24T09:00Z")
    with open_records(tmp_path / "one") as records:
        olena = records.people.add("Olena", at=at)
        matter = records.matters.new("Fund", "UA", by=olena.id, at=at)
        records.drafts.add(matter.id, "d.docx", b"PK-original", by=olena.id, at=at)
        file, head = records.export(matter.id), records.log.head(matter.id)
    with open_records(tmp_path / "two") as other:
        hans = other.people.add("Hans", at=at)
        for place in range(0, len(file), 7):
            changed = bytearray(file)
            changed[place] ^= 1 << place % 8
            try:
                other.take_in(bytes(changed), by=hans.id, at=at)
            except FullpowersError:
                continue
            # a date, or a comment of the ZIP file: what was taken in is what was sent
            assert other.verify(matter.id, [head]).faults == ()


def test_a_broken_matter_is_not_passed_on(records: Records, full: Matter) -> None:
    (draft,) = records.drafts.all(full.id)
    (records.store.vault.folder / draft.sha256[:2] / draft.sha256[2:]).write_bytes(b"+")
    with pytest.raises(BrokenRecords, match="cannot be exported"):
        records.export(full.id)


def test_a_backup_comes_back_whole_into_empty_records(
    records: Records, full: Matter, olena: Person, other: Records, clock: Clock, tmp_path: Path
) -> None:
    records.people.set_secret(olena.id, "$argon2id$hash", by=olena.id, at=clock())
    records.people.set_factor(olena.id, "a second factor", by=olena.id, at=clock())
    backup = tmp_path / "desk.zip"
    with records.store.writing(olena.id, clock()) as writing:  # somebody is at work meanwhile
        writing.put(Matter(id=full.id, matter=full.id, name="New", side="UA"), "renamed", version=1)
        saved = records.back_up(backup)
    assert (saved.matters, saved.originals) == (1, 1)
    assert other.restore(backup) == saved
    assert other.matters.get(full.id) == full  # as it was when the backup began
    assert other.people.secret(olena.id) == "$argon2id$hash"
    assert other.people.factor(olena.id) == "a second factor"
    assert other.verify(full.id).faults == other.verify(DESK).faults == ()
    assert not backup.stat().st_mode & 0o077
    with pytest.raises(StorageError, match="only into records in which nothing is yet"):
        other.restore(backup)
    with pytest.raises(StorageError, match="there already"):
        records.back_up(backup)


def test_a_backup_while_others_write_is_of_one_moment(
    records: Records, full: Matter, olena: Person, clock: Clock, tmp_path: Path
) -> None:
    done = threading.Event()

    def write() -> None:
        while not done.is_set():
            records.decisions.add(full.id, "x", by=olena.id, at=clock())

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for number in range(4):
            records.back_up(tmp_path / f"{number}.zip")
    finally:
        done.set()
        writer.join()
    for number in range(4):
        with open_records(tmp_path / f"restored-{number}") as restored:
            restored.restore(tmp_path / f"{number}.zip")  # which verifies it


def test_a_backup_from_before_second_factors_comes_back(
    records: Records, full: Matter, other: Records, tmp_path: Path
) -> None:
    backup = tmp_path / "desk.zip"
    records.back_up(backup)
    older = io.BytesIO()
    with zipfile.ZipFile(backup) as whole, zipfile.ZipFile(older, "w") as file:
        for name in whole.namelist():
            if name != "factor.jsonl":
                file.writestr(name, whole.read(name).replace(b'"0003"', b'"0002"'))
    backup.write_bytes(older.getvalue())
    other.restore(backup)
    assert other.matters.get(full.id) == full


@pytest.mark.usefixtures("full")
def test_a_tampered_backup_is_refused(records: Records, other: Records, tmp_path: Path) -> None:
    backup = tmp_path / "desk.zip"
    records.back_up(backup)
    sound = backup.read_bytes()
    with zipfile.ZipFile(backup) as file:
        events = file.read("event.jsonl")
    backup.write_bytes(_repacked(backup.read_bytes(), event=events.replace(b"d.docx", b"e.docx")))
    with pytest.raises(BrokenRecords, match="does not verify"):
        other.restore(backup)
    assert other.matters.everywhere() == ()
    newer = _repacked(
        backup.read_bytes(), backup=b'{"format":"fullpowers backup","version":1,"revision":"9999"}'
    )
    backup.write_bytes(newer)
    with pytest.raises(StorageError, match="newer version"):
        other.restore(backup)
    for rows in (b"[1]", b'{"cats": 1}\n', b'{"id": {}}\n', b"\xff\xfe"):
        backup.write_bytes(_repacked(sound, log=rows))
        with pytest.raises((InvalidData, StorageError)):
            other.restore(backup)
    backup.write_bytes(b"no zip")
    with pytest.raises(InvalidData, match="not a backup"):
        other.restore(backup)
    with pytest.raises(StorageError):
        other.restore(tmp_path / "nowhere.zip")


@pytest.mark.usefixtures("full")
def test_a_backup_goes_through_no_link_and_into_no_file_of_somebody(records: Records, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs"
    theirs.write_bytes(b"as it was")
    (tmp_path / ".desk.zip.part").symlink_to(theirs)
    records.back_up(tmp_path / "desk.zip")
    assert theirs.read_bytes() == b"as it was"
    assert not (tmp_path / "desk.zip").stat().st_mode & 0o077


@pytest.mark.usefixtures("full")
def test_a_bomb_in_a_backup_is_refused(records: Records, other: Records, tmp_path: Path) -> None:
    backup = tmp_path / "desk.zip"
    records.back_up(backup)
    backup.write_bytes(_repacked(backup.read_bytes(), event=b"[" * (80 * 1024**2)))
    with pytest.raises(InvalidData, match="not a backup"):
        other.restore(backup)
