"""The page: whole in itself, nothing in it acts, every link leads somewhere."""

from __future__ import annotations

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

import pytest
from lxml import etree
from lxml import html as parser

from fullpowers.brief import render
from fullpowers.model import Answer, Point, Review

HOSTILE = (
    "<script>alert(1)</script> <img src=x onerror=alert(1)> javascript:alert(1) {{ 7*7 }} in conformity with"
)


def page(review: Review) -> etree._Element:
    return parser.document_fromstring(render(review, "html"))


@pytest.mark.parametrize("draft", ["reviewed", "alone"])
def test_every_link_leads_to_a_place_in_the_page_and_every_id_is_there_once(
    draft: str, request: pytest.FixtureRequest
) -> None:
    tree = page(request.getfixturevalue(draft))
    identities = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    assert [identity for identity, count in identities.items() if count > 1] == []
    links = [str(link.get("href")) for link in tree.iter("a")]
    assert links
    assert [link for link in links if not link.startswith("#") or link[1:] not in identities] == []


def test_nothing_is_fetched_and_nothing_runs(reviewed: Review) -> None:
    text = render(reviewed, "html")
    tree = parser.document_fromstring(text)
    assert not list(tree.iter("script", "link", "iframe", "object", "embed", "form", "img", "base"))
    for element in tree.iter(etree.Element):
        assert not [name for name in element.attrib if name.startswith("on") or name in ("src", "style")]
    assert "url(" not in text


def test_the_policy_names_the_style_sheet_by_its_hash(reviewed: Review) -> None:
    tree = page(reviewed)
    style = next(tree.iter("style")).text or ""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = tree.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert "default-src 'none'" in policy
    assert f"style-src 'sha256-{digest}'" in policy


def test_markup_in_the_draft_is_words(make: Callable[..., Review], alone: Review) -> None:
    draft = alone.instrument.text.replace("in conformity with", HOSTILE)
    tree = page(make(draft, None))
    assert not list(tree.iter("script", "img"))
    assert "<script>alert(1)</script>" in tree.text_content()
    assert "{{ 7*7 }}" in tree.text_content()


def test_characters_that_act_unseen_are_shown_by_name(alone: Review) -> None:
    shown = render(replace(alone, matter="Gas \u202ednuof\u202c \u200bfund"), "html")
    assert "⟨U+202E⟩dnuof⟨U+202C⟩ ⟨U+200B⟩fund" in shown
    assert not re.search("[\u202a-\u202e\u200b]", shown)


def test_words_from_right_to_left_cannot_turn_round_what_stands_beside_them(alone: Review) -> None:
    first = Answer("Who gains?", "Nobody", (Point("غاز (5)"),))
    assert "<bdi>غاز (5)</bdi>" in render(replace(alone, answers=(first,)), "html")
    assert "<bdi>" not in render(alone, "html")


def test_a_reader_who_does_not_see_finds_the_way(reviewed: Review) -> None:
    tree = page(reviewed)
    assert tree.get("lang") == "en"
    assert tree.xpath("//a[@class='skip']/@href") == ["#answers"]
    assert len(tree.xpath("//main")) == len(tree.xpath("//h1")) == len(tree.xpath("//header")) == 1
    levels = [int(element.tag[1]) for element in tree.xpath("//h1|//h2|//h3|//h4")]
    assert all(after - before <= 1 for before, after in pairwise(levels))
    assert not tree.xpath("//th[not(@scope)]")
    assert not tree.xpath("//*[local-name()='svg'][@role='img'][not(@aria-label)]")


def test_the_redline_shows_old_and_new_words(reviewed: Review) -> None:
    tree = page(reviewed)
    clause = tree.xpath("//*[@id='c4']")[0]
    assert [e.text for e in clause.iter("del", "ins")] == ["50", "66"]
    assert "The share of gas rises" in clause.text_content()


def test_a_move_is_linked_both_ways(reviewed: Review) -> None:
    tree = page(reviewed)
    assert tree.xpath("//*[@id='c5']//a/@href") == ["#c5-from"]
    assert tree.xpath("//*[@id='c5-from']//a/@href") == ["#c5"]


def test_without_an_earlier_draft_the_text_stands_whole(alone: Review) -> None:
    tree = page(alone)
    assert not list(tree.iter("ins", "del"))
    text = " ".join(tree.xpath("string(//section[@id='text'])").split())
    for line in alone.instrument.text.splitlines():
        number, _, words = line.partition(" ")
        assert (words if number[:1].isdigit() else line) in text


def test_the_whole_new_text_can_be_read_off_the_redline(reviewed: Review) -> None:
    tree = page(reviewed)
    for element in list(tree.iter("del")):
        element.drop_tree()
    text = " ".join(tree.xpath("string(//section[@id='text'])").split())
    for words in ("66 percent", "intends to contribute USD 500 million", "in conformity with the laws"):
        assert words in text


def test_the_same_review_gives_the_same_bytes(reviewed: Review, make: Callable[..., Review]) -> None:
    assert render(reviewed, "html") == render(make(), "html")
