"""Long work is done side by side, each piece on a processor of its own; the results are the same.

A copy of this process (fork) works on each piece but the last and hands over what it found; the last is
worked on here. Where that cannot be done (another system, one processor, a thread of the desk), or does not
pay, or a copy fails, the work is done here, one piece after the other.
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
"""Characters of a draft from which a copy of the process pays; a page has about 2,200."""


def long(*texts: str) -> bool:
    """Whether work on each of these texts takes longer than to copy the process."""
    return all(len(text) >= _LONG for text in texts)


def abreast(work: Callable[[T], R], pieces: Sequence[T], kind: Any, *, pays: bool) -> list[R]:
    """``work`` done on each piece, in their order.

    Args:
        work: a function of one piece that changes nothing else and returns something, not None.
        kind: the type of what it returns: one of the model, or a plain one.
        pays: whether a piece takes much longer than a tenth of a second.
    """
    if len(pieces) < 2 or not pays or not _can_copy():
        return [work(one) for one in pieces]
    with ExitStack() as running:
        copies = [running.enter_context(_Copy(work, one)) for one in pieces[:-1]]
        last = work(pieces[-1])
        found = [copy.result(kind) for copy in copies]
    return [*(work(one) if got is None else got for one, got in zip(pieces, found, strict=False)), last]


def _can_copy() -> bool:
    # a copy of any other thread could wait for ever for what its siblings held
    alone = threading.current_thread() is threading.main_thread()
    return sys.platform == "linux" and alone and len(os.sched_getaffinity(0)) > 1


class _Copy:
    """A copy of this process at work on one piece."""

    def __init__(self, work: Callable[[T], R], piece: T) -> None:
        import msgspec

        receive, send = os.pipe()
        self._process = os.fork()
        if self._process == 0:
            status = 1
            try:
                with os.fdopen(send, "wb") as pipe:
                    pipe.write(msgspec.msgpack.encode(work(piece)))
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
