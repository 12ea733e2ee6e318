"""Scenarios: Sobol points, their errors, common draws over drafts, chances, global sensitivity."""

from __future__ import annotations

from pathlib import Path
from statistics import NormalDist

import numpy as np
import pytest

from fullpowers.language import analyse
from fullpowers.reading import read
from fullpowers.value import Subject, load_economics, value
from fullpowers.value.sensitivity import indices
from fullpowers.value.sobol import most_dimensions, points, shifted
from fullpowers.value.uncertainty import (
    CHANCES,
    REPLICATES,
    exceeded,
    factor,
    inverse_normal,
    normal_draws,
    standard_error,
)

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"


def test_the_points_are_those_of_joe_and_kuo() -> None:
    """The first eight points in three dimensions, as published with the direction numbers."""
    expected = [
        [0, 0.5, 0.75, 0.25, 0.375, 0.875, 0.625, 0.125],
        [0, 0.5, 0.25, 0.75, 0.375, 0.875, 0.125, 0.625],
        [0, 0.5, 0.25, 0.75, 0.625, 0.125, 0.875, 0.375],
    ]
    assert points(8, 3) == pytest.approx(np.array(expected), abs=1e-8)


@pytest.mark.parametrize("dimensions", [1, 7, 64])
def test_every_part_of_every_axis_is_met_equally_often(dimensions: int) -> None:
    found = shifted(1024, dimensions, seed=3, replicates=4)
    assert most_dimensions() == 64
    for block in np.split(found, 4, axis=1):
        counts = np.stack([np.bincount((row * 16).astype(int), minlength=16) for row in block])
        assert (counts == 16).all()


def test_the_normal_quantile_is_that_of_the_standard_library() -> None:
    chances = np.concatenate([np.linspace(1e-9, 0.03, 50), np.linspace(0.03, 0.97, 50), [1 - 1e-9]])
    expected = [NormalDist().inv_cdf(float(one)) for one in chances]
    assert inverse_normal(chances) == pytest.approx(expected, rel=2e-9, abs=2e-9)


def test_tenths_are_where_the_file_puts_them() -> None:
    drawn = factor(normal_draws(("a",), 4096, 1)["a"], 0.6, 1.8)
    assert np.quantile(drawn, [0.1, 0.5, 0.9]) == pytest.approx([0.6, 1.0, 1.8], rel=0.01)
    curve = exceeded(drawn)
    assert curve[CHANCES.index(0.9)] == pytest.approx(0.6, rel=0.01)
    assert list(curve) == sorted(curve)


def test_the_standard_error_is_the_spread_of_means_over_seeds() -> None:
    def mean(seed: int) -> tuple[float, float]:
        drawn = normal_draws(("a", "b"), 1024, seed)
        result = np.exp(drawn["a"]) * (1 + 0.3 * drawn["b"])
        return float(result.mean()), standard_error(result)

    found = [mean(seed) for seed in range(60)]
    spread = float(np.std([one for one, _ in found]))
    told = float(np.mean([error for _, error in found]))
    assert 0.6 < told / spread < 1.6
    # far below what as many random draws would give
    assert spread < 0.5 * np.std(np.exp(np.random.default_rng(1).standard_normal(20_000))) / np.sqrt(1024)


def test_names_beyond_the_dimensions_are_drawn_as_well() -> None:
    names = tuple(f"n{i}" for i in range(80))
    drawn = normal_draws(names, 2048, 5)
    assert set(drawn) == set(names)
    assert abs(float(np.corrcoef(drawn["n1"], drawn["n79"])[0, 1])) < 0.1


def test_drafts_are_valued_on_the_same_draws_and_the_seed_is_kept() -> None:
    instrument = read(EXAMPLE / "drafts" / "draft-3.docx")
    subject = Subject(instrument, analyse(instrument), "the Government of Ukraine", "same")
    economics = load_economics(EXAMPLE / "economics.yaml")
    twice = value([subject, subject], economics, scenarios=16 * REPLICATES, seed=7)
    assert twice.seed == 7
    assert twice.drafts[0] == twice.drafts[1]
    assert twice.bridge == ()
    assert set(twice.series[0].values) == {0.0}
    assert value([subject], economics, scenarios=256, seed=7) == value(
        [subject], economics, scenarios=256, seed=7
    )


def test_sobol_indices_of_a_sum_and_of_a_product_are_the_known_ones() -> None:
    """y = 3 a + b: nine tenths and one tenth. y = a b: nothing alone, everything together."""
    first, total, error = indices(lambda x: 3 * x[0] + x[1], 3, seed=1)
    assert first == pytest.approx([0.9, 0.1, 0.0], abs=0.03)
    assert total == pytest.approx([0.9, 0.1, 0.0], abs=0.03)
    assert error.max() < 0.03
    first, total, _ = indices(lambda x: x[0] * x[1], 2, seed=1)
    assert first == pytest.approx([0.0, 0.0], abs=0.05)
    assert total == pytest.approx([1.0, 1.0], abs=0.08)


def test_global_sensitivity_names_the_price_of_lithium_first() -> None:
    examples = Path(__file__).parents[2] / "examples" / "economics"
    instrument = read(examples / "agreements" / "lithium-sharing.txt")
    subject = Subject(instrument, analyse(instrument), "the Government of Ukraine")
    found = value([subject], load_economics(examples / "lithium.yaml"), scenarios=64, with_sensitivity=True)
    assert found.sensitivity[0].label == "price, lithium at Stepove"
    assert 0.7 < found.sensitivity[0].total < 1.0
    assert sum(one.first for one in found.sensitivity) < 1.1
