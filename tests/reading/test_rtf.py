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
