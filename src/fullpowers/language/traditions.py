"""Drafting traditions, recognised by the parties: what each of them means by a plain "will"."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, from_yaml


@dataclass(frozen=True, slots=True)
class Tradition:
    """One tradition of the data."""

    id: str
    name: str
    will: str
    """What "will" is in it, in a few words."""
    parties: tuple[str, ...]
    """Words in the names of parties that draft so."""
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    traditions: tuple[Tradition, ...]


def traditions_of(instrument: Instrument) -> tuple[Tradition, ...]:
    """The traditions of the parties of ``instrument``, in the order of the data; none for unknown parties."""
    names = " ".join(party.name for party in instrument.parties)
    return tuple(one for one in _data().traditions if any(word in names for word in one.parties))


@cache
def _data() -> _File:
    text = files("fullpowers.language").joinpath("data/traditions.yaml").read_text(encoding="utf-8")
    return from_yaml(text, _File, where="language/data/traditions.yaml")
