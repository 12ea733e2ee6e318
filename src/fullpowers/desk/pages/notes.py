"""Notes: the form for selected words, editing, answering, settling, and the list of all notes of a draft."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from fullpowers.model import Conflict, FullpowersError, UnknownRecord
from fullpowers.records import Annotation, Kind, Remark

from ..access import Seat, seated
from ..noting import KINDS, LONGEST, Noted, Thread, annotation_of, edit, note, threads
from ..opened import Opened, opened
from ..rendering import show
from .beside import after, form, reading_of
from .intake import draft_of
from .reading import DraftPage, draft_head, labels_of, waiting

router = APIRouter(prefix="/m/{matter}/d/{draft}/notes")
Seeing = Annotated[Seat, Depends(seated("see team"))]
Noting = Annotated[Seat, Depends(seated("annotate"))]
_AROUND = 80
_FORM = "note_form.html"


class Selected(BaseModel):
    """The words of which a note is made, by their places in a text."""

    start: int
    end: int
    side: Annotated[str, Query(pattern="^[no]$")] = "n"


class Written(BaseModel):
    """What a person typed into the form."""

    kind: Kind = Kind.COMMENT
    text: Annotated[str, Form(max_length=2 * LONGEST)] = ""
    wording: Annotated[str, Form(max_length=2 * LONGEST)] = ""
    assignee: Annotated[str, Form(max_length=100)] = ""
    words: Annotated[str, Form(max_length=2 * LONGEST)] = ""
    version: int = 0

    @property
    def remark(self) -> Remark:
        return Remark(self.kind, self.text, self.wording, self.assignee)

    @property
    def typed(self) -> dict[str, Any]:
        """Fields of the form, to stand in it again."""
        return self.model_dump(include={"kind", "text", "wording", "assignee"})


@dataclass(frozen=True, slots=True)
class Clash:
    """What somebody else made of a note while this person wrote."""

    who: str
    at: datetime
    kind: str
    text: str
    wording: str | None
    assignee: str
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class NotePage(DraftPage):
    """The form for a note; what was typed stands in it again when it could not be kept."""

    template: ClassVar = "note.html"
    action: str
    back: str
    before: str = ""
    quote: str = ""
    after: str = ""
    place: str = ""
    whole: str = ""
    """The selected words, where fewer of them can be chosen."""
    words: str = ""
    kind: Kind = Kind.COMMENT
    text: str = ""
    wording: str = ""
    assignee: str = ""
    version: int = 0
    fault: str = ""
    clash: Clash | None = None
    people: tuple[tuple[str, str], ...] = ()
    kinds: tuple[tuple[Kind, str], ...] = KINDS
    removal: str = ""
    """Address that removes the note; empty for a new one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesPage(DraftPage):
    template: ClassVar = "notes.html"
    groups: tuple[tuple[str, tuple[Thread, ...]], ...]
    places: dict[str, tuple[str, str]]
    """Label and address of the place of each note."""
    proposals: int


@router.get("")
def listed(seat: Seeing, draft: str) -> Response:
    """All notes of a draft, those that wait for this person first."""
    found = draft_of(seat, draft)
    reading = opened(seat, found)
    if reading is None:
        return waiting(seat, found)
    everything = threads(seat, reading)
    unsettled = [one for one in everything if not one.resolved]
    groups = (
        ("For you", tuple(one for one in unsettled if one.assigned_to == seat.person.id)),
        (
            "Words that changed or are gone",
            tuple(one for one in unsettled if one.fate in ("changed", "lost")),
        ),
        ("All that are not settled", tuple(unsettled)),
        ("Settled", tuple(one for one in everything if one.resolved)),
    )
    labels = labels_of(reading)
    places = {one.id: (labels.get(one.path, "") or "Text", _place_of(reading, one)) for one in everything}
    return show(
        NotesPage(
            title="Notes",
            groups=groups,
            places=places,
            proposals=sum(one.type is Kind.PROPOSAL and not one.resolved for one in everything),
            **draft_head(seat, found, "/notes"),
        )
    )


