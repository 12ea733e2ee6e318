"""The engine against clingo, an independent solver: the same packs, written as an answer-set program.

In the program every expression has two atoms, true (``t``) and false (``f``); neither means unknown.
"""

from __future__ import annotations

from itertools import count

import clingo
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.law.expressions import Every, Expression, Name, Not, Some, parse
from fullpowers.law.linking import Law, Node
from fullpowers.model import Outcome

from .packing import exception, outcomes, pack, rule

EFFECTS = ("disapplies", "saves", "conditions", "reverses", "modifies")


class Program:
    """An answer-set program that says what the engine should find."""

    def __init__(self, law: Law, facts: dict[str, bool | None]) -> None:
        self.lines: list[str] = []
        self.fresh = count()
        for name, known in facts.items():
            if known is not None:
                self.lines.append(f"given({name}). {'t' if known else 'f'}({name}).")
        for concluded, definitions in law.definitions_of.items():
            parts = []
            for one in definitions:
                whole = self.both(self.of(one.applies), self.of(one.when))
                for node in one.exceptions:
                    whole = self.changed(node, whole, self.node(node))
                parts.append(whole)
            result = self.gate("or", parts)
            self.lines.append(f"t({concluded}) :- not given({concluded}), t({result}).")
            self.lines.append(f"f({concluded}) :- not given({concluded}), f({result}).")
        for one in law.rules:
            applies, met = self.of(one.applies), self.of(one.met)
            for node in one.exceptions:
                holds = self.node(node)
                if node.effect == "disapplies":
                    applies = self.both(applies, self.negated(holds))
                else:
                    met = self.changed(node, met, holds)
            trigger = self.both(applies, self.of(one.when))
            violated = self.both(trigger, self.negated(met))
            idle = applies if one.entry.kind == "prohibition" else trigger
            self.lines.append(f"idle({one.id}) :- f({idle}). bad({one.id}) :- t({violated}).")
            self.lines.append(f"fine({one.id}) :- f({violated}).")

    def node(self, node: Node) -> str:
        holds = self.of(node.when)
        for child in node.exceptions:
            holds = self.changed(child, holds, self.node(child))
        return holds

    def changed(self, node: Node, before: str, holds: str) -> str:
        if node.effect == "disapplies":
            return self.both(before, self.negated(holds))
        if node.effect == "saves":
            return self.gate("or", [before, holds])
        if node.effect == "conditions":
            return self.both(before, holds)
        then = self.negated(before) if node.effect == "reverses" else self.of(node.instead)
        return self.gate("or", [self.both(holds, then), self.both(self.negated(holds), before)])

    def of(self, expression: Expression) -> str:
        match expression:
            case Name(name):
                return name
            case Not(term):
                return self.negated(self.of(term))
            case Every(terms):
                return self.gate("and", [self.of(term) for term in terms])
            case Some(terms):
                return self.gate("or", [self.of(term) for term in terms])
        raise AssertionError(expression)

    def both(self, one: str, other: str) -> str:
        return self.gate("and", [one, other])

    def negated(self, one: str) -> str:
        name = f"x{next(self.fresh)}"
        self.lines.append(f"t({name}) :- f({one}). f({name}) :- t({one}).")
        return name

    def gate(self, kind: str, parts: list[str]) -> str:
        name = f"x{next(self.fresh)}"
        every, some = ("t", "f") if kind == "and" else ("f", "t")
        body = ", ".join(f"{every}({part})" for part in parts)
        self.lines.append(f"{every}({name}){' :- ' + body if body else ''}.")
        self.lines += [f"{some}({name}) :- {some}({part})." for part in parts]
        return name

    def solve(self) -> set[str]:
        control = clingo.Control(["--warn=none"])
        control.add("base", [], "\n".join(self.lines))
        control.ground([("base", [])])
        models: list[set[str]] = []
        control.solve(on_model=lambda model: models.append({str(atom) for atom in model.symbols(atoms=True)}))
        assert len(models) == 1
        return models[0]


def expected(model: set[str], identifier: str) -> Outcome:
    if f"idle({identifier})" in model:
        return Outcome.DOES_NOT_APPLY
    if f"bad({identifier})" in model:
        return Outcome.CONFLICTS
    return Outcome.CONFORMS if f"fine({identifier})" in model else Outcome.CANNOT_TELL


def texts(names: str) -> st.SearchStrategy[str]:
    return st.recursive(
        st.sampled_from(names.split()),
        lambda inner: (
            st.tuples(inner, st.sampled_from(["and", "or"]), inner).map(lambda t: f"({' '.join(t)})")
            | inner.map(lambda text: f"(not {text})")
        ),
        max_leaves=5,
    )


def exceptions(depth: int = 2) -> st.SearchStrategy[object]:
    def made(identifier: int, effect: str, when: str, instead: str, inner: list[object]) -> object:
        return exception(
            f"x{identifier}",
            effect=effect,
            when=when,
            instead=instead if effect == "modifies" else "",
            exceptions=tuple(inner),
        )

    inner = st.lists(exceptions(depth - 1), max_size=1) if depth else st.just([])
    return st.builds(
        made, st.integers(0, 99), st.sampled_from(EFFECTS), texts("a b c d"), texts("a b c d"), inner
    )


@st.composite
def packs(draw: st.DrawFn) -> Law:
    some = st.lists(exceptions(), max_size=2).map(tuple)
    rules = [
        rule("d1", kind="definition", concludes="e", when=draw(texts("a b c")), exceptions=draw(some)),
        rule("d2", kind="definition", concludes="e", when=draw(texts("b d"))),
        rule("d3", kind="definition", concludes="f", when=draw(texts("e a d"))),
        rule("p1", applies_when=draw(texts("a e")), when=draw(texts("a b c d e f")), exceptions=draw(some)),
        rule(
            "q1",
            kind="requirement",
            applies_when=draw(texts("b f")),
            when=draw(texts("c e f")),
            met_when=draw(texts("a d f")),
            exceptions=draw(some),
        ),
    ]
    return pack(rules)


@settings(max_examples=150, deadline=None)
@given(packs(), st.fixed_dictionaries({name: st.sampled_from([True, False, None]) for name in "abcdef"}))
def test_the_engine_finds_what_clingo_finds(law: Law, facts: dict[str, bool | None]) -> None:
    model = Program(law, facts).solve()
    assert outcomes(law, **facts) == {one.id: expected(model, one.id) for one in law.rules}


def test_the_oracle_itself_knows_kleene() -> None:
    law = pack([rule(when="a or b")])
    assert parse("a or b") == law.rules[0].when
    assert expected(Program(law, {"a": True}).solve(), "r") is Outcome.CONFLICTS
    assert expected(Program(law, {"a": False}).solve(), "r") is Outcome.CANNOT_TELL
