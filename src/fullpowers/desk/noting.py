"""Notes on a draft: what stands beside the text and what people do with it, for the pages and the API."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from fullpowers.model import InvalidData, UnknownRecord
from fullpowers.records import LONGEST_NOTE, Annotation, Fate, Kind, Remark, select, sound

from .access import Seat
from .opened import Opened
from .text import Note

_EVER = datetime.min.replace(tzinfo=UTC)
LONGEST = LONGEST_NOTE
KINDS = (
    (Kind.COMMENT, "Comment"),
    (Kind.OBJECTION, "Objection"),
    (Kind.PROPOSAL, "Proposed wording"),
    (Kind.QUESTION, "Question to the other side"),
    (Kind.MISREADING, "Mistake in the reading"),
)


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in a thread."""

    author: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Thread:
    """An annotation as it stands beside one draft."""

    id: str
    version: int
    type: Kind
    author: str
    at: datetime
    text: str
    wording: str | None
    fate: str
    """``made``, ``kept``, ``changed`` or ``lost``."""
    was: str
    """Its words in the draft before, where they changed or are gone."""
    now: str
    """The words that it stands on; empty when they are gone."""
    path: str
    assignee: str
    assigned_to: str
    """Identity of the assignee."""
    resolved: bool
    answers: tuple[Said, ...]
    mark: Note | None
    """Where it is marked in the text; ``None`` when its words stand nowhere on the page."""
    gone: Note | None
    """Where its former words are marked, that the page shows struck through beside what stands there now."""

    @property
    def kind(self) -> str:
        """What it is, for a person."""
        return dict(KINDS)[self.type]

    @property
    def css(self) -> str:
        """The kind as a class of the style sheet."""
        return self.type.name.lower()


@dataclass(frozen=True, slots=True)
class Noted:
    """What a person writes of selected words."""

    side: str
    """``n`` for words of the draft, ``o`` for words of the one before that are gone."""
    start: int
    end: int
    remark: Remark
    words: str = ""
    """Of the selected words, those that are meant; empty for all."""


def threads(seat: Seat, opened: Opened) -> tuple[Thread, ...]:
    """The notes of a draft in the order of their words; nothing for those who may not see them."""
    if not seat.may("see team"):
        return ()
    records = seat.desk.records
    names = {one.id: one.name for one in records.people.everybody(removed=True)}
    everything = records.annotations.all(seat.matter.id)
    answers: dict[str, list[Said]] = {}
    for one in everything:
        if one.answers:
            answers.setdefault(one.answers, []).append(Said(names.get(one.by, ""), one.at or _EVER, one.text))
    kept = opened.drawings
    found = []
    for one in everything:
        if one.answers or one.place(opened.draft.id) is None:
            continue
        said = tuple(answers.get(one.id, ()))
        people = names.get(one.by, ""), names.get(one.assignee, "")
        drawn = partial(_thread, opened, one, people, said)
        found.append(kept.get(("thread", one.id), (one, people, said), drawn, size=_size))
    return tuple(sorted(found, key=_order))


def _order(thread: Thread) -> tuple[bool, int, datetime]:
    mark = thread.mark
    return mark is None, mark.start if mark else 0, thread.at


def _size(thread: Thread) -> int:
    return len(thread.text) + len(thread.now) + len(thread.was) + sum(len(one.text) for one in thread.answers)


def _thread(opened: Opened, one: Annotation, people: tuple[str, str], answers: tuple[Said, ...]) -> Thread:
    """The annotation beside the draft; ``people`` are its author and who sees to it."""
    place = one.place(opened.draft.id)
    assert place is not None  # noqa: S101 - only those that concern the draft come here
    earlier = [spot.selection for spot in one.places[: one.places.index(place)] if spot.selection]
    before = earlier[-1] if earlier else None
    here = place.selection
    css = one.type.name.lower()
    mark = Note(one.id, here.start, here.end, css) if here is not None else None
    gone = None
    previous = opened.review.previous
    if place.fate in (Fate.CHANGED, Fate.LOST) and before and previous and before.text == previous.id:
        gone = Note(one.id, before.start, before.end, css, old=True)
    provision = opened.review.instrument.at(here.start) if here is not None else None
    return Thread(
        id=one.id,
        version=one.version,
        type=one.type,
        author=people[0],
        at=one.at or _EVER,
        text=one.text,
        wording=one.wording,
        fate=place.fate.value,
        was=before.exact if before is not None and place.fate in (Fate.CHANGED, Fate.LOST) else "",
        now=here.exact if here is not None else "",
        path=provision.path if provision else "",
        assignee=people[1],
        assigned_to=one.assignee,
        resolved=one.resolved,
        answers=answers,
        mark=mark or gone,
        gone=gone,
    )


