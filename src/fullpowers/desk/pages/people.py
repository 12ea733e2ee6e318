"""People: who takes part in a matter and as what, and the accounts of the whole desk."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from fastapi import APIRouter, Depends, Form, Request
from starlette.responses import Response

from fullpowers.model import InvalidData
from fullpowers.records import Role

from .. import acts, second, sessions
from ..access import Act, Administrator, Seat, Visit, seated
from ..access import acts as all_acts
from ..rendering import Page, show
from ..watch import noted
from .common import Asked, asked, head, matter_head, onward

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
    factor: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsPage(Page):
    template: ClassVar = "accounts.html"
    rows: tuple[AccountRow, ...]
    self: str
    asked: Asked
    link: str = ""
    both: bool = False
    """The link is for a second factor too."""


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
    return accounts_page(visit, done=done)


@router.post("/people")
def account(
    visit: Administrator,
    request: Request,
    name: Annotated[str, Form(min_length=1, max_length=200)],
    email: Annotated[str, Form(min_length=3, max_length=200)],
    administrator: Annotated[str, Form(max_length=3)] = "",
) -> Response:
    """Make an account; who it is for chooses the password by a link that works once."""
    if not sessions.proven(visit.desk, visit.session, visit.at):
        return onward("/people", "prove")
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
    return accounts_page(visit, link=_link(visit, request, person.id))


@router.post("/people/{identity}/link")
def link(
    visit: Administrator, request: Request, identity: str, both: Annotated[str, Form(max_length=3)] = ""
) -> Response:
    """A link by which the person chooses a new password, or both that and a second factor."""
    if not sessions.proven(visit.desk, visit.session, visit.at):
        return onward("/people", "prove")
    made = _link(visit, request, identity, both=both == "yes")
    return accounts_page(visit, link=made, both=both == "yes")


@router.post("/people/{identity}/close")
def close(visit: Administrator, request: Request, identity: str) -> Response:
    """Close an account; what the person wrote stays."""
    if not sessions.proven(visit.desk, visit.session, visit.at):
        return onward("/people", "prove")
    if identity == visit.person.id:
        raise InvalidData("nobody closes their own account; somebody else must")
    people = visit.desk.records.people
    person = people.get(identity)
    people.revise(person.id, version=person.version, active=False, by=visit.person.id, at=visit.at)
    people.close_sessions(person.id)
    noted("account closed", visit.at, request.client, person=visit.person.id, of=person.id)
    return onward("/people", "closed")


def accounts_page(
    visit: Visit, done: str = "", *, link: str = "", both: bool = False, wrong: str = ""
) -> Response:
    """The page, with a link just made, or with what was wrong with a proof."""
    records = visit.desk.records
    rows = tuple(
        AccountRow(one.id, one.name, one.email, one.administrator, not one.active, second.has(records, one))
        for one in records.people.everybody()
    )
    fields = head(visit, done)
    page = AccountsPage(
        title="Accounts",
        rows=rows,
        self=visit.person.id,
        asked=asked(visit),
        link=link,
        both=both,
        **{**fields, "told": wrong or fields["told"], "wrong": bool(wrong)},
    )
    return show(page, 422 if wrong else 200)


def _link(visit: Visit, request: Request, identity: str, *, both: bool = False) -> str:
    person = visit.desk.records.people.get(identity)
    noted("link made", visit.at, request.client, person=visit.person.id, of=person.id)
    return sessions.link(visit.desk, person, sessions.BOTH if both else sessions.PASSWORD_ALONE, visit.at)
