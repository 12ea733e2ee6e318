"""Whether the instrument as a whole binds: declarations first, then legal acts, then style; never a score.

Method: language.md 1.4. What the instrument says of itself decides; where it says nothing, the acts that
only binding instruments provide for; where there are none, the words of its clauses. When one layer
contradicts another the instrument is a hybrid, and the reason says which and why. One that puts itself under
the law of a state binds, if at all, as a contract under that law: an answer of its own.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from fullpowers.model import BindingForce, Bindingness, Instrument, Term, TermKind

from .parts import Parts
from .sentences import Sentence
from .signs import CHOICE_OF_LAW, Signs, chooses_law, find_signs, with_laws
from .traditions import Chosen

_BOUND = (BindingForce.BINDING, BindingForce.BINDING_DECLARED, BindingForce.HYBRID, BindingForce.CONTRACT)


def weigh_binding(
    instrument: Instrument, sentences: Sequence[Sentence], chosen: Chosen, terms: Sequence[Term]
) -> tuple[Bindingness, Parts]:
    """How binding ``instrument`` is and why, and the parts of it that say otherwise of themselves.

    ``terms`` are what was read out of it: of them the choice of a state's law matters.
    """
    signs = find_signs(instrument, sentences, chosen)
    force, reason = _under_law(_laws(terms), signs, *_conclusion(signs))
    if force is BindingForce.NON_BINDING and not instrument.parties:
        force = BindingForce.CANNOT_TELL
        reason = (
            "It names no parties, so that it may be a promise of one side, which can bind by itself; its "
            "words are those of an arrangement."
        )
    signs = with_laws(signs, _laws(terms))
    bound = tuple(party.name for party in instrument.parties) if force in _BOUND else ()
    return (
        Bindingness(
            force=force,
            reason=reason,
            indicators=signs.indicators,
            settles=_settles(signs, force),
            tips=_tips(signs, force),
            tradition=_tradition(signs, force, chosen),
            chosen=chosen.reason,
            bound=bound,
        ),
        signs.parts,
    )


def _laws(terms: Sequence[Term]) -> tuple[Term, ...]:
    """Choices of a state's law for this instrument itself."""
    return tuple(
        term
        for term in terms
        if term.kind is TermKind.GOVERNING_LAW and not term.about and chooses_law(term.passage.quote)
    )


def _under_law(
    laws: Sequence[Term], signs: Signs, force: BindingForce, reason: str
) -> tuple[BindingForce, str]:
    """The conclusion when a state's own law governs the text: a contract, or treaty acts beside it."""
    if not laws or force in (BindingForce.NON_BINDING_DECLARED, BindingForce.NON_BINDING):
        return force, reason
    if signs.parts.excepting:
        return force, reason  # the law is chosen for the parts that are left out of the denial
    acts = signs.of(*_TREATY_ACTS)
    if acts:
        return (
            BindingForce.HYBRID,
            "It has the legal acts of a treaty and puts itself under the law of a state all the same. "
            + reason,
        )
    law = _law_named(laws[0])
    declared = " It declares itself binding." if force is BindingForce.BINDING_DECLARED else ""
    return (
        BindingForce.CONTRACT,
        f"It puts itself under {law}: it binds, if at all, as a contract under that law, not as a treaty."
        + declared,
    )


def _law_named(chosen: Term) -> str:
    """``the law of England``, ``Swiss law``, without what is said of conflicts of laws."""
    name = _BEHIND_A_LAW.split(chosen.value)[0].strip()
    if not name.removeprefix("the ")[:1].isupper():
        return "the law of a state"
    adjective = re.search(rf"\b{re.escape(name)} law\b", chosen.passage.quote)
    return f"{name} law" if adjective else f"the law of {name}"


_BEHIND_A_LAW = re.compile(r"[,;(]|\s(?:without|excluding|irrespective|regardless|exclusive|except|as)\b")
_TREATY_ACTS = (
    "ratification",
    "internal-procedures",
    "registration",
    "depositary",
    "provisional-application",
)
"""Rules of acts that no contract under domestic law has."""


def _conclusion(signs: Signs) -> tuple[BindingForce, str]:
    whole = [
        sign for sign in signs.indicators if sign.layer == "declaration" and sign.rule != "part-declared"
    ]
    declared = any(sign.binding for sign in whole)
    denied = any(not sign.binding for sign in whole) or signs.parts.excepting
    acts, soft = signs.acts(), signs.soft
    if declared and denied:
        return BindingForce.HYBRID, "It declares itself binding and not binding in different places."
    if denied:
        if signs.parts.binding or signs.parts.excepting:
            return (
                BindingForce.HYBRID,
                "It declares itself not binding, with an exception for parts of it."
                if signs.parts.excepting
                else "It declares itself not binding, but for parts of it that it declares binding.",
            )
        kinds = f"{acts} kinds of clause that are" if acts != 1 else "one kind of clause that is"
        furniture = f" It has {kinds} usual in treaties all the same." if acts else ""
        return BindingForce.NON_BINDING_DECLARED, "It declares itself not binding." + furniture
    if signs.parts.not_binding:
        return (
            BindingForce.HYBRID,
            "Parts of it are declared to be intentions or not binding; the rest is to bind.",
        )
    words = (
        f"{signs.arrangement} of its {signs.arrangement + signs.treaty} words of duty are those of an "
        f"arrangement"
    )
    if declared:
        if soft >= 0.6 and acts < 2:
            return (
                BindingForce.HYBRID,
                f"It declares itself binding, but is written as an arrangement: {words} (will, intend, "
                f"seek).",
            )
        return BindingForce.BINDING_DECLARED, "It declares itself binding."
    return _undeclared(signs, acts, soft, words)


