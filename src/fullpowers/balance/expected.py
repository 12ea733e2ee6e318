"""What agreements of this kind usually hold: where it stands here, or that it is missing."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from fullpowers.model import Analysis, Held, Instrument, Missing, Passage, ProvisionKind, Usual

from .lists import Expected, checklist, pattern
from .spans import Spans

_NOT_SEARCHED = {
    ProvisionKind.TITLE,
    ProvisionKind.CONTENTS,
    ProvisionKind.RECITAL,
    ProvisionKind.MARGIN,
    ProvisionKind.NOTE,
}
_SHOWN = 3
"""Passages kept as evidence of one item."""
_LOOKED_AT = {"production sharing": 33, "concession or licence": 21}
_ANNOTATIONS = "contracts of the ResourceContracts annotations, development half; annotation is not complete"


def kinds_of(instrument: Instrument) -> tuple[Held, ...]:
    """The kinds of agreement that it is taken for, with the words that show it."""
    found = []
    for kind in checklist().kinds:
        title = pattern((kind.title,)).search(instrument.title)
        seen = list(pattern((kind.words,)).finditer(instrument.text))
        if title is None and len(seen) < kind.least:
            continue
        passages = [instrument.passage(one.start(), one.end()) for one in seen[:_SHOWN]]
        start = instrument.text.find(title[0]) if title else -1
        if title and start >= 0:
            passages.insert(0, instrument.passage(start, start + len(title[0])))
        found.append(Held(kind.name, tuple(passages)))
    return tuple(found)


def held_and_missing(
    instrument: Instrument, analysis: Analysis, kinds: tuple[Held, ...]
) -> tuple[tuple[Held, ...], tuple[Missing, ...]]:
    """What is expected of these kinds, divided into what stands in the text and what does not."""
    searched = _Searched.of(instrument)
    taken_for = {kind.item for kind in kinds}
    held, missing = [], []
    for expected in checklist().expected:
        if expected.kinds and not taken_for.intersection(expected.kinds):
            continue
        passages = searched.where(expected, analysis)
        if passages:
            held.append(Held(expected.item, passages))
        else:
            usual = tuple(
                Usual(kind, count, _LOOKED_AT[kind], _ANNOTATIONS)
                for kind, count in expected.usual.items()
                if kind in taken_for
            )
            missing.append(Missing(expected.item, expected.why, expected.looked_for, usual))
    return tuple(held), tuple(missing)


@dataclass(frozen=True, slots=True)
class _Searched:
    """The text outside the preamble and the margins, provision by provision."""

    instrument: Instrument
    places: tuple[tuple[int, str, str], ...]
    """Where each begins, its words, and the same in lower case."""
    spans: Spans

    @classmethod
    def of(cls, instrument: Instrument) -> _Searched:
        spans = [
            (provision.start, provision.own_end)
            for provision in instrument.walk()
            if provision.kind not in _NOT_SEARCHED
        ]
        words = [(start, instrument.text[start:end]) for start, end in spans]
        places = tuple((start, said, said.lower()) for start, said in words)
        return cls(instrument, places, Spans(spans))

    def where(self, expected: Expected, analysis: Analysis) -> tuple[Passage, ...]:
        """Terms of the right kind, else words."""
        terms = [
            term.passage
            for term in analysis.terms
            if term.kind.value in expected.terms
            and not term.about
            and self.spans.touch(term.passage.start, term.passage.start + 1)
        ]
        if terms:
            return tuple(terms[:_SHOWN])
        found = (
            self.instrument.passage(start + one.start(), start + one.end())
            for start, words, lowered in self.places
            if not expected.cues or any(map(lowered.__contains__, expected.cues))
            for one in pattern(expected.looked_for).finditer(words)
        )
        return tuple(islice(found, _SHOWN))
