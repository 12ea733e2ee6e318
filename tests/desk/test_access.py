"""Who may do what: every role, every act, every matter; what is not allowed is refused."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.routing import APIRoute

from fullpowers.desk import access
from fullpowers.desk.access import acts, allowed
from fullpowers.records import Role

from .conftest import Running

OPEN = {
    "/enter", "/sign-in", "/sign-in/elsewhere", "/sign-in/back", "/welcome", "/static/{name}",
    "/sign-in/code", "/second-factor/keep",
    "/feeds/{word}.atom", "/feeds/{word}.ics",
}  # fmt: skip
"""Addresses for people who are not signed in; each asks for a secret of its own or holds none of ours."""


def routes() -> list[APIRoute]:
    """Every address of the desk."""
    from fullpowers.desk import api, pages

    found = [route for router in (*pages.routers(), api.router) for route in router.routes]
    return [route for route in found if isinstance(route, APIRoute)]


def guards(route: APIRoute) -> Iterator[Any]:
    """The functions that decide who may come in."""
    waiting = list(route.dependant.dependencies)
    while waiting:
        one = waiting.pop()
        yield one.call
        waiting += one.dependencies


def test_no_address_is_without_a_guard() -> None:
    """Default deny: an address of a matter asks for an act, any other for who is there, or is listed."""
    for route in routes():
        names = {getattr(guard, "__qualname__", "") for guard in guards(route)}
        if "{matter}" in route.path:
            assert "seated.<locals>.seat" in names, route.path
        else:
            assert names & {"visitor", "administrator"} or route.path in OPEN, route.path


def test_nobody_without_a_session_sees_anything(running: Running) -> None:
    """Every address, every method, without a session: refused or led to where one signs in."""
    with running.browser() as stranger:
        for route in routes():
            if route.path in OPEN:
                continue
            path = route.path.replace("{matter}", "a" * 32).replace("{", "").replace("}", "")
            for method in route.methods:
                answer = stranger.request(method, path)
                there = answer.headers.get("location", "")
                assert answer.status_code == 401 or there.startswith("/sign-in"), (method, path, answer)


@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_may_what_the_table_says_and_no_more(role: Role | None) -> None:
    for name, act in acts().items():
        assert allowed(role, name) is (role in act.roles)
    assert not allowed(role, "what nobody wrote down")
    assert allowed(Role.OWNER, "read")


ACTS = {
    "read": [("GET", "", None), ("GET", "/work.json", None)],
    "see team": [("GET", "/people", None), ("GET", "/log", None), ("GET", "/files", None)],
    "decide": [("POST", "/decisions", {"data": {"text": "x"}})],
    "change matter": [("POST", "/matter", {"data": {"version": "1", "name": "Minerals"}})],
    "export": [("GET", "/export", None)],
    "add draft": [
        ("GET", "/take-in", None),
        ("POST", "/take-in", {"files": {"file": ("a.txt", b"Article 1\nX")}}),
    ],
    "manage people": [("POST", "/people", {"data": {"person": "PETRO", "role": "reader"}})],
}
API = {
    "read": [("GET", "", None), ("GET", "/drafts", None), ("GET", "/reviews", None), ("GET", "/work", None)],
    "see team": [
        ("GET", "/members", None),
        ("GET", "/annotations", None),
        ("GET", "/decisions", None),
        ("GET", "/documents", None),
        ("GET", "/events", None),
        ("GET", "/head", None),
        ("GET", "/verification", None),
    ],
    "add draft": [("POST", "/drafts", {"files": {"file": ("a.txt", b"Article 1\nX")}})],
    "see positions": [("GET", "/positions", None)],
    "export": [("GET", "/export", None)],
    "decide": [("POST", "/decisions", {"json": {"text": "We answer on Monday."}})],
    "manage people": [("PUT", "/members/PETRO", {"json": {"role": "reader"}})],
    "change matter": [("PATCH", "", {"json": {"version": 1, "name": "Minerals"}})],
    "add claim": [("POST", "/files", {"files": {"file": ("a.txt", b"x")}, "data": {"purpose": "press"}})],
    "set economics": [
        ("POST", "/files", {"files": {"file": ("a.yaml", b"x")}, "data": {"purpose": "economics"}})
    ],
    "set preferences": [
        ("POST", "/files", {"files": {"file": ("a.yaml", b"x")}, "data": {"purpose": "preferences"}})
    ],
}


@pytest.mark.parametrize("role", [*Role, "another matter", "closed"])
def test_role_by_act_by_matter(running: Running, role: Role | str) -> None:
    """Each act through its page and through the API, for a person with this role, or in another matter."""
    olena, petro = running.person("olena"), running.person("petro")
    somebody = running.person("somebody")
    matter, other = running.matter(olena), running.matter(olena, "Another")
    given = role if isinstance(role, Role) else Role.OWNER
    place = other if role == "another matter" else matter
    running.records.matters.admit(place, somebody.id, given, by=olena.id, at=running.now)
    with running.browser(somebody) as browser:
        if role == "closed":
            running.records.people.revise(
                somebody.id, version=somebody.version, active=False, by=olena.id, at=running.now
            )
        for base, table in ((f"/m/{matter}", ACTS), (f"/api/matters/{matter}", API)):
            for act, tries in table.items():
                for method, path, more in tries:
                    status = _try(browser, method, base + path, more, petro.id)
                    if not isinstance(role, Role):
                        assert status in ((401, 303) if role == "closed" else (404,)), (role, act, path)
                    elif allowed(role, act):
                        assert status < 400 or status == 409, (role, act, path, status)
                    else:
                        assert status == 403, (role, act, path, status)
        if not isinstance(role, Role):
            assert running.records.drafts.all(matter) == ()


def _try(browser: Any, method: str, path: str, more: dict[str, Any] | None, petro: str) -> int:
    given = dict(more or {})
    if "data" in given and "person" in given["data"]:
        given["data"] = {**given["data"], "person": petro}
    return int(browser.request(method, path.replace("PETRO", petro), **given).status_code)


def test_what_belongs_to_another_matter_is_not_found_by_its_name(running: Running) -> None:
    """A draft's identity, even when known, opens nothing through another matter."""
    olena, petro = running.person("olena"), running.person("petro")
    hers, his = running.matter(olena), running.matter(petro)
    draft = running.records.drafts.add(hers, "a.txt", b"secret", by=olena.id, at=running.now)
    with running.browser(petro) as browser:
        for path in ("original", "brief", "read", "notes", "positions", "law"):
            assert browser.get(f"/m/{his}/d/{draft.id}/{path}").status_code == 404
            assert browser.get(f"/m/{hers}/d/{draft.id}/{path}").status_code == 404
        assert browser.get(f"/api/matters/{his}/drafts/{draft.id}").status_code == 404
        assert "secret" not in browser.get("/").text


def test_only_who_may_make_accounts_sees_them(running: Running) -> None:
    olena, petro = running.person("olena", administrator=True), running.person("petro")
    with running.browser(petro) as browser:
        assert browser.get("/people").status_code == 403
        assert browser.post("/people", data={"name": "x", "email": "x@y"}).status_code == 403
        assert browser.post(f"/people/{olena.id}/link").status_code == 403
        assert browser.post(f"/people/{olena.id}/close").status_code == 403


def test_an_administrator_has_no_part_in_matters_by_that(running: Running) -> None:
    olena, petro = running.person("olena", administrator=True), running.person("petro")
    matter = running.matter(petro)
    with running.browser(olena) as browser:
        assert browser.get(f"/m/{matter}").status_code == 404


def test_every_guard_asks_for_an_act_of_the_table() -> None:
    with pytest.raises(AssertionError):
        access.seated("fly")
    assert "acts()" in inspect.getsource(access.allowed)
