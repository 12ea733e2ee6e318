"""The frontier, the win-sets and the division: equal to brute force and to what was published."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import InvalidData
from fullpowers.negotiation import adjusted_winner, proportional
from fullpowers.negotiation.counting import WholeJoint, count_accepted
from fullpowers.negotiation.dominance import Floats, undominated
from fullpowers.negotiation.frontier import Chamber, Joint, Rules, frontier

values = st.integers(0, 12)


def domains(actors: int) -> st.SearchStrategy[list[list[tuple[int, ...]]]]:
    option = st.tuples(*[values] * actors)
    return st.lists(st.lists(option, min_size=1, max_size=4), min_size=1, max_size=5)


def arrays(domain: list[list[tuple[int, ...]]]) -> list[Floats]:
    return [np.array(options, dtype=float) for options in domain]


def packages(domain: list[list[tuple[int, ...]]]) -> list[tuple[int, ...]]:
    return [tuple(map(sum, zip(*chosen, strict=True))) for chosen in itertools.product(*domain)]


def best_of(points: list[tuple[int, ...]]) -> set[tuple[int, ...]]:
    return {
        one
        for one in points
        if not any(all(a >= b for a, b in zip(other, one, strict=True)) and other != one for other in points)
    }


@settings(max_examples=300, deadline=None)
@given(domains(2))
def test_the_frontier_of_two_is_that_of_all_packages(domain: list[list[tuple[int, ...]]]) -> None:
    found = frontier(arrays(domain))
    assert {tuple(map(int, point)) for point in found.values} == best_of(packages(domain))


@settings(max_examples=200, deadline=None)
@given(domains(3))
def test_the_frontier_of_three_too(domain: list[list[tuple[int, ...]]]) -> None:
    found = frontier(arrays(domain))
    assert {tuple(map(int, point)) for point in found.values} == best_of(packages(domain))


@settings(max_examples=100, deadline=None)
@given(domains(4), st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_with_ratifiers_only_what_they_accept_counts(
    domain: list[list[tuple[int, ...]]], needs: tuple[int, int]
) -> None:
    found = frontier(arrays(domain), Rules(2, np.array([-np.inf, -np.inf, *needs])))
    accepted = [one for one in packages(domain) if one[2] >= needs[0] and one[3] >= needs[1]]
    assert {tuple(map(int, point[:2])) for point in found.values} == best_of([one[:2] for one in accepted])


@settings(max_examples=100, deadline=None)
@given(domains(2))
def test_every_point_is_reached_by_its_package(domain: list[list[tuple[int, ...]]]) -> None:
    found = frontier(arrays(domain))
    for point, choice in zip(found.values, found.choices, strict=True):
        reached = [domain[index][row] for index, row in enumerate(choice)]
        assert tuple(map(sum, zip(*reached, strict=True))) == tuple(map(int, point))


@settings(max_examples=60, deadline=None)
@given(domains(2), st.sampled_from([0.25, 0.5, 2.0, 8.0]), st.integers(-3, 3), st.randoms())
def test_order_of_issues_and_scale_change_nothing(
    domain: list[list[tuple[int, ...]]], factor: float, shift: int, chance: object
) -> None:
    plain = frontier(arrays(domain))
    moved = list(domain)
    chance.shuffle(moved)  # type: ignore[attr-defined]
    other = frontier([values * factor + shift for values in arrays(moved)])
    assert np.allclose(
        np.sort(plain.values * factor + shift * len(domain), axis=0), np.sort(other.values, axis=0)
    )


@settings(max_examples=150, deadline=None)
@given(domains(2), st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_win_sets_are_counted_exactly(domain: list[list[tuple[int, ...]]], needs: tuple[int, int]) -> None:
    accepted = [one for one in packages(domain) if one[0] >= needs[0] and one[1] >= needs[1]]
    assert count_accepted([np.array(options) for options in domain], needs) == len(accepted)


@settings(max_examples=60, deadline=None)
@given(domains(2), st.integers(0, 40), st.integers(0, 10))
def test_a_win_set_shrinks_with_a_ratifier_and_with_a_higher_need(
    domain: list[list[tuple[int, ...]]], need: int, more: int
) -> None:
    both = [np.array(options) for options in domain]
    ours = [options[:, :1] for options in both]
    alone = count_accepted(ours, (need,))
    assert count_accepted(both, (need, 20)) <= alone
    assert count_accepted(ours, (need + more,)) <= alone


def test_thirty_issues_are_counted_without_looking_at_each_package() -> None:
    issues = [np.array([[0], [1], [2], [3]])] * 40
    assert count_accepted(issues, (0,)) == 4**40
    assert count_accepted(issues, (120,)) == 1
    assert count_accepted(issues, (119,)) == 41


@settings(max_examples=60, deadline=None)
@given(domains(3), st.integers(0, 30), st.sampled_from([2.0, 5.0]))
def test_on_a_grid_nothing_better_is_missed_by_more_than_is_said(
    domain: list[list[tuple[int, ...]]], need: int, grid: float
) -> None:
    """The proven error: of what a ratifier accepts with so much to spare nothing is better by more."""
    found = frontier(arrays(domain), Rules(2, np.array([-np.inf, -np.inf, need])), grid=grid)
    assert found.tolerance == grid * len(domain)
    assert (found.values[:, 2] >= need).all()
    for ours, theirs, judge in packages(domain):
        if judge >= need + found.tolerance:
            assert (
                (found.values[:, :2] >= (ours - found.tolerance, theirs - found.tolerance)).all(axis=1).any()
            )


def test_without_a_grid_it_is_exact() -> None:
    assert frontier([np.array([[0.13, 0.9], [0.77, 0.2]])] * 4).tolerance == 0


def jointly(domain: list[list[tuple[int, ...]]], joints: list[Joint]) -> list[tuple[int, ...]]:
    """Every package with its interactions, listed one by one."""
    found = []
    for rows in itertools.product(*(range(len(options)) for options in domain)):
        total = np.sum([domain[issue][row] for issue, row in enumerate(rows)], axis=0)
        for joint in joints:
            if all(rows[issue] == row for issue, row in zip(joint.issues, joint.rows, strict=True)):
                total = total + joint.values
        found.append(tuple(int(value) for value in total))
    return found


@st.composite
def interacting(draw: st.DrawFn, columns: int) -> tuple[list[list[tuple[int, ...]]], list[Joint]]:
    option = st.tuples(*[values] * columns)
    domain = draw(st.lists(st.lists(option, min_size=1, max_size=3), min_size=3, max_size=5))
    joints = []
    for _ in range(draw(st.integers(1, 4))):
        places = draw(st.lists(st.integers(0, len(domain) - 1), min_size=2, max_size=3, unique=True))
        issues = tuple(sorted(places))
        rows = tuple(draw(st.integers(0, len(domain[issue]) - 1)) for issue in issues)
        points = draw(st.tuples(*[st.integers(-15, 15)] * columns))
        joints.append(Joint(issues, rows, np.array(points, dtype=float)))
    return domain, joints


@settings(max_examples=200, deadline=None)
@given(interacting(2))
def test_with_interactions_too_the_frontier_is_that_of_all_packages(
    case: tuple[list[list[tuple[int, ...]]], list[Joint]],
) -> None:
    domain, joints = case
    found = frontier(arrays(domain), Rules(joints=tuple(joints)))
    assert {tuple(map(int, point)) for point in found.values} == best_of(jointly(domain, joints))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from([2, 3]), st.integers(50, 90))
def test_what_is_dropped_as_hopeless_is_never_part_of_the_frontier(
    seed: int, objectives: int, quota: int
) -> None:
    """Spaces of some thousand packages, large enough for the quick search that goes before; a third objective
    counts changes, as in counter-offers."""
    draw = np.random.Generator(np.random.PCG64(seed))
    issues = [draw.integers(0, 20, (4, 6)).astype(float) for _ in range(6)]
    needs = np.full(6, 58.0)
    if objectives == 3:
        needs[2] = -np.inf
        for options in issues:
            options[:, 2] = np.where(np.arange(4) == draw.integers(0, 4), 0.0, -100.0)
    judges = tuple(range(objectives, 6))
    house = Chamber(judges, tuple(int(seats) for seats in draw.integers(15, 40, len(judges))), quota)
    chambers = (Chamber((0,), (1,), 1), Chamber((1,), (1,), 1), house)
    found = frontier(issues, Rules(objectives, needs, chambers))
    rows = np.stack(np.meshgrid(*[np.arange(4)] * 6, indexing="ij"), axis=-1).reshape(-1, 6)
    every = sum(options[rows[:, index]] for index, options in enumerate(issues))
    votes = (every[:, list(judges)] >= needs[list(judges)]) @ np.array(house.seats)
    accepted = every[(every[:, :2] >= needs[:2]).all(axis=1) & (votes >= quota)][:, :objectives]
    best = accepted[undominated(accepted)] if len(accepted) else accepted
    assert {tuple(one) for one in found.values[:, :objectives]} == {tuple(one) for one in best}


CHAMBERS = (Chamber((0,), (1,), 1), Chamber((1,), (1,), 1), Chamber((2, 3, 4), (40, 35, 25), 51))


@settings(max_examples=150, deadline=None)
@given(interacting(5), st.tuples(*[st.integers(5, 40)] * 5), st.sampled_from([26, 51, 61, 67, 76]))
def test_with_a_legislature_of_blocs_frontier_and_count_are_those_of_all_packages(
    case: tuple[list[list[tuple[int, ...]]], list[Joint]], needs: tuple[int, ...], quota: int
) -> None:
    domain, joints = case
    house = Chamber((2, 3, 4), (40, 35, 25), quota)
    everybody = (*CHAMBERS[:2], house)
    accepted = [
        one
        for one in jointly(domain, joints)
        if one[0] >= needs[0]
        and one[1] >= needs[1]
        and sum(seats for seats, column in ((40, 2), (35, 3), (25, 4)) if one[column] >= needs[column])
        >= quota
    ]
    found = frontier(arrays(domain), Rules(2, np.array(needs, dtype=float), everybody, tuple(joints)))
    assert {tuple(map(int, point[:2])) for point in found.values} == best_of([one[:2] for one in accepted])
    whole = [WholeJoint(one.issues, one.rows, tuple(int(value) for value in one.values)) for one in joints]
    counted = count_accepted([np.array(options) for options in domain], needs, everybody, whole)
    assert counted == len(accepted)


@settings(max_examples=60, deadline=None)
@given(domains(5), st.tuples(*[st.integers(5, 40)] * 5), st.integers(1, 100), st.integers(0, 30))
def test_a_win_set_never_grows_when_a_threshold_is_raised(
    domain: list[list[tuple[int, ...]]], needs: tuple[int, ...], quota: int, more: int
) -> None:
    def accepted(votes: int) -> int:
        house = Chamber((2, 3, 4), (40, 35, 25), votes)
        return count_accepted([np.array(options) for options in domain], needs, (*CHAMBERS[:2], house))

    assert accepted(quota + more) <= accepted(quota)


def test_of_equal_points_the_first_stays() -> None:
    assert list(undominated(np.array([[1.0, 1.0], [1.0, 1.0], [0.0, 0.5]]))) == [0]


PANAMA = {
    "defence rights": (22, 9), "use rights": (22, 15), "land and water": (15, 15),
    "expansion rights": (14, 3), "duration": (11, 15), "expansion routes": (6, 5),
    "compensation": (4, 11), "jurisdiction": (2, 7),
    "US military rights": (2, 7), "defence role of Panama": (2, 13),
}  # fmt: skip
CAMP_DAVID = {
    "Sinai": (35, 55), "recognition": (10, 5), "West Bank": (20, 10), "Gaza": (10, 5),
    "Palestinian rights": (5, 20), "Jerusalem": (20, 5),
}  # fmt: skip


DIVORCE = {
    "Connecticut estate": (10, 38), "Palm Beach mansion": (40, 20), "plaza apartment": (10, 30),
    "tower triplex": (38, 10), "cash and jewellery": (2, 2),
}  # fmt: skip


def divided(points: dict[str, tuple[int, int]]) -> tuple[Fraction, Fraction]:
    return adjusted_winner(
        {item: one for item, (one, _) in points.items()}, {item: two for item, (_, two) in points.items()}
    ).points


def test_the_panama_canal_treaty_is_divided_at_66_each() -> None:
    """Brams and Taylor, after Raiffa (points as remembered)."""
    assert divided(PANAMA) == (66, 66)
    division = adjusted_winner(
        {item: one for item, (one, _) in PANAMA.items()}, {item: two for item, (_, two) in PANAMA.items()}
    )
    assert division.first["land and water"] == Fraction(2, 15)


def test_camp_david_is_divided_at_65_and_five_sixths() -> None:
    """Brams and Togman 1996 (points as remembered): 65.8 published."""
    assert divided(CAMP_DAVID) == (Fraction(395, 6), Fraction(395, 6))


def test_the_divorce_example_is_divided_at_72_and_two_thirds() -> None:
    """Brams and Taylor (points as remembered): 72.67 each when the tie goes to the second side."""
    assert divided(DIVORCE) == (Fraction(218, 3), Fraction(218, 3))


def test_in_proportion_each_item_goes_by_its_points() -> None:
    """Panama Canal: land and water, valued alike, is halved; both get less than by Adjusted Winner."""
    division = proportional(
        {item: one for item, (one, _) in PANAMA.items()}, {item: two for item, (_, two) in PANAMA.items()}
    )
    assert division.first["land and water"] == Fraction(1, 2)
    assert division.first["defence rights"] == Fraction(22, 31)
    assert [round(float(points), 2) for points in division.points] == [57.87, 57.87]


points = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=2, max_size=8)


@settings(max_examples=200, deadline=None)
@given(points)
def test_no_side_envies_the_other(given_points: list[tuple[int, int]]) -> None:
    """Adjusted Winner is equitable, and both procedures leave each side half of its own points or more."""
    one = {str(item): left for item, (left, _) in enumerate(given_points)}
    two = {str(item): right for item, (_, right) in enumerate(given_points)}
    gap = sum(one.values()) - sum(two.values())
    one["rest"], two["rest"] = max(0, -gap), max(0, gap)
    adjusted, shared = adjusted_winner(one, two), proportional(one, two)
    assert adjusted.points[0] == adjusted.points[1] or not sum(one.values())
    for division in (adjusted, shared):
        assert min(division.points) * 2 >= sum(one.values())


def test_points_that_do_not_match_are_refused() -> None:
    with pytest.raises(InvalidData, match="same number of points"):
        adjusted_winner({"a": 10}, {"a": 9})
    with pytest.raises(InvalidData, match="same items"):
        adjusted_winner({"a": 10}, {"b": 10})
