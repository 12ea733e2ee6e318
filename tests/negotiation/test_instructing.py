"""Red lines of the delegation become red lines of our principal."""

from __future__ import annotations

from pathlib import Path

from fullpowers.model import Mandate
from fullpowers.negotiation import instructed, load_preferences, negotiate

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals" / "preferences.yaml"


def test_a_red_line_closes_the_option_of_the_present_draft_and_all_that_are_worse_for_us() -> None:
    preferences = load_preferences(EXAMPLE)
    before = preferences.ordered[0]
    bound = instructed(
        preferences, [Mandate("art-3/par-2", "oppose", red_line=True, red_line_by="the minister")]
    )
    ours = bound.ordered[0]
    present = list(preferences.drafts.values())[-1]["gas"]
    values = before.values["gas"]
    worse = {option for option, value in values.items() if value <= values[present]}
    assert worse <= set(ours.red_lines["gas"])
    assert "set by the minister" in ours.source


def test_to_accept_as_a_red_line_keeps_what_is_worth_as_much_to_us() -> None:
    preferences = load_preferences(EXAMPLE)
    present = list(preferences.drafts.values())[-1]["gas"]
    values = preferences.ordered[0].values["gas"]
    bound = instructed(preferences, [Mandate("art-3/par-2", "accept", red_line=True)])
    closed = set(bound.ordered[0].red_lines.get("gas", ())) - set(
        preferences.ordered[0].red_lines.get("gas", ())
    )
    assert closed == {option for option, value in values.items() if value < values[present]} - set(
        preferences.ordered[0].red_lines.get("gas", ())
    )
    assert present not in closed


def test_what_is_no_red_line_or_cannot_be_computed_changes_nothing() -> None:
    preferences = load_preferences(EXAMPLE)
    mandates = [
        Mandate("art-3/par-2", "oppose"),
        Mandate("art-3/par-2", "accept if", "a cap is agreed", red_line=True),
        Mandate("art-99", "oppose", red_line=True),
    ]
    assert instructed(preferences, mandates) is preferences


def test_no_package_across_a_red_line_is_offered() -> None:
    preferences = load_preferences(EXAMPLE)
    present = list(preferences.drafts.values())[-1]["gas"]
    bound = instructed(preferences, [Mandate("art-3/par-2", "oppose", red_line=True)])
    for offer in negotiate(bound).offers:
        assert {choice.issue: choice.option for choice in offer.package.choices}["gas"] != present
