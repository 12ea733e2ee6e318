"""Records to work with, in SQLite and on a real PostgreSQL server."""

from __future__ import annotations

import itertools
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fullpowers.records import DESK, Matter, Person, Records, open_records, schema

from ..conftest import schema_on

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    return itertools.count()


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of empty records, to be copied: making the tables takes longer than most tests."""
    folder = tmp_path_factory.mktemp("template")
    open_records(folder).close()
    return folder


@pytest.fixture(scope="session")
def tables(server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of tables on the server, to be emptied for each test."""
    address = schema_on(server, "desk")
    open_records(address, tmp_path_factory.mktemp("originals")).close()
    return address


@pytest.fixture(params=["sqlite", "postgresql"])
def records(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Records]:
    """Empty records, once in a folder and once on the server."""
    if request.param == "sqlite":
        shutil.copytree(request.getfixturevalue("template"), tmp_path / "desk")
        opened = open_records(tmp_path / "desk")
    else:
        opened = open_records(request.getfixturevalue("tables"), tmp_path / "originals")
        with opened.store.changing() as connection:
            for table in reversed(schema.METADATA.sorted_tables):
                connection.execute(table.delete())
            connection.execute(schema.LOG.insert().values(id=DESK, size=0, last="0" * 64))
    with opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def new_records(request: pytest.FixtureRequest, tmp_path: Path, numbers: Iterator[int]) -> Iterator[Records]:
    """Records whose tables were just made, for tests that alter them."""
    if request.param == "sqlite":
        opened = open_records(tmp_path / "new")
    else:
        address = schema_on(request.getfixturevalue("server"), f"new{next(numbers)}")
        opened = open_records(address, tmp_path / "originals")
    with opened:
        yield opened


@pytest.fixture
def other(template: Path, tmp_path: Path) -> Iterator[Records]:
    """The records of another desk."""
    shutil.copytree(template, tmp_path / "other")
    with open_records(tmp_path / "other") as opened:
        yield opened


@pytest.fixture
def clock() -> Callable[[], datetime]:
    """A clock that goes on by a minute each time."""
    minutes = itertools.count()
    return lambda: START + timedelta(minutes=next(minutes))


@pytest.fixture
def olena(records: Records, clock: Callable[[], datetime]) -> Person:
    return records.people.add("Olena", email="olena@example.org", at=clock())


@pytest.fixture
def matter(records: Records, olena: Person, clock: Callable[[], datetime]) -> Matter:
    return records.matters.new("Minerals fund", "UA", by=olena.id, at=clock())
