"""A text to be read: leaves that hold all of it, stretches that know their places, marks on their words."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.brief import pieces
from fullpowers.comparison import compare
from fullpowers.desk.text import Book, Note, book, clauses, search
from fullpowers.desk.text.leaves import LEAF, WHOLE
from fullpowers.model import (
    Analysis,
    BindingForce,
    Bindingness,
    Instrument,
    Ledger,
    Manifest,
    Opinion,
    Provision,
    ProvisionKind,
    Review,
)
from fullpowers.reading import read_bytes

from .negotiated import reviewed

_PIECE = re.compile(r'<span data-([no])="(\d+)"([^>]*)>([^<]*)</span>')


def opened(review: Review) -> Book:
    return book(pieces(review, lambda anchor: f"#{anchor}").text, review.instrument)


def drawn(review: Review, notes: tuple[Note, ...] = (), at: str = "") -> str:
    """All clauses as HTML."""
    return "".join(
        part
        for leaf in opened(review).leaves
        for one in clauses(leaf.clauses, notes, at)
        for part in (one.heading, one.number, *one.lines)
    )


@pytest.mark.parametrize("review", [reviewed(3, 2), reviewed(2)], ids=["redline", "text"])
def test_every_stretch_stands_where_it_says(review: Review) -> None:
    found = _PIECE.findall(drawn(review))
    texts = {"n": review.instrument.text, "o": review.previous.text if review.previous else ""}
    covered = {"n": set[int](), "o": set[int]()}
    for side, place, attributes, words in found:
        start, text = int(place), texts[side]
        length = 1 if "data-length" in attributes else len(unescape(words))
        if "data-length" not in attributes:
            assert text[start : start + length] == unescape(words)
        covered[side].update(range(start, start + length))
    missing = [text for at, text in enumerate(texts["n"]) if at not in covered["n"]]
    assert not "".join(missing).strip(), "every character of the draft can be selected"


def test_a_note_is_marked_on_its_words_and_on_no_others() -> None:
    review = reviewed(3, 2)
    text = review.instrument.text
    start = text.index("66 percent")
    notes = (
        Note("a", start, start + 10, "proposal"),
        Note("b", start + 3, start + 30, "comment"),
    )
    found = _PIECE.findall(drawn(review, notes))
    for note in notes:
        marked = [
            unescape(words)
            for _, _, attributes, words in found
            if re.search(rf'data-notes="[^"]*\b{note.id}\b', attributes)
        ]
        assert "".join(marked) == text[note.start : note.end]


def test_words_that_are_gone_are_marked_in_the_draft_before() -> None:
    review = reviewed(3, 2)
    assert review.previous is not None
    assert review.comparison is not None
    edit = next(edit for change in review.comparison.changes for edit in change.edits if edit.old.strip())
    html = drawn(review, (Note("a", edit.old_start, edit.old_end, "comment", old=True),))
    marked = [words for side, _, attributes, words in _PIECE.findall(html) if "data-notes" in attributes]
    assert unescape("".join(marked)) == edit.old


def test_a_place_that_is_looked_for_gets_a_name() -> None:
    review = reviewed(3, 2)
    at = review.instrument.text.index("66 percent")
    assert f'id="n{at}"' in drawn(review, at=f"n{at}")


def test_text_from_a_draft_is_only_ever_text() -> None:
    old = read_bytes(b"Article 1\nThe Parties agree.", "a.txt")
    evil = "Article 1\nThe Parties agree on <script>alert(1)</script> &amp; \u202eall of it."
    new = read_bytes(evil.encode(), "b.txt")
    html = drawn(_minimal(old, new))
    assert "<script" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;amp;" in re.sub(r"</?(span|ins|del)[^>]*>", "", html)
    assert "\u202e" not in html


def test_a_long_text_is_sent_in_leaves_and_a_short_one_whole() -> None:
    short = opened(reviewed(3, 2))
    assert not short.long
    assert short.chunks == (range(len(short.leaves)),)
    lines = [
        f"Article {n}\nThe Parties shall do thing number {n}, {'and more ' * 60}." for n in range(1, 400)
    ]
    old = read_bytes("\n".join(lines).encode(), "a.txt")
    new = read_bytes("\n".join(lines).replace("number 7,", "number seven,").encode(), "b.txt")
    long = opened(_minimal(old, new))
    assert long.long
    assert long.size > WHOLE
    assert all(leaf.size <= LEAF or len(leaf.clauses) == 1 for leaf in long.leaves)
    at = new.text.index("Article 390\n")
    leaf = long.leaf_of(f"n{at}")
    assert leaf == long.leaf_of("art-390")
    assert leaf in long.chunks[long.chunk_of(leaf)]
    assert [leaf for chunk in long.chunks for leaf in chunk] == list(range(len(long.leaves)))
    assert any(clause.place == "Article 390" for clause in long.leaves[leaf].clauses)
    for chunk in long.chunks:
        sent = [leaf for k in chunk if not (leaf := long.leaves[k]).summary]
        assert sum(leaf.size for leaf in sent) <= LEAF


def test_the_tree_counts_what_happened_under_each_article() -> None:
    found = opened(reviewed(3, 2))
    by_number = {line.number: line.changes for line in found.tree}
    assert by_number["Article 6"] == 0
    assert by_number["Article 4"] >= 1
    assert found.changes >= sum(line.changes for line in found.tree if line.depth == 0)


def test_words_are_found_whatever_their_case_and_spaces() -> None:
    draft = read_bytes(b"Article 1\nThe  Fund shall\nhold the fund\xe2\x80\x99s money.", "a.txt")
    assert [hit.words for hit in search(draft, "FUND SHALL")] == ["Fund shall"]
    assert len(search(draft, "fund")) == 2
    assert search(draft, "  ") == ()
    assert search(draft, "(a+)+$" * 50) == ()


@given(st.text(st.sampled_from("ab<>&\"' \n\u200b\u202e\U0001f600é"), min_size=1, max_size=80), st.data())
@settings(deadline=None, max_examples=40)
def test_whatever_stands_in_it_places_are_code_points(wording: str, data: st.DataObject) -> None:
    old, new = _plain("The Parties agree on it."), _plain(f"The Parties agree {wording} on it.")
    text = new.text
    start = data.draw(st.integers(0, len(text) - 1))
    note = Note("x", start, data.draw(st.integers(start + 1, len(text))), "comment")
    marked = set[int]()
    for side, place, attributes, words in _PIECE.findall(drawn(_minimal(old, new), (note,))):
        length = 1 if "data-length" in attributes else len(unescape(words))
        if side == "n" and "data-notes" in attributes:
            marked.update(range(int(place), int(place) + length))
    assert marked <= set(range(note.start, note.end))
    assert all(text[at] == "\n" for at in set(range(note.start, note.end)) - marked)


def _plain(text: str) -> Instrument:
    """A text without any structure."""
    whole = Provision(ProvisionKind.TEXT, "text-1", "", "", 0, 0, len(text))
    return Instrument("", text, (whole,))


def _minimal(old: Instrument, new: Instrument) -> Review:
    """A review that knows no more than two texts."""
    binding = Bindingness(BindingForce.CANNOT_TELL, "")
    return Review(
        matter="",
        side="UA",
        party="",
        on=date(2025, 2, 21),
        instrument=new,
        analysis=Analysis(new.id, binding),
        opinion=Opinion("UA", date(2025, 2, 21), (), (), None, ()),
        ledger=Ledger(()),
        manifest=Manifest("", "", (), (), (), (), "none"),
        previous=old,
        comparison=compare(old, new),
    )
