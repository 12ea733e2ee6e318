"""The same acts for programs: JSON in and out, described by an OpenAPI document.

Who may do what is decided where it is for the pages (``access.py``); what is done is done by the same
functions (``acts.py``) and by the records. An edit says the version that it was made from; one that somebody
else overtook comes back as 409 with what the record is now.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Body, Depends, File, Form, Path, Query, Request, UploadFile
from fastapi.openapi.utils import get_openapi
from starlette.responses import JSONResponse, Response

from fullpowers.model import InvalidData, UnknownRecord, plain
from fullpowers.records import (
    Annotation,
    Attitude,
    Decision,
    Document,
    Draft,
    Kind,
    Matter,
    Member,
    Person,
    Position,
    Purpose,
    Remark,
    Reviewed,
    Role,
    quoted,
)

from . import acts
from .access import Administrator, Seat, Visitor, seated
from .noting import Noted, annotation_of, edit, note
from .opened import opened
from .pages.common import download
from .pages.intake import Came, draft_of
from .telling import said

router = APIRouter(prefix="/api", responses={401: {}, 403: {}, 404: {}, 409: {}, 422: {}})
Line = Annotated[str, Body(max_length=200)]
Words = Annotated[str, Body(max_length=20_000)]
Version = Annotated[int, Body(ge=1, lt=2**31, description="The version that the edit was made from.")]
Since = Annotated[int, Query(ge=1, lt=2**31, description="The version that is to go.")]
Key = Annotated[str, Body(max_length=200, description="Yours; a write sent twice with it is done once.")]


def _seat(act: str) -> Any:
    return Depends(seated(act))


Reading = Annotated[Seat, _seat("read")]
Team = Annotated[Seat, _seat("see team")]
Annotating = Annotated[Seat, _seat("annotate")]
SeeingPositions = Annotated[Seat, _seat("see positions")]


@router.get("/openapi.json", include_in_schema=False)
def document(request: Request, _: Visitor) -> JSONResponse:
    """This API, described."""
    app = request.app
    return JSONResponse(get_openapi(title=app.title, version=app.version, routes=router.routes))


@router.get("/me", tags=["people"])
def me(visit: Visitor) -> Person:
    """Who is asking."""
    return visit.person


@router.get("/matters", tags=["matters"])
def matters(visit: Visitor) -> list[Matter]:
    """The matters in which you take part."""
    return [matter for matter, _ in visit.desk.records.matters.of(visit.person.id)]


@router.post("/matters", status_code=201, tags=["matters"])
def open_matter(visit: Visitor, name: Line, side: Annotated[str, Body(pattern="^[A-Za-z]{2}$")]) -> Matter:
    """Open a matter; you own it."""
    return acts.open_matter(visit, name, side)


@router.get("/matters/{matter}", tags=["matters"])
def matter(seat: Reading) -> Matter:
    """A matter."""
    return seat.matter


@router.patch("/matters/{matter}", tags=["matters"])
def change_matter(
    seat: Annotated[Seat, _seat("change matter")],
    version: Version,
    name: Annotated[str | None, Body(min_length=1, max_length=200)] = None,
    on: Annotated[date | None, Body()] = None,
    facts: Annotated[dict[str, bool | float | None] | None, Body(max_length=500)] = None,
) -> Matter:
    """Change its name, the day of its reviews, its facts from outside the texts."""
    given: dict[str, Any] = {"name": name, "on": on, "facts": facts}
    changes = {field: value for field, value in given.items() if value is not None}
    matters = seat.desk.records.matters
    return matters.revise(seat.matter.id, version=version, by=seat.person.id, at=seat.at, **changes)


@router.get("/matters/{matter}/members", tags=["people"])
def members(seat: Team) -> list[Member]:
    """Who takes part, and as what."""
    return list(seat.desk.records.matters.members(seat.matter.id))


@router.get("/matters/{matter}/names", tags=["people"])
def names(seat: Team) -> dict[str, str]:
    """Names of the people whom the records of this matter name, by their identity."""
    records, matter = seat.desk.records, seat.matter.id
    known = {one.person for one in records.matters.members(matter, removed=True)}
    known |= {event.by for event in records.log.events(matter)}
    return {one.id: one.name for one in records.people.everybody(removed=True) if one.id in known}


@router.put("/matters/{matter}/members/{person}", tags=["people"])
def give_role(
    seat: Annotated[Seat, _seat("manage people")], person: str, role: Annotated[Role, Body(embed=True)]
) -> Member | None:
    """Let a person take part, or change as what."""
    return acts.give_role(seat, person, role)


@router.delete("/matters/{matter}/members/{person}", status_code=204, tags=["people"])
def dismiss(seat: Annotated[Seat, _seat("manage people")], person: str) -> Response:
    """End a person's part."""
    acts.give_role(seat, person, None)
    return Response(status_code=204)


