"""Work behind the pages: a draft that is taken in is reviewed, whatever dies in between."""

from __future__ import annotations

import io
import os
import signal
import time
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from msoffcrypto.format.ooxml import OOXMLFile

from fullpowers.desk.bench import Workbench
from fullpowers.desk.jobs import Workers
from fullpowers.records import Delivery, JobState
from fullpowers.records.jobs import LEASE

from .conftest import EXAMPLE, Running

TEXT = """AGREEMENT BETWEEN THE GOVERNMENT OF UKRAINE AND THE GOVERNMENT OF THE UNITED STATES OF AMERICA
on a fund

Article 1
The Government of Ukraine shall pay {share} percent of revenues to the Fund.

Article 2
The Government of the United States of America shall provide security guarantees to Ukraine.
"""
OLD, NEW = TEXT.format(share=50).encode(), TEXT.format(share=40).encode()


def until(true: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something is so."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.05)


def take_in(running: Running, matter: str, owner: str, name: str, data: bytes, received: str) -> str:
    """A draft with its job, as the page makes them."""
    from fullpowers.model import Receipt

    records, now = running.records, running.now
    draft = records.drafts.add(matter, name, data, Delivery(receipt=Receipt(received)), by=owner, at=now)
    records.jobs.add("review", matter, {"draft": draft.id}, person=owner, at=now)
    return draft.id


def test_a_draft_is_reviewed_against_the_one_before_or_says_why_not(start: Callable[..., Running]) -> None:
    running = start(work=True)
    olena = running.person("olena")
    matter = running.matter(olena)
    with running.browser(olena, follow_redirects=True) as browser:
        for name, data, received in (("a.txt", OLD, "2025-02-12T09:00"), ("b.txt", NEW, "2025-02-14T15:30")):
            page = browser.post(
                f"/m/{matter}/take-in", files={"file": (name, data)}, data={"received": received}
            )
            assert "Being worked on" in page.text
        until(lambda: not browser.get(f"/m/{matter}/work.json").json()["jobs"])
        first, second = running.records.drafts.all(matter)
        found = running.records.reviews.latest(matter, second.id)
        assert found is not None
        assert found.against == first.id
        review = running.records.reviews.content(found)
        assert review.comparison is not None
        assert "40" in review.instrument.text
        page = browser.get(f"/m/{matter}")
        assert "Who gains from the revision" in page.text
        brief = browser.get(f"/m/{matter}/d/{second.id}/brief")
        assert "sandbox" in brief.headers["content-security-policy"]
        browser.post(f"/m/{matter}/take-in", files={"file": ("broken.docx", b"PK\x03\x04 no archive")})
        until(lambda: not browser.get(f"/m/{matter}/work.json").json()["jobs"])
        assert "Could not be reviewed: broken.docx" in browser.get(f"/m/{matter}").text


def test_a_protected_draft_is_opened_with_its_password_and_a_broken_one_stands_in_no_way(
    start: Callable[..., Running], tmp_path: Path
) -> None:
    locked, out = "a draft behind a lock 7", io.BytesIO()
    OOXMLFile(io.BytesIO((EXAMPLE / "drafts" / "draft-1.docx").read_bytes())).encrypt(locked, out)
    running = start(work=True)
    olena = running.person("olena")
    matter = running.matter(olena)
    with running.browser(olena, follow_redirects=True) as browser:

        def done() -> bool:
            return not browser.get(f"/m/{matter}/work.json").json()["jobs"]

        def take_in(name: str, data: bytes, received: str) -> str:
            browser.post(f"/m/{matter}/take-in", files={"file": (name, data)}, data={"received": received})
            until(done)
            return f"/m/{matter}/d/{running.records.drafts.all(matter)[-1].id}"

        first = take_in("a.docx", out.getvalue(), "2025-02-12T09:00")
        assert "could not be read" in browser.get(f"{first}/read").text
        assert "Its password" in browser.get(f"/m/{matter}").text
        browser.post(f"{first}/review", data={"password": locked})
        until(done)
        assert "The text as it came in" in browser.get(f"{first}/read").text
        take_in("broken.docx", b"PK\x03\x04 no archive", "2025-02-13T09:00")
        last = take_in("c.docx", (EXAMPLE / "drafts" / "draft-2.docx").read_bytes(), "2025-02-14T09:00")
        assert "Compared with <bdi>a.docx" in browser.get(f"{last}/read").text
    # neither the log, nor an exported matter, nor a backup holds the password
    running.records.back_up(tmp_path / "backup")
    for archive in (io.BytesIO(running.records.export(matter)), tmp_path / "backup"):
        with zipfile.ZipFile(archive) as opened:
            assert all(locked.encode() not in opened.read(name) for name in opened.namelist())


def test_work_outlives_the_desk_and_the_process_that_did_it(start: Callable[..., Running]) -> None:
    ahead = timedelta(0)
    running = start(now=lambda: datetime.now(UTC) + ahead)
    olena = running.person("olena")
    matter = running.matter(olena)
    jobs = running.records.jobs
    take_in(running, matter, olena.id, "a.txt", OLD, "2025-02-12T09:00")
    taken = jobs.take(running.now)  # by a desk that dies now
    assert taken is not None
    assert jobs.take(running.now) is None
    ahead = LEASE - timedelta(seconds=5)
    assert jobs.take(running.now) is None
    ahead = LEASE + timedelta(seconds=5)
    workers = Workers(running.desk)
    workers.start()
    try:
        until(lambda: workers.bench.pid is not None)
        os.kill(workers.bench.pid or 0, signal.SIGKILL)
        until(lambda: jobs.of(matter)[0].state is JobState.WAITING)
        ahead = timedelta(minutes=20)
        until(lambda: bool(running.records.reviews.all(matter)))
    finally:
        workers.stop()
    assert jobs.of(matter)[0].tries == 3
    assert not jobs.finish(taken)  # the word of the one that died counts no more


def test_the_bench_ends_a_task_that_hangs() -> None:
    from fullpowers.desk.bench import Broken, Task
    from fullpowers.matter import Circumstances

    bench = Workbench()
    task = Task(new=None, against=None, side="UA", circumstances=Circumstances(), result=None)  # type: ignore[arg-type]
    with pytest.raises(Broken):
        bench.do(task, lambda stage: None, seconds=-1)
    assert bench.pid is None
