"""Signing in: the word of the local start, passwords, links, sessions, and a provider elsewhere."""

from __future__ import annotations

import base64
import hashlib
import json
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI, Request
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.responses import JSONResponse, RedirectResponse

from fullpowers.desk import Provider, passwords, sessions
from fullpowers.desk.throttle import Throttle, keys
from fullpowers.model import InvalidData
from fullpowers.records import Role

from .conftest import PASSWORD, PATIENT, Running, day, serving

# authlib speaks of a successor of httpx that is not there yet
pytestmark = pytest.mark.filterwarnings("ignore:The httpx module is deprecated")


def test_the_word_of_the_local_start_works_once(start: Callable[..., Running]) -> None:
    running = start(served=False)
    word = running.desk.launch.word
    assert len(word) >= 43
    with running.browser() as browser, running.browser() as second:
        assert browser.get("/enter", params={"word": "x" * 43}).status_code == 401
        entered = browser.get("/enter", params={"word": word})
        assert entered.status_code == 303
        cookie = entered.headers["set-cookie"].lower()
        assert cookie.startswith(running.desk.settings.cookie)
        for part in ("httponly", "samesite=strict", "path=/"):
            assert part in cookie
        assert browser.get("/").status_code == 200
        assert second.get("/enter", params={"word": word}).status_code == 401
        assert second.get("/").headers["location"] == "/sign-in"


def test_the_local_desk_asks_for_no_password(start: Callable[..., Running]) -> None:
    running = start(served=False)
    running.person("olena", password=True)
    with running.browser() as browser:
        answer = browser.post("/sign-in", data={"name": "olena@example.org", "password": PASSWORD})
    assert answer.status_code == 401


def test_name_and_password(running: Running) -> None:
    running.person("olena", password=True)
    with running.browser() as browser:
        wrong = browser.post("/sign-in", data={"name": "olena@example.org", "password": PASSWORD[:-1]})
        unknown = browser.post("/sign-in", data={"name": "nobody@example.org", "password": PASSWORD})
        assert wrong.status_code == unknown.status_code == 401
        assert wrong.text.replace("olena", "nobody") == unknown.text
        right = browser.post("/sign-in", data={"name": "Olena@Example.org", "password": PASSWORD})
        assert right.status_code == 303
        assert browser.get("/").status_code == 200


def test_signing_in_leads_to_a_page_of_the_desk_and_nowhere_else(running: Running) -> None:
    running.person("olena", password=True)
    data = {"name": "olena@example.org", "password": PASSWORD}
    tries = {"/m/abc/log": "/m/abc/log", "https://evil.example": "/", "//evil.example": "/", "/\\evil": "/"}
    with running.browser() as browser:
        for to, there in tries.items():
            assert browser.post("/sign-in", data={**data, "to": to}).headers["location"] == there


def test_a_new_session_each_time_and_the_old_one_ends(running: Running) -> None:
    olena = running.person("olena", password=True)
    with running.browser() as browser:
        words = set()
        for _ in range(2):
            browser.post("/sign-in", data={"name": "olena@example.org", "password": PASSWORD})
            words.add(browser.cookies[running.desk.settings.cookie])
    assert len(words) == 2
    assert len(sessions.of(running.desk, olena, sessions.BROWSER)) == 1


def test_tries_are_slowed_down_and_only_for_who_makes_them() -> None:
    throttle, at = Throttle(), day("2025-02-20T19:00")
    mine, other = keys("olena", "10.0.0.1"), keys("olena", "10.0.0.2")
    waits = []
    for _ in range(9):
        throttle.failed(mine, at)
        waits.append(throttle.wait(mine, at).total_seconds())
    assert waits == [0, 0, 0, 0, 2, 4, 8, 16, 32]
    assert throttle.wait(other, at) == timedelta(0)
    assert throttle.wait(mine, at + timedelta(seconds=33)) == timedelta(0)
    for _ in range(100):
        throttle.failed(mine, at)
    assert throttle.wait(mine, at) == timedelta(minutes=15)
    assert throttle.wait(other, at) > timedelta(0)  # fifty tries of a name are too many from anywhere
    throttle.succeeded(other)
    assert throttle.wait(other, at) == timedelta(0)


