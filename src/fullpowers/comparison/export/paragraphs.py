"""Entries of a redline as paragraphs, tables and runs of a Word file, with their tracked changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..formatting import COMPARED, OF_PARAGRAPHS, marked
from . import look, wordml
from .sharing import Shared
from .stream import Entry, Piece, State

_ELEMENTS = {
    State.COME: "ins",
    State.GONE: "del",
    State.MOVED_HERE: "moveTo",
    State.MOVED_AWAY: "moveFrom",
}
_GOING = (State.GONE, State.MOVED_AWAY)


@dataclass(frozen=True, slots=True)
class _Markup:
    """Markup in a line that is no run of words: ends of moves and comments, references."""

    xml: str
    is_move: bool = False


_Segment = Piece | _Markup


class Story:
    """Paragraphs and tables so far, the rows of the table that is open, the segments of the line that is."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared
        self._done: list[str] = []
        self._rows: list[str] = []
        self._line: list[_Segment] = []

    def add(self, entry: Entry, opening: str = "", closing: str = "") -> None:
        """Append the pieces of one change, its move marks, and a comment's ends around it."""
        if not opening and self._is_plain(entry):
            self._line.append(entry.pieces[0])
            self._close(entry.pieces[1])
            return
        start, end = self._move_marks(entry)
        self._mark(start, is_move=True)
        self._mark(opening)
        for piece in _settled(entry, self._shared.ends):
            done = 0
            for line in piece.text.splitlines(keepends=True):
                words = line.rstrip("\n")
                if words:
                    self._line += self._cut(_part(piece, done, done + len(words)))
                done += len(line)
                if line.endswith("\n"):
                    newline = _part(piece, done - 1, done)
                    self._mark(self._standing(newline))
                    self._mark(closing)
                    self._mark(end, is_move=True)
                    closing = end = ""
                    self._close(newline)
        self._mark(closing)
        self._mark(end, is_move=True)

    def _is_plain(self, entry: Entry) -> bool:
        """Whether it is one paragraph that stayed, set in one way, with nothing that stands in it."""
        if len(entry.pieces) != 2 or entry.change.moved:
            return False
        words, newline = entry.pieces
        if newline.text != "\n" or "\n" in words.text or {words.state, newline.state} != {State.SAME}:
            return False
        return not any(
            self._shared.stops(side, start, start + len(words.text) + 1)
            or self._shared.settings[side].cuts(start, start + len(words.text))
            for side, start in _places(words)
        )

    def plain(self, text: str, mark: str, number: str) -> None:
        """Append the paragraphs of a note without tracking; ``number`` stands for its printed mark."""
        if text.startswith(f"{mark} "):
            text = text[len(mark) + 1 :]
        else:
            number = ""
        self._done += [
            f'<w:p>{"" if k else number}<w:r><w:t xml:space="preserve">{wordml.text(line)}</w:t></w:r></w:p>'
            for k, line in enumerate(text.split("\n"))
            if line
        ]

    def finish(self, rest: str = "") -> str:
        """All of it; what is open becomes the last paragraph, with ``rest`` at its end."""
        self._mark(rest)
        if self._line or not self._done:
            self._close(None)
        self._close_table()
        return "".join(self._done)

    def _mark(self, xml: str, *, is_move: bool = False) -> None:
        if xml:
            self._line.append(_Markup(xml, is_move))

    def _cut(self, piece: Piece) -> Iterator[_Segment]:
        """The piece in parts that are set alike, with what stands between them."""
        cuts = {0}
        for side, start in _places(piece):
            end = start + len(piece.text)
            setting = self._shared.settings[side]
            cuts |= {
                cut - start for cut in (*setting.cuts(start, end), *self._shared.stops(side, start, end))
            }
        ends = [*sorted(cuts)[1:], len(piece.text)]
        for start, end in zip(sorted(cuts), ends, strict=True):
            part = _part(piece, start, end)
            if standing := self._standing(part):
                yield _Markup(standing)
            if not self._shared.leaves_out(*_places(part)[0]):
                yield part

    def _standing(self, piece: Piece) -> str:
        """What stands before the first character of the piece."""
        return "".join(self._shared.take(side, place) for side, place in _places(piece))

    def _close(self, end: Piece | None) -> None:
        """End the line as a row of a table, or as a paragraph whose mark has the state of ``end``."""
        line, self._line = self._line, []
        pieces = [segment for segment in line if isinstance(segment, Piece)]
        if pieces and self._is_row(pieces[0]):
            self._rows += self._as_rows(line)
            return
        self._close_table()
        tracked = ""
        if end is not None and end.state is not State.SAME:
            tracked = f"<w:rPr>{self._shared.tracked(_ELEMENTS[end.state], '', end)}</w:rPr>"
        properties = self._paragraph_properties(pieces, tracked)
        self._done.append(f"<w:p>{properties}{self._runs(line)}</w:p>")

    def _paragraph_properties(self, pieces: Sequence[Piece], tracked: str) -> str:
        """Heading, indent and alignment of the line, and how they were before."""
        first = next((piece for piece in pieces if piece.state not in _GOING), pieces[0] if pieces else None)
        now = changed = ""
        if first is not None:
            side, place = _places(first)[0]
            forms = self._shared.settings[side].paragraph(place)
            now = look.paragraph(forms)
            change = first.change
            if first.state is State.SAME and len(change.old) == len(change.new) == 1:
                before = self._shared.settings[0].paragraph(change.old[0].start)
                changed = self._paragraph_change(forms, before)
        content = f"{now}{tracked}{changed}"
        return f"<w:pPr>{content}</w:pPr>" if content else ""

    def _paragraph_change(self, now: look.Look, was: look.Look) -> str:
        """Heading, alignment and indent as they were before, where they were others."""
        if all(now.get(kind) == was.get(kind) for kind in OF_PARAGRAPHS):
            return ""
        kept = {kind: value for kind, value in now.items() if kind not in OF_PARAGRAPHS}
        before = look.paragraph({**kept, **{kind: was[kind] for kind in OF_PARAGRAPHS if kind in was}})
        return f"<w:pPrChange {self._shared.credit()}><w:pPr>{before}</w:pPr></w:pPrChange>"

    def _runs(self, line: Sequence[_Segment]) -> str:
        return "".join(
            segment.xml if isinstance(segment, _Markup) else self._run(segment) for segment in line
        )

    def _run(self, piece: Piece) -> str:
        name = "delText" if piece.state is State.GONE else "t"
        words = "<w:tab/>".join(
            f'<w:{name} xml:space="preserve">{wordml.text(part)}</w:{name}>' if part else ""
            for part in piece.text.split("\t")
        )
        run = f"<w:r>{self._run_properties(piece)}{words}</w:r>"
        if piece.state is State.SAME:
            return run
        return self._shared.tracked(_ELEMENTS[piece.state], run, piece)

    def _run_properties(self, piece: Piece) -> str:
        looks = [self._shared.look(side, place) for side, place in _places(piece)]
        now, was = looks[0], looks[-1]
        content = look.run(now)
        if marked(now) != marked(was):
            kept = {kind: value for kind, value in now.items() if kind not in COMPARED}
            before = look.run({**kept, **dict.fromkeys(marked(was), "")})
            content += f"<w:rPrChange {self._shared.credit()}><w:rPr>{before}</w:rPr></w:rPrChange>"
        return f"<w:rPr>{content}</w:rPr>" if content else ""

    def _is_row(self, piece: Piece) -> bool:
        side, place = _places(piece)[0]
        return place in self._shared.row_starts[side]

    def _as_rows(self, line: Sequence[_Segment]) -> Iterator[str]:
        """The line as a row; one whose columns changed as a row that goes and one that comes."""
        # rows cannot be tracked as moved, and the ends of moves have no place in a table
        settled = [_in_a_row(segment) for segment in line if not _is_move(segment)]
        pieces = [segment for segment in settled if isinstance(segment, Piece)]
        states = {piece.state for piece in pieces}
        tabs = {piece.state for piece in pieces if "\t" in piece.text}
        if len(states) == 1 or tabs <= {State.SAME}:
            yield self._row(settled, pieces[0].state if len(states) == 1 else State.SAME)
            return
        for state, other in ((State.GONE, State.COME), (State.COME, State.GONE)):
            kept: list[_Segment] = []
            for segment in settled:
                if isinstance(segment, _Markup):
                    kept += [segment] if state is State.COME else []
                elif segment.state is not other:
                    kept.append(_as(segment, state))
            yield self._row(kept, state)

    def _row(self, line: Sequence[_Segment], state: State) -> str:
        cells: list[list[_Segment]] = [[]]
        for segment in line:
            if isinstance(segment, _Markup):
                cells[-1].append(segment)
                continue
            done = 0
            for k, words in enumerate(segment.text.split("\t")):
                if k:
                    cells.append([])
                if words:
                    cells[-1].append(_part(segment, done, done + len(words)))
                done += len(words) + 1
        mark = ""
        if state is not State.SAME:
            mark = f"<w:trPr>{self._shared.tracked(_ELEMENTS[state], '')}</w:trPr>"
        width = 9000 // len(cells)
        content = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr><w:p>{self._runs(cell)}</w:p></w:tc>'
            for cell in cells
        )
        return f"<w:tr>{mark}{content}</w:tr>"

    def _close_table(self) -> None:
        if self._rows:
            columns = max(row.count("<w:tc>") for row in self._rows)
            grid = f'<w:gridCol w:w="{9000 // columns}"/>' * columns
            properties = f"<w:tblPr>{wordml.BORDERS}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>"
            self._done.append(f"<w:tbl>{properties}{''.join(self._rows)}</w:tbl><w:p/>")
            self._rows = []

    def _move_marks(self, entry: Entry) -> tuple[str, str]:
        if not entry.change.moved:
            return "", ""
        name = "moveFrom" if entry.away else "moveTo"
        identifier = self._shared.next()
        credit = wordml.attributes(
            identifier, *self._shared.author(entry.pieces[0] if entry.pieces else None)
        )
        return (
            f'<w:{name}RangeStart {credit} w:name="move-{entry.change.id}"/>',
            f'<w:{name}RangeEnd w:id="{identifier}"/>',
        )


