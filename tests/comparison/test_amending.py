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


FLAT = (
    "The Parties have agreed as follows ARTICLE 1Article 2 of the Convention is amended as follows:"
    '1. paragraph 1 is replaced by the following text:"1. Ukraine shall contribute 40 percent."'
    '2. in paragraph 2 the word "money" is replaced by the words "money or goods".'
    "ARTICLE 2In the first sentence of Article 3, after the word “years” there shall be inserted “or longer”"
)


def test_flat_text_without_line_breaks_is_carried_out_too() -> None:
    result = consolidated(FLAT)
    assert (
        "1. Ukraine shall contribute 40 percent.\n2. The other Party shall contribute money or goods."
        in result
    )
    assert "remains in force for ten years or longer." in result


@pytest.mark.parametrize(
    ("instruction", "come"),
    [
        ("Article 3 is renumbered as Article 4.", "Article 4\nDuration"),
        ("For paragraph 2 of Article 2 there shall be substituted: “2. Nobody pays.”", "2. Nobody pays."),
        ("In Article 3, delete the words “for ten years”.", "remains in force."),
        ("The words “of the world” are inserted after the word “Parties” in Article 1.", ""),
        ("The last sentence of Article 3 is replaced by the following: “It has no end.”", "It has no end."),
        (
            "Article III is amended to read as follows:\n“Article 3\nDuration\nIt has no end.”",
            "It has no end.",
        ),
        (
            "In Article 2, the references to “shall contribute” are replaced by references to “will pay”.",
            "The other Party will pay money",
        ),
        ("In Article 3, the words “by consent” are added at the end.", "for ten years by consent."),
    ],
)
def test_other_usual_forms(instruction: str, come: str) -> None:
    found = amend(text(BASE), text(f"The Parties have agreed as follows:\n\n1. {instruction}\n"))
    assert len(found.instructions) == 1
    assert come in found.text


def test_a_form_that_was_not_understood_is_quoted_whole() -> None:
    sentence = "The introductory part of paragraph 1 of Article 2 is replaced by new words."
    found = amend(text(BASE), text(f"Agreed.\n\n1. {sentence}\n"))
    assert [passage.quote.strip() for passage in found.unread] == [f"1. {sentence}".removeprefix("1. ")]
    assert found.text == text(BASE).text


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
