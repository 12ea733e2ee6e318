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
            [("the Republic of Arvenia", "State"), ("BLUE SHELF PETROLEUM LIMITED", "Contractor")],
        ),
        (PERSON, [("Global Copper, Ltd", "Company"), ("Anna Kovalenko", "Consultant")]),
        (LABELS, [("East Grain JSC", "Party A"), ("Steppe Lines JSC", "Party B")]),
        (WITHOUT_BETWEEN, [("the Government of Arvenia", "State"), ("Northern Lithium Limited", "Investor")]),
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


UKRAINIAN_LEASE = """ДОГОВІР ОРЕНДИ № 7

м. Львів 3 червня 2025 року

Товариство з обмеженою відповідальністю «Пласт та Син», надалі іменоване «Орендодавець», в особі директора
Бойка Івана Петровича, що діє на підставі Статуту, з однієї сторони, та Акціонерне товариство «Газвидобуток»
(далі – Орендар), код 12345678, з другої сторони, разом – «Сторони», уклали цей Договір про таке:

1. ПРЕДМЕТ

1.1. Орендодавець передає обладнання.

2. РЕКВІЗИТИ ТА ПІДПИСИ СТОРІН

Директор ________ І. П. Бойко
"""
LISTS = {
    "The Kingdom of Arvenia and Belmark (hereinafter “the Parties”),\n\nRecalling their friendship,": [
        ("the Kingdom of Arvenia", "Arvenia"),
        ("Belmark", ""),
    ],
    "PREAMBLE\n\nThe Republic of Arvenia, Bosnia and Herzegovina and the Swiss Confederation of the one part,"
    "\n\nand\n\nthe European Union, on the other part,\n\nDESIRING peace,": [
        ("the Republic of Arvenia", "Arvenia"),
        ("Bosnia and Herzegovina", ""),
        ("the Swiss Confederation", ""),
        ("the European Union", ""),
    ],
    "Україна та Сполучені Штати Америки (далі – Сторони),\n\nпрагнучи миру,": [
        ("Україна", ""),
        ("Сполучені Штати Америки", ""),
    ],
    "Los Estados Unidos Mexicanos, la República de Arvenia y Belmark,\n\nDECIDIDOS a cooperar,": [
        ("Los Estados Unidos Mexicanos", ""),
        ("la República de Arvenia", "Arvenia"),
        ("Belmark", ""),
    ],
    "ARVENIA - BELMARK\n\nPREAMBLE\n\nThe Contracting Parties,": [("Arvenia", ""), ("Belmark", "")],
    "AGREEMENT - SECOND DRAFT\n\nPREAMBLE\n\nThe Contracting Parties,": [
        ("the Contracting Parties", "Contracting Party")
    ],
    "Being guided by the Agreement between Arvenia, Belmark and Corvia, the Parties agree:": [],
}


@pytest.mark.parametrize(("opening", "expected"), LISTS.items())
def test_states_are_parties_where_the_preamble_begins_with_a_list_of_them(opening, expected) -> None:
    found = parties(f"TREATY\n\n{opening}\n\nArticle 1\n\nThe Parties shall cooperate.\n")
    assert found == expected or (not expected and "Corvia" not in str(found))


def test_a_ukrainian_contract_names_its_parties_and_ends_with_their_signatures() -> None:
    assert parties(UKRAINIAN_LEASE) == [
        ("Товариство з обмеженою відповідальністю «Пласт та Син»", "Орендодавець"),
        ("Акціонерне товариство «Газвидобуток»", "Орендар"),
    ]
    instrument = read_bytes(UKRAINIAN_LEASE.encode(), "lease.txt")
    kinds = [provision.kind.value for provision in instrument.walk()]
    assert kinds[-1] == "signature block"
    assert instrument.signing is not None
    assert (instrument.signing.place, instrument.signing.date) == ("Львів", "2025-06-03")


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


def test_a_state_after_the_government_of_another_is_a_party_of_its_own() -> None:
    text = (
        "FISHERIES AGREEMENT between the Government of the Republic of Tavira and the People's Republic of "
        "Orland\n\nThe Government of the Republic of Tavira and the Government of the People's Republic of "
        "Orland agree as follows:\n\nArticle 1\n\nX.\n"
    )
    assert [name for name, _ in parties(text)] == [
        "the Government of the Republic of Tavira",
        "the Government of the People's Republic of Orland",
    ]


