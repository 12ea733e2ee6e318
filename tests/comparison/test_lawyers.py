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
