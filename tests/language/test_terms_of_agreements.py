"""Terms of three whole agreements written for this test: a sharing contract, a concession, a treaty."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullpowers.language import analyse
from fullpowers.model import Term, TermKind, from_yaml
from fullpowers.reading import read

DATA = Path(__file__).with_name("data")
TABLE = from_yaml(
    (DATA / "terms.yaml").read_text(encoding="utf-8"),
    dict[str, tuple[tuple[str, str, str, str, str], ...]],
    where="terms.yaml",
)
KINDS_OF_SHARES = {TermKind.REVENUE_SHARE, TermKind.ROYALTY, TermKind.OWNERSHIP}


def _shown(term: Term) -> tuple[str, str, str, str, str]:
    quantity = term.quantity
    amount = (
        f"{quantity.amount:f} {quantity.unit}{'/' * bool(quantity.per)}{quantity.per}" if quantity else ""
    )
    base = term.base.quote if term.base and term.kind in KINDS_OF_SHARES else ""
    basis = term.basis if term.kind in KINDS_OF_SHARES else ""
    return term.passage.path, term.kind.value, amount, base, basis


@pytest.fixture(scope="module", params=sorted(TABLE))
def agreement(request: pytest.FixtureRequest) -> tuple[str, tuple[Term, ...]]:
    return request.param, analyse(read(DATA / f"{request.param}.txt")).terms


def test_what_the_agreement_says_is_found(agreement: tuple[str, tuple[Term, ...]]) -> None:
    name, terms = agreement
    found = {_shown(term) for term in terms}
    assert [row for row in TABLE[name] if tuple(row) not in found] == []


def test_a_share_is_listed_once(agreement: tuple[str, tuple[Term, ...]]) -> None:
    _, terms = agreement
    figures = [term for term in terms if term.quantity and term.kind in KINDS_OF_SHARES]
    clauses = [term for term in terms if not term.quantity and term.kind in KINDS_OF_SHARES]
    assert [
        (clause.passage.quote, figure.passage.quote)
        for clause in clauses
        for figure in figures
        if clause.passage.start <= figure.passage.start < clause.passage.end
    ] == []


def test_rates_of_a_list_are_owed_by_whom_its_opening_words_name() -> None:
    terms = analyse(read(DATA / "mining.txt")).terms
    rates = [term for term in terms if term.kind is TermKind.ROYALTY and term.quantity]
    assert [(term.quantity and term.quantity.amount, term.bearer) for term in rates] == [
        (4, "Kestrel Graphite Ltd"),
        (pytest.approx(6.5), "Kestrel Graphite Ltd"),
        (5, "Kestrel Graphite Ltd"),
    ]
    assert rates[2].quantity is not None
    assert rates[2].quantity.figures == 3  # "five percent (3%)"
