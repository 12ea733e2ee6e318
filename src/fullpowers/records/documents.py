"""Documents of a matter besides its drafts: figures, preferences, a register, articles of the press."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from .shelf import Shelf
from .store import Record


class Purpose(StrEnum):
    """What a document is for."""

    ECONOMICS = "economics"
    PREFERENCES = "preferences"
    REGISTER = "register"
    PRESS = "press"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document(Record):
    """A file of the matter; a new version of it is an edit that names another original."""

    purpose: Purpose
    name: str
    sha256: str
    size: int
    """Bytes."""


class Documents(Shelf[Document]):
    """The documents of matters."""

    kind: ClassVar = Document
    __slots__ = ()

    def add(
        self,
        matter: str,
        purpose: Purpose,
        name: str,
        data: bytes,
        *,
        by: str,
        at: datetime,
        key: str = "",
    ) -> Document:
        """Store a document of the matter."""
        digest = self.store.vault.put(data)
        made = Document(matter=matter, purpose=purpose, name=name, sha256=digest, size=len(data))
        return self._add(made, "added", by=by, at=at, key=key)

    def renew(
        self, document: str, name: str, data: bytes, *, version: int, by: str, at: datetime, key: str = ""
    ) -> Document:
        """A new version of a document; the old bytes stay stored."""
        digest = self.store.vault.put(data)
        new = {"name": name, "sha256": digest, "size": len(data)}
        return self.revise(document, version=version, by=by, at=at, key=key, verb="renewed", **new)

    def content(self, document: Document) -> bytes:
        """Its bytes.

        Raises:
            BrokenRecords: they were altered since.
        """
        return self.store.vault.get(document.sha256)
