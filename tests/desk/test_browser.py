"""The shell in a real browser: by keyboard, at 360 pixels, in both colour schemes, without script."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from fullpowers.desk import Provider
from fullpowers.model import Receipt
from fullpowers.records import Delivery, Person, Role

from .conftest import PASSWORD, Running

pytestmark = pytest.mark.browser

DRAFT = b"Article 1\nThe Government of Ukraine shall pay 50 percent of revenues to the Fund.\n"


def grave(page: Any) -> list[str]:
    """What axe-core finds that is serious or worse."""
    found = Axe().run(page).response["violations"]
    return [
        f"{page.url} {one['id']}: {one['nodes'][0]['html'][:200]}"
        for one in found
        if one["impact"] in ("serious", "critical")
    ]


def furnished(running: Running) -> tuple[Person, str]:
    """A person with a matter in which something happened."""
    olena = running.person("olena", administrator=True)
    petro = running.person("Petro Petrenko-Verylongsurname")
    matter = running.matter(olena, "Investment fund for mineral resources of national importance")
    running.records.matters.admit(matter, petro.id, Role.ECONOMIST, by=olena.id, at=running.now)
    due = (running.now + timedelta(hours=3)).isoformat(timespec="minutes")
    receipt = Receipt("2025-02-20T19:00+00:00", "Embassy of the other side", "Kyiv, at the Ministry", due)
    draft = running.records.drafts.add(
        matter,
        "draft-with-a-very-long-file-name-as-they-are-sent.docx",
        DRAFT,
        Delivery(receipt=receipt),
        by=olena.id,
        at=running.now,
    )
    running.records.jobs.add("review", matter, {"draft": draft.id}, person=olena.id, at=running.now)
    return olena, matter


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_page_is_for_everybody(
    start: Callable[..., Running], see: Callable[..., Any], scheme: str
) -> None:
    running = start(provider=Provider("http://127.0.0.1:9", "desk", "x", "the ministry"))
    olena, matter = furnished(running)
    base = f"/m/{matter}"
    page = see(running, olena, color_scheme=scheme)
    stranger = see(running, color_scheme=scheme)
    inside = ["/", "/new", "/people", "/sessions", "/notices", "/password"]
    inside += [base, f"{base}/take-in", f"{base}/people", f"{base}/files", f"{base}/log"]
    for one, paths in ((page, inside), (stranger, ["/sign-in"])):
        for path in paths:
            one.set_viewport_size({"width": 1280, "height": 900})
            one.goto(running.url + path)
            assert grave(one) == []
            one.set_viewport_size({"width": 360, "height": 740})
            assert one.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_a_team_member_works_by_keyboard_alone(
    running: Running, see: Callable[..., Any], tmp_path: Path
) -> None:
    """From signing in to a draft that is taken in, without a mouse."""
    running.person("olena", password=True)
    page = see(running)
    keys = page.keyboard
    page.goto(running.url)
    page.locator("#name:focus").wait_for()  # the field has the focus by itself
    keys.type("olena@example.org")
    keys.press("Tab")
    keys.type(PASSWORD)
    keys.press("Enter")
    page.wait_for_url(running.url + "/")
    _tab_to(page, "New matter")
    keys.press("Enter")
    page.wait_for_url("**/new")
    _tab_to(page, "What is negotiated")
    keys.type("Minerals")
    keys.press("Tab")
    keys.type("UA")
    keys.press("Enter")
    page.wait_for_url("**/m/*")
    _tab_to(page, "Take in a draft")
    keys.press("Enter")
    page.wait_for_url("**/take-in")
    file = tmp_path / "draft.txt"
    file.write_bytes(DRAFT)
    _tab_to(page, "The draft as a file")
    with page.expect_file_chooser() as chooser:
        keys.press("Space")
    chooser.value.set_files(file)
    _tab_to(page, "Take it in and review it")
    keys.press("Enter")
    page.wait_for_url("**done=taken-in")
    page.locator("h3", has_text="draft.txt").wait_for()
    _tab_to(page, "Sign out")
    keys.press("Enter")
    page.wait_for_url("**/sign-in")


def test_every_stop_of_the_keyboard_is_seen(running: Running, see: Callable[..., Any]) -> None:
    olena, matter = furnished(running)
    page = see(running, olena)
    page.goto(f"{running.url}/m/{matter}/people")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    for _ in range(25):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(s => [s.outlineStyle, parseFloat(s.outlineWidth)])(getComputedStyle(document.activeElement))"
        )
        assert page.evaluate("document.activeElement === document.body") or (
            style[0] != "none" and style[1] >= 1
        )


_BAR = """
addEventListener("DOMContentLoaded", () => {
  const look = () => {
    const value = document.querySelector("#working progress")?.getAttribute("value");
    const shown = (sessionStorage.bar ?? "").split(" ").filter(Boolean);
    if (value && shown.at(-1) !== value) sessionStorage.bar = [...shown, value].join(" ");
  };
  look();
  new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
});
"""
"""Writes down what the bar of progress shows, since the page that has it goes by."""


def test_a_draft_is_dropped_and_its_review_followed(
    start: Callable[..., Running], see: Callable[..., Any]
) -> None:
    running = start(work=True)
    olena = running.person("olena")
    matter = running.matter(olena)
    page = see(running, olena)
    page.add_init_script(_BAR)
    page.goto(f"{running.url}/m/{matter}/take-in")
    page.evaluate(
        """text => {
          const data = new DataTransfer();
          data.items.add(new File([text], "dropped.txt", { type: "text/plain" }));
          for (const kind of ["dragenter", "dragover", "drop"])
            document.querySelector("#take-in .drop").dispatchEvent(
              new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true }));
        }""",
        DRAFT.decode(),
    )
    page.fill("#label", "First text")
    page.click("text=Take it in and review it")
    page.wait_for_url("**done=taken-in")
    page.locator("li", has_text="First text").locator("text=Brief").wait_for(timeout=60_000)
    assert page.locator("#working").count() == 0
    shown = page.evaluate("sessionStorage.bar").split()
    assert len(shown) > 1, "the bar moved"
    assert [float(value) for value in shown] == sorted(map(float, shown))


def test_without_script_everything_works_as_plain_forms(
    running: Running, see: Callable[..., Any], tmp_path: Path
) -> None:
    olena = running.person("olena")
    matter = running.matter(olena)
    page = see(running, olena, java_script_enabled=False)
    page.goto(f"{running.url}/m/{matter}/take-in")
    file = tmp_path / "draft.txt"
    file.write_bytes(DRAFT)
    page.set_input_files("#file", file)
    page.click("text=Take it in and review it")
    page.locator("text=taken in and stored").wait_for()
    page.locator("meta[http-equiv=refresh]").wait_for(state="attached")  # the bar moves without script too


def test_a_refusal_is_told_on_the_page_of_intake(running: Running, see: Callable[..., Any]) -> None:
    olena = running.person("olena")
    matter = running.matter(olena)
    page = see(running, olena)
    page.goto(f"{running.url}/m/{matter}/take-in")
    page.set_input_files("#file", {"name": "empty.txt", "mimeType": "text/plain", "buffer": b""})
    page.click("text=Take it in and review it")
    page.locator("#progress [role=status]", has_text="empty").wait_for()
    assert page.locator("button", has_text="Take it in").is_enabled()


def test_a_deadline_counts_down(running: Running, see: Callable[..., Any]) -> None:
    olena, matter = furnished(running)
    page = see(running, olena)
    page.goto(f"{running.url}/m/{matter}")
    page.locator("text=(in 2 h 59 min)").or_(page.locator("text=(in 3 h 0 min)")).first.wait_for()
    page.locator("time.due.near").first.wait_for()


def test_no_page_can_put_the_desk_into_a_frame(running: Running, chromium: Any) -> None:
    """Clickjacking: a stranger's page that shows the desk in a frame sees nothing of it."""
    olena = running.person("olena")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("content-type", "text/html")
            self.end_headers()
            self.wfile.write(f"<iframe src='{running.url}/'></iframe>".encode())

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    context = chromium.new_context()
    (name, value), *_ = running.cookie(olena).items()
    context.add_cookies([{"name": name, "value": value, "url": running.url}])
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{server.server_port}/")
    page.wait_for_timeout(300)
    assert all("Matters" not in frame.content() for frame in page.frames[1:])
    context.close()
    server.shutdown()
    server.server_close()


def _tab_to(page: Any, name: str) -> None:
    """Press Tab until what has this name (or this label) has the focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        found = page.evaluate("(e => (e.labels?.[0] ?? e).textContent.trim())(document.activeElement)")
        if found.startswith(name):
            return
    raise AssertionError(f"the keyboard does not come to {name!r}")
