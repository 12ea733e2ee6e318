"""RTF to blocks: text with its code pages, numbers as printed, notes, tables, tracked changes, hidden text.

Source of the control words: Microsoft, Rich Text Format Specification 1.9.1.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import datetime

from fullpowers.model import Notice, Reading, Refusal, Severity, UnreadableInput

from .blocks import Block, BlockKind, Extract, MarkKind
from .limits import LIMITS
from .line import STRUCK, Flag, Line, Remark, Tracked, is_shown, raised
from .record import commented, ordered, recorded
from .rows import row_blocks

MEDIA_TYPE = "application/rtf"
_TOKEN = re.compile(
    rb"\\'(?P<hex>[0-9a-fA-F]{2})|\\(?P<word>[a-zA-Z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\(?P<sign>[^a-zA-Z])|(?P<brace>[{}])|[\r\n]+|(?P<text>[^\\{}\r\n]{1,4096})"
)
_SIGNS = {b"~": "\u00a0", b"_": "\u2011", b"\n": "\n", b"\r": "\n", b"\\": "\\", b"{": "{", b"}": "}"}
_WORDS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": " ",
    "line": " ",
    "lbr": " ",
    "emspace": " ",
    "enspace": " ",
}
_CHARSETS = {
    0: "cp1252", 77: "mac-roman", 128: "cp932", 129: "cp949", 134: "cp936", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874",
    238: "cp1250",
}  # fmt: skip
_SKIPPED_WORDS = """
stylesheet fldinst themedata colorschememapping latentstyles datastore xmlnstbl listtable
listoverridetable rsidtbl generator bkmkstart bkmkend atnid atrfstart atrfend atnref filetbl
nonshppict ftnsep ftnsepc aftnsep aftnsepc tc xe txe rxe mmathPr shpinst
"""
_SKIPPED = frozenset(_SKIPPED_WORDS.split())
_UNREAD = {"pict": "picture", "object": "embedded object"}
_READ = frozenset(
    (
        *(
            "annotation",
            "atnauthor",
            "atndate",
            "footnote",
            "listtext",
            "pntext",
            "revtbl",
            "fonttbl",
            "colortbl",
        ),
        *("shptxt", "info", "author", "operator", "company", "creatim", "revtim"),
    )
)
_RECORD = {
    "author": "author",
    "operator": "last saved by",
    "company": "company",
    "creatim": "created",
    "revtim": "saved",
}
"""Groups of the information about the file, and what they are called here."""
_TIMES = ("yr", "mo", "dy", "hr", "min")
_MARGINS = frozenset(f"{kind}{which}" for kind in ("header", "footer") for which in ("", "l", "r", "f"))
_SMALLEST = 6
"""Half-points."""
_NEAR = 16


@dataclass(slots=True)
class _State:
    """What holds inside a group."""

    target: str = ""
    skip: bool = False
    font: int = -1
    unicode_skip: int = 1
    hidden: bool = False
    struck: bool = False
    superscript: bool = False
    colour: int = 0
    behind: int = 0
    half_points: int = 24
    inserted: bool = False
    deleted: bool = False
    author: int = -1
    delete_author: int = -1
    date: str = ""
    delete_date: str = ""


@dataclass(slots=True)
class _Target:
    """Where text goes: the body, a note, a margin, a comment."""

    kind: BlockKind
    line: Line
    mark: str = ""
    number: str = ""
    blocks: list[Block] = field(default_factory=list)
    cells: list[list[Block]] = field(default_factory=list)
    cell: list[Block] = field(default_factory=list)
    in_table: bool = False


def extract(data: bytes, name: str, reading: Reading) -> Extract:
    """Blocks of an RTF file.

    Raises:
        UnreadableInput: beyond the limits, or its braces do not match.
    """
    return _Reader(data, name, reading).extract()


class _Reader:
    def __init__(self, data: bytes, name: str, reading: Reading) -> None:
        self._data, self._name, self._reading = data, name, reading
        self._state = _State()
        self._stack: list[_State] = []
        self._body = _Target(BlockKind.PARAGRAPH, Line(reading))
        self._targets: list[tuple[int, _Target]] = [(0, self._body)]
        self._notes: list[Block] = []
        self._margins: dict[str, Block] = {}
        self._page = "cp1252"
        self._fonts: dict[int, str] = {}
        self._colours: list[list[int]] = [[]]
        self._authors: list[str] = []
        self._author = self._date = ""
        self._remarks: list[str] = []
        self._record: dict[str, str] = {}
        self._times: dict[str, dict[str, int]] = {}
        self._bytes = bytearray()
        self._units: list[int] = []
        self._to_skip = 0
        self._star = False
        self._unread: Counter[str] = Counter()
        self._tracked: Counter[str] = Counter()
        self._paragraphs = self._tables = self._rows = 0

    def extract(self) -> Extract:
        place = 0
        while place < len(self._data):
            found = _TOKEN.match(self._data, place)
            if found is None:
                place += 1
                continue
            place = found.end()
            if found["word"] == b"bin":
                place += max(0, int(found["number"] or 0))
            else:
                self._token(found)
        self._flush()
        if self._stack:
            raise UnreadableInput(Refusal.BROKEN, self._name, "it ends in the middle", "ask for it again")
        self._end_paragraph()
        blocks = (*self._body.blocks, *self._notes, *self._margins.values())
        times = {_RECORD[word]: _time(parts) for word, parts in self._times.items()}
        record = ordered({**self._record, **times})
        return Extract(
            blocks, (*self._notices(), *commented(self._remarks), *recorded(record)), record=record
        )

    def _token(self, found: re.Match[bytes]) -> None:
        if found["text"] is not None:
            text = found["text"]
            dropped = min(self._to_skip, len(text))
            self._to_skip -= dropped
            self._bytes_in(text[dropped:])
        elif found["hex"] is not None:
            if self._to_skip:
                self._to_skip -= 1
            else:
                self._bytes_in(bytes((int(found["hex"], 16),)))
        elif found["brace"] == b"{":
            self._open()
        elif found["brace"] == b"}":
            self._close()
        elif found["sign"] is not None:
            self._sign(found["sign"])
        elif found["word"] is not None:
            number = found["number"]
            self._word(found["word"].decode(), int(number) if number is not None else None)

    def _open(self) -> None:
        self._flush()
        if len(self._stack) >= LIMITS.depth:
            raise UnreadableInput(
                Refusal.TOO_DEEP, self._name, f"it is nested more than {LIMITS.depth} levels deep"
            )
        self._stack.append(replace(self._state))
        self._star = False

    def _close(self) -> None:
        self._flush()
        if not self._stack:
            return
        depth = len(self._stack)
        if len(self._targets) > 1 and self._targets[-1][0] == depth:
            self._end_target()
        self._state = self._stack.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self._star = True
        elif self._to_skip:
            self._to_skip -= 1
        elif sign in (b"\n", b"\r"):
            self._flush()
            self._end_paragraph()
        elif sign in _SIGNS:
            self._flush()
            self._characters(_SIGNS[sign])

    def _word(self, word: str, number: int | None) -> None:
        star, self._star = self._star, False
        state = self._state
        if word == "u" and number is not None:
            self._decode()
            if not state.skip:
                self._units.append(number & 0xFFFF)
            self._to_skip = state.unicode_skip
            return
        self._flush()
        if word in _UNREAD:
            self._unread[_UNREAD[word]] += 0 if state.skip else 1
            state.skip = True
        elif word in _SKIPPED or (star and word not in _READ):
            state.skip = True
        elif word in _READ or word in _MARGINS:
            self._destination(word)
        elif word in _WORDS:
            self._characters(_WORDS[word])
        elif word in ("par", "sect", "page"):
            self._paragraph_mark()
        elif word in ("cell", "nestcell"):
            self._end_cell()
        elif word in ("row", "nestrow"):
            self._end_row()
        else:
            self._property(word, number)

    def _property(self, word: str, number: int | None) -> None:
        state = self._state
        on = number != 0
        if word == "f":
            state.font = number or 0
        elif word == "fcharset" and state.target == "fonttbl":
            self._fonts[state.font] = _CHARSETS.get(number or 0, self._page)
        elif word == "ansicpg" and number:
            self._page = f"cp{number}" if number != 65001 else "utf-8"
        elif word == "uc":
            state.unicode_skip = max(0, min(number or 0, 8))
        elif word in ("red", "green", "blue") and state.target == "colortbl":
            self._colours[-1].append(number or 0)
        elif word == "v":
            state.hidden = on
        elif word in ("strike", "striked"):
            state.struck = on
        elif word in ("super", "nosupersub", "sub"):
            state.superscript = word == "super"
        elif word in ("cf", "chcbpat", "cb", "highlight"):
            if word == "cf":
                state.colour = number or 0
            else:
                state.behind = number or 0
        elif word == "fs":
            state.half_points = number if number is not None else 24
        elif word in ("revised", "deleted"):
            setattr(state, "inserted" if word == "revised" else "deleted", on)
        elif word in ("revauth", "revauthdel"):
            setattr(state, "author" if word == "revauth" else "delete_author", number or 0)
        elif word in ("revdttm", "revdttmdel"):
            setattr(state, "date" if word == "revdttm" else "delete_date", _moment(number or 0))
        elif word in _TIMES and state.target in _RECORD:
            self._times.setdefault(state.target, {})[word] = number or 0
        elif word == "plain":
            self._state = _State(state.target, state.skip, state.font, state.unicode_skip)
        elif word in ("pard", "intbl"):
            self._targets[-1][1].in_table = word == "intbl"
        elif word == "chftn" and self._targets[-1][1].kind is BlockKind.NOTE:
            return

    def _destination(self, word: str) -> None:
        if self._state.skip:
            return
        self._state.target = word
        depth = len(self._stack)
        if word == "footnote":
            mark = f"[{len([1 for block in self._notes if block.text.startswith('[')]) + 1}]"
            self._characters(mark)
            self._targets.append((depth, _Target(BlockKind.NOTE, Line(self._reading), mark)))
        elif word in _MARGINS:
            self._targets.append((depth, _Target(BlockKind.MARGIN, Line(self._reading), word)))
        elif word == "annotation":
            self._targets.append((depth, _Target(BlockKind.PARAGRAPH, Line(self._reading), "comment")))

    def _end_target(self) -> None:
        self._end_paragraph()
        _, target = self._targets.pop()
        blocks = [block for block in target.blocks if block.text.strip()]
        if target.kind is BlockKind.NOTE:
            for index, block in enumerate(blocks):
                shift = len(target.mark) + 1 if index == 0 else 0
                marks = tuple(replace(m, start=m.start + shift, end=m.end + shift) for m in block.marks)
                text = f"{target.mark} {block.text.lstrip()}" if index == 0 else block.text
                self._notes.append(replace(block, text=text, place=f"note {target.mark}", marks=marks))
        elif target.kind is BlockKind.MARGIN:
            for block in blocks:
                self._margins.setdefault(block.text, replace(block, place=target.mark))
        else:
            said = " ".join(block.text.strip() for block in blocks)
            self._remarks.append(self._author)
            self._targets[-1][1].line.place_remark(Remark(self._author.strip(), self._date, said))
            self._date = ""

    def _bytes_in(self, data: bytes) -> None:
        if self._state.skip or not data:
            return
        if self._units:
            self._flush()
        self._bytes += data

    def _decode(self) -> None:
        """Bytes in the code page of their font, before something else follows."""
        if self._bytes:
            page = self._fonts.get(self._state.font, self._page)
            data, self._bytes = bytes(self._bytes), bytearray()
            try:
                text = data.decode(page, "replace")
            except LookupError:
                text = data.decode("cp1252", "replace")
            self._characters(text)

    def _flush(self) -> None:
        self._decode()
        if self._units:
            raw = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            self._units = []
            self._characters(raw.decode("utf-16-le", "replace"))

    def _characters(self, text: str) -> None:
        state = self._state
        if state.skip:
            return
        target = self._targets[-1][1]
        if state.target in ("listtext", "pntext"):
            target.number += text
        elif state.target == "revtbl":
            self._authors += [name for name in text.split(";") if name or text.count(";") == 1][:1]
        elif state.target == "atnauthor":
            self._author = text
        elif state.target == "atndate":
            self._date = _moment(int(text)) if re.fullmatch(r"-?\d{1,10}", text.strip()) else ""
        elif state.target == "info" or state.target in _RECORD:
            if what := _RECORD.get(state.target):
                self._record[what] = self._record.get(what, "") + text
        elif state.target == "colortbl":
            self._colours += [[] for _ in range(text.count(";"))][: LIMITS.depth]
        elif state.target != "fonttbl":
            text = raised(text, target.line.tail) if state.superscript else text
            target.line.write(text.replace("\n", " "), self._changes(), self._flag())

    def _changes(self) -> tuple[Tracked, ...]:
        state = self._state
        changes = []
        if state.inserted:
            changes.append(Tracked(MarkKind.INSERTION, self._who(state.author), state.date))
        if state.deleted:
            changes.append(Tracked(MarkKind.DELETION, self._who(state.delete_author), state.delete_date))
        for change in changes:
            self._tracked[change.author] += 1
        return tuple(changes)

    def _who(self, index: int) -> str:
        return self._authors[index] if 0 <= index < len(self._authors) else ""

    def _flag(self) -> Flag | None:
        state = self._state
        if state.hidden:
            return Flag("it is formatted as hidden", left_out=True)
        if state.half_points <= _SMALLEST:
            return Flag(f"it is set in {state.half_points / 2:g} point")
        if state.colour and _alike(self._colour(state.colour), self._colour(state.behind) or [255] * 3):
            return Flag("it has the colour of its background")
        return STRUCK if state.struck else None

    def _colour(self, index: int) -> list[int]:
        return self._colours[index] if 0 <= index < len(self._colours) else []

    def _paragraph_mark(self) -> None:
        """The paragraph ends here, unless its end is not in this reading."""
        changes = self._changes()
        for change in changes:
            self._targets[-1][1].line.mark_end(change)
        if is_shown(changes, self._reading):
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        target = self._targets[-1][1]
        if target is self._body:
            self._paragraphs += 1
        number = " ".join(target.number.split())
        text, marks = target.line.finish(number, " ")
        block = Block(text, target.kind, 0, number, f"paragraph {self._paragraphs}", marks)
        target.line, target.number = Line(self._reading), ""
        if target.in_table:
            target.cell.append(block)
            return
        if target.cells or target.cell:
            self._end_row()
        if text or marks:
            target.blocks.append(block)

    def _end_cell(self) -> None:
        target = self._targets[-1][1]
        before, target.in_table = target.in_table, True
        self._end_paragraph()
        target.in_table = before
        target.cells.append(target.cell)
        target.cell = []

    def _end_row(self) -> None:
        target = self._targets[-1][1]
        if target.cell:
            target.cells.append(target.cell)
        self._rows += 1
        cells, target.cells, target.cell = target.cells, [], []
        if cells:
            target.blocks += row_blocks(cells, target.kind, f"table row {self._rows}")

    def _notices(self) -> list[Notice]:
        notices = [
            Notice("unread-part", Severity.CAUTION, f"{count} × {what}: not read.")
            for what, count in sorted(self._unread.items())
            if count
        ]
        if self._tracked:
            authors = ", ".join(sorted(name for name in self._tracked if name)) or "unknown"
            message = f"The file carries tracked changes by {authors}."
            notices.append(Notice("tracked-changes", Severity.CAUTION, message))
        return notices


def _moment(packed: int) -> str:
    """Date and time as RTF packs them into 32 bits (DTTM); empty when there is no such day."""
    minute, hour, day = packed & 0x3F, packed >> 6 & 0x1F, packed >> 11 & 0x1F
    month, year = packed >> 16 & 0xF, (packed >> 20 & 0x1FF) + 1900
    return _time({"yr": year, "mo": month, "dy": day, "hr": hour, "min": minute})


def _time(parts: dict[str, int]) -> str:
    """Year, month, day, hour and minute as ISO 8601; empty when there is no such day."""
    try:
        return datetime(*(parts.get(part, 0) for part in _TIMES)).isoformat()  # type: ignore[arg-type]
    except ValueError:
        return ""


def _alike(colour: list[int], behind: list[int]) -> bool:
    return (
        len(colour) == 3
        and len(behind) == 3
        and all(abs(one - other) <= _NEAR for one, other in zip(colour, behind, strict=True))
    )
