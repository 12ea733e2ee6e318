"""Heavy libraries, loaded before a worker is closed off and only when the file's first bytes call for them.

A closed-off process can import nothing. The parent guesses a kit from the first bytes; a reader
that finds inside (in an archive, say) something that needs another one says so, and the file is
read again in a worker that has it.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

_PREPARE = {
    "pdf": "fullpowers.reading.pdf",
    "ocr": "fullpowers.reading.ocr",
}
"""Kit, and the module whose ``prepare`` loads it."""

_closed = False
_loaded: set[str] = set()


class KitMissing(Exception):
    """The process is closed off and a kit was not loaded before."""

    def __init__(self, kit: str) -> None:
        self.kit = kit
        super().__init__(kit)


def wanted(data: bytes) -> tuple[str, ...]:
    """The kits that a file is likely to need, told by its first bytes."""
    return ("pdf",) if b"%PDF-" in data[:1024] else ()


def load(kit: str) -> None:
    """Load a kit; one whose packages are not installed is left to its reader to refuse."""
    if kit in _loaded or kit not in _PREPARE:
        return
    _loaded.add(kit)
    try:
        prepare: Callable[[], None] = import_module(_PREPARE[kit]).prepare
        prepare()
    except ImportError:
        return


def need(kit: str) -> None:
    """Called by a reader before it uses a kit.

    Raises:
        KitMissing: it can no longer be loaded in this process.
    """
    if kit in _loaded:
        return
    if _closed:
        raise KitMissing(kit)
    load(kit)


def close() -> None:
    """Remember that this process is closed off."""
    global _closed
    _closed = True
