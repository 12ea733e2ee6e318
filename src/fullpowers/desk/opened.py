"""Drafts opened for reading: their review taken from the records, the brief in pieces, the text in leaves.

All of it follows from a stored review, which never changes; the last few are kept in memory.
"""

from __future__ import annotations

import gc
from collections import OrderedDict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from threading import Lock

from fullpowers import brief
from fullpowers.brief import Pieces, answer, pieces
from fullpowers.model import Instrument, InvalidData, Review, UnknownRecord
from fullpowers.records import Draft, Records, Reviewed

from .access import Seat
from .drawings import Drawings
from .rendering import environment
from .text import Book, book

PARTS = {
    "changes": "Changes",
    "law": "Findings",
    "terms": "Terms",
    "money": "Value",
    "balance": "Ledger",
    "claims": "Claims",
    "path": "Ratification",
    "answer": "What to answer",
    "precedents": "Precedents",
    "scoreboard": "Scoreboard",
    "unknown": "Not known",
    "chronology": "Course",
    "file": "The file",
    "manifest": "How made",
}
"""Parts of the brief that have a page, by name, in the order in which they are offered."""
_KEPT = 6
_AT_START = 4
_EVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Opened:
    """A reviewed draft."""

    draft: Draft
    reviewed: Reviewed
    review: Review
    pieces: Pieces
    book: Book
    drawings: Drawings = field(default_factory=Drawings, compare=False, repr=False)

    @property
    def address(self) -> str:
        """Where its pages stand."""
        return address(self.draft)

    def text(self, side: str) -> Instrument:
        """The draft (``n``) or the one that it is compared with (``o``).

        Raises:
            UnknownRecord: it is compared with none.
        """
        found = {"n": self.review.instrument, "o": self.review.previous}.get(side)
        if found is None:
            raise UnknownRecord("there is no such text")
        return found

    def to(self, anchor: str) -> str:
        """Address of a place in the text or of a part of the brief."""
        return to(self.address, anchor, whole=not self.book.long)


def address(draft: Draft) -> str:
    """Where the pages of a draft stand."""
    return f"/m/{draft.matter}/d/{draft.id}"


def to(base: str, anchor: str, *, whole: bool = False) -> str:
    """Address of a finding, a part of the brief, or a place in the text.

    In a text that is not sent ``whole`` the server must know which leaf is wanted.
    """
    if anchor.startswith("f-"):
        return f"{base}/law#{anchor}"
    if anchor in PARTS or anchor == "positions":
        return f"{base}/{anchor}"
    return f"{base}/read#{anchor}" if whole else f"{base}/read?at={anchor}#{anchor}"


def opened(seat: Seat, draft: Draft) -> Opened | None:
    """The draft with its last review; ``None`` while it has none that this version can read.

    Raises:
        BrokenRecords: the stored review was altered.
    """
    return opened_in(seat.desk.records, draft, trusted=seat.may("see positions"))


def opened_in(records: Records, draft: Draft, *, trusted: bool = True) -> Opened | None:
    """The same, for who works behind the pages; ``trusted``: with preferences and red lines."""
    reviewed = records.reviews.latest(draft.matter, draft.id)
    if reviewed is None:
        return None
    key = (draft.matter, draft.id, str(draft.version), reviewed.sha256)
    try:
        found = _SHELF.get((*key, "whole"), lambda: _open(records, draft, reviewed))
        if trusted or (found.review.negotiation is None and not found.review.mandates):
            return found
        return _SHELF.get((*key, "without"), lambda: _without(found))
    except InvalidData:
        return None


def ready() -> None:
    """Load what the first opening of a draft needs, so that it takes no longer than another."""
    brief.ready()
    for template in ("read.html", "some_leaves.html", "part.html", "matter.html", "matters.html"):
        environment().get_template(template)


def open_last(records: Records) -> None:
    """Open the drafts that were reviewed last, so that after a start nobody waits for them."""
    reviews = [one for matter in records.matters.everywhere() for one in records.reviews.all(matter.id)]
    newest = sorted(reviews, key=lambda one: one.at or _EVER, reverse=True)
    for draft, matter in list(dict.fromkeys((one.draft, one.matter) for one in newest))[:_AT_START]:
        opened_in(records, records.drafts.get(draft, matter))


def forget() -> None:
    """Let go of all that is open."""
    _SHELF.clear()


def _open(records: Records, draft: Draft, reviewed: Reviewed) -> Opened:
    with _made_to_stay():
        return _made(draft, reviewed, records.reviews.content(reviewed))


def _without(whole: Opened) -> Opened:
    """Without what the team's preferences led to, for who may not see them."""
    without = replace(whole.review, negotiation=None, mandates=())
    with _made_to_stay():
        return _made(whole.draft, whole.reviewed, replace(without, answers=answer(without)))


def _made(draft: Draft, reviewed: Reviewed, review: Review) -> Opened:
    base = address(draft)
    found = pieces(review, lambda anchor: to(base, anchor))
    return Opened(draft, reviewed, review, found, book(found.text, review.instrument))


@contextmanager
def _made_to_stay() -> Iterator[None]:
    """Values without cycles are made here that stay for long: Python's collector of cycles need not look at
    them, neither while they are made, which takes as long again, nor later, when every answer would wait.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if was_on:
            gc.enable()


class _Shelf:
    """The last few that were opened; one that is being opened is waited for, not opened twice."""

    def __init__(self) -> None:
        self._found: OrderedDict[tuple[str, ...], Opened] = OrderedDict()
        self._opening: dict[tuple[str, ...], Lock] = {}
        self._lock = Lock()

    def clear(self) -> None:
        with self._lock:
            self._found.clear()

    def get(self, key: tuple[str, ...], make: Callable[[], Opened]) -> Opened:
        with self._lock:
            if key in self._found:
                self._found.move_to_end(key)
                return self._found[key]
            mine = self._opening.setdefault(key, Lock())
        with mine:
            with self._lock:
                if key in self._found:
                    return self._found[key]
            made = make()
            with self._lock:
                self._found[key] = made
                self._opening.pop(key, None)
                while len(self._found) > _KEPT:
                    self._found.popitem(last=False)
            return made


_SHELF = _Shelf()
