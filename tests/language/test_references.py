"""References: resolved inside the text, dangling, or to another instrument."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullpowers.language import analyse
from fullpowers.language.addresses import key_of
from fullpowers.model import Reference, ReferenceStatus
from fullpowers.reading import read_bytes

TEXT = """AGREEMENT

Article 1
Scope

1. This Agreement applies to minerals. {}

2. It applies to:

(a) lithium;

(b) titanium.

Article 2
Payment

The Buyer pays under Article 1.

Article III
Annex

The Annex is part of this Agreement.

Annex I

List of deposits
"""


def _references(sentence: str) -> list[Reference]:
    return list(analyse(read_bytes(TEXT.format(sentence).encode(), "draft.txt")).references)


def _of(sentence: str, text: str) -> Reference:
    return next(one for one in _references(sentence) if one.text == text)


@pytest.mark.parametrize(
    ("sentence", "text", "target"),
    [
        ("See Article 2.", "Article 2", "art-2"),
        ("See Article 1(2)(b).", "Article 1(2)(b)", "art-1/par-2/b"),
        ("See paragraph 2.", "paragraph 2", "art-1/par-2"),
        ("See paragraph 2(a) of Article 1.", "paragraph 2(a)", "art-1/par-2/a"),
        ("See Article 3.", "Article 3", "art-iii"),
        ("See this Article.", "this Article", "art-1"),
        ("See Article 2 of this Agreement.", "Article 2", "art-2"),
    ],
)
def test_own_provisions_are_found(sentence: str, text: str, target: str) -> None:
    found = _of(sentence, text)
    assert found.status is ReferenceStatus.RESOLVED
    assert found.target == target


def test_each_number_of_a_list_is_a_reference() -> None:
    found = {one.text: one.target for one in _references("Articles 1, 2 and 9 apply.")}
    assert found["Articles 1"] == "art-1"
    assert found["2"] == "art-2"
    assert found["9"] == ""


def test_an_article_that_does_not_stand_there_dangles() -> None:
    assert _of("See Article 17.", "Article 17").status is ReferenceStatus.DANGLING


@pytest.mark.parametrize(
    ("sentence", "text", "name"),
    [
        (
            "See Article 17 of the Vienna Convention on the Law of Treaties.",
            "Article 17",
            "Vienna Convention",
        ),
        ("See Article XX of the GATT 1994.", "Article XX", "GATT 1994"),
        ("GATT 1994 Article XIX applies.", "Article XIX", "GATT 1994"),
        ("See Articles 3 and 5 of the WTO Agreement on Safeguards.", "5", "WTO"),
        (
            "See Article 9 of the Law of Ukraine “On International Treaties of Ukraine”.",
            "Article 9",
            "Law of Ukraine",
        ),
        ("It follows the Fund Agreement.", "Fund Agreement", "Fund Agreement"),
        ("Застосовується стаття 9 Закону України «Про міжнародні договори України».", "стаття 9", "Закон"),
    ],
)
def test_provisions_of_other_instruments_are_external(sentence: str, text: str, name: str) -> None:
    found = _of(sentence, text)
    assert found.status is ReferenceStatus.EXTERNAL
    assert name in found.target


def test_a_missing_annex_is_known_to_be_elsewhere() -> None:
    text = "1. The deposits are listed in Schedule 2.\n\n2. The Parties shall pay.\n"
    (found,) = analyse(read_bytes(text.encode(), "draft.txt")).references
    assert found.status is ReferenceStatus.EXTERNAL
    assert found.target.endswith("not in this text")


@given(st.integers(min_value=1, max_value=999), st.sampled_from(["Article", "Section", "Annex", "Стаття"]))
def test_a_number_is_its_steps(number: int, word: str) -> None:
    assert key_of(f"{word} {number}.2(a)") == (str(number), "2", "a")


@pytest.mark.parametrize(
    ("sentence", "text", "target"),
    [
        ("See Article 1, paragraph 2.", "paragraph 2", "art-1/par-2"),
        ("See Article 1, paragraph 2.", "Article 1", "art-1"),
        ("See Articles 1 (Scope) and 2 (Payment).", "2", "art-2"),
        ("See Article THREE.", "Article THREE", "art-iii"),
        ("The minerals are those of subparagraph “b”.", "subparagraph “b”", "art-1/par-2/b"),
    ],
)
def test_numbers_are_read_in_the_ways_that_texts_print_them(sentence: str, text: str, target: str) -> None:
    assert _of(sentence, text).target == target


@pytest.mark.parametrize(
    ("sentence", "text"),
    [
        ("It has the meaning of 48 C.F.R. 2.101.", "48 C.F.R. 2.101"),
        ("See Article 2 of Annex IV.", "Article 2"),
        ("See Protocol B.", "Protocol B"),
    ],
)
def test_what_stands_in_no_provision_of_this_text_is_external(sentence: str, text: str) -> None:
    assert _of(sentence, text).status is ReferenceStatus.EXTERNAL


def test_an_amendment_speaks_of_the_sections_of_what_it_amends() -> None:
    text = (
        "AMENDMENT No. 2\n\n1. This Amendment changes Section 6.5 of the Agreement.\n\n"
        "2. Under Section 6.5, the cap is gone. This Amendment is final; see Section 1.\n"
    )
    found = {one.text: one.status for one in analyse(read_bytes(text.encode(), "draft.txt")).references}
    assert found["Section 6.5"] is ReferenceStatus.EXTERNAL
    assert found["Section 1"] is ReferenceStatus.RESOLVED


def test_a_heading_in_the_text_is_no_reference() -> None:
    assert not [one for one in _references("Governing Law.") if "Law" in one.text]
