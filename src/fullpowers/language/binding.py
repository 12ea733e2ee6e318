"""Whether the instrument as a whole binds: declarations first, then legal acts, then style; never a score.

Method: language.md 1.4. What the instrument says of itself decides; where it says nothing, the acts that
only binding instruments provide for; where there are none, the words of its clauses. When one layer
contradicts another the instrument is a hybrid, and the reason says which and why.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import BindingForce, Bindingness, Indicator, Instrument, ProvisionKind, from_yaml

from .parts import Parts, parts_declared
from .sentences import Sentence
from .traditions import traditions_of

_SHOWN = 4
"""Indicators of one rule that are kept; more of the same prove nothing more."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs found, by layer, and the count of the words of style."""

    indicators: tuple[Indicator, ...]
    treaty: int
    arrangement: int
    will: int
    """How many of the arrangement's words are a plain "will"."""
    parts: Parts

    def has(self, layer: str, *, binding: bool) -> bool:
        """Whether there is a sign of this layer and direction that is not a weak one."""
        return any(
            sign.layer == layer and sign.binding is binding and sign.rule not in _weak()
            for sign in self.indicators
        )

    def acts(self) -> int:
        """Different legal acts of a binding instrument, weak ones not counted."""
        return len(
            {
                sign.rule
                for sign in self.indicators
                if sign.layer == "legal act" and sign.binding and sign.rule not in _weak()
            }
        )

    @property
    def soft(self) -> float:
        """Share of an arrangement's words among the words of style, 0 to 1; .5 when there are none."""
        words = self.treaty + self.arrangement
        return self.arrangement / words if words else 0.5


def weigh_binding(instrument: Instrument, sentences: Sequence[Sentence]) -> tuple[Bindingness, Parts]:
    """How binding ``instrument`` is and why, and the parts of it that say otherwise of themselves."""
    signs = find_signs(instrument, sentences)
    force, reason = _conclusion(signs)
    bound = (
        tuple(party.name for party in instrument.parties)
        if force in (BindingForce.BINDING, BindingForce.BINDING_DECLARED, BindingForce.HYBRID)
        else ()
    )
    return (
        Bindingness(
            force=force,
            reason=reason,
            indicators=signs.indicators,
            settles=_settles(signs, force),
            tips=_tips(signs, force),
            tradition=_tradition(instrument, signs, force),
            bound=bound,
        ),
        signs.parts,
    )


def find_signs(instrument: Instrument, sentences: Sequence[Sentence]) -> Signs:
    """The signs of all layers in the sentences of the instrument itself, annexes and quotations left out."""
    found: list[Indicator] = []
    seen: dict[str, int] = {}
    treaty = arrangement = will = 0
    text = instrument.text
    for sentence in sentences:
        if sentence.annex or sentence.quoted or sentence.row or sentence.provision.kind in _NOWHERE:
            continue
        words = text[sentence.start : sentence.end].lower()
        for sign, pattern in _signs():
            if not any(hint in words for hint in sign.hints):
                continue
            if not sentence.operative and sign.where != "any":
                continue
            if seen.get(sign.id, 0) >= _SHOWN:
                continue
            match = pattern.search(text, sentence.start, sentence.end)
            if match is None or not _holds(sign, text[sentence.start : sentence.end]):
                continue
            seen[sign.id] = seen.get(sign.id, 0) + 1
            passage = instrument.passage(sentence.start, sentence.end)
            found.append(Indicator(sign.id, sign.layer, sign.binding, passage, sign.source))
        if sentence.operative:
            for style in _style_pattern().finditer(text, sentence.start, sentence.end):
                word = _file().style[int((style.lastgroup or "s0")[1:])]
                treaty += word.binding
                arrangement += not word.binding
                will += word.id == "will"
                if seen.get(word.id, 0) < _SHOWN - 1:
                    seen[word.id] = seen.get(word.id, 0) + 1
                    passage = instrument.passage(style.start(), style.end())
                    found.append(Indicator(word.id, "style", word.binding, passage, word.source))
    parts = parts_declared(instrument, sentences)
    for passage, binding in parts.passages:
        found.append(Indicator("part-declared", "declaration", binding, passage, "language.md 1.4 layer A"))
    order = {"declaration": 0, "legal act": 1, "style": 2}
    found.sort(key=lambda sign: (order[sign.layer], sign.rule in _weak(), sign.passage.start))
    return Signs(tuple(found), treaty, arrangement, will, parts)


