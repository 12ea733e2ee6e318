"""The smallest sets of open facts that would decide a rule: the questions to ask.

Every way in which a few open facts could fall is a world of one evaluation (see ``expressions``), so
that hundreds of cases take one pass over the rules that matter.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import combinations, pairwise, product

from fullpowers.model import Fact, Outcome, Truth

from .engine import Evaluation, Worlds, conclude, judged, outcome
from .expressions import Atom, Name, Value, holds
from .linking import Law, Rule
from .same import Same

_MOST_OPEN = 12
"""Open facts looked at for one rule, those nearest to it first."""
_LARGEST = 3
"""Facts in a set; a reader does not act on longer lists."""
_MOST_SETS = 6

Assignment = tuple[tuple[str, bool | float], ...]


@dataclass(frozen=True, slots=True)
class Deciding:
    """A smallest assignment of open facts and the outcome that it leads to."""

    assignment: Assignment
    outcome: Outcome

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of the facts."""
        return tuple(name for name, _ in self.assignment)


def deciding(
    law: Law, rule: Rule, facts: Mapping[str, Fact], known: Mapping[Atom, Value], on: date
) -> tuple[Deciding, ...]:
    """Assignments of open facts, smallest first, of which no part decides the rule by itself.

    Args:
        known: one-world values of all atoms, as given to :func:`fullpowers.law.engine.conclude`.
    """
    cone = cone_of(law, rule)
    open_facts = [
        name
        for name in cone
        if facts[name].value is Truth.UNKNOWN
        and (law.facts[name].asks != "law" or name not in law.definitions_of)
    ][:_MOST_OPEN]
    narrowed = _narrowed(law, cone)
    minimal: list[Deciding] = []
    for size in range(1, min(_LARGEST, len(open_facts)) + 1):
        cases = [case for names in combinations(open_facts, size) for case in _cases(law, names)]
        cases = [case for case in cases if not any(set(m.assignment) <= set(case) for m in minimal)]
        minimal += _decided(narrowed, rule, cases, known, on)
        if len({one.facts for one in minimal}) >= _MOST_SETS:
            break
    return tuple(minimal)


def cone_of(law: Law, rule: Rule) -> tuple[str, ...]:
    """Every fact that the rule rests on, directly or through definitions, nearest first."""
    return _cone(Same(law), rule.id)


@lru_cache(maxsize=4096)
def _cone(same: Same[Law], rule: str) -> tuple[str, ...]:
    law = same.value
    concluded = law.definitions_of
    seen: dict[str, None] = dict.fromkeys(_names(law, law.by_id[rule]))
    waiting = list(seen)
    while waiting:
        nearer: list[str] = []
        for name in waiting:
            for definition in concluded.get(name, ()):
                nearer += [n for n in definition.names() if n not in seen]
                seen |= dict.fromkeys(nearer)
        waiting = nearer
    return tuple(seen)


def _names(law: Law, rule: Rule) -> tuple[str, ...]:
    """Facts of the rule and of those that come before it."""
    names = list(rule.names())
    for prior in law.prior.get(rule.id, ()):
        names += [name for name in _names(law, law.by_id[prior.rule]) if name not in names]
    return tuple(names)


def _narrowed(law: Law, cone: Sequence[str]) -> Law:
    """The law with only the definitions that these facts rest on."""
    within = set(cone)
    definitions = tuple(one for one in law.definitions if one.entry.concludes in within)
    return law.narrowed(definitions)


def _cases(law: Law, names: Sequence[str]) -> Iterator[Assignment]:
    yield from (
        tuple(zip(names, values, strict=True)) for values in product(*(_values(law, n) for n in names))
    )


def _values(law: Law, name: str) -> tuple[bool | float, ...]:
    """Values that stand for all: yes and no, or one number in each stretch between thresholds."""
    if law.facts[name].type == "boolean":
        return True, False
    points = sorted({atom.number for atom in law.thresholds.get(name, ())})
    if not points:
        return ()
    between = [(a + b) / 2 for a, b in pairwise(points)]
    return tuple(sorted({max(0.0, points[0] - 1), *points, *between, points[-1] + 1}))


def _decided(
    law: Law, rule: Rule, cases: Sequence[Assignment], known: Mapping[Atom, Value], on: date
) -> list[Deciding]:
    """Those cases that decide the rule by the letter of the law."""
    if not cases:
        return []
    every = (1 << len(cases)) - 1
    masks: dict[Atom, Value] = {
        atom: (every if true else 0, every if false else 0) for atom, (true, false) in known.items()
    }
    for index, case in enumerate(cases):
        for name, answer in case:
            for atom, true in settled(law, name, answer):
                before = masks.get(atom, (0, 0))
                masks[atom] = (before[0] | true << index, before[1] | (not true) << index)
    worlds = Worlds(every)
    atoms = conclude(law, masks, on, worlds)
    done: dict[str, Evaluation] = {}
    for one in law.chain_to(rule):
        done[one.id] = judged(law, one, atoms, on, worlds, done)
    found = []
    for index, case in enumerate(cases):
        reached = outcome(rule, done[rule.id], 1 << index)
        if reached is not Outcome.CANNOT_TELL:
            found.append(Deciding(case, reached))
    return found


def settled(law: Law, name: str, answer: bool | float) -> Iterator[tuple[Atom, bool]]:
    """The atoms that an answer settles: the fact itself, or every comparison with the number."""
    if isinstance(answer, bool):
        yield Name(name), answer
        return
    for atom in law.thresholds.get(name, ()):
        yield atom, holds(atom, answer)
