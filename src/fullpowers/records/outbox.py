"""The outbox: where each person wants to be told of what happens, and what is still to be sent.

An address holds secrets of the person (a bot's token, a password of a mail server): it never enters the log,
an export or a backup. A notice is written together with its event (``Records.listen``) and sent later, once.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, select, update

from fullpowers.model import UnknownRecord, from_json, plain, to_json

from .schema import CHANNEL, NOTICE
from .store import Notice, Store

if TYPE_CHECKING:
    from sqlalchemy import Row

TRIES = 6


@dataclass(frozen=True, slots=True)
class Channel:
    """A way to tell somebody something."""

    person: str
    address: str
    """As Apprise takes it: ``mailto://...``, ``tgram://...``."""
    wishes: dict[str, Any] = field(default_factory=dict)
    """What the desk keeps with it, as plain data: of what to tell, with what words, when not."""
    id: int = 0


@dataclass(frozen=True, slots=True)
class Outbox:
    """Channels, and the notices that go through them."""

    store: Store

    def keep(self, channel: Channel) -> Channel:
        """Keep a channel; one with an ``id`` replaces what was there."""
        wishes = to_json(plain(channel.wishes), indent=-1)
        row = {"person": channel.person, "address": channel.address, "wishes": wishes}
        with self.store.changing() as connection:
            if channel.id:
                mine = (CHANNEL.c.id == channel.id) & (CHANNEL.c.person == channel.person)
                if not connection.execute(update(CHANNEL).where(mine).values(**row)).rowcount:
                    raise UnknownRecord(f"there is no channel {channel.id}")
                return channel
            made = connection.execute(insert(CHANNEL).values(**row)).inserted_primary_key
        return replace(channel, id=made[0] if made else 0)

    def drop(self, channel: int, *, person: str) -> None:
        """Forget a person's channel and what was still to be sent through it."""
        mine = (CHANNEL.c.id == channel) & (CHANNEL.c.person == person)
        with self.store.changing() as connection:
            connection.execute(delete(CHANNEL).where(mine))

    def channels(self, person: str = "") -> tuple[Channel, ...]:
        """A person's channels, or all."""
        query = select(CHANNEL).order_by(CHANNEL.c.id)
        if person:
            query = query.where(CHANNEL.c.person == person)
        with self.store.reading() as connection:
            return tuple(_channel(row) for row in connection.execute(query))

    def put(self, notice: Notice) -> None:
        """Something to be sent that no event tells of, such as that a deadline is near."""
        row = {"channel": notice.channel, "log": notice.log, "seq": notice.seq, "text": notice.text}
        empty = {"due": _text(notice.due), "tries": 0, "sent": "", "fault": ""}
        with self.store.changing() as connection:
            connection.execute(insert(NOTICE).values(**row, **empty))

    def due(self, at: datetime) -> tuple[tuple[Notice, Channel], ...]:
        """What is to be sent now, oldest first."""
        wanted = (NOTICE.c.sent == "") & (NOTICE.c.due <= _text(at)) & (NOTICE.c.tries < TRIES)
        query = select(NOTICE).where(wanted).order_by(NOTICE.c.id)
        channels = {channel.id: channel for channel in self.channels()}
        with self.store.reading() as connection:
            notices = [_notice(row) for row in connection.execute(query)]
        return tuple((one, channels[one.channel]) for one in notices if one.channel in channels)

    def sent(self, notice: Notice, *, at: datetime) -> None:
        """It went out."""
        with self.store.changing() as connection:
            connection.execute(update(NOTICE).where(NOTICE.c.id == notice.id).values(sent=_text(at)))

    def failed(self, notice: Notice, fault: str, *, at: datetime) -> None:
        """It did not go out; it is tried again later, each time later, six times in all."""
        later = _text(at + timedelta(seconds=30 * 4**notice.tries))
        values = {"tries": notice.tries + 1, "due": later, "fault": fault[:500]}
        with self.store.changing() as connection:
            connection.execute(update(NOTICE).where(NOTICE.c.id == notice.id).values(**values))


def _channel(row: Row[Any]) -> Channel:
    return Channel(row.person, row.address, from_json(row.wishes, dict), row.id)


def _notice(row: Row[Any]) -> Notice:
    return Notice(row.channel, row.text, datetime.fromisoformat(row.due), row.log, row.seq, row.id, row.tries)


def _text(when: datetime) -> str:
    return when.astimezone(UTC).isoformat()
