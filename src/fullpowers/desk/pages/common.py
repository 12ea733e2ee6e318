"""What all pages need: the head of a page for a person, going on after an act, names of downloads."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import Path
from starlette.responses import RedirectResponse, Response

from fullpowers.model import InvalidData

from .. import second, sessions
from ..access import Seat, Visit

Number = Annotated[int, Path(ge=0, lt=2**31)]
"""A number in an address, as a database can hold it."""
DONE = {
    "saved": "Saved.",
    "taken-in": "The draft is taken in and stored as it came. Its review is under way.",
    "again": "It will be reviewed again.",
    "ended": "Ended.",
    "undone": "Taken back; the log keeps both.",
    "sent": "A first notice is on its way.",
    "password": "The password is set. All your sessions have ended; sign in with it.",
    "proven": "It is you. For ten minutes you can do here what this page asks it for.",
    "prove": "Ten minutes have gone by: say again that it is you. Nothing was changed.",
    "one-factor": "The second factor is removed, and all your sessions have ended.",
    "closed": "The account is closed, and all its sessions have ended.",
}
"""What is said after an act, by the word in the address; nothing else can be put on a page that way."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a page asks of the person before it lets them change who gets in."""

    proven: bool
    """It was asked not long ago."""
    password: bool
    """They have one here; otherwise they sign in again."""
    code: bool
    """They have a second factor."""
    name: str


def asked(visit: Visit) -> Asked:
    """The same, for this person now."""
    records, person = visit.desk.records, visit.person
    password = visit.desk.settings.served and bool(records.people.secret(person.id))
    proven = sessions.proven(visit.desk, visit.session, visit.at)
    return Asked(proven, password, second.has(records, person), person.email)


def head(visit: Visit, done: str = "") -> dict[str, Any]:
    """Fields of a page for this person."""
    person = visit.person
    return {
        "person": person.name,
        "administrator": person.administrator,
        "served": visit.desk.settings.served,
        "told": DONE.get(done, ""),
    }


def matter_head(seat: Seat, done: str = "") -> dict[str, Any]:
    """Fields of a page of this matter for this person."""
    return {
        **head(seat.visit, done),
        "matter": seat.matter.id,
        "matter_name": seat.matter.name,
        "may": seat.all_that_may,
    }


def onward(path: str, done: str = "") -> RedirectResponse:
    """After an act: on to a page, which says what was done."""
    return RedirectResponse(f"{path}?done={done}" if done else path, 303)


def download(data: bytes, name: str, media_type: str = "application/octet-stream") -> Response:
    """A file to keep: never shown in our origin, its name made harmless (RFC 6266)."""
    plain = "".join(c if c.isascii() and (c.isalnum() or c in "-_. ") else "_" for c in name).strip(". ")
    extended = quote(name.replace("/", "_").replace("\\", "_")[:200], safe="", errors="replace")
    return Response(
        data,
        media_type=media_type,
        headers={
            "content-disposition": f'attachment; filename="{plain[:150] or "file"}"; '
            f"filename*=UTF-8''{extended}",
            "content-security-policy": "sandbox; default-src 'none'; frame-ancestors 'none'; "
            "base-uri 'none'; object-src 'none'",
        },
    )


def local(path: str) -> str:
    """The path if it is one of a matter at this desk; an address must not lead elsewhere from here."""
    return path if re.fullmatch(r"/m/[A-Za-z0-9_/-]{1,300}", path) else ""


def moment(text: str, what: str) -> datetime | None:
    """A time from a form (UTC), or nothing when it was left empty.

    Raises:
        InvalidData: it is no time.
    """
    if not text.strip():
        return None
    try:
        when = datetime.fromisoformat(text.strip())
    except ValueError as error:
        raise InvalidData(f"{what}: {text[:40]!r} is not a day and time such as 2025-02-20T19:00") from error
    return when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
