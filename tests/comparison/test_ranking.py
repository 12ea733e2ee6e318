"""The order of the changes for one side: what it loses by comes before what it gains by."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from fullpowers.comparison import compare, rank
from fullpowers.language import analyse
from fullpowers.model import Comparison, Instrument, Significance, Stake

from .conftest import text

BASE = """Agreement between the Government of Ukraine and the Government of the United States of America

Article 1
Contributions
The Government of Ukraine shall contribute 50 percent of the revenues from gas to the Fund.

Article 2
Equipment
The Government of the United States of America shall deliver drilling equipment for the wells in Poltava.

Article 3
Access
The Government of the United States of America may inspect the accounts of the Fund.
"""
UKRAINE, STATES = "the Government of Ukraine", "the Government of the United States of America"


def ranked(later: str, party: str) -> Comparison:
    old, new = text(BASE), text(later)
    before, after = analyse(old), analyse(new)
    comparison = compare(old, new, before=before, after=after)
    return rank(comparison, old, new, party=(party, party), before=before, after=after)


CASES = [
    ("a greater share that one owes", "50 percent", "66 percent", UKRAINE, Stake.LOSES),
    ("a smaller share that one owes", "50 percent", "40 percent", UKRAINE, Stake.GAINS),
    ("the other's duty weakened", "shall deliver", "intends to deliver", UKRAINE, Stake.LOSES),
    ("an own duty weakened", "shall deliver", "intends to deliver", STATES, Stake.GAINS),
    ("a right that becomes a duty", "may inspect", "shall inspect", STATES, Stake.LOSES),
    (
        "a condition on the other's duty",
        "shall deliver",
        "shall, if necessary, deliver",
        UKRAINE,
        Stake.LOSES,
    ),
    ("words that burden nobody", "gas to the Fund", "gas and oil to the Fund", UKRAINE, Stake.OPEN),
]


@pytest.mark.parametrize(
    ("was", "now", "party", "stake"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_who_loses_by_a_change(was: str, now: str, party: str, stake: Stake) -> None:
    (change,) = ranked(BASE.replace(was, now), party).ranked()
    assert change.stake is stake


def test_each_side_has_its_own_order() -> None:
    later = BASE.replace("50 percent", "40 percent").replace("shall deliver", "intends to deliver")
    first = {
        party: ranked(later, party).ranked(Significance.SUBSTANTIVE)[0].reasons[0].rule
        for party in (UKRAINE, STATES)
    }
    assert first[UKRAINE] == "modality-weakened"
    assert ranked(later, UKRAINE).side == UKRAINE


def test_every_ranked_change_says_how_its_weight_comes_about() -> None:
    comparison = ranked(BASE.replace("50 percent", "66 percent"), UKRAINE)
    (change,) = comparison.ranked()
    assert change.rank == (
        "Weight 125: 100 for share changed, times 1.25 because the Government of Ukraine loses by it."
    )
    assert change.weight == 125


def test_a_duty_that_binds_every_party_cuts_both_ways() -> None:
    later = BASE + "\nArticle 4\nSecrecy\nEach Party shall keep the accounts of the Fund secret.\n"
    (change,) = ranked(later, UKRAINE).ranked(Significance.SUBSTANTIVE)
    assert change.stake is Stake.BOTH


def test_ranking_leaves_everything_but_the_order_as_it_was(
    second_to_third: Comparison, example: Callable[[int], Instrument]
) -> None:
    old, new = example(2), example(3)
    turned = rank(
        second_to_third, old, new, party=(UKRAINE, UKRAINE), before=analyse(old), after=analyse(new)
    )
    assert [change.id for change in turned.changes] == [change.id for change in second_to_third.changes]
    assert [change.reasons for change in turned.changes] == [
        change.reasons for change in second_to_third.changes
    ]


def test_a_waiver_of_immunity_that_comes_is_a_loss_of_who_waives() -> None:
    later = BASE + "\nArticle 4\nImmunity\nThe Government of Ukraine waives all immunity from execution.\n"
    (change,) = ranked(later, UKRAINE).ranked(Significance.SUBSTANTIVE)
    assert change.stake is Stake.LOSES
    kept = later.replace("waives all", "does not waive any")
    (change,) = ranked(kept, UKRAINE).ranked(Significance.SUBSTANTIVE)
    assert change.stake is not Stake.LOSES
    assert not any("waiver" in reason.effect for reason in change.reasons)
