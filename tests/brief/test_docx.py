"""The Word file: whole, with real styles, footnotes and tracked changes; the same content as the page."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

from lxml import etree
from lxml import html as parser

from fullpowers.brief import answer, publish, render
from fullpowers.model import Reading, Review
from fullpowers.reading import read_bytes

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(review: Review) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(publish(review, "docx"))) as package:
        return {name: etree.fromstring(package.read(name)) for name in package.namelist()}


def test_the_package_is_whole(reviewed: Review) -> None:
    package = parts(reviewed)
    declared = {
        str(override.get("PartName"))[1:]
        for override in package["[Content_Types].xml"].findall("{*}Override")
    }
    assert declared == {name for name in package if name.endswith(".xml") and not name.startswith("[")}
    targets = {f"word/{one.get('Target')}" for one in package["word/_rels/document.xml.rels"]}
    assert targets < set(package)


def test_every_style_and_every_link_that_is_used_is_there(reviewed: Review) -> None:
    package = parts(reviewed)
    styles = {str(style.get(f"{W}styleId")) for style in package["word/styles.xml"].iter(f"{W}style")}
    body = package["word/document.xml"]
    for tag in ("pStyle", "rStyle", "tblStyle"):
        assert {str(one.get(f"{W}val")) for one in body.iter(f"{W}{tag}")} <= styles
    names = [str(one.get(f"{W}name")) for one in body.iter(f"{W}bookmarkStart")]
    assert len(names) == len(set(names))
    assert {str(one.get(f"{W}anchor")) for one in body.iter(f"{W}hyperlink")} <= set(names)
    notes = {str(one.get(f"{W}id")) for one in package["word/footnotes.xml"].iter(f"{W}footnote")}
    cited = [str(one.get(f"{W}id")) for one in body.iter(f"{W}footnoteReference")]
    assert len(cited) == len(set(cited))
    assert set(cited) == notes - {"-1", "0"}


def test_headings_are_headings_and_head_rows_repeat(reviewed: Review) -> None:
    body = parts(reviewed)["word/document.xml"]
    used = [str(one.get(f"{W}val")) for one in body.iter(f"{W}pStyle")]
    assert used.count("Title") == 1
    page = parser.document_fromstring(render(reviewed, "html"))
    assert used.count("Heading1") == len(page.xpath("//section[@id]"))
    for table in body.iter(f"{W}tbl"):
        assert table.find(f"{W}tr/{W}trPr/{W}tblHeader") is not None


def test_what_changed_is_tracked_so_that_either_draft_can_be_read_out(reviewed: Review) -> None:
    data = publish(reviewed, "docx")
    accepted = read_bytes(data, "brief.docx", reading=Reading.ACCEPTED).text
    rejected = read_bytes(data, "brief.docx", reading=Reading.REJECTED).text
    assert "contribute 66 percent of the revenues" in accepted
    assert "contribute 50 percent of the revenues" in rejected
    assert "Differences are settled by consultation." in rejected


def test_the_word_file_holds_the_same_answers_as_the_page(reviewed: Review) -> None:
    body = " ".join("".join(parts(reviewed)["word/document.xml"].itertext()).split())
    page = " ".join(parser.document_fromstring(render(reviewed, "html")).text_content().split())
    text = " ".join(render(reviewed, "markdown").replace("\\", "").split())
    for found in answer(reviewed):
        for said in (found.question, found.headline, *(point.text for point in found.points)):
            assert said in body
            assert said in page
            assert said in text


def test_the_same_review_gives_the_same_bytes(reviewed: Review, make: Callable[..., Review]) -> None:
    assert publish(reviewed, "docx") == publish(make(), "docx")


def test_characters_that_no_xml_may_hold_do_no_harm(alone: Review) -> None:
    odd = replace(alone, matter="Gas \x00\x0b\ufffe\ud800 <w:p/> & “fund”\t\u202e")
    core = parts(odd)["docProps/core.xml"]
    assert "<w:p/> & “fund”" in "".join(core.itertext())
    assert "⟨U+202E⟩" in "".join(core.itertext())
