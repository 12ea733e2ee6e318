"""OpenDocument texts: the page, numbers, tracked changes in three readings, hidden text, notes."""

from __future__ import annotations

import io
import zipfile

import pytest

from fullpowers.model import Reading, Refusal, RevisionKind, UnreadableInput
from fullpowers.reading import read_bytes

NAMES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in [
        ("office", "office"),
        ("text", "text"),
        ("table", "table"),
        ("style", "style"),
        ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"),
        ("manifest", "manifest"),
    ]
)
OTHERS = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
LISTS = """<text:list-style style:name="L">
<text:list-level-style-number text:level="1" style:num-format="1" style:num-suffix="."/>
<text:list-level-style-number text:level="2" style:num-format="a" style:num-prefix="(" style:num-suffix=")"/>
<text:list-level-style-number text:level="3" style:num-format="i" style:num-suffix="."
 text:display-levels="3"/>
</text:list-style>"""


def odt(body: str, styles: str = "", shared: str = "", members: dict[str, str] | None = None) -> bytes:
    space = f"{NAMES} {OTHERS}"
    content = (
        f"<office:document-content {space}><office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:text>{body}</office:text></office:body></office:document-content>"
    )
    files = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": content,
        "styles.xml": f"<office:document-styles {space}>{shared}</office:document-styles>",
        **(members or {}),
    }
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return stream.getvalue()


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def text_of(body: str, reading: Reading = Reading.ACCEPTED, **more: str) -> str:
    return read_bytes(odt(body, **more), "draft.odt", reading=reading).text


def test_paragraphs_headings_and_spaces():
    found = read_bytes(
        odt(
            f'<text:h text:outline-level="1">Article 1</text:h>{p("The<text:s/>Buyer<text:tab/>shall pay.")}'
        ),
        "draft.odt",
    )
    assert found.text == "Article 1\nThe Buyer shall pay."
    assert found.source is not None
    assert found.source.media_type == "application/vnd.oasis.opendocument.text"


def test_lists_are_numbered_as_printed():
    inner = f"<text:list><text:list-item>{p('third')}</text:list-item></text:list>"
    second = f"<text:list><text:list-item>{p('second')}{inner}</text:list-item></text:list>"
    body = (
        f'<text:list text:style-name="L"><text:list-item>{p("one")}{second}</text:list-item>'
        f"<text:list-item>{p('two')}</text:list-item></text:list>{p('between')}"
        f'<text:list text:style-name="L" text:continue-numbering="true">'
        f"<text:list-item>{p('three')}</text:list-item></text:list>"
        f'<text:list text:style-name="L"><text:list-item>{p("anew")}</text:list-item></text:list>'
    )
    assert text_of(body, styles=LISTS).split("\n") == [
        "1. one",
        "(a) second",
        "1.a.i. third",
        "2. two",
        "between",
        "3. three",
        "1. anew",
    ]


def test_headings_take_the_numbers_of_the_outline():
    outline = (
        '<office:styles><text:outline-style style:name="O"><text:outline-level-style text:level="1" '
        'style:num-format="I" style:num-prefix="Chapter " style:num-suffix="."/>'
        "</text:outline-style></office:styles>"
    )
    heading = '<text:h text:outline-level="1">{}</text:h>'
    assert text_of(heading.format("A") + heading.format("B"), shared=outline) == "Chapter I. A\nChapter II. B"


