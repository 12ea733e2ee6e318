"""The same work by the workers of a real cluster on this machine, one of which is killed on the way."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fullpowers.corpus import Corpus, engine, items
from fullpowers.model import StorageError

from .conftest import FISHING

pytestmark = pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning")


@pytest.fixture
def cluster() -> Iterator[Any]:
    distributed = pytest.importorskip("distributed", reason="the extra `cluster` is not installed")
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None) as running:
        yield running


def test_a_killed_worker_costs_nothing(tmp_path: Path, cluster: Any) -> None:
    source = tmp_path / "texts"
    source.mkdir()
    for number in range(30):
        text = FISHING.format(royalty=number + 1, years=number + 2, signed=1980 + number)
        (source / f"{number:02}.txt").write_text(
            f"{text}\nAnnex\n\n" + f"Port {number} serves vessels. " * 40
        )
    there = Corpus(tmp_path / "c", create=True)
    victim = next(iter(cluster.workers.values())).process.pid

    def killing() -> Iterator[Any]:
        import os

        for number, item in enumerate(items([source])):
            if number == 10:
                os.kill(victim, signal.SIGKILL)
            yield item

    with engine(cluster.scheduler_address) as workers:
        got = there.add(killing(), workers)
    assert (got.added, got.failed) == (30, ())
    assert there.verify() == []


def test_a_cluster_that_is_not_there_is_refused() -> None:
    with pytest.raises(StorageError, match="no cluster answers"), engine("tcp://127.0.0.1:9"):
        pass
