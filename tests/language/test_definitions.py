"""Definitions: the ways to define a term, its meaning, its scope, its uses."""

from __future__ import annotations

import pytest

from fullpowers.language import analyse
from fullpowers.model import Definition, Instrument
from fullpowers.reading import read_bytes


def _draft(*paragraphs: str) -> Instrument:
    numbered = "\n\n".join(f"{number}. {text}" for number, text in enumerate(paragraphs, 1))
    return read_bytes(f"AGREEMENT\n\n{numbered}\n".encode(), "draft.txt")


def _defined(text: str) -> list[str]:
    return [one.term for one in analyse(_draft(text)).definitions]


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("The Parties establish a fund (the “Fund”).", ["Fund"]),
        ("The Parties establish a fund (hereinafter referred to as the “Fund”).", ["Fund"]),
        ("The Parties establish a Reconstruction Investment Fund (Fund).", ["Fund"]),
        ("Terms will be set out in a subsequent agreement (the Fund Agreement).", ["Fund Agreement"]),
        (
            "The seller and the buyer (each, a “Party” and together, the “Parties”) agree.",
            ["Party", "Parties"],
        ),
        (
            "The two are each referred to as a “Party” and collectively as the “Parties”.",
            ["Party", "Parties"],
        ),
        ("“Licence” means a permit to extract minerals.", ["Licence"]),
        ('The term "Licence" shall mean a permit to extract minerals.', ["Licence"]),
        ("“Sale”, “Sell” or “Sold” means a transfer against money.", ["Sale", "Sell", "Sold"]),
        ("NET REVENUE shall mean the sums that were received.", ["NET REVENUE"]),
        ("customs duties means duties on the importation of a good;", ["customs duties"]),
        ("“Rate” has the meaning given in Annex A.", ["Rate"]),
        ("a permanent body to be called “the Council” shall be established.", ["Council"]),
        ("Сторони створюють інвестиційний фонд (далі – Фонд).", ["Фонд"]),
        ("Уряд України (далі – «Сторона») погоджується.", ["Сторона"]),
        ("«Ліцензія» означає дозвіл на видобування.", ["Ліцензія"]),
        ("The envelope is marked “confidential” by the sender.", []),
        ("Each side shall use the best means available.", []),
        ("Chapter 12 (Dispute Settlement) does not apply.", []),
        ("The goods travel by other means of transport.", []),
    ],
)
def test_ways_to_define(text: str, terms: list[str]) -> None:
    assert _defined(text) == terms


def _one(instrument: Instrument, term: str) -> Definition:
    return next(one for one in analyse(instrument).definitions if one.term == term)


def test_a_definition_says_what_the_term_means_and_how_often_it_is_used() -> None:
    draft = _draft(
        "The Parties establish an investment fund (the “Fund”).",
        "“Licence” means a permit to extract minerals.",
        "The Fund shall report each year. The Fund Agreement governs the Fund. Licences are public.",
    )
    fund, licence = _one(draft, "Fund"), _one(draft, "Licence")
    assert fund.meaning is not None
    assert fund.meaning.quote == "an investment fund"
    assert fund.uses == 3
    assert licence.meaning is not None
    assert licence.meaning.quote == "a permit to extract minerals"
    assert licence.uses == 1


def test_a_longer_term_is_not_a_use_of_the_shorter() -> None:
    draft = _draft(
        "A fund (the “Fund”) and an agreement (the “Fund Agreement”) are made.", "The Fund Agreement binds."
    )
    assert _one(draft, "Fund").uses == 0
    assert _one(draft, "Fund Agreement").uses == 1


def test_a_definition_for_one_article_has_that_scope() -> None:
    draft = _draft("For the purposes of this Section, “Day” means a working day.", "“Week” means seven days.")
    assert _one(draft, "Day").scope == _one(draft, "Day").passage.path
    assert _one(draft, "Week").scope == ""
