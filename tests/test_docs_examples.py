"""What the documentation tells to type works: every `$ fullpowers ...` line and every Python block is run."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from fullpowers.cli import cli

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
COMMANDS = {page: re.findall(r"^\$ fullpowers (.+)$", page.read_text("utf-8"), re.M) for page in PAGES}
PYTHON = {page: re.findall(r"^```python\n(.*?)^```", page.read_text("utf-8"), re.M | re.S) for page in PAGES}


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the examples in it, the drafts that pages speak of, and a case that has just come in."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    (tmp_path / "case").mkdir()
    for name in ("draft-2.docx", "draft-3.docx"):
        for folder in (tmp_path, tmp_path / "case"):
            shutil.copy(ROOT / "examples" / "minerals" / "drafts" / name, folder)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    "page", [page for page in PAGES if COMMANDS[page]], ids=lambda page: str(page.relative_to(ROOT))
)
def test_the_commands_of_a_page_work_in_their_order(page: Path, checkout: Path) -> None:
    for command in COMMANDS[page]:
        words = [word.strip('"') for word in re.findall(r'"[^"]*"|\S+', command)]
        done = CliRunner().invoke(cli, words)
        assert done.exit_code == 0, (command, done.output, done.exception)
        for written in re.findall(r"-o (\S+)", command):
            assert (checkout / written).stat().st_size > 1000


@pytest.mark.parametrize(
    "page", [page for page in PAGES if PYTHON[page]], ids=lambda page: str(page.relative_to(ROOT))
)
@pytest.mark.usefixtures("checkout")
def test_the_python_of_a_page_runs(page: Path) -> None:
    names: dict[str, object] = {}
    for block in PYTHON[page]:
        exec(compile(block, str(page), "exec"), names)  # noqa: S102 - our own pages
