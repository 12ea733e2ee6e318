"""The mapping to ASVS is true: what it names is there. And the items that have no other home."""

from __future__ import annotations

import ast
import logging
import os
import re
import socket
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from fullpowers.desk import send_on
from fullpowers.desk.watch import noted

from .conftest import PATIENT, Running

HERE = Path(__file__).parent
ROOT = HERE.parents[1]


def test_a_scanner_of_ones_own_refuses_files_before_they_are_stored(start: Callable[..., Running]) -> None:
    look = "import sys; sys.exit(b'EICAR' in open(sys.argv[1], 'rb').read())"
    running = start(scanner=(sys.executable, "-c", look))
    olena = running.person("olena", administrator=True)
    matter = running.matter(olena)
    with running.browser(olena) as browser:
        for path, fields in (
            (f"/m/{matter}/take-in", {}),
            (f"/api/matters/{matter}/files", {"purpose": "press"}),
            ("/api/import", {}),
        ):
            refused = browser.post(path, files={"file": ("a.txt", b"x EICAR x")}, data=fields)
            assert refused.status_code == 422
            assert "scanner" in refused.text
        assert running.records.drafts.all(matter) == ()
        taken = browser.post(f"/m/{matter}/take-in", files={"file": ("a.txt", b"Article 1")})
        assert taken.status_code == 303
    gone = start(scanner=("/no/such/scanner",))
    petro = gone.person("petro")
    with gone.browser(petro) as browser:
        path = f"/m/{gone.matter(petro)}/take-in"
        assert browser.post(path, files={"file": ("a.txt", b"Article 1")}).status_code == 503


def test_the_security_log_is_sent_on() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as log:
        log.bind(("127.0.0.1", 0))
        log.settimeout(10)
        send_on(f"127.0.0.1:{log.getsockname()[1]}")
        security = logging.getLogger("fullpowers.desk.security")
        try:
            noted("sign-in failed", datetime(2025, 2, 20, tzinfo=UTC), ("10.0.0.1", 1), name="a\nb")
            line = log.recv(4096)
        finally:
            handler = security.handlers[-1]
            security.removeHandler(handler)
            handler.close()
    assert b'"what":"sign-in failed"' in line
    assert b"\n" not in line


def test_every_test_that_the_mapping_names_is_there() -> None:
    page = (ROOT / "docs" / "asvs.md").read_text(encoding="utf-8")
    rows = [
        line.split("|")[1:4] for line in page.splitlines() if line.startswith("| ") and "| item |" not in line
    ]
    assert len(rows) > 60
    for item, _, test in rows:
        named = re.findall(r"`(test_\w+\.py)::(test_\w+)`", test)
        assert named or test.strip() in ("by review", "not met"), item
        for file, name in named:
            tree = ast.parse((HERE / file).read_text(encoding="utf-8"))
            assert name in {one.name for one in tree.body if isinstance(one, ast.FunctionDef)}, (
                item,
                file,
                name,
            )


def test_requests_that_nobody_meant() -> None:
    """A few of the cases of benchmarks/desk_fuzz.py, to every address."""
    done = subprocess.run(
        [sys.executable, str(ROOT / "benchmarks" / "desk_fuzz.py"), "--cases", "100"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "met" in done.stdout


def test_cookies_behind_tls(start: Callable[..., Running]) -> None:
    """What a desk says that people reach through TLS: the proxy in front speaks it, we see plain HTTP."""
    running = start(url="https://desk.example.org")
    running.person("olena", password=True)
    headers = {"host": "desk.example.org", "origin": "https://desk.example.org"}
    there = running.url
    from .conftest import PASSWORD

    given = {"name": "olena@example.org", "password": PASSWORD}
    answer = httpx.post(f"{there}/sign-in", headers=headers, data=given, **PATIENT)
    assert answer.status_code == 303
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-fullpowers=")
    for part in ("; HttpOnly", "; Path=/", "; SameSite=lax", "; Secure"):
        assert part in cookie
    assert "Domain" not in cookie
    assert answer.headers["strict-transport-security"] == "max-age=31536000; includeSubDomains"
    assert httpx.get(f"{there}/sign-in", **PATIENT).status_code == 421  # under its own name only


def test_a_defect_is_told_without_its_inside(
    running: Running, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from fullpowers.records.matters import Matters

    def broken(*_: object) -> None:
        raise RuntimeError("a secret of the inside")

    olena = running.person("olena")
    with running.browser(olena) as browser:
        monkeypatch.setattr(Matters, "of", broken)
        page = browser.get("/")
        assert page.status_code == 500
        assert "A defect of ours" in page.text
        assert "secret" not in page.text
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert browser.get("/api/matters").json() == {
            "detail": "Nothing was written. Please report it with what you did."
        }
    assert "a secret of the inside" in caplog.text  # for who runs the desk


def test_nothing_leaves_the_loopback(tmp_path: Path) -> None:
    """A desk started as its user starts it: every socket that it opens stays on this machine."""
    script = tmp_path / "watched.py"
    script.write_text(
        "import sys\n"
        "def hook(event, args):\n"
        "    if event == 'socket.connect' or event == 'socket.bind':\n"
        "        host = args[1][0] if isinstance(args[1], tuple) else 'unix'\n"
        "        print('SOCKET', event, host, file=sys.stderr, flush=True)\n"
        "    if event == 'socket.getaddrinfo':\n"
        "        print('SOCKET', event, args[0], file=sys.stderr, flush=True)\n"
        "sys.addaudithook(hook)\n"
        "from fullpowers.cli import main\n"
        "main()\n",
        encoding="utf-8",
    )
    command = [sys.executable, str(script), "desk", "--no-browser", "--data", str(tmp_path / "desk")]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as desk:
        try:
            line = desk.stdout.readline() if desk.stdout else ""
            address = re.search(r"http://127\.0\.0\.1:\d+/enter\?word=\S+", line)
            assert address, line or desk.communicate()
            with httpx.Client(follow_redirects=True, **PATIENT) as browser:
                assert "Matters" in browser.get(address[0]).text
                own = {"origin": address[0].split("/enter")[0]}
                page = browser.post(f"{own['origin']}/new", data={"name": "x", "side": "UA"}, headers=own)
                assert page.status_code == 200
        finally:
            desk.terminate()
        _, said = desk.communicate(timeout=60)
    hosts = {one.split()[2] for one in said.splitlines() if one.startswith("SOCKET")}
    assert hosts <= {"127.0.0.1", "unix", "None"}, said
    assert "127.0.0.1" in hosts
    if os.name == "posix":
        assert socket.gethostname() not in hosts
