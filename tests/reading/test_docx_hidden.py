"""Text that nobody sees on the page: never read as if it stood there, never kept silent."""

from __future__ import annotations

import pytest

from fullpowers.reading.blocks import MarkKind

TABLE = (
    '<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr><w:shd w:val="clear" w:fill="{}"/></w:tcPr>{}</w:tc></w:tr></w:tbl>'
)
WHITE = '<w:color w:val="FFFFFF"/>'

LEFT_OUT = {
    "run formatted as hidden": ("<w:vanish/>", ""),
    "character style": ('<w:rStyle w:val="Gone"/>', ""),
    "paragraph style": ("", '<w:pStyle w:val="GoneParagraph"/>'),
}
STYLES = (
    '<w:style w:type="character" w:styleId="Gone"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="GoneBase"><w:rPr><w:vanish/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="GoneParagraph"><w:basedOn w:val="GoneBase"/></w:style>'
)


@pytest.mark.parametrize(("run_properties", "paragraph_properties"), LEFT_OUT.values(), ids=LEFT_OUT)
def test_hidden_text_is_left_out_and_quoted_in_an_alarm(
    docx, p, r, read, run_properties, paragraph_properties
):
    body = p("Visible") + p(r("unless they object", run_properties), properties=paragraph_properties)
    extract = read(docx(body, parts={"styles": STYLES}))
    assert [block.text for block in extract.blocks] == ["Visible"]
    (mark,) = extract.blocks[0].marks
    assert (mark.code, mark.severity, mark.start, mark.end) == ("hidden-text", "alarm", 7, 7)
    assert "“unless they object”" in mark.text


def test_hiding_twice_shows_again(docx, p, r, read):
    body = p(r("seen", '<w:rStyle w:val="Gone"/>'), properties='<w:pStyle w:val="GoneParagraph"/>')
    assert [block.text for block in read(docx(body, parts={"styles": STYLES})).blocks] == ["seen"]


UNSEEN = {
    "white on white": WHITE,
    "nearly white": '<w:color w:val="FEFEFE"/>',
    "one point": '<w:sz w:val="2"/>',
    "squeezed": '<w:w w:val="1"/>',
    "black on black": '<w:color w:val="000000"/><w:shd w:val="clear" w:fill="000000"/>',
    "behind highlighting of its colour": '<w:color w:val="FFFF00"/><w:highlight w:val="yellow"/>',
}


@pytest.mark.parametrize("properties", UNSEEN.values(), ids=UNSEEN)
def test_text_that_cannot_be_seen_is_kept_and_flagged(docx, p, r, read, properties):
    (block,) = read(docx(p("Seen. ", r("Unseen.", properties)))).blocks
    assert block.text == "Seen. Unseen."
    assert [(m.code, m.severity, block.text[m.start : m.end]) for m in block.marks] == [
        ("hidden-text", "alarm", "Unseen.")
    ]


SEEN = {
    "white on black": WHITE + '<w:shd w:val="clear" w:fill="000000"/>',
    "automatic colour": '<w:color w:val="auto"/>',
    "small print": '<w:sz w:val="12"/>',
    "white space of one point": "",
}


@pytest.mark.parametrize("properties", SEEN.values(), ids=SEEN)
def test_text_that_can_be_seen_is_no_alarm(docx, p, r, read, properties):
    (block,) = read(docx(p("Seen. ", r("Too.", properties), r(" ", '<w:sz w:val="2"/>')))).blocks
    assert not any(mark.kind is MarkKind.NOTICE for mark in block.marks)


def test_the_colour_of_the_cell_counts(docx, p, r, read):
    dark = read(docx(TABLE.format("1F3864", p(r("Year", WHITE)))))
    pale = read(docx(TABLE.format("FFFFFF", p(r("Year", WHITE)))))
    assert [len(extract.blocks[0].marks) for extract in (dark, pale)] == [0, 1]


def test_a_cell_covered_by_the_one_above_is_hidden(docx, p, read):
    def row(merge: str, words: str) -> str:
        return f"<w:tr><w:tc><w:tcPr>{merge}</w:tcPr>{p(words)}</w:tc><w:tc>{p('x')}</w:tc></w:tr>"

    first = row('<w:vMerge w:val="restart"/>', "top")
    body = f"<w:tbl>{first}{row('<w:vMerge/>', 'covered')}</w:tbl>"
    extract = read(docx(body))
    assert [block.text for block in extract.blocks] == ["top\tx", "\tx"]
    assert "“covered”" in extract.blocks[1].marks[0].text


def test_text_struck_through_by_hand_is_noticed(docx, p, r, read):
    (block,) = read(docx(p("pays ", r("10", "<w:strike/>"), " 50 percent"))).blocks
    assert block.text == "pays 10 50 percent"
    assert [(m.code, block.text[m.start : m.end]) for m in block.marks] == [("struck-text", "10")]


def test_a_field_that_never_ends_hides_nothing(docx, p, read):
    begin = '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    extract = read(docx(p("a ", begin, "still here") + p("and here")))
    assert [block.text for block in extract.blocks] == ["a still here", "and here"]
    assert [m.code for block in extract.blocks for m in block.marks] == ["hidden-text"] * 2


def test_results_inside_a_code_that_never_ends_are_quoted(docx, p, read):
    def step(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    extract = read(docx(p("a", step("begin"), step("begin"), step("separate"), "swallowed", step("end"))))
    assert [notice.code for notice in extract.notices] == ["hidden-text"]
    assert "swallowed" in extract.notices[0].message


def test_letters_forced_into_another_order_are_an_alarm(docx, p, read):
    (block,) = read(docx(p("The share is ", '<w:bdo w:val="rtl"><w:r><w:t>05</w:t></w:r></w:bdo>'))).blocks
    assert block.text == "The share is 05"
    assert any(mark.code == "bidi-control" and "shown as “50”" in mark.text for mark in block.marks)
