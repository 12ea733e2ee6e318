"""A real desk on a free port of the loopback, over records in a folder of their own."""

from __future__ import annotations

import shutil
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn

from fullpowers.desk import Settings, create_app, passwords, sessions
from fullpowers.desk.state import Desk
from fullpowers.records import Person, Records, open_records

EXAMPLE = Path(__file__).parents[2] / "examples" / "minerals"
PATIENT: dict[str, Any] = {"trust_env": False, "timeout": 60, "verify": ssl.create_default_context()}
"""How clients ask: for as long as a busy machine takes; certificates are loaded once for all of them."""
PATIENCE = 20_000
"""Milliseconds that a browser waits for what is to come, on a busy machine too."""
PASSWORD = "four words make one long password"  # noqa: S105
SECRET = passwords.hashed(PASSWORD)


@dataclass
class Running:
    """A desk that answers."""

    url: str
    records: Records
    desk: Desk

    @property
    def now(self) -> datetime:
        return self.desk.settings.now()

    def person(self, name: str, *, administrator: bool = False, password: bool = False) -> Person:
        """A person with the address NAME@example.org."""
        person = self.records.people.add(
            name, email=f"{name}@example.org", administrator=administrator, at=self.now
        )
        if password:
            self.records.people.set_secret(person.id, SECRET, by=person.id, at=self.now)
        return self.records.people.get(person.id)

    def cookie(self, person: Person) -> dict[str, str]:
        """The cookie of a new session of the person."""
        word = sessions.begin(self.desk, person, sessions.BROWSER, "test", self.now)
        return {self.desk.settings.cookie: word}

    def browser(self, person: Person | None = None, **more: Any) -> httpx.Client:
        """A client that behaves as a browser on a page of the desk."""
        headers = {"origin": self.url, "sec-fetch-site": "same-origin", **more.pop("headers", {})}
        cookies = self.cookie(person) if person else {}
        return httpx.Client(base_url=self.url, headers=headers, cookies=cookies, **PATIENT, **more)

    def matter(self, owner: Person, name: str = "Minerals") -> str:
        """A new matter of the owner."""
        return self.records.matters.new(name, "UA", by=owner.id, at=self.now).id


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Records with nothing in them; copied, since making the tables takes longer than a test."""
    folder = tmp_path_factory.mktemp("empty") / "desk"
    open_records(folder).close()
    return folder


@pytest.fixture
def start(tmp_path: Path, empty: Path) -> Iterator[Callable[..., Running]]:
    """Start a desk; it ends with the test."""
    running: list[tuple[uvicorn.Server, threading.Thread, Records]] = []

    def begin(work: bool = False, folder: Path | None = None, **settings: Any) -> Running:
        door = socket.create_server(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        folder = folder or Path(shutil.copytree(empty, tmp_path / f"desk-{len(running)}"))
        records = open_records(folder)
        chosen = replace(Settings(url, served=True), **settings)
        app = create_app(records, chosen, work=work)
        server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False, server_header=False))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.005)
        running.append((server, thread, records))
        return Running(url, records, app.state.desk)

    yield begin
    for server, thread, records in running:
        server.should_exit = True
        thread.join(10)
        records.close()


@pytest.fixture
def running(start: Callable[..., Running]) -> Running:
    """A desk for a team, without the work behind the pages."""
    return start()


@pytest.fixture
def see(chromium: Any) -> Iterator[Callable[..., Any]]:
    """Open a page as a person in a browser of their own; what it should not do is a failure.

    It must ask nobody but the desk for anything, and its console must stay empty.
    """
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE)
    contexts: list[Any] = []
    said: list[str] = []

    def opened(running: Running, person: Person | None = None, **more: Any) -> Any:
        context = chromium.new_context(**{"viewport": {"width": 1280, "height": 900}, **more})
        contexts.append(context)
        if person is not None:
            context.add_cookies(
                [
                    {"name": name, "value": value, "url": running.url}
                    for name, value in running.cookie(person).items()
                ]
            )
        page = context.new_page()
        page.on("console", lambda message: _told(f"{message.text} {page.url}", said))
        page.on("pageerror", lambda error: said.append(str(error)))
        page.on("request", lambda asked: _elsewhere(asked.url, running.url, said))
        page.set_default_timeout(PATIENCE)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert said == []


def _told(message: str, said: list[str]) -> None:
    # a refusal with its status, and the cache cleared at the end, are no faults of the page
    if not message.startswith(("Failed to load resource", "Clear-Site-Data")):
        said.append(message)


def _elsewhere(address: str, url: str, said: list[str]) -> None:
    if not address.startswith((f"{url}/", "data:", "blob:")):
        said.append(f"asked {address}")


@contextmanager
def serving(app: Any) -> Iterator[str]:
    """An application on a free port of the loopback; its address."""
    door = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", access_log=False))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [door]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.005)
    yield f"http://127.0.0.1:{door.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def day(text: str) -> datetime:
    """A time in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=UTC)
