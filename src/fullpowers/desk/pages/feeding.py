"""The Atom feed and the calendar of a person, under an address that only they know."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from fullpowers.records import Matter, Person

from .. import acts, sessions
from ..access import allowed
from ..feeds import Due, Entry, atom, calendar
from ..state import Desk
from ..telling import said

router = APIRouter()
_EVENTS = 50
"""Of each matter, the newest."""


@router.get("/feeds/{word}.atom")
def news(request: Request, word: str) -> Response:
    """What happened in the person's matters."""
    desk: Desk = request.app.state.desk
    person, matters = _of(desk, word)
    base = desk.settings.url.rstrip("/")
    entries = [
        Entry(
            f"{base}/m/{matter.id}/log#{event.seq}",
            f"{matter.name}: {said(event)}",
            event.at,
            f"{base}/m/{matter.id}",
            event.name,
        )
        for matter in matters
        for event in desk.records.log.events(matter.id, newest=_EVENTS)
    ]
    entries.sort(key=lambda one: one.at, reverse=True)
    newest = entries[0].at if entries else person.at or desk.settings.now()
    return _sent(atom("fullpowers", f"{base}/", entries[:200], newest), "application/atom+xml")


@router.get("/feeds/{word}.ics")
def dues(request: Request, word: str) -> Response:
    """When answers are due."""
    desk: Desk = request.app.state.desk
    _, matters = _of(desk, word)
    base = desk.settings.url.rstrip("/")
    found = [
        Due(
            f"{draft.id}@fullpowers",
            f"{matter.name}: answer to {draft.label or draft.name}",
            due,
            f"{base}/m/{matter.id}",
            draft.changed or due,
        )
        for matter in matters
        for draft in desk.records.drafts.all(matter.id)
        if (due := acts.time_of(draft.receipt.answer_due))
    ]
    return _sent(calendar("fullpowers", found), "text/calendar")


def _of(desk: Desk, word: str) -> tuple[Person, list[Matter]]:
    """Whose address it is, and the matters that may be in their feeds."""
    session = sessions.opened(desk, word, sessions.FEED, desk.settings.now())
    person = desk.records.people.get(session.person) if session else None
    if person is None or not person.active or person.removed:
        raise HTTPException(404, "There is no such feed.")
    found = desk.records.matters.of(person.id)
    return person, [matter for matter, role in found if allowed(role, "feed")]


def _sent(data: bytes, kind: str) -> Response:
    return Response(data, media_type=f"{kind}; charset=utf-8")
