"""What single formats need, loaded before a worker is closed off and only when the file calls for it.

A closed-off process can import nothing. The parent guesses a kit from the first bytes; a reader
that finds inside (in an archive, say) something that needs another one says so, and the file is
read again in a worker that has it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from importlib import import_module

from .limits import LIMITS

_PREPARE = {
    "pdf": "fullpowers.reading.pdf",
    "ocr": "fullpowers.reading.ocr",
    "passwords": "fullpowers.reading.protected",
}
"""Kit, and the module whose ``prepare`` loads it."""
FORMATS = ("word", "markup", "rtf", "message")
"""Kits of our own readers; they are loaded by reading a sample, only where the doors will close."""

_closed = False
_loaded: set[str] = set()
_granted = 0
"""Seconds that this process has beyond the usual."""


class KitMissing(Exception):
    """The process is closed off and a kit was not loaded before."""

    def __init__(self, kit: str) -> None:
        self.kit = kit
        super().__init__(kit)


def wanted(data: bytes) -> tuple[str, ...]:
    """The kits that a file is likely to need, told by its first bytes."""
    if b"%PDF-" in data[:1024]:
        return ("pdf",)
    if data.startswith(b"\xd0\xcf\x11\xe0") and "EncryptedPackage".encode("utf-16-le") in data:
        return ("passwords", "word")
    if data.startswith(b"PK"):
        return ("word",)
    if data.startswith(b"{\\rtf"):
        return ("rtf",)
    if data[:64].lstrip()[:1] == b"<":
        return ("markup",)
    return ("pdf", "ocr") if data.startswith((b"\x89PNG", b"\xff\xd8\xff", b"II*\0", b"MM\0*")) else ()


def seconds(kits: Iterable[str]) -> int:
    """The time beyond the usual that kits such as ``ocr:40`` were asked for with, within the limits."""
    asked = (kit.partition(":")[2] for kit in kits)
    return min(sum(int(digits) for digits in asked if digits.isdecimal()), LIMITS.recognition_seconds)


def grant(kits: Iterable[str]) -> None:
    """Load kits and remember the time that comes with them; before a process is closed off."""
    global _granted
    for kit in kits:
        load(kit.partition(":")[0])
    _granted = seconds(kits)


def granted() -> int:
    """Seconds that this process has beyond the usual."""
    return _granted


def load(kit: str) -> None:
    """Load a kit; one whose packages are not installed is left to its reader to refuse."""
    if kit in _loaded or kit not in (*_PREPARE, *FORMATS):
        return
    _loaded.add(kit)
    if kit in FORMATS:
        from .worker import warm

        warm.up(kit)
        return
    try:
        prepare: Callable[[], None] = import_module(_PREPARE[kit]).prepare
        prepare()
    except ImportError:
        return


def need(kit: str, seconds: int = 0) -> None:
    """Called by a reader before it uses a kit.

    Args:
        kit: its name.
        seconds: that it will take beyond the usual.

    Raises:
        KitMissing: it can no longer be loaded in this process, or the time was not granted.
    """
    asked = min(seconds, LIMITS.recognition_seconds)
    if _closed and (kit not in _loaded or asked > _granted):
        raise KitMissing(f"{kit}:{asked}" if asked else kit)
    if kit not in FORMATS:
        load(kit)


def close() -> None:
    """Remember that this process is closed off."""
    global _closed
    _closed = True
