"""Matters: a negotiation, who takes part in it and as what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from fullpowers.model import UnknownRecord

from .known import look_at
from .shelf import Shelf
from .store import DESK, Record, id_of, new_id


class Role(StrEnum):
    """What a member is in a matter; what each may do is the desk's rule."""

    OWNER = "owner"
    COUNSEL = "counsel"
    ECONOMIST = "economist"
    READER = "reader"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Setting:
    """What is known of a negotiation besides its name; each as in ``Matter``."""

    on: date | None = None
    signing: str = ""
    parties: tuple[str, ...] = ()
    facts: Mapping[str, bool | float | None] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter(Record):
    """A negotiation. Its ``id`` is the name of its log."""

    name: str
    side: str
    """ISO 3166 alpha-2 code of the state that the team works for."""
    on: date | None = None
    """Day of the review, when it is not the day on which it is made."""
    signing: str = ""
    """ISO 8601 date and time for which the signature is set; empty when none is."""
    parties: tuple[str, ...] = ()
    facts: dict[str, bool | float | None] = field(default_factory=dict)
    """Facts from outside the texts, by the names that ``fullpowers check`` prints."""
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Member(Record):
    """A person's part in a matter."""

    person: str
    role: Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding(Record):
    """That the desk holds a matter: kept in the desk's own log, so that a matter cannot vanish unnoticed."""

    log: str
    name: str
    head: str = ""
    """Head of its log when it was taken in from another desk."""


class Matters(Shelf[Matter]):
    """The matters of the desk."""

    kind: ClassVar = Matter
    __slots__ = ()

    def new(
        self,
        name: str,
        side: str,
        setting: Setting | None = None,
        *,
        by: str,
        at: datetime,
        key: str = "",
    ) -> Matter:
        """Open a matter with its own log; who opens it owns it."""
        said = {"name": name, "side": side}
        known = setting or Setting()
        matter = Matter(
            name=name,
            side=side,
            on=known.on,
            signing=known.signing,
            parties=known.parties,
            facts=dict(known.facts),
        )
        with self.store.writing(by, at) as writing:
            writing.lock(DESK)
            if (before := writing.repeated(Matter, "opened", key, said)) is not None:
                return before
            log = new_id()
            writing.open_log(log)
            writing.put(Holding(log=log, name=name), "opened a matter")
            made = writing.put(replace(matter, id=log, matter=log), "opened", key=key, said=said)
            member = Member(id=member_id(log, by), matter=log, person=by, role=Role.OWNER)
            writing.put(member, "joined")
        return made

    def get(self, identity: str, matter: str = "") -> Matter:
        """The matter with this identity, removed or not; it stands in its own log.

        Raises:
            UnknownRecord: there is none.
        """
        return super().get(identity, matter or identity)

    def everywhere(self, *, removed: bool = False) -> tuple[Matter, ...]:
        """All matters, the one opened first at the front."""
        logs = self.logs()
        look_at(self.store, logs)
        return tuple(matter for log in logs for matter in self.all(log, removed=removed))

    def of(self, person: str) -> tuple[tuple[Matter, Role], ...]:
        """The matters in which a person takes part, and as what."""
        mine = ((matter, self.role(matter.id, person)) for matter in self.everywhere())
        return tuple((matter, role) for matter, role in mine if role is not None)

    def find(self, named: str) -> Matter:
        """The matter with this identity (or the beginning of one) or this name.

        Raises:
            UnknownRecord: there is none, or more than one.
        """
        return matter_named(self.everywhere(), named)

    def logs(self) -> tuple[str, ...]:
        """Identities of all matters, removed ones as well, in the order in which they came here."""
        return tuple(one.log for one in Holdings(self.store).all(DESK))

    def members(self, matter: str, *, removed: bool = False) -> tuple[Member, ...]:
        """Who takes part, in the order in which they joined."""
        return Members(self.store).all(matter, removed=removed)

    def role(self, matter: str, person: str) -> Role | None:
        """As what a person takes part; ``None`` when they do not."""
        return next((one.role for one in self.members(matter) if one.person == person), None)

    def admit(self, matter: str, person: str, role: Role, *, by: str, at: datetime, key: str = "") -> Member:
        """Let a person take part, or give a member another role."""
        return Members(self.store).admit(matter, person, role, by=by, at=at, key=key)

    def dismiss(self, member: Member, *, by: str, at: datetime) -> Member:
        """End somebody's part."""
        return Members(self.store).remove(member.id, version=member.version, by=by, at=at)


def matter_named(matters: Iterable[Matter], named: str) -> Matter:
    """The one of these matters with this identity (or the beginning of one) or this name.

    Raises:
        UnknownRecord: there is none, or more than one.
    """
    known = tuple(matters)
    found = [one for one in known if named == one.id] or [one for one in known if named == one.name]
    found = found or [one for one in known if len(named) >= 4 and one.id.startswith(named)]
    if len(found) == 1:
        return found[0]
    if found:
        raise UnknownRecord(f"{len(found)} matters are named {named!r}; say which by its identity")
    raise UnknownRecord(f"there is no matter {named!r}")


class Members(Shelf[Member]):
    """Who takes part in which matter."""

    kind: ClassVar = Member
    __slots__ = ()

    def admit(self, matter: str, person: str, role: Role, *, by: str, at: datetime, key: str) -> Member:
        """See ``Matters.admit``."""
        present = next((one for one in self.all(matter, removed=True) if one.person == person), None)
        if present is None:
            member = Member(id=member_id(matter, person), matter=matter, person=person, role=role)
            return self._add(member, "joined", by=by, at=at, key=key)
        if present.role is role and not present.removed:
            return present
        changes = {"role": role, "removed": False}
        return self.revise(present.id, version=present.version, by=by, at=at, key=key, verb="role", **changes)


def member_id(matter: str, person: str) -> str:
    """The identity of a person's part in a matter, of which there is one alone."""
    return id_of("member", matter, person)


class Holdings(Shelf[Holding]):
    """Which matters the desk holds."""

    kind: ClassVar = Holding
    __slots__ = ()
