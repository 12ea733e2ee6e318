"""The small language of formulas, and what a sheet refuses."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullpowers.model import InvalidData
from fullpowers.value.compute import compute
from fullpowers.value.regime import Tier, amounts
from fullpowers.value.sheet import Line, Schedule, Sheet, parse


def value_of(formula: str, **inputs: object) -> list[float]:
    years = max((len(x) for x in inputs.values() if isinstance(x, np.ndarray)), default=1)
    result = compute(Sheet((Line("x", formula),)), inputs, years=years, keep=("x",))  # type: ignore[arg-type]
    return [float(number) for number in result.lines["x"][:, 0]]


def test_a_formula_speaks_of_this_year_and_of_earlier_ones() -> None:
    flow = np.array([1.0, 2.0, 4.0])
    assert value_of("2 * a + 1", a=flow) == [3.0, 5.0, 9.0]
    assert value_of("prev(a)", a=flow) == [0.0, 1.0, 2.0]
    assert value_of("prev(a, 2)", a=flow) == [0.0, 0.0, 1.0]
    assert value_of("total(a)", a=flow) == [1.0, 3.0, 7.0]
    assert value_of("spread(a, w)", a=flow, w=(0.5, 0.5)) == [0.5, 1.5, 3.0]
    assert value_of("where(a > 1, max(a, 3), 0 - a)", a=flow) == [-1.0, 3.0, 4.0]
    assert value_of("prev(x) * 2 + a", a=flow) == [1.0, 4.0, 12.0]


def test_a_schedule_steps_or_rises_by_margins() -> None:
    steps = amounts((Tier(0.1, 100.0), Tier(0.2)))
    margins = amounts((Tier(0.1, 100.0), Tier(0.2, on="excess")))
    prices = np.array([50.0, 100.0, 150.0])
    assert value_of("schedule(p, s)", p=prices, s=steps) == pytest.approx([5.0, 10.0, 30.0])
    assert value_of("schedule(p, s)", p=prices, s=margins) == pytest.approx([5.0, 10.0, 20.0])


@pytest.mark.parametrize(
    "formula",
    ["__import__('os')", "a.b", "a[0]", "lambda: 1", "f(a)", "'text'", "a if b else c", "prev(a, -1)", "",
     "x" * 3000, "True", "a < b < c", "min(a)", "[1]", "(" * 500],
)  # fmt: skip
def test_anything_else_is_no_formula(formula: str) -> None:
    with pytest.raises(InvalidData):
        parse(formula)


def test_lines_that_need_each_other_in_one_year_are_refused_with_the_circle() -> None:
    with pytest.raises(InvalidData, match=r"a -> b -> a|b -> a -> b"):
        Sheet((Line("a", "b + 1"), Line("b", "a + 1")))
    assert Sheet((Line("a", "b + 1"), Line("b", "prev(a) + 1")))


def test_an_input_that_is_missing_or_of_another_length_is_named() -> None:
    with pytest.raises(InvalidData, match="'a'"):
        value_of("a + 1")
    with pytest.raises(InvalidData, match="'b'"):
        value_of("a + b", a=np.zeros(3), b=np.zeros(2))


def test_a_schedule_that_falls_back_is_refused() -> None:
    with pytest.raises(InvalidData, match="rise"):
        Schedule((2.0, 1.0), (0.0, 0.0, 0.0), (1.0, 1.0, 1.0))


@given(
    st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=8),
    st.floats(-10, 10),
    st.sampled_from([0.0, 1.0, 0.37]),
)
def test_zeros_and_ones_that_are_worked_out_early_change_nothing(
    flow: list[float], k: float, z: float
) -> None:
    series = np.array(flow)
    formula = "z * a + (1 - z) * k + 0 * a + min(z * a, a * 1) - total(a) * z"
    expected = z * series + (1 - z) * k + np.minimum(z * series, series) - np.cumsum(series) * z
    assert value_of(formula, a=series, k=k, z=z) == pytest.approx(list(expected), rel=1e-12, abs=1e-6)
