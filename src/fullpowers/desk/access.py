"""Who is asking, and what they may do: every page and every address of the API passes here first.

``allowed`` is the one rule, ``data/roles.yaml`` its table: what does not stand there nobody may do. A person
without a role in a matter is told that there is no such matter.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from typing import Annotated

from fastapi import Depends, Request

from fullpowers.model import UnknownRecord, from_yaml
from fullpowers.records import Matter, Person, Role, Session

from .sessions import BROWSER, PROGRAM, opened
from .state import Desk


class NotSignedIn(Exception):
    """Nobody is signed in; a page leads to where one signs in."""


class NotAllowed(Exception):
    """The person's role does not allow this; the message says what it would take."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done in a matter, and who may."""

    act: str
    says: str
    roles: tuple[Role, ...]


@cache
def acts() -> dict[str, Act]:
    """The table of acts by name."""
    text = files("fullpowers.desk").joinpath("data", "roles.yaml").read_text(encoding="utf-8")
    return {one.act: one for one in from_yaml(text, tuple[Act, ...], where="roles.yaml")}


def allowed(role: Role | None, act: str) -> bool:
    """Whether somebody with this role may do this; nobody may do what is not in the table."""
    return role is not None and act in acts() and role in acts()[act].roles


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of a person."""

    desk: Desk
    person: Person
    session: Session
    at: datetime

    def role(self, matter: str) -> Role | None:
        """The person's role in a matter."""
        return self.desk.records.matters.role(matter, self.person.id)


@dataclass(frozen=True, slots=True)
class Seat:
    """A person's place in one matter, for one request."""

    visit: Visit
    matter: Matter
    role: Role

    @property
    def desk(self) -> Desk:
        return self.visit.desk

    @property
    def person(self) -> Person:
        return self.visit.person

    @property
    def at(self) -> datetime:
        return self.visit.at

    def may(self, act: str) -> bool:
        """Whether the person may do this here."""
        return allowed(self.role, act)

    def need(self, act: str) -> None:
        """Refuse what the person may not do here.

        Raises:
            NotAllowed: they may not.
        """
        if not self.may(act):
            raise NotAllowed(f"to {acts()[act].says} takes another role than {self.role}")

    @property
    def all_that_may(self) -> frozenset[str]:
        """Every act that the person may do here."""
        return frozenset(act for act in acts() if self.may(act))


def visitor(request: Request) -> Visit:
    """Who is asking, by the session of the browser or the token of a program.

    Raises:
        NotSignedIn: nobody, or the session has ended.
    """
    desk: Desk = request.app.state.desk
    at = desk.settings.now()
    kind, word = BROWSER, request.cookies.get(desk.settings.cookie, "")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        kind, word = PROGRAM, token
    session = opened(desk, word, kind, at)
    if session is None:
        raise NotSignedIn
    person = desk.records.people.get(session.person)
    if person.removed or not person.active:
        raise NotSignedIn
    request.state.person = person.id  # for the security log
    return Visit(desk, person, session, at)


Visitor = Annotated[Visit, Depends(visitor)]


def seated(act: str) -> Callable[[str, Request], Seat]:
    """A dependency for the addresses of a matter: the person's place there, if they may do this act.

    Raises:
        UnknownRecord: there is no such matter, or the person has no part in it.
        NotAllowed: they have a part, but their role does not allow this.
    """
    assert act in acts(), act  # noqa: S101 - a slip of ours, found when the module is imported

    def seat(matter: str, request: Request) -> Seat:
        visit = visitor(request)  # here and not as a dependency: each of those waits for a thread of its own
        role = visit.role(matter)
        if role is None:
            raise UnknownRecord("there is no such matter")
        found = Seat(visit, visit.desk.records.matters.get(matter), role)
        found.need(act)
        return found

    return seat


def administrator(visit: Visitor) -> Visit:
    """A dependency for the addresses of the whole desk.

    Raises:
        NotAllowed: the person may not make accounts.
    """
    if not visit.person.administrator:
        raise NotAllowed("only those who may make accounts see this")
    return visit


Administrator = Annotated[Visit, Depends(administrator)]
