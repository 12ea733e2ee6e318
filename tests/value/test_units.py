"""Units: what is converted, and what is refused because readers take it for different things."""

from __future__ import annotations

import pytest

from fullpowers.model import InvalidData
from fullpowers.value.units import convert_quantity, price_factor, unit


@pytest.mark.parametrize(
    ("amount", "source", "target", "result"),
    [
        (1.0, "bcm", "thousand m3", 1e6),
        (800.0, "million m3", "bcm", 0.8),
        (1.0, "m3", "mcf", 35.3147e-3),
        (1.0, "m3 oil", "bbl", 6.28981),
        (1.0, "t Li", "t LCE", 5.3228),
        (1.0, "t Li2O", "t LCE", 2.4728),
        (1.0, "t Li", "t LiOH.H2O", 6.0445),
        (10.9, "MMBtu", "MWh", 3.1945),
    ],
)
def test_units_of_one_dimension_are_converted(amount: float, source: str, target: str, result: float) -> None:
    assert convert_quantity(amount, source, target) == pytest.approx(result, rel=1e-4)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("mcm", "a million cubic metres to some and a thousand to others"),
        ("tcm", "a thousand cubic metres to some and a trillion to others"),
        ("t lithium", "of metal, of oxide or of carbonate equivalent"),
        ("Mt lithium", "as a rule ore"),
        ("bushels", "not known"),
    ],
)
def test_what_means_different_things_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(InvalidData, match=says):
        unit(text)


def test_ore_is_never_metal() -> None:
    with pytest.raises(InvalidData, match="no factor joins them"):
        convert_quantity(80e6, "t ore", "t LCE")
    with pytest.raises(InvalidData, match="no factor joins them"):
        price_factor("USD/t LCE", "t ore", "USD")


def test_a_price_goes_with_what_is_sold_and_with_the_currency_of_the_file() -> None:
    assert price_factor("USD/thousand m3", "million m3", "USD") == pytest.approx(1000.0)
    assert price_factor("USD/t LCE", "t LCE a year", "USD") == 1.0
    assert price_factor("", "", "USD") == 1.0
    with pytest.raises(InvalidData, match="counts in UAH"):
        price_factor("USD/t", "t", "UAH")
    with pytest.raises(InvalidData, match="say both"):
        price_factor("USD", "t", "USD")
