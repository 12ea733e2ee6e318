"""What a Word document carries beside its text: field results, comments, attached files, its own record."""

from __future__ import annotations

import pytest

from fullpowers.model import Severity
from fullpowers.reading import read_bytes

PROPERTIES = """<cp:coreProperties
  xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
  <dc:creator>O. Kovalenko</dc:creator><cp:lastModifiedBy>J. Smith</cp:lastModifiedBy>
  <dcterms:modified>2025-02-20T23:58:00Z</dcterms:modified></cp:coreProperties>"""
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def field(instruction: str, result: str) -> str:
    step = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'.format
    return (
        f"{step('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>"
        f"{step('separate')}<w:r><w:t>{result}</w:t></w:r>{step('end')}"
    )


@pytest.mark.parametrize(
    ("instruction", "result", "severity"),
    [
        ("= 5 * 10", "50", Severity.CAUTION),
        ("DOCPROPERTY Share", "50 percent", Severity.CAUTION),
        ("DOCPROPERTY Name", "the Fund", Severity.INFO),
        ('INCLUDETEXT "http://x/y"', "half", Severity.CAUTION),
    ],
)
def test_the_result_of_a_field_is_noticed_where_it_stands(docx, p, instruction, result, severity):
    instrument = read_bytes(docx(p("Pay ", field(instruction, result), " today.")), "draft.docx")
    (notice,) = instrument.notices
    assert (notice.code, notice.severity) == ("field-result", severity)
    assert notice.passage is not None
    assert notice.passage.quote == result


def mark(name: str, held: str) -> str:
    """A bookmark around a run."""
    return f'<w:bookmarkStart w:id="7" w:name="{name}"/><w:r><w:t>{held}</w:t></w:r><w:bookmarkEnd w:id="7"/>'


NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
ARTICLES = {
    "numbering": '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
    '<w:numFmt w:val="decimal"/><w:lvlText w:val="Article %1."/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
}


@pytest.mark.parametrize(
    ("instruction", "shown", "means"),
    [
        ("REF term", "the Fund", ""),
        ("REF term \\h", "THE FUND", ""),
        ("REF term", "the Bank", "reads “the Fund”"),
        ("REF term \\r \\h", "Article 2", ""),
        ("REF term \\w", "2", ""),
        ("REF term \\r \\h", "Article 3", "is now numbered “Article 2.”"),
        ("REF term \\p", "above", ""),
        ("REF gone", "Article 9", "there is no “gone” in the document any more"),
        ("REF around", "a table", ""),
        ("PAGEREF term", "5", ""),
        ("PAGEREF gone", "5", "there is no “gone”"),
    ],
)
def test_a_reference_that_shows_something_else_than_it_points_at_is_noticed(
    docx, p, instruction, shown, means
):
    body = (
        p("As in ", field(instruction, shown), ".")
        + p("Scope", properties=NUMBERED)
        + p(mark("term", "the Fund"), " pays.", properties=NUMBERED)
        + f'<w:bookmarkStart w:id="8" w:name="around"/><w:tbl><w:tr><w:tc>{p("x")}</w:tc></w:tr></w:tbl>'
    )
    notices = read_bytes(docx(body, parts=ARTICLES), "draft.docx").notices
    assert [notice.code for notice in notices] == (["field-result"] if means else [])
    for notice in notices:
        assert means in notice.message
        assert notice.severity is Severity.CAUTION
        assert notice.passage is not None
        assert notice.passage.quote == shown


def test_page_numbers_and_links_are_no_news(docx, p):
    body = p("See ", mark("a", "here"), field("PAGEREF a", "5"), field('HYPERLINK "https://x"', "here"))
    assert read_bytes(docx(body), "draft.docx").notices == ()


@pytest.mark.parametrize(
    ("shown", "section", "said"),
    [("2", "", 0), ("5", "", 1), ("5", '<w:sectPr><w:pgNumType w:start="4"/></w:sectPr>', 0)],
    ids=["right", "stale", "pages counted otherwise"],
)
def test_a_page_number_is_held_against_the_pages_as_last_laid_out(docx, p, shown, section, said):
    head = "<w:r><w:lastRenderedPageBreak/><w:t>Article 7</w:t></w:r>"
    target = f'<w:bookmarkStart w:id="1" w:name="a"/>{head}<w:bookmarkEnd w:id="1"/>'
    body = p("Article 7, page ", field("PAGEREF a", shown)) + p(target) + section
    notices = read_bytes(docx(body), "draft.docx").notices
    assert [notice.code for notice in notices] == ["field-result"] * said
    assert all("stood on page 2" in notice.message for notice in notices)


def test_a_simple_field_is_a_field(docx, p):
    simple = '<w:fldSimple w:instr=" DATE "><w:r><w:t>1 May 2025</w:t></w:r></w:fldSimple>'
    (notice,) = read_bytes(docx(p("On ", simple)), "draft.docx").notices
    assert notice.passage is not None
    assert notice.passage.quote == "1 May 2025"


def test_the_file_s_own_record_is_said(docx, p):
    links = (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )
    data = docx(p("text"), members={"docProps/core.xml": PROPERTIES, "_rels/.rels": links})
    (notice,) = read_bytes(data, "draft.docx").notices
    assert notice.code == "metadata"
    assert "author O. Kovalenko; last saved by J. Smith; saved 2025-02-20T23:58:00Z" in notice.message


def test_files_attached_inside_are_named(docx, p):
    data = docx(p("text"), members={"word/embeddings/prices.xlsx": b"PK"})
    (notice,) = read_bytes(data, "draft.docx").notices
    assert (notice.code, notice.severity) == ("attached-file", Severity.CAUTION)
    assert "prices.xlsx" in notice.message


def test_a_damaged_record_does_not_stop_the_reading(docx, p):
    links = (
        f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="a" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/>'
        "</Relationships>"
    )
    data = docx(p("text"), members={"docProps/core.xml": "<broken", "_rels/.rels": links})
    assert read_bytes(data, "draft.docx").text == "text"
