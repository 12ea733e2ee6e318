"""What a command writes goes where it was asked for, whole, and nowhere else."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from fullpowers.cli import cli

DRAFTS = [str(Path(__file__).parents[2] / "examples" / "sharing" / f"draft-{n}.txt") for n in (1, 2)]


def compare(*arguments: str | os.PathLike[str]) -> int:
    return CliRunner().invoke(cli, ["compare", *DRAFTS, *map(str, arguments)]).exit_code


def test_a_link_that_somebody_laid_beside_it_is_not_followed(tmp_path: Path) -> None:
    treasure = tmp_path / "treasure"
    treasure.write_text("mine")
    for name in (".redline.md.part", "redline.md"):
        (tmp_path / name).symlink_to(treasure)
    assert compare("-o", tmp_path / "redline.md") == 0
    assert treasure.read_text() == "mine"
    assert "Redline" in (tmp_path / "redline.md").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["redline.md", "treasure"]


@pytest.mark.parametrize(
    "command",
    [
        ("compare", *DRAFTS, "-o"),
        ("review", DRAFTS[0], "--for", "UA", "-o"),
        ("check", DRAFTS[0], "--for", "UA", "--path"),
    ],
    ids=lambda command: command[0],
)
def test_a_place_that_cannot_be_written_is_wrong_usage(tmp_path: Path, command: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("")
    where = tmp_path / "file" / ("x.svg" if command[0] == "check" else "x.html")
    run = subprocess.run(
        [sys.executable, "-m", "fullpowers", *command, where], capture_output=True, text=True, check=False
    )
    assert run.returncode == 2
    assert "cannot write" in run.stderr
