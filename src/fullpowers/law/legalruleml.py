"""The law of one jurisdiction as LegalRuleML 1.0 (OASIS standard of 30 August 2021), for exchange.

What the standard has a place for is written there: sources and associations, strength and status of
rules, overrides, alternatives (positions), times of efficacy, paraphrases. Expressions are written in
RuleML (``And``, ``Or``, ``Neg``, ``Atom``). Questions, patterns and cases are ours alone and stay behind.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from fullpowers.model import InvalidData

from .expressions import Compared, Every, Expression, Name, Not, Some
from .linking import Law, Node, Rule
from .packs import jurisdictions, law_of

_KIND = {
    "definition": "ConstitutiveStatement",
    "requirement": "PrescriptiveStatement",
    "prohibition": "PrescriptiveStatement",
    "consequence": "ConstitutiveStatement",
}


def legal_rule_ml(code: str) -> str:
    """The rules of a jurisdiction, those of the law of treaties left out unless ``code`` is ``INT``.

    Raises:
        InvalidData: there is no law of that jurisdiction.
    """
    if code not in {one.code for one in jurisdictions()}:
        raise InvalidData(f"there is no law pack for {code!r}")
    law = law_of(code)
    rules = [rule for rule in (*law.definitions, *law.rules) if rule.jurisdiction == code]
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<lrml:LegalRuleML xmlns:lrml="http://docs.oasis-open.org/legalruleml/ns/v1.0/" '
        'xmlns:ruleml="http://ruleml.org/spec">',
        *_sources(rules),
        *_overrides(law, rules),
        *(line for rule in rules for line in _association(rule)),
        "  <lrml:Statements>",
        *(line for rule in rules for line in _statement(rule)),
        "  </lrml:Statements>",
        "</lrml:LegalRuleML>",
    ]
    return "\n".join(lines) + "\n"


def _sources(rules: list[Rule]) -> Iterator[str]:
    yield "  <lrml:LegalSources>"
    for citation in dict.fromkeys(citation for rule in rules for citation in rule.citations):
        key = _key(f"{citation.instrument} {citation.pin}")
        standing = "read" if citation.verified else "not verified"
        yield (
            f"    <lrml:LegalSource key={quoteattr(key)} sameAs={quoteattr('urn:fullpowers:' + key)}>"
            f"<lrml:Comment>{escape(f'{citation.instrument}, {citation.pin}: {citation.rule}')} "
            f"[{standing}; {escape(citation.source)}; {citation.checked}]"
            "</lrml:Comment></lrml:LegalSource>"
        )
    yield "  </lrml:LegalSources>"


def _overrides(law: Law, rules: list[Rule]) -> Iterator[str]:
    found = [(prior, rule) for rule in rules for prior in law.prior.get(rule.id, ())]
    if found:
        yield "  <lrml:OverrideStatement>"
        for prior, rule in found:
            yield f'    <lrml:Override over="#{_key(prior.rule)}" under="#{_key(rule.id)}"/>'
        yield "  </lrml:OverrideStatement>"


def _association(rule: Rule) -> Iterator[str]:
    yield f'  <lrml:Context key="context-{_key(rule.id)}">'
    valid = rule.entry.valid
    if valid.since or valid.until:
        yield f"    <lrml:Comment>in force {valid.since or '...'} to {valid.until or '...'}</lrml:Comment>"
    yield "    <lrml:appliesAssociations><lrml:Associations><lrml:Association>"
    for citation in rule.citations:
        yield f'      <lrml:appliesSource keyref="#{_key(f"{citation.instrument} {citation.pin}")}"/>'
    yield f'      <lrml:toTarget keyref="#{_key(rule.id)}"/>'
    yield "    </lrml:Association></lrml:Associations></lrml:appliesAssociations>"
    yield "  </lrml:Context>"


def _statement(rule: Rule) -> Iterator[str]:
    kind = _KIND[rule.entry.kind]
    yield f'    <lrml:{kind} key="{_key(rule.id)}">'
    yield f"      <lrml:Paraphrase>{escape(rule.entry.title)}</lrml:Paraphrase>"
    yield '      <ruleml:Rule closure="universal">'
    yield "        <lrml:hasStrength><lrml:DefeasibleStrength/></lrml:hasStrength>"
    yield "        <ruleml:if>"
    terms: list[Expression] = [rule.applies, rule.when]
    if rule.entry.kind == "consequence":
        terms.append(Not(rule.met))
    yield from _formula(Every(tuple(terms)), 5)
    yield "        </ruleml:if>"
    yield "        <ruleml:then>"
    if rule.entry.kind == "requirement":
        yield "          <lrml:Obligation>"
        yield from _formula(rule.met, 6)
        yield "          </lrml:Obligation>"
    elif rule.entry.kind == "prohibition":
        yield "          <lrml:Prohibition>"
        yield from _formula(rule.when, 6)
        yield "          </lrml:Prohibition>"
    else:
        yield from _formula(Name(rule.entry.concludes or _key(rule.id)), 5)
    yield "        </ruleml:then>"
    yield "      </ruleml:Rule>"
    for node in rule.exceptions:
        yield from _exception(node)
    yield f"    </lrml:{kind}>"


def _exception(node: Node) -> Iterator[str]:
    kind = f"alternative reading of {node.holder}" if node.position else f"exception, {node.effect}"
    text = escape(f"{kind}: {node.title}")
    yield f"      <lrml:Comment key={quoteattr(_key(node.id))}>{text}</lrml:Comment>"
    for child in node.exceptions:
        yield from _exception(child)


def _formula(expression: Expression, depth: int) -> Iterator[str]:
    pad = "  " * depth
    match expression:
        case Name(name):
            yield f"{pad}<ruleml:Atom><ruleml:Rel>{escape(name)}</ruleml:Rel></ruleml:Atom>"
        case Compared(name, sign, number):
            yield (
                f"{pad}<ruleml:Atom><ruleml:Rel>{escape(sign)}</ruleml:Rel>"
                f"<ruleml:Ind>{escape(name)}</ruleml:Ind><ruleml:Data>{number:g}</ruleml:Data></ruleml:Atom>"
            )
        case Not(term):
            yield f"{pad}<ruleml:Neg>"
            yield from _formula(term, depth + 1)
            yield f"{pad}</ruleml:Neg>"
        case Every(terms) | Some(terms):
            tag = "And" if isinstance(expression, Every) else "Or"
            yield f"{pad}<ruleml:{tag}>"
            for term in terms:
                yield from _formula(term, depth + 1)
            yield f"{pad}</ruleml:{tag}>"


def _key(text: str) -> str:
    return "".join(letter if letter.isalnum() else "-" for letter in text).strip("-")
