"""What bears on the freedom to answer, as facts of the record; what they mean in law is left open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from fullpowers.model import (
    OPERATIVE,
    Analysis,
    Instrument,
    Passage,
    Pressure,
    PressureKind,
    ProvisionKind,
    TermKind,
)

from .lists import pattern, words

_EXITS = {TermKind.TERMINATION, TermKind.DURATION, TermKind.RENEWAL}


def pressures(instrument: Instrument) -> tuple[Pressure, ...]:
    """Conditions precedent, ties to matters outside the text, and days set for the answer."""
    kinds = (
        (PressureKind.PRECEDENT, words().precedents, OPERATIVE),
        (PressureKind.OUTSIDE, words().outside, OPERATIVE | {ProvisionKind.RECITAL}),
        (PressureKind.TEXT_DEADLINE, words().deadlines, OPERATIVE | {ProvisionKind.TEXT}),
    )
    found = [*_answer_due(instrument)]
    for kind, looked_for, where in kinds:
        passages = tuple(_passages(instrument, looked_for, where))
        if passages:
            found.append(Pressure(kind, passages))
    return tuple(found)


def exits(instrument: Instrument, analysis: Analysis) -> tuple[Passage, ...]:
    """Clauses on how long the instrument lasts and how it is left, each once, in the order of the text."""
    provisions = {provision.path: provision for provision in instrument.walk()}

    def of_the_whole(passage: Passage) -> bool:
        provision = provisions.get(passage.path)
        return provision is not None and bool(
            pattern(words().lasting).search(instrument.text[provision.body : provision.own_end])
        )

    clauses = {
        (term.passage.start, term.passage.end): term.passage
        for term in analysis.terms
        if term.kind in _EXITS and not term.about and of_the_whole(term.passage)
    }
    return tuple(
        clauses[start, end]
        for start, end in sorted(clauses)
        if not any(
            begin <= start and end <= stop and (begin, stop) != (start, end) for begin, stop in clauses
        )
    )


def _answer_due(instrument: Instrument) -> Iterator[Pressure]:
    """The day set by the sender, as the team recorded it."""
    receipt = instrument.source.receipt if instrument.source else None
    if receipt is None or not receipt.answer_due:
        return
    hours = None
    received, due = _moment(receipt.received), _moment(receipt.answer_due)
    if received is not None and due is not None and (received.tzinfo is None) == (due.tzinfo is None):
        hours = (due - received).total_seconds() / 3600
    yield Pressure(PressureKind.ANSWER_DUE, (), receipt.received, receipt.answer_due, hours)


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _passages(
    instrument: Instrument, looked_for: tuple[str, ...], where: frozenset[ProvisionKind]
) -> Iterator[Passage]:
    """The matched words, one passage per provision."""
    for provision in instrument.walk():
        if provision.kind not in where:
            continue
        start = provision.body
        found = pattern(looked_for).search(instrument.text[start : provision.own_end])
        if found is not None:
            yield instrument.passage(start + found.start(), start + found.end())
