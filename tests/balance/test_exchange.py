"""What ties a promise to the other side's, and what follows when it is not kept."""

from __future__ import annotations

import pytest

from fullpowers.model import Turn

from .conftest import ALPHA, BETA, weighed


@pytest.mark.parametrize(
    ("sentence", "turn"),
    [
        (
            "The Government of Arvenia shall deliver 2 billion cubic metres of natural gas after the "
            "Government of Belmark has paid the price.",
            Turn.AFTER,
        ),
        (
            "Upon receipt of the payment of the Government of Belmark, the Government of Arvenia shall grant "
            "a licence for the Stepove deposit.",
            Turn.AFTER,
        ),
        (
            "In exchange for the protection of its borders, the Government of Arvenia shall grant access "
            "to the deposits of lithium.",
            Turn.TOGETHER,
        ),
        ("The Government of Arvenia shall grant access to the deposits of lithium.", Turn.NOT_SAID),
        (
            "The Government of Arvenia shall not sell shares without the consent of Belmark.",
            Turn.NOT_SAID,
        ),
        (
            "The Government of Arvenia shall deliver natural gas after the pipeline has been completed.",
            Turn.NOT_SAID,
        ),
    ],
)
def test_who_performs_first_is_said_only_where_the_text_ties_the_two(sentence: str, turn: Turn) -> None:
    instrument, _, ledger = weighed(sentence)
    (entry,) = ledger.given_by(ALPHA)
    assert entry.turn is turn
    if entry.link is not None:
        entry.link.verify(instrument)
    assert (entry.link is None) == (turn is Turn.NOT_SAID)


def test_what_follows_from_a_breach_stands_with_the_promises_of_its_article() -> None:
    _, _, ledger = weighed(
        "1. The Government of Arvenia shall deliver 2 billion cubic metres of natural gas each year.\n"
        "2. In the event of a failure to deliver, the Government of Arvenia shall compensate the Government "
        "of Belmark.",
        "The Government of Belmark shall build a terminal.",
    )
    first, *_ = ledger.given_by(ALPHA)
    (built,) = ledger.given_by(BETA)
    assert "failure to deliver" in first.remedies[0].quote
    assert built.remedies == ()
    assert [one.quote for one in ledger.remedies] == [one.quote for one in first.remedies]


def test_what_both_give_alike_is_marked() -> None:
    _, _, ledger = weighed(
        "Each Party shall keep the data confidential.", "The Government of Belmark shall pay USD 3 million."
    )
    assert {(entry.giver, entry.common) for entry in ledger.entries} == {
        (ALPHA, True),
        (BETA, True),
        (BETA, False),
    }
