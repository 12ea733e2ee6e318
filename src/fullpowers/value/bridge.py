"""From draft to draft: what each changed term moves in the side's present value."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import TypeAlias

from fullpowers.model import BridgeStep, Passage

from .compute import Floats
from .contract import Contract
from .drafts import flows_of, owed
from .fund_terms import FundTerms, Stated
from .regime import Regime
from .terms import DraftTerms, ShareTerm
from .uncertainty import rounded
from .world import Worlds

_Step: TypeAlias = tuple[str, tuple[Passage, ...], Callable[[DraftTerms], DraftTerms]]
"""What changed, where it stands, and how the old terms become the new ones in this one respect."""


def bridge(old: DraftTerms, new: DraftTerms, worlds: Worlds, factors: Floats) -> Iterator[BridgeStep]:
    """What each changed term moves, one after the other in a fixed order; only what is owed counts.

    The steps lead from all terms of the old draft to all of the new one, so that they add up.
    """
    current = old
    value_now = float(flows_of(current, owed(current), worlds).side(factors).mean())
    for label, passages, changed in (
        *_contract_steps(old, new),
        *_share_steps(old, new),
        *_fund_steps(old, new),
    ):
        current = changed(current)
        value_next = float(flows_of(current, owed(current), worlds).side(factors).mean())
        if abs(value_next - value_now) > 1e-9 * max(1.0, abs(value_now)):
            yield BridgeStep(label, rounded(value_next - value_now), passages)
        value_now = value_next


# -- a contract --------------------------------------------------------------------------------

_INSTRUMENTS = {
    ("royalties",): "royalty",
    ("recovery", "split"): "cost recovery and profit split",
    ("income_tax",): "income tax",
    ("participation",): "participation of the state",
    ("bonuses",): "bonuses",
    ("domestic_market",): "domestic market obligation",
    ("first_tranche",): "first tranche",
    ("windfall",): "windfall tax",
    ("rent_tax",): "resource rent tax",
}
"""The fields of a regime that change together, and what they are called."""


def _contract_steps(old: DraftTerms, new: DraftTerms) -> Iterator[_Step]:
    if not (old.contract.regimes and new.contract.regimes):
        if old.contract.regimes or new.contract.regimes:
            label = "terms of the contract" if new.contract.regimes else "terms of the contract dropped"
            yield label, (), lambda terms: replace(terms, contract=new.contract)
        return
    before, after = old.contract.regimes[0][1], new.contract.regimes[0][1]
    for names, label in _INSTRUMENTS.items():
        values = {name: getattr(after, name) for name in names}
        if any(getattr(before, name) != value for name, value in values.items()):
            passages = _passages_of(new, names) or _passages_of(old, names)
            yield label, passages, _with_regime(values)


def _passages_of(terms: DraftTerms, names: tuple[str, ...]) -> tuple[Passage, ...]:
    return tuple(passage for one in terms.inputs if one.name in names for passage in one.passages[:1])


def _with_regime(values: dict[str, object]) -> Callable[[DraftTerms], DraftTerms]:
    def changed(terms: DraftTerms) -> DraftTerms:
        label, regime = terms.contract.regimes[0]
        made: Regime = replace(regime, **values)  # type: ignore[arg-type]
        return replace(terms, contract=Contract(((label, made),)))

    return changed


# -- shares of revenue -------------------------------------------------------------------------


def _share_steps(old: DraftTerms, new: DraftTerms) -> Iterator[_Step]:
    for index in range(max(len(old.shares), len(new.shares))):
        before = old.shares[index] if index < len(old.shares) else None
        after = new.shares[index] if index < len(new.shares) else None
        if _told(before) == _told(after):
            continue
        shown = after or before
        assert shown is not None  # noqa: S101 - one of the two lists has this place
        yield _share_label(before, after), shown.passages, _with_share(index, after)


def _with_share(index: int, new: ShareTerm | None) -> Callable[[DraftTerms], DraftTerms]:
    def changed(terms: DraftTerms) -> DraftTerms:
        shares = list(terms.shares)
        if new is not None:
            shares[index : index + 1] = [new]
        elif index < len(shares):
            # a place is kept, so that later steps find theirs
            shares[index] = replace(shares[index], share=0.0)
        return replace(terms, shares=tuple(shares))

    return changed


def _told(share: ShareTerm | None) -> object:
    return share and (
        share.share, share.bases, share.licences, share.resources, share.intended_only, share.occupied
    )  # fmt: skip


def _share_label(before: ShareTerm | None, after: ShareTerm | None) -> str:
    if before is None and after is not None:
        return f"new share: {after.label}"
    if after is None and before is not None:
        return f"share dropped: {before.label}"
    assert before is not None and after is not None  # noqa: S101, PT018 - the two cases above
    if before.share != after.share:
        moved = f"{before.share * 100:g} to {after.share * 100:g} percent"
        return f"share of {' and '.join(after.resources)}: {moved}"
    if before.intended_only != after.intended_only:
        return f"share of {' and '.join(after.resources)}: " + (
            "owed before, intended now" if after.intended_only else "intended before, owed now"
        )
    return f"base of the share of {' and '.join(after.resources)}"


# -- the fund ------------------------------------------------------------------------------------

_FUND = {
    ("payments",): "payments of the partner",
    ("cap",): "cap on contributions",
    ("reinvest", "at_home"): "reinvestment",
    ("partner_share", "by_contributions"): "shares in the fund",
    ("preferred", "credit"): "preferred return and credited aid",
}


def _fund_steps(old: DraftTerms, new: DraftTerms) -> Iterator[_Step]:
    for names, label in _FUND.items():
        values = {name: getattr(new.fund, name) for name in names}
        if all(_number(getattr(old.fund, name)) == _number(value) for name, value in values.items()):
            continue
        yield label, tuple(_places(values)), _with_fund(values)


def _with_fund(values: dict[str, object]) -> Callable[[DraftTerms], DraftTerms]:
    def changed(terms: DraftTerms) -> DraftTerms:
        fund: FundTerms = replace(terms.fund, **values)  # type: ignore[arg-type]
        return replace(terms, fund=fund)

    return changed


def _number(term: object) -> object:
    """What of a term counts, without its place in the text."""
    if isinstance(term, Stated):
        return term.amount, term.unit
    if isinstance(term, tuple):
        return [(one.amount, one.currency, one.years, one.intended_only) for one in term]
    return term is not None


def _places(values: dict[str, object]) -> Iterator[Passage]:
    for term in values.values():
        if isinstance(term, Passage):
            yield term
        elif isinstance(term, Stated):
            yield term.passage
        elif isinstance(term, tuple):
            for one in term:
                yield from one.passages
