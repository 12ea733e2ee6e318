"""Instruments for the law room's tests, read by the reading room from texts of our own."""

from datetime import date
from pathlib import Path

import pytest

from fullpowers.law import check
from fullpowers.model import Analysis, BindingForce, Bindingness, Finding, Instrument, Opinion
from fullpowers.reading import read, read_bytes

DRAFTS = Path(__file__).parent / "drafts"
MINERALS = Path(__file__).parents[2] / "examples" / "minerals" / "drafts"
DAY = date(2025, 2, 26)


def silent(instrument: Instrument) -> Analysis:
    """An analysis that found nothing: the law room must stand on its own feet."""
    return Analysis(instrument.id, Bindingness(BindingForce.CANNOT_TELL, "not analysed"))


def instrument_of(text: str) -> Instrument:
    return read_bytes(text.encode(), name="draft.txt")


def opinion_of(draft: str | Path, side: str = "UA", on: date = DAY, **more: object) -> Opinion:
    """The opinion on a draft of ours by name, on a file, or on a text."""
    if isinstance(draft, Path):
        instrument = read(draft)
    elif (DRAFTS / f"{draft}.txt").exists() if len(draft) < 40 else False:
        instrument = read(DRAFTS / f"{draft}.txt")
    else:
        instrument = instrument_of(draft)
    return check(instrument, silent(instrument), jurisdiction=side, on=on, **more)  # type: ignore[arg-type]


def finding_of(opinion: Opinion, rule: str) -> Finding:
    return next(finding for finding in opinion.findings if finding.rule == rule)


@pytest.fixture
def minerals() -> Path:
    return MINERALS
