"""Word documents (DOCX) to blocks, by an own streaming reader over zip and XML.

archive -> xml -> package       bytes to parts, within limits
styles, numbering               what the parts say about paragraphs
stream -> story -> content      elements to blocks, in one reading of the tracked changes
summary                         what has to be said of the file as a whole
"""

from __future__ import annotations

from fullpowers.model import Reading

from ..blocks import Block, BlockKind, Extract, Mark, MarkKind
from ..limits import LIMITS
from ..line import Remark
from . import references, stream
from .archive import Archive
from .document import SHEET, Document, Notes, Place, text_weight, too_much_text
from .numbering import Numbering
from .package import Package
from .story import Story, Table
from .styles import Styles
from .summary import notices, page_count, record, unused
from .xml import Element, attribute, elements, value

__all__ = ["MEDIA_TYPE", "extract"]

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def extract(data: bytes, name: str, reading: Reading) -> Extract:
    """Blocks of a Word document in one reading of its tracked changes.

    Raises:
        UnreadableInput: it is no Word document, damaged, encrypted, ambiguous or beyond the limits.
    """
    package = Package(Archive(data, name))
    styles = Styles(_root(package, "styles", "w:styles"), _root(package, "theme", "a:theme"))
    numbering = Numbering(_root(package, "numbering", "w:numbering"), styles.numbering_of)
    document = Document(name, reading, styles, numbering)
    _settings(package, document)
    document.remarks = _remarks(package, document)
    body, margins = _body(package, document)
    blocks = [
        *body,
        *_notes(package, document, "footnotes", "footnote", document.footnotes),
        *_notes(package, document, "endnotes", "endnote", document.endnotes),
        *_margins(package, document, margins),
    ]
    blocks = _with_leftover_remarks(blocks, document)
    pages = page_count(package)
    known = references.Known(document.targets, document.bookmarks, pages, _on_page(package, document))
    blocks = references.checked(blocks, known)
    document.streams["unused"] += unused(package, document)
    return Extract(
        tuple(blocks),
        notices(package, document, blocks),
        tuple(document.streams.items()),
        record=record(package),
        formats=(*document.formatting.usual, *document.page()),
    )


def _root(package: Package, kind: str, name: str) -> Element | None:
    """The root of a small part that is read whole."""
    part = package.related(kind)
    return next(elements(package.archive.open(part), name), None) if part else None


def _on_page(package: Package, document: Document) -> dict[str, int]:
    """Where bookmarks stood when the file was last laid out; nothing where pages are not simply counted."""
    if not document.breaks or package.archive.occurrences(package.main, b"<w:pgNumType", least=0):
        return {}
    return document.on_page


def _settings(package: Package, document: Document) -> None:
    settings = _root(package, "settings", "w:settings")
    for name, notes in (("w:footnotePr", document.footnotes), ("w:endnotePr", document.endnotes)):
        notes.style = value(settings, name, "w:numFmt") or notes.style


def _remarks(package: Package, document: Document) -> dict[str, Remark]:
    """The comments by their identifiers."""
    part = package.related("comments")
    document.read_parts.add(part)
    stories: dict[str, tuple[Element, Story]] = {}
    # comments count no lists and no notes of the document
    apart = Document(document.name, document.reading, document.styles, Numbering())
    for item in stream.items(apart, package.archive.open(part)) if part else ():
        if item.owner is not None:
            found = stories.setdefault(
                stream.identifier(item.owner),
                (item.owner, Story(apart, BlockKind.PARAGRAPH, Place("comment", stream="comments"))),
            )
            stream.read(found[1], item, {})
    remarks: dict[str, Remark] = {}
    for identifier, (owner, story) in stories.items():
        story.end()
        text = " ".join(block.text for block in story.blocks if block.text)
        remarks[identifier] = Remark(attribute(owner, "w:author"), attribute(owner, "w:date"), text)
    document.streams.update(apart.streams)
    return remarks


def _body(package: Package, document: Document) -> tuple[list[Block], list[str]]:
    """The blocks of the main part, and the relationships of the headers and footers that it uses."""
    if package.archive.occurrences(package.main, b"<w:p>", b"<w:p ") > LIMITS.paragraphs:
        raise too_much_text(document.name)
    story = Story(document, BlockKind.PARAGRAPH, Place())
    margins: list[str] = []

    tables: dict[Element, Table] = {}
    for item in stream.items(document, package.archive.open(package.main)):
        if item.name in ("w:headerReference", "w:footerReference"):
            margins.append(attribute(item.element, "r:id"))
        elif item.name == "w:altChunk":
            document.unread["inserted file"] += 1
        elif item.name in SHEET:
            document.sheet[item.name] = item.element
        else:
            stream.read(story, item, tables)
    document.notices += story.end()
    return story.blocks, [*story.margins, *margins]


def _notes(package: Package, document: Document, kind: str, word: str, notes: Notes) -> list[Block]:
    """Footnotes or endnotes that the text refers to, in that order."""
    part = package.related(kind)
    stories: dict[str, Story] = {}
    tables: dict[Element, Table] = {}
    document.read_parts.add(part)
    for item in stream.items(document, package.archive.open(part)) if part else ():
        identifier = stream.identifier(item.owner) if item.owner is not None else ""
        if identifier in notes.numbers:
            if identifier not in stories:
                mark = notes.numbers[identifier]
                place = Place(f"{word} {mark.strip('[]')}".strip(), note=mark, stream="notes")
                stories[identifier] = Story(document, BlockKind.NOTE, place)
            stream.read(stories[identifier], item, tables)
        elif item.name in ("w:p", "w:tr"):
            document.streams["unused"] += text_weight(item.element)
    blocks: list[Block] = []
    for identifier in notes.numbers:
        if identifier in stories:
            document.notices += stories[identifier].end()
            blocks += stories[identifier].blocks
    return blocks


def _margins(package: Package, document: Document, relationships: list[str]) -> list[Block]:
    """Headers and footers, each text once."""
    parts = {link.id: link for link in package.links if not link.external and link.target in package.archive}
    blocks: dict[str, Block] = {}
    for relationship in dict.fromkeys(relationships):
        link = parts.get(relationship)
        if link is None or link.kind not in ("header", "footer"):
            continue
        document.read_parts.add(link.target)
        story = Story(document, BlockKind.MARGIN, Place(link.kind, stream="margins"))
        tables: dict[Element, Table] = {}
        for item in stream.items(document, package.archive.open(link.target)):
            stream.read(story, item, tables)
        document.notices += story.end()
        for block in story.blocks:
            blocks.setdefault(block.text, block)
    return list(blocks.values())


def _with_leftover_remarks(blocks: list[Block], document: Document) -> list[Block]:
    """Comments that hang on nothing are kept at the start of the text."""
    left = [remark for identifier, remark in document.remarks.items() if identifier not in document.placed]
    marks = tuple(Mark(MarkKind.COMMENT, 0, 0, remark.author, remark.date, remark.text) for remark in left)
    return [Block("", marks=marks), *blocks] if marks else blocks
