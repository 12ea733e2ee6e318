"""The matters of a person, and opening another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form
from starlette.responses import Response

from .. import acts
from ..access import Visitor
from ..rendering import Page, show
from .common import head, onward

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    name: str
    side: str
    role: str
    drafts: int
    due: datetime | None
    """The next time by which an answer is due."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MattersPage(Page):
    template: ClassVar = "matters.html"
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewPage(Page):
    template: ClassVar = "new.html"
    name: str = ""
    side: str = ""


@router.get("/")
def matters(visit: Visitor) -> Response:
    """All matters in which the person takes part."""
    rows = []
    for matter, role in visit.desk.records.matters.of(visit.person.id):
        drafts = visit.desk.records.drafts.all(matter.id)
        rows.append(
            Row(matter.id, matter.name, matter.side, role, len(drafts), acts.next_due(drafts, visit.at))
        )
    return show(MattersPage(title="Matters", rows=tuple(rows), **head(visit)))


@router.get("/new")
def new(visit: Visitor) -> Response:
    """The form for a new matter."""
    return show(NewPage(title="New matter", **head(visit)))


@router.post("/new")
def opened(
    visit: Visitor,
    name: Annotated[str, Form(min_length=1, max_length=200)],
    side: Annotated[str, Form(pattern="^[A-Za-z]{2}$")],
) -> Response:
    """Open a matter; who opens it owns it."""
    matter = acts.open_matter(visit, name, side)
    return onward(f"/m/{matter.id}")
