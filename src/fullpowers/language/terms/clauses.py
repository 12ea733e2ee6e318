"""Clauses of a kind - governing law, ratification, audit - told by patterns with examples beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files

from fullpowers.model import Instrument, InvalidData, Term, TermKind, from_yaml

from ..points import points
from ..sentences import Sentence


@dataclass(frozen=True, slots=True)
class Clause:
    """One way to draft a clause, as it stands in the data."""

    id: str
    kind: TermKind
    cues: tuple[str, ...]
    """Lower-case pieces of words; the patterns are tried only where one of them stands."""
    patterns: tuple[str, ...]
    """Any of these makes the clause; a group ``value`` is its value, ``subject`` whose clause it is."""
    source: str
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    requires: tuple[str, ...] = ()
    """The sentence must match each of these as well."""
    unless: tuple[str, ...] = ()
    """The sentence must match none of these."""
    by_point: bool = False
    """Each point of a list inside the sentence is judged alone, with the words before the list."""
    value: str = ""
    """A value for all matches; a group ``value`` of the pattern is more exact."""


@dataclass(frozen=True, slots=True)
class _File:
    clauses: tuple[Clause, ...]
    macros: dict[str, str]
    """``{name}`` in a pattern stands for these words."""


@dataclass(frozen=True, slots=True)
class _Spelt:
    """A clause with its patterns spelt out; each is compiled when a sentence with a cue comes."""

    clause: Clause
    patterns: tuple[str, ...]
    requires: tuple[str, ...]
    unless: tuple[str, ...]

    def search(self, words: str) -> re.Match[str] | None:
        """The clause in a sentence, when the other conditions hold as well."""
        if not all(_compiled(one).search(words) for one in self.requires):
            return None
        for pattern in self.patterns:
            found = _compiled(pattern).search(words)
            if found:
                return None if any(_compiled(one).search(words) for one in self.unless) else found
        return None


def clause_terms(
    instrument: Instrument, sentences: Sequence[Sentence], *, kinds: frozenset[TermKind] = frozenset()
) -> Iterator[Term]:
    """At most one term of each kind for each sentence, the first pattern that fits; all kinds by default."""
    lowered = instrument.text.lower()
    wanted = [one for one in _spelt() if not kinds or one.clause.kind in kinds]
    cues = [cue for cue in dict.fromkeys(cue for one in wanted for cue in one.clause.cues) if cue in lowered]
    alive = [one for one in wanted if not set(cues).isdisjoint(one.clause.cues)]
    for sentence in (piece for whole in sentences for piece in _run_on(instrument.text, whole)):
        around = _words(instrument, sentence).lower()
        present = {cue for cue in cues if cue in around}
        done: set[TermKind] = set()
        for one in alive:
            if one.clause.kind in done or present.isdisjoint(one.clause.cues):
                continue
            term = _first(instrument, sentence, one)
            if term is not None:
                done.add(term.kind)
                yield term


def matches(clause: Clause, sentence: str) -> bool:
    """Whether the patterns find their clause in one sentence (for the examples beside them)."""
    one = next(one for one in _spelt() if one.clause == clause)
    lowered = sentence.lower()
    if not any(cue in lowered for cue in clause.cues):
        return False
    inside = points(sentence, 0, len(sentence)) if clause.by_point else []
    head = sentence[: inside[0][0]] if inside else sentence
    return any(one.search(words) for words in (head, *(head + sentence[a:b] for a, b in inside)))


_RUN_ON = re.compile(r"(?<=[.;:]) (?=(?:\d{1,2}(?:\.\d{1,2}){1,3}\.?|\([a-z]{1,4}\)) [“\"]?[A-Z])")


def _run_on(text: str, sentence: Sentence) -> Iterator[Sentence]:
    """The numbered clauses that run on in one paragraph: "3.1 Either Party may ... 3.2 The ..."."""
    begin = sentence.start
    if sentence.end - begin > 200:
        for cut in _RUN_ON.finditer(text, sentence.start, sentence.end):
            yield replace(sentence, start=begin, end=cut.start())
            begin = cut.end()
    yield replace(sentence, start=begin) if begin > sentence.start else sentence


def _first(instrument: Instrument, sentence: Sentence, one: _Spelt) -> Term | None:
    inside = points(instrument.text, sentence.start, sentence.end) if one.clause.by_point else []
    if not inside:
        return _term(instrument, sentence, one)
    head = replace(sentence, end=inside[0][0])
    chapeau = (*sentence.chapeau, (head.start, head.end))
    alone = (replace(sentence, start=start, end=end, chapeau=chapeau) for start, end in inside)
    found = next(filter(None, (_term(instrument, piece, one) for piece in (head, *alone))), None)
    return replace(found, passage=instrument.passage(sentence.start, sentence.end)) if found else None


def _term(instrument: Instrument, sentence: Sentence, one: _Spelt) -> Term | None:
    own = instrument.text[sentence.start : sentence.end]
    found = one.search(own)
    opened = (sentence.chapeau, sentence.chapeau[-1:]) if len(sentence.chapeau) > 1 else (sentence.chapeau,)
    for chapeau in opened if sentence.chapeau and not found else ():  # all that it completes, then the last
        whole = _words(instrument, replace(sentence, chapeau=chapeau))
        found = one.search(whole)
        if found is not None and found.end() <= len(whole) - len(own):
            return None  # the chapeau alone: said once, where it stands
        if found:
            break
    if found is None:
        return None
    parts = found.groupdict()
    value = " ".join((parts.get("value") or one.clause.value).split()).strip(" ,;:.")
    about = _about(parts.get("subject"), instrument)
    kind = one.clause.kind
    label = f"{kind.value}: {value}" if value else kind.value
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


def _words(instrument: Instrument, sentence: Sentence) -> str:
    """The words of a sentence behind those of its chapeau."""
    spans = (*sentence.chapeau, (sentence.start, sentence.end))
    return " ".join(instrument.text[start:end] for start, end in spans)


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


def clauses() -> tuple[Clause, ...]:
    """All clauses of all files, in the order of the files' names."""
    return tuple(one.clause for one in _spelt())


@cache
def _spelt() -> tuple[_Spelt, ...]:
    folder = files("fullpowers.language").joinpath("data/clauses")
    found = []
    for name in sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".yaml")):
        where = f"language/data/clauses/{name}"
        file = from_yaml(folder.joinpath(name).read_text(encoding="utf-8"), _File, where=where)
        for clause in file.clauses:
            written = (clause.patterns, clause.requires, clause.unless)
            found.append(_Spelt(clause, *(_in_full(patterns, file.macros) for patterns in written)))
    return tuple(found)


def _in_full(patterns: tuple[str, ...], macros: dict[str, str]) -> tuple[str, ...]:
    for macro, words in macros.items():  # a macro may stand in those written before it
        patterns = tuple(pattern.replace("{" + macro + "}", words) for pattern in patterns)
    return patterns


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    try:
        return re.compile(pattern, re.I)
    except re.error as error:
        raise InvalidData(f"language/data/clauses: {pattern!r}: {error}") from error