@router.get("/new")
def new(
    request: Request,
    seat: Noting,
    draft: str,
    selected: Annotated[Selected, Depends()],
    whole: bool = False,
) -> Response:
    """The form for a note on selected words."""
    return form(request, _blank(seat, reading_of(seat, draft), selected, whole=whole), _FORM)


@router.post("")
def written(
    request: Request,
    seat: Noting,
    draft: str,
    selected: Annotated[Selected, Depends()],
    typed: Annotated[Written, Form()],
) -> Response:
    """Write a note on selected words."""
    reading = reading_of(seat, draft)
    try:
        made = note(
            seat,
            reading,
            Noted(selected.side, selected.start, selected.end, typed.remark, typed.words),
        )
    except FullpowersError as error:
        page = _blank(seat, reading, selected, typed.words, whole=bool(typed.words))
        return form(request, replace(page, fault=_sentence(error), **typed.typed), _FORM, 422)
    return _after(request, seat, reading, made.id)


@router.get("/{identity}/edit")
def editing(request: Request, seat: Noting, draft: str, identity: str) -> Response:
    """The form for a note that there is."""
    reading = reading_of(seat, draft)
    return form(request, _filled(seat, reading, annotation_of(seat, identity)), _FORM)


@router.post("/{identity}/edit")
def edited(
    request: Request,
    seat: Noting,
    draft: str,
    identity: str,
    typed: Annotated[Written, Form()],
) -> Response:
    """Change a note; when somebody else did so in the meantime, both versions are shown."""
    reading = reading_of(seat, draft)
    present = annotation_of(seat, identity)
    try:
        edit(seat, present, typed.remark, version=typed.version)
    except Conflict as conflict:
        standing = conflict.present if isinstance(conflict.present, Annotation) else present
        page = replace(_filled(seat, reading, standing), clash=_clash(seat, standing), **typed.typed)
        return form(request, page, _FORM, 409)
    except FullpowersError as error:
        page = _filled(seat, reading, present)
        page = replace(page, version=typed.version, fault=_sentence(error), **typed.typed)
        return form(request, page, _FORM, 422)
    return _after(request, seat, reading, identity)


@router.post("/{identity}/remove")
def removed(
    request: Request, seat: Noting, draft: str, identity: str, version: Annotated[int, Form()]
) -> Response:
    """Take a note out of sight; the log keeps it."""
    reading = reading_of(seat, draft)
    annotation = annotation_of(seat, identity)
    before = _mark_leaves(seat, reading, identity)
    seat.desk.records.annotations.remove(annotation.id, version=version, by=seat.person.id, at=seat.at)
    return _after(request, seat, reading, "", before)


@router.post("/{identity}/answer")
def answered(
    request: Request, seat: Noting, draft: str, identity: str, text: Annotated[str, Form(max_length=LONGEST)]
) -> Response:
    """Answer a note."""
    reading = reading_of(seat, draft)
    annotation = annotation_of(seat, identity)
    if text.strip():
        seat.desk.records.annotations.answer(annotation.id, text.strip(), by=seat.person.id, at=seat.at)
    return _after(request, seat, reading, identity)


@router.post("/{identity}/settle")
def settled(
    request: Request,
    seat: Noting,
    draft: str,
    identity: str,
    version: Annotated[int, Form()],
    settled: Annotated[str, Form(pattern="^(yes|no)$")] = "yes",
) -> Response:
    """Settle a note, or open it again."""
    reading = reading_of(seat, draft)
    annotation = annotation_of(seat, identity)
    if annotation.resolved is not (settled == "yes"):
        seat.desk.records.annotations.resolve(
            annotation.id, resolved=settled == "yes", version=version, by=seat.person.id, at=seat.at
        )
    return _after(request, seat, reading, identity)


def _blank(seat: Seat, reading: Opened, selected: Selected, words: str = "", *, whole: bool) -> NotePage:
    """The form for selected words, with them in their sentence."""
    side = selected.side
    text = reading.text(side).text
    start, end = max(0, min(selected.start, len(text))), max(0, min(selected.end, len(text)))
    address = reading.address
    query = f"side={side}&start={selected.start}&end={selected.end}"
    return NotePage(
        title="Note",
        action=f"{address}/notes?{query}",
        back=f"{address}/read?at={side}{selected.start}#{side}{selected.start}",
        whole=text[start:end].strip() if whole else "",
        words=words or text[start:end].strip(),
        wording=text[start:end].strip(),
        people=_people(seat),
        **_quoted(reading, side, start, end),
        **draft_head(seat, reading.draft),
    )


