"""seccomp: the kernel answers only the few system calls that reading needs.

Source: Linux, Documentation/userspace-api/seccomp_filter.rst; include/uapi/linux/seccomp.h,
filter.h (classic BPF) and audit.h. Which calls stay allowed is data/syscalls.yaml.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml

from .landlock import no_new_privileges

_PR_SET_SECCOMP = 22
_MODE_FILTER = 2
_LOAD = 0x20
_IF_EQUAL = 0x15
_IF_BITS = 0x45
_RETURN = 0x06
_ALLOW = 0x7FFF0000
_REFUSE = 0x00050000
_KILL = 0x80000000
_NUMBER_AT, _ARCHITECTURE_AT, _FIRST_ARGUMENT_AT, _THIRD_ARGUMENT_AT = 0, 4, 16, 32
"""Offsets in struct seccomp_data; low halves of the arguments, as the machines meant are little-endian."""
_EXECUTABLE = 4
_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_CLONE3 = 435
"""Answered as unknown, so that the C library falls back to the older call and is refused that."""

Step = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Call:
    """One system call that stays allowed."""

    name: str
    why: str
    x86_64: int | None = None
    aarch64: int | None = None
    never_executable: bool = False
    """Refused when it asks for executable memory."""
    itself_only: bool = False
    """Refused for another process."""

    def number(self, machine: str) -> int | None:
        """Its number on this kind of machine."""
        return self.x86_64 if machine == "x86_64" else self.aarch64


@dataclass(frozen=True, slots=True)
class Calls:
    """The file data/syscalls.yaml."""

    source: str
    calls: tuple[Call, ...]


class _Instruction(ctypes.Structure):
    _fields_ = (
        ("code", ctypes.c_uint16),
        ("jt", ctypes.c_uint8),
        ("jf", ctypes.c_uint8),
        ("k", ctypes.c_uint32),
    )


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_uint16), ("instructions", ctypes.POINTER(_Instruction)))


_libc = ctypes.CDLL(None, use_errno=True)


@cache
def calls() -> Calls:
    """The calls that stay allowed."""
    data = files("fullpowers.reading").joinpath("data", "syscalls.yaml")
    return from_yaml(data.read_text(encoding="utf-8"), Calls, where="syscalls.yaml")


def program(machine: str, process: int) -> list[Step]:
    """The filter, in classic BPF, for a kind of machine and the number of the process it is for."""
    steps: list[Step] = [
        (_LOAD, 0, 0, _ARCHITECTURE_AT),
        (_IF_EQUAL, 1, 0, _ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER_AT),
        (_IF_EQUAL, 0, 1, _CLONE3),
        (_RETURN, 0, 0, _REFUSE | errno.ENOSYS),
    ]
    for call in calls().calls:
        number = call.number(machine)
        if number is None:
            continue
        if call.never_executable:
            # length of the test, behind which the next call's test begins
            steps += [
                (_IF_EQUAL, 0, 4, number),
                (_LOAD, 0, 0, _THIRD_ARGUMENT_AT),
                (_IF_BITS, 1, 0, _EXECUTABLE),
                (_RETURN, 0, 0, _ALLOW),
                (_RETURN, 0, 0, _REFUSE | errno.EPERM),
            ]
        elif call.itself_only:
            steps += [
                (_IF_EQUAL, 0, 4, number),
                (_LOAD, 0, 0, _FIRST_ARGUMENT_AT),
                (_IF_EQUAL, 0, 1, process),
                (_RETURN, 0, 0, _ALLOW),
                (_RETURN, 0, 0, _REFUSE | errno.EPERM),
            ]
        else:
            steps += [(_IF_EQUAL, 0, 1, number), (_RETURN, 0, 0, _ALLOW)]
    return [*steps, (_RETURN, 0, 0, _REFUSE | errno.EPERM)]


def close_off() -> None:
    """Refuse this process every system call but the few of data/syscalls.yaml, for good.

    Raises:
        OSError: the kernel has no seccomp, it is refused here, or the kind of machine is not known.
    """
    machine = platform.machine()
    if machine not in _ARCHITECTURES:
        raise OSError(errno.ENOSYS, f"no list of system calls for {machine}")
    steps = program(machine, os.getpid())
    array = (_Instruction * len(steps))(*(_Instruction(*step) for step in steps))
    filters = _Program(len(steps), array)
    no_new_privileges()
    mode, zero = ctypes.c_ulong(_MODE_FILTER), ctypes.c_ulong(0)
    if _libc.prctl(ctypes.c_int(_PR_SET_SECCOMP), mode, ctypes.byref(filters), zero, zero) != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