def marks(found: Iterable[Thread]) -> tuple[Note, ...]:
    """The places to be marked in the text."""
    return tuple({one for thread in found for one in (thread.mark, thread.gone) if one is not None})


def note(seat: Seat, opened: Opened, noted: Noted) -> Annotation:
    """Write a note on selected words.

    Raises:
        InvalidData: there are no such words, nothing is said, or a wording is proposed that stands there.
        UnknownRecord: somebody to whom it is assigned has no part in the matter.
    """
    text = opened.text(noted.side)
    if not 0 <= noted.start < noted.end <= len(text.text):
        raise InvalidData("no words are selected")
    start, end = _trimmed(text.text, noted.start, noted.end)
    if noted.words.strip():
        start, end = within(text.text, start, end, noted.words)
    selection = select(text.text, text.id, start, end)
    remark = _sound(seat, noted.remark, selection.exact)
    records = seat.desk.records
    draft = opened.draft.id if noted.side == "n" else opened.reviewed.against
    made = records.annotations.add(
        seat.matter.id,
        draft,
        selection,
        remark,
        by=seat.person.id,
        at=seat.at,
    )
    comparison = opened.review.comparison
    if noted.side == "o" and comparison is not None:
        records.annotations.carry(
            seat.matter.id, draft, opened.draft.id, comparison, by=seat.person.id, at=seat.at
        )
    return made


def edit(seat: Seat, annotation: Annotation, remark: Remark, *, version: int) -> Annotation:
    """Change a note that was read at ``version``.

    Raises:
        Conflict: somebody changed it in the meantime; carries what it is now.
        InvalidData: nothing is said.
        UnknownRecord: somebody to whom it is assigned has no part in the matter.
    """
    standing = next((one.selection.exact for one in reversed(annotation.places) if one.selection), "")
    said = _sound(seat, remark, standing)
    return seat.desk.records.annotations.revise(
        annotation.id,
        version=version,
        by=seat.person.id,
        at=seat.at,
        type=said.type,
        text=said.text,
        wording=said.wording,
        assignee=said.assignee,
    )


def annotation_of(seat: Seat, identity: str) -> Annotation:
    """The annotation of this very matter.

    Raises:
        UnknownRecord: there is none, or it belongs to another matter.
    """
    found = seat.desk.records.annotations.get(identity, seat.matter.id)
    if found.removed:
        raise UnknownRecord("there is no such note")
    return found


def within(text: str, start: int, end: int, words: str) -> tuple[int, int]:
    """Where ``words`` stand between two places, whatever the spaces between them.

    Raises:
        InvalidData: they do not stand there.
    """
    parts = words.split()
    if " ".join(parts) == " ".join(text[start:end].split()):
        return start, end
    pattern = re.compile(r"\s+".join(re.escape(part) for part in parts))
    found = pattern.search(text, start, end)
    if found is None:
        raise InvalidData("these words do not stand in the provision; leave only words that do, as they are")
    return found.span()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Without white space at the ends."""
    words = text[start:end]
    kept = words.strip()
    if not kept:
        raise InvalidData("no words are selected")
    first = start + len(words) - len(words.lstrip())
    return first, first + len(kept)


def _sound(seat: Seat, remark: Remark, standing: str) -> Remark:
    """The remark as it is kept, to somebody who has a part in the matter."""
    person = remark.assignee
    if person and seat.desk.records.matters.role(seat.matter.id, person) is None:
        raise UnknownRecord("there is no such person in this matter")
    return sound(remark, standing)
