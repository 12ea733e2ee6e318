"""From draft to draft: what each changed term moves in the side's present value."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fullpowers.model import BridgeStep, Passage

from .compute import Floats
from .drafts import flows_of, owed
from .economics import Economics
from .terms import FundTerms, ShareTerm
from .uncertainty import rounded
from .world import World


def bridge(
    old: FundTerms, new: FundTerms, the_world: World, economics: Economics, factors: Floats
) -> Iterator[BridgeStep]:
    """What each changed term moves, one after the other in a fixed order; only what is owed counts."""
    current = old
    value_now = float(flows_of(current, owed(current), the_world, economics).side(factors).mean())
    for label, passages, changed in _steps(old, new):
        current = changed(current)
        value_next = float(flows_of(current, owed(current), the_world, economics).side(factors).mean())
        if abs(value_next - value_now) > 1e-9 * max(1.0, abs(value_now)):
            yield BridgeStep(label, rounded(value_next - value_now), passages)
        value_now = value_next


def _steps(old: FundTerms, new: FundTerms) -> Iterator[tuple[str, tuple[Passage, ...], _Change]]:
    for index in range(max(len(old.shares), len(new.shares))):
        before = old.shares[index] if index < len(old.shares) else None
        after = new.shares[index] if index < len(new.shares) else None
        if _same(before, after):
            continue
        shown = after or before
        assert shown is not None  # noqa: S101 - one of the two lists has this place
        yield _share_label(before, after), shown.passages, _Change("shares", index, after)
    if [(p.amount, p.years, p.intended_only) for p in old.payments] != [
        (p.amount, p.years, p.intended_only) for p in new.payments
    ]:
        passages = tuple(passage for payment in new.payments for passage in payment.passages)
        yield "payments of the partner", passages, _Change("payments", None, new.payments)
    for name, label in (
        ("cap", "cap on contributions"),
        ("reinvest", "years of reinvestment"),
        ("partner_share", "shares in the fund"),
    ):
        before_term, after_term = getattr(old, name), getattr(new, name)
        if (before_term and before_term[:-1]) != (after_term and after_term[:-1]):
            yield label, (after_term[-1],) if after_term else (), _Change(name, None, after_term)


@dataclass(frozen=True, slots=True)
class _Change:
    """Puts one term of the new draft in place of the old one."""

    field: str
    index: int | None
    new: object

    def __call__(self, terms: FundTerms) -> FundTerms:
        if self.index is None:
            changed: FundTerms = replace(terms, **{self.field: self.new})  # type: ignore[arg-type]
            return changed
        shares = list(terms.shares)
        if isinstance(self.new, ShareTerm):
            shares[self.index : self.index + 1] = [self.new]
        elif self.index < len(shares):
            # a place is kept, so that later steps find theirs
            shares[self.index] = replace(shares[self.index], share=0.0)
        return replace(terms, shares=tuple(shares))


def _same(before: ShareTerm | None, after: ShareTerm | None) -> bool:
    def told(share: ShareTerm | None) -> object:
        return share and (share.share, share.bases, share.licences, share.resources, share.intended_only)

    return told(before) == told(after)


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
