"""Rules of PDF/UA-1 (ISO 14289-1) that a program can check, by checkpoints of the Matterhorn Protocol 1.1.

`python tests/brief/pdf_ua.py FILE.pdf` prints what fails. Rules that need a person (whether an alternative
text is apt, whether the order of reading makes sense) are not here; veraPDF checks more of fonts' syntax.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pikepdf

_KINDS = (
    "Document Part Art Sect Div BlockQuote Caption TOC TOCI Index NonStruct Private P H H1 H2 H3 H4 H5 H6",
    "L LI Lbl LBody Table TR TH TD THead TBody TFoot Span Quote Note Reference BibEntry Code Link Annot",
    "Ruby RB RT RP Warichu WT WP Figure Formula Form",
)
_STANDARD = frozenset(kind for line in _KINDS for kind in line.split())
_PARENTS = {
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "LI": {"L"},
    "Lbl": {"LI", "Note", "TOCI"},
    "LBody": {"LI"},
}
"""Checkpoints 09-004 to 09-008: in which element each of these must stand."""
_PAINTING = frozenset(
    ["Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh", "BI", "INLINE IMAGE"]
)


def faults(file: pikepdf.Pdf) -> list[str]:
    """What breaks a rule, with its checkpoint; empty when all of them hold."""
    return [*_document(file), *_structure(file), *_content(file), *_annotations(file), *_fonts(file)]


def _document(file: pikepdf.Pdf) -> Iterator[str]:
    root = file.Root
    if not (root.get("/MarkInfo", {}).get("/Marked", False)):
        yield "the file does not say that it is tagged"
    if root.get("/MarkInfo", {}).get("/Suspects", False):
        yield "02-004 suspects"
    if not str(root.get("/Lang", "")):
        yield "11-006 no language"
    if not root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False):
        yield "07-002 the title is not shown"
    with file.open_metadata() as metadata:
        if metadata.get("pdfuaid:part") != "1":
            yield "06-002 no mark of PDF/UA-1"
        if not metadata.get("dc:title"):
            yield "06-003 no title"
    if "/XFA" in root.get("/AcroForm", {}):
        yield "25-001 a dynamic form"
    if file.is_encrypted and not file.allow.accessibility:
        yield "26-002 assistive programs are locked out"
    for name in ("/JavaScript", "/EmbeddedFiles"):
        if name in root.get("/Names", {}):
            yield f"{name} in the file"


def tags(node: Any, above: str = "") -> Iterator[tuple[Any, str]]:
    """Every element of the structure tree with the type of the one above, in the order of reading."""
    children = node.get("/K", [])
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child, above
            yield from tags(child, str(child.S)[1:])


def _structure(file: pikepdf.Pdf) -> Iterator[str]:
    tree = file.Root.get("/StructTreeRoot")
    if tree is None:
        yield "01-005 no structure"
        return
    roles = {str(name)[1:]: str(role)[1:] for name, role in tree.get("/RoleMap", {}).items()}
    scoped = all(_attribute(tag, "/Scope") for tag, _ in tags(tree) if str(tag.S) == "/TH")
    levels: list[int] = []
    for tag, above in tags(tree):
        kind = str(tag.S)[1:]
        kind = roles.get(kind, kind)
        if kind not in _STANDARD:
            yield f"02-001 {kind} is no standard type and stands for none"
        if kind in _PARENTS and above not in _PARENTS[kind]:
            yield f"09 {kind} stands in {above or 'nothing'}"
        if kind in ("Figure", "Formula") and not str(tag.get("/Alt", tag.get("/ActualText", ""))).strip():
            yield "13-004 a picture without alternative text"
        if kind == "TH" and not (_attribute(tag, "/Scope") or "/ID" in tag):
            yield "15-003 a head cell with neither scope nor identifier"
        if kind == "TD" and not _attribute(tag, "/Headers") and not scoped:
            yield "15-003 a cell that no head cell is named for, in a table without scopes"
        if kind == "Note" and "/ID" not in tag:
            yield "19-003 a note without an identifier"
        if len(kind) == 2 and kind[0] == "H" and kind[1].isdigit():
            levels.append(int(kind[1]))
    if levels and levels[0] != 1:
        yield "14-002 the first heading is not of the first level"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"14-003 a heading of level {after} after one of level {before}"


def _attribute(tag: Any, name: str) -> Any:
    attributes = tag.get("/A", [])
    for one in attributes if isinstance(attributes, pikepdf.Array) else [attributes]:
        if isinstance(one, pikepdf.Dictionary) and name in one:
            return one[name]
    return None


def _content(file: pikepdf.Pdf) -> Iterator[str]:
    """Everything that paints is marked: as content of the structure, or as an artefact."""
    parents = _parents(file)
    for number, page in enumerate(file.pages, 1):
        owners = parents.get(int(page.obj.get("/StructParents", -1)), [])
        depth, artefact, marked = 0, 0, 0
        for operands, operator in pikepdf.parse_content_stream(page):
            name = str(operator)
            if name in ("BMC", "BDC"):
                depth += 1
                if str(operands[0]) == "/Artifact":
                    artefact = artefact or depth
                    if marked:
                        yield f"01-001 page {number}: an artefact inside content"
                elif len(operands) > 1 and "/MCID" in operands[1]:
                    marked = marked or depth
                    place = int(operands[1]["/MCID"])
                    if artefact:
                        yield f"01-002 page {number}: content inside an artefact"
                    if place >= len(owners) or owners[place] is None:
                        yield f"01-004 page {number}: content {place} belongs to no element"
            elif name == "EMC":
                artefact = 0 if artefact == depth else artefact
                marked = 0 if marked == depth else marked
                depth -= 1
            elif name in _PAINTING and not artefact and not marked:
                yield f"01-003 page {number}: {name} is neither content nor artefact"


def _parents(file: pikepdf.Pdf) -> dict[int, list[Any]]:
    """What each page's content belongs to: the parent tree, by its numbers."""
    found: dict[int, list[Any]] = {}
    waiting = [file.Root.StructTreeRoot.get("/ParentTree", pikepdf.Dictionary())]
    while waiting:
        node = waiting.pop()
        waiting.extend(node.get("/Kids", []))
        numbers = list(node.get("/Nums", []))
        for key, value in zip(numbers[::2], numbers[1::2], strict=True):
            found[int(key)] = list(value) if isinstance(value, pikepdf.Array) else [value]
    return found


