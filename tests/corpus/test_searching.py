"""Searching by words and by likeness, with filters, and for what is not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from fullpowers.corpus import Corpus, Filters, Item
from fullpowers.model import InvalidData

from .conftest import Here, every


def test_words_find_clauses_with_the_passage(corpus: Corpus) -> None:
    best = corpus.search("exclusive right lithium")[0]
    agreement = corpus.agreement(best.agreement)
    assert best.heading == "Grant"
    assert agreement.text[best.start : best.start + len(best.words)] == best.words


def test_a_phrase_is_a_phrase_and_forms_of_a_word_are_one_word(corpus: Corpus) -> None:
    assert corpus.search('"free trade area"')
    assert not corpus.search('"trade free area"')
    assert {one.heading for one in corpus.search("vessel")} >= {"Access"}


def test_filters_choose_and_do_not_weigh(corpus: Corpus) -> None:
    every = corpus.search("royalty")
    some = corpus.search("royalty", Filters(resource="fish"))
    assert 0 < len(some) < len(every)
    assert {one.score for one in some} <= {one.score for one in every}
    assert {one.year for one in corpus.search("royalty", Filters(since=2005))} == {2011}
    assert {one.year for one in corpus.search("royalty", Filters(until=1990, parties=("LR",)))} == {1987}
    assert corpus.search("royalty", Filters(region="Oceania")) == []


def test_what_an_agreement_does_is_a_filter_once_it_was_looked_through(corpus: Corpus) -> None:
    found = corpus.search("agreement", Filters(clause="governing law"))
    assert {one.heading for one in found} == {"Governing Law"}


def test_a_clause_finds_those_that_say_much_the_same(corpus: Corpus) -> None:
    asked = (
        "Ships of the other Party may fish tuna in these waters with licences issued by the coastal State."
    )
    likest = corpus.like(asked, limit=3)
    assert likest[0].heading == "Access"
    assert 0.2 < likest[0].score < 1
    assert [one.score for one in likest] == sorted((one.score for one in likest), reverse=True)


def test_the_same_words_are_wholly_alike(corpus: Corpus) -> None:
    one = corpus.search("lithium")[0]
    assert corpus.like(one.words)[0].score == pytest.approx(1, abs=1e-6)


def test_one_wording_is_one_hit_with_the_other_agreements_that_have_it(corpus: Corpus) -> None:
    asked = corpus.search("observer on board")[0].words
    first, *rest = corpus.like(asked)
    assert {first.year, *(one.year for one in first.also)} == {2001, 2011}
    assert "Observers and Reports" not in {one.heading for one in rest}
    assert [len(one.also) for one in corpus.search('"observer on board"')] == [1]


def test_two_provisions_of_one_agreement_are_two_hits(tmp_path: Path) -> None:
    annex = "The coastal State shall be told by radio of the catch of each vessel, by species and weight."
    text = f"AGREEMENT\n\nArticle 1\n{annex}\n\nArticle 2\n{annex}\n"
    there = Corpus(tmp_path / "c", create=True)
    there.add(
        [Item("one.txt", text.encode()), Item("two.txt", text.replace("radio", "letter").encode())], Here()
    )
    found = there.like(annex)
    assert [(one.place, [two.place for two in one.also]) for one in found] == [
        ("art-1", ["art-1"]), ("art-2", ["art-2"]),
    ]  # fmt: skip


def test_an_agreement_can_be_left_out(corpus: Corpus) -> None:
    one = corpus.search("lithium")[0]
    for found in (
        corpus.search("royalty", Filters(without=one.agreement)),
        corpus.like(one.words, Filters(without=one.agreement)),
    ):
        assert one.agreement not in {clause.agreement for clause in every(found)}


def test_agreements_that_lack_a_clause_are_named(corpus: Corpus) -> None:
    lacking = {corpus.agreement(one).title for one in corpus.lacking("arbitration")}
    assert len(lacking) == 3
    assert "Ruritania - Graustark" in lacking
    only_fish = corpus.lacking("arbitration", Filters(resource="fish"))
    assert only_fish == []


def test_what_is_no_search_is_refused_in_words(corpus: Corpus) -> None:
    with pytest.raises(InvalidData, match="is not a search"):
        corpus.search('"unfinished')


def test_capitals_and_signs_of_legal_text_are_words(corpus: Corpus) -> None:
    assert corpus.search("SETTLEMENT IN THE HAGUE: Article 4 [arbitration]") == corpus.search(
        "settlement in the hague article 4 arbitration"
    )


def test_words_that_nobody_uses_find_nothing(corpus: Corpus) -> None:
    assert corpus.search("hovercraft") == []
    assert corpus.like("") == []
