"""A small part of benchmarks/durability.py, and the order in which originals reach the disk."""

from __future__ import annotations

import os
import resource
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from fullpowers.model import StorageError
from fullpowers.records import Matter, Person, Records

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "durability.py"


def test_nothing_acknowledged_is_lost_and_no_tampering_is_missed() -> None:
    command = [sys.executable, str(BENCHMARK), "--small", "--only", "kills", "power", "tampering"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "alterations of the log not found, of 100 | 0 |" in done.stdout


def test_an_original_is_on_the_disk_before_its_event(
    records: Records,
    matter: Matter,
    olena: Person,
    clock: Callable[[], datetime],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The real calls are made and noted: file synced, renamed, folders synced, and only then the event."""
    calls: list[str] = []
    fsync, replace = os.fsync, Path.replace

    def noted_sync(descriptor: int) -> None:
        fsync(descriptor)
        calls.append("folder synced" if stat.S_ISDIR(os.fstat(descriptor).st_mode) else "file synced")

    def noted_replace(path: Path, target: Path) -> Path:
        calls.append("renamed")
        return replace(path, target)

    monkeypatch.setattr(os, "fsync", noted_sync)
    monkeypatch.setattr(Path, "replace", noted_replace)
    records.listen(lambda _: (calls.append("event"), ())[1])  # type: ignore[func-returns-value]
    records.drafts.add(matter.id, "d", b"-", by=olena.id, at=clock())
    assert calls == ["file synced", "renamed", "folder synced", "folder synced", "event"]


def test_a_full_disk_is_told_and_no_event_speaks_of_the_original(
    records: Records, matter: Matter, olena: Person, clock: Callable[[], datetime]
) -> None:
    """The system refuses to write beyond a limit, as a full disk would."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    head = records.log.head(matter.id)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, before[1]))
        with pytest.raises(StorageError, match="could not be stored"):
            records.drafts.add(matter.id, "large", bytes(300_000), by=olena.id, at=clock())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
    assert records.log.head(matter.id) == head
    assert not [path for path in records.store.vault.folder.rglob("*") if path.is_file()]
    assert records.drafts.add(matter.id, "large", bytes(300_000), by=olena.id, at=clock()).size == 300_000
