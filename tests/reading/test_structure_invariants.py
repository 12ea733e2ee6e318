"""What holds of every text, however odd: nothing is lost, every place has one address."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import UnreadableInput
from fullpowers.reading.blocks import Block, BlockKind
from fullpowers.reading.structure import build

PIECES = """Article|ARTICLE 3|Section 2.|1.|(a)|(i)|(ii)|ii)|CHAPTER IV|Annex|ANNEX B|Whereas|shall pay 50 %
|have agreed as follows:|DONE at Kyiv|Стаття 5|]|the|of|Article 7 of|…… 5|–|Option 1|[UA: shall]|PREAMBLE|«|[
|contents|Commentary|IV|5bis|x;"""
WORDS = st.sampled_from(PIECES.replace("\n", "").split("|"))
LINES = st.lists(WORDS, min_size=1, max_size=8).map(" ".join).map(lambda line: line.strip() or "x")
BLOCKS = st.lists(
    st.builds(Block, text=LINES, kind=st.sampled_from(list(BlockKind))), min_size=1, max_size=30
)
LONG = st.lists(WORDS, min_size=1, max_size=40).map(
    lambda words: [Block(" ".join([*words, "and so on" * 200]))]
)


def structures(blocks):
    blocks = sorted(blocks, key=lambda block: (block.kind is BlockKind.NOTE, block.kind is BlockKind.MARGIN))
    return build(blocks)


@settings(max_examples=300, deadline=None)
@given(st.one_of(BLOCKS, LONG))
def test_the_own_texts_in_order_are_the_whole_text(blocks):
    found = structures(blocks)
    order = [provision for root in found.provisions for provision in root.walk()]
    own = "".join(found.text[provision.start : provision.own_end] for provision in order)
    assert own.replace("\n", "") == found.text.replace("\n", "")


@settings(max_examples=200, deadline=None)
@given(st.one_of(BLOCKS, LONG))
def test_places_are_in_order_and_inside_their_parents(blocks):
    found = structures(blocks)
    order = [provision for root in found.provisions for provision in root.walk()]
    assert all(before.start <= after.start for before, after in pairwise(order))
    for provision in order:
        assert provision.start <= provision.body <= provision.own_end <= provision.end <= len(found.text)
        assert all(
            provision.start <= child.start <= child.end <= provision.end for child in provision.children
        )


@settings(max_examples=200, deadline=None)
@given(st.one_of(BLOCKS, LONG))
def test_every_path_is_of_one_provision(blocks):
    paths = [provision.path for root in structures(blocks).provisions for provision in root.walk()]
    assert len(paths) == len(set(paths))
    assert all(re.fullmatch(r"[\w.~/-]+", path) for path in paths)


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs")) | st.just("\n"), min_size=1, max_size=300))
def test_plain_text_keeps_every_visible_letter(text):
    from fullpowers.reading import read_bytes
    from fullpowers.reading.characters import clean_block

    try:
        instrument = read_bytes(text.encode("utf-8", "surrogatepass"), "draft.txt")
    except UnreadableInput:
        return
    seen = clean_block(Block(text)).text
    assert sorted("".join(instrument.text.split())) == sorted("".join(seen.split()))


@pytest.mark.parametrize(
    "piece", ["Article 1 ", "(a) ", "1. ", "[", "ANNEX I ", "ARTICLE 1x", "; 1. ", "Article "]
)
def test_repetition_takes_no_long_time(piece):
    """Four times the text takes about four times the processor's time, not sixteen times."""
    import time

    def cost(size):
        begun = time.process_time()
        build([Block(piece * (10 * size // len(piece)))])
        build([Block(piece.strip())] * size)
        return time.process_time() - begun

    assert min(cost(8_000) for _ in range(2)) < 9 * min(cost(2_000) for _ in range(3)) + 0.2
