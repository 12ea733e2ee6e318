"""Nobody can change a text by letters that are not seen: they never count, and never in silence."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import Severity
from fullpowers.reading import read_bytes

CLAUSE = "Ukraine shall not pay 50 percent of the revenues to the Fund."
UNSEEN = st.sampled_from(["\u200b", "\u200c", "\u2060", "\ufeff", "\u00ad", "\u180e", "\u034f"])
PLACES = st.lists(st.tuples(st.integers(1, len(CLAUSE) - 1), UNSEEN), min_size=1, max_size=8)


@settings(max_examples=100, deadline=None)
@given(PLACES)
def test_characters_without_width_never_change_the_text_in_silence(places):
    written = CLAUSE
    for place, character in sorted(places, reverse=True):
        written = written[:place] + character + written[place:]
    instrument = read_bytes(written.encode(), "draft.txt")
    assert instrument.text == CLAUSE
    soft = {character for _, character in places} == {"\u00ad"}
    assert soft or any(notice.code == "zero-width" for notice in instrument.notices)


@settings(max_examples=40, deadline=None)
@given(place=st.integers(0, len(CLAUSE)), words=st.sampled_from([" unless it objects", "not ", "5", " and "]))
def test_hidden_runs_never_change_the_text_in_silence(docx, p, r, place, words):
    body = p(CLAUSE[:place] or "<w:r/>", r(words, "<w:vanish/>"), CLAUSE[place:] or "<w:r/>")
    instrument = read_bytes(docx(body), "draft.docx")
    assert instrument.text == CLAUSE
    assert instrument.coverage is not None
    assert instrument.coverage.hidden == len("".join(words.split()))
    (notice,) = instrument.notices
    assert (notice.code, notice.severity) == ("hidden-text", Severity.ALARM)
    assert " ".join(words.split()) in notice.message


def test_a_look_alike_inside_a_defined_term_is_an_alarm():
    text = "“Contributor” means Ukraine. The \u0421ontributor pays; the \u0421ompany waits."
    notices = read_bytes(text.encode(), "draft.txt").notices
    assert [(notice.severity, notice.passage.quote) for notice in notices if notice.passage] == [
        (Severity.ALARM, "\u0421ontributor"),
        (Severity.CAUTION, "\u0421ompany"),
    ]


def test_the_languages_that_are_authentic_and_not_in_the_file_are_named():
    text = (
        "TREATY\n\nArticle 1\n\nThe Parties shall meet in Kyiv and the Fund shall be set up by them.\n\n"
        "Done at Kyiv, in duplicate, in the English and Ukrainian languages, both texts being equally "
        "authentic.\n"
    )
    (notice,) = read_bytes(text.encode(), "draft.txt").notices
    assert notice.code == "authentic-texts"
    assert "authentic in en, uk; it is read here in en: ask for uk" in notice.message
