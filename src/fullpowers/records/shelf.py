"""What can be done with records of every kind: look at them, revise them, remove them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Generic

from sqlalchemy import select

from fullpowers.model import convert, from_json, plain

from .schema import RECORD
from .store import R, Record, Store, kind_of, read


@dataclass(frozen=True, slots=True)
class Shelf(Generic[R]):
    """The records of one kind; each kind adds the verbs that are its own."""

    store: Store
    kind: ClassVar[type[Record]]

    def get(self, identity: str) -> R:
        """The record with this identity, removed or not.

        Raises:
            UnknownRecord: there is none of this kind.
        """
        with self.store.reading() as connection:
            return read(connection, identity, self._kind)

    def all(
        self, matter: str, where: Callable[[R], bool] = lambda record: True, *, removed: bool = False
    ) -> tuple[R, ...]:
        """The records of a matter in the order in which they were made; removed ones only when asked."""
        query = select(RECORD.c.state).where(RECORD.c.log == matter, RECORD.c.kind == kind_of(self._kind))
        if not removed:
            query = query.where(RECORD.c.removed.is_(False))
        with self.store.reading() as connection:
            states = connection.execute(query.order_by(RECORD.c.first)).scalars().all()
        return tuple(record for state in states if where(record := from_json(state, self._kind)))

    def revise(
        self,
        identity: str,
        *,
        version: int,
        by: str,
        at: datetime,
        key: str = "",
        verb: str = "revised",
        **changes: Any,
    ) -> R:
        """Change fields of a record that was read at ``version``.

        Raises:
            Conflict: somebody changed it in the meantime; carries what it is now.
            InvalidData: there is no such field, or the value is of another type.
        """
        with self.store.writing(by, at) as writing:
            present = read(writing.connection, identity, self._kind)
            said = {"id": identity, **plain(changes)}
            record = convert({**plain(present), **said}, self._kind, where=kind_of(self._kind))
            return writing.put(record, verb, version=version, key=key, said=said)

    def remove(self, identity: str, *, version: int, by: str, at: datetime, key: str = "") -> R:
        """Take a record out of sight; its log keeps it, and undoing brings it back."""
        return self.revise(identity, version=version, by=by, at=at, key=key, verb="removed", removed=True)

    def _add(self, record: R, verb: str, *, by: str, at: datetime, key: str) -> R:
        with self.store.writing(by, at) as writing:
            return writing.put(replace(record, version=0), verb, key=key)

    @property
    def _kind(self) -> type[R]:
        return self.kind  # type: ignore[return-value]
