"""Kinds of clauses learned from annotated examples, on the user's own machine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fullpowers.cli.precedents import corpus as command
from fullpowers.corpus import Corpus, Example, Filters, examples_in, items
from fullpowers.model import BrokenRecords, InvalidData

from .conftest import FISHING, Here, write

TEXTS = {
    "watching": (
        "Every trawler carries an observer who measures the fish and reports the catch.",
        "The master lodges and feeds the observer as an officer.",
        "Observers watch the hauling of nets; their reports are confidential.",
        "Vessels report their catch by species; an observer may look into the log.",
    ),
    "payment": (
        "A royalty of 3 percent of the value is paid to the treasury.",
        "The company pays 5 percent of gross value as royalty each year.",
        "Royalty: 8 percent of the value of what was sold, paid by the shipowners.",
        "The shipowners pay to the state a share of the value, 6 percent.",
    ),
    "disputes": (
        "Disputes are settled by arbitration in Geneva.",
        "Either party may ask for arbitration of any dispute.",
        "A dispute goes to arbitration at the request of one party.",
        "Settlement of disputes: three arbitrators decide any dispute.",
    ),
}
EXAMPLES = [
    Example(text, kind, f"contract {number}")
    for kind, texts in TEXTS.items()
    for number, text in enumerate(texts)
]


@pytest.fixture
def taught(tmp_path: Path) -> Corpus:
    made = Corpus(tmp_path / "c", create=True)
    made.add(items([write(tmp_path / "texts")]), Here())
    made.learn(EXAMPLES)
    return made


def test_clauses_answer_to_the_kinds_that_were_learned(taught: Corpus) -> None:
    found = taught.search("", Filters(clause="learned:watching"))
    assert {one.heading for one in found} == {"Observers and Reports"}
    assert taught.search("observer", Filters(clause="learned:payment")) == []


def test_what_is_added_later_is_told_as_well_and_after_a_new_start(taught: Corpus, tmp_path: Path) -> None:
    again = Corpus(taught.folder)
    later = tmp_path / "later.txt"
    later.write_text(FISHING.format(royalty=3, years=9, signed=2019).replace("tuna", "hake"))
    again.add(items([later]), Here())
    found = Corpus(taught.folder).search("", Filters(clause="learned:watching", since=2019))
    assert [one.year for one in found] == [2019]


def test_groups_are_left_out_whole(taught: Corpus) -> None:
    assert taught.learned is not None
    assert (taught.learned.examples, taught.learned.right, taught.learned.told) == (12, 1.0, 1.0)
    noise = [Example(one.text, f"kind of {one.group}", one.group) for one in EXAMPLES]
    assert taught.learn(noise).right == 0.0, (
        "a kind that stands in one group alone cannot be known without it"
    )


def test_the_same_examples_give_the_same_weights(taught: Corpus) -> None:
    first = (taught.folder / "learned.npz").read_bytes()
    taught.learn(EXAMPLES)
    assert (taught.folder / "learned.npz").read_bytes() == first


def test_too_few_examples_and_damaged_files_are_refused(taught: Corpus, tmp_path: Path) -> None:
    with pytest.raises(InvalidData, match="two kinds"):
        taught.learn(EXAMPLES[:1])
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"text": "words"}\n')
    with pytest.raises(InvalidData, match=r"rows\.jsonl:1"):
        examples_in(rows)
    (taught.folder / "learned.npz").write_bytes(b"no archive")
    with pytest.raises(BrokenRecords):
        _ = Corpus(taught.folder).learned


def test_by_command(tmp_path: Path) -> None:
    folder, draft, rows = tmp_path / "c", tmp_path / "draft.txt", tmp_path / "rows.jsonl"
    Corpus(folder, create=True)
    draft.write_text(FISHING.format(royalty=7, years=6, signed=2001))
    where = ["--corpus", str(folder)]
    nothing = CliRunner().invoke(command, ["kinds", str(draft), *where])
    assert isinstance(nothing.exception, InvalidData)
    rows.write_text(
        "".join(
            json.dumps({"words": one.text, "label": one.kind, "contract": one.group}) + "\n"
            for one in EXAMPLES
        )
    )
    learned = CliRunner().invoke(command, ["learn", str(rows), "--text", "words", "--kind", "label", *where])
    assert "3 kinds from 12 texts; with each contract left out in turn 100.0% right" in learned.output
    told = CliRunner().invoke(command, ["kinds", str(draft), *where])
    assert "art-5  watching" in told.output
    assert "art-4  disputes" in told.output
