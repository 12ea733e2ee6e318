"""Fiscal terms of a contract are taken from its words, with passages, readings and silences."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.language import analyse
from fullpowers.model import Instrument, Standing
from fullpowers.reading import read, read_bytes
from fullpowers.value import Subject, load_economics, value
from fullpowers.value.contract import Contract, contract_of
from fullpowers.value.economics import Economics
from fullpowers.value.instruments import Setting
from fullpowers.value.regime import Bonus, Participation, Regime, Royalty, Tier

EXAMPLES = Path(__file__).parents[2] / "examples" / "economics"
HEAD = (
    "AGREEMENT ON OIL\n\nThis Agreement is made between the Government of "
    "Ukraine (the “State”) and Deep Oil Limited (the “Contractor”).\n\n"
)


def contract(*articles: str, setting: Setting | None = None) -> Contract:
    text = HEAD + "\n\n".join(f"Article {n}\n\n{words}" for n, words in enumerate(articles, 1))
    instrument = read_bytes(text.encode(), "draft.txt")
    return contract_of(instrument, analyse(instrument), setting or Setting())


RECOVERY = "The Contractor may recover its costs. Cost oil of a year shall not exceed 75 percent of"
SPLIT = (
    "Profit oil shall be shared between the Contractor and the State in the "
    "proportion of 50 percent to 50 percent."
)


def test_a_sharing_contract_becomes_a_regime_clause_by_clause() -> None:
    instrument = read(EXAMPLES / "agreements" / "lithium-sharing.txt")
    found = contract_of(instrument, analyse(instrument), Setting(sold_in="t LCE"))
    ((_, regime),) = found.regimes
    assert regime.royalties == (Royalty(tiers=(Tier(0.05),), order="recoverable"),)
    assert regime.recovery is not None
    assert regime.split is not None
    assert regime.income_tax is not None
    assert (regime.recovery.ceiling, regime.recovery.base, regime.recovery.depreciation.years) == (
        0.7,
        "gross",
        5,
    )
    assert regime.split.tiers == (Tier(0.96),)
    assert (regime.income_tax.rate, regime.income_tax.base) == (0.18, "profit share")
    assert regime.bonuses == (Bonus(12e6), Bonus(10e6, 100_000.0))
    assert found.unread == ()
    for one in found.inputs:
        for passage in one.passages:
            passage.verify(instrument)


def test_a_licence_has_a_sliding_royalty_a_tax_and_a_carried_share() -> None:
    instrument = read(EXAMPLES / "agreements" / "lithium-royalty.txt")
    found = contract_of(instrument, analyse(instrument), Setting())
    ((_, regime),) = found.regimes
    assert regime.royalties[0].tiers == (Tier(0.03, 10_000.0), Tier(0.06, 20_000.0), Tier(0.10))
    assert regime.recovery is None
    assert regime.income_tax is not None
    assert (regime.income_tax.loss_years, regime.income_tax.depreciation.years) == (7, 8)
    assert regime.participation == Participation(0.1, "until production", 0.06)
    silent = {one.label for one in found.inputs if one.standing is Standing.SILENT}
    assert "Bonus" in silent
    assert "Sharing of production" in silent


def test_one_clause_with_two_readings_is_valued_both_ways() -> None:
    """Nobody says who bears the royalty, nor of what the ceiling is: the case of Guyana."""
    royalty = "The Contractor shall pay to the State a royalty of 2 percent of the value of petroleum."
    found = contract(royalty, f"{RECOVERY} the petroleum.", SPLIT)
    assert len(found.regimes) == 4
    assert len({label for label, _ in found.regimes}) == 4
    clear = contract(royalty, f"{RECOVERY} the gross production.", SPLIT)
    assert len(clear.regimes) == 2
    from_share = royalty + " The royalty is paid out of the Contractor’s share."
    ((_, regime),) = contract(from_share, f"{RECOVERY} the gross production.", SPLIT).regimes
    assert regime.royalties[0].order == "contractor"


@pytest.mark.parametrize(
    ("words", "share"),
    [
        (SPLIT.replace("50 percent to 50", "40 percent to 60"), 0.4),
        (
            "Profit oil shall be divided as follows: 60 percent to the State and 40 percent "
            "to the Contractor.",
            0.4,
        ),
        ("The State is entitled to 35 percent of the Profit Oil.", 0.65),
        ("Profit oil is shared: 55 percent belongs to the Contractor.", 0.55),
    ],
)
def test_the_investors_part_is_found_by_who_is_named(words: str, share: float) -> None:
    ((_, regime),) = contract(f"{RECOVERY} the gross production.", words).regimes
    assert regime.split is not None
    assert regime.split.tiers[0].rate == pytest.approx(share)


BY_R_FACTOR = (
    "Profit oil shall be shared as follows: where the R-factor is less than 1, 60 percent to the Contractor; "
    "where it is from 1 to 2, 45 percent to the Contractor; above 2, 30 percent to the Contractor."
)
BY_PRODUCTION = (
    "The Contractor is entitled to the following share of Profit Oil:\n\n"
    "(a) 50 percent of production up to 30,000 barrels per day;\n\n"
    "(b) 40 percent of production between 30,000 and 55,000 barrels per day;\n\n"
    "(c) 35 percent of production above 55,000 barrels per day."
)
BY_PRICE = (
    "Profit oil shall be divided, where the price does not exceed USD 40 per barrel, 70 percent to the "
    "Contractor and 30 percent to the State; where it is between USD 40 and USD 80, 60 percent to the "
    "Contractor and 40 percent to the State; above that, 50 percent to each, the Contractor and the State."
)
SCALES = [
    (BY_R_FACTOR, "r-factor", [(0.6, 1.0), (0.45, 2.0), (0.3, None)]),
    (BY_PRODUCTION, "production", [(0.5, 30_000 * 365.0), (0.4, 55_000 * 365.0), (0.35, None)]),
    (BY_PRICE, "price", [(0.7, 40.0), (0.6, 80.0), (0.5, None)]),
]


@pytest.mark.parametrize(("words", "by", "tiers"), SCALES, ids=[by for _, by, _ in SCALES])
def test_a_scale_is_read_whole_or_not_at_all(
    words: str, by: str, tiers: list[tuple[float, float | None]]
) -> None:
    found = contract(f"{RECOVERY} the gross production.", words, setting=Setting(sold_in="bbl"))
    split = found.regimes[0][1].split
    assert split is not None
    assert split.by == by
    assert [(tier.rate, tier.upto) for tier in split.tiers] == tiers
    # of production nobody says whether the share is of the whole or of the increment
    assert len(found.regimes) == (2 if by == "production" else 1)
    broken = words.replace("45 percent", "145 percent").replace("between 30,000 and 55,000", "of 55,000")
    broken = broken.replace("60 percent to the Contractor and 40", "60 percent to the Contractor and 45")
    odd = contract(f"{RECOVERY} the gross production.", broken, setting=Setting(sold_in="bbl"))
    assert odd.regimes == ()
    assert any("profit production" in why for why in odd.unread)


def test_what_is_recognised_and_not_understood_is_named() -> None:
    scale = (
        "Profit oil shall be shared as follows: where the R-factor is below 1, 60 percent to the Contractor; "
        "where it is from 1 to 2, 45 percent; above that, 30 percent."
    )
    ((_, sharing),) = contract(f"{RECOVERY} the gross production.", SPLIT).regimes
    assumed = Regime(recovery=sharing.recovery, split=sharing.split)
    found = contract(f"{RECOVERY} the gross production.", scale, "A windfall tax of 20 percent is due.",
                     setting=Setting(assumed))  # fmt: skip
    assert any("windfall" in why for why in found.unread)
    odd = contract(f"{RECOVERY} the gross production.", SPLIT.replace("50 percent to 50", "60 percent to 50"))
    assert odd.regimes == ()
    assert any("profit production" in why for why in odd.unread)
    assert odd.unread[0] == "the terms of the contract: how profit production is shared is not understood"


def test_the_file_fills_what_the_text_leaves_out_and_the_input_says_so() -> None:
    fallback = Regime(royalties=(Royalty(0.05),))
    tax = "The Contractor shall pay income tax at the rate of 20 percent."
    found = contract(tax, setting=Setting(fallback))
    ((_, regime),) = found.regimes
    assert regime.royalties == fallback.royalties
    assert [one.standing for one in found.inputs if one.name == "royalties"] == [Standing.ASSUMED]


def test_an_agreement_on_a_fund_is_no_contract_with_an_investor() -> None:
    words = (
        "The Government of Ukraine shall contribute to the Fund 50 percent of the royalties that it receives."
    )
    assert contract(words).regimes == ()


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from([
    "The Contractor shall pay a royalty of 150 percent.",
    "The Contractor shall pay a royalty of 3 percent where the price is 5, 6 percent "
    "where it is USD 7 or less.",
    "Cost oil is limited to 40 percent to 60 percent.",
    "The Contractor shall deliver 25 percent of its share to the domestic market at "
    "10 percent of the market price.",
    "A signature bonus of EUR 5 million and USD 7 million is due.",
    "Profit oil: 50 percent.",
    "The State holds a participating interest of 10 percent, carried.",
    "The Contractor is exempt from income tax.",
    "The Contractor must pay profit tax of 18 percent of its share of profit oil.",
    "Capital is depreciated over 0 years and over 400 years. Losses are carried forward for 5 years.",
]), min_size=1, max_size=6))  # fmt: skip
def test_whatever_clauses_come_together_nothing_breaks(words: list[str]) -> None:
    for _, regime in contract(*words).regimes:
        assert all(0 <= tier.rate <= 1 for royalty in regime.royalties for tier in royalty.scale)


@pytest.fixture(scope="module")
def economics() -> Economics:
    return load_economics(EXAMPLES / "lithium.yaml")


def subject(name: str) -> Subject:
    instrument: Instrument = read(EXAMPLES / "agreements" / name)
    return Subject(instrument, analyse(instrument), "the Government of Ukraine", name)


def test_the_bridge_between_two_contracts_adds_up_clause_by_clause(economics: Economics) -> None:
    pair = [subject("lithium-sharing.txt"), subject("lithium-royalty.txt")]
    valuation = value(pair, economics, scenarios=512)
    labels = [step.label for step in valuation.bridge]
    assert labels == [
        "royalty",
        "cost recovery and profit split",
        "income tax",
        "participation of the state",
        "bonuses",
    ]
    ends = [
        next(one.mean for one in draft.readings[0].estimates if one.name == "side")
        for draft in valuation.drafts
    ]
    assert sum(step.amount for step in valuation.bridge) == pytest.approx(ends[1] - ends[0], rel=1e-4)
    assert all(step.passages for step in valuation.bridge)


def test_three_figures_of_one_contract_stand_in_one_sentence(economics: Economics) -> None:
    """What officials and critics say of such contracts differs by the base; the "
    "sentence names all of them."""
    valuation = value([subject("lithium-sharing.txt")], economics, scenarios=256)
    first = valuation.headlines[0].text
    assert "percent of the value produced" in first
    assert "percent of what is left after costs" in first
    assert json.dumps(list(valuation.unvalued)).count("minimum commitment") == 1


