"""Tracked changes in three readings: accepted, rejected, and as sent."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import Reading
from fullpowers.reading.blocks import MarkKind


def ins(xml: str, author: str = "A", name: str = "ins") -> str:
    return f'<w:{name} w:id="1" w:author="{author}" w:date="2025-02-12T00:00:00Z">{xml}</w:{name}>'


def cut(xml: str, author: str = "A", name: str = "del") -> str:
    return ins(xml.replace("w:t>", "w:delText>").replace("<w:t ", "<w:delText "), author, name)


def text(words: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'


MARK_INSERTED = '<w:rPr><w:ins w:author="A"/></w:rPr>'
MARK_DELETED = '<w:rPr><w:del w:author="A"/></w:rPr>'

CASES = {
    # body as arguments of paragraphs: (content, properties); accepted, rejected, sent
    "replacement": (
        [(text("The share is ") + cut(text("10")) + ins(text("50")) + text(" percent"), "")],
        ["The share is 50 percent"],
        ["The share is 10 percent"],
        ["The share is 1050 percent"],
    ),
    "inserted by one, deleted by another": (
        [(text("a") + ins(cut(text("b"), "B")) + text("c"), "")],
        ["ac"],
        ["ac"],
        ["abc"],
    ),
    "move": (
        [
            (cut(text("moved"), name="moveFrom"), ""),
            (text("x "), ""),
            (ins(text("moved"), name="moveTo"), ""),
        ],
        ["x", "moved"],
        ["moved", "x"],
        ["moved", "x", "moved"],
    ),
    "deleted end of a paragraph joins it with the next": (
        [(text("Party A shall "), MARK_DELETED), (text("pay"), "")],
        ["Party A shall pay"],
        ["Party A shall", "pay"],
        ["Party A shall", "pay"],
    ),
    "inserted end of a paragraph splits it": (
        [(text("one"), MARK_INSERTED), (text("two"), "")],
        ["one", "two"],
        ["onetwo"],
        ["one", "two"],
    ),
    "a paragraph deleted whole leaves nothing": (
        [(cut(text("gone")), MARK_DELETED), (text("stays"), "")],
        ["stays"],
        ["gone", "stays"],
        ["gone", "stays"],
    ),
    "a hidden property that was tracked": (
        [
            (
                '<w:r><w:rPr><w:vanish/><w:rPrChange w:author="A"><w:rPr/></w:rPrChange></w:rPr>'
                "<w:t>x</w:t></w:r>" + text("y"),
                "",
            )
        ],
        ["y"],
        ["xy"],
        ["y"],
    ),
}


@pytest.mark.parametrize(("paragraphs", "accepted", "rejected", "sent"), CASES.values(), ids=CASES)
def test_three_readings(docx, p, read, paragraphs, accepted, rejected, sent):
    data = docx("".join(p(content, properties=properties) for content, properties in paragraphs))
    for reading, expected in zip(Reading, (accepted, rejected, sent), strict=True):
        assert [block.text for block in read(data, reading=reading).blocks] == expected


def test_marks_carry_author_date_and_text_in_every_reading(docx, p, read):
    data = docx(p(text("is ") + cut(text("10"), "Mr White") + ins(text("50"), "Ms Black")))
    for reading, places in (
        (Reading.ACCEPTED, [("deletion", "10", ""), ("insertion", "50", "50")]),
        (Reading.REJECTED, [("deletion", "10", "10"), ("insertion", "50", "")]),
        (Reading.SENT, [("deletion", "10", "10"), ("insertion", "50", "50")]),
    ):
        (block,) = read(data, reading=reading).blocks
        assert sorted((m.kind.value, m.text, block.text[m.start : m.end]) for m in block.marks) == places
        assert {(mark.author, mark.date) for mark in block.marks} == {
            ("Mr White", "2025-02-12T00:00:00Z"),
            ("Ms Black", "2025-02-12T00:00:00Z"),
        }


def test_runs_of_one_change_are_one_mark(docx, p, read):
    (block,) = read(docx(p(ins(text("fif")) + ins(text("ty"))))).blocks
    (mark,) = block.marks
    assert (mark.text, mark.start, mark.end) == ("fifty", 0, 5)


def test_rows_come_and_go_with_their_text_on_record(docx, p, read):
    def row(properties: str, words: str) -> str:
        return f"<w:tr><w:trPr>{properties}</w:trPr><w:tc>{p(words)}</w:tc></w:tr>"

    deleted = row('<w:del w:author="B"/>', "b")
    data = docx(f"<w:tbl>{row('', 'a')}{deleted}</w:tbl>")
    accepted = read(data)
    assert [block.text for block in accepted.blocks] == ["a"]
    assert [(m.kind, m.author, m.text) for block in accepted.blocks for m in block.marks] == [
        (MarkKind.DELETION, "B", "b")
    ]
    assert [block.text for block in read(data, reading=Reading.REJECTED).blocks] == ["a", "b"]


def test_numbers_follow_the_reading(docx, p, read):
    numbering = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/>'
        '<w:lvlText w:val="Article %1"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    number = '<w:numPr><w:numId w:val="1"/></w:numPr>'
    body = (
        p("one", properties=number)
        + p(cut(text("two")), properties=number + MARK_DELETED)
        + p("three", properties=number)
    )
    data = docx(body, parts={"numbering": numbering})
    assert [block.number for block in read(data).blocks] == ["Article 1", "Article 2"]
    assert [block.number for block in read(data, reading=Reading.REJECTED).blocks] == [
        "Article 1",
        "Article 2",
        "Article 3",
    ]


def test_the_file_says_who_changed_how_much_and_how_it_is_read(docx, p, read):
    extract = read(
        docx(p(cut(text("10"), "Mr White") + ins(text("50"), "Mr White") + ins(text("x"), "Ms Black")))
    )
    (notice,) = extract.notices
    assert notice.code == "tracked-changes"
    assert "3 tracked changes: Mr White (1 insertion, 1 deletion); Ms Black (1 insertion)" in notice.message
    assert "accepted" in notice.message


WORDS = st.lists(st.sampled_from(["Fund ", "shall ", "pay ", "50 ", "percent "]), min_size=1, max_size=3).map(
    "".join
)
PIECES = st.lists(st.tuples(st.sampled_from(["keep", "ins", "del"]), WORDS), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(paragraphs=st.lists(PIECES, min_size=1, max_size=4))
def test_a_reading_is_the_document_with_its_changes_carried_out(docx, p, read, paragraphs):
    def body(keep: str, *, marked: bool) -> str:
        made = []
        for pieces in paragraphs:
            content = ""
            for kind, words in pieces:
                if kind == "keep" or not marked:
                    content += text(words) if kind in ("keep", keep) else ""
                else:
                    content += ins(text(words)) if kind == "ins" else cut(text(words))
            made.append(p(content or text("")))
        return "".join(made)

    marked = docx(body("", marked=True))
    for reading, keep in ((Reading.ACCEPTED, "ins"), (Reading.REJECTED, "del")):
        plain = docx(body(keep, marked=False))
        assert [b.text for b in read(marked, reading=reading).blocks] == [b.text for b in read(plain).blocks]


@settings(max_examples=60, deadline=None)
@given(paragraphs=st.lists(PIECES, min_size=1, max_size=4))
def test_as_sent_nothing_is_lost(docx, p, read, paragraphs):
    make = {"keep": text, "ins": lambda words: ins(text(words)), "del": lambda words: cut(text(words))}
    data = docx("".join(p("".join(make[kind](words) for kind, words in pieces)) for pieces in paragraphs))
    expected = [" ".join("".join(words for _, words in pieces).split()) for pieces in paragraphs]
    assert [block.text for block in read(data, reading=Reading.SENT).blocks] == expected
