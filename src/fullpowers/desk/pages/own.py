"""A person's own sessions and tokens."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form
from starlette.responses import Response

from fullpowers.model import UnknownRecord

from .. import sessions
from ..access import Visit, Visitor
from ..rendering import Page, show
from .common import head, onward

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
    token: str = ""
    """A token just made, shown this once."""


@router.get("/sessions")
def own(visit: Visitor, done: str = "") -> Response:
    """Where one is signed in, and which programs act for one."""
    return _page(visit, done)


@router.post("/sessions/{identity}/end")
def end(visit: Visitor, identity: str) -> Response:
    """End one of one's sessions."""
    _end(visit, identity)
    return onward("/sessions", "ended")


@router.post("/sessions/end-others")
def end_others(visit: Visitor) -> Response:
    """End all of one's sessions but this."""
    for session in sessions.of(visit.desk, visit.person, sessions.BROWSER):
        if session.id != visit.session.id:
            sessions.end(visit.desk, visit.person, session.id)
    return onward("/sessions", "ended")


@router.post("/tokens")
def token(visit: Visitor, label: Annotated[str, Form(min_length=1, max_length=100)]) -> Response:
    """A token for a program; shown once."""
    return _page(visit, token=sessions.begin(visit.desk, visit.person, sessions.PROGRAM, label, visit.at))


@router.post("/tokens/{identity}/revoke")
def revoke(visit: Visitor, identity: str) -> Response:
    """Take a token back."""
    _end(visit, identity)
    return onward("/sessions", "ended")


def _page(visit: Visit, done: str = "", token: str = "") -> Response:
    rows = tuple(
        Row(one.id, one.made, one.seen, sessions.kept(one).label, one.id == visit.session.id)
        for one in sessions.of(visit.desk, visit.person, sessions.BROWSER)
    )
    tokens = tuple(
        Row(one.id, one.made, one.seen, sessions.kept(one).label)
        for one in sessions.of(visit.desk, visit.person, sessions.PROGRAM)
    )
    return show(
        SessionsPage(title="Your account", rows=rows, tokens=tokens, token=token, **head(visit, done))
    )


def _end(visit: Visit, identity: str) -> None:
    if not sessions.end(visit.desk, visit.person, identity):
        raise UnknownRecord("there is no such session")
