"""Adding: every format, what is known again, what is left out and why, and nothing half stored."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from fullpowers.corpus import Corpus, engine, items
from fullpowers.model import InvalidData, StorageError

from .conftest import FISHING, Here, every, write


def test_every_format_comes_in_with_what_is_known_of_it(corpus: Corpus) -> None:
    there = {one.title: one for one in corpus.agreements()}
    treaty = there["Ruritania - Graustark"]
    assert (treaty.year, treaty.language, treaty.parties) == (1999, "en", ("CH", "NO"))
    assert [(clause.number, clause.heading) for clause in treaty.clauses] == [
        ("ARTICLE 1", "Objectives"),
        ("ARTICLE 2", "State Monopolies"),
    ]
    timber = there["Timber Agreement"]
    assert (timber.year, timber.parties, timber.resources) == (1987, ("LR",), ("timber",))
    fishing = next(one for one in corpus.agreements() if one.year == 2001)
    assert (fishing.kind, fishing.resources, set(fishing.parties)) == (
        "fisheries agreement",
        ("fish",),
        {"NO", "GH"},
    )


def test_what_cannot_be_read_is_listed_with_its_reason(corpus: Corpus) -> None:
    reasons = {Path(one.name).name: one.reason for one in corpus.failures()}
    assert set(reasons) == {"empty.txt", "broken.docx"}
    assert "empty" in reasons["empty.txt"]
    assert "damaged" in reasons["broken.docx"]


def test_the_same_text_is_known_again_and_a_near_repetition_is_told(corpus: Corpus) -> None:
    assert len(corpus) == 5, "the mining agreement stands in a file and in a row and is one agreement"
    later = next(one for one in corpus.agreements() if one.year == 2011)
    earlier = next(one for one in corpus.agreements() if one.year == 2001)
    assert later.like == earlier.id
    assert later.likeness >= 0.8


def test_adding_again_adds_nothing(tmp_path: Path) -> None:
    source = write(tmp_path / "texts")
    there = Corpus(tmp_path / "c", create=True)
    first = there.add(items([source]), Here())
    again = Corpus(tmp_path / "c").add(items([source]), Here())
    assert (first.added, len(first.failed)) == (5, 2)
    assert (again.added, again.known) == (0, 6)
    assert again.failed == first.failed, "what failed is tried again, and told again"
    assert len(Corpus(tmp_path / "c").store.commits) == 1, "and stored once"


def test_processes_give_what_one_process_gives(tmp_path: Path, corpus: Corpus) -> None:
    there = Corpus(tmp_path / "c", create=True)
    with engine(processes=2) as workers:
        there.add(items([write(tmp_path / "texts")]), workers)
    assert {one.id for one in there.agreements()} == {one.id for one in corpus.agreements()}


def test_what_is_taken_out_is_gone_from_searches_and_may_come_again(tmp_path: Path) -> None:
    source = write(tmp_path / "texts")
    there = Corpus(tmp_path / "c", create=True)
    there.add(items([source / "mining.txt"]), Here())
    (one,) = there.agreements()
    there.remove([one.id])
    assert (len(there), there.search("lithium")) == (0, [])
    assert there.add(items([source / "mining.txt"]), Here()).added == 1
    assert there.search("lithium")[0].agreement == one.id


def test_without_a_corpus_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="no corpus") as refusal:
        Corpus(tmp_path)
    assert refusal.value.mend.startswith("fullpowers corpus add")


def test_only_one_writes_at_a_time(tmp_path: Path) -> None:
    there = Corpus(tmp_path / "c", create=True)
    with there.store.writing(), pytest.raises(StorageError, match="another process"):
        Corpus(tmp_path / "c").add(items([write(tmp_path / "texts")]), Here())


def test_an_interrupt_keeps_what_was_read_and_the_rest_follows(tmp_path: Path) -> None:
    source = write(tmp_path / "texts")

    class Interrupted:
        def map(self, function: Any, things: Iterable[Any], lost: Any) -> Iterator[Any]:  # noqa: ARG002
            yield from map(function, islice(things, 3))
            raise KeyboardInterrupt

    there = Corpus(tmp_path / "c", create=True)
    with pytest.raises(KeyboardInterrupt):
        there.add(items([source]), Interrupted())
    after = Corpus(tmp_path / "c")
    assert (len(after), len(after.failures()), after.verify()) == (1, 2, [])
    assert after.add(items([source]), Here()).added == 4


def test_what_another_process_added_meanwhile_is_kept(tmp_path: Path) -> None:
    source = write(tmp_path / "texts")
    one = Corpus(tmp_path / "c", create=True)
    assert one.search("lithium") == []
    Corpus(tmp_path / "c").add(items([source / "mining.txt"]), Here())
    one.add(items([source / "fish-2001.txt"]), Here())
    after = Corpus(tmp_path / "c")
    assert len(after) == len(one) == 2
    assert after.verify() == []
    assert one.search("lithium"), "the index of the first has it too"


ADDING = """
import sys
from pathlib import Path
import fullpowers.corpus.corpus as room
from fullpowers.corpus import Corpus, items
room._BATCH = 2
class Here:
    def map(self, function, things, lost):
        return map(function, things)
Corpus(Path(sys.argv[1]), create=True).add(
    items([Path(sys.argv[2])]), Here(), lambda so_far: print(so_far.added, flush=True)
)
"""


@pytest.mark.parametrize("moment", [0.0, 0.04])
def test_a_kill_loses_nothing_that_was_reported_and_the_rest_follows(tmp_path: Path, moment: float) -> None:
    source = tmp_path / "texts"
    source.mkdir()
    for number in range(12):
        text = FISHING.format(royalty=number + 1, years=number + 2, signed=1990 + number)
        (source / f"{number:02}.txt").write_text(
            f"{text}\nAnnex\n\n" + f"Port {number} serves vessels. " * 30
        )
    command = [sys.executable, "-c", ADDING, str(tmp_path / "c"), str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        reported = int(child.stdout.readline())
        time.sleep(moment)
        child.send_signal(signal.SIGKILL)
        reported = max([reported, *map(int, child.stdout.read().split())])
    after = Corpus(tmp_path / "c")
    assert len(after) >= reported > 0
    assert after.verify() == []
    after.add(items([source]), Here())
    assert len(after) == 12
    assert len({one.agreement for one in every(after.search("tuna", limit=100))}) == 12


def test_a_treaty_that_declares_entities_is_refused_and_not_taken_for_text(tmp_path: Path) -> None:
    file = tmp_path / "treaty.xml"
    file.write_text(
        '<?xml version="1.0"?>\n<!DOCTYPE treaty [<!ENTITY a "aaaa">]>\n'
        "<treaty><body><article>&a; and more words than five</article></body></treaty>"
    )
    got = Corpus(tmp_path / "c", create=True).add(items([file]), Here())
    assert got.added == 0
    assert "document type" in got.failed[0].reason
