"""What to offer: trades, words for the draft, concessions, contingent terms, and what the answer hangs on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from fullpowers.comparison import propose
from fullpowers.model import DraftValue, Estimate, Instrument, InvalidData, Proposal, Valuation, ValuedReading
from fullpowers.negotiation import Preferences, load_preferences, negotiate
from fullpowers.negotiation.preferences import (
    ContingentEntry,
    EventEntry,
    InteractionEntry,
    IssueEntry,
    OptionEntry,
)
from fullpowers.negotiation.situation import Situation
from fullpowers.reading import read

from .matter import actor, issue

EXAMPLES = Path(__file__).parents[2] / "examples"
FISHERIES = EXAMPLES / "fisheries"


@pytest.fixture(scope="module")
def fisheries() -> Preferences:
    return load_preferences(FISHERIES / "preferences.yaml")


@pytest.fixture(scope="module")
def draft() -> Instrument:
    return read(EXAMPLES / "minerals" / "drafts" / "draft-3.docx")


# -- counter-offers ---------------------------------------------------------------------------------------


def test_a_draft_that_is_all_they_wish_is_still_answered(fisheries: Preferences) -> None:
    """The second draft gives the Union nearly all; nothing is as good for it, so that the answer takes
    something from it, leaves it what it weighs most, and keeps it above no deal."""
    offer = negotiate(fisheries, on=date(2026, 3, 2)).offers[0]
    ours, theirs = offer.package.standpoints[:2]
    assert ours.accepts
    assert theirs.accepts
    assert offer.package.ratifiable
    assert offer.package.agreed is not None
    assert offer.package.agreed > 0.95
    assert {trade.issue for trade in offer.trades} == {
        "Fee for a tonne", "Distance from the coast", "Landing in Tema", "Observers",
    }  # fmt: skip
    assert "Leave to European Union: Reference tonnage: 9,000 tonnes; Duration: five years" in offer.words


def test_every_change_of_an_offer_has_its_words_and_they_go_into_the_draft(draft: Instrument) -> None:
    """What is proposed becomes a counter-draft of which nothing but those words is changed."""
    found = negotiate(load_preferences(EXAMPLES / "minerals" / "preferences.yaml"), draft)
    offer = found.offers[0]
    assert offer.unworded == ()
    assert len(offer.wordings) == len(offer.trades)
    proposals = [
        Proposal(one.passage, "Delegation", "2025-02-22", one.new)
        for one in offer.wordings
        if one.passage is not None
    ]
    assert len(proposals) == len(offer.wordings)
    proposed = propose(draft, proposals)
    for wording in offer.wordings:
        assert wording.new.strip() in proposed.text
        assert wording.old not in proposed.text or not wording.old
    removed = sum(len(one.old) for one in offer.wordings)
    assert len(proposed.text) == len(draft.text) - removed + sum(len(one.new) for one in offer.wordings)


def test_an_option_that_strikes_takes_the_provision_out(draft: Instrument) -> None:
    preferences = load_preferences(EXAMPLES / "minerals" / "preferences.yaml")
    steps = negotiate(preferences, draft).concessions
    old = {one.provision: one for step in steps for one in step.wordings}
    assert "art-4/par-1" in old
    issues = tuple(one for one in preferences.issues if one.id == "winter")
    assert issues[0].options[0].strikes


def test_concessions_lose_us_and_gain_them_step_by_step(fisheries: Preferences) -> None:
    for preferences in (fisheries, load_preferences(EXAMPLES / "minerals" / "preferences.yaml")):
        found = negotiate(preferences)
        values = [[point.value for point in step.package.standpoints[:2]] for step in found.concessions]
        assert len(values) >= 3
        assert values == sorted(values, key=lambda pair: (-pair[0], pair[1]))
        for step in found.concessions:
            assert all(point.accepts for point in step.package.standpoints[:2])
            assert step.package.ratifiable


def test_the_opening_is_our_best_that_all_would_accept(fisheries: Preferences) -> None:
    found = negotiate(fisheries)
    opening = found.concessions[0].package
    assert tuple(point.value for point in opening.standpoints[:2]) == found.frontier[0]


# -- interactions and contingent terms -----------------------------------------------------------------------

SHARE, VALVE = issue("share", "low", "high"), issue("valve", "none", "open")
OURS = {"share": {"low": 100.0, "high": 0.0}, "valve": {"none": 0.0, "open": 100.0}}
THEIRS = {"share": {"low": 0.0, "high": 100.0}, "valve": {"none": 100.0, "open": 20.0}}


def two(*interactions: InteractionEntry, draft: tuple[str, str] = ("high", "none")) -> Preferences:
    return Preferences(
        "two issues",
        (SHARE, VALVE),
        (actor("us", "us", OURS, interactions=interactions), actor("them", "them", THEIRS)),
        {"draft": dict(zip(("share", "valve"), draft, strict=True))},
    )


def test_what_options_are_worth_together_counts_and_is_said() -> None:
    """Without a valve a high share is worth 10 less than nothing; the offer that opens it gains that too."""
    hurts = InteractionEntry({"share": "high", "valve": "none"}, -10)
    found = negotiate(two(hurts))
    assert found.drafts[0].standpoints[0].value == -10
    offer = next(one for one in found.offers if [trade.issue for trade in one.trades] == ["valve"])
    assert offer.trades[0].gains[0] == ("us", 50)
    assert offer.together == (("us", 10), ("them", 0))
    assert offer.package.standpoints[0].value == 50


def test_an_interaction_that_names_nothing_is_refused() -> None:
    with pytest.raises(InvalidData, match="names share: middle"):
        negotiate(two(InteractionEntry({"share": "middle", "valve": "none"}, 5)))
    with pytest.raises(InvalidData, match="two issues or more"):
        negotiate(two(InteractionEntry({"share": "low"}, 5)))


def contingent(ours: float | None, theirs: float | None, event: EventEntry) -> Preferences:
    """A share that is high if production is: what it is worth hangs on what each believes."""
    steps = OptionEntry("steps", "by production", contingent=ContingentEntry("production", "high", "low"))
    share = IssueEntry("share", "share", (*SHARE.options, steps))
    beliefs = [{} if chance is None else {"production": chance} for chance in (ours, theirs)]
    values = ({"share": OURS["share"]}, {"share": THEIRS["share"]})
    us, them = (
        actor(side, side, one, beliefs=belief)
        for side, one, belief in zip(("us", "them"), values, beliefs, strict=True)
    )
    return Preferences("bet", (share,), (us, them), {"draft": {"share": "steps"}}, (event,))


def test_sides_that_believe_differently_both_gain_by_a_contingent_term() -> None:
    """We think it 20 percent likely and they 70: to us the bet is worth 80, to them 70."""
    found = negotiate(contingent(0.2, 0.7, EventEntry("production", "production is high", 0.5)))
    assert [point.value for point in found.drafts[0].standpoints] == [80, 70]
    assert found.drafts[0].on_frontier


@pytest.mark.parametrize(
    ("above", "chance"), [(100.0, 0.5), (140.0, 0.1), (80.0, 0.9), (120.0, 0.2608), (90.0, 0.7392)]
)
def test_the_chance_of_an_event_comes_from_the_valuation(above: float, chance: float) -> None:
    """One in ten below 80, half below 100, one in ten above 140; normal on each side between."""
    estimate = Estimate("npv", "value", "USD", 80.0, 100.0, 140.0, 105.0, 0.1)
    reading = ValuedReading("as it stands", "", (estimate,))
    valuation = Valuation(
        "USD", 2025, 2025, 20, 0.1, 100, 1, "figures", (), (DraftValue("draft", "draft", (reading,), ()),)
    )
    event = EventEntry("production", "production is high", figure="npv", above=above)
    found = negotiate(contingent(None, None, event), valuation=valuation)
    assert found.drafts[0].standpoints[1].value == pytest.approx(100 * chance, abs=0.01)
    assert any("from the valuation" in remark for remark in found.remarks)


def test_an_event_whose_chance_nobody_knows_is_refused() -> None:
    with pytest.raises(InvalidData, match="whose chance is not known"):
        negotiate(contingent(None, None, EventEntry("production", "production is high", figure="npv")))


# -- what is uncertain ---------------------------------------------------------------------------------------


def test_weights_by_ranking_keep_their_order_and_have_the_centroid_in_the_middle() -> None:
    """Two issues in order: weights even over those that fit have the centroid 3/4 and 1/4."""
    ranked = replace(two().actors[0], weights={}, ranking=("valve", "share"))
    found = negotiate(replace(two(draft=("high", "open")), actors=(ranked, two().actors[1])))
    assert found.drafts[0].standpoints[0].value == 75


def test_the_chance_of_acceptance_under_an_interval_is_the_share_of_it_that_suffices() -> None:
    """The package is worth the weight share of the valve, w / (w + 50) for w from 30 to 70: 50 is reached
    from w = 50 on, half of the interval."""
    unsure = replace(two().actors[0], weights={"share": 50.0, "valve": (30.0, 70.0)}, reservation=50.0)
    found = negotiate(replace(two(draft=("high", "open")), actors=(unsure, two().actors[1])))
    assert found.drafts[0].standpoints[0].probability == pytest.approx(0.5, abs=0.03)


def test_three_numbers_are_least_most_likely_and_greatest() -> None:
    unsure = replace(two().actors[0], reservation=(40.0, 50.0, 80.0))
    found = negotiate(replace(two(draft=("high", "open")), actors=(unsure, two().actors[1])))
    point = found.drafts[0].standpoints[0]
    assert point.reservation == 50
    # the triangle has (50 - 40) / (80 - 40) of its area left of its top
    assert point.probability == pytest.approx(0.25, abs=0.03)


def bluff(low: float, high: float) -> Preferences:
    """We choose between asking much (80 to us, 40 to them) and asking little (50 to us, 70 to them)."""
    ask = issue("ask", "little", "much")
    us = actor("us", "us", {"ask": {"little": 50.0, "much": 80.0}})
    them = actor("them", "them", {"ask": {"little": 70.0, "much": 40.0}}, reservation=(low, high))
    return Preferences("bluff", (ask,), (us, them), {"draft": {"ask": "little"}})


def test_what_information_is_worth_is_what_it_lets_us_choose_better() -> None:
    """Their reservation lies evenly between 20 and 60. Asking much is accepted up to 40, in half of the
    cases: worth 40; asking little always: worth 50. Knowing it, we ask much in that half: 65. So it is 15."""
    found = negotiate(bluff(20, 60))
    assert [(one.actor, one.about) for one in found.worth_knowing] == [("them", "having no deal")]
    # tenths of the draws blur where exactly they turn
    assert found.worth_knowing[0].points == pytest.approx(15, abs=1.5)


def test_what_cannot_change_the_answer_is_worth_nothing() -> None:
    found = negotiate(bluff(20, 38))
    assert found.worth_knowing == ()
    assert any("Nothing that is uncertain is worth finding out" in remark for remark in found.remarks)


def test_moved_to_where_it_tips_an_assumption_is_just_enough_and_beyond_it_is_not(
    fisheries: Preferences,
) -> None:
    """Each tipping point of a reservation or a weight of the other side is put to the test."""
    found = negotiate(fisheries)
    offer = found.offers[0].package
    tested = 0
    for tip in found.tipping:
        if tip.actor != "European Union" or not tip.about.startswith(("weight of", "having")):
            continue
        for step, accepts in ((-0.05, True), (0.05, False)):
            them = fisheries.ordered[1]
            if tip.about == "having no deal":
                moved = replace(them, reservation=tip.tips_at + step)
            else:
                name = next(one.id for one in fisheries.issues if tip.about == f"weight of {one.title}")
                outward = 1 if tip.tips_at > float(np.mean(them.weights[name])) else -1
                moved = replace(them, weights={**them.weights, name: tip.tips_at + outward * step})
            actors = tuple(moved if one.id == "eu" else one for one in fisheries.actors)
            held = {one.issue: one.option for one in offer.choices}
            again = negotiate(replace(fisheries, actors=actors, drafts={"offer": held}))
            assert again.drafts[0].standpoints[1].accepts is accepts, tip
            tested += 1
    assert tested >= 4


def test_what_each_gets_at_worst_and_best_is_that_of_all_packages(fisheries: Preferences) -> None:
    """Against every package of the matter, listed one by one, under both parliaments."""
    found = negotiate(fisheries)
    table = Situation(fisheries).table
    rows = np.stack(np.meshgrid(*[np.arange(size) for size in table.sizes], indexing="ij"), axis=-1)
    every = rows.reshape(-1, len(table.sizes))
    agreed = table.values(every)[table.agreed(every)]
    joint = found.win_sets[-1]
    assert joint.accepted == len(agreed)
    assert [(low, high) for _, low, high in joint.values] == [
        (pytest.approx(agreed[:, side].min(), abs=0.01), pytest.approx(agreed[:, side].max(), abs=0.01))
        for side in (0, 1)
    ]
