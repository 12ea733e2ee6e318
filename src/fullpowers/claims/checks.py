"""What the text says to a statement, topic by topic; figures, forces and presence, never truth."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from fullpowers.model import (
    Analysis,
    BindingForce,
    ClaimStatus,
    Force,
    Instrument,
    Modality,
    Opinion,
    Outcome,
    Passage,
    Term,
    TermKind,
    Truth,
    Undertaking,
)

from .lists import Topic, found, topics
from .numbers import amounts, durations, shares


@dataclass(frozen=True, slots=True)
class Text:
    """The draft that a statement is held against."""

    instrument: Instrument
    analysis: Analysis
    opinion: Opinion | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one check says."""

    status: ClaimStatus
    reason: str
    passages: tuple[Passage, ...] = ()
    topic: str = ""


Check = Callable[[str, Topic, Text], Iterator[Verdict]]


def check(statement: str, text: Text) -> tuple[Verdict, ...]:
    """Every verdict on a statement, one for each thing in it that can be held against the text."""
    verdicts: list[Verdict] = []
    for topic in topics().topics:
        if found(topic.words, statement):
            verdicts += _CHECKS[topic.check](statement, topic, text)
    return tuple(verdicts) or (_untouched(statement, text),)


def _untouched(statement: str, text: Text) -> Verdict:
    """A statement that touches no term: the same words in the text, or what it is instead."""
    same = _same_words(statement, text)
    if same is not None:
        return Verdict(ClaimStatus.SUPPORTED, "The text has these words.", (same,))
    if found(topics().opinions, statement):
        return Verdict(ClaimStatus.NOT_CHECKABLE, "An opinion: a text cannot settle it.")
    if found(topics().future, statement):
        return Verdict(ClaimStatus.NOT_CHECKABLE, "A plan, promise or prediction: a text cannot settle it.")
    return Verdict(ClaimStatus.NOT_CHECKABLE, "It is about what happened, not about what the text says.")


# -- figures -----------------------------------------------------------------------------------


def _share(statement: str, topic: Topic, text: Text) -> Iterator[Verdict]:
    kinds = (TermKind.REVENUE_SHARE, TermKind.OWNERSHIP, TermKind.ROYALTY, TermKind.PERCENTAGE)
    terms = [term for term in _terms(text, *kinds) if _percent(term) is not None]
    for share, words in shares(statement):
        wanted = _resources(words)
        fitting = [term for term in terms if _speaks_of(term, wanted, words)]
        if not fitting:
            yield Verdict(
                ClaimStatus.NOT_IN_TEXT,
                f"The text has no share of {_named(wanted)} to compare with.",
                (),
                topic.id,
            )
        elif share is None:
            yield _compared(words, fitting, terms, topic)
        else:
            yield _figure(share, words, fitting, topic)


def _figure(share: Decimal, words: str, fitting: list[Term], topic: Topic) -> Verdict:
    same = [term for term in fitting if abs((_percent(term) or 0) - share) < 1]
    if not same:
        there = ", ".join(f"{float(_percent(term) or 0):g} percent" for term in fitting)
        return Verdict(
            ClaimStatus.CONTRADICTED,
            f"The claim says {share:.3g} percent, the text {there}.",
            _evidence(fitting),
            topic.id,
        )
    term = same[0]
    if found(r"\bstake\b|\bown(?:s|ed|ership)?\b", words) and term.kind is TermKind.REVENUE_SHARE:
        return Verdict(
            ClaimStatus.PARTLY,
            f"The figure agrees ({share:.3g} percent), the base does not: the text speaks of revenues"
            + (f" for {term.beneficiary}" if term.beneficiary else "")
            + ", not of a stake in what is in the ground.",
            _evidence(same),
            topic.id,
        )
    return Verdict(
        ClaimStatus.SUPPORTED,
        f"The text has {float(_percent(term) or 0):g} percent.",
        _evidence(same),
        topic.id,
    )


def _compared(words: str, fitting: list[Term], terms: list[Term], topic: Topic) -> Verdict:
    """A share said to be greater or smaller than the others, without a figure."""
    ours = max(_percent(term) or Decimal(0) for term in fitting)
    others = [
        _percent(term) or Decimal(0) for term in terms if term not in fitting and term.kind is fitting[0].kind
    ]
    if not others:
        return Verdict(
            ClaimStatus.CONTRADICTED if len(fitting) == 1 and len(terms) == 1 else ClaimStatus.NOT_CHECKABLE,
            f"The text has one share for all resources, {ours:g} percent."
            if len(terms) == 1
            else "The text has no other share to compare with.",
            _evidence(fitting), topic.id,
        )  # fmt: skip
    greater = bool(found(topics().more, words))
    holds = ours > max(others) if greater else ours < min(others)
    return Verdict(
        ClaimStatus.SUPPORTED if holds else ClaimStatus.CONTRADICTED,
        f"The text has {ours:g} percent here, {', '.join(f'{other:g}' for other in others)} elsewhere.",
        _evidence(fitting), topic.id,
    )  # fmt: skip


