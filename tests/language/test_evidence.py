"""Clauses told by the heading that they stand under, or by a defined term that they use."""

from __future__ import annotations

import pytest

from fullpowers.language import analyse
from fullpowers.language.terms.evidence import Evidence, evidence
from fullpowers.model import Instrument, Term, TermKind
from fullpowers.reading import read_bytes


def _read(text: str) -> Instrument:
    return read_bytes(text.encode(), "draft.txt")


def _terms(text: str) -> tuple[Term, ...]:
    return analyse(_read(text)).terms


def _kinds(example: str) -> set[tuple[TermKind, str]]:
    """The terms of a contract in which the example's sentence stands under its heading or uses its term."""
    first, _, sentence = example.partition(" | ")
    one, two = ("Definitions", "Other matters") if first.endswith(".") else ("Scope", first)
    opening = first if first.endswith(".") else "The Parties shall cooperate."
    text = f"AGREEMENT\n\nArticle 1\n{one}\n\n{opening}\n\nArticle 2\n{two}\n\n{sentence}\n"
    return {(term.kind, term.value) for term in _terms(text)}


@pytest.mark.parametrize("entry", [one.entry for one in evidence()[0]], ids=lambda entry: entry.id)
def test_each_entry_tells_its_examples_and_leaves_its_counterexamples(entry: Evidence) -> None:
    def told(example: str) -> bool:
        return any(kind is entry.kind and value.startswith(entry.value) for kind, value in _kinds(example))

    assert entry.examples
    assert [one for one in entry.examples if not told(one)] == []
    assert [one for one in entry.counterexamples if told(one)] == []


def test_a_heading_that_runs_in_before_its_clause_counts() -> None:
    text = "AGREEMENT\n\n1. Exclusivity. The Seller shall not supply other mills.\n\n2. Notices. Write.\n"
    (term,) = (term for term in _terms(text) if term.kind is TermKind.EXCLUSIVITY)
    assert term.passage.quote.startswith("The Seller shall not supply")


def test_a_heading_is_silent_where_its_clause_was_found() -> None:
    text = (
        "AGREEMENT\n\nArticle 1\nGoverning Law\n\n"
        "1. The parties shall respect the law of the land.\n"
        "2. This Agreement is governed by English law.\n"
    )
    (term,) = (term for term in _terms(text) if term.kind is TermKind.GOVERNING_LAW)
    assert term.rule == "governed-by"


def test_what_a_heading_tells_verifies() -> None:
    text = "AGREEMENT\n\nArticle 1\nAudit\n\nThe Ministry may send accountants to verify the costs.\n"
    instrument = _read(text)
    for term in analyse(instrument).terms:
        term.passage.verify(instrument)
