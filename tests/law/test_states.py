"""Which party stands for a state."""

import pytest

from fullpowers.law import jurisdictions, parties_of

from .conftest import instrument_of


@pytest.mark.parametrize(
    ("parties", "side", "name"),
    [
        ("the Government of Ukraine and the Government of the United States of America", "UA", "Ukraine"),
        (
            "the Government of Ukraine and the Government of the United States of America",
            "US",
            "United States",
        ),
        ("the Government of Ukraine and the Government of the United States of America", "SE", ""),
        ("the Government of Equatorial Guinea and the Government of Ghana", "GQ", "Equatorial Guinea"),
        ("the Government of Equatorial Guinea and the Government of Ghana", "GN", ""),
        ("the Government of Niger and the Government of Nigeria", "NG", "Nigeria"),
        ("the Government of Niger and the Government of Nigeria", "NE", "Niger"),
    ],
)
def test_the_party_that_stands_for_a_state(parties: str, side: str, name: str) -> None:
    instrument = instrument_of(f"Agreement between {parties} on Gas\n\nArticle 1\n\nThe Parties agree.\n")
    found = parties_of(instrument, side)
    assert (name in found) if name else found == ""


def test_names_of_both_sides_alike_are_nobodys() -> None:
    text = (
        "The Government of Ukraine and the Government of Canada (each a “Ukraine Partner”)\n\n"
        "Article 1\n\nThe Partners agree.\n"
    )
    assert "Canada" not in parties_of(instrument_of(text), "UA")


def test_jurisdictions_name_the_law_of_treaties_first() -> None:
    found = jurisdictions()
    assert found[0].code == "INT"
    assert {"UA"} <= {jurisdiction.code for jurisdiction in found}
    assert all(jurisdiction.rules > 0 and jurisdiction.title for jurisdiction in found)
