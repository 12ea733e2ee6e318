"""The command line works on a desk on another machine, with the rights of the person whose token it has."""

from __future__ import annotations

import io
import json
import zipfile
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

from click.testing import CliRunner, Result

from fullpowers.cli import cli
from fullpowers.desk import sessions
from fullpowers.model import FullpowersError, InvalidData, Review, StorageError, from_json
from fullpowers.records import Attitude, Kind, Person, Position, Role

from .conftest import EXAMPLE, Running
from .negotiated import negotiation


def token(running: Running, person: Person) -> str:
    return sessions.begin(running.desk, person, sessions.PROGRAM, "laptop", running.now)


def run(running: Running, word: str, *arguments: str) -> Result:
    """The command at this desk."""
    where = ["--desk", running.url, "--token", word]
    return CliRunner().invoke(cli, ["matter", *arguments, *where], catch_exceptions=True)


def test_a_colleague_works_at_the_desk_from_the_command_line(running: Running, tmp_path: Path) -> None:
    made = negotiation(running, 1, 2)
    review = running.records.reviews.content(running.records.reviews.all(made.matter)[-1])
    text = review.instrument
    words = " ".join(text.text.split()[30:34])
    made.note(made.drafts[1], text, words, "too vague", Kind.OBJECTION)
    path = next(text.walk()).path
    held = Position(
        matter=made.matter, draft=made.drafts[1].id, path=path, attitude=Attitude.OPPOSE, red_line=True
    )
    running.records.positions.take(held, by=made.petro.id, at=running.now)
    word = token(running, made.petro)
    assert "Investment fund  (for UA; drafts: 2" in run(running, word, "list").output
    third = str(EXAMPLE / "drafts" / "draft-3.docx")
    added = run(running, word, "add", "Investment fund", third, "--label", "third", "--sender", "embassy")
    assert "embassy" in added.output, added.exception
    (job,) = running.records.jobs.of(made.matter)
    assert job.task["draft"] == running.records.drafts.all(made.matter)[2].id
    shown = run(running, word, "show", "Investment fund").output
    assert "Petro: counsel" in shown
    assert "head of the log" in shown
    said = run(running, word, "notes", "Investment fund").output
    assert "Petro, objection" in said
    assert "too vague" in said
    assert "red line, set by Petro" in run(running, word, "positions", "Investment fund").output
    out = tmp_path / "brief.json"
    brief = run(running, word, "brief", "Investment fund", "--draft", "Draft 2", "-o", str(out))
    assert brief.exit_code == 0, brief.exception
    assert from_json(out.read_bytes(), Review).instrument == text
    whole = tmp_path / "fund.zip"
    assert "another role than counsel" in str(
        run(running, word, "export", "Investment fund", "-o", str(whole)).exception
    )
    owner = token(running, made.olena)
    assert run(running, owner, "export", "Investment fund", "-o", str(whole)).exit_code == 0
    assert zipfile.ZipFile(io.BytesIO(whole.read_bytes())).testzip() is None


def test_each_sees_what_their_role_sees(running: Running) -> None:
    made = negotiation(running, 1, role=Role.OBSERVER)
    word = token(running, made.petro)
    assert "drafts: 1)" in run(running, word, "list").output  # no log, so no count of events
    assert json.loads(run(running, word, "notes", "Investment fund", "--json").output) == []
    assert "No position" in run(running, word, "positions", "Investment fund").output
    stranger = token(running, running.person("stranger"))
    assert "There is no matter yet" in run(running, stranger, "list").output
    refused = run(running, stranger, "show", "Investment fund").exception
    assert isinstance(refused, InvalidData)


def test_a_token_that_was_revoked_opens_nothing_and_none_goes_where_others_read_it(running: Running) -> None:
    olena = running.person("olena")
    word = token(running, olena)
    (session,) = sessions.of(running.desk, olena, sessions.PROGRAM)
    assert word not in session.id
    sessions.end(running.desk, olena, session.id)
    assert "revoked" in str(run(running, word, "list").exception)
    assert "--token" in run(running, "", "list").output
    got: list[str | None] = []

    class Elsewhere(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            got.append(self.headers.get("authorization"))
            self.send_response(302)
            self.send_header("location", f"http://127.0.0.1:{server.server_port}/other")
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Elsewhere)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        where = ["matter", "list", "--token", word, "--desk"]
        asked = CliRunner().invoke(cli, [*where, f"http://127.0.0.1:{server.server_port}"])
        assert isinstance(asked.exception, FullpowersError)
        assert len(got) == 1  # it did not follow
    finally:
        server.shutdown()
        server.server_close()
    plain = CliRunner().invoke(cli, [*where, "http://desk.example.org"]).exception
    assert isinstance(plain, InvalidData)
    gone = CliRunner().invoke(cli, [*where, f"http://127.0.0.1:{server.server_port}"]).exception
    assert isinstance(gone, StorageError)
    assert word not in f"{plain}{gone}{asked.exception}"
