"""The second factor: asked for at sign-in, set up, renewed, removed; and the proof that it is still you."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from fastapi import APIRouter, Form, Request
from markupsafe import Markup
from starlette.responses import Response

from fullpowers.model import InvalidData
from fullpowers.records import Person, Session

from .. import passwords, second, sessions
from ..access import Visit, Visitor
from ..rendering import Page, show
from ..state import Desk
from ..throttle import Key, keys
from ..watch import noted
from .common import head, local, onward
from .entering import begun, sign_in_page, slowed, waits
from .own import sessions_page
from .people import accounts_page

router = APIRouter()
_TOO_LATE = "That took too long, or was done already. Sign in again."
Token = Annotated[str, Form(max_length=100)]
Code = Annotated[str, Form(max_length=100)]
To = Annotated[str, Form(max_length=500)]


@dataclass(frozen=True, slots=True, kw_only=True)
class CodePage(Page):
    template: ClassVar = "code.html"
    token: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SetUpPage(Page):
    template: ClassVar = "second_factor.html"
    token: str
    picture: Markup
    secret: str
    """In groups of four, for who types it."""
    demanded: bool
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesPage(Page):
    template: ClassVar = "recovery_codes.html"
    codes: tuple[str, ...]
    to: str = "/"


def after_password(request: Request, person: Person, to: str) -> Response:
    """What follows a right password: the code, setting up a factor where the desk demands one, or in."""
    desk: Desk = request.app.state.desk
    at = desk.settings.now()
    if second.has(desk.records, person):
        return _ask(sessions.begin(desk, person, sessions.CODE, "", at), to)
    if desk.settings.second_factor:
        return _set_up(desk, person, to)
    return begun(request, person, onward(to or "/"), sessions.BY_PASSWORD)


@router.post("/sign-in/code")
def code_given(request: Request, token: Token, code: Code, to: To = "") -> Response:
    """The code after the password."""
    desk: Desk = request.app.state.desk
    half, person = _half(desk, token, sessions.CODE)
    if half is None or person is None:
        return sign_in_page(request, _TOO_LATE)
    counted = _counted(request, person)
    if wait := waits(request, counted, person=person.id):
        return slowed(request, counted, _ask(token, to, wait))
    if not _taken(request, person, code, counted):
        return _ask(token, to, "This code does not fit, or was used already.")
    desk.records.people.close_session(half.id)
    return begun(request, person, onward(local(to) or "/"), sessions.BY_CODE)


@router.post("/second-factor")
def begin(visit: Visitor) -> Response:
    """Begin to set up a second factor, or another one in place of it."""
    if not sessions.proven(visit.desk, visit.session, visit.at):
        return onward("/sessions", "prove")
    if not visit.desk.settings.served or not visit.desk.records.people.secret(visit.person.id):
        raise InvalidData("a second factor belongs to a password; this account signs in without one")
    return _set_up(visit.desk, visit.person, "", visit)


@router.post("/second-factor/keep")
def kept(request: Request, token: Token, code: Code, to: To = "") -> Response:
    """The first code: it shows that the authenticator has the secret. All sessions end, a new one begins."""
    desk: Desk = request.app.state.desk
    at = desk.settings.now()
    half, person = _half(desk, token, sessions.SET_UP)
    if half is None or person is None:
        return sign_in_page(request, _TOO_LATE)
    secret = sessions.kept(half).secret
    codes = second.keep(desk.records, person, secret, code, at)
    if not codes:
        wrong = "This code does not fit. Is the clock of the telephone right?"
        return _show_set_up(desk, person, token, secret, to, wrong=wrong)
    noted("second factor set", at, request.client, person=person.id)
    page = CodesPage(title="Recovery codes", served=True, codes=codes, to=local(to) or "/")
    return begun(request, person, show(page), sessions.BY_CODE)


@router.post("/second-factor/codes")
def renewed(visit: Visitor, request: Request) -> Response:
    """Ten new recovery codes; the old ones open nothing any more."""
    if not sessions.proven(visit.desk, visit.session, visit.at):
        return onward("/sessions", "prove")
    codes = second.renew(visit.desk.records, visit.person)
    if not codes:
        raise InvalidData("this account has no second factor")
    noted("recovery codes renewed", visit.at, request.client, person=visit.person.id)
    return show(CodesPage(title="Recovery codes", codes=codes, to="/sessions", **head(visit)))


@router.post("/second-factor/remove")
def removed(visit: Visitor, request: Request) -> Response:
    """Sign in by the password alone again, where the desk allows it. All sessions end."""
    if not sessions.proven(visit.desk, visit.session, visit.at):
        return onward("/sessions", "prove")
    if visit.desk.settings.second_factor:
        raise InvalidData("this desk asks everybody for a second factor; it can only be replaced")
    visit.desk.records.people.set_factor(visit.person.id, "", by=visit.person.id, at=visit.at)
    noted("second factor removed", visit.at, request.client, person=visit.person.id)
    return onward("/sign-in", "one-factor")


@router.post("/prove")
def prove(
    visit: Visitor,
    request: Request,
    to: Annotated[Literal["/sessions", "/people"], Form()],
    password: Annotated[str, Form(max_length=passwords.MOST)],
    code: Code = "",
) -> Response:
    """That it is still the person: opens for ten minutes what a found, unlocked machine must not open."""
    wrong = _unproven(visit, request, password, code)
    if not wrong:
        sessions.prove(visit.desk, visit.session, visit.at)
        return onward(to, "proven")
    if to == "/people" and visit.person.administrator:
        return accounts_page(visit, wrong=wrong)
    return sessions_page(visit, wrong=wrong)


def _unproven(visit: Visit, request: Request, password: str, code: str) -> str:
    """What is wrong with the proof; empty when it holds."""
    people, person = visit.desk.records.people, visit.person
    counted, guarded = keys(person.id, _address(request)), _counted(request, person)
    if wait := waits(request, counted, person=person.id) or waits(request, guarded, person=person.id):
        return wait
    if not passwords.fits(password, people.secret(person.id)):
        visit.desk.throttle.failed(counted, visit.at)
        noted("proof failed", visit.at, request.client, person=person.id)
        return "This is not your password."
    if second.has(visit.desk.records, person) and not _taken(request, person, code, guarded):
        return "This code does not fit, or was used already."
    visit.desk.throttle.succeeded(counted)
    return ""


def _taken(request: Request, person: Person, code: str, counted: tuple[Key, ...]) -> bool:
    """Whether the code is right; a wrong one counts as a wrong password does."""
    desk: Desk = request.app.state.desk
    at = desk.settings.now()
    if second.taken(desk.records, person, code, at):
        desk.throttle.succeeded(counted)
        return True
    desk.throttle.failed(counted, at)
    noted("code refused", at, request.client, person=person.id)
    return False


def _half(desk: Desk, token: str, kind: str) -> tuple[Session | None, Person | None]:
    """The proof of a password that this token stands for, and whose it is."""
    half = sessions.opened(desk, token, kind, desk.settings.now())
    person = desk.records.people.get(half.person) if half else None
    return half, person if person is not None and person.active else None


def _counted(request: Request, person: Person) -> tuple[Key, ...]:
    """By what tries of codes are counted: apart from those of passwords, which a right password forgives."""
    return keys(f"code of {person.id}", _address(request))


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


def _ask(token: str, to: str, wrong: str = "") -> Response:
    page = CodePage(title="Code", served=True, token=token, to=local(to), told=wrong, wrong=bool(wrong))
    return show(page, 401 if wrong else 200)


def _set_up(desk: Desk, person: Person, to: str, visit: Visit | None = None) -> Response:
    secret = second.new_secret()
    token = sessions.begin(desk, person, sessions.SET_UP, "", desk.settings.now(), secret=secret)
    return _show_set_up(desk, person, token, secret, to, visit)


def _show_set_up(
    desk: Desk, person: Person, token: str, secret: str, to: str, visit: Visit | None = None, wrong: str = ""
) -> Response:
    fields = head(visit) if visit else {"served": True}
    page = SetUpPage(
        title="Second factor",
        token=token,
        picture=second.picture(secret, person, desk.settings.host),
        secret=" ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        demanded=desk.settings.second_factor,
        to=local(to),
        **{**fields, "told": wrong, "wrong": bool(wrong)},
    )
    return show(page, 422 if wrong else 200)
