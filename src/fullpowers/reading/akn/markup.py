"""Akoma Ntoso to lines with their tree: the file says itself what is an article and what a recital."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, replace

from lxml import etree

from fullpowers.model import Notice, Reading, Refusal, Severity, UnreadableInput
from fullpowers.model import ProvisionKind as Kind

from ..blocks import Block, BlockKind, Extract, Mark, MarkKind, Tree
from ..limits import LIMITS
from ..line import Line, Tracked
from ..structure.tree import Node
from .names import AKN, AKN_OLD, AKN_START, HEADS, KINDS, LEAVES, NAMED, OWN, SKIPPED, UNREAD

MEDIA_TYPE = "application/akn+xml"
_BLANKS = re.compile(r"\s+")
_LINED = (Kind.PARAGRAPH, Kind.POINT, Kind.RECITAL, Kind.TEXT)
"""Kinds whose wording stands on the line of their number."""
_CHANGES = {"ins": MarkKind.INSERTION, "del": MarkKind.DELETION}
_REVISIONS = {
    "insertion": MarkKind.INSERTION,
    "deletion": MarkKind.DELETION,
    "moved from": MarkKind.MOVED_FROM,
    "moved to": MarkKind.MOVED_TO,
}

Element = etree._Element


def is_akoma_ntoso(data: bytes) -> bool:
    """Whether a file is Akoma Ntoso, by its root element."""
    return b"<akomaNtoso" in data[:4096] or b":akomaNtoso" in data[:4096]


def extract(data: bytes, name: str, reading: Reading) -> Extract:
    """Lines of an Akoma Ntoso file, with the tree that its elements make.

    Raises:
        UnreadableInput: not well-formed, with a document type, or beyond the limits.
    """
    return _Reader(_root(data, name), reading).extract()


def _root(data: bytes, name: str) -> Element:
    if b"<!DOCTYPE" in data.replace(b"\0", b""):
        raise UnreadableInput(
            Refusal.FORBIDDEN_XML, name, "it declares a document type", "ask for it without one"
        )
    if data.count(b"<") > LIMITS.tags:
        raise UnreadableInput(Refusal.TOO_LARGE, name, "it has too many elements for one agreement")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        deep = "depth" in str(error)
        raise UnreadableInput(
            Refusal.TOO_DEEP if deep else Refusal.BROKEN, name, f"it is not well-formed: {error}"[:300]
        ) from error
    if not str(root.tag).startswith((f"{{{AKN_START}", f"{{{AKN_OLD}")):
        raise UnreadableInput(Refusal.UNSUPPORTED, name, "it is XML of another kind")
    return root


@dataclass(frozen=True, slots=True)
class _Piece:
    """One run of text and how it follows the one before."""

    before: str
    text: str
    start: int
    kind: BlockKind
    place: str
    marks: tuple[Mark, ...]


class _Reader:
    def __init__(self, root: Element, reading: Reading) -> None:
        self._root = root
        self._reading = reading
        body = root.find(f"*/{{{AKN}}}mainBody")
        self._exact = body is not None and body.get(f"{{{OWN}}}exact") == "1"
        self._pieces: list[_Piece] = []
        self._length = 0
        self._notes: list[Element] = []
        self._unread: Counter[str] = Counter()

    def extract(self) -> Extract:
        roots: list[Node] = []
        for document in self._root:
            if isinstance(document.tag, str):
                self._walk(document, roots, None)
        for number, note in enumerate(self._notes, 1):
            start = self._note(note, number)
            if start >= 0:
                roots.append(Node(Kind.NOTE, start, start))
        blocks, starts = self._blocks()
        notices = [
            Notice("unread-part", Severity.CAUTION, f"{count} × {what}: not read.")
            for what, count in sorted(self._unread.items())
        ]
        blocks, told = self._told(blocks, starts)
        text = "\n".join(block.text for block in blocks)
        return Extract(tuple(blocks), (*told, *notices), tree=Tree(text, tuple(roots)))

    def _walk(self, element: Element, home: list[Node], node: Node | None) -> None:
        for child in element:
            name = _local(child)
            if name in SKIPPED or (name in HEADS and node is not None):
                continue
            if name in UNREAD:
                self._unread[UNREAD[name]] += 1
                continue
            kind = _kind(child, name)
            if kind is Kind.TABLE and node is not None and node.kind is Kind.TABLE:
                kind = None
            if kind is not None:
                self._node(child, kind, home)
            elif name in LEAVES or (not len(child) and (child.text or "").strip()):
                self._wording(child, home, node)
            else:
                self._walk(child, home, node)

    def _wording(self, element: Element, home: list[Node], node: Node | None) -> None:
        start = self._leaf(element, node)
        if start < 0 or (node is not None and not node.children and node.kind is not Kind.TABLE):
            return
        if node is not None:
            node.children.append(Node(Kind.TEXT, start, start))
            return
        titled = any(_local(inner) == "docTitle" for inner in element.iter())
        home.append(Node(Kind.TITLE if titled else Kind.TEXT, start, start))

    def _node(self, element: Element, kind: Kind, home: list[Node]) -> None:
        node = Node(kind, -1, -1)
        home.append(node)
        first = len(self._pieces)
        heads = {name: child for child in element if (name := _local(child)) in HEADS}
        number = self._head(heads.get("num"), node)
        heading = self._head(heads.get("heading"), node)
        self._head(heads.get("subheading"), node)
        ends = self._length if len(self._pieces) > first else -1
        words = len(self._pieces)
        if kind is Kind.ROW and not self._exact:
            self._row(element)
        else:
            self._walk(element, node.children, node)
        if len(self._pieces) == first:
            home.remove(node)
            return
        node.start = self._pieces[first].start
        if ends < 0:
            node.body = node.start
        elif not self._exact and not heading and words < len(self._pieces) and kind in _LINED:
            node.body = self._pieces[words].start
        else:
            node.body = ends
        node.number = element.get(f"{{{OWN}}}number") if self._exact else None  # type: ignore[assignment]
        node.number = node.number or (number if self._exact else _bare(number))
        node.heading = (element.get(f"{{{OWN}}}heading") if self._exact else None) or heading
        self._believe(element, node)

    def _believe(self, element: Element, node: Node) -> None:
        """Our own attributes count only where the text bears them out."""
        if not self._exact:
            return
        text = self._text_from(node.start)
        body = element.get(f"{{{OWN}}}body", "")
        if body.isascii() and body.isdigit() and len(body) < 9 and int(body) <= len(text):
            node.body = node.start + int(body)
        head = " ".join(text[: max(node.body - node.start, 0)].split())
        if " ".join(node.number.split()) not in head:
            node.number = ""
        if " ".join(node.heading.split()) not in head:
            node.heading = ""

    def _text_from(self, start: int) -> str:
        parts: list[str] = []
        for piece in reversed(self._pieces):
            if piece.start < start:
                break
            parts.append(piece.text)
            if piece.start > start:
                parts.append(piece.before)
        return "".join(reversed(parts))

    def _head(self, element: Element | None, node: Node) -> str:
        if element is None:
            return ""
        start = self._leaf(element, node)
        return self._pieces[-1].text if start >= 0 else ""

    def _row(self, element: Element) -> None:
        cells = []
        marks: list[Mark] = []
        length = 0
        for cell in element:
            text, found = self._inline(cell)
            text = text.replace("\t", " ")
            marks += (replace(mark, start=mark.start + length, end=mark.end + length) for mark in found)
            cells.append(text)
            length += len(text) + 1
        self._add("\n", "\t".join(cells), BlockKind.ROW, element.get("eId", "table"), tuple(marks))

    def _note(self, element: Element, number: int) -> int:
        mark = element.get("marker") or str(number)
        text, marks = self._inline(element, inside=True)
        prefix = f"[{mark}] "
        moved = tuple(
            replace(each, start=each.start + len(prefix), end=each.end + len(prefix)) for each in marks
        )
        return self._add("\n", prefix + text, BlockKind.NOTE, f"note {mark}", moved) if text else -1

    def _leaf(self, element: Element, node: Node | None) -> int:
        """Add an element's text; its start, or -1 when it has none."""
        text, marks = self._inline(element)
        if not text:
            return -1
        before = element.get(f"{{{OWN}}}before") if self._exact else None
        kind = BlockKind.ROW if node is not None and node.kind is Kind.ROW else BlockKind.PARAGRAPH
        if node is not None and node.kind is Kind.NOTE:
            kind = BlockKind.NOTE
        if before is None or before.strip():
            before = self._usual(element, node)
        return self._add(before, text, kind, element.get("eId") or _place(element), marks)

    def _usual(self, element: Element, node: Node | None) -> str:
        if not self._pieces:
            return ""
        name = _local(element)
        parent = element.getparent()
        if self._exact:
            if name == "heading":
                return " "
            column = parent is not None and _local(parent) == "td" and parent.getprevious() is not None
            return "\t" if column else "\n"
        if node is None or node.start >= 0:
            return "\n"
        holder = parent
        while holder is not None and _kind(holder, _local(holder)) is None:
            holder = holder.getparent()
        numbered = holder is not None and any(_local(child) == "num" for child in holder)
        if name == "heading":
            return " " if numbered else "\n"
        first = holder is not None and next(
            (leaf is element for leaf in holder.iter() if _local(leaf) in LEAVES), False
        )
        headed = holder is not None and any(_local(child) == "heading" for child in holder)
        return " " if numbered and first and not headed and node.kind in _LINED and name != "num" else "\n"

    def _add(self, before: str, text: str, kind: BlockKind, place: str, marks: tuple[Mark, ...]) -> int:
        if "\n" in before:
            # an empty first cell belongs to its row
            lead = before.rpartition("\n")[2]
            before, text = "\n", lead + text
            marks = tuple(replace(m, start=m.start + len(lead), end=m.end + len(lead)) for m in marks)
        before = before if self._pieces else ""
        start = self._length + len(before)
        self._pieces.append(_Piece(before, text, start, kind, place, marks))
        self._length = start + len(text)
        return start

    def _inline(self, element: Element, *, inside: bool = False) -> tuple[str, tuple[Mark, ...]]:
        """Text and marks of an element; notes are kept for the end."""
        runs: list[tuple[str, tuple[Tracked, ...]]] = []
        self._runs(element, (), runs, inside)
        line = Line(self._reading)
        if self._exact:
            for text, tracked in runs:
                line.write(text, tracked)
            return line.finish("", "")
        blank = True
        tidy: list[tuple[str, tuple[Tracked, ...]]] = []
        for text, tracked in runs:
            text = _BLANKS.sub(" ", unicodedata.normalize("NFC", text))
            text = text[1:] if blank and text.startswith(" ") else text
            if text:
                tidy.append((text, tracked))
                blank = text.endswith(" ")
        while tidy and not tidy[-1][0].rstrip():
            tidy.pop()
        if tidy:
            tidy[-1] = (tidy[-1][0].rstrip(), tidy[-1][1])
        for text, tracked in tidy:
            line.write(text, tracked)
        return line.finish("", "")

    def _runs(
        self,
        element: Element,
        tracked: tuple[Tracked, ...],
        runs: list[tuple[str, tuple[Tracked, ...]]],
        inside: bool,
    ) -> None:
        runs.append((element.text or "", tracked))
        for child in element:
            name = _local(child)
            if name == "authorialNote" and not inside:
                self._notes.append(child)
                runs.append((f"[{child.get('marker') or len(self._notes)}]", tracked))
            elif name in UNREAD:
                self._unread[UNREAD[name]] += 1
            elif name in ("br", "eol"):
                runs.append((" ", tracked))
            elif name:
                change = (Tracked(_CHANGES[name], "", ""),) if name in _CHANGES else ()
                if name in LEAVES and runs:
                    runs.append((" ", tracked))
                self._runs(child, (*tracked, *change), runs, inside)
            runs.append((child.tail or "", tracked))

    def _blocks(self) -> tuple[list[Block], list[int]]:
        blocks: list[Block] = []
        starts: list[int] = []
        for piece in self._pieces:
            if blocks and "\n" not in piece.before:
                last = blocks[-1]
                shift = piece.start - starts[-1]
                moved = (replace(m, start=m.start + shift, end=m.end + shift) for m in piece.marks)
                blocks[-1] = replace(
                    last, text=last.text + piece.before + piece.text, marks=(*last.marks, *moved)
                )
            else:
                blocks.append(Block(piece.text, piece.kind, place=piece.place, marks=piece.marks))
                starts.append(piece.start)
        return blocks, starts

    def _told(self, blocks: list[Block], starts: list[int]) -> tuple[list[Block], tuple[Notice, ...]]:
        """What an earlier reading noticed, put back where it was."""
        notices: list[Notice] = []
        marks: dict[int, list[Mark]] = {}
        for element in self._root.iter(f"{{{OWN}}}notice", f"{{{OWN}}}comment", f"{{{OWN}}}revision"):
            start, end = _offset(element, "start"), _offset(element, "end")
            index = max(0, bisect_right(starts, max(start, 0)) - 1)
            mark = _mark(element)
            if mark is None or not blocks:
                continue
            if mark.kind is MarkKind.NOTICE and start < 0:
                notices.append(Notice(mark.code, mark.severity, mark.text))
                continue
            here, most = starts[index], len(blocks[index].text)
            first = min(max(start - here, 0), most) if start >= 0 else 0
            last = min(max(end - here, first), most) if end >= 0 else first
            marks.setdefault(index, []).append(replace(mark, start=first, end=last))
        for index, found in marks.items():
            blocks[index] = replace(blocks[index], marks=(*blocks[index].marks, *found))
        return blocks, tuple(notices)


