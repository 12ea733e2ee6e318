"""What a Word file would fetch or start when it is opened is named, and neither fetched nor started."""

from __future__ import annotations

import io
import zipfile

from fullpowers.reading import read_bytes

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"


def word(body: str, relations: str = "") -> bytes:
    """A Word file with that body and what its body refers to."""
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types">'
        f'<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{MAIN}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" '
        f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>',
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{PACKAGE}/relationships">{relations}'
        "</Relationships>",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return file.getvalue()


def test_a_template_elsewhere_is_named() -> None:
    relation = (
        f'<Relationship Id="t" Type="{OFFICE}/attachedTemplate" '
        'Target="http://elsewhere.example/t.dotm" TargetMode="External"/>'
    )
    read = read_bytes(word("<w:p><w:r><w:t>Text</w:t></w:r></w:p>", relation), "a.docx")
    (said,) = [notice.message for notice in read.notices if notice.code == "external-link"]
    assert "http://elsewhere.example/t.dotm" in said


def test_a_field_that_starts_a_program_is_named() -> None:
    begin, separate, end = (
        f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")
    )
    code = '<w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r>'
    read = read_bytes(word(f"<w:p>{begin}{code}{separate}<w:r><w:t>50</w:t></w:r>{end}</w:p>"), "a.docx")
    assert read.text == "50"
    (said,) = [notice.message for notice in read.notices if notice.code == "field-result"]
    assert "DDEAUTO" in said
    assert "not fetched" in said
