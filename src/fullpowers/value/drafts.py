"""The money of one draft under each of its readings."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from fullpowers.model import Analysis, Instrument

from .compute import Floats, compute
from .economics import Economics, Figure
from .fund import Contribution, Fund, fund_sheet
from .fund_terms import PaymentTerm, Stated
from .instruments import Setting
from .regime import AGREEMENT, Regime
from .terms import DraftTerms, ShareTerm, draft_terms
from .world import Stream, World, Worlds, scaled, scaled_money


@dataclass(frozen=True, slots=True)
class Subject:
    """A draft to value: its text, what was read out of it, and what it calls the side."""

    instrument: Instrument
    analysis: Analysis
    party: str
    label: str = ""


def terms_of(subject: Subject, economics: Economics) -> DraftTerms:
    """The terms of a draft that money depends on; the file's ``agreement`` fills what it leaves out."""
    given = economics.regimes.get(AGREEMENT)
    fallback = given if isinstance(given, Regime) else None
    under = [
        product for one in economics.projects if one.regime == AGREEMENT for product in one.products.values()
    ]
    sold_in = under[0].price.unit.partition("/")[2] if under else ""
    setting = Setting(fallback, economics.currency, sold_in)
    return draft_terms(subject.instrument, subject.analysis, subject.party, setting)


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a draft: what "revenues" are, which licences, whether intentions count, and
    what a contract's clauses mean (``regime``, and in words ``contract``)."""

    base: str
    licences: tuple[str, ...]
    intentions: bool
    contract: str = ""
    regime: Regime | None = None
    soft: bool = True
    """Whether anything in the draft is only intended."""

    @property
    def label(self) -> str:
        """In words."""
        parts = []
        if self.base:
            meant = {"state receipts": "what the state receives", "gross revenue": "the whole value sold"}
            parts.append(f"“revenues” means {meant[self.base]}")
        if self.licences:
            parts.append("new licences only" if self.licences == ("new",) else "licences in use as well")
        if self.contract:
            parts.append(self.contract)
        if self.soft:
            parts.append("intentions carried out" if self.intentions else "only what is owed")
        return "; ".join(parts) or "as it stands"


@dataclass(frozen=True, slots=True)
class Flows:
    """A draft's money under one reading; arrays are (years, scenarios)."""

    contribution: Floats
    partner_paid: Floats
    to_state: Floats
    to_partner: Floats
    stake: Floats
    """The state's part of the fund's assets at each year's end."""
    benefit: Floats
    """What the fund's investments in the country bring the state beside the fund's return."""
    receipts: Floats
    """What the state gets from all sources of the file, before the fund."""

    def deal(self, factors: Floats) -> Floats:
        """The present value, to the side, of the fund alone: what comes back less what is paid in,
        plus its part of the fund's assets at the end."""
        value: Floats = (
            factors @ (self.to_state + self.benefit - self.contribution) + self.stake[-1] * factors[-1]
        )
        return value

    def side(self, factors: Floats) -> Floats:
        """The side's present value, (scenarios,): its receipts from all sources, and the deal."""
        value: Floats = factors @ self.receipts + self.deal(factors)
        return value


def readings(terms: DraftTerms) -> Iterator[Reading]:
    """The readings that the text leaves open, the most cautious for the side's purse last."""
    bases = next((share.bases for share in terms.shares if len(share.bases) > 1), ("",))
    licences = next((share.licences for share in terms.shares if len(share.licences) > 1), ((),))
    fund = terms.fund
    soft = any(one.intended_only for one in (*terms.shares, *fund.payments, fund.reinvest) if one)
    intentions = (True, False) if soft else (True,)
    contracts = terms.contract.regimes or (("", None),)
    for base, which, carried_out, (meant, regime) in itertools.product(
        bases, licences, intentions, contracts
    ):
        yield Reading(base, which, carried_out, meant, regime, soft)


def owed(terms: DraftTerms) -> Reading:
    """The first reading, with only what is owed."""
    return replace(next(readings(terms)), intentions=False)


# -- the fund of a draft -----------------------------------------------------------------------


def fund_of(terms: DraftTerms, reading: Reading, worlds: Worlds) -> Fund | None:
    """The fund that the terms make under a reading; ``None`` when nobody pays in."""
    the_world, economics = worlds.under(reading.regime), worlds.economics
    counted = [share for share in terms.shares if reading.intentions or not share.intended_only]
    contributions = tuple(
        Contribution(share.share, _base(share, terms, reading, the_world)) for share in counted
    )
    partner = _partner(terms.fund.payments, reading, economics, is_fund=bool(terms.shares))
    if not contributions and not partner.any():
        return None
    said = terms.fund
    aid = _credited_aid(terms, worlds)
    return Fund(
        contributions,
        said.cap.amount * rate if said.cap and (rate := economics.rate(said.cap.unit)) else None,
        partner=partner,
        credit=aid + partner[:, None] if said.preferred else np.zeros(the_world.years),
        preferred_return=said.preferred.amount if said.preferred else 0.0,
        partner_share=_partner_share(terms),
        reinvest=_reinvested(said.reinvest, reading),
        earned=_drawn(economics.fund_return, "fund_return", worlds),
        counted=aid,
        home_benefit=_home_benefit(terms, worlds),
    )


