"""The counter-draft: proposed wordings and questions become a Word file to send back."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Form
from starlette.responses import Response

from fullpowers.comparison import counter_draft
from fullpowers.model import FullpowersError, InvalidData, Proposal, UnknownRecord
from fullpowers.records import Kind

from ..access import Seat, seated
from ..noting import Thread, threads
from ..opened import Opened, opened
from ..rendering import show
from .common import download
from .intake import draft_of
from .reading import DraftPage, draft_head, labels_of, waiting

router = APIRouter(prefix="/m/{matter}/d/{draft}/counter-draft")
Taking = Annotated[Seat, Depends(seated("take position"))]
Chosen = Annotated[list[str], Form()]
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@dataclass(frozen=True, slots=True)
class Item:
    """A note that can go into the counter-draft."""

    thread: Thread
    place: str
    address: str
    words: bool
    """Whether its wording goes in."""
    comment: bool
    """Whether its text goes in, as a comment in the margin."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CounterPage(DraftPage):
    template: ClassVar = "counter.html"
    items: tuple[Item, ...]
    lost: int
    """Proposals whose words are gone from this draft."""
    name: str
    fault: str = ""


@router.get("")
def form(seat: Taking, draft: str) -> Response:
    """What could go into it: proposals with their wording, questions with their text."""
    found = draft_of(seat, draft)
    reading = opened(seat, found)
    if reading is None:
        return waiting(seat, found)
    chosen = {
        one.id: (one.type is Kind.PROPOSAL and one.fate != "changed", one.type is Kind.QUESTION)
        for one in threads(seat, reading)
    }
    return show(_page(seat, reading, chosen, name=""))


@router.post("")
def made(
    seat: Taking,
    draft: str,
    wording: Chosen = [],  # noqa: B006 - FastAPI copies it
    comment: Chosen = [],  # noqa: B006
    name: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """The file: each wording a tracked change, each text a comment; read back before it is handed out."""
    reading = opened(seat, draft_of(seat, draft))
    if reading is None:
        raise UnknownRecord("this draft is not read yet")
    everything = [one for one in threads(seat, reading) if _usable(one)]
    proposals = [
        _proposal(seat, reading, one, name.strip(), wording=one.id in wording, comment=one.id in comment)
        for one in everything
        if one.id in wording or (one.id in comment and one.text)
    ]
    try:
        if not proposals:
            raise InvalidData("choose at least one wording or text")
        data = counter_draft(reading.review.instrument, proposals)
    except FullpowersError as error:
        chosen = {one.id: (one.id in wording, one.id in comment) for one in everything}
        return show(_page(seat, reading, chosen, name=name, fault=str(error)), 422)
    digest = hashlib.sha256(data).hexdigest()
    seat.desk.records.decisions.add(
        seat.matter.id,
        f"A counter-draft with {len(proposals)} proposals was made (SHA-256 {digest}).",
        about=reading.draft.id,
        by=seat.person.id,
        at=seat.at,
    )
    stem = reading.draft.name.rsplit(".", 1)[0] or "draft"
    return download(data, f"{stem} - counter-draft.docx", WORD)


def _usable(thread: Thread) -> bool:
    return not thread.resolved and thread.mark is not None and not thread.mark.old


def _proposal(
    seat: Seat, reading: Opened, thread: Thread, name: str, *, wording: bool, comment: bool
) -> Proposal:
    """What goes to the other side: under the delegation's name, of the time at which the file is made."""
    assert thread.mark is not None  # noqa: S101 - usable ones have their words
    return Proposal(
        reading.review.instrument.passage(thread.mark.start, thread.mark.end),
        name or f"Delegation ({seat.matter.side})",
        seat.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        thread.wording if wording else None,
        thread.text if comment else "",
    )


def _page(
    seat: Seat, reading: Opened, chosen: dict[str, tuple[bool, bool]], *, name: str, fault: str = ""
) -> CounterPage:
    labels = labels_of(reading)
    everything = threads(seat, reading)
    items = tuple(
        Item(
            one,
            labels.get(one.path, "Text"),
            f"{reading.address}/read?at=n{one.mark.start}#note-{one.id}",
            *picked,
        )
        for one in everything
        if _usable(one) and one.mark is not None
        for picked in (chosen.get(one.id, (False, False)),)
    )
    lost = sum(one.type is Kind.PROPOSAL and one.fate == "lost" and not one.resolved for one in everything)
    return CounterPage(
        title="Counter-draft",
        items=items,
        lost=lost,
        name=name,
        fault=fault,
        **draft_head(seat, reading.draft, "/counter-draft"),
    )
