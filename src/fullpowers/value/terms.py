"""What the text says about money: shares and their bases under each reading, a fund, a contract.

A base is read from the words of the draft by the lists of ``data/bases.yaml``. Where the words leave
open what is meant, every reading is kept; nothing that the text does not say becomes a number here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from fullpowers.model import Analysis, Instrument, Passage, Standing, Term, TermKind, ValueInput

from .bases import BaseWords, any_of, base_words
from .clauses import Sentences, clause_words
from .contract import Contract, contract_of
from .fund_inputs import fund_inputs
from .fund_terms import FundTerms, fund_terms, intended
from .instruments import Setting

RESOURCES = ("minerals", "gas", "oil", "infrastructure")


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
    occupied: bool = False
    """Whether it is a share of what comes from land that is not under the state's control today."""


@dataclass(frozen=True, slots=True)
class DraftTerms:
    """All that a valuation takes from one draft."""

    shares: tuple[ShareTerm, ...]
    fund: FundTerms
    contract: Contract
    inputs: tuple[ValueInput, ...]
    unvalued: tuple[str, ...]

    @property
    def is_contract_only(self) -> bool:
        """Whether the draft is a contract with an investor and sets up no fund."""
        return bool(self.contract.regimes) and not self.shares and not self.fund.payments


def draft_terms(instrument: Instrument, analysis: Analysis, party: str, setting: Setting) -> DraftTerms:
    """The terms of ``instrument`` that money depends on, as seen from ``party`` (its name in the text)."""
    contract = contract_of(instrument, analysis, setting)
    shares: list[ShareTerm] = []
    unvalued = list(contract.unread)
    for term in analysis.terms:
        if term.kind not in (TermKind.REVENUE_SHARE, TermKind.ROYALTY) or contract.covers(term.passage):
            continue
        if term.quantity is None and contract.regimes:
            continue
        if term.quantity is None or term.quantity.unit != "percent" or not 0 < term.quantity.amount <= 100:
            unvalued.append(f"{term.label} ({term.passage.path}): not a percentage of something")
        elif contract.lost and not term.bearer:
            unvalued.append(
                f"{term.label} ({term.passage.path}): a part of the contract that is not understood"
            )
        elif term.bearer not in ("", party):
            unvalued.append(f"{term.label} ({term.passage.path}): owed by {term.bearer}")
        else:
            shares.append(_share(term, instrument, analysis))
    fund = fund_terms(instrument, analysis, party, contract.covers)
    inputs: tuple[ValueInput, ...] = (*contract.inputs, *_share_inputs(shares))
    if shares or fund.payments or not contract.regimes:
        inputs = (*inputs, *fund_inputs(fund))
    return DraftTerms(
        tuple(shares), fund, contract, inputs, (*unvalued, *_without_price(instrument, analysis))
    )


def _without_price(instrument: Instrument, analysis: Analysis) -> Iterator[str]:
    """Terms that are worth something and have no model here, each with why; a kind once."""
    reasons = clause_words().unpriced
    found: dict[str, list[str]] = {}
    for term in analysis.terms:
        if term.kind.value in reasons:
            found.setdefault(term.kind.value, []).append(term.passage.path)
    for kind, paths in found.items():
        yield f"{kind} ({', '.join(dict.fromkeys(paths))}): {reasons[kind]}"
    text = Sentences(instrument, analysis)
    for one in base_words().fund.unpriced:
        places = [text.passage(sentence).path for sentence in text.all if sentence.has(one.about)]
        if places:
            yield f"{', '.join(dict.fromkeys(places))}: {one.why}"


def _share_inputs(shares: list[ShareTerm]) -> Iterator[ValueInput]:
    for number, share in enumerate(shares, 1):
        firm = "intended only" if share.intended_only else "owed"
        where = ", of land not under control" if share.occupied else ""
        said = f"{share.share * 100:g} percent{where} ({firm})"
        yield ValueInput(f"share_{number}", share.label, Standing.STATED, said, "", share.passages)


# -- shares and their bases ------------------------------------------------------------------


def _share(term: Term, instrument: Instrument, analysis: Analysis) -> ShareTerm:
    words = base_words()
    base = term.base.quote if term.base else term.passage.quote
    definitions = _definitions(base, instrument, analysis)
    qualifiers = " ".join(qualifier.quote for qualifier in term.qualifiers)
    stated = " ".join((base, qualifiers, *definitions))
    article = _article(term.passage, instrument)
    amount = float(term.quantity.amount) if term.quantity else 0.0
    return ShareTerm(
        label=term.label,
        share=amount / 100.0,
        bases=_bases(stated, words),
        licences=_licences(stated, article, words),
        resources=_resources(base, words) or _resources(stated, words) or RESOURCES,
        intended_only=intended(term.passage, analysis),
        passages=tuple(
            dict.fromkeys(p for p in (term.passage, term.base, *term.qualifiers) if p is not None)
        ),
        occupied=any_of(words.territory, f"{base} {qualifiers}"),
    )


def _bases(stated: str, words: BaseWords) -> tuple[str, ...]:
    if any_of(words.gross, stated):
        return ("gross revenue",)
    if any_of(words.receipts, stated):
        return ("state receipts",)
    if any_of(words.net, stated) and not any_of(words.collection, stated):
        return ("net revenue",)
    # "revenues" alone is what is sold to one reader and what the state gets from it to another
    return ("state receipts", "gross revenue")


def _licences(stated: str, article: str, words: BaseWords) -> tuple[tuple[str, ...], ...]:
    if any_of(words.existing_too, stated):
        return (("new", "existing"),)
    if any_of(words.new_only, stated) or any_of(words.excludes_current, stated + " " + article):
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
