"""The rules of quantified terms, from ``data/quantified.yaml``, compiled."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import TermKind, from_yaml


@dataclass(frozen=True, slots=True)
class _Rule:
    id: str
    kind: TermKind
    source: str
    units: tuple[str, ...] = ()
    money: bool = False
    per: tuple[str, ...] = ()
    comparator: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    wide: bool = False
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Base:
    opens: tuple[str, ...]
    bare: str
    closes: tuple[str, ...]
    gross: tuple[str, ...]
    net: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _Qualifier:
    id: str
    pattern: str
    source: str
    kinds: tuple[TermKind, ...] = ()


@dataclass(frozen=True, slots=True)
class _Exclusions:
    pattern: str
    source: str


@dataclass(frozen=True, slots=True)
class _File:
    near: int
    rules: tuple[_Rule, ...]
    base: _Base
    qualifiers: tuple[_Qualifier, ...]
    exclusions: _Exclusions


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to tell what a quantity is; empty conditions hold always."""

    id: str
    kind: TermKind
    units: frozenset[str]
    money: bool
    per: frozenset[str]
    comparators: frozenset[str]
    base: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    wide: bool
    """Whether ``before`` may look back over the whole sentence."""
    examples: tuple[str, ...]
    """Words in which it is the rule that fits; tests."""
    counterexamples: tuple[str, ...]
    """Words in which another rule fits."""

    @property
    def rest(self) -> bool:
        """Whether it fits a quantity of which the words around say nothing."""
        return not (self.base or self.before or self.after)


@dataclass(frozen=True, slots=True)
class Rules:
    """All rules in their order, and the patterns of bases and qualifiers."""

    near: int
    rules: tuple[Rule, ...]
    opens: re.Pattern[str]
    closes: re.Pattern[str]
    gross: re.Pattern[str]
    net: re.Pattern[str]
    bare: re.Pattern[str]
    """Behind a share in a language whose genitive needs no "of"."""
    qualifiers: tuple[tuple[re.Pattern[str], frozenset[TermKind], bool], ...]
    """Each with the kinds that it belongs to (all when empty), and whether it must follow at once."""
    exclusion: re.Pattern[str]


@cache
def rules() -> Rules:
    """The rules, loaded once."""
    text = files("fullpowers.language").joinpath("data/quantified.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/quantified.yaml")
    return Rules(
        near=data.near,
        rules=tuple(
            Rule(
                rule.id,
                rule.kind,
                frozenset(rule.units),
                rule.money,
                frozenset(rule.per),
                frozenset(rule.comparator),
                _any(rule.base),
                _any(rule.before),
                _any(rule.after),
                rule.wide,
                rule.examples,
                rule.counterexamples,
            )
            for rule in data.rules
        ),
        opens=re.compile(
            r"[ \u00a0](?:share |interest |stake |ownership |portion |participation )?"
            rf"(?:{'|'.join(data.base.opens)})[ \u00a0]",
            re.I,
        ),
        bare=re.compile(data.base.bare, re.I),
        closes=re.compile("|".join(data.base.closes), re.I),
        gross=re.compile("|".join(data.base.gross), re.I),
        net=re.compile("|".join(data.base.net), re.I),
        qualifiers=tuple(
            (re.compile(one.pattern.removeprefix("^"), re.I), frozenset(one.kinds), one.pattern[0] == "^")
            for one in data.qualifiers
        ),
        exclusion=re.compile(data.exclusions.pattern, re.I),
    )


def _any(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I) if patterns else None
