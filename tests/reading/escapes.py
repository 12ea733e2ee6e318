"""Attempts to get out of a closed-off worker, each in a child of its own; prints what became of them as JSON.

Run as a script: the process must have one thread, and must not be closed off itself afterwards.
An attempt returns normally when it got what it wanted; an OSError is a refusal by the system.
"""

from __future__ import annotations

import ctypes
import errno
import json
import mmap
import os
import platform
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable
from pathlib import Path

from fullpowers.reading.worker import confine

NOBODY = 65534
LIBC = ctypes.CDLL(None, use_errno=True)
LIBC.syscall.restype = ctypes.c_long
PARENT = os.getpid()
MACHINE = platform.machine()


def call(x86_64: int, aarch64: int, *arguments: object) -> int:
    """A system call by its number; raises OSError when it is refused."""
    number = x86_64 if MACHINE == "x86_64" else aarch64
    ctypes.set_errno(0)
    result = int(LIBC.syscall(ctypes.c_long(number), *arguments))
    if result < 0:
        raise OSError(ctypes.get_errno(), errno.errorcode.get(ctypes.get_errno(), "?"))
    return result


def _mapped_executable() -> None:
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_WRITE | mmap.PROT_EXEC)


def _made_executable() -> None:
    memory = mmap.mmap(-1, 4096)
    address = ctypes.addressof(ctypes.c_char.from_buffer(memory))
    if LIBC.mprotect(ctypes.c_void_p(address), ctypes.c_size_t(4096), 5) != 0:
        raise OSError(ctypes.get_errno(), "mprotect")


def _thread() -> None:
    try:
        thread = threading.Thread(target=lambda: None)
        thread.start()
    except RuntimeError as error:
        raise OSError(errno.EPERM, "no thread") from error


def _inherited() -> None:
    """Any open file but the two pipes."""
    for number in range(3, 200):
        if number not in KEPT:
            try:
                os.close(number)
            except OSError:
                continue
            return
    raise OSError(errno.EBADF, "nothing was inherited")


def _secret() -> None:
    """A variable of the environment, in the C library's copy as well."""
    LIBC.getenv.restype = ctypes.c_char_p
    if os.environ.get("SECRET") is None and LIBC.getenv(b"SECRET") is None:
        raise OSError(errno.ENOENT, "not there")


def _more_memory() -> None:
    import resource

    try:
        resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    except ValueError as error:
        raise OSError(errno.EPERM, "not raised") from error


def _two_gigabytes() -> None:
    try:
        bytearray(2_000_000_000)
    except MemoryError as error:
        raise OSError(errno.ENOMEM, "no memory") from error


ATTEMPTS: dict[str, Callable[[], object]] = {
    "read /etc/passwd": lambda: os.open("/etc/passwd", os.O_RDONLY),
    "write a file": lambda: os.open("escaped", os.O_WRONLY | os.O_CREAT, 0o600),
    "list /": lambda: os.listdir("/"),  # noqa: PTH208
    "look whether a file exists": lambda: os.stat("/etc/hostname"),  # noqa: PTH116
    "read another process's memory through /proc": lambda: os.open(f"/proc/{PARENT}/mem", os.O_RDONLY),
    "make a directory": lambda: os.mkdir("folder"),  # noqa: PTH102
    "make a symbolic link": lambda: os.symlink("/etc", "link"),  # noqa: PTH211
    "delete a file": lambda: os.unlink("bait"),  # noqa: PTH108
    "rename a file": lambda: os.rename("bait", "escaped"),  # noqa: PTH104
    "change a file's rights": lambda: os.chmod("bait", 0o777),  # noqa: S103, PTH101
    "open a file by handle": lambda: call(304, 265, 3, None, 0),
    "TCP over IPv4": lambda: socket.socket(socket.AF_INET, socket.SOCK_STREAM),
    "TCP over IPv6": lambda: socket.socket(socket.AF_INET6, socket.SOCK_STREAM),
    "UDP": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
    "Unix socket": lambda: socket.socket(socket.AF_UNIX, socket.SOCK_STREAM),
    "netlink socket": lambda: socket.socket(16, socket.SOCK_RAW),
    "run a program": lambda: os.execv("/bin/true", ["true"]),  # noqa: S606
    "fork": os.fork,
    "start a thread": _thread,
    "clone3": lambda: call(435, 435, None, ctypes.c_size_t(0)),
    "signal the parent": lambda: os.kill(PARENT, signal.SIGUSR1),
    "signal the whole group": lambda: os.killpg(0, 0),
    "trace the parent": lambda: call(101, 117, 0x4206, PARENT, None, None),
    "read the parent's memory": lambda: call(310, 270, PARENT, None, 0, None, 0, 0),
    "get hold of the parent": lambda: call(434, 434, PARENT, 0),
    "anonymous file (memfd)": lambda: call(319, 279, b"x", 0),
    "io_uring": lambda: call(425, 425, 1, None),
    "userfaultfd": lambda: call(323, 282, 0),
    "bpf": lambda: call(321, 280, 0, None, 0),
    "perf events": lambda: call(298, 241, None, 0, -1, -1, 0),
    "kernel keys": lambda: call(250, 219, 0, -3, 1),
    "mount": lambda: call(165, 40, b"none", b"/mnt", b"tmpfs", 0, None),
    "new namespaces": lambda: call(272, 97, 0x10000000),
    "become root": lambda: os.setuid(0),
    "change root": lambda: os.chroot("/"),
    "shared memory": lambda: call(29, 194, 0, 4096, 0o1000),
    "executable memory (mmap)": _mapped_executable,
    "executable memory (mprotect)": _made_executable,
    "loosen the filter (prctl)": lambda: call(157, 167, 22, 0, 0, 0, 0),
    "raise the limit of memory": _more_memory,
    "take two gigabytes": _two_gigabytes,
    "use an inherited file": _inherited,
    "read the environment": _secret,
}
KEPT: set[int] = set()


def attempt(name: str) -> tuple[str, str]:
    """What became of one attempt, and how far the child was closed off."""
    receive, send = os.pipe()
    process = os.fork()
    if process == 0:
        os.close(receive)
        KEPT.add(send)
        code = 0
        try:
            level = confine.confine((send,)).level
            os.write(send, level.encode() + b"\n")
            try:
                ATTEMPTS[name]()
                os.write(send, b"SUCCEEDED")
            except OSError as error:
                os.write(send, f"refused: {errno.errorcode.get(error.errno or 0, '?')}".encode())
        except BaseException as error:  # whatever happens, it is told
            os.write(send, f"refused: {type(error).__name__}".encode())
        finally:
            os._exit(code)
    os.close(send)
    with os.fdopen(receive) as stream:
        level, _, outcome = stream.read().partition("\n")
    _, status = os.waitpid(process, 0)
    return outcome or f"refused: ended with {os.waitstatus_to_exitcode(status)}", level


def main() -> None:
    os.environ["SECRET"] = "a draft"  # noqa: S105
    signal.signal(signal.SIGUSR1, signal.SIG_IGN)
    confine.prepare()
    if "--ordinary" in sys.argv and os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(NOBODY, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, NOBODY)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        Path("bait").write_text("x")
        outcomes = {name: attempt(name) for name in ATTEMPTS}
        os.chdir("/")
    print(
        json.dumps(
            {
                "user": os.geteuid(),
                "levels": sorted({level for _, level in outcomes.values()}),
                "attempts": {name: outcome for name, (outcome, _) in outcomes.items()},
            }
        )
    )


if __name__ == "__main__":
    main()
