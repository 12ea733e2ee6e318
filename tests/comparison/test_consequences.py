"""What a change does to provisions whose words did not change."""

from __future__ import annotations

from fullpowers.model import Significance

from .conftest import compare_texts

DRAFT = """AGREEMENT ON A FUND

Article 1
Definitions
“Revenues” means all rent payments received by Ukraine.

Article 2
Contributions
Ukraine shall contribute 50 percent of the Revenues to the Fund.

Article 3
Reports
The Board shall report on the contributions under Article 2.

Article 4
Duration
This Agreement remains in force for ten years.
"""


def test_a_changed_definition_is_told_to_every_provision_that_uses_the_term() -> None:
    comparison = compare_texts(DRAFT, DRAFT.replace("all rent payments", "all net rent payments"))
    definition = next(c for c in comparison.changes if c.edits)
    assert definition.reasons[0].rule == "definition-changed"
    assert "art-2" in definition.reasons[0].effect
    use = next(c for c in comparison.changes if c.new and "contribute 50" in c.new[0].quote)
    assert [reason.rule for reason in use.reasons] == ["uses-changed-definition"]
    assert use.significance is Significance.NONE


def test_a_reference_that_was_not_renumbered_with_its_target_is_noticed() -> None:
    later = (
        DRAFT.replace("Article 4", "Article 5")
        .replace("Article 3", "Article 4")
        .replace(
            "Article 2\nContributions",
            "Article 2\nSeat\nThe seat of the Fund is Kyiv.\n\nArticle 3\nContributions",
        )
    )
    comparison = compare_texts(DRAFT, later)
    assert [notice.code for notice in comparison.notices] == ["reference-not-followed"]
    assert "Article 3" in comparison.notices[0].message


def test_a_reference_that_follows_is_form() -> None:
    later = (
        DRAFT.replace("Article 4", "Article 5")
        .replace("Article 3", "Article 4")
        .replace("Article 2", "Article 3")
        .replace(
            "Article 3\nContributions",
            "Article 2\nSeat\nThe seat of the Fund is Kyiv.\n\nArticle 3\nContributions",
        )
    )
    comparison = compare_texts(DRAFT, later)
    assert not comparison.notices
    follows = [r.rule for c in comparison.changes for r in c.reasons if r.rule.startswith("reference")]
    assert follows == ["reference-follows"]


def test_a_reference_to_a_removed_article_dangles() -> None:
    start, end = DRAFT.index("Article 2"), DRAFT.index("Article 3")
    comparison = compare_texts(DRAFT, DRAFT[:start] + DRAFT[end:])
    assert [notice.code for notice in comparison.notices] == ["reference-dangling"]
    report = next(c for c in comparison.changes if c.new and "shall report" in c.new[0].quote)
    assert not report.edits
    assert report.significance is Significance.SUBSTANTIVE
    assert "refers to Article 2, which is no longer there" in report.reasons[0].effect
