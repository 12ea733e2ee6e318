"""The data of this room: which rules answer which question of the first page, and in what order."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml


@dataclass(frozen=True, slots=True)
class Lists:
    """See ``data/first_page.yaml``."""

    signatory: tuple[str, ...]
    categories: tuple[str, ...]


@cache
def lists() -> Lists:
    """The lists of ``data/first_page.yaml``."""
    text = files(__package__).joinpath("data/first_page.yaml").read_text(encoding="utf-8")
    return from_yaml(text, Lists, where="brief/data/first_page.yaml")
