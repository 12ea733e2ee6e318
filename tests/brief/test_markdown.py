"""Markdown: the draft's words are words, notes are cited and there."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from fullpowers.brief import render
from fullpowers.brief.formats.markdown import words
from fullpowers.model import Review


def test_every_note_that_is_cited_is_there_and_the_other_way_round(reviewed: Review) -> None:
    text = render(reviewed, "markdown")
    cited = set(re.findall(r"\[\^(\d+)\](?!:)", text))
    there = set(re.findall(r"^\[\^(\d+)\]:", text, re.M))
    assert cited == there != set()


def test_the_redline_is_marked_in_words(reviewed: Review) -> None:
    assert "contribute ~~50~~**66** percent" in render(reviewed, "markdown")


def test_markup_in_a_name_is_words(alone: Review) -> None:
    text = render(replace(alone, matter="# <b>Gas</b> [link](javascript:x) | `y`"), "markdown")
    html = MarkdownIt("commonmark").render(text.splitlines()[0])
    assert "<b>" not in html
    assert "<a" not in html
    assert "<code>" not in html


@given(st.text(max_size=80))
def test_no_text_becomes_markup(text: str) -> None:
    inline = MarkdownIt("commonmark", {"html": True}).render("x " + words(text))
    assert re.sub(r"</?p>|\n", "", inline).count("<") == 0


@pytest.mark.parametrize("text", ["1. Price", "12) Price", "- Price", "+ Price", "=====", "---", "# Price"])
def test_the_beginning_of_a_line_is_words(text: str) -> None:
    html = MarkdownIt("commonmark", {"html": True}).render(f"x\n\n{words(text)}\n\ny")
    assert f"<p>{text}</p>" in html
