"""The frontier, the win-sets and the division: equal to brute force and to what was published."""

from __future__ import annotations

import itertools
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import InvalidData
from fullpowers.negotiation import adjusted_winner
from fullpowers.negotiation.counting import count_accepted
from fullpowers.negotiation.frontier import Floats, frontier, undominated

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


@settings(max_examples=150, deadline=None)
@given(domains(2))
def test_the_frontier_of_two_is_that_of_all_packages(domain: list[list[tuple[int, ...]]]) -> None:
    found = frontier(arrays(domain))
    assert {tuple(map(int, point)) for point in found.values} == best_of(packages(domain))


@settings(max_examples=100, deadline=None)
@given(domains(3))
def test_the_frontier_of_three_too(domain: list[list[tuple[int, ...]]]) -> None:
    found = frontier(arrays(domain))
    assert {tuple(map(int, point)) for point in found.values} == best_of(packages(domain))


@settings(max_examples=100, deadline=None)
@given(domains(4), st.tuples(st.integers(0, 40), st.integers(0, 40)))
def test_with_ratifiers_only_what_they_accept_counts(
    domain: list[list[tuple[int, ...]]], needs: tuple[int, int]
) -> None:
    found = frontier(arrays(domain), needs=np.array([-np.inf, -np.inf, *needs]), judges=2)
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
    assert count_accepted(domain, needs) == len(accepted)


@settings(max_examples=60, deadline=None)
@given(domains(2), st.integers(0, 40), st.integers(0, 10))
def test_a_win_set_shrinks_with_a_ratifier_and_with_a_higher_need(
    domain: list[list[tuple[int, ...]]], need: int, more: int
) -> None:
    alone = count_accepted([[option[:1] for option in options] for options in domain], (need,))
    assert count_accepted(domain, (need, 20)) <= alone
    assert count_accepted([[option[:1] for option in options] for options in domain], (need + more,)) <= alone


def test_thirty_issues_are_counted_without_looking_at_each_package() -> None:
    issues = [[(a,) for a in (0, 1, 2, 3)] for _ in range(30)]
    assert count_accepted(issues, (0,)) == 4**30
    assert count_accepted(issues, (90,)) == 1


def test_a_grid_says_its_error() -> None:
    issues = [np.array([[0.13, 0.9], [0.77, 0.2]]) for _ in range(4)]
    assert frontier(issues).tolerance == 0
    assert frontier(issues, grid=0.1).tolerance == pytest.approx(0.2)


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


def test_points_that_do_not_match_are_refused() -> None:
    with pytest.raises(InvalidData, match="same number of points"):
        adjusted_winner({"a": 10}, {"a": 9})
    with pytest.raises(InvalidData, match="same items"):
        adjusted_winner({"a": 10}, {"b": 10})
