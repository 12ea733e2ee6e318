"""Builds the three drafts of the example, drafts/*.docx, from the marked-up texts in sources/.

    python build_drafts.py [FOLDER]

The same sources give the same bytes on every machine: no clock, no compression, fixed order.
A source is a YAML head, a line of three dashes, and blocks that stand apart by a blank line.
A block is ``kind: text``, and its text may hold

    {+H|words+}   words that author H inserted, as a tracked change
    {-H|words-}   words that author H deleted, as a tracked change
    {!1|words!}   words that comment 1 of the head hangs on
    {^1}          the mark of footnote 1 of the head
    {~words~}     hidden text

``par+H:`` is a paragraph that H inserted; ``par<H:`` and ``par>H:`` are the place that H moved a
paragraph from and the place that H moved it to (one such pair in a draft).
"""

from __future__ import annotations

import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import yaml

HERE = Path(__file__).parent
PARTS = HERE / "sources" / "parts"

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"

_BLOCK = re.compile(r"([a-z-]+)(?:([+<>])([A-Z]))?: (.*)")
_MARK = re.compile(r"\{\+([A-Z])\||\{-([A-Z])\||\{!(\d)\||\{\^(\d)\}|\{~|\+\}|-\}|!\}|~\}")
_STYLES = {
    "title": "Title",
    "recital": "Recital",
    "annex-title": "AnnexTitle",
    "par": "TreatyParagraph",
    "point": "TreatyPoint",
    "article": "Heading1",
}
_TYPED = {"par": "TypedParagraph", "point": "TypedPoint", "article": "TypedHeading"}
_WIDTHS = (700, 2300, 2000, 1700, 2300)
_FIRST_REVISION = 100  # comments keep the smaller ids


@dataclass(frozen=True, slots=True)
class Block:
    """A block of a source; ``act`` is ``+``, ``<``, ``>`` or empty, ``author`` who did it."""

    kind: str
    act: str
    author: str
    text: str


def build(source: Path, target: Path) -> None:
    """Write the draft in ``source`` to the DOCX file ``target``."""
    head, _, body = source.read_text(encoding="utf-8").partition("\n---\n")
    draft = Draft(yaml.safe_load(head))
    document = draft.document(list(_blocks(body)))
    parts = {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _package_relations(),
        "docProps/core.xml": draft.core_properties(),
        "word/document.xml": document,
        "word/styles.xml": (PARTS / "styles.xml").read_text(encoding="utf-8"),
        "word/numbering.xml": (PARTS / "numbering.xml").read_text(encoding="utf-8"),
        "word/settings.xml": draft.settings(),
        "word/footnotes.xml": draft.footnotes(),
        "word/comments.xml": draft.comments(),
        "word/header1.xml": draft.header(),
        "word/footer1.xml": _footer(),
        "word/_rels/document.xml.rels": _document_relations(),
    }
    target.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as package:
        for name, text in parts.items():
            member = zipfile.ZipInfo(name, (2025, 2, 1, 0, 0, 0))
            member.create_system = 0
            package.writestr(member, text.encode("utf-8"))


def _blocks(body: str) -> Iterator[Block]:
    for line in body.split("\n"):
        if not line.strip():
            continue
        found = _BLOCK.fullmatch(line)
        if not found:
            raise SystemExit(f"not a block: {line[:60]}")
        kind, act, author, text = found.groups()
        yield Block(kind, act or "", author or "", text)


