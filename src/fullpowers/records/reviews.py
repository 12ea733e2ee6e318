"""Reviews: what was found about a draft, as it was found, with all that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from fullpowers.model import Outcome, Review, from_json, to_json

from .shelf import Shelf
from .store import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed(Record):
    """A review that was made; the review itself is an original, by its hash."""

    draft: str
    against: str
    """Draft that it was compared with; empty for none."""
    sha256: str
    on: date
    fullpowers: str
    conflicts: int
    """Findings of law that conflict."""
    unclear: int
    """Findings of law that cannot be told."""
    substantive: int
    """Changes of substance, or that may be."""


class Reviews(Shelf[Reviewed]):
    """The reviews of matters."""

    kind: ClassVar = Reviewed
    __slots__ = ()

    def add(
        self, matter: str, draft: str, against: str, review: Review, *, by: str, at: datetime, key: str = ""
    ) -> Reviewed:
        """Keep a review of a draft of the matter."""
        # not indented: nobody looks at it, and it is a quarter shorter
        digest = self.store.vault.put(to_json(review, indent=0).encode())
        outcomes = [finding.outcome for finding in review.opinion.findings]
        comparison = review.comparison
        loud = [one for one in comparison.ranked() if one.significance != "editorial"] if comparison else []
        made = Reviewed(
            matter=matter,
            draft=draft,
            against=against,
            sha256=digest,
            on=review.on,
            fullpowers=review.manifest.fullpowers,
            conflicts=outcomes.count(Outcome.CONFLICTS),
            unclear=outcomes.count(Outcome.CANNOT_TELL),
            substantive=len(loud),
        )
        return self._add(made, "reviewed", by=by, at=at, key=key)

    def content(self, reviewed: Reviewed) -> Review:
        """The review as it was made.

        Raises:
            BrokenRecords: it was altered since.
            InvalidData: it was made by a version whose reviews this one cannot read; make it again.
        """
        return from_json(self.store.vault.get(reviewed.sha256), Review)

    def text(self, reviewed: Reviewed) -> bytes:
        """The review as JSON, as it was stored.

        Raises:
            BrokenRecords: it was altered since.
        """
        return self.store.vault.get(reviewed.sha256)

    def latest(self, matter: str, draft: str, against: str | None = None) -> Reviewed | None:
        """The last review of a draft (against a certain other one)."""
        found = self.all(matter, lambda one: one.draft == draft and against in (None, one.against))
        return found[-1] if found else None
