"""The packs that ship: every rule is cited, has its cases, and every case comes out."""

import re
from collections import Counter
from pathlib import Path

import pytest

import fullpowers.law as law_package
from fullpowers.law import jurisdictions
from fullpowers.law.fixtures import run
from fullpowers.law.linking import Law, Rule
from fullpowers.law.packs import law_of
from fullpowers.law.templates import countries
from fullpowers.model import Outcome

from .conftest import finding_of, opinion_of

DATA = Path(law_package.__file__).parent / "data"
CODES = [jurisdiction.code for jurisdiction in jurisdictions()]


@pytest.fixture(params=CODES)
def code(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def law(code: str) -> Law:
    return law_of(code)


def own(law: Law, code: str) -> list[Rule]:
    """The rules of that jurisdiction itself: those of the law of treaties are tried once, by themselves."""
    return [rule for rule in law.rules if rule.jurisdiction == code]


def test_every_case_comes_out_as_the_pack_expects(law: Law, code: str) -> None:
    assert [failure for rule in own(law, code) for failure in run(law, rule)] == []


def test_every_pattern_of_every_fact_is_one(law: Law) -> None:
    for spec in law.facts.values():
        for pattern in (*spec.yes, *spec.no, *spec.unclear):
            re.compile(pattern.match)
            re.compile(pattern.unless)


def test_every_rule_has_cases_for_and_against_and_one_that_cannot_be_told(law: Law, code: str) -> None:
    for rule in own(law, code):
        expected = Counter(fixture.expect for fixture in rule.tests)
        against = Outcome.DOES_NOT_APPLY if rule.entry.kind == "consequence" else Outcome.CONFLICTS
        assert expected[Outcome.CONFORMS] >= 2, rule.id
        assert expected[Outcome.CANNOT_TELL] >= 1, rule.id
        assert expected[against] >= 2 or not rule.verified, rule.id
        assert any(fixture.missing for fixture in rule.tests), rule.id


def test_every_rule_and_exception_is_cited_with_its_standing(law: Law) -> None:
    for rule in (*law.rules, *law.definitions):
        assert rule.citations[0].rule
        for citation in rule.citations:
            assert citation.source, rule.id
            assert citation.checked, rule.id
            assert not (citation.verified and citation.source.startswith("remembered")), rule.id


def test_law_that_is_remembered_never_conflicts_in_any_case(law: Law, code: str) -> None:
    remembered = [rule for rule in own(law, code) if not rule.verified]
    assert all(case.expect is not Outcome.CONFLICTS for rule in remembered for case in rule.tests)


def test_undecidable_cases_name_the_missing_fact() -> None:
    cases = {
        (rule.id, str(fixture.facts))
        for code in CODES
        for rule in law_of(code).rules
        for fixture in rule.tests
        if fixture.expect is Outcome.CANNOT_TELL and fixture.missing
    }
    assert len(cases) >= 30


def test_the_library_is_as_wide_as_it_says() -> None:
    states = set(CODES) - {"INT"}
    by_table = set(countries())
    in_depth = {path.name.upper() for path in (DATA / "packs").iterdir()} - {"INT"}
    assert len(by_table) >= 40
    assert len(in_depth) >= 12
    assert states == by_table | in_depth


def test_ukraine_is_checked_against_what_it_owes_to_the_european_union() -> None:
    opinion = opinion_of("partnership")
    found = finding_of(opinion, "eu.aa.establishment")
    assert (found.jurisdiction, found.outcome) == ("EU", Outcome.CONFLICTS)
    assert "suspend" in found.consequence


def test_the_european_union_can_be_the_side_and_asks_what_the_candidate_owes() -> None:
    opinion = opinion_of("partnership", side="EU")
    assert finding_of(opinion, "eu.aa.export").outcome is Outcome.CONFLICTS
    assert {finding.jurisdiction for finding in opinion.findings} == {"EU", "INT"}
    assert not any(finding.rule == "eu.parliament" for finding in opinion.findings)


def test_the_european_union_as_a_party_asks_for_the_consent_of_its_parliament() -> None:
    text = (
        "AGREEMENT BETWEEN THE EUROPEAN UNION AND UKRAINE ON RAW MATERIALS\n\nArticle 1\n\n"
        "This Agreement shall enter into force on signature.\n"
    )
    opinion = opinion_of(text, side="EU", facts={"eu_legislative_field": True})
    assert finding_of(opinion, "eu.parliament").outcome is Outcome.CONFLICTS
    assert not any(finding.rule.startswith("eu.aa") for finding in opinion.findings)


def test_what_is_remembered_of_other_candidates_never_conflicts() -> None:
    text = (
        "AGREEMENT BETWEEN THE GOVERNMENT OF SERBIA AND THE GOVERNMENT OF CANADA ON LITHIUM\n\nArticle 1\n\n"
        "This Agreement shall enter into force on signature. The mining of lithium is open to both.\n"
    )
    opinion = opinion_of(text, side="RS", facts={"blocks_membership": True})
    assert finding_of(opinion, "eu.candidate").outcome is Outcome.CANNOT_TELL
    assert "no law pack for Serbia" in opinion.unchecked[0]


def test_what_the_state_of_a_table_row_holds_for_a_text() -> None:
    text = (
        "AGREEMENT BETWEEN THE GOVERNMENT OF GHANA AND THE GOVERNMENT OF CANADA ON LITHIUM\n\nArticle 1\n\n"
        "The Government of Ghana grants a concession to extract lithium to the Government of Canada.\n\n"
        "Article 2\n\nThis Agreement shall enter into force on signature.\n"
    )
    opinion = opinion_of(text, side="GH")
    assert finding_of(opinion, "gh.concession").outcome is Outcome.CONFLICTS
    assert "no effect" in finding_of(opinion, "gh.concession").consequence
    exempt = opinion_of(text, side="GH", facts={"gh_class_exempt": True})
    assert finding_of(exempt, "gh.concession").outcome is Outcome.DOES_NOT_APPLY
    assert opinion.path is not None
    assert "general estimates" in opinion.path.reason
