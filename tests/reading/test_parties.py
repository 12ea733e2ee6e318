"""Who the parties are: states in a treaty's title, companies in a contract's opening."""

from __future__ import annotations

from time import process_time

import pytest

from fullpowers.reading import read_bytes
from fullpowers.reading.parties import parties_in


def parties(text: str) -> list[tuple[str, str]]:
    """Name and first alias of each party of a text."""
    instrument = read_bytes(text.encode(), "contract.txt")
    for party in instrument.parties:
        assert party.passage is not None
        party.passage.verify(instrument)
    return [(party.name, party.aliases[0] if party.aliases else "") for party in instrument.parties]


COMPANIES = """SUPPLY AGREEMENT

This Supply Agreement (this "Agreement") is made as of 3 May 2024 by and between Northgate Lithium, Inc.,
a Delaware corporation having its principal place of business at 12 Mill Road, Suite 200, Reno
("Seller"), and Halvorsen & Sons AS, a company organized under the laws of Norway ("Buyer").

WHEREAS, Seller mines lithium,
"""
STATE_AND_COMPANY = """PRODUCTION SHARING CONTRACT

BETWEEN

(1) THE REPUBLIC OF ARVENIA, represented by the Minister of Energy (the "State"); and

(2) BLUE SHELF PETROLEUM LIMITED, a company incorporated in England (the "Contractor").

The Parties agree as follows:

Article 1

Definitions.
"""
PERSON = """CONSULTING AGREEMENT

This Agreement is entered into between Global Copper, Ltd (hereinafter the "Company"), a Texas corporation
whose address is 501 First Avenue, Tampa and Anna Kovalenko (hereinafter the "Consultant").

1. Services. X.
"""
LABELS = """CARRIAGE AGREEMENT

Party A (Shipper): East Grain JSC

Party B (Carrier): Steppe Lines JSC

Party A pays Party B.
"""
WITHOUT_BETWEEN = """AGREEMENT ON LITHIUM

The Government of Arvenia (the "State") and Northern Lithium Limited (the "Investor") have agreed as follows:

Article 1

The Investor shall pay to the Government of Arvenia.
"""
A_NAME_AT_THE_END = """Agreement between the Government of Ukraine and the Government of Poland

Recalling assistance given to the Government of Ukraine.

Have agreed as follows:

Article 1

The Government of Poland gives help to the Government of Ukraine.
"""
GOVERNMENTS = """AGREEMENT BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMARK ON GAS

Article 1

Deliveries are made by Arvenia Gas Ltd.
"""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (COMPANIES, [("Northgate Lithium, Inc.", "Seller"), ("Halvorsen & Sons AS", "Buyer")]),
        (
            STATE_AND_COMPANY,
            [("THE REPUBLIC OF ARVENIA", "State"), ("BLUE SHELF PETROLEUM LIMITED", "Contractor")],
        ),
        (PERSON, [("Global Copper, Ltd", "Company"), ("Anna Kovalenko", "Consultant")]),
        (LABELS, [("East Grain JSC", "Party A"), ("Steppe Lines JSC", "Party B")]),
        (WITHOUT_BETWEEN, [("The Government of Arvenia", "State"), ("Northern Lithium Limited", "Investor")]),
        (
            A_NAME_AT_THE_END,
            [("the Government of Ukraine", "Ukraine"), ("the Government of Poland", "Poland")],
        ),
        (GOVERNMENTS, [("the Government of Arvenia", ""), ("the Government of Belmark", "")]),
    ],
    ids=[
        "companies",
        "state and company",
        "a person after a seat",
        "labels",
        "no between",
        "a name that ends a sentence",
        "governments",
    ],
)
def test_parties_are_named_as_the_opening_names_them(text: str, expected: list[tuple[str, str]]) -> None:
    assert parties(text) == expected


@pytest.mark.parametrize(
    "hostile", ["Aaa, Inc., and (“ ", "between ", "A and ", "between Party A: ", "a corp "]
)
def test_an_opening_without_an_end_costs_no_more_than_its_length(hostile: str) -> None:
    """Only the opening is looked at: ten times the text is no more work for the search of parties."""

    def cost(times: int) -> float:
        text = "AGREEMENT between " + hostile * times
        begin = process_time()
        parties_in(text, len(text))
        return process_time() - begin

    cost(10)  # patterns are made once
    assert cost(40_000) < 4 * max(cost(4_000), 0.05)
