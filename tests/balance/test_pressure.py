"""What bears on the freedom to answer: facts of the record."""

from __future__ import annotations

import pytest

from fullpowers import analyse, weigh
from fullpowers.model import PressureKind

from .conftest import agreement, received, weighed


def test_three_hours_before_signature_is_a_fact_of_the_record() -> None:
    draft = received(agreement("Each Party shall pay."), "2025-02-12T09:00", "2025-02-12T12:00")
    (pressure,) = weigh(draft, analyse(draft)).pressures
    assert (pressure.kind, pressure.hours) == (PressureKind.ANSWER_DUE, 3.0)


@pytest.mark.parametrize(
    ("came", "due"),
    [("", "2025-02-12"), ("in the morning", "2025-02-12"), ("2025-02-12T09:00Z", "2025-02-12")],
)
def test_hours_are_not_guessed(came: str, due: str) -> None:
    draft = received(agreement("Each Party shall pay."), came, due)
    (pressure,) = weigh(draft, analyse(draft)).pressures
    assert pressure.hours is None
    assert pressure.due == due


@pytest.mark.parametrize(
    ("article", "kind", "words"),
    [
        (
            "This Agreement shall enter into force after the Fund Agreement has been signed.",
            PressureKind.PRECEDENT,
            "shall enter into force after",
        ),
        (
            "Military assistance that was given to Arvenia is a contribution of Belmark.",
            PressureKind.OUTSIDE,
            "Military assistance",
        ),
        (
            "This offer expires on 24 February 2025.",
            PressureKind.TEXT_DEADLINE,
            "This offer expires",
        ),
    ],
)
def test_what_the_text_ties_the_answer_to(article: str, kind: PressureKind, words: str) -> None:
    instrument, _, ledger = weighed(article)
    (pressure,) = (one for one in ledger.pressures if one.kind is kind)
    assert pressure.passages[0].verify(instrument).quote.startswith(words)


def test_nothing_is_made_of_nothing() -> None:
    assert weighed("Each Party shall pay.")[2].pressures == ()


def test_how_it_is_left_is_shown_once_in_the_order_of_the_text() -> None:
    instrument, _, ledger = weighed(
        "This Agreement shall remain in force for twenty years.",
        "Either Party may terminate this Agreement by giving six months' notice.",
    )
    quotes = [one.verify(instrument).quote for one in ledger.exits]
    assert quotes == sorted(quotes, key=instrument.text.find)
    assert any("terminate" in quote for quote in quotes)
    assert any("twenty years" in quote for quote in quotes)
