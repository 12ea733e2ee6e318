"""From a file of preferences to a counter-offer."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fullpowers.model import InvalidData
from fullpowers.negotiation import Preferences, load_preferences, negotiate
from fullpowers.reading import read

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"


@pytest.fixture(scope="module")
def example() -> Preferences:
    return load_preferences(EXAMPLE / "preferences.yaml")


def test_the_example_gives_a_trade_that_a_negotiator_would_know(example: Preferences) -> None:
    """Ask for what matters most at home (money that is owed, a duty to consult), give what matters most to
    them and little to us (offtake on market terms)."""
    found = negotiate(example)
    offer = found.offers[0]
    asked = {trade.issue for trade in offer.trades if dict(trade.gains)["Ukraine"] > 0}
    given = {trade.issue for trade in offer.trades if dict(trade.gains)["Ukraine"] <= 0}
    assert asked == {"Payments of the United States", "Security"}
    assert given == {"Purchase of minerals"}
    assert offer.package.ratifiable
    assert all(standpoint.accepts for standpoint in offer.package.standpoints[:2])
    assert "assumed preferences" in found.headline


def test_no_offer_is_worse_for_them_than_the_draft_or_breaks_a_red_line(example: Preferences) -> None:
    found = negotiate(example)
    present = found.drafts[-1]
    for offer in found.offers:
        ours, theirs = offer.package.standpoints[:2]
        assert ours.value > present.standpoints[0].value
        assert theirs.value >= present.standpoints[1].value - 0.01
        assert theirs.value >= theirs.reservation
        assert "first refusal" not in " ".join(chosen.label for chosen in offer.package.choices)


def test_the_third_draft_would_be_refused_at_home(example: Preferences) -> None:
    third = negotiate(example).drafts[-1]
    assert [standpoint.accepts for standpoint in third.standpoints[:3]] == [False, True, False]
    assert not third.ratifiable


def test_passages_come_from_the_draft(example: Preferences) -> None:
    draft = read(EXAMPLE / "drafts" / "draft-3.docx")
    trades = negotiate(example, draft).offers[0].trades
    money = next(trade for trade in trades if trade.issue.startswith("Payments"))
    assert "intends to contribute" in money.passages[0].verify(draft).quote


def test_where_nothing_can_be_agreed_it_says_so(example: Preferences) -> None:
    actors = tuple(replace(actor, reservation=99.0) for actor in example.actors)
    found = negotiate(replace(example, actors=actors))
    assert not found.frontier
    assert not found.offers
    assert "no package is better than no deal" in found.headline
    assert found.win_sets[-1].accepted == 0


def test_uncertain_weights_give_a_chance_and_certain_ones_none(example: Preferences) -> None:
    third = negotiate(example).drafts[-1]
    ukraine, _, rada, senate = third.standpoints
    assert ukraine.probability is not None
    assert 0 <= ukraine.probability < 0.5
    assert rada.probability == 0
    assert senate.probability is None


def test_the_same_file_gives_the_same_answer(example: Preferences) -> None:
    assert negotiate(example) == negotiate(example)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("title: x\nissues: []\nactors: []\n", "at least one issue"),
        (
            "title: x\nissues: [{id: a, title: A, options: [{id: o, title: O}]}]\nactors: []",
            "one principal",
        ),
        ("- nonsense", "Expected"),
    ],
)
def test_a_file_that_is_not_whole_is_refused_in_words(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "preferences.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(InvalidData, match=says):
        load_preferences(path)
    with pytest.raises(InvalidData, match="absent"):
        load_preferences(tmp_path / "absent.yaml")
