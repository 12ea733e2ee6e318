"""Clauses whose own words are of no known form: told by their heading, or by a defined term that they use.

Method: a heading names what stands under it, a definition what its term stands for. Both only fill gaps:
where a pattern has already found a clause of the kind, they are silent. The words are ``data/evidence.yaml``.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import Definition, Instrument, Provision, Term, TermKind, from_yaml

from ..sentences import Sentence

_HEADING = 80
"""Code points of the longest heading that runs in before its clause."""
_TOO_MANY = 12
"""Uses of one defined term that are looked at; the first says what the others repeat."""


COUNTED: Mapping[TermKind, Set[TermKind]] = {
    TermKind.REVENUE_SHARE: {TermKind.REVENUE_SHARE, TermKind.ROYALTY},
    TermKind.ROYALTY: {TermKind.REVENUE_SHARE, TermKind.ROYALTY},
    TermKind.MINIMUM_COMMITMENT: {TermKind.MINIMUM_COMMITMENT},
    TermKind.LIABILITY_CAP: {TermKind.LIABILITY_CAP},
}
"""Kinds of clauses that are said by a figure of these kinds in the same sentence."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What makes a heading or a definition evidence of a kind, as it stands in the data."""

    id: str
    kind: TermKind
    says: str
    """The sentence itself must speak of it with these words."""
    source: str
    examples: tuple[str, ...]
    headings: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    """A defined term that reads so."""
    meanings: tuple[str, ...] = ()
    """A definition that means so."""
    unless: tuple[str, ...] = ()
    value: str = ""
    counterexamples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _File:
    says: str
    unless: str
    entries: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class _Compiled:
    entry: Evidence
    says: re.Pattern[str]
    headings: re.Pattern[str] | None
    terms: re.Pattern[str] | None
    meanings: re.Pattern[str] | None
    unless: re.Pattern[str]

    def said(self, words: str, verb: re.Pattern[str]) -> bool:
        """Whether a sentence lays something down about it."""
        return bool(verb.search(words) and self.says.search(words) and not self.unless.search(words))


@dataclass(frozen=True, slots=True)
class _Headed:
    """Sentences that stand under one heading."""

    heading: str
    sentences: tuple[Sentence, ...]


def evident_terms(
    instrument: Instrument,
    sentences: Sequence[Sentence],
    definitions: Sequence[Definition],
    found: Sequence[Term],
) -> Iterator[Term]:
    """The clauses of which only a heading or a defined term tells the kind; ``found`` are known already."""
    known = sorted((term.passage.start, term.kind, term.value) for term in found)
    for entry, sentence in (
        *_by_heading(instrument, sentences, known),
        *_by_definition(instrument, sentences, definitions, known),
    ):
        label = f"{entry.kind.value}: {entry.value}" if entry.value else entry.kind.value
        passage = instrument.passage(sentence.start, sentence.end)
        yield Term(entry.kind, label, passage, value=entry.value, rule=entry.id)


_Known = Sequence[tuple[int, TermKind, str]]


def _by_heading(
    instrument: Instrument, sentences: Sequence[Sentence], known: _Known
) -> Iterator[tuple[Evidence, Sentence]]:
    entries, verb = evidence()
    for part in _headed(instrument, sentences):
        for one in entries:
            if one.headings is None or not one.headings.search(part.heading):
                continue
            if _has(known, one.entry, part.sentences[0].start, part.sentences[-1].end):
                continue
            fits = (each for each in part.sentences if one.said(each.text(instrument), verb))
            sentence = next(fits, None)
            if sentence is not None:
                yield one.entry, sentence


def _by_definition(
    instrument: Instrument, sentences: Sequence[Sentence], definitions: Sequence[Definition], known: _Known
) -> Iterator[tuple[Evidence, Sentence]]:
    entries, verb = evidence()
    starts = [sentence.start for sentence in sentences]
    seen: set[tuple[str, int]] = set()
    for definition in definitions:
        meaning = definition.meaning.quote[:400] if definition.meaning else ""
        for one in entries:
            named = one.terms is not None and one.terms.search(definition.term)
            meant = one.meanings is not None and one.meanings.search(meaning)
            if not (named or meant):
                continue
            for sentence in _uses(instrument, sentences, starts, definition):
                if (one.entry.id, sentence.start) in seen or _has(
                    known, one.entry, sentence.start, sentence.end
                ):
                    continue
                if one.said(sentence.text(instrument), verb):
                    seen.add((one.entry.id, sentence.start))
                    yield one.entry, sentence
                    break


