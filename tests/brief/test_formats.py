"""Evidence or silence, and the other ways out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fullpowers.brief import answer, render, show
from fullpowers.model import EvidenceError, Point, Review, from_json


def test_a_passage_that_is_not_in_the_text_stops_the_brief(reviewed: Review) -> None:
    first, *rest = answer(reviewed)
    wrong = replace(reviewed.instrument.passage(3, 9), quote="forged")
    forged = replace(reviewed, answers=(replace(first, points=(Point("It says so.", (wrong,)),)), *rest))
    for format_ in ("html", "json", "text"):
        with pytest.raises(EvidenceError):
            render(forged, format_)
    with pytest.raises(EvidenceError):
        show(forged)


def test_a_passage_of_a_third_text_stops_the_brief(reviewed: Review) -> None:
    with pytest.raises(EvidenceError):
        render(replace(reviewed, previous=None, comparison=None), "html")


def test_an_edit_that_is_not_in_the_texts_stops_the_brief(reviewed: Review) -> None:
    assert reviewed.comparison is not None
    changes = list(reviewed.comparison.changes)
    changes[3] = replace(changes[3], edits=(replace(changes[3].edits[0], new="60"),))
    with pytest.raises(EvidenceError):
        render(replace(reviewed, comparison=replace(reviewed.comparison, changes=tuple(changes))), "html")


def test_json_is_the_whole_review(reviewed: Review) -> None:
    assert from_json(render(reviewed, "json"), Review) == reviewed


def test_the_text_holds_the_same_answers_as_the_page(reviewed: Review) -> None:
    text = " ".join(render(reviewed, "text").split())
    for found in answer(reviewed):
        assert found.headline in text
        for point in found.points:
            assert " ".join(point.text.split()) in text


def test_the_terminal_shows_the_first_page(reviewed: Review) -> None:
    shown = "\n".join(line.text for line in show(reviewed))
    for found in answer(reviewed):
        assert found.headline in shown


def test_the_text_marks_what_came_and_went(reviewed: Review) -> None:
    assert "shall contribute [-50-][+66+] percent" in " ".join(render(reviewed, "text").split())


def test_an_unknown_format_is_refused(reviewed: Review) -> None:
    with pytest.raises(ValueError, match="no format"):
        render(reviewed, "docm")


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=200))
def test_any_matter_name_makes_a_page(make: Callable[..., Review], name: str) -> None:
    page = render(replace(make(), matter=name), "html")
    assert page.startswith("<!doctype html>")
    assert page.encode("utf-8")
