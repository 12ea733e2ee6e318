"""Jobs: work that the desk does in the background, such as reading and reviewing a draft.

A worker takes a job for a while (its lease) and keeps renewing it; a job whose worker died is taken by the
next one. A job that fails is tried again, a few times, and later each time.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, or_, select, update

from fullpowers.model import UnknownRecord, from_json, plain, to_json

from .schema import JOB
from .store import Store

if TYPE_CHECKING:
    from sqlalchemy import Row

LEASE = timedelta(seconds=30)
TRIES = 3


class JobState(StrEnum):
    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Job:
    """One piece of work."""

    id: int
    kind: str
    matter: str
    task: dict[str, Any]
    """What to work on, as plain data."""
    person: str
    """For whom."""
    state: JobState
    progress: str
    """For a person: the stage that it is at, or why it failed."""
    tries: int
    made: datetime
    result: str = ""
    """Identity of what came out."""


@dataclass(frozen=True, slots=True)
class Jobs:
    """The work of the desk."""

    store: Store

    def add(self, kind: str, matter: str, task: dict[str, Any], *, person: str, at: datetime) -> Job:
        """Put work in the queue."""
        now = _text(at)
        row = {"kind": kind, "matter": matter, "task": to_json(plain(task), indent=-1), "person": person}
        empty = {"state": "waiting", "progress": "", "tries": 0, "made": now, "lease": now, "result": ""}
        with self.store.changing() as connection:
            made = connection.execute(insert(JOB).values(**row, **empty)).inserted_primary_key
        return self.get(made[0] if made else 0)

    def get(self, identity: int) -> Job:
        """The job with this number.

        Raises:
            UnknownRecord: there is none.
        """
        with self.store.reading() as connection:
            row = connection.execute(select(JOB).where(JOB.c.id == identity)).first()
        if row is None:
            raise UnknownRecord(f"there is no job {identity}")
        return _job(row)

    def of(self, matter: str) -> tuple[Job, ...]:
        """The jobs of a matter, newest first."""
        with self.store.reading() as connection:
            query = select(JOB).where(JOB.c.matter == matter).order_by(JOB.c.id.desc())
            return tuple(_job(row) for row in connection.execute(query))

    def take(self, at: datetime) -> Job | None:
        """Take the next job that waits, or whose worker let it go; ``None`` when there is none."""
        now = _text(at)
        ready = or_(JOB.c.state == "waiting", JOB.c.state == "running") & (JOB.c.lease <= now)
        with self.store.changing() as connection:
            query = select(JOB).where(ready).order_by(JOB.c.id).limit(1).with_for_update(skip_locked=True)
            row = connection.execute(query).first()
            if row is None:
                return None
            if row.tries >= TRIES:
                # its workers died on it: it will not be given to a further one
                gone = {"state": "failed", "progress": "its worker ended each time"}
                connection.execute(update(JOB).where(JOB.c.id == row.id).values(**gone))
                return None
            taken = {"state": "running", "tries": row.tries + 1, "lease": _text(at + LEASE)}
            connection.execute(update(JOB).where(JOB.c.id == row.id).values(**taken))
        return self.get(row.id)

    def report(self, job: Job, progress: str, *, at: datetime) -> bool:
        """Say how far it is and hold it on; ``False`` when another worker has it."""
        return self._set(job, progress=progress, lease=_text(at + LEASE))

    def finish(self, job: Job, result: str = "") -> bool:
        """It is done."""
        return self._set(job, state="done", progress="", result=result)

    def fail(self, job: Job, reason: str, *, at: datetime, final: bool = False) -> bool:
        """It failed; it is tried again later, unless it is ``final`` or was tried often enough."""
        state = "failed" if final or job.tries >= TRIES else "waiting"
        later = _text(at + timedelta(seconds=10 * 4**job.tries))
        return self._set(job, state=state, progress=reason[:2000], lease=later)

    def clear(self, *, before: datetime) -> None:
        """Forget jobs that ended, and were put in the queue before this time."""
        old = JOB.c.state.in_(("done", "failed")) & (JOB.c.made < _text(before))
        with self.store.changing() as connection:
            connection.execute(delete(JOB).where(old))

    def _set(self, job: Job, **values: str) -> bool:
        mine = (JOB.c.id == job.id) & (JOB.c.state == "running") & (JOB.c.tries == job.tries)
        with self.store.changing() as connection:
            return connection.execute(update(JOB).where(mine).values(**values)).rowcount == 1


def _job(row: Row[Any]) -> Job:
    made = datetime.fromisoformat(row.made)
    task = from_json(row.task, dict)
    who = (row.id, row.kind, row.matter, task, row.person)
    return Job(*who, JobState(row.state), row.progress, row.tries, made, row.result)


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat()
