"""Packs made on the fly, for tests of the engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from fullpowers.law.engine import evaluate, outcome
from fullpowers.law.entries import ExceptionEntry, FactSpec, PackEntry, RuleEntry
from fullpowers.law.facts import Answer, given
from fullpowers.law.findings import LETTER, finding
from fullpowers.law.linking import Law, link
from fullpowers.law.opinion import WORLDS, case_of
from fullpowers.model import Citation, Fact, Finding, Origin, Outcome, Truth

DAY = date(2025, 1, 1)
CITATIONS = {
    "read": Citation("Act", "art 1", "a rule that somebody read", True, "somewhere", DAY),
    "unread": Citation("Act", "art 2", "a rule that is remembered", False, "remembered", DAY),
}


def pack(
    rules: Sequence[RuleEntry],
    exceptions: Sequence[ExceptionEntry] = (),
    facts: str = "a b c d e f",
    numbers: str = "n",
) -> Law:
    """The law that these rules make over facts with one-letter names."""
    specs = [FactSpec(name, f"Is {name}?") for name in facts.split()]
    specs += [FactSpec(name, f"How many {name}?", type="number") for name in numbers.split()]
    entry = PackEntry("Test", "XX", "Testland", DAY, CITATIONS, (), tuple(rules), tuple(exceptions))
    return link(specs, [("test.yaml", entry, "0" * 64)])


def rule(identifier: str = "r", **fields: object) -> RuleEntry:
    plain = RuleEntry(identifier, "prohibition", "statute", f"Rule {identifier}", ("read",), when="a")
    return replace(plain, **fields)  # type: ignore[arg-type]


def exception(identifier: str = "x", **fields: object) -> ExceptionEntry:
    return replace(ExceptionEntry(identifier, "Exception", "b", ("read",)), **fields)  # type: ignore[arg-type]


def all_facts(law: Law, facts: Mapping[str, Answer]) -> dict[str, Fact]:
    unknown = {
        name: Fact(name, Truth.UNKNOWN, Origin.DEFAULT, spec.question) for name, spec in law.facts.items()
    }
    return unknown | given(law.facts, facts)


def outcomes(law: Law, on: date = DAY, **facts: Answer) -> dict[str, Outcome]:
    """By the letter, before verification is looked at."""
    case = case_of(law, all_facts(law, facts), on)
    evaluations = evaluate(law, case.atoms, on, WORLDS)
    return {name: outcome(law.by_id[name], one, LETTER) for name, one in evaluations.items()}


def found(law: Law, identifier: str = "r", on: date = DAY, **facts: Answer) -> Finding:
    case = case_of(law, all_facts(law, facts), on)
    evaluations = evaluate(law, case.atoms, on, WORLDS)
    return finding(case, law.by_id[identifier], evaluations[identifier])