def _undeclared(signs: Signs, acts: int, soft: float, words: str) -> tuple[BindingForce, str]:
    if acts >= 2 or (acts == 1 and soft < 0.6):
        if soft >= 0.6 and signs.intent > max(3, signs.treaty):
            return (
                BindingForce.HYBRID,
                f"It has the legal acts of a treaty, but is written as an arrangement: {words}.",
            )
        kinds = "kinds of legal act" if acts != 1 else "kind of legal act"
        return (
            BindingForce.BINDING,
            f"It does not say so itself, but provides for {acts} {kinds} that only binding instruments have.",
        )
    if acts == 1:
        return (
            BindingForce.HYBRID,
            f"One clause is that of a binding instrument, but it is written as an arrangement: {words}.",
        )
    if signs.treaty >= 5 and soft <= 0.25:
        return (
            BindingForce.BINDING,
            "It has no final clause that would tell, but its clauses are written as duties throughout.",
        )
    if signs.arrangement >= 3 and soft >= 0.75:
        return BindingForce.NON_BINDING, f"No clause shows an intention to be bound, and {words}."
    pointing = (
        "its words point both ways"
        if signs.treaty and signs.arrangement
        else f"its words of duty or of intention are too few ({signs.treaty + signs.arrangement}) to tell"
    )
    return (
        BindingForce.CANNOT_TELL,
        "It says nothing of its own force, has no clause that only binding instruments have, "
        f"and {pointing}.",
    )


def _tradition(signs: Signs, force: BindingForce, chosen: Chosen) -> str:
    """How "will" is taken, and what it is in each tradition of the parties."""
    if not signs.will:
        taken = "shall as duty"
    elif signs.will_binds or force in (
        BindingForce.BINDING,
        BindingForce.BINDING_DECLARED,
        BindingForce.CONTRACT,
    ):
        taken = "will as duty"
    elif force in (BindingForce.NON_BINDING, BindingForce.NON_BINDING_DECLARED):
        taken = "will as intention"
    else:
        taken = "will undecided"
    known = "; ".join(f"{one.name}: {one.will}" for one in chosen.traditions)
    return f"{taken} ({known})" if known else taken


def _settles(signs: Signs, force: BindingForce) -> tuple[str, ...]:
    if force not in (BindingForce.CANNOT_TELL, BindingForce.HYBRID, BindingForce.NON_BINDING):
        return ()
    asked = ["a declaration by both sides, in the text or by exchange of notes, on whether it is to bind"]
    if not any(
        sign.rule in ("entry-into-force", "ratification", "internal-procedures") for sign in signs.indicators
    ):
        asked.append("a final clause on entry into force or on ratification")
    if not any(sign.rule in ("third-party-settlement", "no-tribunal") for sign in signs.indicators):
        asked.append("a clause on who settles disputes")
    return tuple(asked)


def _tips(signs: Signs, force: BindingForce) -> tuple[str, ...]:
    """The edits that would make it clearly binding, or clearly not: the table of words turned round."""
    tips = []
    declared = [sign.binding for sign in signs.indicators if sign.layer == "declaration"]
    if force not in (BindingForce.BINDING, BindingForce.BINDING_DECLARED, BindingForce.CONTRACT):
        soft = f"“shall” for the {signs.arrangement} words such as “will”, “intends to” and “should”, and "
        tips.append(
            f"clearly binding: {soft if signs.arrangement else ''}"
            "a clause on entry into force after the internal procedures"
        )
    if force in (BindingForce.NON_BINDING_DECLARED,) or (force is BindingForce.HYBRID and False in declared):
        tips.append("clearly binding: strike the sentence that says that it does not bind")
    if force is BindingForce.CONTRACT or (force is BindingForce.HYBRID and signs.of(CHOICE_OF_LAW)):
        tips.append("a treaty: strike the choice of a state’s law, and provide for ratification or notes")
    if True in declared:
        tips.append(
            "clearly not binding: strike the sentence that calls it binding, and say that it creates no "
            "legal obligations"
        )
    elif force not in (BindingForce.NON_BINDING_DECLARED,):
        tips.append("clearly not binding: a sentence that it creates no legal obligations")
    if signs.parts.not_binding:
        tips.append("clearly binding throughout: strike the sentence that calls parts of it not binding")
    return tuple(tips)
