"""`check` on whole texts; the acceptance table of the drafts of 2025 is in `test_acceptance.py`."""

from datetime import date
from pathlib import Path

import pytest

from fullpowers.law import check
from fullpowers.model import InvalidData, Outcome, Severity, Truth, to_json
from fullpowers.reading import read

from .conftest import DRAFTS, finding_of, instrument_of, opinion_of, silent

CONFORMS, CONFLICTS = Outcome.CONFORMS, Outcome.CONFLICTS
OPEN, IDLE = Outcome.CANNOT_TELL, Outcome.DOES_NOT_APPLY


def truth_of(draft: str, name: str) -> Truth:
    return next(fact.value for fact in opinion_of(draft).facts if fact.name == name)


def test_the_ratification_clause_of_a_framework_is_that_of_the_later_agreement() -> None:
    later = finding_of(opinion_of("framework"), "ua.later_agreement")
    assert later.outcome is CONFORMS
    assert [passage.quote for passage in later.passages] == [
        "The Fund Agreement shall be ratified by the Parliament of Ukraine."
    ]
    assert truth_of("framework", "subject_to_ratification") is Truth.UNKNOWN


def test_an_instrument_that_was_not_provided_is_said() -> None:
    missing = finding_of(opinion_of("treaty"), "int.missing_instrument")
    assert missing.outcome is OPEN
    assert "LP Agreement" in missing.passages[0].quote
    told = opinion_of("treaty", facts={"instruments_provided": False})
    assert finding_of(told, "int.missing_instrument").severity is Severity.ALARM


def test_who_may_sign_and_whose_consent_come_first() -> None:
    opinion = opinion_of("framework")
    assert [finding.topic for finding in opinion.findings][:3] == ["signature"] * 3
    topics = list(dict.fromkeys(finding.topic for finding in opinion.findings))
    assert topics == ["signature", "consent", "binding", "substance", "exit", "after"]
    powers = finding_of(opinion, "ua.powers")
    assert "Prime Minister" in powers.explanation
    assert powers.unsettled[:1] == ("signed_by_president",)


def test_the_example_drafts(minerals: Path) -> None:
    first, second, third = (opinion_of(minerals / f"draft-{number}.docx") for number in (1, 2, 3))
    assert finding_of(first, "ua.subsoil.owner").outcome is CONFLICTS
    assert finding_of(first, "ua.immunity").outcome is CONFLICTS
    assert finding_of(second, "ua.budget").outcome is CONFLICTS
    assert finding_of(second, "int.signature_binds").outcome is CONFORMS
    assert finding_of(third, "ua.budget").outcome is CONFORMS
    assert [finding.rule for finding in third.findings if finding.outcome is CONFLICTS] == []


def test_every_passage_verifies_and_the_same_input_gives_the_same_bytes() -> None:
    instrument = read(DRAFTS / "partnership.txt")
    opinion = opinion_of("partnership")
    passages = [p for item in (*opinion.findings, *opinion.facts) for p in item.passages]
    assert passages
    for passage in passages:
        passage.verify(instrument)
    assert to_json(opinion) == to_json(opinion_of("partnership"))


def test_an_answer_from_outside_settles_what_the_text_leaves_open() -> None:
    powers = finding_of(opinion_of("framework", facts={"full_powers_held": True}), "ua.powers")
    assert powers.outcome is CONFORMS
    unsaid = opinion_of("treaty", facts={"subject_to_ratification": None, "force_on_procedures": None})
    assert finding_of(unsaid, "ua.rada").outcome is OPEN


def test_law_that_nobody_read_never_makes_a_conflict(minerals: Path) -> None:
    rada = finding_of(opinion_of(minerals / "draft-2.docx"), "ua.rada")
    assert rada.outcome is OPEN
    assert "nobody has read the wording" in rada.explanation
    assert rada.settles[0].startswith("What does Law of Ukraine on International Treaties")


def test_a_side_without_a_pack_is_checked_against_the_law_of_treaties_and_told_so() -> None:
    opinion = opinion_of("framework", side="SE")
    assert finding_of(opinion, "int.full_powers")
    assert opinion.path is None
    assert "Sweden was not found among the parties" in opinion.unchecked[0]
    assert "no law pack for Sweden" in opinion.unchecked[1]
    assert {finding.jurisdiction for finding in opinion.findings} == {"INT"}


