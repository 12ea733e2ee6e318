"""The zip archive around a document: its inventory, and members inflated under count."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from typing import IO

from fullpowers.model import Refusal, UnreadableInput

from ..limits import LIMITS

_CHUNK = 1 << 16
_LONG = 10_000_000
"""Bytes of a member that is worth a look before it is parsed."""
_ENTRY = b"PK\x01\x02"
_ENCRYPTED = 1
_DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    IndexError,
)


class Archive:
    """A zip archive in memory whose members can be told apart beyond doubt.

    Raises:
        UnreadableInput: damaged, encrypted, too large, or with names that two programs
            could take for different members.
    """

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        self._inflated = 0
        if data.count(_ENTRY) > LIMITS.members:
            raise self.refusal(Refusal.TOO_LARGE, f"the archive has over {LIMITS.members} parts", "split it")
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (*_DAMAGED, NotImplementedError) as error:
            raise self.broken(f"the archive is damaged: {error}") from error
        if min((entry.header_offset for entry in self._zip.infolist()), default=0) > 0:
            raise self._ambiguous("there is other data in front of the archive")
        entries = [entry for entry in self._zip.infolist() if not entry.is_dir()]
        self._refuse_ambiguous(entries)
        if any(entry.flag_bits & _ENCRYPTED for entry in entries):
            raise self.refusal(
                Refusal.ENCRYPTED, "the archive is protected by a password", "save it without one"
            )
        # the format treats the names of parts as equal whatever their case
        self._entries = {entry.filename.lower(): entry for entry in entries}

    @property
    def members(self) -> tuple[str, ...]:
        """Names of all members as stored, in order."""
        return tuple(entry.filename for entry in self._entries.values())

    def __contains__(self, member: str) -> bool:
        return member.lower() in self._entries

    def open(self, member: str) -> Member:
        """A stream of the member's inflated bytes; raises when it grows beyond the limits."""
        entry = self._entries[member.lower()]
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise self.broken(f"{member} is packed by a method that is not used in documents")
        try:
            return Member(self, member, self._zip.open(entry))
        except (*_DAMAGED, NotImplementedError, RuntimeError) as error:
            raise self.broken(f"{member} is damaged: {error}") from error

    def whole(self, member: str) -> bytes:
        """All of a member's inflated bytes."""
        stream = self.open(member)
        return b"".join(iter(lambda: stream.read(), b""))

    def occurrences(self, member: str, *signs: bytes, least: int = _LONG) -> int:
        """How often the signs stand in a member of at least so many bytes; 0 for a shorter one."""
        entry = self._entries[member.lower()]
        if entry.file_size < least:
            return 0
        found = size = 0
        try:
            with self._zip.open(entry) as stream:
                while size <= LIMITS.member_bytes and (chunk := stream.read(_CHUNK)):
                    size += len(chunk)
                    found += sum(chunk.count(sign) for sign in signs)
        except (*_DAMAGED, NotImplementedError, RuntimeError) as error:
            raise self.broken(f"{member} is damaged: {error}") from error
        return found

    def count(self, size: int) -> None:
        """Count inflated bytes against the whole archive's limit."""
        self._inflated += size
        if self._inflated > LIMITS.inflated_bytes:
            raise self.refusal(
                Refusal.TOO_LARGE, f"it unpacks to over {LIMITS.inflated_bytes // 1_000_000} MB"
            )

    def refusal(self, refusal: Refusal, detail: str, advice: str = "") -> UnreadableInput:
        """A refusal of this file."""
        return UnreadableInput(refusal, self.name, detail, advice)

    def broken(self, detail: str) -> UnreadableInput:
        """A refusal because the file is damaged."""
        return self.refusal(Refusal.BROKEN, detail, "ask for it again")

    def _refuse_ambiguous(self, entries: list[zipfile.ZipInfo]) -> None:
        seen: set[str] = set()
        for entry in entries:
            member = entry.filename
            if "\0" in entry.orig_filename or member.startswith("/") or "\\" in member:
                raise self._ambiguous(f"a part has the odd name {member[:80]!r}")
            if any(step in ("..", ".") for step in member.split("/")):
                raise self._ambiguous(f"a part lies outside the archive: {member[:80]!r}")
            if member.lower() in seen:
                raise self._ambiguous(
                    f"it holds {member[:80]!r} twice, and programs differ on which one counts"
                )
            seen.add(member.lower())

    def _ambiguous(self, detail: str) -> UnreadableInput:
        return self.refusal(Refusal.AMBIGUOUS, detail, "open it in a word processor and save it again")


class Member(io.RawIOBase):
    """The inflated bytes of one member, counted as they come."""

    def __init__(self, archive: Archive, member: str, stream: IO[bytes]) -> None:
        self.archive = archive
        self.member = member
        self._stream = stream
        self._size = 0
        self._tags = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes, at most 64 KiB; empty at the end."""
        try:
            chunk = self._stream.read(_CHUNK if size < 0 else min(size, _CHUNK))
        except (*_DAMAGED, NotImplementedError, RuntimeError) as error:
            raise self.archive.broken(f"{self.member} is damaged: {error}") from error
        self._size += len(chunk)
        self._tags += chunk.count(b"<")
        self.archive.count(len(chunk))
        if self._size > LIMITS.member_bytes or self._tags > LIMITS.tags:
            raise self.archive.refusal(Refusal.TOO_LARGE, f"{self.member} is too large to be read")
        return chunk
