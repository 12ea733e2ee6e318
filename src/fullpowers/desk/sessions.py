"""Secrets that stand for a person for a while: a browser's session, a program's token, a feed's address.

Each is 256 random bits; the desk keeps only its SHA-256, so that who reads the database cannot use it.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from fullpowers.records import Person, Session

from .state import Desk

BROWSER, PROGRAM, FEED, LINK = "browser", "program", "feed", "link"
_LASTING = timedelta(days=365)
_LINK = timedelta(days=3)
_TOUCHED = timedelta(minutes=1)
"""A session's last use is noted no oftener, so that reading does not write each time."""
MOST = 50
"""Sessions, tokens and feeds that one person has at once; the oldest of a browser gives way."""


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept with a session."""

    kind: str
    label: str = ""
    """The browser's own name, or what the token is for."""


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
    if kind == BROWSER and at - session.seen > _TOUCHED:
        desk.records.people.touch_session(session.id, at)
    return session


def begin(desk: Desk, person: Person, kind: str, label: str, at: datetime) -> str:
    """Begin a session for the person and return its secret, which nobody can read again."""
    word = secrets.token_urlsafe(32)
    lasting = {BROWSER: timedelta(minutes=desk.settings.longest), LINK: _LINK}.get(kind, _LASTING)
    people = desk.records.people
    own = people.sessions(person.id)
    for old in sorted(own, key=lambda one: one.seen)[: max(0, len(own) - MOST + 1)]:
        people.close_session(old.id)
    data = json.dumps({"kind": kind, "label": label[:200]})
    people.open_session(Session(_digest(word), person.id, at, at, at + lasting, data))
    return word


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


def _digest(word: str) -> str:
    return hashlib.sha256(word.encode()).hexdigest()
