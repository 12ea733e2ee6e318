"""The terms of a fund are taken from its words; what they leave open is priced, and silence is said."""

from __future__ import annotations

import pytest

from fullpowers.language import analyse
from fullpowers.model import Instrument, Standing, Valuation
from fullpowers.reading import read_bytes
from fullpowers.value import Subject, value
from fullpowers.value.economics import Economics, Figure, ReceiptsEntry
from fullpowers.value.fund_terms import FundTerms, fund_terms

STATE = "the Government of Ukraine"
HEAD = (
    "AGREEMENT ON A FUND\n\nThe Government of Ukraine and the Government of the United States of America "
    "(each a “Participant”) have agreed as follows:\n\n"
)
SHARE = (
    "The Government of Ukraine shall contribute to the Fund 50 percent of "
    "the royalties that it receives under new licences."
)


def draft(*articles: str) -> Instrument:
    text = HEAD + "\n\n".join(f"Article {n}\n\n{words}" for n, words in enumerate(articles, 1))
    return read_bytes(text.encode(), "draft.txt")


def terms(*articles: str) -> FundTerms:
    instrument = draft(*articles)
    return fund_terms(instrument, analyse(instrument), STATE, lambda _: False)


def economics(**more: object) -> Economics:
    receipts = tuple(
        ReceiptsEntry(name, name, "all", "new", Figure(100e6, low=0.5, high=1.5), territory)  # type: ignore[arg-type]
        for name, territory in (("here", "controlled"), ("there", "occupied"))
    )
    return Economics("t", "USD", 2025, 2026, 10, 0.1, 0.05, "invented", {}, receipts=receipts, **more)  # type: ignore[arg-type]


def valued(*articles: str, **more: object) -> Valuation:
    instrument = draft(*articles)
    subject = Subject(instrument, analyse(instrument), STATE, "draft")
    return value([subject], economics(**more), scenarios=256)


def figure(valuation: Valuation, name: str) -> float:
    return next(one.middle for one in valuation.drafts[-1].readings[0].estimates if one.name == name)


def standing(valuation: Valuation, name: str) -> Standing:
    return next(one.standing for one in valuation.drafts[-1].inputs if one.name == name)


def test_reinvestment_without_an_end_means_that_no_cash_comes_back() -> None:
    article = "Contributions made to the Fund will be reinvested at least annually in Ukraine."
    found = terms(SHARE, article)
    assert found.reinvest is not None
    assert found.reinvest.amount == float("inf")
    assert found.at_home is not None
    kept = valued(SHARE, article)
    assert figure(kept, "returned") == 0.0
    assert any("no cash comes back within 10 years" in line.text for line in kept.headlines)
    assert any(gap.question.startswith("When does the fund begin to distribute") for gap in kept.gaps)
    assert figure(valued(SHARE), "returned") > 0.0


def test_what_a_fund_invests_at_home_is_counted_as_the_file_says_and_priced_when_it_does_not() -> None:
    article = "The Fund will invest in Ukraine. Contributions are reinvested for 20 years."
    without = valued(SHARE, article)
    assert standing(without, "reinvestment_benefit") is Standing.SILENT
    assert any("invests in the country bring" in gap.question for gap in without.gaps)
    counted = valued(SHARE, article, reinvestment_benefit=Figure(0.2, low=0.5, high=2.0, source="invented"))
    assert standing(counted, "reinvestment_benefit") is Standing.ASSUMED
    assert figure(counted, "benefit") == pytest.approx(0.2 * figure(without, "contributions"), rel=0.1)


def test_ownership_is_in_fixed_shares_or_follows_contributions_or_is_open() -> None:
    by_payments = "Ownership of the Fund is in proportion to the contributions of the Participants."
    fixed = "The Government of the United States of America owns 60 percent of the Fund."
    assert terms(SHARE, by_payments).by_contributions is not None
    assert terms(SHARE, "Joint ownership will take into consideration the actual contributions.").considered
    # a partner that pays nothing owns nothing
    assert figure(valued(SHARE, by_payments), "to_partner") == 0.0
    halves = valued(SHARE)
    assert standing(halves, "partner_share") is Standing.SILENT
    assert any("in halves, or by what each side has paid in" in gap.question for gap in halves.gaps)
    assert figure(valued(SHARE, fixed), "to_partner") > figure(halves, "to_partner")


