"""The money of one draft under each of its readings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fullpowers.model import Analysis, Instrument

from .compute import Floats, compute
from .economics import Economics
from .fund import Contribution, Fund, fund_sheet
from .terms import FundTerms, PaymentTerm, ShareTerm
from .world import Stream, World


@dataclass(frozen=True, slots=True)
class Subject:
    """A draft to value: its text, what was read out of it, and what it calls the side."""

    instrument: Instrument
    analysis: Analysis
    party: str
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a draft: what "revenues" are, which licences, and whether intentions count."""

    base: str
    licences: tuple[str, ...]
    intentions: bool

    @property
    def label(self) -> str:
        """In words."""
        parts = []
        if self.base:
            meant = {"state receipts": "what the state receives", "gross revenue": "the whole value sold"}
            parts.append(f"“revenues” means {meant[self.base]}")
        if self.licences:
            parts.append("new licences only" if self.licences == ("new",) else "licences in use as well")
        parts.append("intentions carried out" if self.intentions else "only what is owed")
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Flows:
    """A draft's money under one reading; arrays are (years, scenarios)."""

    contribution: Floats
    partner_paid: Floats
    to_state: Floats
    to_partner: Floats
    assets: Floats
    receipts: Floats
    """What the state gets from all sources of the file, before the fund."""
    state_stake: float

    def deal(self, factors: Floats) -> Floats:
        """The present value, to the side, of the fund alone: what comes back less what is paid in,
        plus its part of the fund's assets at the end."""
        stake = self.state_stake * self.assets[-1] * factors[-1]
        value: Floats = factors @ (self.to_state - self.contribution) + stake
        return value

    def side(self, factors: Floats) -> Floats:
        """The side's present value, (scenarios,): its receipts from all sources, and the deal."""
        value: Floats = factors @ self.receipts + self.deal(factors)
        return value


def readings(terms: FundTerms) -> Iterator[Reading]:
    """The readings that the text leaves open, the most cautious for the side's purse last."""
    bases = next((share.bases for share in terms.shares if len(share.bases) > 1), ("",))
    licences = next((share.licences for share in terms.shares if len(share.licences) > 1), ((),))
    soft = any(share.intended_only for share in terms.shares) or any(
        payment.intended_only for payment in terms.payments
    )
    for base, which, intentions in itertools.product(bases, licences, (True, False) if soft else (True,)):
        yield Reading(base, which, intentions)


def owed(terms: FundTerms) -> Reading:
    """The first reading, with only what is owed."""
    return replace(next(readings(terms)), intentions=False)


def fund_of(terms: FundTerms, reading: Reading, the_world: World, economics: Economics) -> Fund | None:
    """The fund that the terms make under a reading; ``None`` when nobody pays in."""
    counted = [share for share in terms.shares if reading.intentions or not share.intended_only]
    contributions = tuple(Contribution(share.share, _base(share, reading, the_world)) for share in counted)
    partner = _partner(terms.payments, reading, economics)
    if not contributions and not partner.any():
        return None
    return Fund(
        contributions,
        terms.cap[0] if terms.cap and terms.cap[1] == economics.currency else None,
        partner=partner,
        credit=np.zeros(the_world.years),
        partner_share=_partner_share(terms),
        reinvest=terms.reinvest[0] if terms.reinvest else 0,
        earned=economics.fund_return.series(the_world.years),
    )


def flows_of(terms: FundTerms, reading: Reading, the_world: World, economics: Economics) -> Flows:
    """The money of a draft under one reading."""
    shape = (the_world.years, the_world.scenarios)
    receipts = sum((stream.state for stream in the_world.streams), np.zeros(shape))
    stake = 1.0 - _partner_share(terms)
    fund = fund_of(terms, reading, the_world, economics)
    if fund is None:
        nothing = np.zeros(shape)
        return Flows(nothing, nothing, nothing, nothing, nothing, receipts, stake)
    sheet, inputs = fund_sheet(fund)
    keep = ("contribution", "to_state", "to_partner", "assets")
    lines = compute(sheet, inputs, years=the_world.years, keep=keep).lines
    full = {name: np.broadcast_to(line, shape) for name, line in lines.items()}
    return Flows(
        full["contribution"],
        np.broadcast_to(fund.partner[:, None], shape),
        full["to_state"],
        full["to_partner"],
        full["assets"],
        receipts,
        stake,
    )


def _partner_share(terms: FundTerms) -> float:
    return terms.partner_share[0] if terms.partner_share else 0.5


def cannot_value(terms: FundTerms, reading: Reading, the_world: World) -> str:
    """Why a reading cannot be valued with these figures; empty when it can.

    A base that no source of the file has is not worth nothing: it is not known.
    """
    for share in terms.shares:
        if (
            share.share
            and (reading.intentions or not share.intended_only)
            and not sources(share, reading, the_world)
        ):
            kind, licences = what_is_meant(share, reading)
            return (
                f"no figures for the {kind} of {' and '.join(share.resources)} "
                f"under {' and '.join(licences)} licences"
            )
    return ""


def _base(share: ShareTerm, reading: Reading, the_world: World) -> Floats:
    kind, _ = what_is_meant(share, reading)
    total = np.zeros((the_world.years, the_world.scenarios))
    for stream in sources(share, reading, the_world):
        total = total + stream.bases[kind]
    return total


def sources(share: ShareTerm, reading: Reading, the_world: World) -> list[Stream]:
    kind, licences = what_is_meant(share, reading)
    return [
        stream
        for stream in the_world.streams
        if (stream.resource in share.resources or stream.resource == "all")
        and stream.licence in licences
        and kind in stream.bases
    ]


def what_is_meant(share: ShareTerm, reading: Reading) -> tuple[str, tuple[str, ...]]:
    """The base and the licences of a share under a reading; what the text says goes first."""
    kind = share.bases[0] if len(share.bases) == 1 else reading.base
    licences = share.licences[0] if len(share.licences) == 1 else reading.licences
    return kind, licences


def _partner(payments: Sequence[PaymentTerm], reading: Reading, economics: Economics) -> Floats:
    series = np.zeros(economics.years)
    for payment in payments:
        if payment.currency == economics.currency and (reading.intentions or not payment.intended_only):
            series[: payment.years or 1] += payment.amount
    if not payments and economics.partner_contribution is not None:
        series = series + economics.partner_contribution.series(economics.years)
    return series
