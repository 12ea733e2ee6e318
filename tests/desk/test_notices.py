"""Notices go out by real servers on the loopback, feeds are read by real parsers; neither tells the text."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from email import message_from_bytes
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from urllib.parse import parse_qs

import msgspec
import pytest
from aiosmtpd.controller import Controller
from lxml.etree import fromstring

from fullpowers.desk import notices, outward
from fullpowers.desk.feeds import Due, Entry, atom, calendar
from fullpowers.desk.jobs import Workers
from fullpowers.model import InvalidData, Receipt
from fullpowers.records import Annotation, Channel, Delivery, Kind, Remark, Role, Selection

from .conftest import Running, day

# apprise asks for a module that Python will drop
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated")

AT = day("2025-02-20T19:00")
SECRET = "the words of the draft"  # noqa: S105


class Inbox:
    """An HTTP server that takes what is posted, as Telegram's or a team's own would."""

    def __init__(self) -> None:
        self.got: list[tuple[str, dict[str, Any]]] = []
        self.status = 200
        inbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"])).decode()
                kind = self.headers["content-type"]
                given = msgspec.json.decode(body) if "json" in kind else parse_qs(body)
                inbox.got.append((self.path, given))
                self.send_response(inbox.status)
                self.end_headers()
                self.wfile.write(b'{"ok": true, "result": {}}')

            def log_message(self, *_: object) -> None:
                pass

        self.server = HTTPServer(("127.0.0.1", 0), Handler)
        self.port = self.server.server_port
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    made = Inbox()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def desk(start: Callable[..., Running], inbox: Inbox) -> Running:
    """A desk that stands still in time, and tells of what happens."""
    running = start(now=lambda: AT, telegram=f"http://127.0.0.1:{inbox.port}")
    notices.listen(running.desk)
    return running


def send(running: Running) -> None:
    """Send what is due, as the thread behind the pages does."""
    Workers(running.desk)._send_next()


def subscribe(running: Running, person: str, address: str, text: bool = False, *kinds: str) -> Channel:
    """A way for a person; of everything, unless kinds are given."""
    wishes = {"kinds": list(kinds or dict(notices.KINDS)), "text": text}
    return running.records.outbox.keep(Channel(person, address, wishes))


def annotate(running: Running, matter: str, draft: str, by: str, assignee: str) -> Annotation:
    selection = Selection("t", 0, 4, SECRET[:4])
    return running.records.annotations.add(
        matter, draft, selection, Remark(Kind.COMMENT, SECRET, assignee=assignee), by=by, at=AT
    )


def test_everybody_who_may_know_is_told_of_a_new_draft_by_their_way(desk: Running, inbox: Inbox) -> None:
    olena, petro, third = (desk.person(name) for name in ("olena", "petro", "third"))
    matter = desk.matter(olena)
    desk.records.matters.admit(matter, petro.id, Role.OBSERVER, by=olena.id, at=AT)
    subscribe(desk, petro.id, "tgram://123456789:abcdefghijklmnopqrstuvwxyz012345678/99/")
    subscribe(desk, third.id, f"json://127.0.0.1:{inbox.port}/stranger")  # takes no part in the matter
    subscribe(desk, olena.id, f"json://127.0.0.1:{inbox.port}/herself")  # took it in herself
    desk.records.drafts.add(matter, "a.txt", SECRET.encode(), Delivery("Second text"), by=olena.id, at=AT)
    send(desk)
    ((path, said),) = inbox.got
    assert path == "/bot123456789:abcdefghijklmnopqrstuvwxyz012345678/sendMessage"
    assert "Minerals: new draft Second text" in said["text"]
    assert f"{desk.url}/m/{matter}" in said["text"].replace("&#x2F;", "/")
    assert SECRET not in str(said)
    send(desk)
    assert len(inbox.got) == 1  # once


def test_quiet_hours_and_a_digest(start: Callable[..., Running], inbox: Inbox) -> None:
    clock = [day("2025-02-20T23:00")]
    running = start(now=lambda: clock[0])
    notices.listen(running.desk)
    olena, petro = running.person("olena"), running.person("petro")
    matter = running.matter(olena, "Minerals")
    running.records.matters.admit(matter, petro.id, Role.COUNSEL, by=olena.id, at=clock[0])
    with running.browser(petro) as browser:
        way = {"address": f"json://127.0.0.1:{inbox.port}/", "kinds": "draft"}
        assert browser.post("/notices", data={**way, "quiet": "25-1"}).status_code == 422
        browser.post("/notices", data={**way, "quiet": "22-6"})
        assert "not from 22:00 to 6:00" in browser.get("/notices").text
        send(running)
        inbox.got.clear()  # the greeting
        for name in ("a.txt", "b.txt"):
            running.records.drafts.add(matter, name, b"x", by=olena.id, at=clock[0])
        told = []
        for hour in ("2025-02-21T05:59", "2025-02-21T06:00"):
            clock[0] = day(hour)
            send(running)
            told.append(len(inbox.got))
        assert told == [0, 2]
    (channel,) = running.records.outbox.channels(petro.id)
    with running.browser(petro) as browser:  # seven hours later
        browser.post(f"/notices/{channel.id}/remove")
        browser.post("/notices", data={**way, "digest": "18"})
        send(running)
        inbox.got.clear()
        for name in ("c.txt", "d.txt"):
            running.records.drafts.add(matter, name, b"x", by=olena.id, at=clock[0])
        send(running)
        assert inbox.got == []
        clock[0] = day("2025-02-21T18:00")
        send(running)
        ((_, letter),) = inbox.got
        assert letter["title"] == "2 notices of your desk"
        assert "c.txt" in letter["message"]
        assert "d.txt" in letter["message"]


def test_an_assignment_is_told_by_mail_with_words_only_where_they_are_asked_for(desk: Running) -> None:
    letters: list[bytes] = []

    class Box:
        async def handle_DATA(self, server: object, session: object, envelope: Any) -> str:  # noqa: N802, ARG002
            letters.append(envelope.content)
            return "250 taken"

    olena, petro = desk.person("olena"), desk.person("petro")
    matter = desk.matter(olena)
    desk.records.matters.admit(matter, petro.id, Role.COUNSEL, by=olena.id, at=AT)
    draft = desk.records.drafts.add(matter, "a.txt", b"x", by=olena.id, at=AT)
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    controller = Controller(Box(), hostname="127.0.0.1", port=port)
    controller.start()
    try:
        way = f"mailto://127.0.0.1:{port}/?from=desk@example.org&to=petro@example.org&mode=insecure"
        plain = subscribe(desk, petro.id, way, False, "assigned")
        note = annotate(desk, matter, draft.id, olena.id, "")
        send(desk)
        assert letters == []
        note = desk.records.annotations.assign(note.id, petro.id, version=note.version, by=olena.id, at=AT)
        send(desk)
        desk.records.annotations.resolve(note.id, version=note.version, by=olena.id, at=AT)
        send(desk)
        assert len(letters) == 1
        assert SECRET not in _letter(letters[0])
        assert "olena assigned you something" in str(message_from_bytes(letters[0])["subject"])
        assert f"/m/{matter}/d/{draft.id}/read#note-{note.id}" in _letter(letters[0])
        desk.records.outbox.drop(plain.id, person=petro.id)
        subscribe(desk, petro.id, way, True, "assigned")
        annotate(desk, matter, draft.id, olena.id, petro.id)
        send(desk)
        assert SECRET in _letter(letters[1])
    finally:
        controller.stop()


def _letter(data: bytes) -> str:
    parts = message_from_bytes(data).walk()
    return "".join(
        part.get_payload(decode=True).decode()
        for part in parts
        if not part.is_multipart()  # type: ignore[union-attr]
    ).replace("&#x2F;", "/")


def test_a_deadline_is_told_a_day_and_three_hours_before_once_each(
    start: Callable[..., Running], inbox: Inbox
) -> None:
    clock = [AT]
    running = start(now=lambda: clock[0])
    olena = running.person("olena")
    matter = running.matter(olena)
    receipt = Receipt("2025-02-20T19:00+00:00", "", "", "2025-02-24T12:00+00:00")
    running.records.drafts.add(matter, "a.txt", b"x", Delivery(receipt=receipt), by=olena.id, at=AT)
    subscribe(running, olena.id, f"json://127.0.0.1:{inbox.port}/")
    told = []
    for hours in (0, 70, 80, 80.1, 88, 90, 95):
        clock[0] = AT + timedelta(hours=hours)
        send(running)
        told.append(len(inbox.got))
    assert told == [0, 1, 1, 1, 2, 2, 2]
    assert "due in 19 h 0 min" in inbox.got[0][1]["title"]
    assert "due in 1 h 0 min" in inbox.got[1][1]["title"]


def test_a_notice_that_does_not_go_out_is_tried_again(start: Callable[..., Running], inbox: Inbox) -> None:
    clock = [AT]
    running = start(now=lambda: clock[0])
    notices.listen(running.desk)
    olena, petro = running.person("olena"), running.person("petro")
    matter = running.matter(olena)
    running.records.matters.admit(matter, petro.id, Role.READER, by=olena.id, at=AT)
    subscribe(running, petro.id, f"json://127.0.0.1:{inbox.port}/")
    inbox.status = 500
    running.records.drafts.add(matter, "a.txt", b"x", by=olena.id, at=AT)
    send(running)
    send(running)
    assert len(inbox.got) == 1  # it waits before the next try
    inbox.status = 200
    clock[0] += timedelta(minutes=5)
    send(running)
    send(running)
    assert len(inbox.got) == 2


def test_nothing_goes_out_unless_somebody_wishes_it(desk: Running) -> None:
    olena, petro = desk.person("olena"), desk.person("petro")
    matter = desk.matter(olena)
    desk.records.matters.admit(matter, petro.id, Role.COUNSEL, by=olena.id, at=AT)
    draft = desk.records.drafts.add(matter, "a.txt", b"x", by=olena.id, at=AT)
    annotate(desk, matter, draft.id, olena.id, petro.id)
    assert desk.records.outbox.due(AT) == ()


@pytest.mark.parametrize(
    "address",
    [
        "",
        "x",
        "file:///etc/passwd",
        "dbus://",
        "syslog://",
        "http://127.0.0.1",
        "exec://sh",
        "tgram://",
        "json:/x",
    ],
)
def test_addresses_that_are_no_ways(address: str) -> None:
    with pytest.raises(InvalidData):
        outward.checked(address)


def test_a_way_is_added_tried_shown_without_its_secret_and_removed(desk: Running, inbox: Inbox) -> None:
    olena = desk.person("olena")
    with desk.browser(olena, follow_redirects=True) as browser:
        refused = browser.post("/notices", data={"address": "dbus://"})
        assert refused.status_code == 422
        way = f"json://user:hidden-word@127.0.0.1:{inbox.port}/"
        page = browser.post("/notices", data={"address": way, "kinds": ["draft", "deadline"]})
        assert "a new draft, an answer that is due soon" in page.text
        assert "hidden-word" not in page.text
        send(desk)
        assert inbox.got[0][1]["title"] == "Notices of your desk come here"
        (channel,) = desk.records.outbox.channels(olena.id)
        browser.post(f"/notices/{channel.id}/remove")
        assert desk.records.outbox.channels(olena.id) == ()


def test_feeds_have_an_address_that_can_be_revoked(desk: Running) -> None:
    olena, petro = desk.person("olena"), desk.person("petro")
    matter = desk.matter(olena)
    receipt = Receipt("2025-02-20T19:00+00:00", "", "", "2025-02-24T12:00+00:00")
    desk.records.drafts.add(matter, "a.txt", SECRET.encode(), Delivery("First", receipt), by=olena.id, at=AT)
    desk.matter(petro, "Not hers")
    with desk.browser(olena) as browser, desk.browser() as reader:
        page = browser.post("/notices/feed").text
        path = "/feeds/" + page.split("/feeds/")[1].split(".atom")[0]
        feed, dues = reader.get(f"{path}.atom"), reader.get(f"{path}.ics")
        titles = [one.text for one in fromstring(feed.content).iter("{http://www.w3.org/2005/Atom}title")]
        assert "Minerals: draft received: First" in titles
        assert b"DTSTART:20250224T120000Z" in dues.content
        for answer in (feed, dues):
            assert SECRET not in answer.text
            assert "Not hers" not in answer.text
        browser.post("/notices/feed/revoke")
        assert reader.get(f"{path}.atom").status_code == 404


def test_the_feed_and_the_calendar_hold_whatever_is_in_a_name() -> None:
    name = "a <b>&\"'\u202e\x00;,\\ \r\nEND:VEVENT " + "ї" * 100
    feed = fromstring(atom(name, "http://x/", [Entry("http://x/1", name, AT, "http://x/1")], AT))
    assert len(list(feed.iter("{http://www.w3.org/2005/Atom}entry"))) == 1
    lines = calendar(name, [Due("1", name, AT, "http://x/1", AT)]).split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    unfolded = b"\r\n".join(lines).replace(b"\r\n ", b"")
    assert unfolded.count(b"\r\nEND:VEVENT") == 1
    unfolded.decode()
