"""What the text says about a fund: shares and their bases under each reading, caps, payments, years.

A base is read from the words of the draft by the lists of ``data/bases.yaml``. Where the words leave
open what is meant, every reading is kept; nothing that the text does not say becomes a number here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from fullpowers.model import (
    Analysis,
    Force,
    Instrument,
    Modality,
    Passage,
    Standing,
    Term,
    TermKind,
    ValueInput,
    from_yaml,
)

RESOURCES = ("minerals", "gas", "oil", "infrastructure")


@dataclass(frozen=True, slots=True)
class BaseWords:
    """The lists of ``data/bases.yaml``."""

    receipts: tuple[str, ...]
    gross: tuple[str, ...]
    net: tuple[str, ...]
    collection: tuple[str, ...]
    new_only: tuple[str, ...]
    excludes_current: tuple[str, ...]
    existing_too: tuple[str, ...]
    resources: dict[str, str]
    reinvest: str
    preferred: str
    credited: str
    not_credited: str


@dataclass(frozen=True, slots=True)
class ShareTerm:
    """A share that a party owes to a fund or to the other side.

    ``bases`` and ``licences`` hold one entry where the text is clear and several where it is not.
    """

    label: str
    share: float
    bases: tuple[str, ...]
    licences: tuple[tuple[str, ...], ...]
    resources: tuple[str, ...]
    intended_only: bool
    """Whether the text only speaks of an intention."""
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class PaymentTerm:
    """Yearly money that the partner pays; ``years`` is ``None`` when the text does not say."""

    amount: float
    currency: str
    years: int | None
    intended_only: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class FundTerms:
    """All that a valuation takes from one draft."""

    shares: tuple[ShareTerm, ...]
    payments: tuple[PaymentTerm, ...]
    cap: tuple[float, str, Passage] | None
    reinvest: tuple[int, Passage] | None
    partner_share: tuple[float, Passage] | None
    preferred: tuple[float, Passage] | None
    inputs: tuple[ValueInput, ...]
    unvalued: tuple[str, ...]


def fund_terms(instrument: Instrument, analysis: Analysis, party: str) -> FundTerms:
    """The terms of ``instrument`` that touch a fund, as seen from ``party`` (its name in the text)."""
    shares, unvalued = [], []
    for term in _of(analysis, TermKind.REVENUE_SHARE, TermKind.ROYALTY):
        if term.quantity is None or term.quantity.unit != "percent" or not 0 < term.quantity.amount <= 100:
            unvalued.append(f"{term.label}: not a percentage of something")
        elif term.bearer not in ("", party):
            unvalued.append(f"{term.label}: owed by {term.bearer}")
        else:
            shares.append(_share(term, instrument, analysis))
    payments = tuple(
        _payment(term, instrument, analysis)
        for term in _of(analysis, TermKind.AMOUNT, TermKind.MINIMUM_COMMITMENT)
        if term.bearer not in ("", party) and _is_money(term)
    )
    found = FundTerms(
        shares=tuple(shares),
        payments=payments,
        cap=_cap(analysis),
        reinvest=_reinvest(instrument, analysis),
        partner_share=_ownership(analysis, party),
        preferred=_preferred(instrument, analysis),
        inputs=(),
        unvalued=tuple(unvalued),
    )
    return replace(found, inputs=tuple(_inputs(found)))


def _of(analysis: Analysis, *kinds: TermKind) -> Iterator[Term]:
    return (term for term in analysis.terms if term.kind in kinds)


def _is_money(term: Term) -> bool:
    return term.quantity is not None and len(term.quantity.unit) == 3 and term.quantity.unit.isupper()


# -- shares and their bases ------------------------------------------------------------------


def _share(term: Term, instrument: Instrument, analysis: Analysis) -> ShareTerm:
    words = _words()
    base = term.base.quote if term.base else term.passage.quote
    definitions = _definitions(base, instrument, analysis)
    stated = " ".join((base, *(qualifier.quote for qualifier in term.qualifiers), *definitions))
    article = _article(term.passage, instrument)
    amount = float(term.quantity.amount) if term.quantity else 0.0
    return ShareTerm(
        label=term.label,
        share=amount / 100.0,
        bases=_bases(stated, words),
        licences=_licences(stated, article, words),
        resources=_resources(base, words) or _resources(stated, words) or RESOURCES,
        intended_only=_intended(term.passage, analysis),
        passages=tuple(
            dict.fromkeys(p for p in (term.passage, term.base, *term.qualifiers) if p is not None)
        ),
    )


def _bases(stated: str, words: BaseWords) -> tuple[str, ...]:
    if _found(words.gross, stated):
        return ("gross revenue",)
    if _found(words.receipts, stated):
        return ("state receipts",)
    if _found(words.net, stated) and not _found(words.collection, stated):
        return ("net revenue",)
    # "revenues" alone is what is sold to one reader and what the state gets from it to another
    return ("state receipts", "gross revenue")


def _licences(stated: str, article: str, words: BaseWords) -> tuple[tuple[str, ...], ...]:
    if _found(words.existing_too, stated):
        return (("new", "existing"),)
    if _found(words.new_only, stated) or _found(words.excludes_current, stated + " " + article):
        return (("new",),)
    return (("new",), ("new", "existing"))


def _resources(text: str, words: BaseWords) -> tuple[str, ...]:
    return tuple(name for name in RESOURCES if re.search(words.resources[name], text, re.IGNORECASE))


def _definitions(base: str, instrument: Instrument, analysis: Analysis) -> list[str]:
    """The text of each definition whose term the base uses."""
    found = []
    for definition in analysis.definitions:
        if re.search(rf"\b{re.escape(definition.term)}\b", base):
            provision = instrument.at(definition.passage.start)
            if provision is not None:
                found.append(instrument.text[provision.body : provision.own_end])
    return found


def _article(passage: Passage, instrument: Instrument) -> str:
    """The text of the article that the passage stands in."""
    top = passage.path.split("/")[0]
    provision = instrument.provision(top) if top else None
    return instrument.text[provision.start : provision.end] if provision else ""


def _intended(passage: Passage, analysis: Analysis) -> bool:
    """Whether the clause around the passage speaks of an intention, or binds nobody."""
    for undertaking in analysis.undertakings:
        if undertaking.passage.start <= passage.start < undertaking.passage.end:
            return undertaking.modality is Modality.INTENTION or undertaking.force in (
                Force.ASPIRATIONAL,
                Force.BEST_EFFORTS,
                Force.RECITAL,
            )
    return False


# -- payments, cap, years ----------------------------------------------------------------------


def _payment(term: Term, instrument: Instrument, analysis: Analysis) -> PaymentTerm:
    quantity = term.quantity
    assert quantity is not None  # noqa: S101 - _is_money has seen to it
    sentence = _sentence(term.passage, analysis)
    years = [
        int(other.quantity.amount)
        for other in analysis.terms
        if other.quantity is not None
        and other.quantity.unit == "year"
        and sentence[0] <= other.passage.start < sentence[1]
        and other.quantity.amount >= 1
    ]
    yearly = quantity.per == "year" or re.search(
        r"\b(?:each|every|per|a) (?:of the \w+ )?years?\b|\bannual",
        instrument.text[sentence[0] : sentence[1]],
        re.I,
    )
    amount = float(quantity.amount)
    number = years[0] if years else None
    if not yearly:
        # one sum: as if paid in the first year
        number = 1
    return PaymentTerm(amount, quantity.unit, number, _intended(term.passage, analysis), (term.passage,))


def _sentence(passage: Passage, analysis: Analysis) -> tuple[int, int]:
    for undertaking in analysis.undertakings:
        if undertaking.passage.start <= passage.start < undertaking.passage.end:
            return undertaking.passage.start, undertaking.passage.end
    return passage.start, passage.end


def _cap(analysis: Analysis) -> tuple[float, str, Passage] | None:
    for term in _of(analysis, TermKind.CAP):
        if _is_money(term) and term.quantity is not None:
            return float(term.quantity.amount), term.quantity.unit, term.passage
    return None


def _reinvest(instrument: Instrument, analysis: Analysis) -> tuple[int, Passage] | None:
    for term in _of(analysis, TermKind.DURATION):
        if term.quantity is not None and term.quantity.unit == "year":
            start, end = _sentence(term.passage, analysis)
            if re.search(_words().reinvest, instrument.text[start:end], re.IGNORECASE):
                return int(term.quantity.amount), term.passage
    return None


def _ownership(analysis: Analysis, party: str) -> tuple[float, Passage] | None:
    """The partner's share of the fund."""
    for term in _of(analysis, TermKind.OWNERSHIP):
        quantity = term.quantity
        if quantity is None or quantity.unit not in ("percent", "fraction"):
            continue
        share = float(quantity.amount) / (100.0 if quantity.unit == "percent" else 1.0)
        if not 0 <= share <= 1:
            continue
        holder = term.beneficiary or term.bearer
        return (1.0 - share if holder == party else share), term.passage
    return None


