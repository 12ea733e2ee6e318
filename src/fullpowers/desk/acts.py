"""What people do at the desk, once for the pages and the API; each act writes its record."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime

from fullpowers.model import InvalidData, Receipt, StorageError
from fullpowers.records import Delivery, Document, Draft, Event, Job, JobState, Matter, Member, Purpose, Role

from .access import NotAllowed, Seat, Visit
from .state import Desk

_SCAN = 120
"""Seconds that a scanner may take."""
REVIEW = "review"
"""The kind of job that reads and reviews a draft."""


def open_matter(visit: Visit, name: str, side: str) -> Matter:
    """Open a matter; who opens it owns it.

    Raises:
        InvalidData: it has no name, or the side is no two-letter code.
    """
    if not name.strip():
        raise InvalidData("a matter needs a name")
    if len(side) != 2 or not (side.isascii() and side.isalpha()):
        raise InvalidData(f"{side[:20]!r} is not a two-letter state code such as UA")
    return visit.desk.records.matters.new(name.strip(), side.upper(), by=visit.person.id, at=visit.at)


def take_in(seat: Seat, name: str, data: bytes, label: str, receipt: Receipt, password: str = "") -> Draft:
    """Store a draft as it came and have it reviewed against the one before.

    ``password`` opens a protected one.

    Raises:
        InvalidData: the file is empty.
        StorageError: it could not be stored.
    """
    sound(seat.desk, data)
    records = seat.desk.records
    draft = records.drafts.add(
        seat.matter.id,
        named(name),
        data,
        Delivery(label.strip(), receipt),
        by=seat.person.id,
        at=seat.at,
    )
    have_reviewed(seat, draft, password)
    return draft


def have_reviewed(seat: Seat, draft: Draft, password: str = "") -> None:
    """Put the review of a draft on the list of work, unless it stands there already."""
    if password:
        seat.desk.records.drafts.unlock(draft.id, password)
    jobs = seat.desk.records.jobs
    waiting = [one for one in jobs.of(seat.matter.id) if is_open(one) and one.task.get("draft") == draft.id]
    if not waiting:
        jobs.add(REVIEW, seat.matter.id, {"draft": draft.id}, person=seat.person.id, at=seat.at)


def add_document(seat: Seat, purpose: Purpose, name: str, data: bytes) -> Document:
    """Store a file of the matter that its next review uses.

    Raises:
        NotAllowed: the person's role does not take in files of this kind.
        InvalidData: the file is empty.
    """
    seat.need(act_of(purpose))
    sound(seat.desk, data)
    documents = seat.desk.records.documents
    return documents.add(seat.matter.id, purpose, named(name), data, by=seat.person.id, at=seat.at)


def renew_document(seat: Seat, held: Document, name: str, data: bytes, *, version: int) -> Document:
    """Put a newer file in the place of one of the matter's.

    Raises:
        NotAllowed: the person's role does not take in files of this kind.
        InvalidData: the file is empty.
        Conflict: somebody else renewed it since ``version``.
    """
    seat.need(act_of(held.purpose))
    sound(seat.desk, data)
    documents = seat.desk.records.documents
    return documents.renew(held.id, named(name), data, version=version, by=seat.person.id, at=seat.at)


def sound(desk: Desk, data: bytes) -> None:
    """Refuse what is empty, and what the desk's own scanner refuses.

    Raises:
        InvalidData: it is; nothing was stored.
        StorageError: the scanner could not be asked.
    """
    if not data:
        raise InvalidData("this file is empty")
    if not desk.settings.scanner:
        return
    with tempfile.NamedTemporaryFile(prefix="fullpowers-", suffix=".scan") as file:
        file.write(data)
        file.flush()
        command = [*desk.settings.scanner, file.name]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SCAN, check=False)  # noqa: S603
        except (OSError, subprocess.TimeoutExpired) as error:
            raise StorageError(
                f"the scanner of this desk does not answer, so nothing was taken in: {error}"
            ) from error
    if done.returncode:
        raise InvalidData("the scanner of this desk refuses this file; nothing was stored")


def act_of(purpose: Purpose) -> str:
    """What one must be allowed to do to add a file of this kind."""
    kinds = {
        Purpose.ECONOMICS: "set economics",
        Purpose.PREFERENCES: "set preferences",
        Purpose.REGISTER: "change matter",
    }
    return kinds.get(purpose, "add claim")


def may_see(seat: Seat, document: Document) -> bool:
    """Whether the person may see a file: preferences are for who may see positions."""
    return document.purpose is not Purpose.PREFERENCES or seat.may("see positions")


_UNDOES = {
    "draft": "add draft",
    "annotation": "annotate",
    "position": "take position",
    "decision": "decide",
    "document": "change matter",
    "matter": "change matter",
    "member": "manage people",
}
"""What one must be allowed to do to take an event of this kind back."""


def may_undo(seat: Seat, event: Event) -> bool:
    """Whether the person may take an event back: what they may do, and others' doing only as an owner."""
    own = event.by == seat.person.id or seat.role is Role.OWNER
    return own and seat.may(_UNDOES.get(event.kind, "")) and event.verb not in ("opened", "joined")


