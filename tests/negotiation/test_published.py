"""Cases and closed forms of the literature, with the solutions that were published or follow by hand.

Nash 1950; Kalai and Smorodinsky 1975; Romer and Rosenthal 1978 (the setter's proposal); Putnam 1988
(win-sets); Tsebelis 2002 (pivots): remembered standard literature, arithmetic done here.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from fullpowers.negotiation import Preferences, negotiate
from fullpowers.negotiation.majority import majority
from fullpowers.negotiation.preferences import BlocEntry
from fullpowers.negotiation.solutions import egalitarian, kalai_smorodinsky, nash, utilitarian

from .matter import actor, issue, line


@pytest.mark.parametrize(
    ("a", "b", "r1", "r2"), [(100.0, 1.0, 0.0, 0.0), (100.0, 2.0, 10.0, 20.0), (90.0, 0.5, 30.0, 15.0)]
)
def test_points_of_a_linear_frontier_have_their_closed_forms(
    a: float, b: float, r1: float, r2: float
) -> None:
    """On u2 = a - b u1: Nash and Kalai-Smorodinsky at half of the gain that is possible, egalitarian where
    the gains are equal."""
    ours = np.linspace(0, a / b, 100_001)
    points = np.stack([ours, a - b * ours], axis=1)
    reserved = np.array([r1, r2])
    most = (a - r2) / b
    assert points[nash(points, reserved), 0] == pytest.approx((r1 + most) / 2, abs=1e-2)
    inside = points[(points >= reserved).all(axis=1)]
    assert inside[kalai_smorodinsky(inside, reserved), 0] == pytest.approx((r1 + most) / 2, abs=1e-2)
    assert points[egalitarian(points, reserved), 0] == pytest.approx((a - r2 + r1) / (1 + b), abs=1e-2)
    best = points[utilitarian(points, reserved)]
    assert best.sum() == pytest.approx(max(a, a / b))


def test_nash_divides_a_dollar_in_two_and_a_better_alternative_gets_half_of_the_rest() -> None:
    shares = np.stack([np.arange(101.0), 100 - np.arange(101.0)], axis=1)
    assert nash(shares, np.array([0.0, 0.0])) == 50
    assert nash(shares, np.array([20.0, 0.0])) == 60


# -- one dimension: the win-set of a legislature, and the setter's proposal -------------------------------

BLOCS = {"left": (30, 20.0), "centre": (25, 50.0), "right": (45, 80.0)}


def accepted(preferences: Preferences) -> int:
    return next(one.accepted for one in negotiate(preferences).win_sets if one.actors == ("house",))


def test_under_a_simple_majority_the_win_set_reaches_from_the_status_quo_past_the_median() -> None:
    """Ideal points 20, 50, 80 with 30, 25 and 45 of 100 seats, status quo 30: the median bloc (centre)
    accepts 30 to 70, the left 10 to 30, the right all from 30: a majority accepts 30 to 70."""
    assert accepted(line(0, 100, BLOCS, "51 of 100", status_quo=30)) == 41


def test_under_two_thirds_the_pivot_is_further_out_and_the_win_set_smaller() -> None:
    """67 votes take the centre and the right at least (70): what the centre accepts, 30 to 70. Three quarters
    take all three: only the status quo beats nothing for all."""
    assert accepted(line(0, 100, BLOCS, "two thirds of the seats", status_quo=30)) == 41
    assert accepted(line(0, 100, BLOCS, "3/4 of seats", status_quo=30)) == 1


def test_the_setter_proposes_the_point_of_the_win_set_nearest_to_its_ideal() -> None:
    """Romer and Rosenthal: with the ideal at 100 it proposes 70; with the ideal inside, its ideal."""
    far = negotiate(line(100, 100, BLOCS, "51 of 100", status_quo=30))
    assert far.solutions[0].choices[0].option == "70"
    near = negotiate(line(60, 60, BLOCS, "51 of 100", status_quo=30))
    assert near.solutions[0].choices[0].option == "60"


def test_an_extreme_status_quo_gives_the_setter_more() -> None:
    """The worse no deal is for the median, the further the setter gets (the reversion point of Putnam)."""
    far = negotiate(line(100, 100, BLOCS, "51 of 100", status_quo=10))
    assert far.solutions[0].choices[0].option == "90"


def test_two_blocs_under_a_quota() -> None:
    """With 51 of 100 the bloc of 60 decides, or that of 55; with 60 of 100 neither of 45 and 55 alone."""
    big = {"one": (60, 10.0), "two": (40, 90.0)}
    assert accepted(line(0, 100, big, "51 of 100", status_quo=50)) == 51  # one gains from 0 to 50, tied at 50
    even = {"one": (45, 10.0), "two": (55, 90.0)}
    assert accepted(line(0, 100, even, "51 of 100", status_quo=50)) == 51  # two, from 50 to 100
    assert accepted(line(0, 100, even, "60 of 100", status_quo=50)) == 1  # both: only 50 itself


# -- the facts of ratification -----------------------------------------------------------------------------


def treaty(seats: tuple[int, int] = (338, 112), present: int | None = None, **more: object) -> Preferences:
    """One treaty, for or against; a legislature of two blocs, one that likes it and one that does not."""
    question = issue("treaty", "no", "yes")
    like, dislike = {"treaty": {"no": 0.0, "yes": 100.0}}, {"treaty": {"no": 100.0, "yes": 0.0}}
    blocs = (
        BlocEntry("for", "for", seats[0]),
        BlocEntry("against", "against", seats[1], values=dislike, present=present),
    )
    return Preferences(
        "treaty",
        (question,),
        (
            actor("us", "us", like, reservation=50),
            actor("them", "them", like, reservation=50),
            actor("house", "us", like, role="ratifier", reservation=50, blocs=blocs, **more),
        ),
        {"draft": {"treaty": "yes"}},
    )


def test_the_rada_of_2025_ratifies_with_338_votes_of_226_needed() -> None:
    """226 of 450, and 338 to none on 8 May 2025: who is absent counts against, and there were enough."""
    ballot = negotiate(treaty(majority="226 of 450")).drafts[0].standpoints[2].ballot
    assert ballot is not None
    assert (ballot.votes, ballot.needed, ballot.pivot) == (338, 226, "for")


@pytest.mark.parametrize(("present", "passes"), [(40, False), (31, False), (30, True)])
def test_two_thirds_of_those_present(present: int, passes: bool) -> None:
    """60 Senators for it, 40 against it: when ten of these are absent, 60 are two thirds of 90."""
    rule = "two thirds of the Senators present"
    found = negotiate(treaty((60, 40), present, majority=rule))
    assert found.drafts[0].ratifiable is passes


@pytest.mark.parametrize(("present", "needed"), [(100, 67), (99, 66), (98, 66), (51, 34)])
def test_the_senators_needed_are_two_thirds_rounded_up(present: int, needed: int) -> None:
    assert majority("two thirds of the Senators present").needed(100, present) == needed


def test_a_sole_executive_agreement_has_no_ratifier() -> None:
    """The house would refuse, and is not asked; the what-if says what its consent would do."""
    against = treaty(majority="400 of 450", asked=False, why="a sole executive agreement")
    found = negotiate(against)
    assert found.drafts[0].ratifiable
    assert not found.drafts[0].standpoints[2].accepts
    assert found.win_sets[-1].accepted == 1
    assert "house is not asked: a sole executive agreement" in found.remarks
    asked = next(one for one in found.what_ifs if one.kind == "ratifier")
    assert asked.label == "if it needed the consent of house"
    assert asked.accepted == 0


def test_majorities_are_read_as_constitutions_write_them() -> None:
    assert majority("226 of 450").needed(450, 300) == 226
    assert majority("majority of present").needed(100, 80) == 41
    assert majority("more than 1/2 of seats").needed(450, 1) == 226
    assert majority("3/5 of seats").share == Fraction(3, 5)
    assert majority("half of the members present").needed(10, 9) == 5
