"""The sentences of an instrument, ready to be searched for the words that show a fact."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from fullpowers.model import Instrument, Provision, ProvisionKind

from .same import Same

_UNHEARD = {ProvisionKind.CONTENTS, ProvisionKind.NOTE, ProvisionKind.MARGIN}
"""Parts whose sentences say nothing of what is agreed."""
_PART = {
    ProvisionKind.TITLE: "title",
    ProvisionKind.RECITAL: "recitals",
    ProvisionKind.SIGNATURE: "signature",
}
_SIGNATORY = re.compile(r"\n(?=\s*(?:for|on behalf of|за|від імені)\b)", re.IGNORECASE)
"""Where, in a signature block, the lines of one side begin."""
_END = re.compile(r"(?<=[.;:!?])[”\"’)]{0,2}\s+(?=[\W\d]{0,3}[^\W\d_])|\n")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A stretch of the canonical text and the part of the instrument that it stands in."""

    start: int
    end: int
    part: str


@dataclass(slots=True)
class Sentences:
    """All sentences of an instrument with a sieve by stems, so that patterns meet few of them."""

    text: str
    all: tuple[Sentence, ...]
    lower: str = ""
    """The text in lower case, letter for letter."""
    _starts: list[int] = field(default_factory=list)
    _sieved: dict[str, tuple[int, ...]] = field(default_factory=dict)
    matched: dict[tuple[object, ...], list[tuple[Sentence, re.Match[str]]]] = field(default_factory=dict)
    """What patterns found, so that the law of a second state does not search again."""
    absent: frozenset[str] | None = None
    """Names of states that stand nowhere in the text, once somebody has looked."""

    def with_stem(self, stem: str) -> tuple[int, ...]:
        """Indices of the sentences in which ``stem`` (lower case) stands, in order."""
        if stem not in self._sieved:
            found: dict[int, None] = {}
            at = self.lower.find(stem)
            while at >= 0:
                index = bisect_right(self._starts, at) - 1
                past = self.all[index].end if index >= 0 else at + 1
                if index >= 0 and at < past:
                    found[index] = None
                at = self.lower.find(stem, max(past, at + 1))
            self._sieved[stem] = tuple(found)
        return self._sieved[stem]


def sentences(instrument: Instrument) -> Sentences:
    """The sentences of every provision whose words count; those of the last two instruments are kept."""
    return _read(Same(instrument))


@lru_cache(maxsize=2)
def _read(same: Same[Instrument]) -> Sentences:
    instrument = same.value
    found = tuple(
        sentence
        for provision in instrument.walk()
        if provision.kind not in _UNHEARD
        for sentence in _of(provision, instrument.text)
    )
    found = tuple(sorted(found, key=lambda sentence: sentence.start))
    return Sentences(instrument.text, found, _lowered(instrument.text), [s.start for s in found])


def _of(provision: Provision, text: str) -> Iterator[Sentence]:
    part = _PART.get(provision.kind, "operative")
    start, end = provision.start, provision.own_end
    if part == "signature" and (first := _SIGNATORY.search(text, start, end)):
        bounds = [mark.end() for mark in _SIGNATORY.finditer(text, start, end)] + [end]
        yield from (Sentence(*lines, part) for lines in pairwise(bounds))
        end = first.start()
    for mark in _END.finditer(text, start, end):
        if text[start : mark.start()].strip():
            yield Sentence(start, mark.start(), part)
        start = mark.end()
    if text[start:end].strip():
        yield Sentence(start, end, part)


def _lowered(text: str) -> str:
    """The text in lower case, letter for letter: offsets stay what they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)
