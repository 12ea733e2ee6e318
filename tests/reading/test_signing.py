"""Where and when an instrument was done, in six languages; blanks say nothing."""

from __future__ import annotations

import pytest

from fullpowers.model import Signing
from fullpowers.reading import read_bytes

BODY = {
    "en": "AGREEMENT\n\nArticle 1\n\nScope\n\nThe Parties pay.\n\n",
    "uk": "УГОДА\n\nСтаття 1\n\nМета\n\nСторони діють.\n\n",
    "fr": "ACCORD\n\nArticle 1er\n\nObjet\n\nLes Parties paient.\n\n",
    "es": "ACUERDO\n\nArtículo 1\n\nObjeto\n\nLas Partes pagan.\n\n",
    "ru": "СОГЛАШЕНИЕ\n\nСтатья 1\n\nПредмет\n\nСтороны платят.\n\n",
    "ar": "اتفاق\n\nالمادة 1\n\nالغرض\n\nيدفع الطرفان.\n\n",
}


def signed(text: str) -> Signing | None:
    instrument = read_bytes(text.encode(), "draft.txt")
    done = instrument.signing
    for passage in (done.place_passage, done.date_passage) if done else ():
        if passage is not None:
            passage.verify(instrument)
    return done


@pytest.mark.parametrize(
    ("language", "clause", "place", "day"),
    [
        ("en", "DONE at Washington, in duplicate, this 30th day of April, 2025.", "Washington", "2025-04-30"),
        ("en", "Done in duplicate at The Hague on May 5, 2024.", "The Hague", "2024-05-05"),
        ("en", "Done at Kyiv on 31 February 2025.", "Kyiv", ""),
        (
            "en",
            "DONE at Kyiv this twenty-sixth day of February, two thousand and twenty-five.",
            "Kyiv",
            "2025-02-26",
        ),
        ("en", "Done at Kyiv this first day of May nineteen hundred and ninety-one.", "Kyiv", "1991-05-01"),
        ("en", "Done at Kyiv this thirtieth day of February, two thousand twenty.", "Kyiv", ""),
        (
            "uk",
            "Учинено в м. Києві двадцять шостого лютого дві тисячі двадцять п’ятого року.",
            "Києві",
            "2025-02-26",
        ),
        ("uk", "Вчинено у м. Київ 12 травня 2025 року у двох примірниках.", "Київ", "2025-05-12"),
        ("fr", "Fait à Paris, le 12 mai 2025, en double exemplaire.", "Paris", "2025-05-12"),
        ("es", "Hecho en Madrid el 12 de mayo de 2025.", "Madrid", "2025-05-12"),
        ("ru", "Совершено в городе Астане 12 мая 2025 года.", "Астане", "2025-05-12"),
        ("ar", "حررت في القاهرة بتاريخ 12 مايو 2025", "القاهرة", "2025-05-12"),
    ],
)
def test_a_signature_block_says_place_and_date(language, clause, place, day):
    done = signed(BODY[language] + clause)
    assert done is not None
    assert (done.place, done.date) == (place, day)
    assert done.place_passage is not None
    assert done.place_passage.quote == place


@pytest.mark.parametrize(
    "clause",
    [
        "Done at ________ on ____ 2025.",
        "For the Government of Ukraine",
        "Done in English and Ukrainian.",
        "DONE IN FOUR COPIES.",
    ],
)
def test_a_blank_says_nothing(clause):
    assert signed(BODY["en"] + clause) is None


def test_a_line_of_its_own_and_the_opening_of_a_contract_say_it_too():
    line = signed("AGREEMENT\n\nKyiv, 12 May 2025\n\n1. A pays.\n\n2. B lends.\n")
    assert line is not None
    assert (line.place, line.date) == ("Kyiv", "2025-05-12")
    opening = "This Agreement is made as of January 5, 2020 by and between A, Inc. and B, Inc."
    contract = signed(f"SUPPLY AGREEMENT\n\n{opening}\n\n1. A sells.\n\n2. B buys.\n")
    assert contract is not None
    assert (contract.place, contract.date) == ("", "2020-01-05")


def test_a_date_in_the_wording_is_not_the_date_of_the_instrument():
    assert signed(BODY["en"] + "Article 2\n\nTerm\n\nIt ends on 1 January 2030.\n") is None
