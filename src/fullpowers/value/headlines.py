"""The valuation in plain sentences, the most telling first; each rests on the terms it speaks of."""

from __future__ import annotations

from collections.abc import Iterator

from fullpowers.model import DraftValue, Estimate, Passage, ProjectValue, Standing, Valuation, ValueHeadline

from .economics import Economics
from .fund import largest_credit_ever_repaid, years_to_repay
from .regime import AGREEMENT
from .terms import DraftTerms


def headlines(valuation: Valuation, terms: DraftTerms, economics: Economics) -> tuple[ValueHeadline, ...]:
    """Sentences about the last draft and what changed from the first."""
    return tuple(_sentences(valuation, terms, economics))


def _sentences(valuation: Valuation, terms: DraftTerms, economics: Economics) -> Iterator[ValueHeadline]:
    draft = valuation.drafts[-1]
    if terms.contract.regimes:
        yield from _contract(draft, terms, valuation)
    if terms.shares and draft.readings:
        yield from _paid_in(draft, terms, valuation)
    elif terms.shares:
        yield ValueHeadline(
            "With the figures of the file none of the draft's shares of revenue can be valued."
        )
    elif not terms.contract.regimes:
        yield ValueHeadline("The draft names no share of revenues that could be valued.")
    not_valued = [
        why for why in valuation.unvalued if why.startswith(("the reading", "the terms", "payment in"))
    ]
    if not_valued:
        yield ValueHeadline(f"Not in these figures: {'; '.join(not_valued)}.")
    if not terms.is_contract_only:
        yield from _partner(draft, terms, valuation)
    if len(valuation.drafts) > 1 and valuation.better is not None:
        yield from _compared(valuation)
    yield from _capped(draft, terms, valuation)
    yield from _repaid(draft, terms, economics)
    yield from _kept_in(draft, terms, valuation)
    if valuation.gas is not None and valuation.gas.winter_gap > 0:
        gas = valuation.gas
        yield ValueHeadline(
            f"Gas: {gas.winter_gap:,.0f} million cubic metres are missing over the winter of the file; "
            f"to import them costs about {money(gas.import_cost, valuation.currency)}. "
            f"Storage counts {gas.storage_definition}."
        )


# -- a contract --------------------------------------------------------------------------------


def _contract(draft: DraftValue, terms: DraftTerms, valuation: Valuation) -> Iterator[ValueHeadline]:
    passages = tuple(
        passage
        for one in terms.contract.inputs
        if one.standing is Standing.STATED
        for passage in one.passages[:1]
    )
    for project in valuation.projects:
        if project.regime == AGREEMENT:
            yield from _shares(project, valuation, passages)
    if draft.readings:
        one = _figure(draft.readings[0].estimates, "receipts")
        rate = f"{valuation.discount_rate * 100:g} percent a year"
        yield ValueHeadline(
            f"The state receives about {money(one.middle, valuation.currency)} over {valuation.years} years "
            f"from all sources of the file, in today's money at {rate} "
            f"(one chance in ten of less than {money(one.low, valuation.currency)}, "
            f"one in ten of more than {money(one.high, valuation.currency)}).",
            passages,
        )
    if len(draft.readings) > 1:
        values = [_figure(reading.estimates, "side").middle for reading in draft.readings]
        yield ValueHeadline(
            f"The words allow {len(values)} readings; between them lie "
            f"{money(max(values) - min(values), valuation.currency)}."
        )
    silent = [
        one.label for one in terms.contract.inputs if one.standing is Standing.SILENT and not one.passages
    ]
    if silent:
        yield ValueHeadline(f"The text says nothing of: {', '.join(dict.fromkeys(silent))}.")


def _shares(
    project: ProjectValue, valuation: Valuation, passages: tuple[Passage, ...]
) -> Iterator[ValueHeadline]:
    """The state's part on the three bases that public statements mix up."""
    found = {one.name: one.middle for one in project.estimates}
    parts = [
        f"{found[name]:.0f} percent of {what}"
        for name, what in (
            ("of_revenue", "the value produced"),
            ("take", "what is left after costs"),
            ("aetr", f"that in today's money at {valuation.discount_rate * 100:g} percent a year"),
        )
        if name in found
    ]
    if parts:
        yield ValueHeadline(
            f"Of {project.title} the state gets {', '.join(parts)}: three figures of one contract.", passages
        )


# -- a fund ------------------------------------------------------------------------------------


