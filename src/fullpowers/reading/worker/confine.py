"""Closing off the process that will parse: limits, a powerless user, Landlock, seccomp.

Everything that reading needs is imported by now; nothing can be imported afterwards.
"""

from __future__ import annotations

import contextlib
import os
import sys

from .. import kits
from ..limits import LIMITS
from .protocol import Walls

_NOBODY = 65534


def prepare() -> None:
    """Load what closing off needs, while files can still be opened."""
    if sys.platform == "linux":
        import resource

        from . import landlock, seccomp

        seccomp.calls()
        landlock.prepare()
        resource.getrlimit(resource.RLIMIT_CORE)


def confine(keep: tuple[int, ...]) -> Walls:
    """Close off this process, as far as the system can; ``keep`` are the pipes that stay open.

    Returns:
        How far it came: ``full`` with limits, Landlock and seccomp; ``limits only`` without one of them.
    """
    missing: list[str] = []
    _forget(keep)
    _limit(missing)
    if sys.platform == "linux":
        _become_nobody()
        _wall("Landlock", missing)
        _open_nothing()
        _wall("seccomp", missing)
    else:
        missing.append("Landlock and seccomp: there are none on this system")
    return Walls("limits only" if missing else "full", tuple(missing))


def _forget(keep: tuple[int, ...]) -> None:
    """No inherited file stays open, no variable of the environment is left."""
    os.environ.clear()
    last = 2
    for number in sorted(keep):
        os.closerange(last + 1, number)
        last = number
    os.closerange(last + 1, 4096)


def _limit(missing: list[str]) -> None:
    """Bounds on memory, processor time, files and processes."""
    try:
        import resource
    except ImportError:
        missing.append("limits on memory and processor time: there are none on this system")
        return
    limits = {
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CPU: LIMITS.cpu_seconds + kits.granted(),
    }
    if sys.platform == "linux":
        # what is mapped already does not count; elsewhere this limit does nothing or too much
        limits[resource.RLIMIT_AS] = _mapped() + LIMITS.memory_bytes
        limits[resource.RLIMIT_NPROC] = 0
        limits[resource.RLIMIT_MEMLOCK] = 0
    for kind, bound in limits.items():
        _, hard = resource.getrlimit(kind)
        if hard != resource.RLIM_INFINITY:
            bound = min(bound, hard)
        try:
            resource.setrlimit(kind, (bound, bound))
        except (OSError, ValueError) as error:
            missing.append(f"a limit: {error}")


def _open_nothing() -> None:
    """No new file number can be given out; Landlock itself needed one."""
    import resource

    with contextlib.suppress(OSError, ValueError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _mapped() -> int:
    """Bytes of address space in use."""
    with open("/proc/self/statm", "rb") as stream:  # noqa: PTH123 - pathlib is not needed here otherwise
        return int(stream.read().split()[0]) * os.sysconf("SC_PAGE_SIZE")


def _become_nobody() -> None:
    """Root gives up its rights; in a container that does not know the user it stays, walled in as it is."""
    if os.geteuid() == 0:
        with contextlib.suppress(OSError):
            os.setgroups([])
            os.setresgid(_NOBODY, _NOBODY, _NOBODY)
            os.setresuid(_NOBODY, _NOBODY, _NOBODY)


def _wall(name: str, missing: list[str]) -> None:
    from . import landlock, seccomp

    try:
        (landlock if name == "Landlock" else seccomp).close_off()
    except (OSError, AttributeError, ValueError) as error:
        missing.append(f"{name}: {error}")
