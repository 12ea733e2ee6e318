"""The body of the Word file: each block of the document in its style."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

from fullpowers.model import Passage

from ...document import (
    Block,
    Bullets,
    Clause,
    Document,
    Figure,
    Fold,
    Heading,
    Prose,
    Redline,
    Segment,
    Statement,
    Table,
)
from ...places import Places
from ...voice import Voice
from ..measures import shares
from ..notes import Notes
from .emf import colour, emf
from .runs import paragraph, picture, run

_TEXT_WIDTH = 9638
"""Twentieths of a point between the margins of A4."""
_PICTURE_WIDTH = 150.0
"""Millimetres."""
_BAR_WIDTH = 1900
"""Twentieths of a point of the column of small pictures; they fill it but for the margins of its cells."""
_BAR_MILLIMETRES = 29.0
_DEEPEST = 3
_RAISED = '<w:vertAlign w:val="superscript"/>'
_NAME = 40
"""Characters that a bookmark's name may have."""


class Body:
    """Writes one document; keeps count of notes, bookmarks and tracked changes."""

    def __init__(self, document: Document, where: Places, say: Voice, on: date) -> None:
        self.document, self.where, self.say = document, where, say
        self.notes = Notes(where)
        self.cited = 0
        self.stamp = f'w:author="fullpowers" w:date="{on.isoformat()}T00:00:00Z"'
        self.count = 0
        self.captions: dict[str, int] = {}
        self.pictures: list[bytes] = []
        """The pictures of the document, as EMF, in order."""
        self.places = {name: f"_{index}" for index, name in enumerate(sorted(document.anchors()))}

    def write(self) -> str:
        """All paragraphs and tables."""
        document = self.document
        made = [paragraph(run(document.title), "Title"), paragraph(run(document.subtitle), "Subtitle")]
        for name, value in document.facts:
            made.append(paragraph(run(f"{name}: ", "<w:b/>") + run(value)))
        for alarm in document.alarms:
            lead = run(self.say("Before you read on") + ": ", "<w:b/>")
            made.append(paragraph(lead + self._said(alarm), "Alarm"))
        for answer in document.answers:
            made.append(paragraph(run(answer.question), "Heading2"))
            made.append(paragraph(run(answer.headline), "Headline"))
            made += [
                paragraph(run(point.text) + self._marks(point.passages, 3), "ListBullet")
                for point in answer.points
            ]
        for section in document.sections:
            title = self._bookmark(section.anchor) + run(section.title)
            made.append(paragraph(title, "Heading1"))
            made += self._blocks(section.blocks)
        return "".join(made)

    def footnotes(self) -> str:
        """The notes that were cited, each where it stands in the text."""
        made = [
            f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{element}/></w:r></w:p></w:footnote>'
            for kind, number, element in (
                ("separator", -1, "separator"),
                ("continuationSeparator", 0, "continuationSeparator"),
            )
        ]
        mark = '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>'
        for identity, (place, quote) in enumerate(self.notes.texts, 1):
            text = mark + run(f" {place}: “{quote}”")
            made.append(f'<w:footnote w:id="{identity}">{paragraph(text, "FootnoteText")}</w:footnote>')
        return "".join(made)

    def _marks(self, passages: tuple[Passage, ...], most: int = 99) -> str:
        """Footnotes; words that were cited before are referred to by their number."""
        made: list[str] = []
        for number in self.notes.of(passages, most):
            made.append(run(", ", _RAISED) if made else "")
            if number <= self.cited:
                made.append(f'<w:hyperlink w:anchor="note{number}">{run(str(number), _RAISED)}</w:hyperlink>')
                continue
            self.cited, self.count = number, self.count + 1
            made.append(
                f'<w:bookmarkStart w:id="{self.count}" w:name="note{number}"/>'
                '<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr>'
                f'<w:footnoteReference w:id="{number}"/></w:r><w:bookmarkEnd w:id="{self.count}"/>'
            )
        return "".join(made)

    def _said(self, statement: Statement) -> str:
        lead = run(f"{statement.lead}: ", '<w:rStyle w:val="Lead"/>') if statement.lead else ""
        text = run(statement.text)
        if statement.target in self.places:
            linked = run(statement.text, '<w:rStyle w:val="Hyperlink"/>')
            text = f'<w:hyperlink w:anchor="{self.places[statement.target]}">{linked}</w:hyperlink>'
        return lead + text + self._marks(statement.passages)

    def _bookmark(self, anchor: str) -> str:
        if anchor not in self.places:
            return ""
        self.count += 1
        name = self.places[anchor][:_NAME]
        return f'<w:bookmarkStart w:id="{self.count}" w:name="{name}"/><w:bookmarkEnd w:id="{self.count}"/>'

    def _blocks(self, blocks: tuple[Block, ...]) -> list[str]:
        """Blocks in order; a picture refers to the table that follows it and has its numbers."""
        made: list[str] = []
        for block, following in zip_longest(blocks, blocks[1:]):
            if isinstance(block, Figure):
                numbers = isinstance(following, Table) and bool(following.caption and following.rows)
                made += self._figure(block, numbers=numbers)
            else:
                made += self._block(block)
        return made

    def _block(self, block: Block) -> list[str]:
        match block:
            case Prose(statement):
                return [paragraph(self._said(statement))]
            case Bullets(items):
                return [self._bullet(item) for item in items]
            case Heading():
                lead = f"{block.lead}: " if block.lead else ""
                return [paragraph(self._bookmark(block.anchor) + run(lead + block.text), "Heading2")]
            case Table():
                return self._table(block)
            case Fold() if not block.detail:
                return [paragraph(run(block.summary), "Heading3"), *self._blocks(block.blocks)]
            case Redline(runs):
                # all of it, unchanged stretches too: the file is worked on
                return [part for one in runs for clause in one.clauses for part in self._clause(clause)]
            case _:
                return []

    def _bullet(self, item: Statement) -> str:
        level = min(item.depth, _DEEPEST)
        deeper = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="1"/></w:numPr>' if level else ""
        return paragraph(self._said(item), "ListBullet", deeper)

    def _figure(self, figure: Figure, *, numbers: bool) -> list[str]:
        """The picture with words for those who do not see it, its caption, and what its colours mean.

        ``numbers``: the next table has its numbers, and the caption refers to it.
        """
        made = [paragraph(self._picture(figure.svg, figure.description, _PICTURE_WIDTH), "Picture")]
        made.append(self._caption("Figure", f"{figure.title}. {figure.description}", numbers=numbers))
        legend = [
            part
            for kind, words in figure.legend
            for part in (run("■ ", f'<w:color w:val="{colour(kind)}"/>'), run(f"{words}   "))
        ]
        return [*made, paragraph("".join(legend), "TableText")] if legend else made

    def _picture(self, svg: str, words: str, width: float) -> str:
        data, height = emf(svg, width)
        self.pictures.append(data)
        return picture(len(self.pictures), words, (width, height))

    def _caption(self, kind: str, words: str, *, numbers: bool = False) -> str:
        """A caption that Word counts; its label and number are a bookmark that can be referred to."""
        number = self.captions[kind] = self.captions.get(kind, 0) + 1
        self.count += 1
        label = (
            f'<w:bookmarkStart w:id="{self.count}" w:name="_Ref_{kind}_{number}"/>'
            + run(f"{self.say(kind)} ")
            + _field(f"SEQ {kind} \\* ARABIC", str(number))
            + f'<w:bookmarkEnd w:id="{self.count}"/>'
        )
        refers = ""
        if numbers:
            table = self.captions.get("Table", 0) + 1
            refers = run(f" {self.say('Its numbers:')} ")
            refers += _field(f"REF _Ref_Table_{table} \\h", f"{self.say('Table')} {table}") + run(".")
        return paragraph(label + run(f". {words}") + refers, "Caption")

    def _table(self, table: Table) -> list[str]:
        if not table.rows:
            return []
        made = [self._caption("Table", table.caption)] if table.caption else []
        widths = _widths(table)
        heads = table.head
        if table.bars:
            widths = [*(width * (_TEXT_WIDTH - _BAR_WIDTH) // _TEXT_WIDTH for width in widths), _BAR_WIDTH]
            heads = (*heads, self.say("Picture"))
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        head = "".join(
            _cell(paragraph(run(text, "<w:b/>"), "TableText"), width)
            for text, width in zip(heads, widths, strict=True)
        )
        rows = "".join(
            "<w:tr><w:trPr><w:cantSplit/></w:trPr>"
            + "".join(
                _cell(paragraph(self._said(cell), "TableText"), width)
                for cell, width in zip(row, widths, strict=False)
            )
            + self._bar(bar, row[0].text)
            + "</w:tr>"
            for row, bar in zip_longest(table.rows, table.bars, fillvalue=None)
            if row
        )
        made.append(
            '<w:tbl><w:tblPr><w:tblStyle w:val="BriefTable"/><w:tblW w:w="5000" w:type="pct"/>'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblLook w:val="0420" w:firstRow="1"/></w:tblPr>'
            f"<w:tblGrid>{grid}</w:tblGrid>"
            f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{head}</w:tr>{rows}</w:tbl>"
        )
        made.append(paragraph(""))
        return made

    def _bar(self, svg: str | None, words: str) -> str:
        """The last cell of a row that has a small picture."""
        if svg is None:
            return ""
        drawn = self._picture(svg, words, _BAR_MILLIMETRES) if svg else ""
        return _cell(paragraph(drawn, "TableText"), _BAR_WIDTH)

    def _clause(self, clause: Clause) -> list[str]:
        mark = self._bookmark(clause.id)
        made = []
        if clause.remark:
            made.append(paragraph(mark + run(clause.remark), "Remark"))
            mark = ""
        if clause.heading:
            made.append(paragraph(mark + self._marked(clause.heading), "DraftHeading"))
            mark = ""
        indent = f'<w:ind w:left="{284 * min(clause.depth, 5)}"/>' if clause.depth else ""
        number = self._marked(clause.number)
        for position, line in enumerate(clause.lines):
            front = number + run(" ") if position == 0 and number else ""
            made.append(paragraph(mark + front + self._marked(line), "DraftText", indent))
            mark = ""
        made += [paragraph(run("→ " + reason.text), "Remark") for reason in clause.reasons]
        return made

    def _marked(self, segments: tuple[Segment, ...]) -> str:
        made = []
        for segment in segments:
            made += [self._bookmark(anchor) for anchor in segment.anchors]
            if not segment.text:
                continue
            if segment.mode == "same":
                made.append(run(segment.text))
                continue
            self.count += 1
            gone = segment.mode == "removed"
            inside = run(segment.text, tag="delText" if gone else "t")
            made.append(
                f'<w:{"del" if gone else "ins"} w:id="{self.count}" {self.stamp}>{inside}'
                f"</w:{'del' if gone else 'ins'}>"
            )
        return "".join(made)


def _field(instruction: str, shown: str) -> str:
    """A field of Word with what it shows until somebody renews it."""
    return f'<w:fldSimple w:instr=" {instruction} ">{run(shown)}</w:fldSimple>'


def _widths(table: Table) -> list[int]:
    """Widths of the columns: as their texts need, within limits."""
    return [int(_TEXT_WIDTH * share) for share in shares(table)]


def _cell(content: str, width: int) -> str:
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'
