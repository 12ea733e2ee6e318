"""The data of this room: how prose attributes statements, and what statements can be about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml


@dataclass(frozen=True, slots=True)
class Attribution:
    """See ``data/attribution.yaml``."""

    says: tuple[str, ...]
    told: str
    according: str
    described: str
    hedges: tuple[str, ...]
    unnamed: tuple[str, ...]
    titles: str
    """Words for the holder of an office: ``the president said``."""
    offices: str
    outlets: str
    documents: str

    @property
    def verbs(self) -> str:
        """All verbs of saying as one alternation."""
        return "|".join(self.says)


@dataclass(frozen=True, slots=True)
class Topic:
    """Something that a statement can be about; ``check`` names the check, ``kind`` a kind of term.

    ``named`` finds a ``name`` in the statement that the words of the text must have too.
    """

    id: str
    check: str
    words: str
    kind: str = ""
    named: str = ""


@dataclass(frozen=True, slots=True)
class Topics:
    """See ``data/topics.yaml``."""

    topics: tuple[Topic, ...]
    opinions: str
    future: str
    subject: str
    negations: str
    resources: dict[str, str]
    more: str
    less: str


@dataclass(frozen=True, slots=True)
class Dating:
    """See ``data/dating.yaml``."""

    months: dict[str, int]
    first: str
    previous: str


@cache
def dating() -> Dating:
    return from_yaml(_text("dating.yaml"), Dating, where="claims/data/dating.yaml")


@cache
def attribution() -> Attribution:
    return from_yaml(_text("attribution.yaml"), Attribution, where="claims/data/attribution.yaml")


@cache
def topics() -> Topics:
    return from_yaml(_text("topics.yaml"), Topics, where="claims/data/topics.yaml")


def found(pattern: str, text: str) -> re.Match[str] | None:
    """The first place where the pattern stands, without regard to case."""
    return re.search(pattern, text, re.IGNORECASE)


def _text(name: str) -> str:
    return files(__package__).joinpath(f"data/{name}").read_text(encoding="utf-8")
