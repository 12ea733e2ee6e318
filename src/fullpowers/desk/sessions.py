"""Secrets that stand for a person for a while: a browser's session, a program's token, an address of a feed.

Each is 256 random bits; the desk keeps only its SHA-256, so that who reads the database cannot use it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta

from fullpowers.records import Person, Records, Session

from .settings import Settings
from .state import Desk

BROWSER, PROGRAM, FEED, LINK = "browser", "program", "feed", "link"
CODE, SET_UP = "code", "set up"
"""A password that was right, while its code is asked for, or while a second factor is set up."""
PASSWORD_ALONE, BOTH = "password", "password and second factor"
"""What a link lets somebody choose anew."""
BY_PASSWORD, BY_CODE, BY_PROVIDER, BY_START = "password", "code", "provider", "start"
"""Ways in which a session of a browser begins."""
_LASTING = timedelta(days=365)
_LINK = timedelta(days=3)
_HALF = timedelta(minutes=10)
_PROVEN = timedelta(minutes=10)
_TOUCHED = timedelta(minutes=1)
"""A session's last use is noted no oftener, so that reading does not write each time."""
MOST = 50
"""Sessions, tokens and feeds that one person has at once; the oldest of a browser gives way."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept with a session."""

    kind: str
    label: str = ""
    """The browser's own name, or what the token or link is for."""
    way: str = ""
    """How a browser's session began."""
    secret: str = ""
    """Of a second factor that is being set up."""
    proven: str = ""
    """When the person last proved that it is still them, beside signing in."""


def kept(session: Session) -> Kept:
    """What was kept with the session."""
    return Kept(**json.loads(session.data or '{"kind": ""}'))


def opened(desk: Desk, word: str, kind: str, at: datetime) -> Session | None:
    """The session that this secret stands for, if it is of this kind and has not ended."""
    if not 20 <= len(word) <= 100:
        return None
    session = desk.records.people.session(_digest(word))
    if session is None or kept(session).kind != kind or at >= session.until:
        return None
    if kind == BROWSER and at - session.seen > timedelta(minutes=desk.settings.idle):
        return None
    if kind == BROWSER and desk.settings.second_factor and kept(session).way not in (BY_CODE, BY_PROVIDER):
        return None  # begun before the desk asked for more
    if kind == BROWSER and at - session.seen > _TOUCHED:
        desk.records.people.touch_session(session.id, at)
    return session


def begin(
    desk: Desk, person: Person, kind: str, label: str, at: datetime, *, way: str = "", secret: str = ""
) -> str:
    """Begin a session for the person and return its secret, which nobody can read again."""
    word = secrets.token_urlsafe(32)
    longest = timedelta(minutes=desk.settings.longest)
    lasting = {BROWSER: longest, LINK: _LINK, CODE: _HALF, SET_UP: _HALF}.get(kind, _LASTING)
    people = desk.records.people
    own = people.sessions(person.id)
    # what was begun and not ended goes first: who knows a password alone pushes out nobody who is in
    own = tuple(sorted(own, key=lambda one: (kept(one).kind not in (CODE, SET_UP), one.seen)))
    for old in own[: max(0, len(own) - MOST + 1)]:
        people.close_session(old.id)
    data = _text(Kept(kind, label[:200], way, secret))
    people.open_session(Session(_digest(word), person.id, at, at, at + lasting, data))
    return word


def link(desk: Desk, person: Person, what: str, at: datetime) -> str:
    """An address by which the person chooses a new password (and second factor), once, within three days."""
    return f"{desk.settings.url.rstrip('/')}/welcome?word={begin(desk, person, LINK, what, at)}"


def new_link(records: Records, settings: Settings, person: Person) -> str:
    """The same, for who has the machine and so need not sign in."""
    return link(Desk(records, settings), person, BOTH, settings.now())


def proven(desk: Desk, session: Session, at: datetime) -> bool:
    """Whether the person at this browser signed in, or proved it again, within the last ten minutes.

    At the local desk nobody can be asked: its person is who has the machine.
    """
    if not desk.settings.served:
        return True
    held = kept(session)
    last = max(session.made, datetime.fromisoformat(held.proven) if held.proven else session.made)
    return held.kind == BROWSER and at - last < _PROVEN


def prove(desk: Desk, session: Session, at: datetime) -> None:
    """Note that the person proved that it is still them."""
    held = replace(kept(session), proven=at.isoformat())
    desk.records.people.keep_with_session(session.id, _text(held))


def of(desk: Desk, person: Person, *kinds: str) -> tuple[Session, ...]:
    """The person's sessions of these kinds, those begun last first."""
    own = desk.records.people.sessions(person.id)
    return tuple(
        sorted((one for one in own if kept(one).kind in kinds), key=lambda one: one.made, reverse=True)
    )


def end(desk: Desk, person: Person, identity: str) -> bool:
    """End a session of the person; whether there was one."""
    known = any(one.id == identity for one in desk.records.people.sessions(person.id))
    if known:
        desk.records.people.close_session(identity)
    return known


def _text(held: Kept) -> str:
    return json.dumps({name: value for name, value in asdict(held).items() if value})


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