def test_credited_aid_with_a_preferred_return_is_served_first() -> None:
    aid = (
        "Assistance given before signature counts as a contribution of USD 2 "
        "billion of the Government of the United States of America."
    )
    preferred = (
        "The Government of the United States of America receives a preferred return of 4 percent a year."
    )
    found = terms(SHARE, aid, preferred)
    assert found.credit is not None
    assert found.credit.amount == 2e9
    assert found.preferred is not None
    assert found.preferred.amount == pytest.approx(0.04)
    valuation = valued(SHARE, aid, preferred)
    assert figure(valuation, "returned") == 0.0
    told = [line.text for line in valuation.headlines]
    assert any("never paid off unless the partner's account stays under" in line for line in told)
    assert any("USD 2 billion, is paid off" in line for line in told)


def test_aid_without_a_sum_comes_from_the_file_or_is_said_to_be_missing() -> None:
    aid = "Assistance given since 2022 counts as capital of the Government of the United States of America."
    preferred = "It receives a preferred return of 4 percent a year."
    silent = valued(SHARE, aid, preferred)
    assert standing(silent, "credited_aid") is Standing.SILENT
    assumed = valued(SHARE, aid, preferred, credited_aid=Figure(5e9, source="invented"))
    assert standing(assumed, "credited_aid") is Standing.ASSUMED
    assert figure(assumed, "returned") < figure(silent, "returned")


def test_aid_that_is_said_not_to_count_does_not() -> None:
    found = terms(SHARE, "Assistance given before the entry into force is neither a contribution nor a debt.")
    assert found.credit is None
    assert found.uncredited is not None


def test_a_higher_share_for_land_that_is_not_held_takes_only_that_land() -> None:
    uplift = (
        "The Government of Ukraine shall contribute to the Fund 66 percent of "
        "the royalties that it receives under new licences in temporarily occupied territories."
    )
    both = valued(SHARE, uplift)
    plain = valued(SHARE)
    # 50 of both lands before; 50 of the one and 66 of the other now
    assert figure(both, "contributions") == pytest.approx(1.16 * figure(plain, "contributions"), rel=0.02)
    assert any("land not under control" in one.value for one in both.drafts[-1].inputs)


def test_a_default_that_takes_distributions_is_priced_as_one_year_of_them() -> None:
    penalty = (
        "A Participant that fails to pay its contribution shall lose its distributions until it has paid."
    )
    valuation = valued(SHARE, penalty)
    assert standing(valuation, "default") is Standing.STATED
    gap = next(gap for gap in valuation.gaps if "does not pay for one year" in gap.question)
    assert 0 < gap.amount < figure(valuation, "returned")


USA = "the Government of the United States of America"


@pytest.mark.parametrize(
    ("words", "decides", "together"),
    [
        (f"The Fund has five managers, three of whom are appointed by {USA}.", True, False),
        (f"T{USA[1:]} appoints three of the five members of the Board.", True, False),
        (f"T{USA[1:]} holds 60 percent of the votes in the Board.", True, False),
        ("The Government of Ukraine appoints three of the five members of the Board.", False, False),
        (f"T{USA[1:]} appoints 2 of the 5 members of the Board.", False, False),
        ("The Board has six members. Each Participant appoints three of them.", False, True),
        ("The Board decides by consensus.", False, True),
        ("The Board meets once a year.", False, False),
    ],
)
def test_who_decides_is_found_by_votes_and_appointments(words: str, decides: bool, together: bool) -> None:
    found = terms(SHARE, words)
    assert (found.partner_decides is not None, found.together is not None) == (decides, together)


def test_votes_are_named_as_what_has_no_price() -> None:
    valuation = valued(SHARE)
    assert any(why.startswith("votes and vetoes") for why in valuation.unvalued)


def test_every_term_of_a_fund_is_stated_assumed_or_silent() -> None:
    names = {one.name for one in valued(SHARE).drafts[-1].inputs}
    assert {"share_1", "cap", "reinvest", "partner_share", "preferred", "default", "control",
            "discount_rate", "partner_contribution", "fund_return"} <= names  # fmt: skip