class Draft:
    """Writes one draft; keeps count of articles, paragraphs, points and revisions as it goes."""

    def __init__(self, head: dict[str, Any]) -> None:
        self.head = head
        self.typed = head["numbering"] == "typed"
        self.counts = {"article": 0, "par": 0, "point": 0}
        self.revisions = 0

    # -- the parts of the package

    def document(self, blocks: list[Block]) -> str:
        """word/document.xml."""
        body: list[str] = []
        for tabular, group in groupby(blocks, lambda block: block.kind in {"head", "row"}):
            together = list(group)
            body.extend([self._table(together)] if tabular else map(self._block, together))
        section = (
            '<w:sectPr><w:headerReference w:type="default" r:id="rId6"/>'
            '<w:footerReference w:type="default" r:id="rId7"/><w:pgSz w:w="11906" w:h="16838"/>'
            '<w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" w:header="708"'
            ' w:footer="708" w:gutter="0"/></w:sectPr>'
        )
        return f"{_XML}<w:document {_W} {_R}><w:body>{''.join(body)}{section}</w:body></w:document>"

    def footnotes(self) -> str:
        """word/footnotes.xml, with the two separators that Word expects."""
        notes = [
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{mark}/></w:r></w:p></w:footnote>'
            for number, kind, mark in (
                (-1, "separator", "separator"),
                (0, "continuationSeparator", "continuationSeparator"),
            )
        ]
        reference = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        for number, text in self.head.get("footnotes", {}).items():
            paragraph = _paragraph("FootnoteText", reference + _run(f" {text}"))
            notes.append(f'<w:footnote w:id="{number}">{paragraph}</w:footnote>')
        return f"{_XML}<w:footnotes {_W}>{''.join(notes)}</w:footnotes>"

    def comments(self) -> str:
        """word/comments.xml."""
        comments = []
        for number, comment in self.head.get("comments", {}).items():
            person = self.head["authors"][comment["by"]]
            comments.append(
                f'<w:comment w:id="{number}" w:author={quoteattr(person["name"])}'
                f' w:date="{person["date"]}" w:initials="{person["initials"]}">'
                f"{_paragraph('CommentText', _run(comment['text']))}</w:comment>"
            )
        return f"{_XML}<w:comments {_W}>{''.join(comments)}</w:comments>"

    def header(self) -> str:
        """word/header1.xml."""
        return f"{_XML}<w:hdr {_W}>{_paragraph('Header', _run(self.head['header']))}</w:hdr>"

    def settings(self) -> str:
        """word/settings.xml; a draft with authors goes on recording changes."""
        track = "<w:trackRevisions/>" if "authors" in self.head else ""
        return (
            f'{_XML}<w:settings {_W}>{track}<w:defaultTabStop w:val="567"/>'
            '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
            '<w:compat><w:compatSetting w:name="compatibilityMode"'
            ' w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat></w:settings>'
        )

    def core_properties(self) -> str:
        """docProps/core.xml."""
        return (
            f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
            ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
            ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
            f"<dc:title>{escape(self.head['title'])}</dc:title><dc:language>en-GB</dc:language>"
            "</cp:coreProperties>"
        )

    # -- the blocks of the document

    def _block(self, block: Block) -> str:
        if block.kind == "signature":
            return self._signature(block)
        if block.kind == "annex":
            return _paragraph("AnnexTitle", _run(block.text), before="<w:pageBreakBefore/>")
        if block.kind in self.counts:
            return self._numbered(block)
        return self._written(block, _STYLES.get(block.kind, "Normal"), block.text)

    def _numbered(self, block: Block) -> str:
        if not self.typed:
            return self._written(block, _STYLES[block.kind], block.text)
        self.counts[block.kind] += 1
        lower = {"article": ("par", "point"), "par": ("point",), "point": ()}[block.kind]
        self.counts.update(dict.fromkeys(lower, 0))
        number = self.counts[block.kind]
        style = _TYPED[block.kind]
        if block.kind == "article":
            printed = _paragraph("TypedArticle", _run(f"Article {number}"))
            return printed + self._written(block, style, block.text)
        printed = f"{number}." if block.kind == "par" else f"({chr(96 + number)})"
        return self._written(block, style, block.text, lead=_run(printed) + "<w:r><w:tab/></w:r>")

    def _written(self, block: Block, style: str, text: str, lead: str = "") -> str:
        """A paragraph with its runs, and the marks that say that it was inserted or moved as a whole."""
        if not block.act:
            return _paragraph(style, lead + "".join(self._runs(text)))
        element = {"+": "ins", "<": "moveFrom", ">": "moveTo"}[block.act]
        mark = f"<w:rPr><w:{element} {self._revision(block.author)}/></w:rPr>"
        runs = "".join(self._runs(text, within=(element, block.author)))
        if block.act == "+":
            return _paragraph(style, runs, behind=mark)
        start = f'<w:{element}RangeStart {self._revision(block.author)} w:name="move1"/>'
        end = f'<w:{element}RangeEnd w:id="{_FIRST_REVISION + self.revisions}"/>'
        return _paragraph(style, start + runs + end, behind=mark)

    def _runs(self, text: str, within: tuple[str, str] | None = None) -> Iterator[str]:
        """The runs of a block; ``within`` is the change and its author that the whole block is part of."""
        change, hidden, position = within, False, 0
        comments: list[str] = []
        for mark in [*_MARK.finditer(text), None]:
            stretch = text[position : mark.start() if mark else len(text)]
            if stretch:
                yield self._changed(_run(stretch, change[0] if change else "", hidden), change)
            if mark is None:
                return
            position = mark.end()
            inserted, deleted, comment, note = mark.groups()
            if inserted or deleted:
                change = ("ins", inserted) if inserted else ("del", deleted)
            elif comment:
                comments.append(comment)
                yield f'<w:commentRangeStart w:id="{comment}"/>'
            elif note:
                yield (
                    '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
                    f'<w:footnoteReference w:id="{note}"/></w:r>'
                )
            elif mark.group() == "!}":
                number = comments.pop()
                yield (
                    f'<w:commentRangeEnd w:id="{number}"/><w:r><w:rPr><w:rStyle w:val="CommentReference"/>'
                    f'</w:rPr><w:commentReference w:id="{number}"/></w:r>'
                )
            elif mark.group() in {"{~", "~}"}:
                hidden = mark.group() == "{~"
            else:
                change = within

    def _changed(self, run: str, change: tuple[str, str] | None) -> str:
        if change is None:
            return run
        element, author = change
        return f"<w:{element} {self._revision(author)}>{run}</w:{element}>"

    def _revision(self, author: str) -> str:
        self.revisions += 1
        person = self.head["authors"][author]
        number, name = _FIRST_REVISION + self.revisions, quoteattr(person["name"])
        return f'w:id="{number}" w:author={name} w:date="{person["date"]}"'

    def _table(self, rows: list[Block]) -> str:
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
            for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in _WIDTHS)
        return (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(_WIDTHS)}" w:type="dxa"/>'
            f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"{''.join(self._row(row) for row in rows)}</w:tbl>{_paragraph('Normal', '')}"
        )

    def _row(self, row: Block) -> str:
        within = ("ins", row.author) if row.act else None
        properties = ""
        if row.kind == "head":
            properties = "<w:trPr><w:tblHeader/></w:trPr>"
        elif within:
            properties = f"<w:trPr><w:ins {self._revision(row.author)}/></w:trPr>"
        cells = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
            f"{_paragraph('Cell', ''.join(self._runs(cell, within)))}</w:tc>"
            for width, cell in zip(_WIDTHS, row.text.split(" | "), strict=True)
        )
        return f"<w:tr>{properties}{cells}</w:tr>"

    def _signature(self, block: Block) -> str:
        """Two columns without borders, as signature blocks are laid out in Word."""
        cells = "".join(
            '<w:tc><w:tcPr><w:tcW w:w="4500" w:type="dxa"/></w:tcPr>'
            f"{_paragraph('Cell', _run(f'{name}:'))}{_paragraph('Cell', _run('_' * 22))}</w:tc>"
            for name in block.text.split(" | ")
        )
        return (
            '<w:tbl><w:tblPr><w:tblW w:w="9000" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
            '<w:tblGrid><w:gridCol w:w="4500"/><w:gridCol w:w="4500"/></w:tblGrid>'
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cells}</w:tr></w:tbl>{_paragraph('Normal', '')}"
        )


