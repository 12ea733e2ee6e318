"""What is not known, priced: open readings and silences of the text, and uncertain figures of the file."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from fullpowers.model import ValueGap

from .compute import Floats
from .drafts import Reading, cannot_value, flows_of, readings
from .fund_terms import Stated
from .terms import DraftTerms
from .uncertainty import rounded
from .world import Worlds, uncertain


def gaps(terms: DraftTerms, worlds: Worlds, factors: Floats) -> tuple[ValueGap, ...]:
    """All that is open, by what it moves in the side's present value, the largest first."""
    found = [
        *_open_readings(terms, worlds, factors),
        *_open_fund(terms, worlds, factors),
        *_swings(terms, worlds, factors),
    ]
    return tuple(sorted((gap for gap in found if gap.amount > 0), key=lambda gap: -gap.amount))


def _worth(terms: DraftTerms, reading: Reading, worlds: Worlds, factors: Floats) -> float:
    return float(flows_of(terms, reading, worlds).side(factors).mean())


def _gap(question: str, one: float, other: float, why: str) -> ValueGap:
    return ValueGap(question, rounded(abs(one - other)), why)


def _open_readings(terms: DraftTerms, worlds: Worlds, factors: Floats) -> Iterator[ValueGap]:
    first = next(readings(terms))
    here = _worth(terms, first, worlds, factors)
    others: list[tuple[str, Reading, str]] = []
    if first.base:
        question = "Does “revenues” mean what is sold, or what the state receives from it?"
        others.append((question, replace(first, base="gross revenue"), "the draft does not say"))
    if first.licences:
        question = "Do licences that are in use today count, or only new ones?"
        others.append((question, replace(first, licences=("new", "existing")), "the draft does not say"))
    if first.soft:
        question = "Will what is only intended be done?"
        others.append((question, replace(first, intentions=False), "the draft speaks of intentions"))
    for question, reading, why in others:
        if not cannot_value(terms, reading, worlds):
            yield _gap(question, here, _worth(terms, reading, worlds, factors), why)
    values = [
        _worth(terms, replace(first, contract=label, regime=regime), worlds, factors)
        for label, regime in terms.contract.regimes
    ]
    if len(values) > 1:
        meant = " – or: ".join(label for label, _ in terms.contract.regimes)
        yield _gap(f"What is meant: {meant}?", min(values), max(values), "the draft can be read both ways")


def _open_fund(terms: DraftTerms, worlds: Worlds, factors: Floats) -> Iterator[ValueGap]:
    """What a fund's terms leave open: when it distributes, who owns it, what a default costs."""
    if not terms.shares and not terms.fund.payments:
        return
    first = next(readings(terms))
    fund, flows = terms.fund, flows_of(terms, first, worlds)
    here = float(flows.side(factors).mean())

    def with_fund(**values: object) -> float:
        return _worth(replace(terms, fund=replace(fund, **values)), first, worlds, factors)  # type: ignore[arg-type]

    if fund.reinvest is None or fund.reinvest.amount == float("inf"):
        place = terms.shares[0].passages[0] if terms.shares else terms.fund.payments[0].passages[0]
        other = None if fund.reinvest else Stated(float("inf"), place)
        why = "the draft sets no year" if fund.reinvest else "the draft says nothing of reinvestment"
        if fund.partner_decides:
            why += "; the partner has the votes to decide"
        question = "When does the fund begin to distribute: at once, or never?"
        yield _gap(question, here, with_fund(reinvest=other), why)
    if fund.partner_share is None and fund.by_contributions is None:
        by_payments = fund.considered or (terms.shares[0].passages[0] if terms.shares else None)
        if by_payments is not None:
            question = "Is the fund owned in halves, or by what each side has paid in?"
            yield _gap(question, here, with_fund(by_contributions=by_payments), "the draft fixes no shares")
    if fund.default is not None:
        yearly = float((factors[:, None] * flows.to_state).max(axis=0).mean())
        question = "What does the state lose if it does not pay for one year?"
        yield _gap(question, yearly, 0.0, "the draft takes distributions or votes from a side in default")
    benefit = worlds.economics.reinvestment_benefit
    if fund.at_home is not None and benefit is None:
        tenth = _invested_at_home(terms, first, worlds, factors) / 10.0
        question = "What does a dollar that the fund invests in the country bring the state?"
        yield _gap(question, tenth, 0.0, "not in the file; priced for each ten cents of a dollar")


def _invested_at_home(terms: DraftTerms, reading: Reading, worlds: Worlds, factors: Floats) -> float:
    """Present value of all that the fund invests, as if each unit brought one."""
    from .economics import Figure

    economics = replace(worlds.economics, reinvestment_benefit=Figure(1.0))
    unit = Worlds(economics, worlds.factors, worlds.scenarios)
    return float((factors @ flows_of(terms, reading, unit).benefit).mean())


def _swings(terms: DraftTerms, worlds: Worlds, factors: Floats) -> Iterator[ValueGap]:
    """One uncertain figure at a time at its two tenths, the others at their middle.

    All of them in one world: scenario 0 is the middle, two more belong to each figure.
    """
    figures = uncertain(worlds.economics)
    moved = {one.key: np.ones(1 + 2 * len(figures)) for one in figures}
    for number, one in enumerate(figures):
        moved[one.key][1 + 2 * number :][:2] = one.figure.low or 1.0, one.figure.high or 1.0
    trials = Worlds(worlds.economics, moved, 1 + 2 * len(figures))
    middle, *ends = _deal(terms, next(readings(terms)), trials, factors).tolist()
    for one, low, high in zip(figures, ends[::2], ends[1::2], strict=True):
        yield ValueGap(
            f"How far off is this figure: {one.label}?", rounded(abs(high - low)),
            f"between {one.figure.low:g} and {one.figure.high:g} times the value in the file",
            rounded(low - middle), rounded(high - middle),
        )  # fmt: skip


def _deal(terms: DraftTerms, reading: Reading, worlds: Worlds, factors: Floats) -> Floats:
    """What the draft itself is worth: of a contract all that the state gets, of a fund the fund alone."""
    flows = flows_of(terms, reading, worlds)
    return flows.side(factors) if terms.contract.regimes else flows.deal(factors)
