"""The acceptance table of the drafts of 2025, row by row: what `check` has to say of each.

The texts of February to April are not reproduced: each file in `drafts` is a short text of our own that
states the terms which were reported. ``first-drafts`` and ``fund-draft`` have gaps, as copies had.
"""

from datetime import date

import pytest

from fullpowers.model import Fact, Opinion, Outcome, Truth

from .conftest import finding_of, opinion_of

CONFORMS, CONFLICTS = Outcome.CONFORMS, Outcome.CONFLICTS
OPEN, IDLE = Outcome.CANNOT_TELL, Outcome.DOES_NOT_APPLY

TABLE = [
    # draft            reported on          treaty?        Rada       Const 13   EU
    ("first-drafts", date(2025, 2, 14), Truth.UNKNOWN, OPEN, OPEN, OPEN),
    ("fund-draft", date(2025, 2, 21), Truth.UNKNOWN, OPEN, OPEN, OPEN),
    ("framework", date(2025, 2, 26), Truth.UNKNOWN, OPEN, CONFORMS, CONFORMS),
    ("partnership", date(2025, 3, 23), Truth.FALSE, IDLE, OPEN, CONFLICTS),
    ("memorandum", date(2025, 4, 17), Truth.FALSE, IDLE, CONFORMS, CONFORMS),
    ("treaty", date(2025, 4, 30), Truth.TRUE, CONFORMS, CONFORMS, CONFORMS),
]


def fact_of(opinion: Opinion, name: str) -> Fact:
    return next(fact for fact in opinion.facts if fact.name == name)


def towards_the_union(opinion: Opinion) -> Outcome:
    """The worst outcome of all that Ukraine owes to the European Union."""
    outcomes = {finding.outcome for finding in opinion.findings if finding.jurisdiction == "EU"}
    return next(outcome for outcome in (CONFLICTS, OPEN, CONFORMS, IDLE) if outcome in outcomes)


@pytest.mark.parametrize(("draft", "on", "treaty", "rada", "resources", "union"), TABLE)
def test_the_table(
    draft: str, on: date, treaty: Truth, rada: Outcome, resources: Outcome, union: Outcome
) -> None:
    opinion = opinion_of(draft, on=on)
    assert fact_of(opinion, "is_treaty").value is treaty
    assert finding_of(opinion, "ua.rada").outcome is rada
    assert finding_of(opinion, "ua.subsoil.owner").outcome is resources
    assert towards_the_union(opinion) is union


def test_12_to_14_february_the_wording_is_incomplete() -> None:
    """ "50 percent of all natural resources" stands in a sentence with a gap: it shows nothing for sure."""
    opinion = opinion_of("first-drafts", on=date(2025, 2, 14))
    share = fact_of(opinion, "resource_interest_percent")
    assert share.value is Truth.UNKNOWN
    assert "a part of that sentence is missing" in share.why_unknown
    assert "50 percent" in share.passages[0].quote
    assert "a part of the text is missing" in fact_of(opinion, "declares_binding").why_unknown
    assert [finding.rule for finding in opinion.findings if finding.outcome is CONFLICTS] == []


def test_21_february_nothing_is_sure_that_stands_beside_a_gap() -> None:
    opinion = opinion_of("fund-draft", on=date(2025, 2, 21))
    assert [finding.rule for finding in opinion.findings if finding.outcome is CONFLICTS] == []


def test_26_february_shows_both_readings_and_the_question_that_decides() -> None:
    rada = finding_of(opinion_of("framework"), "ua.rada")
    assert [(position.outcome, "European Integration" in position.holder) for position in rada.positions] == [
        (IDLE, True)
    ]
    assert any(
        "governed by international law" in question and "does not apply" in question
        for question in rada.settles
    )
    assert "meant_under_international_law" in rada.unsettled


def test_23_march_treaty_law_does_not_apply_and_domestic_law_still_does() -> None:
    opinion = opinion_of("partnership", on=date(2025, 3, 23))
    assert finding_of(opinion, "ua.outside_treaty_law").outcome is CONFLICTS
    assert finding_of(opinion, "int.not_a_treaty").outcome is CONFORMS


def test_23_march_the_conflict_with_article_13_is_alleged_and_shown_as_a_position() -> None:
    resources = finding_of(opinion_of("partnership", on=date(2025, 3, 23)), "ua.subsoil.owner")
    assert [(position.outcome, "Foreign Policy" in position.holder) for position in resources.positions] == [
        (CONFLICTS, True)
    ]
    assert "amounts_to_disposal" in resources.unsettled


def test_17_april_the_american_side_reports_it_as_a_non_binding_instrument_if_it_weighs() -> None:
    report = finding_of(opinion_of("memorandum", side="US", on=date(2025, 4, 17)), "us.nonbinding")
    assert report.outcome is OPEN
    assert report.unsettled == ("significant_for_foreign_policy",)


def test_30_april_the_agreement_that_was_not_shown_is_on_the_list_of_gaps() -> None:
    opinion = opinion_of("treaty", on=date(2025, 4, 30))
    missing = finding_of(opinion, "int.missing_instrument")
    assert missing.outcome is OPEN
    assert "LP Agreement" in missing.passages[0].quote
    gaps = {
        fact.name
        for fact in opinion.facts
        if "rests on an instrument that was not provided" in fact.why_unknown
    }
    assert "term_years" in gaps


def test_30_april_the_rada_had_consented() -> None:
    opinion = opinion_of("treaty", on=date(2025, 5, 23), facts={"ratified": True})
    assert finding_of(opinion, "ua.rada").outcome is CONFORMS
    assert opinion.path is not None
    assert opinion.path.needed is Truth.TRUE
