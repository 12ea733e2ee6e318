"""Facts that others know: the team's register of instruments, and the valuation."""

from datetime import date
from pathlib import Path

import pytest

from fullpowers.law import check
from fullpowers.model import (
    Estimate,
    Fact,
    InvalidData,
    Opinion,
    Origin,
    Outcome,
    ProjectValue,
    Truth,
    Valuation,
)
from fullpowers.reading import read

from .conftest import DRAFTS, finding_of, instrument_of, opinion_of, silent

TITLE = (
    "Agreement between the Government of Ukraine and the Government of the United States of America "
    "on a Reconstruction Investment Fund"
)
DAY = date(2025, 5, 9)


def register(folder: Path, text: str, name: str = "register.yaml") -> Path:
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file


def fact(opinion: Opinion, name: str) -> Fact:
    return next(one for one in opinion.facts if one.name == name)


def test_a_date_in_the_register_answers_from_that_day_on(tmp_path: Path) -> None:
    file = register(tmp_path, f"- instrument: {TITLE}\n  full_powers: 2025-04-29\n  ratified: 2025-05-08\n")
    ratified = fact(opinion_of("treaty", on=DAY, register=file), "ratified")
    assert (ratified.value, ratified.origin) == (Truth.TRUE, Origin.REGISTER)
    assert ratified.source.endswith("ratified 2025-05-08")
    assert finding_of(opinion_of("treaty", on=DAY, register=file), "ua.powers").outcome is Outcome.CONFORMS
    before = fact(opinion_of("treaty", on=date(2025, 5, 7), register=file), "ratified")
    assert before.value is Truth.FALSE


@pytest.mark.parametrize(("provided", "outcome"), [("yes", Outcome.DOES_NOT_APPLY), ("no", Outcome.CONFORMS)])
def test_the_register_says_whether_what_the_text_rests_on_was_provided(
    tmp_path: Path, provided: str, outcome: Outcome
) -> None:
    table = f"instrument,also,provided\nLimited Partnership Agreement,LP Agreement;LPA,{provided}\n"
    opinion = opinion_of("treaty", register=register(tmp_path, table, "register.csv"))
    assert finding_of(opinion, "int.missing_instrument").outcome is outcome
    assert "Limited Partnership Agreement" in fact(opinion, "instruments_provided").source


def test_an_instrument_that_the_register_does_not_know_stays_open(tmp_path: Path) -> None:
    opinion = opinion_of(
        "treaty", register=register(tmp_path, "- instrument: Side Letter\n  provided: true\n")
    )
    assert finding_of(opinion, "int.missing_instrument").outcome is Outcome.CANNOT_TELL


def test_earlier_agreements_over_resources_are_told(tmp_path: Path) -> None:
    text = "- instrument: Memorandum on raw materials\n  in_force: 2021-07-13\n  resources: true\n"
    opinion = opinion_of("treaty", register=register(tmp_path, text))
    assert finding_of(opinion, "int.earlier_treaties").outcome is Outcome.CONFORMS
    ended = register(tmp_path, text + "  ended: 2024-01-01\n")
    still = finding_of(opinion_of("treaty", register=ended), "int.earlier_treaties")
    assert still.outcome is Outcome.CANNOT_TELL


def test_a_person_is_believed_before_the_register(tmp_path: Path) -> None:
    file = register(tmp_path, f"- instrument: {TITLE}\n  ratified: 2025-05-08\n")
    opinion = opinion_of("treaty", on=DAY, register=file, facts={"ratified": False})
    assert fact(opinion, "ratified").origin is Origin.USER


@pytest.mark.parametrize(
    ("text", "name", "says"),
    [
        ("- instrument: A\n  ratifed: 2025-01-01\n", "register.yaml", "ratifed"),
        ("- instrument: A\n  ratified: soon\n", "register.yaml", "ratified"),
        ("instrument,ratified\nA,soon\n", "register.csv", "register.csv"),
        ("instrument,ratified\nA\n", "register.csv", "not as many fields"),
        ("ratified\n2025-01-01\n", "register.csv", "instrument"),
    ],
)
def test_a_register_that_is_not_one_is_refused(tmp_path: Path, text: str, name: str, says: str) -> None:
    with pytest.raises(InvalidData, match=says):
        opinion_of("treaty", register=register(tmp_path, text, name))


def test_a_register_that_is_missing_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match=r"nowhere\.yaml"):
        opinion_of("treaty", register=tmp_path / "nowhere.yaml")


CONCESSION = (
    "CONTRACT BETWEEN THE GOVERNMENT OF ECUADOR AND ACME MINING LTD\n\nArticle 1\n\n"
    "The Government of Ecuador grants a concession to extract copper to Acme Mining Ltd.\n"
)


@pytest.mark.parametrize(
    ("low", "high", "outcome"),
    [(20, 40, Outcome.CONFLICTS), (55, 70, Outcome.CONFORMS), (40, 60, Outcome.CANNOT_TELL)],
)
def test_a_share_that_the_valuation_estimates_counts_when_its_whole_range_is_on_one_side(
    low: float, high: float, outcome: Outcome
) -> None:
    take = Estimate("take", "State's share of the profit", "percent", low, (low + high) / 2, high, 0, 0)
    valuation = Valuation(
        "USD", 2025, 2025, 10, 0.1, 100, 1, "Copper", (), (), projects=(ProjectValue("c", "C", "", (take,)),)
    )
    instrument = instrument_of(CONCESSION)
    opinion = check(instrument, silent(instrument), jurisdiction="EC", on=DAY, valuation=valuation)
    share = next(finding for finding in opinion.findings if finding.rule == "ec.state_share")
    assert share.outcome is outcome
    assert "Copper" in fact(opinion, "state_share_percent").source


def test_the_file_name_finds_an_entry_too(tmp_path: Path) -> None:
    file = register(tmp_path, "- instrument: Fund treaty\n  file: treaty.txt\n  ratified: 2025-05-08\n")
    instrument = read(DRAFTS / "treaty.txt")
    opinion = check(instrument, silent(instrument), jurisdiction="UA", on=DAY, register=file)
    assert fact(opinion, "ratified").value is Truth.TRUE