def _annotations(file: pikepdf.Pdf) -> Iterator[str]:
    parents = _parents(file)
    for number, page in enumerate(file.pages, 1):
        annotations = page.obj.get("/Annots", [])
        if len(annotations) and str(page.obj.get("/Tabs", "")) != "/S":
            yield f"28-009 page {number}: tabs do not follow the structure"
        for annotation in annotations:
            owner = parents.get(int(annotation.get("/StructParent", -1)), [None])[0]
            if owner is None:
                yield f"28-002 page {number}: an annotation outside the structure"
            elif annotation.Subtype == "/Link":
                if str(owner.S) != "/Link":
                    yield f"28-011 page {number}: a link is tagged as {owner.S}"
                if not str(annotation.get("/Contents", "")).strip():
                    yield f"28-012 page {number}: a link without a description"


def _fonts(file: pikepdf.Pdf) -> Iterator[str]:
    seen: set[tuple[int, int]] = set()
    for font in (font for page in file.pages for font in page.resources.get("/Font", {}).values()):
        if font.objgen in seen or str(font.Subtype) == "/Type3":
            continue
        seen.add(font.objgen)
        for one in font.get("/DescendantFonts", [font]):
            descriptor = one.get("/FontDescriptor", pikepdf.Dictionary())
            if not any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3")):
                yield f"31-009 {font.get('/BaseFont')} is not embedded"
            if str(one.Subtype) == "/CIDFontType2" and "/CIDToGIDMap" not in one:
                yield f"31-007 {font.get('/BaseFont')} does not map its characters"
        if "/ToUnicode" not in font:
            yield f"10-001 {font.get('/BaseFont')} cannot be read as Unicode"


if __name__ == "__main__":
    with pikepdf.open(Path(sys.argv[1])) as opened:
        found = faults(opened)
    print("\n".join(found) or "no fault")
    sys.exit(bool(found))
