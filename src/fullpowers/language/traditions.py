"""Drafting traditions, one data file each: what a plain "will" is in them, and which words they keep apart.

The tradition is chosen by the parties; where that says nothing, by the language; a caller can name one. When
the parties draft differently the weaker reading holds, since the other side may rely on it. Never averaged.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, InvalidData, from_yaml


@dataclass(frozen=True, slots=True)
class Word:
    """One form of words that a tradition keeps for treaties, or for arrangements."""

    id: str
    pattern: str
    source: str


@dataclass(frozen=True, slots=True)
class Tradition:
    """One tradition, as its file says."""

    id: str
    name: str
    will: str
    """What "will" is in it, in a few words."""
    will_binds: bool
    """Whether "will" counts among the words of a treaty."""
    parties: tuple[str, ...]
    """Words in the names of parties that draft so."""
    languages: tuple[str, ...]
    """ISO 639-1 codes of the languages of original texts."""
    treaty: tuple[Word, ...]
    arrangement: tuple[Word, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The traditions by which a text is read, and why those."""

    traditions: tuple[Tradition, ...]
    """None when nothing is known; several when the parties draft differently."""
    reason: str

    @property
    def will_binds(self) -> bool:
        """Whether "will" is a word of duty here: only when nobody concerned reads it otherwise."""
        return bool(self.traditions) and all(one.will_binds for one in self.traditions)

    @property
    def only(self) -> Tradition | None:
        """The one tradition, when there is but one: its own words count then."""
        return self.traditions[0] if len(self.traditions) == 1 else None


def choose(instrument: Instrument, named: str = "") -> Chosen:
    """The tradition of ``instrument``, or the one that the caller names by its ``id``.

    Raises:
        InvalidData: no tradition of that name.
    """
    known = traditions()
    if named:
        one = next((one for one in known if one.id == named), None)
        if one is None:
            raise InvalidData(
                f"no drafting tradition “{named}”; there are {', '.join(one.id for one in known)}"
            )
        return Chosen((one,), "named by whoever asked")
    by_party = {
        party.name: next((one for one in known if any(word in party.name for word in one.parties)), None)
        for party in instrument.parties
    }
    found = tuple(one for one in known if one in by_party.values())
    if len(found) > 1:
        return Chosen(found, "the parties draft differently, so the weaker reading of “will” holds")
    if found and None in by_party.values():
        return Chosen(found, "the only party whose practice is known drafts so")
    if found:
        return Chosen(found, "the parties draft so")
    spoken = tuple(one for one in known if set(instrument.languages[:1]) & set(one.languages))
    if spoken:
        return Chosen(spoken, "the parties are not known; the language of the text is of that practice")
    return Chosen((), "no practice of the parties is known, so the weaker reading of “will” holds")


@cache
def traditions() -> tuple[Tradition, ...]:
    """All traditions, in the order of their file names."""
    folder = files("fullpowers.language").joinpath("data/traditions")
    return tuple(
        from_yaml(file.read_text(encoding="utf-8"), Tradition, where=f"language/data/traditions/{file.name}")
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
    )