def test_the_desk_slows_down_who_guesses(running: Running) -> None:
    running.person("olena", password=True)
    with running.browser() as browser:
        tries = [
            browser.post("/sign-in", data={"name": "olena@example.org", "password": f"guess number {number}"})
            for number in range(6)
        ]
        right = browser.post("/sign-in", data={"name": "olena@example.org", "password": PASSWORD})
    assert [one.status_code for one in tries] == [401] * 5 + [429]
    assert right.status_code == 429
    assert int(right.headers["retry-after"]) >= 1


@pytest.mark.parametrize(
    "password",
    [
        "",
        "short",
        "a" * 30,
        "123456789012345678",
        "passwordpassword1",
        "olena.olena.olena",
        "qwertyuiop1234567890",
    ],
)
def test_passwords_that_are_not_taken(password: str) -> None:
    with pytest.raises(InvalidData):
        passwords.acceptable(password, "Olena", "olena@example.org")


@pytest.mark.parametrize(
    "password", ["довгий пароль із кількох слів", "x7!k;2\x00ß漢qlpz0v", "w" + "ord " * 40 + "z q"]
)
def test_any_characters_make_a_password_and_none_is_changed(password: str) -> None:
    passwords.acceptable(password, "Olena")
    secret = passwords.hashed(password)
    assert secret.startswith("$argon2id$")
    assert passwords.fits(password, secret)
    assert not passwords.fits(password.upper() + " ", secret)
    assert not passwords.fits(password, "")


def test_a_link_sets_a_password_once(running: Running) -> None:
    olena = running.person("olena", administrator=True)
    with running.browser(olena) as browser:
        made = browser.post("/people", data={"name": "Petro", "email": "petro@example.org"})
        assert made.status_code == 200
        word = made.text.split("/welcome?word=")[1].split("<")[0]
    with running.browser() as browser:
        assert browser.get("/welcome", params={"word": word}).status_code == 200
        assert browser.post("/welcome", data={"token": word, "new": "short"}).status_code == 422
        assert browser.post("/welcome", data={"token": word, "new": PASSWORD}).status_code == 303
        assert browser.post("/welcome", data={"token": word, "new": PASSWORD + "2"}).status_code == 401
        signed = browser.post("/sign-in", data={"name": "petro@example.org", "password": PASSWORD})
        assert signed.status_code == 303


def test_changing_the_password_takes_the_present_one_and_ends_every_session(running: Running) -> None:
    olena = running.person("olena", password=True)
    with running.browser(olena) as browser, running.browser(olena) as second:
        wrong = browser.post("/password", data={"old": "not the present one", "new": PASSWORD + " more"})
        assert wrong.status_code == 422
        changed = browser.post("/password", data={"old": PASSWORD, "new": PASSWORD + " more"})
        assert changed.status_code == 303
        for one in (browser, second):
            assert one.get("/").status_code == 303


def test_sessions_end_by_themselves(start: Callable[..., Running]) -> None:
    clock = [day("2025-02-20T09:00")]
    running = start(now=lambda: clock[0])
    olena = running.person("olena")
    with running.browser(olena) as browser:
        for _ in range(6):
            clock[0] += timedelta(minutes=119)
            assert browser.get("/").status_code == 200  # used in time
        clock[0] += timedelta(minutes=10)
        assert browser.get("/").status_code == 303  # twelve hours are over
    with running.browser(olena) as browser:
        clock[0] += timedelta(minutes=121)
        assert browser.get("/").status_code == 303  # two hours without use


def test_signing_out_ends_the_session_itself(running: Running) -> None:
    olena = running.person("olena")
    with running.browser(olena) as browser:
        word = browser.cookies[running.desk.settings.cookie]
        out = browser.post("/sign-out")
        assert out.status_code == 303
        assert "clear-site-data" in out.headers
    with running.browser() as browser:
        browser.cookies.set(running.desk.settings.cookie, word)
        assert browser.get("/").status_code == 303


