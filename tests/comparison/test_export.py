"""Redlines as files: whatever comes out gives both drafts back."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings

from fullpowers.comparison import Format, compare, prove, redline
from fullpowers.model import Comparison, EvidenceError, Instrument, Reading, RevisionKind
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


def test_the_docx_is_the_same_bytes_each_time(
    docx: bytes, second_to_third: Comparison, example: Drafts
) -> None:
    assert redline(second_to_third, example(2), example(3), "docx") == docx
    assert ZipFile(BytesIO(docx)).testzip() is None


def test_the_html_page_needs_no_network_and_no_script(second_to_third: Comparison, example: Drafts) -> None:
    page = redline(second_to_third, example(2), example(3), "html").decode()
    assert "<del>50</del><ins>66</ins>" in page
    assert "http" not in page
    assert "<script" not in page
    moved = next(change for change in second_to_third.changes if change.moved)
    assert f'href="#{moved.id}-away"' in page
    assert f'id="{moved.id}-away"' in page


def test_html_escapes_what_the_draft_says() -> None:
    old, new = (read_bytes(f"Article 1\n<b>{x}</b> & more".encode(), "a.txt") for x in ("one", "<script>"))
    page = redline(compare(old, new), old, new, "html").decode()
    assert "<script>" not in page
    assert "&lt;b&gt;" in page


def test_markdown_shows_changes_and_folds_the_rest(second_to_third: Comparison, example: Drafts) -> None:
    page = redline(second_to_third, example(2), example(3), "markdown").decode()
    assert "~~50~~**66**" in page
    assert "unchanged" in page


def test_the_piles_of_the_proof_add_up(second_to_third: Comparison, example: Drafts) -> None:
    proof = prove(second_to_third, example(2), example(3))
    piles = (proof.substance, proof.undecided, proof.editorial, proof.structure, proof.unchanged)
    assert sum(piles) == proof.changes == len(second_to_third.changes)


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
