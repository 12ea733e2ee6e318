"""A note travels to the next draft: to the same words, or it is told that they changed or went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.comparison import compare
from fullpowers.model import EvidenceError, Instrument, InvalidData
from fullpowers.reading import read_bytes
from fullpowers.records import (
    Carried,
    Carrier,
    Fate,
    Kind,
    Matter,
    Person,
    Records,
    Remark,
    as_selectors,
    as_web_annotation,
    carry,
    from_selectors,
    from_web_annotation,
    select,
    verified,
)

ARTICLES = (
    "The Fund shall receive 10 percent of the revenue from new licences for minerals.",
    "Ukraine shall retain ownership of all deposits, on its territory and in its waters.",
    "The Parties shall settle disputes by negotiation.\nFailing that, a court of arbitration decides them.",
    "This Agreement enters into force upon ratification by the Verkhovna Rada of Ukraine.",
)


def _draft(*articles: str) -> Instrument:
    body = "".join(f"Article {n}\n\n{text}\n\n" for n, text in enumerate(articles, 1))
    return read_bytes(f"AGREEMENT ON A FUND\n\n{body}".encode(), name="draft.txt")


OLD = _draft(*ARTICLES)


def _carried(words: str, new: Instrument, old: Instrument = OLD) -> Carried:
    start = old.text.index(words)
    return carry(select(old.text, old.id, start, start + len(words)), compare(old, new))


def _stands(carried: Carried, new: Instrument) -> str:
    assert carried.selection is not None
    return verified(carried.selection, new.text).exact


def test_words_that_stayed_are_found_behind_a_new_article() -> None:
    new = _draft("The Parties establish a Fund.", *ARTICLES)
    for words in (
        "10 percent of the revenue",
        "all deposits, on its territory",
        "negotiation.\nFailing that",
    ):
        carried = _carried(words, new)
        assert (carried.fate, _stands(carried, new)) == (Fate.KEPT, words)


def test_words_that_moved_are_followed() -> None:
    new = _draft(ARTICLES[1], ARTICLES[2], ARTICLES[3], ARTICLES[0])
    carried = _carried("10 percent of the revenue", new)
    assert (carried.fate, _stands(carried, new)) == (Fate.KEPT, "10 percent of the revenue")


def test_words_that_were_replaced_are_told_as_changed_with_what_stands_there() -> None:
    new = _draft(ARTICLES[0].replace("10 percent", "50 percent"), *ARTICLES[1:])
    carried = _carried("shall receive 10 percent of the revenue", new)
    assert (carried.fate, _stands(carried, new)) == (Fate.CHANGED, "shall receive 50 percent of the revenue")
    # only the words that were selected count
    carried = _carried("of the revenue", new)
    assert (carried.fate, _stands(carried, new)) == (Fate.KEPT, "of the revenue")


def test_words_put_in_between_change_the_selection_and_beside_it_do_not() -> None:
    new = _draft(ARTICLES[0].replace("the revenue", "the net revenue"), *ARTICLES[1:])
    assert _carried("of the revenue", new).fate is Fate.CHANGED
    assert _carried("10 percent of the", new).fate is Fate.KEPT
    assert _carried("revenue from new", new).fate is Fate.KEPT


def test_words_that_went_are_lost() -> None:
    new = _draft(ARTICLES[0], *ARTICLES[2:])
    carried = _carried("retain ownership of all deposits", new)
    assert (carried.fate, carried.selection) == (Fate.LOST, None)


def test_a_paragraph_that_was_cut_in_two_keeps_its_words() -> None:
    new = _draft(ARTICLES[0], ARTICLES[1].replace("deposits, on", "deposits.\nThis holds on"), *ARTICLES[2:])
    assert _carried("Ukraine shall retain ownership", new).fate is Fate.KEPT


def test_a_note_never_lands_on_a_twin_of_its_article() -> None:
    """One paragraph went, and beside the article stands a new one with nearly all of its words."""
    items = (
        "Nothing in this Agreement prevents a Party from any measure that it considers necessary:",
        "(a) to protect information contrary to its essential security interests;",
        "(b) relating to traffic in arms, ammunition and implements of war, or to military supplies;",
        "(c) taken in time of war or of other serious tension between states of the region.",
    )
    old = _draft(*ARTICLES[:2], "\n".join(items), *ARTICLES[2:])
    torn, twin = "\n".join(items[:2] + items[3:]), "\n".join(items).replace("any measure", "a measure")
    new = _draft(*ARTICLES[:2], torn, twin, *ARTICLES[2:])
    carried = _carried("ammunition and implements of war", new, old)
    assert carried.fate is not Fate.KEPT


@settings(deadline=None, max_examples=40)
@given(st.data())
def test_what_is_kept_is_the_same_words_whatever_was_changed(data: st.DataObject) -> None:
    words = ["Fund", "shall", "Ukraine", "10", "percent", "not", "revenue", "Parties", ",", "\n"]
    texts = list(ARTICLES)
    for _ in range(data.draw(st.integers(0, 6))):
        place = data.draw(st.integers(0, len(texts) - 1))
        parts = texts[place].split(" ")
        at = data.draw(st.integers(0, len(parts) - 1))
        width = data.draw(st.integers(0, 4))
        parts[at : at + width] = data.draw(st.lists(st.sampled_from(words), max_size=3))
        texts[place] = " ".join(parts).strip() or "Void."
    texts = data.draw(st.permutations(texts))
    new = _draft(*texts)
    carrier = Carrier(compare(OLD, new))
    for _ in range(5):
        start = data.draw(st.integers(0, len(OLD.text) - 2))
        end = data.draw(st.integers(start + 1, min(len(OLD.text), start + 120)))
        carried = carrier.carry(select(OLD.text, OLD.id, start, end))
        if carried.selection is not None:
            stands = _stands(carried, new)
            assert carried.fate is not Fate.KEPT or stands.split() == OLD.text[start:end].split()
        else:
            assert carried.fate is Fate.LOST


@settings(deadline=None, max_examples=20)
@given(st.data())
def test_in_a_draft_without_changes_everything_stays_in_its_place(data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(OLD.text) - 2))
    end = data.draw(st.integers(start + 1, len(OLD.text)))
    selection = select(OLD.text, OLD.id, start, end)
    if selection.exact.strip("\n") == selection.exact:
        assert carry(selection, compare(OLD, OLD)).selection == selection


def test_a_selection_of_another_draft_is_refused() -> None:
    other = _draft("Something else.")
    with pytest.raises(EvidenceError):
        carry(select(other.text, other.id, 0, 5), compare(OLD, OLD))
    with pytest.raises(InvalidData):
        select(OLD.text, OLD.id, 5, 5)
    with pytest.raises(InvalidData):
        select("x" * 30_000, OLD.id, 0, 30_000)


def test_notes_get_their_places_in_the_next_draft_once(
    records: Records, matter: Matter, olena: Person, clock: Callable[[], datetime]
) -> None:
    old, new = (records.drafts.add(matter.id, name, b"-", by=olena.id, at=clock()) for name in ("1", "2"))
    for words in ("10 percent", "retain ownership of all deposits", "negotiation"):
        start = OLD.text.index(words)
        selection = select(OLD.text, OLD.id, start, start + len(words))
        records.annotations.add(
            matter.id, old.id, selection, Remark(Kind.COMMENT, words), by=olena.id, at=clock()
        )
    text = _draft(ARTICLES[0].replace("10 percent", "50 percent"), *ARTICLES[2:])
    comparison = compare(OLD, text)
    moved = records.annotations.carry(matter.id, old.id, new.id, comparison, by=olena.id, at=clock())
    fates = [place.fate for note in moved if (place := note.place(new.id))]
    assert fates == [Fate.CHANGED, Fate.LOST, Fate.KEPT]
    assert records.annotations.carry(matter.id, old.id, new.id, comparison, by=olena.id, at=clock()) == ()
    assert [event.verb for event in records.log.events(matter.id, newest=3)] == ["changed", "lost", "kept"]


def test_a_selection_goes_out_and_comes_back_as_web_selectors() -> None:
    start = OLD.text.index("10 percent")
    selection = select(OLD.text, OLD.id, start, start + 10)
    selectors = as_selectors(selection)
    assert selectors == [
        {
            "type": "TextQuoteSelector",
            "exact": "10 percent",
            "prefix": OLD.text[start - 32 : start],
            "suffix": OLD.text[start + 10 : start + 42],
        },
        {"type": "TextPositionSelector", "start": start, "end": start + 10},
    ]
    quote, position = selectors
    for given_selectors in (selectors, [quote], [position], [quote, {**position, "start": 1, "end": 11}]):
        assert from_selectors(given_selectors, OLD.text, OLD.id) == selection


@pytest.mark.parametrize(
    "selectors",
    [
        [],
        [{"type": "RangeSelector"}],
        [{"type": "TextQuoteSelector", "exact": "shall"}],  # in many places
        [{"type": "TextQuoteSelector", "exact": "no such words"}],
        [{"type": "TextQuoteSelector", "exact": 5}],
        [{"type": "TextPositionSelector", "start": 5, "end": 10**9}],
        [{"type": "TextPositionSelector", "start": -5, "end": 3}],
        [{"type": "TextPositionSelector", "start": "5", "end": "9"}],
    ],
)
def test_selectors_that_name_no_one_place_are_refused(selectors: list[dict[str, object]]) -> None:
    with pytest.raises(InvalidData):
        from_selectors(selectors, OLD.text, OLD.id)


def test_an_annotation_goes_out_and_comes_back_as_the_web_knows_them(
    records: Records, matter: Matter, olena: Person, clock: Callable[[], datetime]
) -> None:
    draft = records.drafts.add(matter.id, "1", b"-", by=olena.id, at=clock())
    start = OLD.text.index("10 percent")
    selection = select(OLD.text, OLD.id, start, start + 10)
    for kind in Kind:
        wording = "50 percent" if kind is Kind.PROPOSAL else None
        note = records.annotations.add(
            matter.id, draft.id, selection, Remark(kind, "why", wording), by=olena.id, at=clock()
        )
        web = as_web_annotation(note, note.places[0], base="https://desk.example.org", creator="Olena")
        assert web["@context"] == "http://www.w3.org/ns/anno.jsonld"
        back = from_web_annotation(web)
        assert (back.type, back.text, back.wording) == (kind, "why", wording)
        assert from_selectors(back.selectors, OLD.text, OLD.id) == selection
    with pytest.raises(InvalidData, match="needs a body"):
        from_web_annotation({"target": web["target"]})
    with pytest.raises(InvalidData, match="needs a target"):
        from_web_annotation({"bodyValue": "why", "target": "https://example.org"})
