"""Two hundred texts that want to act, through every field, file name and document property: none does."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import lxml.html
import pytest

from fullpowers.desk import sessions
from fullpowers.model import Receipt
from fullpowers.records import Attitude, Delivery, Kind, Position, Remark, Role, select
from fullpowers.review import review

from .conftest import EXAMPLE, Running
from .payloads import payloads

EVIL = payloads()
_LINK = re.compile(r"(?:/(?!/)|#|\?|data:,|data:image/svg\+xml)")


def test_there_are_two_hundred() -> None:
    assert len(EVIL) >= 200


@pytest.mark.browser
def test_nothing_that_people_write_or_send_acts(
    running: Running, see: Callable[..., Any], tmp_path: Path
) -> None:
    olena = running.person("olena", administrator=True)
    matter, draft = _stuff(running, olena.id, tmp_path)
    base = f"/m/{matter}"
    there = [
        "/", "/people", "/sessions", "/notices", base, f"{base}/people", f"{base}/files",
        f"{base}/log", f"{base}/take-in",
        *(f"{base}/d/{draft}{path}" for path in (
            "", "/read", "/notes", "/positions", "/counter-draft",
            "/law", "/terms", "/balance", "/file", "/manifest",
            "/changes", "/search?q=hit", "/brief",
        )),
    ]  # fmt: skip
    page = see(running, olena)
    page.on("dialog", lambda dialog: pytest.fail(f"a dialog: {dialog.message}"))
    with running.browser(olena) as browser:
        for path in there:
            answer = browser.get(path)
            assert answer.status_code == 200, path
            _inert(answer.text, path)
            if path.endswith("/brief"):
                continue  # in a sandbox without script
            page.goto(running.url + path)
            assert page.evaluate("typeof window.hit") == "undefined", path
            assert page.url.startswith(running.url)
        home = _words(browser.get(base).text)
        assert all(
            _words(one) in home for one in EVIL if one.isascii() and "\x00" not in one and "\x0c" not in one
        )


def test_what_is_asked_for_comes_back_as_text(running: Running) -> None:
    """Texts in an address or a form that is refused."""
    olena = running.person("olena")
    matter = running.matter(olena)
    with running.browser(olena) as browser:
        for number, one in enumerate(EVIL):
            path = ("/sessions", f"/m/{matter}", "/sign-in")[number % 3]
            _inert(browser.get(path, params={"done": one, "to": one}).text, one)
        for one in EVIL[::20]:
            _inert(browser.post("/new", data={"name": one, "side": one[:2]}).text, one)
            _inert(browser.post("/sign-in", data={"name": one, "password": one}).text, one)
            _inert(browser.post(f"/m/{matter}/people", data={"person": one, "role": one[:20]}).text, one)
            answer = browser.get(f"/m/{one.encode().hex()}", params={"x": one})
            _inert(answer.text, one)


def test_the_api_answers_as_json_that_no_page_is_made_of(running: Running) -> None:
    olena = running.person("olena")
    with running.browser(olena) as browser:
        for one in EVIL[::20]:
            answer = browser.post("/api/matters", json={"name": one, "side": "UA"})
            assert answer.headers["content-type"] == "application/json"
            assert answer.json()["name"] == one.strip()


def _stuff(running: Running, by: str, folder: Path) -> tuple[str, str]:
    """A matter that holds every text in every field; its identity and that of the reviewed draft."""
    records, at = running.records, running.now
    matter = records.matters.new("".join(EVIL)[:5000], "UA", by=by, at=at).id
    for number, one in enumerate(EVIL):
        receipt = Receipt("2025-02-20T19:00+00:00", one, one, "2025-02-24T12:00+00:00")
        records.drafts.add(matter, one, b"x", Delivery(one, receipt), by=by, at=at)
        if number % 4 == 0:
            person = records.people.add(one, email=f"{one}@example.org", at=at)
            records.matters.admit(matter, person.id, Role.READER, by=by, at=at)
            records.matters.new(one, "UA", by=by, at=at)
            records.decisions.add(matter, one, decided_by=one, by=by, at=at)
    owner = records.people.get(by)
    for one in EVIL[: sessions.MOST - 10]:
        sessions.begin(running.desk, owner, sessions.BROWSER, one, at)
    data = _document(EVIL)
    draft = records.drafts.add(matter, f"{EVIL[0]}.docx", data, by=by, at=at)
    file = folder / "evil.docx"
    file.write_bytes(data)
    found = review(file, side="UA")
    records.reviews.add(matter, draft.id, "", found, by=by, at=at)
    text, path = found.instrument, found.instrument.at(len(found.instrument.text) // 2).path
    for number, one in enumerate(EVIL[::4]):
        kind = list(Kind)[number % len(Kind)]
        place = select(text.text, text.id, 10 * number, 10 * number + 9)
        wording = one if kind is Kind.PROPOSAL else None
        note = records.annotations.add(matter, draft.id, place, Remark(kind, one, wording), by=by, at=at)
        records.annotations.answer(note.id, one, by=by, at=at)
    evil = "".join(EVIL)[:9000]
    position = Position(
        matter=matter,
        draft=draft.id,
        path=path,
        attitude=Attitude.ACCEPT_IF,
        condition=evil,
        note=evil,
        red_line=True,
    )
    records.positions.take(position, by=by, at=at)
    return matter, draft.id


def _document(texts: list[str]) -> bytes:
    """A draft whose paragraphs, title and properties are these texts."""
    clean = ["".join(c for c in one if c.isprintable()) for one in texts]
    paragraphs = "".join(
        f"<w:p><w:r><w:t>Article {n}. {escape(one)}</w:t></w:r></w:p>" for n, one in enumerate(clean)
    )
    together = escape(" ".join(clean))
    out = io.BytesIO()
    with zipfile.ZipFile(EXAMPLE / "drafts" / "draft-1.docx") as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name == "word/document.xml":
                data = re.sub(rb"(<w:body>).*?(<w:sectPr|</w:body>)", rb"\1@@\2", data, flags=re.DOTALL)
                data = data.replace(b"@@", paragraphs.encode())
            if name == "docProps/core.xml":
                for tag in (b"dc:title", b"dc:creator", b"cp:lastModifiedBy", b"dc:subject"):
                    data = re.sub(rb"<%s>.*?</%s>" % (tag, tag), b"", data)
                    data = data.replace(
                        b"</cp:coreProperties>",
                        b"<%s>%s</%s></cp:coreProperties>" % (tag, together.encode(), tag),
                    )
            made.writestr(name, data)
    return out.getvalue()


def _inert(html: str, where: str) -> None:
    """Nothing on the page acts but our own scripts, and nothing leads elsewhere."""
    for element in lxml.html.document_fromstring(html).iter():
        if not isinstance(element.tag, str):
            continue
        assert element.tag not in {
            "iframe",
            "object",
            "embed",
            "base",
            "frame",
            "portal",
            "marquee",
            "math",
        }, where
        if element.tag == "script":
            assert element.get("src", "").startswith("/static/"), where
            assert not (element.text or "").strip(), where
        for name, value in element.items():
            assert not name.lower().startswith("on"), (where, name)
            if name in ("href", "src", "action", "formaction", "xlink:href", "data", "poster"):
                assert _LINK.match(value), (where, name, value)


def _words(text: str) -> str:
    """Text of a page, or of something written, without white space."""
    if text.startswith("<!doctype"):
        text = lxml.html.document_fromstring(text).text_content()
    return "".join(text.split())
