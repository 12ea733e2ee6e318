"""Drafts to compare: the example matter, and small texts made by hand."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import strategies as st

from fullpowers.comparison import compare
from fullpowers.model import Change, Comparison, Instrument, Party, Provision, ProvisionKind
from fullpowers.reading import read, read_bytes

DRAFTS = Path(__file__).parents[2] / "examples" / "minerals" / "drafts"


def text(content: str) -> Instrument:
    """The instrument of a plain text."""
    return read_bytes(content.encode(), "draft.txt")


def changed(comparison: Comparison) -> list[Change]:
    """What is not simply unchanged."""
    return [
        change
        for change in comparison.changes
        if change.edits or change.moved or not change.old or not change.new
    ]


def compare_texts(old: str, new: str) -> Comparison:
    return compare(text(old), text(new))


@pytest.fixture(scope="session")
def example() -> Callable[[int], Instrument]:
    return lambda number: read(DRAFTS / f"draft-{number}.docx")


@pytest.fixture(scope="session")
def second_to_third(example: Callable[[int], Instrument]) -> Comparison:
    return compare(example(2), example(3))


ARTICLE, PARAGRAPH = ProvisionKind.ARTICLE, ProvisionKind.PARAGRAPH

WORDS = st.sampled_from(
    [
        *(
            "the",
            "Party",
            "shall",
            "may",
            "not",
            "intends",
            "to",
            "pay",
            "contribute",
            "50",
            "66",
            "percent",
            "of",
        ),
        *(
            "revenues",
            "from",
            "gas",
            "subject",
            "laws",
            "Board,",
            "and;",
            "or",
            "all",
            "certain",
            "(a)",
            "1.",
        ),
        *(
            "“Fund”",
            "means",
            "net",
            "costs",
            "—",
            "’s",
            "Україна",
            "зобов’язана",
            "\u00a0x",
            "a\tb",
            "co-operation",
        ),
    ]
)
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=14).map(" ".join)
Article = tuple[str, list[str]]
ARTICLES = st.lists(
    st.tuples(st.sampled_from(["", "Scope", "The Fund"]), st.lists(PARAGRAPHS, max_size=4)), max_size=5
)


def instrument(articles: list[Article], numbered: bool, first: int = 1) -> Instrument:
    """An instrument of these articles, with numbers from ``first`` on or without."""
    text = ""
    provisions = []
    for k, (heading, paragraphs) in enumerate(articles, first):
        start = len(text)
        number = f"Article {k}" if numbered else ""
        text += f"{number}. {heading}" if number else heading or "..."
        body = start + (len(number) + 2 if number else 0)
        children = []
        for m, paragraph in enumerate(paragraphs, 1):
            text += "\n"
            begin, mark = len(text), f"{m}. " if numbered else ""
            text += mark + paragraph
            children.append(
                Provision(PARAGRAPH, f"art-{k}/par-{m}", mark[:1], "", begin, begin + len(mark), len(text))
            )
        provisions.append(
            Provision(ARTICLE, f"art-{k}", number, heading, start, body, len(text), tuple(children))
        )
        text += "\n" * (1 if k < len(articles) + first - 1 else 0)
    return Instrument("", text, tuple(provisions), parties=(Party("the Party of the Fund"),))


@st.composite
def drafts(draw: st.DrawFn) -> Instrument:
    """A draft with some articles of some paragraphs."""
    return instrument(draw(ARTICLES), draw(st.booleans()))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Instrument, Instrument]:
    """Two drafts; the second is often the first with articles and paragraphs shuffled, dropped and edited."""
    articles = draw(ARTICLES)
    old = instrument(articles, draw(st.booleans()))
    if not draw(st.integers(0, 3)):
        return old, draw(drafts())
    later: list[Article] = []
    for heading, paragraphs in articles:
        kept = draw(st.permutations(paragraphs)) if draw(st.booleans()) else paragraphs
        kept = [paragraph for paragraph in kept if draw(st.integers(0, 6))]
        if len(kept) > 1 and not draw(st.integers(0, 3)):
            kept = [kept[0] + " " + kept[1], *kept[2:]]
        later.append((heading, [p.replace("shall", draw(st.sampled_from(["shall", "may"]))) for p in kept]))
    later = draw(st.permutations(later)) if not draw(st.integers(0, 2)) else later
    return old, instrument([*later, *draw(ARTICLES)[:1]], draw(st.booleans()))
