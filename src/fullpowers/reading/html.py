"""HTML to blocks as a browser would show them, without scripts, styles and what is hidden."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lxml import etree

from fullpowers.model import Notice, Reading, Refusal, Severity, UnreadableInput

from . import plain
from .blocks import Block, BlockKind, Extract, MarkKind
from .breaks import split_at_breaks
from .hiding import Hiding
from .limits import LIMITS
from .line import STRUCK, Flag, Line, Tracked, raised
from .numerals import letters, roman
from .rows import row_blocks

PRINTED_NUMBER = "data-printed-number"
"""Attribute by which ``markdown`` hands over the number of a list item as the author wrote it."""
SOURCE_LINE = "data-source-line"
"""Attribute with the line of the Markdown file."""

_BLOCK_NAMES = """
address article aside blockquote body center dd details dialog dir div dl dt fieldset figcaption figure footer
form frameset h1 h2 h3 h4 h5 h6 header hr html legend li main menu nav ol p pre search section summary table
caption tbody thead tfoot tr ul
"""
_BLOCKS = frozenset(_BLOCK_NAMES.split())
_SKIPPED_NAMES = """
head script style template noscript noframes select option datalist textarea button title meta link
"""
_SKIPPED = frozenset(_SKIPPED_NAMES.split())
_UNREAD = {
    "img": "picture",
    "svg": "picture",
    "canvas": "picture",
    "picture": "picture",
    "object": "embedded object",
    "embed": "embedded object",
    "iframe": "embedded page",
    "frame": "embedded page",
    "video": "recording",
    "audio": "recording",
}
_CHANGES = {"ins": MarkKind.INSERTION, "del": MarkKind.DELETION}
_STRUCK = ("s", "strike")
_LINE_THROUGH = re.compile(r"text-decoration(?:-line)?\s*:[^;]{0,40}\bline-through", re.I)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?([\w.:-]{1,40})", re.I)
_XML_ENCODING = re.compile(rb"^\s{0,20}<\?xml[^>]{0,200}?encoding=[\"']([\w.:-]{1,40})", re.I)
_LIST_STYLES: dict[str, Callable[[int], str]] = {"1": str, "a": letters, "i": roman}
_LIST_TYPES = {"lower-alpha": "a", "upper-alpha": "A", "lower-roman": "i", "upper-roman": "I", "decimal": "1"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([\w-]{1,40})", re.I)


def extract(data: bytes, name: str, reading: Reading) -> Extract:
    """Blocks of an HTML file.

    Raises:
        UnreadableInput: it is no text, or beyond the limits.
    """
    text, notices = _decoded(data, name)
    found = blocks(text, name, reading)
    return Extract(found.blocks, notices + found.notices)


def blocks(text: str, name: str, reading: Reading) -> Extract:
    """Blocks of HTML that has already been decoded."""
    if text.count("<") > LIMITS.tags:
        raise UnreadableInput(
            Refusal.TOO_LARGE, name, "it has too many elements for one agreement", "split it"
        )
    parser = etree.HTMLParser(
        encoding="utf-8",
        no_network=True,
        remove_comments=True,
        remove_pis=True,
        huge_tree=False,
        recover=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableInput(
            Refusal.BROKEN, name, f"it cannot be read as HTML: {error}", "ask for it again"
        ) from error
    if any("depth" in entry.message for entry in parser.error_log):
        raise UnreadableInput(Refusal.TOO_DEEP, name, f"it is nested more than {LIMITS.depth} levels deep")
    if root is None:
        return Extract(())
    page = _Page(reading, Hiding(root))
    page.walk(root, _Around())
    page.end_paragraph()
    return Extract(tuple(page.blocks), tuple(page.notices()))


@dataclass(frozen=True, slots=True)
class _Around:
    """What surrounds an element."""

    tracked: tuple[Tracked, ...] = ()
    flag: Flag | None = None
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int = 0
    cell: bool = False
    raised: bool = False


class _Page:
    """Walks the elements and gathers blocks."""

    def __init__(self, reading: Reading, hiding: Hiding) -> None:
        self.blocks: list[Block] = []
        self._reading = reading
        self._hiding = hiding
        self._line: Line | None = None
        self._around = _Around()
        self._number = ""
        self._place = self._line_place = ""
        self._tables = 0
        self._unread: Counter[str] = Counter()

    def walk(self, element: etree._Element, around: _Around) -> None:
        """Read an element and what is inside it, but not the text behind it."""
        tag = element.tag.lower() if isinstance(element.tag, str) else ""
        if not tag or tag in _SKIPPED:
            return
        if tag in _UNREAD:
            self._unread[_UNREAD[tag]] += 1
            return
        self._place = element.get(SOURCE_LINE) or self._place
        if reason := self._hiding.reason(element):
            around = replace(around, flag=Flag(reason, left_out=True))
        if around.flag is None and (tag in _STRUCK or _LINE_THROUGH.search(element.get("style", ""))):
            around = replace(around, flag=STRUCK)
        if tag == "sup":
            around = replace(around, raised=True)
        if tag in _CHANGES:
            change = Tracked(_CHANGES[tag], element.get("data-author", ""), element.get("datetime", ""))
            around = replace(around, tracked=(*around.tracked, change))
        if tag == "br":
            self._write("\n", around)
        elif tag == "table":
            self._table(element, around)
        elif tag == "pre":
            self._preformatted(element, around)
        elif tag in _BLOCKS:
            self._block(element, tag, around)
        else:
            self._inside(element, around)

    def end_paragraph(self) -> None:
        """Make a block of the text gathered so far."""
        line, self._line = self._line, None
        number, around = self._number, self._around
        if line is None:
            return
        text, marks = line.finish(number, " ")
        if text.strip() != number or marks:
            self._number = ""
            place = self._line_place or f"paragraph {len(self.blocks) + 1}"
            self.blocks += split_at_breaks(Block(text, around.kind, around.level, number, place, marks))

    def notices(self) -> Iterator[Notice]:
        """What is to be said of the page as a whole."""
        for what, count in self._unread.items():
            said = f"{count} {what}{'s' if count > 1 else ''}"
            message = f"{said} not read; text in it, if any, is missing here."
            yield Notice("unread-part", Severity.CAUTION, message)
        if self._hiding.outside:
            message = "The page takes styles from another file; what they hide is not known here."
            yield Notice("unread-style", Severity.INFO, message)

    def _inside(self, element: etree._Element, around: _Around) -> None:
        self._write(element.text or "", around)
        for inner in element:
            self.walk(inner, around)
            self._write(inner.tail or "", around)

    def _block(self, element: etree._Element, tag: str, around: _Around) -> None:
        self.end_paragraph()
        if tag in ("nav", "aside") and not around.cell:
            around = replace(around, kind=BlockKind.MARGIN)
        elif len(tag) == 2 and tag[0] == "h" and tag[1].isdigit() and around.kind is BlockKind.PARAGRAPH:
            around = replace(around, kind=BlockKind.HEADING, level=int(tag[1]))
        elif tag in ("ol", "ul", "menu", "dir"):
            self._list(element, tag, replace(around, level=around.level + 1))
            return
        self._inside(element, around)
        self.end_paragraph()

    def _list(self, element: etree._Element, tag: str, around: _Around) -> None:
        style = _list_style(element, "1" if tag == "ol" else "disc")
        items = [item for item in element if item.tag == "li"]
        step = -1 if element.get("reversed") is not None else 1
        count = _integer(element.get("start"), len(items) if step < 0 else 1)
        for inner in element:
            if inner.tag == "li":
                count = _integer(inner.get("value"), count)
                self.end_paragraph()
                self._number = inner.get(PRINTED_NUMBER) or _printed(count, _list_style(inner, style))
                count += step
            self.walk(inner, around)
            self._write(inner.tail or "", around)
            self.end_paragraph()
            self._number = ""

    def _table(self, element: etree._Element, around: _Around) -> None:
        self.end_paragraph()
        self._tables += 1
        for caption in element.iterchildren("caption"):
            self._block(caption, "caption", around)
        table = self._tables
        for number, row in enumerate(_rows(element), 1):
            cells = [self._cell(cell, around) for cell in row.iterchildren("td", "th")]
            hidden = self._hiding.reason(row)
            if cells and not hidden:
                place = self._place or f"table {table}, row {number}"
                self.blocks += row_blocks(cells, around.kind, place)
            elif hidden:
                self._inside(row, replace(around, flag=Flag(hidden, left_out=True)))
                self.end_paragraph()

    def _cell(self, element: etree._Element, around: _Around) -> list[Block]:
        outer, self.blocks = self.blocks, []
        self._block(element, "td", replace(around, cell=True))
        inner, self.blocks = self.blocks, outer
        return inner

    def _preformatted(self, element: etree._Element, around: _Around) -> None:
        self.end_paragraph()
        if around.flag or around.tracked:
            self._inside(element, around)
            self.end_paragraph()
            return
        found = plain.blocks("".join(str(piece) for piece in element.itertext()))
        place = self._place or f"paragraph {len(self.blocks) + 1}"
        self.blocks += (replace(block, place=place, origin=()) for block in found)

    def _write(self, text: str, around: _Around) -> None:
        if not text or (not text.strip() and text != "\n" and self._line is None):
            return
        if text != "\n":
            text = text.replace("\n", " ")
        if self._line is None:
            self._line = Line(self._reading)
            self._around = around
            self._line_place = self._place
        if around.raised:
            text = raised(text, self._line.tail)
        self._line.write(text, around.tracked, around.flag)


def _decoded(data: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """The text by byte order mark, then by what the page declares, then as plain text is decoded."""
    declared = _CHARSET.search(data[:4096]) or _XML_ENCODING.search(data[:4096])
    if declared and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        encoding = declared[1].decode("ascii").lower()
        # as browsers do: pages that say Latin-1 mean Windows-1252
        encoding = {"iso-8859-1": "cp1252", "latin-1": "cp1252", "us-ascii": "cp1252"}.get(encoding, encoding)
        try:
            return data.decode(encoding), ()
        except (LookupError, UnicodeError, ValueError):
            pass
    return plain.decode(data, name)


def _rows(table: etree._Element) -> Iterator[etree._Element]:
    for inner in table:
        if inner.tag == "tr":
            yield inner
        elif inner.tag in ("thead", "tbody", "tfoot"):
            yield from inner.iterchildren("tr")


def _list_style(element: etree._Element, default: str) -> str:
    found = _LIST_STYLE.search(element.get("style", ""))
    if found:
        return _LIST_TYPES.get(found[1].lower(), found[1].lower())
    return element.get("type") or default


def _printed(count: int, style: str) -> str:
    if style == "none":
        return ""
    if style.lower() not in _LIST_STYLES:
        return "•"
    number = _LIST_STYLES[style.lower()](count)
    return f"{number.upper() if style.isupper() else number}."


def _integer(text: str | None, default: int) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text.strip()) else default
