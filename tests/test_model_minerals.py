"""A draft that other tools called fit to sign: what the first page must say of it and its next version."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from fullpowers import review
from fullpowers.matter import Circumstances

FIRST = """# AGREEMENT ON A RECONSTRUCTION INVESTMENT FUND

between the Government of Ukraine and the Government of the United States of America

The Government of Ukraine and the Government of the United States of America (each a "Participant",
together the "Participants"),

Recognising the support that the United States of America has given to Ukraine,

have agreed as follows:

## Article 1. The Fund

1. The Participants shall establish a Reconstruction Investment Fund (the "Fund"). The Government of
the United States of America shall hold 100 percent of the financial interest in the Fund.

2. The Government of Ukraine shall contribute to the Fund 50 percent of all revenues earned from the
extraction of mineral resources, oil, gas and other extractable materials, and from ports and other
infrastructure.

3. The contributions shall continue until they reach the sum of USD 500,000,000,000.

## Article 2. Licences

The United States of America shall have a right of first refusal over the purchase of exportable
minerals. Ukraine shall not sell minerals to others on terms better than those offered to the United
States of America.

## Article 3. Governing Law and Disputes

1. This Agreement shall be governed by the laws of the State of New York.

2. Any dispute shall be settled by the courts of the State of New York.

3. Ukraine irrevocably waives any immunity from suit, attachment and execution in respect of itself
and its property.

## Article 4. Entry into Force

This Agreement is binding on the Participants and shall enter into force upon signature. It shall
remain in force for ten years. Either Participant may terminate it by ninety days' written notice.

Done at Kyiv on 24 February 2025, in two originals in the English language.

For the Government of Ukraine: ____________________

For the Government of the United States of America: ____________________
"""
SECOND = (
    FIRST.replace("50 percent of all revenues", "60 percent of all revenues")
    .replace("3. The contributions shall continue until they reach the sum of USD 500,000,000,000.\n\n", "")
    .replace("laws of the State of New York", "laws of England and Wales")
)


def test_the_first_page_says_what_is_true_of_the_model_minerals_draft(tmp_path: Path) -> None:
    (tmp_path / "v1.md").write_text(FIRST, encoding="utf-8")
    (tmp_path / "v2.md").write_text(SECOND, encoding="utf-8")
    given = Circumstances(on=date(2025, 2, 21))
    one = review(tmp_path / "v1.md", side="UA", circumstances=given)
    page = " ".join(
        text for answer in one.answers for text in (answer.headline, *(p.text for p in answer.points))
    )
    assert one.answers[0].headline.startswith("Not in this form")
    for words in ("50 percent", "500,000,000,000", "the State of New York", "immunity", "security guarantee"):
        assert words in page
    two = review(tmp_path / "v2.md", against=tmp_path / "v1.md", side="UA", circumstances=given)
    changed = next(answer for answer in two.answers if answer.question == "What changed of substance?")
    told = " ".join(point.text for point in changed.points)
    assert changed.headline == "3 changes of substance."
    for words in ("50 percent becomes 60 percent", "Cap goes", "England and Wales"):
        assert words in told
