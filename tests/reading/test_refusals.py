"""Damaged, hostile and oversized files: one typed refusal, never a traceback."""

from __future__ import annotations

import contextlib
import io
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import Refusal, Severity, UnreadableInput
from fullpowers.reading import read as door
from fullpowers.reading import read_bytes

KIND = "application/vnd.openxmlformats-officedocument."


def refusal_of(data: bytes, name: str = "draft.docx") -> UnreadableInput:
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, name)
    return caught.value


def archive(*members: tuple[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as made, warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # the same name twice is the point here
        for name, content in members:
            made.writestr(name, content)
    return stream.getvalue()


def test_a_missing_file_names_the_path(tmp_path):
    with pytest.raises(UnreadableInput) as caught:
        door(tmp_path / "absent.docx")
    assert caught.value.refusal is Refusal.MISSING
    assert "absent.docx" in str(caught.value)


def test_an_empty_file():
    assert refusal_of(b"").refusal is Refusal.EMPTY


def test_a_document_without_visible_text_says_what_is_hidden(docx, p, r):
    refused = refusal_of(docx(p(r("secret", "<w:vanish/>"))))
    assert refused.refusal is Refusal.NO_TEXT


@pytest.mark.parametrize(
    ("content_type", "what"),
    [
        (KIND + "spreadsheetml.sheet.main+xml", "Excel"),
        (KIND + "presentationml.presentation.main+xml", "PowerPoint"),
    ],
)
def test_other_office_files_are_named(docx, content_type, what):
    refused = refusal_of(docx("", content_type=content_type))
    assert refused.refusal is Refusal.UNSUPPORTED
    assert what in refused.detail


@pytest.mark.parametrize(
    ("mimetype", "what"),
    [("application/epub+zip", "EPUB"), ("x/y", "ZIP")],
)
def test_other_archives_are_named(mimetype, what):
    refused = refusal_of(archive(("mimetype", mimetype)))
    assert refused.refusal is Refusal.UNSUPPORTED
    assert what in refused.detail


@pytest.mark.parametrize(
    "suffix", ["ms-word.document.macroEnabled.main+xml", "ms-word.template.macroEnabledTemplate.main+xml"]
)
def test_macros_are_said_and_not_run(docx, p, read, suffix):
    extract = read(docx(p("x"), content_type=f"application/vnd.{suffix}"))
    assert "macros" in [notice.code for notice in extract.notices]


@pytest.mark.parametrize(
    "extra",
    [
        ("word/document.xml", "<other/>"),
        ("WORD/Document.xml", "<other/>"),
        ("../../outside", "x"),
        ("/root", "x"),
        ("a\\b", "x"),
    ],
    ids=["name twice", "name twice but for case", "outside", "absolute", "backslash"],
)
def test_archives_that_two_programs_read_differently(docx, p, extra):
    with zipfile.ZipFile(io.BytesIO(docx(p("x")))) as usual:
        members = [(name, usual.read(name).decode()) for name in usual.namelist()]
    assert refusal_of(archive(*members, extra)).refusal is Refusal.AMBIGUOUS


def test_data_in_front_of_the_archive(docx, p):
    assert refusal_of(b"PK\x03\x04 something else" + docx(p("x"))).refusal is Refusal.AMBIGUOUS


DTD = '<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">]>'


@pytest.mark.parametrize("member", ["word/document.xml", "_rels/.rels", "word/styles.xml"])
def test_document_types_are_forbidden_in_every_part(docx, p, member):
    data = docx(p("x"), parts={"styles": ""}, members={member: f"{DTD}<a>&a;</a>"})
    assert refusal_of(data).refusal is Refusal.FORBIDDEN_XML


def test_a_document_type_in_another_encoding(docx):
    data = docx("", members={"word/document.xml": f"{DTD}<a/>".encode("utf-16")})
    assert refusal_of(data).refusal is Refusal.FORBIDDEN_XML


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("<w:sdt>" * 300 + "</w:sdt>" * 300, Refusal.TOO_DEEP),
        ("<w:p>", Refusal.BROKEN),
        ("<w:p><w:r><w:t>" + "x" * 11_000_000 + "</w:t></w:r></w:p>", Refusal.TOO_LARGE),
        ("<w:p/>" * 300_001, Refusal.TOO_LARGE),
        ("<w:x/>" * 6_000_001, Refusal.TOO_LARGE),
    ],
    ids=["too deep", "not closed", "one long text", "too many paragraphs", "too many elements"],
)
def test_bodies_beyond_the_limits(docx, body, refusal):
    assert refusal_of(docx(body)).refusal is refusal


@pytest.mark.parametrize("share", [0.2, 0.5, 0.9, 0.99])
def test_a_file_cut_short_is_broken(docx, p, share):
    data = docx(p("The Fund shall pay. " * 50))
    assert refusal_of(data[: int(len(data) * share)]).refusal is Refusal.BROKEN


def test_deep_nesting_elsewhere():
    assert refusal_of(b"<html>" + b"<div>" * 5000 + b"x", "page.html").refusal is Refusal.TOO_DEEP
    assert refusal_of(b">" * 5000 + b"x", "draft.md").refusal is Refusal.TOO_DEEP


@settings(max_examples=150, deadline=None)
@given(data=st.binary(min_size=1, max_size=400), name=st.sampled_from(["a.txt", "a.md", "a.html", "a.docx"]))
def test_any_bytes_are_read_or_refused(read, data, name):
    with contextlib.suppress(UnreadableInput):
        read(data, name)


@settings(max_examples=150, deadline=None)
@given(
    places=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 255)), min_size=1, max_size=8),
    stored=st.booleans(),
)
def test_a_damaged_document_is_read_or_refused(docx, p, read, places, stored):
    data = bytearray(
        docx(p("Article 1", properties='<w:numPr><w:numId w:val="1"/></w:numPr>'), parts={"styles": ""})
    )
    if stored:
        with zipfile.ZipFile(io.BytesIO(bytes(data))) as usual:
            data = bytearray(archive(*((name, usual.read(name).decode()) for name in usual.namelist())))
    for place, value in places:
        data[min(int(place * len(data)), len(data) - 1)] = value
    with contextlib.suppress(UnreadableInput):
        read(bytes(data))


def test_a_folder_is_no_file(tmp_path):
    with pytest.raises(UnreadableInput, match="it is a folder"):
        door(tmp_path)


def test_a_name_that_says_another_format_is_said_and_the_content_decides(docx, p):
    read = read_bytes(docx(p("The Fund shall receive 50 percent.")), "draft.pdf")
    assert read.text == "The Fund shall receive 50 percent."
    assert [(n.code, n.severity) for n in read.notices] == [("misnamed", Severity.CAUTION)]
    assert "wordprocessingml" in read.notices[0].message
    assert not read_bytes(docx(p("The Fund shall receive 50 percent.")), "draft.DOCX").notices


def test_a_language_that_is_not_known_is_said():
    turkish = "Taraflar bu Anlaşmayı imzalar ve her yıl gelirlerin yarısını Fona öderler. " * 2
    assert "unknown-language" in {notice.code for notice in read_bytes(turkish.encode(), "a.txt").notices}
    assert not read_bytes(b"Oslo 2025", "a.txt").notices
