"""The valuation in plain sentences, the most telling first; each rests on the terms it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from fullpowers.model import DraftValue, Estimate, Valuation, ValueHeadline

from .economics import Economics
from .fund import largest_credit_ever_repaid
from .terms import FundTerms


def headlines(valuation: Valuation, terms: FundTerms, economics: Economics) -> tuple[ValueHeadline, ...]:
    """Sentences about the last draft and what changed from the first."""
    return tuple(_sentences(valuation, terms, economics))


def _sentences(valuation: Valuation, terms: FundTerms, economics: Economics) -> Iterator[ValueHeadline]:
    draft = valuation.drafts[-1]
    if not terms.shares:
        yield ValueHeadline("The draft names no share of revenues that could be valued.")
    else:
        yield from _paid_in(draft, terms, valuation)
    yield from _partner(draft, terms, valuation)
    if len(valuation.drafts) > 1 and valuation.better is not None:
        yield from _compared(valuation)
    yield from _capped(draft, terms, valuation)
    yield from _repaid(draft, terms, economics)
    if valuation.gas is not None and valuation.gas.winter_gap > 0:
        gas = valuation.gas
        yield ValueHeadline(
            f"Gas: {gas.winter_gap:,.0f} million cubic metres are missing over the winter of the file; "
            f"to import them costs about {money(gas.import_cost, valuation.currency)}. "
            f"Storage counts {gas.storage_definition}."
        )


def _paid_in(draft: DraftValue, terms: FundTerms, valuation: Valuation) -> Iterator[ValueHeadline]:
    passages = tuple(passage for share in terms.shares for passage in share.passages[:1])
    paid = [_figure(reading_estimates, "contributions") for reading_estimates in _estimates(draft)]
    least, most = min(one.middle for one in paid), max(one.middle for one in paid)
    currency = valuation.currency
    years = (
        f"over {valuation.years} years, in today's money at {valuation.discount_rate * 100:g} percent a year"
    )
    if most == 0:
        yield ValueHeadline(f"On the figures of the file nothing is paid into the fund {years}.", passages)
        return
    if least < 0.98 * most:
        span = f"between {money(least, currency)} and {money(most, currency)} {years}"
        meanings = {"; ".join(reading.label.split("; ")[:-1]) for reading in draft.readings}
        if len(meanings) > 1:
            why = "the draft leaves open what counts, and the ends are readings of the same words"
        else:
            why = "the lower figure counts what is owed, the higher one also what is only intended"
        yield ValueHeadline(f"The state pays in {span}: {why}.", passages)
    else:
        one = paid[0]
        yield ValueHeadline(
            f"The state pays in about {money(one.middle, currency)} {years} "
            f"(one chance in ten of less than {money(one.low, currency)}, "
            f"one in ten of more than {money(one.high, currency)}).",
            passages,
        )
    if valuation.unvalued:
        yield ValueHeadline(f"Not in these figures: {'; '.join(valuation.unvalued)}.")
    intended = [share for share in terms.shares if share.intended_only]
    if intended:
        count, whole = len(intended), len(terms.shares)
        what = (
            "The share is" if whole == 1 else f"{count} of the {whole} shares {'is' if count == 1 else 'are'}"
        )
        yield ValueHeadline(
            f"{what} only intended, not owed.", tuple(share.passages[0] for share in intended)
        )


def _partner(draft: DraftValue, terms: FundTerms, valuation: Valuation) -> Iterator[ValueHeadline]:
    if not terms.payments:
        yield ValueHeadline("The draft names no sum that the partner has to pay; nothing is counted for it.")
        return
    most = max(_figure(one, "partner").middle for one in _estimates(draft))
    passages = tuple(passage for payment in terms.payments for passage in payment.passages)
    owed = any(not payment.intended_only for payment in terms.payments)
    worth = f"worth {money(most, valuation.currency)} today"
    if owed:
        yield ValueHeadline(f"The partner owes payments {worth}.", passages)
    else:
        yield ValueHeadline(
            f"The partner's payments, {worth} if made, are only intended: none of it is owed.", passages
        )


def _compared(valuation: Valuation) -> Iterator[ValueHeadline]:
    moved = sum(step.amount for step in valuation.bridge)
    passages = tuple(passage for step in valuation.bridge for passage in step.passages[:1])
    if not valuation.bridge:
        yield ValueHeadline("Between the drafts no term changed that these figures can value.")
        return
    direction = "better" if moved > 0 else "worse"
    better = valuation.better or 0.0
    chance = better if moved > 0 else 1.0 - better
    yield ValueHeadline(
        f"Counting only what is owed, the state is left {direction} off by about "
        f"{money(abs(moved), valuation.currency)} than under the draft before, "
        f"in {chance * 100:.0f} percent of the scenarios.",
        passages,
    )


def _capped(draft: DraftValue, terms: FundTerms, valuation: Valuation) -> Iterator[ValueHeadline]:
    """How far away the cap is, at the yearly average of each reading."""
    if terms.cap is None or terms.cap[1] != valuation.currency or not draft.readings:
        return
    amount, currency, passage = terms.cap
    yearly = [_figure(one, "yearly").middle for one in _estimates(draft)]
    fastest = max(yearly)
    if fastest <= 0:
        yield ValueHeadline(
            f"The cap of {money(amount, currency)} is never reached on these figures.", (passage,)
        )
        return
    years = amount / fastest
    yield ValueHeadline(
        f"At {money(fastest, currency)} a year the cap of {money(amount, currency)} is reached after "
        f"{years:,.0f} years.",
        (passage,),
    )


def _repaid(draft: DraftValue, terms: FundTerms, economics: Economics) -> Iterator[ValueHeadline]:
    if terms.preferred is None:
        return
    rate, passage = terms.preferred
    yearly = _figure(_estimates(draft)[0], "yearly").middle
    limit = largest_credit_ever_repaid(yearly, rate)
    yield ValueHeadline(
        f"A preferred return of {rate * 100:g} percent a year is never paid off unless the partner's "
        f"account stays under {money(limit, economics.currency)}.",
        (passage,),
    )


def _estimates(draft: DraftValue) -> list[tuple[Estimate, ...]]:
    return [reading.estimates for reading in draft.readings]


def _figure(estimates: tuple[Estimate, ...], name: str) -> Estimate:
    return next(one for one in estimates if one.name == name)


def money(amount: float, currency: str) -> str:
    """An amount with two significant digits: more would be false precision."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand")):
        if abs(amount) >= size:
            return f"{currency} {float(f'{amount / size:.2g}'):,g} {word}"
    return f"{currency} {float(f'{amount:.2g}'):,g}"
