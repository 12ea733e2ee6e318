"""What must hold of every project and regime, whatever the numbers."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import InvalidData
from fullpowers.value.compute import Floats, compute
from fullpowers.value.indicators import discount_factors, irr, npv, take
from fullpowers.value.project import PARTIES, Product, Project, Venture, venture
from fullpowers.value.regime import (
    Bonus,
    CostRecovery,
    Depreciation,
    DomesticMarket,
    FirstTranche,
    IncomeTax,
    Participation,
    Regime,
    RentTax,
    Royalty,
    Split,
    Tier,
    Windfall,
)

YEARS = 12
share = st.floats(0.0, 0.6)
money = st.floats(0.0, 500.0)
orders = st.sampled_from(["first", "contractor", "recoverable"])
bases = st.sampled_from(["gross", "net of royalty"])
carries = st.sampled_from(["no", "until production", "full"])


def field(name: str = "a", fence: str = "", scale: float = 1.0, volume: float = 10.0) -> Project:
    years = np.arange(YEARS)
    sold = np.where(years < 2, 0.0, volume * 0.9 ** (years - 2))
    price = np.stack([np.full(YEARS, 20.0), np.full(YEARS, 45.0), np.linspace(15, 70, YEARS)], axis=1)
    capital = np.where(years < 3, 120.0, 2.0) * scale
    return Project(name, {"oil": Product(sold, price)}, capital, opex=3.0 * sold * scale, fence=fence)


@st.composite
def regimes(draw: st.DrawFn) -> Regime:
    sharing = draw(st.booleans())
    by = draw(st.sampled_from(["fixed", "price", "production", "production increments", "r-factor", "irr"]))
    tiers = (Tier(0.6, 5.0), Tier(0.45, 30.0, on="excess"), Tier(0.3, on="excess"))
    if by == "irr":
        tiers = (Tier(0.6, 0), Tier(0.4, 1), Tier(0.25))
    if by == "fixed":
        tiers = (Tier(draw(share)),)
    return Regime(
        royalties=(Royalty(draw(share), order=draw(orders)),),
        recovery=CostRecovery(
            draw(st.floats(0.2, 1.0)), draw(bases), Depreciation(years=draw(st.integers(1, 5))),
            draw(st.floats(0, 0.3)),
            draw(st.floats(0, 0.1)),
        ) if sharing else None,
        split=Split(tiers, by, (0.1, 0.2) if by == "irr" else ()) if sharing else None,
        first_tranche=FirstTranche(draw(st.floats(0, 0.2)), draw(st.booleans())) if sharing else None,
        domestic_market=DomesticMarket(draw(share), draw(st.floats(0, 1)), 2) if sharing else None,
        income_tax=IncomeTax(
            draw(share), draw(st.sampled_from(["accounts", "profit share"])) if sharing else "accounts",
            Depreciation(years=draw(st.integers(1, 6))), loss_years=draw(st.sampled_from([0, 3])),
        ),
        windfall=Windfall(40.0, draw(share)),
        rent_tax=RentTax(0.15, draw(share)),
        participation=Participation(draw(share), draw(carries), 0.05),
        bonuses=(Bonus(draw(money)), Bonus(5.0, at=30.0, recoverable=True)),
    )  # fmt: skip


def flows(made: Venture, *lines: str) -> dict[str, Floats]:
    return compute(made.sheet, made.inputs, years=made.years, keep=lines or (*PARTIES, "project")).lines


@settings(max_examples=60, deadline=None)
@given(regimes())
def test_what_the_parties_get_is_what_the_project_makes(regime: Regime) -> None:
    lines = flows(venture([field()], regime))
    shared = sum(lines[party] for party in PARTIES)
    assert np.abs(shared - lines["project"]).max() <= 1e-6 * max(1.0, np.abs(lines["project"]).max())


@settings(max_examples=30, deadline=None)
@given(regimes())
def test_costs_are_never_recovered_twice_nor_losses_used_twice(regime: Regime) -> None:
    if regime.recovery is None:
        return
    lines = flows(venture([field()], regime), "unrecovered_f_field", "recovered_f_field", "loss_left_f_field")
    assert lines["unrecovered_f_field"].min() >= -1e-9
    assert lines["recovered_f_field"].min() >= 0.0
    assert lines["loss_left_f_field"].min() >= -1e-6


@pytest.mark.parametrize("consolidated", ["ring fence", "all"])
def test_projects_of_several_fences_add_up(consolidated: str) -> None:
    tax = IncomeTax(0.3, consolidated=consolidated)  # type: ignore[arg-type]
    regime = Regime(royalties=(Royalty(0.1),), income_tax=tax)
    lines = flows(venture([field("a", "north"), field("b", "south", scale=3.0)], regime))
    assert np.allclose(sum(lines[party] for party in PARTIES), lines["project"])


def test_one_fence_for_tax_lets_losses_of_one_field_cover_profits_of_another() -> None:
    pair = [field("a", "north"), field("b", "south", scale=6.0)]
    apart = venture(pair, Regime(income_tax=IncomeTax(0.3)))
    together = venture(pair, Regime(income_tax=IncomeTax(0.3, consolidated="all")))
    assert flows(together)["state"].sum() < flows(apart)["state"].sum()


def test_a_regime_without_instruments_takes_nothing() -> None:
    lines = flows(venture([field()], Regime()))
    assert np.array_equal(lines["investor"], lines["project"])
    assert not lines["state"].any()


def test_a_brown_tax_scales_the_investors_npv_by_one_minus_the_rate() -> None:
    """A paid participation at the rate t is a cash-flow tax with full refund of losses."""
    for rate in (0.1, 0.35, 0.8):
        lines = flows(venture([field()], Regime(participation=Participation(rate))))
        assert np.allclose(npv(lines["investor"], 0.1), (1 - rate) * npv(lines["project"], 0.1))


def test_a_rent_tax_at_the_discount_rate_leaves_the_sign_of_the_npv() -> None:
    lines = flows(venture([field(scale=2.0)], Regime(rent_tax=RentTax(0.12, 0.6))))
    before, after = npv(lines["project"], 0.12, "start"), npv(lines["investor"], 0.12, "start")
    assert np.array_equal(np.sign(before), np.sign(after))


@settings(max_examples=30, deadline=None)
@given(low=share, high=share, what=st.sampled_from(["royalty", "tax", "participation", "windfall"]))
def test_the_states_share_rises_with_every_rate(low: float, high: float, what: str) -> None:
    low, high = sorted((low, high))

    def state(rate: float) -> Floats:
        regime = {
            "royalty": Regime(royalties=(Royalty(rate),)),
            "tax": Regime(income_tax=IncomeTax(rate)),
            "participation": Regime(participation=Participation(rate)),
            "windfall": Regime(windfall=Windfall(30.0, rate)),
        }[what]
        return flows(venture([field()], regime))["state"].sum(axis=0)

    assert (state(high) >= state(low) - 1e-9).all()


def test_a_carry_without_interest_is_worth_at_least_a_paid_share() -> None:
    paid = flows(venture([field()], Regime(participation=Participation(0.2))))
    carried = flows(venture([field()], Regime(participation=Participation(0.2, "full"))))
    assert (npv(carried["state"], 0.1) >= npv(paid["state"], 0.1) - 1e-9).all()


def test_take_of_a_royalty_alone_falls_as_costs_fall() -> None:
    dear, cheap = (flows(venture([field(scale=s)], Regime(royalties=(Royalty(0.1),)))) for s in (1.2, 0.6))
    column = 1
    assert take(cheap["state"], cheap["project"])[column] < take(dear["state"], dear["project"])[column]


def test_whole_volume_and_increments_are_two_readings_of_one_scale() -> None:
    """A split on total production and one on its increments differ, and the file must say which."""
    tiers = (Tier(0.5, 5.0), Tier(0.3))
    increments = (Tier(0.5, 5.0), Tier(0.3, on="excess"))
    recovery = CostRecovery(0.5)
    whole = flows(venture([field()], Regime(recovery=recovery, split=Split(tiers, "production"))))
    parts = flows(
        venture([field()], Regime(recovery=recovery, split=Split(increments, "production increments")))
    )
    assert parts["investor"].sum() > whole["investor"].sum()


def test_every_parameter_that_moves_a_result_stands_in_its_trace() -> None:
    """Perturb and check: change each input by a hundredth; what moves must be in ``rests_on``."""
    regime = Regime(
        royalties=(Royalty(0.08, order="recoverable"),),
        recovery=CostRecovery(0.6, "net of royalty", Depreciation(years=3), 0.1, 0.02),
        split=Split((Tier(0.6, 0.8), Tier(0.4, 1.6), Tier(0.3)), "r-factor"),
        first_tranche=FirstTranche(0.05),
        domestic_market=DomesticMarket(0.25, 0.6, 1),
        income_tax=IncomeTax(0.3, base="accounts", loss_interest=0.01, loss_limit=0.7),
        windfall=Windfall(40.0, 0.3),
        rent_tax=RentTax(0.1, 0.2),
        participation=Participation(0.15, "full", 0.05, 0.8),
        bonuses=(Bonus(10.0), Bonus(20.0, at=30.0, recoverable=True)),
    )
    made = venture([field()], regime)
    weights = discount_factors(0.1, YEARS)

    def worth(inputs: dict[str, object]) -> Floats:
        result = compute(made.sheet, inputs, years=YEARS, weigh={"state": weights, "investor": weights})  # type: ignore[arg-type]
        return np.concatenate([result.sums["state"], result.sums["investor"]])

    base = worth(dict(made.inputs))
    traced = made.sheet.rests_on("state") | made.sheet.rests_on("investor")
    moved = set()
    for name, given_value in made.inputs.items():
        changed: object
        if isinstance(given_value, float):
            changed = given_value * 1.01 + 0.001
        elif isinstance(given_value, np.ndarray):
            changed = given_value * 1.01
        elif isinstance(given_value, tuple):
            changed = tuple(weight * 1.01 for weight in given_value)
        else:
            changed = given_value.scaled(1.01)
        if not np.allclose(worth({**made.inputs, name: changed}), base, rtol=0, atol=1e-12):
            moved.add(name)
    assert moved <= traced
    assert len(moved) > 25


def test_scenarios_do_not_see_each_other() -> None:
    """Each scenario alone gives what it gives among the others, however many there are."""
    regime = Regime(royalties=(Royalty(0.1),), income_tax=IncomeTax(0.3), rent_tax=RentTax(0.1, 0.2))
    base = field()
    many = np.tile(base.products["oil"].price, (1, 4_000))
    together = flows(
        venture([replace(base, products={"oil": Product(base.products["oil"].volume, many)})], regime)
    )
    alone = flows(venture([base], regime))
    assert np.array_equal(together["investor"][:, :3], alone["investor"])
    assert np.array_equal(together["investor"][:, -3:], alone["investor"])


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        (lambda: Regime(recovery=CostRecovery()), "go together"),
        (lambda: Regime(first_tranche=FirstTranche(0.1)), "to be shared"),
        (lambda: venture([field()], Regime(royalties=(Royalty(),))), "either a 'rate' or 'tiers'"),
        (lambda: venture([field()], Regime(royalties=(Royalty(0.1), Royalty(0.2)))), "two royalties"),
        (lambda: venture([], Regime()), "at least one"),
        (lambda: venture([replace(field(), opex=np.zeros(3))], Regime()), "3 years"),
    ],
)
def test_a_regime_that_makes_no_sense_is_refused_in_words(wrong: object, says: str) -> None:
    with pytest.raises(InvalidData, match=says):
        wrong()  # type: ignore[operator]


def test_irr_says_nothing_where_there_is_none_or_more_than_one() -> None:
    flows_ = np.array([[-1.0, 1.0, -1.0], [2.0, 1.0, 2.5], [0.0, 1.0, -1.54]])
    rates = irr(flows_)
    assert rates[0] == pytest.approx(1.0)
    assert np.isnan(rates[1])
    assert np.isnan(rates[2])


def test_a_transfer_of_costs_needs_two_fences_that_both_have_it() -> None:
    regime = Regime(recovery=CostRecovery(transfer=True), split=Split((Tier(0.4),)))
    with pytest.raises(InvalidData, match="two fences"):
        venture([field()], regime)
    lines = flows(venture([field("a", "a", scale=4.0), field("b", "b")], regime))
    shared = sum(lines[party] for party in PARTIES)
    assert np.allclose(shared, lines["project"])
    with pytest.raises(InvalidData, match="no regime for the fence 'b'"):
        venture([field("a", "a"), field("b", "b")], {"a": regime})


def test_a_rate_may_rise_inside_a_tier() -> None:
    """From 20 to 45 dollars the investor's share falls by one point a dollar."""
    tiers = (Tier(0.6, 20.0), Tier(0.6, 45.0, slope=-0.01), Tier(0.35))
    made = venture([field()], Regime(recovery=CostRecovery(0.0), split=Split(tiers, "price")))
    share_line = flows(made, "contractor_share_f_field")["contractor_share_f_field"]
    assert share_line[5, 0] == pytest.approx(0.6)
    assert share_line[5, 1] == pytest.approx(0.35)
    assert share_line[:, 2].min() == pytest.approx(0.35)
    with pytest.raises(InvalidData, match="slope"):
        venture([field()], Regime(royalties=(Royalty(tiers=tiers),)))
