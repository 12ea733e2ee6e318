"""What hides in the letters themselves."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fullpowers.model import Severity
from fullpowers.reading.blocks import Block, Extract, Mark, MarkKind
from fullpowers.reading.characters import clean, clean_block

TRICKS = {
    "zero-width space in a weighty word": (
        "shall n\u200bot pay",
        "shall not pay",
        "zero-width",
        Severity.ALARM,
        "not",
    ),
    "zero-width space elsewhere": ("the Fu\u200bnd", "the Fund", "zero-width", Severity.CAUTION, "Fund"),
    "tag characters": ("pay\U000e0041\U000e0042 now", "pay now", "zero-width", Severity.CAUTION, "pay"),
    "letters shown in another order": ("is \u202e05\u202c", "is 05", "bidi-control", Severity.ALARM, "05"),
    "control character": ("a\x07b", "ab", "control-character", Severity.CAUTION, "ab"),
    "Cyrillic letter in a Latin word": (
        "sh\u0430ll",
        "sh\u0430ll",
        "look-alike",
        Severity.ALARM,
        "sh\u0430ll",
    ),
    "letter among digits": ("USD 5O0", "USD 5O0", "look-alike", Severity.ALARM, "5O0"),
    "digits of another script": ("٥٠ percent", "٥٠ percent", "foreign-digits", Severity.INFO, "٥٠"),
}


@pytest.mark.parametrize(("written", "shown", "code", "severity", "place"), TRICKS.values(), ids=TRICKS)
def test_tricks_are_said_where_they_stand(written, shown, code, severity, place):
    block = clean_block(Block(written))
    assert block.text == shown
    assert (code, severity, place) in [
        (mark.code, mark.severity, block.text[mark.start : mark.end]) for mark in block.marks
    ]


HARMLESS = {
    "spaces": ("a \u00a0 b\u2009c ", "a b c"),
    "soft hyphen": ("ratifi\u00adcation", "ratification"),
    "accents in two parts": ("E\u0301tat", "\u00c9tat"),
    "Ukrainian": ("Угода про надра", "Угода про надра"),
    "joiner that Persian spells with": ("می\u200cخواهم", "می\u200cخواهم"),
    "typographic signs": ("“A–B” § 3 № 5", "“A–B” § 3 № 5"),
}


@pytest.mark.parametrize(("written", "shown"), HARMLESS.values(), ids=HARMLESS)
def test_usual_writing_is_cleaned_in_silence(written, shown):
    block = clean_block(Block(written))
    assert (block.text, block.marks) == (shown, ())


def test_marks_move_along_with_the_text():
    mark = Mark(MarkKind.INSERTION, 5, 7)
    block = clean_block(Block("a \u200b  50  percent", marks=(mark,)))
    moved = next(mark for mark in block.marks if mark.kind is MarkKind.INSERTION)
    assert block.text[moved.start : moved.end] == "50"


@given(st.text(max_size=60))
def test_clean_text_is_composed_and_cleaning_it_again_changes_nothing(text):
    once = clean_block(Block(text))
    assert unicodedata.is_normalized("NFC", once.text)
    assert once.text == once.text.strip()
    assert clean_block(Block(once.text)).text == once.text
    assert all(0 <= mark.start <= mark.end <= len(once.text) for mark in once.marks)


_ODD = st.text(st.sampled_from("ab 1OlІа\t\n\u00a0\u200b\u00ade\u0301٣Ω²\x07é"), max_size=12)
_PLAIN = st.just(
    "The Parties shall pay 5 percent of the value of all that is extracted under this Agreement."
)


@given(st.lists(st.one_of(_ODD, _PLAIN, _PLAIN, st.just("")), max_size=30))
@settings(deadline=None)
def test_to_look_through_all_blocks_at_once_changes_no_result(texts):
    blocks = tuple(Block(text, place=str(at)) for at, text in enumerate(texts))
    each = [clean_block(block) for block in blocks]
    assume(all(block.text or not block.marks for block in each))
    assert clean(Extract(blocks)).blocks == tuple(block for block in each if block.text)
