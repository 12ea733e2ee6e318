"""The Word file: whole, with real styles, footnotes and tracked changes; the same content as the page."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable
from dataclasses import replace

from lxml import etree
from lxml import html as parser

from fullpowers.brief import answer, publish, render
from fullpowers.model import Reading, Review
from fullpowers.reading import read_bytes

R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def parts(review: Review) -> dict[str, etree._Element]:
    with zipfile.ZipFile(io.BytesIO(publish(review, "docx"))) as package:
        return {
            name: etree.fromstring(package.read(name))
            for name in package.namelist()
            if name.endswith((".xml", ".rels"))
        }


def test_the_package_is_whole(reviewed: Review) -> None:
    package = parts(reviewed)
    declared = {
        str(override.get("PartName"))[1:]
        for override in package["[Content_Types].xml"].findall("{*}Override")
    }
    assert declared == {name for name in package if name.endswith(".xml") and not name.startswith("[")}
    targets = {f"word/{one.get('Target')}" for one in package["word/_rels/document.xml.rels"]}
    assert {target for target in targets if not target.endswith(".emf")} < set(package)


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


ORDER = {
    # the order in which ISO/IEC 29500-1 lists the children; Word refuses a file that keeps another
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers "
    "pBdr shd tabs suppressAutoHyphens spacing ind contextualSpacing mirrorIndents jc "
    "textAlignment outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike vanish color spacing w kern position sz "
    "szCs highlight u effect bdr shd vertAlign rtl cs lang",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblW jc tblCellSpacing tblInd "
    "tblBorders shd tblLayout tblCellMar tblLook",
    "tbl": "tblPr tblGrid tr",
    "tr": "trPr tc",
    "tc": "tcPr p",
    "trPr": "cantSplit tblHeader",
    "sectPr": "headerReference footerReference footnotePr type pgSz pgMar paperSrc pgBorders pgNumType cols",
    "style": "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed "
    "qFormat locked pPr rPr tblPr trPr tcPr tblStylePr",
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText lvlJc pPr rPr",
    "inline": "extent effectExtent docPr cNvGraphicFramePr graphic",
    "pic": "nvPicPr blipFill spPr",
}


def test_elements_stand_in_the_order_of_the_schema(reviewed: Review) -> None:
    for name, part in parts(reviewed).items():
        for element in part.iter(*(f"{{*}}{tag}" for tag in ORDER)):
            order = ORDER[etree.QName(element).localname].split()
            places = [order.index(etree.QName(child).localname) for child in element]
            assert places == sorted(places), (name, etree.tostring(element)[:300])


def test_cells_end_with_a_paragraph_and_every_row_is_as_wide_as_the_grid(reviewed: Review) -> None:
    for table in parts(reviewed)["word/document.xml"].iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.iter(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            assert len(cells) == columns
            assert all(cell[-1].tag == f"{W}p" for cell in cells)


def test_pictures_are_drawn_described_and_counted(reviewed: Review) -> None:
    with zipfile.ZipFile(io.BytesIO(publish(reviewed, "docx"))) as package:
        images = {name: package.read(name) for name in package.namelist() if name.endswith(".emf")}
        body = etree.fromstring(package.read("word/document.xml"))
        relations = etree.fromstring(package.read("word/_rels/document.xml.rels"))
    named = {str(one.get("Id")): f"word/{one.get('Target')}" for one in relations}
    used = [str(blip.get(f"{R}embed")) for blip in body.iter("{*}blip")]
    assert [named[one] for one in used] == list(images)
    assert all(str(one.get("descr")) for one in body.iter("{*}docPr"))
    page = parser.document_fromstring(render(reviewed, "html"))
    figures, bars = len(page.xpath("//figure")), len(page.xpath("//table[contains(@class, 'bars')]//td//svg"))
    assert len(images) == figures + bars
    assert bars
    counted = [str(one.get(f"{W}instr")) for one in body.iter(f"{W}fldSimple")]
    assert sum("SEQ Figure" in one for one in counted) == figures
    referred = {one.split()[1] for one in counted if one.split()[0] == "REF"}
    assert referred <= {str(one.get(f"{W}name")) for one in body.iter(f"{W}bookmarkStart")}


def test_each_picture_is_a_whole_metafile(reviewed: Review) -> None:
    with zipfile.ZipFile(io.BytesIO(publish(reviewed, "docx"))) as package:
        images = [package.read(name) for name in package.namelist() if name.endswith(".emf")]
    kinds: set[int] = set()
    for data in images:
        records, at = [], 0
        while at < len(data):
            kind, size = struct.unpack_from("<II", data, at)
            assert size % 4 == 0
            assert size > 0
            records.append(kind)
            at += size
        assert (at, records[0], records[-1]) == (len(data), 1, 14)
        signature, _, length, count = struct.unpack_from("<4I", data, 40)
        assert (signature, length, count) == (0x464D4520, len(data), len(records))
        kinds.update(records)
    rectangle, ellipse, text = 43, 42, 84
    assert {rectangle, ellipse, text} <= kinds
    assert any("Feb".encode("utf-16-le") in data for data in images)
