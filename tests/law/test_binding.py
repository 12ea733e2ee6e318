"""Binding force as findings: the whole, what class of instrument it is, and provision by provision."""

from pathlib import Path

from fullpowers.language import analyse
from fullpowers.law import check
from fullpowers.model import Finding, Outcome, Severity, Trace, Truth
from fullpowers.reading import read, read_bytes

from .conftest import DAY, DRAFTS, finding_of, opinion_of

HEAD = (
    "AGREEMENT BETWEEN THE GOVERNMENT OF UKRAINE AND THE GOVERNMENT OF CANADA\n\n"
    "The Government of Ukraine and the Government of Canada have agreed as follows:\n\n"
)

BINDS = (
    "3. This Agreement is legally binding on both Governments. Each Government shall keep accounts and shall "
    "publish them.\n\n4. This Agreement shall enter into force on ratification.\n"
)


def findings(text: str | Path) -> dict[str, Finding]:
    instrument = read(text) if isinstance(text, Path) else read_bytes(text.encode(), name="draft.txt")
    opinion = check(instrument, analyse(instrument), jurisdiction="UA", on=DAY)
    for finding in opinion.findings:
        for passage in finding.passages:
            passage.verify(instrument)
    return {finding.rule: finding for finding in opinion.findings}


def steps(trace: Trace) -> dict[str, Trace]:
    return {child.text: child for child in trace.children}


def test_a_hybrid_is_called_a_hybrid_and_stays_open(minerals: Path) -> None:
    found = findings(minerals / "draft-2.docx")["int.binding_force"]
    assert "hybrid" in found.explanation
    assert found.outcome is Outcome.CANNOT_TELL
    assert found.settles


def test_a_contract_under_domestic_law_is_a_class_of_its_own() -> None:
    found = findings(DRAFTS / "partnership.txt")["int.binding_force"]
    assert found.trace.text == "binding force: contract under domestic law"
    assert "as a contract under that law, not as a treaty" in found.explanation
    assert found.passages[0].quote == "This Agreement shall be governed by the law of the State of Delaware."


def test_a_treaty_is_not_called_a_contract() -> None:
    found = findings(DRAFTS / "treaty.txt")["int.binding_force"]
    assert "contract" not in found.explanation


def test_the_tests_of_both_conventions_are_shown_element_by_element() -> None:
    found = steps(findings(DRAFTS / "treaty.txt")["int.binding_force"].trace)
    treaty, agreement = found["treaty by VCLT 2(1)(a)"], found["international agreement by 22 CFR 181.2(a)"]
    assert treaty.value is Truth.TRUE
    assert all(element.value is Truth.TRUE for element in treaty.children)
    specificity = next(child for child in agreement.children if child.text.startswith("specificity"))
    assert specificity.value is Truth.TRUE
    assert "50 percent" in specificity.passages[0].quote
    assert any(child.value is Truth.UNKNOWN and "significance" in child.text for child in agreement.children)


def test_each_provision_says_whether_it_binds(minerals: Path) -> None:
    found = findings(minerals / "draft-2.docx")["int.binding_provisions"]
    assert "Intentions only: Article 2, Article 6, Article 7, Article 9." in found.explanation
    assert "Written to bind: Article 4" in found.explanation
    assert found.severity is Severity.CAUTION
    assert all(child.passages for child in found.trace.children)


def test_will_can_be_read_both_ways_where_the_text_does_not_plainly_bind() -> None:
    promise = "1. Canada will pay to Ukraine USD 5 million.\n\n2. The Governments intend to cooperate.\n\n"
    open_ = findings(HEAD + promise)["int.binding_provisions"]
    assert "can be read as duties or as intentions: section 1" in open_.explanation
    plain = findings(HEAD + promise + BINDS)
    assert "Written to bind: section 1" in plain["int.binding_provisions"].explanation


def test_without_an_analysis_nothing_is_said() -> None:
    opinion = opinion_of("treaty")
    assert not any(finding.rule.startswith("int.binding_") for finding in opinion.findings)
    assert finding_of(opinion, "int.not_a_treaty").outcome is Outcome.DOES_NOT_APPLY
