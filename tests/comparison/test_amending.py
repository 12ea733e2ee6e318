"""Amending instruments carried out on a base text."""

from __future__ import annotations

import pytest

from fullpowers.comparison import amend

from .conftest import text

BASE = """Article 1
The Fund
The Parties shall establish a Fund.

Article 2
Contributions
1. Ukraine shall contribute 50 percent of its revenues from gas.
2. The other Party shall contribute money.

Article 3
Duration
This Agreement remains in force for ten years.
"""


def consolidated(instructions: str) -> str:
    found = amend(text(BASE), text(instructions))
    assert [instruction.reason for instruction in found.instructions] == [""] * len(found.instructions)
    assert found.instructions
    return found.text


@pytest.mark.parametrize(
    ("instruction", "come", "gone"),
    [
        (
            "In Article 2, paragraph 1, the words “50 percent” shall be replaced by the words “66 percent”.",
            "contribute 66 percent of",
            "50 percent",
        ),
        ("In Article 3, the words “for ten years” shall be deleted.", "remains in force", "ten years"),
        (
            "In Article 2, paragraph 2, after the word “money”, the words “and equipment” are inserted.",
            "money and equipment.",
            "money.",
        ),
        ("Article 3 shall be deleted.", "contribute money.", "Duration"),
        ("Paragraph 2 of Article 2 is deleted.", "50 percent", "The other Party"),
        (
            "Article 3 shall be replaced by the following:\n"
            "“Article 3\nDuration\nThis Agreement has no end.”",
            "This Agreement has no end.",
            "ten years",
        ),
        (
            "After Article 1, the following Article 1 bis shall be inserted:\n"
            "“Article 1 bis\nSeat\nThe seat is Kyiv.”",
            "establish a Fund.\nArticle 1 bis\nSeat\nThe seat is Kyiv.\nArticle 2",
            "“",
        ),
    ],
)
def test_an_instruction_is_carried_out(instruction: str, come: str, gone: str) -> None:
    result = consolidated(f"The Parties have agreed as follows:\n\n1. {instruction}\n")
    assert come in result
    assert gone not in result


@pytest.mark.parametrize(
    ("instruction", "reason"),
    [
        ("Article 9 shall be deleted.", "Article 9 is not in the base text"),
        ("In Article 3, the words “for ever” shall be deleted.", "are not in art-3"),
        ("In Article 2, the words “shall contribute” shall be deleted.", "stand 2 times"),
    ],
)
def test_what_cannot_be_carried_out_says_why_and_changes_nothing(instruction: str, reason: str) -> None:
    base = text(BASE)
    found = amend(base, text(f"The Parties agree.\n\n1. {instruction}\n"))
    assert [i.applied for i in found.instructions] == [False]
    assert reason in found.instructions[0].reason
    assert found.text == base.text


def test_two_instructions_on_the_same_words_do_not_both_stand() -> None:
    found = amend(
        text(BASE),
        text(
            "Agreed.\n\n1. In Article 3, the words “ten years” are replaced by the words “five years”.\n\n"
            "2. Article 3 shall be deleted.\n"
        ),
    )
    assert [instruction.applied for instruction in found.instructions] == [True, False]


def test_a_paragraph_that_amends_in_other_words_is_listed_as_unread() -> None:
    found = amend(text(BASE), text("Agreed.\n\nThe table of rates is amended as set out below.\n"))
    assert not found.instructions
    assert len(found.unread) == 1