@router.get("/matters/{matter}/drafts", tags=["drafts"])
def all_drafts(seat: Reading) -> list[Draft]:
    """The drafts in the order in which they were received."""
    return acts.in_order(seat.desk.records.drafts.all(seat.matter.id))


@router.post("/matters/{matter}/drafts", status_code=201, tags=["drafts"])
def take_in(
    seat: Annotated[Seat, _seat("add draft")],
    file: Annotated[UploadFile, File()],
    came: Annotated[Came, Depends()],
) -> Draft:
    """Take in a draft; its review begins by itself."""
    data, receipt = file.file.read(), came.receipt(seat.at)
    return acts.take_in(seat, file.filename or "", data, came.label, receipt, came.password)


@router.get("/matters/{matter}/drafts/{draft}", tags=["drafts"])
def draft(seat: Reading, draft: str) -> Draft:
    """One draft."""
    return draft_of(seat, draft)


@router.get("/matters/{matter}/drafts/{draft}/original", tags=["drafts"], response_class=Response)
def original(seat: Reading, draft: str) -> Response:
    """The file as it came."""
    found = draft_of(seat, draft)
    return download(seat.desk.records.drafts.original(found), found.name)


@router.post("/matters/{matter}/drafts/{draft}/reviews", status_code=202, tags=["reviews"])
def have_reviewed(
    seat: Annotated[Seat, _seat("add draft")],
    draft: str,
    password: Annotated[str, Body(embed=True, max_length=500, description="Opens a protected file.")] = "",
) -> dict[str, str]:
    """Have a draft reviewed again."""
    acts.have_reviewed(seat, draft_of(seat, draft), password)
    return {"state": "on the list of work"}


@router.get("/matters/{matter}/reviews", tags=["reviews"])
def reviews(seat: Reading) -> list[Reviewed]:
    """The reviews that were made."""
    return list(seat.desk.records.reviews.all(seat.matter.id))


@router.get("/matters/{matter}/reviews/{review}", tags=["reviews"], response_class=Response)
def review(seat: SeeingPositions, review: str) -> Response:
    """A review whole, as `fullpowers schema` describes it; what follows from the preferences is in it."""
    reviews = seat.desk.records.reviews
    found = reviews.get(review)
    _of(seat, found)
    return Response(reviews.text(found), media_type="application/json")


@router.get("/matters/{matter}/work", tags=["reviews"])
def work(seat: Reading) -> list[dict[str, Any]]:
    """What is being worked on, and what failed."""
    return [
        {"id": job.id, "task": job.task, "state": job.state, "stage": acts.stage(job)}
        for job in seat.desk.records.jobs.of(seat.matter.id)
    ]


@router.get("/matters/{matter}/annotations", tags=["annotations"])
def all_annotations(seat: Team, draft: Annotated[str, Query(max_length=64)] = "") -> list[Annotation]:
    """What is said of the words of the drafts, or of one of them; answers too."""
    found = seat.desk.records.annotations
    return list(found.on(seat.matter.id, draft) if draft else found.all(seat.matter.id))


