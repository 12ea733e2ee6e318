"""The sentences of a draft and their numbers, and the words by which fiscal clauses are recognised."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import (
    OPERATIVE,
    Analysis,
    Instrument,
    Passage,
    ProvisionKind,
    Quantity,
    from_yaml,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """How one instrument is recognised (``data/clauses.yaml``)."""

    label: str
    about: str
    unless: str


@dataclass(frozen=True, slots=True)
class ClauseWords:
    """The lists of ``data/clauses.yaml``."""

    state: str
    investor: str
    royalty: Clause
    recovery: Clause
    split: Clause
    income_tax: Clause
    participation: Clause
    bonus: Clause
    domestic_market: Clause
    windfall: Clause
    recoverable: str
    off_the_top: str
    from_share: str
    gross_base: str
    ceiling_words: str
    profit_share_base: str
    exempt: str
    losses: str
    written_off: str
    recovers: str
    market_price: str
    uplift: str
    carried: str
    until_production: str
    carry_interest: str
    r_factor: str
    by_production: str
    by_price: str
    excess: str
    unpriced: dict[str, str]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a whole paragraph, with its place in the canonical text."""

    start: int
    end: int
    text: str

    def has(self, pattern: str) -> bool:
        """Whether the pattern is found in it, without regard to case."""
        return re.search(pattern, self.text, re.IGNORECASE) is not None


Numbers = list[tuple[Quantity, Passage]]


class Sentences:
    """The sentences of the provisions that can bind, with the numbers found in them."""

    def __init__(self, instrument: Instrument, analysis: Analysis) -> None:
        self.instrument = instrument
        self.all = tuple(_sentences(instrument))
        numbered: dict[int, tuple[Quantity, Passage]] = {}
        for term in analysis.terms:
            if term.quantity is not None:
                numbered.setdefault(term.passage.start, (term.quantity, term.passage))
        self._starts = sorted(numbered)
        self._found = [numbered[start] for start in self._starts]

    def about(self, clause: Clause) -> Iterator[Sentence]:
        """Sentences about an instrument, with the points that they lead; without a number, its paragraph."""
        for sentence in self.all:
            if not sentence.has(clause.about) or sentence.has(clause.unless):
                continue
            if sentence.text.rstrip().endswith(":"):
                yield self.whole(sentence)
            else:
                yield sentence if self._numbers(sentence, lambda _: True) else self._paragraph(sentence)

    def anywhere(self, pattern: str) -> bool:
        """Whether any sentence has the pattern."""
        return any(sentence.has(pattern) for sentence in self.all)

    def percents(self, sentence: Sentence, *, yearly: bool = False) -> Numbers:
        """Percentages; ``yearly`` asks for rates a year, such as interest, and only for them."""
        found = self._numbers(sentence, lambda unit: unit == "percent")
        return [
            (one, passage)
            for one, passage in found
            if (one.per == "year") is yearly and 0 <= one.amount <= 100
        ]

    def years(self, sentence: Sentence) -> int:
        """The one number of years in the sentence; 0 when there is none, or several."""
        found = self._numbers(sentence, lambda unit: unit == "year")
        return int(found[0][0].amount) if len(found) == 1 and 1 <= found[0][0].amount <= 50 else 0

    def sums(self, sentence: Sentence) -> Numbers:
        """Amounts of money."""
        return self._numbers(sentence, lambda unit: unit == "$" or (len(unit) == 3 and unit.isupper()))

    def volumes(self, sentence: Sentence) -> Numbers:
        """Volumes and masses of production."""
        return self._numbers(sentence, lambda unit: unit in ("t", "bbl", "m3", "boe"))

    def whole(self, sentence: Sentence) -> Sentence:
        """The provision of a sentence from there on, with the points under it, as a scale is printed."""
        provision = self.instrument.at(sentence.start)
        if provision is None:
            return sentence
        end = max(sentence.end, provision.end)
        return Sentence(sentence.start, end, self.instrument.text[sentence.start : end])

    def article(self, sentence: Sentence) -> str:
        """The text of the article that the sentence stands in."""
        provision = self.instrument.at(sentence.start)
        top = self.instrument.provision(provision.path.split("/")[0]) if provision else None
        return self.instrument.text[top.start : top.end] if top else sentence.text

    def passage(self, sentence: Sentence) -> Passage:
        """The sentence as evidence."""
        return self.instrument.passage(sentence.start, sentence.end)

    def _paragraph(self, sentence: Sentence) -> Sentence:
        provision = self.instrument.at(sentence.start)
        if provision is None:
            return sentence
        end = max(sentence.end, provision.own_end)
        text = self.instrument.text[sentence.start : end].rstrip()
        return Sentence(sentence.start, sentence.start + len(text), text)

    def _numbers(self, sentence: Sentence, fits: Callable[[str], bool]) -> Numbers:
        """In the order of the text, each once."""
        begin, end = (bisect_left(self._starts, place) for place in (sentence.start, sentence.end))
        return [found for found in self._found[begin:end] if fits(found[0].unit)]


def _sentences(instrument: Instrument) -> Iterator[Sentence]:
    for provision in instrument.walk():
        if provision.kind not in OPERATIVE and provision.kind is not ProvisionKind.TEXT:
            continue
        start, end = provision.body, provision.own_end
        for match in re.finditer(r"[^\s](?:[^.]|\.(?!\s))*\.?", instrument.text[start:end]):
            yield Sentence(start + match.start(), start + match.end(), match.group())


@cache
def clause_words() -> ClauseWords:
    """The words that ship."""
    text = files(__package__).joinpath("data/clauses.yaml").read_text(encoding="utf-8")
    return from_yaml(text, ClauseWords, where="value/data/clauses.yaml")
