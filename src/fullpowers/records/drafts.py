"""Drafts: the original by its hash, and how, when and from whom it came in (or went out)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import ClassVar

from sqlalchemy import delete, insert, select

from fullpowers.model import Receipt

from .matters import Matter
from .schema import PASSWORD
from .shelf import Shelf
from .store import Record, read


class Direction(StrEnum):
    """Which way a draft went."""

    RECEIVED = "received"
    HANDED = "handed over"


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a draft came in or went out, and what the team calls it."""

    label: str = ""
    receipt: Receipt = field(default_factory=Receipt)
    direction: Direction = Direction.RECEIVED


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft(Record):
    """A draft of the matter. Its original is never changed; its receipt can be, and the log says by whom."""

    name: str
    """Of the file, as it came."""
    sha256: str
    size: int
    """Bytes."""
    label: str = ""
    receipt: Receipt = field(default_factory=Receipt)
    direction: Direction = Direction.RECEIVED
    text: str = ""
    """Identity of the canonical text as read (``Instrument.id``), once it is read."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class LeadTime:
    """How long before an answer or a signature a draft was handed over; a computed fact of the record."""

    received: datetime
    until: datetime
    what: str
    """``answer`` or ``signature``."""
    span: timedelta

    def __str__(self) -> str:
        minutes = int(abs(self.span).total_seconds()) // 60
        parts = ((minutes // 1440, "day"), (minutes // 60 % 24, "hour"), (minutes % 60, "minute"))
        words = " ".join(f"{count} {unit}{'s' * (count != 1)}" for count, unit in parts if count)
        when = "after" if self.span < timedelta() else "before"
        end = "the answer was due" if self.what == "answer" else "the signature"
        return f"{words or '0 minutes'} {when} {end}"


class Drafts(Shelf[Draft]):
    """The drafts of matters."""

    kind: ClassVar = Draft
    __slots__ = ()

    def add(
        self,
        matter: str,
        name: str,
        data: bytes,
        delivery: Delivery | None = None,
        *,
        by: str,
        at: datetime,
        key: str = "",
    ) -> Draft:
        """Store the original, then the event that it came in.

        Raises:
            StorageError: it could not be stored whole; no event speaks of it then.
        """
        digest = self.store.vault.put(data)
        given = delivery or Delivery()
        draft = Draft(
            matter=matter,
            name=name,
            sha256=digest,
            size=len(data),
            label=given.label,
            receipt=given.receipt,
            direction=given.direction,
        )
        return self._add(draft, given.direction.value, by=by, at=at, key=key)

    def original(self, draft: Draft) -> bytes:
        """The bytes as they came in.

        Raises:
            BrokenRecords: they were altered since.
        """
        return self.store.vault.get(draft.sha256)

    def unlock(self, draft: str, password: str) -> None:
        """Keep the password of a protected draft, so that it can be read; nothing forgets it.

        It stands beside the original for who has the database, and neither in the log, nor in an exported
        matter, nor in a backup.
        """
        with self.store.changing() as connection:
            connection.execute(delete(PASSWORD).where(PASSWORD.c.draft == draft))
            if password:
                connection.execute(insert(PASSWORD).values(draft=draft, words=password))

    def password(self, draft: str) -> str:
        """The password of a protected draft; empty when none was given."""
        with self.store.reading() as connection:
            query = select(PASSWORD.c.words).where(PASSWORD.c.draft == draft)
            return connection.execute(query).scalar() or ""

    def lead_times(self, draft: Draft) -> tuple[LeadTime, ...]:
        """See ``lead_times``; the signature is the one that is set for the draft's matter."""
        with self.store.reading() as connection:
            matter = read(connection, draft.matter, Matter)
        return lead_times(draft, matter.signing)


def lead_times(draft: Draft, signing: str) -> tuple[LeadTime, ...]:
    """How long before the answer was due, and before the signature, the draft was handed over.

    Times without a zone are taken as of one zone; nothing is said when one has a zone and the other none.
    """
    spans = (
        _span(draft.receipt.received, end, what)
        for end, what in ((draft.receipt.answer_due, "answer"), (signing, "signature"))
    )
    return tuple(span for span in spans if span is not None)


def _span(received: str, end: str, what: str) -> LeadTime | None:
    try:
        came, until = datetime.fromisoformat(received), datetime.fromisoformat(end)
    except ValueError:
        return None
    if "T" not in received.replace(" ", "T") or "T" not in end.replace(" ", "T"):
        return None  # days alone do not tell hours
    if (came.tzinfo is None) != (until.tzinfo is None):
        return None
    if came.tzinfo and until.tzinfo:
        came, until = came.astimezone(UTC), until.astimezone(UTC)
    return LeadTime(came, until, what, until - came)
