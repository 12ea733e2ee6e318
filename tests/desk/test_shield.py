"""The walls: other names, other pages, frames, other methods, large bodies, headers of every answer."""

from __future__ import annotations

import socket

import httpx
import pytest

from .conftest import EXAMPLE, PATIENT, Running

NAVIGATION = {"sec-fetch-mode": "navigate", "sec-fetch-dest": "document"}


def test_another_name_is_not_answered(running: Running) -> None:
    """DNS rebinding: a stranger's name that leads to this machine."""
    port = running.url.rsplit(":", 1)[1]
    for host in (
        "evil.example",
        f"evil.example:{port}",
        "127.0.0.1",
        f"127.0.0.2:{port}",
        f"127.0.0.1.evil:{port}",
        "",
    ):
        assert _status(running, f"GET /sign-in HTTP/1.1\r\nHost: {host}\r\n\r\n") in (400, 421), host
    two = f"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nHost: evil.example\r\n\r\n"
    assert _status(running, two) in (400, 421)
    assert _status(running, f"GET /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n") == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": "OWN"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "OWN.evil.example"},
        {},
    ],
)
def test_another_page_cannot_act(running: Running, headers: dict[str, str]) -> None:
    """CSRF: every unsafe method must say that it comes from the desk."""
    olena = running.person("olena")
    said = {name: value.replace("OWN", running.url) for name, value in headers.items()}
    with httpx.Client(base_url=running.url, cookies=running.cookie(olena), **PATIENT) as stranger:
        for method in ("POST", "PUT", "PATCH", "DELETE"):
            assert (
                stranger.request(method, "/new", data={"name": "x", "side": "UA"}, headers=said).status_code
                == 403
            )
    assert running.records.matters.of(olena.id) == ()


def test_the_own_page_can_act_with_either_header(running: Running) -> None:
    olena = running.person("olena")
    for headers in ({"sec-fetch-site": "same-origin"}, {"origin": running.url}):
        with httpx.Client(base_url=running.url, cookies=running.cookie(olena), **PATIENT) as own:
            assert own.post("/new", data={"name": "x", "side": "UA"}, headers=headers).status_code == 303


def test_another_page_may_lead_here_and_nothing_else(running: Running) -> None:
    olena = running.person("olena")
    with httpx.Client(base_url=running.url, cookies=running.cookie(olena), **PATIENT) as stranger:
        cross = {"sec-fetch-site": "cross-site"}
        assert stranger.get("/", headers={**cross, **NAVIGATION}).status_code == 200
        for how in (
            {"sec-fetch-dest": "iframe", "sec-fetch-mode": "navigate"},
            {"sec-fetch-dest": "image"},
            {},
        ):
            assert stranger.get("/", headers={**cross, **how}).status_code == 403


def test_no_get_changes_anything() -> None:
    """Every address that changes something refuses GET."""
    from fullpowers.desk.pages import routers

    for router in routers():
        for route in router.routes:
            methods = getattr(route, "methods", set())
            assert methods in ({"GET"}, {"POST"}), route


@pytest.mark.parametrize(
    "path", ["/sign-in", "/", "/nothing", "/static/desk.css", "/api/me", "/static/nothing"]
)
def test_every_answer_carries_the_headers(running: Running, path: str) -> None:
    headers = httpx.get(running.url + path, **PATIENT).headers
    policy = headers["content-security-policy"]
    for part in ("default-src 'none'", "object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'"):
        assert part in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == "same-origin"
    assert headers["cross-origin-resource-policy"] == "same-origin"
    assert "server" not in headers
    assert "access-control-allow-origin" not in headers
    assert path.startswith("/static/desk") or headers["cache-control"] == "no-store"


def test_refusals_carry_the_headers_too(running: Running) -> None:
    refused = httpx.post(running.url + "/sign-in", **PATIENT)
    assert refused.status_code == 403
    assert "frame-ancestors 'none'" in refused.headers["content-security-policy"]


