"""Quantities and dates, by a table of legal forms and by what must hold for every number."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fullpowers.language.quantities import Mention, find_mentions

SIGNS = {"at least": ">= ", "at most": "<= ", "more than": "> ", "less than": "< ", "about": "~ "}


def _forms(language: str) -> Iterator[tuple[str, str]]:
    lines = Path(__file__).with_name(f"forms.{language}.txt").read_text(encoding="utf-8").splitlines()
    for line in lines:
        if line and not line.startswith("#"):
            text, _, wanted = line.rpartition(" => ")
            yield text, wanted


def _reading(mention: Mention) -> str:
    if mention.quantity is None:
        return f"@{mention.date}"
    quantity = mention.quantity
    per = f" /{quantity.per}" if quantity.per else ""
    figures = "" if quantity.figures is None else f" !{quantity.figures:f}"
    return f"{SIGNS.get(quantity.comparator, '')}{quantity.amount:f} {quantity.unit}{per}{figures}"


@pytest.mark.parametrize(("text", "wanted"), [*_forms("en"), *_forms("uk")])
def test_legal_forms(text: str, wanted: str) -> None:
    assert ("; ".join(map(_reading, find_mentions(text))) or "-") == wanted


def test_the_table_is_as_large_as_promised() -> None:
    assert len(list(_forms("en"))) >= 220
    assert len(list(_forms("uk"))) >= 80


def test_a_mention_stands_where_it_says() -> None:
    text = "Pay not less than USD 5 million (five million United States dollars) by 1 May 2026."
    money, day = find_mentions(text)
    assert text[money.start : money.end] == "USD 5 million (five million United States dollars)"
    assert text[day.start : day.end] == "1 May 2026"


def test_words_prevail_and_the_figures_are_kept() -> None:
    (mention,) = find_mentions("fifty percent (5%)")
    assert mention.quantity is not None
    assert mention.quantity.amount == Decimal(50)
    assert mention.quantity.figures == Decimal(5)


@given(st.integers(min_value=0, max_value=10**15))
def test_grouped_figures_keep_their_value(number: int) -> None:
    for text in (
        f"USD {number}",
        f"USD {number:,}",
        f"{number:,} dollars",
        f"USD {number:,}".replace(",", " "),
    ):
        (mention,) = find_mentions(text)
        assert mention.quantity is not None
        assert mention.quantity.amount == number


@given(st.decimals(min_value=0, max_value=100, places=4))
def test_decimals_are_exact(number: Decimal) -> None:
    (mention,) = find_mentions(f"a share of {number:f} percent.")
    assert mention.quantity is not None
    assert mention.quantity.amount == number


@given(st.text(max_size=200))
def test_any_text_is_read_without_a_stumble(text: str) -> None:
    mentions = find_mentions(text)
    assert all(a.end <= b.start for a, b in pairwise(mentions))
    assert all(0 <= one.start < one.end <= len(text) for one in mentions)


@pytest.mark.parametrize(
    "piece", ["9", "1,", "one ", "five hundred ", "(", "1.", "thirty (", "$", "and ", "May 1 "]
)
def test_a_hostile_run_costs_no_more_than_its_length(piece: str) -> None:
    """Four times the text takes about four times the processor's time, not sixteen times."""
    import time

    def cost(count: int) -> float:
        begin = time.process_time()
        find_mentions(piece * count)
        return time.process_time() - begin

    assert min(cost(8_000) for _ in range(2)) < 9 * min(cost(2_000) for _ in range(3)) + 0.1