def _amount(statement: str, topic: Topic, text: Text) -> Iterator[Verdict]:
    terms = [
        term
        for term in _terms(text, TermKind.AMOUNT, TermKind.CAP, TermKind.MINIMUM_COMMITMENT, TermKind.FLOOR)
        if term.quantity is not None
    ]
    for amount, currency in amounts(statement):
        same = [
            term
            for term in terms
            if term.quantity is not None
            and term.quantity.amount == amount
            and currency in ("", term.quantity.unit)
        ]
        if not same:
            yield Verdict(
                ClaimStatus.NOT_IN_TEXT, f"The text does not have this sum ({amount:,.0f}).", (), topic.id
            )
            continue
        clause = _undertaking(same[0].passage, text)
        if found(
            r"\bbound\b|\bmust\b|\bshall\b|\bowes?\b|\bobliged\b|\bcommit\w*|\bguarantee", statement
        ) and _soft(clause):
            yield Verdict(
                ClaimStatus.PARTLY,
                "The sum agrees, the force does not: the text only speaks of an intention.",
                _evidence(same, clause), topic.id,
            )  # fmt: skip
        else:
            yield Verdict(ClaimStatus.SUPPORTED, "The text has this sum.", _evidence(same), topic.id)


def _duration(statement: str, topic: Topic, text: Text) -> Iterator[Verdict]:
    leaving = bool(found(r"leave|withdraw|terminat|notice|exit|denounc", statement))
    lasting = bool(found(r"\blast|in force|tied|run for|remain|duration|valid", statement))
    if not (leaving or lasting):
        return
    kinds = (TermKind.NOTICE_PERIOD,) if leaving else (TermKind.DURATION, TermKind.RENEWAL)
    terms = [term for term in _terms(text, *kinds) if _days(term) is not None]
    for days, words in durations(statement):
        if not terms:
            yield Verdict(ClaimStatus.NOT_IN_TEXT, "The text has no such period.", (), topic.id)
            continue
        same = [term for term in terms if abs((_days(term) or 0) - days) <= 0.03 * days]
        status = ClaimStatus.SUPPORTED if same else ClaimStatus.CONTRADICTED
        there = ", ".join(term.label for term in same or terms)
        yield Verdict(
            status, f"The claim says {words}, the text: {there}.", _evidence(same or terms), topic.id
        )


# -- force and presence ------------------------------------------------------------------------


def _guarantee(statement: str, topic: Topic, text: Text) -> Iterator[Verdict]:
    spoken = list(_terms(text, TermKind.SECURITY_GUARANTEE))
    firm = [term for term in spoken if _firm(_undertaking(term.passage, text)) and _promises(term, text)]
    denied = bool(found(topics().negations, statement))
    if firm:
        status = ClaimStatus.CONTRADICTED if denied else ClaimStatus.SUPPORTED
        yield Verdict(status, "The text holds a duty that speaks of a guarantee.", _evidence(firm), topic.id)
        return
    nearest = " Nearest to it are the words shown." if spoken else ""
    reason = f"No duty to guarantee security was found in the text.{nearest}"
    status = ClaimStatus.SUPPORTED if denied else ClaimStatus.CONTRADICTED
    yield Verdict(status, reason, _evidence(spoken), topic.id)


def _ratification(statement: str, topic: Topic, text: Text) -> Iterator[Verdict]:
    denied = bool(found(topics().negations, statement))
    terms = list(_terms(text, TermKind.RATIFICATION))
    own = [
        term
        for term in terms
        if not term.about and found(r"ratif|approv|parliament|legislature|ратифік", term.passage.quote)
    ]
    procedures = [
        term
        for term in _terms(text, TermKind.ENTRY_INTO_FORCE, TermKind.RATIFICATION)
        if not term.about
        and found(r"domestic|internal|constitutional|procedures|внутрішн", term.passage.quote + term.label)
    ]
    law = _law_of_consent(text)
    if own:
        status = ClaimStatus.CONTRADICTED if denied else ClaimStatus.SUPPORTED
        yield Verdict(status, "The text itself asks for ratification." + law, _evidence(own), topic.id)
    elif procedures:
        reason = (
            "The text makes its entry into force wait for domestic procedures; it does not name parliament."
        )
        yield Verdict(ClaimStatus.PARTLY, reason + law, _evidence(procedures), topic.id)
    elif terms:
        reason = "The text asks for ratification of another instrument, not of itself."
        yield Verdict(ClaimStatus.PARTLY, reason + law, _evidence(terms), topic.id)
    else:
        yield Verdict(ClaimStatus.NOT_IN_TEXT, "The text says nothing of ratification." + law, (), topic.id)


