"""Positions: what the delegation holds of each provision; the form for one, and the list of all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Form, Query, Request
from pydantic import BaseModel
from starlette.responses import Response

from fullpowers.model import Conflict, UnknownRecord
from fullpowers.records import Attitude, Position

from ..access import Seat, seated
from ..opened import Opened, opened
from ..rendering import show
from ..standing import Stand, stands
from .beside import after, form, reading_of
from .intake import draft_of
from .reading import DraftPage, draft_head, labels_of, waiting

router = APIRouter(prefix="/m/{matter}/d/{draft}")
Seeing = Annotated[Seat, Depends(seated("see positions"))]
Taking = Annotated[Seat, Depends(seated("take position"))]
Path = Annotated[str, Query(max_length=500)]
_FORM = "position_form.html"
_WORDS = 120
"""Characters of a provision that stand beside the position on it."""
ATTITUDES = (
    (Attitude.ACCEPT, "Accept"),
    (Attitude.ACCEPT_IF, "Accept if …"),
    (Attitude.OPPOSE, "Oppose"),
    (Attitude.OPEN, "Open"),
)


class Taken(BaseModel):
    """What a person chose and typed in the form."""

    attitude: Attitude
    condition: Annotated[str, Form(max_length=2_000)] = ""
    red_line: bool = False
    note: Annotated[str, Form(max_length=2_000)] = ""
    version: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionPage(DraftPage):
    """The form for the position on one provision."""

    template: ClassVar = "position.html"
    path: str
    place: str
    words: str
    back: str
    attitude: Attitude = Attitude.OPEN
    condition: str = ""
    red_line: bool = False
    note: str = ""
    version: int = 0
    """Of the position taken on this very draft; 0 when none was."""
    standing: Stand | None = None
    clash: bool = False
    """Somebody took a position while this person wrote: ``standing`` is theirs."""
    attitudes: tuple[tuple[Attitude, str], ...] = ATTITUDES


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionsPage(DraftPage):
    template: ClassVar = "positions.html"
    rows: tuple[tuple[Stand, str, str, str], ...]
    """Each position with the label, the address and the first words of its provision."""


@router.get("/positions")
def listed(seat: Seeing, draft: str) -> Response:
    """All positions on a draft, in the order of the text."""
    found = draft_of(seat, draft)
    reading = opened(seat, found)
    if reading is None:
        return waiting(seat, found)
    held = stands(seat, reading)
    labels = labels_of(reading)
    text = reading.review.instrument
    begins = {one.path: text.text[one.body : min(one.end, one.body + _WORDS)] for one in text.walk()}
    rows = tuple(
        (held[path], label, reading.to(path.replace("/", "-")), " ".join(begins.get(path, "").split()))
        for path, label in labels.items()
        if path in held
    )
    return show(PositionsPage(title="Positions", rows=rows, **draft_head(seat, found, "/positions")))


@router.get("/position")
def taking(request: Request, seat: Taking, draft: str, path: Path) -> Response:
    """The form for the position on a provision."""
    return form(request, _filled(seat, reading_of(seat, draft), path), _FORM)


@router.post("/position")
def taken(
    request: Request, seat: Taking, draft: str, path: Path, chosen: Annotated[Taken, Form()]
) -> Response:
    """Take a position; when somebody else did so in the meantime, both are shown."""
    reading = reading_of(seat, draft)
    _filled(seat, reading, path)
    position = Position(
        matter=seat.matter.id,
        draft=reading.draft.id,
        path=path,
        attitude=chosen.attitude,
        condition=chosen.condition.strip() if chosen.attitude is Attitude.ACCEPT_IF else "",
        red_line=chosen.red_line,
        note=chosen.note.strip(),
    )
    positions = seat.desk.records.positions
    try:
        positions.take(position, version=chosen.version or None, by=seat.person.id, at=seat.at)
    except Conflict:
        typed = chosen.model_dump(exclude={"version"})
        return form(request, replace(_filled(seat, reading, path), **typed, clash=True), _FORM, 409)
    return _after(request, seat, reading, path)


@router.post("/position/withdraw")
def withdrawn(
    request: Request, seat: Taking, draft: str, path: Path, version: Annotated[int, Form()]
) -> Response:
    """Withdraw the position on a provision; the log keeps it."""
    reading = reading_of(seat, draft)
    held = seat.desk.records.positions.on(seat.matter.id, reading.draft.id, path)
    if held is not None and not held.removed:
        seat.desk.records.positions.remove(held.id, version=version, by=seat.person.id, at=seat.at)
    return _after(request, seat, reading, path)


def _filled(seat: Seat, reading: Opened, path: str) -> PositionPage:
    """The form with the position that is held."""
    provision = reading.review.instrument.provision(path)
    if provision is None:
        raise UnknownRecord("there is no such provision in this draft")
    text = reading.review.instrument.text
    stand = stands(seat, reading).get(path)
    held = stand.position if stand is not None else None
    return PositionPage(
        title="Position",
        path=path,
        place=labels_of(reading).get(path, "") or provision.number or path,
        words=text[provision.start : provision.own_end].strip()[:2_000],
        back=reading.to(path.replace("/", "-")),
        attitude=held.attitude if held else Attitude.OPEN,
        condition=held.condition if held else "",
        red_line=held.red_line if held else False,
        note=held.note if held else "",
        version=held.version if held and held.draft == reading.draft.id else 0,
        standing=stand,
        **draft_head(seat, reading.draft),
    )


def _after(request: Request, seat: Seat, reading: Opened, path: str) -> Response:
    """The leaf with the provision, or the way back to it."""
    anchor = path.replace("/", "-")
    return after(request, seat, reading, (reading.book.leaf_of(anchor),), back=reading.to(anchor))
