"""Decisions: what was decided, by whom, about what."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from .shelf import Shelf
from .store import Record


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """Something decided in a matter, such as an instruction or an answer that was given."""

    text: str
    decided_by: str = ""
    """Who decided, as the team says it; who wrote it down is in ``by``."""
    about: str = ""
    """Identity of the draft, annotation or position that it is about; empty for the matter."""


class Decisions(Shelf[Decision]):
    """The decisions of matters."""

    kind: ClassVar = Decision
    __slots__ = ()

    def add(
        self,
        matter: str,
        text: str,
        *,
        decided_by: str = "",
        about: str = "",
        by: str,
        at: datetime,
        key: str = "",
    ) -> Decision:
        """Write down a decision."""
        made = Decision(matter=matter, text=text, decided_by=decided_by, about=about)
        return self._add(made, "decided", by=by, at=at, key=key)
