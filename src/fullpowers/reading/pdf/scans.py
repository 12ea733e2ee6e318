"""Pages that are pictures: read by text recognition where it is installed, else said to be unread."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import pypdfium2.raw as pdfium

from fullpowers.model import Notice, Refusal, Severity, UnreadableInput

from .. import kits, ocr
from ..blocks import Extract
from . import glyphs, ink
from .layout import laid_out
from .segments import Remark, Segment

if TYPE_CHECKING:
    from .document import Findings

_SCALE = ocr.PER_INCH / 72


def recognise(found: Findings, document: Any, name: str) -> None:
    """Read the pages of ``found`` that are pictures, and say how.

    Args:
        found: changed in place.
        document: the open file.
        name: of the file.

    Raises:
        UnreadableInput: there is nothing but pictures, and text recognition is not installed.
    """
    pictures = sorted({*found.scanned, *found.recognised})
    if not pictures:
        return
    kits.need("ocr", ocr.seconds(len(pictures)))
    if not ocr.is_ready():
        _without(found, name)
        return
    doubtful = 0
    done = pictures[: ocr.MOST_PAGES]
    for number in done:
        pieces = _read(document, number)
        doubtful += sum(len(piece.remarks) for piece in pieces)
        found.pieces[number - 1] = [
            *pieces,
            *(p for p in found.pieces[number - 1] if number in found.scanned),
        ]
    found.notices.append(_said(done, len(found.pieces), doubtful))
    if left := pictures[ocr.MOST_PAGES :]:
        found.notices.append(_unread(left))


def from_pictures(pictures: Sequence[ink.Grey]) -> Extract:
    """The blocks of pictures of pages at ``ocr.PER_INCH``."""
    pages = [pieces(ocr.lines(picture), number, 1 / _SCALE) for number, picture in enumerate(pictures, 1)]
    doubtful = sum(len(piece.remarks) for page in pages for piece in page)
    blocks, _, notices = laid_out(pages, [picture.shape[0] / _SCALE for picture in pictures])
    said = _said(range(1, len(pictures) + 1), len(pictures), doubtful)
    return Extract(tuple(blocks), (*notices, said))


def _without(found: Findings, name: str) -> None:
    if not any(found.pieces):
        raise UnreadableInput(Refusal.NO_TEXT, name, "its pages are pictures of text (a scan)", ocr.ADVICE)
    if found.scanned:
        found.notices.append(_unread(found.scanned))
    if found.recognised:
        found.notices.append(
            Notice(
                "machine-read",
                Severity.ALARM,
                f"{_pages(found.recognised)} of {len(found.pieces)} are pictures with words laid under them "
                "by somebody's machine. Those words are read here; whether the picture says the same "
                "was not checked. "
                f"To check it, {ocr.ADVICE}.",
            )
        )


def _read(document: Any, number: int) -> list[Segment]:
    handle = pdfium.FPDF_LoadPage(document, number - 1)
    if not handle:
        return []
    try:
        width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
        page = glyphs.empty_page(handle, number, width, height)
        picture = ink.draw(page, _SCALE)
        return [] if picture is None else pieces(ocr.lines(picture), number, 1 / _SCALE)
    finally:
        pdfium.FPDF_ClosePage(handle)


def pieces(lines: Sequence[ocr.Line], page: int, unit: float) -> list[Segment]:
    """Recognised lines as pieces of a page; ``unit`` is the size of a point of the picture in points."""
    return [
        Segment(
            line.text,
            line.left * unit,
            line.top * unit,
            line.right * unit,
            line.bottom * unit,
            line.base * unit,
            line.size * unit,
            False,
            page,
            remarks=tuple(Remark(d.start, d.end, "doubtful-reading", d.message, False) for d in line.doubts),
        )
        for line in lines
    ]


def _said(pages: Sequence[int], count: int, doubtful: int) -> Notice:
    return Notice(
        "machine-read",
        Severity.CAUTION,
        f"{_pages(pages)} of {count} {_pictures(pages)}; the words were recognised by machine (Tesseract), "
        f"{doubtful} of them doubtfully. Compare figures and every “shall” and “may” with the page.",
    )


def _unread(pages: Sequence[int]) -> Notice:
    return Notice(
        "unread-part",
        Severity.ALARM,
        f"{_pages(pages)} {_pictures(pages)} and not read; the text is missing here. "
        f"To read them, {ocr.ADVICE}.",
    )


def _pictures(pages: Sequence[int]) -> str:
    return "are pictures" if len(pages) > 1 else "is a picture"


def _pages(numbers: Sequence[int]) -> str:
    listed = ", ".join(map(str, numbers[:12])) + (", …" if len(numbers) > 12 else "")
    return f"Pages {listed}" if len(numbers) > 1 else f"Page {listed}"
