"""A terminal shows a draft and obeys none of it; a pipe gets plain words."""

from __future__ import annotations

import os
import pty
import re
import struct
import subprocess
import sys
from fcntl import ioctl
from pathlib import Path
from termios import TIOCSWINSZ

import pytest

COMMANDS = "\x1b]52;c;cm0gLXJmIH4=\x07\x1b[2J\x1b[8m\x9b1A\x1b]0;owned\x07\x08\u202e"
"""What would write the clipboard, clear the screen, hide what follows, go a line up, name the window."""
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
DRAFT = """AGREEMENT

between the Government of Ukraine and Aurora{0} Minerals Ltd (the "Investor{0}")

Article 1
Term{0}

1. The Investor{0} shall pay 50 percent of its revenues{0} to Ukraine until 31 December 2030.
"""


def on_a_terminal(*arguments: str | os.PathLike[str], width: int = 90) -> str:
    """What the command sends to a terminal of that width, output and messages together."""
    ours, theirs = pty.openpty()
    ioctl(theirs, TIOCSWINSZ, struct.pack("HHHH", 50, width, 0, 0))
    kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR")}
    running = subprocess.Popen(
        [sys.executable, "-m", "fullpowers", *arguments],
        stdin=subprocess.DEVNULL, stdout=theirs, stderr=theirs, env={**kept, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    sent = b""
    try:
        while part := os.read(ours, 65_536):
            sent += part
    except OSError:  # Linux: the other end is closed
        pass
    finally:
        os.close(ours)
        running.wait()
    return sent.decode().replace("\r\n", "\n")


def obeyed(sent: str) -> str:
    """What a terminal would take for a command, beside our colours and our line of progress."""
    without = COLOUR.sub("", sent).replace("\r\x1b[2K", "")
    return "".join(re.findall("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", without))


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    file = tmp_path / f"draft{COMMANDS}.txt"
    file.write_text(DRAFT.format(COMMANDS), encoding="utf-8")
    return file


@pytest.mark.parametrize(
    "command",
    [("read",), ("read", "--undertakings", "--terms"), ("check", "--for", "UA"), ("review", "--for", "UA")],
    ids=" ".join,
)
def test_a_draft_commands_no_terminal(draft: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    where = ("-o", tmp_path / "brief.html") if command[0] == "review" else ()
    sent = on_a_terminal(command[0], draft, *command[1:], *where)
    assert len(sent) > 200
    assert obeyed(sent) == ""
    assert "\x1b[8m" not in sent  # a colour that hides is none of ours


def test_a_name_of_a_file_commands_no_terminal(tmp_path: Path) -> None:
    file = tmp_path / f"draft{COMMANDS}.docx"
    file.write_bytes(b"PK\x03\x04 not a zip")
    sent = on_a_terminal("read", file)
    assert "⟨U+001B⟩" in sent
    assert obeyed(sent) == ""
    assert obeyed(on_a_terminal("read", f"missing{COMMANDS}.txt")) == ""
    assert obeyed(on_a_terminal(f"command{COMMANDS}")) == ""


def test_lines_are_broken_at_words_and_shown_in_colour(draft: Path) -> None:
    sent = on_a_terminal("read", draft, width=60)
    assert COLOUR.search(sent)
    lines = re.sub("\r\x1b\\[2K", "\n", COLOUR.sub("", sent)).split("\n")
    assert 40 < max(map(len, lines)) <= 60


def test_a_pipe_gets_whole_lines_without_colour(tmp_path: Path) -> None:
    draft = tmp_path / "draft.txt"
    draft.write_text(DRAFT.format(""), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "fullpowers", "read", draft, "--terms"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "\x1b" not in run.stdout + run.stderr
    assert any(line.startswith("art-1") and line.endswith("”") for line in run.stdout.splitlines())


def test_a_name_that_is_not_utf_8_is_printed(tmp_path: Path) -> None:
    file = os.fsencode(tmp_path) + b"/draft-\xff.txt"
    Path(os.fsdecode(file)).write_text(DRAFT.format(""), encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "fullpowers", "compare", file, file], capture_output=True, check=False
    )
    assert run.returncode == 0, run.stderr
