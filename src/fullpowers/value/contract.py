"""What a contract with an investor says about royalty, cost recovery, profit split, tax and the rest.

Each clause becomes an instrument of a :class:`Regime`. What the text does not say comes from the regime that
the economics file calls ``agreement`` (assumed), or is nothing, and then the input says so (silent). A
clause that is recognised but not understood is named, never taken for nothing. Where the words leave open
what is meant (before or after royalty; of gross or of what is left), every reading is a regime of its own.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from fullpowers.model import Analysis, Instrument, InvalidData, Passage, Quantity, Standing, ValueInput

from .clauses import Clause, Numbers, Sentence, Sentences, clause_words
from .regime import (
    Bonus,
    CostRecovery,
    Depreciation,
    DomesticMarket,
    IncomeTax,
    Participation,
    Regime,
    Royalty,
    Split,
    Tier,
)
from .units import convert_quantity

Options = list[tuple[str, Any]]
"""The readings of one instrument: what was taken to be meant (empty when that is clear), and the value."""


@dataclass(frozen=True, slots=True)
class Contract:
    """The fiscal terms of a contract: one regime for each reading that its words allow.

    ``spans`` are the sentences that were understood as terms of the contract, so that nothing is
    counted twice; ``unread`` are clauses that were recognised and not understood.
    """

    regimes: tuple[tuple[str, Regime], ...] = ()
    inputs: tuple[ValueInput, ...] = ()
    unread: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()

    def covers(self, passage: Passage) -> bool:
        """Whether the passage stands in a sentence that was understood as a term of the contract."""
        return any(start <= passage.start < end for start, end in self.spans)


@dataclass(frozen=True, slots=True)
class Setting:
    """What a contract needs from the economics file.

    ``fallback`` holds terms that are assumed where the text is silent, ``sold_in`` the unit in which the
    projects under the contract sell (empty when there are none).
    """

    fallback: Regime | None = None
    currency: str = "USD"
    sold_in: str = ""


def contract_of(instrument: Instrument, analysis: Analysis, setting: Setting) -> Contract:
    """The contract in a draft; without regimes when the draft is none."""
    reader = _Reader(Sentences(instrument, analysis), setting)
    fields = reader.fields()
    shared = {"recovery", "split"} & set(fields)
    if not fields or not (shared or reader.investor_pays()):
        return Contract()
    base = setting.fallback or Regime()
    for one, other in (("recovery", "split"), ("split", "recovery")):
        if one in fields and other not in fields and getattr(base, other) is None:
            reader.unread.append(f"{one} without {other}: neither the text nor the file has the other half")
            del fields[one]
    if "recovery" not in fields and base.recovery is None and fields.pop("domestic_market", []):
        reader.unread.append("domestic market obligation: only valued where production is shared")
    if not fields:
        return Contract(unread=tuple(reader.unread))
    regimes = []
    for choice in itertools.product(*fields.values()):
        label = "; ".join(label for label, _ in choice if label)
        values = {name: value for name, (_, value) in zip(fields, choice, strict=True)}
        regimes.append((label, replace(base, **values)))
    inputs = (*reader.inputs, *_silent(fields, base))
    return Contract(tuple(regimes), inputs, tuple(reader.unread), tuple(reader.spans))


def _silent(fields: dict[str, Options], base: Regime) -> Iterator[ValueInput]:
    """An input for each instrument that the text does not have."""
    shared = "recovery" in fields or base.recovery is not None
    if not shared:
        said = "none: all production is the investor's, as under a licence"
        yield ValueInput("split", "Sharing of production", Standing.SILENT, said)
    for name, clause in _clauses().items():
        if name in fields or (not shared and name in ("recovery", "split", "domestic_market")):
            continue
        assumed = getattr(base, name)
        if assumed:
            said = "as the economics file says under “agreement”"
            yield ValueInput(name, clause.label, Standing.ASSUMED, said, "regimes: agreement")
        else:
            yield ValueInput(
                name, clause.label, Standing.SILENT, "none in the text or in the file; none is counted"
            )


def _clauses() -> dict[str, Clause]:
    """Each field of a regime with the clause that fills it."""
    words = clause_words()
    return {
        "royalties": words.royalty,
        "recovery": words.recovery,
        "split": words.split,
        "income_tax": words.income_tax,
        "participation": words.participation,
        "bonuses": words.bonus,
        "domestic_market": words.domestic_market,
        "windfall": words.windfall,
    }


class _Reader:
    """Reads one draft; each method looks for one instrument and returns its readings."""

    def __init__(self, text: Sentences, setting: Setting) -> None:
        self.text, self.setting, self.words = text, setting, clause_words()
        self.currency = setting.currency
        self.inputs: list[ValueInput] = []
        self.unread: list[str] = []
        self.spans: list[tuple[int, int]] = []

    def investor_pays(self) -> bool:
        """Whether an investor owes anything, as in a contract or licence."""
        return self.text.anywhere(rf"\b(?:{self.words.investor})\b[^.;]{{0,40}}\b(?:shall|will|must|pays?)\b")

    def fields(self) -> dict[str, Options]:
        """Each instrument that the text has: its field of :class:`Regime`, and its readings."""
        looks = {
            "royalties": self._royalty,
            "recovery": self._recovery,
            "split": self._split,
            "income_tax": self._income_tax,
            "participation": self._participation,
            "bonuses": self._bonuses,
            "domestic_market": self._domestic_market,
        }
        found: dict[str, Options] = {}
        for name, clause in _clauses().items():
            about = list(self.text.about(clause))
            options = looks[name](about) if name in looks else []
            if options:
                found[name] = options
            elif about:
                self.unread.append(
                    f"{clause.label}, {self.text.passage(about[0]).path}: named, but not understood"
                )
        return found

    # -- instruments -----------------------------------------------------------------------

    def _royalty(self, about: Sequence[Sentence]) -> Options:
        for sentence in about:
            tiers = self._tiers(sentence)
            if not tiers:
                continue
            said = ", then ".join(
                f"{tier.rate * 100:g} percent" + (f" up to a price of {tier.upto:,.0f}" if tier.upto else "")
                for tier in tiers
            )
            self._stated("royalties", self.words.royalty.label, said, sentence)
            return [(label, (Royalty(tiers=tiers, order=order),)) for label, order in self._orders()]
        return []

    def _orders(self) -> list[tuple[str, Any]]:
        """Who bears the royalty, where production is shared: what the text says, or both readings."""
        for pattern, order in (
            (self.words.recoverable, "recoverable"),
            (self.words.off_the_top, "first"),
            (self.words.from_share, "contractor"),
        ):
            if self.text.anywhere(pattern):
                return [("", order)]
        if not any(True for _ in self.text.about(self.words.split)):
            return [("", "first")]
        return [
            ("the royalty is taken off the top", "first"),
            ("the investor pays the royalty out of its share", "contractor"),
        ]

    def _tiers(self, sentence: Sentence) -> tuple[Tier, ...]:
        """One rate, or a scale by price: each rate with the upper bound that stands behind it."""
        percents = self.text.percents(sentence)
        if not percents:
            return ()
        if len(percents) == 1:
            return (Tier(float(percents[0][0].amount) / 100),)
        prices = [one for one in self.text.sums(sentence) if one[0].unit in (self.currency, "$")]
        whole = not sentence.has(self.words.excess)
        ends = [passage.start for _, passage in percents[1:]] + [sentence.end]
        tiers = []
        for (rate, passage), end in zip(percents, ends, strict=True):
            uppers = [
                float(price.amount)
                for price, place in prices
                if passage.start < place.start < end and price.comparator in ("at most", "less than")
            ]
            upto = uppers[0] if uppers else None
            tiers.append(Tier(float(rate.amount) / 100, upto, "whole" if whole else "excess"))
        bounds = [tier.upto for tier in tiers[:-1] if tier.upto is not None]
        rising = len(bounds) == len(tiers) - 1 and bounds == sorted(set(bounds)) and tiers[-1].upto is None
        return tuple(tiers) if rising else ()

    def _recovery(self, about: Sequence[Sentence]) -> Options:
        for sentence in about:
            percents = self.text.percents(sentence)
            limited = any(one.comparator in ("at most", "less than") for one, _ in percents)
            if len(percents) != 1 or not (limited or sentence.has(self.words.ceiling_words)):
                continue
            recovery = self._recovery_terms(CostRecovery(float(percents[0][0].amount) / 100))
            bases = self._bases(sentence)
            said = f"{percents[0][0].amount:g} percent" + (f" of {bases[0][1]}" if len(bases) == 1 else "")
            self._stated("recovery", self.words.recovery.label, said, sentence)
            return [(label, replace(recovery, base=base)) for label, base in bases]
        if not any(sentence.has(r"\bmay recover|\brecoverable|\brecovers?\b") for sentence in about):
            return []
        said = "no ceiling that is understood: costs may take all production"
        passages = (self.text.passage(about[0]),)
        self.inputs.append(
            ValueInput("recovery", self.words.recovery.label, Standing.SILENT, said, "", passages)
        )
        return [("", self._recovery_terms(CostRecovery()))]

    def _bases(self, sentence: Sentence) -> list[tuple[str, Any]]:
        if sentence.has(self.words.off_the_top):
            return [("", "net of royalty")]
        if sentence.has(self.words.gross_base) or not any(True for _ in self.text.about(self.words.royalty)):
            return [("", "gross")]
        return [
            ("costs may take their share of gross production", "gross"),
            ("costs may take their share of production net of royalty", "net of royalty"),
        ]

    def _recovery_terms(self, recovery: CostRecovery) -> CostRecovery:
        for sentence in self.text.all:
            years, percents = self.text.years(sentence), self.text.percents(sentence)
            if years and sentence.has(self.words.written_off) and sentence.has(r"\brecover"):
                recovery = replace(recovery, depreciation=Depreciation(years=years))
                self._stated("recovery_years", "Years of recovery of capital", f"{years} years", sentence)
            if percents and sentence.has(self.words.uplift):
                recovery = replace(recovery, uplift=float(percents[0][0].amount) / 100)
                self._stated("uplift", "Uplift on capital", f"{percents[0][0].amount:g} percent", sentence)
        return recovery

    def _split(self, about: Sequence[Sentence]) -> Options:
        for sentence in about:
            share = self._investors(sentence, self.text.percents(sentence))
            if share is not None:
                self._stated("split", self.words.split.label, f"{share * 100:g} percent", sentence)
                return [("", Split((Tier(share),)))]
        return []

    def _investors(self, sentence: Sentence, percents: Numbers) -> float | None:
        """The investor's part, from one or two percentages and the parties named around them."""
        shares = [float(one.amount) / 100 for one, _ in percents]
        if not 1 <= len(shares) <= 2 or (len(shares) == 2 and abs(sum(shares) - 1.0) > 1e-9):
            return None
        named = self._parties_in(sentence)
        if not named:
            return None
        first_end = percents[0][1].end - sentence.start
        until = percents[1][1].start - sentence.start if len(shares) == 2 else len(sentence.text)
        behind = [kind for place, kind in named if first_end <= place < until]
        # “60 percent to the Contractor”: who follows; “the Contractor and the State, 60 to 40”: who comes
        # first; “the share of the State is 40 percent”: who stands last before it
        owner = behind[0] if behind else named[0 if len(shares) == 2 else -1][1]
        if owner == "investor":
            return shares[0]
        return shares[1] if len(shares) == 2 else 1.0 - shares[0]

    def _parties_in(self, sentence: Sentence) -> list[tuple[int, str]]:
        return sorted(
            (match.start(), kind)
            for kind, words in (("investor", self.words.investor), ("state", self.words.state))
            for match in re.finditer(rf"\b(?:{words})\b", sentence.text, re.IGNORECASE)
        )

    def _income_tax(self, about: Sequence[Sentence]) -> Options:
        for sentence in about:
            if sentence.has(self.words.exempt):
                self._stated("income_tax", self.words.income_tax.label, "exempt", sentence)
                return [("", IncomeTax(0.0))]
            percents = self.text.percents(sentence)
            if len(percents) != 1:
                continue
            rate, shared = percents[0][0].amount, sentence.has(self.words.profit_share_base)
            said = f"{rate:g} percent of " + ("the share of profit production" if shared else "the result")
            self._stated("income_tax", self.words.income_tax.label, said, sentence)
            tax = IncomeTax(float(rate) / 100, "profit share" if shared else "accounts")
            return [("", tax if shared else self._tax_terms(tax))]
        return []

    def _tax_terms(self, tax: IncomeTax) -> IncomeTax:
        written = False
        for sentence in self.text.all:
            years = self.text.years(sentence)
            if years and sentence.has(self.words.losses):
                tax = replace(tax, loss_years=years)
                self._stated("loss_years", "Years of loss carry-forward", f"{years} years", sentence)
            if years and sentence.has(self.words.written_off) and not sentence.has(r"\brecover"):
                tax, written = replace(tax, depreciation=Depreciation(years=years)), True
                self._stated("depreciation", "Depreciation for tax", f"{years} years", sentence)
        if not written:
            said = f"straight line over {tax.depreciation.years} years, which the text does not say"
            self.inputs.append(ValueInput("depreciation", "Depreciation for tax", Standing.SILENT, said))
        return tax

    def _participation(self, about: Sequence[Sentence]) -> Options:
        for sentence in about:
            percents = self.text.percents(sentence)
            if len(percents) != 1 or not sentence.has(rf"\b(?:{self.words.state})\b"):
                continue
            article = Sentence(0, 0, self.text.article(sentence))
            carried: Any = "no"
            if article.has(self.words.carried):
                carried = "until production" if article.has(self.words.until_production) else "full"
            said = f"{percents[0][0].amount:g} percent, " + {"no": "paid", "full": "carried"}.get(
                carried, "carried until production"
            )
            self._stated("participation", self.words.participation.label, said, sentence)
            share = float(percents[0][0].amount) / 100
            return [("", Participation(share, carried, self._carry_interest() if carried != "no" else 0.0))]
        return []

    def _carry_interest(self) -> float:
        for sentence in self.text.all:
            rates = self.text.percents(sentence, yearly=True)
            if rates and sentence.has(self.words.carry_interest):
                said = f"{rates[0][0].amount:g} percent a year"
                self._stated("carry_interest", "Interest on what is carried", said, sentence)
                return float(rates[0][0].amount) / 100
        said = "none, which the text does not say"
        self.inputs.append(ValueInput("carry_interest", "Interest on what is carried", Standing.SILENT, said))
        return 0.0

    def _bonuses(self, about: Sequence[Sentence]) -> Options:
        found: list[Bonus] = []
        for sentence in about:
            sums, volumes = self.text.sums(sentence), self.text.volumes(sentence)
            if not sums:
                continue
            if len(sums) > 1 or len(volumes) > 1 or sums[0][0].unit != self.currency:
                place = self.text.passage(sentence).path
                self.unread.append(f"Bonus, {place}: not one sum in {self.currency} with one trigger at most")
                continue
            amount, at, when = float(sums[0][0].amount), None, "at the start"
            if volumes:
                at = self._in_units_sold(volumes[0][0])
                if at is None:
                    place = self.text.passage(sentence).path
                    self.unread.append(f"Bonus, {place}: its trigger is in another unit than what is sold")
                    continue
                when = (
                    f"when production to date reaches {at:,.0f} {self.setting.sold_in or volumes[0][0].unit}"
                )
            self._stated("bonuses", self.words.bonus.label, f"{self.currency} {amount:,.0f} {when}", sentence)
            found.append(Bonus(amount, at))
        return [("", tuple(found))] if found else []

    def _in_units_sold(self, volume: Quantity) -> float | None:
        """A volume of the text in the unit that the projects sell in; ``None`` when no factor joins them.

        A bare mass is taken to be of what is sold: “100,000 tonnes” where carbonate equivalent is sold.
        """
        sold = self.setting.sold_in
        if not sold or sold.startswith(f"{volume.unit} "):
            return float(volume.amount)
        try:
            return convert_quantity(float(volume.amount), volume.unit, sold)
        except InvalidData:
            return None

    def _domestic_market(self, about: Sequence[Sentence]) -> Options:
        for sentence in about:
            percents = [float(one.amount) / 100 for one, _ in self.text.percents(sentence)]
            if len(percents) == 1 and sentence.has(r"\bmarket price\b"):
                percents.append(1.0)
            if len(percents) == 2:
                said = f"{percents[0] * 100:g} percent at {percents[1] * 100:g} percent of the price"
                self._stated("domestic_market", self.words.domestic_market.label, said, sentence)
                return [("", DomesticMarket(percents[0], percents[1]))]
        return []

    def _stated(self, name: str, label: str, said: str, sentence: Sentence) -> None:
        self.spans.append((sentence.start, sentence.end))
        self.inputs.append(ValueInput(name, label, Standing.STATED, said, "", (self.text.passage(sentence),)))
