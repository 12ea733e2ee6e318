"""Redlines as files: whatever comes out gives both drafts back."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from html import unescape
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from fullpowers.comparison import Format, compare, prove, redline
from fullpowers.comparison.export.stream import State, entries
from fullpowers.model import Comparison, EvidenceError, Instrument, Reading, RevisionKind, Significance
from fullpowers.reading import read_bytes

from .conftest import pairs

Drafts = Callable[[int], Instrument]


@pytest.fixture(scope="module")
def docx(second_to_third: Comparison, example: Drafts) -> bytes:
    return redline(second_to_third, example(2), example(3), Format.DOCX)


def test_accepting_all_changes_of_the_docx_gives_the_new_draft(docx: bytes, example: Drafts) -> None:
    assert read_bytes(docx, "redline.docx").text == example(3).text


def test_rejecting_all_changes_of_the_docx_gives_the_old_draft(docx: bytes, example: Drafts) -> None:
    assert read_bytes(docx, "redline.docx", reading=Reading.REJECTED).text == example(2).text


def test_changes_that_the_file_marked_keep_their_authors(docx: bytes) -> None:
    revisions = read_bytes(docx, "redline.docx").revisions
    by = {(revision.author, revision.text.strip()) for revision in revisions}
    assert ("D. Halloran", "66") in by
    assert ("fullpowers", "90") in by


def test_a_move_is_a_move_in_the_docx(docx: bytes) -> None:
    kinds = [revision.kind for revision in read_bytes(docx, "redline.docx").revisions]
    assert kinds.count(RevisionKind.MOVED_FROM) == kinds.count(RevisionKind.MOVED_TO) == 1


def test_comments_say_what_a_change_does(docx: bytes) -> None:
    comments = [comment.text for comment in read_bytes(docx, "redline.docx").comments]
    assert any("50 percent becomes 66 percent" in comment for comment in comments)


def test_a_docx_for_the_other_side_holds_no_comment_of_ours(
    second_to_third: Comparison, example: Drafts
) -> None:
    content = redline(second_to_third, example(2), example(3), "docx", comments=False)
    assert "fullpowers" not in {comment.author for comment in read_bytes(content, "r.docx").comments}


def test_the_docx_is_the_same_bytes_each_time(
    docx: bytes, second_to_third: Comparison, example: Drafts
) -> None:
    assert redline(second_to_third, example(2), example(3), "docx") == docx
    assert ZipFile(BytesIO(docx)).testzip() is None


def test_the_html_page_needs_no_network_and_allows_no_script_but_its_own(
    second_to_third: Comparison, example: Drafts
) -> None:
    page = redline(second_to_third, example(2), example(3), "html").decode()
    assert "<del>50</del><ins>66</ins>" in page
    assert "http:" not in page
    assert "https:" not in page
    script = page[page.index("<script>") + 8 : page.index("</script>")]
    digest = b64encode(sha256(script.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in page
    moved = next(change for change in second_to_third.changes if change.moved)
    assert f'href="#{moved.id}-away"' in page
    assert f'id="{moved.id}-away"' in page


def test_html_escapes_what_the_draft_says() -> None:
    old, new = (read_bytes(f"Article 1\n<b>{x}</b> & more".encode(), "a.txt") for x in ("one", "<script>"))
    page = redline(compare(old, new), old, new, "html").decode()
    assert page.count("<script>") == 1
    assert "&lt;script&gt;" in page
    assert "&lt;b&gt;" in page


def test_markdown_shows_changes_and_folds_the_rest(second_to_third: Comparison, example: Drafts) -> None:
    page = redline(second_to_third, example(2), example(3), "markdown").decode()
    assert "~~50~~**66**" in page
    assert "unchanged" in page


@pytest.mark.parametrize(
    "hostile",
    [
        "![x](https://elsewhere.example/spy.png)",
        "<img src=x onerror=y>",
        "&#x202e;",
        "= = =",
        "| a | b |",
        "1. x",
    ],
)
def test_markdown_shows_the_markup_of_a_draft_as_words(hostile: str) -> None:
    old, new = (read_bytes(f"Article 1\n\n{hostile} {x} percent.".encode(), "a.txt") for x in (50, 60))
    page = redline(compare(old, new), old, new, "markdown").decode()
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(page)
    assert not re.findall("<(?:img|a|ol|table|code)[ >]", html)
    assert hostile in unescape(re.sub("<[^>]+>", "", html))


def test_the_piles_of_the_proof_add_up(second_to_third: Comparison, example: Drafts) -> None:
    old, new = example(2), example(3)
    proof = prove(second_to_third, old, new)
    assert proof.blocks.total + proof.unchanged == len(second_to_third.changes)
    assert proof.blocks.substance == len(second_to_third.ranked(Significance.SUBSTANTIVE))
    same = sum(
        len(piece.text)
        for entry in entries(second_to_third, old, new)
        for piece in entry.pieces
        if piece.state is State.SAME
    )
    assert proof.characters.total == len(old.text) + len(new.text) - 2 * same


def test_a_comparison_that_hides_a_change_is_not_handed_out(
    second_to_third: Comparison, example: Drafts
) -> None:
    first = next(change for change in second_to_third.changes if change.edits)
    hidden = tuple(
        replace(change, edits=()) if change is first else change for change in second_to_third.changes
    )
    for form in Format:
        with pytest.raises(EvidenceError):
            redline(replace(second_to_third, changes=hidden), example(2), example(3), form)


def test_what_was_not_compared_is_said_in_every_redline(second_to_third: Comparison, example: Drafts) -> None:
    said = second_to_third.not_compared
    assert any(line.startswith("Formatting other than bold") for line in said)
    assert any("hidden" in line and "draft-3.docx" in line for line in said)
    page = redline(second_to_third, example(2), example(3), "html").decode()
    assert "What was not compared" in page
    text = redline(second_to_third, example(2), example(3), "markdown").decode()
    assert "## What was not compared" in text
    comments = read_bytes(redline(second_to_third, example(2), example(3), "docx"), "r.docx").comments
    assert any("Not compared: Formatting other than bold" in comment.text for comment in comments)


def test_nothing_is_handed_out_for_other_drafts(second_to_third: Comparison, example: Drafts) -> None:
    with pytest.raises(EvidenceError):
        redline(second_to_third, example(1), example(3), "html")


@settings(max_examples=150, deadline=None)
@given(pairs())
def test_any_redline_is_proved(pair: tuple[Instrument, Instrument]) -> None:
    old, new = pair
    comparison = compare(old, new)
    for form in Format:
        assert redline(comparison, old, new, form)