def test_methods_that_the_desk_does_not_know(running: Running) -> None:
    for method in ("OPTIONS", "TRACE", "CONNECT", "PROPFIND", "DEBUG"):
        answer = httpx.request(
            method, running.url + "/sign-in", headers={"origin": running.url}, trust_env=False
        )
        assert answer.status_code in (400, 405), method


def test_a_body_that_is_too_large_is_refused_before_it_is_read(running: Running) -> None:
    olena = running.person("olena")
    with running.browser(olena) as browser:
        assert browser.post("/new", content=b"x" * 2_100_000).status_code == 413

        # without a length it is counted as it comes
        try:
            status = browser.post("/new", content=(b"x" * 100_000 for _ in range(50))).status_code
        except httpx.HTTPError:
            status = 0
    assert status in (0, 400, 413, 422)
    assert running.records.matters.of(olena.id) == ()


def test_a_draft_that_is_too_large_is_refused(start) -> None:  # type: ignore[no-untyped-def]
    running = start(upload_bytes=1_000)
    olena = running.person("olena")
    matter = running.matter(olena)
    with running.browser(olena) as browser:
        answer = browser.post(f"/m/{matter}/take-in", files={"file": ("a.txt", b"x" * 3_000_000)})
    assert answer.status_code == 413
    assert running.records.drafts.all(matter) == ()


@pytest.mark.parametrize(
    "name",
    [
        "../../etc/passwd",
        "..\\..\\boot.ini",
        "a\r\nSet-Cookie: x=1.docx",
        "é“文.docx",
        "\u202excod.exe",
        'a"b;.txt',
        "." * 250,
    ],
)
def test_a_file_name_is_never_a_path_nor_a_header(name: str) -> None:
    from fullpowers.desk.acts import named
    from fullpowers.desk.pages.common import download

    answer = download(b"x", named(name))
    disposition = answer.headers["content-disposition"]
    assert disposition.startswith('attachment; filename="')
    assert "/" not in disposition.split("''")[0]
    assert "\\" not in disposition
    assert "\r" not in disposition
    assert "\n" not in disposition
    assert disposition.isascii()


@pytest.mark.parametrize(
    "path",
    [
        "/static/../app.py",
        "/static/..%2f..%2fapp.py",
        "/static/%2e%2e/settings.py",
        "/static//etc/passwd",
        "/static/desk.css%00",
    ],
)
def test_no_path_leads_out_of_the_static_files(running: Running, path: str) -> None:
    request = (
        f"GET {path} HTTP/1.1\r\nHost: {running.url.removeprefix('http://')}\r\nConnection: close\r\n\r\n"
    )
    assert _status(running, request) in (303, 400, 404)


def test_originals_never_render_in_our_origin(running: Running) -> None:
    olena = running.person("olena")
    matter = running.matter(olena)
    page = b"<script>alert(1)</script>"
    draft = running.records.drafts.add(matter, "page.html", page, by=olena.id, at=running.now)
    with running.browser(olena) as browser:
        for path in (
            f"/m/{matter}/d/{draft.id}/original",
            f"/api/matters/{matter}/drafts/{draft.id}/original",
        ):
            answer = browser.get(path)
            assert answer.content == page
            assert answer.headers["content-type"] == "application/octet-stream"
            assert answer.headers["content-disposition"].startswith("attachment")
            assert "sandbox" in answer.headers["content-security-policy"]


def test_what_is_stored_lies_under_its_hash(running: Running) -> None:
    import hashlib

    olena = running.person("olena")
    matter = running.matter(olena)
    data = (EXAMPLE / "drafts" / "draft-1.docx").read_bytes()
    with running.browser(olena) as browser:
        browser.post(f"/m/{matter}/take-in", files={"file": ("../../x.docx", data)})
    folder = running.records.place.originals
    digest = hashlib.sha256(data).hexdigest()
    assert [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()] == [
        f"{digest[:2]}/{digest[2:]}"
    ]


def _status(running: Running, request: str) -> int:
    """Status of the answer to these very bytes."""
    host, port = running.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as line:
        line.sendall(request.encode())
        return int(line.recv(100).split()[1])
