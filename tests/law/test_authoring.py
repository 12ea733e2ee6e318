"""Writing packs: a first pack loads, what is wrong is named, and a user's pack takes part in a check."""

from datetime import date
from pathlib import Path

import pytest
import yaml
from lxml import etree

import fullpowers.law as law_package
from fullpowers.law import coverage, explain, failures, legal_rule_ml, lint, new_pack, next_question
from fullpowers.model import InvalidData, Outcome

from .conftest import finding_of, opinion_of

DAY = date(2026, 3, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "se.yaml").write_text(new_pack("se"), encoding="utf-8")
    return tmp_path


def changed(folder: Path, old: str, new: str) -> Path:
    text = (folder / "se.yaml").read_text(encoding="utf-8")
    assert old in text
    (folder / "se.yaml").write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_a_new_pack_has_nothing_wrong_and_its_cases_come_out(folder: Path) -> None:
    assert lint([folder], DAY) == ()
    tried, failed = failures([folder])
    assert tried > 5
    assert failed == ()


def test_the_packs_that_ship_have_nothing_wrong() -> None:
    assert [one for one in lint([], date(2026, 12, 1)) if one.error] == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("when: se_example", "when: se_exmple", "unknown fact 'se_exmple'"),
        ("when: se_example", "when: se_example(", "not an expression"),
        ("cite: [se.example]", "cite: []", "no citation"),
        ("cite: [se.example]", "cite: [se.other]", "unknown citation"),
        ("kind: prohibition", "kind: wish", "it is one of: definition, requirement, prohibition"),
        ("kind: prohibition", "kind: wish", "in rules, se.example, kind"),
        ("checked: 2026-01-01\n", "checked: 1.1.2026\n", "not a day; write it as"),
        ("kind: prohibition", "kind: requirement", "met_when"),
        ("kind: prohibition", "kind: definition", "concludes"),
        ("rule: treaty", "rule: treatise", "there is no template 'treatise'; there are: owner"),
        ("heads: [finance, laws]", "heads: [money]", "there is no head 'money'; there are: all"),
        ("severity: caution", "severity: caution\n    colour: red", "colour"),
        ("pack: Sweden - first pack", "pack: [", "not valid YAML"),
        ("facts: {se_example: true}", "facts: {se_exmple: true}", "se_exmple"),
    ],
)
def test_what_keeps_a_pack_from_loading_is_named(folder: Path, old: str, new: str, says: str) -> None:
    complaints = lint([changed(folder, old, new)], DAY)
    assert [one.error for one in complaints] == [True]
    assert says in complaints[0].message


def test_what_is_doubtful_is_a_warning(folder: Path) -> None:
    changed(folder, "{se_example: false, ratified: true}, expect: conforms", "{}, expect: cannot tell")
    changed(
        folder,
        "    asks: outside\n",
        "    asks: outside\n  - {name: se_idle, question: Idle?, asks: outside}\n",
    )
    messages = [one.message for one in lint([folder], date(2028, 1, 1))]
    assert any("1 cases that come out conforms; 2 wanted" in message for message in messages)
    assert any("no rule speaks of the fact 'se_idle'" in message for message in messages)
    assert any("last checked on 2026-01-01" in message for message in messages)


def test_rules_on_one_subject_need_an_order(folder: Path) -> None:
    text = (folder / "se.yaml").read_text(encoding="utf-8")
    rule = text[text.index("  - id: se.example\n") :]
    twice = rule.replace("    severity:", "    governs: x\n    severity:")
    (folder / "se.yaml").write_text(
        text.replace(rule, twice + twice.replace("se.example\n", "se.second\n", 1)), encoding="utf-8"
    )
    assert any("neither comes first" in one.message for one in lint([folder], DAY))


def test_a_case_that_fails_is_told(folder: Path) -> None:
    changed(folder, "{se_example: false}, expect: conforms", "{se_example: false}, expect: conflicts")
    _, failed = failures([folder])
    assert [(one.rule, one.got) for one in failed] == [("se.example", Outcome.CONFORMS)]


