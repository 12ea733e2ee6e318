"""Packs joined into the law of one side: every name resolved, expressions parsed, definitions in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from graphlib import CycleError, TopologicalSorter
from typing import TypeVar

from fullpowers.model import Citation, InvalidData, Severity

from .entries import Effect, ExceptionEntry, FactSpec, Fixture, PackEntry, PathEntry, RuleEntry, Validity
from .expressions import ALWAYS, NEVER, Compared, Expression, Name, atoms, parse
from .priority import Prior, in_order, priorities

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Node:
    """An exception ready to evaluate: a node of its own, which may have exceptions itself."""

    id: str
    title: str
    when: Expression
    effect: Effect
    instead: Expression
    citations: tuple[Citation, ...]
    position: bool
    """What somebody holds the law to be; never law, shown as the other reading."""
    holder: str
    valid: Validity
    exceptions: tuple[Node, ...]

    @property
    def verified(self) -> bool:
        """Whether somebody read the provision that carries it: the first that it cites."""
        return self.citations[0].verified


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule ready to evaluate."""

    entry: RuleEntry
    jurisdiction: str
    citations: tuple[Citation, ...]
    applies: Expression
    when: Expression
    met: Expression
    exceptions: tuple[Node, ...]

    @property
    def id(self) -> str:
        return self.entry.id

    @property
    def verified(self) -> bool:
        """Whether somebody read the provision that carries the rule: the first that it cites."""
        return self.citations[0].verified

    @property
    def tests(self) -> tuple[Fixture, ...]:
        return self.entry.tests

    @property
    def severity(self) -> Severity:
        return self.entry.severity

    def expressions(self) -> Iterator[Expression]:
        """Every expression of the rule and of its exceptions, in the order of writing."""
        yield from (self.applies, self.when, self.met)
        yield from _within(self.exceptions)

    def names(self) -> tuple[str, ...]:
        """The facts that the rule and its exceptions speak of, each once."""
        return tuple(dict.fromkeys(a.name for expression in self.expressions() for a in atoms(expression)))


@dataclass(frozen=True, slots=True)
class Law:
    """All that applies to one side: facts, definitions in order of dependence, rules, the path."""

    facts: dict[str, FactSpec]
    definitions: tuple[Rule, ...]
    rules: tuple[Rule, ...]
    citations: dict[str, Citation]
    path: PathEntry | None
    packs: tuple[tuple[str, str], ...]
    """Pack name and SHA-256 of its file."""
    domestic: bool
    """Whether there is a pack of the side's own law."""
    thresholds: dict[str, tuple[Compared, ...]]
    """For each numeric fact, the comparisons that any rule makes with it."""
    prior: dict[str, tuple[Prior, ...]]
    """For each rule, those that come before it, and why."""
    in_order: tuple[Rule, ...]
    """The rules so that each stands behind those that come before it."""
    by_id: dict[str, Rule]

    definitions_of: dict[str, tuple[Rule, ...]]
    """The definitions of each fact that is concluded."""

    def narrowed(self, definitions: tuple[Rule, ...]) -> Law:
        """The same law with only these definitions."""
        return replace(self, definitions=definitions)

    def chain_to(self, rule: Rule) -> tuple[Rule, ...]:
        """The rule and all that come before it, in order."""
        wanted = {rule.id}
        for one in reversed(self.in_order):
            if one.id in wanted:
                wanted |= {prior.rule for prior in self.prior.get(one.id, ())}
        return tuple(one for one in self.in_order if one.id in wanted)


