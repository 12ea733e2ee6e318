"""Flaws of drafting: each kind is found, and a clean text has none."""

from __future__ import annotations

import pytest

from fullpowers.language import analyse
from fullpowers.model import Defect, DefectKind
from fullpowers.reading import read_bytes


def _flaws(*paragraphs: str) -> list[Defect]:
    numbered = "\n\n".join(f"{number}. {text}" for number, text in enumerate(paragraphs, 1))
    return list(analyse(read_bytes(f"AGREEMENT\n\n{numbered}\n".encode(), "draft.txt")).defects)


@pytest.mark.parametrize(
    ("kind", "quote", "paragraphs"),
    [
        (
            DefectKind.WORDS_AND_FIGURES,
            "fifty percent (5%)",
            ["Ukraine contributes fifty percent (5%) of all rent."],
        ),
        (DefectKind.WORDS_AND_FIGURES, "тридцять (45) днів", ["Сторони мають тридцять (45) днів."]),
        (DefectKind.AMBIGUOUS_DATE, "03/04/2025", ["The fund opens on 03/04/2025."]),
        (DefectKind.DEFINED_TWICE, "Rent", ["“Rent” means a tax. Rent is due.", "“Rent” means a royalty."]),
        (DefectKind.NEVER_USED, "Rent", ["“Rent” means a tax.", "The Parties shall cooperate."]),
        (
            DefectKind.NOT_DEFINED,
            "Steering Group",
            [
                "A fund (the “Fund”) is made. The Fund reports.",
                "The Steering Group decides. The Steering Group reports. Such Steering Group meets.",
            ],
        ),
        (DefectKind.DANGLING_REFERENCE, "Section 9", ["The Parties pay as said in Section 9."]),
        (DefectKind.NOT_PROVIDED, "Fund Agreement", ["Distributions are as defined in the Fund Agreement."]),
        (DefectKind.NOT_PROVIDED, "Annex B", ["The deposits are listed in Annex B."]),
    ],
)
def test_a_flaw_is_found_and_shown(kind: DefectKind, quote: str, paragraphs: list[str]) -> None:
    flaws = [flaw for flaw in _flaws(*paragraphs) if flaw.kind is kind]
    assert len(flaws) == 1
    assert quote in [passage.quote for passage in flaws[0].passages]
    assert flaws[0].explanation.endswith(".")


def test_words_and_figures_are_both_told() -> None:
    (flaw,) = _flaws("The Buyer pays ten thousand dollars ($1,000).")
    assert "10,000" in flaw.explanation
    assert "1,000" in flaw.explanation


def test_a_clean_text_has_no_flaws() -> None:
    assert (
        _flaws(
            "The Parties establish an investment fund (the “Fund”).",
            "The Fund shall pay thirty percent (30%) of its income within thirty (30) days.",
            "The Fund may defer a payment under Section 2.",
        )
        == []
    )
