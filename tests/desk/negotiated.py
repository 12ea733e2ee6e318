"""The example negotiation on a desk: three drafts with their reviews, two people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fullpowers import Circumstances, load_matter
from fullpowers.model import Instrument, Receipt, Review
from fullpowers.records import Annotation, Delivery, Draft, Kind, Person, Remark, Role, select
from fullpowers.review import review

from .conftest import EXAMPLE, Running


@cache
def reviewed(number: int, against: int = 0) -> Review:
    """The review of a draft of the example against another."""
    drafts = EXAMPLE / "drafts"
    return review(
        drafts / f"draft-{number}.docx",
        against=drafts / f"draft-{against}.docx" if against else None,
        side="UA",
        circumstances=Circumstances(matter=load_matter(EXAMPLE / "matter.yaml")),
    )


@dataclass
class Negotiated:
    """A matter with its people and drafts."""

    running: Running
    olena: Person
    petro: Person
    matter: str
    drafts: list[Draft]

    def arrive(self, number: int) -> Draft:
        """The next draft comes in and is reviewed, as the work behind the pages does it."""
        records, by, now = self.running.records, self.olena.id, self.running.now
        data = (EXAMPLE / "drafts" / f"draft-{number}.docx").read_bytes()
        receipt = Receipt(f"2025-02-1{number}T09:00:00+00:00", "the other side")
        draft = records.drafts.add(
            self.matter,
            f"draft-{number}.docx",
            data,
            Delivery(f"Draft {number}", receipt),
            by=by,
            at=now,
        )
        before = self.drafts[-1] if self.drafts else None
        found = reviewed(number, number - 1 if before else 0)
        records.reviews.add(self.matter, draft.id, before.id if before else "", found, by=by, at=now)
        if before is not None and found.comparison is not None:
            records.annotations.carry(self.matter, before.id, draft.id, found.comparison, by=by, at=now)
        self.drafts.append(draft)
        return draft

    def address(self, draft: Draft) -> str:
        return f"/m/{self.matter}/d/{draft.id}"

    def note(
        self, draft: Draft, text: Instrument, words: str, said: str, kind: Kind = Kind.COMMENT, **more: str
    ) -> Annotation:
        """Petro notes something on the first place of some words."""
        start = text.text.index(words)
        return self.running.records.annotations.add(
            self.matter,
            draft.id,
            select(text.text, text.id, start, start + len(words)),
            Remark(kind, said, **more),
            by=self.petro.id,
            at=self.running.now,
        )


def negotiation(running: Running, *drafts: int, role: Role = Role.COUNSEL) -> Negotiated:
    """A matter of Olena's in which Petro takes part, with some of the drafts."""
    olena, petro = running.person("Olena"), running.person("Petro")
    matter = running.matter(olena, "Investment fund")
    running.records.matters.admit(matter, petro.id, role, by=olena.id, at=running.now)
    made = Negotiated(running, olena, petro, matter, [])
    for number in drafts:
        made.arrive(number)
    return made
