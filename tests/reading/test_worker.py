"""Reading behind walls: what a closed-off worker can do, and what becomes of files that break it."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import fullpowers.reading
from fullpowers.model import Reading, Refusal, UnreadableInput
from fullpowers.reading import containment, kits, limits, read_bytes, worker
from fullpowers.reading.parse import parse
from fullpowers.reading.worker import client, protocol, seccomp

DRAFT = (
    b"AGREEMENT\n\nArticle 1\nScope\n\n1. The Buyer shall pay 50 percent.\n\nArticle 2\nTerm\n\nTen years.\n"
)
ESCAPES = Path(__file__).with_name("escapes.py")
linux = pytest.mark.skipif(sys.platform != "linux", reason="walls of the Linux kernel")


@pytest.fixture
def full():
    """Skips where the kernel, or a container around us, refuses Landlock or seccomp."""
    if containment() != "full":
        pytest.skip(f"no full containment here: {fullpowers.reading.containment_gaps()}")


def test_a_file_reads_the_same_behind_walls_and_without(docx, p):
    for data, name in ((DRAFT, "a.txt"), (DRAFT, "a.md"), (docx(p("Article 1") + p("The Fund")), "a.docx")):
        for reading in Reading:
            assert read_bytes(data, name, reading=reading) == parse(data, name, reading)


FORMATS = {
    "a.md": b"# AGREEMENT\n\n| a | b |\n|---|---|\n| c | d |\n",
    "a.html": "<html><meta charset=windows-1251><ol><li>Угода</ol></html>".encode("cp1251"),
    "a.xml": b'<akomaNtoso xmlns="http://docs.oasis-open.org/legaldocml/ns/akn/3.0"><doc name="a"><mainBody>'
    b"<article><num>1</num><content><p>b</p></content></article></mainBody></doc></akomaNtoso>",
    "a.rtf": b"{\\rtf1\\ansi\\ansicpg1251 \\'c0\\par}",
    "a.txt": "Угода між Україною".encode("koi8-u"),
    "a.eml": b"MIME-Version: 1.0\nMessage-ID: <a>\nSubject: =?koi8-u?B?8tXL?=\n"
    b"Content-Type: text/html; charset=koi8-u\n\n<p>\xf5\xc7\xcf\xc4\xc1</p>",
}


@pytest.mark.parametrize("name", FORMATS)
def test_each_format_is_read_by_a_worker_that_read_nothing_before(name):
    """What a format needs is loaded when the first file of it comes, before the doors close."""
    client.close()
    assert read_bytes(FORMATS[name], name) == parse(FORMATS[name], name)


def test_an_archive_in_a_message_is_read_by_a_worker_that_read_nothing_before(docx, p):
    import io
    import zipfile
    from email.message import EmailMessage

    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("draft.docx", docx(p("Article 1") + p("The Fund")))
    message = EmailMessage()
    message.set_content("see the file")
    message.add_attachment(packed.getvalue(), maintype="application", subtype="zip", filename="all.zip")
    client.close()
    assert read_bytes(bytes(message), "mail.eml").text == "Article 1\nThe Fund"


def test_a_refusal_comes_through_with_reason_and_advice():
    with pytest.raises(UnreadableInput) as here:
        parse(b"PK\x03\x04 no archive", "a.docx")
    with pytest.raises(UnreadableInput) as behind:
        read_bytes(b"PK\x03\x04 no archive", "a.docx")
    assert str(behind.value) == str(here.value)


@linux
@pytest.mark.parametrize("user", ["--as-we-are", "--ordinary"])
@pytest.mark.usefixtures("full")
def test_no_escape_succeeds(user):
    done = subprocess.run(
        [sys.executable, str(ESCAPES), user], capture_output=True, text=True, timeout=120, check=True
    )
    told = json.loads(done.stdout)
    assert told["levels"] == ["full"]
    assert len(told["attempts"]) >= 40
    assert [name for name, outcome in told["attempts"].items() if not outcome.startswith("refused: E")] == []
    if user == "--ordinary":
        assert told["user"] != 0


@linux
def test_the_escapes_succeed_without_walls():
    """The attempts are real: where nothing is closed off, many of them get what they want."""
    code = (
        "import runpy, os\n"
        "from fullpowers.reading.worker import confine, protocol\n"
        "confine.confine = lambda keep: protocol.Walls('none')\n"
        f"runpy.run_path({str(ESCAPES)!r}, run_name='__main__')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, check=True
    )
    attempts = json.loads(done.stdout)["attempts"]
    for name in (
        "read /etc/passwd",
        "write a file",
        "TCP over IPv4",
        "Unix socket",
        "fork",
        "start a thread",
    ):
        assert attempts[name].startswith("SUCCEEDED"), name


def test_every_library_is_loaded_before_the_doors_close():
    """A closed-off worker can import nothing: what any reader imports must be there after warming up."""
    folder = Path(fullpowers.reading.__file__).parent
    wanted = {
        name.split(".")[0]
        for path in folder.rglob("*.py")
        if path.parent.name not in ("pdf", "worker") and path.name not in _KITS
        for name in _imports(ast.parse(path.read_text(encoding="utf-8")))
    }
    code = _WARM + "print(list(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(ast.literal_eval(done.stdout))
    assert wanted - loaded == set()
    ours = {
        "fullpowers.reading." + ".".join(path.relative_to(folder).with_suffix("").parts)
        for path in folder.rglob("*.py")
        if path.name not in ("__init__.py", *_KITS)
        and path.relative_to(folder).parts[0] not in ("pdf", "worker")
    }
    # kits are loaded when a file calls for them, before the doors close; two modules are for the parent only
    parent = {"fullpowers.reading.locks", "fullpowers.reading.here"}
    assert ours - loaded - set(kits._PREPARE.values()) - parent == set()


_WARM = (
    "import sys; from fullpowers.reading import kits; from fullpowers.reading.worker import warm; warm.up()\n"
    "for kit in kits.FORMATS: warm.up(kit)\n"
)

_KITS = ("ocr.py", "picture.py", "protected.py")
"""Modules of the kits, which are loaded when a file calls for them, as are their packages."""


def test_every_data_file_is_read_before_the_doors_close(docx, p):
    """A symbol, say, is looked up in a table that no sample of the warming up needs."""
    symbol = '<w:r><w:sym w:font="Symbol" w:char="F061"/></w:r>'
    data = docx(p(f"<w:r><w:t>x</w:t></w:r>{symbol}"))
    assert read_bytes(data, "a.docx") == parse(data, "a.docx")
    code = (
        f"{_WARM}import inspect\n"
        "print([f.__qualname__ for n, m in sys.modules.items() if n.startswith('fullpowers.reading') "
        "for f in vars(m).values() if hasattr(f, 'cache_info') and not inspect.signature(f).parameters "
        "and not f.cache_info().currsize])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _imports(tree: ast.AST):
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module


def test_the_worker_is_started_once_and_again_when_it_was_killed():
    read_bytes(DRAFT, "a.txt")
    first = client.worker()
    read_bytes(DRAFT, "a.txt")
    assert client.worker() is first
    first._process.kill()
    first._process.wait()
    assert read_bytes(DRAFT, "a.txt").text == parse(DRAFT, "a.txt").text
    assert client.worker() is not first


def test_threads_read_at_the_same_time():
    found = []
    threads = [threading.Thread(target=lambda: found.append(read_bytes(DRAFT, "a.txt").id)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [parse(DRAFT, "a.txt").id] * 8


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_a_forked_process_starts_a_worker_of_its_own():
    code = (
        "import os\nfrom fullpowers.reading import read_bytes\n"
        "read_bytes(b'AGREEMENT', 'a.txt')\n"
        "if os.fork() == 0:\n    read_bytes(b'AGREEMENT', 'a.txt'); os._exit(7)\n"
        "assert os.waitstatus_to_exitcode(os.wait()[1]) == 7\n"
        "print(read_bytes(b'AGREEMENT', 'a.txt').text)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout == "AGREEMENT\n"


BROKEN_READERS = {
    "import os; os.abort()": Refusal.BROKEN,
    "import ctypes; ctypes.string_at(0)": Refusal.BROKEN,
    "import os; os._exit(0)": Refusal.BROKEN,
    "exec('while True: pass')": Refusal.TIMEOUT,
    "import time; time.sleep(60)": Refusal.TIMEOUT,
    "held = [bytearray(100_000_000) for _ in range(100)]": Refusal.TOO_LARGE,
    "raise KeyError('x')": Refusal.BROKEN,
    "exec('def deep(): deep()\\ndeep()', {})": Refusal.TOO_DEEP,
    "import os; os.write(4, b'\\xff' * 100)": Refusal.TOO_LARGE,
    "import os; os.write(4, bytes(7) + b'\\x05junk!')": Refusal.BROKEN,
}
"""What a reader might do under attack, and what it comes to."""


@linux
@pytest.mark.parametrize(("attack", "refusal"), BROKEN_READERS.items())
def test_a_reader_that_breaks_becomes_a_refusal(attack, refusal):
    """The attack stands in for a hole in a parser: the worker is made to run it in place of reading."""
    with pytest.raises(UnreadableInput) as caught:
        _under_attack(attack)
    assert caught.value.refusal is refusal
    assert read_bytes(DRAFT, "a.txt").text


def _under_attack(attack: str) -> None:
    code = client._CODE
    walls = limits.LIMITS
    wall_seconds = walls.wall_seconds
    client.close()
    try:
        client._CODE = (
            "import json, sys; sys.path[:] = json.loads(sys.argv[1]); "
            "import fullpowers.reading.parse as p; from fullpowers.reading.limits import LIMITS; "
            "object.__setattr__(LIMITS, 'wall_seconds', 8); object.__setattr__(LIMITS, 'cpu_seconds', 3); "
            f"real = p.formats.extract; p.formats.extract = lambda data, *a, **k: exec({attack!r}) "
            "if data == b'attack' else real(data, *a, **k); "
            "from fullpowers.reading.worker.serve import "
        )
        object.__setattr__(walls, "wall_seconds", 8)
        read_bytes(b"attack", "a.txt")
    finally:
        client._CODE = code
        object.__setattr__(walls, "wall_seconds", wall_seconds)
        client.close()


def test_without_a_worker_reading_says_so(monkeypatch):
    client.close()
    monkeypatch.setattr(sys, "executable", "")
    assert read_bytes(DRAFT, "a.txt").text == parse(DRAFT, "a.txt").text
    assert containment() == "none"
    monkeypatch.undo()
    read_bytes(DRAFT, "a.txt")
    assert containment() != "none"


def test_a_system_without_fork_reads_in_a_process_for_each_file(monkeypatch):
    monkeypatch.setattr(worker, "_CAN_FORK", False)
    assert read_bytes(DRAFT, "a.txt") == parse(DRAFT, "a.txt")
    assert containment() in ("full", "limits only")
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(b"GIF89a", "a.txt")
    assert caught.value.refusal is Refusal.UNSUPPORTED


def test_answers_are_not_believed():
    """A worker under somebody else's rule may answer anything: places outside the text, false quotations."""
    from dataclasses import replace

    true = parse(DRAFT, "a.txt")
    job = protocol.Job("a.txt")
    assert worker._is_sound(true, job)
    beyond = replace(true.provisions[-1], end=len(true.text) + 1)
    false = true.passage(0, 5)
    lies = (
        replace(true, text=true.text[:-5]),
        replace(true, provisions=(*true.provisions[:-1], beyond)),
        replace(true, parties=(fullpowers.model.Party("X", passage=replace(false, quote="other")),)),
        replace(true, reading=Reading.SENT),
    )
    assert [lie for lie in lies if worker._is_sound(lie, job)] == []


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
def test_all_tries_of_one_file_share_its_time():
    """A file that needs another library is read again; the person who waits has one limit."""
    job = protocol.Job("a.txt")
    assert client.worker().ask(DRAFT, job, ()).answer.instrument is not None
    late = client.worker().ask(DRAFT, job, (), spent=1000.0).answer.refused
    assert late is not None
    assert late.refusal is Refusal.TIMEOUT


