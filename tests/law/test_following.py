"""What becomes of findings from one draft to the next, and which change of the text did it."""

from datetime import date

from fullpowers.comparison import compare
from fullpowers.law import check, follow
from fullpowers.model import ChangeKind, Comparison, Course, Development, Outcome

from .conftest import instrument_of, silent

DAY = date(2025, 2, 21)
HEAD = "AGREEMENT BETWEEN THE GOVERNMENT OF UKRAINE AND THE GOVERNMENT OF CANADA ON GAS\n\n"
PAY = (
    "Article 1\n\nThe Government of Ukraine shall pay to the Government of Canada "
    "50 percent of all revenues.\n\n"
)
SIGN = "Article 2\n\nThis Agreement shall enter into force on signature.\n\n"
WAIT = (
    "Article 2\n\nThis Agreement shall enter into force on receipt of the later notification "
    "that the domestic procedures have been completed.\n\n"
)
FIRST = "Article 3\n\nThe Government of Canada shall have the exclusive right to extract gas.\n\n"
LEAVE = "Article 3\n\nEither Party may terminate this Agreement by giving three months' notice.\n"


def followed(old: str, new: str) -> tuple[dict[str, Development], Comparison]:
    before, after = instrument_of(HEAD + old), instrument_of(HEAD + new)
    opinions = [check(text, silent(text), jurisdiction="UA", on=DAY) for text in (before, after)]
    comparison = compare(before, after, before=silent(before), after=silent(after))
    developments = follow(opinions[0], opinions[1], comparison)
    for development in developments:
        for passage in development.passages:
            passage.verify(after)
    return {development.rule: development for development in developments}, comparison


def test_a_conflict_is_cured_by_the_change_that_did_it() -> None:
    developments, comparison = followed(PAY + SIGN + FIRST, PAY + WAIT + FIRST)
    budget = developments["ua.budget"]
    assert (budget.course, budget.before, budget.after) == (
        Course.CURED,
        Outcome.CONFLICTS,
        Outcome.CONFORMS,
    )
    assert any("domestic procedures" in fact and "(no, now yes)" in fact for fact in budget.facts)
    changed = {change.id for change in comparison.changes if change.kind is not ChangeKind.UNCHANGED}
    assert budget.changes
    assert set(budget.changes) <= changed
    assert "domestic procedures" in budget.passages[0].quote


def test_one_that_stays_persists_with_its_cure() -> None:
    developments, _ = followed(PAY + SIGN + FIRST, PAY + WAIT + FIRST)
    equality = developments["eu.aa.establishment"]
    assert equality.course is Course.PERSISTS
    assert "same terms" in equality.cure
    assert equality.changes == ()


def test_the_way_back_arises() -> None:
    developments, _ = followed(PAY + WAIT + LEAVE, PAY + SIGN + FIRST)
    assert developments["ua.budget"].course is Course.AROSE
    assert developments["eu.aa.establishment"].course is Course.AROSE
    assert developments["int.way_out"].course is Course.AROSE, "a grave consequence counts like a conflict"


def test_a_text_beside_itself_has_nothing_but_what_persists() -> None:
    developments, _ = followed(PAY + SIGN + FIRST, PAY + SIGN + FIRST)
    assert {development.course for development in developments.values()} == {Course.PERSISTS}


def test_what_is_cured_comes_first() -> None:
    developments, _ = followed(PAY + SIGN + FIRST, PAY + WAIT + FIRST)
    courses = [development.course for development in developments.values()]
    assert courses == sorted(courses, key=list(Course).index)
