"""Notices: what people are told of outside the desk: a new draft, a deadline, an assignment, a conflict.

They are off until a person adds a way for them. They carry names of matters and drafts and an address at the
desk, and words of a draft only for who asked for them. What an event tells is written with the event.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from fullpowers.records import Channel, Event, Notice, Role

from . import acts
from .access import allowed
from .state import Desk

KINDS = (
    ("draft", "a new draft"),
    ("deadline", "an answer that is due soon"),
    ("assigned", "something assigned to me"),
    ("conflict", "a conflict with the law found in a review"),
)
NEAR = (timedelta(hours=24), timedelta(hours=3))
"""How long before an answer is due a notice goes out."""


@dataclass(frozen=True, slots=True)
class _Told:
    """Something to tell."""

    kind: str
    title: str
    path: str
    words: str = ""
    """Of the draft or of a note; only for channels that ask for them."""
    only: str = ""
    """Person whom it is for; empty for all who may know."""
    act: str = "read"
    """What one must be allowed to do to be told."""


def listen(desk: Desk) -> None:
    """Have the notices of each event written with it."""
    desk.records.listen(lambda event: of_event(desk, event))


def of_event(desk: Desk, event: Event) -> tuple[Notice, ...]:
    """The notices that an event leads to."""
    told = _told(desk, event)
    if told is None:
        return ()
    return tuple(
        Notice(channel.id, _text(desk, told, channel), due(channel, event.at))
        for channel in _channels(desk, event.log, told)
        if channel.person != event.by or told.kind in ("conflict",)
    )


def due(channel: Channel, at: datetime) -> datetime:
    """When a notice may go out: at once, at the digest's hour, or when the quiet hours are over (UTC)."""
    digest, quiet = channel.wishes.get("digest"), channel.wishes.get("quiet")
    if isinstance(digest, int):
        return _next(at, digest)
    if isinstance(quiet, list) and len(quiet) == 2 and (at.hour - quiet[0]) % 24 < (quiet[1] - quiet[0]) % 24:
        return _next(at, quiet[1])
    return at


def _next(at: datetime, hour: int) -> datetime:
    """The next time at which this hour begins."""
    begins = at.replace(hour=hour, minute=0, second=0, microsecond=0)
    return begins if begins > at else begins + timedelta(days=1)


def together(waiting: Iterable[tuple[Notice, Channel]]) -> Iterator[tuple[tuple[Notice, ...], Channel]]:
    """What goes out as one message: of a channel with a digest all that is due, else each by itself."""
    grouped: dict[int, list[Notice]] = {}
    channels = {}
    for number, (notice, channel) in enumerate(waiting):
        key = channel.id if isinstance(channel.wishes.get("digest"), int) else -1 - number
        grouped.setdefault(key, []).append(notice)
        channels[key] = channel
    return ((tuple(notices), channels[key]) for key, notices in grouped.items())


def worded(notices: tuple[Notice, ...]) -> tuple[str, str]:
    """Title and text of a message."""
    if len(notices) == 1:
        title, _, body = notices[0].text.partition("\n")
        return title, body
    return f"{len(notices)} notices of your desk", "\n\n".join(one.text for one in notices)


def watch_deadlines(desk: Desk, at: datetime) -> None:
    """Tell of answers that are due soon; each of them once for each span and channel."""
    channels = desk.records.outbox.channels()
    for channel in channels:
        if "deadline" not in channel.wishes.get("kinds", ()):
            continue
        said = set(channel.wishes.get("deadlines", ()))
        fresh = set()
        for matter, role in desk.records.matters.of(channel.person):
            for draft in desk.records.drafts.all(matter.id) if allowed(role, "read") else ():
                due = acts.time_of(draft.receipt.answer_due)
                span = next((one for one in reversed(NEAR) if due and timedelta(0) < due - at <= one), None)
                if due is None or span is None:
                    continue
                mark = f"{draft.id} {due.isoformat()} {span.total_seconds():.0f}"
                if mark in said:
                    continue
                fresh.add(mark)
                left = int((due - at).total_seconds()) // 60
                title = f"{matter.name}: answer to {draft.label or draft.name} due in {_span(left)}"
                told = _Told("deadline", title, f"/m/{matter.id}")
                desk.records.outbox.put(Notice(channel.id, _text(desk, told, channel), at))
        if fresh:
            wishes = {**channel.wishes, "deadlines": sorted(said | fresh)[-200:]}
            desk.records.outbox.keep(Channel(channel.person, channel.address, wishes, channel.id))


def _told(desk: Desk, event: Event) -> _Told | None:
    """What an event has to tell, if anything."""
    state: dict[str, Any] = event.state
    if event.kind == "draft" and event.version == 1:
        label = state.get("label") or state.get("name", "")
        return _Told("draft", f"{_matter(desk, event)}: new draft {label}", f"/m/{event.log}")
    if event.kind == "annotation" and event.verb in ("annotated", "assigned", "revised"):
        person = state.get("assignee", "")
        before = _assigned_before(desk, event)
        if person and person != before:
            draft = next((one["draft"] for one in reversed(state.get("places", ()))), "")
            path = f"/m/{event.log}/d/{draft}/read#note-{event.target}"
            title = f"{_matter(desk, event)}: {event.name} assigned you something"
            return _Told("assigned", title, path, str(state.get("text", ""))[:300], person, "see team")
    if event.kind == "reviewed" and event.version == 1 and state.get("conflicts"):
        count = state["conflicts"]
        title = f"{_matter(desk, event)}: {count} conflict{'s' * (count != 1)} with the law found"
        return _Told("conflict", title, f"/m/{event.log}/d/{state['draft']}/law")
    return None


def _assigned_before(desk: Desk, event: Event) -> str:
    if event.version == 1:
        return ""
    earlier = desk.records.log.events(event.log, target=event.target)
    return next((str(one.state.get("assignee", "")) for one in reversed(earlier) if one.seq < event.seq), "")


def _channels(desk: Desk, matter: str, told: _Told) -> tuple[Channel, ...]:
    """The channels that want this kind of notice, of people who may know."""
    members = {one.person: one.role for one in desk.records.matters.members(matter)}
    return tuple(
        channel
        for channel in desk.records.outbox.channels()
        if told.kind in channel.wishes.get("kinds", ())
        and told.only in ("", channel.person)
        and allowed(_role(members, channel.person), told.act)
    )


def _role(members: dict[str, Role], person: str) -> Role | None:
    return members.get(person)


def _text(desk: Desk, told: _Told, channel: Channel) -> str:
    """Title on the first line, then the address, then words where they are wanted."""
    lines = [" ".join(told.title.split()), f"{desk.settings.url.rstrip('/')}{told.path}"]
    if told.words and channel.wishes.get("text"):
        lines.append(" ".join(told.words.split()))
    return "\n".join(lines)


def _matter(desk: Desk, event: Event) -> str:
    return desk.records.matters.get(event.log).name


def _span(minutes: int) -> str:
    return f"{minutes // 60} h {minutes % 60} min" if minutes >= 60 else f"{minutes} min"
