"""A person's own sessions, tokens and second factor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Request
from starlette.responses import Response

from fullpowers.model import UnknownRecord

from .. import second, sessions
from ..access import Visit, Visitor
from ..rendering import Page, show
from ..watch import noted
from .common import Asked, asked, head, onward

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    made: datetime
    seen: datetime
    label: str
    present: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionsPage(Page):
    template: ClassVar = "sessions.html"
    rows: tuple[Row, ...]
    tokens: tuple[Row, ...]
    asked: Asked
    recovery: int
    """Recovery codes that are left."""
    demanded: bool
    """Whether the desk asks everybody for a second factor."""
    token: str = ""
    """A token just made, shown this once."""


@router.get("/sessions")
def own(visit: Visitor, done: str = "") -> Response:
    """Where one is signed in, and which programs act for one."""
    return sessions_page(visit, done)


@router.post("/sessions/{identity}/end")
def end(visit: Visitor, identity: str) -> Response:
    """End one of one's sessions."""
    if not sessions.proven(visit.desk, visit.session, visit.at):
        return onward("/sessions", "prove")
    _end(visit, identity)
    return onward("/sessions", "ended")


@router.post("/sessions/end-others")
def end_others(visit: Visitor) -> Response:
    """End all of one's sessions but this."""
    if not sessions.proven(visit.desk, visit.session, visit.at):
        return onward("/sessions", "prove")
    for session in sessions.of(visit.desk, visit.person, sessions.BROWSER):
        if session.id != visit.session.id:
            sessions.end(visit.desk, visit.person, session.id)
    return onward("/sessions", "ended")


@router.post("/tokens")
def token(
    visit: Visitor, request: Request, label: Annotated[str, Form(min_length=1, max_length=100)]
) -> Response:
    """A token for a program; shown once."""
    if not sessions.proven(visit.desk, visit.session, visit.at):
        return onward("/sessions", "prove")
    noted("token made", visit.at, request.client, person=visit.person.id)
    made = sessions.begin(visit.desk, visit.person, sessions.PROGRAM, label, visit.at)
    return sessions_page(visit, token=made)


@router.post("/tokens/{identity}/revoke")
def revoke(visit: Visitor, identity: str) -> Response:
    """Take a token back."""
    _end(visit, identity)
    return onward("/sessions", "ended")


def sessions_page(visit: Visit, done: str = "", *, token: str = "", wrong: str = "") -> Response:
    """The page, with a token just made, or with what was wrong with a proof."""
    rows = tuple(
        Row(one.id, one.made, one.seen, sessions.kept(one).label, one.id == visit.session.id)
        for one in sessions.of(visit.desk, visit.person, sessions.BROWSER)
    )
    tokens = tuple(
        Row(one.id, one.made, one.seen, sessions.kept(one).label)
        for one in sessions.of(visit.desk, visit.person, sessions.PROGRAM)
    )
    fields = head(visit, done)
    page = SessionsPage(
        title="Your account",
        rows=rows,
        tokens=tokens,
        asked=asked(visit),
        recovery=second.left(visit.desk.records, visit.person),
        demanded=visit.desk.settings.second_factor,
        token=token,
        **{**fields, "told": wrong or fields["told"], "wrong": bool(wrong)},
    )
    return show(page, 422 if wrong else 200)


def _end(visit: Visit, identity: str) -> None:
    if not sessions.end(visit.desk, visit.person, identity):
        raise UnknownRecord("there is no such session")
