"""Clauses of a kind - governing law, ratification, audit - told by patterns with examples beside them."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, Term, TermKind, from_yaml

from ..sentences import Sentence

SUBJECT = (
    r"(?P<subject>(?:the|this|that|such|said|present|a|an|any|each|its|(?P<title>[A-ZА-ЯІЇЄҐ])[\w’'-]*)"
    r"(?: [\w’'-]+){0,6}? ?(?:agreement|treaty|convention|protocol|contract|memorandum|arrangement|lease|"
    r"licen[cs]e|instrument|amendment|annex|understanding|accord|угод\w+|договір|договору|договором|"
    r"протокол\w*|меморандум\w*|конвенці\w+))"
)
"""In a pattern, ``{SUBJECT}``: the instrument that a clause speaks of."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One pattern as it stands in the data."""

    id: str
    kind: TermKind
    cues: tuple[str, ...]
    """Lower-case pieces of words; the pattern is tried only where one of them stands."""
    pattern: str
    source: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    unless: str = ""
    """The sentence must not match this."""
    requires: str = ""
    """The sentence must match this as well."""
    value: str = ""
    """A value for all matches; a group ``value`` of the pattern is more exact."""
    label: str = ""


@dataclass(frozen=True, slots=True)
class _Compiled:
    clause: Clause
    pattern: re.Pattern[str]
    unless: re.Pattern[str] | None
    requires: re.Pattern[str] | None

    def search(self, sentence: str, start: int = 0, end: int = sys.maxsize) -> re.Match[str] | None:
        """The clause between two offsets, when the other two conditions hold there as well."""
        if self.requires and not self.requires.search(sentence, start, end):
            return None
        found = self.pattern.search(sentence, start, end)
        if found is None:
            return None
        return None if self.unless and self.unless.search(sentence, start, end) else found


@cache
def clauses() -> tuple[Clause, ...]:
    """All clause patterns of all files, in the order of the files' names."""
    folder = files("fullpowers.language").joinpath("data/clauses")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml"))
    return tuple(
        clause
        for name in names
        for clause in from_yaml(
            folder.joinpath(name).read_text(encoding="utf-8"),
            tuple[Clause, ...],
            where=f"language/data/clauses/{name}",
        )
    )


def clause_terms(
    instrument: Instrument, sentences: Sequence[Sentence], *, kinds: frozenset[TermKind] = frozenset()
) -> Iterator[Term]:
    """At most one term of each kind for each sentence, the first pattern that fits; all kinds by default."""
    text = instrument.text
    lowered = text.lower()
    if len(lowered) != len(text):  # a letter whose small form is longer: offsets would slip
        lowered = "".join(letter.lower()[:1] for letter in text)
    alive = [
        one
        for one in _compiled()
        if (not kinds or one.clause.kind in kinds) and any(cue in lowered for cue in one.clause.cues)
    ]
    for sentence in (piece for whole in sentences for piece in _pieces(text, whole)):
        own = lowered[sentence.start : sentence.end]
        around = own
        if sentence.chapeau:
            around = " ".join([*(lowered[a:b] for a, b in sentence.chapeau), own])
        done: set[TermKind] = set()
        for one in alive:
            if one.clause.kind in done or not any(cue in around for cue in one.clause.cues):
                continue
            term = _term(instrument, sentence, one)
            if term is not None:
                done.add(term.kind)
                yield term


_RUN_ON = re.compile(r"(?<=[.;:]) (?=(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\([a-z]{1,4}\)) [A-Z])")


def _pieces(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """The numbered clauses that run on in one paragraph: "3.1 Either Party may ... 3.2 The ..."."""
    begin = sentence.start
    if sentence.end - begin > 200:
        for cut in _RUN_ON.finditer(text, sentence.start, sentence.end):
            yield replace(sentence, start=begin, end=cut.start())
            begin = cut.end()
    yield replace(sentence, start=begin) if begin > sentence.start else sentence


def matches(clause: Clause, sentence: str) -> bool:
    """Whether the pattern finds its clause in one sentence (for the examples beside it)."""
    one = _compile(clause)
    lowered = sentence.lower()
    return any(cue in lowered for cue in clause.cues) and one.search(sentence) is not None


def _term(instrument: Instrument, sentence: Sentence, one: _Compiled) -> Term | None:
    found = one.search(instrument.text, sentence.start, sentence.end)
    if found is None and sentence.chapeau:
        own = instrument.text[sentence.start : sentence.end]
        whole = " ".join([*(instrument.text[a:b] for a, b in sentence.chapeau), own])
        found = one.search(whole)
        if found is not None and found.end() <= len(whole) - len(own):
            return None  # the chapeau alone: said once, where it stands
    if found is None:
        return None
    parts = found.groupdict()
    value = " ".join((parts.get("value") or one.clause.value).split()).strip(" ,;:.")
    about = _about(parts.get("subject"), instrument)
    kind = one.clause.kind
    label = one.clause.label or (f"{kind.value}: {value}" if value else kind.value)
    if about:
        label = f"{label} (of {about}, not of this instrument)"
    return Term(
        kind,
        label,
        instrument.passage(sentence.start, sentence.end),
        value=value,
        rule=one.clause.id,
        about=about,
    )


def _about(subject: str | None, instrument: Instrument) -> str:
    """The instrument that the clause speaks of, when it is another one than this."""
    if not subject:
        return ""
    words = " ".join(subject.split())
    if re.match(r"(?:this|the present|present|ця|цей|цього|цієї|цим|цією|цьому|дан)", words, re.I):
        return ""
    named = re.search(r"(?:[Tt]he|[Aa]n?|[Aa]ny|[Ss]uch|[Tt]hat) ((?:[A-Z][\w’'-]* )+[A-Z][\w’'-]*)$", words)
    if named is None or named[1].lower() in instrument.title.lower():
        return ""
    return f"the {named[1]}"


def _compile(clause: Clause) -> _Compiled:
    pattern = clause.pattern.replace("{SUBJECT}", SUBJECT)
    unless, requires = (re.compile(one, re.I) if one else None for one in (clause.unless, clause.requires))
    return _Compiled(clause, re.compile(pattern, re.I), unless, requires)


@cache
def _compiled() -> tuple[_Compiled, ...]:
    return tuple(_compile(clause) for clause in clauses())
