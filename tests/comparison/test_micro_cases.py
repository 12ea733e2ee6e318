"""Sixteen small cases, one phenomenon each, on which comparers of documents are told apart.

Each is a pair of Word files made here; what is said of it must hold, and its redline must give both back.
"""

from __future__ import annotations

from io import BytesIO
from zipfile import ZipFile

from fullpowers.comparison import compare, redline
from fullpowers.model import ChangeKind, Comparison, Instrument, Reading, Significance
from fullpowers.reading import read_bytes

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"

ARTICLES = [
    "Article 1. Fund",
    "The Parties shall establish a Fund for the reconstruction of the energy system.",
    "Article 2. Contributions",
    "Ukraine shall contribute 50 percent of the revenues from natural gas to the Fund.",
    "The other Party shall contribute equipment of equal value in each of the first ten years.",
    "Article 3. Board",
    "The Board shall decide by consensus and shall publish its decisions every year.",
    "Article 4. Duration",
    "This Agreement shall remain in force for twenty years after its entry into force.",
]


def paragraph(text: str) -> str:
    return f'<w:p><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def table(rows: list[list[str]]) -> str:
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) + "</w:tr>" for row in rows
    )
    return f"<w:tbl>{cells}</w:tbl>"


def docx(
    body: str,
    *,
    header: str = "",
    footnote: str = "",
    comment: str = "",
    numbering: str = "",
    styles: str = "",
) -> bytes:
    """A Word file of this body, with a header, a footnote and a comment if they are given."""
    parts = {
        "document": f"<w:body>{body}<w:sectPr>{_HEADER if header else ''}</w:sectPr></w:body>",
        "header1": paragraph(header) if header else "",
        "footnotes": f'<w:footnote w:id="2">{paragraph(footnote)}</w:footnote>' if footnote else "",
        "comments": f'<w:comment w:id="7" w:author="A">{paragraph(comment)}</w:comment>' if comment else "",
        "numbering": numbering,
        "styles": styles,
    }
    roots = {"document": "document", "header1": "hdr"}
    kinds = {"document": "document.main", "header1": "header"}
    there = [name for name, content in parts.items() if content]
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{TYPE}.{kinds.get(name, name)}+xml"/>'
        for name in there
    )
    links = "".join(
        f'<Relationship Id="{name}" Type="{R}/{name.rstrip("1")}" Target="{name}.xml"/>' for name in there[1:]
    )
    package = "http://schemas.openxmlformats.org/package/2006"
    rels = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    )
    stream = BytesIO()
    with ZipFile(stream, "w") as archive:
        archive.writestr(
            "[Content_Types].xml", f'<Types xmlns="{package}/content-types">{rels}{types}</Types>'
        )
        archive.writestr(
            "_rels/.rels",
            f'<Relationships xmlns="{package}/relationships">'
            f'<Relationship Id="d" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        )
        archive.writestr(
            "word/_rels/document.xml.rels",
            f'<Relationships xmlns="{package}/relationships">{links}</Relationships>',
        )
        for name in there:
            archive.writestr(
                f"word/{name}.xml",
                f'<w:{roots.get(name, name)} {W} xmlns:r="{R}">{parts[name]}</w:{roots.get(name, name)}>',
            )
    return stream.getvalue()


_HEADER = '<w:headerReference w:type="default" r:id="header1"/>'


def body(lines: list[str]) -> str:
    return "".join(map(paragraph, lines))


def compared(old: bytes, new: bytes) -> tuple[Comparison, Instrument, Instrument]:
    """The comparison of two files, after its DOCX redline was seen to give both back."""
    before, after = read_bytes(old, "old.docx"), read_bytes(new, "new.docx")
    comparison = compare(before, after)
    content = redline(comparison, before, after, "docx")
    assert read_bytes(content, "r.docx").text == after.text
    assert read_bytes(content, "r.docx", reading=Reading.REJECTED).text == before.text
    return comparison, before, after


def loud(comparison: Comparison) -> list[tuple[str, list[tuple[str, str]]]]:
    """Kind and word edits of everything that is more than structure."""
    return [
        (change.kind.value, [(edit.old, edit.new) for edit in change.edits])
        for change in comparison.changes
        if change.significance is not Significance.NONE
    ]


def test_01_a_changed_cell_is_one_edit() -> None:
    rows = [["Year", "Share"], ["2025", "50"], ["2026", "40"]]
    later = [["Year", "Share"], ["2025", "60"], ["2026", "40"]]
    comparison, *_ = compared(docx(body(ARTICLES) + table(rows)), docx(body(ARTICLES) + table(later)))
    assert loud(comparison) == [("edited", [("50", "60")])]


def test_02_an_inserted_row_is_one_row() -> None:
    rows = [["Year", "Share"], ["2025", "50"], ["2027", "40"]]
    later = [["Year", "Share"], ["2025", "50"], ["2026", "45"], ["2027", "40"]]
    comparison, *_ = compared(docx(body(ARTICLES) + table(rows)), docx(body(ARTICLES) + table(later)))
    assert loud(comparison) == [("inserted", [])]


def moved(lines: list[str]) -> list[str]:
    return [*lines[:4], *lines[5:7], lines[4], *lines[7:]]


def test_03_a_moved_paragraph_is_a_move() -> None:
    comparison, *_ = compared(docx(body(ARTICLES)), docx(body(moved(ARTICLES))))
    assert [change.kind for change in comparison.changes if change.moved] == [ChangeKind.MOVED]
    assert loud(comparison) == []


def test_04_an_edit_inside_a_move_is_seen() -> None:
    lines = moved(ARTICLES)
    lines = [line.replace("first ten years", "first five years") for line in lines]
    comparison, before, after = compared(docx(body(ARTICLES)), docx(body(lines)))
    change = next(change for change in comparison.changes if change.moved)
    assert [(edit.old, edit.new) for edit in change.edits] == [("ten", "five")]
    assert change.reasons[0].rule == "period-changed"
    kinds = {
        r.text.strip(): r.kind.value
        for r in read_bytes(redline(comparison, before, after, "docx"), "r.docx").revisions
    }
    assert kinds["five"] == "insertion"
    assert kinds["ten"] == "deletion"


def test_05_a_moved_article_is_one_line_and_the_others_are_renumbered() -> None:
    order = [2, 3, 5, 6, 0, 1]
    texts = [ARTICLES[k] for k in order]
    lines = [line.split(". ", 1)[-1] if line.startswith("Article") else line for line in texts]
    numbered, count = [], 0
    for line, original in zip(lines, texts, strict=True):
        if original.startswith("Article"):
            count += 1
            line = f"Article {count}. {line}"
        numbered.append(line)
    comparison, *_ = compared(docx(body(ARTICLES[:4] + ARTICLES[5:7])), docx(body(numbered)))
    assert loud(comparison) == []
    assert sum(row.moved for row in comparison.correspondence) == 1
    assert sum(bool(row.renumbered) for row in comparison.correspondence) == 3


def test_06_typed_renumbering_is_no_change() -> None:
    lines = ["Article 1. Aim", "The aim of this Agreement is a lasting partnership in energy matters."]
    for line in ARTICLES:
        number = line[8:9]
        lines.append(
            line.replace(f"Article {number}", f"Article {int(number) + 1}")
            if line.startswith("Article")
            else line
        )
    comparison, *_ = compared(docx(body(ARTICLES)), docx(body(lines)))
    assert loud(comparison) == [("inserted", [])]
    assert sum(bool(row.renumbered) for row in comparison.correspondence) == 4


def test_07_automatic_renumbering_is_no_change() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="Article %1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    counted = '<w:p><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr>{}</w:p>'

    def numbered(lines: list[str]) -> bytes:
        made = [
            counted.format(f"<w:r><w:t>{line.split('. ')[1]}</w:t></w:r>")
            if line.startswith("Article")
            else paragraph(line)
            for line in lines
        ]
        return docx("".join(made), numbering=numbering)

    aim = ["Article 0. Aim", "The aim of this Agreement is a lasting partnership in energy matters."]
    comparison, before, _ = compared(numbered(ARTICLES), numbered([*aim, *ARTICLES]))
    assert "Article 4. Duration" in before.text
    assert loud(comparison) == [("inserted", [])]
    assert sum(bool(row.renumbered) for row in comparison.correspondence) == 4


def test_08_a_split_paragraph_is_form() -> None:
    whole = (
        "The Board shall decide by consensus. It shall publish its decisions every year in both languages."
    )
    first, second = whole.split(". ")
    lines = [*ARTICLES[:6], whole, *ARTICLES[7:]]
    later = [*ARTICLES[:6], first + ".", second, *ARTICLES[7:]]
    comparison, *_ = compared(docx(body(lines)), docx(body(later)))
    split = next(change for change in comparison.changes if change.kind is ChangeKind.SPLIT)
    assert split.significance is Significance.EDITORIAL
    assert len(loud(comparison)) == 1


def test_09_form_and_10_substance_are_told_apart() -> None:
    form = [
        line.replace("energy system", "energy  system").replace("equipment of", "equipment, of")
        for line in ARTICLES
    ]
    comparison, *_ = compared(docx(body(ARTICLES)), docx(body(form)))
    assert {change.significance for change in comparison.changes} <= {
        Significance.NONE,
        Significance.EDITORIAL,
    }
    substance = [line.replace("shall contribute equipment", "may contribute equipment") for line in ARTICLES]
    comparison, *_ = compared(docx(body(ARTICLES)), docx(body(substance)))
    assert [change.reasons[0].rule for change in comparison.ranked()] == ["modality-weakened"]


def test_11_a_changed_header_is_seen() -> None:
    old, new = (docx(body(ARTICLES), header=f"Draft of {day} February 2025") for day in (14, 20))
    comparison, *_ = compared(old, new)
    assert loud(comparison) == [("edited", [("14", "20")])]


def test_12_bold_alone_is_formatting_and_13_other_runs_are_nothing() -> None:
    text = ARTICLES[1]
    bold = f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>{text}</w:t></w:r></w:p>"
    runs = (
        f'<w:p><w:r><w:t xml:space="preserve">{text[:20]}</w:t></w:r><w:r><w:t>{text[20:]}</w:t></w:r></w:p>'
    )
    for other in (bold, runs):
        comparison, *_ = compared(
            docx(body(ARTICLES)), docx(paragraph(ARTICLES[0]) + other + body(ARTICLES[2:]))
        )
        assert loud(comparison) == []
        assert [(one.was, one.now) for one in comparison.reformatted] == (
            [("plain", "bold")] if other is bold else []
        )


def test_14_earlier_tracked_changes_keep_their_author() -> None:
    credit = 'w:author="US side" w:date="2025-02-19T10:00:00Z"'
    tracked = (
        '<w:p><w:r><w:t xml:space="preserve">Ukraine shall contribute </w:t></w:r>'
        f'<w:del w:id="1" {credit}><w:r><w:delText>50</w:delText></w:r></w:del>'
        f'<w:ins w:id="2" {credit}><w:r><w:t>66</w:t></w:r></w:ins>'
        '<w:r><w:t xml:space="preserve"> percent of the revenues '
        "from natural gas to the Fund.</w:t></w:r></w:p>"
    )
    new = docx(body(ARTICLES[:3]) + tracked + body(ARTICLES[4:]))
    comparison, before, after = compared(docx(body(ARTICLES)), new)
    revisions = read_bytes(redline(comparison, before, after, "docx"), "r.docx").revisions
    assert {(r.author, r.text, r.date) for r in revisions} == {
        ("US side", "50", "2025-02-19T10:00:00Z"),
        ("US side", "66", "2025-02-19T10:00:00Z"),
    }


def test_15_a_comment_that_disappeared_is_noticed() -> None:
    marked = '<w:p><w:commentRangeStart w:id="7"/><w:r><w:t>{}</w:t></w:r><w:commentRangeEnd w:id="7"/></w:p>'
    old = docx(marked.format(ARTICLES[0]) + body(ARTICLES[1:]), comment="Kyiv has not agreed to this.")
    tracked = '<w:p><w:ins w:id="2" w:author="B"><w:r><w:t>One more line of text.</w:t></w:r></w:ins></w:p>'
    new = docx(body(ARTICLES) + tracked)
    before, after = read_bytes(old, "old.docx"), read_bytes(new, "new.docx")
    rejected = read_bytes(new, "new.docx", reading=Reading.REJECTED)
    notices = compare(before, after, rejected=rejected).notices
    assert [notice.code for notice in notices] == ["comment-gone"]
    assert "Kyiv has not agreed" in notices[0].message


def test_16_a_footnote_from_gross_to_net_is_substance() -> None:
    reference = '<w:p><w:r><w:t>{}</w:t></w:r><w:r><w:footnoteReference w:id="2"/></w:r></w:p>'
    old, new = (
        docx(
            body(ARTICLES[:3]) + reference.format(ARTICLES[3]) + body(ARTICLES[4:]),
            footnote=f"Revenues are {word} revenues of the licence holders.",
        )
        for word in ("gross", "net")
    )
    comparison, *_ = compared(old, new)
    (change,) = comparison.ranked(Significance.SUBSTANTIVE)
    assert (change.reasons[0].rule, [(e.old, e.new) for e in change.edits]) == (
        "base-changed",
        [("gross", "net")],
    )
