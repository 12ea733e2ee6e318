"""A paragraph in the making: its text in one reading, and what hangs on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace

from fullpowers.model import FormatKind, Reading, Severity

from .blocks import Mark, MarkKind

_QUOTED = 300
_LAST_WORD = re.compile(r"[^\W\d_]{1,20}$")
_POWER = re.compile(r"\^\d{1,20}$")
_UNITS = ("m", "km", "cm", "mm", "dm", "ft", "in", "yd", "mi", "м", "км", "см", "дм", "мм")
_TAIL = 24
"""Characters at the end of the line that decide how a superscript is written."""
_REMOVED = {
    Reading.ACCEPTED: (MarkKind.DELETION, MarkKind.MOVED_FROM),
    Reading.REJECTED: (MarkKind.INSERTION, MarkKind.MOVED_TO),
    Reading.SENT: (),
}


@dataclass(frozen=True, slots=True)
class Tracked:
    """A tracked change around some text."""

    kind: MarkKind
    author: str
    date: str


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment of the file."""

    author: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Flag:
    """Something about how text looks that a reader of the page has to know."""

    reason: str
    """Why it cannot be seen on the page."""
    left_out: bool = False
    """Such text stays out of the paragraph."""


STRUCK = Flag("it is struck through by formatting, not by a tracked change")
"""Text that a person would take for deleted."""


@dataclass(slots=True)
class _Stretch:
    """Text under one tracked change, or with one flag, as far as it runs on."""

    about: Tracked | Flag
    start: int
    end: int
    parts: list[str] = field(default_factory=list)


def is_shown(tracked: tuple[Tracked, ...], reading: Reading) -> bool:
    """Whether text under these tracked changes stands in this reading."""
    return not tracked or not any(change.kind in _REMOVED[reading] for change in tracked)


def raised(text: str, before: str) -> str:
    """Superscript as it has to be written on the line, after the text ``before``.

    A power stays a power (``10^6``), a unit stays a unit (``m3``), and a figure behind another word
    is the mark of a note (``Fund[1]``): run together they would read as other figures.
    """
    figure = text.strip()
    if not figure.isdecimal() or not before or before[-1].isspace():
        return text
    if before[-1].isdecimal():
        return figure if _POWER.search(before) else f"^{figure}"
    word = _LAST_WORD.search(before)
    return figure if word and word[0].lower() in _UNITS else f"[{figure}]"


