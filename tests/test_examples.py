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
