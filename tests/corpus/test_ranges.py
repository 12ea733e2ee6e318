"""What is usual: the figures behind it, without repetitions, by what one asks."""

from __future__ import annotations

from decimal import Decimal

import pytest

from fullpowers.corpus import Corpus, Filters, counts, grouped, spreads, term_kind, usual
from fullpowers.corpus.ranges import named
from fullpowers.model import InvalidData, TermKind


def test_figures_come_with_the_agreements_behind_them(corpus: Corpus) -> None:
    (royalty,) = (one for one in spreads(corpus, TermKind.ROYALTY) if one.unit == "percent")
    assert [value for value, _, _ in royalty.values] == [Decimal(5), Decimal(7), Decimal(12)]
    assert (royalty.agreements, royalty.of) == (3, 4), "the later fisheries agreement repeats the earlier one"
    assert royalty.quantile(0.5) == 7


def test_filters_narrow_the_count_as_well(corpus: Corpus) -> None:
    (fish,) = spreads(corpus, TermKind.ROYALTY, Filters(resource="fish"))
    assert ([value for value, _, _ in fish.values], fish.of) == ([Decimal(7)], 1)


def test_values_that_are_words_are_counted(corpus: Corpus) -> None:
    law = usual(corpus, TermKind.GOVERNING_LAW)
    assert law.values == (("England", 1),)


def test_one_range_for_each_decade(corpus: Corpus) -> None:
    decades = {name: found for name, found, _ in grouped(corpus, TermKind.ROYALTY, Filters(), "decade")}
    assert [value for value, _, _ in decades["1980s"][0].values] == [Decimal(12)]


def test_counts_say_what_the_corpus_is(corpus: Corpus) -> None:
    found = counts(corpus)
    assert ("in all", 5) in found["agreements"]
    assert ("nearly repeating another", 1) in found["agreements"]
    assert dict(found["regions"])["Africa"] == 4


def test_a_kind_that_is_none_is_refused_with_those_that_are() -> None:
    assert term_kind("Notice-Period") is TermKind.NOTICE_PERIOD
    with pytest.raises(InvalidData, match="royalty"):
        term_kind("tribute")


def test_laws_are_counted_by_their_names() -> None:
    law = TermKind.GOVERNING_LAW
    same = {
        named(value, law)
        for value in (
            "the State of New York",
            "the state of New York, without giving effect to its conflict of laws principles",
            "the State of New York (without regard to conflicts of law)",
        )
    }
    assert same == {"the State of New York"}
    assert named("public international law", law) == "public international law"
    assert named("Agreement is held to be invalid, illegal or unenforceable", law) == ""
    assert named("diction, then such invalidity will not render", law) == ""


def test_of_few_agreements_no_quarters_are_told(corpus: Corpus) -> None:
    (royalty, *_) = spreads(corpus, TermKind.ROYALTY)
    assert royalty.few
    assert royalty.quarters is None