def _filled(seat: Seat, reading: Opened, annotation: Annotation) -> NotePage:
    """The form with a note in it."""
    thread = next((one for one in threads(seat, reading) if one.id == annotation.id), None)
    if thread is None:
        raise UnknownRecord("there is no such note on this draft")
    mark = thread.mark
    quoted = _quoted(reading, "o" if mark.old else "n", mark.start, mark.end) if mark else {}
    base = f"{reading.address}/notes/{annotation.id}"
    return NotePage(
        title="Edit a note",
        action=f"{base}/edit",
        removal=f"{base}/remove",
        back=_place_of(reading, thread),
        kind=annotation.type,
        text=annotation.text,
        wording=annotation.wording if annotation.wording is not None else thread.now,
        assignee=annotation.assignee,
        version=annotation.version,
        people=_people(seat),
        **quoted,
        **draft_head(seat, reading.draft),
    )


def _quoted(reading: Opened, side: str, start: int, end: int) -> dict[str, Any]:
    """Words in their line."""
    instrument = reading.text(side)
    text = instrument.text
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    line = text.find("\n", end)
    last = min(len(text) if line < 0 else line, end + _AROUND)
    provision = instrument.at(start)
    label = labels_of(reading).get(provision.path if provision else "", "")
    return {
        "before": text[first:start],
        "quote": text[start:end],
        "after": text[end:last],
        "place": label if side == "n" else "Words of the earlier draft that are gone",
    }


def _clash(seat: Seat, standing: Annotation) -> Clash:
    """What stands there now, and who wrote it last."""
    records = seat.desk.records
    names = {one.id: one.name for one in records.people.everybody(removed=True)}
    last = records.log.events(seat.matter.id, target=standing.id, newest=1)
    return Clash(
        last[0].name if last else "Somebody",
        standing.changed or seat.at,
        dict(KINDS)[standing.type],
        standing.text,
        standing.wording,
        names.get(standing.assignee, ""),
        standing.resolved,
    )


def _people(seat: Seat) -> tuple[tuple[str, str], ...]:
    """Who can be asked to see to a note: the members who see notes."""
    records = seat.desk.records
    names = {one.id: one.name for one in records.people.everybody()}
    members = records.matters.members(seat.matter.id)
    return tuple(
        (one.person, names[one.person]) for one in members if one.person in names and one.role != "observer"
    )


def _place_of(reading: Opened, thread: Thread) -> str:
    """Address of a note beside the text."""
    mark = thread.mark
    at = f"?at={'o' if mark.old else 'n'}{mark.start}" if mark else ""
    return f"{reading.address}/read{at}#note-{thread.id}"


def _sentence(error: FullpowersError) -> str:
    words = str(error)
    return f"{words[:1].upper()}{words[1:]}."


def _mark_leaves(seat: Seat, reading: Opened, identity: str) -> range:
    """The leaves on which a note is marked."""
    thread = next((one for one in threads(seat, reading) if one.id == identity), None)
    if thread is None or thread.mark is None:
        return range(0)
    side = "o" if thread.mark.old else "n"
    first = reading.book.leaf_of(f"{side}{thread.mark.start}")
    return range(first, reading.book.leaf_of(f"{side}{max(thread.mark.start, thread.mark.end - 1)}") + 1)


def _after(
    request: Request, seat: Seat, reading: Opened, identity: str, touched: range | None = None
) -> Response:
    """After an act: the leaves that it touched, or the way back to the text."""
    thread = next((one for one in threads(seat, reading) if one.id == identity), None)
    leaves = _mark_leaves(seat, reading, identity) if touched is None else touched
    back = _place_of(reading, thread) if thread else f"{reading.address}/notes"
    return after(request, seat, reading, leaves, back=back, note=identity)