INFO = "<office:change-info><dc:creator>Ann</dc:creator><dc:date>2025-02-21</dc:date></office:change-info>"
CHANGED = (
    f'<text:tracked-changes><text:changed-region text:id="i"><text:insertion>{INFO}</text:insertion>'
    f'</text:changed-region><text:changed-region text:id="d"><text:deletion>{INFO}{p("10")}</text:deletion>'
    "</text:changed-region></text:tracked-changes>"
    '<text:p>shall pay <text:change text:change-id="d"/><text:change-start text:change-id="i"/>50'
    '<text:change-end text:change-id="i"/> percent</text:p>'
)


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (Reading.ACCEPTED, "shall pay 50 percent"),
        (Reading.REJECTED, "shall pay 10 percent"),
        (Reading.SENT, "shall pay 1050 percent"),
    ],
)
def test_tracked_changes_in_three_readings(reading, text):
    found = read_bytes(odt(CHANGED), "draft.odt", reading=reading)
    assert found.text == text
    assert {(r.kind, r.text, r.author) for r in found.revisions} == {
        (RevisionKind.DELETION, "10", "Ann"),
        (RevisionKind.INSERTION, "50", "Ann"),
    }
    assert "tracked-changes" in {notice.code for notice in found.notices}


def region(identifier: str, kind: str, inside: str = "") -> str:
    return (
        f'<text:changed-region text:id="{identifier}"><text:{kind}>{INFO}{inside}</text:{kind}>'
        "</text:changed-region>"
    )


@pytest.mark.parametrize(
    ("reading", "lines"),
    [
        (Reading.ACCEPTED, ["The Fund", "pays. It lends."]),
        (Reading.REJECTED, ["The Fund pays. Both Parties agree.", "They sign. It lends."]),
        (Reading.SENT, ["The Fund", "pays. Both Parties agree.", "They sign. It lends."]),
    ],
)
def test_paragraphs_whose_ends_were_inserted_or_deleted(reading, lines):
    removed = p("Both Parties agree.") + p("They sign.")
    body = (
        f"<text:tracked-changes>{region('i', 'insertion')}{region('d', 'deletion', removed)}"
        "</text:tracked-changes>"
        '<text:p>The Fund<text:change-start text:change-id="i"/></text:p>'
        '<text:p><text:change-end text:change-id="i"/> pays. <text:change text:change-id="d"/> It lends.'
        "</text:p>"
    )
    assert text_of(body, reading).split("\n") == lines


def test_a_paragraph_that_was_inserted_whole_is_gone_when_changes_are_rejected():
    body = (
        f"<text:tracked-changes>{region('i', 'insertion')}</text:tracked-changes>"
        '<text:p>One.</text:p><text:change-start text:change-id="i"/><text:p>Two.</text:p>'
        '<text:change-end text:change-id="i"/><text:p>Three.</text:p>'
    )
    assert text_of(body) == "One.\nTwo.\nThree."
    assert text_of(body, Reading.REJECTED) == "One.\nThree."


@pytest.mark.parametrize(
    "items",
    [
        # the mark of the change stands at the end of the item before, or in front of the one that is new
        ('One.<text:change-start text:change-id="i"/>', 'New.<text:change-end text:change-id="i"/>', "Two."),
        ("One.", '<text:change-start text:change-id="i"/>New.', '<text:change-end text:change-id="i"/>Two.'),
    ],
    ids=["behind the item before", "before the item"],
)
def test_an_inserted_item_of_a_list_counts_only_where_it_is_read(items):
    listed = "".join(f"<text:list-item>{p(item)}</text:list-item>" for item in (*items, "Three."))
    body = (
        f"<text:tracked-changes>{region('i', 'insertion')}</text:tracked-changes>"
        f'<text:list text:style-name="L">{listed}</text:list>'
    )
    assert text_of(body, styles=LISTS).split("\n") == ["1. One.", "2. New.", "3. Two.", "4. Three."]
    rejected = text_of(body, Reading.REJECTED, styles=LISTS)
    assert rejected.split("\n") == ["1. One.", "2. Two.", "3. Three."]


