"""Drafts to compare: the example matter, and small texts made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from fullpowers.comparison import compare
from fullpowers.model import Change, Comparison, Instrument
from fullpowers.reading import read, read_bytes

DRAFTS = Path(__file__).parents[2] / "examples" / "minerals" / "drafts"


def text(content: str) -> Instrument:
    """The instrument of a plain text."""
    return read_bytes(content.encode(), "draft.txt")


def changed(comparison: Comparison) -> list[Change]:
    """What is not simply unchanged."""
    return [
        change
        for change in comparison.changes
        if change.edits or change.moved or not change.old or not change.new
    ]


def compare_texts(old: str, new: str) -> Comparison:
    return compare(text(old), text(new))


@pytest.fixture(scope="session")
def example() -> Callable[[int], Instrument]:
    return lambda number: read(DRAFTS / f"draft-{number}.docx")


@pytest.fixture(scope="session")
def second_to_third(example: Callable[[int], Instrument]) -> Comparison:
    return compare(example(2), example(3))
