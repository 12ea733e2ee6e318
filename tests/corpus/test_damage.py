"""Every file that is damaged, lost or of a newer version is noticed; a full disk loses nothing."""

from __future__ import annotations

import json
import resource
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from fullpowers.corpus import Corpus, Example, items
from fullpowers.model import BrokenRecords, InvalidData

from .conftest import FISHING, Here, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A corpus of three commits: two that added, one that looked through; and learned kinds."""
    source = write(tmp_path / "texts")
    there = Corpus(tmp_path / "c", create=True)
    there.add(items([source / "mining.txt", source / "rows.jsonl", source / "broken.docx"]), Here())
    there.analyse(Here())
    there.add(items([source]), Here())
    words = {"royalty": "a royalty of {} percent of the value", "term": "in force for {} years"}
    there.learn([Example(text.format(n), kind, str(n)) for kind, text in words.items() for n in range(12)])
    assert there.verify() == []
    return tmp_path / "c"


def _flip(file: Path) -> None:
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 0xFF
    file.write_bytes(bytes(data))


def test_a_bit_that_fell_over_is_found_in_every_part(folder: Path) -> None:
    parts = sorted((folder / "parts").iterdir())
    assert {part.stem.split("-")[1] for part in parts} == {"agreements", "failures", "force", "terms"}
    for part in parts:
        whole = part.read_bytes()
        _flip(part)
        assert Corpus(folder).verify() == [f"{part.name} was altered"]
        part.unlink()
        assert Corpus(folder).verify() == [f"{part.name} is missing"]
        part.write_bytes(whole)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_commit_that_was_rewritten_is_found(folder: Path, number: int) -> None:
    file = folder / "commits" / f"{number:06}.json"
    said = json.loads(file.read_text())
    said["added"], said["analysed"] = said["added"][1:], said["analysed"][1:]
    file.write_text(json.dumps(said))
    assert any(file.name in one for one in Corpus(folder).verify())


def test_a_lost_commit_is_told_and_nothing_is_thrown_away(folder: Path, tmp_path: Path) -> None:
    (folder / "commits" / "000002.json").rename(tmp_path / "kept")
    parts = {one.name for one in (folder / "parts").iterdir()}
    there = Corpus(folder)
    assert there.verify()[0].startswith("commit 2 is missing")
    with pytest.raises(BrokenRecords, match="commit 2 is missing"):
        there.add(items([tmp_path / "texts"]), Here())
    assert {one.name for one in (folder / "parts").iterdir()} == parts


def test_an_index_that_lost_clauses_is_found_and_made_anew(folder: Path) -> None:
    there = Corpus(folder)
    there.index.put((), [next(there.agreements()).id], upto=there.index.upto)
    assert "made anew" in Corpus(folder).verify()[0]
    shutil.rmtree(folder / "index")
    assert Corpus(folder).verify() == []
    assert Corpus(folder).search("royalty")


def test_a_mark_of_the_index_that_is_half_written_is_none(folder: Path) -> None:
    (folder / "index" / "upto").write_text("")
    assert Corpus(folder).search("lithium")
    assert Corpus(folder).verify() == []


def test_learned_weights_that_were_damaged_are_found(folder: Path) -> None:
    _flip(folder / "learned.npz")
    assert any("learned" in one for one in Corpus(folder).verify())


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ('{"format": 99}', InvalidData),
        ("{}", InvalidData),
        ("[]", InvalidData),
        ("{", BrokenRecords),
        ("", BrokenRecords),
    ],
)
def test_a_corpus_of_a_newer_version_or_with_a_damaged_head_is_refused(
    folder: Path, said: str, refusal: type[Exception]
) -> None:
    (folder / "corpus.json").write_text(said)
    with pytest.raises(refusal):
        Corpus(folder)


@pytest.mark.parametrize("said", ["{", "[]", '{"number": 1}', '"text"'])
def test_a_commit_that_cannot_be_read_is_no_empty_corpus(folder: Path, said: str) -> None:
    (folder / "commits" / "000001.json").write_text(said)
    with pytest.raises(BrokenRecords, match="cannot be read"):
        Corpus(folder)


FULL = """
import sys
from pathlib import Path
import fullpowers.corpus.corpus as room
from fullpowers.corpus import Corpus, items
from fullpowers.model import StorageError
room._BATCH = 2
class Here:
    def map(self, function, things, lost):
        return map(function, things)
try:
    Corpus(Path(sys.argv[1]), create=True).add(
        items([Path(sys.argv[2])]), Here(), lambda so_far: print(so_far.added, flush=True)
    )
except StorageError as error:
    print("refused:", error)
"""


def _full(most: int) -> Callable[[], None]:
    """Files of more bytes cannot be written, as on a disk that is full."""
    return lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.parametrize("most", [600, 9_000, 14_000])
def test_a_full_disk_is_told_and_nothing_that_was_reported_is_lost(tmp_path: Path, most: int) -> None:
    source = tmp_path / "texts"
    source.mkdir()
    for number in range(6):
        text = FISHING.format(royalty=number + 1, years=number + 2, signed=1990 + number)
        words = " ".join(f"word{at * (number + 1)}" for at in range(900 * number))
        (source / f"{number}.txt").write_text(f"{text}\nAnnex\n\n{words}\n")
    command = [sys.executable, "-c", FULL, str(tmp_path / "c"), str(source)]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        preexec_fn=_full(most),
    )
    *reported, last = done.stdout.splitlines() or [""]
    assert last.startswith("refused:"), done.stderr
    there = Corpus(tmp_path / "c", create=True)
    assert len(there) >= max([0, *map(int, reported)])
    there.add(items([source]), Here())
    assert (len(there), there.verify()) == (6, [])
    assert len({one.agreement for one in there.search("tuna", limit=100)}) > 0
