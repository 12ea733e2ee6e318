"""What a matter holds, as the commands print it, wherever its records are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fullpowers.model import Head
    from fullpowers.records import Annotation, Decision, Document, Draft, Matter, Member, Position


@dataclass(frozen=True, slots=True)
class Held:
    """A matter with its records; of a desk afar, those that the person may see."""

    matter: Matter
    members: tuple[Member, ...]
    drafts: tuple[Draft, ...]
    documents: tuple[Document, ...]
    annotations: tuple[Annotation, ...]
    decisions: tuple[Decision, ...]
    positions: tuple[Position, ...]
    names: dict[str, str]
    """Of people, by their identity."""
    head: Head | None
