"""Every refusal is one explained line on standard error and a documented exit code."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DRAFT = """AGREEMENT BETWEEN UKRAINE AND THE STATE OF RURITANIA ON GAS

Have agreed as follows:

Article 1

Ukraine shall contribute 50 percent of all revenues from natural gas to the Fund.

Article 2

Ruritania intends to support Ukraine.
"""


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fullpowers", *arguments], capture_output=True, text=True, cwd=cwd, check=False
    )


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    path = tmp_path / "draft.txt"
    path.write_text(DRAFT, encoding="utf-8")
    return path


def test_a_review_writes_the_brief_and_ends_with_0(draft: Path) -> None:
    done = run("review", "draft.txt", "--for", "UA", "--on", "2025-02-21", cwd=draft.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "brief.html" in done.stdout
    assert "50 percent" in (draft.parent / "brief.html").read_text(encoding="utf-8")


def test_a_pdf_is_printed_while_the_other_files_are_written(draft: Path) -> None:
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    given = ["review", "draft.txt", "--for", "UA", "--one-page"]
    done = run(*given, "-o", "brief.pdf", "-o", "brief.html", "-o", "brief.docx", cwd=draft.parent)
    assert (done.returncode, done.stderr) == (0, "")
    begins = {name: (draft.parent / f"brief.{name}").read_bytes()[:5] for name in ("pdf", "html", "docx")}
    assert begins == {"pdf": b"%PDF-", "html": b"<!doc", "docx": b"PK\x03\x04\x14"}


def test_a_pdf_that_cannot_be_written_is_refused_by_name(draft: Path) -> None:
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    given = ["review", "draft.txt", "--for", "UA", "--one-page"]
    done = run(*given, "-o", "draft.txt/brief.pdf", "-o", "brief.html", cwd=draft.parent)
    assert done.returncode == 2
    assert "cannot write" in done.stderr


def test_fail_on_turns_an_open_finding_into_1(draft: Path) -> None:
    done = run("review", "draft.txt", "--for", "UA", "--fail-on", "cannot-tell", cwd=draft.parent)
    assert done.returncode == 1
    assert (draft.parent / "brief.html").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["review", "draft.txt"], 2, "--for UA"),
        (["review", "draft.txt", "--for", "Ukraine"], 2, "two-letter"),
        (["review", "draft.txt", "--for", "UA", "--on", "21.02.2025"], 2, "2025-02-21"),
        (["review", "draft.txt", "--for", "UA", "--fact", "signed=perhaps"], 2, "NAME=yes"),
        (["review", "draft.txt", "--for", "UA", "-o", "brief.odt"], 2, ".html, .pdf, .docx"),
        (["review", "--for", "UA"], 2, "name the draft"),
        (["nonsense"], 2, "nonsense"),
        (["read", "absent.txt"], 3, "missing"),
        (["read", "."], 3, "folder"),
        (["check", "draft.txt", "--for", "UA", "--fact", "no_such_fact=yes"], 4, "no_such_fact"),
        (["check", "draft.txt", "--for", "UA", "--packs", "nowhere"], 4, "nowhere"),
        (["review", "--matter", "absent.yaml"], 4, "absent.yaml"),
    ],
)
def test_what_goes_wrong_is_said_in_a_line(draft: Path, arguments: list[str], code: int, says: str) -> None:
    done = run(*arguments, cwd=draft.parent)
    assert done.returncode == code, done.stderr
    assert says in done.stderr
    assert "Traceback" not in done.stderr
    assert not (draft.parent / "brief.html").exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "empty"),
        (b"%PDF-1.7\n...", "broken"),
        (b"PK\x03\x04broken", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "legacy"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_3(tmp_path: Path, content: bytes, says: str) -> None:
    (tmp_path / "draft.docx").write_bytes(content)
    done = run("review", "draft.docx", "--for", "UA", cwd=tmp_path)
    assert done.returncode == 3
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_every_exit_code_is_documented() -> None:
    page = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")
    assert all(f"| {code} |" in page for code in (0, 1, 2, 3, 4, 5, 70, 130))
