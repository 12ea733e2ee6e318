"""RTF: code pages, numbers as printed, tables, notes, tracked changes, hidden text."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import Reading, Refusal, RevisionKind, UnreadableInput
from fullpowers.reading import read_bytes
from fullpowers.reading.parse import parse

HEAD = (
    r"{\rtf1\ansi\ansicpg1252\uc1{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset204 Times Cyr;}}"
    r"{\colortbl;\red255\green255\blue255;\red255\green0\blue0;}{\stylesheet{\s0 Normal;}}"
    r"{\info{\author Ann}}{\*\revtbl{Unknown;}{Ann;}}"
)


def rtf(body: str) -> bytes:
    return (HEAD + body + "}").encode("latin-1")


def found(body: str, reading: Reading = Reading.ACCEPTED):
    return read_bytes(rtf(body), "draft.rtf", reading=reading)


def test_paragraphs_signs_and_code_pages():
    ukrainian = r"{\f1 \'d1\'f2\'e0\'f2\'f2\'ff}"
    text = found(
        r"Article\~1\par \ldblquote Fund\rdblquote  \endash  50\'25\par " + ukrainian + r" \u8364?\par"
    )
    assert text.text.split("\n") == ["Article 1", "“Fund” – 50%", "Стаття €"]


def test_characters_beyond_the_first_plane_and_their_substitutes():
    assert found(r"\uc2 a\u-10179 ??\u-8704 ??b\par").text == "a\U0001f600b"


def test_numbers_stand_as_printed():
    assert found(r"{\listtext\tab (a)\tab}first\par{\pntext 2.\tab}second\par").text == "(a) first\n2. second"


def test_a_table_and_a_note_and_a_header():
    body = (
        r"{\header page head\par}\trowd\intbl Field\cell Share\cell\row\pard "
        r"The Fund{\super\chftn{\footnote\pard {\super\chftn} A note.}} pays.\par"
    )
    assert found(body).text.split("\n") == ["Field\tShare", "The Fund[1] pays.", "[1] A note.", "page head"]


@pytest.mark.parametrize(
    ("reading", "text"),
    [
        (Reading.ACCEPTED, "pay 50 percent"),
        (Reading.REJECTED, "pay 10 percent"),
        (Reading.SENT, "pay 1050 percent"),
    ],
)
def test_tracked_changes_in_three_readings(reading, text):
    instrument = found(r"pay {\deleted\revauthdel1 10}{\revised\revauth1 50} percent\par", reading)
    assert instrument.text == text
    assert {(r.kind, r.text, r.author) for r in instrument.revisions} == {
        (RevisionKind.DELETION, "10", "Ann"),
        (RevisionKind.INSERTION, "50", "Ann"),
    }


@pytest.mark.parametrize(("look", "kept"), [(r"\v", False), (r"\cf1", True), (r"\fs2", True)])
def test_hidden_text_is_noticed(look, kept):
    instrument = found(rf"seen{{{look} unseen}}\par")
    assert instrument.text == ("seenunseen" if kept else "seen")
    assert [n.code for n in instrument.notices if "unseen" in n.message] == ["hidden-text"]


def test_comments_and_what_is_not_read():
    instrument = found(r"Fund{\*\atnid B}{\*\atnauthor Bo}{\*\annotation why?}{\pict 0102}{\*\unknown x}\par")
    assert instrument.text == "Fund"
    assert [(c.author, c.text) for c in instrument.comments] == [("Bo", "why?")]
    assert "unread-part" in {notice.code for notice in instrument.notices}


def test_binary_data_is_stepped_over():
    assert found(r"a{\pict\bin4 }}}}}b\par").text == "ab"


@pytest.mark.parametrize(
    ("data", "refusal"),
    [
        (rtf("{" * 300 + "}" * 300), Refusal.TOO_DEEP),
        (rtf("Article 1")[:-1], Refusal.BROKEN),
        (rtf(r"{\v hidden}"), Refusal.NO_TEXT),
    ],
)
def test_refusals(data, refusal):
    with pytest.raises(UnreadableInput) as caught:
        read_bytes(data, "draft.rtf")
    assert caught.value.refusal is refusal


PIECES = [
    *("{", "}", "\\", "text", r"\par ", r"\u8364?", r"\'e0", r"\cell ", r"\row ", r"\footnote ", r"\*"),
    *(r"\v ", r"\v0 ", r"\bin3 ", r"\uc99 ", r"\listtext ", r"\deleted ", r"\header ", r"\annotation "),
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_mixture_is_read_or_refused(pieces):
    with contextlib.suppress(UnreadableInput):
        parse(rtf("".join(pieces)), "draft.rtf")


STAMP = (2025 - 1900) << 20 | 2 << 16 | 21 << 11 | 10 << 6 | 5
"""21 February 2025, 10:05, as RTF packs it."""


def test_changes_and_comments_have_authors_and_dates():
    read = found(
        rf"pay {{\revised\revauth1\revdttm{STAMP} 50}}{{\deleted\revauthdel1\revdttmdel{STAMP} 10}} percent"
        rf"{{\*\atnauthor Eve}}{{\*\annotation{{\*\atndate {STAMP}}}Why?}}\par"
    )
    assert {(change.text, change.author, change.date) for change in read.revisions} == {
        ("50", "Ann", "2025-02-21T10:05:00"),
        ("10", "Ann", "2025-02-21T10:05:00"),
    }
    (comment,) = read.comments
    assert (comment.author, comment.date, comment.text) == ("Eve", "2025-02-21T10:05:00", "Why?")


@pytest.mark.parametrize("number", ["0", "-1", "4294967295", "99999999999"])
def test_an_impossible_date_is_no_date(number):
    (change,) = found(rf"pay {{\revised\revauth1\revdttm{number} 50}}\par").revisions
    assert change.date == ""


@pytest.mark.parametrize(
    ("reading", "lines"),
    [
        (Reading.ACCEPTED, ["The Fund", "pays. Both agree."]),
        (Reading.REJECTED, ["The Fund pays.", "Both agree."]),
        (Reading.SENT, ["The Fund", "pays.", "Both agree."]),
    ],
)
def test_ends_of_paragraphs_are_inserted_and_deleted_too(reading, lines):
    body = r"The Fund{\revised\revauth1\par} pays.{\deleted\revauthdel1\par} Both agree.\par"
    assert found(body, reading).text.split("\n") == lines


def test_the_file_s_own_record_is_said():
    info = r"{\info{\title T}{\author Ann}{\operator Bob}{\creatim\yr2025\mo2\dy20\hr9}{\company C}}"
    read = read_bytes(rb"{\rtf1\ansi" + info.encode() + rb"Pay.\par}", "draft.rtf")
    assert read.text == "Pay."
    (notice,) = read.notices
    assert notice.message == (
        "The file says of itself: author Ann; last saved by Bob; created 2025-02-20T09:00:00; company C."
    )
