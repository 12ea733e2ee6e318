"""Which rule comes before which: named in the pack, or derived from layer, specialty and date.

Rules that share a subject (``governs``) do not speak side by side: the superior layer comes first, then
the more special rule (whose trigger asks for all that the other's asks for, and more), then the later.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from graphlib import CycleError, TopologicalSorter
from itertools import combinations
from typing import TYPE_CHECKING

from fullpowers.model import InvalidData

from .expressions import atoms

if TYPE_CHECKING:
    from .linking import Rule

_RANK = ("constitution", "international", "statute", "regulation", "practice")
"""Within one state its constitution is over treaties (for Ukraine, art 9(2)), treaties over statutes."""


@dataclass(frozen=True, slots=True)
class Prior:
    """A rule that comes before another, and why."""

    rule: str
    why: str


def priorities(rules: Mapping[str, Rule]) -> dict[str, tuple[Prior, ...]]:
    """For each rule, those that come before it.

    Raises:
        InvalidData: rules override each other in a circle, or one overrides what is no rule.
    """
    found: dict[str, dict[str, Prior]] = {}
    for rule in rules.values():
        for name in rule.entry.overrides:
            if name == rule.id or name not in rules or rules[name].entry.kind == "definition":
                raise InvalidData(f"rule {rule.id}: overrides {name!r}, which is no other rule")
            found.setdefault(name, {})[rule.id] = Prior(rule.id, "it says so itself")
    groups: dict[str, list[Rule]] = {}
    for rule in rules.values():
        if rule.entry.governs and rule.entry.kind != "definition":
            groups.setdefault(rule.entry.governs, []).append(rule)
    for group in groups.values():
        for one, other in combinations(sorted(group, key=lambda r: r.id), 2):
            decided = _before(one, other)
            if decided:
                first, second, why = decided
                if first.id not in found.get(second.id, {}) and second.id not in found.get(first.id, {}):
                    found.setdefault(second.id, {})[first.id] = Prior(first.id, why)
    return {rule: tuple(priors.values()) for rule, priors in found.items()}


def in_order(rules: Sequence[Rule], prior: Mapping[str, tuple[Prior, ...]]) -> tuple[Rule, ...]:
    """The rules so that each stands behind those that come before it."""
    by_id = {rule.id: rule for rule in rules}
    graph = {rule.id: [p.rule for p in prior.get(rule.id, ())] for rule in rules}
    try:
        return tuple(by_id[identifier] for identifier in TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise InvalidData(f"rules that override each other: {', '.join(error.args[1])}") from error


def _before(one: Rule, other: Rule) -> tuple[Rule, Rule, str] | None:
    rank = _RANK.index(one.entry.layer) - _RANK.index(other.entry.layer)
    if rank:
        return (one, other, "superior law") if rank < 0 else (other, one, "superior law")
    asked = [set(atoms(rule.applies)) | set(atoms(rule.when)) for rule in (one, other)]
    if asked[0] > asked[1]:
        return one, other, "the more special rule"
    if asked[1] > asked[0]:
        return other, one, "the more special rule"
    since = [rule.entry.valid.since or date.min for rule in (one, other)]
    if since[0] != since[1]:
        return (one, other, "the later rule") if since[0] > since[1] else (other, one, "the later rule")
    return None
