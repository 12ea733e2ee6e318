"""The gas balance: the identity of every month, and the case of 800 mcm in the winter of 2025."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import InvalidData
from fullpowers.value.economics import Figure, GasEntry
from fullpowers.value.gas import gas_balance, unbalanced

volumes = st.lists(st.integers(0, 4000).map(float), min_size=6, max_size=6).map(tuple)
ENTRY = GasEntry(
    months=("February", "March"),
    # 52 mcm a day less 40 percent, over 59 days
    production=(28 * 52 * 0.6, 31 * 52 * 0.6),
    consumption=(28 * 52.0, 31 * 52.0),
    storage_start=0.0,
    storage_floor=0.0,
    storage_definition="none: only the loss of output is looked at",
    import_price=Figure(500.0),
)


def test_eight_hundred_mcm_cover_two_thirds_of_the_output_that_was_lost() -> None:
    lost = gas_balance(ENTRY, (0.0, 0.0))
    assert lost.winter_gap == pytest.approx(1227, abs=1)
    assert lost.import_cost == pytest.approx(1227.2e3 * 500, rel=1e-3)
    imported = gas_balance(replace(ENTRY, planned_imports=(380.0, 420.0)), (0.0, 0.0))
    assert imported.winter_gap == pytest.approx(1227 - 800, abs=1)
    assert 800 / lost.winter_gap == pytest.approx(0.65, abs=0.01)


@settings(max_examples=60)
@given(volumes, volumes, volumes, volumes, st.integers(0, 3000))
def test_supply_is_use_in_every_month(
    production: tuple[float, ...], consumption: tuple[float, ...], leaving: tuple[float, ...],
    limit: tuple[float, ...], above: int,
) -> None:  # fmt: skip
    entry = GasEntry(
        months=tuple("ONDJFM"), production=production, consumption=consumption, storage_start=1000.0 + above,
        storage_floor=1000.0, storage_definition="x", import_price=Figure(1.0), withdrawal_limit=limit,
    )  # fmt: skip
    for month in gas_balance(entry, leaving).months:
        assert unbalanced(month) == pytest.approx(0.0, abs=0.01)
        assert month.storage >= 1000.0 - 0.01


def test_gas_that_leaves_is_missing_in_winter() -> None:
    full = replace(ENTRY, production=(2000.0, 2000.0))
    assert gas_balance(full, (0.0, 0.0)).winter_gap == 0.0
    # what February leaves over is in store in March
    assert gas_balance(full, (500.0, 500.0)).winter_gap == pytest.approx(0.0, abs=80)
    assert gas_balance(full, (900.0, 900.0)).winter_gap > 500


def test_rows_of_unequal_length_are_refused() -> None:
    with pytest.raises(InvalidData, match="losses has 1 months"):
        gas_balance(replace(ENTRY, losses=(1.0,)), (0.0, 0.0))
    with pytest.raises(InvalidData, match="below its floor"):
        gas_balance(replace(ENTRY, storage_floor=10.0), (0.0, 0.0))
