"""Where sentences begin and end, and what points complete."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.language import analyse
from fullpowers.language.sentences import sentences
from fullpowers.model import Instrument
from fullpowers.reading import read_bytes

Make = Callable[[str], Instrument]


def texts(instrument: Instrument) -> list[str]:
    return [one.text(instrument) for one in sentences(instrument) if one.operative]


def test_an_abbreviation_or_a_number_ends_no_sentence(treaty: Make) -> None:
    found = texts(
        treaty("Article 1\n\nMr. Doe of the U.S. Treasury pays 1.5 percent under Art. 4. No. 5 is free.")
    )
    assert found[-2:] == [
        "Mr. Doe of the U.S. Treasury pays 1.5 percent under Art. 4.",
        "No. 5 is free.",
    ]


def test_an_ambiguous_abbreviation_ends_one_before_a_beginner(treaty: Make) -> None:
    found = texts(treaty("Article 1\n\nGoods are stored in the U.S. The Parties shall list them."))
    assert found[-2:] == ["Goods are stored in the U.S.", "The Parties shall list them."]


def test_a_point_completes_its_chapeau_with_bearer_and_modal(treaty: Make) -> None:
    instrument = treaty(
        "Article 1\n\n1. Each Party shall:\n\n(a) close the border at night;\n\n(b) not sell arms; and\n\n"
        "(c) inform the other Party."
    )
    points = [one for one in sentences(instrument) if one.chapeau]
    assert [one.text(instrument)[:9] for one in points] == ["close the", "not sell ", "inform th"]
    read = [one for one in analyse(instrument).undertakings if one.passage.path.endswith(("/a", "/b", "/c"))]
    assert [(one.bearer, one.modality.value, one.marker.quote) for one in read] == [
        ("each party", "obligation", "shall"),
        ("each party", "prohibition", "shall"),
        ("each party", "obligation", "shall"),
    ]


def test_a_point_with_its_own_subject_stands_alone(treaty: Make) -> None:
    instrument = treaty(
        "Article 1\n\nThe Parties agree that:\n\n(a) Arvenia shall pay;\n\n(b) Belmora may inspect."
    )
    read = {one.passage.path: (one.bearer, one.modality.value) for one in analyse(instrument).undertakings}
    assert read["art-1/a"] == ("the Government of Arvenia", "obligation")
    assert read["art-1/b"] == ("the Government of Belmora", "permission")


def test_recitals_titles_and_signatures_are_not_operative() -> None:
    text = (
        "TREATY\n\nWHEREAS the Parties desire peace;\n\nHave agreed as follows:\n\nArticle 1. Peace\n\n"
        "The Parties shall keep the peace.\n\nDone at Dorvan. For Arvenia: the Minister shall sign here."
    )
    assert texts(read_bytes(text.encode(), "t.txt")) == [
        "Have agreed as follows:",
        "The Parties shall keep the peace.",
    ]


WORDS = st.sampled_from(
    [
        "the Parties",
        "Arvenia",
        "shall",
        "will",
        "may not",
        "pay",
        "if",
        "which",
        ", ",
        "; ",
        ". ",
        ":\n",
        "\n\n",
        "(a) ",
        "Article 2\n",
        "that",
        "and",
        "neither",
        "in no event",
        "5 percent",
        "“",
        "”",
        "is binding",
        "it",
        "by",
        "Сторони",
        "зобов’язуються",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, min_size=1, max_size=60))
def test_any_text_gives_passages_that_verify_and_counts_that_add_up(words: list[str]) -> None:
    instrument = read_bytes(("x " + " ".join(words)).encode(), "draft.txt")
    found = sentences(instrument)
    assert all(one.start < one.end for one in found)
    assert all(one.end <= after.start for one, after in pairwise(found))
    analysis = analyse(instrument)
    for one in analysis.undertakings:
        for passage in (one.passage, one.marker, *one.conditions, *one.exceptions, *one.softeners):
            assert passage.verify(instrument)
    assert analysis.understood + len(analysis.not_understood) == analysis.sentences
    assert analyse(instrument) == analysis
