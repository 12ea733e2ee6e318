"""The parent's side: starts the worker early, hands it files, and believes nothing that comes back."""

from __future__ import annotations

import atexit
import contextlib
import json
import os
import selectors
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import msgspec

from fullpowers.model import Refusal

from ..kits import seconds
from ..limits import LIMITS
from .protocol import HEAD, Answer, Job, Refused, Walls, frame, unframe

_START_SECONDS = 60.0
_GRACE_SECONDS = 2.0
_WALLS_BYTES = 10_000
_PASSED_ON = ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "SYSTEMROOT", "TESSDATA_PREFIX")
_ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
_CODE = (
    "import json, sys, types; sys.path[:] = json.loads(sys.argv[1]); "
    "hall = sys.modules['fullpowers'] = types.ModuleType('fullpowers'); "
    "hall.__path__ = [sys.path[0] + '/fullpowers']; from fullpowers.reading.worker.serve import "
)
"""The room without the hall: what ``import fullpowers`` brings along is not needed to read a file."""
_DIED = Refused(
    Refusal.BROKEN,
    "the file made its reader crash",
    "save it anew from a word processor, or ask for it again",
)
_NONSENSE = Refused(
    Refusal.BROKEN, "the file made its reader answer nonsense", "do not open it; ask for it again"
)
_LATE = Refused(
    Refusal.TIMEOUT, f"not read within {LIMITS.wall_seconds} seconds", "split it, or save it anew"
)
_LONG = Refused(Refusal.TOO_LARGE, "what was read of it is too large for one agreement", "split it")


class CannotStart(Exception):
    """No worker process can be started on this system."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a worker made of one file: its answer, and how far it was closed off."""

    answer: Answer
    walls: Walls


class Worker:
    """A template process that forks a closed-off child for each file (POSIX).

    Raises:
        CannotStart: there is no Python to start, or it does not come up.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        command = _command("serve; serve(int(sys.argv[2]))")
        self._control, theirs = socket.socketpair()
        self._control.settimeout(_START_SECONDS)
        try:
            self._process = subprocess.Popen(  # noqa: S603 - our own code in our own interpreter
                [*command, str(theirs.fileno())],
                pass_fds=(theirs.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_environment(),
                cwd="/",
                start_new_session=True,
            )
        except OSError as error:
            self._control.close()
            raise CannotStart(str(error)) from error
        finally:
            theirs.close()

    def ask(self, data: bytes, job: Job, kits: tuple[str, ...], spent: float = 0.0) -> Outcome:
        """Have a file read.

        ``spent`` are the seconds that went into earlier tries: a person waits for all of them together.

        Raises:
            CannotStart: the template is gone.
        """
        source, send = os.pipe()
        receive, answer = os.pipe()
        ended, status = os.pipe()
        try:
            self._order({"kits": kits}, (source, answer, status))
        except BaseException:
            for number in (send, receive, ended):
                os.close(number)
            raise
        finally:
            for number in (source, answer, status):
                os.close(number)
        return _Exchange(send, receive, ended, seconds(kits) - spent).run(frame(job), data)

    def close(self) -> None:
        """End the template and whatever it started."""
        self._control.close()
        self._process.kill()
        self._process.wait()

    def forget(self) -> None:
        """Let go of it in a process that was forked from its parent."""
        self._control.close()
        self._process.returncode = 0

    def _order(self, order: dict[str, object], pipes: tuple[int, ...]) -> None:
        with self._lock:
            try:
                socket.send_fds(self._control, [json.dumps(order).encode()], pipes)
                if self._control.recv(1) != b"+":
                    raise CannotStart("the worker ended")
            except OSError as error:
                raise CannotStart(str(error)) from error


class _Exchange:
    """One file to a child and its answer back, with a deadline over all of it."""

    def __init__(self, send: int, receive: int, ended: int, extra: float) -> None:
        self._send, self._receive, self._ended = send, receive, ended
        self._deadline = time.monotonic() + LIMITS.wall_seconds + extra + _GRACE_SECONDS
        self._received = bytearray()

    def run(self, job: bytes, data: bytes) -> Outcome:
        """The child's answer; a crash, a hang or nonsense is an answer too."""
        walls = Walls("none")
        try:
            walls = unframe(self._frame(_WALLS_BYTES), Walls)
            self._write(job, len(data).to_bytes(HEAD, "big"), data)
            return Outcome(unframe(self._frame(LIMITS.answer_bytes), Answer), walls)
        except TimeoutError:
            return Outcome(Answer(refused=_LATE), walls)
        except OverflowError:
            return Outcome(Answer(refused=_LONG), walls)
        except (EOFError, BrokenPipeError):
            return Outcome(Answer(refused=self._reason()), walls)
        except (msgspec.MsgspecError, RecursionError, UnicodeError):
            return Outcome(Answer(refused=_NONSENSE), walls)
        finally:
            for number in (self._send, self._receive, self._ended):
                os.close(number)

    def _frame(self, most: int) -> bytes:
        length = int.from_bytes(self._read(HEAD), "big")
        if length > most:
            raise OverflowError
        return self._read(length)

    def _read(self, size: int) -> bytes:
        while len(self._received) < size:
            self._wait(self._receive, selectors.EVENT_READ)
            chunk = os.read(self._receive, 1 << 20)
            if not chunk:
                raise EOFError
            self._received += chunk
        read = bytes(self._received[:size])
        del self._received[:size]
        return read

    def _write(self, *pieces: bytes) -> None:
        os.set_blocking(self._send, False)
        for piece in pieces:
            view = memoryview(piece)
            while view:
                self._wait(self._send, selectors.EVENT_WRITE)
                with contextlib.suppress(BlockingIOError):
                    view = view[os.write(self._send, view[: 1 << 20]) :]

    def _wait(self, number: int, event: int) -> None:
        with selectors.DefaultSelector() as selector:
            selector.register(number, event)
            if not selector.select(max(0.0, self._deadline - time.monotonic())):
                raise TimeoutError

    def _reason(self) -> Refused:
        """Why there is no answer, as the template saw it."""
        try:
            self._wait(self._ended, selectors.EVENT_READ)
            late, code = os.read(self._ended, 100).split() or (b"0", b"1")
        except (TimeoutError, ValueError):
            return _LATE
        killed_for_time = {-signal for signal in (9, 24)}  # SIGKILL and SIGXCPU at the limit of time
        return _LATE if late == b"1" or int(code) in killed_for_time else _DIED


