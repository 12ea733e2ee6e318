"""A counter-draft: what several people propose to a draft received, as a file that goes to the other side."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.comparison import compare, counter_draft, propose, redline
from fullpowers.model import EvidenceError, Instrument, InvalidData, Proposal, Reading, RevisionKind
from fullpowers.reading import read_bytes

from .conftest import drafts, text

DAY = "2025-02-22T09:30:00Z"


def on(draft: Instrument, words: str, author: str, wording: str | None = None, comment: str = "") -> Proposal:
    at = draft.text.index(words)
    return Proposal(draft.passage(at, at + len(words)), author, DAY, wording, comment)


def behind(draft: Instrument, words: str, author: str, wording: str) -> Proposal:
    at = draft.text.index(words) + len(words)
    return Proposal(draft.passage(at, at), author, DAY, wording)


def test_each_change_and_comment_is_by_the_person_who_proposed_it(
    example: Callable[[int], Instrument],
) -> None:
    draft = example(3)
    line = draft.text[draft.text.index("\n", draft.text.index("50 percent")) - 30 :].partition("\n")[0]
    proposals = [
        on(draft, "50 percent", "Olena", "25 percent", "As agreed in Kyiv."),
        behind(draft, line, "Petro", "\nNothing in this Article applies to state enterprises."),
        on(draft, "Revenues", "Petro", comment="Net of what?"),
    ]
    content = counter_draft(draft, proposals)
    sent = read_bytes(content, "counter.docx")
    assert {(one.author, one.kind.value, one.text) for one in sent.revisions} >= {
        ("Olena", "deletion", "50"),
        ("Olena", "insertion", "25"),
        ("Petro", "insertion", "Nothing in this Article applies to state enterprises."),
    }
    assert {one.author for one in sent.revisions} == {"Olena", "Petro"}
    said = {(one.author, one.text, one.passage.quote if one.passage else "") for one in sent.comments}
    assert ("Olena", "As agreed in Kyiv.", "25 percent") in said
    assert ("Petro", "Net of what?", "Revenues") in said


def test_nothing_of_ours_is_said_to_the_other_side(example: Callable[[int], Instrument]) -> None:
    draft = example(3)
    sent = read_bytes(counter_draft(draft, [on(draft, "50 percent", "Olena", "5 percent")]), "counter.docx")
    theirs = {(comment.author, comment.text) for comment in draft.comments}
    assert {(comment.author, comment.text) for comment in sent.comments} == theirs


def test_accepting_gives_the_proposed_text_and_rejecting_the_one_received(
    example: Callable[[int], Instrument],
) -> None:
    draft = example(3)
    proposals = [on(draft, "50 percent", "Olena", ""), behind(draft, "Fund", "Olena", " (as amended)")]
    content = counter_draft(draft, proposals)
    assert read_bytes(content, "c.docx").text == propose(draft, proposals).text
    assert read_bytes(content, "c.docx", reading=Reading.REJECTED).text == draft.text


def test_the_proposed_draft_is_an_instrument_that_every_redline_takes(
    example: Callable[[int], Instrument],
) -> None:
    draft = example(3)
    proposed = propose(draft, [on(draft, "50 percent", "Olena", "25 percent", "As agreed.")])
    page = redline(compare(draft, proposed), draft, proposed, "html").decode()
    assert "<del>50</del><ins>25</ins>" in page


def test_two_proposals_for_the_same_words_are_refused() -> None:
    draft = text("Article 1\nUkraine shall pay 50 percent of revenues.")
    with pytest.raises(InvalidData, match="the same words"):
        propose(draft, [on(draft, "50 percent", "A", "25 percent"), on(draft, "percent of", "B", "")])
    with pytest.raises(InvalidData, match="at least one"):
        counter_draft(draft, [])


def test_a_passage_of_another_draft_is_refused() -> None:
    draft, other = text("Article 1\nUkraine shall pay."), text("Article 1\nUkraine may pay.")
    with pytest.raises(EvidenceError):
        propose(draft, [on(other, "may", "A", "shall")])


def test_with_struck_words_goes_a_space_and_with_a_struck_paragraph_its_end() -> None:
    draft = text("Article 1\nUkraine shall fully pay.\nThe Parties agree.\nArticle 2\nThe end.")
    proposed = propose(draft, [on(draft, "fully", "A", ""), on(draft, "The Parties agree.", "A", "")])
    assert proposed.text == "Article 1\nUkraine shall pay.\nArticle 2\nThe end."
    assert [p.path for p in proposed.provisions] == [p.path for p in draft.provisions]


@given(drafts(), st.data())
@settings(deadline=None, max_examples=60)
def test_the_tree_still_covers_the_proposed_text(draft: Instrument, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(draft.text)), max_size=6)))
    wordings = st.sampled_from(["words", "\nA new paragraph.", "new\n"])
    proposals = [
        Proposal(draft.passage(start, end), "A", DAY, data.draw(wordings), "Why?")
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    proposed = propose(draft, proposals)
    expected, at = "", 0
    for one in proposals:
        expected += draft.text[at : one.passage.start] + (one.wording or "")
        at = one.passage.end
    assert proposed.text == expected + draft.text[at:]
    at = 0
    for provision in proposed.walk():
        assert provision.start <= provision.body <= provision.own_end <= provision.end
        assert not proposed.text[at : provision.start].strip("\n") or not draft.provisions
        at = max(at, provision.own_end)
    for comment in proposed.comments:
        assert comment.passage is not None
        comment.passage.verify(proposed)
    if proposals:
        counter_draft(draft, proposals)


def test_where_two_proposals_meet_each_keeps_its_author() -> None:
    draft = text("Article 1\nThe Fund receives gas, oil and ores from all mines of Ukraine.")
    proposals = [
        on(draft, "gas", "Olena", "power"),
        on(draft, ", oil", "Petro", " or coal"),
        on(draft, "receives gas, oil and", "Iryna", comment="One word for all of it?"),
    ]
    sent = read_bytes(counter_draft(draft, proposals), "counter.docx")
    by = {one.author: one.text for one in sent.revisions if one.kind is RevisionKind.INSERTION}
    assert by == {"Olena": "power", "Petro": " or coal"}
    assert {(one.author, one.text) for one in sent.comments} == {("Iryna", "One word for all of it?")}
