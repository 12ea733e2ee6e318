"""A language model is believed as far as its quotation goes: a local endpoint that lies, stalls, breaks."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from fullpowers import analyse
from fullpowers.claims import Endpoint, Text, suggest, verify
from fullpowers.model import Claim, ClaimStatus, InvalidData
from fullpowers.reading import read_bytes

CLAUSE = "The Fund shall invest its income in roads and railways of Arvenia for 10 years."
DRAFT = f"""AGREEMENT BETWEEN THE GOVERNMENT OF ARVENIA AND THE GOVERNMENT OF BELMARK ON A FUND

Article 1
{CLAUSE}
"""
ARTICLE = "A minister said that all the money would be put into tracks and highways."
QUOTE = "invest its income in roads and railways"


@pytest.fixture(scope="module")
def drafts() -> list[Text]:
    instrument = read_bytes(DRAFT.encode(), "draft.txt")
    return [Text(instrument, analyse(instrument))]


@pytest.fixture(scope="module")
def claims(drafts: list[Text]) -> tuple[Claim, ...]:
    return verify(ARTICLE, drafts, name="article.txt")


class Server(ThreadingHTTPServer):
    """A local endpoint whose answers a test chooses; it keeps what it was asked."""

    answer: Callable[[BaseHTTPRequestHandler], None]
    asked: list[dict[str, object]]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked.append({"body": json.loads(body), "key": self.headers.get("Authorization", "")})
        self.server.answer(self)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def server() -> Iterator[Server]:
    made = Server(("127.0.0.1", 0), Handler)
    made.asked = []
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()


def endpoint(server: Server, **changes: object) -> Endpoint:
    address = f"http://127.0.0.1:{server.server_address[1]}/v1"
    return Endpoint(address, "local", **{"seconds": 5.0, **changes})  # type: ignore[arg-type]


def sends(body: bytes, status: int = 200, **headers: str) -> Callable[[BaseHTTPRequestHandler], None]:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name, value)
        handler.send_header("Content-Length", str(len(body)))
        handler.end_headers()
        handler.wfile.write(body)

    return answer


def says(relation: str, quote: str, reason: str) -> Callable[[BaseHTTPRequestHandler], None]:
    content = json.dumps({"relation": relation, "quote": quote, "reason": reason})
    return sends(json.dumps({"choices": [{"message": {"content": content}}]}).encode())


def test_an_answer_with_a_true_quotation_is_kept_as_a_suggestion(
    server: Server, drafts: list[Text], claims: tuple[Claim, ...]
) -> None:
    server.answer = says("agrees", QUOTE, "Both speak of roads and railways.")
    found = suggest(claims, drafts, endpoint(server, key="secret"))
    ((place, suggestion),) = found.kept
    assert claims[place].status is ClaimStatus.NOT_CHECKABLE
    assert suggestion.model == "local"
    assert suggestion.passage.verify(drafts[0].instrument).quote == QUOTE
    assert server.asked[0]["key"] == "Bearer secret"


def test_one_clause_goes_with_each_request(
    server: Server, drafts: list[Text], claims: tuple[Claim, ...]
) -> None:
    server.answer = says("unrelated", "", "")
    found = suggest(claims, drafts, endpoint(server))
    body = server.asked[0]["body"]
    assert isinstance(body, dict)
    sent = json.loads(body["messages"][1]["content"])
    assert sent["clause"] == CLAUSE
    assert len(server.asked) == found.asked
    assert body["temperature"] == 0


def stalls(_: BaseHTTPRequestHandler) -> None:
    time.sleep(1.0)


def drips(handler: BaseHTTPRequestHandler) -> None:
    """A byte now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(20):
        try:
            handler.wfile.write(b" ")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.1)


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (says("agrees", "invest all income in railways", "It says so."), "does not stand in the clause"),
        (says("agrees", QUOTE, "It holds for 20 years."), "a number"),
        (says("differs", QUOTE, "Belmark decides."), "a party"),
        (says("is the same", QUOTE, "Yes."), "asked form"),
        (says("agrees", "", "Yes."), "does not stand"),
        (sends(b"{"), "asked form"),
        (sends(b"\xff\xfe rubbish"), "asked form"),
        (sends(b'{"choices": []}'), "asked form"),
        (sends(b'{"choices": [{"message": {"content": "[1]"}}]}'), "asked form"),
        (sends(b" " * 100_000), "too long"),
        (sends(b"no", 500), "answered 500"),
        (sends(b"", 302, Location="http://example.org/"), "answered 302"),
        (stalls, "took too long"),
        (drips, "took too long"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_cannot_be_shown_is_dropped_with_the_reason(
    answer: Callable[[BaseHTTPRequestHandler], None],
    why: str,
    server: Server,
    drafts: list[Text],
    claims: tuple[Claim, ...],
) -> None:
    server.answer = answer
    found = suggest(claims, drafts, endpoint(server, seconds=0.5))
    assert found.kept == ()
    assert [reason for reason, _ in found.dropped if why in reason]


def test_an_endpoint_that_is_not_there_loses_nothing(drafts: list[Text], claims: tuple[Claim, ...]) -> None:
    found = suggest(claims, drafts, Endpoint("http://127.0.0.1:9/v1", "local", seconds=2.0))
    assert found.kept == ()
    assert "cannot be reached" in found.dropped[0][0]


@pytest.mark.parametrize(
    "address", ["http://example.org/v1", "http://127.0.0.1.example.org/v1", "ftp://localhost/"]
)
def test_words_of_the_draft_leave_the_machine_only_by_leave(
    address: str, drafts: list[Text], claims: tuple[Claim, ...]
) -> None:
    with pytest.raises(InvalidData):
        suggest(claims, drafts, Endpoint(address, "local"))


def test_what_the_rules_decide_is_not_asked(server: Server, drafts: list[Text]) -> None:
    server.answer = says("unrelated", "", "")
    decided = verify("A minister said that the agreement gives a firm security guarantee.", drafts)
    assert all(one.status is not ClaimStatus.NOT_CHECKABLE for one in decided)
    left = [one for one in decided if one.status is ClaimStatus.NOT_IN_TEXT]
    assert suggest(decided, drafts, endpoint(server)).asked == len(left)
