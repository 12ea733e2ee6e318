"""For those who write packs: what is wrong, do the cases come out, what does a rule say, what is covered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from pathlib import Path

from fullpowers.model import Citation, InvalidData, Outcome

from .entries import PackEntry
from .expressions import ALWAYS, NEVER, Expression, names, written
from .fixtures import Failure, run
from .linking import Law, Node, Rule
from .packs import jurisdictions, law_of, packs_in
from .states import states
from .templates import countries


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something to mend in a pack: an error keeps it from loading, a warning does not."""

    where: str
    message: str
    error: bool = False


@dataclass(frozen=True, slots=True)
class Covered:
    """What the library holds of one jurisdiction."""

    code: str
    title: str
    rules: int
    definitions: int
    citations: int
    verified: int
    cases: int
    undecidable: int
    in_depth: bool


def lint(folders: Sequence[Path], on: date) -> tuple[Complaint, ...]:
    """Everything that is wrong, or likely to be, with the packs in ``folders`` (none: those that ship).

    Errors: what does not load. Warnings: cases that are missing, facts and citations that nothing uses,
    citations checked over a year before ``on``, rules that are no longer law, rules that govern the same
    subject without one coming first.
    """
    try:
        codes = _codes(folders)
    except InvalidData as error:
        return (Complaint("folder", str(error), error=True),)
    complaints: list[Complaint] = []
    for code in codes:
        try:
            law = law_of(code, folders)
        except InvalidData as error:
            complaints.append(Complaint(code, str(error), error=True))
            continue
        own = [rule for rule in (*law.definitions, *law.rules) if rule.jurisdiction == code]
        complaints += [one for rule in own for one in _of_rule(law, rule, on)]
        complaints += _unused(law, folders, code)
    return tuple(dict.fromkeys(complaints))


def failures(folders: Sequence[Path]) -> tuple[int, tuple[Failure, ...]]:
    """How many cases were tried, and those that did not come out, for the packs in ``folders``.

    Raises:
        InvalidData: a pack does not load.
    """
    tried = 0
    failed: list[Failure] = []
    for code in _codes(folders):
        law = law_of(code, folders)
        for rule in law.rules:
            if rule.jurisdiction == code:
                tried += len(rule.tests)
                failed += run(law, rule)
    return tried, tuple(failed)


def explain(identifier: str, folders: Sequence[Path] = ()) -> str:
    """What a rule says, in plain lines: its test in words, exceptions, citations, consequence, cases.

    Raises:
        InvalidData: there is no such rule.
    """
    for code in _codes(folders) if folders else [one.code for one in jurisdictions()]:
        law = law_of(code, folders)
        if identifier in law.by_id:
            return "\n".join(_explained(law, law.by_id[identifier]))
    raise InvalidData(f"there is no rule {identifier!r}; `fullpowers law coverage` lists the jurisdictions")


def coverage(folders: Sequence[Path] = ()) -> tuple[Covered, ...]:
    """What the library holds, by jurisdiction."""
    found = []
    codes = dict.fromkeys([*(one.code for one in jurisdictions()), *(_codes(folders) if folders else ())])
    for code in codes:
        law = law_of(code, folders)
        rules = [rule for rule in law.rules if rule.jurisdiction == code]
        definitions = [rule for rule in law.definitions if rule.jurisdiction == code]
        citations = {citation for rule in (*rules, *definitions) for citation in rule.citations}
        owed = {rule.jurisdiction for rule in law.rules} - {code, "INT"}  # a pack of a union each
        found.append(
            Covered(
                code=code,
                title=next((one.title for one in jurisdictions() if one.code == code), code),
                rules=len(rules),
                definitions=len(definitions),
                citations=len(citations),
                verified=sum(citation.verified for citation in citations),
                cases=sum(len(rule.tests) for rule in rules),
                undecidable=sum(case.expect is Outcome.CANNOT_TELL for rule in rules for case in rule.tests),
                in_depth=code not in countries() or len(law.packs) - len(owed) > _TABLE_AND_INT,
            )
        )
    return tuple(found)


def new_pack(code: str) -> str:
    """The text of a pack to begin with, which loads and whose cases come out.

    Raises:
        InvalidData: not a two-letter code.
    """
    if not (len(code) == 2 and code.isalpha()):
        raise InvalidData(f"{code!r} is not a two-letter code of a state")
    beginning = files(__package__).joinpath("data/new-pack.yaml").read_text(encoding="utf-8")
    state = states().get(code.upper())
    places = {
        "{code}": code.upper(),
        "{low}": code.lower(),
        "{state}": state.names[0] if state else code.upper(),
    }
    for place, words in places.items():
        beginning = beginning.replace(place, words)
    return beginning


_TABLE_AND_INT = 2
_STALE = 366


def _codes(folders: Sequence[Path]) -> list[str]:
    if not folders:
        return [one.code for one in jurisdictions()]
    return sorted({entry.jurisdiction for folder in folders for _, entry, _ in packs_in(folder)})


