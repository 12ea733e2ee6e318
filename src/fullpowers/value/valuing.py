"""From drafts and an economics file to a valuation: every draft, under every reading, on the same draws."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from fullpowers.model import (
    Axis,
    BridgeStep,
    DraftValue,
    GasBalance,
    Series,
    Standing,
    Valuation,
    ValuedReading,
    ValueInput,
)

from .bridge import bridge
from .compute import Floats
from .drafts import Flows, Reading, Subject, cannot_value, flows_of, owed, readings, terms_of
from .economics import Economics, Figure
from .gaps import gaps
from .gas import gas_balance
from .headlines import headlines
from .indicators import discount_factors
from .projects import project_values
from .regime import AGREEMENT
from .sensitivity import sensitivity
from .terms import DraftTerms
from .uncertainty import CHANCES, estimate, exceeded, rounded
from .world import Worlds, draws

SCENARIOS = 4_096


def value(
    subjects: Sequence[Subject],
    economics: Economics,
    *,
    scenarios: int = SCENARIOS,
    seed: int = 1,
    with_sensitivity: bool = False,
) -> Valuation:
    """Value drafts in their order, the last one being the one at hand.

    Args:
        subjects: one draft or several; all are valued on the same draws.
        economics: what the texts do not say.
        scenarios: number of draws.
        seed: of the draws; recorded in the result.
        with_sensitivity: also compute which uncertain figures make the variance of the result.
    """
    worlds = Worlds(economics, draws(economics, scenarios, seed), scenarios)
    terms = [terms_of(subject, economics) for subject in subjects]
    factors = discount_factors(economics.discount_rate, economics.years)
    steps: tuple[BridgeStep, ...] = ()
    better: float | None = None
    series: tuple[Series, ...] = ()
    if len(subjects) > 1:
        steps = tuple(bridge(terms[0], terms[-1], worlds, factors))
        first, last = (flows_of(found, owed(found), worlds).side(factors) for found in (terms[0], terms[-1]))
        better = float((last > first).mean())
        series = (
            _chances("difference", "The last draft less the first, what is owed", last - first, economics),
        )
    result = Valuation(
        currency=economics.currency,
        price_year=economics.price_year,
        first_year=economics.first_year,
        years=economics.years,
        discount_rate=economics.discount_rate,
        scenarios=scenarios,
        seed=seed,
        economics=economics.title,
        headlines=(),
        drafts=tuple(_draft(subject, found, worlds) for subject, found in zip(subjects, terms, strict=True)),
        bridge=steps,
        better=better,
        gaps=gaps(terms[-1], worlds, factors),
        gas=_gas(terms[-1], economics),
        projects=project_values(worlds, owed(terms[-1]).regime),
        unvalued=tuple(_unvalued(terms[-1], worlds)),
        series=series,
        sensitivity=sensitivity(terms[-1], economics, factors, seed) if with_sensitivity else (),
    )
    return replace(result, headlines=headlines(result, terms[-1], economics))


# -- one draft -------------------------------------------------------------------------------


def _draft(subject: Subject, terms: DraftTerms, worlds: Worlds) -> DraftValue:
    known = [reading for reading in readings(terms) if not cannot_value(terms, reading, worlds)]
    valued = tuple(
        _valued(reading, flows_of(terms, reading, worlds), terms, worlds.economics) for reading in known
    )
    source = subject.instrument.source
    label = subject.label or (source.name if source else subject.instrument.title)
    inputs = (*terms.inputs, *assumed(terms, worlds.economics))
    return DraftValue(subject.instrument.id, label, valued, inputs)


def _valued(reading: Reading, flows: Flows, terms: DraftTerms, economics: Economics) -> ValuedReading:
    factors = discount_factors(economics.discount_rate, economics.years)
    partner_factors = discount_factors(economics.partner_discount_rate, economics.years)
    unit = economics.currency
    paid, receipts = factors @ flows.contribution, factors @ flows.receipts
    share = np.where(receipts > 0, paid / np.where(receipts > 0, receipts, 1.0), 0.0) * 100.0
    figures: tuple[tuple[str, str, str, Floats], ...] = (
        ("contributions", "Paid into the fund by the state, present value", unit, paid),
        ("yearly", "Paid in, average a year", unit, flows.contribution.mean(axis=0)),
        ("burden", "Contributions as a share of the state's receipts from these sources", "percent", share),
        ("partner", "Paid in by the partner, present value", unit, partner_factors @ flows.partner_paid),
        ("returned", "Comes back to the state from the fund, present value", unit, factors @ flows.to_state),
        ("benefit", "Brought to the state by what the fund invests in the country, present value", unit,
         factors @ flows.benefit),
        ("stake", "The state's part of the fund at the end, present value", unit,
         factors[-1] * flows.stake[-1]),
        ("to_partner", "Goes to the partner from the fund, present value", unit,
         partner_factors @ flows.to_partner),
        ("deal", "The fund alone: what comes back less what is paid in, present value", unit,
         flows.deal(factors)),
    )  # fmt: skip
    if terms.is_contract_only:
        figures = ()
    side = flows.side(factors)
    figures = (
        *figures,
        ("receipts", "What the state receives from all sources of the file, present value", unit, receipts),
        ("side", "All that the state is left with, present value", unit, side),
    )
    fans = (
        ("contribution", "Contribution of the state", flows.contribution),
        ("to_state", "What the fund distributes to the state", flows.to_state),
        ("partner_paid", "Payment of the partner", flows.partner_paid),
        ("to_partner", "What the fund distributes to the partner", flows.to_partner),
        ("receipts", "What the state receives from all sources of the file", flows.receipts),
    )
    return ValuedReading(
        reading.label,
        "the words of the draft allow it",
        tuple(estimate(name, label, one, values) for name, label, one, values in figures),
        (
            *(_fan(name, label, values, economics) for name, label, values in fans if values.any()),
            _chances("side", "All that the state is left with", side, economics),
        ),
    )


def _chances(name: str, label: str, values: Floats, economics: Economics) -> Series:
    """The curve of what is exceeded with which chance."""
    axes = (Axis("chance of exceeding", tuple(f"{100 * chance:g} %" for chance in CHANCES)),)
    return Series(f"exceedance_{name}", f"{label}, present value", economics.currency, axes, exceeded(values))


def _fan(name: str, label: str, flows: Floats, economics: Economics) -> Series:
    quantiles = np.quantile(flows, (0.1, 0.5, 0.9), axis=1)
    years = tuple(str(economics.first_year + year) for year in range(economics.years))
    axes = (Axis("quantile", ("P10", "P50", "P90")), Axis("year", years))
    return Series(
        name, label, economics.currency, axes, tuple(rounded(float(x)) for x in quantiles.reshape(-1))
    )


def assumed(terms: DraftTerms, economics: Economics) -> Iterator[ValueInput]:
    """What the economics file brings in, and what nobody says."""
    for project in economics.projects:
        sources = {product.price.source for product in project.products.values()} | {project.capital.source}
        under = "the terms of the draft" if project.regime == AGREEMENT else f"the regime {project.regime!r}"
        land = ", land not under control" if project.territory == "occupied" else ""
        yield ValueInput(
            project.name, project.title, Standing.ASSUMED,
            f"{project.licence} licence, {project.resource}{land}, under {under}",
            "; ".join(sorted(source for source in sources if source)) or economics.source,
        )  # fmt: skip
    for receipts in economics.receipts:
        unit = receipts.amount.unit or f"{economics.currency} a year"
        said = f"{float(receipts.amount.series(1)[0]):,.0f} {unit}"
        source = receipts.amount.source
        yield ValueInput(receipts.name, receipts.title, Standing.ASSUMED, said, source)
    yield ValueInput("discount_rate", "Discount rate", Standing.ASSUMED,
                     f"{economics.discount_rate * 100:g} percent a year", economics.source)  # fmt: skip
    if not terms.is_contract_only:
        yield from _assumed_of_the_fund(terms, economics)


def _assumed_of_the_fund(terms: DraftTerms, economics: Economics) -> Iterator[ValueInput]:
    if not terms.fund.payments:
        yield _from_file(
            "partner_contribution", "Payment of the partner", economics.partner_contribution,
            f"{economics.currency} {{:,.0f}} in the first year",
            "the draft names no sum; nothing is counted",
        )  # fmt: skip
    if terms.fund.credit is not None and not terms.fund.credit.amount:
        yield _from_file(
            "credited_aid", "Aid that counts as paid in", economics.credited_aid,
            f"{economics.currency} {{:,.0f}}", "neither text nor file names a sum; nothing is counted",
        )  # fmt: skip
    if terms.fund.at_home is not None:
        yield _from_file(
            "reinvestment_benefit", "What money invested in the country brings the state",
            economics.reinvestment_benefit, "{:.0%} of what is invested, beside the fund's return",
            "not in the file; nothing is counted beside the fund's return",
        )  # fmt: skip
    yield _from_file(
        "fund_return",
        "Return on the fund's assets",
        economics.fund_return,
        "{:.1%} a year",
        "not in the file; nothing is earned",
    )


def _from_file(name: str, label: str, figure: Figure | None, said: str, instead: str) -> ValueInput:
    """A figure of the file, or that it has none."""
    if figure is None:
        return ValueInput(name, label, Standing.SILENT, instead)
    return ValueInput(name, label, Standing.ASSUMED, said.format(float(figure.series(1)[0])), figure.source)


def _gas(terms: DraftTerms, economics: Economics) -> GasBalance | None:
    if economics.gas is None:
        return None
    share = max((share.share for share in terms.shares if "gas" in share.resources), default=0.0)
    new = economics.gas.new_production or (0.0,) * len(economics.gas.months)
    money = float(economics.money_factors(economics.gas.import_price.unit.partition("/")[0])[0])
    return gas_balance(economics.gas, tuple(share * volume for volume in new), money)


def _unvalued(terms: DraftTerms, worlds: Worlds) -> Iterator[str]:
    economics, fund = worlds.economics, terms.fund
    yield from terms.unvalued
    for reading in readings(terms):
        why = cannot_value(terms, reading, worlds)
        if why:
            yield f"the reading “{reading.label}”: the economics file has {why}"
    for share in terms.shares:
        if share.occupied and not any(source.occupied for source in worlds.under(None).streams):
            yield f"{share.label}: the economics file has no project on land that is not under control"
    if terms.contract.regimes and not any(one.regime == AGREEMENT for one in economics.projects):
        yield f"the terms of the contract: no project of the economics file has the regime {AGREEMENT!r}"
    sums = [(f"payment in {payment.currency}", payment.currency) for payment in fund.payments]
    sums += [("cap in " + fund.cap.unit, fund.cap.unit)] if fund.cap else []
    sums += (
        [("credited aid in " + fund.credit.unit, fund.credit.unit)]
        if fund.credit and fund.credit.unit
        else []
    )
    for what, currency in sums:
        if economics.rate(currency) is None:
            yield f"{what}: the economics file counts in {economics.currency} and has no exchange rate for it"
    if terms.shares or fund.payments:
        yield "votes and vetoes of a fund: they decide when priced terms apply and have no price themselves"
