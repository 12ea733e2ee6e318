"""Every character of a file stands in one stream, and the reader says in which."""

from __future__ import annotations

from fullpowers.model import STREAMS, Coverage, Reading
from fullpowers.reading import read_bytes


def streams(data: bytes, name: str = "draft.docx", reading: Reading = Reading.ACCEPTED) -> dict[str, int]:
    coverage = read_bytes(data, name, reading=reading).coverage
    assert coverage is not None
    return {stream: getattr(coverage, stream) for stream in STREAMS if getattr(coverage, stream)}


def test_plain_text_is_all_body():
    assert streams(b"Article 1\n\nThe Fund.", "draft.txt") == {"body": 16}


def test_hidden_text_is_counted_apart(docx, p, r):
    assert streams(docx(p("seen ", r("unseen", "<w:vanish/>")))) == {"body": 4, "hidden": 6}


def test_tracked_changes_are_counted_by_what_the_reading_shows(docx, p):
    changes = (
        '<w:ins w:id="1" w:author="A"><w:r><w:t>new</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="A"><w:r><w:delText>older</w:delText></w:r></w:del>'
    )
    data = docx(p("kept ", changes))
    assert streams(data) == {"body": 7, "deleted": 5}
    assert streams(data, reading=Reading.REJECTED) == {"body": 9, "deleted": 3}
    assert streams(data, reading=Reading.SENT) == {"body": 12}


def test_notes_comments_and_headers_have_their_streams(docx, p):
    body = p(
        "body",
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        '<w:r><w:commentReference w:id="1"/></w:r>',
    )
    parts = {
        "footnotes": f'<w:footnote w:id="2">{p("note")}</w:footnote>'
        f'<w:footnote w:id="3">{p("old")}</w:footnote>',
        "comments": f'<w:comment w:id="1" w:author="A">{p("remark")}</w:comment>',
        "header": p("head"),
    }
    section = '<w:sectPr><w:headerReference r:id="header" w:type="default"/></w:sectPr>'
    assert streams(docx(body + section, parts=parts)) == {
        "body": 4,
        "notes": 4,
        "comments": 6,
        "margins": 4,
        "unused": 3,
    }


def test_a_header_that_no_page_uses_is_said(docx, p):
    instrument = read_bytes(docx(p("body"), parts={"header": p("old secret")}), "draft.docx")
    assert instrument.coverage == Coverage(body=4, unused=9)
    assert [notice.code for notice in instrument.notices] == ["unused-text"]


def test_both_branches_of_a_shape_are_accounted_for(docx, p, r):
    shape = (
        f"<mc:AlternateContent><mc:Choice Requires='wps'>{r('fifty')}</mc:Choice>"
        f"<mc:Fallback>{r('ten')}</mc:Fallback></mc:AlternateContent>"
    )
    assert streams(docx(p(f"<w:r>{shape}</w:r>"))) == {"body": 5, "alternatives": 3}