def test_sessions_are_seen_and_ended(running: Running) -> None:
    olena = running.person("olena")
    with running.browser(olena) as browser, running.browser(olena) as second:
        assert "this one" in browser.get("/sessions").text
        browser.post("/sessions/end-others")
        assert second.get("/").status_code == 303
        assert browser.get("/").status_code == 200


def test_a_closed_account_has_no_sessions(running: Running) -> None:
    olena, petro = running.person("olena", administrator=True), running.person("petro", password=True)
    with running.browser(olena) as browser, running.browser(petro) as closed:
        assert closed.get("/").status_code == 200
        browser.post(f"/people/{petro.id}/close")
        assert closed.get("/").status_code == 303
        again = closed.post("/sign-in", data={"name": "petro@example.org", "password": PASSWORD})
        assert again.status_code == 401


def test_a_program_acts_by_a_token_until_it_is_revoked(running: Running) -> None:
    olena = running.person("olena")
    with running.browser(olena) as browser:
        page = browser.post("/tokens", data={"label": "nightly"}).text
        token = page.split('<code class="secret" tabindex="0">')[1].split("<")[0]
        bearer = {"authorization": f"Bearer {token}"}
        api = httpx.Client(base_url=running.url, headers=bearer, **PATIENT)
        assert api.post("/api/matters", json={"name": "By a program", "side": "UA"}).status_code == 201
        assert api.get("/api/me").json()["name"] == "olena"
        (session,) = sessions.of(running.desk, olena, sessions.PROGRAM)
        browser.post(f"/tokens/{session.id}/revoke")
        assert api.get("/api/me").status_code == 401
        api.close()


def test_secrets_are_not_stored_as_they_are(running: Running) -> None:
    olena = running.person("olena", password=True)
    word = running.cookie(olena)[running.desk.settings.cookie]
    data = b"".join(path.read_bytes() for path in running.records.place.folder.rglob("*.sqlite*"))
    assert word.encode() not in data
    assert PASSWORD.encode() not in data
    assert b"$argon2id$" in data


KEY = RSAKey.generate_key(2048, {"kid": "1"})


@pytest.fixture
def provider() -> Iterator[FakeProvider]:
    """A small provider of OpenID Connect on the loopback."""
    made = FakeProvider()
    with serving(made.app) as url:
        made.issuer = url
        yield made


class FakeProvider:
    """Signs everybody in as whom it is told to, with tokens that are signed as they should be, or not."""

    def __init__(self) -> None:
        self.issuer = ""
        self.claims: dict[str, Any] = {"sub": "17", "email": "olena@example.org", "email_verified": True}
        self.key = self.signing_key = KEY
        self.asked: dict[str, str] = {}
        self.app = FastAPI()

        @self.app.get("/.well-known/openid-configuration")
        def configuration() -> dict[str, str]:
            names = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            return {"issuer": self.issuer, **{name: f"{self.issuer}/{path}" for name, path in names.items()}}

        @self.app.get("/keys")
        def keys() -> dict[str, Any]:
            return {"keys": [self.key.as_dict(private=False)]}

        @self.app.get("/authorize")
        def authorize(request: Request) -> RedirectResponse:
            self.asked = dict(request.query_params)
            return RedirectResponse(f"{self.asked['redirect_uri']}?code=abc&state={self.asked['state']}", 303)

        @self.app.post("/token")
        async def token(request: Request) -> JSONResponse:
            form = {name: values[0] for name, values in parse_qs((await request.body()).decode()).items()}
            digest = hashlib.sha256(form["code_verifier"].encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            if challenge != self.asked["code_challenge"] or form["code"] != "abc":
                return JSONResponse({"error": "invalid_grant"}, 400)
            now = int(time.time())
            claims = {
                "iss": self.issuer, "aud": "desk", "iat": now, "exp": now + 300, "nonce": self.asked["nonce"],
                **self.claims,
            }  # fmt: skip
            signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims, self.signing_key)
            return JSONResponse({"access_token": "x", "token_type": "Bearer", "id_token": signed})


def sign_in_elsewhere(browser: httpx.Client) -> httpx.Response:
    """The whole way: to the provider and back."""
    there = browser.get("/sign-in/elsewhere")
    assert there.status_code == 303
    back = httpx.get(there.headers["location"], **PATIENT)
    way = urlsplit(back.headers["location"])
    return browser.get(f"{way.path}?{way.query}")