@router.post("/matters/{matter}/annotations", status_code=201, tags=["annotations"])
def annotate(
    seat: Annotating,
    draft: Annotated[str, Body(max_length=64)],
    text: Words,
    start: Annotated[int, Body(ge=0, lt=2**31, description="Code point of the canonical text.")] = 0,
    end: Annotated[int, Body(ge=0, lt=2**31)] = 0,
    words: Annotated[str, Body(max_length=20_000, description="Instead of start and end; once there.")] = "",
    path: Annotated[str, Body(max_length=500, description="Provision in which the words stand.")] = "",
    type: Annotated[Kind, Body()] = Kind.COMMENT,  # noqa: A002 - the field's name
    wording: Annotated[str | None, Body(max_length=20_000)] = None,
    assignee: Annotated[str, Body(max_length=64)] = "",
) -> Annotation:
    """Say something of words of a draft that has been read."""
    shown = opened(seat, draft_of(seat, draft))
    if shown is None:
        raise InvalidData("this draft has not been read yet")
    if words:
        start, end = quoted(shown.review.instrument, words, path)
    return note(seat, shown, Noted("n", start, end, Remark(type, text, wording, assignee)))


@router.post("/matters/{matter}/annotations/{annotation}/answers", status_code=201, tags=["annotations"])
def answer(
    seat: Annotating, annotation: str, text: Annotated[str, Body(max_length=20_000)], key: Key = ""
) -> Annotation:
    """Answer an annotation."""
    found = annotation_of(seat, annotation)
    return seat.desk.records.annotations.answer(found.id, text, by=seat.person.id, at=seat.at, key=key)


@router.patch("/matters/{matter}/annotations/{annotation}", tags=["annotations"])
def change_annotation(
    seat: Annotating,
    annotation: str,
    version: Version,
    text: Annotated[str | None, Body(max_length=20_000)] = None,
    type: Annotated[Kind | None, Body()] = None,  # noqa: A002 - the field's name
    wording: Annotated[str | None, Body(max_length=20_000)] = None,
    assignee: Annotated[str | None, Body(max_length=64)] = None,
) -> Annotation:
    """Change what it says and who sees to it."""
    found = annotation_of(seat, annotation)
    given: dict[str, Any] = {"type": type, "text": text, "wording": wording, "assignee": assignee}
    said = Remark(found.type, found.text, found.wording, found.assignee)
    said = replace(said, **{name: value for name, value in given.items() if value is not None})
    return edit(seat, found, said, version=version)


@router.put("/matters/{matter}/annotations/{annotation}/resolved", tags=["annotations"])
def resolve(
    seat: Annotating, annotation: str, version: Version, resolved: Annotated[bool, Body()] = True
) -> Annotation:
    """Settle it, or open it again."""
    found = annotation_of(seat, annotation)
    return seat.desk.records.annotations.resolve(
        found.id, resolved=resolved, version=version, by=seat.person.id, at=seat.at
    )


@router.delete("/matters/{matter}/annotations/{annotation}", status_code=204, tags=["annotations"])
def remove_annotation(seat: Annotating, annotation: str, version: Since) -> Response:
    """Take it out of sight; the log keeps it."""
    found = annotation_of(seat, annotation)
    seat.desk.records.annotations.remove(found.id, version=version, by=seat.person.id, at=seat.at)
    return Response(status_code=204)


@router.get("/matters/{matter}/positions", tags=["positions"])
def positions(seat: SeeingPositions) -> list[Position]:
    """The delegation's positions and red lines."""
    return list(seat.desk.records.positions.all(seat.matter.id))


@router.put("/matters/{matter}/positions", tags=["positions"])
def take_position(
    seat: Annotated[Seat, _seat("take position")],
    draft: Annotated[str, Body(max_length=64)],
    path: Line,
    attitude: Annotated[Attitude, Body()],
    condition: Words = "",
    red_line: Annotated[bool, Body()] = False,
    note: Words = "",
    version: Annotated[int | None, Body(ge=1, lt=2**31)] = None,
) -> Position:
    """Take a position on a provision, or another one than at `version`."""
    position = Position(
        matter=seat.matter.id,
        draft=draft_of(seat, draft).id,
        path=path,
        attitude=attitude,
        condition=condition,
        red_line=red_line,
        note=note,
    )
    return seat.desk.records.positions.take(position, version=version, by=seat.person.id, at=seat.at)


@router.delete("/matters/{matter}/positions/{position}", status_code=204, tags=["positions"])
def withdraw_position(
    seat: Annotated[Seat, _seat("take position")], position: str, version: Since
) -> Response:
    """Withdraw it; the log keeps it."""
    held = seat.desk.records.positions.get(position)
    _of(seat, held)
    seat.desk.records.positions.remove(held.id, version=version, by=seat.person.id, at=seat.at)
    return Response(status_code=204)


