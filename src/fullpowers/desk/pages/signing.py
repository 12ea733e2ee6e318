"""Signing in and out: by the word of the local start, by password, or elsewhere."""

from __future__ import annotations

import getpass
from dataclasses import dataclass
from datetime import timedelta
from typing import Annotated, ClassVar

from fastapi import APIRouter, Form, Request
from starlette.responses import RedirectResponse, Response

from fullpowers.model import InvalidData
from fullpowers.records import Person

from .. import passwords, sessions
from ..access import Visit, Visitor
from ..elsewhere import Identity, NotSignedIn
from ..rendering import Page, show
from ..state import Desk
from ..throttle import keys
from ..watch import noted
from .common import head, local, onward
from .entering import begun, sign_in_page, slowed, waits
from .second import after_password

router = APIRouter()
_STATE = "fullpowers-way"
"""Cookie that ties the way back from a provider to the browser that began it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OnwardPage(Page):
    template: ClassVar = "onward.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordPage(Page):
    template: ClassVar = "password.html"
    action: str
    name: str
    """With which the person signs in, for a browser that keeps passwords."""
    token: str = ""
    least: int = passwords.LEAST


@router.get("/enter")
def enter(request: Request, word: str = "") -> Response:
    """The start of the local desk: a word that works once becomes a session."""
    desk: Desk = request.app.state.desk
    if desk.settings.served or not desk.launch.used(word):
        return sign_in_page(request, wrong="This address was used already. Start the desk again.")
    here = desk.records.people.here(getpass.getuser(), desk.settings.now())
    return begun(request, here, onward("/"), sessions.BY_START)


@router.get("/sign-in")
def sign_in(request: Request, done: str = "") -> Response:
    """The form."""
    from .common import DONE

    return sign_in_page(request, told=DONE.get(done, ""))


@router.post("/sign-in")
def signed_in(
    request: Request,
    name: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=passwords.MOST)],
    to: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Name and password; what is said does not tell which of the two was wrong."""
    desk: Desk = request.app.state.desk
    at = desk.settings.now()
    counted = keys(name, request.client.host if request.client else "")
    if wait := waits(request, counted, name=name):
        return slowed(request, counted, sign_in_page(request, wait, name))
    people = desk.records.people
    person = people.with_email(name.strip()) if desk.settings.served and name.strip() else None
    if not passwords.fits(password, people.secret(person.id) if person else "") or person is None:
        desk.throttle.failed(counted, at)
        noted("sign-in failed", at, request.client, name=name)
        return sign_in_page(request, "Name and password do not fit together.", name)
    desk.throttle.succeeded(counted)
    return after_password(request, person, local(to))


@router.post("/sign-out")
def sign_out(visit: Visitor, request: Request) -> Response:
    """End this session."""
    visit.desk.records.people.close_session(visit.session.id)
    noted("signed out", visit.at, request.client, person=visit.person.id)
    response = onward("/sign-in")
    response.delete_cookie(visit.desk.settings.cookie, secure=visit.desk.settings.secure, httponly=True)
    response.headers["clear-site-data"] = '"cache", "storage"'
    return response


@router.get("/sign-in/elsewhere")
def go_elsewhere(request: Request) -> Response:
    """To the provider, with a proof that only this browser can end."""
    desk: Desk = request.app.state.desk
    if desk.elsewhere is None:
        return sign_in_page(request, "This desk knows no other place to sign in.")
    try:
        address, state = desk.elsewhere.begin(desk.settings.now())
    except NotSignedIn as error:
        return sign_in_page(request, f"You are not signed in: {error}.")
    response = RedirectResponse(address, 303)
    response.set_cookie(
        _STATE,
        state,
        max_age=600,
        httponly=True,
        samesite="lax",
        secure=desk.settings.secure,
        path="/sign-in",
    )
    return response


