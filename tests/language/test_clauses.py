"""Three hundred clauses written for this test: who bears each, and what it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullpowers.language import analyse
from fullpowers.model import Modality
from fullpowers.reading import read_bytes

ARVENIA, BELMORA = "the Government of Arvenia", "the Government of Belmora"
WHO = {"A": ARVENIA, "B": BELMORA, "E": "each party", "-": ""}
WHAT = {
    "O": Modality.OBLIGATION,
    "P": Modality.PROHIBITION,
    "M": Modality.PERMISSION,
    "E": Modality.ENTITLEMENT,
    "N": Modality.NO_OBLIGATION,
    "X": Modality.NO_ENTITLEMENT,
    "I": Modality.INTENTION,
    "D": Modality.DECLARATION,
    "W": Modality.POWER,
}


def rows() -> list[tuple[Modality, str, str]]:
    lines = (Path(__file__).parent / "data/clauses.txt").read_text(encoding="utf-8").splitlines()
    cut = [line.split("|", 2) for line in lines if line and not line.startswith("#")]
    return [(WHAT[what], WHO.get(who, who), clause) for what, who, clause in cut]


def judged() -> list[tuple[tuple[Modality, str], tuple[Modality, str] | None, str]]:
    """Each clause as an article of one treaty: what was annotated, and what was read first."""
    annotated = rows()
    articles = "\n\n".join(f"Article {n}\n\n{clause}" for n, (_, _, clause) in enumerate(annotated, 1))
    opening = (
        "TREATY BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMORA\n\n"
        "The Government of Arvenia and the Government of Belmora, hereinafter “the Parties”,\n\n"
        "Have agreed as follows:\n\n"
    )
    instrument = read_bytes((opening + articles).encode(), "treaty.txt")
    first: dict[str, tuple[Modality, str]] = {}
    for one in analyse(instrument).undertakings:
        article = one.passage.path.split("/")[0]
        first.setdefault(article, (one.modality, one.bearer))
    return [
        ((what, who), first.get(f"art-{number}"), clause)
        for number, (what, who, clause) in enumerate(annotated, 1)
    ]


def test_there_are_three_hundred_of_them() -> None:
    assert len(rows()) >= 300


def test_bearer_and_modality_are_right_in_nine_of_ten() -> None:
    every = judged()
    wrong = [(gold, read, clause) for gold, read, clause in every if gold != read]
    assert len(wrong) <= len(every) / 10, "\n".join(map(str, wrong))


@pytest.mark.parametrize("part", [0, 1], ids=["modality", "bearer"])
def test_each_of_the_two_alone_is_right_more_often(part: int) -> None:
    every = judged()
    right = sum(read is not None and gold[part] == read[part] for gold, read, _ in every)
    assert right >= 0.93 * len(every)
