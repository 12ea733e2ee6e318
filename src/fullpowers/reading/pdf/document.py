"""The way from the bytes of a PDF file to its blocks, top to bottom."""

from __future__ import annotations

import ctypes
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium

from fullpowers.model import Notice, Reading, Severity

from ..blocks import Extract
from . import (
    carried,
    glyphs,
    grids,
    hidden,
    ink,
    overlays,
    paragraphs,
    redline,
    revisions,
    sample,
    scans,
    screen,
    second,
    shapes,
    spoken,
    strokes,
    wording,
)
from .layout import laid_out
from .placing import with_marks
from .segments import Remark, Said, Segment, segments

_CHECKED_FEW = 20
_LISTED = 8


@dataclass(slots=True)
class Findings:
    """What the pages of a file showed, and did not show."""

    pieces: list[list[Segment]] = field(default_factory=list)
    heights: list[float] = field(default_factory=list)
    hidden: list[hidden.Hidden] = field(default_factory=list)
    tables: list[tuple[grids.Grid, ...]] = field(default_factory=list)
    """Tables of each page that are drawn with rules."""
    letters: list[str] = field(default_factory=list)
    """All letters of each page, hidden ones included, in the order of the content."""
    doubted: set[int] = field(default_factory=set)
    """Indices of the pages that do not show what they hold."""
    unchecked: Counter[int] = field(default_factory=Counter)
    """Characters by page in fonts that are not in the file, beyond those of every renderer."""
    unjudged: Counter[str] = field(default_factory=Counter)
    """Letters whose shape was not compared with their name."""
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


def extract(
    data: bytes,
    name: str,
    password: str = "",
    reading: Reading = Reading.ACCEPTED,
    *,
    second_opinion: bool = False,
) -> Extract:
    """The blocks of a PDF file.

    Args:
        data: the file.
        name: of it, for messages.
        password: that opens it.
        reading: which state of a printed redline the text shows.
        second_opinion: whether another program reads all pages too, however many there are.

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
                drawn = _pages(plain, frozenset(), name)
            notices += spoken.judge(found.pieces, drawn.pieces)
            found.letters = drawn.letters
        opinion = _opinion(data, password, handle, found, whole=second_opinion)
        fields, unseen = overlays.fields(pdf, found.heights)
        for piece in fields:
            found.pieces[piece.page - 1].append(piece)
        scans.recognise(found, handle, name)
    placed = [
        *map(hidden.placed, (*found.hidden, *map(hidden.field, unseen))),
        *overlays.remarks(pdf, found.heights),
        *map(second.placed, opinion.differences),
    ]
    blocks, spots, more = laid_out(found.pieces, found.heights, found.tables)
    blocks, changes = redline.settled(with_marks(blocks, spots, placed), reading)
    notices += (*more, *changes, *revisions.notices(data, name, password))
    notices += (*found.notices, *second.notices(opinion, len(found.heights)), *_summary(found))
    return Extract(tuple(blocks), tuple(notices), record=carried.record(pdf))


def _opinion(data: bytes, password: str, handle: Any, found: Findings, *, whole: bool) -> second.Opinion:
    """What the second reader says of the whole file, when it is short or asked for, or of doubted pages."""
    pages = range(len(found.letters))
    wanted = pages if whole or len(pages) <= second.WHOLE else frozenset(found.doubted)
    return second.opinion(
        data, password, found.letters, wanted, lambda index: wording.words(wording.page_lines(handle, index))
    )


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
    specimens = shapes.Specimens()
    count = pdfium.FPDF_GetPageCount(document)
    if count <= 0:
        raise screen.broken(name, "it has no pages")
    for index in range(count):
        handle = pdfium.FPDF_LoadPage(document, index)
        if not handle:
            found.pieces.append([])
            found.heights.append(0.0)
            found.letters.append("")
            found.tables.append(())
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
    found.letters.append(page.text(np.flatnonzero(letters)))
    found.tables.append(grids.grids(page.shapes))
    if ink.is_recognised_scan(page, why):
        found.recognised.append(page.number)
        found.pieces.append(segments(page, letters | (page.owner < 0) | (page.codes == 32)))
        return
    checkable = ink.checkable(page)
    found.unchecked[page.number] += int((letters & ~checkable).sum())
    shown = why == 0
    for start, end, stretch in hidden.stretches(page, why):
        if any(letter.isalnum() for letter in stretch.text):
            found.hidden.append(stretch)
        # a slip is not worth a hole in a word
        shown[start:end] |= not stretch.grave
    if picture is not None and not (letters & shown).any() and _has_picture(page, picture):
        found.scanned.append(page.number)
    unknown = page.text(np.flatnonzero(letters & shown & checkable & ~shapes.is_known(page)))
    found.unjudged.update(letter for letter in unknown if letter.isalpha())
    lines = strokes.strokes(page)
    said: Said = {
        index: (Remark(0, 0, redline.CODES[int(lines[index])], ""),)
        for index in np.flatnonzero(lines).tolist()
    }
    for doubt in shapes.doubts(page, picture, letters & shown & checkable, specimens):
        remark = Remark(0, 0, "drawn-otherwise", _drawn(doubt), doubt.said.isdigit())
        said[doubt.index] = (*said.get(doubt.index, ()), remark)
        if doubt.said.isdigit():
            page.codes[doubt.index] = ord(doubt.drawn)
    if picture is None or any(remark.message for remarks in said.values() for remark in remarks):
        found.doubted.add(page.number - 1)
    found.doubted.update(h.page - 1 for h in found.hidden[-1:] if h.grave)
    rules = [(x, t.rows[0], t.rows[-1]) for t in found.tables[-1] for x in t.columns[1:-1]]
    found.pieces.append(segments(page, shown, said, rules))


def _drawn(doubt: shapes.Doubt) -> str:
    return (
        f"The page draws “{doubt.drawn}” where the text inside the file says “{doubt.said}”. "
        + (f"It is read here as “{doubt.drawn}”; " if doubt.said.isdigit() else "Look at the page; ")
        + "whoever copies or searches the text gets the other one."
    )


def _has_picture(page: glyphs.Page, picture: ink.Grey) -> bool:
    return any(shape.is_image for shape in page.shapes) and int(picture.max()) - int(picture.min()) > 40


def _summary(found: Findings) -> Iterator[Notice]:
    if found.unchecked.total() > _CHECKED_FEW:
        pages = ", ".join(str(number) for number, count in found.unchecked.items() if count)
        yield Notice(
            "unchecked-text",
            Severity.INFO,
            f"{found.unchecked.total()} characters (page {pages}) are in fonts that the file does not carry; "
            "how they look on the page was not checked.",
        )
    if found.unjudged.total() > _CHECKED_FEW:
        usual = ", ".join(letter for letter, _ in found.unjudged.most_common(_LISTED))
        yield Notice(
            "unchecked-shapes",
            Severity.INFO,
            f"Of {sum(map(len, found.letters))} letters and signs, {found.unjudged.total()} letters ({usual}"
            f"{', …' if len(found.unjudged) > _LISTED else ''}) were not compared with their names: the "
            "renderer has none to hold them against. That they can be seen was checked.",
        )
