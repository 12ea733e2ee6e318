"""Drafts side by side: who gains from a revision, and in what. There is no sum of the measures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullpowers.model import (
    Analysis,
    Cell,
    DefectKind,
    Direction,
    DraftValue,
    Entry,
    Figure,
    Force,
    Instrument,
    Ledger,
    Measure,
    Modality,
    Opinion,
    Outcome,
    Passage,
    Scoreboard,
    Shift,
    TermKind,
    Valuation,
)

from .spans import Spans

_RIGHTS = {Modality.PERMISSION, Modality.ENTITLEMENT}


@dataclass(frozen=True, slots=True)
class Assessed:
    """One draft with what the other rooms found, as far as they were asked.

    Attributes:
        party: the side that the opinion and the valuation are for, as this draft names it.
    """

    instrument: Instrument
    analysis: Analysis
    ledger: Ledger
    party: str
    opinion: Opinion | None = None
    valuation: Valuation | None = None


def score(drafts: Sequence[Assessed]) -> Scoreboard:
    """How each draft stands for each side in each measure, and what each revision did.

    Law and money are measured for the side of the review alone; for the others they stay empty, which
    means that it cannot be told. A measure is better only when none of its figures became worse.
    """
    cells = tuple(
        Cell(draft.instrument.id, party.name, measure, *_MEASURES[measure](draft, party.name))
        for draft in drafts
        for party in draft.instrument.parties
        for measure in Measure
    )
    titles = tuple((one.instrument.id, _title(one.instrument)) for one in drafts)
    place = {(cell.instrument, cell.party, cell.measure): cell for cell in cells}
    shifts = []
    for before, after in pairwise(drafts):
        for party in after.instrument.parties:
            for measure in Measure:
                new = place[after.instrument.id, party.name, measure]
                old = place.get((before.instrument.id, party.name, measure))
                if old is not None:
                    shifts.append(Shift(party.name, measure, _direction(old, new), old, new))
    return Scoreboard(titles, cells, tuple(shifts))


def _title(instrument: Instrument) -> str:
    return instrument.source.name if instrument.source else instrument.title


def _direction(before: Cell, after: Cell) -> Direction:
    """Better or worse where all figures agree; mixed where they do not."""
    old = {figure.name: figure for figure in before.figures}
    moves = [
        (figure.value - old[figure.name].value) * figure.better
        for figure in after.figures
        if figure.name in old and figure.unit == old[figure.name].unit
    ]
    if not moves:
        return Direction.CANNOT_TELL
    if any(move > 0 for move in moves):
        return Direction.MIXED if any(move < 0 for move in moves) else Direction.BETTER
    return Direction.WORSE if any(move < 0 for move in moves) else Direction.SAME


_Measured = tuple[tuple[Figure, ...], tuple[Passage, ...]]


def _law(draft: Assessed, party: str) -> _Measured:
    if draft.opinion is None or party != draft.party:
        return (), ()
    conflicts = [one for one in draft.opinion.findings if one.outcome is Outcome.CONFLICTS]
    open_ = [one for one in draft.opinion.findings if one.outcome is Outcome.CANNOT_TELL]
    passages = tuple(passage for one in (*conflicts, *open_) for passage in one.passages)
    return (Figure("conflicts", len(conflicts), -1), Figure("open", len(open_), -1)), passages


def _money(draft: Assessed, party: str) -> _Measured:
    """What the side is left with, by each reading of the draft; else the greatest share that it owes."""
    value = _valued(draft)
    if value is not None and party == draft.party:
        estimates = [
            estimate
            for reading in value.readings
            for estimate in reading.estimates
            if estimate.name == "side"
        ]
        if estimates:
            passages = tuple(passage for one in value.inputs for passage in one.passages)
            middles = [one.middle for one in estimates]
            unit = estimates[0].unit
            return (Figure("least", min(middles), 1, unit), Figure("most", max(middles), 1, unit)), passages
    shares = [
        term
        for term in draft.analysis.terms
        if term.kind is TermKind.REVENUE_SHARE
        and term.bearer == party
        and term.quantity is not None
        and term.quantity.unit == "percent"
    ]
    if not shares:
        return (), ()
    highest = max(float(term.quantity.amount) for term in shares if term.quantity)
    return (Figure("share", highest, -1, "percent"),), tuple(term.passage for term in shares)


def _valued(draft: Assessed) -> DraftValue | None:
    drafts = draft.valuation.drafts if draft.valuation else ()
    return next((one for one in drafts if one.instrument == draft.instrument.id), None)


def _gets(draft: Assessed, party: str) -> _Measured:
    got = [one for one in draft.ledger.entries if one.receiver == party and not one.common]
    return _firm(got, 1)


def _gives(draft: Assessed, party: str) -> _Measured:
    """Also the greatest share in what it gives, since a duty may grow without becoming two."""
    given = [one for one in draft.ledger.entries if one.giver == party and not one.common]
    figures, passages = _firm(given, -1)
    places = Spans.of(one.passage for one in given)
    shares = [
        float(term.quantity.amount)
        for term in draft.analysis.terms
        if term.kind is TermKind.REVENUE_SHARE
        and term.quantity is not None
        and term.quantity.unit == "percent"
        and places.touch(term.passage.start, term.passage.start + 1)
    ]
    greatest = (Figure("share", max(shares), -1, "percent"),) if shares else ()
    return (*figures, *greatest), passages


def _firm(entries: list[Entry], better: int) -> _Measured:
    """How many, and how many of them firm; statements without a duty are not counted."""
    owed = [one for one in entries if one.modality is not Modality.DECLARATION]
    firm = [one for one in owed if one.force is Force.FIRM]
    figures = (Figure("firm", len(firm), better), Figure("all", len(owed), better))
    return figures, tuple(one.passage for one in owed)


def _control(draft: Assessed, party: str) -> _Measured:
    """Rights of control and limits on the other side, less those that the other side holds."""
    control = [one for one in draft.ledger.entries if one.category in {"control", "exclusivity"}]
    held = [one for one in control if one.receiver == party and not one.common]
    ceded = [one for one in control if one.giver == party and not one.common]
    figures = (Figure("held", len(held), 1), Figure("ceded", len(ceded), -1))
    return figures, tuple(one.passage for one in control)


def _exit(draft: Assessed, party: str) -> _Measured:
    """Ways out that this side may use: rights of termination that are its own or everybody's."""
    exits = Spans.of(term.passage for term in draft.analysis.terms if term.kind is TermKind.TERMINATION)
    ways = [
        one
        for one in draft.analysis.undertakings
        if one.modality in _RIGHTS
        and one.bearer in {party, "each party"}
        and exits.touch(one.passage.start, one.passage.end)
    ]
    return (Figure("ways", len({one.passage.start for one in ways}), 1),), tuple(one.passage for one in ways)


def _open(draft: Assessed, _: str) -> _Measured:
    """What is left to a later agreement, to discretion or to brackets, and what was not provided."""
    softened = {one.start: one for entry in draft.ledger.entries for one in entry.left_open}
    contested = [one.passage for one in draft.instrument.contested if one.depth == 1]
    absent = [
        defect.passages[0]
        for defect in draft.analysis.defects
        if defect.kind is DefectKind.NOT_PROVIDED and defect.passages
    ]
    passages = (*softened.values(), *contested, *absent)
    return (Figure("open", len(passages), -1),), passages


_MEASURES: dict[Measure, Callable[[Assessed, str], _Measured]] = {
    Measure.LAW: _law,
    Measure.MONEY: _money,
    Measure.GETS: _gets,
    Measure.GIVES: _gives,
    Measure.CONTROL: _control,
    Measure.EXIT: _exit,
    Measure.OPEN: _open,
}
