"""Negotiating texts: what is in brackets, who wants what, and the text as each party wants it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.model import Alternative, ContestedKind, Instrument, InvalidData
from fullpowers.reading import as_party, open_places, positions, read_bytes

ROLLING = """ROLLING TEXT OF AN AGREEMENT ON A FUND

The Government of Ukraine and the Government of the United States of America have agreed as follows:

Article 1
Contributions

1. Ukraine [UA: may] [US: shall] contribute [50] percent of revenues [US: , old ones [and ports] included].

2. The Fund [shall/should] report. [Note to draft: lawyers to check]

Article 2
Governance

Option 1 (UA): Each Party appoints three managers.

Option 2 (US): The United States appoints the chair.

Article 3
Term

This Agreement lasts ten years.
"""


def rolling(text: str = ROLLING) -> Instrument:
    return read_bytes(text.encode(), "rolling.txt")


def places(text: str) -> list[tuple[str, list[str]]]:
    body = f"TREATY\n\nArticle 1\n\n{text}\n\nArticle 2\n\nIt ends.\n"
    return [
        (place.kind.value, [alternative.passage.quote for alternative in place.alternatives])
        for place in rolling(body).contested
    ]


def test_every_open_place_is_found_with_its_wordings():
    found = [
        (place.kind, place.depth, [(one.parties, one.passage.quote) for one in place.alternatives])
        for place in rolling().contested
    ]
    assert found == [
        (ContestedKind.ALTERNATIVES, 1, [(("UA",), "may"), (("US",), "shall")]),
        (ContestedKind.BRACKET, 1, [((), "50")]),
        (ContestedKind.BRACKET, 1, [(("US",), ", old ones [and ports] included")]),
        (ContestedKind.BRACKET, 2, [((), "and ports")]),
        (ContestedKind.ALTERNATIVES, 1, [((), "shall"), ((), "should")]),
        (
            ContestedKind.OPTIONS,
            1,
            [
                (("UA",), "Each Party appoints three managers."),
                (("US",), "The United States appoints the chair."),
            ],
        ),
    ]


def test_open_places_are_counted_by_article():
    assert open_places(rolling()) == {"art-1": 5, "art-2": 1}


def test_the_text_as_each_party_wants_it():
    instrument = rolling()
    assert positions(instrument) == ("UA", "US")
    ours, theirs = as_party(instrument, "UA").text, as_party(instrument, "US").text
    assert "1. Ukraine may contribute [50] percent of revenues.\n" in ours
    assert "1. Ukraine shall contribute [50] percent of revenues, old ones [and ports] included.\n" in theirs
    assert "Each Party appoints three managers." in ours
    assert "Each Party appoints three managers." not in theirs


def test_a_party_may_be_named_in_another_way():
    instrument = rolling()
    assert as_party(instrument, "Ukraine").text == as_party(instrument, "UA").text


def test_a_text_as_a_party_wants_it_says_so():
    notices = as_party(rolling(), "UA").notices
    assert [notice.code for notice in notices] == ["as-party"]
    assert "settled its way" in notices[0].message


def test_a_party_without_a_position_is_refused():
    with pytest.raises(InvalidData, match="it names UA, US"):
        as_party(rolling(), "FR")
    with pytest.raises(InvalidData, match="attributes no words"):
        as_party(rolling("TREATY\n\nArticle 1\n\nIt is agreed.\n"), "UA")


@pytest.mark.parametrize(
    "text",
    [
        "See the Report[1] and the Annex [12].",
        "[Signature] [date]",
        "As the Court said [sic], so be it.",
        "An unclosed [ bracket stays.",
        "A list of options: option 1 is good.",
    ],
)
def test_what_is_no_open_place(text):
    assert places(text) == []


@pytest.mark.parametrize(
    ("text", "kind", "wordings"),
    [
        ("It [shall] report.", "brackets", ["shall"]),
        ("It [shall] [should] report.", "alternatives", ["shall", "should"]),
        ("[50][30] percent", "alternatives", ["50", "30"]),
        ("[EU, CA: in good faith]", "brackets", ["in good faith"]),
        ("lasts [●] years", "brackets", ["●"]),
        ("Варіант 1: так.\n\nВаріант 2: ні.", "options", ["так.", "ні."]),
        ("[Option A: yes] [Option B: no]", "options", ["yes", "no"]),
    ],
)
def test_how_open_places_are_written(text, kind, wordings):
    assert places(text) == [(kind, wordings)]


def test_who_opposes_words_does_not_want_them():
    text = "TREATY\n\nArticle 1\n\nIt pays at once [UA oppose: and in dollars] [US: in gold].\n"
    instrument = rolling(text)
    assert instrument.contested[0].alternatives[0].against == ("UA",)
    assert "and in dollars" not in as_party(instrument, "UA").text


def test_a_reservation_in_a_note_names_its_party(docx, p):
    body = p("TREATY") + p("Article 1") + p("It pays.", '<w:r><w:footnoteReference w:id="2"/></w:r>')
    note = f'<w:footnote w:id="2">{p("US reserves its position on this paragraph.")}</w:footnote>'
    instrument = read_bytes(docx(body, parts={"footnotes": note}), "draft.docx")
    assert [(place.kind, place.alternatives[0].parties) for place in instrument.contested] == [
        (ContestedKind.RESERVATION, ("US",))
    ]


PIECES = st.lists(
    st.sampled_from(
        ["[", "]", "UA: ", "US: ", "shall ", "50 ", "/", "Option 1 ", "Option 2 ", "\n", "x ", "; "]
    ),
    min_size=1,
    max_size=60,
).map("".join)


@settings(max_examples=200, deadline=None)
@given(PIECES)
def test_every_open_place_lies_in_the_text_and_nothing_is_invented(text):
    instrument = rolling(f"TREATY\n\n{text} end\n")
    for place in instrument.contested:
        place.passage.verify(instrument)
        for alternative in place.alternatives:
            assert isinstance(alternative, Alternative)
            alternative.passage.verify(instrument)
            assert place.passage.start <= alternative.passage.start <= alternative.passage.end
    for party in positions(instrument):
        left = as_party(instrument, party).text
        assert not set("".join(left.split())) - set("".join(instrument.text.split()))
        assert len(left) <= len(instrument.text)
