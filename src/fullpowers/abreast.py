"""Long drafts are worked on side by side, each on a processor of its own; the results are the same.

A copy of this process (fork) works on each draft but the last and hands over what it found; the last is
worked on here. Where that cannot be done (another system, one processor, a thread of the desk), or does not
pay (short drafts), or a copy fails, the work is done here, one draft after the other.
"""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

_LONG = 60_000
"""Characters from which a copy of the process pays; a page has about 2,200."""


def abreast(
    work: Callable[[T], R], drafts: Sequence[T], kind: Any, *, letters: Callable[[T], int]
) -> list[R]:
    """``work`` done on each draft, in their order.

    Args:
        work: a function of one draft that changes nothing else and returns something, not None.
        kind: the type of what it returns, of the model.
        letters: how many characters a draft has.
    """
    if len(drafts) < 2 or min(map(letters, drafts)) < _LONG or not _can_copy():
        return [work(one) for one in drafts]
    with ExitStack() as running:
        copies = [running.enter_context(_Copy(work, one)) for one in drafts[:-1]]
        last = work(drafts[-1])
        found = [copy.result(kind) for copy in copies]
    return [*(work(one) if got is None else got for one, got in zip(drafts, found, strict=False)), last]


def _can_copy() -> bool:
    # a copy of any other thread could wait for ever for what its siblings held
    alone = threading.current_thread() is threading.main_thread()
    return sys.platform == "linux" and alone and len(os.sched_getaffinity(0)) > 1


class _Copy:
    """A copy of this process at work on one draft."""

    def __init__(self, work: Callable[[T], R], draft: T) -> None:
        import msgspec

        receive, send = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            status = 1
            try:
                with os.fdopen(send, "wb") as pipe:
                    pipe.write(msgspec.msgpack.encode(work(draft)))
                status = 0
            finally:
                os._exit(status)  # whatever happened: nothing of what the original has to finish
        os.close(send)
        self._pipe = os.fdopen(receive, "rb")

    def result(self, kind: Any) -> Any:
        """What it found; None when it failed."""
        import msgspec

        try:
            return msgspec.msgpack.decode(self._pipe.read(), type=kind)
        except msgspec.MsgspecError:
            return None

    def __enter__(self) -> _Copy:
        return self

    def __exit__(self, *_: object) -> None:
        self._pipe.close()  # a copy that still writes ends by that
        os.waitpid(self._process, 0)
