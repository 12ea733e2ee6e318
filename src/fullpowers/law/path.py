"""The way to entry into force: steps with actors, majorities and dates, and what would stop it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from fullpowers.model import RatificationPath, Step, Truth

from .entries import PathEntry, StepEntry
from .expressions import ALWAYS, Name, parse, value
from .findings import LETTER, READINGS, Case


def path_of(case: Case, jurisdiction: str) -> RatificationPath | None:
    """The path if the text were signed on the day of the review; ``None`` without a pack that has one.

    Dates add the shortest, usual and longest days of the steps (calendar days).
    """
    entry = case.law.path
    if entry is None:
        return None
    needed = case.truth(Name(entry.needed))
    word = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}[needed]
    return RatificationPath(
        jurisdiction=jurisdiction,
        needed=needed,
        reason=entry.reasons[word],
        steps=tuple(_steps(case, entry)),
        gates=tuple(gate.text for gate in entry.gates if _possible(case, gate.when)),
    )


def _steps(case: Case, entry: PathEntry) -> Iterator[Step]:
    days = [case.on, case.on, case.on]
    for step in entry.steps:
        if _possible(case, step.when):
            days = [day + timedelta(more) for day, more in zip(days, step.days, strict=True)]
            yield _step(case, step, days)


def _step(case: Case, step: StepEntry, days: list[date]) -> Step:
    return Step(
        id=step.id,
        title=step.title,
        actor=step.actor,
        instrument=step.instrument,
        majority=step.majority,
        days=step.days,
        observed=step.observed,
        earliest=days[0],
        likely=days[1],
        latest=days[2],
        citations=tuple(case.law.citations[key] for key in step.cite),
    )


def _possible(case: Case, when: str) -> bool:
    """Unless the condition is false, the step or gate counts: what is open may still come."""
    expression = parse(when) if when else ALWAYS
    return not value(expression, case.atoms, READINGS)[1] & LETTER