def test_the_law_of_a_state_that_is_no_party_makes_no_conflict_and_asks_whether_it_is_to_be_bound() -> None:
    text = (
        "CONTRACT BETWEEN ACME HOLDINGS LTD AND NORTHERN MINING INC\n\nArticle 1\n\n"
        "Acme Holdings Ltd shall have the exclusive right to purchase graphite from Northern Mining Inc.\n"
    )
    between = {"between_states": True}
    found = finding_of(opinion_of(text, facts=between), "eu.aa.establishment")
    assert found.outcome is OPEN
    assert found.unsettled[0] == "side_is_party"
    told = opinion_of(text, facts={**between, "side_is_party": True})
    assert finding_of(told, "eu.aa.establishment").outcome is CONFLICTS


def test_the_licence_of_one_investor_takes_nothing_from_companies_of_the_union() -> None:
    contract = opinion_of(
        "AGREEMENT BETWEEN UKRAINE AND NORTHERN MINING LTD\n\nArticle 1\n\n"
        "Ukraine grants Northern Mining Ltd the exclusive right to extract graphite in the Area.\n"
    )
    assert finding_of(contract, "eu.aa.establishment").outcome is not CONFLICTS


def test_silence_means_nothing_in_a_language_that_the_patterns_do_not_know() -> None:
    text = (
        "ACCORD ENTRE LE GOUVERNEMENT DE L'UKRAINE ET LE GOUVERNEMENT DE LA FRANCE\n\nArticle 1\n\n"
        "Les Parties coopèrent dans le domaine de l'énergie et se communiquent les informations utiles. "
        "Elles se réunissent chaque année dans les conditions qui sont fixées par les ministres.\n"
    )
    opinion = opinion_of(text)
    assert finding_of(opinion, "ua.subsoil.owner").outcome is OPEN
    assert any("best in English" in line for line in opinion.unchecked)


def test_a_draft_in_ukrainian_is_checked() -> None:
    text = (
        "Угода про співробітництво\n\nУряд України та Уряд Сполучених Штатів Америки домовилися про таке:\n\n"
        "Стаття 1\n\nУряд України передає право власності на надра.\n\nСтаття 2\n\n"
        "Ця Угода набирає чинності з дати підписання.\n"
    )
    opinion = opinion_of(text)
    assert finding_of(opinion, "ua.subsoil.owner").outcome is CONFLICTS
    assert finding_of(opinion, "int.signature_binds").outcome is CONFORMS


def test_the_path_is_dated_from_the_day_and_says_what_was_observed() -> None:
    path = opinion_of("treaty", on=date(2025, 4, 30)).path
    assert path is not None
    assert path.needed is Truth.TRUE
    vote = next(step for step in path.steps if step.id == "vote")
    assert vote.majority == "226 of 450"
    assert vote.earliest == date(2025, 5, 8)
    assert "338" in vote.observed
    assert path.steps[-1].earliest <= date(2025, 5, 23) <= path.steps[-1].latest
    assert all(step.earliest <= step.likely <= step.latest for step in path.steps)


def test_a_text_that_binds_nobody_needs_no_parliament() -> None:
    path = opinion_of("memorandum").path
    assert path is not None
    assert path.needed is Truth.FALSE
    assert "vote" not in [step.id for step in path.steps]


@pytest.mark.parametrize(
    ("facts", "says"),
    [
        ({"no_such_fact": True}, "no_such_fact"),
        ({"term_years": True}, "number"),
        ({"ratified": 3.0}, "boolean"),
    ],
)
def test_a_fact_that_is_not_one_is_refused(facts: dict[str, bool | float], says: str) -> None:
    with pytest.raises(InvalidData, match=says):
        opinion_of("treaty", facts=facts)


def test_a_pack_folder_that_is_missing_is_refused(tmp_path: Path) -> None:
    instrument = instrument_of("Agreement between A and B.")
    with pytest.raises(InvalidData, match="nowhere"):
        check(
            instrument,
            silent(instrument),
            jurisdiction="UA",
            on=date(2025, 1, 1),
            pack_folders=[tmp_path / "nowhere"],
        )
