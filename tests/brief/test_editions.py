"""Versions of a brief: marked, with parts left out, without the draft's words, on one page."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from lxml import etree
from lxml import html as parser

from fullpowers.brief import Edition, publish, render
from fullpowers.brief.edition import PARTS
from fullpowers.model import InvalidData, Review

FORMATS = ("html", "markdown", "text", "docx")


def words(review: Review, way: str, edition: Edition) -> str:
    """All words of a brief, whatever its format."""
    data = publish(review, way, edition)
    if way == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return " ".join(
                "".join(etree.fromstring(package.read(name)).itertext())
                for name in package.namelist()
                if name.endswith((".xml", ".rels"))
            )
    text = data.decode("utf-8")
    if way == "html":
        tree = parser.document_fromstring(text)
        return " ".join([*tree.itertext(), *(str(title) for title in tree.xpath("//@title"))])
    return text.replace("\\", "")


@pytest.mark.parametrize("way", FORMATS)
def test_a_marking_stands_in_the_file(reviewed: Review, way: str) -> None:
    assert "For official use" in words(reviewed, way, Edition(marking="For official use"))
    assert "For official use" not in words(reviewed, way, Edition())


def test_a_marking_stands_on_every_page_and_in_the_properties_of_a_word_file(reviewed: Review) -> None:
    with zipfile.ZipFile(io.BytesIO(publish(reviewed, "docx", Edition(marking="Secret")))) as package:
        for part in ("word/header.xml", "word/footer.xml", "docProps/core.xml"):
            assert b"Secret" in package.read(part)


@pytest.mark.parametrize("way", FORMATS)
@pytest.mark.parametrize(
    ("part", "words_in_it"), [("law", "Words that would mend it"), ("terms", "Signs of binding force")]
)
def test_a_part_that_is_left_out_is_in_no_format(
    reviewed: Review, way: str, part: str, words_in_it: str
) -> None:
    assert words_in_it in words(reviewed, way, Edition())
    shown = words(reviewed, way, Edition(without=frozenset({part})))
    assert words_in_it not in shown
    assert "left out of this version" in shown


@pytest.mark.parametrize("way", FORMATS)
def test_without_quotations_no_stretch_of_the_draft_is_in_the_file(reviewed: Review, way: str) -> None:
    shown = " ".join(words(reviewed, way, Edition(quotes=False)).split()).lower()
    for line in reviewed.instrument.text.splitlines():
        if line.startswith(("Agreement between", "The Government of Ruritania and")):
            continue
        pieces = line.lower().split()
        for start in range(len(pieces) - 5):
            assert " ".join(pieces[start : start + 6]) not in shown


@pytest.mark.parametrize("way", FORMATS)
def test_without_quotations_words_of_the_draft_go_even_where_nobody_quoted_them(
    reviewed: Review, way: str
) -> None:
    said = "Whether it shall contribute 66 percent of the revenues from natural gas was not checked by us."
    told = replace(reviewed, opinion=replace(reviewed.opinion, unchecked=(said,)))
    assert "66 percent of the revenues" in words(told, way, Edition())
    shown = words(told, way, Edition(quotes=False))
    assert "66 percent of the revenues" not in shown
    assert "Whether it […] was not checked by us." in shown


def test_without_quotations_no_link_leads_nowhere(reviewed: Review) -> None:
    tree = parser.document_fromstring(render(reviewed, "html", Edition(quotes=False)))
    identities = set(tree.xpath("//@id"))
    assert {str(link)[1:] for link in tree.xpath("//a/@href")} <= identities


@pytest.mark.parametrize("part", PARTS)
def test_leaving_out_any_part_leaves_no_dead_link(reviewed: Review, part: str) -> None:
    tree = parser.document_fromstring(render(reviewed, "html", Edition(without=frozenset({part}))))
    identities = set(tree.xpath("//@id"))
    assert {str(link)[1:] for link in tree.xpath("//a/@href")} <= identities


@pytest.mark.parametrize("way", FORMATS)
def test_one_page_holds_the_answers_and_nothing_else(reviewed: Review, way: str) -> None:
    shown = words(reviewed, way, Edition(one_page=True))
    assert "May it be signed today" in shown
    assert "What the law says" not in shown


def test_an_unknown_part_is_refused_with_the_known_ones(reviewed: Review) -> None:
    with pytest.raises(InvalidData, match="no part 'laws'; parts are changes, law"):
        render(reviewed, "html", Edition(without=frozenset({"laws"})))


def test_json_holds_everything_or_is_refused(reviewed: Review) -> None:
    with pytest.raises(InvalidData, match="JSON holds the whole review"):
        render(reviewed, "json", Edition(quotes=False))


def test_a_language_without_a_catalogue_is_refused(reviewed: Review) -> None:
    with pytest.raises(InvalidData, match="no language 'xx'"):
        render(reviewed, "html", Edition(language="xx"))
