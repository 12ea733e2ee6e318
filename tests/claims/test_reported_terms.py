"""Statements about texts of our own that state the reported terms of the drafts of 2025."""

from __future__ import annotations

import pytest

from fullpowers import analyse
from fullpowers.claims import Text, verify
from fullpowers.model import ClaimStatus
from fullpowers.reading import read_bytes

SUPPORTED, CONTRADICTED, PARTLY = ClaimStatus.SUPPORTED, ClaimStatus.CONTRADICTED, ClaimStatus.PARTLY
ABSENT, OPEN = ClaimStatus.NOT_IN_TEXT, ClaimStatus.NOT_CHECKABLE

HEAD = "AGREEMENT BETWEEN THE GOVERNMENT OF UKRAINE AND THE GOVERNMENT OF THE UNITED STATES ON A FUND\n\n"
FEBRUARY = (
    HEAD
    + """Have agreed as follows:

Article 1
The Government of Ukraine shall contribute to the Fund 50 percent of all revenues from minerals, less
operating expenses, up to USD 500 billion.

Article 2
The Government of the United States shall hold 100 percent of the financial interest in the Fund.

Article 3
This Agreement is governed by the law of New York.
"""
)
APRIL = (
    HEAD
    + """Have agreed as follows:

Article 1
The Government of Ukraine shall contribute to the Fund 50 percent of the royalties under new licences.

Article 2
Each Participant shall hold 50 percent of the interests in the Fund.

Article 3
Assistance that was given before the entry into force of this Agreement is neither a contribution nor a debt.

Article 4
This Agreement is subject to ratification by the Verkhovna Rada of Ukraine.

Article 5
This Agreement shall remain in force for ten years. Either Party may terminate it on twelve months' notice.
"""
)


def statuses(sentence: str, draft: str) -> list[ClaimStatus]:
    instrument = read_bytes(draft.encode(), "draft.txt")
    return [claim.status for claim in verify(sentence, [Text(instrument, analyse(instrument))])]


@pytest.mark.parametrize(
    ("sentence", "draft", "status"),
    [
        (
            "An official said that Ukraine pays in 50 percent of its revenues from minerals.",
            FEBRUARY,
            SUPPORTED,
        ),
        (
            "An official said that Ukraine pays in 66 percent of its revenues from minerals.",
            FEBRUARY,
            CONTRADICTED,
        ),
        ("A source said that the contributions are capped at USD 500 billion.", FEBRUARY, SUPPORTED),
        ("A source said that there is no cap on contributions.", FEBRUARY, CONTRADICTED),
        ("A lawyer said that the agreement is governed by the law of New York.", FEBRUARY, SUPPORTED),
        ("A lawyer said that the agreement is governed by the law of Ukraine.", FEBRUARY, CONTRADICTED),
        ("A deputy said that the agreement gives firm security guarantees.", FEBRUARY, CONTRADICTED),
        ("A deputy said that there are no security guarantees in the agreement.", FEBRUARY, SUPPORTED),
        ("A minister said that the fund is owned half and half.", APRIL, SUPPORTED),
        ("A deputy said that parliament must ratify the agreement.", APRIL, SUPPORTED),
        ("A deputy said that parliament need not ratify the agreement.", APRIL, CONTRADICTED),
        ("A minister said that the contributions are capped at USD 500 billion.", APRIL, ABSENT),
        ("A minister said that the agreement lasts ten years.", APRIL, SUPPORTED),
        ("A minister said that the agreement lasts twenty years.", APRIL, CONTRADICTED),
        ("A minister said that either side may leave with twelve months’ notice.", APRIL, SUPPORTED),
        ("A minister said that either side may leave with six months’ notice.", APRIL, CONTRADICTED),
        ("A source said that the United States gets a right of first refusal.", APRIL, ABSENT),
        ("A source said that Ukraine waives its immunity.", APRIL, ABSENT),
    ],
)
def test_a_statement_about_reported_terms(sentence: str, draft: str, status: ClaimStatus) -> None:
    assert status in statuses(sentence, draft)


@pytest.mark.parametrize(
    "sentence",
    [
        "The president said that the deal will be signed next week.",
        "A senator said that Ukraine got the better of the talks.",
        "An adviser said that the minister was pressed to sign within an hour.",
        "A source said that the president was angry about the paper.",
        "The envoy said that investors will come.",
        "An official said that the talks lasted until three in the morning.",
        "A diplomat said that the delegation had not slept.",
        "“It is a great day for both our peoples,” the ambassador said.",
    ],
)
def test_what_no_text_can_settle(sentence: str) -> None:
    assert set(statuses(sentence, APRIL)) == {OPEN}
