"""A whole matter as one file: its log, its originals, the names of those who wrote in it.

A ZIP file with ``matter.json`` (what it is, and its head), ``log.jsonl`` (the events, byte for byte as they
are hashed), ``people.json`` (names alone) and ``originals/<sha256>``. What a desk takes in is verified first
and wholly: the chain, the head, every original. The records are then made from the events, so both desks
have the same matter, and its log goes on where it was. The file comes from others: its size is limited and
no name in it becomes a path.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fullpowers.model import BrokenRecords, Conflict, Head, InvalidData, convert, from_json, to_json

from . import merkle
from .annotations import Annotation
from .decisions import Decision
from .documents import Document
from .drafts import Draft
from .events import Event
from .log import Witness
from .matters import Holding, Matter, Member, Role, member_id
from .people import Person
from .positions import Position
from .reviews import Reviewed
from .schema import EVENT, RECORD
from .store import DESK, FIRST, Record, Store, Writing, append, kind_of, read
from .verifying import digests, verify

FORMAT = "fullpowers matter"
LARGEST = 4 * 1024**3
"""Bytes that a file may inflate to."""
LARGEST_LOG = 512 * 1024**2
MOST = 100_000
"""Files that it may hold."""
_KINDS: dict[str, type[Record]] = {
    kind_of(kind): kind
    for kind in (Annotation, Decision, Document, Draft, Matter, Member, Position, Reviewed, Witness)
}
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class _Cover:
    """What the file says of itself."""

    format: str
    version: int
    matter: str
    name: str
    size: int
    root: str


@dataclass(frozen=True, slots=True)
class _Name:
    """Somebody who wrote in the matter."""

    id: str
    name: str


def export(store: Store, matter: str) -> bytes:
    """The whole matter as one file; the same matter gives the same bytes.

    Raises:
        BrokenRecords: its log does not verify; what is broken is not passed on as if it were sound.
        UnknownRecord: there is no such matter.
    """
    with store.reading() as connection:
        name = read(connection, matter, Matter).name
    found = verify(store, matter)
    if found.faults:
        raise BrokenRecords(f"the matter cannot be exported: {found.faults[0].message}")
    with store.reading() as connection:
        query = select(EVENT.c.body).where(EVENT.c.log == matter, EVENT.c.seq <= found.head.size)
        bodies = connection.execute(query.order_by(EVENT.c.seq)).scalars().all()
    events = [from_json(body, Event) for body in bodies]
    names = {event.by: _Name(event.by, event.name) for event in events}
    for event in events:
        if event.kind == "member":
            person = str(event.state["person"])
            with store.reading() as connection:
                names.setdefault(person, _Name(person, read(connection, person, Person).name))
    cover = _Cover(FORMAT, 1, matter, name, found.head.size, found.head.root)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as parcel:
        _put(parcel, "matter.json", to_json(cover).encode())
        _put(parcel, "log.jsonl", "".join(body + "\n" for body in bodies).encode())
        _put(parcel, "people.json", to_json(sorted(names.values(), key=lambda one: one.id)).encode())
        for digest in sorted({digest for event in events for digest in digests(event)}):
            _put(parcel, f"originals/{digest}", store.vault.get(digest))
    return file.getvalue()


def take_in(store: Store, data: bytes, *, by: str, at: datetime) -> Matter:
    """Take in a matter that another desk exported; ``by`` becomes an owner of it here.

    A matter that is here already is brought up to date when the file goes on from what is here.

    Raises:
        InvalidData: the file is not an exported matter, or is larger than the limits.
        BrokenRecords: it does not verify; nothing is taken in.
        Conflict: the matter is here and went on differently (or further) than in the file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parcel:
            cover, events = _opened(parcel)
            for digest in sorted({digest for event in events for digest in digests(event)}):
                if store.vault.put(_member(parcel, f"originals/{digest}", LARGEST)) != digest:
                    raise BrokenRecords(f"the file holds other bytes for the original {digest}")
            names = from_json(_member(parcel, "people.json", 1024**2 * 8), list[_Name])
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError) as error:
        raise InvalidData(f"this is not an exported matter: {error}") from error
    with store.writing(by, at) as writing:
        known = _known(writing, cover.matter)
        _continues(known, events)
        _people(writing, names)
        if known:
            for event in events[len(known) :]:
                append(writing.connection, event)
        else:
            writing.open_log(cover.matter)
            for event in events:
                append(writing.connection, event)
            head = str(Head(cover.matter, cover.size, cover.root))
            writing.put(Holding(log=cover.matter, name=cover.name, head=head), "took in a matter")
            _own(writing, cover.matter, events)
        return read(writing.connection, cover.matter, Matter)