class Line:
    """Collects the pieces of a paragraph; ``finish`` gives its text and marks."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._parts: list[str] = []
        self._length = 0
        self._changes: list[_Stretch] = []
        self._latest: dict[Tracked, _Stretch] = {}
        self._flagged: list[_Stretch] = []
        self._formats: dict[tuple[FormatKind, str], list[list[int]]] = {}
        self._marks: list[Mark] = []
        self._remarks: dict[str, int] = {}

    @property
    def is_empty(self) -> bool:
        """Whether no text is shown so far."""
        return self._length == 0

    def write(
        self,
        text: str,
        tracked: tuple[Tracked, ...] = (),
        flag: Flag | None = None,
        formats: tuple[tuple[FormatKind, str], ...] = (),
    ) -> None:
        """Add text that stands under ``tracked``.

        Args:
            text: as printed.
            tracked: the changes around it, outermost first.
            flag: what is to be said of its look.
            formats: how it is set, each with its value.
        """
        if not text:
            return
        if not is_shown(tracked, self._reading):
            removed = _REMOVED[self._reading]
            self._extend(next(change for change in tracked if change.kind in removed), text, self._length)
            return
        start = self._length
        if flag is None or not flag.left_out:
            self._parts.append(text)
            self._length += len(text)
            for change in tracked:
                self._extend(change, text, start)
            for form in formats:
                stretches = self._formats.setdefault(form, [])
                if stretches and stretches[-1][1] == start:
                    stretches[-1][1] = self._length
                else:
                    stretches.append([start, self._length])
        if flag is not None:
            last = self._flagged[-1] if self._flagged else None
            if last is None or last.about != flag or last.end != start:
                last = _Stretch(flag, start, start)
                self._flagged.append(last)
            last.end = self._length
            last.parts.append(text)

    @property
    def tail(self) -> str:
        """The last characters so far."""
        tail = ""
        for part in reversed(self._parts):
            tail = part + tail
            if len(tail) >= _TAIL:
                break
        return tail[-_TAIL:]

    def mark_end(self, change: Tracked) -> None:
        """Note that the paragraph's end itself was inserted or removed."""
        latest = self._latest.get(change)
        if latest is None or latest.end != self._length:
            self._extend(change, "¶", self._length, width=0)

    @property
    def length(self) -> int:
        """Characters so far."""
        return self._length

    def since(self, start: int) -> str:
        """The text from ``start`` on."""
        return "".join(self._parts)[start:]

    def notice(self, code: str, severity: Severity, message: str, start: int = -1) -> None:
        """Say something about this place, or about the text from ``start`` on."""
        end = self._length
        start = end if start < 0 else start
        self._marks.append(Mark(MarkKind.NOTICE, start, end, text=message, code=code, severity=severity))

    def open_remark(self, identifier: str) -> None:
        """A comment's range begins here."""
        self._remarks.setdefault(identifier, self._length)

    def close_remark(self, identifier: str, remark: Remark | None) -> bool:
        """A comment's range ends here; whether it had begun in this paragraph."""
        start = self._remarks.pop(identifier, None)
        if start is None:
            return False
        self._remark(remark, start)
        return True

    def place_remark(self, remark: Remark | None) -> None:
        """A comment without a range stands here."""
        self._remark(remark, self._length)

    def open_remarks(self) -> tuple[tuple[str, int], ...]:
        """Comments whose range goes on beyond this paragraph, and where it began."""
        return tuple(self._remarks.items())

    def is_at_end(self, position: int) -> bool:
        """Whether nothing stands behind ``position`` so far."""
        return position >= self._length

    def cut_remark(self, identifier: str, remark: Remark | None) -> None:
        """A comment's range goes on in the next paragraph; its mark stays in this one."""
        self._remark(remark, self._remarks.pop(identifier))

    def finish(
        self, number: str, suffix: str, formats: tuple[tuple[FormatKind, str], ...] = ()
    ) -> tuple[str, tuple[Mark, ...]]:
        """The text, with its automatic number in front, and all marks in the order of the text.

        ``formats`` are those of the paragraph as a whole, with their values.
        """
        text = "".join(self._parts)
        prefix = f"{number}{suffix if text else ''}"
        shift = len(prefix)
        marks = [
            replace(mark, start=mark.start + shift, end=mark.end + shift) if shift else mark
            for mark in self._marks
        ]
        marks += [_change_mark(stretch, shift) for stretch in self._changes]
        marks += [_flag_mark(stretch, shift) for stretch in self._flagged if "".join(stretch.parts).strip()]
        # one mark holds all that is said of a span: most paragraphs have just one
        spans: dict[tuple[int, int], list[tuple[FormatKind, str]]] = {}
        for form, stretches in self._formats.items():
            for start, end in stretches:
                # the number is set as the words behind it
                spans.setdefault((start + shift if start else 0, end + shift), []).append(form)
        if text and formats:
            spans.setdefault((0, shift + len(text)), []).extend(formats)
        marks += [Mark(MarkKind.FORMAT, *span, formats=tuple(held)) for span, held in spans.items()]
        return prefix + text, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))

    def _extend(self, change: Tracked, text: str, start: int, width: int | None = None) -> None:
        stretch = self._latest.get(change)
        if stretch is None or stretch.end != start:
            stretch = _Stretch(change, start, start)
            self._latest[change] = stretch
            self._changes.append(stretch)
        stretch.parts.append(text)
        stretch.end = self._length if width is None else start + width

    def _remark(self, remark: Remark | None, start: int) -> None:
        if remark is not None:
            self._marks.append(
                Mark(MarkKind.COMMENT, start, self._length, remark.author, remark.date, remark.text)
            )


def _change_mark(stretch: _Stretch, shift: int) -> Mark:
    change = stretch.about
    assert isinstance(change, Tracked)  # noqa: S101 - narrows the type
    text = "".join(stretch.parts)
    return Mark(change.kind, stretch.start + shift, stretch.end + shift, change.author, change.date, text)


def _flag_mark(stretch: _Stretch, shift: int) -> Mark:
    flag = stretch.about
    assert isinstance(flag, Flag)  # noqa: S101 - narrows the type
    quote = " ".join("".join(stretch.parts).split())
    if len(quote) > _QUOTED:
        quote = quote[:_QUOTED] + "…"
    if flag is STRUCK:
        code, severity = "struck-text", Severity.CAUTION
        message = f"“{quote}”: {flag.reason}. It is part of the text here."
    else:
        code, severity = "hidden-text", Severity.ALARM
        outcome = "It is left out here." if flag.left_out else "It is part of the text here."
        message = f"“{quote}” stands in the file but cannot be seen on the page: {flag.reason}. {outcome}"
    hidden = len("".join("".join(stretch.parts).split())) if flag.left_out else 0
    return Mark(
        MarkKind.NOTICE,
        stretch.start + shift,
        stretch.end + shift,
        text=message,
        code=code,
        severity=severity,
        hidden=hidden,
    )
