"""The elements of an OpenDocument text, in order, to blocks."""

from __future__ import annotations

from collections import Counter as Tally
from dataclasses import replace

from fullpowers.model import Reading

from ..blocks import Block, BlockKind, MarkKind
from ..line import Flag, Line, Remark, Tracked, is_shown, raised
from ..rows import row_blocks
from .styles import Counter, Level, Styles
from .xml import Element, child, descendants, get, short

_MOST_REPEATED = 100
_UNREAD = {"draw:image": "picture", "draw:object": "embedded object", "draw:object-ole": "embedded object"}
_SKIPPED = frozenset(
    {
        "text:tracked-changes",
        "office:forms",
        "text:sequence-decls",
        "text:variable-decls",
        "text:user-field-decls",
        "text:table-of-content-source",
        "office:annotation-end",
        "table:table-column",
        "text:ruby-text",
        "text:index-title-template",
    }
)
_HIDDEN = Flag("it stands in a part that is not shown", left_out=True)


class Story:
    """Reads a body, a header or a note; gathers ``blocks`` and the ``notes`` that it refers to."""

    def __init__(
        self, reading: Reading, styles: Styles, root: Element, kind: BlockKind = BlockKind.PARAGRAPH
    ) -> None:
        self.blocks: list[Block] = []
        self.notes: list[Block] = []
        self.remarks: list[str] = []
        """The author of each comment."""
        self.unread: Tally[str] = Tally()
        self.tracked: Tally[str] = Tally()
        self._reading, self._styles, self._kind = reading, styles, kind
        self._changes: dict[str, Tracked] = {}
        self._deleted: dict[str, tuple[str, ...]] = {}
        """The paragraphs of each deletion; the first and the last are joined to what stands around it."""
        self._open: dict[str, Tracked] = {}
        self._hidden: Flag | None = None
        self._counters: dict[str, Counter] = {}
        self._by_id: dict[str, Counter] = {}
        self._outline = Counter()
        self._paragraphs = self._tables = 0
        self._line = Line(reading)
        self._form: tuple[BlockKind, int, str] = (kind, 0, "")
        self._runs_on = False
        """Whether the end of the last paragraph is not in this reading."""
        self._boxes: list[Element] = []
        self._regions(root)

    def read(self, parent: Element) -> None:
        """Read all that stands in ``parent``."""
        self._read(parent)
        self._finish()

    def _read(self, parent: Element) -> None:
        for element in parent:
            name = short(element)
            if name in ("text:p", "text:h"):
                self._paragraph(element, name, "")
            elif name == "text:list":
                self._list(element, 1, "", None)
            elif name == "table:table":
                self._table(element)
            elif name in ("text:change-start", "text:change-end", "text:change"):
                self._change(element, name)
            elif name == "text:section" and self._styles.section_is_hidden(element):
                before, self._hidden = self._hidden, _HIDDEN
                self._read(element)
                self._hidden = before
            elif name and name not in _SKIPPED:
                self._read(element)

    def _regions(self, root: Element) -> None:
        kinds = {"text:insertion": MarkKind.INSERTION, "text:deletion": MarkKind.DELETION}
        for region in descendants(root, "text:changed-region"):
            identifier = get(region, "text:id") or get(region, "xml:id")
            for change in region:
                kind = kinds.get(short(change))
                if kind is None:
                    continue
                author = _text(next(descendants(change, "dc:creator"), None))
                date = _text(next(descendants(change, "dc:date"), None))
                self._changes[identifier] = Tracked(kind, author, date)
                self.tracked[author] += 1
                if kind is MarkKind.DELETION:
                    lines = [_text(p) for p in descendants(change, "text:p", "text:h")]
                    self._deleted[identifier] = tuple(lines)

    def _change(self, element: Element, name: str) -> None:
        identifier = get(element, "text:change-id")
        change = self._changes.get(identifier)
        if change is None:
            return
        if name == "text:change-start":
            self._open[identifier] = change
        elif name == "text:change-end":
            self._open.pop(identifier, None)
        else:
            tracked = (*self._open.values(), change)
            for index, line in enumerate(self._deleted.get(identifier, ())):
                if index and is_shown(tracked, self._reading):
                    self._end_paragraph(tracked)
                elif index:
                    self._line.write(" ", tracked)
                self._line.write(line, tracked)

    def _list(self, element: Element, depth: int, style: str, counter: Counter | None) -> None:
        style = get(element, "text:style-name") or style or self._style_inside(element)
        if counter is None:
            counter = self._counter(element, style)
        levels = self._styles.levels(style)
        for item in element:
            numbered = short(item) == "text:list-item"
            start = get(item, "text:start-value")
            number = ""
            if numbered and any(short(inner) in ("text:p", "text:h") for inner in item):
                value = int(start) if start.isascii() and start.isdigit() and len(start) < 9 else None
                # an item whose end is not in this reading is one with the next, and counts once
                number = self._form[2] if self._runs_on else ""
                number = number or counter.next(levels, depth, value)
            for inner in item:
                name = short(inner)
                if name in ("text:p", "text:h"):
                    self._paragraph(inner, name, number, depth)
                    number = ""
                elif name == "text:list":
                    self._list(inner, depth + 1, style, counter)
                elif name == "table:table":
                    self._table(inner)

    def _style_inside(self, element: Element) -> str:
        paragraph = next(descendants(element, "text:p", "text:h"), None)
        return self._styles.list_style(get(paragraph, "text:style-name"))

    def _counter(self, element: Element, style: str) -> Counter:
        """A list goes on where it says so, and begins anew otherwise."""
        other = self._by_id.get(get(element, "text:continue-list"))
        if other is None and get(element, "text:continue-numbering") == "true":
            other = self._counters.get(style)
        counter = other or Counter()
        self._counters[style] = counter
        if identifier := get(element, "xml:id"):
            self._by_id[identifier] = counter
        return counter

    def _paragraph(self, element: Element, name: str, number: str, depth: int = 0) -> None:
        self._paragraphs += 1
        style = get(element, "text:style-name")
        level = 0
        if name == "text:h":
            level = min(int(get(element, "text:outline-level") or "1"), 9) if _digits(element) else 1
            if not number and get(element, "text:is-list-header") != "true":
                number = self._outline_number(level)
        if self._line.is_empty:
            # a paragraph that runs on into the next one keeps its own number and level
            kind = BlockKind.HEADING if level and self._kind is BlockKind.PARAGRAPH else self._kind
            self._form = kind, level or depth, number
        self._inline(element, style, ())
        self._end_paragraph(tuple(self._open.values()))
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self._read(box)

    def _end_paragraph(self, tracked: tuple[Tracked, ...]) -> None:
        """A paragraph ends here; where its end is not in this reading, it runs on into the next."""
        for change in tracked:
            self._line.mark_end(change)
        self._runs_on = not is_shown(tracked, self._reading)
        if not self._runs_on:
            self._finish()

    def _finish(self) -> None:
        kind, level, number = self._form
        text, marks = self._line.finish(number, " ")
        place = f"paragraph {self._paragraphs}"
        if text or marks:
            self.blocks.append(Block(text, kind, level, number if text else "", place, marks))
        self._line = Line(self._reading)
        self._form = self._kind, 0, ""

    def _outline_number(self, level: int) -> str:
        outline = self._styles.outline
        if not outline.get(level, Level()).format:
            return ""
        return self._outline.next(outline, level, None)

    def _inline(self, element: Element, style: str, spans: tuple[str, ...]) -> None:
        self._write(element.text, style, spans)
        for inner in element:
            self._piece(inner, style, spans)
            self._write(inner.tail, style, spans)

    def _piece(self, inner: Element, style: str, spans: tuple[str, ...]) -> None:
        name = short(inner)
        if name == "text:span":
            self._inline(inner, style, (*spans, get(inner, "text:style-name")))
        elif name == "text:s":
            count = get(inner, "text:c")
            self._write(
                " " * min(int(count), 100) if count.isdigit() and len(count) < 5 else " ", style, spans
            )
        elif name in ("text:tab", "text:line-break"):
            self._write(" ", style, spans)
        elif name in ("text:change-start", "text:change-end", "text:change"):
            self._change(inner, name)
        elif name == "text:note":
            self._note(inner, style, spans)
        elif name == "office:annotation":
            self._comment(inner)
        elif name in ("text:hidden-text", "text:conditional-text"):
            said = get(inner, "text:string-value") or _text(inner)
            hidden = name == "text:hidden-text" and get(inner, "text:is-hidden") != "false"
            self._line.write(said, (), Flag("it is a hidden-text field", left_out=True) if hidden else None)
        elif name == "draw:text-box":
            self._boxes.append(inner)
        elif name in _UNREAD:
            self.unread[_UNREAD[name]] += 1
        elif name and name not in _SKIPPED:
            self._inline(inner, style, spans)

    def _write(self, text: str | None, style: str, spans: tuple[str, ...]) -> None:
        if not text:
            return
        if self._styles.is_raised(spans):
            text = raised(text, self._line.tail)
        flag = self._hidden or self._styles.flag(style, spans)
        self._line.write(text.replace("\n", " "), tuple(self._open.values()), flag)

    def _note(self, element: Element, style: str, spans: tuple[str, ...]) -> None:
        citation = _text(child(element, "text:note-citation"))
        mark = f"[{citation.strip() or len(self.notes) + 1}]"
        self._write(mark, style, spans)
        body = child(element, "text:note-body")
        if body is None:
            return
        apart = Story(self._reading, self._styles, body, BlockKind.NOTE)
        apart._changes, apart._deleted = self._changes, self._deleted
        apart.read(body)
        for index, block in enumerate(apart.blocks):
            shift = len(mark) + 1 if index == 0 else 0
            marks = tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in block.marks)
            text = f"{mark} {block.text}" if index == 0 else block.text
            self.notes.append(replace(block, text=text, place=f"note {citation}", marks=marks))

    def _comment(self, element: Element) -> None:
        author = _text(child(element, "dc:creator"))
        date = _text(child(element, "dc:date"))
        said = " ".join(_text(p) for p in descendants(element, "text:p"))
        self.remarks.append(author)
        self._line.place_remark(Remark(author, date, said))

    def _table(self, element: Element) -> None:
        self._tables += 1
        number = self._tables
        rows = 0
        for row in _rows(element):
            rows += 1
            cells: list[list[Block]] = []
            for cell in row:
                if short(cell) not in ("table:table-cell", "table:covered-table-cell"):
                    continue
                self._finish()
                outer, self.blocks = self.blocks, []
                self.read(cell)
                inside, self.blocks = self.blocks, outer
                times = get(cell, "table:number-columns-repeated")
                count = min(int(times), _MOST_REPEATED) if times.isdigit() and len(times) < 7 else 1
                cells += [inside] * count
            self.blocks += row_blocks(cells, self._kind, f"table {number}, row {rows}")


def _rows(table: Element) -> list[Element]:
    """The rows of a table, not those of tables in its cells."""
    rows: list[Element] = []
    for element in table:
        name = short(element)
        if name == "table:table-row":
            rows.append(element)
        elif name in ("table:table-header-rows", "table:table-rows", "table:table-row-group"):
            rows += _rows(element)
    return rows


def _text(element: Element | None) -> str:
    return "".join(str(text) for text in element.itertext()) if element is not None else ""


def _digits(element: Element) -> bool:
    level = get(element, "text:outline-level")
    return not level or (level.isascii() and level.isdigit() and len(level) < 3)