def elsewhere(start: Callable[..., Running], provider: FakeProvider) -> Running:
    """A desk that knows the provider."""
    return start(provider=Provider(provider.issuer, "desk", "shared secret", "the ministry"))


def test_signing_in_elsewhere(start: Callable[..., Running], provider: FakeProvider) -> None:
    running = elsewhere(start, provider)
    olena = running.person("olena")
    with running.browser() as browser:
        assert "Sign in with the ministry" in browser.get("/sign-in").text
        assert sign_in_elsewhere(browser).status_code == 200
        assert browser.get("/").status_code == 200
    assert running.records.people.get(olena.id).subject == f"{provider.issuer}|17"
    provider.claims = {"sub": "17"}  # known by the subject from now on
    with running.browser() as browser:
        assert sign_in_elsewhere(browser).status_code == 200
    provider.claims = {"sub": "18", "email": "olena@example.org", "email_verified": True}
    with running.browser() as browser:
        assert sign_in_elsewhere(browser).status_code == 401  # her address in somebody else's hands


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another desk"},
        {"iss": "https://evil.example"},
        {"nonce": "another way"},
        {"exp": 1},
        {"email_verified": False, "email": "olena@example.org", "sub": "18"},
        {"sub": "19", "email": "nobody@example.org", "email_verified": True},
    ],
)
def test_a_proof_that_does_not_hold(
    start: Callable[..., Running], provider: FakeProvider, claims: dict[str, Any]
) -> None:
    running = elsewhere(start, provider)
    running.person("olena")
    provider.claims = {**provider.claims, **claims}
    with running.browser() as browser:
        assert sign_in_elsewhere(browser).status_code == 401
        assert browser.get("/").status_code == 303


def test_a_proof_signed_by_somebody_else(start: Callable[..., Running], provider: FakeProvider) -> None:
    running = elsewhere(start, provider)
    running.person("olena")
    provider.signing_key = RSAKey.generate_key(2048, {"kid": "1"})
    with running.browser() as browser:
        assert sign_in_elsewhere(browser).status_code == 401


def test_a_way_that_another_browser_began(start: Callable[..., Running], provider: FakeProvider) -> None:
    """Nobody can be signed in as somebody else by being led to the end of their way."""
    running = elsewhere(start, provider)
    running.person("olena")
    with running.browser() as browser, running.browser() as victim:
        there = browser.get("/sign-in/elsewhere")
        back = urlsplit(httpx.get(there.headers["location"], **PATIENT).headers["location"])
        assert victim.get(f"{back.path}?{back.query}").status_code == 401
        assert browser.get(f"{back.path}?{back.query}").status_code == 401  # a way ends once


def test_the_security_log_names_what_happened_and_no_secret(
    running: Running, caplog: pytest.LogCaptureFixture
) -> None:
    olena, petro = running.person("olena", password=True), running.person("petro")
    matter = running.matter(olena)
    running.records.matters.admit(matter, petro.id, Role.OBSERVER, by=olena.id, at=running.now)
    name = "olena@example.org"
    with running.browser() as browser, running.browser(petro) as other:
        browser.post("/sign-in", data={"name": f'{name}\n{{"what": "forged"}}', "password": "a wrong one"})
        browser.post("/sign-in", data={"name": name, "password": PASSWORD})
        browser.post("/sign-out")
        other.get(f"/m/{matter}/log")
        other.post("/new", headers={"sec-fetch-site": "cross-site"})
    lines = [json.loads(one.message) for one in caplog.records if one.name == "fullpowers.desk.security"]
    assert [line["what"] for line in lines] == [
        "sign-in failed",
        "signed in",
        "signed out",
        "not allowed",
        "refused",
    ]
    assert all(line["at"].endswith("+00:00") and line["from"] == "127.0.0.1" for line in lines)
    assert lines[1]["person"] == olena.id
    assert lines[3]["person"] == petro.id
    assert "a wrong one" not in caplog.text
    assert PASSWORD not in caplog.text
