"""A run of paragraphs and tables to blocks: the body, a note, a header, a text box, a cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fullpowers.model import Notice, Severity

from ..blocks import Block, BlockKind, Mark
from ..breaks import split_at_breaks
from ..line import Line, Tracked, is_shown
from ..rows import row_blocks
from .changes import tracked_change, tracked_properties, under
from .content import Content
from .document import Document, Place, text_weight
from .fields import Fields
from .formatting import Formats, Paragraph
from .references import Target
from .styles import shading
from .visibility import UNKNOWN
from .xml import Element, attribute, child, children, descendants, is_on, short, value

_QUOTED = 200


@dataclass(slots=True)
class Table:
    """A table as far as it has been read."""

    name: str
    backdrop: str
    rows: int = 0


class Story:
    """Turns paragraphs and rows, given one after the other, into blocks."""

    def __init__(self, document: Document, kind: BlockKind, place: Place) -> None:
        self.blocks: list[Block] = []
        self.margins: list[str] = []
        """Relationships of the headers and footers of its sections."""
        self._document = document
        self._kind = kind
        self._place = place
        self._fields = Fields()
        self._line: Line | None = None
        self._boxes: list[tuple[Element, tuple[Tracked, ...]]] = []
        self._bookmarks: dict[str, str | None] = {}
        self._paragraphs = 0
        self._tables = 0

    def paragraph(self, element: Element, tracked: tuple[Tracked, ...] = ()) -> None:
        """Read one paragraph; when its end is not in this reading, it runs on into the next."""
        document = self._document
        self._paragraphs += 1
        line = self._line or self._new_line()
        form = document.formatting.paragraph(child(element, "w:pPr"))
        self.margins += form.margins
        note = self._place.note if self._paragraphs == 1 else ""
        content = Content(document, line, self._fields, self._place, form, note)
        content.read(element, tracked)
        self._boxes += content.boxes
        self._bookmarks |= content.bookmarks
        for change in form.ends:
            if under(tracked, change) is not tracked:
                line.mark_end(change)
                tracked = (*tracked, change)
        if is_shown(tracked, document.reading):
            self._finish(line, form)
        else:
            self._line = line

    def table(self, element: Element) -> Table:
        """Begin a table; its rows follow."""
        self._flush()
        self._tables += 1
        style = value(element, "w:tblPr", "w:tblStyle")
        shaded = self._document.styles.shades_tables(style) or self._place.backdrop == UNKNOWN
        name = f"{self._place.name}, table {self._tables}" if self._place.name else f"table {self._tables}"
        return Table(name, UNKNOWN if shaded else self._place.backdrop)

    def row(self, element: Element, table: Table, tracked: tuple[Tracked, ...] = ()) -> None:
        """Read one row of a table: one block, or many when it only lays out columns of text."""
        table.rows += 1
        properties = child(element, "w:trPr")
        for change in tracked_properties(properties):
            tracked = under(tracked, change)
        if not is_shown(tracked, self._document.reading):
            self._removed_row(element, tracked)
            return
        place = Place(
            f"{table.name}, row {table.rows}",
            table.backdrop,
            self._place.unseen or ("its table row is hidden" if is_on(child(properties, "w:hidden")) else ""),
            stream=self._place.stream,
        )
        cells = list(self._cells(element, place, tracked))
        for cell in cells:
            self._document.notices += cell.end()
        self.blocks += row_blocks([cell.blocks for cell in cells], self._kind, place.name)

    def children(self, container: Element, tracked: tuple[Tracked, ...] = ()) -> None:
        """Read the paragraphs and tables inside ``container``."""
        for element in container:
            name = short(element)
            if name == "w:p":
                self.paragraph(element, tracked)
            elif name == "w:tbl":
                table = self.table(element)
                for row, around in _inside(element, "w:tr", tracked):
                    self.row(row, table, around)
            elif name in ("w:commentRangeStart", "w:commentRangeEnd"):
                self.remark(element)
            elif name == "w:altChunk":
                self._document.unread["inserted file"] += 1
            elif name == "mc:AlternateContent":
                branches = list(children(element, "mc:Choice")) or [element]
                self.children(branches[0], tracked)
                if branches[0] is not element:
                    document = self._document
                    document.streams["alternatives"] += text_weight(element) - text_weight(branches[0])
            elif not name.endswith("Pr"):
                self.children(element, under(tracked, tracked_change(element)))

    def remark(self, element: Element) -> None:
        """Note that a comment's range begins or ends between paragraphs."""
        identifier = attribute(element, "w:id")
        if short(element) == "w:commentRangeEnd":
            self._document.carried.pop(identifier, None)
        elif identifier not in self._document.placed:
            self._document.carried[identifier] = None

    def end(self) -> list[Notice]:
        """Finish what is open; what has to be said of the story as a whole."""
        self._flush()
        if rest := self._fields.rest():
            message = f"A field begins and never ends; left out as its code: “{rest[:_QUOTED]}”."
            return [Notice("hidden-text", Severity.ALARM, message)]
        return []

    def _new_line(self) -> Line:
        line = Line(self._document.reading)
        for identifier in self._document.carried:
            line.open_remark(identifier)
        self._document.carried.clear()
        return line

    def _flush(self) -> None:
        """A paragraph whose end is gone but which no other paragraph follows stays by itself."""
        if self._line is not None:
            self._finish(self._line, self._document.formatting.paragraph(None))

    def _finish(self, line: Line, form: Paragraph) -> None:
        self._line = None
        document = self._document
        for identifier, start in line.open_remarks():
            if line.is_at_end(start):
                document.carried[identifier] = None
            else:
                line.cut_remark(identifier, document.remarks.get(identifier))
                document.placed.add(identifier)
        number, suffix, depth, formats = self._number(form)
        text, marks = line.finish(number, suffix, formats)
        document.count(len(text))
        for bookmark, held in self._bookmarks.items():
            document.targets.setdefault(bookmark, Target(held, number))
        self._bookmarks = {}
        name = self._place.name
        if not name or (self._kind is BlockKind.PARAGRAPH and not name.startswith("table")):
            name = f"{name}, paragraph {self._paragraphs}" if name else f"paragraph {self._paragraphs}"
        if text or marks:
            kind = BlockKind.HEADING if form.heading and self._kind is BlockKind.PARAGRAPH else self._kind
            if self._place.note and self._paragraphs == 1 and text.startswith(self._place.note):
                number = self._place.note
            block = Block(text, kind, form.heading or depth, number, name, marks)
            self.blocks += split_at_breaks(block) if self._kind is BlockKind.PARAGRAPH else (block,)
        boxes, self._boxes = self._boxes, []
        for box, tracked in boxes:
            self._box(box, tracked, f"text box at {name}")

    def _box(self, element: Element, tracked: tuple[Tracked, ...], name: str) -> None:
        if not is_shown(tracked, self._document.reading) and not any(
            part.text for part in descendants(element, "w:t", "w:delText")
        ):
            return
        around = Place(name, UNKNOWN, self._place.unseen, "", self._place.stream)
        story = Story(self._document, self._kind, around)
        story.children(element, tracked)
        self._document.notices += story.end()
        self.blocks += (replace(block, place=name) for block in story.blocks)

    def _number(self, form: Paragraph) -> tuple[str, str, int, Formats]:
        """The paragraph's automatic number, what follows it, the depth in its list from 1, how it is set."""
        if form.num_id in ("", "0"):
            return "", "", 0, form.formats
        numbering = self._document.numbering
        index = form.level
        if index is None:
            index = numbering.level_for_style(form.num_id, form.style.chain)
        if index is None:
            index = form.style.level or 0
        number = numbering.next(form.num_id, index)
        if number is None:
            return "", "", 0, form.formats
        if not number.known:
            self._document.foreign_numbers = True
        return number.text, number.suffix, index + 1, form.in_list(number.level)

    def _cells(self, row: Element, place: Place, tracked: tuple[Tracked, ...]) -> Iterator[Story]:
        for element, around in _inside(row, "w:tc", tracked):
            properties = child(element, "w:tcPr")
            merged = child(properties, "w:vMerge")
            covered = merged is not None and attribute(merged, "w:val", "continue") == "continue"
            backdrop = shading(child(properties, "w:shd")) or place.backdrop
            unseen = place.unseen or ("its cell is covered by the one above" if covered else "")
            for change in tracked_properties(properties):
                around = under(around, change)
            inside = Place(place.name, backdrop, unseen, "", place.stream)
            story = Story(self._document, BlockKind.PARAGRAPH, inside)
            story.children(element, around)
            yield story

    def _removed_row(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        """A row that is not in this reading leaves a mark with its text."""
        cells = (
            "".join(part.text or "" for part in descendants(cell, "w:t", "w:delText"))
            for cell, _ in _inside(element, "w:tc", ())
        )
        self._document.streams["deleted"] += text_weight(element)
        change = next(change for change in tracked if not is_shown((change,), self._document.reading))
        mark = Mark(change.kind, 0, 0, change.author, change.date, "\t".join(cells))
        self.blocks.append(Block("", BlockKind.ROW, marks=(mark,)))


def _inside(
    element: Element, name: str, tracked: tuple[Tracked, ...]
) -> Iterator[tuple[Element, tuple[Tracked, ...]]]:
    """Rows of a table or cells of a row, through content controls and the like."""
    for inner in element:
        if short(inner) == name:
            yield inner, tracked
        elif not short(inner).endswith("Pr"):
            yield from _inside(inner, name, under(tracked, tracked_change(inner)))
