"""The files in ``data/``: rules with their sources, styles and scripts of pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TypeVar

from fullpowers.model import from_yaml

T = TypeVar("T")
_DATA = Path(__file__).with_name("data")


def load(name: str, kind: type[T]) -> T:
    """What a YAML file of this room holds.

    Raises:
        InvalidData: it is not of that type.
    """
    return from_yaml(text_of(name), kind, where=f"comparison/data/{name}")


@cache
def text_of(name: str) -> str:
    """A file of this room's data as it stands."""
    return (_DATA / name).read_text(encoding="utf-8")
