"""The data of this room: rules with their weights, modal words, cues, figures, editorial variants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from fullpowers.model import Significance

from .loading import load


@dataclass(frozen=True, slots=True)
class Rule:
    """A named reason with its class and its weight for ranking (0 to 100)."""

    id: str
    significance: Significance
    weight: float


@dataclass(frozen=True, slots=True)
class Modal:
    """What a modal expression says; ``strength`` orders those that bind, 0 for rights."""

    kind: str
    strength: int


@dataclass(frozen=True, slots=True)
class Cue:
    """Words whose coming means the rule ``added`` and whose going means ``removed``."""

    added: str
    removed: str
    comes: str
    """What it means that they come, in a few words; so for ``goes`` and, one for another, ``changes``."""
    goes: str
    changes: str
    up_to: int
    """Words of the longest edit in which it counts by itself; 0 for any."""
    about: str
    """What a whole provision is said to speak of that comes or goes with them; empty when nothing is said."""
    pattern: re.Pattern[str]
    reach: int
    """Characters on each side of an edit within which it is looked for: its longest words and a few more."""
    begins: frozenset[str]
    """The first words of its words: where none of them stands, it need not be looked for."""
    beside: re.Pattern[str] | None
    """Words of which one must stand in the same block, or the cue means something else there."""


@dataclass(frozen=True, slots=True)
class Figure:
    """What the words before and after a number make it."""

    rule: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Rulebook:
    """All data of significance, ready for use."""

    rules: Mapping[str, Rule]
    kinds: Mapping[str, float]
    others: float
    whole: float
    modals: Mapping[str, Modal]
    modal_pattern: re.Pattern[str]
    cues: tuple[Cue, ...]
    figures: tuple[Figure, ...]
    number_words: Mapping[str, float]
    fractions: Mapping[str, int]
    scales: Mapping[str, int]
    days: Mapping[str, float]
    term_rules: Mapping[str, str]
    synonyms: Mapping[str, str]
    synonym_pattern: re.Pattern[str]
    spelling: tuple[tuple[re.Pattern[str], str], ...]


@cache
def rulebook() -> Rulebook:
    """The rules of ``data/significance.yaml`` and ``data/editorial.yaml``."""
    weights = load("significance.yaml", _Weights)
    variants = load("editorial.yaml", _Variants)
    modals = {word: Modal(entry.kind, entry.strength) for entry in weights.modals for word in entry.words}
    synonyms: dict[str, str] = {}
    for group in variants.synonyms:
        for word in group.words:
            synonyms.setdefault(word, group.words[0])
    return Rulebook(
        rules={
            entry.id: Rule(entry.id, Significance(entry.significance), entry.weight)
            for entry in weights.rules
        },
        kinds=weights.kinds,
        others=weights.others,
        whole=weights.whole,
        modals=modals,
        modal_pattern=_words(modals),
        cues=tuple(
            Cue(
                added=cue.added,
                removed=cue.removed,
                comes=cue.comes,
                goes=cue.goes,
                changes=cue.changes,
                up_to=cue.up_to,
                about=cue.about,
                pattern=_words(cue.words),
                reach=max(map(len, cue.words)) + 4,
                begins=frozenset(word for words in cue.words for word in words_in(words)[:1]),
                beside=_words(cue.beside) if cue.beside else None,
            )
            for cue in weights.cues
        ),
        figures=tuple(
            Figure(
                entry.rule,
                re.compile(f"(?:{entry.before})$", re.IGNORECASE) if entry.before else None,
                re.compile(entry.after, re.IGNORECASE) if entry.after else None,
            )
            for entry in weights.figures
        ),
        number_words=weights.number_words,
        fractions=weights.fractions,
        scales=weights.scales,
        days=weights.days,
        term_rules=weights.term_rules,
        synonyms=synonyms,
        synonym_pattern=_words(synonyms),
        spelling=tuple((re.compile(entry.pattern), entry.to) for entry in variants.spelling),
    )


def flat(words: str) -> str:
    """Words as they are looked up: small letters, single spaces."""
    return " ".join(words.casefold().split())


def words_in(text: str) -> list[str]:
    """The runs of letters and digits of ``text``, in small letters."""
    return _LETTERS.findall(text.casefold())


def short(text: str, width: int = 160) -> str:
    """``text`` on one line without its last stop, cut at a word to ``width`` characters."""
    line = " ".join(text.split())
    if len(line) <= width:
        return line.removesuffix(".")
    cut = line[: width - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[width // 2 :] else cut).rstrip(" ,;:.") + "…"


def _words(words: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    escaped = (re.escape(word).replace(r"\ ", r"\s+") for word in longest_first)
    return re.compile(r"(?<![\w-])(?:" + "|".join(escaped) + r")(?![\w-])", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _RuleEntry:
    """A rule as it is written down."""

    id: str
    significance: str
    weight: float
    source: str


@dataclass(frozen=True, slots=True)
class _ModalEntry:
    """Modal expressions of one kind."""

    kind: str
    strength: int
    source: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _CueEntry:
    """A cue as it is written down."""

    up_to: int
    added: str
    removed: str
    comes: str
    goes: str
    changes: str
    source: str
    words: tuple[str, ...]
    about: str = ""
    beside: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _FigureEntry:
    """Words around a number, as they are written down."""

    rule: str
    before: str
    after: str
    source: str


@dataclass(frozen=True, slots=True)
class _Weights:
    """``significance.yaml``."""

    rules: tuple[_RuleEntry, ...]
    kinds: Mapping[str, float]
    others: float
    whole: float
    modals: tuple[_ModalEntry, ...]
    cues: tuple[_CueEntry, ...]
    figures: tuple[_FigureEntry, ...]
    number_words: Mapping[str, float]
    fractions: Mapping[str, int]
    scales: Mapping[str, int]
    days: Mapping[str, float]
    term_rules: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Group:
    """Words that may stand for each other."""

    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class _SpellingEntry:
    """Two spellings of one word."""

    pattern: str
    to: str
    source: str


@dataclass(frozen=True, slots=True)
class _Variants:
    """``editorial.yaml``."""

    synonyms: tuple[_Group, ...]
    spelling: tuple[_SpellingEntry, ...]


_LETTERS = re.compile(r"\w+")
