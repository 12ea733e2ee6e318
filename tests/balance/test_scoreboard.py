"""Drafts side by side: who gains from a revision, and in what."""

from __future__ import annotations

import pytest

from fullpowers import analyse, score, weigh
from fullpowers.balance import Assessed
from fullpowers.model import Direction, Instrument, Measure, Scoreboard

from .conftest import ALPHA, BETA, agreement

PAYS = "The Government of Arvenia shall contribute to the Fund {} percent of the revenues from natural gas."
PROTECTS = "The Government of Belmark {} contribute to the Fund USD 500 million."
LEAVES = "{} may terminate this Agreement by giving six months' notice."


def assessed(instrument: Instrument) -> Assessed:
    analysis = analyse(instrument)
    return Assessed(instrument, analysis, weigh(instrument, analysis), ALPHA)


def board(before: Instrument, after: Instrument) -> Scoreboard:
    return score([assessed(before), assessed(after)])


def went(scoreboard: Scoreboard, party: str, measure: Measure) -> Direction:
    (shift,) = (one for one in scoreboard.shifts if (one.party, one.measure) == (party, measure))
    return shift.direction


@pytest.mark.parametrize(
    ("before", "after", "party", "measure", "direction"),
    [
        (PAYS.format(50), PAYS.format(66), ALPHA, Measure.GIVES, Direction.WORSE),
        (PAYS.format(66), PAYS.format(50), ALPHA, Measure.GIVES, Direction.BETTER),
        (PROTECTS.format("shall"), PROTECTS.format("intends to"), ALPHA, Measure.GETS, Direction.WORSE),
        (PROTECTS.format("shall"), PROTECTS.format("intends to"), BETA, Measure.GIVES, Direction.BETTER),
        (LEAVES.format("Either Party"), "Each Party shall pay.", ALPHA, Measure.EXIT, Direction.WORSE),
        (
            LEAVES.format("Either Party"),
            LEAVES.format("The Government of Belmark"),
            BETA,
            Measure.EXIT,
            Direction.SAME,
        ),
        (
            "The Government of Belmark shall manage the Fund.",
            "The Government of Belmark shall manage the Fund, as further defined in the Fund Agreement.",
            ALPHA,
            Measure.OPEN,
            Direction.WORSE,
        ),
    ],
)
def test_what_a_revision_did(
    before: str, after: str, party: str, measure: Measure, direction: Direction
) -> None:
    assert went(board(agreement(before), agreement(after)), party, measure) is direction


def test_a_draft_against_itself_is_the_same_or_cannot_be_told() -> None:
    draft = agreement(PAYS.format(50), LEAVES.format("Either Party"))
    directions = {one.direction for one in board(draft, draft).shifts}
    assert directions == {Direction.SAME, Direction.CANNOT_TELL}


def test_law_without_an_opinion_cannot_be_told() -> None:
    draft = agreement(PAYS.format(50))
    assert went(board(draft, draft), ALPHA, Measure.LAW) is Direction.CANNOT_TELL


def test_better_and_worse_at_once_is_mixed() -> None:
    """A duty less, and a greater share in the one that is left."""
    before = agreement(PAYS.format(50), "The Government of Arvenia shall pay USD 3 million to Belmark.")
    after = agreement(PAYS.format(60))
    assert went(board(before, after), ALPHA, Measure.GIVES) is Direction.MIXED


def test_each_cell_opens_to_its_evidence() -> None:
    drafts = {one.id: one for one in (agreement(PAYS.format(50)), agreement(PAYS.format(66)))}
    for cell in board(*drafts.values()).cells:
        for passage in cell.passages:
            passage.verify(drafts[cell.instrument])
