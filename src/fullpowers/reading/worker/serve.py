"""The worker's side: a template that never sees a file forks a closed-off child for each.

The template imports all that reading needs, then waits on its control socket. For each file it
receives three pipe ends, forks, and says how the child ended; the file itself goes to the child
through a pipe, after the child is closed off.
"""

from __future__ import annotations

import gc
import json
import os
import select
import signal
import socket
import sys
import time
from dataclasses import dataclass

from fullpowers.model import Refusal, UnreadableInput

from .. import kits
from ..limits import LIMITS
from ..parse import parse
from . import confine, warm
from .protocol import HEAD, Answer, Job, Refused, frame, unframe

_LONGEST_ORDER = 4096
_PR_SET_PDEATHSIG = 1


@dataclass(slots=True)
class _Child:
    process: int
    status: int
    """Pipe end on which the parent hears how the child ended."""
    deadline: float


def serve(control: int) -> None:
    """Fork a child for every order on the socket ``control``, until the parent is gone."""
    _die_with_parent()
    _prepare()
    gc.collect()
    gc.freeze()
    # a child lives for one file: looking for cycles often costs it a seventh of its time
    gc.set_threshold(50_000, 20, 100)
    children: dict[int, _Child] = {}
    with socket.socket(fileno=control) as orders:
        while True:
            timeout = min((child.deadline for child in children.values()), default=None)
            wait = None if timeout is None else max(0.0, timeout - time.monotonic())
            ready, _, _ = select.select([orders.fileno(), *children], [], [], wait)
            for sentinel in [number for number in ready if number in children]:
                _end(sentinel, children, late=False)
            for sentinel in [one for one, child in children.items() if child.deadline <= time.monotonic()]:
                _end(sentinel, children, late=True)
            if orders.fileno() in ready and not _order(orders, children):
                break
    for sentinel in list(children):
        _end(sentinel, children, late=True)


def once() -> None:
    """Read one job and one file from standard input and answer on standard output, where nothing can fork."""
    _prepare()
    kits.grant(sys.argv[2:])
    work(sys.stdin.fileno(), sys.stdout.fileno())


def work(source: int, answer: int, *held: int) -> None:
    """Close off this process, then read one file from ``source`` and write what became of it to ``answer``.

    ``held`` are pipe ends that stay open until the process ends, so that others notice its end.
    """
    walls = confine.confine((source, answer, *held))
    kits.close()
    _send(answer, frame(walls))
    job = unframe(_receive(source, _length(source)), Job)
    _send(answer, frame(_answer(_receive(source, _length(source)), job)))


def _prepare() -> None:
    confine.prepare()
    warm.up()


def _answer(data: bytes, job: Job) -> Answer:
    try:
        return Answer(
            instrument=parse(
                data,
                job.name,
                job.reading,
                password=job.password,
                member=job.member,
                second_opinion=job.second_opinion,
            )
        )
    except UnreadableInput as refusal:
        return Answer(refused=Refused(refusal.refusal, refusal.detail, refusal.advice))
    except kits.KitMissing as missing:
        return Answer(kit=missing.kit)
    except Exception as defect:
        return Answer(refused=_defect(defect))


def _defect(defect: Exception) -> Refused:
    """A mistake of the reader is a refusal too, and says that it is ours."""
    step = defect.__traceback__
    while step is not None and step.tb_next is not None:
        step = step.tb_next
    place = f" at {step.tb_frame.f_code.co_qualname}:{step.tb_lineno}" if step is not None else ""
    return Refused(
        Refusal.BROKEN,
        f"our reader failed on it ({type(defect).__name__}: {defect}{place})",
        "save it anew from a word processor, and report this to us",
    )


def _order(orders: socket.socket, children: dict[int, _Child]) -> bool:
    """Take one order and fork for it; False when the parent is gone."""
    message, pipes, _, _ = socket.recv_fds(orders, _LONGEST_ORDER, 3)
    if not message:
        return False
    source, answer, status = pipes
    order = json.loads(message)
    kits.grant(order["kits"])
    sentinel, held = os.pipe()
    process = os.fork()
    if process == 0:
        code = 1
        try:
            _die_with_parent()
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            work(source, answer, held)
            code = 0
        finally:
            os._exit(code)
    for number in (source, answer, held):
        os.close(number)
    children[sentinel] = _Child(process, status, time.monotonic() + LIMITS.wall_seconds + kits.granted())
    orders.sendall(b"+")
    return True


def _end(sentinel: int, children: dict[int, _Child], *, late: bool) -> None:
    """Reap a child that ended, or that has to end, and say how."""
    child = children.pop(sentinel)
    os.close(sentinel)
    # a child that only closed its pipe is ended as well
    gone, code = os.waitpid(child.process, os.WNOHANG)
    if not gone:
        if not late:
            time.sleep(0.002)
            gone, code = os.waitpid(child.process, os.WNOHANG)
        if not gone:
            os.kill(child.process, signal.SIGKILL)
            _, code = os.waitpid(child.process, 0)
    try:
        os.write(child.status, b"%d %d" % (late, os.waitstatus_to_exitcode(code)))
    except BrokenPipeError:
        pass  # the parent had its answer
    finally:
        os.close(child.status)


def _die_with_parent() -> None:
    """Linux ends this process when the one that started it ends."""
    if sys.platform == "linux":
        import ctypes

        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _length(source: int) -> int:
    length = int.from_bytes(_receive(source, HEAD), "big")
    if length > LIMITS.file_bytes:
        raise ValueError("a frame is too long")
    return length


def _receive(source: int, size: int) -> bytes:
    received = bytearray()
    while len(received) < size:
        chunk = os.read(source, min(size - len(received), 1 << 20))
        if not chunk:
            raise EOFError("the parent is gone")
        received += chunk
    return bytes(received)


def _send(answer: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(answer, view[: 1 << 20]) :]
