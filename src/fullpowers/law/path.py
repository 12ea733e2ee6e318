"""The way to entry into force: a graph of steps with actors, majorities and dates, and what would stop it.

Method: each step takes a time between its shortest and longest, most likely its usual one (triangular
distribution); a step may wait for several others; it ends on a working day. Ten thousand runs with a
fixed seed give the usual and the late day (median and 95th percentile). The earliest day is the one on
which every step takes its shortest time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from fullpowers.model import Finding, Outcome, RatificationPath, Step, Truth

from .entries import PathEntry, StepEntry
from .expressions import ALWAYS, Name, parse, value
from .findings import LETTER, READINGS, Case

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_RUNS = 10_000
_SEED = 19690523
"""The day on which the Vienna Convention was opened for signature; any fixed number would do."""
_LATE = 0.95


def path_of(case: Case, jurisdiction: str, findings: Sequence[Finding]) -> RatificationPath | None:
    """The path if the text were signed on the day of the review; ``None`` without a pack that has one.

    Where it is open whether the legislature must consent, the reason gives the other reading of
    officials, if there is one among the ``findings``, and the question that decides first.
    """
    entry = case.law.path
    if entry is None:
        return None
    needed = case.truth(Name(entry.needed))
    word = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "unknown"}[needed]
    return RatificationPath(
        jurisdiction=jurisdiction,
        needed=needed,
        reason=" ".join([entry.reasons[word], *(_open(findings) if needed is Truth.UNKNOWN else ())]),
        steps=tuple(_steps(case, entry)),
        gates=tuple(gate.text for gate in entry.gates if _possible(case, gate.when)),
    )


def _open(findings: Sequence[Finding]) -> Iterator[str]:
    for finding in findings:
        if finding.topic == "consent" and finding.outcome is Outcome.CANNOT_TELL and finding.positions:
            for position in finding.positions:
                yield f"Other reading, of the {position.holder}: {position.statement}."
            alone = [question for question in finding.settles if " And: " not in question]
            if alone:
                yield f"It turns first on this: {alone[-1]}"
            return


def _steps(case: Case, entry: PathEntry) -> Iterator[Step]:
    steps = [step for step in entry.steps if _possible(case, step.when)]
    waits = _waits(entry.steps, {step.id for step in steps})
    runs = _runs(steps, waits, case.on, entry.weekend)
    floor: dict[str, date] = {}
    for step in steps:
        begins = max((floor[before] for before in waits[step.id]), default=case.on)
        floor[step.id] = _working(begins + timedelta(step.days[0]), entry.weekend)
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
    steps: Sequence[StepEntry], waits: dict[str, tuple[str, ...]], on: date, weekend: tuple[int, ...]
) -> dict[str, NDArray[np.int64]]:
    """For each step the days on which it ends in all runs, counted from ``on``, in order of size."""
    import numpy as np

    draw = np.random.default_rng(_SEED)
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
        ends[step.id] = days + _shift(weekend)[(days + on.weekday()) % 7]
    return {name: np.sort(days) for name, days in ends.items()}


def _shift(weekend: tuple[int, ...]) -> NDArray[np.int64]:
    """Days to add, by day of the week, to reach a working day."""
    import numpy as np

    return np.array([_to_working(day, weekend) for day in range(7)], dtype=np.int64)


def _working(day: date, weekend: tuple[int, ...]) -> date:
    return day + timedelta(_to_working(day.weekday(), weekend))


def _to_working(weekday: int, weekend: tuple[int, ...]) -> int:
    return next(more for more in range(8) if (weekday + more) % 7 not in weekend or more == 7) % 7


def _possible(case: Case, when: str) -> bool:
    """Unless the condition is false, the step or gate counts: what is open may still come."""
    expression = parse(when) if when else ALWAYS
    return not value(expression, case.atoms, READINGS)[1] & LETTER
