"""Landlock: the kernel forgets every file, for this process and for good.

Source: Linux, include/uapi/linux/landlock.h and Documentation/userspace-api/landlock.rst
(ABI 1 in Linux 5.13; TCP since ABI 4 in 6.7; signals and abstract sockets since ABI 6 in 6.12).
"""

from __future__ import annotations

import ctypes
import os

_CREATE_RULESET = 444
_RESTRICT_SELF = 446
"""The same numbers on every architecture."""
_VERSION = 1
_PR_SET_NO_NEW_PRIVS = 38
_FILE_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files each ABI knows; later ones know sixteen too."""
_TCP_RIGHTS = 0b11
_SCOPES = 0b11


class _Ruleset(ctypes.Structure):
    _fields_ = (
        ("handled_access_fs", ctypes.c_uint64),
        ("handled_access_net", ctypes.c_uint64),
        ("scoped", ctypes.c_uint64),
    )


_libc = ctypes.CDLL(None, use_errno=True)
_libc.syscall.restype = ctypes.c_long


def prepare() -> None:
    """Resolve the functions of the C library that closing off needs."""
    _ = (_libc.prctl, _libc.syscall)


def close_off() -> None:
    """Refuse this process every file, TCP port, and signal to others, as far as the kernel knows how.

    Raises:
        OSError: the kernel has no Landlock, or it is refused here.
    """
    abi = _libc.syscall(ctypes.c_long(_CREATE_RULESET), None, ctypes.c_size_t(0), ctypes.c_uint32(_VERSION))
    if abi < 1:
        raise _error()
    handled = _Ruleset(
        (1 << _FILE_RIGHTS.get(abi, 16)) - 1, _TCP_RIGHTS if abi >= 4 else 0, _SCOPES if abi >= 6 else 0
    )
    size = 24 if abi >= 6 else 16 if abi >= 4 else 8
    ruleset = _libc.syscall(
        ctypes.c_long(_CREATE_RULESET), ctypes.byref(handled), ctypes.c_size_t(size), ctypes.c_uint32(0)
    )
    if ruleset < 0:
        raise _error()
    try:
        no_new_privileges()
        # no rule is added: nothing is allowed
        if _libc.syscall(ctypes.c_long(_RESTRICT_SELF), ctypes.c_int(ruleset), ctypes.c_uint32(0)) != 0:
            raise _error()
    finally:
        os.close(ruleset)


def no_new_privileges() -> None:
    """No program that this process starts can gain rights; Landlock and seccomp ask for it.

    Raises:
        OSError: refused.
    """
    one, zero = ctypes.c_ulong(1), ctypes.c_ulong(0)
    if _libc.prctl(ctypes.c_int(_PR_SET_NO_NEW_PRIVS), one, zero, zero, zero) != 0:
        raise _error()


def _error() -> OSError:
    number = ctypes.get_errno()
    return OSError(number, os.strerror(number))
