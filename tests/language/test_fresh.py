"""Clauses from different kinds of agreement: everything that each says, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullpowers.language import analyse
from fullpowers.model import Modality
from fullpowers.reading import read_bytes

from .test_clauses import WHAT, WHO

_OPENINGS = {
    "en": (
        "TREATY BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMORA\n\n"
        "The Government of Arvenia and the Government of Belmora, hereinafter “the Parties”,\n\n"
        "Have agreed as follows:\n\nArticle 1\n\n"
    ),
    "uk": (
        "ДОГОВІР МІЖ УРЯДОМ АРВЕНІЇ ТА УРЯДОМ БЕЛЬМОРИ\n\n"
        "Уряд Арвенії та Уряд Бельмори, далі – Сторони,\n\nдомовилися про таке:\n\nСтаття 1\n\n"
    ),
}
Said = list[tuple[Modality, str]]


def rows() -> list[tuple[Said, str]]:
    lines = (Path(__file__).parent / "data/fresh.txt").read_text(encoding="utf-8").splitlines()
    cut = [line.split("|", 1) for line in lines if line and not line.startswith("#")]
    return [
        ([(WHAT[one[0]], WHO.get(one[2:], one[2:])) for one in said.split(";")], clause)
        for said, clause in cut
    ]


def read(clause: str) -> Said:
    """What is read out of one clause, which stands alone in a treaty."""
    language = "uk" if any("а" <= letter <= "я" for letter in clause.lower()) else "en"
    analysis = analyse(read_bytes((_OPENINGS[language] + clause).encode(), "treaty.txt"))
    return [
        (one.modality, one.bearer) for one in analysis.undertakings if one.passage.path.startswith("art-1")
    ]


def test_there_are_a_hundred_of_them() -> None:
    assert len(rows()) == 100


def test_nearly_all_say_that_and_nothing_else() -> None:
    wrong = [(said, found, clause) for said, clause in rows() if (found := read(clause)) != said]
    assert len(wrong) <= 5, "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    ("clause", "bearer"),
    [
        ("The upkeep of the road is the responsibility of the Operator.", "the Operator"),
        ("It is Belmora’s responsibility to provide the technology.", "the Government of Belmora"),
        ("The Guarantor unconditionally guarantees the payment of all sums due.", "the Guarantor"),
        ("The fee shall, in each quarter and in dollars, be paid by the Buyer.", "the Buyer"),
        ("If the Buyer fails to pay, it shall pay interest.", "the Buyer"),
        ("The Operator submits a report every month.", "the Operator"),
        ("Meetings are convened by the Chairman.", "the Chairman"),
    ],
)
def test_who_owes_what_is_not_said_with_a_modal_right_behind_the_subject(clause: str, bearer: str) -> None:
    assert read(clause) == [(Modality.OBLIGATION, bearer)]


def test_the_subject_of_a_passive_goes_on_acting_behind_it() -> None:
    assert read("The Board shall be chaired by Arvenia and shall meet every month.") == [
        (Modality.OBLIGATION, "the Government of Arvenia"),
        (Modality.OBLIGATION, "the Board"),
    ]


@pytest.mark.parametrize(
    ("clause", "bearer"),
    [
        ("Платежі здійснюються Сторонами у доларах США.", "each party"),
        ("Звіт надсилається щороку Урядом Бельмори.", "Уряд Бельмори"),
        ("Консультації проводяться за погодженням із Урядом Арвенії.", ""),
    ],
)
def test_who_acts_in_a_ukrainian_passive_stands_in_the_instrumental(clause: str, bearer: str) -> None:
    assert read(clause) == [(Modality.OBLIGATION, bearer)]
