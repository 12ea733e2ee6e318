"""The next question to ask a person: the open fact on which the most findings turn."""

from __future__ import annotations

from collections.abc import Set

from fullpowers.model import Fact, Opinion, Outcome

_WEIGHT = {"signature": 3, "consent": 3, "binding": 2, "substance": 2, "exit": 1, "after": 1}


def next_question(opinion: Opinion, asked: Set[str] = frozenset()) -> Fact | None:
    """The open fact to ask for next, or ``None`` when no answer of a person would settle more.

    What decides alone counts more than what decides only together with others; who signs and whose
    consent is needed count most. Ties go by name, so that the order of questions is always the same.

    Args:
        opinion: what is known so far.
        asked: names of facts that were asked for already.
    """
    facts = {fact.name: fact for fact in opinion.facts}
    worth: dict[str, float] = {}
    for finding in opinion.findings:
        if finding.outcome is not Outcome.CANNOT_TELL:
            continue
        for place, name in enumerate(finding.unsettled):
            if name in facts and name not in asked:
                worth[name] = worth.get(name, 0.0) + _WEIGHT[finding.topic] / (1 + place)
    return facts[min(worth, key=lambda name: (-worth[name], name))] if worth else None
