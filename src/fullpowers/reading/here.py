"""Plain text read in this very process, by those who read thousands of files.

Plain text needs no reader of a format, only our own code over characters, and every later step runs such code
over them anyway. A closed-off process for each file would take a third of all the time.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from fullpowers.model import Instrument, Refusal, UnreadableInput

from . import formats
from .limits import LIMITS
from .parse import parse


def read_plain(data: bytes, name: str) -> Instrument | None:
    """The instrument in a plain text file; None when it may be anything else, or time cannot be kept here.

    Raises:
        UnreadableInput: it cannot be read, or took too long.
    """
    if not data or len(data) > LIMITS.file_bytes or not formats.is_plain(data, name) or not _can_keep_time():
        return None
    with _time_kept(name):
        return parse(data, name)


def _can_keep_time() -> bool:
    """Whether an alarm can be set: Python hears it in the main thread only."""
    return hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()


@contextmanager
def _time_kept(name: str) -> Iterator[None]:
    """Ends what is done inside with a refusal when it takes more processor time than a worker may."""

    def end(_number: int, _frame: FrameType | None) -> None:
        raise UnreadableInput(
            Refusal.TIMEOUT, name, f"not read within {LIMITS.cpu_seconds} seconds", "split it"
        )

    before = signal.signal(signal.SIGPROF, end)
    # again and again, since what is raised while Python collects garbage is lost
    signal.setitimer(signal.ITIMER_PROF, LIMITS.cpu_seconds, 0.05)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
