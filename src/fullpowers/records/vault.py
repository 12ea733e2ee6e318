"""Originals by the SHA-256 of their bytes, beside the database; what is stored is never changed.

A file is written to a temporary name, synced, renamed, and its folder synced, all before the event that
speaks of it is written: a crash can leave a file that no event names, never an event without its file.
"""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from dataclasses import dataclass
from pathlib import Path

from fullpowers.model import BrokenRecords, StorageError, UnknownRecord

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Vault:
    """A folder of originals: ``ab/cdef...`` for the digest ``abcdef...``."""

    folder: Path

    def put(self, data: bytes) -> str:
        """Store the bytes and return their SHA-256 in hex digits; it is on the disk when this returns.

        Raises:
            StorageError: it could not be written whole; nothing is stored under that name then.
        """
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        try:
            if path.is_file() and path.stat().st_size == len(data):
                return digest
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            part = path.with_name(f".{secrets.token_hex(8)}.part")
            try:
                _write(part, data)
                part.replace(path)
            finally:
                part.unlink(missing_ok=True)
            for folder in (path.parent, self.folder):
                _sync(folder)
        except OSError as error:
            raise StorageError(f"an original could not be stored: {error.strerror or error}") from error
        return digest

    def get(self, digest: str) -> bytes:
        """The bytes with this SHA-256.

        Raises:
            UnknownRecord: there is no such original.
            BrokenRecords: what is stored under that name has other bytes now.
        """
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise UnknownRecord(f"no original {digest}") from error
        except OSError as error:
            raise StorageError(f"an original could not be read: {error.strerror or error}") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise BrokenRecords(f"the original {digest} was altered: its bytes have another SHA-256 now")
        return data

    def _path(self, digest: str) -> Path:
        # a name from a file of others must not become a path
        if not _DIGEST.fullmatch(digest):
            raise UnknownRecord(f"no original {digest[:80]!r}")
        return self.folder / digest[:2] / digest[2:]


def _write(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync(folder: Path) -> None:
    if os.name == "nt":
        return  # a folder cannot be opened there; the rename is journalled by the file system
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
