"""The records of a desk: one value with a noun for each kind of thing that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from fullpowers.model import Head

from .annotations import Annotations
from .decisions import Decisions
from .documents import Documents
from .drafts import Drafts
from .jobs import Jobs
from .log import Log, Witness
from .matters import Matter, Matters
from .opening import Place, open_store, placed
from .outbox import Outbox
from .people import People
from .positions import Positions
from .reviews import Reviews
from .saving import Saved, back_up, restore
from .stamping import Ask, stamp
from .store import Listener, Store
from .travelling import export, take_in
from .verifying import Verification, verify


@dataclass(frozen=True, slots=True)
class Records:
    """All that a desk keeps. Close it when done."""

    place: Place
    store: Store

    @property
    def people(self) -> People:
        """Who works here, with passwords and sessions."""
        return People(self.store)

    @property
    def matters(self) -> Matters:
        """Negotiations and their members."""
        return Matters(self.store)

    @property
    def drafts(self) -> Drafts:
        """Drafts with their originals and receipts."""
        return Drafts(self.store)

    @property
    def documents(self) -> Documents:
        """Figures, preferences, registers, articles."""
        return Documents(self.store)

    @property
    def reviews(self) -> Reviews:
        """Reviews as they were made."""
        return Reviews(self.store)

    @property
    def annotations(self) -> Annotations:
        """What is said of the words of drafts."""
        return Annotations(self.store)

    @property
    def positions(self) -> Positions:
        """What the delegation holds of provisions."""
        return Positions(self.store)

    @property
    def decisions(self) -> Decisions:
        """What was decided."""
        return Decisions(self.store)

    @property
    def log(self) -> Log:
        """What happened, provably."""
        return Log(self.store)

    @property
    def jobs(self) -> Jobs:
        """Work in the background."""
        return Jobs(self.store)

    @property
    def outbox(self) -> Outbox:
        """Channels and what is to be sent."""
        return Outbox(self.store)

    def glance(self) -> AbstractContextManager[None]:
        """A stretch of work, such as the answer to one request, that looks once how far each log has come.

        What is read in it is at least as new as its beginning and as its own last write.
        """
        return self.store.glance()

    def listen(self, listener: Listener) -> None:
        """Ask ``listener`` at each event which notices to write together with it."""
        self.store.listener = listener

    def verify(self, matter: str, heads: Sequence[Head] = ()) -> Verification:
        """Check a matter's log (or the desk's own), the records made from it, and the originals.

        ``heads`` are those that stand outside, on briefs or in mails: without one, what was cut off the end
        of the log with all that it led to cannot be missed.
        """
        return verify(self.store, matter, heads)

    def export(self, matter: str) -> bytes:
        """The whole matter as one file that another desk can take in, its log intact."""
        return export(self.store, matter)

    def take_in(self, data: bytes, *, by: str, at: datetime) -> Matter:
        """Take in a matter that another desk exported, or what came to it since."""
        return take_in(self.store, data, by=by, at=at)

    def back_up(self, path: Path) -> Saved:
        """Write all of it to one file, while it is in use."""
        return back_up(self.store, path)

    def restore(self, path: Path) -> Saved:
        """Take a backup back, into records in which nothing is yet."""
        return restore(self.store, path)

    def stamp(self, head: Head, ask: Ask, roots: bytes, *, by: str, at: datetime) -> Witness:
        """Have a head time-stamped (RFC 3161) and keep the stamp."""
        return stamp(self.store, head, ask, roots, by=by, at=at)

    def close(self) -> None:
        """Let go of the database."""
        self.store.engine.dispose()

    def __enter__(self) -> Records:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_records(where: str | Path, originals: Path | None = None) -> Records:
    """Open the records in a folder, or at ``postgresql://...`` with a folder for the originals.

    They are made when there are none, and brought up to date when an earlier version made them (of SQLite a
    copy is kept beside it then).

    Raises:
        StorageError: they cannot be opened, or a newer version made them; nothing was changed then.
        InvalidData: the address is none, or PostgreSQL's driver is not installed.
    """
    place = placed(where, originals)
    return Records(place, open_store(place))
