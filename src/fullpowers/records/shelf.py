"""What can be done with records of every kind: look at them, revise them, remove them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Generic

from fullpowers.model import convert, plain

from .known import row_of
from .store import R, Record, Store, kind_of, read, unknown


@dataclass(frozen=True, slots=True)
class Shelf(Generic[R]):
    """The records of one kind; each kind adds the verbs that are its own."""

    store: Store
    kind: ClassVar[type[Record]]

    def get(self, identity: str, matter: str = "") -> R:
        """The record with this identity, removed or not; quicker when its matter is named.

        Raises:
            UnknownRecord: there is none of this kind (in the matter).
        """
        if not matter:
            with self.store.reading() as connection:
                return read(connection, identity, self._kind)
        found = row_of(self.store, matter, self._kind).every.get(identity)
        if found is None:
            raise unknown(identity, self._kind)
        return found  # type: ignore[return-value]

    def all(
        self, matter: str, where: Callable[[R], bool] = lambda record: True, *, removed: bool = False
    ) -> tuple[R, ...]:
        """The records of a matter in the order in which they were made; removed ones only when asked."""
        row = row_of(self.store, matter, self._kind)
        records: Any = row.every.values() if removed else row.standing
        return tuple(record for record in records if where(record))

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
