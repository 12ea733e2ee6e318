"""Terms: shares with base, payer and exclusions; amounts, deadlines, clauses; what is no term."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from fullpowers.language import analyse
from fullpowers.language.terms.clauses import Clause, clauses, matches
from fullpowers.language.terms.rules import Rule, rules
from fullpowers.model import Instrument, Term, TermKind, from_yaml
from fullpowers.reading import read, read_bytes

EXAMPLE = Path(__file__).parents[2] / "examples/minerals/drafts/draft-3.docx"

SHARE = """AGREEMENT ON A FUND

The Government of Ukraine and the Government of the United States of America (each, a “Participant”)
have agreed as follows:

1. The Government of Ukraine will contribute to the Fund 40 percent of all revenues from the sale of
future licences, defined as licences granted after signature. Such revenues do not include payments that
the budget receives today.

2. The Loan Agreement shall be ratified by the Parliament of Ukraine.

3. Each Participant shall pay USD 5 million within thirty (30) days of the entry into force of this Agreement.

4. This Agreement shall enter into force on 1 May 2026 and remain in force for ten (10) years.
"""


@pytest.fixture(scope="module")
def draft() -> Instrument:
    return read_bytes(SHARE.encode(), "draft.txt")


def _terms(instrument: Instrument, kind: TermKind) -> list[Term]:
    return [term for term in analyse(instrument).terms if term.kind is kind]


def test_a_share_has_its_base_its_payer_and_what_is_not_counted(draft: Instrument) -> None:
    (share,) = _terms(draft, TermKind.REVENUE_SHARE)
    assert share.quantity is not None
    assert (share.quantity.amount, share.quantity.unit) == (Decimal(40), "percent")
    assert share.base is not None
    assert " ".join(share.base.quote.split()) == "all revenues from the sale of future licences"
    assert share.bearer == "the Government of Ukraine"
    assert share.beneficiary == "the Fund"
    assert share.basis == "unspecified"
    assert any("do not include payments" in passage.quote for passage in share.qualifiers)


def test_a_clause_about_another_instrument_names_it(draft: Instrument) -> None:
    (ratification,) = _terms(draft, TermKind.RATIFICATION)
    assert ratification.about == "the Loan Agreement"
    assert "not of this instrument" in ratification.label


def test_a_deadline_carries_what_it_runs_from(draft: Instrument) -> None:
    (deadline,) = _terms(draft, TermKind.DEADLINE)
    assert deadline.quantity is not None
    assert (deadline.quantity.amount, deadline.quantity.comparator) == (Decimal(30), "at most")
    assert any("of the entry into force" in passage.quote for passage in deadline.qualifiers)


def test_every_passage_verifies(draft: Instrument) -> None:
    for instrument in (draft, read(EXAMPLE)):
        for term in analyse(instrument).terms:
            for passage in (term.passage, *term.qualifiers, *([term.base] if term.base else [])):
                passage.verify(instrument)


def test_the_example_draft() -> None:
    example = read(EXAMPLE)
    shares = {
        term.base.quote: term.quantity.amount
        for term in _terms(example, TermKind.REVENUE_SHARE)
        if term.base and term.quantity
    }
    assert shares == {"the Revenues from Mineral Resources": 50, "the Revenues from natural gas": 66}
    (payment,) = _terms(example, TermKind.AMOUNT)
    assert payment.quantity is not None
    assert (payment.quantity.amount, payment.quantity.unit, payment.quantity.per) == (
        500_000_000,
        "USD",
        "year",
    )
    assert payment.bearer == "the Government of the United States of America"
    (notice,) = _terms(example, TermKind.NOTICE_PERIOD)
    assert notice.quantity is not None
    assert (notice.quantity.amount, notice.quantity.unit) == (90, "day")
    assert _terms(example, TermKind.ENTRY_INTO_FORCE)
    assert _terms(example, TermKind.AUTHENTIC_TEXTS)
    assert _terms(example, TermKind.FIRST_REFUSAL) == []  # "It has no right of first refusal."


def test_recitals_hold_no_terms() -> None:
    recital = "WHEREAS Ukraine owns 100 percent of its subsoil;"
    text = (
        f"AGREEMENT\n\n{recital}\n\nThe Parties have agreed as follows:\n\n1. The Parties shall cooperate.\n"
    )
    assert analyse(read_bytes(text.encode(), "draft.txt")).terms == ()


def test_a_duty_that_the_reader_took_for_a_recital_is_a_term() -> None:
    text = (
        "AGREEMENT\n\nWHEREAS the Seller owns a mine; the Buyer shall purchase at least 500 tonnes a year.\n"
    )
    text += "WHEREAS the parties are friends.\nThe Seller shall not sell ore to any other customer.\n"
    kinds = {term.kind for term in analyse(read_bytes(text.encode(), "draft.txt")).terms}
    assert TermKind.EXCLUSIVITY in kinds


@pytest.mark.parametrize(
    ("text", "unit"), [("US dollars", "USD"), ("Canadian dollars", "CAD"), ("gold", "$")]
)
def test_a_bare_dollar_is_whose_the_text_says(text: str, unit: str) -> None:
    draft = f"1. All sums are in {text}.\n\n2. The Buyer shall pay $100.\n"
    (amount,) = _terms(read_bytes(draft.encode(), "draft.txt"), TermKind.AMOUNT)
    assert amount.quantity is not None
    assert amount.quantity.unit == unit


def test_ukrainian() -> None:
    text = """УГОДА

