"""What is not known, priced: open readings of the text and uncertain figures of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from fullpowers.model import ValueGap

from .compute import Floats
from .drafts import Reading, cannot_value, flows_of, readings
from .economics import Economics
from .terms import FundTerms
from .uncertainty import rounded
from .world import World, uncertain, world


def gaps(terms: FundTerms, the_world: World, economics: Economics, factors: Floats) -> Iterator[ValueGap]:
    """Open readings and uncertain figures, by what they move in the deal's present value to the side."""
    found = [*_open_readings(terms, the_world, economics, factors), *_swings(terms, economics, factors)]
    yield from sorted((gap for gap in found if gap.amount > 0), key=lambda gap: -gap.amount)


def _open_readings(
    terms: FundTerms, the_world: World, economics: Economics, factors: Floats
) -> Iterator[ValueGap]:
    first = next(readings(terms))

    def worth(reading: Reading) -> float:
        return float(flows_of(terms, reading, the_world, economics).deal(factors).mean())

    gross = replace(first, base="gross revenue")
    if first.base and not cannot_value(terms, gross, the_world):
        other = worth(gross)
        yield ValueGap(
            "Does “revenues” mean what is sold, or what the state receives from it?",
            rounded(abs(worth(first) - other)), "the draft does not say",
        )  # fmt: skip
    if first.licences:
        other = worth(replace(first, licences=("new", "existing")))
        yield ValueGap(
            "Do licences that are in use today count, or only new ones?",
            rounded(abs(worth(first) - other)), "the draft does not say",
        )  # fmt: skip
    if len({reading.intentions for reading in readings(terms)}) > 1:
        other = worth(replace(first, intentions=False))
        yield ValueGap(
            "Will what is only intended be done?",
            rounded(abs(worth(first) - other)), "the draft speaks of intentions",
        )  # fmt: skip


def _swings(terms: FundTerms, economics: Economics, factors: Floats) -> Iterator[ValueGap]:
    """One uncertain figure at a time at its two tenths, the others at their middle."""
    reading = next(readings(terms))
    for one in uncertain(economics):
        ends = []
        for end in (one.figure.low, one.figure.high):
            small = world(economics, {one.key: np.array([end or 1.0])}, 1)
            ends.append(float(flows_of(terms, reading, small, economics).deal(factors)[0]))
        yield ValueGap(
            f"How far off is this figure: {one.label}?", rounded(abs(ends[1] - ends[0])),
            f"between {one.figure.low:g} and {one.figure.high:g} times the value in the file",
        )  # fmt: skip
