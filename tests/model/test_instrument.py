"""Looking things up in an instrument, and passages as evidence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullpowers.model import (
    Anchor,
    EvidenceError,
    Instrument,
    Passage,
    Provision,
    ProvisionKind,
)

TEXT = "Deal\nArticle 1 Money\n1. A pays.\n2. B asks.\nArticle 2 End"


def instrument() -> Instrument:
    one = Provision(ProvisionKind.PARAGRAPH, "art-1/par-1", "1", "", 21, 24, 31)
    two = Provision(ProvisionKind.PARAGRAPH, "art-1/par-2", "2", "", 32, 35, 42)
    return Instrument(
        title="Deal",
        text=TEXT,
        provisions=(
            Provision(ProvisionKind.TITLE, "title", "", "", 0, 0, 4),
            Provision(ProvisionKind.ARTICLE, "art-1", "Article 1", "Money", 5, 21, 42, (one, two)),
            Provision(ProvisionKind.ARTICLE, "art-2", "Article 2", "End", 43, 56, 56),
        ),
        anchors=(Anchor(0, "line 1"), Anchor(21, "line 3")),
    )


@pytest.mark.parametrize(
    ("offset", "path"), [(0, "title"), (5, "art-1"), (25, "art-1/par-1"), (40, "art-1/par-2"), (50, "art-2")]
)
def test_at_gives_the_deepest_provision(offset: int, path: str) -> None:
    found = instrument().at(offset)
    assert found is not None
    assert found.path == path


def test_between_provisions_there_is_none() -> None:
    assert instrument().at(4) is None
    assert instrument().at(len(TEXT)) is None


def test_a_passage_knows_its_provision_and_its_place_in_the_file() -> None:
    passage = instrument().passage(24, 31)
    assert (passage.quote, passage.path) == ("A pays.", "art-1/par-1")
    assert instrument().place(passage.start) == "line 3"


def test_own_text_ends_where_the_first_child_begins() -> None:
    article = instrument().provision("art-1")
    assert article is not None
    assert TEXT[article.start : article.own_end] == "Article 1 Money\n"


def test_identity_is_that_of_the_text() -> None:
    assert instrument().id == Instrument("other title", TEXT, ()).id
    assert instrument().id != Instrument("Deal", TEXT + "!", ()).id


@given(st.integers(-5, 80), st.integers(-5, 80), st.text(max_size=12))
def test_a_passage_verifies_only_if_its_words_stand_there(start: int, end: int, quote: str) -> None:
    draft = instrument()
    passage = Passage(draft.id, start, end, quote, "")
    stands_there = 0 <= start <= end <= len(TEXT) and TEXT[start:end] == quote
    if stands_there:
        assert passage.verify(draft) is passage
    else:
        with pytest.raises(EvidenceError):
            passage.verify(draft)


def test_a_passage_of_another_text_does_not_verify() -> None:
    with pytest.raises(EvidenceError, match="checked against text"):
        instrument().passage(24, 31).verify(Instrument("Deal", TEXT + "!", ()))
