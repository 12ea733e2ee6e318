"""The command line works on a desk on another machine, with the rights of the person whose token it has."""

from __future__ import annotations

import io
import json
import os
import socket
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from click.testing import CliRunner, Result

from fullpowers.cli import cli
from fullpowers.desk import sessions
from fullpowers.desk.settings import Settings
from fullpowers.desk.state import Desk
from fullpowers.model import (
    Conflict,
    FullpowersError,
    InvalidData,
    Review,
    StorageError,
    UnknownRecord,
    from_json,
)
from fullpowers.records import Attitude, Delivery, Kind, Person, Position, Role, open_records

from .conftest import EXAMPLE, Running
from .negotiated import Negotiated, negotiation


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


def reference(result: Result) -> str:
    """The first thing that was printed: what names a note or a position with its version."""
    assert result.exit_code == 0, result.exception
    return result.output.split(maxsplit=1)[0].rstrip(",")


def words_of(made: Negotiated) -> str:
    """Words that stand once in the last draft."""
    text = made.running.records.reviews.content(made.running.records.reviews.all(made.matter)[-1]).instrument
    return " ".join(text.text.split()[30:40])


@pytest.mark.parametrize("afar", [True, False], ids=["afar", "here"])
def test_notes_positions_and_decisions_are_written_and_an_overtaken_edit_changes_nothing(
    running: Running, afar: bool
) -> None:
    """The same commands with the same refusals, at a desk on another machine and on records here."""
    made = negotiation(running, 1, 2)
    word = token(running, made.petro)
    where = ["--data", str(running.records.place.folder), "--as", "Petro"]
    if afar:
        where = ["--desk", running.url, "--token", word]

    def at(command: str, *arguments: str) -> Result:
        return CliRunner().invoke(cli, ["matter", command, "Investment fund", *arguments, *where])

    words = words_of(made)
    first = reference(at("note", "too vague", "--words", words, "--kind", "objection", "--assign", "Olena"))
    assert first.endswith("@1")
    assert at("answer", first, "We said so before.").exit_code == 0
    proposed = reference(at("note", "--words", words, "--wording", "ten percent"))
    assert "proposed: ten percent" in at("notes").output
    second = reference(at("reword", first, "too vague, and one-sided"))
    assert second == first.replace("@1", "@2")
    late = at("reword", first, "what somebody wrote who had read the first version")
    assert isinstance(late.exception, Conflict)
    assert second in str(late.exception)
    assert "too vague, and one-sided" in str(late.exception)
    assert isinstance(at("settle", first).exception, Conflict)
    assert at("settle", second).exit_code == 0
    assert "too vague" not in at("notes").output
    assert "settled" in at("notes", "--all").output
    path = next(one.path for one in running.records.reviews.content(
        running.records.reviews.all(made.matter)[-1]).instrument.walk())  # fmt: skip
    held = reference(at("position", path, "accept-if", "--condition", "it is capped", "--red-line"))
    assert held == f"{path}@1"
    again = at("position", path, "accept")
    assert isinstance(again.exception, Conflict)
    assert "it is capped" in str(again.exception)
    assert reference(at("position", held, "oppose")) == f"{path}@2"
    assert isinstance(at("withdraw", held).exception, Conflict)
    assert at("withdraw", f"{path}@2").exit_code == 0
    assert "No position" in at("positions").output
    assert at("decide", "We answer on Monday.", "--by", "the minister", "--about", proposed).exit_code == 0
    assert at("decisions").output == "We answer on Monday. (the minister)\n"
    records = running.records
    assert {one.by for one in records.annotations.all(made.matter)} == {made.petro.id}
    assert records.annotations.all(made.matter)[0].assignee == made.olena.id
    assert records.decisions.all(made.matter)[0].about == records.annotations.all(made.matter)[2].id


