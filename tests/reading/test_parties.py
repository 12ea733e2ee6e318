"""Who the parties are: states in a treaty's title, companies in a contract's opening."""

from __future__ import annotations

import pytest

from fullpowers.reading import read_bytes


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


def test_a_long_opening_is_read_in_time_that_grows_with_its_length() -> None:
    """A hostile opening: commas, brackets and capitals without an end."""
    text = "AGREEMENT between " + "Aaa, Inc., and (“ " * 20_000
    assert len(read_bytes(text.encode(), "x.txt").parties) >= 0


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "УГОДА\n\nУряд України та Уряд США, далі – «Сторони»,\n\nдомовились про таке:\n\nСтаття 1\n\n"
            "Мета.\n",
            [("Уряд України", "України"), ("Уряд США", "США")],
        ),
        (
            "УГОДА між Урядом України та Урядом Республіки Польща\n\nСтаття 1\n\nМета.\n",
            [("Уряд України", "України"), ("Уряд Республіки Польща", "Республіки Польща")],
        ),
        (
            "СОГЛАШЕНИЕ\n\nПравительство Республики Казахстан и Правительство Украины, далее – «Стороны»,\n\n"
            "Статья 1\n\nПредмет.\n",
            [
                ("Правительство Республики Казахстан", "Республики Казахстан"),
                ("Правительство Украины", "Украины"),
            ],
        ),
        (
            "ACCORD entre le Gouvernement de la République française et le Gouvernement de l’Ukraine relatif "
            "à l’énergie\n\nArticle 1er\n\nObjet.\n",
            [
                ("le Gouvernement de la République française", "République française"),
                ("le Gouvernement de l’Ukraine", "Ukraine"),
            ],
        ),
        (
            "ACUERDO\n\nEl Gobierno de la República Argentina y el Gobierno de Ucrania, en adelante "
            "“las Partes”,\n\nArtículo 1\n\nObjeto.\n",
            [
                ("el Gobierno de la República Argentina", "República Argentina"),
                ("el Gobierno de Ucrania", "Ucrania"),
            ],
        ),
        (
            "اتفاق بين حكومة جمهورية مصر العربية وحكومة أوكرانيا بشأن الطاقة\n\nالمادة 1\n\nالغرض.\n",
            [("حكومة جمهورية مصر العربية", "جمهورية مصر العربية"), ("حكومة أوكرانيا", "أوكرانيا")],
        ),
    ],
    ids=["joint", "uk", "ru", "fr", "es", "ar"],
)
def test_governments_are_named_as_their_language_names_them(text, expected):
    assert parties(text) == expected


def test_a_name_for_all_parties_together_is_no_name_of_one():
    text = "The Government of Ukraine and the Government of Chile, hereinafter “the Parties”, agree.\n"
    assert all("the Parties" not in party.aliases for party in read_bytes(text.encode(), "a.txt").parties)
