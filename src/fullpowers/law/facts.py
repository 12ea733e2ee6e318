"""Facts about an instrument: given by a person, found in the text, or computed from it.

Whoever knows better is believed first: a person's answer, then the words of the text, then what rules
conclude. Where nothing is found, the fact's own entry says what silence means; it means nothing when
the file was not read whole or is in a language that the patterns do not know.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from fullpowers.model import (
    Analysis,
    Fact,
    Instrument,
    InvalidData,
    Origin,
    Passage,
    ProvisionKind,
    TermKind,
    Truth,
)

from .entries import FactSpec, Pattern
from .sentences import Sentence, Sentences, sentences
from .states import code_of, codes_in, is_company, is_state, own_aliases, parties_of, states

_UNSAID = "en"
"""The language of a text whose language was not recognised."""
_MISSING = "refers_to_missing_instrument"
_GAPS = "text_incomplete"
_PARTY = "side_is_party"
_MOST = 6
"""Passages kept for one fact."""

_NEAR = "ambiguous: these words touch on it, in a wording that no pattern decides; somebody has to read them"
_TORN = "ambiguous: a part of that sentence is missing"

Answer = bool | float | None


def found(
    specs: Mapping[str, FactSpec], instrument: Instrument, analysis: Analysis, side: str
) -> dict[str, Fact]:
    """Each fact as the text shows it, or as silence leaves it; every passage is of ``instrument``."""
    terms: dict[TermKind, list[Passage]] = {}
    for term in analysis.terms:
        terms.setdefault(term.kind, []).append(term.passage)
    read = sentences(instrument)
    us, them = _sides(instrument, side, read)
    reader = _Reader(instrument, read, us, them, terms, _blind(instrument))
    if _GAPS in specs:
        reader = reader.aware_of(specs[_GAPS])
    facts = {name: reader.fact(spec) for name, spec in specs.items()}
    if _PARTY in specs:
        facts[_PARTY] = _side_is_party(specs[_PARTY], instrument, side, read)
    missing = facts.get(_MISSING)
    if missing is None or missing.value is not Truth.TRUE:
        return facts
    return {name: _left_elsewhere(fact) for name, fact in facts.items()}


def _left_elsewhere(fact: Fact) -> Fact:
    """A fact of which the text is silent, where the text rests on an instrument that was not provided."""
    if fact.value is Truth.UNKNOWN and fact.why_unknown.startswith("silent"):
        why = "silent: the text rests on an instrument that was not provided, which may say it"
        return replace(fact, why_unknown=why)
    return fact


def given(specs: Mapping[str, FactSpec], answers: Mapping[str, Answer]) -> dict[str, Fact]:
    """The facts that a person states; ``None`` says that it is not known, whatever the text seems to say.

    Raises:
        InvalidData: there is no such fact, or the answer is not of its type.
    """
    facts = {}
    for name, answer in answers.items():
        spec = specs.get(name)
        if spec is None:
            raise InvalidData(f"there is no fact {name!r}; `fullpowers check --json` lists the facts")
        if answer is not None and (isinstance(answer, bool) == (spec.type == "number")):
            raise InvalidData(f"fact {name!r} is a {spec.type}; {answer!r} is not")
        truth = Truth.UNKNOWN if answer is None else Truth.FALSE if answer is False else Truth.TRUE
        why = "said to be unknown" if answer is None else ""
        number = float(answer) if spec.type == "number" and answer is not None else None
        facts[name] = Fact(name, truth, Origin.USER, spec.question, why, number=number)
    return facts


@dataclass(frozen=True, slots=True)
class _Reader:
    """Looks for facts in one instrument."""

    instrument: Instrument
    sentences: Sentences
    us: str
    """Regular expression for the names of our side."""
    them: str
    terms: Mapping[TermKind, list[Passage]]
    blind: str
    """Why silence means nothing here; empty when the text was read whole."""
    torn: frozenset[tuple[int, int]] = frozenset()
    """Where sentences stand of which a part is missing."""

    def aware_of(self, gaps: FactSpec) -> _Reader:
        """The same reader, knowing where words are missing from the text, if they are."""
        torn = frozenset(
            _trimmed(self.instrument.text, sentence)
            for pattern in gaps.yes
            for sentence, _ in self._matches(pattern)
        )
        if not torn:
            return self
        return replace(
            self,
            torn=torn,
            blind=self.blind or "a part of the text is missing, so that silence means nothing",
        )

    def fact(self, spec: FactSpec) -> Fact:
        if spec.asks == "computed":
            return _COMPUTED[spec.name](spec, self.instrument)
        if spec.type == "number":
            return self._number(spec)
        yes, no = self._passages(spec.yes), self._passages(spec.no)
        if spec.name != _GAPS and (torn := self._torn(yes + no)):
            yes, no = self._whole(yes), self._whole(no)
            if not yes and not no:
                return Fact(spec.name, Truth.UNKNOWN, Origin.TEXT, spec.question, _TORN, torn)
        if yes and no:
            why = "ambiguous: the text can be read both ways"
            return Fact(spec.name, Truth.UNKNOWN, Origin.TEXT, spec.question, why, yes[:3] + no[:3])
        if yes or no:
            truth = Truth.TRUE if yes else Truth.FALSE
            return Fact(spec.name, truth, Origin.TEXT, spec.question, passages=(yes or no)[:_MOST])
        for pattern in spec.unclear:
            passages = self._passages((pattern,))
            if passages:
                why = f"ambiguous: {pattern.because}"
                return Fact(spec.name, Truth.UNKNOWN, Origin.TEXT, spec.question, why, passages[:_MOST])
        clauses = tuple(passage for kind in spec.terms for passage in self.terms.get(kind, ()))
        if clauses:
            why = "ambiguous: there is a clause of that kind, but its words do not decide it"
            return Fact(spec.name, Truth.UNKNOWN, Origin.TEXT, spec.question, why, clauses[:_MOST])
        near = self._passages(spec.near)
        if near:
            return Fact(spec.name, Truth.UNKNOWN, Origin.TEXT, spec.question, _NEAR, near)
        return self._silence(spec)

    def _torn(self, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return tuple(passage for passage in passages if (passage.start, passage.end) in self.torn)

    def _whole(self, passages: tuple[Passage, ...]) -> tuple[Passage, ...]:
        return tuple(passage for passage in passages if (passage.start, passage.end) not in self.torn)

    def _number(self, spec: FactSpec) -> Fact:
        hits = [(number, passage) for pattern in spec.yes for number, passage in self._figures(pattern)]
        if torn := self._torn(tuple(passage for _, passage in hits)):
            return Fact(spec.name, Truth.UNKNOWN, Origin.TEXT, spec.question, _TORN, torn)
        if hits:
            number = max(number for number, _ in hits)
            passages = tuple(passage for figure, passage in hits if figure == number)[:_MOST]
            return Fact(spec.name, Truth.TRUE, Origin.TEXT, spec.question, passages=passages, number=number)
        if spec.silence == "no" and not self._blind_to(spec):
            return Fact(spec.name, Truth.TRUE, Origin.DEFAULT, spec.question, number=0.0)
        return Fact(spec.name, Truth.UNKNOWN, Origin.DEFAULT, spec.question, self._why(spec))

    def _silence(self, spec: FactSpec) -> Fact:
        unknown = spec.silence == "unknown" or (spec.asks == "text" and bool(self._blind_to(spec)))
        truth = Truth.UNKNOWN if unknown else Truth.TRUE if spec.silence == "yes" else Truth.FALSE
        why = self._why(spec) if unknown else ""
        return Fact(spec.name, truth, Origin.DEFAULT, spec.question, why)

    def _blind_to(self, spec: FactSpec) -> str:
        """Why silence means nothing for this fact; empty when the text was read and its words are known."""
        language = self.instrument.languages[0] if self.instrument.languages else _UNSAID
        known = {pattern.language for pattern in (*spec.yes, *spec.no, *spec.unclear)} or {_UNSAID}
        if self.blind or language in known:
            return self.blind
        return f"the text is in {language!r}; for this fact no words of that language are known"

    def _why(self, spec: FactSpec) -> str:
        if spec.asks == "text":
            return self._blind_to(spec) or "silent: nothing in the text says so, or says the contrary"
        return "outside the text: only a person can tell" if spec.asks == "outside" else "not decided"

    def _passages(self, patterns: tuple[Pattern, ...]) -> tuple[Passage, ...]:
        places = {
            _trimmed(self.instrument.text, sentence)
            for pattern in patterns
            for sentence, _ in self._matches(pattern)[:_MOST]
        }
        return tuple(self.instrument.passage(*place) for place in sorted(places)[:_MOST])

    def _figures(self, pattern: Pattern) -> list[tuple[float, Passage]]:
        figures = []
        for sentence, hit in self._matches(pattern):
            number = _figure(hit)
            if number is not None:
                place = _trimmed(self.instrument.text, sentence)
                figures.append((number, self.instrument.passage(*place)))
        return figures

    def _matches(self, pattern: Pattern) -> list[tuple[Sentence, re.Match[str]]]:
        match, unless = (self._named(text) for text in (pattern.match, pattern.unless))
        key = (pattern.has, match, unless, pattern.where)
        if key not in self.sentences.matched:
            self.sentences.matched[key] = self._search(pattern, match, unless)
        return self.sentences.matched[key]

    def _search(self, pattern: Pattern, wanted: str, barred: str) -> list[tuple[Sentence, re.Match[str]]]:
        indices = sorted({index for stem in pattern.has for index in self.sentences.with_stem(stem)})
        if not indices:
            return []
        match, unless = _compiled(wanted), _compiled(barred)
        hits = []
        for index in indices:
            sentence = self.sentences.all[index]
            if pattern.where not in ("anywhere", sentence.part):
                continue
            # a sentence of a hostile file can be as long as the file: look at its beginning
            end = min(sentence.end, sentence.start + _LONGEST_SENTENCE)
            hit = match.search(self.sentences.text, sentence.start, end)
            if not hit or (barred and unless.search(self.sentences.text, sentence.start, end)):
                continue
            if _NAMED not in match.groupindex or not self._is_own_name(hit[_NAMED]):
                hits.append((sentence, hit))
        return hits

    def _is_own_name(self, name: str | None) -> bool:
        """Whether the instrument itself goes by that name: it does not refer to another one then."""
        return name is not None and name.casefold() in self.instrument.title.casefold()

    def _named(self, text: str) -> str:
        return text.replace("{us}", self.us).replace("{them}", self.them)


_NAMED = "named"
"""The group of a pattern that holds the name of another instrument."""
_LONGEST_SENTENCE = 3_000
"""Characters of a sentence that patterns look at: a bound for hostile files, beyond what is drafted."""


@lru_cache(maxsize=4096)
def _compiled(text: str) -> re.Pattern[str]:
    return re.compile(text, re.IGNORECASE)


def _sides(instrument: Instrument, side: str, read: Sentences) -> tuple[str, str]:
    """Patterns for the names of our side and of all others, as far as they stand in the text.

    For sides of which no name does, the patterns are the same, so that what they find is found once.
    """
    ours = parties_of(instrument, side)
    us = {ours} | set(states()[side].names if side in states() else ())
    them: set[str] = set()
    called: tuple[set[str], set[str]] = (set(), set())
    for party in instrument.parties:
        called[party.name != ours].update(own_aliases(instrument, party))
        if party.name != ours:
            them |= {party.name} | set(states()[code].names if (code := code_of(party.name)) else ())
    absent = _absent(read)
    return _any_of(us - absent, called[0]), _any_of(them - absent, called[1])


def _absent(read: Sentences) -> frozenset[str]:
    """The names of states that stand nowhere in the text."""
    if read.absent is None:
        names = (name for state in states().values() for name in state.names)
        read.absent = frozenset(name for name in names if name.lower() not in read.lower)
    return read.absent


def _any_of(names: set[str], called: set[str]) -> str:
    """A pattern for names in any case, and for what the text calls a party as it writes it."""
    known = sorted((name for name in names if name), key=lambda name: (-len(name), name))
    # "the State" of a contract is not "the State of New York"
    given = [rf"(?-i:{re.escape(name)})(?! of\b)" for name in sorted(called - names)]
    patterns = [*map(re.escape, known), *given]
    return "(?:" + "|".join(patterns) + ")" if patterns else "(?!)"


def _blind(instrument: Instrument) -> str:
    codes = {notice.code for notice in instrument.notices}
    if "unread-part" in codes:
        return "a part of the file was not read, so that silence means nothing"
    if "unknown-language" in codes:
        return "the language of the text was not recognised, so that silence means nothing"
    if not instrument.text.strip():
        return "the text is empty"
    return ""


def _trimmed(text: str, sentence: Sentence) -> tuple[int, int]:
    start, end = sentence.start, sentence.end
    while end > start and text[end - 1].isspace():
        end -= 1
    while start < end and text[start].isspace():
        start += 1
    return start, end


_WORDS = {
    word: number
    for number, word in enumerate(
        (
            *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
            *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
            *("nineteen", "twenty"),
        )
    )
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "ninety": 90, "half": 50, "hundred": 100}


def _figure(hit: re.Match[str]) -> float | None:
    """The group ``number``, in digits or as an English word; months become years by a group ``months``."""
    groups = hit.groupdict()
    written = (groups.get("number") or "").casefold().replace("-", " ").strip()
    if not written:
        return None
    total = 0.0
    for word in written.split():
        if word in _WORDS:
            total += _WORDS[word]
        elif re.fullmatch(r"\d{1,9}(?:\.\d{1,6})?", word):
            total += float(word)
        else:
            return None
    return total / 12 if groups.get("months") else total


def _between_states(spec: FactSpec, instrument: Instrument) -> Fact:
    passages = tuple(party.passage for party in instrument.parties if party.passage is not None)
    repinned = tuple(instrument.passage(passage.start, passage.end) for passage in passages)
    states_among = [is_state(party.name) for party in instrument.parties]
    if len(states_among) < 2 or not any(states_among):
        title = next((one for one in instrument.walk() if one.kind is ProvisionKind.TITLE), None)
        if title is not None and len(codes_in(instrument.title)) > 1 and not is_company(instrument.title):
            passage = instrument.passage(title.start, title.own_end)
            return Fact(spec.name, Truth.TRUE, Origin.COMPUTED, spec.question, passages=(passage,))
    if len(states_among) < 2:
        why = "the parties were not recognised"
        return Fact(spec.name, Truth.UNKNOWN, Origin.COMPUTED, spec.question, why, repinned)
    # a treaty takes two states; where the others are companies, one state with them makes a contract
    others = [party.name for party, state in zip(instrument.parties, states_among, strict=True) if not state]
    named = sum(len(codes_in(party.name)) for party in instrument.parties)
    contract = named < 2 and all(map(is_company, others))
    truth = Truth.TRUE if not others else Truth.FALSE if contract else Truth.UNKNOWN
    why = "a party was not recognised as a state" if truth is Truth.UNKNOWN else ""
    return Fact(spec.name, truth, Origin.COMPUTED, spec.question, why, repinned)


def _side_is_party(spec: FactSpec, instrument: Instrument, side: str, read: Sentences) -> Fact:
    """Yes when a party is the side; no when the parties are others, or the side is not named at all."""
    ours = parties_of(instrument, side)
    if ours:
        own = next((party.passage for party in instrument.parties if party.name == ours), None)
        passages = (instrument.passage(own.start, own.end),) if own else ()
        return Fact(spec.name, Truth.TRUE, Origin.COMPUTED, spec.question, passages=passages)
    names = states()[side].names if side in states() else ()
    named = any(name not in _absent(read) for name in names)
    english = not _blind(instrument) and (instrument.languages or (_UNSAID,))[0] == _UNSAID
    if names and (len(instrument.parties) > 1 or (english and not named)):
        return Fact(spec.name, Truth.FALSE, Origin.COMPUTED, spec.question)
    return Fact(spec.name, Truth.UNKNOWN, Origin.COMPUTED, spec.question, "the parties were not recognised")


def _between_governments(spec: FactSpec, instrument: Instrument) -> Fact:
    named = [party for party in instrument.parties if re.search(r"\bgovernment|уряд", party.name, re.I)]
    passages = tuple(
        instrument.passage(party.passage.start, party.passage.end) for party in named if party.passage
    )
    if not instrument.parties:
        return Fact(
            spec.name, Truth.UNKNOWN, Origin.COMPUTED, spec.question, "the parties were not recognised"
        )
    truth = Truth.TRUE if len(named) == len(instrument.parties) else Truth.FALSE
    return Fact(spec.name, truth, Origin.COMPUTED, spec.question, passages=passages)


def _written(spec: FactSpec, instrument: Instrument) -> Fact:
    truth = Truth.TRUE if instrument.text.strip() else Truth.UNKNOWN
    return Fact(spec.name, truth, Origin.COMPUTED, spec.question)


_COMPUTED: dict[str, Callable[[FactSpec, Instrument], Fact]] = {
    "between_states": _between_states,
    _PARTY: lambda spec, _: Fact(spec.name, Truth.UNKNOWN, Origin.COMPUTED, spec.question),
    "between_governments": _between_governments,
    "written": _written,
}