def test_messages_from_a_worker_are_safe_to_print():
    told = protocol.refusal(protocol.Refused(Refusal.BROKEN, "\x1b[2Jgone\u202e\n" * 1000), "a.txt")
    assert "\x1b" not in str(told)
    assert "\n" not in str(told)
    assert len(str(told)) < 3000


def test_numbers_of_system_calls_are_those_of_this_machine():
    header = Path("/usr/include/x86_64-linux-gnu/asm/unistd_64.h")
    if not header.exists():
        pytest.skip("the kernel's headers are not installed")
    numbers = dict(
        line.split()[1:3] for line in header.read_text().splitlines() if line.startswith("#define __NR_")
    )
    for call in seccomp.calls().calls:
        assert call.x86_64 == int(numbers[f"__NR_{call.name}"]), call.name


def test_numbers_of_system_calls_on_aarch64():
    header = Path("/usr/include/asm-generic/unistd.h")
    if not header.exists():
        pytest.skip("the kernel's headers are not installed")
    numbers = dict(
        line.split()[1:3]
        for line in header.read_text().splitlines()
        if line.startswith(("#define __NR_", "#define __NR3264_")) and len(line.split()) >= 3
    )
    for call in seccomp.calls().calls:
        if call.aarch64 is not None:
            named = numbers.get(f"__NR_{call.name}", "")
            number = named if named.isdigit() else numbers[f"__NR3264_{call.name}"]
            assert call.aarch64 == int(number), call.name
