"""T3: the oil lines of an Indonesian contract over 36 years, as a public model prints them.

Inputs and expected lines: ``pyscnomics/dataset/case1.json`` of the library pyscnomics (Apache-2.0),
in million dollars. There the oil side lends what it has left to the gas side in two years; the
lines compared here are those before that transfer, which one ring fence alone decides.
"""

from __future__ import annotations

import numpy as np
import pytest

from fullpowers.value.compute import Floats, compute
from fullpowers.value.project import Product, Project, venture
from fullpowers.value.regime import (
    CostRecovery,
    Depreciation,
    DomesticMarket,
    FirstTranche,
    Regime,
    Split,
    Tier,
)

FIRST, YEARS = 2010, 36
LIFTING = [
    *(0.0254889428, 0.114784914703253, 0.114471286845383, 0.114471284650605, 0.114471259519436),
    *(0.114784877835533, 0.114471247646496, 0.114471214265959, 0.114471226451052, 0.114784858602422),
    *(0.114471214974133, 0.120890828026422, 0.133571437461746, 0.121733451658807, 0.102930965253471),
    *(0.0866694064413936, 0.0672966341280172),
]
SUNK = [
    *(0.0592870816367421, 0.155589582973315, 1.50525745604152, 0.0892585924045811, 0.153929647705958),
    *(2.01096775633243, 0.0585696242951733, 0.029731263738755, 0.0196275642750777, 0.132148081098224),
    *(1.35721236194794, 0.330368790708194),
]
OPEX = [
    *(0.281454073171782, 0.238642996699817, 0.53445372394807, 0.495140239063575, 0.505043043844845),
    *(0.515143904721742, 0.525446782816177, 0.535955718472501, 0.546674832841951, 0.55760832949879),
    *(0.568760496087765, 0.580135706010541, 0.591738420130751, 0.603573188533367, 0.615644652304034),
    *(0.627957545350114, 0.53177875743649, 0.446378151804476),
]
SITE = [0.0324029181105712, *[0.035348637938805] * 15, 0.0324029181105712]
CAPITAL = {2022: 0.109453395762234 + 0.328360187286702, 2024: 0.10233084813363, 2032: 1.33491723093834}
CAPITAL_2023 = 0.625963340565802 + 1.87789002169741 + 6.3486590090341

DEPRECIATION = {
    2023: 2.32258148858656, 2024: 1.76751882847333, 2025: 1.325639121355, 2031: 0.235935283073191,
    2032: 1.03385167732535, 2033: 0.257980460429746, 2040: 0.0334106138312775, 2041: 0.100231841493833,
}  # fmt: skip
UNRECOVERED = {
    2010: 0.0592870816367421, 2015: 3.97429011709454, 2021: 5.9019478031579, 2022: 6.18340187632969,
    2023: 7.55356002532664, 2024: 4.38120530993068, 2025: 0.742711539709655, 2026: 0.0, 2039: 0.0,
}  # fmt: skip
RECOVERED = {
    2023: 1.2234692544, 2024: 5.50967590575616, 2025: 5.4946217685784, 2026: 2.27733256250955,
    2027: 1.29616454842273, 2028: 1.12004942507662, 2029: 0.990744859652535, 2030: 0.896603848211677,
    2031: 0.828892250510786, 2032: 1.63796081135292, 2033: 0.873464804379092, 2034: 0.81480979367026,
    2035: 0.779713878172699, 2036: 0.756587329018234, 2037: 0.742501712370466, 2038: 0.626524042186455,
    2039: 0.523328555023417,
}  # fmt: skip
TO_SPLIT = {
    2025: 0.0, 2026: 3.21728910071951, 2027: 4.19845590851018, 2028: 4.38962471102898, 2029: 4.50387502737929,
    2030: 4.59801443655436, 2031: 4.66572661913969, 2032: 3.87171240156331, 2033: 4.62115351437931,
    2034: 4.98794995159797, 2035: 5.63171511999112, 2036: 5.08661835060449, 2037: 4.19818461979614,
    2038: 3.53360746700044, 2039: 2.70690988312141,
}  # fmt: skip
TRANCHE_CONTRACTOR = {
    2023: 0.106203860362819,
    2024: 0.478270171837117,
    2035: 0.55654729990011,
    2039: 0.280402462742381,
}
DOMESTIC = {
    2023: 0.0, 2027: 0.0, 2028: 0.4483781, 2029: 0.4471530, 2032: 0.4483781, 2034: 0.4722295, 2035: 0.5217631,
    2036: 0.4755210, 2037: 0.4020738, 2038: 0.3385522, 2039: 0.2628773,
}  # fmt: skip


def over(first: int, values: list[float]) -> Floats:
    series = np.zeros(YEARS)
    series[first - FIRST : first - FIRST + len(values)] = values
    return series


@pytest.fixture(scope="module")
def lines() -> dict[str, Floats]:
    capital = np.zeros(YEARS)
    for year, spent in CAPITAL.items():
        # capital of 2022 is written off from 2023 on, when it comes into service
        capital[max(year, 2023) - FIRST] += spent
    capital[2023 - FIRST] += CAPITAL_2023
    oil = Project(
        "oil",
        {"oil": Product(over(2023, LIFTING), np.full(YEARS, 60.0))},
        capital=capital,
        opex=over(2022, OPEX) + over(2023, SITE),
        expensed=over(2010, SUNK),
    )
    contractor = 0.25 / 0.72
    regime = Regime(
        recovery=CostRecovery(depreciation=Depreciation("declining balance", 10, 0.25)),
        split=Split((Tier(contractor),)),
        first_tranche=FirstTranche(0.20),
        domestic_market=DomesticMarket(0.25, 0.25, holiday=5),
    )
    made = venture([oil], regime)
    wanted = (
        *("recovered_f_field", "unrecovered_f_field", "profit_f_field", "domestic_f_field"),
        *("first_tranche_f_field", "contractor_share_f_field", "written_off_f_field"),
    )
    result = compute(made.sheet, made.inputs, years=YEARS, keep=wanted)
    return {name: line[:, 0] for name, line in result.lines.items()}


@pytest.mark.parametrize(
    ("name", "published", "tolerance"),
    [
        ("written_off_f_field", DEPRECIATION, 1e-9),
        ("recovered_f_field", RECOVERED, 1e-9),
        ("unrecovered_f_field", UNRECOVERED, 1e-9),
        ("profit_f_field", TO_SPLIT, 1e-9),
        ("domestic_f_field", DOMESTIC, 1e-6),
    ],
)
def test_t3_a_line_is_what_the_public_model_prints(
    lines: dict[str, Floats], name: str, published: dict[int, float], tolerance: float
) -> None:
    for year, value in published.items():
        assert lines[name][year - FIRST] == pytest.approx(value, abs=tolerance), year


def test_t3_the_first_tranche_is_split_like_the_rest(lines: dict[str, Floats]) -> None:
    contractor = lines["first_tranche_f_field"] * lines["contractor_share_f_field"]
    for year, value in TRANCHE_CONTRACTOR.items():
        assert contractor[year - FIRST] == pytest.approx(value, abs=1e-6), year
