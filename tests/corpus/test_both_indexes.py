"""The index in the folder and the one in a server: the same questions, answers and refusals."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest

from fullpowers.corpus import Corpus, Filters, items
from fullpowers.model import InvalidData, StorageError

from ..conftest import schema_on
from .conftest import Here, write

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning")


@pytest.fixture(scope="module", params=["folder", "server"])
def there(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The collection, looked through, with its index in the one place or the other."""
    address = ""
    if request.param == "server":
        pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
        address = schema_on(request.getfixturevalue("server"), "both_indexes")
    folder = tmp_path_factory.mktemp(request.param)
    made = Corpus(folder / "c", create=True, index=address)
    made.add(items([write(folder / "texts")]), Here())
    made.analyse(Here())
    return made


def test_filters_alone_give_the_newest_first(there: Corpus) -> None:
    years = [one.year for one in there.search("", limit=100)]
    assert years == [2011] * 5 + [2001] * 5 + [1999] * 2 + [1987] + [None] * 3
    assert [one.year for one in there.search("", Filters(resource="fish"), limit=3)] == [2011] * 3
    assert [one.heading for one in there.search(" ", Filters(clause="governing law"))] == ["Governing Law"]
    assert there.search("", Filters(since=2012)) == []


def test_words_phrases_and_filters(there: Corpus) -> None:
    assert there.search("exclusive right lithium")[0].heading == "Grant"
    assert there.search('"free trade area"')
    assert there.search('"trade free area"') == []
    assert {one.year for one in there.search("royalty", Filters(until=1990, parties=("LR",)))} == {1987}
    assert {one.year for one in there.search("royalty", Filters(since=2005))} == {2011}
    assert there.search("royalty", Filters(region="Oceania")) == []
    assert there.search("hovercraft") == []


def test_a_hit_is_the_passage(there: Corpus) -> None:
    best = there.search("lithium")[0]
    text = there.agreement(best.agreement).text
    assert text[best.start : best.start + len(best.words)] == best.words


def test_the_same_words_are_wholly_alike(there: Corpus) -> None:
    one = there.search("lithium")[0]
    assert there.like(one.words)[0].score == pytest.approx(1, abs=1e-6)
    assert there.like("hovercraft") == []


def test_what_is_lacking_and_what_is_held(there: Corpus) -> None:
    lacking = {there.agreement(one).title for one in there.lacking("royalty")}
    assert lacking == {"Ruritania - Graustark"}
    assert there.index.agreements_holding("governing law") == 1
    assert there.verify() == []


ODD = [
    "(",
    ")",
    "AND",
    "OR",
    "NOT",
    "-",
    "royalty:5",
    "a^9",
    "*",
    "?",
    "[a TO b]",
    "\\",
    "'",
    "royalty'--",
    "ÿ",
    "\0",
    "🐟",
]


@pytest.mark.parametrize("words", ODD)
def test_an_odd_search_is_answered_or_refused(there: Corpus, words: str) -> None:
    with suppress(InvalidData):
        assert there.search(words) == there.search(words)


def test_a_quotation_that_is_not_closed_is_refused(there: Corpus) -> None:
    with pytest.raises(InvalidData, match="is not a search"):
        there.search('"free trade')


def test_a_connection_that_was_lost_is_made_again(server: str, tmp_path: Path) -> None:
    psycopg = pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    address = schema_on(server, "lost_connection")
    there = Corpus(tmp_path / "c", create=True, index=f"{address}&application_name=lost")
    source = write(tmp_path / "texts")
    there.add(items([source / "mining.txt"]), Here())
    end = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lost'"
    with psycopg.connect(server, autocommit=True) as other:
        other.execute(end)
    with pytest.raises(StorageError, match="the server of the index refused"):
        there.search("lithium")
    assert there.search("lithium"), "the next question is asked anew"
    with psycopg.connect(server, autocommit=True) as other:
        other.execute(end)
    with pytest.raises(StorageError):
        there.add(items([source / "fish-2001.txt"]), Here())
    got = there.add(items([source]), Here())
    assert (got.added, len(there), there.verify()) == (4, 5, [])
    assert there.search("tuna")
