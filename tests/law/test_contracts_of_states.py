"""Contracts of a state with a company: not the law of treaties, and often the legislature all the same."""

from __future__ import annotations

import pytest

from fullpowers.model import Fact, Opinion, Outcome, Truth

from .conftest import finding_of, opinion_of

LOAN = """LOAN AGREEMENT
dated 12 March 2026 between
THE REPUBLIC OF ZIMBABWE, acting by its Ministry of Finance (the "Borrower"), and
EXPORT BANK OF ORLAND (the "Lender")

1. The Lender agrees to make available to the Borrower a loan of USD 200,000,000.
2. The Borrower shall repay the loan in twenty equal instalments.
3. This Agreement is governed by the laws of China. The Borrower waives all immunity.
"""
SHARING = """PRODUCTION SHARING CONTRACT

between the Republic of Ghana, represented by the Minister for Energy (the "State"), and
Blackfin Petroleum Limited, a company organised under the laws of Jersey (the "Contractor")

Article 1. Royalty

The Contractor shall pay to the State a royalty of 10 percent of the gross value of all Petroleum.

Article 2. Law

This Contract is governed by the laws of England.

Article 3. Effect

This Contract shall come into effect on signature.
"""
STABLE = """AGREEMENT ON THE SHARING OF PRODUCTION

between the State of Ukraine, represented by the Cabinet of Ministers of Ukraine (the "State"), and Dobra
Holdings, LLC, a company organised under the laws of Delaware (the "Investor")

Article 1. Stability

The State guarantees that the terms of this Agreement shall not change for its whole term, whatever laws are
passed later. The State waives any immunity.

Article 2. Effect

This Agreement enters into force on signature.
"""
COMPANIES = """OFFTAKE AGREEMENT

This Agreement is made on 2 February 2026 between Kivu Or SARL (the "Seller"), a company of the Democratic
Republic of the Congo, and Alpine Refining AG (the "Buyer"), a company of Switzerland.

1. The Seller shall deliver to the Buyer 500 kilograms of gold per month.
"""


def fact(opinion: Opinion, name: str) -> Fact:
    return next(one for one in opinion.facts if one.name == name)


def test_a_loan_by_what_the_text_calls_the_state() -> None:
    opinion = opinion_of(LOAN, side="ZW")
    assert fact(opinion, "new_loan").value is Truth.TRUE
    assert finding_of(opinion, "zw.contract").outcome is Outcome.CONFLICTS
    assert opinion.path is not None
    assert opinion.path.needed is Truth.TRUE


def test_who_lends_takes_up_no_loan() -> None:
    lent = LOAN.replace("THE REPUBLIC OF ZIMBABWE", "SAPELE LIMITED").replace(
        "EXPORT BANK OF ORLAND", "THE REPUBLIC OF ZIMBABWE"
    )
    assert fact(opinion_of(lent, side="ZW"), "new_loan").value is not Truth.TRUE


def test_a_production_sharing_contract_gives_a_right_whatever_its_clauses_say() -> None:
    opinion = opinion_of(SHARING, side="GH")
    assert fact(opinion, "grants_resource_right").value is Truth.TRUE
    assert finding_of(opinion, "gh.concession").outcome is Outcome.CONFLICTS
    assert opinion.path is not None
    assert opinion.path.needed is Truth.TRUE


@pytest.mark.parametrize(("text", "side"), [(LOAN, "ZW"), (SHARING, "GH"), (COMPANIES, "CD")])
def test_full_powers_are_asked_of_treaties_only(text: str, side: str) -> None:
    opinion = opinion_of(text, side=side)
    for rule in ("int.full_powers", "int.limits_notified"):
        assert finding_of(opinion, rule).outcome is Outcome.DOES_NOT_APPLY


def test_a_promise_of_stability_is_no_guarantee_of_a_debt() -> None:
    opinion = opinion_of(STABLE)
    assert fact(opinion, "new_loan").value is Truth.FALSE
    assert fact(opinion, "freezes_law").value is Truth.TRUE


def test_what_only_a_law_can_waive_needs_the_rada() -> None:
    """One page must not say that immunity needs a law and that the Cabinet is enough."""
    opinion = opinion_of(STABLE)
    assert finding_of(opinion, "ua.immunity").outcome is Outcome.CONFLICTS
    assert opinion.path is not None
    assert opinion.path.needed is Truth.TRUE


@pytest.mark.parametrize(
    "sentence",
    [
        "The tax rates in force on the Effective Date apply to the Holder for the whole term.",
        "The terms of this Contract shall not be changed by later legislation.",
    ],
)
def test_words_of_stability(sentence: str) -> None:
    assert fact(opinion_of(SHARING + "\n" + sentence + "\n", side="GH"), "freezes_law").value is Truth.TRUE


def test_silence_in_a_language_that_is_not_read_means_nothing() -> None:
    text = (
        "蒙古国政府与中华人民共和国政府关于矿产资源合作的协定\n\n第一条\n\n"
        "蒙古国政府应向中方提供煤炭开采权,期限为三十年。\n\n" * 4
    )
    opinion = opinion_of(text, side="MN")
    assert fact(opinion, "grants_resource_right").value is Truth.UNKNOWN
    assert fact(opinion, "side_is_party").value is Truth.UNKNOWN
    assert any("language" in one for one in opinion.unchecked)
    assert not any(one.outcome is Outcome.CONFORMS and one.kind == "prohibition" for one in opinion.findings)
    assert opinion.state == "Mongolia"


def test_a_reason_begins_with_a_capital() -> None:
    path = opinion_of(SHARING.replace("Ghana", "Liberia"), side="LR").path
    assert path is not None
    assert path.reason[0].isupper()


def test_a_most_favoured_price_bans_no_sale() -> None:
    words = (
        "The State shall not sell petroleum to others on terms better than those offered to the Contractor."
    )
    assert fact(opinion_of(SHARING + words, side="GH"), "sales_restricted").value is not Truth.TRUE
    banned = "The State shall not sell petroleum to others."
    assert fact(opinion_of(SHARING + banned, side="GH"), "sales_restricted").value is Truth.TRUE
