"""The way to entry into force: a graph of steps with actors, majorities and dates, and what would stop it.

Method: each step takes a time between its shortest and longest, most likely its usual one (triangular
distribution); a step may wait for several others; it ends on a working day of the state (its weekend and
public holidays are in `workdays`). Ten thousand runs with a
fixed seed give the usual and the late day (median and 95th percentile). The earliest day is the one on
which every step takes its shortest time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fullpowers.model import Finding, Gate, Outcome, RatificationPath, Step, Truth

from .entries import GateEntry, PathEntry, StepEntry
from .expressions import ALWAYS, Name, names, parse, value
from .findings import LETTER, READINGS, Case
from .workdays import Workdays, workdays_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RUNS = 10_000
_SEED = 19690523
"""The day on which the Vienna Convention was opened for signature; any fixed number would do."""
_LATE = 0.95
_SLACK = 30
"""Days by which weekends and holidays in a row can move a step at most."""


def path_of(case: Case, jurisdiction: str, findings: Sequence[Finding]) -> RatificationPath | None:
    """The path if the text were signed on the day of the review; ``None`` without a pack that has one.

    Where it is open whether the legislature must consent, the reason gives the other reading of
    officials, if there is one among the ``findings``, and the question that decides first.
    """
    entry = case.law.path
    if entry is None:
        return None
    needed = case.truth(Name(entry.needed))
    gates = tuple(_gate(case, gate) for gate in entry.gates if _possible(case, gate.when))
    closed = [f"It is closed: {gate.text}" for gate in gates if gate.ends is Truth.TRUE]
    word = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}[needed]
    return RatificationPath(
        jurisdiction=jurisdiction,
        needed=needed,
        reason=" ".join(
            [_sentence(entry.reasons[word]), *closed, *(_open(findings) if needed is Truth.UNKNOWN else ())]
        ),
        steps=() if closed else tuple(_steps(case, entry, workdays_of(jurisdiction, entry.weekend))),
        gates=gates,
    )


def _sentence(text: str) -> str:
    """With a capital, also where it begins with the name of a body: ``the Legislature``."""
    return text[:1].upper() + text[1:]


def _gate(case: Case, entry: GateEntry) -> Gate:
    citations = tuple(case.law.citations[key] for key in entry.cite)
    if not entry.ends_when:
        return Gate(entry.text, citations)
    happens = parse(entry.ends_when)
    masks = value(happens, case.atoms, READINGS)
    ends = Truth.TRUE if masks[0] & LETTER else Truth.FALSE if masks[1] & LETTER else Truth.UNKNOWN
    open_facts = [name for name in dict.fromkeys(names(happens)) if case.facts[name].value is Truth.UNKNOWN]
    asks = tuple(case.law.facts[name].question for name in open_facts) if ends is Truth.UNKNOWN else ()
    return Gate(entry.text, citations, ends, asks)


def _open(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.topic == "consent" and finding.outcome is Outcome.CANNOT_TELL and finding.positions:
            for position in finding.positions:
                yield f"Other reading, of the {position.holder}: {position.statement}."
            alone = [question for question in finding.settles if " And: " not in question]
            if alone:
                yield f"It turns first on this: {alone[-1]}"
            return


def _steps(case: Case, entry: PathEntry, workdays: Workdays) -> Iterator[Step]:
    steps = [_paced(case, entry, step) for step in entry.steps if _possible(case, step.when)]
    waits = _waits(entry.steps, {step.id for step in steps})
    runs = _runs(steps, waits, case.on, workdays)
    floor: dict[str, date] = {}
    for step in steps:
        begins = max((floor[before] for before in waits[step.id]), default=case.on)
        floor[step.id] = workdays.next(begins + timedelta(step.days[0]))
        usual, late = (int(runs[step.id][round(_RUNS * part)]) for part in (0.5, _LATE))
        likely = max(floor[step.id], case.on + timedelta(usual))
        yield Step(
            id=step.id,
            title=step.title,
            actor=step.actor,
            instrument=step.instrument,
            majority=step.majority,
            days=step.days,
            observed=step.observed,
            earliest=floor[step.id],
            likely=likely,
            latest=max(likely, case.on + timedelta(late)),
            citations=tuple(case.law.citations[key] for key in step.cite),
            after=waits[step.id],
        )


def _paced(case: Case, entry: PathEntry, step: StepEntry) -> StepEntry:
    """The step with its urgent days where the matter is known to be treated as urgent."""
    urgent = bool(entry.urgent) and case.truth(Name(entry.urgent)) is Truth.TRUE
    return replace(step, days=step.urgent) if urgent and step.urgent else step


def _waits(steps: Sequence[StepEntry], taken: set[str]) -> dict[str, tuple[str, ...]]:
    """For each step those it waits for; a step that is not taken hands on what it waits for itself."""
    waits: dict[str, tuple[str, ...]] = {}
    before: tuple[str, ...] = ()
    for step in steps:
        named = step.after or before
        waits[step.id] = tuple(
            dict.fromkeys(name for one in named for name in ((one,) if one in taken else waits[one]))
        )
        before = (step.id,)
    return waits


def _runs(
    steps: Sequence[StepEntry], waits: dict[str, tuple[str, ...]], on: date, workdays: Workdays
) -> dict[str, NDArray[np.int64]]:
    """For each step the days on which it ends in all runs, counted from ``on``, in order of size."""
    import numpy as np

    draw = np.random.default_rng(_SEED)
    longest_way = sum(step.days[2] + _SLACK for step in steps)
    shifted = np.fromiter(workdays.shifts(on, longest_way + 1), dtype=np.int64)
    ends: dict[str, NDArray[np.int64]] = {}
    for step in steps:
        shortest, usual, longest = step.days
        if shortest == longest:
            taken = np.full(_RUNS, float(shortest))
        else:
            taken = draw.triangular(shortest, usual, longest, _RUNS)
        begins = np.zeros(_RUNS, dtype=np.int64)
        for before in waits[step.id]:
            begins = np.maximum(begins, ends[before])
        days = begins + np.rint(taken).astype(np.int64)
        ends[step.id] = shifted[days]
    return {name: np.sort(days) for name, days in ends.items()}


def _possible(case: Case, when: str) -> bool:
    """Unless the condition is false, the step or gate counts: what is open may still come."""
    expression = parse(when) if when else ALWAYS
    return not value(expression, case.atoms, READINGS)[1] & LETTER