def _places(piece: Piece) -> list[tuple[int, int]]:
    """Where the piece stands: side (0 old, 1 new) and place; words that stayed stand in both."""
    if piece.state in _GOING:
        return [(0, piece.place)]
    return [(1, piece.place), *([(0, piece.was)] if piece.was >= 0 else [])]


def _part(piece: Piece, start: int, end: int) -> Piece:
    if start == 0 and end == len(piece.text):
        return piece
    was = piece.was + start if piece.was >= 0 else -1
    return Piece(piece.text[start:end], piece.state, piece.change, piece.place + start, was)


def _as(piece: Piece, state: State) -> Piece:
    """The piece in another state, at its place in the text of that state."""
    place = piece.was if state is State.GONE and piece.state is State.SAME else piece.place
    return Piece(piece.text, state, piece.change, place)


def _is_move(segment: _Segment) -> bool:
    return isinstance(segment, _Markup) and segment.is_move


def _in_a_row(segment: _Segment) -> _Segment:
    if isinstance(segment, _Markup):
        return segment
    states = {State.MOVED_AWAY: State.GONE, State.MOVED_HERE: State.COME}
    return replace(segment, state=states.get(segment.state, segment.state))


def _settled(entry: Entry, ends: tuple[int, int]) -> Sequence[Piece]:
    """The pieces; a paragraph that stayed and only begins or ceases to be the last one keeps its end."""
    *rest, last = entry.pieces or (None,)
    change = entry.change
    if last is None or not change.old or not change.new or change.moved or last.text.strip("\n"):
        return entry.pieces
    before = rest[-1] if rest else None
    if last.state is State.SAME or (before is not None and not before.text.strip("\n")):
        return entry.pieces
    if change.new[-1].end < ends[1] if last.state is State.GONE else change.old[-1].end < ends[0]:
        return entry.pieces
    return [*rest, replace(last, state=State.SAME)]
