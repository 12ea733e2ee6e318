"""Word documents: what is on the page is in the blocks, in order, once."""

from __future__ import annotations

import pytest

from fullpowers.reading.blocks import BlockKind


def texts(extract):
    return [block.text for block in extract.blocks]


INLINE = {
    "runs make one text": ("<w:r><w:t>50 per</w:t></w:r><w:r><w:t>cent</w:t></w:r>", "50 percent"),
    "spaces at the ends count only when preserved": (
        '<w:r><w:t> a </w:t></w:r><w:r><w:t xml:space="preserve"> b</w:t></w:r>',
        "a b",
    ),
    "tab": ("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t></w:r>", "a b"),
    "line break": ("<w:r><w:t>a</w:t><w:br/><w:t>b</w:t></w:r>", "a b"),
    "hyphens": (
        "<w:r><w:t>non</w:t><w:noBreakHyphen/><w:t>bin</w:t><w:softHyphen/><w:t>ding</w:t></w:r>",
        "non-binding",
    ),
    "content control": (
        "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>in</w:t></w:r></w:sdtContent></w:sdt>",
        "in",
    ),
    "smart tag": ("<w:smartTag><w:r><w:t>tag</w:t></w:r></w:smartTag>", "tag"),
    "hyperlink": ('<w:hyperlink w:anchor="x"><w:r><w:t>link</w:t></w:r></w:hyperlink>', "link"),
    "simple field": (
        '<w:fldSimple w:instr="REF x"><w:r><w:t>Article 3</w:t></w:r></w:fldSimple>',
        "Article 3",
    ),
    "complex field shows its result": (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>REF x</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>3</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "3",
    ),
    "checked box": (
        '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData>'
        '</w:fldChar></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>',
        "☒",
    ),
    "symbol": ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/><w:t>50</w:t></w:r>', "≥50"),
    "letters of a symbol font": (
        '<w:r><w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>\uf0a3</w:t></w:r>',
        "≤",
    ),
    "fraction": (
        "<m:oMath><m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>2</m:t></m:r></m:den></m:f></m:oMath>",
        "1/2",
    ),
    "power": (
        "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>6</m:t></m:r></m:sup></m:sSup></m:oMath>",
        "10^6",
    ),
    "powers, units and typed notes": (
        "<w:r><w:t>10</w:t></w:r>{0}<w:r><w:t> m</w:t></w:r>{0}<w:r><w:t> Fund</w:t></w:r>{0}".format(
            '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:t>3</w:t></w:r>'
        ).replace("<w:t> ", '<w:t xml:space="preserve"> '),
        "10^3 m3 Fund[3]",
    ),
    "readings of characters": (
        "<w:r><w:ruby><w:rt><w:r><w:t>hi</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>X</w:t></w:r></w:rubyBase></w:ruby></w:r>",
        "X (hi)",
    ),
    "element nobody knows": ("<w:unheardOf><w:r><w:t>kept</w:t></w:r></w:unheardOf>", "kept"),
}


@pytest.mark.parametrize(("xml", "expected"), INLINE.values(), ids=INLINE)
def test_what_stands_in_a_paragraph(docx, p, read, xml, expected):
    assert texts(read(docx(p(xml)))) == [expected]


def test_strict_documents_and_other_part_names_read_the_same(docx, p, read):
    usual = docx(p("Article 1"))
    strict = docx(p("Article 1"), word="http://purl.oclc.org/ooxml/wordprocessingml/main")
    elsewhere = docx(p("Article 1"), main="content/text.xml")
    assert texts(read(usual)) == texts(read(strict)) == texts(read(elsewhere)) == ["Article 1"]


def test_heading_level_comes_from_the_style_or_the_paragraph(docx, p, read):
    styles = (
        '<w:style w:type="paragraph" w:styleId="Base"><w:pPr><w:outlineLvl w:val="1"/></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Mine"><w:basedOn w:val="Base"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Named"><w:name w:val="heading 3"/></w:style>'
    )
    body = "".join(
        p("x", properties=properties)
        for properties in (
            '<w:pStyle w:val="Mine"/>',
            '<w:pStyle w:val="Named"/>',
            '<w:outlineLvl w:val="0"/>',
            '<w:pStyle w:val="Mine"/><w:outlineLvl w:val="9"/>',
        )
    )
    blocks = read(docx(body, parts={"styles": styles})).blocks
    assert [block.level for block in blocks] == [2, 3, 1, 0]
    assert [block.kind is BlockKind.HEADING for block in blocks] == [True, True, True, False]