def _preferred(instrument: Instrument, analysis: Analysis) -> tuple[float, Passage] | None:
    """A yearly return that one side gets before the rest is divided."""
    for term in _of(analysis, TermKind.PERCENTAGE, TermKind.INTEREST_RATE, TermKind.REVENUE_SHARE):
        if term.quantity is not None and term.quantity.unit == "percent":
            start, end = _sentence(term.passage, analysis)
            if re.search(_words().preferred, instrument.text[start:end], re.IGNORECASE):
                return float(term.quantity.amount) / 100.0, term.passage
    return None


def _inputs(found: FundTerms) -> Iterator[ValueInput]:
    for number, share in enumerate(found.shares, 1):
        firm = "intended only" if share.intended_only else "owed"
        yield ValueInput(
            f"share_{number}",
            share.label,
            Standing.STATED,
            f"{share.share * 100:g} percent ({firm})",
            "",
            share.passages,
        )
    for number, payment in enumerate(found.payments, 1):
        years = (
            f"in each of {payment.years} years" if payment.years else "for a time that the text does not say"
        )
        firm = "intended only" if payment.intended_only else "owed"
        yield ValueInput(
            f"payment_{number}", "Payment of the partner", Standing.STATED,
            f"{payment.currency} {payment.amount:,.0f} {years} ({firm})", "", payment.passages,
        )  # fmt: skip
    yield _or_silent("cap", "Cap on contributions", found.cap and f"{found.cap[1]} {found.cap[0]:,.0f}",
                     found.cap and found.cap[2], "no cap: contributions go on to the horizon")  # fmt: skip
    yield _or_silent("reinvest", "Years in which everything is reinvested",
                     found.reinvest and f"{found.reinvest[0]} years", found.reinvest and found.reinvest[1],
                     "none: the fund distributes from the first year")  # fmt: skip
    yield _or_silent("partner_share", "The partner's share of the fund",
                     found.partner_share and f"{found.partner_share[0] * 100:g} percent",
                     found.partner_share and found.partner_share[1],
                     "in halves, which the text does not say")  # fmt: skip


def _or_silent(name: str, label: str, value: str | None, passage: Passage | None, instead: str) -> ValueInput:
    if value is None or passage is None:
        return ValueInput(name, label, Standing.SILENT, instead)
    return ValueInput(name, label, Standing.STATED, value, "", (passage,))


def _found(patterns: tuple[str, ...], text: str) -> bool:
    return any(re.search(pattern, text, re.IGNORECASE) for pattern in patterns)


@cache
def _words() -> BaseWords:
    text = files(__package__).joinpath("data/bases.yaml").read_text(encoding="utf-8")
    return from_yaml(text, BaseWords, where="value/data/bases.yaml")
