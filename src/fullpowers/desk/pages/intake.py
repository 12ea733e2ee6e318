"""Intake: a draft comes in, with how, when and from whom; then its original, to take out again as it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, File, Form, Request, UploadFile
from starlette.responses import JSONResponse, Response

from fullpowers.model import Receipt, UnknownRecord
from fullpowers.records import Draft

from .. import acts
from ..access import Seat, seated
from ..rendering import Page, show
from .common import download, matter_head, moment, onward

router = APIRouter(prefix="/m/{matter}")
Adding = Annotated[Seat, Depends(seated("add draft"))]
Reading = Annotated[Seat, Depends(seated("read"))]
ACCEPTED = ".docx,.pdf,.odt,.rtf,.html,.htm,.md,.txt,.xml,.eml,.zip,.png,.jpg,.jpeg,.tif,.tiff"
Line = Annotated[str, Form(max_length=200)]


@dataclass(frozen=True, slots=True)
class Came:
    """How a draft came in, as a form or a program says it; times are UTC, ISO 8601."""

    label: Line = ""
    sender: Line = ""
    place: Line = ""
    received: Annotated[str, Form(max_length=40, description="Now when empty.")] = ""
    due: Annotated[str, Form(max_length=40, description="By when an answer is demanded.")] = ""
    password: Annotated[str, Form(max_length=500, description="Opens a protected file.")] = ""

    def receipt(self, now: datetime) -> Receipt:
        """As it is stored.

        Raises:
            InvalidData: a time is none.
        """
        times = [moment(self.received, "received") or now, moment(self.due, "answer due")]
        came, until = (when.isoformat(timespec="minutes") if when else "" for when in times)
        return Receipt(came, self.sender.strip(), self.place.strip(), until)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeInPage(Page):
    template: ClassVar = "take_in.html"
    now: str
    most: int
    accepted: str = ACCEPTED


@router.get("/take-in")
def form(seat: Adding) -> Response:
    """The form; it works without script too."""
    now = f"{seat.at:%Y-%m-%dT%H:%M}"
    most = seat.desk.settings.upload_bytes
    return show(TakeInPage(title="Take in a draft", now=now, most=most, **matter_head(seat)))


@router.post("/take-in")
def take_in(
    request: Request,
    seat: Adding,
    file: Annotated[UploadFile, File()],
    came: Annotated[Came, Depends()],
) -> Response:
    """Store the draft and begin its review."""
    acts.take_in(
        seat, file.filename or "", file.file.read(), came.label, came.receipt(seat.at), came.password
    )
    onto = onward(f"/m/{seat.matter.id}", "taken-in")
    if "json" in request.headers.get("accept", ""):
        return JSONResponse({"address": onto.headers["location"]}, 201)
    return onto


@router.post("/d/{draft}/review")
def again(seat: Adding, draft: str, password: Annotated[str, Form(max_length=500)] = "") -> Response:
    """Have a draft reviewed again, by what the desk knows now; ``password`` opens a protected one."""
    acts.have_reviewed(seat, draft_of(seat, draft), password)
    return onward(f"/m/{seat.matter.id}", "again")


@router.get("/d/{draft}/original")
def original(seat: Reading, draft: str) -> Response:
    """The file as it came; to keep, never shown here."""
    found = draft_of(seat, draft)
    return download(seat.desk.records.drafts.original(found), found.name)


def draft_of(seat: Seat, identity: str) -> Draft:
    """The draft of this very matter.

    Raises:
        UnknownRecord: there is none, or it belongs to another matter.
    """
    draft = seat.desk.records.drafts.get(identity, seat.matter.id)
    if draft.removed:
        raise UnknownRecord("there is no such draft")
    return draft