def link(common: Iterable[FactSpec], packs: Sequence[tuple[str, PackEntry, str]], side: str = "") -> Law:
    """The law that these packs (file name, entry, SHA-256) make together, for a side when one is named.

    Raises:
        InvalidData: a name is unknown or there twice, a rule lacks what its kind needs, or
            definitions rest on each other; the message names file and rule.
    """
    facts: dict[str, FactSpec] = {}
    citations: dict[str, Citation] = {}
    _merge(facts, {spec.name: spec for spec in _sound(common, "facts.yaml")}, "facts.yaml")
    for name, entry, _ in packs:
        _merge(facts, {spec.name: spec for spec in _sound(entry.facts, name)}, f"{name}: fact")
        _merge(citations, entry.citations, f"{name}: citation")
    groups = [(name, exception) for name, entry, _ in packs for exception in entry.exceptions]
    rules: dict[str, Rule] = {}
    for name, entry, _ in packs:
        for written in entry.rules:
            where = f"{name}, rule {written.id}"
            linker = _Linker(facts, citations, where)
            _merge(rules, {written.id: linker.rule(written, entry.jurisdiction, groups)}, where)
    # the last pack that has a path: a pack of one's own replaces the general one
    path = next((entry.path for _, entry, _ in reversed(packs) if entry.path), None)
    if path:
        _check_path(path, facts, citations)
    definitions = [rule for rule in rules.values() if rule.entry.kind == "definition"]
    norms = sorted((rule for rule in rules.values() if rule.entry.kind != "definition"), key=lambda r: r.id)
    prior = priorities(rules)
    return Law(
        facts=facts,
        definitions=_ordered(definitions),
        rules=tuple(norms),
        citations=citations,
        path=path,
        packs=tuple((entry.pack, digest) for _, entry, digest in packs),
        domestic=any(entry.jurisdiction == (side or entry.jurisdiction) != "INT" for _, entry, _ in packs),
        thresholds=_thresholds(rules.values()),
        prior=prior,
        in_order=in_order(norms, prior),
        by_id=rules,
        definitions_of={
            fact: tuple(rule for rule in definitions if rule.entry.concludes == fact)
            for fact in dict.fromkeys(rule.entry.concludes for rule in definitions)
        },
    )


@dataclass(frozen=True, slots=True)
class _Linker:
    """Resolves the names of one rule."""

    facts: Mapping[str, FactSpec]
    citations: Mapping[str, Citation]
    where: str

    def rule(
        self, written: RuleEntry, jurisdiction: str, groups: Sequence[tuple[str, ExceptionEntry]]
    ) -> Rule:
        self._check(written)
        aimed = [entry for _, entry in groups if any(fnmatchcase(written.id, t) for t in entry.targets)]
        return Rule(
            entry=written,
            jurisdiction=jurisdiction,
            citations=self.cited(written.cite),
            applies=self.expression(written.applies_when, ALWAYS),
            when=self.expression(written.when, ALWAYS),
            met=self.expression(written.met_when, NEVER),
            exceptions=tuple(self.node(entry) for entry in (*written.exceptions, *aimed)),
        )

    def node(self, written: ExceptionEntry) -> Node:
        inner = _Linker(self.facts, self.citations, f"{self.where}, exception {written.id}")
        if (written.effect == "modifies") != bool(written.instead):
            raise InvalidData(f"{inner.where}: 'modifies', and only it, says by 'instead' what it puts there")
        if (written.layer == "position") != bool(written.holder):
            raise InvalidData(f"{inner.where}: a position, and only a position, names its 'holder'")
        return Node(
            id=written.id,
            title=written.title,
            when=inner.expression(written.when, ALWAYS),
            effect=written.effect,
            instead=inner.expression(written.instead, NEVER),
            citations=inner.cited(written.cite),
            position=written.layer == "position",
            holder=written.holder,
            valid=inner.validity(written.valid),
            exceptions=tuple(inner.node(entry) for entry in written.exceptions),
        )

    def expression(self, text: str, default: Expression) -> Expression:
        if not text:
            return default
        try:
            expression = parse(text)
        except InvalidData as error:
            raise InvalidData(f"{self.where}: {error}") from error
        for atom in atoms(expression):
            spec = self.facts.get(atom.name)
            if spec is None:
                raise InvalidData(f"{self.where}: unknown fact {atom.name!r} in {text!r}")
            if (spec.type == "number") != isinstance(atom, Compared):
                raise InvalidData(f"{self.where}: {atom.name!r} is a {spec.type} and not used as one")
        return expression

    def cited(self, cite: Sequence[str]) -> tuple[Citation, ...]:
        if not cite:
            raise InvalidData(f"{self.where}: no citation; a rule without law behind it is an opinion")
        for key in cite:
            if key not in self.citations:
                raise InvalidData(f"{self.where}: unknown citation {key!r}")
        return tuple(self.citations[key] for key in cite)

    def validity(self, valid: Validity) -> Validity:
        if valid.since and valid.until and valid.until < valid.since:
            raise InvalidData(f"{self.where}: never in force, {valid.until} is before {valid.since}")
        return valid

    def _check(self, written: RuleEntry) -> None:
        if (written.kind == "definition") != bool(written.concludes):
            raise InvalidData(f"{self.where}: a definition, and only a definition, has 'concludes'")
        if written.concludes:
            spec = self.facts.get(written.concludes)
            if spec is None or spec.type != "boolean":
                raise InvalidData(f"{self.where}: concludes the unknown fact {written.concludes!r}")
        if written.kind == "requirement" and not written.met_when:
            raise InvalidData(f"{self.where}: a requirement says by 'met_when' how it is met")
        if written.kind != "requirement" and not written.when:
            raise InvalidData(f"{self.where}: a {written.kind} needs 'when'")
        if written.layer == "position":
            raise InvalidData(f"{self.where}: a position is an exception to a rule, not a rule")
        unknown = set(written.says) - {"conforms", "conflicts", "cannot tell"}
        if unknown:
            raise InvalidData(f"{self.where}: 'says' has the unknown outcome {sorted(unknown)[0]!r}")
        if written.kind == "definition" and (written.overrides or written.governs):
            raise InvalidData(f"{self.where}: a definition has no priority over others")
        self.validity(written.valid)
        for fixture in written.tests:
            for name in (*fixture.facts, *([fixture.missing] if fixture.missing else [])):
                if name not in self.facts:
                    raise InvalidData(f"{self.where}: a test names the unknown fact {name!r}")


