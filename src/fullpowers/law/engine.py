"""The engine: what the rules make of the facts, in strong Kleene logic, for many worlds at once.

A *world* is one bit of every mask: a reading of the law, or one way in which open facts could fall.
A rule has a trigger and a test. Exceptions work on them, each as a node of its own:

=============  =========================================================================
disapplies     the trigger is off while the exception holds
saves          the test counts as met while it holds
conditions     the test is met only while it holds
reverses       the test counts as met exactly when it is not
modifies       ``instead`` takes the place of the test
=============  =========================================================================

The same five work on an exception by its own exceptions. Law that nobody read (``verified: false``)
never makes a conflict: an unverified exception that holds leaves the matter open, and an unverified
definition does not count in the worlds ``seen``, in which a conflict has to stand.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fullpowers.model import Outcome

from .expressions import UNKNOWN, Atom, Name, Value, value
from .linking import Law, Node, Rule

NEVER_HOLDS = 0


@dataclass(frozen=True, slots=True)
class Worlds:
    """Which bits there are, and how the law is read in them."""

    every: int
    seen: int = 0
    """Worlds in which only definitions whose wording somebody read count."""
    positions: int = 0
    """Worlds in which the positions of officials count as exceptions."""


@dataclass(frozen=True, slots=True)
class Evaluation:
    """The values of one rule in every world."""

    applies: Value
    """Whether it applies, after exceptions that disapply it and rules that come before it."""
    trigger: Value
    met: Value
    nodes: tuple[tuple[Node, Value], ...] = ()
    """Its exceptions with their values."""

    def violated(self) -> Value:
        """Triggered and not met (for a consequence: it follows)."""
        return conjunction(self.trigger, negation(self.met))


def negation(one: Value) -> Value:
    """Kleene's *not*."""
    return one[1], one[0]


def conjunction(one: Value, other: Value) -> Value:
    """Kleene's *and*."""
    return one[0] & other[0], one[1] | other[1]


def disjunction(one: Value, other: Value) -> Value:
    """Kleene's *or*."""
    return one[0] | other[0], one[1] & other[1]


def conclude(law: Law, known: Mapping[Atom, Value], on: date, worlds: Worlds) -> dict[Atom, Value]:
    """``known`` and all that the definitions in force on that day conclude from it.

    A fact that several definitions conclude holds when one of them does. What is known beforehand
    is kept: a person who answers the question itself is believed.
    """
    atoms = dict(known)
    by_fact: dict[str, Value] = {}
    left = {rule.entry.concludes: 0 for rule in law.definitions}
    for rule in law.definitions:
        left[rule.entry.concludes] += 1
    for rule in law.definitions:
        fact = rule.entry.concludes
        if rule.entry.valid.covers(on):
            found = _definition(rule, atoms, on, worlds)
            by_fact[fact] = disjunction(by_fact[fact], found) if fact in by_fact else found
        left[fact] -= 1
        if not left[fact] and fact in by_fact:
            atoms[Name(fact)] = _kept(known.get(Name(fact), UNKNOWN), by_fact[fact])
    return atoms


def evaluate(law: Law, atoms: Mapping[Atom, Value], on: date, worlds: Worlds) -> dict[str, Evaluation]:
    """Every rule in force on that day, by identifier; ``atoms`` as :func:`conclude` returns them."""
    done: dict[str, Evaluation] = {}
    for rule in law.in_order:
        if rule.entry.valid.covers(on):
            done[rule.id] = judged(law, rule, atoms, on, worlds, done)
    return done


def judged(
    law: Law,
    rule: Rule,
    atoms: Mapping[Atom, Value],
    on: date,
    worlds: Worlds,
    done: Mapping[str, Evaluation],
) -> Evaluation:
    """One rule; ``done`` holds the rules that come before it."""
    applies = value(rule.applies, atoms, worlds.every)
    met = value(rule.met, atoms, worlds.every)
    nodes = tuple((node, _node(node, atoms, on, worlds)) for node in rule.exceptions)
    for node, holds in nodes:
        if node.effect == "disapplies":
            applies = conjunction(applies, negation(holds))
        else:
            met = _changed(node, met, holds, atoms, worlds)
    for prior in law.prior.get(rule.id, ()):
        if prior.rule in done:
            holds = done[prior.rule].trigger
            if not law.by_id[prior.rule].verified:
                holds = (0, holds[1])
            applies = conjunction(applies, negation(holds))
    trigger = conjunction(applies, value(rule.when, atoms, worlds.every))
    return Evaluation(applies, trigger, met, nodes)


def outcome(rule: Rule, evaluation: Evaluation, world: int) -> Outcome:
    """The outcome in one world (a mask with one bit), before anything is said of verification."""
    violated = evaluation.violated()
    idle = evaluation.applies if rule.entry.kind == "prohibition" else evaluation.trigger
    if rule.entry.kind == "consequence":
        idle = violated
    if idle[1] & world:
        return Outcome.DOES_NOT_APPLY
    if violated[0] & world:
        return Outcome.CONFORMS if rule.entry.kind == "consequence" else Outcome.CONFLICTS
    return Outcome.CONFORMS if violated[1] & world else Outcome.CANNOT_TELL


def _definition(rule: Rule, atoms: Mapping[Atom, Value], on: date, worlds: Worlds) -> Value:
    nodes = tuple((node, _node(node, atoms, on, worlds)) for node in rule.exceptions)
    found = conjunction(
        value(rule.applies, atoms, worlds.every),
        value(rule.when, atoms, worlds.every),
    )
    for node, holds in nodes:
        found = _changed(node, found, holds, atoms, worlds)
    return found if rule.verified else (found[0] & ~worlds.seen, found[1] & ~worlds.seen)


def _node(node: Node, atoms: Mapping[Atom, Value], on: date, worlds: Worlds) -> Value:
    """Whether an exception holds, after its own exceptions."""
    if not node.valid.covers(on):
        return NEVER_HOLDS, worlds.every
    holds = value(node.when, atoms, worlds.every)
    for child in node.exceptions:
        holds = _changed(child, holds, _node(child, atoms, on, worlds), atoms, worlds)
    if node.position:
        return holds[0] & worlds.positions, holds[1] | (worlds.every & ~worlds.positions)
    return holds if node.verified else (NEVER_HOLDS, holds[1])


def _changed(node: Node, before: Value, holds: Value, atoms: Mapping[Atom, Value], worlds: Worlds) -> Value:
    """What an exception makes of the value that it works on."""
    match node.effect:
        case "disapplies":
            return conjunction(before, negation(holds))
        case "saves":
            return disjunction(before, holds)
        case "conditions":
            return conjunction(before, holds)
        case "reverses":
            return _either(holds, negation(before), before)
        case "modifies":
            return _either(holds, value(node.instead, atoms, worlds.every), before)


def _either(holds: Value, then: Value, otherwise: Value) -> Value:
    return disjunction(conjunction(holds, then), conjunction(negation(holds), otherwise))


def _kept(given: Value, concluded: Value) -> Value:
    """The given value where there is one, else the concluded."""
    known = given[0] | given[1]
    return given[0] | (concluded[0] & ~known), given[1] | (concluded[1] & ~known)
