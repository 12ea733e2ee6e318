"""Instruments made of our own sentences, for the tests of what is read out of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fullpowers.model import Instrument
from fullpowers.reading import read_bytes

_OPENING = (
    "AGREEMENT BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMORA ON COOPERATION\n\n"
    "The Government of Arvenia and the Government of Belmora, hereinafter referred to as “the Parties”,\n\n"
    "Have agreed as follows:\n\n"
)


@pytest.fixture
def treaty() -> Callable[[str], Instrument]:
    """A treaty of two states whose articles hold the given text."""

    def make(body: str) -> Instrument:
        return read_bytes((_OPENING + body).encode(), "draft.txt")

    return make
