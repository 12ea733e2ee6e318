"""Notes that name the words a statement rests on, numbered in the order of the brief."""

from __future__ import annotations

from dataclasses import dataclass, field

from fullpowers.model import Passage

from ..characters import short
from ..places import Places

_LONGEST = 300
"""Characters of a quotation in a note; the text itself holds the rest."""


@dataclass(slots=True)
class Notes:
    """Gives each passage one number, however often it is spoken of."""

    where: Places
    numbers: dict[tuple[str, int, int], int] = field(default_factory=dict)
    texts: list[tuple[str, str]] = field(default_factory=list)
    """Place and quotation of note 1, 2, ..."""

    def of(self, passages: tuple[Passage, ...], most: int = 99) -> list[int]:
        """Numbers of the notes of these passages, each once."""
        found: list[int] = []
        for passage in passages[:most]:
            key = (passage.instrument, passage.start, passage.end)
            if key not in self.numbers:
                self.texts.append((self.where.label(passage), short(self.where.around(passage), _LONGEST)))
                self.numbers[key] = len(self.texts)
            if self.numbers[key] not in found:
                found.append(self.numbers[key])
        return found