@router.get("/sign-in/back")
def back(request: Request, state: str = "") -> Response:
    """Back from the provider."""
    desk: Desk = request.app.state.desk
    if desk.elsewhere is None:
        return sign_in_page(request, "This desk knows no other place to sign in.")
    at = desk.settings.now()
    try:
        identity = desk.elsewhere.end(str(request.url), state, request.cookies.get(_STATE, ""), at)
    except NotSignedIn as error:
        noted("sign-in failed", at, request.client, why=str(error))
        return sign_in_page(request, f"You are not signed in: {error}.")
    person = _known(desk, identity)
    if person is None:
        noted("sign-in failed", at, request.client, subject=identity.subject)
        return sign_in_page(request, "You are known there, but have no account at this desk.")
    # a page in between: the cookie is strict, and the way here began on another site
    response = begun(request, person, show(OnwardPage(title="Signed in", served=True)), sessions.BY_PROVIDER)
    response.delete_cookie(_STATE, path="/sign-in")
    return response


@router.get("/welcome")
def welcome(request: Request, word: str = "") -> Response:
    """Somebody with a link sets their password."""
    desk: Desk = request.app.state.desk
    link = sessions.opened(desk, word, sessions.LINK, desk.settings.now())
    if link is None:
        return sign_in_page(request, "This address was used already, or is too old. Ask for another.")
    return _welcome(desk.records.people.get(link.person), word)


@router.post("/welcome")
def welcomed(
    request: Request,
    token: Annotated[str, Form(max_length=100)],
    new: Annotated[str, Form(max_length=passwords.MOST + 1)],
) -> Response:
    """The link becomes a password, once."""
    desk: Desk = request.app.state.desk
    at = desk.settings.now()
    link = sessions.opened(desk, token, sessions.LINK, at)
    if link is None:
        return sign_in_page(request, "This address was used already, or is too old. Ask for another.")
    person = desk.records.people.get(link.person)
    try:
        passwords.acceptable(new, person.name, person.email)
    except InvalidData as error:
        return _welcome(person, token, str(error))
    people = desk.records.people
    if sessions.kept(link).label == sessions.BOTH and people.factor(person.id):
        people.set_factor(person.id, "", by=person.id, at=at)
        noted("second factor removed", at, request.client, person=person.id)
    people.set_secret(person.id, passwords.hashed(new), by=person.id, at=at)
    noted("password set", at, request.client, person=person.id)
    return onward("/sign-in", "password")


@router.get("/password")
def password_form(visit: Visitor) -> Response:
    """The form to change one's password."""
    return _password(visit)


@router.post("/password")
def password_changed(
    visit: Visitor,
    request: Request,
    old: Annotated[str, Form(max_length=passwords.MOST)],
    new: Annotated[str, Form(max_length=passwords.MOST + 1)],
) -> Response:
    """A new password for who knows the present one; every session ends with it."""
    people, person = visit.desk.records.people, visit.person
    counted = keys(person.id, request.client.host if request.client else "")
    wrong = ""
    if visit.desk.throttle.wait(counted, visit.at) > timedelta(0):
        wrong = "Too many tries. Try again later."
    elif not passwords.fits(old, people.secret(person.id)):
        visit.desk.throttle.failed(counted, visit.at)
        wrong = "This is not the present password."
    else:
        try:
            passwords.acceptable(new, person.name, person.email)
        except InvalidData as error:
            wrong = str(error)
    if wrong:
        return _password(visit, wrong)
    people.set_secret(person.id, passwords.hashed(new), by=person.id, at=visit.at)
    return onward("/sign-in", "password")


def _welcome(person: Person, word: str, wrong: str = "") -> Response:
    page = PasswordPage(
        title="Choose your password",
        served=True,
        action="/welcome",
        name=person.email,
        token=word,
        told=wrong,
        wrong=bool(wrong),
    )
    return show(page, 422 if wrong else 200)


def _password(visit: Visit, wrong: str = "") -> Response:
    fields = {**head(visit), "told": wrong, "wrong": bool(wrong)}
    page = PasswordPage(title="Change the password", action="/password", name=visit.person.email, **fields)
    return show(page, 422 if wrong else 200)


def _known(desk: Desk, identity: Identity) -> Person | None:
    """The account of an identity: the one tied to it, or one with its address that is tied to none yet."""
    people = desk.records.people
    person = people.with_subject(identity.subject)
    if person is None and identity.email:
        person = people.with_email(identity.email)
        if person is not None and person.subject:
            return None
        if person is not None:
            at = desk.settings.now()
            person = people.revise(
                person.id, version=person.version, subject=identity.subject, by=person.id, at=at
            )
    return person
