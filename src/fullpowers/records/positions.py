"""Positions: what the delegation holds of a provision, and how far it may go."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from .shelf import Shelf
from .store import Record, id_of


class Attitude(StrEnum):
    """What the delegation answers to a provision."""

    ACCEPT = "accept"
    ACCEPT_IF = "accept if"
    OPPOSE = "oppose"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Record):
    """The position on one provision of one draft; one for each."""

    draft: str
    path: str
    """Of the provision, such as ``art-3/par-2``."""
    attitude: Attitude
    condition: str = ""
    """What must be so, for ``accept if``."""
    red_line: bool = False
    """That the delegation may not go behind it."""
    red_line_by: str = ""
    """Person who set the red line."""
    note: str = ""


class Positions(Shelf[Position]):
    """The positions of matters."""

    kind: ClassVar = Position
    __slots__ = ()

    def take(
        self,
        position: Position,
        *,
        version: int | None = None,
        by: str,
        at: datetime,
        key: str = "",
    ) -> Position:
        """Take a position on a provision, or another one than before (``version`` says than which).

        Whoever sets a red line is named with it; whoever lifts it is named in the log.

        Raises:
            Conflict: a position was taken on it in the meantime.
        """
        present = self.on(position.matter, position.draft, position.path)
        red_by = "" if not position.red_line else present.red_line_by if present and present.red_line else by
        said = {
            "draft": position.draft,
            "path": position.path,
            "attitude": position.attitude,
            "condition": position.condition,
            "red_line": position.red_line,
            "red_line_by": red_by,
            "note": position.note,
            "removed": False,
        }
        if present is None:
            identity = id_of("position", position.matter, position.draft, position.path)
            made = replace(position, id=identity, red_line_by=red_by)
            return self._add(made, "took a position", by=by, at=at, key=key)
        seen = present.version if version is None and present.removed else version or 0
        return self.revise(present.id, version=seen, by=by, at=at, key=key, verb="took a position", **said)

    def on(self, matter: str, draft: str, path: str) -> Position | None:
        """The position on a provision of a draft, a withdrawn one too."""
        found = self.all(matter, lambda one: (one.draft, one.path) == (draft, path), removed=True)
        return found[0] if found else None
