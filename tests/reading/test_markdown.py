"""Markdown: as its page reads, with list numbers as the author wrote them."""

from __future__ import annotations

import pytest

from fullpowers.reading.blocks import BlockKind

PAGES = {
    "headings and paragraphs": (
        "# Agreement\n\nThe *Fund*\nshall pay.\n",
        ["Agreement", "The Fund shall pay."],
    ),
    "numbers as written": (
        "3) first\n4) second\n\n5. other list\n",
        ["3) first", "4) second", "5. other list"],
    ),
    "nested lists": ("1. one\n   - under\n2. two\n", ["1. one", "• under", "2. two"]),
    "points in brackets are text": ("(a) first\n\n(b) second\n", ["(a) first", "(b) second"]),
    "tables": ("| a | b |\n|---|---|\n| 1 | 2 |\n", ["a\tb", "1\t2"]),
    "HTML inside": ("<div>kept</div>\n\n<script>gone()</script>\n", ["kept"]),
    "links show their words": ("[Article 3](http://example.org)\n", ["Article 3"]),
    "quotation": ("> quoted\n", ["quoted"]),
    "metadata at the top": ("---\ntitle: Draft\n---\nText\n", ["Text"]),
    "a rule at the top": ("---\n\nPlain words here\n\n---\n\nText\n", ["Plain words here", "Text"]),
}


@pytest.mark.parametrize(("source", "expected"), PAGES.values(), ids=PAGES)
def test_text_of_a_file(read, source, expected):
    assert [block.text for block in read(source, "draft.md").blocks] == expected


def test_blocks_know_level_number_and_line(read):
    blocks = read("## Scope\n\n1. one\n2. two\n   1. under\n", "draft.md").blocks
    assert [(block.kind, block.level, block.number, block.place) for block in blocks] == [
        (BlockKind.HEADING, 2, "", "line 1"),
        (BlockKind.PARAGRAPH, 1, "1.", "line 3"),
        (BlockKind.PARAGRAPH, 1, "2.", "line 4"),
        (BlockKind.PARAGRAPH, 2, "1.", "line 5"),
    ]


def test_hidden_html_is_an_alarm(read):
    extract = read("Pays.\n\n<p hidden>unless it objects</p>\n", "draft.md")
    assert [block.text for block in extract.blocks] == ["Pays."]
    assert [mark.code for mark in extract.blocks[0].marks] == ["hidden-text"]


def test_a_flood_of_brackets_is_read_as_text(read):
    assert len(read("[" * 100_000, "draft.md").blocks[0].text) == 100_000
