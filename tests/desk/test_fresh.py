"""What the desk keeps in memory is never shown when it is out of date, whichever process changed it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from random import Random

import httpx
import pytest

from fullpowers.desk import opened, sessions
from fullpowers.desk.drawings import Drawings
from fullpowers.records import Attitude, Kind, Position, Role

from .conftest import Running
from .negotiated import Negotiated, negotiation, reviewed

WORDS = ("Government", "the Fund", "Ukraine", "percent", "Agreement")


@pytest.fixture
def two(start: Callable[..., Running]) -> tuple[Running, Running]:
    """Two desks on one folder, each with records of its own, as two processes have them."""
    first = start()
    return first, start(folder=first.records.place.folder)


def test_a_change_of_role_is_seen_at_the_very_next_request(two: tuple[Running, Running]) -> None:
    here, there = two
    made = negotiation(here, 2, role=Role.READER)
    read = f"{made.address(made.drafts[-1])}/read"
    made.note(made.drafts[-1], reviewed(2).instrument, "Ukraine", "kept among us")
    matters = there.records.matters
    with here.browser(made.petro) as browser:
        assert "kept among us" in browser.get(read).text
        matters.admit(made.matter, made.petro.id, Role.OBSERVER, by=made.olena.id, at=there.now)
        page = browser.get(read)
        assert page.status_code == 200
        assert "kept among us" not in page.text
        assert browser.get(f"/api{read[2:].replace('/d/', '/drafts/')}").status_code == 404
        assert browser.get(f"/api/matters/{made.matter}/annotations").status_code == 403
        member = matters.admit(made.matter, made.petro.id, Role.COUNSEL, by=made.olena.id, at=there.now)
        assert "/position?path=" in browser.get(read).text
        matters.dismiss(member, by=made.olena.id, at=there.now)
        assert browser.get(read).status_code == 404
        assert browser.get(f"/api/matters/{made.matter}").status_code == 404


def test_a_session_or_an_account_that_was_ended_elsewhere_is_ended(two: tuple[Running, Running]) -> None:
    here, there = two
    made = negotiation(here)
    with here.browser(made.petro) as browser:
        assert browser.get("/api/me").status_code == 200
        (session,) = sessions.of(there.desk, made.petro, sessions.BROWSER)
        assert sessions.end(there.desk, made.petro, session.id)
        assert browser.get("/api/me").status_code == 401
    with here.browser(made.petro) as browser:
        assert browser.get("/api/me").status_code == 200
        petro = there.records.people.get(made.petro.id)
        there.records.people.revise(
            petro.id, version=petro.version, active=False, by=made.olena.id, at=there.now
        )
        assert browser.get("/api/me").status_code == 401


def test_each_role_sees_what_is_its_own_of_a_text_that_others_saw_before(running: Running) -> None:
    made = negotiation(running, 2)
    read = f"{made.address(made.drafts[-1])}/read"
    made.note(made.drafts[-1], reviewed(2).instrument, "Ukraine", "kept among us")
    seen = {}
    for role in (Role.COUNSEL, Role.READER, Role.OBSERVER):
        person = running.person(role)
        running.records.matters.admit(made.matter, person.id, role, by=made.olena.id, at=running.now)
        with running.browser(person) as browser:
            page = browser.get(read).text
        seen[role] = "kept among us" in page, "/notes/new?" in page, "/position?" in page
    assert seen == {
        Role.COUNSEL: (True, True, True),
        Role.READER: (True, True, False),
        Role.OBSERVER: (False, False, False),
    }


def test_a_page_that_was_drawn_before_is_what_a_new_desk_draws(
    two: tuple[Running, Running], start: Callable[..., Running]
) -> None:
    """Whatever people do, byte for byte: notes, answers, positions, names, roles, here and elsewhere."""
    here, there = two
    made = negotiation(here, 2, 3)
    address, chance = made.address(made.drafts[-1]), Random(4)  # noqa: S311
    pages = [f"{address}/read", f"{address}/notes", f"{address}/positions", f"/m/{made.matter}", "/"]
    pages += [f"{address}/leaves?leaf=0&alone=true", f"{address}/read?at=n200"]
    with here.browser(made.olena) as olena, here.browser(made.petro) as petro:
        for _ in range(3):
            for _ in range(6):
                _something(chance.choice([here, there]), made, chance)
                kept = [_got(browser, pages) for browser in (olena, petro)]
            opened.forget()
            fresh = start(folder=here.records.place.folder)
            with fresh.browser(made.olena) as again, fresh.browser(made.petro) as also:
                assert [_got(browser, pages) for browser in (again, also)] == kept


def _got(browser: httpx.Client, pages: list[str]) -> list[str]:
    return [browser.get(page).text for page in pages]


def _something(desk: Running, made: Negotiated, chance: Random) -> None:
    """What people do all day, by one of the two desks."""
    records, draft, at = desk.records, made.drafts[-1], desk.now
    by = chance.choice([made.olena, made.petro]).id
    known = records.annotations.all(made.matter, lambda one: not one.answers)
    one = chance.choice(known) if known else None
    act = chance.choice(["note", "edit", "settle", "answer", "position", "name", "role", "remove"])
    if one is None or act == "note":
        made.note(draft, reviewed(3, 2).instrument, chance.choice(WORDS), f"{chance.random()}", Kind.QUESTION)
    elif act == "edit":
        records.annotations.revise(
            one.id, version=one.version, by=by, at=at, text=f"{chance.random()}", assignee=by
        )
    elif act == "settle":
        records.annotations.resolve(one.id, resolved=not one.resolved, version=one.version, by=by, at=at)
    elif act == "answer":
        records.annotations.answer(one.id, f"{chance.random()}", by=by, at=at)
    elif act == "remove":
        records.annotations.remove(one.id, version=one.version, by=by, at=at)
    elif act == "position":
        path = chance.choice([one.path for one in reviewed(3, 2).instrument.walk()])
        before = records.positions.on(made.matter, draft.id, path)
        taken = Position(
            matter=made.matter,
            draft=draft.id,
            path=path,
            attitude=Attitude.OPPOSE,
            red_line=chance.random() < 0.5,
        )
        records.positions.take(taken, version=before.version if before else None, by=by, at=at)
    elif act == "name":
        petro = records.people.get(made.petro.id)
        records.people.revise(
            petro.id, version=petro.version, by=by, at=at, name=f"Petro {chance.randint(1, 99)}"
        )
    else:
        role = chance.choice([Role.COUNSEL, Role.READER, Role.OBSERVER])
        records.matters.admit(made.matter, made.petro.id, role, by=made.olena.id, at=at)


def test_the_drafts_that_were_reviewed_last_are_open_after_a_start(
    running: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opened, "_AT_START", 2)
    made = negotiation(running, 1, 2, 3)
    opened.forget()
    opened.open_last(running.records)
    shutil.rmtree(running.records.place.originals)  # nothing is read any more
    with running.browser(made.olena) as browser:
        pages = [browser.get(f"{made.address(draft)}/read").text for draft in made.drafts]
    assert ['id="text"' in page for page in pages] == [False, True, True]


def test_no_more_is_kept_than_fits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fullpowers.desk.drawings.MOST", 1_000)
    drawings, drawn = Drawings(), list[int]()

    def get(number: int, of: str = "of") -> str:
        def draw() -> str:
            drawn.append(number)
            return "x" * 100

        return drawings.get(number, of, draw)

    for number in range(50):
        assert get(number) == "x" * 100
    for number in range(49, 39, -1):
        get(number)
    assert drawn == list(range(50)), "the last ten are kept"
    get(0)
    get(49, "of something else")
    assert drawn[50:] == [0, 49], "neither what gave way nor what is of something else"
