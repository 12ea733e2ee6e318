"""The instruments of a contract, each looked for in the sentences of a draft by the words of its clause."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from fullpowers.model import InvalidData, Quantity, Standing, ValueInput

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
from .scales import a_year, items, slides_by
from .units import convert_quantity

Options = list[tuple[str, Any]]
"""The readings of one instrument: what was taken to be meant (empty when that is clear), and the value."""


@dataclass(frozen=True, slots=True)
class Setting:
    """What a contract needs from the economics file.

    ``fallback`` holds terms that are assumed where the text is silent, ``sold_in`` the unit in which the
    projects under the contract sell (empty when there are none).
    """

    fallback: Regime | None = None
    currency: str = "USD"
    sold_in: str = ""


def instrument_clauses() -> dict[str, Clause]:
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


class InstrumentReader:
    """Reads one draft; each method looks for one instrument and returns its readings."""

    def __init__(self, text: Sentences, setting: Setting) -> None:
        self.text, self.setting, self.words = text, setting, clause_words()
        self.currency = setting.currency
        self.named: set[str] = set()
        """Instruments that the text names and that are not understood."""
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
        for name, clause in instrument_clauses().items():
            about = list(self.text.about(clause))
            options = looks[name](about) if name in looks else []
            if options:
                found[name] = options
            elif about:
                self.named.add(name)
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
        if not any(sentence.has(self.words.recovers) for sentence in about):
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
            if years and sentence.has(self.words.written_off) and sentence.has(self.words.recovers):
                recovery = replace(recovery, depreciation=Depreciation(years=years))
                self._stated("recovery_years", "Years of recovery of capital", f"{years} years", sentence)
            if percents and sentence.has(self.words.uplift):
                recovery = replace(recovery, uplift=float(percents[0][0].amount) / 100)
                self._stated("uplift", "Uplift on capital", f"{percents[0][0].amount:g} percent", sentence)
        return recovery

    def _split(self, about: Sequence[Sentence]) -> Options:
        for sentence in about:
            scale = self._sliding_split(sentence)
            if scale:
                return scale
            share = self._investors(sentence, self.text.percents(sentence))
            if share is not None:
                self._stated("split", self.words.split.label, f"{share * 100:g} percent", sentence)
                return [("", Split((Tier(share),)))]
        return []

    def _sliding_split(self, sentence: Sentence) -> Options:
        """A scale by R-factor, production or price; of production on the whole or on increments, if open."""
        found, by = items(sentence.text, self.words), slides_by(sentence, self.words)
        if not found or not by:
            return []
        factor = a_year(sentence) if by == "production" else 1.0
        if by == "production":
            unit = next((one.unit for one, _ in self.text.volumes(sentence)), self.setting.sold_in)
            sold = self._in_units_sold(Quantity(Decimal(1), unit)) if unit else None
            if sold is None:
                return []
            factor *= sold
        bounds = [None if one.upto is None else one.upto * factor for one in found]
        tiers = tuple(Tier(one.share, upto) for one, upto in zip(found, bounds, strict=True))
        of = {"r-factor": "the R-factor of the year before", "production": "yearly production"}.get(
            by, "the price"
        )
        said = ", ".join(
            f"{tier.rate * 100:g} percent"
            + (f" up to {tier.upto:,.4g}" if tier.upto is not None else " above")
            for tier in tiers
        )
        self._stated("split", self.words.split.label, f"{said}; by {of}", sentence)
        if by != "production":
            return [("", Split(tiers, "r-factor" if by == "r-factor" else "price"))]
        increments = tuple(replace(tier, on="excess") for tier in tiers)
        whole = ("the share of a tier is of the whole production", Split(tiers, "production"))
        parts = ("each tier's share is of its increment", Split(increments, "production increments"))
        return [("", parts[1])] if sentence.has(self.words.excess) else [whole, parts]

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
            if years and sentence.has(self.words.written_off) and not sentence.has(self.words.recovers):
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
            if len(percents) == 1 and sentence.has(self.words.market_price):
                percents.append(1.0)
            if len(percents) == 2:
                said = f"{percents[0] * 100:g} percent at {percents[1] * 100:g} percent of the price"
                self._stated("domestic_market", self.words.domestic_market.label, said, sentence)
                return [("", DomesticMarket(percents[0], percents[1]))]
        return []

    def _stated(self, name: str, label: str, said: str, sentence: Sentence) -> None:
        self.spans.append((sentence.start, sentence.end))
        self.inputs.append(ValueInput(name, label, Standing.STATED, said, "", (self.text.passage(sentence),)))