def cell(*paragraphs: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{''.join(paragraphs)}</w:tc>"


def table(*rows: str) -> str:
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def test_a_table_row_is_one_block_with_tabs_between_cells(docx, p, read):
    body = p("before") + table(
        cell(p("Year")) + cell(p("Share")), cell(p("2025")) + cell(p("50"), p("percent"))
    )
    blocks = read(docx(body)).blocks
    assert [(block.kind, block.text, block.place) for block in blocks[1:]] == [
        (BlockKind.ROW, "Year\tShare", "table 1, row 1"),
        (BlockKind.ROW, "2025\t50 percent", "table 1, row 2"),
    ]


def test_an_empty_cell_keeps_its_place(docx, p, read):
    assert texts(read(docx(table(cell(p("")) + cell(p("b")))))) == ["\tb"]


def test_a_nested_table_is_read_inside_its_cell(docx, p, read):
    inner = table(cell(p("a")) + cell(p("b")))
    assert texts(read(docx(table(cell(p("x"), inner, p("")) + cell(p("y")))))) == ["x a b\ty"]


def test_columns_of_text_are_paragraphs_one_column_after_the_other(docx, p, read):
    english = [p(f"Article {number}") for number in range(1, 10)]
    other = [p(f"Стаття {number}") for number in range(1, 10)]
    blocks = read(docx(table(cell(*english) + cell(*other)))).blocks
    assert [block.text for block in blocks] == [f"Article {n}" for n in range(1, 10)] + [
        f"Стаття {n}" for n in range(1, 10)
    ]
    assert blocks[0].place == "table 1, row 1, column 1"
    assert {block.kind for block in blocks} == {BlockKind.PARAGRAPH}


def test_notes_follow_the_body_with_their_marks_in_both_places(docx, p, read):
    footnotes = (
        '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        f'<w:footnote w:id="7">{p("<w:r><w:footnoteRef/></w:r>", " second")}</w:footnote>'
        f'<w:footnote w:id="5">{p("<w:r><w:footnoteRef/></w:r>", " first")}</w:footnote>'
        f'<w:footnote w:id="9">{p("nobody refers to it")}</w:footnote>'
    )
    endnotes = f'<w:endnote w:id="1">{p("<w:r><w:endnoteRef/></w:r>", " end")}</w:endnote>'
    body = p(
        "Revenues",
        '<w:r><w:footnoteReference w:id="5"/></w:r>',
        " of the Fund",
        '<w:r><w:footnoteReference w:id="7"/><w:endnoteReference w:id="1"/></w:r>',
    )
    extract = read(docx(body, parts={"footnotes": footnotes, "endnotes": endnotes}))
    assert texts(extract) == ["Revenues[1] of the Fund[2][i]", "[1] first", "[2] second", "[i] end"]
    assert [block.kind for block in extract.blocks[1:]] == [BlockKind.NOTE] * 3
    assert [block.number for block in extract.blocks[1:]] == ["[1]", "[2]", "[i]"]


def test_headers_and_footers_in_use_come_last_and_once(docx, p, read):
    section = '<w:sectPr><w:headerReference r:id="header"/><w:footerReference r:id="footer"/></w:sectPr>'
    parts = {"header": p("Draft 3"), "footer": p("Draft 3") + p("Confidential")}
    extract = read(docx(p("Body") + section, parts=parts))
    assert [(block.kind, block.text) for block in extract.blocks] == [
        (BlockKind.PARAGRAPH, "Body"),
        (BlockKind.MARGIN, "Draft 3"),
        (BlockKind.MARGIN, "Confidential"),
    ]


BOX = "<w:txbxContent><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:txbxContent>"
SHAPE = f"<wps:txbx>{BOX}</wps:txbx>"
VML = f"<w:pict><v:shape><v:textbox>{BOX}</v:textbox></v:shape></w:pict>"


def alternatives(new: str, old: str) -> str:
    return (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{SHAPE.format(new)}</mc:Choice>'
        f"<mc:Fallback>{VML.format(old)}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def test_a_text_box_is_read_once_behind_its_paragraph(docx, p, read):
    extract = read(
        docx(p("Body", alternatives("Box", "Box")) + p("Next") + p(f"<w:r>{VML.format('Old')}</w:r>"))
    )
    assert texts(extract) == ["Body", "Box", "Next", "Old"]
    assert extract.blocks[1].place == "text box at paragraph 1"


def test_a_box_that_says_other_things_in_other_programs_is_an_alarm(docx, p, read):
    extract = read(docx(p("Share: ", alternatives("50 percent", "10 percent"))))
    (mark,) = extract.blocks[0].marks
    assert (mark.code, mark.severity) == ("two-versions", "alarm")
    assert "50 percent" in mark.text
    assert "10 percent" in mark.text


def test_parts_that_are_no_text_are_said(docx, p, read):
    body = p("Text", "<w:r><w:drawing><pic:pic/></w:drawing></w:r>") + '<w:altChunk r:id="x"/>'
    notices = {notice.message: notice.severity for notice in read(docx(body)).notices}
    assert notices == {
        "1 picture not read; text in it, if any, is missing here.": "caution",
        "1 inserted file not read; text in it, if any, is missing here.": "alarm",
    }


def test_breaks_in_place_of_paragraphs_are_paragraphs(docx, p, read):
    body = p("<w:r><w:t>1. The Fund pays.</w:t><w:br/><w:t>2. The Fund</w:t><w:br/><w:t>reports.</w:t></w:r>")
    assert texts(read(docx(body))) == ["1. The Fund pays.", "2. The Fund reports."]


def test_comments_keep_author_date_and_the_words_they_hang_on(docx, p, read):
    comments = (
        '<w:comment w:id="1" w:author="Counsel" w:date="2025-02-12T10:00:00Z">'
        f"{p('Do not')}{p('concede')}</w:comment>"
        f'<w:comment w:id="2" w:author="Clerk">{p("whole")}</w:comment>'
        f'<w:comment w:id="3" w:author="Nobody">{p("lost")}</w:comment>'
    )
    body = (
        p(
            "The share is ",
            '<w:commentRangeStart w:id="1"/>',
            "50 percent",
            '<w:commentRangeEnd w:id="1"/>',
            ".",
        )
        + '<w:commentRangeStart w:id="2"/>'
        + p("Second")
        + '<w:commentRangeEnd w:id="2"/>'
    )
    blocks = read(docx(body, parts={"comments": comments})).blocks
    found = [
        (mark.author, mark.date, mark.text, block.text[mark.start : mark.end])
        for block in blocks
        for mark in block.marks
    ]
    assert found == [
        ("Nobody", "", "lost", ""),
        ("Counsel", "2025-02-12T10:00:00Z", "Do not concede", "50 percent"),
        ("Clerk", "", "whole", "Second"),
    ]
