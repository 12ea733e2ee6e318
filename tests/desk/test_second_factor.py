"""A second factor beside the password: set up, asked for, used once, lost, found; proof of who is there."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pyotp
import pytest
from click.testing import CliRunner

from fullpowers.cli import cli
from fullpowers.desk import second, sessions
from fullpowers.records import DESK, Person

from .conftest import PASSWORD, Running, day
from .test_browser import _tab_to, grave


class Clock:
    """What time it is at the desk; a test moves it on."""

    def __init__(self) -> None:
        self.at = day("2025-02-20T09:00")

    def __call__(self) -> datetime:
        return self.at

    def on(self, **by: int) -> None:
        self.at += timedelta(**by)


@pytest.fixture
def clock() -> Clock:
    return Clock()


def shown(secret: str, at: datetime) -> str:
    """What an authenticator shows."""
    return pyotp.TOTP(secret).at(at)


def field(page: httpx.Response, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page.text)[1]  # type: ignore[index]


def secret_on(page: httpx.Response) -> str:
    """The secret as it stands on the page, in letters."""
    return re.search(r'<code class="secret" tabindex="0">([^<]*)<', page.text)[1].replace(" ", "")  # type: ignore[index]


def codes_on(page: httpx.Response) -> list[str]:
    return re.findall(r"<li><code>([^<]+)</code>", page.text)


def with_password(browser: httpx.Client, person: Person) -> httpx.Response:
    return browser.post("/sign-in", data={"name": person.email, "password": PASSWORD})


def set_up(browser: httpx.Client, page: httpx.Response, clock: Clock) -> tuple[str, list[str]]:
    """Go on from the page that shows the secret; the secret, and the recovery codes."""
    secret = secret_on(page)
    data = {"token": field(page, "token"), "code": shown(secret, clock.at)}
    kept = browser.post("/second-factor/keep", data=data)
    assert kept.status_code == 200, kept.text
    return secret, codes_on(kept)


def owner(running: Running, clock: Clock) -> tuple[Person, str, list[str]]:
    """Somebody with a second factor."""
    olena = running.person("olena", administrator=True, password=True)
    with running.browser(olena) as browser:
        secret, codes = set_up(browser, browser.post("/second-factor"), clock)
    clock.on(seconds=30)
    return olena, secret, codes


def code_after_password(browser: httpx.Client, person: Person, code: str) -> httpx.Response:
    asked = with_password(browser, person)
    assert asked.status_code == 200
    return browser.post("/sign-in/code", data={"token": field(asked, "token"), "code": code})


def test_setting_up_shows_the_secret_as_picture_and_letters_and_ten_codes_once(
    start: Callable[..., Running], clock: Clock, tmp_path: Path
) -> None:
    running = start(now=clock)
    olena = running.person("olena", password=True)
    with running.browser(olena) as browser, running.browser(olena) as second_browser:
        assert "Set up a second factor" in browser.get("/sessions").text
        page = browser.post("/second-factor")
        assert "<svg" in page.text
        assert len(secret_on(page)) == 32
        wrong = browser.post("/second-factor/keep", data={"token": field(page, "token"), "code": "000000"})
        assert wrong.status_code == 422
        assert secret_on(wrong) == secret_on(page)
        secret, codes = set_up(browser, wrong, clock)
        assert len(set(codes)) == 10
        account = browser.get("/sessions").text  # the browser that set it up stays in
        assert "Recovery codes left: 10" in account
        assert secret not in account
        assert codes[0] not in account
        assert second_browser.get("/").status_code == 303  # others do not
        again = browser.post("/second-factor/keep", data={"token": field(page, "token"), "code": "000000"})
        assert again.status_code == 401
    verbs = [event.verb for event in running.records.log.events(DESK)]
    assert verbs[-1] == "second factor set"
    data = b"".join(path.read_bytes() for path in tmp_path.rglob("*.sqlite*"))
    assert codes[0].replace("-", "").encode() not in data
    assert secret not in json.dumps([event.state for event in running.records.log.events(DESK)])


def test_a_code_is_asked_for_after_the_password_and_nothing_opens_before(
    start: Callable[..., Running], clock: Clock
) -> None:
    running = start(now=clock)
    olena, secret, _ = owner(running, clock)
    with running.browser() as browser:
        asked = browser.post("/sign-in", data={"name": olena.email, "password": PASSWORD, "to": "/m/abc/log"})
        assert "set-cookie" not in asked.headers
        token = field(asked, "token")
        with running.browser(headers={"cookie": f"{running.desk.settings.cookie}={token}"}) as half:
            assert half.get("/").status_code == 303
        with running.browser(headers={"authorization": f"Bearer {token}"}) as program:
            assert program.get("/api/me").status_code == 401
        data = {"token": token, "to": field(asked, "to")}
        refused = browser.post("/sign-in/code", data={**data, "code": "12345"})
        assert refused.status_code == 401
        assert browser.get("/").status_code == 303
        taken = browser.post("/sign-in/code", data={**data, "code": shown(secret, clock.at)})
        assert taken.headers["location"] == "/m/abc/log"
        assert browser.get("/").status_code == 200
        again = browser.post("/sign-in/code", data={**data, "code": shown(secret, clock.at)})
        assert again.status_code == 401  # the proof of the password is used up too


def test_a_code_is_taken_once_and_only_near_its_time(start: Callable[..., Running], clock: Clock) -> None:
    running = start(now=clock)
    olena, secret, _ = owner(running, clock)
    clock.on(minutes=5)
    statuses = []
    for seconds in (-60, 60, 30, 30, 0, -30):  # after one of the next half minute none of an earlier one
        with running.browser() as browser:
            code = shown(secret, clock.at + timedelta(seconds=seconds))
            statuses.append(code_after_password(browser, olena, code).status_code)
    assert statuses == [401, 401, 303, 401, 401, 401]


def test_two_uses_of_one_code_at_once_are_one(start: Callable[..., Running], clock: Clock) -> None:
    running = start(now=clock)
    olena, _, codes = owner(running, clock)
    was = running.records.people.factor(olena.id)
    assert second.taken(running.records, olena, codes[0], clock.at)
    assert not running.records.people.use_factor(olena.id, was, "what the slower one would write")


def test_a_recovery_code_stands_in_once_and_new_ones_replace_the_old(
    start: Callable[..., Running], clock: Clock
) -> None:
    running = start(now=clock)
    olena, _, codes = owner(running, clock)
    typed = codes[3].lower().replace("-", " ")
    with running.browser() as browser:
        assert code_after_password(browser, olena, typed).status_code == 303
        assert "Recovery codes left: 9" in browser.get("/sessions").text
        assert code_after_password(browser, olena, codes[3]).status_code == 401
        new = codes_on(browser.post("/second-factor/codes"))
        assert len(new) == 10
        assert code_after_password(browser, olena, codes[4]).status_code == 401
        assert code_after_password(browser, olena, new[0]).status_code == 303


def test_guessing_codes_is_slowed_down_though_the_password_is_known(
    start: Callable[..., Running], clock: Clock
) -> None:
    running = start(now=clock)
    olena, secret, _ = owner(running, clock)
    with running.browser() as browser:
        statuses = [code_after_password(browser, olena, f"{n:06}").status_code for n in range(6)]
        assert statuses == [401] * 5 + [429]
        right = code_after_password(browser, olena, shown(secret, clock.at))
        assert right.status_code == 429
        assert int(right.headers["retry-after"]) >= 1
        clock.on(minutes=16)
        assert code_after_password(browser, olena, shown(secret, clock.at)).status_code == 303


def test_a_desk_that_demands_it_lets_nobody_in_by_a_password_alone(
    start: Callable[..., Running], clock: Clock
) -> None:
    free = start(now=clock)
    olena = free.person("olena", password=True)
    with free.browser() as browser:
        assert with_password(browser, olena).status_code == 303
        cookie = browser.cookies[free.desk.settings.cookie]
    running = start(now=clock, second_factor=True, folder=free.records.place.folder)
    with running.browser() as browser:
        browser.cookies.set(running.desk.settings.cookie, cookie)
        assert browser.get("/").status_code == 303  # begun before more was demanded
        page = with_password(browser, olena)
        assert "asks everybody" in page.text
        assert browser.get("/").status_code == 303
        set_up(browser, page, clock)
        assert browser.get("/").status_code == 200
        assert browser.post("/second-factor/remove").status_code == 422


def test_one_can_change_authenticators_or_do_without_where_the_desk_allows_it(
    start: Callable[..., Running], clock: Clock
) -> None:
    running = start(now=clock)
    olena, secret, _ = owner(running, clock)
    with running.browser() as browser:
        code_after_password(browser, olena, shown(secret, clock.at))
        other, _ = set_up(browser, browser.post("/second-factor"), clock)
        clock.on(minutes=2)
        assert code_after_password(browser, olena, shown(secret, clock.at)).status_code == 401
        assert code_after_password(browser, olena, shown(other, clock.at)).status_code == 303
        assert browser.post("/second-factor/remove").status_code == 303
        assert browser.get("/").status_code == 303
        assert with_password(browser, olena).status_code == 303
    assert [event.verb for event in running.records.log.events(DESK)][-1] == "second factor removed"


def test_an_administrator_gives_somebody_a_way_back_by_a_link_that_works_once(
    start: Callable[..., Running], clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, "fullpowers.desk.security")
    running = start(now=clock)
    lost, _, _ = owner(running, clock)
    petro = running.person("petro", administrator=True)
    with running.browser(petro) as browser:
        assert "New password and second factor" in browser.get("/people").text
        link = browser.post(f"/people/{lost.id}/link").text
        both = browser.post(f"/people/{lost.id}/link", data={"both": "yes"}).text
    words = [page.split("/welcome?word=")[1].split("<")[0] for page in (link, both)]
    with running.browser() as browser:
        data = {"token": words[0], "new": PASSWORD}
        assert browser.post("/welcome", data=data).status_code == 303
        assert "Code of your authenticator" in with_password(browser, lost).text  # the password alone
        with running.browser(petro) as again:
            both = again.post(f"/people/{lost.id}/link", data={"both": "yes"}).text
        data["token"] = both.split("/welcome?word=")[1].split("<")[0]
        assert browser.post("/welcome", data=data).status_code == 303
        assert with_password(browser, lost).status_code == 303
        assert browser.post("/welcome", data=data).status_code == 401
    lines = [json.loads(one.message) for one in caplog.records if one.name == "fullpowers.desk.security"]
    said = [line["what"] for line in lines]
    assert said.count("link made") == 3
    assert "second factor removed" in said
    assert PASSWORD not in caplog.text
    assert words[0] not in caplog.text


def test_who_has_the_machine_finds_a_way_back_where_nobody_can_give_one(
    start: Callable[..., Running], clock: Clock
) -> None:
    running = start()
    lost = running.person("olena", administrator=True, password=True)
    with running.browser(lost) as browser:
        clock.at = running.now
        set_up(browser, browser.post("/second-factor"), clock)
    folder = str(running.records.place.folder)
    arguments = ["desk", "--data", folder, "--url", running.url, "--reset"]
    made = CliRunner().invoke(cli, [*arguments, "olena@example.org"], catch_exceptions=False).output
    with running.browser() as browser:
        data = {"token": made.split("word=")[1].strip(), "new": PASSWORD}
        assert browser.post("/welcome", data=data).status_code == 303
        assert with_password(browser, lost).status_code == 303
    assert "no account" in CliRunner().invoke(cli, [*arguments, "nobody@example.org"]).output


ACTS = ("/sessions/end-others", "/sessions/x/end", "/tokens", "/second-factor", "/second-factor/codes",
        "/second-factor/remove", "/people", "/people/x/link", "/people/x/close")  # fmt: skip


def test_what_opens_the_desk_to_others_asks_again_after_ten_minutes(
    start: Callable[..., Running], clock: Clock
) -> None:
    running = start(now=clock)
    olena, secret, _ = owner(running, clock)
    with running.browser(olena) as browser, running.browser(olena) as other:
        clock.on(minutes=11)
        page = browser.get("/sessions").text
        assert "Say again that it is you" in page
        assert "End all others" not in page
        for path in ACTS:
            refused = browser.post(path, data={"label": "nightly", "name": "Petro", "email": "p@example.org"})
            assert refused.headers["location"].endswith("?done=prove"), path
        proof = {"to": "/sessions", "password": PASSWORD, "code": shown(secret, clock.at)}
        assert browser.post("/prove", data={**proof, "password": "not mine"}).status_code == 422
        assert browser.post("/prove", data={**proof, "code": "000000"}).status_code == 422
        assert browser.post("/prove", data=proof).headers["location"] == "/sessions?done=proven"
        assert browser.post("/tokens", data={"label": "nightly"}).status_code == 200
        assert browser.post("/sessions/end-others").headers["location"] == "/sessions?done=ended"
        assert other.get("/").status_code == 303
        clock.on(minutes=11)
        assert browser.post("/tokens", data={"label": "nightly"}).headers["location"].endswith("prove")


def test_guessing_at_the_proof_is_slowed_down(start: Callable[..., Running], clock: Clock) -> None:
    running = start(now=clock)
    olena = running.person("olena", administrator=True, password=True)
    with running.browser(olena) as browser:
        proof = {"to": "/people", "password": "not mine at all"}
        pages = [browser.post("/prove", data=proof).text for _ in range(6)]
        assert "This is not your password" in pages[4]
        assert "Too many tries" in pages[5]
        clock.on(minutes=11)
        assert "Say again that it is you" in browser.get("/people").text


def test_a_token_of_a_program_makes_no_other_token(start: Callable[..., Running], clock: Clock) -> None:
    running = start(now=clock)
    olena = running.person("olena", password=True)
    word = sessions.begin(running.desk, olena, sessions.PROGRAM, "nightly", clock.at)
    with running.browser(headers={"authorization": f"Bearer {word}"}) as program:
        assert program.post("/tokens", data={"label": "another"}).headers["location"].endswith("prove")


def test_an_account_without_a_password_signs_in_again_and_has_no_second_factor(
    start: Callable[..., Running], clock: Clock
) -> None:
    running = start(now=clock)
    olena = running.person("olena")
    with running.browser(olena) as browser:
        assert browser.post("/second-factor").status_code == 422
        assert browser.post("/sessions/end-others").headers["location"].endswith("ended")
        clock.on(minutes=11)
        assert "sign out and in again" in browser.get("/sessions").text


def test_the_local_desk_asks_for_nothing(start: Callable[..., Running], clock: Clock) -> None:
    running = start(now=clock, served=False)
    olena = running.person("olena")
    with running.browser(olena) as browser:
        clock.on(minutes=30)
        assert browser.post("/tokens", data={"label": "nightly"}).status_code == 200
        assert "Second factor" not in browser.get("/sessions").text


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_by_keyboard_on_a_narrow_page_for_everybody(
    start: Callable[..., Running], see: Callable[..., Any], scheme: str
) -> None:
    """Signing in where a second factor is demanded, setting it up, proving who is there later on."""
    clock = Clock()
    clock.at = datetime.now(UTC)  # by which the browser keeps its cookie
    running = start(now=clock, second_factor=True)
    olena = running.person("olena", administrator=True, password=True)
    page = see(running, color_scheme=scheme, viewport={"width": 360, "height": 740})

    def sound(heading: str) -> None:
        page.locator("h1", has_text=heading).wait_for()
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, heading
        assert grave(page) == []

    def type_and_send(label: str, text: str) -> None:
        _tab_to(page, label)
        page.keyboard.type(text)
        page.keyboard.press("Enter")

    def sign_in() -> None:
        page.goto(f"{running.url}/sign-in")
        page.locator("#name:focus").wait_for()
        page.keyboard.type(olena.email)
        page.keyboard.press("Tab")
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")

    sign_in()
    sound("Second factor")
    secret = (page.locator("code.secret").text_content() or "").replace(" ", "")
    type_and_send("Type the code that it shows", shown(secret, clock.at))
    sound("Recovery codes")
    _tab_to(page, "I have kept them")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{running.url}/")
    clock.on(minutes=15)
    sign_in()
    sound("Code")
    page.locator("#code:focus").wait_for()
    page.keyboard.type(shown(secret, clock.at))
    page.keyboard.press("Enter")
    page.wait_for_url(f"{running.url}/")
    clock.on(minutes=15)
    for path, heading in (("/people", "Accounts"), ("/sessions", "Your account")):
        page.goto(running.url + path)
        sound(heading)
    _tab_to(page, "Password")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Tab")
    page.keyboard.type(shown(secret, clock.at))
    page.keyboard.press("Enter")
    page.wait_for_url("**/sessions?done=proven")
    sound("Your account")
    _tab_to(page, "New recovery codes")


def test_who_knows_the_password_alone_pushes_nobody_out(running: Running) -> None:
    """Sign-ins that were begun and not ended give way before the sessions of who is in."""
    olena = running.person("olena", password=True)
    with running.browser(olena) as browser:
        for _ in range(sessions.MOST + 5):
            sessions.begin(running.desk, olena, sessions.CODE, "", running.now)
        assert browser.get("/").status_code == 200
    assert len(running.records.people.sessions(olena.id)) <= sessions.MOST
