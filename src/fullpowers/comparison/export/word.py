"""DOCX with genuine tracked changes, written from both texts: insertions, deletions, moves, comments.

Paragraph marks are tracked as well, so that accepting or rejecting all gives either draft exactly.
Formatting of the original file is not carried over; the words are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from fullpowers.model import Change, Comparison, Instrument, ProvisionKind, Revision, Significance

from .stream import Entry, Piece, State, entries

_NAMESPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_AUTHOR = "fullpowers"
_DATE = "2000-01-01T00:00:00Z"
"""A fixed date: the same comparison gives the same bytes."""
_REVISIONS = 2000
"""Revisions of the new file up to which their authors are looked up."""
_ELEMENTS = {
    State.COME: "ins",
    State.GONE: "del",
    State.MOVED_HERE: "moveTo",
    State.MOVED_AWAY: "moveFrom",
}
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def document(comparison: Comparison, old: Instrument, new: Instrument) -> bytes:
    """The DOCX file of the redline.

    A change that the new file itself marks keeps its author and date; all others are by
    ``fullpowers``. Each change of substance carries a comment with its effects.
    """
    writer = _Writer(old, new)
    for entry in entries(comparison, old, new):
        writer.add(entry)
    body = writer.finish()
    comments = "".join(writer.comments)
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/document.xml": _part("document", f"<w:body>{body}<w:sectPr/></w:body>"),
        "word/comments.xml": _part("comments", comments),
        "word/styles.xml": _part("styles", _STYLES),
        "word/_rels/document.xml.rels": _DOCUMENT_RELS,
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), content.encode(), ZIP_DEFLATED)
    return stream.getvalue()


def _part(name: str, content: str) -> str:
    return f'{_XML}<w:{name} xmlns:w="{_NAMESPACE}">{content}</w:{name}>'


@dataclass(frozen=True, slots=True)
class _Credit:
    """Who made a change, and when, as far as it is known."""

    author: str = _AUTHOR
    date: str = _DATE

    def attributes(self, identifier: int) -> str:
        return f'w:id="{identifier}" w:author={quoteattr(self.author)} w:date={quoteattr(self.date)}'


_Segment = tuple[str, Piece | None]
"""Text with its piece, or, without a piece, markup (the ends of moves and comments)."""


class _Writer:
    """Paragraphs and tables so far, the rows of the table that is open, the segments of the line that is."""

    def __init__(self, old: Instrument, new: Instrument) -> None:
        self.done: list[str] = []
        self.rows: list[str] = []
        self.line: list[_Segment] = []
        self.comments: list[str] = []
        self.identifier = 0
        self.revisions = new.revisions if len(new.revisions) < _REVISIONS else ()
        self.row_starts = tuple(
            {provision.start for provision in side.walk() if provision.kind is ProvisionKind.ROW}
            for side in (old, new)
        )

    def add(self, entry: Entry) -> None:
        """Append the pieces of one change, its move marks and its comment."""
        opening, closing = self._move_marks(entry)
        comment = -1 if entry.away else self._comment(entry.change)
        if comment >= 0:
            opening += f'<w:commentRangeStart w:id="{comment}"/>'
            reference = f'<w:r><w:commentReference w:id="{comment}"/></w:r>'
            closing = f'<w:commentRangeEnd w:id="{comment}"/>{reference}{closing}'
        self.line.append((opening, None))
        for piece in entry.pieces:
            at = piece.place
            for part in piece.text.splitlines(keepends=True):
                text = part.rstrip("\n")
                if text:
                    self.line.append((text, replace(piece, text=text, place=at)))
                at += len(part)
                if part.endswith("\n"):
                    self.line.append((closing, None))
                    closing = ""
                    self._close(piece)
        self.line.append((closing, None))

    def finish(self) -> str:
        """The body; what is open becomes the last paragraph."""
        self._close(None)
        self._close_table()
        return "".join(self.done)

    def _close(self, end: Piece | None) -> None:
        """End the line as a row of a table, or as a paragraph whose mark has the state of ``end``."""
        first = next((piece for _, piece in self.line if piece is not None), None)
        if first is not None and self._is_row(first):
            self._close_row()
            return
        self._close_table()
        mark = ""
        if end is not None and end.state is not State.SAME:
            mark = f"<w:pPr><w:rPr>{self._tracked(end, '')}</w:rPr></w:pPr>"
        self.done.append(f"<w:p>{mark}{self._runs(self.line)}</w:p>")
        self.line = []

    def _is_row(self, piece: Piece) -> bool:
        side = 0 if piece.state in (State.GONE, State.MOVED_AWAY) else 1
        return piece.place in self.row_starts[side]

    def _close_row(self) -> None:
        """The line as a row; one whose columns changed as a row that goes and one that comes."""
        line, self.line = [_settled(segment) for segment in self.line], []
        states = {piece.state for _, piece in line if piece is not None}
        tabs = {piece.state for text, piece in line if piece is not None and "\t" in text}
        if len(states) == 1 or tabs <= {State.SAME}:
            self.rows.append(self._row(line, next(iter(states)) if len(states) == 1 else State.SAME))
            return
        for state, other in ((State.GONE, State.COME), (State.COME, State.GONE)):
            kept = [
                (text, None if piece is None else replace(piece, state=state))
                for text, piece in line
                if (piece is None and state is State.COME) or (piece is not None and piece.state is not other)
            ]
            self.rows.append(self._row(kept, state))

    def _row(self, line: Sequence[_Segment], state: State) -> str:
        cells: list[list[_Segment]] = [[]]
        for text, piece in line:
            if piece is None:
                cells[-1].append((text, None))
                continue
            first, *others = text.split("\t")
            cells[-1].append((first, piece))
            cells += [[(part, piece)] for part in others]
        mark = ""
        if state is not State.SAME:
            credit = _Credit().attributes(self._next())
            mark = f"<w:trPr><w:{_ELEMENTS[state]} {credit}/></w:trPr>"
        width = 9000 // len(cells)
        content = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{self._runs(cell)}</w:p></w:tc>'
            for cell in cells
        )
        return f"<w:tr>{mark}{content}</w:tr>"

    def _close_table(self) -> None:
        if self.rows:
            columns = max(row.count("<w:tc>") for row in self.rows)
            grid = f'<w:gridCol w:w="{9000 // columns}"/>' * columns
            self.done.append(
                f"<w:tbl><w:tblPr>{_BORDERS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(self.rows)}</w:tbl>"
            )
            self.rows = []

    def _runs(self, line: Sequence[_Segment]) -> str:
        return "".join(text if piece is None else self._run(text, piece) for text, piece in line if text)

    def _run(self, text: str, piece: Piece) -> str:
        name = "delText" if piece.state is State.GONE else "t"
        content = "<w:tab/>".join(
            f'<w:{name} xml:space="preserve">{escape(part)}</w:{name}>' if part else ""
            for part in _FORBIDDEN.sub("\ufffd", text).split("\t")
        )
        return self._tracked(piece, f"<w:r>{content}</w:r>")

    def _tracked(self, piece: Piece, content: str) -> str:
        if piece.state is State.SAME:
            return content
        element = _ELEMENTS[piece.state]
        opening = f"<w:{element} {self._credit(piece).attributes(self._next())}"
        return f"{opening}>{content}</w:{element}>" if content else f"{opening}/>"

    def _credit(self, piece: Piece) -> _Credit:
        """Author and date of the revision of the new file that lies there, if one does."""
        for revision in self.revisions:
            if _is_by(revision, piece):
                return _Credit(revision.author or _AUTHOR, revision.date or _DATE)
        return _Credit()

    def _comment(self, change: Change) -> int:
        if (
            change.significance not in (Significance.SUBSTANTIVE, Significance.UNDECIDED)
            or not change.reasons
        ):
            return -1
        identifier = self._next()
        effects = [escape(_FORBIDDEN.sub(" ", reason.effect)) for reason in change.reasons[:6]]
        paragraphs = "".join(
            f'<w:p><w:r><w:t xml:space="preserve">{effect}</w:t></w:r></w:p>' for effect in effects
        )
        self.comments.append(
            f'<w:comment {_Credit().attributes(identifier)} w:initials="fp">{paragraphs}</w:comment>'
        )
        return identifier

    def _move_marks(self, entry: Entry) -> tuple[str, str]:
        if not entry.change.moved:
            return "", ""
        name = "moveFrom" if entry.away else "moveTo"
        identifier = self._next()
        attributes = _Credit().attributes(identifier)
        return (
            f'<w:{name}RangeStart {attributes} w:name="move-{entry.change.id}"/>',
            f'<w:{name}RangeEnd w:id="{identifier}"/>',
        )

    def _next(self) -> int:
        self.identifier += 1
        return self.identifier


def _settled(segment: _Segment) -> _Segment:
    """Rows cannot be tracked as moved: a moved one goes there and comes here."""
    text, piece = segment
    if piece is None:
        # the ends of moves have no place in a table
        return ("" if "move" in text else text), None
    states = {State.MOVED_AWAY: State.GONE, State.MOVED_HERE: State.COME}
    return text, replace(piece, state=states.get(piece.state, piece.state))


def _is_by(revision: Revision, piece: Piece) -> bool:
    if piece.state in (State.COME, State.MOVED_HERE):
        return revision.start < revision.end and revision.start <= piece.place < revision.end
    return bool(revision.text.strip()) and revision.text.strip() == piece.text.strip()


_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>'
    f'<Override PartName="/word/comments.xml" ContentType="{_WORD}.comments+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/></Types>'
)
_RELS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
_DOCUMENT_RELS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/comments" Target="comments.xml"/>'
    f'<Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)
_STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="22"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
    '<w:spacing w:after="120"/></w:pPr></w:pPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
)
_BORDERS = (
    "<w:tblBorders>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)
