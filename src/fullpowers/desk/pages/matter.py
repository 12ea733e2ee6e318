"""A matter's home: its drafts in time, what is due, what needs an answer, what is being worked on."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends
from markupsafe import Markup
from starlette.responses import JSONResponse, Response

from fullpowers.brief import render
from fullpowers.model import UnknownRecord
from fullpowers.records import Draft, Job, JobState, Reviewed

from .. import acts
from ..access import Seat, seated
from ..opened import opened
from ..rendering import Page, show
from ..standing import mandates
from .common import matter_head
from .intake import draft_of

router = APIRouter(prefix="/m/{matter}")
Reading = Annotated[Seat, Depends(seated("read"))]


@dataclass(frozen=True, slots=True)
class Working:
    """A job that is not done."""

    id: int
    words: str
    stage: str
    step: int
    of: int


@dataclass(frozen=True, slots=True)
class Ask:
    """Something that waits for somebody."""

    words: str
    address: str
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A draft on the line of time."""

    id: str
    address: str
    label: str
    file: str
    size: int
    received: datetime | None
    sender: str
    place: str
    due: datetime | None
    reviewed: bool
    waiting: bool
    headline: str
    fault: str

    @property
    def locked(self) -> bool:
        """Whether it could not be read for want of its password."""
        return "password" in self.fault


@dataclass(frozen=True, slots=True, kw_only=True)
class MatterPage(Page):
    template: ClassVar = "matter.html"
    side: str
    role: str
    drafts: tuple[DraftRow, ...]
    working: tuple[Working, ...]
    asks: tuple[Ask, ...]
    scoreboard: Markup


@router.get("")
def home(seat: Reading, done: str = "") -> Response:
    """The matter at a glance."""
    records, matter = seat.desk.records, seat.matter
    drafts = acts.in_order(records.drafts.all(matter.id))
    jobs = records.jobs.of(matter.id)
    reviews = {one.draft: one for one in records.reviews.all(matter.id)}
    rows = tuple(_row(one, reviews.get(one.id), jobs) for one in reversed(drafts))
    last = next((one for one in reversed(drafts) if one.id in reviews), None)
    shown = opened(seat, last) if last else None
    page = MatterPage(
        title=matter.name,
        side=matter.side,
        role=seat.role,
        drafts=rows,
        working=_working(jobs, drafts),
        asks=_asks(seat, drafts, reviews),
        scoreboard=Markup(shown.pieces.html.get("scoreboard", "") if shown else ""),  # noqa: S704 - of the brief
        **matter_head(seat, done),
    )
    return show(page)


@router.get("/work.json")
def work(seat: Reading) -> Response:
    """How far the work has come, for the bars of the page."""
    jobs = seat.desk.records.jobs.of(seat.matter.id)
    found = _working(jobs, seat.desk.records.drafts.all(seat.matter.id))
    return JSONResponse({"jobs": [{"id": one.id, "stage": one.stage, "step": one.step} for one in found]})


@router.get("/d/{draft}/brief")
def brief(seat: Reading, draft: str) -> Response:
    """The brief of a draft as one page, as it would be handed round."""
    found = draft_of(seat, draft)
    shown = opened(seat, found)
    if shown is None:
        raise UnknownRecord("this draft has not been reviewed")
    held = mandates(seat.desk.records, shown) if seat.may("see positions") else ()
    page = render(replace(shown.review, mandates=held), "html")
    digest = re.search(r"style-src '(sha256-[A-Za-z0-9+/=]+)'", page)
    policy = (
        f"sandbox allow-downloads; default-src 'none'; style-src '{digest[1] if digest else ''}'; "
        "img-src data:; frame-ancestors 'none'; base-uri 'none'; object-src 'none'; form-action 'none'"
    )
    return Response(page, media_type="text/html", headers={"content-security-policy": policy})


def _row(draft: Draft, reviewed: Reviewed | None, jobs: tuple[Job, ...]) -> DraftRow:
    own = [one for one in jobs if one.task.get("draft") == draft.id]
    receipt, matter = draft.receipt, draft.matter
    return DraftRow(
        draft.id,
        f"/m/{matter}/d/{draft.id}/read",
        draft.label or draft.name,
        draft.name,
        draft.size,
        acts.time_of(receipt.received),
        receipt.sender,
        receipt.place,
        acts.time_of(receipt.answer_due),
        reviewed is not None,
        any(acts.is_open(one) for one in own),
        _headline(reviewed) if reviewed else "",
        own[0].progress if own and own[0].state is JobState.FAILED else "",
    )


def _headline(reviewed: Reviewed) -> str:
    """The review in one line, from what is stored beside it."""
    found = [
        (reviewed.conflicts, "conflict with the law", "conflicts with the law"),
        (reviewed.unclear, "open question of law", "open questions of law"),
        (reviewed.substantive, "change of substance", "changes of substance"),
    ]
    words = [f"{count} {one if count == 1 else many}" for count, one, many in found if count]
    return ", ".join(words) or "no conflict with the law found"


def _working(jobs: tuple[Job, ...], drafts: list[Draft] | tuple[Draft, ...]) -> tuple[Working, ...]:
    names = {one.id: one.label or one.name for one in drafts}
    return tuple(
        Working(
            one.id,
            f"Review of {names.get(str(one.task.get('draft')), 'a draft')}",
            acts.stage(one),
            acts.step(one),
            acts.STEPS,
        )
        for one in jobs
        if acts.is_open(one)
    )


def _asks(seat: Seat, drafts: list[Draft], reviews: dict[str, Reviewed]) -> tuple[Ask, ...]:
    """Answers that are due, what is assigned to this person, questions of law that are open."""
    matter = seat.matter.id
    asks = []
    for draft in drafts:
        due = acts.time_of(draft.receipt.answer_due)
        if due is not None and due >= seat.at:
            words = f"Answer to {draft.label or draft.name}"
            asks.append(Ask(words, f"/m/{matter}/d/{draft.id}/read", due))
    asks.sort(key=lambda one: one.due or seat.at)
    if seat.may("see team"):
        mine = seat.desk.records.annotations.all(
            matter, lambda one: one.assignee == seat.person.id and not one.resolved
        )
        asks += [
            Ask(f"Assigned to you: {one.type}", f"/m/{matter}/d/{one.places[-1].draft}/read#note-{one.id}")
            for one in mine
            if one.places
        ]
    if drafts and (last := reviews.get(drafts[-1].id)) and last.unclear:
        count = last.unclear
        words = f"{count} question{'s' * (count != 1)} of law that the text or the facts leave open"
        asks.append(Ask(words, f"/m/{matter}/d/{drafts[-1].id}/law"))
    return tuple(asks)