def _of_rule(law: Law, rule: Rule, on: date) -> Iterator[Complaint]:
    valid = rule.entry.valid
    if valid.until and valid.until < on:
        yield Complaint(rule.id, f"no longer law since {valid.until}")
    for citation in rule.citations:
        if citation.checked is None:
            yield Complaint(rule.id, f"{_law(citation)}: nobody noted when it was checked")
        elif (on - citation.checked).days > _STALE:
            yield Complaint(rule.id, f"{_law(citation)}: last checked on {citation.checked}")
    if rule.entry.kind == "definition":
        return
    expected = Counter(case.expect for case in rule.tests)
    against = Outcome.DOES_NOT_APPLY if rule.entry.kind == "consequence" else Outcome.CONFLICTS
    wanted = [(Outcome.CONFORMS, 2), (Outcome.CANNOT_TELL, 1), *([(against, 2)] if rule.verified else [])]
    for outcome, number in wanted:
        if expected[outcome] < number:
            yield Complaint(
                rule.id, f"{expected[outcome]} cases that come out {outcome.value}; {number} wanted"
            )
    if rule.entry.governs:
        for other in law.rules:
            same = other.entry.governs == rule.entry.governs and other.id > rule.id
            if same and not _comes_first(law, rule, other):
                yield Complaint(
                    rule.id, f"governs {rule.entry.governs!r} like {other.id}; neither comes first"
                )


def _comes_first(law: Law, one: Rule, other: Rule) -> bool:
    pairs = ((one.id, other.id), (other.id, one.id))
    return any(prior.rule == first for first, then in pairs for prior in law.prior.get(then, ()))


def _unused(law: Law, folders: Sequence[Path], code: str) -> Iterator[Complaint]:
    rules = (*law.definitions, *law.rules)
    used = {name for rule in rules for name in rule.names()} | {rule.entry.concludes for rule in rules}
    entries: list[PackEntry] = [
        entry for folder in folders for _, entry, _ in packs_in(folder) if entry.jurisdiction == code
    ]
    cited = {citation for rule in rules for citation in (*rule.citations, *_cited(rule.exceptions))}
    if law.path:
        cited |= {law.citations[key] for step in law.path.steps for key in step.cite}
        cited |= {law.citations[key] for gate in law.path.gates for key in gate.cite}
    for entry in entries:
        for spec in entry.facts:
            if spec.name not in used:
                yield Complaint(entry.pack, f"no rule speaks of the fact {spec.name!r}")
        for key, citation in entry.citations.items():
            if citation not in cited:
                yield Complaint(entry.pack, f"no rule cites {key!r}")


def _cited(nodes: Sequence[Node]) -> Iterator[Citation]:
    for node in nodes:
        yield from node.citations
        yield from _cited(node.exceptions)


def _explained(law: Law, rule: Rule) -> Iterator[str]:
    entry = rule.entry
    yield f"{rule.id}: {entry.title}"
    yield f"  {entry.kind} of {rule.jurisdiction}, {entry.layer}, about {entry.topic}"
    for label, expression in (("applies when", rule.applies), ("when", rule.when), ("met when", rule.met)):
        if expression not in (ALWAYS, NEVER):
            yield from _worded(law, label, expression)
    if entry.concludes:
        yield f"  then: {law.facts[entry.concludes].question} yes"
    yield from _nodes(law, rule.exceptions, "  ")
    for prior in law.prior.get(rule.id, ()):
        yield f"  {prior.rule} comes before it: {prior.why}"
    for citation in rule.citations:
        standing = "read" if citation.verified else "NOT VERIFIED"
        yield f"  law: {_law(citation)}: {citation.rule} ({standing}; {citation.source}; {citation.checked})"
    if entry.consequence:
        yield f"  consequence: {entry.consequence}"
    if entry.cure:
        yield f"  cure: {entry.cure}"
    for case in rule.tests:
        facts = ", ".join(f"{name}={value}" for name, value in case.facts.items()) or "nothing known"
        yield f"  case: {facts}: {case.expect.value}"


def _worded(law: Law, label: str, expression: Expression) -> Iterator[str]:
    yield f"  {label}: {written(expression)}"
    for name in dict.fromkeys(names(expression)):
        yield f"    {name}: {law.facts[name].question}"


def _nodes(law: Law, nodes: Sequence[Node], indent: str) -> Iterator[str]:
    for node in nodes:
        kind = f"position of {node.holder}" if node.position else "exception"
        yield f"{indent}{kind} {node.id} ({node.effect}): {node.title}"
        yield from (indent + line for line in _worded(law, "when", node.when))
        yield from _nodes(law, node.exceptions, indent + "  ")


def _law(citation: Citation) -> str:
    return f"{citation.instrument}, {citation.pin}" if citation.pin else citation.instrument