def _law_of_consent(text: Text) -> str:
    path = text.opinion.path if text.opinion else None
    if path is None:
        return ""
    said = {
        Truth.TRUE: "By the law that was checked, the legislature must consent.",
        Truth.FALSE: "By the law that was checked, the legislature need not consent.",
        Truth.UNKNOWN: "Whether the legislature must consent by law cannot be told.",
    }
    return " " + said[path.needed]


def _conformity(_: str, topic: Topic, text: Text) -> Iterator[Verdict]:
    clauses = list(_terms(text, TermKind.CONFORMITY_WITH_LAW))
    reason = "A question of law, which the text cannot settle about itself."
    if text.opinion is not None:
        outcomes = [finding.outcome for finding in text.opinion.findings]
        reason += (
            f" Of the rules that were checked {outcomes.count(Outcome.CONFLICTS)} conflict and "
            f"{outcomes.count(Outcome.CANNOT_TELL)} cannot be told."
        )
    if clauses:
        reason += " The text does speak of conformity, in the words shown."
    yield Verdict(ClaimStatus.NOT_CHECKABLE, reason, _evidence(clauses), topic.id)


def _binding(statement: str, topic: Topic, text: Text) -> Iterator[Verdict]:
    if found(r"less[- ]binding|more binding", statement):
        reason = "It compares with another draft; held against this text alone it cannot be told."
        yield Verdict(ClaimStatus.NOT_CHECKABLE, reason, (), topic.id)
        return
    force = text.analysis.bindingness.force
    denied = bool(found(r"non-binding|\bnot\b|\bno\b|не обов", statement))
    passages = tuple(indicator.passage for indicator in text.analysis.bindingness.indicators[:3])
    binds = {BindingForce.BINDING_DECLARED: True, BindingForce.BINDING: True,
             BindingForce.CONTRACT: True,
             BindingForce.NON_BINDING: False,
             BindingForce.NON_BINDING_DECLARED: False}.get(force)  # fmt: skip
    if binds is None:
        status = ClaimStatus.PARTLY if force is BindingForce.HYBRID else ClaimStatus.NOT_CHECKABLE
    else:
        status = ClaimStatus.SUPPORTED if binds is not denied else ClaimStatus.CONTRADICTED
    yield Verdict(status, f"The text: {text.analysis.bindingness.reason}", passages, topic.id)


def _presence(statement: str, topic: Topic, text: Text) -> Iterator[Verdict]:
    places = [term.passage for term in _terms(text, TermKind(topic.kind))]
    if not places:
        # a right that the text denies is no term, but the text does speak of it
        places = [
            text.instrument.passage(*match.span())
            for match in re.finditer(topic.words, text.instrument.text, re.IGNORECASE)
        ][:3]
    denied = bool(found(topics().negations, statement))
    if not places:
        status = ClaimStatus.SUPPORTED if denied else ClaimStatus.NOT_IN_TEXT
        yield Verdict(status, f"No words on {topic.kind} were found in the text.", (), topic.id)
        return
    named = re.search(topic.named, statement) if topic.named else None
    if named and not denied and not any(named["name"] in _sentence(place, text) for place in places):
        reason = f"The claim names {named['name']}; the text has other words for it, which are shown."
        yield Verdict(ClaimStatus.CONTRADICTED, reason, tuple(places[:3]), topic.id)
        return
    refused = all(found(topics().negations, _sentence(place, text)) for place in places)
    status = ClaimStatus.SUPPORTED if refused is denied else ClaimStatus.CONTRADICTED
    reason = f"The text {'excludes' if refused else 'speaks of'} it, in the words shown."
    yield Verdict(status, reason, tuple(places[:3]), topic.id)


def _words(statement: str, topic: Topic, text: Text) -> Iterator[Verdict]:
    names = re.findall(r"(?<![.!?] )(?<!^)\b[A-Z][a-z]{3,}\b", statement)
    missing = [name for name in names if name[:5] not in text.instrument.text]
    if missing:
        yield Verdict(
            ClaimStatus.NOT_IN_TEXT, f"The text does not mention {', '.join(missing)}.", (), topic.id
        )


_CHECKS: dict[str, Check] = {
    "share": _share,
    "amount": _amount,
    "duration": _duration,
    "guarantee": _guarantee,
    "ratification": _ratification,
    "conformity": _conformity,
    "binding": _binding,
    "presence": _presence,
    "words": _words,
}


