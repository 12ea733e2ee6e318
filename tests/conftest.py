"""What several groups of tests share: one browser (one process can drive only one) and one PostgreSQL."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A headless Chromium; without one the tests are skipped, and in CI they fail."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        message = "chromium is not installed (apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a PostgreSQL server that is started once and thrown away."""
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


def schema_on(server: str, name: str) -> str:
    """The address of an empty schema; it does what a database would, and is made thirty times faster."""
    import psycopg

    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(psycopg.sql.SQL("CREATE SCHEMA {}").format(psycopg.sql.Identifier(name)))
    return f"{server}&options=-csearch_path%3D{name}"