@pytest.mark.parametrize("filling", range(0, 60, 3))
def test_no_name_is_cut_where_the_looking_ends(filling: int) -> None:
    text = (
        "AGREEMENT\n\nbetween the Government of Ukraine and the Government of Orland\n\nArticle 1\n\n"
        + "1. "
        + "x" * (460 + filling)
        + " The Government of Ukraine shall pay. The Government of Ukraine shall do this too.\n"
    )
    assert [name for name, _ in parties(text)] == ["the Government of Ukraine", "the Government of Orland"]


def test_a_party_that_the_title_names_without_an_alias_gets_it_where_it_is_given() -> None:
    text = """Memorandum of agreement
between the Ministry of Energy of Arvenia and Northern Steam Limited on the Silver Field

The Ministry of Energy of Arvenia (the "Ministry") and Northern Steam Limited, a company incorporated in Wales
(the "Company"), have agreed as follows:

1. The Company shall pay a royalty.
"""
    parties = {party.name: party.aliases for party in read_bytes(text.encode(), "draft.txt").parties}
    assert parties == {
        "the Ministry of Energy of Arvenia": ("Ministry",),
        "Northern Steam Limited": ("Company",),
    }


def test_an_organisation_is_known_by_its_last_word_where_the_text_calls_it_so() -> None:
    text = """Agreement between the Republic of Ghana and the European Union on Fisheries

Article 1

The Union shall pay Ghana EUR 60 for each tonne.
"""
    parties = {party.name: party.aliases for party in read_bytes(text.encode(), "draft.txt").parties}
    assert "Union" in parties["the European Union"]
    silent = read_bytes(text.replace("The Union", "The European Union").encode(), "draft.txt").parties
    assert all("Union" not in party.aliases for party in silent)


def test_a_name_given_behind_a_later_mention_counts_in_whatever_letters_the_title_stands() -> None:
    text = (
        "AGREEMENT BETWEEN THE REPUBLIC OF CHILE AND NORDLYS LITHIUM AS\n\nArticle 1\n"
        'The Republic of Chile grants to Nordlys Lithium AS (the "Company") the right to explore.\n\n'
        "Article 2\nThe Company shall pay the State a royalty of seven percent of gross revenue.\n"
    )
    state, company = read_bytes(text.encode(), "draft.txt").parties
    assert company.aliases == ("Company",)
    assert state.aliases == ("State",)  # the only state beside a company


def test_a_state_that_acts_under_its_short_name_is_known_by_it() -> None:
    text = """AGREEMENT
between the Government of the Republic of Namibia and the Government of the United States of America
on Access to Fishery Resources

Article 1
Namibia shall authorise forty vessels. The United States shall pay a fee in Norway.
"""
    first, second = read_bytes(text.encode(), "draft.txt").parties
    assert "Namibia" in first.aliases
    assert "United States" in second.aliases
    silent = read_bytes(text.replace("Namibia shall", "It shall").encode(), "draft.txt").parties[0]
    assert "Namibia" not in silent.aliases


def test_a_seller_and_a_buyer_on_their_own_lines_are_parties_and_the_title_is_none() -> None:
    text = """TERM SHEET
Sale and Purchase of Natural Gas

Seller: Northern Steppe LLP, a company established in Arvenia
Buyer: Silk Line Trading GmbH, a company established in Belmark

1. Price
The Buyer shall pay USD 185.
"""
    assert parties(text) == [("Northern Steppe LLP", "Seller"), ("Silk Line Trading GmbH", "Buyer")]


def test_the_state_and_an_investor_of_a_ukrainian_contract_are_parties() -> None:
    text = """УГОДА ПРО РОЗПОДІЛ ПРОДУКЦІЇ

Держава Україна, від імені якої діє Кабінет Міністрів України (далі – «Держава»), та товариство з обмеженою
відповідальністю «Північ» (далі – «Інвестор»), разом – «Сторони», уклали цю Угоду про таке:

Стаття 1. Предмет
1.1. Держава надає Інвестору право на видобування газу.
"""
    assert parties(text) == [
        ("Держава Україна", "Держава"),
        ("товариство з обмеженою відповідальністю «Північ»", "Інвестор"),
    ]


def test_the_states_that_exchange_notes_are_parties() -> None:
    text = """I

The Minister of Foreign Affairs of Ukraine to the Ambassador of Canada

Excellency,

I have the honour to propose the following:

1. The Government of Canada shall supply to Ukraine 800 tonnes.

If this is acceptable, this Note and your reply shall constitute an agreement between our two Governments.
"""
    assert parties(text) == [("Ukraine", "Government of Ukraine"), ("Canada", "Government of Canada")]
    assert read_bytes(text.encode(), "note.txt").title.startswith("The Minister")