def undo(seat: Seat, seq: int) -> Event:
    """Take an event back, by a further event.

    Raises:
        NotAllowed: the person may not.
        Conflict: something was built upon it since.
    """
    event = seat.desk.records.log.event(seat.matter.id, seq)
    if not may_undo(seat, event):
        raise NotAllowed("to take this back takes another role, or to have done it oneself")
    return seat.desk.records.log.undo(seat.matter.id, seq, by=seat.person.id, at=seat.at)


def last_jobs(jobs: Iterable[Job]) -> dict[str, Job]:
    """The newest job of each draft; ``jobs`` newest first, as the records give them."""
    found: dict[str, Job] = {}
    for job in jobs:
        found.setdefault(str(job.task.get("draft")), job)
    return found


def is_open(job: Job) -> bool:
    """Whether the job is still to be done."""
    return job.state in (JobState.WAITING, JobState.RUNNING)


STEPS = 9
"""Stages of a usual review with a draft before it."""


def step(job: Job) -> int:
    """How many stages it has come."""
    number = job.progress.partition(" ")[0]
    return min(int(number), STEPS) if job.state is JobState.RUNNING and number.isdecimal() else 0


def stage(job: Job) -> str:
    """What is being done, for a person."""
    if job.state is JobState.RUNNING:
        return job.progress.partition(" ")[2] or "begun"
    if job.state is JobState.WAITING:
        return (
            f"waits to be tried again: {job.progress}" if job.progress and job.tries else "waits for its turn"
        )
    return job.progress


def give_role(seat: Seat, person: str, role: Role | None) -> Member | None:
    """Let a person take part in the matter, change as what, or end it (``None``).

    Raises:
        InvalidData: nobody would own the matter any more, or there is no such person.
    """
    records = seat.desk.records
    if not records.people.get(person).active:
        raise InvalidData("this account is closed")
    members = records.matters.members(seat.matter.id)
    present = next((one for one in members if one.person == person), None)
    owners = [one for one in members if one.role is Role.OWNER and one.person != person]
    if present is not None and present.role is Role.OWNER and role is not Role.OWNER and not owners:
        raise InvalidData("a matter needs an owner: make somebody else one first")
    if role is not None:
        return records.matters.admit(seat.matter.id, person, role, by=seat.person.id, at=seat.at)
    if present is not None:
        records.matters.dismiss(present, by=seat.person.id, at=seat.at)
    return None


def named(name: str) -> str:
    """The name of a file that somebody sends, without folders and controls; it is shown, never a path."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(one for one in last if one.isprintable()).strip()
    return shown[-200:] or "draft"


def in_order(drafts: Iterable[Draft]) -> list[Draft]:
    """Drafts in the order in which they were received; those without a time as they were taken in."""
    return sorted(drafts, key=lambda one: (time_of(one.receipt.received) or one.at or _EVER, one.at or _EVER))


def before(draft: Draft, drafts: Iterable[Draft]) -> Draft | None:
    """The draft that came before this one."""
    ordered = in_order(drafts)
    place = next(index for index, one in enumerate(ordered) if one.id == draft.id)
    return ordered[place - 1] if place else None


def next_due(drafts: Iterable[Draft], at: datetime) -> datetime | None:
    """The first time after ``at`` by which an answer is due; if there is none, the last one that passed."""
    dues = sorted(due for one in drafts if (due := time_of(one.receipt.answer_due)))
    return next((due for due in dues if due >= at), dues[-1] if dues else None)


def time_of(text: str) -> datetime | None:
    """A receipt's time; one without a zone is taken as UTC, a day as its end."""
    try:
        when = datetime.fromisoformat(text)
    except ValueError:
        return None
    if len(text) == 10:
        when = when.replace(hour=23, minute=59)
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)


_EVER = datetime.min.replace(tzinfo=UTC)
