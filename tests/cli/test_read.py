"""`fullpowers read` shows the tree, the coverage, what is open, and the text as one party wants it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROLLING = """ROLLING TEXT

Article 1

Ukraine [UA: may] [US: shall] pay [half].

Article 2

It ends.
"""


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fullpowers", "read", *arguments],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_text_is_shown_with_its_coverage_and_open_places(tmp_path: Path) -> None:
    (tmp_path / "rolling.txt").write_text(ROLLING, encoding="utf-8")
    shown = run("rolling.txt", cwd=tmp_path).stdout
    assert "coverage: 69 characters in the file: body 69" in shown
    assert "2 places not agreed" in shown
    assert "--as UA" in shown


def test_a_text_is_read_as_a_party_wants_it(tmp_path: Path) -> None:
    (tmp_path / "rolling.txt").write_text(ROLLING, encoding="utf-8")
    read = json.loads(run("rolling.txt", "--as", "US", "--json", cwd=tmp_path).stdout)
    assert "Ukraine shall pay [half]." in read["text"]
    done = run("rolling.txt", "--as", "FR", cwd=tmp_path)
    assert done.returncode == 4
    assert "it names UA, US" in done.stderr


def test_a_second_language_is_linked(tmp_path: Path) -> None:
    english = (
        "TREATY\n\nArticle 1\n\nThe Fund shall be set up by the Parties and the Fund shall pay 50 percent.\n"
    )
    ukrainian = (
        "УГОДА\n\nСтаття 1\n\nСторони створюють Фонд, і Фонд сплачує 15 відсотків доходів та звітує.\n"
    )
    (tmp_path / "en.txt").write_text(english, encoding="utf-8")
    (tmp_path / "uk.txt").write_text(ukrainian, encoding="utf-8")
    shown = " ".join(run("en.txt", "--with", "uk.txt", cwd=tmp_path).stdout.split())
    assert "version in uk: 2 provisions linked" in shown
    assert "50 here, 15 in the version in uk" in shown
