"""Time stamps by an authority that is made here with openssl, asked directly and over HTTP."""

from __future__ import annotations

import os
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner

from fullpowers.cli import cli
from fullpowers.model import BrokenRecords, Head, InvalidData, StorageError
from fullpowers.records import Matter, Person, Records, stamped_at

Clock = Callable[[], datetime]


class Authority:
    """A time-stamping authority of one's own: answers a request as one on the web would."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.folder = folder
        (folder / "tsa.ext").write_text(
            "extendedKeyUsage=critical,timeStamping\nkeyUsage=critical,digitalSignature\n"
        )
        (folder / "serial").write_text("01")
        (folder / "tsa.cnf").write_text(
            "[tsa]\ndefault_tsa=own\n[own]\nserial=serial\nsigner_cert=tsa.pem\nsigner_key=tsa.key\n"
            "signer_digest=sha256\ndefault_policy=1.2.3.4\ndigests=sha256,sha512\n"
        )
        key = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
        self._run("req", "-x509", *key, "-keyout", "root.key", "-out", "root.pem", "-subj", "/CN=Root")
        self._run("req", *key, "-keyout", "tsa.key", "-out", "tsa.csr", "-subj", "/CN=Stamper")
        signed = ("-CA", "root.pem", "-CAkey", "root.key", "-CAcreateserial", "-extfile", "tsa.ext")
        self._run("x509", "-req", "-in", "tsa.csr", *signed, "-out", "tsa.pem", "-days", "30")
        self.root = (folder / "root.pem").read_bytes()

    def __call__(self, request: bytes) -> bytes:
        (self.folder / "request.tsq").write_bytes(request)
        self._run("ts", "-reply", "-config", "tsa.cnf", "-queryfile", "request.tsq", "-out", "answer.tsr")
        return (self.folder / "answer.tsr").read_bytes()

    def _run(self, *arguments: str) -> None:
        subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=self.folder)


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    """An authority; without openssl the test is skipped, and in CI it fails."""
    if shutil.which("openssl") is None:
        if os.environ.get("CI"):
            pytest.fail("openssl is not installed")
        pytest.skip("openssl is not installed")
    return Authority(tmp_path / "authority")


@pytest.fixture
def address(authority: Authority) -> Iterator[str]:
    """Where the authority answers on the web of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            assert self.headers["Content-Type"] == "application/timestamp-query"
            answer = authority(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(200)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            """Nothing is printed."""

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


def test_a_time_stamp_vouches_for_a_head_offline(
    records: Records, matter: Matter, olena: Person, clock: Clock, authority: Authority, tmp_path: Path
) -> None:
    log = matter.id
    head = records.log.head(log)
    witness = records.stamp(head, authority, authority.root, by=olena.id, at=clock())
    token = records.store.vault.get(witness.token)
    assert abs(stamped_at(token, head, authority.root) - datetime.now(UTC)) < timedelta(hours=1)
    assert records.verify(log).faults == ()
    with pytest.raises(BrokenRecords, match="no time stamp of the head"):
        stamped_at(token, Head(log, 1, head.root), authority.root)
    stranger = Authority(tmp_path / "stranger")
    with pytest.raises(BrokenRecords, match="no time stamp of the head"):
        stamped_at(token, head, stranger.root)
    with pytest.raises(BrokenRecords, match="no time stamp of the head"):
        records.stamp(head, stranger, authority.root, by=olena.id, at=clock())
    with pytest.raises(BrokenRecords, match="no time stamp of the head"):
        stamped_at(b"nonsense", head, authority.root)
    with pytest.raises(InvalidData, match="PEM"):
        stamped_at(token, head, b"nonsense")


def test_a_head_is_stamped_and_checked_from_the_command_line(
    authority: Authority, address: str, tmp_path: Path
) -> None:
    data = ("--data", str(tmp_path / "desk"))
    root, token = str(authority.folder / "root.pem"), str(tmp_path / "stamp.tsr")

    def run(*arguments: str) -> str:
        result = CliRunner().invoke(cli, ["matter", *arguments, *data])
        assert result.exit_code == 0, (result.output, result.exception)
        return result.stdout

    run("new", "Fund", "--for", "UA")
    stamped = run("stamp", "Fund", "--authority", address, "--root", root, "-o", token)
    head = stamped.split()[1]
    assert f"{head} was seen at" in run("verify", "Fund", "--root", root)
    assert f"{head} was seen at" in run("verify", "--root", root, "--token", token, "--head", head)
    nobody = ["matter", "stamp", "Fund", "--authority", "http://127.0.0.1:1/", "--root", root, *data]
    refusal = CliRunner().invoke(cli, nobody).exception
    assert isinstance(refusal, StorageError)
    assert "nothing was stamped" in str(refusal)