def _has(known: _Known, entry: Evidence, start: int, end: int) -> bool:
    """Whether a term of the entry's kind (and value) begins between two offsets."""
    at = bisect_left(known, (start,))
    alike = COUNTED.get(entry.kind, {entry.kind})
    while at < len(known) and known[at][0] < end:
        _, kind, value = known[at]
        if kind in alike and entry.value in ("", value):
            return True
        at += 1
    return False


def _uses(
    instrument: Instrument, sentences: Sequence[Sentence], starts: Sequence[int], definition: Definition
) -> Iterator[Sentence]:
    """The operative sentences that use a defined term, its definition left out, each once."""
    last = -1
    uses = re.finditer(rf"(?<!\w){re.escape(definition.term)}", instrument.text)
    for count, use in enumerate(uses):
        if count > _TOO_MANY:
            return
        number = bisect_right(starts, use.start()) - 1
        if number < 0 or number == last or not sentences[number].operative:
            continue
        last = number
        sentence = sentences[number]
        if not sentence.start <= definition.passage.start < sentence.end and use.start() < sentence.end:
            yield sentence


def _headed(instrument: Instrument, sentences: Sequence[Sentence]) -> Iterator[_Headed]:
    """Operative sentences by the nearest heading above them: printed as one, or running in before them."""
    above = _headings(instrument.provisions)
    heading, path, group = "", "", list[Sentence]()
    for sentence in sentences:
        if not sentence.operative:
            continue
        here = sentence.provision.path
        own = _run_in(instrument, sentence)
        inside = bool(path) and (here == path or here.startswith(path + "/"))
        now = own or (heading if inside else above.get(here, ""))
        if own or now != heading or not inside:
            if group and heading:
                yield _Headed(heading, tuple(group))
            group = []
            heading, path = now, here if own or not now else _place(above, here)
        if not own:
            group.append(sentence)
    if group and heading:
        yield _Headed(heading, tuple(group))


def _headings(provisions: Sequence[Provision], inherited: str = "") -> dict[str, str]:
    """The nearest heading of every provision, by its path."""
    found = {}
    for provision in provisions:
        heading = " ".join(provision.heading.split()).strip(" .:—–-") or inherited
        found[provision.path] = heading
        found.update(_headings(provision.children, heading))
    return found


def _place(above: dict[str, str], path: str) -> str:
    """The outermost provision that has the same nearest heading."""
    while "/" in path and above.get(path.rpartition("/")[0]) == above.get(path):
        path = path.rpartition("/")[0]
    return path


_NUMBER = re.compile(r"^(?:Article |Section )?[\dA-Za-z]{0,4}(?:\.\d{1,3}){0,3}[.)]?\s+(?=\w)")


def _run_in(instrument: Instrument, sentence: Sentence) -> str:
    """The heading that a sentence is, when it has few words and no verb: ``Governing Law.``"""
    if sentence.end - sentence.start > _HEADING:
        return ""
    words = sentence.text(instrument)
    if (
        words[-1] not in ".:—–-"
        or evidence()[1].search(words)
        or not words[:1].isupper() | words[:1].isdigit()
    ):
        return ""
    return _NUMBER.sub("", words).strip(" .:—–-")


@cache
def evidence() -> tuple[tuple[_Compiled, ...], re.Pattern[str]]:
    """All entries, and the verbs that lay something down; loaded once."""
    text = files("fullpowers.language").joinpath("data/evidence.yaml").read_text(encoding="utf-8")
    data = from_yaml(text, _File, where="language/data/evidence.yaml")
    return tuple(_compile(one, data.unless) for one in data.entries), re.compile(data.says, re.I)


def _compile(entry: Evidence, unless: str) -> _Compiled:
    def any_of(patterns: tuple[str, ...]) -> re.Pattern[str] | None:
        return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I) if patterns else None

    return _Compiled(
        entry,
        re.compile(entry.says, re.I),
        any_of(entry.headings),
        any_of(entry.terms),
        any_of(entry.meanings),
        re.compile("|".join(f"(?:{pattern})" for pattern in (unless, *entry.unless)), re.I),
    )