_NOWHERE = frozenset(
    {
        ProvisionKind.TITLE,
        ProvisionKind.CONTENTS,
        ProvisionKind.NOTE,
        ProvisionKind.MARGIN,
        ProvisionKind.TABLE,
    }
)


def _conclusion(signs: Signs) -> tuple[BindingForce, str]:
    whole = [
        sign for sign in signs.indicators if sign.layer == "declaration" and sign.rule != "part-declared"
    ]
    declared = any(sign.binding for sign in whole)
    denied = any(not sign.binding for sign in whole)
    acts, soft = signs.acts(), signs.soft
    if declared and denied:
        return BindingForce.HYBRID, "It declares itself binding and not binding in different places."
    if denied:
        if signs.parts.binding:
            return (
                BindingForce.HYBRID,
                "It declares itself not binding, but for parts of it that it declares binding.",
            )
        furniture = f" It has {acts} kinds of clause that are usual in treaties all the same." if acts else ""
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
    intent = signs.arrangement - signs.will
    if acts >= 2 or (acts == 1 and soft < 0.6):
        if soft >= 0.6 and intent > max(3, signs.treaty):
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
    return (
        BindingForce.CANNOT_TELL,
        "It says nothing of its own force, has no clause that only binding instruments have, "
        "and its words point both ways.",
    )


def _tradition(instrument: Instrument, signs: Signs, force: BindingForce) -> str:
    """How "will" is to be taken: a duty where the text binds by its acts, else less."""
    if not signs.will:
        return "shall as duty"
    if force in (BindingForce.BINDING, BindingForce.BINDING_DECLARED):
        taken = "will as duty"
    elif force in (BindingForce.NON_BINDING, BindingForce.NON_BINDING_DECLARED):
        taken = "will as intention"
    else:
        taken = "will undecided"
    known = "; ".join(f"{one.name}: {one.will}" for one in traditions_of(instrument))
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
    if force not in (BindingForce.HYBRID, BindingForce.CANNOT_TELL):
        return ()
    tips = []
    if signs.arrangement:
        tips.append(
            f"clearly binding: “shall” for the {signs.arrangement} words such as “will”, “intends to” and "
            "“should”, and a clause on entry into force after the internal procedures"
        )
    if any(sign.binding for sign in signs.indicators if sign.layer == "declaration"):
        tips.append(
            "clearly not binding: strike the sentence that calls it binding, and say that it creates no "
            "legal obligations"
        )
    else:
        tips.append("clearly not binding: a sentence that it creates no legal obligations")
    if signs.parts.not_binding:
        tips.append("clearly binding throughout: strike the sentence that calls parts of it not binding")
    return tuple(tips)


@dataclass(frozen=True, slots=True)
class Sign:
    """One entry of the data."""

    id: str
    layer: str
    binding: bool
    pattern: str
    source: str
    hints: tuple[str, ...]
    """One of these stands in every sentence that fits: tried first, for speed."""
    unless: str = ""
    where: str = "operative"
    strength: str = "strong"


@dataclass(frozen=True, slots=True)
class _Style:
    id: str
    binding: bool
    pattern: str
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    self: str
    saving: str
    signs: tuple[Sign, ...]
    style: tuple[_Style, ...]


@cache
def _file() -> _File:
    text = files("fullpowers.language").joinpath("data/binding.yaml").read_text(encoding="utf-8")
    return from_yaml(text, _File, where="language/data/binding.yaml")


@cache
def _signs() -> tuple[tuple[Sign, re.Pattern[str]], ...]:
    own = _file().self
    return tuple(
        (sign, re.compile(rf"(?<!\w)(?:{sign.pattern.replace('{self}', own)})", re.IGNORECASE))
        for sign in _file().signs
    )


@cache
def _style_pattern() -> re.Pattern[str]:
    words = "|".join(f"(?P<s{number}>{style.pattern})" for number, style in enumerate(_file().style))
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@cache
def _weak() -> frozenset[str]:
    return frozenset(sign.id for sign in _file().signs if sign.strength == "weak")


def _holds(sign: Sign, sentence: str) -> bool:
    """Whether nothing in the sentence takes the sign back."""
    if sign.unless and re.search(sign.unless, sentence, re.IGNORECASE):
        return False
    saved = (
        sign.layer == "declaration"
        and not sign.binding
        and re.search(_file().saving, sentence, re.IGNORECASE)
    )
    return not saved
