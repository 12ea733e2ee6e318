"""Units: what is converted, and what is refused because readers take it for different things."""

from __future__ import annotations

import pytest

from fullpowers.model import InvalidData
from fullpowers.value.units import Money, convert_quantity, money, price_factor, unit


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
        price_factor("USD/t LCE", "t ore")


def test_a_price_goes_with_what_is_sold() -> None:
    assert price_factor("USD/thousand m3", "million m3") == pytest.approx(1000.0)
    assert price_factor("USD/t LCE", "t LCE a year") == 1.0
    assert price_factor("", "") == 1.0
    with pytest.raises(InvalidData, match="say both"):
        price_factor("USD", "t")
    with pytest.raises(InvalidData, match="money is a currency"):
        price_factor("dollars/t", "t")


def test_money_has_a_currency_and_a_year_or_is_of_the_day() -> None:
    assert money("USD") == Money("USD")
    assert money("UAH 2024 a year") == Money("UAH", 2024)
    assert money("EUR nominal") == Money("EUR", nominal=True)
    assert money("USD real") == Money("USD")
    for wrong in ("XXQ", "usd", "USD about", "USD 24", "$"):
        with pytest.raises(InvalidData, match="money is a currency"):
            money(wrong)


DIMENSIONS = {
    "gas volume": "thousand m3", "oil volume": "bbl", "ore mass": "t ore", "product mass": "t",
    "lithium content": "t LCE", "oxide mass": "t REO", "energy": "MMBtu",
}  # fmt: skip


@pytest.mark.parametrize("one", DIMENSIONS)
@pytest.mark.parametrize("other", DIMENSIONS)
def test_units_of_two_dimensions_never_convert(one: str, other: str) -> None:
    if one == other:
        assert convert_quantity(3.0, DIMENSIONS[one], DIMENSIONS[other]) == 3.0
        return
    with pytest.raises(InvalidData, match="no factor joins them"):
        convert_quantity(3.0, DIMENSIONS[one], DIMENSIONS[other])


@pytest.mark.parametrize(
    ("barrels_of_oil_equivalent", "million_btu"), [(1.0, 5.8)],
)  # fmt: skip
def test_a_barrel_of_oil_equivalent_is_energy_and_not_gas(
    barrels_of_oil_equivalent: float, million_btu: float
) -> None:
    """Factors to gas differ by source (5,658.53 cubic feet by SPE), so that none is used."""
    assert convert_quantity(barrels_of_oil_equivalent, "boe", "MMBtu") == pytest.approx(million_btu)
    with pytest.raises(InvalidData, match="no factor joins them"):
        convert_quantity(1.0, "boe", "mcf")
