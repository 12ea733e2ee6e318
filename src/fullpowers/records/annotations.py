"""Annotations: what somebody says of selected words, the answers to it, who sees to it, whether it is
settled.

An annotation keeps its identity from draft to draft: ``places`` says where its words stand in each.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from fullpowers.model import Comparison, InvalidData

from .carrying import Carrier, Fate
from .selecting import Selection
from .shelf import Shelf
from .store import Record, Writing, read


class Kind(StrEnum):
    """What an annotation is."""

    COMMENT = "comment"
    OBJECTION = "objection"
    PROPOSAL = "proposed wording"
    QUESTION = "question"
    """To the other side."""
    MISREADING = "mistake in the reading"


@dataclass(frozen=True, slots=True)
class Place:
    """Where an annotation's words stand in one draft; no selection when they are lost."""

    draft: str
    fate: Fate
    selection: Selection | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said of selected words, and who is to see to it; each as in ``Annotation``."""

    type: Kind
    text: str
    wording: str | None = None
    assignee: str = ""


LONGEST_NOTE = 10_000
"""Characters of what is said."""


def sound(remark: Remark, standing: str) -> Remark:
    """The remark on the words ``standing``, as it is kept: it says something; a proposal alone has a wording.

    Raises:
        InvalidData: it says nothing or too much, or proposes what stands there.
    """
    if len(remark.text) > LONGEST_NOTE:
        raise InvalidData(f"a note has at most {LONGEST_NOTE} characters")
    if remark.type is not Kind.PROPOSAL:
        if not remark.text.strip():
            raise InvalidData("say something")
        return replace(remark, text=remark.text.strip(), wording=None)
    proposed = (remark.wording or "").replace("\r\n", "\n").strip()
    if proposed == standing:
        raise InvalidData("the proposed wording is what stands there; change it, or choose another kind")
    return replace(remark, text=remark.text.strip(), wording=proposed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation(Record):
    """Something said of selected words, or an answer to it (``answers`` names the annotation then)."""

    type: Kind
    text: str
    wording: str | None = None
    """Words to stand there instead; ``""`` to strike them; ``None`` when none are proposed."""
    places: tuple[Place, ...] = ()
    answers: str = ""
    assignee: str = ""
    resolved: bool = False

    def place(self, draft: str) -> Place | None:
        """Where it stands in this draft."""
        return next((one for one in self.places if one.draft == draft), None)


class Annotations(Shelf[Annotation]):
    """The annotations of matters."""

    kind: ClassVar = Annotation
    __slots__ = ()

    def add(
        self,
        matter: str,
        draft: str,
        selection: Selection,
        remark: Remark,
        *,
        by: str,
        at: datetime,
        key: str = "",
    ) -> Annotation:
        """Annotate selected words of a draft."""
        place = Place(draft, Fate.MADE, selection)
        made = Annotation(
            matter=matter,
            type=remark.type,
            text=remark.text,
            wording=remark.wording,
            places=(place,),
            assignee=remark.assignee,
        )
        return self._add(made, "annotated", by=by, at=at, key=key)

    def answer(self, annotation: str, text: str, *, by: str, at: datetime, key: str = "") -> Annotation:
        """Answer an annotation; an answer to an answer goes into the same thread."""
        first = self.get(annotation)
        thread = first.answers or first.id
        made = Annotation(matter=first.matter, type=Kind.COMMENT, text=text, answers=thread)
        return self._add(made, "answered", by=by, at=at, key=key)

    def assign(
        self, annotation: str, person: str, *, version: int, by: str, at: datetime, key: str = ""
    ) -> Annotation:
        """Say who sees to it; nobody, when ``person`` is empty."""
        verb = "assigned" if person else "unassigned"
        return self.revise(annotation, version=version, by=by, at=at, key=key, verb=verb, assignee=person)

    def resolve(
        self, annotation: str, *, resolved: bool = True, version: int, by: str, at: datetime, key: str = ""
    ) -> Annotation:
        """Settle it, or open it again."""
        verb = "resolved" if resolved else "reopened"
        return self.revise(annotation, version=version, by=by, at=at, key=key, verb=verb, resolved=resolved)

    def on(self, matter: str, draft: str) -> tuple[Annotation, ...]:
        """The annotations that have a place in this draft, lost ones too; no answers."""
        return self.all(matter, lambda one: one.place(draft) is not None)

    def thread(self, annotation: Annotation) -> tuple[Annotation, ...]:
        """The answers to an annotation, oldest first."""
        return self.all(annotation.matter, lambda one: one.answers == annotation.id)

    def carry(
        self, matter: str, old: str, new: str, comparison: Comparison, *, by: str, at: datetime
    ) -> tuple[Annotation, ...]:
        """Give the annotations of the draft ``old`` their places in the draft ``new``; settled ones too.

        What has a place in ``new`` already keeps it, so doing it again changes nothing. Words that changed
        are carried on as what they changed to; what is lost stays lost.

        Raises:
            EvidenceError: the comparison is not of these drafts.
        """
        carrier = Carrier(comparison)
        moved = []
        with self.store.writing(by, at) as writing:
            for annotation in self.on(matter, old):
                place = annotation.place(old)
                if annotation.place(new) is not None or place is None or place.selection is None:
                    continue
                carried = carrier.carry(place.selection)
                there = Place(new, carried.fate, carried.selection, carried.reason)
                moved.append(_moved(writing, annotation, there))
        return tuple(moved)


def _moved(writing: Writing, annotation: Annotation, place: Place) -> Annotation:
    present = read(writing.connection, annotation.id, Annotation)
    made = replace(present, places=(*present.places, place))
    return writing.put(made, place.fate.value, version=present.version)
