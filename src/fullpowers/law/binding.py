"""Whether the instrument binds, as what, and which of its provisions do: findings of their own.

How the words are weighed is the language room's business. What is added here is law: whether it is a treaty
or a contract under domestic law, and the tests of VCLT 2(1)(a) and 22 CFR 181.2(a) element by element.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from fullpowers.model import (
    Analysis,
    BindingForce,
    Citation,
    Finding,
    Force,
    Instrument,
    Modality,
    Outcome,
    Passage,
    Provision,
    ProvisionKind,
    Severity,
    Trace,
    Truth,
    Undertaking,
)

from .expressions import Name
from .findings import Case
from .same import Same

_SAYS = {
    BindingForce.BINDING_DECLARED: "The text declares itself binding.",
    BindingForce.BINDING: "The text does not declare itself binding, and does what only binding texts do.",
    BindingForce.CONTRACT: "The text puts itself under the law of a state.",
    BindingForce.HYBRID: "The text is a hybrid: some of it is written to bind, some of it is not.",
    BindingForce.NON_BINDING: "The text is written as one that does not bind.",
    BindingForce.NON_BINDING_DECLARED: "The text declares itself not binding.",
    BindingForce.CANNOT_TELL: "Whether the text binds cannot be told from its words.",
}
_CONTRACT = (
    "It puts itself under the law of a state. If it binds, it binds as a contract under that law, not as "
    "a treaty: its courts or arbitrators enforce it, and no rule on treaties protects either side."
)
_DUTY = re.compile(r"\b(?:shall|must|undertak\w+|agrees?|oblig\w+|commits?)\b", re.IGNORECASE)
"""Words of duty that arrangements do not use; "will" and the present tense are in use for both."""
_OPEN = {BindingForce.HYBRID, BindingForce.CANNOT_TELL}
_BINDS = {BindingForce.BINDING, BindingForce.BINDING_DECLARED, BindingForce.CONTRACT}
_MOST = 8
"""Passages of one finding."""
_NAMED = 12
"""Provisions that a sentence names; the trace has all."""


def binding_findings(case: Case, instrument: Instrument, analysis: Analysis) -> Iterator[Finding]:
    """The finding on the whole, and that on its provisions, where the analysis has signs for or against.

    ``conforms`` means that the signs agree on an answer; a hybrid, or a text without clear signs, is
    open, with what would settle it.
    """
    if analysis.bindingness.indicators:
        yield _whole(case, analysis)
    yield from _by_provision(Same(instrument), Same(analysis), case.law.citations["vclt.2"])


def _whole(case: Case, analysis: Analysis) -> Finding:
    found = analysis.bindingness
    open_ = found.force in _OPEN
    domestic = case.truth(Name("chooses_domestic_law")) is Truth.TRUE and not _nonbinding(found.force)
    name = "contract under domestic law" if domestic and not open_ else found.force.value
    signs = tuple(sign.passage for sign in found.indicators)
    law = case.facts["chooses_domestic_law"].passages if domestic else ()
    return Finding(
        rule="int.binding_force",
        title="Binding force",
        jurisdiction="INT",
        layer="international",
        outcome=Outcome.CANNOT_TELL if open_ else Outcome.CONFORMS,
        severity=Severity.CAUTION if open_ or found.force in _BINDS else Severity.INFO,
        explanation=" ".join(
            [f"{_SAYS[found.force]} {found.reason}".strip(), *([_CONTRACT] if domestic else [])]
        ),
        citations=tuple(case.law.citations[key] for key in ("vclt.2", "int.cfr.181.2", "int.cfr.181.2.rest")),
        trace=Trace(
            f"binding force: {name}",
            Truth.UNKNOWN if open_ else Truth.TRUE if found.force in _BINDS else Truth.FALSE,
            (*_tests(case, analysis), *_signs(analysis)),
        ),
        passages=tuple(dict.fromkeys((*law, *signs)))[:_MOST],
        settles=found.settles if open_ else (),
        kind="consequence",
        topic="binding",
    )


def _nonbinding(force: BindingForce) -> bool:
    return force in (BindingForce.NON_BINDING, BindingForce.NON_BINDING_DECLARED)


def _signs(analysis: Analysis) -> Iterator[Trace]:
    for sign in analysis.bindingness.indicators:
        words = " ".join(sign.passage.quote.split())[:120]
        # a law is chosen for what is meant to bind; a state's own law then makes it a contract
        what = f"{sign.layer} ({sign.rule}): “{words}”"
        yield Trace(what, Truth.TRUE if sign.binding else Truth.FALSE, passages=(sign.passage,))


def _tests(case: Case, analysis: Analysis) -> Iterator[Trace]:
    """The two legal tests, element by element: each a fact with its passages, or with why it is open."""
    intent = _element(case, "intends_to_bind")
    elements = ("written", "between_states", "governed_by_international_law")
    yield Trace(
        "treaty by VCLT 2(1)(a)",
        case.truth(Name("is_treaty")),
        (*(_element(case, name) for name in elements), intent),
    )
    specific = tuple(one.passage for one in analysis.undertakings if one.specific and _duty(one))
    yield Trace(
        "international agreement by 22 CFR 181.2(a)",
        case.truth(Name("is_treaty")),
        (
            intent,
            _element(case, "governed_by_international_law"),
            Trace("significance: a matter of judgment, outside the text", Truth.UNKNOWN),
            Trace(
                f"specificity: {len(specific)} duties with a figure, a date or a veto",
                Truth.TRUE if specific else Truth.FALSE,
                passages=specific[:_MOST],
            ),
            _element(case, "between_states"),
            Trace("form does not decide", Truth.TRUE),
        ),
    )


def _element(case: Case, name: str) -> Trace:
    fact, truth = case.facts[name], case.truth(Name(name))
    why = f" ({fact.why_unknown})" if truth is Truth.UNKNOWN and fact.why_unknown else ""
    return Trace(fact.question + why, truth, passages=fact.passages)


@dataclass(frozen=True, slots=True)
class _Bound:
    """How one provision binds."""

    name: str
    how: str
    truth: Truth
    counts: Mapping[str, int]
    passages: tuple[Passage, ...]


_DUTIES, _HYBRID, _EITHER, _INTENDS = "binds", "is a hybrid", "can be read both ways", "states intentions"
_TRUTH = {_DUTIES: Truth.TRUE, _HYBRID: Truth.UNKNOWN, _EITHER: Truth.UNKNOWN, _INTENDS: Truth.FALSE}
_UNITS = (ProvisionKind.ARTICLE, ProvisionKind.SECTION, ProvisionKind.PARAGRAPH, ProvisionKind.ANNEX)


def _provisions(instrument: Instrument, analysis: Analysis) -> Iterator[_Bound]:
    """The provisions that hold promises, in the order of the text, articles as wholes."""
    units = tuple(_units(instrument.provisions))
    starts = [unit.start for unit in units]
    held: dict[int, list[Undertaking]] = {}
    for one in analysis.undertakings:
        index = bisect_right(starts, one.passage.start) - 1
        within = index >= 0 and one.passage.start < units[index].end
        if within and one.force is not Force.RECITAL and (_duty(one) or _soft(one)):
            held.setdefault(index, []).append(one)
    plain = _plain(analysis)
    for index, promises in sorted(held.items()):
        how = _how(promises, plain)
        yield _Bound(
            name=_named(units[index]),
            how=how,
            truth=_TRUTH[how],
            counts=Counter(one.force.value for one in promises),
            passages=tuple(one.passage for one in promises),
        )


def _units(provisions: Sequence[Provision]) -> Iterator[Provision]:
    """The outermost articles, or what stands for articles."""
    for provision in provisions:
        if provision.kind in _UNITS:
            yield provision
        else:
            yield from _units(provision.children)


def _plain(analysis: Analysis) -> bool:
    """Whether "will" is a duty here: the text binds, or says that all but some parts of it do."""
    found = analysis.bindingness
    return found.force in _BINDS or any(
        one.rule == "part-declared" and one.binding for one in found.indicators
    )


def _how(promises: list[Undertaking], plain: bool) -> str:
    """Duties, intentions, or both; in a text that is not plainly binding a "will" can be read both ways."""
    soft = any(_soft(one) for one in promises)
    duties = [one for one in promises if not _soft(one)]
    firm = [one for one in duties if plain or _DUTY.search(one.marker.quote)]
    if not duties:
        return _INTENDS
    if not firm:
        return _HYBRID if soft else _EITHER
    return _HYBRID if soft or len(firm) < len(duties) else _DUTIES


def _duty(one: Undertaking) -> bool:
    duty = one.modality in (Modality.OBLIGATION, Modality.PROHIBITION, Modality.NO_ENTITLEMENT)
    return duty and not _soft(one)


def _soft(one: Undertaking) -> bool:
    return one.force is Force.ASPIRATIONAL or one.modality is Modality.INTENTION


def _named(provision: Provision) -> str:
    number = provision.number or provision.path
    return number if number[0].isalpha() else f"section {number}"


@lru_cache(maxsize=4)
def _by_provision(
    instrument: Same[Instrument], analysis: Same[Analysis], cited: Citation
) -> tuple[Finding, ...]:
    """The finding on the provisions, kept for the next jurisdiction: it is the same under every law."""
    provisions = tuple(_provisions(instrument.value, analysis.value))
    if not provisions:
        return ()
    hybrid = (
        any(one.truth is Truth.UNKNOWN for one in provisions) or len({one.truth for one in provisions}) > 1
    )
    said = [_list(provisions, how) for how in _SENTENCE]
    finding = Finding(
        rule="int.binding_provisions",
        title="Which provisions bind",
        jurisdiction="INT",
        layer="international",
        outcome=Outcome.CONFORMS,
        severity=Severity.CAUTION if hybrid else Severity.INFO,
        explanation=" ".join(line for line in said if line),
        citations=(cited,),
        trace=Trace(
            "by provision: words of duty, and words of intention",
            Truth.UNKNOWN if hybrid else provisions[0].truth,
            tuple(_told(one) for one in provisions),
        ),
        passages=tuple(one.passages[0] for one in provisions if one.truth is not Truth.TRUE)[:_MOST]
        or tuple(one.passages[0] for one in provisions)[:_MOST],
        kind="consequence",
        topic="binding",
    )
    return (finding,)


_SENTENCE = {
    _DUTIES: "Written to bind: {names}.",
    _HYBRID: "Hybrids, with words of duty and of intention side by side: {names}.",
    _EITHER: "Promises that can be read as duties or as intentions: {names}.",
    _INTENDS: "Intentions only: {names}.",
}


def _list(provisions: tuple[_Bound, ...], how: str) -> str:
    names = [one.name for one in provisions if one.how == how]
    if not names:
        return ""
    more = [f"and {len(names) - _NAMED} more"] if len(names) > _NAMED else []
    return _SENTENCE[how].format(names=", ".join([*names[:_NAMED], *more]))


def _told(one: _Bound) -> Trace:
    counts = ", ".join(f"{one.counts[force]} {force}" for force in Force if one.counts[force])
    return Trace(f"{one.name} {one.how}: {counts}", one.truth, passages=one.passages[:3])
