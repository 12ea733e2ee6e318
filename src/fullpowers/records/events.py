"""The event: what is hashed, what a verifier reads."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import msgspec


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that somebody did; never changed.

    The bytes of its body are hashed as a leaf of the log's Merkle tree, and ``prev`` chains it to the event
    before, so that one hash does for both.
    """

    log: str
    seq: int
    """1, 2, 3 ..., without a gap."""
    prev: str
    """Hash of the event before; zeros for the first."""
    at: datetime
    by: str
    name: str
    """Of the person, as it was then."""
    role: str
    """In the matter, as it was then; empty for none."""
    verb: str
    kind: str
    target: str
    """Record that it happened to."""
    version: int
    state: dict[str, Any]
    """The record as it was after the event."""
    key: str = ""
    undoes: int = 0
    """Number of the event that this one takes back; 0 for none."""
    tool: str = ""

    def body(self) -> bytes:
        """The bytes that are stored and hashed: the same for the same event on every machine."""
        return msgspec.json.encode(self, order="deterministic")