def _paragraph(style: str, content: str, *, before: str = "", behind: str = "") -> str:
    """A paragraph; ``before`` and ``behind`` are properties that the schema wants early and late."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{before}{behind}</w:pPr>{content}</w:p>'


def _run(text: str, element: str = "", hidden: bool = False) -> str:
    name = "delText" if element == "del" else "t"
    properties = "<w:rPr><w:vanish/></w:rPr>" if hidden else ""
    return f'<w:r>{properties}<w:{name} xml:space="preserve">{escape(text)}</w:{name}></w:r>'


def _footer() -> str:
    page = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    return f"{_XML}<w:ftr {_W}>{_paragraph('Footer', _run('Page ') + page)}</w:ftr>"


def _content_types() -> str:
    overrides = {
        "docProps/core": "application/vnd.openxmlformats-package.core-properties",
        "word/document": f"{_WORD}.document.main",
        **{
            f"word/{part}": f"{_WORD}.{part.rstrip('1')}"
            for part in ("styles", "numbering", "settings", "footnotes", "comments", "header1", "footer1")
        },
    }
    return (
        f'{_XML}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        + "".join(
            f'<Override PartName="/{name}.xml" ContentType="{kind}+xml"/>' for name, kind in overrides.items()
        )
        + "</Types>"
    )


def _package_relations() -> str:
    return _relations(
        (f"{_OFFICE}/officeDocument", "word/document.xml"),
        (f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )


def _document_relations() -> str:
    names = ("styles", "numbering", "settings", "footnotes", "comments", "header", "footer")
    return _relations(
        *((f"{_OFFICE}/{name}", f"{name}{'1' if name in {'header', 'footer'} else ''}.xml") for name in names)
    )


def _relations(*relations: tuple[str, str]) -> str:
    inner = "".join(
        f'<Relationship Id="rId{number}" Type="{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(relations, start=1)
    )
    return f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">{inner}</Relationships>'


if __name__ == "__main__":
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "drafts"
    for path in sorted((HERE / "sources").glob("draft-*.txt")):
        build(path, folder / f"{path.stem}.docx")
