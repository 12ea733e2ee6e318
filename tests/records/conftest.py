"""Records to work with, in SQLite and on a real PostgreSQL server that is started once and thrown away."""

from __future__ import annotations

import itertools
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fullpowers.records import DESK, Matter, Person, Records, open_records, schema

START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server."""
    programs = _programs()
    if programs is None:
        message = "PostgreSQL is not installed (.ci/postgresql installs it)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    user = _user()
    # a socket's path may have 107 bytes at most, which pytest's own folders can exceed
    folder = Path(tempfile.mkdtemp(prefix="fpg"))
    if user.pw_uid != os.getuid():
        os.chown(folder, user.pw_uid, user.pw_gid)

    as_user = {"user": user.pw_uid, "group": user.pw_gid} if user.pw_uid != os.getuid() else {}
    data = str(folder / "data")
    make = [str(programs / "initdb"), "-D", data, "-U", "desk", "-A", "trust", "--no-sync", "-E", "UTF8"]
    subprocess.run([*make, "--locale=C"], check=True, capture_output=True, cwd=folder, **as_user)
    settings = {"unix_socket_directories": folder, "listen_addresses": "", "fsync": "off"}
    options = [f"-c{name}={value}" for name, value in {**settings, "max_connections": 60}.items()]
    with (folder.with_suffix(".log")).open("wb") as log:
        command = [str(programs / "postgres"), "-D", data, *options]
        running = subprocess.Popen(command, stdout=log, stderr=log, cwd=folder, **as_user)
    address = f"postgresql://desk@/postgres?host={folder}"
    try:
        _await(address, running)
        yield address
    finally:
        running.send_signal(signal.SIGQUIT)
        running.wait()
        shutil.rmtree(folder)
        folder.with_suffix(".log").unlink()


def _await(address: str, running: subprocess.Popen[bytes]) -> None:
    import psycopg

    while running.poll() is None:
        try:
            psycopg.connect(address).close()
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    pytest.fail(f"PostgreSQL ended at once with {running.returncode}")


def _programs() -> Path | None:
    """Folder of the server's programs; Debian keeps them outside PATH."""
    found = shutil.which("initdb")
    folders = [Path(found).parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return next((one for one in reversed(folders) if (one / "postgres").exists()), None)


def _user() -> pwd.struct_passwd:
    """Who runs the server: we, or somebody without rights when we are root, as which it will not run."""
    if os.getuid():
        return pwd.getpwuid(os.getuid())
    names = {one.pw_name: one for one in pwd.getpwall()}
    return names.get("postgres") or names["nobody"]


@pytest.fixture(scope="session")
def numbers() -> Iterator[int]:
    return itertools.count()


def _schema(server: str, name: str) -> str:
    """The address of an empty schema; it does what a database would, and is made thirty times faster."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(psycopg.sql.SQL("CREATE SCHEMA {}").format(psycopg.sql.Identifier(name)))
    return f"{server}&options=-csearch_path%3D{name}"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of empty records, to be copied: making the tables takes longer than most tests."""
    folder = tmp_path_factory.mktemp("template")
    open_records(folder).close()
    return folder


@pytest.fixture(scope="session")
def tables(server: str, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The address of tables on the server, to be emptied for each test."""
    address = _schema(server, "desk")
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
        address = _schema(request.getfixturevalue("server"), f"new{next(numbers)}")
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
