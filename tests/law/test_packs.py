"""The packs that ship: every rule is cited, has its cases, and every case comes out."""

from collections import Counter

import pytest

from fullpowers.law import jurisdictions
from fullpowers.law.fixtures import run
from fullpowers.law.linking import Law
from fullpowers.law.packs import law_of
from fullpowers.model import Outcome

CODES = [jurisdiction.code for jurisdiction in jurisdictions()]


@pytest.fixture(params=CODES)
def law(request: pytest.FixtureRequest) -> Law:
    return law_of(request.param)


def test_every_case_comes_out_as_the_pack_expects(law: Law) -> None:
    assert [failure for rule in law.rules for failure in run(law, rule)] == []


def test_every_rule_has_cases_for_and_against_and_one_that_cannot_be_told(law: Law) -> None:
    for rule in law.rules:
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


def test_undecidable_cases_name_the_missing_fact() -> None:
    cases = {
        (rule.id, str(fixture.facts))
        for code in CODES
        for rule in law_of(code).rules
        for fixture in rule.tests
        if fixture.expect is Outcome.CANNOT_TELL and fixture.missing
    }
    assert len(cases) >= 30
