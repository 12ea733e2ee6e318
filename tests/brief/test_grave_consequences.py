"""What a lawyer sees first: grave consequences that follow in law, before conflicts and open questions."""

from datetime import date
from pathlib import Path

import pytest

from fullpowers.brief import render
from fullpowers.model import Review
from fullpowers.review import Circumstances, review

DRAFT = Path(__file__).parents[2] / "examples" / "minerals" / "drafts" / "draft-2.docx"


@pytest.fixture(scope="module")
def signed_is_bound() -> Review:
    return review(DRAFT, side="UA", circumstances=Circumstances(on=date(2025, 2, 21)))


def test_the_first_page_says_it_before_the_conflicts(signed_is_bound: Review) -> None:
    signing = next(one for one in signed_is_bound.answers if one.question.startswith("May it be signed"))
    assert signing.points[0].text.startswith("In law: The text enters into force on signature")
    assert signing.points[0].passages
    assert signing.points[1].text.startswith("Conflicts:")


def test_the_part_on_law_begins_with_it_and_gives_words_that_would_mend_it(signed_is_bound: Review) -> None:
    text = render(signed_is_bound, "text")
    part = text[text.index("What the law says") :]
    grave, conflict = part.index("Signature alone would bind"), part.index("Budget revenue is committed")
    assert grave < conflict
    assert "the later of the notifications" in " ".join(part[grave:conflict].split())
