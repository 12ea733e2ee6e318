"""The language that a brief speaks: every sentence of ours passes through here once.

English is the language of the source; other languages are gettext catalogues, which also know what the
rooms say (``hearing``). What was read from the draft is never translated.
"""

from __future__ import annotations

import gettext
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .hearing import Hearing

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Says sentences in one language; ``language`` is an ISO 639-1 code."""

    language: str
    catalogue: gettext.NullTranslations
    hearing: Hearing | None = None

    def __call__(self, sentence: str, **values: object) -> str:
        """``sentence`` in this language, with its ``{names}`` filled in."""
        said = self.catalogue.gettext(sentence)
        return said.format(**self._heard(values)) if values else said

    def count(self, one: str, many: str, number: int, **values: object) -> str:
        """The form of the sentence that fits ``number``, which fills ``{n}``."""
        return self.catalogue.ngettext(one, many, number).format(n=number, **self._heard(values))

    def heard(self, text: str) -> str:
        """What a room said, in this language as far as the catalogue knows it."""
        return self.hearing(text) if self.hearing else text

    def _heard(self, values: dict[str, object]) -> dict[str, object]:
        if not self.hearing:
            return values
        return {
            name: self.heard(value) if isinstance(value, str) else value for name, value in values.items()
        }

    def day(self, day: date) -> str:
        """A day as people write it: ``21 February 2025``."""
        return f"{day.day} {self(_MONTHS[day.month - 1])} {day.year}"

    def short_day(self, day: date) -> str:
        """A day on a scale: ``21 Feb``."""
        return f"{day.day} {self(_MONTHS[day.month - 1])[:3]}"

    def short_month(self, day: date) -> str:
        """A month on a scale: ``Mar 25``."""
        return f"{self(_MONTHS[day.month - 1])[:3]} {day.year % 100:02}"


def voice(language: str) -> Voice:
    """The voice of a language.

    Raises:
        InvalidData: there is no catalogue for it.
    """
    from .catalogue import catalogue, hearing

    return Voice(language, catalogue(language), hearing(language))


def english() -> Voice:
    """The voice of the source."""
    return Voice("en", gettext.NullTranslations())