def _within(nodes: Iterable[Node]) -> Iterator[Expression]:
    for node in nodes:
        yield node.when
        yield node.instead
        yield from _within(node.exceptions)


def _check_path(path: PathEntry, facts: Mapping[str, FactSpec], citations: Mapping[str, Citation]) -> None:
    linker = _Linker(facts, citations, "path")
    linker.expression(path.needed, NEVER)
    linker.expression(path.urgent, NEVER)
    known: set[str] = set()
    for step in path.steps:
        if step.id in known or not known.issuperset(step.after):
            raise InvalidData(f"path, step {step.id}: there twice, or waits for what does not come before it")
        known.add(step.id)
        inner = _Linker(facts, citations, f"path, step {step.id}")
        inner.expression(step.when, ALWAYS)
        for days in (step.days, step.urgent or step.days):
            if not 0 <= days[0] <= days[1] <= days[2]:
                raise InvalidData(f"{inner.where}: days {days} are not shortest, usual, longest")
        if step.cite:
            inner.cited(step.cite)
    for gate in path.gates:
        linker.expression(gate.when, ALWAYS)
        linker.expression(gate.ends_when, NEVER)
        if gate.cite:
            linker.cited(gate.cite)


def _ordered(definitions: Sequence[Rule]) -> tuple[Rule, ...]:
    """Definitions so that each comes behind all those it rests on; otherwise by identifier."""
    by_fact: dict[str, list[str]] = {}
    for rule in definitions:
        by_fact.setdefault(rule.entry.concludes, []).append(rule.id)
    graph = {
        rule.id: [need for name in rule.names() for need in by_fact.get(name, ())]
        for rule in sorted(definitions, key=lambda r: r.id)
    }
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        raise InvalidData(f"definitions that rest on each other: {', '.join(error.args[1])}") from error
    by_id = {rule.id: rule for rule in definitions}
    return tuple(by_id[identifier] for identifier in order)


def _thresholds(rules: Iterable[Rule]) -> dict[str, tuple[Compared, ...]]:
    found: dict[str, dict[Compared, None]] = {}
    for rule in rules:
        for expression in rule.expressions():
            for atom in atoms(expression):
                if isinstance(atom, Compared):
                    found.setdefault(atom.name, {})[atom] = None
    return {name: tuple(compared) for name, compared in found.items()}


def _sound(specs: Iterable[FactSpec], where: str) -> Iterator[FactSpec]:
    for spec in specs:
        if not isinstance(_parsed(spec.name), Name):
            raise InvalidData(f"{where}: fact name {spec.name!r} is not a plain name")
        yield spec


def _parsed(name: str) -> Expression | None:
    try:
        return parse(name)
    except InvalidData:
        return None


def _merge(into: dict[str, _T], more: Mapping[str, _T], where: str) -> None:
    for key, value in more.items():
        if key in into:
            raise InvalidData(f"{where} {key!r} is there twice")
        into[key] = value
