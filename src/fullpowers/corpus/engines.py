"""Where the work is done: processes of this machine, or workers of a Dask cluster; the same results.

An engine maps a function over items with a bounded number under way, and yields results as they come.
"""

from __future__ import annotations

import gc
import resource
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import islice
from typing import Any, Protocol, TypeVar

from fullpowers.model import StorageError

T = TypeVar("T")
R = TypeVar("R")

_MEMORY = 3 * 2**30
"""Bytes of address space of one worker: a bomb ends its worker, not the machine."""
_AHEAD = 4
"""Items under way for each worker."""
_RETRIES = 3


class Engine(Protocol):
    """Something that maps a function over items."""

    def map(self, function: Callable[[T], R], items: Iterable[T], lost: Callable[[T], R]) -> Iterator[R]:
        """The results in the order in which they come; ``lost`` of an item that ended its worker twice."""
        ...


@contextmanager
def engine(cluster: str = "", processes: int = 0) -> Iterator[Engine]:
    """The cluster at an address (``tcp://host:port``), else processes of this machine.

    Raises:
        StorageError: the cluster does not answer, or the extra ``cluster`` is not installed.
    """
    if not cluster:
        with _Local(processes) as local:
            yield local
        return
    try:
        import distributed
    except ImportError as error:
        wrong = StorageError("a cluster needs the extra `cluster`")
        raise wrong.mended_by("pip install 'fullpowers[cluster]'") from error
    try:
        client: Any = distributed.Client(cluster, timeout=5)  # type: ignore[no-untyped-call]
    except (OSError, TimeoutError) as error:
        raise StorageError(f"no cluster answers at {cluster}: {error}") from error
    with client:
        yield _Cluster(client)


class _Local:
    """A pool of processes; when one dies, what was under way is tried once more, each item alone."""

    def __init__(self, processes: int) -> None:
        import os

        self.processes = processes or len(os.sched_getaffinity(0))

    def __enter__(self) -> _Local:
        self._pool = self._start()
        return self

    def __exit__(self, *problem: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def _start(self) -> Any:
        from concurrent.futures import ProcessPoolExecutor
        from multiprocessing import get_context

        return ProcessPoolExecutor(self.processes, mp_context=get_context("forkserver"), initializer=_confine)

    def map(self, function: Callable[[T], R], items: Iterable[T], lost: Callable[[T], R]) -> Iterator[R]:
        from concurrent.futures import FIRST_COMPLETED, wait
        from concurrent.futures.process import BrokenProcessPool

        waiting = iter(items)
        under_way: dict[Any, T] = {}
        while True:
            for item in islice(waiting, self.processes * _AHEAD - len(under_way)):
                under_way[self._pool.submit(function, item)] = item
            if not under_way:
                return
            done, _ = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                try:
                    result = future.result()
                except BrokenProcessPool:
                    # a worker was killed: nobody knows over which item, so each is done again alone
                    again, under_way = list(under_way.values()), {}
                    self._pool = self._start()
                    for item in again:
                        yield self._alone(function, item, lost)
                    break
                del under_way[future]
                yield result

    def _alone(self, function: Callable[[T], R], item: T, lost: Callable[[T], R]) -> R:
        from concurrent.futures.process import BrokenProcessPool

        try:
            return self._pool.submit(function, item).result()  # type: ignore[no-any-return]
        except BrokenProcessPool:
            self._pool = self._start()
            return lost(item)


class _Cluster:
    """Workers of a Dask cluster; what a lost worker had under way is given to another by the scheduler."""

    def __init__(self, client: Any) -> None:
        self._client = client

    def map(self, function: Callable[[T], R], items: Iterable[T], lost: Callable[[T], R]) -> Iterator[R]:
        import distributed

        waiting = iter(items)
        under_way: dict[Any, T] = {}

        def submit() -> Any:
            for item in islice(waiting, 1):
                future = self._client.submit(function, item, pure=False, retries=_RETRIES)
                under_way[future.key] = item
                return future
            return None

        ahead = max(1, sum(self._client.ncores().values())) * _AHEAD
        first = [future for future in (submit() for _ in range(ahead)) if future is not None]
        coming: Any = distributed.as_completed(first)  # type: ignore[no-untyped-call]
        for future in coming:
            item = under_way.pop(future.key)
            try:
                yield future.result()
            except distributed.KilledWorker:
                yield lost(item)
            future.release()
            if (more := submit()) is not None:
                coming.add(more)


def _confine() -> None:
    # what is made of an item goes with it: looking for cycles often costs a seventh of the time
    gc.set_threshold(50_000, 20, 100)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, resource.RLIM_INFINITY))
