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
from .drafts import Flows, Reading, Subject, cannot_value, flows_of, owed, readings
from .economics import Economics
from .gaps import gaps
from .gas import gas_balance
from .headlines import headlines
from .indicators import discount_factors
from .projects import project_values
from .terms import FundTerms, fund_terms
from .uncertainty import estimate, rounded
from .world import World, draws, world

SCENARIOS = 4_096


def value(
    subjects: Sequence[Subject], economics: Economics, *, scenarios: int = SCENARIOS, seed: int = 1
) -> Valuation:
    """Value drafts in their order, the last one being the one at hand.

    Args:
        subjects: one draft or several; all are valued on the same draws.
        economics: what the texts do not say.
        scenarios: number of draws.
        seed: of the draws; recorded in the result.
    """
    the_world = world(economics, draws(economics, scenarios, seed), scenarios)
    terms = [fund_terms(subject.instrument, subject.analysis, subject.party) for subject in subjects]
    drafts = tuple(
        _draft(subject, found, the_world, economics) for subject, found in zip(subjects, terms, strict=True)
    )
    factors = discount_factors(economics.discount_rate, economics.years)
    steps: tuple[BridgeStep, ...] = ()
    better = None
    if len(subjects) > 1:
        steps = tuple(bridge(terms[0], terms[-1], the_world, economics, factors))
        first, last = (flows_of(found, owed(found), the_world, economics) for found in (terms[0], terms[-1]))
        better = float((last.side(factors) > first.side(factors)).mean())
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
        drafts=drafts,
        bridge=steps,
        better=better,
        gaps=tuple(gaps(terms[-1], the_world, economics, factors)),
        gas=_gas(terms[-1], economics),
        projects=project_values(the_world, economics),
        unvalued=tuple(_unvalued(terms[-1], the_world, economics)),
    )
    return replace(result, headlines=headlines(result, terms[-1], economics))


# -- one draft -------------------------------------------------------------------------------


def _draft(subject: Subject, terms: FundTerms, the_world: World, economics: Economics) -> DraftValue:
    known = [reading for reading in readings(terms) if not cannot_value(terms, reading, the_world)]
    valued = tuple(
        _valued(reading, flows_of(terms, reading, the_world, economics), economics) for reading in known
    )
    source = subject.instrument.source
    label = subject.label or (source.name if source else subject.instrument.title)
    return DraftValue(subject.instrument.id, label, valued, (*terms.inputs, *assumed(terms, economics)))


def _valued(reading: Reading, flows: Flows, economics: Economics) -> ValuedReading:
    factors = discount_factors(economics.discount_rate, economics.years)
    partner_factors = discount_factors(economics.partner_discount_rate, economics.years)
    unit = economics.currency
    stake = factors[-1] * flows.state_stake * flows.assets[-1]
    paid = factors @ flows.contribution
    receipts = factors @ flows.receipts
    share = np.where(receipts > 0, paid / np.where(receipts > 0, receipts, 1.0), 0.0) * 100.0
    figures = (
        ("contributions", "Paid into the fund by the state, present value", unit, paid),
        ("yearly", "Paid in, average a year", unit, flows.contribution.mean(axis=0)),
        ("burden", "Contributions as a share of the state's receipts from these sources", "percent", share),
        ("partner", "Paid in by the partner, present value", unit, partner_factors @ flows.partner_paid),
        ("returned", "Comes back to the state from the fund, present value", unit, factors @ flows.to_state),
        ("stake", "The state's part of the fund at the end, present value", unit, stake),
        (
            "to_partner",
            "Goes to the partner from the fund, present value",
            unit,
            partner_factors @ flows.to_partner,
        ),
        ("side", "All that the state is left with, present value", unit, flows.side(factors)),
    )
    return ValuedReading(
        reading.label,
        "the words of the draft allow it",
        tuple(estimate(name, label, one, values) for name, label, one, values in figures),
        (_fan("contribution", "Contribution of the state", flows.contribution, economics),
         _fan("partner_paid", "Payment of the partner", flows.partner_paid, economics)),
    )  # fmt: skip


def _fan(name: str, label: str, flows: Floats, economics: Economics) -> Series:
    quantiles = np.quantile(flows, (0.1, 0.5, 0.9), axis=1)
    years = tuple(str(economics.first_year + year) for year in range(economics.years))
    axes = (Axis("quantile", ("P10", "P50", "P90")), Axis("year", years))
    return Series(
        name, label, economics.currency, axes, tuple(rounded(float(x)) for x in quantiles.reshape(-1))
    )


def assumed(terms: FundTerms, economics: Economics) -> Iterator[ValueInput]:
    """What the economics file brings in, and what nobody says."""
    for project in economics.projects:
        sources = {product.price.source for product in project.products.values()} | {project.capital.source}
        yield ValueInput(
            project.name, project.title, Standing.ASSUMED,
            f"{project.licence} licence, {project.resource}, under the regime {project.regime!r}",
            "; ".join(sorted(source for source in sources if source)) or economics.source,
        )  # fmt: skip
    for receipts in economics.receipts:
        yield ValueInput(
            receipts.name, receipts.title, Standing.ASSUMED,
            f"{economics.currency} {float(receipts.amount.series(1)[0]):,.0f} a year", receipts.amount.source,
        )  # fmt: skip
    yield ValueInput("discount_rate", "Discount rate", Standing.ASSUMED,
                     f"{economics.discount_rate * 100:g} percent a year", economics.source)  # fmt: skip
    if not terms.payments:
        given = economics.partner_contribution
        said = f"{economics.currency} {float(given.series(1)[0]):,.0f} in the first year" if given else ""
        yield ValueInput(
            "partner_contribution", "Payment of the partner",
            Standing.ASSUMED if given else Standing.SILENT,
            said or "the draft names no sum; nothing is counted", given.source if given else "",
        )  # fmt: skip


def _gas(terms: FundTerms, economics: Economics) -> GasBalance | None:
    if economics.gas is None:
        return None
    share = max((share.share for share in terms.shares if "gas" in share.resources), default=0.0)
    new = economics.gas.new_production or (0.0,) * len(economics.gas.months)
    return gas_balance(economics.gas, tuple(share * volume for volume in new))


def _unvalued(terms: FundTerms, the_world: World, economics: Economics) -> Iterator[str]:
    yield from terms.unvalued
    for reading in readings(terms):
        why = cannot_value(terms, reading, the_world)
        if why:
            yield f"the reading “{reading.label}”: the economics file has {why}"
    for payment in terms.payments:
        if payment.currency != economics.currency:
            yield f"payment in {payment.currency}: the economics file counts in {economics.currency}"
    if terms.cap and terms.cap[1] != economics.currency:
        yield f"cap in {terms.cap[1]}: the economics file counts in {economics.currency}"
