"""Changes ordered for one side: what it loses by first, and in words how each weight comes about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from fullpowers.model import (
    Analysis,
    Change,
    Comparison,
    Instrument,
    Modality,
    Reason,
    Significance,
    Stake,
    TermKind,
)

from .loading import load
from .sides import Side

_ALL = "each party"
"""The bearer of an undertaking that binds every party alike."""
_LOUD = (Significance.SUBSTANTIVE, Significance.UNDECIDED)
_OPPOSITE = {Stake.LOSES: Stake.GAINS, Stake.GAINS: Stake.LOSES}


def rank(
    comparison: Comparison,
    old: Instrument,
    new: Instrument,
    *,
    party: tuple[str, str],
    before: Analysis,
    after: Analysis,
) -> Comparison:
    """``comparison`` with the weights of one side, so that ``ranked`` gives that side's order.

    Each change of substance, or perhaps of substance, gets its ``stake`` from those of its reasons that tell
    who gains, and in ``rank`` how its weight comes about. The rules are data: ``data/ranking.yaml``.

    Args:
        comparison: of ``old`` and ``new``.
        old, new: the drafts.
        party: the side, by the name that each draft gives it; empty where it names none.
        before, after: their analyses, which tell who is bound to what.
    """
    scales = _scales()
    sides = (_Seen(Side.of(old, before), party[0]), _Seen(Side.of(new, after), party[1]))
    changes = tuple(
        _ranked(change, sides, scales) if change.significance in _LOUD and change.reasons else change
        for change in comparison.changes
    )
    return replace(comparison, changes=changes, side=party[1] or party[0])


def _ranked(change: Change, sides: tuple[_Seen, _Seen], scales: _Scales) -> Change:
    clear = [
        (reason.rule, stake)
        for reason in change.reasons
        if (stake := _stake(reason, sides, scales)) is not Stake.OPEN
    ]
    stakes = {stake for _, stake in clear}
    stake = Stake.OPEN if not clear else clear[0][1] if len(stakes) == 1 else Stake.BOTH
    factor = scales.factors[stake.value]
    party = sides[1].party or sides[0].party or "the side"
    because = {
        Stake.LOSES: f"{party} loses by it",
        Stake.GAINS: f"{party} gains by it",
        Stake.BOTH: "it cuts both ways",
        Stake.OPEN: "the words do not tell who gains",
    }[stake]
    weight = round(change.weight * factor, 2)
    turned = f", times {factor:g} because {because}" if factor != 1 else f"; {because}"
    sentence = f"Weight {weight:.0f}: {_own_weight(change)}{turned}."
    return replace(change, weight=weight, stake=stake, rank=sentence)


def _own_weight(change: Change) -> str:
    """The weight before it is turned to a side, with the reason that it comes from."""
    others = len(change.reasons) - 1
    more = f" and {others} more reason{'s' if others > 1 else ''}" if others else ""
    return f"{change.weight:.0f} for {change.reasons[0].rule.replace('-', ' ')}{more}"


def _stake(reason: Reason, sides: tuple[_Seen, _Seen], scales: _Scales) -> Stake:
    """What one reason means for the side."""
    if reason.rule in scales.by_figure.rules:
        return _by_figure(reason, sides, scales)
    if reason.rule in scales.strengthens.rules:
        stronger = True
    elif reason.rule in scales.weakens.rules:
        stronger = False
    elif reason.rule in scales.given_up.rules and (reason.old is None or reason.new is None):
        stronger = reason.new is not None
    else:
        return Stake.OPEN
    # what is weakened or goes was a burden of the old draft, what comes is one of the new
    for seen, passage in _in_order(reason, sides, new_first=stronger):
        if "cap" in reason.rule:
            term = seen.side.term_at(passage[0], passage[1])
            if term is not None and term.bearer:
                return seen.bears(term.bearer, term.beneficiary, stronger)
        undertaking = seen.side.undertaking_at(*passage)
        if undertaking is None:
            continue
        if undertaking.modality in scales.burdens.modalities:
            return seen.bears(undertaking.bearer, undertaking.beneficiary, stronger)
        if undertaking.modality in scales.rights.modalities:
            return seen.bears(undertaking.bearer, undertaking.beneficiary, not stronger)
    return Stake.OPEN


def _by_figure(reason: Reason, sides: tuple[_Seen, _Seen], scales: _Scales) -> Stake:
    """A figure of the same term that grew or fell."""
    if reason.old is None or reason.new is None:
        return Stake.OPEN
    was = sides[0].side.term_at(reason.old.start, reason.old.end)
    now = sides[1].side.term_at(reason.new.start, reason.new.end)
    if was is None or now is None or was.kind is not now.kind or now.kind not in scales.figures.terms:
        return Stake.OPEN
    if was.quantity is None or now.quantity is None or was.quantity.unit != now.quantity.unit:
        return Stake.OPEN
    if was.quantity.amount == now.quantity.amount:
        return Stake.OPEN
    grows = now.quantity.amount > was.quantity.amount
    return sides[1].bears(now.bearer, now.beneficiary, grows)


def _in_order(
    reason: Reason, sides: tuple[_Seen, _Seen], *, new_first: bool
) -> Sequence[tuple[_Seen, tuple[int, int]]]:
    places = [
        (seen, (passage.start, passage.end))
        for seen, passage in zip(sides, (reason.old, reason.new), strict=True)
        if passage is not None
    ]
    return places[::-1] if new_first else places


@dataclass(frozen=True, slots=True)
class _Seen:
    """A draft as one of its parties sees it."""

    side: Side
    party: str

    def bears(self, bearer: str, beneficiary: str, stronger: bool) -> Stake:
        """What it means for the party that a burden of ``bearer`` gets stronger, or weaker."""
        own = Stake.LOSES if stronger else Stake.GAINS
        parties = [party.name for party in self.side.instrument.parties]
        if not self.party or not bearer:
            return Stake.OPEN
        if bearer == _ALL:
            return Stake.BOTH
        if bearer == self.party:
            return own
        # in an agreement of two, what one owes is owed to the other unless the text names somebody else
        owed = beneficiary or (self.party if len(parties) == 2 else "")
        return _OPPOSITE[own] if bearer in parties and owed == self.party else Stake.OPEN


@dataclass(frozen=True, slots=True)
class _Rules:
    rules: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class _Kinds:
    terms: frozenset[TermKind]
    source: str


@dataclass(frozen=True, slots=True)
class _Modalities:
    modalities: frozenset[Modality]
    source: str


@dataclass(frozen=True, slots=True)
class _Scales:
    """The content of ``data/ranking.yaml``."""

    factors: dict[str, float]
    strengthens: _Rules
    weakens: _Rules
    given_up: _Rules
    by_figure: _Rules
    figures: _Kinds
    burdens: _Modalities
    rights: _Modalities


@cache
def _scales() -> _Scales:
    return load("ranking.yaml", _Scales)
