"""`check --ask`, `check --path` and `law ...` on the command line."""

import subprocess
import sys
from pathlib import Path

DRAFT = Path(__file__).parents[1] / "law" / "drafts" / "framework.txt"


def run(*arguments: str, cwd: Path, answers: str = "") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "fullpowers", *arguments],
        capture_output=True,
        text=True,
        cwd=cwd,
        check=False,
        input=answers,
    )


def test_questions_are_asked_one_by_one_and_answers_kept_for_the_matter(tmp_path: Path) -> None:
    done = run(
        "check",
        str(DRAFT),
        "--for",
        "UA",
        "--on",
        "2025-02-26",
        "--ask",
        cwd=tmp_path,
        answers="yes\nperhaps\n\nstop\n",
    )
    assert done.returncode == 0, done.stderr
    assert "does not answer the question" in done.stderr
    assert "facts:\n  meant_under_international_law: true\n" in done.stderr
    assert "would decide it" in done.stdout


def test_the_path_is_written_as_picture_and_calendar(tmp_path: Path) -> None:
    for name, begins in (("path.svg", "<svg"), ("path.ics", "BEGIN:VCALENDAR\r\n")):
        done = run("check", str(DRAFT), "--for", "UA", "--path", name, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert (tmp_path / name).read_bytes().decode().startswith(begins)
    assert run("check", str(DRAFT), "--for", "UA", "--path", "path.png", cwd=tmp_path).returncode == 2


def test_a_number_is_a_fact_too(tmp_path: Path) -> None:
    done = run("check", str(DRAFT), "--for", "EC", "--fact", "state_share_percent=40", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_a_pack_is_begun_checked_tried_and_explained(tmp_path: Path) -> None:
    assert run("law", "new-pack", "SE", "-o", "packs/se.yaml", cwd=tmp_path).returncode == 0
    assert run("law", "new-pack", "SE", "-o", "packs/se.yaml", cwd=tmp_path).returncode == 2
    assert run("law", "lint", "packs", "--on", "2026-02-01", cwd=tmp_path).returncode == 0
    assert "0 failed" in run("law", "test", "packs", cwd=tmp_path).stderr
    assert "se.example" in run("law", "explain", "se.example", "packs", cwd=tmp_path).stdout
    pack = tmp_path / "packs" / "se.yaml"
    pack.write_text(
        pack.read_text(encoding="utf-8").replace("cite: [se.example]", "cite: []"), encoding="utf-8"
    )
    assert run("law", "lint", "packs", cwd=tmp_path).returncode == 4
    assert run("law", "test", "packs", cwd=tmp_path).returncode == 4


def test_coverage_and_export(tmp_path: Path) -> None:
    done = run("law", "coverage", cwd=tmp_path)
    assert "in depth" in done.stdout
    assert "states" in done.stderr
    assert run("law", "export", "UA", "-o", "ua.xml", cwd=tmp_path).returncode == 0
    assert (tmp_path / "ua.xml").read_text(encoding="utf-8").startswith("<?xml")
    assert run("law", "export", "ZZ", cwd=tmp_path).returncode == 4
