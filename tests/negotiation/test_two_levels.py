"""At home and abroad: blocs and pivots, law and dates, delay, side payments, and what they move."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fullpowers.model import InvalidData, RatificationPath, Step, Truth, WhatIf
from fullpowers.negotiation import Preferences, load_preferences, negotiate
from fullpowers.negotiation.preferences import (
    ActorEntry,
    BlocEntry,
    DeadlineEntry,
    InterimEntry,
    SidePaymentEntry,
)

from .matter import actor, issue

FISHERIES = Path(__file__).parents[2] / "examples" / "fisheries" / "preferences.yaml"
SHARE, ROADS = issue("share", "low", "middle", "high"), issue("roads", "none", "built")
OURS = {"share": {"low": 100.0, "middle": 60.0, "high": 0.0}, "roads": {"none": 0.0, "built": 100.0}}
THEIRS = {"share": {"low": 0.0, "middle": 60.0, "high": 100.0}, "roads": {"none": 100.0, "built": 40.0}}


def deal(*ratifiers: ActorEntry, us: float = 30, them: float = 30, **more: object) -> Preferences:
    """Two issues, two principals, and who has to ratify."""
    principals = (actor("us", "us", OURS, reservation=us), actor("them", "them", THEIRS, reservation=them))
    return Preferences(
        "deal",
        (SHARE, ROADS),
        (*principals, *ratifiers),
        {"draft": {"share": "high", "roads": "built"}},
        **more,  # type: ignore[arg-type]
    )


def assembly(majority: str = "51 of 100", *blocs: BlocEntry, **more: object) -> ActorEntry:
    return actor(
        "assembly", "us", OURS, role="ratifier", reservation=50, majority=majority, blocs=blocs, **more
    )


CITY, COAST = BlocEntry("city", "City", 45), BlocEntry("coast", "Coast", 30, weights={"roads": 9.0})
HILLS = BlocEntry("hills", "Hills", 25, values={"share": {"low": 100.0, "middle": 90.0, "high": 0.0}})


def path(needed: Truth = Truth.TRUE) -> RatificationPath:
    vote = Step(
        "vote", "Vote", "assembly", "law", "67 of 100", (10, 20, 60), "",
        date(2026, 4, 1), date(2026, 6, 1), date(2026, 9, 1),
    )  # fmt: skip
    return RatificationPath("GH", needed, "No vote is needed.", (vote,) if needed is not Truth.FALSE else ())


def test_a_bloc_differs_from_its_ratifier_only_where_it_says_so() -> None:
    """The draft gives nothing of the share and builds the roads: 50 to the city, 90 to the coast."""
    ballot = negotiate(deal(assembly("51 of 100", CITY, COAST, HILLS))).drafts[0].standpoints[2].ballot
    assert ballot is not None
    assert {bloc.bloc: bloc.value for bloc in ballot.blocs} == {"City": 50, "Coast": 90, "Hills": 50}


def test_the_pivot_is_the_bloc_that_completes_the_majority() -> None:
    """The coast gains most (40), the city and the hills nothing and join at the need; 30 + 45 reach 51."""
    point = negotiate(deal(assembly("51 of 100", CITY, COAST, HILLS))).drafts[0].standpoints[2]
    assert point.ballot is not None
    assert (point.ballot.pivot, point.ballot.votes) == ("City", 100)
    assert (point.value, point.reservation) == (50, 50)


def test_a_ratifier_or_a_higher_threshold_never_leaves_more_to_agree_on() -> None:
    found = {one.label: one for one in negotiate(deal(assembly("51 of 100", CITY, COAST, HILLS))).what_ifs}
    now = found["as things stand"]
    assert found["without the consent of assembly"].accepted >= now.accepted
    assert found["if assembly needed two thirds: 67 votes of 100"].accepted <= now.accepted


def most(case: WhatIf) -> tuple[float, float]:
    """The most that each principal can get."""
    assert case.ours is not None
    assert case.theirs is not None
    return case.ours[1], case.theirs[1]


@pytest.mark.parametrize("kind", ["ratifier", "threshold"])
def test_what_is_agreed_by_fewer_gives_no_principal_more(kind: str) -> None:
    """On the fisheries matter: whoever need not ask a house can get at least as much."""
    found = negotiate(load_preferences(FISHERIES))
    now = found.what_ifs[0]
    for one in found.what_ifs:
        if one.kind == kind:
            fewer, more = sorted((now, one), key=lambda case: case.accepted)
            assert most(more)[0] >= most(fewer)[0]
            assert most(more)[1] >= most(fewer)[1]


def test_a_legislature_without_a_majority_is_refused_unless_the_law_has_one() -> None:
    unsaid = deal(assembly("", CITY, COAST, HILLS))
    with pytest.raises(InvalidData, match="has blocs and no majority"):
        negotiate(unsaid)
    ballot = negotiate(unsaid, paths={"us": path()}).drafts[0].standpoints[2].ballot
    assert ballot is not None
    assert (ballot.needed, ballot.majority) == (67, "67 of 100")


def test_the_file_and_the_law_may_differ_and_then_it_is_said() -> None:
    found = negotiate(deal(assembly("51 of 100", CITY, COAST, HILLS)), paths={"us": path()})
    assert (
        "The file has 51 of 100 for assembly, the law pack 67 of 100; the file's is counted." in found.remarks
    )


def test_who_is_not_asked_by_law_does_not_count() -> None:
    found = negotiate(deal(assembly("100 of 100", CITY, COAST, HILLS)), paths={"us": path(Truth.FALSE)})
    assert "assembly is not asked: No vote is needed." in found.remarks
    assert found.defections == ()
    assert found.drafts[0].ratifiable


def test_where_the_law_is_open_the_house_counts_and_it_is_said() -> None:
    found = negotiate(deal(assembly("100 of 100", CITY, COAST, HILLS)), paths={"us": path(Truth.UNKNOWN)})
    assert any("open in law" in remark for remark in found.remarks)
    assert found.what_ifs[1].label == "without the consent of assembly"


# -- signed, and not ratified ---------------------------------------------------------------------------


def test_what_passes_today_may_be_refused_on_the_day_of_the_vote() -> None:
    """The city needs 50 and gets 50; three months until the vote cost it 3 points, and us the majority."""
    slow = assembly("51 of 100", CITY, HILLS, delay=1.0)
    today = negotiate(deal(slow), on=date(2026, 3, 3))
    later = negotiate(deal(slow), on=date(2026, 3, 3), paths={"us": path()})
    assert not today.defections[0].refuses
    risk = later.defections[0]
    assert risk.refuses
    assert (risk.likely, risk.latest) == (date(2026, 6, 1), date(2026, 9, 1))
    assert later.drafts[0].standpoints[2].accepts


def test_a_deadline_before_the_vote_is_said() -> None:
    preferences = deal(assembly("51 of 100", CITY, COAST, HILLS))
    dated = replace(preferences.actors[0], deadlines=(DeadlineEntry(date(2026, 7, 1), "the lease ends", 10),))
    found = negotiate(
        replace(preferences, actors=(dated, *preferences.actors[1:])),
        on=date(2026, 3, 3),
        paths={"us": path()},
    )
    assert found.defections[0].words.endswith("That may be after 2026-07-01: the lease ends.")


def test_uncertain_presence_makes_the_risk_a_share_of_draws() -> None:
    """The 45 of the city and those of the hills who come accept: 0 to 25, and 6 are needed."""
    hills = replace(HILLS, present=(0.0, 25.0))
    against = replace(COAST, weights={"share": 9.0})
    risk = negotiate(deal(assembly("51 of 100", CITY, against, hills))).defections[0]
    assert risk.refused == pytest.approx(5.5 / 25, abs=0.03)


# -- alternatives, deadlines, delay -----------------------------------------------------------------------


def test_an_interim_deal_is_the_alternative_only_if_both_gain() -> None:
    both = negotiate(deal(interim=InterimEntry("truce", {"us": 45, "them": 40})))
    assert [point.reservation for point in both.drafts[0].standpoints] == [45, 40]
    one = negotiate(deal(interim=InterimEntry("truce", {"us": 45, "them": 20})))
    assert [point.reservation for point in one.drafts[0].standpoints] == [30, 30]
    assert any("truce is no alternative" in remark for remark in one.remarks)


def test_after_a_deadline_no_deal_is_worth_something_else() -> None:
    dated = replace(deal().actors[0], deadlines=(DeadlineEntry(date(2026, 5, 1), "the winter", 60),))
    preferences = replace(deal(), actors=(dated, deal().actors[1]))
    before, after = (negotiate(preferences, on=date(2026, month, 2)) for month in (4, 6))
    assert before.drafts[0].standpoints[0].reservation == 30
    assert after.drafts[0].standpoints[0].reservation == 60
    assert "the winter (2026-05-01) has passed: no deal now counts 60 for us." in after.remarks


def test_an_offer_is_worth_waiting_for_until_delay_has_cost_what_it_brings() -> None:
    """The draft gives us 50 at once, roads and the middle share 80: at 2 points a month, 15 months."""
    slow = replace(deal().actors[0], delay=2.0)
    found = negotiate(replace(deal(), actors=(slow, deal().actors[1])))
    assert found.offers[0].package.standpoints[0].value == 80
    assert found.waiting[0].months == 15
    assert "signing the present draft now" in found.waiting[0].words


def test_a_side_payment_opens_what_a_bloc_had_closed() -> None:
    """The coast alone decides and gets 10 from a package without roads; 40 points more and it accepts."""
    coast = assembly("30 of 30", COAST)
    paid = SidePaymentEntry("jobs", "jobs on the coast", {"coast": 40, "us": -5}, "our judgement")
    found = negotiate(deal(coast, side_payments=(paid,)))
    now, after = found.what_ifs[0], next(one for one in found.what_ifs if one.kind == "side payment")
    assert after.accepted > now.accepted
    assert after.label == "jobs on the coast"
    assert most(after)[0] == most(now)[0] - 5


def test_where_nothing_can_be_agreed_it_says_which_reservation_would_open_it() -> None:
    found = negotiate(deal(us=85, them=75))
    assert found.frontier == ()
    opened = [one for one in found.what_ifs if one.kind == "reservation"]
    assert [one.label for one in opened] == [
        "if no deal counted at most 30.0 for us, not 85",
        "if no deal counted at most 20.0 for them, not 75",
    ]
    assert all(one.accepted > 0 for one in opened)


def test_an_option_that_no_agreement_holds_is_named() -> None:
    found = negotiate(deal(us=60))
    reach = {(one.issue, one.option): one.accepted for one in found.reach}
    assert reach["share", "high"] == 0
    assert sum(count for (name, _), count in reach.items() if name == "roads") == found.win_sets[-1].accepted


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"majority": "most of them"}, "neither a number"),
        ({"majority": "226 of 90"}, "between 1 and the seats"),
        ({"majority": "51 of 90"}, "have 100 seats of 90"),
        ({"beliefs": {"rain": 0.5}}, "no such event"),
    ],
)
def test_a_ratifier_that_cannot_be_is_refused(change: dict[str, object], says: str) -> None:
    with pytest.raises(InvalidData, match=says):
        negotiate(deal(replace(assembly("51 of 100", CITY, COAST, HILLS), **change)))  # type: ignore[arg-type]
