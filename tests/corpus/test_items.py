"""Odd files and rows: each is listed with its reason, and the others are added."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from fullpowers.corpus import Corpus, items
from fullpowers.model import InvalidData, UnreadableInput

from .conftest import FISHING, MINING, Here


def test_a_path_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableInput, match="no such file"):
        list(items([tmp_path / "nothing"]))


def test_a_file_without_rows_is_refused_with_the_place(tmp_path: Path) -> None:
    (tmp_path / "rows.jsonl").write_text('\n{"title": 3}\n')
    with pytest.raises(InvalidData, match=r"rows.jsonl:2"):
        list(items([tmp_path / "rows.jsonl"]))


ODD_ROWS = {
    "no JSON": b"{",
    "no object": b"[1, 2]",
    "no text": b'{"title": "T"}',
    "a text that is none": b'{"text": 3}',
    "not UTF-8": b'{"text": "\xff\xfe"}',
    "too deep": b"[" * 100_000,
    "an empty text": b'{"text": ""}',
    "a text of zeros": b'{"text": "\\u0000\\u0000"}',
}


@pytest.mark.parametrize("row", ODD_ROWS.values(), ids=ODD_ROWS)
def test_an_odd_row_is_listed_and_the_others_are_added(tmp_path: Path, row: bytes) -> None:
    good = json.dumps({"text": MINING}).encode()
    rows = (good, row, b"", good.replace(b"GHANA", b"GABON"))
    (tmp_path / "rows.jsonl").write_bytes(b"\n".join(rows))
    got = Corpus(tmp_path / "c", create=True).add(items([tmp_path / "rows.jsonl"]), Here())
    assert got.added == 2
    (failure,) = got.failed
    assert failure.name.endswith("rows.jsonl:2")
    assert failure.reason


def test_half_a_character_and_odd_values_of_a_row_do_no_harm(tmp_path: Path) -> None:
    row = {"text": MINING + "\ud83d", "title": "A\ud800", "year": [1999], "parties": {"a": 1}}
    (tmp_path / "rows.jsonl").write_text(json.dumps(row))
    there = Corpus(tmp_path / "c", create=True)
    assert there.add(items([tmp_path / "rows.jsonl"]), Here()).added == 1
    (one,) = there.agreements()
    assert (one.title, one.year, one.parties) == ("A?", 1999, ())


def test_what_is_no_file_is_listed_and_the_others_are_added(tmp_path: Path) -> None:
    source = tmp_path / "texts"
    source.mkdir()
    os.mkfifo(source / "pipe.txt")
    (source / "dangling.txt").symlink_to(source / "nothing")
    for number in range(5):
        (source / f"{number}.txt").write_text(FISHING.format(royalty=number, years=3, signed=1990))
    got = Corpus(tmp_path / "c", create=True).add(items([source, source / "pipe.txt"]), Here())
    assert got.added == 5
    assert [one.reason for one in got.failed] == [f"{source / 'pipe.txt'}: it is no file"]


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to root")
def test_a_file_that_may_not_be_read_is_listed(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.jsonl"):
        (tmp_path / name).write_text(MINING)
        (tmp_path / name).chmod(0)
    (tmp_path / "b.txt").chmod(0o600)
    got = Corpus(tmp_path / "c", create=True).add(items([tmp_path]), Here())
    assert (got.added, [Path(one.name).name for one in got.failed]) == (1, ["a.txt", "c.jsonl"])


def test_two_empty_files_are_two_failures_and_mended_ones_are_added(tmp_path: Path) -> None:
    source = tmp_path / "texts"
    source.mkdir()
    for name in ("a.txt", "b.txt"):
        (source / name).write_text("")
    there = Corpus(tmp_path / "c", create=True)
    assert len(there.add(items([source]), Here()).failed) == 2
    (source / "a.txt").write_text(MINING)
    got = there.add(items([source]), Here())
    assert (got.added, [Path(one.name).name for one in got.failed]) == (1, ["b.txt"])
