"""The way from the bytes of a PDF file to its blocks, top to bottom."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from fullpowers.model import Notice, Severity

from ..blocks import Block, BlockKind, Extract, Mark, MarkKind
from . import (
    carried,
    columns,
    furniture,
    glyphs,
    ink,
    overlays,
    paragraphs,
    revisions,
    sample,
    scans,
    screen,
    shapes,
    spoken,
)
from .paragraphs import Paragraphs, Spot, Words
from .segments import STRUCK, Remark, Segment, segments

_QUOTED = 200
_CHECKED_FEW = 20
_STRUCK_THROUGH = (
    "This is struck through on the page: a person takes it for deleted. It stays in the text here; "
    "ask for the file that the changes were made in."
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Text of the file that nobody sees on the page."""

    page: int
    left: float
    base: float
    text: str
    reason: str
    grave: bool


@dataclass(slots=True)
class Findings:
    """What the pages of a file showed, and did not show."""

    pieces: list[list[Segment]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    hidden: list[Hidden] = field(default_factory=list)
    unchecked: int = 0
    """Characters in fonts that are not in the file, beyond those of every renderer."""
    scanned: list[int] = field(default_factory=list)
    """Pages that are pictures."""
    recognised: list[int] = field(default_factory=list)
    """Pages that are pictures with machine-read words under them."""
    notices: list[Notice] = field(default_factory=list)


def prepare() -> None:
    """Start the renderer without the fonts of this machine, so that a page looks the same everywhere."""
    if not _started:
        paths = (ctypes.POINTER(ctypes.c_char) * 1)()
        config = pdfium.FPDF_LIBRARY_CONFIG(version=2, m_pUserFontPaths=paths)
        pdfium.FPDF_InitLibraryWithConfig(ctypes.byref(config))
        _started.append(paths)
        paragraphs.prefixes()
        # once through everything, so that nothing is left to be imported behind closed doors
        extract(sample.make(), "sample.pdf", "")


_started: list[Any] = []


def extract(data: bytes, name: str, password: str) -> Extract:
    """The blocks of a PDF file.

    Raises:
        UnreadableInput: it is damaged, protected, a scan and cannot be recognised here, or is too large.
    """
    prepare()
    pdf = screen.opened(data, name, password)
    notices = list(carried.notices(pdf, encrypted=screen.is_encrypted(data)))
    silent = spoken.without(pdf)
    with opened(data, name, password) as handle:
        found = _pages(handle, overlays.annotated(pdf), name)
        if silent is not None:
            with opened(silent, name, "") as plain:
                notices += spoken.judge(found.pieces, _pages(plain, frozenset(), name).pieces)
        fields, unseen = overlays.fields(pdf, found.heights)
        for piece in fields:
            found.pieces[piece.page - 1].append(piece)
        scans.recognise(found, handle, name)
    blocks, spots, more = laid_out(found)
    hidden = [*found.hidden, *map(_hidden_field, unseen)]
    blocks = _with_marks(
        blocks, spots, [*map(_hidden_mark, hidden)], [(h.page, h.left, h.base) for h in hidden]
    )
    remarks = list(overlays.remarks(pdf, found.heights))
    blocks = _with_marks(
        blocks, spots, [r.mark for r in remarks], [(r.page, r.left, r.base) for r in remarks]
    )
    notices += more
    notices += revisions.notices(data, name, password)
    return Extract(tuple(blocks), (*notices, *found.notices, *_summary(found)))


@contextmanager
def opened(data: bytes, name: str, password: str) -> Iterator[Any]:
    """The file opened by the renderer; closed afterwards.

    Raises:
        UnreadableInput: the renderer cannot open it.
    """
    handle = screen.load(data, password)
    if not handle:
        raise screen.unopened(name, password)
    try:
        yield handle
    finally:
        pdfium.FPDF_CloseDocument(handle)


def _pages(document: Any, annotated: frozenset[int], name: str) -> Findings:
    found = Findings()
    fonts: dict[int, glyphs.Font] = {}
    specimens = shapes.Specimens(set())
    count = pdfium.FPDF_GetPageCount(document)
    if count <= 0:
        raise screen.broken(name, "it has no pages")
    for index in range(count):
        handle = pdfium.FPDF_LoadPage(document, index)
        if not handle:
            found.pieces.append([])
            found.heights.append(0.0)
            message = f"Page {index + 1} is damaged and was not read; its text is missing here."
            found.notices.append(Notice("unread-part", Severity.ALARM, message))
            continue
        try:
            _page(found, glyphs.read_page(handle, index + 1, fonts), specimens, index in annotated)
        finally:
            pdfium.FPDF_ClosePage(handle)
    if not any(found.heights):
        raise screen.broken(name, "none of its pages can be read")
    return found


def _page(found: Findings, page: glyphs.Page, specimens: shapes.Specimens, annotated: bool) -> None:
    found.heights.append(page.height)
    picture = ink.draw(page)
    if picture is None:
        message = f"Page {page.number} is of senseless size; whether its text can be seen was not checked."
        found.notices.append(Notice("unchecked-page", Severity.CAUTION, message))
    why = ink.reasons(page, picture, annotated)
    letters = ink.letters(page)
    if ink.is_recognised_scan(page, why):
        found.recognised.append(page.number)
        found.pieces.append(segments(page, letters | (page.owner < 0) | (page.codes == 32)))
        return
    checkable = ink.checkable(page)
    found.unchecked += int((letters & ~checkable).sum())
    shown = why == 0
    for start, end, hidden in _hidden(page, why):
        if any(letter.isalnum() for letter in hidden.text):
            found.hidden.append(hidden)
        # a slip is not worth a hole in a word
        shown[start:end] |= not hidden.grave
    if picture is not None and not (letters & shown).any() and _has_picture(page, picture):
        found.scanned.append(page.number)
    said = {
        index: Remark(0, 0, STRUCK, _STRUCK_THROUGH, False)
        for index in np.flatnonzero(ink.struck(page)).tolist()
    }
    for doubt in shapes.doubts(page, picture, letters & shown & checkable, specimens):
        said[doubt.index] = Remark(0, 0, "drawn-otherwise", _drawn(doubt), doubt.said.isdigit())
        if doubt.said.isdigit():
            page.codes[doubt.index] = ord(doubt.drawn)
    found.pieces.append(segments(page, shown, said))


def _drawn(doubt: shapes.Doubt) -> str:
    return (
        f"The page draws “{doubt.drawn}” where the text inside the file says “{doubt.said}”. "
        + (f"It is read here as “{doubt.drawn}”; " if doubt.said.isdigit() else "Look at the page; ")
        + "whoever copies or searches the text gets the other one."
    )


def _has_picture(page: glyphs.Page, picture: ink.Grey) -> bool:
    return any(shape.is_image for shape in page.shapes) and int(picture.max()) - int(picture.min()) > 40


def _hidden(page: glyphs.Page, why: NDArray[np.uint8]) -> Iterator[tuple[int, int, Hidden]]:
    """Each stretch of text that is hidden for one reason, and where it begins and ends on the page."""
    index, count = 0, len(why)
    while index < count:
        reason = int(why[index])
        if not reason:
            index += 1
            continue
        end = index
        alike = (ink.NO_INK, ink.COVERED) if reason in (ink.NO_INK, ink.COVERED) else (reason,)
        while end < count and (why[end] in alike or page.owner[end] < 0 or chr(page.codes[end]).isspace()):
            end += 1
        text = " ".join(page.text(np.arange(index, end)).replace("\0", "").split())
        left, base = (float(value) for value in page.origins[index])
        grave = _is_grave(page, index, end, text)
        yield index, end, Hidden(page.number, left, base, text, ink.REASONS[reason], grave)
        index = end


def _is_grave(page: glyphs.Page, start: int, end: int, text: str) -> bool:
    """A single letter that stands alone is a slip of the program that made the file."""
    if len(text) > 2 or not any(letter.isalnum() for letter in text):
        return any(letter.isalnum() for letter in text)
    around = [chr(page.codes[place]) for place in (start - 1, end) if 0 <= place < len(page.codes)]
    return any(letter.isdigit() for letter in around) and text.isdigit()


def _hidden_mark(hidden: Hidden) -> Mark:
    quoted = hidden.text if len(hidden.text) <= _QUOTED else hidden.text[:_QUOTED] + "…"
    message = (
        f"Page {hidden.page} holds text that is not seen on it: “{quoted}” ({hidden.reason}). "
        f"{'It is left out here.' if hidden.grave else 'It stays in the text.'}"
    )
    severity = Severity.ALARM if hidden.grave else Severity.INFO
    return Mark(
        MarkKind.NOTICE,
        0,
        0,
        text=message,
        code="hidden-text",
        severity=severity,
        hidden=len("".join(hidden.text.split())) if hidden.grave else 0,
    )


def laid_out(found: Findings) -> tuple[list[Block], list[Spot], list[Notice]]:
    """Body, footnotes and margins, in this order; where each line stands; what is to be said."""
    apart = furniture.apart(found.pieces, found.heights)
    pages = [list(columns.read(page)) for page in apart.pages]
    everything = [line for page in pages for line in page]
    size = furniture.body_size(everything)
    body: list[columns.Line | columns.Row] = []
    notes: list[columns.Line] = []
    for page, height in zip(pages, found.heights, strict=True):
        lines, below = furniture.notes_apart(page, size, height)
        body += lines
        notes += below
    words = Words.of(everything)
    main = Paragraphs(words, size)
    main.read(body)
    foot = Paragraphs(words, size, BlockKind.NOTE)
    for note in _single_notes(notes):
        foot.read(note)
    spots = [*main.spots, *(replace(spot, block=spot.block + len(main.blocks)) for spot in foot.spots)]
    margins = [Block(piece.text, BlockKind.MARGIN, place=f"page {piece.page}") for piece in apart.margins]
    notices = []
    if apart.numbers:
        message = f"{apart.numbers} page numbers were left out of the text."
        notices.append(Notice("page-numbers", Severity.INFO, message))
    return [*main.blocks, *foot.blocks, *margins], spots, notices


def _single_notes(lines: Sequence[columns.Line]) -> Iterator[list[columns.Line]]:
    note: list[columns.Line] = []
    for line in lines:
        text, begins = furniture.note_text(line.piece.text)
        if begins and note:
            yield note
            note = []
        if begins:
            shift = len(text) - len(line.piece.text)
            marks = tuple(
                replace(r, start=max(0, r.start + shift), end=r.end + shift) for r in line.piece.remarks
            )
            line = replace(line, piece=replace(line.piece, text=text, remarks=marks))
        note.append(line)
    if note:
        yield note


def _with_marks(
    blocks: list[Block],
    spots: Sequence[Spot],
    marks: Sequence[Mark],
    places: Sequence[tuple[int, float, float]],
) -> list[Block]:
    """The blocks with each mark laid on the line nearest to its place (page, left, base)."""
    if not marks:
        return blocks
    by_page: dict[int, list[Spot]] = {}
    for spot in spots:
        by_page.setdefault(spot.page, []).append(spot)
    added: dict[int, list[Mark]] = {}
    for item, (page, left, base) in zip(marks, places, strict=True):
        near = min(
            by_page.get(page, ()),
            key=lambda spot: (abs(spot.base - base), abs(spot.left - left)),
            default=None,
        )
        if near is None:
            added.setdefault(0, []).append(replace(item, start=0, end=0))
        else:
            added.setdefault(near.block, []).append(replace(item, start=near.start, end=near.end))
    if not blocks:
        return [Block("", marks=tuple(added[0]))]
    return [
        replace(block, marks=(*block.marks, *added[index])) if index in added else block
        for index, block in enumerate(blocks)
    ]


def _hidden_field(piece: Segment) -> Hidden:
    return Hidden(
        piece.page, piece.left, piece.base, piece.text, "it is a form field that is not shown", True
    )


def _summary(found: Findings) -> Iterator[Notice]:
    if found.unchecked > _CHECKED_FEW:
        yield Notice(
            "unchecked-text",
            Severity.INFO,
            f"{found.unchecked} characters are in fonts that the file does not carry; "
            "how they look on the page was not checked.",
        )
