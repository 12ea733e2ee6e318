"""The log of a matter: what happened, whether it verifies, and the head to keep elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Query
from starlette.responses import Response

from .. import acts
from ..access import Seat, seated
from ..rendering import Page, show
from ..telling import said
from .common import Number, matter_head, onward

router = APIRouter(prefix="/m/{matter}")
Team = Annotated[Seat, Depends(seated("see team"))]
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Row:
    seq: int
    at: datetime
    by: str
    what: str
    undo: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LogPage(Page):
    template: ClassVar = "log.html"
    rows: tuple[Row, ...]
    size: int
    head: str
    faults: tuple[str, ...]
    earlier: int | None


@router.get("/log")
def log(seat: Team, before: Annotated[int, Query(ge=0, lt=2**31)] = 0, done: str = "") -> Response:
    """The newest events, or those before a number."""
    records, matter = seat.desk.records, seat.matter.id
    verified = records.verify(matter)
    head = verified.head
    last = min(before - 1, head.size) if before > 0 else head.size
    events = records.log.events(matter, after=max(0, last - _SHOWN))[: min(_SHOWN, last)]
    rows = tuple(
        Row(event.seq, event.at, event.name, said(event), acts.may_undo(seat, event))
        for event in reversed(events)
    )
    faults = tuple(f"event {one.seq}: {one.message}" if one.seq else one.message for one in verified.faults)
    page = LogPage(
        title="Log",
        rows=rows,
        size=head.size,
        head=str(head),
        faults=faults,
        earlier=rows[-1].seq if rows and rows[-1].seq > 1 else None,
        **matter_head(seat, done),
    )
    return show(page)


@router.post("/log/{seq}/undo")
def undo(seat: Team, seq: Number) -> Response:
    """Take an event back, by a further event."""
    acts.undo(seat, seq)
    return onward(f"/m/{seat.matter.id}/log", "undone")
