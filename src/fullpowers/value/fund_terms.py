"""What a draft says about a fund itself: who pays in, who owns and decides, what comes back and when."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from fullpowers.model import (
    Analysis,
    Force,
    Instrument,
    Modality,
    Passage,
    Term,
    TermKind,
)

from .bases import FundWords, base_words
from .clauses import Sentences


@dataclass(frozen=True, slots=True)
class PaymentTerm:
    """Yearly money that the partner pays; ``years`` is ``None`` when the text does not say."""

    amount: float
    currency: str
    years: int | None
    intended_only: bool
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that the text says, with its place; ``unit`` is a currency or empty."""

    amount: float
    passage: Passage
    unit: str = ""
    intended_only: bool = False


@dataclass(frozen=True, slots=True)
class FundTerms:
    """The terms of a fund; ``None`` is what the text does not say.

    Attributes:
        payments: of the partner.
        cap: on the state's contributions.
        reinvest: years in which nothing is distributed; infinite when the text sets no end.
        at_home: where it says that the fund invests in the country.
        partner_share: of the fund.
        by_contributions: where ownership follows what each side has paid in.
        considered: where contributions are only to be taken into consideration.
        preferred: yearly return that the partner gets before the rest is divided.
        credit: aid that counts as paid in; the amount is 0 when the text names no sum.
        uncredited: where the text says that aid does not count.
        default: where a side that does not pay loses votes or distributions.
        late_interest: yearly interest on contributions that come late.
        partner_decides: where the partner has, or appoints, more than half of the votes.
        together: where both sides have the same number of votes, or decide by consensus.
    """

    payments: tuple[PaymentTerm, ...] = ()
    cap: Stated | None = None
    reinvest: Stated | None = None
    at_home: Passage | None = None
    partner_share: Stated | None = None
    by_contributions: Passage | None = None
    considered: Passage | None = None
    preferred: Stated | None = None
    credit: Stated | None = None
    uncredited: Passage | None = None
    default: Passage | None = None
    late_interest: Stated | None = None
    partner_decides: Passage | None = None
    together: Passage | None = None


def fund_terms(
    instrument: Instrument, analysis: Analysis, party: str, skip: Callable[[Passage], bool]
) -> FundTerms:
    """The terms of a fund as seen from ``party``; ``skip`` tells passages that belong to something else."""
    reader = _Reader(instrument, analysis, party, skip)
    return FundTerms(
        payments=reader.payments(),
        cap=reader.cap(),
        reinvest=reader.reinvest(),
        at_home=reader.where(reader.words.at_home),
        partner_share=reader.ownership(),
        by_contributions=reader.where(reader.words.by_contributions),
        considered=reader.where(reader.words.contributions_considered),
        preferred=reader.rate(reader.words.preferred),
        credit=reader.credit(),
        uncredited=reader.where(reader.words.not_credited),
        default=reader.where(reader.words.default),
        late_interest=reader.rate(reader.words.late_interest),
        partner_decides=reader.partner_decides(),
        together=reader.where(reader.words.together),
    )


