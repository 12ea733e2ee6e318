"""What a file says of its own changes and its own making, held against what is known."""

from __future__ import annotations

from dataclasses import replace

from fullpowers.comparison import compare
from fullpowers.model import Instrument, Notice, Reading, Receipt, Revision, RevisionKind, Severity
from fullpowers.reading import read_bytes

from .conftest import text
from .test_micro_cases import ARTICLES, body, docx, paragraph

CREDIT = 'w:author="US side" w:date="2025-02-19T10:00:00Z"'
MARKED = (
    '<w:p><w:r><w:t xml:space="preserve">Ukraine shall contribute </w:t></w:r>'
    f'<w:del w:id="1" {CREDIT}><w:r><w:delText>50</w:delText></w:r></w:del>'
    f'<w:ins w:id="2" {CREDIT}><w:r><w:t>66</w:t></w:r></w:ins>'
    '<w:r><w:t xml:space="preserve"> percent of the revenues from natural gas to the Fund.</w:t></w:r></w:p>'
)


def draft(lines: str) -> Instrument:
    return read_bytes(docx(body(ARTICLES[:3]) + lines + body(ARTICLES[4:])), "draft.docx")


def of(code: str, notices: tuple[Notice, ...]) -> list[Notice]:
    return [notice for notice in notices if notice.code == code]


def test_marks_that_were_accepted_on_the_way_are_told_though_the_new_file_tracks_nothing() -> None:
    old, new = draft(MARKED), draft(paragraph(ARTICLES[3].replace("50", "66")))
    notices = of("mark-gone", compare(old, new).notices)
    assert ["accepted" in notice.message for notice in notices] == [True, True]
    inserted = next(notice for notice in notices if "insertion" in notice.message)
    assert inserted.passage is not None
    assert inserted.passage.verify(new).quote == "66"


def test_marks_that_were_rejected_on_the_way_are_told() -> None:
    old, new = draft(MARKED), draft(paragraph(ARTICLES[3]))
    notices = of("mark-gone", compare(old, new).notices)
    assert len(notices) == 2
    assert all("rejected" in notice.message for notice in notices)


def test_a_comment_that_is_gone_is_quoted_where_it_hung() -> None:
    marked = '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>{}</w:t></w:r><w:commentRangeEnd w:id="7"/></w:p>'
    old = read_bytes(
        docx(marked.format(ARTICLES[0]) + body(ARTICLES[1:]), comment="Kyiv has not agreed to this."),
        "o.docx",
    )
    (notice,) = of("comment-gone", compare(old, read_bytes(docx(body(ARTICLES)), "n.docx")).notices)
    assert notice.passage is not None
    assert notice.passage.verify(old).quote == ARTICLES[0]


def came(
    instrument: Instrument, *, received: str = "", sender: str = "", record: tuple[tuple[str, str], ...] = ()
) -> Instrument:
    """The instrument as a file that came in so and says this of itself."""
    assert instrument.source is not None
    source = replace(instrument.source, receipt=Receipt(received=received, sender=sender), record=record)
    return replace(instrument, source=source)


TITLE = (
    "Agreement between Ukraine and the United States of America\n\nArticle 1\nScope\nThe Parties cooperate.\n"
)


def said(old: Instrument, new: Instrument) -> list[str]:
    notices = of("provenance", compare(old, new).notices)
    assert all(notice.severity is Severity.CAUTION for notice in notices)
    return [notice.message for notice in notices]


def test_an_honest_record_raises_no_doubt() -> None:
    old = came(text(TITLE), received="2025-02-14T15:30", record=(("saved", "2025-02-14T09:00:00Z"),))
    new = came(
        text(TITLE),
        received="2025-02-20T19:00",
        sender="Embassy of the United States of America",
        record=(("author", "D. Halloran"), ("created", "2025-02-15"), ("saved", "2025-02-20T12:00:00Z")),
    )
    assert said(old, new) == []


def test_a_file_saved_after_it_came_in_is_told() -> None:
    new = came(text(TITLE), received="2025-02-20T19:00", record=(("saved", "2025-02-23T08:00:00Z"),))
    (message,) = said(text(TITLE), new)
    assert "2025-02-23" in message
    assert "2025-02-20" in message


def test_an_older_text_sent_as_a_new_one_is_told() -> None:
    old = came(text(TITLE), received="2025-02-14T15:30")
    new = came(text(TITLE), received="2025-02-20", record=(("saved", "2025-02-10"),))
    (message,) = said(old, new)
    assert "older text" in message


def test_a_record_that_names_the_other_side_is_told() -> None:
    new = came(text(TITLE), sender="Embassy of the United States of America")
    record = (("company", "Ministry of Economy of Ukraine"), ("last saved by", "D. Halloran"))
    (message,) = said(text(TITLE), came(new, sender="Embassy of America", record=record))
    assert "the side of Ukraine" in message


def test_marks_dated_after_the_file_came_in_are_told_with_their_words() -> None:
    new = came(text(TITLE), received="2025-02-20")
    at = new.text.index("cooperate")
    late = Revision(RevisionKind.INSERTION, "A", "2025-03-01T10:00:00Z", "cooperate", at, at + 9)
    (notice,) = of("provenance", compare(text(TITLE), replace(new, revisions=(late,))).notices)
    assert "2025-03-01" in notice.message
    assert notice.passage is not None
    assert notice.passage.verify(new).quote == "cooperate"


def test_the_file_as_rejected_is_compared_with_the_draft_before() -> None:
    silent = MARKED.replace("natural gas", "oil and gas")
    data = docx(body(ARTICLES[:3]) + silent + body(ARTICLES[4:]))
    new = read_bytes(data, "n.docx")
    rejected = read_bytes(data, "n.docx", reading=Reading.REJECTED)
    comparison = compare(read_bytes(docx(body(ARTICLES)), "o.docx"), new, rejected=rejected)
    (notice,) = of("changed-without-mark", comparison.notices)
    assert notice.severity is Severity.ALARM