def ask_once(data: bytes, job: Job, kits: tuple[str, ...]) -> Outcome:
    """Have a file read by a process of its own, where a template cannot fork (Windows).

    Raises:
        CannotStart: there is no Python to start, or it does not come up.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own code in our own interpreter
            [*_command("once; once()"), *kits],
            input=frame(job) + len(data).to_bytes(HEAD, "big") + data,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
            timeout=LIMITS.wall_seconds + seconds(kits) + _GRACE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired:
        return Outcome(Answer(refused=_LATE), Walls("limits only"))
    except OSError as error:
        raise CannotStart(str(error)) from error
    walls, rest = _cut(done.stdout)
    body, _ = _cut(rest)
    if not walls:
        raise CannotStart(f"it ended with {done.returncode}")
    try:
        return Outcome(unframe(body, Answer) if body else Answer(refused=_DIED), unframe(walls, Walls))
    except (msgspec.MsgspecError, RecursionError, UnicodeError):
        return Outcome(Answer(refused=_NONSENSE), Walls("limits only"))


def _cut(frames: bytes) -> tuple[bytes, bytes]:
    """The first frame's body and what follows; empty when it is not whole."""
    end = HEAD + int.from_bytes(frames[:HEAD], "big")
    return (frames[HEAD:end], frames[end:]) if len(frames) >= HEAD and end <= len(frames) else (b"", b"")


def _command(code: str) -> list[str]:
    if not sys.executable or getattr(sys, "frozen", False):
        raise CannotStart("there is no Python interpreter to start")
    package = str(Path(__file__).resolve().parents[3])
    places = [package, *(os.path.abspath(place) for place in sys.path)]  # noqa: PTH100 - strings wanted
    # -S: the parent's path is handed over, so that site need not be searched again
    return [sys.executable, "-P", "-s", "-S", "-X", "utf8", "-c", _CODE + code, json.dumps(places)]


def _environment() -> dict[str, str]:
    passed = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    return {"PYTHONHASHSEED": "0", **_ONE_THREAD, **passed}


_worker: Worker | None = None
_lock = threading.Lock()


def worker(*, anew: bool = False) -> Worker:
    """The worker of this process, started when there is none.

    Raises:
        CannotStart: it cannot be started.
    """
    global _worker
    with _lock:
        if anew and _worker is not None:
            _worker.close()
            _worker = None
        if _worker is None:
            _worker = Worker()
        return _worker


def close() -> None:
    """End the worker; the next file starts another one."""
    global _worker
    with _lock:
        if _worker is not None:
            _worker.close()
            _worker = None


def _after_fork() -> None:
    global _worker, _lock
    _lock = threading.Lock()
    if _worker is not None:
        _worker.forget()
        _worker = None


atexit.register(close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_after_fork)
