"""The example matter: it builds to the same bytes, it is well formed, and it says what its README says."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from fullpowers.matter import load

EXAMPLE = Path(__file__).parents[1] / "examples" / "minerals"
DRAFTS = ("draft-1.docx", "draft-2.docx", "draft-3.docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    # the elements that the drafts use, in the order in which ISO/IEC 29500-1 lists them
    "pPr": [
        "pStyle",
        "keepNext",
        "pageBreakBefore",
        "numPr",
        "tabs",
        "spacing",
        "ind",
        "jc",
        "outlineLvl",
        "rPr",
    ],
    "rPr": [
        "ins",
        "moveFrom",
        "moveTo",
        "rStyle",
        "rFonts",
        "b",
        "i",
        "vanish",
        "sz",
        "szCs",
        "vertAlign",
        "lang",
    ],
    "tblPr": ["tblW", "tblInd", "tblBorders", "tblLayout", "tblCellMar"],
    "trPr": ["cantSplit", "tblHeader", "ins"],
    "lvl": ["start", "numFmt", "pStyle", "suff", "lvlText", "lvlJc", "pPr"],
    "settings": ["trackRevisions", "defaultTabStop", "footnotePr", "compat"],
}


def test_the_drafts_are_what_their_sources_build(tmp_path: Path) -> None:
    subprocess.run([sys.executable, EXAMPLE / "build_drafts.py", tmp_path], check=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == list(DRAFTS)
    for name in DRAFTS:
        assert (tmp_path / name).read_bytes() == (EXAMPLE / "drafts" / name).read_bytes()


@pytest.mark.parametrize("name", DRAFTS)
def test_a_draft_is_a_whole_package(name: str) -> None:
    with zipfile.ZipFile(EXAMPLE / "drafts" / name) as package:
        parts = {member: etree.fromstring(package.read(member)) for member in package.namelist()}
    types = parts.pop("[Content_Types].xml")
    assert {override.get("PartName") for override in types.findall("{*}Override")} == {
        f"/{part}" for part in parts if part.endswith(".xml")
    }
    targets = {
        relation.get("Id"): f"word/{relation.get('Target')}"
        for relation in parts["word/_rels/document.xml.rels"]
    }
    assert set(targets.values()) < set(parts)
    used = parts["word/document.xml"].xpath(
        "//@r:id", namespaces={"r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships"}
    )
    assert isinstance(used, list)
    assert {targets[str(relation)] for relation in used} == {"word/header1.xml", "word/footer1.xml"}


def test_the_matter_names_files_that_are_there() -> None:
    matter = load(EXAMPLE / "matter.yaml")
    assert matter.side == "UA"
    for file in (*(draft.file for draft in matter.drafts), *matter.press):
        assert (EXAMPLE / file).is_file()
    first = matter.receipt(EXAMPLE / "drafts" / "draft-1.docx")
    assert first is not None
    assert (first.received, first.answer_due) == ("2025-02-12T09:00", "2025-02-12T12:00")


@pytest.mark.parametrize("name", DRAFTS)
def test_properties_stand_in_the_order_of_the_schema(name: str) -> None:
    with zipfile.ZipFile(EXAMPLE / "drafts" / name) as package:
        for member in package.namelist():
            for element in etree.fromstring(package.read(member)).iter(*(f"{{*}}{tag}" for tag in ORDER)):
                order = ORDER[etree.QName(element).localname]
                places = [order.index(etree.QName(child).localname) for child in element]
                assert places == sorted(places), (member, etree.tostring(element))


def test_the_marks_of_tracked_changes_and_comments_fit_together() -> None:
    with zipfile.ZipFile(EXAMPLE / "drafts" / "draft-3.docx") as package:
        document = etree.fromstring(package.read("word/document.xml"))
        comments = etree.fromstring(package.read("word/comments.xml"))

    def ids(root: etree._Element, *tags: str) -> list[str]:
        return [str(element.get(f"{W}id")) for tag in tags for element in root.iter(f"{W}{tag}")]

    revisions = ids(document, "ins", "del", "moveFrom", "moveTo", "moveFromRangeStart", "moveToRangeStart")
    assert len(revisions) == len(set(revisions))
    for kind in ("moveFrom", "moveTo"):
        assert ids(document, f"{kind}RangeStart") == ids(document, f"{kind}RangeEnd")
    assert {start.get(f"{W}name") for start in document.iter(f"{W}moveFromRangeStart")} == {
        start.get(f"{W}name") for start in document.iter(f"{W}moveToRangeStart")
    }
    known = sorted(ids(comments, "comment"))
    for tag in ("commentRangeStart", "commentRangeEnd", "commentReference"):
        assert sorted(ids(document, tag)) == known
    assert not [deleted for deleted in document.iter(f"{W}del") if deleted.find(f".//{W}t") is not None]
