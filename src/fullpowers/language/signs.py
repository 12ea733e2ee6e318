"""Signs of binding force in the sentences of an instrument, by layer: declarations, legal acts, style.

The tables are ``data/binding.yaml`` and, for the words of one drafting tradition, ``data/traditions``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from fullpowers.model import Indicator, Instrument, ProvisionKind, Term, from_yaml

from .parts import Parts, parts_declared
from .sentences import Sentence
from .traditions import Chosen

WILL = "will"
"""The word of style whose side the drafting tradition decides."""
CHOICE_OF_LAW = "choice-of-law"
"""The choice of a state's own law: it governs only what is meant to bind, and then as a contract."""
_SHOWN = 4
"""Indicators of one rule that are kept; more of the same prove nothing more."""


@dataclass(frozen=True, slots=True)
class Signs:
    """The signs found, by layer, and the count of the words of style."""

    indicators: tuple[Indicator, ...]
    treaty: int
    arrangement: int
    will: int
    """How many of them are a plain "will", on whichever side it counts."""
    will_binds: bool
    """Whether "will" counts among the words of a treaty, by the drafting tradition."""
    parts: Parts

    def has(self, layer: str, *, binding: bool) -> bool:
        """Whether there is a sign of this layer and direction that is not a weak one."""
        return any(
            sign.layer == layer and sign.binding is binding and sign.rule not in _weak()
            for sign in self.indicators
        )

    def acts(self) -> int:
        """Different legal acts of a binding instrument; weak ones are not counted."""
        return len(
            {
                sign.rule
                for sign in self.indicators
                if sign.layer == "legal act" and sign.binding and sign.rule not in _weak()
            }
        )

    def of(self, *rules: str) -> tuple[Indicator, ...]:
        """The signs of these rules."""
        return tuple(sign for sign in self.indicators if sign.rule in rules)

    @property
    def intent(self) -> int:
        """An arrangement's words without "will": intends, should, seeks."""
        return self.arrangement - (0 if self.will_binds else self.will)

    @property
    def soft(self) -> float:
        """Share of an arrangement's words among the words of style, 0 to 1; .5 when there are none."""
        words = self.treaty + self.arrangement
        return self.arrangement / words if words else 0.5


def find_signs(instrument: Instrument, sentences: Sequence[Sentence], chosen: Chosen) -> Signs:
    """The signs of all layers in the sentences of the instrument itself, annexes and quotations left out."""
    found: list[Indicator] = []
    seen: dict[str, int] = {}
    treaty = arrangement = will = 0
    text = instrument.text
    styles, pattern_of_style = _styles(chosen)
    for sentence in sentences:
        if sentence.annex or sentence.quoted or sentence.row or sentence.provision.kind in _NOWHERE:
            continue
        words = text[sentence.start : sentence.end].lower()
        for sign in _file().signs:
            if seen.get(sign.id, 0) >= _SHOWN or not any(map(words.__contains__, sign.hints)):
                continue
            if not sentence.operative and sign.where != "any":
                continue
            match = _compiled(sign.pattern).search(text, sentence.start, sentence.end)
            if match is None or not _holds(sign, text[sentence.start : sentence.end]):
                continue
            seen[sign.id] = seen.get(sign.id, 0) + 1
            passage = instrument.passage(sentence.start, sentence.end)
            found.append(Indicator(sign.id, sign.layer, sign.binding, passage, sign.source))
        if sentence.operative:
            for style in pattern_of_style.finditer(text, sentence.start, sentence.end):
                word = styles[int((style.lastgroup or "s0")[1:])]
                treaty += word.binding
                arrangement += not word.binding
                will += word.id == WILL
                if seen.get(word.id, 0) < _SHOWN - 1:
                    seen[word.id] = seen.get(word.id, 0) + 1
                    passage = instrument.passage(style.start(), style.end())
                    found.append(Indicator(word.id, "style", word.binding, passage, word.source))
    parts = parts_declared(instrument, sentences)
    for passage, binding in parts.passages:
        found.append(Indicator("part-declared", "declaration", binding, passage, "language.md 1.4 layer A"))
    order = {"declaration": 0, "legal act": 1, "style": 2}
    found.sort(key=lambda sign: (order[sign.layer], sign.rule in _weak(), sign.passage.start))
    return Signs(tuple(found), treaty, arrangement, will, chosen.will_binds, parts)


def chooses_law(clause: str) -> bool:
    """Whether a clause on governing law chooses the law of a state for the instrument itself."""
    choice = _file().choice_of_law
    return bool(
        re.search(choice.pattern, clause, re.IGNORECASE)
        and not re.search(choice.unless, clause, re.IGNORECASE)
    )


def with_laws(signs: Signs, laws: Sequence[Term]) -> Signs:
    """The signs with the choices of law among them, in a layer of their own: they are no act of a treaty."""
    chosen = tuple(
        Indicator(CHOICE_OF_LAW, "domestic law", True, law.passage, _file().choice_of_law.source)
        for law in laws[:_SHOWN]
    )
    place = sum(sign.layer in ("declaration", "legal act") for sign in signs.indicators)
    return replace(signs, indicators=(*signs.indicators[:place], *chosen, *signs.indicators[place:]))


_NOWHERE = frozenset(
    {
        ProvisionKind.TITLE,
        ProvisionKind.CONTENTS,
        ProvisionKind.NOTE,
        ProvisionKind.MARGIN,
        ProvisionKind.TABLE,
    }
)


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
class _Choice:
    pattern: str
    unless: str
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    self: str
    saving: str
    choice_of_law: _Choice
    signs: tuple[Sign, ...]
    style: tuple[_Style, ...]


@cache
def _file() -> _File:
    text = files("fullpowers.language").joinpath("data/binding.yaml").read_text(encoding="utf-8")
    return from_yaml(text, _File, where="language/data/binding.yaml")


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    own = pattern.replace("{self}", _file().self)
    return re.compile(rf"(?<!\w)(?:{own})", re.IGNORECASE)


@cache
def _styles(chosen: Chosen) -> tuple[tuple[_Style, ...], re.Pattern[str]]:
    """The words of style as the tradition has them, its own first, and one pattern for all."""
    own = chosen.only
    words = [
        *(_Style(one.id, True, one.pattern, one.source) for one in (own.treaty if own else ())),
        *(_Style(one.id, False, one.pattern, one.source) for one in (own.arrangement if own else ())),
        *(replace(one, binding=chosen.will_binds) if one.id == WILL else one for one in _file().style),
    ]
    whole = "|".join(f"(?P<s{number}>{style.pattern})" for number, style in enumerate(words))
    return tuple(words), re.compile(rf"\b(?:{whole})\b", re.IGNORECASE)


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
