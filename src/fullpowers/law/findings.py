"""Findings: a rule's outcome with its reason in plain words, its trace, citations, passages and questions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from fullpowers.model import (
    Citation,
    Fact,
    Finding,
    Outcome,
    Passage,
    Position,
    Severity,
    Trace,
    Truth,
)

from .deciding import Deciding, cone_of, deciding
from .engine import Evaluation, outcome
from .expressions import Atom, Compared, Expression, Name, Value, atoms, value, written
from .linking import Law, Node, Rule

LETTER, SEEN, POSITIONS = 1, 2, 4
"""The three readings, each a world: the letter of the law; only what somebody read; with positions."""
READINGS = LETTER | SEEN | POSITIONS

_PARTY = "side_is_party"
_STRANGER = " It would conflict if the text bound this state, which was not found among its parties."
_MOST_PASSAGES = 8
_DEEPEST = 6
"""Levels of definitions that a trace shows; below that it names the rule."""


@dataclass(frozen=True, slots=True)
class Case:
    """One instrument under one law on one day: facts, and the values that follow."""

    law: Law
    facts: Mapping[str, Fact]
    known: Mapping[Atom, Value]
    """Values of what is known beforehand, in the three readings."""
    atoms: Mapping[Atom, Value]
    """The same with all that definitions conclude."""
    on: date

    def truth(self, atom: Atom) -> Truth:
        """The value by the letter of the law."""
        return _truth(self.atoms.get(atom, (0, 0)))


def finding(case: Case, rule: Rule, evaluation: Evaluation) -> Finding:
    """The finding of one rule."""
    letter = outcome(rule, evaluation, LETTER)
    unread = _unread(case, rule, evaluation, letter)
    stranger = rule.jurisdiction != "INT" and case.truth(Name(_PARTY)) is Truth.FALSE
    final = Outcome.CANNOT_TELL if letter is Outcome.CONFLICTS and (unread or stranger) else letter
    questions = (
        deciding(case.law, rule, case.facts, _letter_only(case.known), case.on) if _open(final) else ()
    )
    named = [_PARTY] if stranger and letter is Outcome.CONFLICTS else []
    asked = [f"{case.law.facts[name].question} (yes: conflicts)" for name in named]
    return Finding(
        rule=rule.id,
        title=rule.entry.title,
        jurisdiction=rule.jurisdiction,
        layer=rule.entry.layer,
        outcome=final,
        severity=_severity(rule, final),
        explanation=_explanation(case, rule, evaluation, final, unread)
        + (_STRANGER if stranger and letter is Outcome.CONFLICTS else ""),
        citations=rule.citations,
        trace=_trace(case, rule, evaluation, final),
        passages=_passages(case, rule),
        settles=(*_to_read(unread), *asked, *_asked(case, rule, questions)) if _open(final) else (),
        consequence=rule.entry.consequence if final is not Outcome.DOES_NOT_APPLY else "",
        cure=rule.entry.cure if _to_mend(rule, final) else "",
        kind=rule.entry.kind,
        topic=rule.entry.topic,
        positions=_positions(case, rule, evaluation, letter),
        unsettled=tuple(dict.fromkeys([*named, *(name for one in questions for name in one.facts)])),
    )


def _to_mend(rule: Rule, final: Outcome) -> bool:
    """Conflicts, what is open, and consequences that follow: words of a cure are of use there."""
    follows = rule.entry.kind == "consequence" and final is Outcome.CONFORMS
    return follows or final in (Outcome.CONFLICTS, Outcome.CANNOT_TELL)


def _open(final: Outcome) -> bool:
    return final is Outcome.CANNOT_TELL


def _severity(rule: Rule, final: Outcome) -> Severity:
    """As the rule says for a conflict; one step lower while it is open; nothing to fear when it conforms."""
    if final is Outcome.CONFLICTS or (rule.entry.kind == "consequence" and final is Outcome.CONFORMS):
        return rule.severity
    if final is Outcome.CANNOT_TELL:
        return Severity.INFO if rule.severity is Severity.INFO else Severity.CAUTION
    return Severity.INFO


def _unread(case: Case, rule: Rule, evaluation: Evaluation, letter: Outcome) -> tuple[Citation, ...]:
    """Citations that nobody read and that the outcome hangs on."""
    if letter is Outcome.CANNOT_TELL:
        nodes = [node for node, _ in evaluation.nodes if not node.verified and not node.position]
        return tuple(
            node.citations[0]
            for node in nodes
            if _truth(value(node.when, case.atoms, READINGS)) is Truth.TRUE
        )
    if letter is not Outcome.CONFLICTS:
        return ()
    if not rule.verified:
        return (rule.citations[0],)
    if outcome(rule, evaluation, SEEN) is Outcome.CONFLICTS:
        return ()
    unread = [
        one
        for name in cone_of(case.law, rule)
        for one in case.law.definitions_of.get(name, ())
        if not one.verified and one.entry.valid.covers(case.on)
    ]
    # those that hold carry it; when none does, it hangs on what they deny
    carrying = [one for one in unread if _holds(case, one)] or unread
    return tuple(dict.fromkeys(one.citations[0] for one in carrying))


def _holds(case: Case, definition: Rule) -> bool:
    return all(
        _truth(value(expression, case.atoms, READINGS)) is Truth.TRUE
        for expression in (definition.applies, definition.when)
    )


def _explanation(
    case: Case, rule: Rule, evaluation: Evaluation, final: Outcome, unread: tuple[Citation, ...]
) -> str:
    if final is Outcome.DOES_NOT_APPLY:
        return _why_idle(case, rule, evaluation)
    said = rule.entry.says.get(final.value, "")
    if not said:
        said = f"{_law(rule.citations[0])}: {rule.citations[0].rule}."
        said += {
            Outcome.CONFORMS: " Nothing in the draft is against it.",
            Outcome.CONFLICTS: " The draft does not meet it.",
            Outcome.CANNOT_TELL: " Whether the draft meets it cannot be told yet.",
        }[final]
    if rule.entry.kind == "consequence" and final is Outcome.CONFORMS and rule.entry.says.get("conforms"):
        return rule.entry.says["conforms"]
    if unread and final is Outcome.CANNOT_TELL:
        named = "; ".join(_law(citation) for citation in unread)
        said += f" As far as remembered it would be a conflict, but nobody has read the wording of {named}."
    return said


def _why_idle(case: Case, rule: Rule, evaluation: Evaluation) -> str:
    for node, holds in evaluation.nodes:
        if node.effect == "disapplies" and holds[0] & LETTER:
            return f"Does not apply: {node.title} ({_law(node.citations[0])})."
    for prior in case.law.prior.get(rule.id, ()):
        other = case.law.by_id[prior.rule]
        if not evaluation.applies[0] & LETTER and other.entry.valid.covers(case.on):
            return f"Gives way to {other.entry.title} ({prior.why})."
    false = [
        case.law.facts[atom.name].question
        for expression in (rule.applies, rule.when)
        for atom in atoms(expression)
        if case.truth(atom) is Truth.FALSE
    ]
    return "Does not apply" + (f": {false[0]} No." if false else ".")


def _positions(case: Case, rule: Rule, evaluation: Evaluation, letter: Outcome) -> tuple[Position, ...]:
    """What the outcome would be if officials who hold otherwise than the letter were right."""
    reached = outcome(rule, evaluation, POSITIONS)
    if reached is letter:
        return ()
    nodes = [node for node, _ in evaluation.nodes]
    for name in cone_of(case.law, rule):
        nodes += [node for one in case.law.definitions_of.get(name, ()) for node in one.exceptions]
    return tuple(
        Position(node.holder, node.title, reached, node.citations)
        for node in nodes
        if node.position
        and node.valid.covers(case.on)
        and value(node.when, case.atoms, READINGS)[0] & POSITIONS
    )


def _to_read(unread: tuple[Citation, ...]) -> Iterator[str]:
    for citation in unread:
        yield f"What does {_law(citation)} say word for word? It is cited from memory."


def _asked(case: Case, rule: Rule, questions: tuple[Deciding, ...]) -> Iterator[str]:
    """Each set of facts as one question, with what each answer would mean."""
    by_set: dict[tuple[str, ...], list[Deciding]] = {}
    for one in questions:
        by_set.setdefault(one.facts, []).append(one)
    for names, decided in list(by_set.items())[:6]:
        asked = " And: ".join(case.law.facts[name].question for name in names)
        answers = "; ".join(f"{_answer(case, one)}: {_led_to(rule, one)}" for one in decided[:4])
        yield f"{asked} ({answers})"


def _led_to(rule: Rule, one: Deciding) -> str:
    """The outcome of an answer; what nobody read does not make a conflict."""
    if one.outcome is Outcome.CONFLICTS and not rule.verified:
        return "conflicts, as far as remembered"
    return one.outcome.value


def _answer(case: Case, one: Deciding) -> str:
    return ", ".join(
        ("yes" if value else "no")
        if isinstance(value, bool)
        else f"{value:g} {case.law.facts[name].unit}".strip()
        for name, value in one.assignment
    )


def _passages(case: Case, rule: Rule) -> tuple[Passage, ...]:
    """The passages of the facts that the rule rests on, nearest first."""
    found: dict[Passage, None] = {}
    for name in cone_of(case.law, rule):
        fact = case.facts[name]
        if fact.name in ("written", "between_states", "between_governments"):
            continue
        found |= dict.fromkeys(fact.passages)
    return tuple(found)[:_MOST_PASSAGES]


def _trace(case: Case, rule: Rule, evaluation: Evaluation, final: Outcome) -> Trace:
    steps = [
        _step(case, "applies when", rule.applies, 0) if rule.entry.applies_when else None,
        _step(case, "triggered when", rule.when, 0) if rule.entry.when else None,
        _step(case, "met when", rule.met, 0) if rule.entry.met_when else None,
        *(_node_step(case, node, holds) for node, holds in evaluation.nodes),
        *_prior_steps(case, rule),
        *(_cited(citation) for citation in rule.citations),
    ]
    return Trace(
        f"{rule.id}: {rule.entry.title}: {final.value}",
        _truth(evaluation.violated()),
        tuple(step for step in steps if step is not None),
    )


def _step(case: Case, label: str, expression: Expression, depth: int) -> Trace:
    children = tuple(_atom_step(case, atom, depth) for atom in dict.fromkeys(atoms(expression)))
    truth = _truth(value(expression, case.atoms, READINGS))
    return Trace(f"{label}: {written(expression)}", truth, children)


def _atom_step(case: Case, atom: Atom, depth: int) -> Trace:
    fact = case.facts[atom.name]
    truth = case.truth(atom)
    why = f" ({fact.why_unknown})" if truth is Truth.UNKNOWN and fact.why_unknown else ""
    figure = f" = {fact.number:g}" if isinstance(atom, Compared) and fact.number is not None else ""
    definitions = [
        one for one in case.law.definitions_of.get(atom.name, ()) if one.entry.valid.covers(case.on)
    ]
    children: tuple[Trace, ...] = ()
    if fact.value is Truth.UNKNOWN and depth < _DEEPEST:
        children = tuple(_definition_step(case, one, depth + 1) for one in definitions)
    elif definitions and fact.value is Truth.UNKNOWN:
        why += f" (by {', '.join(one.id for one in definitions)})"
    return Trace(f"{fact.question}{figure}{why}", truth, children, fact.passages)


def _definition_step(case: Case, rule: Rule, depth: int) -> Trace:
    label = f"{rule.id}, {rule.entry.title}"
    both = [e for e, text in ((rule.applies, rule.entry.applies_when), (rule.when, rule.entry.when)) if text]
    steps = tuple(_step(case, label, expression, depth) for expression in both)
    truth = min((step.value for step in steps), key=_ORDER.index)
    nodes = (_node_step(case, node, value(node.when, case.atoms, READINGS)) for node in rule.exceptions)
    return Trace(label, truth, (*steps, *nodes, *(_cited(citation) for citation in rule.citations)))


_ORDER = (Truth.FALSE, Truth.UNKNOWN, Truth.TRUE)


def _node_step(case: Case, node: Node, holds: Value) -> Trace:
    kind = f"position of {node.holder}" if node.position else "exception"
    children = [_step(case, "when", node.when, 0)]
    children += [
        _node_step(case, child, value(child.when, case.atoms, READINGS)) for child in node.exceptions
    ]
    children += [_cited(citation) for citation in node.citations]
    # a position holds in its own reading only
    shown = _truth(((holds[0] >> 2) & 1, (holds[1] >> 2) & 1)) if node.position else _truth(holds)
    return Trace(f"{kind} {node.id} ({node.effect}): {node.title}", shown, tuple(children))


def _prior_steps(case: Case, rule: Rule) -> Iterator[Trace]:
    for prior in case.law.prior.get(rule.id, ()):
        other = case.law.by_id[prior.rule]
        yield Trace(f"{other.id} comes before it: {prior.why}", Truth.TRUE)


def _cited(citation: Citation) -> Trace:
    mark = "" if citation.verified else " (not verified: cited from memory)"
    return Trace(
        f"{_law(citation)}: {citation.rule}{mark}", Truth.TRUE if citation.verified else Truth.UNKNOWN
    )


def _law(citation: Citation) -> str:
    return f"{citation.instrument}, {citation.pin}" if citation.pin else citation.instrument


def _truth(masks: Value) -> Truth:
    return Truth.TRUE if masks[0] & LETTER else Truth.FALSE if masks[1] & LETTER else Truth.UNKNOWN


def _letter_only(known: Mapping[Atom, Value]) -> dict[Atom, Value]:
    return {atom: (true & LETTER, false & LETTER) for atom, (true, false) in known.items()}


__all__ = ["LETTER", "POSITIONS", "READINGS", "SEEN", "Case", "Name", "finding"]
