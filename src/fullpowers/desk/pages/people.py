"""People: who takes part in a matter and as what, and the accounts of the whole desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Form
from starlette.responses import Response

from fullpowers.model import InvalidData
from fullpowers.records import Role

from .. import acts, sessions
from ..access import Act, Administrator, Seat, Visit, seated
from ..access import acts as all_acts
from ..rendering import Page, show
from .common import head, matter_head, onward

router = APIRouter()


@dataclass(frozen=True, slots=True)
class MemberRow:
    id: str
    name: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MembersPage(Page):
    template: ClassVar = "members.html"
    rows: tuple[MemberRow, ...]
    others: tuple[tuple[str, str], ...]
    roles: tuple[str, ...] = tuple(Role)
    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class AccountRow:
    id: str
    name: str
    email: str
    administrator: bool
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage(Page):
    template: ClassVar = "accounts.html"
    rows: tuple[AccountRow, ...]
    self: str
    link: str = ""


@router.get("/m/{matter}/people")
def members(seat: Annotated[Seat, Depends(seated("see team"))], done: str = "") -> Response:
    """Who takes part, and what each role may do."""
    people = {one.id: one for one in seat.desk.records.people.everybody()}
    found = seat.desk.records.matters.members(seat.matter.id)
    rows = tuple(MemberRow(one.person, people[one.person].name, one.role) for one in found)
    taking_part = {one.person for one in found}
    others = tuple(
        (one.id, f"{one.name} ({one.email})" if one.email else one.name)
        for one in people.values()
        if one.id not in taking_part and one.active
    )
    page = MembersPage(
        title="People and roles",
        rows=rows,
        others=others if seat.may("manage people") else (),
        acts=tuple(all_acts().values()),
        **matter_head(seat, done),
    )
    return show(page)


@router.post("/m/{matter}/people")
def give_role(
    seat: Annotated[Seat, Depends(seated("manage people"))],
    person: Annotated[str, Form(max_length=64)],
    role: Annotated[str, Form(max_length=20)] = "",
) -> Response:
    """Give a person a role, or take them out."""
    if role and role not in set(Role):
        raise InvalidData(f"there is no role {role!r}")
    acts.give_role(seat, person, Role(role) if role else None)
    return onward(f"/m/{seat.matter.id}/people", "saved")


@router.get("/people")
def accounts(visit: Administrator, done: str = "") -> Response:
    """All accounts."""
    return _accounts(visit, done=done)


@router.post("/people")
def account(
    visit: Administrator,
    name: Annotated[str, Form(min_length=1, max_length=200)],
    email: Annotated[str, Form(min_length=3, max_length=200)],
    administrator: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Make an account; who it is for chooses the password by a link that works once."""
    people = visit.desk.records.people
    if not name.strip() or "@" not in email:
        raise InvalidData("an account needs a name and an e-mail address")
    if people.with_email(email.strip()) is not None:
        raise InvalidData("there is an account with this address already")
    person = people.add(
        name.strip(),
        email=email.strip(),
        administrator=administrator == "yes",
        by=visit.person.id,
        at=visit.at,
    )
    return _accounts(visit, link=_link(visit, person.id))


@router.post("/people/{identity}/link")
def link(visit: Administrator, identity: str) -> Response:
    """A link by which the person chooses a new password."""
    return _accounts(visit, link=_link(visit, identity))


@router.post("/people/{identity}/close")
def close(visit: Administrator, identity: str) -> Response:
    """Close an account; what the person wrote stays."""
    if identity == visit.person.id:
        raise InvalidData("nobody closes their own account; somebody else must")
    people = visit.desk.records.people
    person = people.get(identity)
    people.revise(person.id, version=person.version, active=False, by=visit.person.id, at=visit.at)
    people.close_sessions(person.id)
    return onward("/people", "closed")


def _accounts(visit: Visit, link: str = "", done: str = "") -> Response:
    rows = tuple(
        AccountRow(one.id, one.name, one.email, one.administrator, not one.active)
        for one in visit.desk.records.people.everybody()
    )
    fields = head(visit, done)
    return show(AccountsPage(title="Accounts", rows=rows, self=visit.person.id, link=link, **fields))


def _link(visit: Visit, identity: str) -> str:
    person = visit.desk.records.people.get(identity)
    word = sessions.begin(visit.desk, person, sessions.LINK, "password", visit.at)
    return f"{visit.desk.settings.url.rstrip('/')}/welcome?word={word}"