def test_what_cannot_be_written_says_why(running: Running) -> None:
    made = negotiation(running, 1, 2)
    word = token(running, made.petro)

    def at(command: str, *arguments: str) -> Result:
        return run(running, word, command, "Investment fund", *arguments)

    often = "Article"
    assert "times" in str(at("note", "x", "--words", often).exception)
    assert "nowhere" in str(at("note", "x", "--words", "no such words at all").exception)
    assert isinstance(at("note", "x", "--words", often, "--in", "art-99").exception, UnknownRecord)
    assert "say something" in str(at("note", "--words", words_of(made)).exception)
    assert isinstance(at("note", "x", "--words", "a", "--assign", "Nobody").exception, UnknownRecord)
    assert isinstance(at("answer", "00000000", "x").exception, UnknownRecord)
    note = reference(at("note", "x", "--words", words_of(made)))
    assert at("settle", note.partition("@")[0]).exit_code == 2  # without the version that was read
    running.records.matters.admit(made.matter, made.petro.id, Role.READER, by=made.olena.id, at=running.now)
    assert "another role than reader" in str(at("decide", "We answer.").exception)
    assert "another role than reader" in str(at("position", "art-1", "accept").exception)


@contextmanager
def served(folder: Path, port: int) -> Iterator[None]:
    """A desk as a process of its own."""
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "fullpowers", "desk", "--data", str(folder), "--serve", "--url", address]
    process = subprocess.Popen([*command, "--port", str(port)], stdout=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with socket.socket() as door:
                if door.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert process.poll() is None
            time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(30)


def test_a_review_is_made_on_the_desk_and_its_brief_written_here(tmp_path: Path) -> None:
    """Two processes and nothing but the address and a token in a file between them."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        port = door.getsockname()[1]
    url, folder, at = f"http://127.0.0.1:{port}", tmp_path / "desk", datetime.now(UTC)
    with open_records(folder) as records:
        olena = records.people.add("Olena", email="olena@example.org", administrator=True, at=at)
        matter = records.matters.new("Fund", "UA", by=olena.id, at=at)
        text = b"Article 1\nThe Government of Ukraine shall pay 50 percent of revenues to the Fund.\n"
        records.drafts.add(matter.id, "draft.txt", text, Delivery("first"), by=olena.id, at=at)
        word = sessions.begin(
            Desk(records, Settings(url, served=True)), olena, sessions.PROGRAM, "laptop", at
        )
    secret = tmp_path / "token"
    secret.write_text(f"{word}\n")
    environment = {**os.environ, "FULLPOWERS_TOKEN_FILE": str(secret), "FULLPOWERS_DESK": url}
    environment.pop("FULLPOWERS_TOKEN", None)

    def command(*arguments: str) -> subprocess.CompletedProcess[str]:
        done = [sys.executable, "-m", "fullpowers", *arguments]
        return subprocess.run(
            done, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False
        )

    with served(folder, port):
        made = command("review", "--matter", "Fund", "-o", "brief.json")
        assert made.returncode == 0, made.stderr
        assert word not in made.stdout + made.stderr
        review = from_json((tmp_path / "brief.json").read_bytes(), Review)
        assert "50 percent" in review.instrument.text
        assert review.head is not None  # kept there
        where = ["--desk", url, "--token-file", str(secret)]
        more = CliRunner().invoke(cli, ["review", "--matter", "Fund", "--economics", "x.yaml", *where])
        assert "leave out --economics" in more.output
        noted = CliRunner().invoke(cli, ["matter", "note", "Fund", "much", "--words", "50 percent", *where])
        settled = CliRunner().invoke(cli, ["matter", "settle", "Fund", reference(noted), *where])
        assert reference(settled) == reference(noted).replace("@1", "@2")
        late = command("matter", "settle", "Fund", reference(noted))
        assert late.returncode == Conflict.exit_code == 6
        assert reference(settled) in late.stderr
    gone = CliRunner().invoke(cli, ["matter", "list", *where]).exception
    assert isinstance(gone, StorageError)


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
