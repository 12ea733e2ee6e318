"""The workbench: a process of its own that reviews drafts; pages stay quick, a crash stays there."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from fullpowers.matter import Circumstances
from fullpowers.model import FullpowersError, to_json

_TICK = 1.0
"""Seconds between signs of life."""
_REST = 50
"""Reviews after which the process is renewed, whatever its memory does."""


class Broken(Exception):
    """The process died over its task; the task may be tried again."""


@dataclass(frozen=True, slots=True)
class Task:
    """One draft to review, as the hall takes it; all files lie in a folder that is gone afterwards."""

    new: Path
    against: Path | None
    side: str
    circumstances: Circumstances
    result: Path
    """Where the review is written as JSON."""
    passwords: tuple[str, ...] = field(default=(), repr=False)
    """Those of protected drafts among them."""


class Workbench:
    """The process; it is started with the first task and again after it died."""

    def __init__(self) -> None:
        self._process: multiprocessing.process.BaseProcess | None = None
        self._pipe: Connection | None = None
        self._done = 0

    def do(self, task: Task, alive: Callable[[str], None], seconds: float = 1_800) -> str:
        """Review a draft; the reason why it could not be read, or nothing when it was reviewed.

        Args:
            alive: called about once a second with the stage that it is at.
            seconds: after that long the process is taken to hang and is ended.

        Raises:
            Broken: the process died or hung.
        """
        pipe = self._ready()
        until, stage = time.monotonic() + seconds, "waiting for the workbench"
        try:
            pipe.send(task)
            while True:
                if pipe.poll(_TICK):
                    kind, words = pipe.recv()
                    if kind != "stage":
                        return str(words)
                    stage = words
                alive(stage)
                if time.monotonic() > until:
                    raise Broken("it took too long")
        except (EOFError, OSError) as error:
            self.close()
            raise Broken("the process that reads drafts died") from error
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """End the process."""
        if self._pipe is not None:
            self._pipe.close()
        if self._process is not None:
            self._process.kill()
            self._process.join(5)
        self._pipe = self._process = None

    @property
    def pid(self) -> int | None:
        """Number of the process while there is one."""
        return self._process.pid if self._process is not None else None

    def _ready(self) -> Connection:
        self._done += 1
        if self._done % _REST == 0:
            self.close()
        if self._pipe is None or self._process is None or not self._process.is_alive():
            context = multiprocessing.get_context("spawn")
            self._pipe, theirs = context.Pipe()
            self._process = context.Process(target=_work, args=(theirs,), name="fullpowers-workbench")
            self._process.start()
            theirs.close()
        return self._pipe


def _work(pipe: Connection) -> None:
    """What the process does until the other end of the pipe is gone."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the desk ends this process itself
    while True:
        try:
            task = pipe.recv()
            pipe.send(("done", _reviewed(task, lambda stage: pipe.send(("stage", stage)))))
        except (EOFError, BrokenPipeError):
            return


def _reviewed(task: Task, progress: Callable[[str], None]) -> str:
    from fullpowers.reading import unlock_with
    from fullpowers.review import review

    unlock_with(lambda _, wrong: "".join(task.passwords[wrong : wrong + 1]))
    try:
        found = review(
            task.new,
            against=task.against,
            side=task.side,
            circumstances=task.circumstances,
            progress=progress,
        )
        task.result.write_text(to_json(found, indent=0), encoding="utf-8")
    except FullpowersError as refusal:
        return str(refusal)
    except MemoryError:
        return "not enough memory for this draft"
    except (EOFError, BrokenPipeError):
        raise
    except Exception as defect:  # a person with a draft in hand is not helped by a traceback
        return f"a defect of ours ({type(defect).__name__}: {defect}); please report it"
    return ""
