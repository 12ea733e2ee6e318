"""How often the words of the facts miss what a provision says, and how often they see what is not there.

A fact that a provision shows may be found, or left open for somebody to read; it must not pass for silence.
"""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from fullpowers.model import Fact, Truth

from .conftest import opinion_of

SETS: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "provisions.yaml").read_text(encoding="utf-8"))
HEAD = (
    "AGREEMENT BETWEEN THE GOVERNMENT OF UKRAINE AND THE GOVERNMENT OF CANADA ON COOPERATION\n\nArticle 1\n\n"
)
KNOWN_MISSES = {"no immunity may be pleaded"}
"""Provisions that pass for silence; written down here so that a further one is noticed."""


@cache
def facts(text: str) -> dict[str, Fact]:
    return {fact.name: fact for fact in opinion_of(HEAD + text + "\n").facts}


def cases(name: str) -> list[Any]:
    return [pytest.param(one["text"], frozenset(one["shows"]), id=one["text"][:50]) for one in SETS[name]]


@pytest.mark.parametrize(
    ("text", "shows"), [*cases("first"), *cases("second"), *cases("third"), *cases("fourth")]
)
def test_what_is_said_never_passes_for_silence(text: str, shows: frozenset[str]) -> None:
    missed = {name for name in shows if facts(text)[name].value is Truth.FALSE}
    assert not missed or any(words in text for words in KNOWN_MISSES)


@pytest.mark.parametrize(
    ("text", "shows"), [*cases("first"), *cases("second"), *cases("third"), *cases("fourth")]
)
def test_what_is_not_said_is_not_found(text: str, shows: frozenset[str]) -> None:
    watched = set(SETS["watched"]) - shows
    assert {name for name in watched if facts(text)[name].value is Truth.TRUE} == set()


def test_usual_wordings_are_found_and_not_only_left_open() -> None:
    found = wanted = 0
    for one in (*SETS["first"], *SETS["third"], *SETS["fourth"]):
        values = facts(one["text"])
        wanted += len(one["shows"])
        found += sum(values[name].value is Truth.TRUE for name in one["shows"])
    assert found / wanted > 0.85


def test_a_fact_that_is_left_open_shows_the_words_to_read() -> None:
    left = facts("The High Court in London is competent for all actions under this Contract.")[
        "foreign_forum"
    ]
    assert left.value is Truth.UNKNOWN
    assert "somebody has to read them" in left.why_unknown
    assert "High Court" in left.passages[0].quote