def test_a_pack_of_ones_own_takes_part_and_is_pinned_by_its_hash(folder: Path) -> None:
    known = {"se_example": True, "side_is_party": True}
    opinion = opinion_of("treaty", side="SE", pack_folders=[folder], facts=known)
    assert finding_of(opinion, "se.example").outcome is Outcome.CANNOT_TELL, "nobody read its citation"
    assert not any("no law pack" in line for line in opinion.unchecked)
    assert dict(opinion.packs)["Sweden - first pack"] != dict(opinion.packs)["Law of treaties"]
    changed(
        folder,
        'verified: false, source: "where you read it, or: remembered"',
        'verified: true, source: "here"',
    )
    again = opinion_of("treaty", side="SE", pack_folders=[folder], facts=known)
    assert finding_of(again, "se.example").outcome is Outcome.CONFLICTS
    assert dict(again.packs)["Sweden - first pack"] != dict(opinion.packs)["Sweden - first pack"]


def test_a_rule_is_explained_with_questions_law_and_cases() -> None:
    text = explain("ua.rada")
    for part in (
        "applies when: is_treaty",
        "position of Deputy Prime Minister",
        "art 85(1)32",
        "cure:",
        "case:",
    ):
        assert part in text
    assert "NOT VERIFIED" in explain("ua.decision")
    with pytest.raises(InvalidData, match=r"no rule 'ua\.nothing'"):
        explain("ua.nothing")


def test_coverage_counts_what_is_there() -> None:
    covered = {one.code: one for one in coverage()}
    assert covered["UA"].in_depth
    assert not covered["DZ"].in_depth
    assert all(one.cases >= 4 * one.rules for one in covered.values())
    assert sum(one.undecidable for one in covered.values()) >= 30


@pytest.mark.parametrize("code", ["INT", "UA", "GH"])
def test_the_law_is_written_as_well_formed_legal_rule_ml(code: str) -> None:
    root = etree.fromstring(legal_rule_ml(code).encode())
    keys = {element.get("key") for element in root.iter() if element.get("key")}
    references = {
        str(element.get("keyref")).removeprefix("#") for element in root.iter() if element.get("keyref")
    }
    assert references <= keys
    assert len(root.findall(".//{*}Rule")) > 5


def test_the_next_question_is_one_whose_answer_helps() -> None:
    asked: set[str] = set()
    facts: dict[str, bool] = {}
    opinion = opinion_of("framework")
    before = sum(finding.outcome is Outcome.CANNOT_TELL for finding in opinion.findings)
    while (fact := next_question(opinion, asked)) is not None:
        asked.add(fact.name)
        facts[fact.name] = True
        opinion = opinion_of("framework", facts=facts)
    after = sum(finding.outcome is Outcome.CANNOT_TELL for finding in opinion.findings)
    assert 0 < len(asked) < 30
    assert after < before / 3


def test_the_guide_names_every_template_and_head() -> None:
    guide = (Path(__file__).parents[2] / "docs" / "law-packs.md").read_text(encoding="utf-8")
    data = (Path(law_package.__file__).parent / "data" / "templates.yaml").read_text(encoding="utf-8")
    templates = yaml.safe_load(data)
    for name in (*templates["rules"], *templates["heads"]):
        assert name in guide, name


def test_a_pack_of_templates_has_the_general_path(folder: Path) -> None:
    """Whether the legislature must consent is asked first; a state's first pack answers it."""
    text = (
        "AGREEMENT between the Kingdom of Sweden and the Republic of Finland\n\nThe Kingdom of Sweden and "
        "the Republic of Finland have agreed as follows:\n\nArticle 1\n\nSweden shall pay to the Fund one "
        "half of its royalties.\n\nArticle 2\n\nThis Agreement enters into force on signature.\n"
    )
    opinion = opinion_of(text, side="SE", pack_folders=[folder])
    assert opinion.path is not None
    assert opinion.path.reason
    assert opinion_of(text, side="SE").path is None