# -- the text ----------------------------------------------------------------------------------


def _terms(text: Text, *kinds: TermKind) -> Iterator[Term]:
    return (term for term in text.analysis.terms if term.kind in kinds)


def _percent(term: Term) -> Decimal | None:
    quantity = term.quantity
    if quantity is None or quantity.unit not in ("percent", "fraction"):
        return None
    return quantity.amount * (100 if quantity.unit == "fraction" else 1)


def _days(term: Term) -> float | None:
    quantity = term.quantity
    per = {"day": 1.0, "month": 30.4, "year": 365.25, "business day": 1.4}
    return float(quantity.amount) * per[quantity.unit] if quantity and quantity.unit in per else None


def _resources(words: str) -> tuple[str, ...]:
    return tuple(name for name, pattern in topics().resources.items() if found(pattern, words))


def _speaks_of(term: Term, wanted: tuple[str, ...], words: str) -> bool:
    about = " ".join(
        (term.label, term.base.quote if term.base else "", *(passage.quote for passage in term.qualifiers))
    )
    if term.kind is TermKind.OWNERSHIP and not wanted:
        return bool(found(r"\bfund\b|\bown|\bhalf and half|\binterests?\b|\bequity\b", words))
    if not wanted:
        return term.kind is not TermKind.OWNERSHIP
    own = _resources(term.label + " " + (term.base.quote if term.base else ""))
    return any(name in (own or _resources(about)) for name in wanted)


def _named(resources: tuple[str, ...]) -> str:
    return " and ".join(resources) or "this kind"


def _undertaking(passage: Passage, text: Text) -> Undertaking | None:
    return next(
        (one for one in text.analysis.undertakings if one.passage.start <= passage.start < one.passage.end),
        None,
    )


def _soft(clause: Undertaking | None) -> bool:
    return clause is not None and (
        clause.modality is Modality.INTENTION
        or clause.force in (Force.ASPIRATIONAL, Force.BEST_EFFORTS, Force.RECITAL)
    )


def _firm(clause: Undertaking | None) -> bool:
    return clause is not None and clause.modality is Modality.OBLIGATION and not _soft(clause)


def _promises(term: Term, text: Text) -> bool:
    """Whether the clause promises the guarantee itself, and not efforts towards one."""
    sentence = _sentence(term.passage, text)
    return bool(
        found(
            r"\b(?:shall|will|must|undertakes? to|guarantees?)\b[^.;]{0,60}\b(?:guarantee|defend|assist)",
            sentence,
        )
    ) and not found(r"support|efforts?|seek|strive|obtain|negotiat", sentence)


def _sentence(passage: Passage, text: Text) -> str:
    whole = text.instrument.text
    begin = max(whole.rfind(". ", 0, passage.start), whole.rfind("\n", 0, passage.start)) + 1
    ends = [end for end in (whole.find(". ", passage.start), whole.find("\n", passage.start)) if end >= 0]
    return whole[begin : min(ends, default=len(whole))]


def _evidence(terms: list[Term], clause: Undertaking | None = None) -> tuple[Passage, ...]:
    found_there = [term.passage for term in terms[:3]] + ([clause.passage] if clause else [])
    return tuple(dict.fromkeys(found_there))


_COMMON = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "and",
        "or",
        "that",
        "this",
        "it",
        "its",
        "is",
        "are",
        "was",
        "be",
        "been",
        "by",
        "for",
        "with",
        "as",
        "at",
        "from",
        "says",
        "say",
        "said",
        "so",
        "many",
        "words",
        "agreement",
        "text",
        "draft",
        "deal",
        "which",
        "who",
        "will",
        "would",
        "we",
        "our",
        "they",
        "their",
        "he",
        "she",
        "has",
        "have",
        "had",
        "not",
        "no",
    ]
)


def _same_words(statement: str, text: Text) -> Passage | None:
    """The sentence that has nearly all the telling words of the statement, with the same negation."""
    wanted = _telling(statement)
    if len(wanted) < 3:
        return None
    denied = bool(found(topics().negations, statement))
    for match in re.finditer(r"[^.\n;]{20,}", text.instrument.text):
        sentence = match.group()
        if len(wanted & _telling(sentence)) >= 0.85 * len(wanted) and (
            bool(found(topics().negations, sentence)) is denied or not denied
        ):
            start = match.start() + len(sentence) - len(sentence.lstrip())
            return text.instrument.passage(start, match.start() + len(sentence.rstrip()))
    return None


def _telling(words: str) -> set[str]:
    return {word[:6] for word in re.findall(r"\w{3,}", words.casefold()) if word not in _COMMON}
