"""The words by which shares, their bases and the terms of a fund are read (``data/bases.yaml``)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml


@dataclass(frozen=True, slots=True)
class Unpriced:
    """Words of a sentence that is worth money and has no model, and why it is not valued."""

    about: str
    why: str


@dataclass(frozen=True, slots=True)
class FundWords:
    """Words of a fund; each is a regular expression."""

    reinvest: str
    at_home: str
    by_contributions: str
    contributions_considered: str
    preferred: str
    credited: str
    not_credited: str
    default: str
    late_interest: str
    appointed: tuple[str, ...]
    numbers: tuple[str, ...]
    together: str
    unpriced: tuple[Unpriced, ...]


@dataclass(frozen=True, slots=True)
class BaseWords:
    """All lists of the file."""

    receipts: tuple[str, ...]
    gross: tuple[str, ...]
    net: tuple[str, ...]
    collection: tuple[str, ...]
    new_only: tuple[str, ...]
    excludes_current: tuple[str, ...]
    existing_too: tuple[str, ...]
    territory: tuple[str, ...]
    resources: dict[str, str]
    fund: FundWords


@cache
def base_words() -> BaseWords:
    """The words that ship."""
    text = files(__package__).joinpath("data/bases.yaml").read_text(encoding="utf-8")
    return from_yaml(text, BaseWords, where="value/data/bases.yaml")


def any_of(patterns: tuple[str, ...], text: str) -> bool:
    """Whether one of the patterns is found, without regard to case."""
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)
