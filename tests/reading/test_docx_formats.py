"""How text is set: kept from Word files for redlines; the words do not depend on it."""

from __future__ import annotations

from fullpowers.model import Reading
from fullpowers.reading import read_bytes

BOLD = "<w:rPr><w:b/></w:rPr>"
STYLES = (
    '<w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/><w:pPr><w:jc w:val="center"/>'
    '<w:ind w:left="720"/></w:pPr><w:rPr><w:i/></w:rPr></w:style>'
)


def formats(data: bytes, reading: Reading = Reading.ACCEPTED) -> list[tuple[str, str, str]]:
    """Kind, value and words of every format."""
    found = read_bytes(data, "a.docx", reading=reading)
    return [(form.kind.value, form.value, found.text[form.start : form.end]) for form in found.formats]


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{properties}<w:t xml:space="preserve">{text}</w:t></w:r>'


def test_bold_words_are_told_and_neighbouring_runs_are_one(docx):
    body = f"<w:p>{run('The Party ')}{run('shall', BOLD)}{run(' not', BOLD)}{run(' pay.')}</w:p>"
    assert formats(docx(body)) == [("bold", "", "shall not")]


def test_a_style_gives_what_it_says(docx):
    body = f'<w:p><w:pPr><w:pStyle w:val="H"/></w:pPr>{run("Scope of the Fund")}</w:p>'
    assert set(formats(docx(body, parts={"styles": STYLES}))) == {
        ("italic", "", "Scope of the Fund"),
        ("heading", "2", "Scope of the Fund"),
        ("alignment", "center", "Scope of the Fund"),
        ("indent", "720", "Scope of the Fund"),
    }


def test_tracked_formatting_is_of_one_reading_only(docx):
    changed = (
        '<w:rPr><w:b/><w:rPrChange w:id="1" w:author="A" w:date="2025-02-20T10:00:00Z">'
        "<w:rPr><w:u w:val='single'/></w:rPr></w:rPrChange></w:rPr>"
    )
    data = docx(f"<w:p>{run('shall pay', changed)}</w:p>")
    assert formats(data) == [("bold", "", "shall pay")]
    assert formats(data, Reading.REJECTED) == [("underline", "", "shall pay")]
