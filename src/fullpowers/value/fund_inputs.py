"""What a person is told of each term of a fund: stated with its passage, or silent and what was taken."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from fullpowers.model import Passage, Standing, ValueInput

from .fund_terms import FundTerms, Stated

T = TypeVar("T", Stated, Passage)


def fund_inputs(fund: FundTerms) -> Iterator[ValueInput]:
    """One input for each term: stated with its passage, or silent with what was taken instead."""
    for number, payment in enumerate(fund.payments, 1):
        years = (
            f"in each of {payment.years} years" if payment.years else "for a time that the text does not say"
        )
        firm = "intended only" if payment.intended_only else "owed"
        said = f"{payment.currency} {payment.amount:,.0f} {years} ({firm})"
        yield ValueInput(
            f"payment_{number}", "Payment of the partner", Standing.STATED, said, "", payment.passages
        )
    yield _told("cap", "Cap on contributions", fund.cap, lambda one: f"{one.unit} {one.amount:,.0f}",
                "no cap: contributions go on to the horizon")  # fmt: skip
    yield _told("reinvest", "Years in which everything is reinvested", fund.reinvest,
                lambda one: f"{one.amount:g} years" if one.amount < float("inf") else
                "without an end: nothing is distributed within the horizon",
                "none: the fund distributes from the first year")  # fmt: skip
    yield _ownership(fund)
    yield _told("preferred", "Return of the partner before the rest is divided", fund.preferred,
                lambda one: f"{one.amount * 100:g} percent a year", "none is counted")  # fmt: skip
    yield from _credit(fund)
    yield _told("default", "What a side loses that does not pay", fund.default,
                lambda _: "votes or distributions; priced below as one year without distributions",
                "the text does not say")  # fmt: skip
    yield _control(fund)


def _control(fund: FundTerms) -> ValueInput:
    name, label = "control", "Who decides in the fund"
    if fund.partner_decides is not None:
        said = "the partner, with more than half of the votes"
        return ValueInput(name, label, Standing.STATED, said, "", (fund.partner_decides,))
    if fund.together is not None:
        return ValueInput(name, label, Standing.STATED, "both sides together", "", (fund.together,))
    return ValueInput(name, label, Standing.SILENT, "the text names no votes")


def _ownership(fund: FundTerms) -> ValueInput:
    name, label = "partner_share", "The partner's share of the fund"
    if fund.partner_share is not None:
        said = f"{fund.partner_share.amount * 100:g} percent"
        return ValueInput(name, label, Standing.STATED, said, "", (fund.partner_share.passage,))
    if fund.by_contributions is not None:
        said = "what it has paid in, of what both have paid in"
        return ValueInput(name, label, Standing.STATED, said, "", (fund.by_contributions,))
    considered = (fund.considered,) if fund.considered else ()
    said = "in halves, which the text does not say"
    if considered:
        said += "; it only takes contributions into consideration"
    return ValueInput(name, label, Standing.SILENT, said, "", considered)


def _credit(fund: FundTerms) -> Iterator[ValueInput]:
    name, label = "credit", "Aid that counts as the partner's payment"
    if fund.credit is not None and fund.credit.amount:
        said = f"{fund.credit.unit} {fund.credit.amount:,.0f}"
        yield ValueInput(name, label, Standing.STATED, said, "", (fund.credit.passage,))
    elif fund.credit is not None:
        said = "it counts, and the text names no sum"
        yield ValueInput(name, label, Standing.SILENT, said, "", (fund.credit.passage,))
    elif fund.uncredited is not None:
        yield ValueInput(name, label, Standing.STATED, "none", "", (fund.uncredited,))


def _told(name: str, label: str, found: T | None, said: Callable[[T], str], instead: str) -> ValueInput:
    if found is None:
        return ValueInput(name, label, Standing.SILENT, instead)
    passage = found.passage if isinstance(found, Stated) else found
    soft = " (intended only)" if isinstance(found, Stated) and found.intended_only else ""
    return ValueInput(name, label, Standing.STATED, said(found) + soft, "", (passage,))
