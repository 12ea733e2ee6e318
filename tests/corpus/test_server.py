"""The index in a real PostgreSQL server answers as the one in the folder does."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fullpowers.corpus import Corpus, Filters, engine, items
from fullpowers.model import InvalidData, StorageError

from ..conftest import schema_on
from .conftest import FISHING, Here, every, write
from .test_cluster import cluster  # noqa: F401 - the fixture of two workers

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture
def database(server: str, request: pytest.FixtureRequest) -> str:
    """The address of an empty schema for one test."""
    pytest.importorskip("psycopg", reason="the extra `postgres` is not installed")
    return schema_on(server, f"corpus_{abs(hash(request.node.name))}")


def _collection(folder: Path, number: int) -> Path:
    folder.mkdir()
    for at in range(number):
        text = FISHING.format(royalty=at + 1, years=at + 2, signed=1980 + at)
        (folder / f"{at:02}.txt").write_text(f"{text}\nAnnex\n\n" + f"Port {at} serves vessels. " * 40)
    return folder


def test_the_server_answers_as_the_folder_does(tmp_path: Path, database: str, corpus: Corpus) -> None:
    there = Corpus(tmp_path / "c", create=True, index=database)
    there.add(items([write(tmp_path / "texts")]), Here())
    there.analyse(Here())
    for words in ("royalty", '"observer on board"', "lithium OR tuna", "royalty -fish", "hovercraft"):
        ours = {(one.agreement, one.place) for one in every(there.search(words))}
        assert ours == {(one.agreement, one.place) for one in every(corpus.search(words))}
    asked = "Fishing vessels may catch tuna in the waters of the coastal State under its licences."
    for ours, theirs in zip(there.like(asked, limit=3), corpus.like(asked, limit=3), strict=True):
        assert ours.place == theirs.place
        assert ours.score == pytest.approx(theirs.score, abs=0.05)
    first = corpus.like(asked)[0]
    assert first.agreement not in {
        one.agreement for one in every(there.like(asked, Filters(without=first.agreement)))
    }
    for filters in (
        Filters(resource="fish"),
        Filters(since=2005),
        Filters(parties=("GH",)),
        Filters(clause="royalty"),
    ):
        assert set(there.lacking("tuna", filters)) == set(corpus.lacking("tuna", filters))
    assert there.index.agreements_holding("royalty") == corpus.index.agreements_holding("royalty")


def test_what_is_taken_out_is_gone_and_the_index_is_made_anew_from_the_store(
    tmp_path: Path, database: str
) -> None:
    source = write(tmp_path / "texts")
    Corpus(tmp_path / "c", create=True).add(items([source]), Here())
    moved = Corpus(tmp_path / "c", index=database)
    (found,) = {one.agreement for one in moved.search("lithium")}
    moved.remove([found])
    again = Corpus(tmp_path / "c")
    assert again.search("lithium") == []
    assert again.store.index == database, "the corpus knows where its index is"


def test_a_killed_worker_of_a_cluster_costs_the_server_nothing(
    tmp_path: Path,
    database: str,
    cluster: Any,  # noqa: F811
) -> None:
    source = _collection(tmp_path / "texts", 20)
    victim = next(iter(cluster.workers.values())).process.pid

    def killing() -> Iterator[Any]:
        import os

        for number, item in enumerate(items([source])):
            if number == 8:
                os.kill(victim, signal.SIGKILL)
            yield item

    there = Corpus(tmp_path / "c", create=True, index=database)
    with engine(cluster.scheduler_address) as workers:
        got = there.add(killing(), workers)
    assert (got.added, got.failed) == (20, ())
    assert len({one.agreement for one in every(there.search("tuna", limit=200))}) == 20


def test_a_database_holds_one_corpus(tmp_path: Path, database: str) -> None:
    assert Corpus(tmp_path / "one", create=True, index=database).search("tuna") == []
    with pytest.raises(InvalidData, match="another corpus"):
        Corpus(tmp_path / "two", create=True, index=database).search("tuna")


def test_addresses_that_are_none_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="postgresql://"):
        Corpus(tmp_path / "a", create=True, index="mysql://host/base")
    with pytest.raises(InvalidData, match="pgpass"):
        Corpus(tmp_path / "b", create=True, index="postgresql://desk:secret@host/base")
    with pytest.raises(StorageError, match="no index answers"):
        Corpus(tmp_path / "c", create=True, index="postgresql:///base?host=/nowhere").search("tuna")