def _mark(element: Element) -> Mark | None:
    text, kind = element.text or "", _local(element)
    author, date = element.get("author", ""), element.get("date", "")
    if kind == "comment":
        return Mark(MarkKind.COMMENT, 0, 0, author, date, text)
    if kind == "revision":
        known = _REVISIONS.get(element.get("kind", ""))
        return Mark(known, 0, 0, author, date, text) if known else None
    severity = element.get("severity", "")
    if severity not in tuple(Severity):
        return None
    code = element.get("code", "")
    return Mark(MarkKind.NOTICE, 0, 0, text=text, code=code, severity=Severity(severity))


def _offset(element: Element, name: str) -> int:
    value = element.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else -1


def _kind(element: Element, name: str) -> Kind | None:
    if name in ("hcontainer", "container", "crossHeading"):
        known = NAMED.get(element.get("name", ""))
        return known if known or name != "hcontainer" else Kind.TEXT
    return KINDS.get(name)


def _bare(number: str) -> str:
    """A number without its closing punctuation: ``1.`` is 1, ``(a)`` stays."""
    stripped = number.strip().rstrip(".:–—- ")
    return stripped[:-1] if stripped.endswith(")") and "(" not in stripped else stripped


def _place(element: Element) -> str:
    holder = element.getparent()
    while holder is not None:
        if found := holder.get("eId"):
            return found
        holder = holder.getparent()
    return ""


def _local(element: Element) -> str:
    return etree.QName(element).localname if isinstance(element.tag, str) else ""