def _reinvested(term: Stated | None, reading: Reading) -> float:
    """Years without distributions; what is only intended binds nobody."""
    return term.amount if term and (reading.intentions or not term.intended_only) else 0.0


def _partner_share(terms: DraftTerms) -> float | None:
    if terms.fund.partner_share is not None:
        return terms.fund.partner_share.amount
    return None if terms.fund.by_contributions is not None else 0.5


def _credited_aid(terms: DraftTerms, worlds: Worlds) -> Floats:
    """Aid that counts as paid in, all in the first year: the text's sum, or else the file's."""
    economics, credit = worlds.economics, terms.fund.credit
    aid = np.zeros((economics.years, 1))
    if credit is None:
        return aid
    if credit.amount and (rate := economics.rate(credit.unit)):
        aid[0] = credit.amount * rate
    elif not credit.amount and economics.credited_aid is not None:
        series = scaled_money(economics.credited_aid, economics, worlds.factors, "credited_aid")
        aid = np.zeros((economics.years, series.shape[1] if series.ndim == 2 else 1))
        aid[0] = series[0]
    return aid


def _home_benefit(terms: DraftTerms, worlds: Worlds) -> float | Floats:
    given = worlds.economics.reinvestment_benefit if terms.fund.at_home is not None else None
    return _drawn(given, "reinvestment_benefit", worlds)


def _drawn(figure: Figure | None, key: str, worlds: Worlds) -> float | Floats:
    """A figure of the file in every scenario; nothing when the file does not have it."""
    return 0.0 if figure is None else scaled(figure, worlds.economics, worlds.factors, key)


def flows_of(terms: DraftTerms, reading: Reading, worlds: Worlds) -> Flows:
    """The money of a draft under one reading."""
    the_world = worlds.under(reading.regime)
    shape = (the_world.years, the_world.scenarios)
    receipts = sum((stream.state for stream in the_world.streams), np.zeros(shape))
    fund = fund_of(terms, reading, worlds)
    if fund is None:
        nothing = np.zeros(shape)
        return Flows(nothing, nothing, nothing, nothing, nothing, nothing, receipts)
    sheet, inputs = fund_sheet(fund)
    keep = ("contribution", "to_state", "to_partner", "state_stake", "benefit")
    lines = compute(sheet, inputs, years=the_world.years, keep=keep).lines
    full = {name: np.broadcast_to(line, shape) for name, line in lines.items()}
    return Flows(
        full["contribution"],
        np.broadcast_to(fund.partner[:, None], shape),
        full["to_state"],
        full["to_partner"],
        full["state_stake"],
        full["benefit"],
        receipts,
    )


def _partner(
    payments: Sequence[PaymentTerm], reading: Reading, economics: Economics, *, is_fund: bool
) -> Floats:
    series = np.zeros(economics.years)
    for payment in payments:
        rate = economics.rate(payment.currency)
        if rate is not None and (reading.intentions or not payment.intended_only):
            series[: payment.years or 1] += payment.amount * rate
    given = economics.partner_contribution
    if is_fund and not payments and given is not None:
        series = series + given.series(economics.years) * economics.money_factors(given.unit)
    return series


# -- what a share is a share of ----------------------------------------------------------------------


def cannot_value(terms: DraftTerms, reading: Reading, worlds: Worlds) -> str:
    """Why a reading cannot be valued with these figures; empty when it can.

    A base that no source of the file has is not worth nothing: it is not known.
    """
    the_world = worlds.under(reading.regime)
    for share in terms.shares:
        counts = share.share and (reading.intentions or not share.intended_only)
        if counts and not share.occupied and not sources(share, terms, reading, the_world):
            kind, licences = what_is_meant(share, reading)
            return (
                f"no figures for the {kind} of {' and '.join(share.resources)} "
                f"under {' and '.join(licences)} licences"
            )
    return ""


def _base(share: ShareTerm, terms: DraftTerms, reading: Reading, the_world: World) -> Floats:
    kind, _ = what_is_meant(share, reading)
    total = np.zeros((the_world.years, the_world.scenarios))
    for stream in sources(share, terms, reading, the_world):
        total = total + stream.bases[kind]
    return total


def sources(share: ShareTerm, terms: DraftTerms, reading: Reading, the_world: World) -> list[Stream]:
    """The streams that a share is taken of; a share for occupied land takes its streams from the others."""
    kind, licences = what_is_meant(share, reading)
    split_by_land = any(other.occupied for other in terms.shares)
    return [
        stream
        for stream in the_world.streams
        if (stream.resource in share.resources or stream.resource == "all")
        and stream.licence in licences
        and kind in stream.bases
        and (not split_by_land or stream.occupied is share.occupied)
    ]


def what_is_meant(share: ShareTerm, reading: Reading) -> tuple[str, tuple[str, ...]]:
    """The base and the licences of a share under a reading; what the text says goes first."""
    kind = share.bases[0] if len(share.bases) == 1 else reading.base
    licences = share.licences[0] if len(share.licences) == 1 else reading.licences
    return kind, licences
