"""What is inside a paragraph, in order, written to a Line."""

from __future__ import annotations

from collections.abc import Callable

from fullpowers.model import FormatKind, Severity

from ..line import Flag, Line, Tracked, is_shown, raised
from .changes import tracked_change, under
from .document import Document, Place, text_weight, weight
from .equations import linear
from .fields import Fields, say
from .formatting import Paragraph
from .symbols import UNKNOWN, symbol, translated
from .xml import Element, attribute, child, children, descendants, is_on, keeps_spaces, short

_IN_CODE = Flag("it stands inside a field's code, where some programs show it and others do not")
_QUOTED = 200
_SKIPPED = frozenset({"w:tblGrid", "w:fldData", "w:rt", "mc:Fallback"})
_UNREAD = {
    "pic:pic": "picture",
    "v:imagedata": "picture",
    "c:chart": "chart",
    "dgm:relIds": "diagram",
    "w:control": "form control",
    "w:contentPart": "handwriting",
    "w:subDoc": "linked document",
}
_CHARACTERS = {
    "w:tab": " ",
    "w:ptab": " ",
    "w:br": "\n",
    "w:cr": "\n",
    "w:noBreakHyphen": "-",
    "w:softHyphen": "",
}


class Content:
    """Walks the inside of one paragraph."""

    def __init__(
        self, document: Document, line: Line, fields: Fields, place: Place, form: Paragraph, note: str
    ) -> None:
        self.boxes: list[tuple[Element, tuple[Tracked, ...]]] = []
        self.bookmarks: dict[str, str | None] = {}
        """Names of the bookmarks that begin here, and what those hold that end here too."""
        self._open_bookmarks: dict[str, tuple[str, int]] = {}
        self._document = document
        self._line = line
        self._fields = fields
        self._place = place
        self._style = form.style
        self._backdrop = form.fill or place.backdrop
        self._mark = note
        self._flag = Flag(place.unseen, left_out=True) if place.unseen else None
        self._font: str | None = None
        self._raised = False
        self._formats: tuple[tuple[FormatKind, str], ...] = ()

    def read(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        """Write everything inside ``element``."""
        for inner in element:
            name = short(inner)
            if handler := _HANDLERS.get(name):
                handler(self, inner, tracked)
            elif name in _CHARACTERS:
                self._write(_CHARACTERS[name], tracked)
            elif not name.endswith("Pr") and name not in _SKIPPED:
                if name in _UNREAD and is_shown(tracked, self._document.reading):
                    self._document.unread[_UNREAD[name]] += 1
                self.read(inner, under(tracked, tracked_change(inner)))

    def _run(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        outer = self._flag, self._font, self._raised, self._formats
        run = self._document.formatting.run(child(element, "w:rPr"), self._style, self._backdrop)
        self._font, self._raised, self._formats = run.font, run.raised, run.formats
        if not self._place.unseen:
            self._flag = run.flag
        self.read(element, tracked)
        self._flag, self._font, self._raised, self._formats = outer

    def _write(self, text: str, tracked: tuple[Tracked, ...]) -> None:
        if not text:
            return
        if self._fields.is_code():
            self._fields.withhold(text)
            return
        flag = self._flag
        if flag is None and self._fields.is_stray() and text.strip():
            flag = _IN_CODE
        self._fields.shown()
        self._line.write(text, tracked, flag, self._formats)

    def _text(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        text = element.text or ""
        self._document.streams[self._stream(tracked)] += weight(text)
        if text and (text[0].isspace() or text[-1].isspace()) and not keeps_spaces(element):
            text = text.strip(" \t\r\n")
        text = translated(text, self._font).replace("\t", " ")
        self._write(raised(text, self._line.tail) if self._raised else text, tracked)

    def _stream(self, tracked: tuple[Tracked, ...]) -> str:
        """Where text here goes."""
        if self._fields.is_code():
            return "hidden"
        if not is_shown(tracked, self._document.reading):
            return "deleted"
        return "hidden" if self._flag is not None and self._flag.left_out else self._place.stream

    def _symbol(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        try:
            code = int(attribute(element, "w:char")[:8], 16)
        except ValueError:
            code = 0
        text = symbol(code, attribute(element, "w:font"))
        if text == UNKNOWN:
            self._document.unread["symbol"] += 1
        self._write(text, tracked)

    def _equation(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        if any(tracked_change(part) for part in descendants(element, "w:ins", "w:del")):
            self.read(element, tracked)  # a changed equation is read piece by piece
        else:
            self._document.streams[self._stream(tracked)] += text_weight(element)
            self._write(linear(element), tracked)

    def _ruby(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        for name, before, after in (("w:rubyBase", "", ""), ("w:rt", " (", ")")):
            if (part := child(element, name)) is not None:
                self._write(before, tracked)
                self.read(part, tracked)
                self._write(after, tracked)

    def _override(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        """Letters shown in the order that the file says, whatever they are: as if it held the control."""
        self._write("\u202e" if attribute(element, "w:val") == "rtl" else "\u202d", tracked)
        self.read(element, tracked)
        self._write("\u202c", tracked)

    def _instruction(self, element: Element, _tracked: tuple[Tracked, ...]) -> None:
        self._fields.instruction(element.text or "")

    def _field(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        step = attribute(element, "w:fldCharType")
        if step == "begin":
            box = child(element, "w:ffData", "w:checkBox")
            if box is not None:
                checked = is_on(child(box, "w:checked"))
                checked = is_on(child(box, "w:default")) if checked is None else checked
                self._write("☒" if checked else "☐", tracked)
            self._fields.begin()
        elif step == "separate":
            self._fields.separate(self._line)
        elif step == "end" and (computed := self._fields.end(self._line)):
            self._document.unread[f"field number ({computed})"] += 1

    def _note(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        if not is_shown(tracked, self._document.reading):
            self._write("[note]", tracked)
            return
        notes = (
            self._document.footnotes if short(element) == "w:footnoteReference" else self._document.endnotes
        )
        typed = attribute(element, "w:customMarkFollows", "0") not in ("0", "false", "off")
        self._write(notes.refer(attribute(element, "w:id"), typed=typed), tracked)

    def _note_mark(self, _element: Element, _tracked: tuple[Tracked, ...]) -> None:
        if self._mark:
            self._write(f"{self._mark} ", ())

    def _remark(self, element: Element, _tracked: tuple[Tracked, ...]) -> None:
        identifier = attribute(element, "w:id")
        remark = self._document.remarks.get(identifier)
        if short(element) == "w:commentRangeStart":
            if identifier not in self._document.placed:
                self._line.open_remark(identifier)
        elif short(element) == "w:commentRangeEnd":
            self._document.carried.pop(identifier, None)
            if self._line.close_remark(identifier, remark):
                self._document.placed.add(identifier)
        elif identifier not in self._document.placed and identifier not in dict(self._line.open_remarks()):
            self._document.carried.pop(identifier, None)
            self._document.placed.add(identifier)
            self._line.place_remark(remark)

    def _bookmark(self, element: Element, _tracked: tuple[Tracked, ...]) -> None:
        name = attribute(element, "w:name")
        self.bookmarks.setdefault(name, None)
        if self._place.stream == "body":
            self._document.on_page.setdefault(name, self._document.breaks + 1)
        self._open_bookmarks[attribute(element, "w:id")] = (name, self._line.length)

    def _bookmark_end(self, element: Element, _tracked: tuple[Tracked, ...]) -> None:
        name, start = self._open_bookmarks.pop(attribute(element, "w:id"), ("", 0))
        if name:
            self.bookmarks[name] = self._line.since(start)

    def _page_break(self, _element: Element, _tracked: tuple[Tracked, ...]) -> None:
        if self._place.stream != "body":
            return
        self._document.breaks += 1
        for name, start in self._open_bookmarks.values():
            if start == self._line.length:  # what it holds begins behind the break
                self._document.on_page[name] = self._document.breaks + 1

    def _box(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        self.boxes.append((element, tracked))

    def _object(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        embedded = next(descendants(element, "o:OLEObject"), None)
        if embedded is None:
            self.read(element, tracked)
        elif is_shown(tracked, self._document.reading):
            program = embedded.get("ProgID", "")[:60]
            self._document.unread[f"embedded object ({program})" if program else "embedded object"] += 1
        for box in descendants(element, "w:txbxContent") if embedded is not None else ():
            self._box(box, tracked)

    def _simple_field(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        start = self._line.length
        self.read(element, tracked)
        say(attribute(element, "w:instr"), self._line, start)

    def _word_art(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        # the size of the run says nothing about a drawn text
        outer, self._flag = self._flag, None if not self._place.unseen else self._flag
        self._write(element.get("string", ""), tracked)
        self._flag = outer

    def _alternatives(self, element: Element, tracked: tuple[Tracked, ...]) -> None:
        """One branch only: the first that newer programs show and that holds text, else the old one."""
        choices = list(children(element, "mc:Choice"))
        fallback = child(element, "mc:Fallback")
        said = [(choice, _plain(choice)) for choice in choices]
        chosen, text = next(((choice, text) for choice, text in said if text), (None, ""))
        old = _plain(fallback) if fallback is not None else ""
        if chosen is None:
            chosen = fallback if old or not choices else choices[0]
        if text and old and "".join(text.split()) != "".join(old.split()):
            message = (
                f"Newer programs show “{text[:_QUOTED]}” here, older ones “{old[:_QUOTED]}”; "
                "the text here has the first."
            )
            self._line.notice("two-versions", Severity.ALARM, message)
        for branch in (*choices, fallback):
            if branch is not None and branch is not chosen:
                self._document.streams["alternatives"] += text_weight(branch)
        if chosen is not None:
            self.read(chosen, tracked)


_HANDLERS: dict[str, Callable[[Content, Element, tuple[Tracked, ...]], None]] = {
    "w:r": Content._run,
    "w:t": Content._text,
    "w:delText": Content._text,
    "a:t": Content._text,
    "m:t": Content._text,
    "w:sym": Content._symbol,
    "m:oMath": Content._equation,
    "w:ruby": Content._ruby,
    "w:bdo": Content._override,
    "w:instrText": Content._instruction,
    "w:delInstrText": Content._instruction,
    "w:fldChar": Content._field,
    "w:footnoteReference": Content._note,
    "w:endnoteReference": Content._note,
    "w:footnoteRef": Content._note_mark,
    "w:endnoteRef": Content._note_mark,
    "w:lastRenderedPageBreak": Content._page_break,
    "w:bookmarkStart": Content._bookmark,
    "w:bookmarkEnd": Content._bookmark_end,
    "w:commentRangeStart": Content._remark,
    "w:commentRangeEnd": Content._remark,
    "w:commentReference": Content._remark,
    "w:txbxContent": Content._box,
    "w:object": Content._object,
    "v:textpath": Content._word_art,
    "w:fldSimple": Content._simple_field,
    "mc:AlternateContent": Content._alternatives,
}


def _plain(element: Element) -> str:
    """All text inside, each alternative once."""
    name = short(element)
    if name in ("w:t", "a:t", "m:t"):
        return element.text or ""
    if name == "v:textpath":
        return element.get("string", "")
    return "".join(
        _plain(inner) for inner in element if short(inner) not in ("mc:Fallback", "w:del", "w:moveFrom")
    )