@router.get("/matters/{matter}/decisions", tags=["decisions"])
def decisions(seat: Team) -> list[Decision]:
    """What was decided."""
    return list(seat.desk.records.decisions.all(seat.matter.id))


@router.post("/matters/{matter}/decisions", status_code=201, tags=["decisions"])
def decide(
    seat: Annotated[Seat, _seat("decide")], text: Words, decided_by: Line = "", about: Line = ""
) -> Decision:
    """Write down a decision."""
    return seat.desk.records.decisions.add(
        seat.matter.id, text, decided_by=decided_by, about=about, by=seat.person.id, at=seat.at
    )


@router.get("/matters/{matter}/documents", tags=["documents"])
def documents(seat: Team) -> list[Document]:
    """Figures, register and articles; preferences only for who sees positions."""
    found = seat.desk.records.documents.all(seat.matter.id)
    return [one for one in found if acts.may_see(seat, one)]


@router.post("/matters/{matter}/files", status_code=201, tags=["documents"])
def add_document(
    seat: Team, file: Annotated[UploadFile, File()], purpose: Annotated[Purpose, Form()]
) -> Document:
    """Add a file of figures, preferences, a register or an article; the next review uses it."""
    return acts.add_document(seat, purpose, file.filename or "", file.file.read())


@router.put("/matters/{matter}/files/{document}", tags=["documents"])
def renew_document(
    seat: Team,
    document: str,
    file: Annotated[UploadFile, File()],
    version: Annotated[int, Form(ge=1, lt=2**31)],
) -> Document:
    """Put a newer file in its place; the old one stays stored, and the next review uses the new one."""
    held = seat.desk.records.documents.get(document)
    _of(seat, held)
    return acts.renew_document(seat, held, file.filename or "", file.file.read(), version=version)


@router.get("/matters/{matter}/events", tags=["log"])
def events(
    seat: Team,
    after: Annotated[int, Query(ge=0, lt=2**31)] = 0,
    most: Annotated[int, Query(ge=1, le=1000)] = 100,
) -> list[dict[str, Any]]:
    """What happened, oldest first, behind number `after`."""
    found = seat.desk.records.log.events(seat.matter.id, after=after)[:most]
    return [
        {"seq": one.seq, "at": one.at, "by": one.by, "name": one.name, "what": said(one)} for one in found
    ]


@router.get("/matters/{matter}/head", tags=["log"])
def head(seat: Team) -> dict[str, Any]:
    """Size and root of the log's tree, to keep elsewhere."""
    found: dict[str, Any] = plain(seat.desk.records.log.head(seat.matter.id))
    return found


@router.post("/matters/{matter}/events/{seq}/undo", tags=["log"])
def undo(seat: Team, seq: Annotated[int, Path(ge=1, lt=2**31)]) -> dict[str, Any]:
    """Take an event back, by a further event."""
    event = acts.undo(seat, seq)
    return {"seq": event.seq, "what": said(event)}


@router.get("/matters/{matter}/verification", tags=["log"])
def verification(seat: Team) -> dict[str, Any]:
    """Whether the log, the records and the originals are as they were written."""
    found: dict[str, Any] = plain(seat.desk.records.verify(seat.matter.id))
    return found


@router.get("/matters/{matter}/export", tags=["matters"], response_class=Response)
def export(seat: Annotated[Seat, _seat("export")]) -> Response:
    """The whole matter as one file that another desk takes in with its log."""
    return download(seat.desk.records.export(seat.matter.id), f"{seat.matter.name}.matter")


@router.post("/import", status_code=201, tags=["matters"])
def take_in_matter(visit: Administrator, file: Annotated[UploadFile, File()]) -> Matter:
    """Take in a matter that another desk gave out; its log is checked, and you own it here."""
    data = file.file.read()
    acts.sound(visit.desk, data)
    return visit.desk.records.take_in(data, by=visit.person.id, at=visit.at)


def _of(seat: Seat, record: Any) -> None:
    """Refuse what belongs to another matter.

    Raises:
        UnknownRecord: it does, or it was removed.
    """
    if record.matter != seat.matter.id or record.removed:
        raise UnknownRecord("there is no such record in this matter")
