"""People: who they are, their passwords (as the desk hashed them), second factors and sessions.

A password's hash, a second factor and a session never enter the log, an export or a backup's log; that one of
the first two was changed does.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, ClassVar

from sqlalchemy import Row, delete, insert, select, update

from fullpowers.model import InvalidData

from .schema import CREDENTIAL, FACTOR, SESSION
from .shelf import Shelf
from .store import DESK, Record, new_id, read


@dataclass(frozen=True, slots=True, kw_only=True)
class Person(Record):
    """Somebody who works at the desk, or once wrote in a matter that was taken in from another."""

    name: str
    email: str = ""
    """What they sign in with."""
    subject: str = ""
    """``issuer subject`` of a sign-in elsewhere (OpenID Connect); empty for none."""
    administrator: bool = False
    """May invite people and see the desk's own log; says nothing about matters."""
    active: bool = True
    """May sign in."""


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody's open browser; ``id`` is a hash of the token that only the browser holds."""

    id: str
    person: str
    made: datetime
    seen: datetime
    until: datetime
    data: str = ""
    """What the desk keeps with it, as text."""


class People(Shelf[Person]):
    """The people of the desk."""

    kind: ClassVar = Person
    __slots__ = ()

    def add(
        self,
        name: str,
        *,
        email: str = "",
        subject: str = "",
        administrator: bool = False,
        by: str = "",
        at: datetime,
        key: str = "",
    ) -> Person:
        """Add a person; without ``by`` they add themselves, as the first one must.

        Raises:
            InvalidData: somebody active signs in with this address already.
        """
        person = Person(name=name, email=email, subject=subject, administrator=administrator)
        with self.store.writing(by, at) as writing:
            writing.lock(DESK)
            if email and self.with_email(email) is not None:
                raise InvalidData(f"there is an account with the address {email} already")
            if not by:
                writing.by = new_id()
                person = replace(person, id=writing.by)
            return writing.put(person, "added", key=key)

    def get(self, identity: str, matter: str = DESK) -> Person:
        """The person with this identity, removed or not; they stand in the desk's own log.

        Raises:
            UnknownRecord: there is none.
        """
        return super().get(identity, matter)

    def everybody(self, *, removed: bool = False) -> tuple[Person, ...]:
        """All people in the order in which they were added."""
        return self.all(DESK, removed=removed)

    def here(self, name: str, at: datetime) -> Person:
        """The person at this machine: the one with this name, else who may make accounts, else a new one."""
        active = [one for one in self.everybody() if one.active]
        known = self.named(name) or next((one for one in active if one.administrator), None)
        return known or self.add(name, administrator=True, at=at)

    def named(self, name: str) -> Person | None:
        """The first active person with this name."""
        return next((one for one in self.everybody() if one.active and one.name == name), None)

    def with_email(self, email: str) -> Person | None:
        """The active person who signs in with this address, whatever the case of its letters."""
        wanted = email.casefold()
        return next((one for one in self.everybody() if one.active and one.email.casefold() == wanted), None)

    def with_subject(self, subject: str) -> Person | None:
        """The active person with this identity of a sign-in elsewhere."""
        return next((one for one in self.everybody() if one.active and one.subject == subject), None)

    def set_secret(self, person: str, secret: str, *, by: str, at: datetime) -> None:
        """Keep the hash of a new password, note in the log that it changed, and end the person's sessions."""
        with self.store.writing(by, at) as writing:
            present = read(writing.connection, person, Person)
            writing.put(present, "password changed", version=present.version)
            writing.connection.execute(delete(CREDENTIAL).where(CREDENTIAL.c.person == person))
            row = {"person": person, "secret": secret, "changed": writing.at.isoformat()}
            writing.connection.execute(insert(CREDENTIAL).values(**row))
            writing.connection.execute(delete(SESSION).where(SESSION.c.person == person))

    def secret(self, person: str) -> str:
        """The hash of the person's password; empty when none was set."""
        with self.store.reading() as connection:
            query = select(CREDENTIAL.c.secret).where(CREDENTIAL.c.person == person)
            return connection.execute(query).scalar() or ""

    def set_factor(self, person: str, state: str, *, by: str, at: datetime) -> None:
        """Keep a new second factor, or (empty) none; note it in the log and end the person's sessions."""
        with self.store.writing(by, at) as writing:
            present = read(writing.connection, person, Person)
            verb = "second factor set" if state else "second factor removed"
            writing.put(present, verb, version=present.version)
            writing.connection.execute(delete(FACTOR).where(FACTOR.c.person == person))
            if state:
                writing.connection.execute(insert(FACTOR).values(person=person, state=state))
            writing.connection.execute(delete(SESSION).where(SESSION.c.person == person))

    def factor(self, person: str) -> str:
        """What the desk keeps of the person's second factor; empty when there is none."""
        with self.store.reading() as connection:
            query = select(FACTOR.c.state).where(FACTOR.c.person == person)
            return connection.execute(query).scalar() or ""

    def use_factor(self, person: str, was: str, now: str) -> bool:
        """Note that a code was used, unless another use came between; whether it was noted."""
        with self.store.changing() as connection:
            here = update(FACTOR).where(FACTOR.c.person == person, FACTOR.c.state == was)
            return connection.execute(here.values(state=now)).rowcount == 1

    def open_session(self, session: Session) -> None:
        """Remember an open browser."""
        with self.store.changing() as connection:
            row = {"id": session.id, "person": session.person, "data": session.data}
            times = {name: _text(getattr(session, name)) for name in ("made", "seen", "until")}
            connection.execute(insert(SESSION).values(**row, **times))

    def session(self, identity: str) -> Session | None:
        """The session with this hashed token, whether or not it has run out."""
        with self.store.reading() as connection:
            row = connection.execute(select(SESSION).where(SESSION.c.id == identity)).first()
        return _session(row) if row is not None else None

    def sessions(self, person: str) -> tuple[Session, ...]:
        """A person's sessions, those that have run out as well."""
        with self.store.reading() as connection:
            rows = connection.execute(select(SESSION).where(SESSION.c.person == person)).all()
        return tuple(_session(row) for row in rows)

    def touch_session(self, identity: str, seen: datetime) -> None:
        """Note that the session was used."""
        with self.store.changing() as connection:
            connection.execute(update(SESSION).where(SESSION.c.id == identity).values(seen=_text(seen)))

    def keep_with_session(self, identity: str, data: str) -> None:
        """Change what is kept with a session."""
        with self.store.changing() as connection:
            connection.execute(update(SESSION).where(SESSION.c.id == identity).values(data=data))

    def close_session(self, identity: str) -> None:
        """Forget a session."""
        with self.store.changing() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.id == identity))

    def close_sessions(self, person: str) -> None:
        """Forget all sessions of a person."""
        with self.store.changing() as connection:
            connection.execute(delete(SESSION).where(SESSION.c.person == person))


def _session(row: Row[Any]) -> Session:
    made, seen, until = (datetime.fromisoformat(value) for value in (row.made, row.seen, row.until))
    return Session(row.id, row.person, made, seen, until, row.data)


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat()