def test_the_record_and_the_comments_of_a_file_are_said():
    meta = (
        f'<office:document-meta {NAMES} {OTHERS} xmlns:meta="urn:oasis:names:tc:opendocument:xmlns:meta:1.0">'
        "<office:meta><meta:initial-creator>Ann</meta:initial-creator><dc:creator>Bob</dc:creator>"
        "<meta:creation-date>2025-02-20T10:00:00</meta:creation-date></office:meta></office:document-meta>"
    )
    body = p("Pay<office:annotation><dc:creator>Eve</dc:creator><text:p>Why?</text:p></office:annotation>")
    found = read_bytes(odt(body, members={"meta.xml": meta}), "draft.odt")
    said = {notice.code: notice.message for notice in found.notices}
    assert said["comments"] == "1 comment by Eve left in the file."
    assert "author Ann; last saved by Bob; created 2025-02-20T10:00:00" in said["metadata"]
    assert found.source is not None
    assert found.source.record[0] == ("author", "Ann")


STYLE = '<style:style style:name="{}" style:family="text"><style:text-properties {}/></style:style>'


@pytest.mark.parametrize(
    ("properties", "kept"),
    [('text:display="none"', False), ('fo:color="#ffffff"', True), ('fo:font-size="1pt"', True)],
)
def test_hidden_text_is_noticed(properties, kept):
    body = p('seen<text:span text:style-name="H"> unseen</text:span>')
    found = read_bytes(odt(body, STYLE.format("H", properties)), "draft.odt")
    assert found.text == ("seen unseen" if kept else "seen")
    assert [notice.code for notice in found.notices if "unseen" in notice.message] == ["hidden-text"]


def test_a_hidden_section_and_a_hidden_field_are_left_out():
    body = f'{p("seen")}<text:section text:display="none">{p("section")}</text:section>' + p(
        '<text:hidden-text text:condition="x" text:string-value="field"/>also seen'
    )
    found = read_bytes(odt(body), "draft.odt")
    assert found.text == "seen\nalso seen"
    assert sum(notice.code == "hidden-text" for notice in found.notices) == 2


def test_notes_comments_tables_boxes_and_margins():
    inner = "<text:note-body><text:p>a note</text:p></text:note-body>"
    note = f"<text:note><text:note-citation>1</text:note-citation>{inner}</text:note>"
    comment = "<office:annotation><dc:creator>Bo</dc:creator><text:p>why?</text:p></office:annotation>"
    cell = "<table:table-cell>{}</table:table-cell>"
    row = f"<table:table-row>{cell.format(p('a'))}{cell.format(p('b'))}</table:table-row>"
    table = f"<table:table>{row}</table:table>"
    box = f"<draw:frame><draw:text-box>{p('boxed')}</draw:text-box></draw:frame>"
    shared = (
        '<office:master-styles><style:master-page style:name="S"><style:header>'
        f"{p('header')}</style:header></style:master-page></office:master-styles>"
    )
    found = read_bytes(odt(p(f"Fund{note}{comment}") + table + p(f"x{box}"), shared=shared), "draft.odt")
    assert found.text.split("\n") == ["Fund[1]", "a\tb", "x", "boxed", "[1] a note", "header"]
    assert [(comment.author, comment.text) for comment in found.comments] == [("Bo", "why?")]


def test_what_is_not_read_is_said():
    image = '<draw:frame><draw:image xlink:href="http://example.org/a.png"/></draw:frame>'
    found = read_bytes(odt(p(f"x{image}"), members={"Basic/a.xml": "<a/>"}), "draft.odt")
    assert {"unread-part", "external-link", "macros"} <= {notice.code for notice in found.notices}


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (odt("<text:p>"), Refusal.BROKEN),
        (odt("<text:section>" * 300 + "</text:section>" * 300), Refusal.TOO_DEEP),
        (odt("", members={"content.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), Refusal.FORBIDDEN_XML),
        (
            odt(
                "",
                members={
                    "META-INF/manifest.xml": f"<manifest:manifest {NAMES}><manifest:file-entry>"
                    "<manifest:encryption-data/></manifest:file-entry></manifest:manifest>"
                },
            ),
            Refusal.ENCRYPTED,
        ),
    ],
)
def test_refusals(data, refusal):
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, "draft.odt")
    assert caught.value.refusal is refusal
