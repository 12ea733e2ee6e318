"""The hall, end to end on the example matter: what the brief must say of its third draft."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fullpowers import Circumstances, load_matter, render, review
from fullpowers.model import Answer, Outcome, Review, Truth, UnreadableInput, from_json

EXAMPLE = Path(__file__).parents[1] / "examples" / "minerals"
DRAFTS = EXAMPLE / "drafts"


@pytest.fixture(scope="module")
def third() -> Review:
    """The third draft against the second, as `fullpowers demo` reviews it."""
    matter = load_matter(EXAMPLE / "matter.yaml")
    return review(
        DRAFTS / "draft-3.docx",
        against=DRAFTS / "draft-2.docx",
        side="UA",
        circumstances=Circumstances(matter=matter),
    )


SIGN, BINDS, CHANGED, GIVES = (
    "May it be signed",
    "How binding",
    "What changed of substance",
    "What does it give",
)


def the_answer(found: Review, question: str) -> Answer:
    """The answer to the question that begins so."""
    (chosen,) = (one for one in found.answers if one.question.startswith(question))
    return chosen


def answer_text(found: Review, question: str) -> str:
    chosen = the_answer(found, question)
    return " ".join([chosen.headline, *(point.text for point in chosen.points)])


def test_the_gas_share_and_the_weakened_duty_come_first(third: Review) -> None:
    points = the_answer(third, CHANGED).points
    first = " ".join(point.text for point in points[:2])
    assert "50 percent" in first
    assert "66 percent" in first
    assert "shall" in first
    assert "intends to" in first


def test_the_change_that_nobody_marked_is_named_first(third: Review) -> None:
    first = third.answers[0]
    assert first.question.startswith("Was anything altered")
    assert "180 days" in first.points[0].text
    assert "90 days" in first.points[0].text


def test_hidden_text_is_said_first_and_is_no_part_of_the_draft(third: Review) -> None:
    page = render(third, "html")
    assert page.index("we can settle at 58") < page.index("May it be signed today")
    assert "settle at 58" not in third.instrument.text


def test_it_is_never_called_ready_for_signature_while_facts_are_missing(third: Review) -> None:
    outcomes = {finding.outcome for finding in third.opinion.findings}
    assert Outcome.CANNOT_TELL in outcomes
    assert the_answer(third, SIGN).tone in ("open", "bad")


def test_the_rada_must_consent_and_the_path_has_dates(third: Review) -> None:
    path = third.opinion.path
    assert path is not None
    assert path.needed is Truth.TRUE
    assert all(step.earliest <= step.likely <= step.latest for step in path.steps)
    assert path.steps[0].earliest == date(2025, 2, 21)
    assert "Verkhovna Rada" in answer_text(third, SIGN)


def test_parts_are_binding_and_parts_are_not(third: Review) -> None:
    assert the_answer(third, BINDS).headline.startswith("Partly")
    assert "set out intentions" in answer_text(third, BINDS)
    assert "binding on the Participants" in answer_text(third, BINDS)


def test_no_firm_guarantee_is_found(third: Review) -> None:
    assert "a firm security guarantee" in answer_text(third, GIVES)


def test_the_receipt_of_the_matter_stands_on_the_page(third: Review) -> None:
    text = render(third, "text")
    assert "Received: 2025-02-20 19:00" in text
    assert "Answer due: 2025-02-24 12:00" in text


def test_the_same_files_give_the_same_bytes(third: Review) -> None:
    again = review(
        DRAFTS / "draft-3.docx",
        against=DRAFTS / "draft-2.docx",
        side="UA",
        circumstances=Circumstances(matter=load_matter(EXAMPLE / "matter.yaml")),
    )
    for way in ("html", "json", "text"):
        assert render(again, way) == render(third, way)


def test_json_carries_the_whole_review(third: Review) -> None:
    assert from_json(render(third, "json"), Review) == third


def test_the_page_is_small(third: Review) -> None:
    assert len(render(third, "html").encode()) < 2_000_000


def test_a_fact_that_the_team_knows_settles_a_finding(third: Review) -> None:
    told = review(
        DRAFTS / "draft-3.docx",
        side="UA",
        circumstances=Circumstances(on=date(2025, 2, 21), facts={"full_powers_held": True}),
    )

    def open_rules(found: Review) -> set[str]:
        return {one.rule for one in found.opinion.findings if one.outcome is Outcome.CANNOT_TELL}

    assert "ua.powers" in open_rules(third)
    assert "ua.powers" not in open_rules(told)


def test_a_first_draft_is_reviewed_without_an_earlier_one() -> None:
    found = review(DRAFTS / "draft-1.docx", side="UA", circumstances=Circumstances(on=date(2025, 2, 12)))
    assert found.comparison is None
    assert the_answer(found, CHANGED).headline == "There is no earlier draft to compare with."
    page = render(found, "html")
    assert "<ins>" not in page
    assert "<del>" not in page


def test_a_draft_compared_with_itself_shows_no_change() -> None:
    path = DRAFTS / "draft-2.docx"
    found = review(path, against=path, side="UA", circumstances=Circumstances(on=date(2025, 2, 14)))
    assert the_answer(found, CHANGED).headline == "Nothing: the texts are the same."
    assert the_answer(found, CHANGED).points == ()


def test_the_answers_do_not_hang_on_the_order_of_calls(third: Review) -> None:
    from fullpowers.brief import answer

    assert answer(replace(third, answers=())) == third.answers


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput):
        review(tmp_path / "none.docx", side="UA")