def _paid_in(draft: DraftValue, terms: DraftTerms, valuation: Valuation) -> Iterator[ValueHeadline]:
    passages = tuple(passage for share in terms.shares for passage in share.passages[:1])
    paid = [_figure(reading.estimates, "contributions") for reading in draft.readings]
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
    intended = [share for share in terms.shares if share.intended_only]
    if intended:
        count, whole = len(intended), len(terms.shares)
        what = (
            "The share is" if whole == 1 else f"{count} of the {whole} shares {'is' if count == 1 else 'are'}"
        )
        yield ValueHeadline(
            f"{what} only intended, not owed.", tuple(share.passages[0] for share in intended)
        )


def _partner(draft: DraftValue, terms: DraftTerms, valuation: Valuation) -> Iterator[ValueHeadline]:
    if not terms.fund.payments:
        yield ValueHeadline("The draft names no sum that the partner has to pay.")
        return
    if not draft.readings:
        return
    most = max(_figure(one.estimates, "partner").middle for one in draft.readings)
    passages = tuple(passage for payment in terms.fund.payments for passage in payment.passages)
    owed = any(not payment.intended_only for payment in terms.fund.payments)
    worth = f"worth {money(most, valuation.currency)} today"
    if owed:
        yield ValueHeadline(f"The partner owes payments {worth}.", passages)
    else:
        made = f", {worth} if made," if most else ""
        yield ValueHeadline(f"The partner's payments{made} are only intended: none of it is owed.", passages)


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


def _capped(draft: DraftValue, terms: DraftTerms, valuation: Valuation) -> Iterator[ValueHeadline]:
    """How far away the cap is, at the yearly average of each reading."""
    cap = terms.fund.cap
    if cap is None or cap.unit != valuation.currency or not draft.readings or not terms.shares:
        return
    fastest = max(_figure(one.estimates, "yearly").middle for one in draft.readings)
    if fastest <= 0:
        said = f"The cap of {money(cap.amount, cap.unit)} is never reached on these figures."
    else:
        said = (
            f"At {money(fastest, cap.unit)} a year the cap of {money(cap.amount, cap.unit)} is reached after "
            f"{cap.amount / fastest:,.0f} years."
        )
    yield ValueHeadline(said, (cap.passage,))


def _repaid(draft: DraftValue, terms: DraftTerms, economics: Economics) -> Iterator[ValueHeadline]:
    """Whether the partner's preferred account is ever paid off."""
    preferred, credit = terms.fund.preferred, terms.fund.credit
    if preferred is None or not draft.readings:
        return
    yearly = _figure(draft.readings[0].estimates, "yearly").middle
    limit = largest_credit_ever_repaid(yearly, preferred.amount)
    yield ValueHeadline(
        f"A preferred return of {preferred.amount * 100:g} percent a year is never paid off "
        f"unless the partner's account stays under {money(limit, economics.currency)}.",
        (preferred.passage,),
    )
    opening = credit.amount if credit and credit.unit == economics.currency else 0.0
    if not opening and credit and economics.credited_aid is not None:
        opening = float(economics.credited_aid.series(1)[0])
    if credit is None or not opening:
        return
    years = years_to_repay(opening, yearly, preferred.amount)
    ends = f"after {years:,.0f} years" if years < float("inf") else "never"
    yield ValueHeadline(
        f"The aid that counts as paid in, {money(opening, economics.currency)}, is paid off {ends} by "
        f"{money(yearly, economics.currency)} a year.",
        (credit.passage, preferred.passage),
    )


def _kept_in(draft: DraftValue, terms: DraftTerms, valuation: Valuation) -> Iterator[ValueHeadline]:
    """What the state sees in cash, where the fund reinvests without an end."""
    reinvest = terms.fund.reinvest
    if reinvest is None or reinvest.amount < valuation.years or not terms.shares or not draft.readings:
        return
    stake = _figure(draft.readings[0].estimates, "stake").middle
    yield ValueHeadline(
        f"The text has everything reinvested and names no year of distribution: no cash comes back within "
        f"{valuation.years} years, and the state's part of the fund at their end is worth "
        f"{money(stake, valuation.currency)} today if the fund is owned as assumed.",
        (reinvest.passage,),
    )


def _figure(estimates: tuple[Estimate, ...], name: str) -> Estimate:
    return next(one for one in estimates if one.name == name)


def money(amount: float, currency: str) -> str:
    """An amount with two significant digits: more would be false precision."""
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"), (1e3, "thousand")):
        if abs(amount) >= size:
            return f"{currency} {float(f'{amount / size:.2g}'):,g} {word}"
    return f"{currency} {float(f'{amount:.2g}'):,g}"
