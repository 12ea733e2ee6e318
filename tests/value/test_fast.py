"""Compiled scenarios give what NumPy gives."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from fullpowers.value.compute import compute
from fullpowers.value.indicators import discount_factors
from fullpowers.value.project import venture
from fullpowers.value.regime import Regime, Royalty

from .test_project import YEARS, field, regimes

pytest.importorskip("numba", reason="the extra 'fast' (Numba) is not installed")


@settings(max_examples=12, deadline=None)
@given(regimes())
def test_any_regime_is_the_same_to_nine_digits(regime: Regime) -> None:
    from fullpowers.value.fast import compute_sums

    made = venture([field()], regime)
    weigh = dict.fromkeys(("state", "investor", "project"), discount_factors(0.1, YEARS))
    plain = compute(made.sheet, made.inputs, years=YEARS, weigh=weigh).sums
    compiled = compute_sums(made.sheet, made.inputs, years=YEARS, weigh=weigh)
    for name, values in plain.items():
        assert np.allclose(compiled[name], values, rtol=1e-9, atol=1e-9 * np.abs(values).max()), name


def test_drafts_that_differ_in_numbers_alone_share_one_compiled_loop() -> None:
    from fullpowers.value.fast import _compiled, compute_sums

    weigh = {"state": discount_factors(0.1, YEARS)}
    for rate in (0.1, 0.2, 0.3):
        made = venture([field()], Regime(royalties=(Royalty(rate),)))
        compute_sums(made.sheet, made.inputs, years=YEARS, weigh=weigh)
    before = _compiled.cache_info().misses
    made = venture([field()], Regime(royalties=(Royalty(0.4),)))
    compute_sums(made.sheet, made.inputs, years=YEARS, weigh=weigh)
    assert _compiled.cache_info().misses == before
