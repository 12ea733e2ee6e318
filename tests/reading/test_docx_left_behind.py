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


def test_page_numbers_and_links_are_no_news(docx, p):
    body = p("See ", field("PAGEREF a", "5"), field('HYPERLINK "https://x"', "here"))
    assert read_bytes(docx(body), "draft.docx").notices == ()


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
