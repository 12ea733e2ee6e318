"""What the team adds to a matter besides drafts: files that reviews use, facts, decisions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Depends, File, Form, UploadFile
from starlette.responses import Response

from fullpowers.model import InvalidData, UnknownRecord
from fullpowers.records import Purpose

from .. import acts
from ..access import Seat, seated
from ..rendering import Page, show
from .common import download, matter_head, moment, onward

router = APIRouter(prefix="/m/{matter}")
Team = Annotated[Seat, Depends(seated("see team"))]
Changing = Annotated[Seat, Depends(seated("change matter"))]
_PURPOSES = (
    (Purpose.ECONOMICS, "figures for the valuation (YAML)"),
    (Purpose.PREFERENCES, "preferences for the answer (YAML)"),
    (Purpose.REGISTER, "register of instruments (YAML or CSV)"),
    (Purpose.PRESS, "article of the press"),
)
_FACT = re.compile(r"([\w.-]{1,80})\s*=\s*(yes|no|unknown|\d{1,9}(?:\.\d{1,6})?)")
_TRUTHS = {"yes": True, "no": False, "unknown": None}


@dataclass(frozen=True, slots=True)
class FileRow:
    id: str
    purpose: str
    name: str
    size: int
    at: datetime | None


@dataclass(frozen=True, slots=True)
class DecisionRow:
    text: str
    decided_by: str
    by: str
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FilesPage(Page):
    template: ClassVar = "files.html"
    files: tuple[FileRow, ...]
    purposes: tuple[tuple[str, str], ...]
    decisions: tuple[DecisionRow, ...]
    side: str
    version: int
    on: str
    signing: str
    facts: str


@router.get("/files")
def files(seat: Team, done: str = "") -> Response:
    """Files, facts and decisions of the matter."""
    records, matter = seat.desk.records, seat.matter
    names = {one.id: one.name for one in records.people.everybody(removed=True)}
    documents = records.documents.all(matter.id)
    page = FilesPage(
        title="Files and decisions",
        files=tuple(
            FileRow(one.id, dict(_PURPOSES).get(one.purpose, one.purpose), one.name, one.size, one.changed)
            for one in documents
            if acts.may_see(seat, one)
        ),
        purposes=tuple((purpose, words) for purpose, words in _PURPOSES if seat.may(acts.act_of(purpose))),
        decisions=tuple(
            DecisionRow(one.text, one.decided_by, names.get(one.by, ""), one.at)
            for one in reversed(records.decisions.all(matter.id))
        ),
        side=matter.side,
        version=matter.version,
        on=matter.on.isoformat() if matter.on else "",
        signing=matter.signing[:16],
        facts="\n".join(f"{name}={_said(value)}" for name, value in matter.facts.items()),
        **matter_head(seat, done),
    )
    return show(page)


@router.post("/files")
def add(
    seat: Team, file: Annotated[UploadFile, File()], purpose: Annotated[str, Form(max_length=20)]
) -> Response:
    """Add a file that reviews use from now on."""
    if purpose not in dict(_PURPOSES):
        raise InvalidData("say what the file is for")
    acts.add_document(seat, Purpose(purpose), file.filename or "", file.file.read())
    return onward(f"/m/{seat.matter.id}/files", "saved")


@router.get("/files/{document}")
def content(seat: Team, document: str) -> Response:
    """A file, to keep."""
    found = seat.desk.records.documents.get(document)
    if found.matter != seat.matter.id or found.removed or not acts.may_see(seat, found):
        raise UnknownRecord("there is no such file")
    return download(seat.desk.records.documents.content(found), found.name)


@router.post("/decisions")
def decide(
    seat: Annotated[Seat, Depends(seated("decide"))],
    text: Annotated[str, Form(min_length=1, max_length=10_000)],
    decided_by: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Write down a decision."""
    seat.desk.records.decisions.add(
        seat.matter.id, text, decided_by=decided_by, by=seat.person.id, at=seat.at
    )
    return onward(f"/m/{seat.matter.id}/files", "saved")


@router.post("/matter")
def change(
    seat: Changing,
    version: Annotated[int, Form(ge=1, lt=2**31)],
    name: Annotated[str, Form(min_length=1, max_length=200)],
    on: Annotated[str, Form(max_length=10)] = "",
    signing: Annotated[str, Form(max_length=40)] = "",
    facts: Annotated[str, Form(max_length=20_000)] = "",
) -> Response:
    """Change the matter itself: its name, the day of its reviews, the hour of signature, facts."""
    when = moment(signing, "signature")
    changes: dict[str, Any] = {
        "name": name.strip(),
        "on": _day(on),
        "signing": when.isoformat(timespec="minutes") if when else "",
        "facts": _facts(facts),
    }
    matters = seat.desk.records.matters
    matters.revise(seat.matter.id, version=version, by=seat.person.id, at=seat.at, **changes)
    return onward(f"/m/{seat.matter.id}/files", "saved")


@router.get("/export")
def export(seat: Annotated[Seat, Depends(seated("export"))]) -> Response:
    """The whole matter as one file that another desk takes in with its log."""
    return download(seat.desk.records.export(seat.matter.id), f"{seat.matter.name}.matter")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise InvalidData(f"{text[:20]!r} is not a day such as 2025-02-21") from error


def _facts(text: str) -> dict[str, bool | float | None]:
    """Facts from outside the texts, one on a line: ``name=yes``, ``name=30``."""
    facts: dict[str, bool | float | None] = {}
    for line in filter(None, (line.strip() for line in text.splitlines())):
        found = _FACT.fullmatch(line)
        if found is None:
            raise InvalidData(
                f"{line[:60]!r} is not a fact such as name=yes, name=no, name=unknown or name=30"
            )
        value = found[2]
        facts[found[1]] = _TRUTHS[value] if value in _TRUTHS else float(value)
    return facts


def _said(value: bool | float | None) -> str:
    return (
        {True: "yes", False: "no", None: "unknown"}[value] if not isinstance(value, float) else f"{value:g}"
    )
