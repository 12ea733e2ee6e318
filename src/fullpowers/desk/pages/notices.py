"""Where a person wants to be told of what happens, and the secret address of their feeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any, ClassVar

from fastapi import APIRouter, Form
from starlette.responses import Response

from fullpowers.records import Channel, Notice

from .. import notices, outward, sessions
from ..access import Visit, Visitor
from ..rendering import Page, show
from .common import Number, head, onward

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    id: int
    name: str
    kinds: tuple[str, ...]
    text: bool
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticesPage(Page):
    template: ClassVar = "notices.html"
    rows: tuple[Row, ...]
    ways: tuple[str, ...] = tuple(way.scheme for way in outward.ways())
    kinds: tuple[tuple[str, str], ...] = notices.KINDS
    feed: str = ""
    """Address of the feeds without its ending, when it was just made."""
    has_feed: bool = False


@router.get("/notices")
def settings(visit: Visitor, done: str = "") -> Response:
    """The person's ways, and the form for another."""
    return _page(visit, done)


@router.post("/notices")
def add(
    visit: Visitor,
    address: Annotated[str, Form(min_length=1, max_length=1000)],
    kinds: Annotated[list[str] | None, Form(max_length=10)] = None,
    text: Annotated[str, Form(max_length=3)] = "",
    quiet: Annotated[str, Form(pattern="^$|^([01]?[0-9]|2[0-3])-([01]?[0-9]|2[0-3])$")] = "",
    digest: Annotated[str, Form(pattern="^$|^([01]?[0-9]|2[0-3])$")] = "",
) -> Response:
    """A way for notices; a first one is sent, so that the person sees whether it works."""
    chosen = [kind for kind, _ in notices.KINDS if kind in (kinds or ())]
    wishes: dict[str, Any] = {"kinds": chosen, "text": text == "yes"}
    if quiet:
        wishes["quiet"] = [int(hour) for hour in quiet.split("-")]
    if digest:
        wishes["digest"] = int(digest)
    outbox = visit.desk.records.outbox
    channel = outbox.keep(Channel(visit.person.id, outward.checked(address), wishes))
    hello = f"Notices of your desk come here\n{visit.desk.settings.url.rstrip('/')}/notices"
    outbox.put(Notice(channel.id, hello, visit.at))
    return onward("/notices", "sent")


@router.post("/notices/{channel}/remove")
def remove(visit: Visitor, channel: Number) -> Response:
    """Take a way away, with all that was still to go through it."""
    visit.desk.records.outbox.drop(channel, person=visit.person.id)
    return onward("/notices", "saved")


@router.post("/notices/feed")
def feed(visit: Visitor) -> Response:
    """A new address for the feeds; the former one ends."""
    _revoke(visit)
    word = sessions.begin(visit.desk, visit.person, sessions.FEED, "feeds", visit.at)
    return _page(visit, feed=f"{visit.desk.settings.url.rstrip('/')}/feeds/{word}")


@router.post("/notices/feed/revoke")
def revoke(visit: Visitor) -> Response:
    """End the address of the feeds."""
    _revoke(visit)
    return onward("/notices", "ended")


def _page(visit: Visit, done: str = "", feed: str = "") -> Response:
    words = dict(notices.KINDS)
    rows = tuple(
        Row(
            one.id,
            outward.name_of(one.address),
            tuple(words[kind] for kind in one.wishes.get("kinds", ()) if kind in words),
            bool(one.wishes.get("text")),
            _when(one),
        )
        for one in visit.desk.records.outbox.channels(visit.person.id)
    )
    has_feed = bool(sessions.of(visit.desk, visit.person, sessions.FEED))
    return show(NoticesPage(title="Notices", rows=rows, feed=feed, has_feed=has_feed, **head(visit, done)))


def _when(channel: Channel) -> str:
    """When notices go out, in words."""
    digest, quiet = channel.wishes.get("digest"), channel.wishes.get("quiet")
    if isinstance(digest, int):
        return f"together, at {digest}:00 UTC"
    return f"at once, not from {quiet[0]}:00 to {quiet[1]}:00 UTC" if quiet else "at once"


def _revoke(visit: Visit) -> None:
    for session in sessions.of(visit.desk, visit.person, sessions.FEED):
        sessions.end(visit.desk, visit.person, session.id)
