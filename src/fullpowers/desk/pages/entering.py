"""From a proof of who somebody is to a session: what all ways of signing in share."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import ClassVar

from fastapi import Request
from starlette.responses import Response

from fullpowers.records import Person

from .. import sessions
from ..rendering import Page, show
from ..state import Desk
from ..throttle import Key
from ..watch import noted
from .common import local


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInPage(Page):
    template: ClassVar = "sign_in.html"
    name: str = ""
    elsewhere: str = ""
    to: str = ""
    """Page of the desk to go to afterwards."""


def begun(request: Request, person: Person, response: Response, way: str) -> Response:
    """The answer with a new session of the person in it; the browser's former session ends."""
    desk: Desk = request.app.state.desk
    at = desk.settings.now()
    before = sessions.opened(desk, request.cookies.get(desk.settings.cookie, ""), sessions.BROWSER, at)
    if before is not None:
        desk.records.people.close_session(before.id)
    noted("signed in", at, request.client, person=person.id, way=request.url.path)
    agent = request.headers.get("user-agent", "")
    word = sessions.begin(desk, person, sessions.BROWSER, agent, at, way=way)
    response.set_cookie(
        desk.settings.cookie,
        word,
        httponly=True,
        samesite="lax" if desk.settings.served else "strict",
        secure=desk.settings.secure,
        path="/",
    )
    return response


def sign_in_page(request: Request, wrong: str = "", name: str = "", told: str = "") -> Response:
    """The page on which one signs in; 401 unless it was asked for."""
    desk: Desk = request.app.state.desk
    page = SignInPage(
        title="Sign in",
        served=desk.settings.served,
        name=name,
        to=local(request.query_params.get("to", "")),
        elsewhere=desk.settings.provider.name if desk.settings.provider else "",
        told=wrong or told,
        wrong=bool(wrong),
    )
    return show(page, 200 if request.url.path == "/sign-in" and not wrong else 401)


def waits(request: Request, keys: tuple[Key, ...], **who: str) -> str:
    """What is said when the next try must wait; empty when it may be made now."""
    desk: Desk = request.app.state.desk
    at = desk.settings.now()
    wait = desk.throttle.wait(keys, at)
    if wait <= timedelta(0):
        return ""
    noted("sign-in slowed down", at, request.client, **who)
    seconds = int(wait.total_seconds()) + 1
    return f"Too many tries. Try again in {_said(seconds)}."


def slowed(request: Request, keys: tuple[Key, ...], response: Response) -> Response:
    """The answer to a try that came too early, with how long to wait."""
    desk: Desk = request.app.state.desk
    response.status_code = 429
    wait = desk.throttle.wait(keys, desk.settings.now())
    response.headers["retry-after"] = str(int(wait.total_seconds()) + 1)
    return response


def _said(seconds: int) -> str:
    return f"{seconds} seconds" if seconds < 120 else f"{seconds // 60 + 1} minutes"
