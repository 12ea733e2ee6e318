"""What a lawyer would strike out of a list of effects, each found by reading real pairs of treaties."""

from __future__ import annotations

import pytest

from .conftest import compare_texts


def effects(old: str, new: str) -> list[tuple[str, str]]:
    """Rule and effect of each reason."""
    frame = "Article 1\nOpening.\nArticle 2\n{}\nArticle 3\nClosing."
    comparison = compare_texts(frame.format(old), frame.format(new))
    return [(reason.rule, reason.effect) for change in comparison.changes for reason in change.reasons]


def test_the_same_fraction_in_words_is_no_change_of_a_number() -> None:
    found = effects(
        "Amendments need a majority of two thirds of all members.",
        "Amendments need a majority of two-thirds of the members.",
    )
    assert "number-changed" not in {rule for rule, _ in found}


def test_another_fraction_is_one() -> None:
    found = effects("It needs a majority of two thirds.", "It needs a majority of three quarters.")
    assert ("number-changed", "“two thirds” becomes “three quarters”: more than before.") in found


def test_a_period_is_not_what_some_other_number_was() -> None:
    found = effects(
        "A dispute between two or more States is heard by the Board.",
        "A dispute within three months of its notice is heard by the Board.",
    )
    assert not any("longer" in effect or "shorter" in effect for _, effect in found)
    assert any(effect.startswith("A period comes in: “three months") for _, effect in found)


def test_whether_or_not_is_no_negation() -> None:
    found = effects("A ship is a vessel, self-propelled or not.", "A ship is a vessel.")
    assert "negation-removed" not in {rule for rule, _ in found}


def test_approval_as_a_way_to_consent_is_no_condition() -> None:
    found = effects(
        "The instrument of ratification goes to the depositary.",
        "The instrument of ratification, acceptance, approval or accession goes to the depositary.",
    )
    assert {"entry-into-force-changed"} == {rule for rule, _ in found}


@pytest.mark.parametrize("old", ["Each Party shall report.", "The Parties shall report to the Board."])
def test_a_party_may_be_called_contracting_party(old: str) -> None:
    new = old.replace("Part", "Contracting Part")
    assert {"synonym"} == {rule for rule, _ in effects(old, new)}


def test_the_duty_that_becomes_softer_is_the_one_of_the_earlier_draft() -> None:
    found = effects(
        "Vessels shall land 40 percent of their catch in the port.",
        "The Parties shall encourage the landing of catch in the port.",
    )
    assert not any("duty of each party to encourage" in effect for _, effect in found)


def test_another_unit_of_time_is_another_period() -> None:
    assert effects("A statement is sent each month.", "A statement is sent each quarter.") == [
        ("period-changed", "A period changes: “month” becomes “quarter”.")
    ]


def test_on_signature_and_on_the_date_of_signature_are_the_same() -> None:
    found = effects("It enters into force on signature.", "It enters into force on the date of signature.")
    assert {rule for rule, _ in found} == {"synonym"}


def test_drafts_in_two_languages_are_said_to_be_so() -> None:
    spanish = "Artículo 1\nLas Partes establecen una zona de libre comercio conforme a este Tratado.\n" * 3
    english = "Article 1\nThe Parties establish a free trade area in accordance with this Treaty.\n" * 3
    assert any("is in es and" in line for line in compare_texts(spanish, english).not_compared)