def _put(parcel: zipfile.ZipFile, name: str, data: bytes) -> None:
    entry = zipfile.ZipInfo(name, _EPOCH)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    parcel.writestr(entry, data)


def _opened(parcel: zipfile.ZipFile) -> tuple[_Cover, list[Event]]:
    """Cover and events of the file, the events verified against each other and the head on the cover."""
    entries = parcel.infolist()
    if len(entries) > MOST or sum(entry.file_size for entry in entries) > LARGEST:
        raise InvalidData(f"the file holds more than {MOST} files or {LARGEST >> 30} GiB")
    cover = from_json(_member(parcel, "matter.json", 65536), _Cover)
    if cover.format != FORMAT or cover.version != 1:
        raise InvalidData(
            f"this is no matter that this version can take in: {cover.format[:40]!r} {cover.version}"
        )
    lines = _member(parcel, "log.jsonl", LARGEST_LOG).splitlines()
    events = list(_chained(lines, cover.matter))
    root = merkle.root([merkle.leaf(line) for line in lines]).hex()
    if (len(lines), root) != (cover.size, cover.root):
        raise BrokenRecords("the log in the file is not the one whose head is on its cover")
    if not events or events[0].kind != "matter" or events[0].target != cover.matter or cover.matter == DESK:
        raise InvalidData("the log in the file does not begin with the opening of its matter")
    return cover, events


def _chained(lines: list[bytes], log: str) -> Iterator[Event]:
    prev, versions = FIRST, dict[str, int]()
    for place, line in enumerate(lines, 1):
        event = from_json(line, Event)
        fits = (event.log, event.seq, event.prev) == (log, place, prev) and event.body() == line
        said = event.state.get("id"), event.state.get("version"), event.state.get("matter")
        if not fits or said != (event.target, event.version, log):
            raise BrokenRecords(f"event {place} in the file does not follow on the one before it")
        if event.version != versions.get(event.target, 0) + 1:
            raise BrokenRecords(f"event {place} in the file leaves out a version of its record")
        if event.kind not in _KINDS:
            raise BrokenRecords(f"event {place} in the file is of a kind that no matter has")
        convert(event.state, _KINDS[event.kind], where=f"event {place}")
        versions[event.target] = event.version
        prev = merkle.leaf(line).hex()
        yield event


def _member(parcel: zipfile.ZipFile, name: str, most: int) -> bytes:
    """The bytes of one entry, never more than ``most``."""
    try:
        with parcel.open(name) as entry:
            data = entry.read(most + 1)
    except KeyError as error:
        raise BrokenRecords(f"the file lacks {name}") from error
    if len(data) > most:
        raise InvalidData(f"{name} in the file is larger than {most} bytes")
    return data


def _known(writing: Writing, matter: str) -> list[str]:
    query = select(EVENT.c.hash).where(EVENT.c.log == matter).order_by(EVENT.c.seq)
    return list(writing.connection.execute(query).scalars())


def _continues(known: list[str], events: list[Event]) -> None:
    if not known:
        return
    given = [merkle.leaf(event.body()).hex() for event in events]
    if given[: len(known)] != known:
        raise Conflict(
            "this matter is here already and went on differently than in the file; nothing was changed",
            len(known),
        )


def _people(writing: Writing, names: list[_Name]) -> None:
    """Those who are not known here, as people who cannot sign in."""
    for one in names:
        query = select(RECORD.c.kind).where(RECORD.c.id == one.id)
        kind = writing.connection.execute(query).scalar()
        if kind is None:
            writing.put(Person(id=one.id, name=one.name, active=False), "came with a matter")
        elif kind != "person":
            raise InvalidData("the file names somebody by the identity of something else")


def _own(writing: Writing, matter: str, events: list[Event]) -> None:
    """Make the one who takes the matter in an owner of it, by an event."""
    members = {event.target: event for event in events if event.kind == "member"}
    mine = next((one for one in members.values() if one.state.get("person") == writing.by), None)
    if mine is None:
        identity = member_id(matter, writing.by)
        member = Member(id=identity, matter=matter, person=writing.by, role=Role.OWNER)
        writing.put(member, "joined")
    elif mine.state.get("role") != Role.OWNER.value or mine.state.get("removed"):
        member = Member(id=mine.target, matter=matter, person=writing.by, role=Role.OWNER)
        writing.put(member, "role", version=mine.version)