class _Reader:
    def __init__(
        self, instrument: Instrument, analysis: Analysis, party: str, skip: Callable[[Passage], bool]
    ) -> None:
        self.instrument, self.analysis, self.party = instrument, analysis, party
        self.words: FundWords = base_words().fund
        self.text = Sentences(instrument, analysis)
        self.terms = [term for term in analysis.terms if not skip(term.passage)]

    def of(self, *kinds: TermKind) -> Iterator[Term]:
        return (term for term in self.terms if term.kind in kinds)

    def where(self, pattern: str) -> Passage | None:
        """The first sentence that has the pattern."""
        return next((self.text.passage(one) for one in self.text.all if one.has(pattern)), None)

    def rate(self, pattern: str) -> Stated | None:
        """A percentage, of a year or of the whole, in a sentence that has the pattern."""
        for sentence in self.text.all:
            if sentence.has(pattern):
                both = (*self.text.percents(sentence, yearly=True), *self.text.percents(sentence))
                for quantity, passage in both:
                    return Stated(float(quantity.amount) / 100.0, passage)
        return None

    def payments(self) -> tuple[PaymentTerm, ...]:
        return tuple(
            self._payment(term)
            for term in self.of(TermKind.AMOUNT, TermKind.MINIMUM_COMMITMENT)
            if term.bearer not in ("", self.party) and is_money(term)
        )

    def _payment(self, term: Term) -> PaymentTerm:
        quantity = term.quantity
        assert quantity is not None  # noqa: S101 - is_money has seen to it
        start, end = sentence_around(term.passage, self.analysis)
        years = [
            int(other.quantity.amount)
            for other in self.terms
            if other.quantity is not None
            and other.quantity.unit == "year"
            and start <= other.passage.start < end
            and other.quantity.amount >= 1
        ]
        each_year = r"\b(?:each|every|per|a) (?:of the \w+ )?years?\b|\bannual"
        yearly = quantity.per == "year" or re.search(
            each_year, self.instrument.text[start:end], re.IGNORECASE
        )
        # one sum: as if paid in the first year
        number = (years[0] if years else None) if yearly else 1
        soft = intended(term.passage, self.analysis)
        return PaymentTerm(float(quantity.amount), quantity.unit, number, soft, (term.passage,))

    def cap(self) -> Stated | None:
        for term in self.of(TermKind.CAP):
            if is_money(term) and term.quantity is not None and not term.quantity.per:
                return Stated(float(term.quantity.amount), term.passage, term.quantity.unit)
        return None

    def reinvest(self) -> Stated | None:
        for term in self.of(TermKind.DURATION):
            if term.quantity is not None and term.quantity.unit == "year":
                start, end = sentence_around(term.passage, self.analysis)
                if re.search(self.words.reinvest, self.instrument.text[start:end], re.IGNORECASE):
                    soft = intended(term.passage, self.analysis)
                    return Stated(float(term.quantity.amount), term.passage, intended_only=soft)
        without_end = self.where(self.words.reinvest)
        if without_end is None:
            return None
        return Stated(float("inf"), without_end, intended_only=intended(without_end, self.analysis))

    def ownership(self) -> Stated | None:
        """The partner's share of the fund."""
        for term in self.of(TermKind.OWNERSHIP):
            quantity = term.quantity
            if quantity is None or quantity.unit not in ("percent", "fraction"):
                continue
            share = float(quantity.amount) / (100.0 if quantity.unit == "percent" else 1.0)
            if 0 <= share <= 1:
                holder = term.beneficiary or term.bearer
                return Stated(1.0 - share if holder == self.party else share, term.passage)
        return None

    def credit(self) -> Stated | None:
        for sentence in self.text.all:
            if sentence.has(self.words.credited) and not sentence.has(self.words.not_credited):
                for quantity, _ in self.text.sums(sentence):
                    return Stated(float(quantity.amount), self.text.passage(sentence), quantity.unit)
                return Stated(0.0, self.text.passage(sentence))
        return None

    def partner_decides(self) -> Passage | None:
        for term in self.of(TermKind.VOTES):
            quantity = term.quantity
            if quantity is None or quantity.unit != "percent" or not 0 <= quantity.amount <= 100:
                continue
            holder = term.beneficiary or term.bearer
            if holder and holder not in (self.party, "each party") and quantity.amount > 50:
                return term.passage
        return self._appointed_by_the_partner()

    def _appointed_by_the_partner(self) -> Passage | None:
        """Where the partner appoints more than half of those who decide."""
        number = rf"(?:{'|'.join(self.words.numbers)}|\d+)"
        ours = {name for party in self.instrument.parties if party.name == self.party
                for name in (party.name, *party.aliases)}  # fmt: skip
        for sentence, pattern in itertools.product(self.text.all, self.words.appointed):
            match = re.search(pattern.replace("{n}", number), sentence.text, re.IGNORECASE)
            if match is None or any(name.casefold() in match["who"].casefold() for name in ours):
                continue
            if 2 * self._count(match["part"]) > self._count(match["whole"]):
                return self.text.passage(sentence)
        return None

    def _count(self, word: str) -> int:
        plain = word.casefold()
        return int(plain) if plain.isdigit() else 1 + self.words.numbers.index(plain)


def is_money(term: Term) -> bool:
    """Whether the term is a sum in a currency."""
    return term.quantity is not None and len(term.quantity.unit) == 3 and term.quantity.unit.isupper()


def intended(passage: Passage, analysis: Analysis) -> bool:
    """Whether the clause around the passage speaks of an intention, or binds nobody."""
    for undertaking in analysis.undertakings:
        if undertaking.passage.start <= passage.start < undertaking.passage.end:
            return undertaking.modality is Modality.INTENTION or undertaking.force in (
                Force.ASPIRATIONAL,
                Force.BEST_EFFORTS,
                Force.RECITAL,
            )
    return False


def sentence_around(passage: Passage, analysis: Analysis) -> tuple[int, int]:
    """The clause that the passage stands in."""
    for undertaking in analysis.undertakings:
        if undertaking.passage.start <= passage.start < undertaking.passage.end:
            return undertaking.passage.start, undertaking.passage.end
    return passage.start, passage.end