def test_what_is_left_after_royalty_and_costs_is_split_whatever_it_is_called() -> None:
    found = contract(
        "The Contractor shall pay to the State a royalty of 10 percent of the gross value of all Petroleum.",
        "The Contractor shall recover its Petroleum Costs out of at most 50 percent of production.",
        "The balance remaining after royalty and recovery of costs shall be shared 60 percent to "
        "the State and 40 percent to the Contractor.",
    )
    assert not found.lost
    assert {regime.split.tiers[0].rate for _, regime in found.regimes if regime.split} == {0.4}


def test_a_sharing_that_is_not_understood_is_no_payment_into_a_fund(economics: Economics) -> None:
    text = HEAD + (
        "Article 1\n\nThe Contractor shall recover its costs out of at most 50 percent of production.\n\n"
        "Article 2\n\nRoyalty and the like: what then is there goes by 60 percent to the State and by 40 "
        "percent to the Contractor.\n"
    )
    instrument = read_bytes(text.encode(), "draft.txt")
    analysis = analyse(instrument)
    assert contract_of(instrument, analysis, Setting()).lost
    party = instrument.parties[0].name
    valuation = value([Subject(instrument, analysis, party)], economics, scenarios=64)
    assert not any(
        step.low or step.high
        for reading in valuation.drafts[0].readings
        for step in reading.estimates
        if step.name == "contributions"
    )
    assert any("not understood" in why for why in valuation.unvalued)


def test_a_contract_without_a_project_in_the_file_is_not_valued_quietly() -> None:
    other = load_economics(EXAMPLES / "ukraine-2025.yaml")
    valuation = value([subject("lithium-sharing.txt")], other, scenarios=64)
    assert any(
        "no project of the economics file has the regime 'agreement'" in why for why in valuation.unvalued
    )