1. Уряд України вносить до Фонду 50 відсотків доходів від нових ліцензій.

2. Ця Угода набирає чинності з дати отримання останнього письмового повідомлення.

3. Кожна Сторона може припинити дію цієї Угоди, повідомивши про це за 90 днів.
"""
    found = analyse(read_bytes(text.encode(), "угода.txt")).terms
    kinds = {term.kind for term in found}
    assert {TermKind.REVENUE_SHARE, TermKind.ENTRY_INTO_FORCE, TermKind.TERMINATION} <= kinds
    share = next(term for term in found if term.kind is TermKind.REVENUE_SHARE)
    assert share.base is not None
    assert share.base.quote == "нових ліцензій" or share.base.quote.startswith("доходів")


@pytest.mark.parametrize("clause", clauses(), ids=lambda clause: clause.id)
def test_each_pattern_finds_its_examples_and_leaves_its_counterexamples(clause: Clause) -> None:
    assert clause.examples
    assert [one for one in clause.examples if not matches(clause, one)] == []
    assert [one for one in clause.counterexamples if matches(clause, one)] == []


def _rules_in(words: str) -> set[str]:
    text = f"1. The Parties agree that {words}.\n".replace(" that that", " that")
    return {term.rule for term in analyse(read_bytes(text.encode(), "draft.txt")).terms}


@pytest.mark.parametrize("rule", rules().rules, ids=lambda rule: rule.id)
def test_each_rule_of_a_quantity_takes_its_examples_and_leaves_its_counterexamples(rule: Rule) -> None:
    assert [one for one in rule.examples if rule.id not in _rules_in(one)] == []
    assert [one for one in rule.counterexamples if rule.id in _rules_in(one)] == []


BY_ITS_FORM = {TermKind.DATE}
"""A date is told by its form alone: the table of forms holds its examples."""


@pytest.mark.parametrize("kind", sorted(set(TermKind) - BY_ITS_FORM), ids=str)
def test_each_kind_of_term_has_four_examples_and_two_counterexamples(kind: TermKind) -> None:
    ways: list[Clause | Rule] = [
        *(one for one in clauses() if one.kind is kind and not one.id.startswith("uk-")),
        *(one for one in rules().rules if one.kind is kind),
    ]
    assert len({example for one in ways for example in one.examples}) >= 4
    assert len({example for one in ways for example in one.counterexamples}) >= 2


HABITS = from_yaml(
    (Path(__file__).with_name("data") / "habits.yaml").read_text(encoding="utf-8"),
    dict[str, dict[str, tuple[str, ...]]],
    where="habits.yaml",
)


def _said(words: str) -> set[str]:
    text = f"AGREEMENT\n\n1. {words}\n\n2. The parties shall meet.\n"
    terms = analyse(read_bytes(text.encode(), "draft.txt")).terms
    return {term.kind.value for term in terms} | {f"{term.kind.value}:{term.value}" for term in terms}


@pytest.mark.parametrize("kinds", HABITS["yes"])
def test_a_clause_is_told_in_the_wordings_of_many_contracts(kinds: str) -> None:
    assert [words for words in HABITS["yes"][kinds] if not _said(words) & set(kinds.split("|"))] == []


UKRAINIAN = from_yaml(
    (Path(__file__).with_name("data") / "habits.uk.yaml").read_text(encoding="utf-8"),
    dict[str, dict[str, tuple[str, ...]]],
    where="habits.uk.yaml",
)


def _said_in_ukrainian(words: str) -> set[str]:
    text = f"УГОДА\n\n1. {words}\n\n2. Сторони зустрічаються щороку.\n"
    terms = analyse(read_bytes(text.encode(), "draft.txt")).terms
    figures = {f"{term.kind.value}:{term.quantity.amount:f}" for term in terms if term.quantity}
    return {term.kind.value for term in terms} | figures


@pytest.mark.parametrize("kinds", UKRAINIAN["yes"])
def test_a_clause_is_told_in_the_wordings_of_ukrainian_texts(kinds: str) -> None:
    names, _, amount = kinds.partition(":")
    wanted = {f"{name}:{amount}".rstrip(":") for name in names.split("|")}
    assert [words for words in UKRAINIAN["yes"][kinds] if not _said_in_ukrainian(words) & wanted] == []


@pytest.mark.parametrize("kind", UKRAINIAN["no"])
def test_what_only_sounds_like_a_clause_in_ukrainian_is_none(kind: str) -> None:
    assert [words for words in UKRAINIAN["no"][kind] if kind in _said_in_ukrainian(words)] == []


@pytest.mark.parametrize("kinds", HABITS["no"])
def test_what_only_sounds_like_a_clause_is_none(kinds: str) -> None:
    assert [words for words in HABITS["no"][kinds] if _said(words) & set(kinds.split("|"))] == []


@pytest.mark.parametrize(
    ("words", "bearer"),
    [
        ("A minimum expenditure of USD 5 million shall be made by the Contractor.", "the Contractor"),
        ("The Contractor shall carry out the minimum work programme.", "the Contractor"),
        ("The minimum annual payment is USD 250,000.", ""),
    ],
)
def test_a_minimum_commitment_says_who_bears_it_where_it_can_be_read(words: str, bearer: str) -> None:
    terms = analyse(read_bytes(f"1. {words}\n\n2. The Parties shall meet.\n".encode(), "draft.txt")).terms
    found = {term.bearer for term in terms if term.kind is TermKind.MINIMUM_COMMITMENT}
    assert found == {bearer}


def test_no_later_change_of_law_is_a_prohibition_and_a_stabilisation() -> None:
    text = "1. No later change of law shall burden it.\n\n2. No later than 1 May the Parties shall meet.\n"
    found = analyse(read_bytes(text.encode(), "draft.txt"))
    assert [one.modality.value for one in found.undertakings] == ["prohibition", "obligation"]
    assert any(term.kind is TermKind.STABILISATION for term in found.terms)


def test_a_share_that_is_named_alone_belongs_to_whom_its_own_words_name() -> None:
    text = "1. Profit Petroleum goes 70 per cent to the State and 30 per cent to the Contractor.\n"
    terms = analyse(read_bytes(text.encode(), "draft.txt")).terms
    assert [term.beneficiary for term in terms if term.quantity] == ["the State", "the Contractor"]
