"""The data of this room: categories of what is given, and what agreements of this kind usually hold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml


@dataclass(frozen=True, slots=True)
class Category:
    """A category of the ledger and the words of an action that put it there, first match wins."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Expected:
    """Something that agreements of this kind usually hold; ``looked_for`` are regular expressions."""

    item: str
    why: str
    looked_for: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Checklist:
    categories: tuple[Category, ...]
    expected: tuple[Expected, ...]

    def category(self, action: str) -> str:
        """Name of the first category whose words stand in the action, else ``other``."""
        for category in self.categories:
            if re.search(r"\b(?:" + "|".join(category.words) + ")", action, re.IGNORECASE):
                return category.name
        return "other"


@cache
def checklist() -> Checklist:
    """The lists of ``data/ledger.yaml``."""
    text = files(__package__).joinpath("data/ledger.yaml").read_text(encoding="utf-8")
    return from_yaml(text, Checklist, where="balance/data/ledger.yaml")
