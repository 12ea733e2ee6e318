"""Work behind the pages: drafts are read and reviewed, notices are sent, deadlines are watched.

Two threads in the program of the desk, each taking its work from the records, so that nothing is lost when
the program ends: what was begun is begun again. Reviews run in a process of their own (``bench.py``).
"""

from __future__ import annotations

import logging
import tempfile
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fullpowers.matter import Circumstances
from fullpowers.model import FullpowersError, InvalidData, Review, from_json
from fullpowers.recorded import keep, laid_out
from fullpowers.records import Draft, Job, JobState, Matter, Reviewed

from . import acts, notices, outward
from .bench import Broken, Task, Workbench
from .opened import opened_in
from .standing import mandates
from .state import Desk

_LOG = logging.getLogger("fullpowers.desk")
_PAUSE = 0.5
"""Seconds between looks at the list of work."""
_WATCH = timedelta(seconds=30)
"""Between looks at the deadlines."""


_LONG_AGO = datetime.min.replace(tzinfo=UTC)


class Gone(Exception):
    """Another worker has the job now."""


@dataclass(slots=True)
class Workers:
    """The threads of a running desk."""

    desk: Desk
    bench: Workbench = field(default_factory=Workbench)
    _ending: threading.Event = field(default_factory=threading.Event)
    _threads: tuple[threading.Thread, ...] = ()
    _watch_at: datetime = _LONG_AGO

    def start(self) -> None:
        """Begin to work."""
        loops: tuple[Callable[[], bool], ...] = (self._review_next, self._send_next)
        self._threads = tuple(
            threading.Thread(target=self._loop, args=(one,), daemon=True, name=one.__name__) for one in loops
        )
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """End; a review under way is left to be begun again."""
        self._ending.set()
        self.bench.close()
        for thread in self._threads:
            thread.join(5)
        self.bench.close()

    def _loop(self, work: Callable[[], bool]) -> None:
        """Work while there is some, else look again after a while."""
        while not self._ending.is_set():
            try:
                more = work()
            except Exception:  # a defect in one piece of work must not end all of it
                if not self._ending.is_set():
                    _LOG.exception("work behind the pages failed")
                more = False
            if not more:
                self._ending.wait(_PAUSE)

    def _review_next(self) -> bool:
        desk = self.desk
        job = desk.records.jobs.take(desk.settings.now())
        if job is None:
            return False
        try:
            reviewed = self._review(job)
            desk.records.jobs.finish(job, reviewed.id)
        except Gone:
            pass
        except Broken as error:
            if not self._ending.is_set():
                desk.records.jobs.fail(job, str(error), at=desk.settings.now())
        except FullpowersError as refusal:
            desk.records.jobs.fail(job, str(refusal), at=desk.settings.now(), final=True)
        return True

    def _review(self, job: Job) -> Reviewed:
        """Review one draft against the one before and store what was found."""
        records, now = self.desk.records, self.desk.settings.now
        draft = records.drafts.get(str(job.task["draft"]))
        matter = records.matters.get(draft.matter)
        before = acts.before(draft, _readable(self.desk, draft))
        stages: list[str] = []

        def alive(stage: str) -> None:
            if not stages or stages[-1] != stage:
                stages.append(stage)
            if not records.jobs.report(job, f"{len(stages)} {stage}", at=now()):
                raise Gone

        with tempfile.TemporaryDirectory(prefix="fullpowers-") as folder:
            task = _laid_out(self.desk, matter, draft, before, job, Path(folder))
            reason = self.bench.do(task, alive)
            if reason:
                raise InvalidData(reason)
            review = from_json(task.result.read_bytes(), Review)
        reviewed, _ = keep(records, draft, before, review, by=job.person, at=now(), key=f"job {job.id}")
        opened_in(records, draft)  # who opens it next finds it open
        return reviewed

    def _send_next(self) -> bool:
        """Send what is due; one that does not go out is tried again later."""
        desk = self.desk
        now = desk.settings.now()
        if now >= self._watch_at:
            notices.watch_deadlines(desk, now)
            self._watch_at = now + _WATCH
        for together, channel in notices.together(desk.records.outbox.due(now)):
            if self._ending.is_set():
                break
            try:
                outward.send(channel.address, *notices.worded(together), desk.settings.telegram)
            except (outward.NotSent, InvalidData) as error:
                for notice in together:
                    desk.records.outbox.failed(notice, str(error), at=desk.settings.now())
            else:
                for notice in together:
                    desk.records.outbox.sent(notice, at=desk.settings.now())
        return False


def start(desk: Desk) -> Workers:
    """Workers for this desk, at work."""
    notices.listen(desk)
    workers = Workers(desk)
    workers.start()
    return workers


def _readable(desk: Desk, draft: Draft) -> list[Draft]:
    """The drafts of the matter without others that could not be read: a broken one hides none before it."""
    last = acts.last_jobs(desk.records.jobs.of(draft.matter))
    return [
        one
        for one in desk.records.drafts.all(draft.matter)
        if one.id == draft.id or one.id not in last or last[one.id].state is not JobState.FAILED
    ]


def _laid_out(desk: Desk, matter: Matter, draft: Draft, before: Draft | None, job: Job, folder: Path) -> Task:
    """The files of a review in a folder of their own, as the hall takes them."""
    records = desk.records
    known = laid_out(records, matter, [*([before] if before else []), draft], folder, on=job.made.date())
    files = [folder / one.file for one in known.drafts]
    known_before = opened_in(records, draft)
    held = mandates(records, known_before) if known_before is not None else ()
    circumstances = Circumstances(matter=known, mandates=held, corpus=desk.settings.corpus)
    old = files[0] if before else None
    passwords = tuple(records.drafts.password(one.id) for one in (draft, before) if one)
    known_ones = tuple(dict.fromkeys(filter(None, passwords)))
    return Task(files[-1], old, matter.side, circumstances, folder / "review.json", known_ones)
