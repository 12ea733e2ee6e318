"""The cases beside each rule, run: what a lawyer expects of facts that are simply given."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from fullpowers.model import Fact, Finding, Origin, Outcome, Truth

from .engine import evaluate
from .entries import Fixture
from .expressions import names
from .facts import given
from .findings import finding
from .linking import Law, Rule
from .opinion import WORLDS, case_of


@dataclass(frozen=True, slots=True)
class Failure:
    """A case that did not come out as expected."""

    rule: str
    fixture: Fixture
    got: Outcome
    says: str


def run(law: Law, rule: Rule) -> Iterator[Failure]:
    """The cases of one rule that fail."""
    for fixture in rule.tests:
        got = judge(law, rule, fixture)
        if got is None:
            yield Failure(rule.id, fixture, Outcome.DOES_NOT_APPLY, "the rule is not in force on that day")
        elif got.outcome is not fixture.expect:
            yield Failure(rule.id, fixture, got.outcome, f"expected {fixture.expect.value}")
        elif fixture.missing and fixture.missing not in got.unsettled:
            yield Failure(rule.id, fixture, got.outcome, f"does not ask for {fixture.missing}")


def judge(law: Law, rule: Rule, fixture: Fixture) -> Finding | None:
    """The finding of a rule for the facts of a case; ``None`` when the rule is not in force on its day."""
    on = fixture.on or rule.entry.valid.since or date(2025, 2, 26)
    unstated = {
        name: Fact(name, Truth.UNKNOWN, Origin.DEFAULT, spec.question, "not stated in the case")
        for name, spec in law.facts.items()
    }
    for name in _only_in_exceptions(rule):
        if law.facts[name].asks == "outside":
            unstated[name] = replace(unstated[name], value=Truth.FALSE)
    case = case_of(law, unstated | given(law.facts, fixture.facts), on)
    evaluations = evaluate(law, case.atoms, on, WORLDS)
    return finding(case, rule, evaluations[rule.id]) if rule.id in evaluations else None


def _only_in_exceptions(rule: Rule) -> set[str]:
    """Facts that exceptions alone speak of: a case that is silent of them is not one of the exception.

    A case about an open exception says so by ``null``.
    """
    own = {name for expression in (rule.applies, rule.when, rule.met) for name in names(expression)}
    return set(rule.names()) - own
