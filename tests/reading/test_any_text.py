"""Whatever a file says, it becomes an instrument or a typed refusal: for every format that holds text."""

from __future__ import annotations

import io
import zipfile
from xml.sax.saxutils import escape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import Reading, UnreadableInput
from fullpowers.reading import positions
from fullpowers.reading.parse import parse

OPENINGS = """ill.|ll)|ff.|(IIII)|(iiii)|0.|1.|1.1|1.1.1.1.1.1|(1)|[1]|(a)|(aa)|zz)|IVXLC.|5 bis|1er|999999.
Article|Article 1|ARTICLE I|Article O|ARTICLE ONE|Articles 1 and 2|Section 1|Part|PART II|Chapter 0|Annex|–|•
ANNEX A|Appendix 1|Стаття 1|Розділ ІІ|Додаток|المادة 1|Artículo 1|Artikel 1|Art. 1|Artic1e 5|Whereas|WHEREAS:
Preamble|Contents|have agreed as follows:|DONE at Kyiv|IN WITNESS WHEREOF|Option 1|[UA: shall] [US: will]|[|]
[[a] b|/|]]|between the Government of A and the Government of B|(hereinafter “the Parties”)|Сторони|…… 5
Уряд України та Уряд США, далі – «Сторони»|all texts being equally authentic""".replace("\n", "|").split("|")
LINE = st.one_of(
    st.sampled_from(OPENINGS),
    st.text(max_size=30),
    st.builds("{} {}".format, st.sampled_from(OPENINGS), st.text(max_size=40)),
    st.builds(str.__mul__, st.sampled_from(["and so on ", "[", "1.", "\u202e", "ß"]), st.integers(0, 300)),
)
LINES = st.lists(LINE, max_size=25)


def in_xml(line: str) -> str:
    """A line as XML can hold it."""
    return escape(
        "".join(sign for sign in line if sign == "\t" or "\x20" <= sign < "\ud800" or sign > "\ufffd")
    )


def as_text(lines: list[str]) -> bytes:
    return "\n\n".join(lines).encode("utf-8", "surrogatepass")


def as_html(lines: list[str]) -> bytes:
    return ("<html><body>" + "".join(f"<p>{in_xml(line)}" for line in lines)).encode("utf-8", "surrogatepass")


def as_rtf(lines: list[str]) -> bytes:
    coded = ("".join(rf"\u{ord(sign) % 65536}?" for sign in line) + r"\par " for line in lines)
    return (r"{\rtf1\ansi " + "".join(coded) + "}").encode()


def as_message(lines: list[str]) -> bytes:
    return b"From: a@b.c\nSubject: draft\nContent-Type: text/plain; charset=utf-8\n\n" + as_text(lines)


def as_odt(lines: list[str]) -> bytes:
    office, text = (f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text"))
    body = "".join(f"<t:p>{in_xml(line)}</t:p>" for line in lines)
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        archive.writestr(
            "content.xml",
            f'<o:document-content xmlns:o="{office}" xmlns:t="{text}"><o:body><o:text>{body}'
            "</o:text></o:body></o:document-content>",
        )
    return stream.getvalue()


def as_akoma_ntoso(lines: list[str]) -> bytes:
    body = "".join(f"<article><content><p>{in_xml(line)}</p></content></article>" for line in lines)
    space = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
    return f'<akomaNtoso xmlns="{space}"><act name="a"><body>{body}</body></act></akomaNtoso>'.encode(
        "utf-8", "surrogatepass"
    )


FORMATS = {
    "a.txt": as_text,
    "a.md": as_text,
    "a.html": as_html,
    "a.rtf": as_rtf,
    "a.eml": as_message,
    "a.odt": as_odt,
    "a.xml": as_akoma_ntoso,
}


def reads_or_refuses(data: bytes, name: str, reading: Reading = Reading.ACCEPTED) -> None:
    try:
        instrument = parse(data, name, reading)
    except UnreadableInput:
        return
    own = "".join(instrument.text[one.start : one.own_end] for one in instrument.walk())
    assert own.replace("\n", "") == instrument.text.replace("\n", "")
    for notice in instrument.notices:
        if notice.passage is not None:
            notice.passage.verify(instrument)
    positions(instrument)


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)
@given(lines=LINES)
def test_any_text_reads_or_is_refused(name, lines):
    reads_or_refuses(FORMATS[name](lines), name)


@settings(max_examples=60, deadline=None)
@given(lines=LINES)
def test_any_text_in_a_word_document_reads_or_is_refused(docx, p, r, lines):
    body = "".join(p(r(in_xml(line))) for line in lines)
    reads_or_refuses(docx(body), "a.docx")


@pytest.mark.parametrize("name", FORMATS)
@settings(max_examples=60, deadline=None)
@given(
    lines=LINES,
    cuts=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 20), st.binary(max_size=8)), max_size=6),
    reading=st.sampled_from(Reading),
)
def test_a_mutilated_file_reads_or_is_refused(name, lines, cuts, reading):
    data = FORMATS[name](["AGREEMENT", "Article 1", *lines])
    for place, gone, put in cuts:
        at = int(place * len(data))
        data = data[:at] + put + data[at + gone :]
    reads_or_refuses(data, name, reading)
