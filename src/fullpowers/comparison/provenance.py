"""What the new file says of its own making, held against how it came in and against the draft before.

Nothing here proves a forgery: clocks are wrong, templates keep the names of strangers. Each contradiction is
said with both sides, and a person asks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from fullpowers.model import Instrument, Notice, Receipt, Revision, Severity

from .loading import load

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_SHOWN = 5
"""Marks of one kind that are named one by one."""
_CODE = "provenance"


def doubts(old: Instrument, new: Instrument) -> tuple[Notice, ...]:
    """Notices where the new file's record, its marks and its receipt do not go together."""
    record, earlier = _record(new), _record(old)
    receipt = new.source.receipt if new.source else None
    before = old.source.receipt if old.source else None
    return (
        *_saved_too_late(record, receipt),
        *_marked_too_late(new, record, receipt),
        *_older_than_the_last(record, earlier, before),
        *_by_another_side(record, receipt, new),
    )


def _saved_too_late(record: dict[str, str], receipt: Receipt | None) -> Iterator[Notice]:
    received = _day(receipt.received) if receipt else ""
    created, saved = _day(record.get("created", "")), _day(record.get("saved", ""))
    if received and saved > received:
        yield Notice(
            _CODE,
            Severity.CAUTION,
            f"The file says that it was last saved on {saved}; by the matter it came in on {received}: "
            "it was saved again on our side, or it is not the file that came.",
        )
    if created and saved and created > saved:
        yield Notice(
            _CODE,
            Severity.CAUTION,
            f"The file says that it was made on {created} and last saved on {saved}, before that: "
            "a clock was wrong, or the record was altered.",
        )


def _marked_too_late(new: Instrument, record: dict[str, str], receipt: Receipt | None) -> Iterator[Notice]:
    """Tracked changes dated after the file came in, or after it was last saved."""
    limits = (
        (_day(receipt.received) if receipt else "", "the file came in"),
        (_day(record.get("saved", "")), "the file was last saved, as it says itself"),
    )
    for day, what in limits:
        late = [revision for revision in new.revisions if day and _day(revision.date) > day]
        for revision in late[:_SHOWN]:
            yield Notice(
                _CODE,
                Severity.CAUTION,
                f"The {revision.kind.value} of “{_short(revision)}” by {revision.author or 'nobody named'} "
                f"is dated {_day(revision.date)}; {what} on {day}.",
                new.passage(revision.start, revision.end) if revision.end > revision.start else None,
            )
        if len(late) > _SHOWN:
            more = len(late) - _SHOWN
            yield Notice(_CODE, Severity.CAUTION, f"{more} more marks are dated after {what}, on {day}.")
        if late:
            return


def _older_than_the_last(
    record: dict[str, str], earlier: dict[str, str], before: Receipt | None
) -> Iterator[Notice]:
    """A new draft that was last saved before the one that it answers."""
    saved = _day(record.get("saved", ""))
    if not saved:
        return
    received, was_saved = _day(before.received) if before else "", _day(earlier.get("saved", ""))
    if received and saved < received:
        yield Notice(
            _CODE,
            Severity.CAUTION,
            f"The file was last saved on {saved}, before the previous draft came in on {received}: "
            "it may be an older text, sent as a new one.",
        )
    elif was_saved and saved < was_saved:
        yield Notice(
            _CODE,
            Severity.CAUTION,
            f"The file was last saved on {saved}, the previous draft on {was_saved}: "
            "which is the newer text?",
        )


def _by_another_side(record: dict[str, str], receipt: Receipt | None, new: Instrument) -> Iterator[Notice]:
    """A record that names a party other than the one from whom the draft is said to come."""
    sender = receipt.sender if receipt else ""
    claimed = _party_named(sender, new)
    if not claimed:
        return
    named = {what: record[what] for what in ("author", "last saved by", "company") if record.get(what)}
    for what, text in named.items():
        party = _party_named(text, new)
        if party and party != claimed:
            yield Notice(
                _CODE,
                Severity.CAUTION,
                f"The matter says that the draft came from “{sender}”; "
                f"the file's own record names “{text}” ({what}), which is the side of {party}.",
            )
    for author in dict.fromkeys(revision.author for revision in new.revisions if revision.author):
        party = _party_named(author, new)
        if party and party != claimed:
            yield Notice(
                _CODE,
                Severity.CAUTION,
                f"The matter says that the draft came from “{sender}”; "
                f"marks in it are by “{author}”, which is the side of {party}.",
            )


def _party_named(text: str, new: Instrument) -> str:
    """The one party whose own words stand in ``text``; empty when none or several do."""
    words = _telling(text)
    found = [
        party.name
        for party in new.parties
        if words & {word for name in (party.name, *party.aliases) for word in _telling(name)}
    ]
    return found[0] if len(found) == 1 else ""


def _telling(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w{3,}", text.casefold())) - _common()


@dataclass(frozen=True, slots=True)
class _Words:
    words: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class _Data:
    common: _Words


@cache
def _common() -> frozenset[str]:
    return load("provenance.yaml", _Data).common.words


def _record(instrument: Instrument) -> dict[str, str]:
    return dict(instrument.source.record) if instrument.source else {}


def _day(written: str) -> str:
    """The day at the beginning of a date and time, in the order of the calendar; empty when there is none."""
    found = _DAY.match(written)
    return found[0] if found else ""


def _short(revision: Revision, width: int = 60) -> str:
    flat = " ".join(revision.text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"
