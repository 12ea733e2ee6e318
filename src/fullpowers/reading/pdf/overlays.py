"""What is laid over the pages of a PDF file: readers' remarks, text boxes, form fields."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf

from fullpowers.model import Severity

from ..blocks import Mark, MarkKind
from .placing import Placed
from .segments import Segment

_SHOWN = 200
_COVER_NOTHING = frozenset({"/Link", "/Popup", "/Text", "/Highlight", "/Underline", "/FileAttachment"})
"""Annotations that cover no text."""
_REMARKS = frozenset(
    {"/Text", "/FreeText", "/Highlight", "/Underline", "/StrikeOut", "/Squiggly", "/Caret", "/Stamp"}
    | {"/Square", "/Circle", "/Polygon", "/Ink", "/Line", "/Redact"}
)
_STRUCK_OUT = Mark(
    MarkKind.NOTICE, 0, 0, code="struck-text", severity=Severity.CAUTION,
    text="A reader's remark strikes out words of this line, as a proposal; they stay in the text here.",
)  # fmt: skip
_HIDDEN_FLAGS = 2 | 32
_FIELD_SIZE = 10.0


def annotated(pdf: pikepdf.Pdf) -> frozenset[int]:
    """Indices of the pages with annotations that may cover text."""
    found = set()
    for index, page in enumerate(pdf.pages):
        if any(str(item.get("/Subtype")) not in _COVER_NOTHING and "/AP" in item for item in items_of(page)):
            found.add(index)
    return frozenset(found)


def remarks(pdf: pikepdf.Pdf, heights: list[float]) -> Iterator[Placed]:
    """The remarks that readers left on the pages."""
    for index, page in enumerate(pdf.pages):
        for item in items_of(page):
            if str(item.get("/Subtype")) not in _REMARKS:
                continue
            text = text_of(item.get("/Contents"))
            left, base = _place(item, page, heights[index])
            if str(item.get("/Subtype")) == "/StrikeOut":
                yield Placed(_STRUCK_OUT, index + 1, left, base)
            if not text:
                continue
            if str(item.get("/Subtype")) == "/FreeText":
                message = f"Written over page {index + 1}, outside its text: “{text[:_SHOWN]}”."
                said = Mark(
                    MarkKind.NOTICE, 0, 0, text=message, code="written-over", severity=Severity.CAUTION
                )
                yield Placed(said, index + 1, left, base)
            comment = Mark(
                MarkKind.COMMENT, 0, 0, text_of(item.get("/T")), day_of(text_of(item.get("/M"))), text
            )
            yield Placed(comment, index + 1, left, base)


def fields(pdf: pikepdf.Pdf, heights: list[float]) -> tuple[list[Segment], list[Segment]]:
    """The values of form fields as pieces of the lines that they stand on: those shown, and those not."""
    shown: list[Segment] = []
    hidden: list[Segment] = []
    for index, page in enumerate(pdf.pages):
        for item in items_of(page):
            value = _value(item) if str(item.get("/Subtype")) == "/Widget" else ""
            if not value:
                continue
            box = _box(item, page, heights[index])
            if box is None:
                continue
            left, top, right, bottom = box
            base = bottom - max(2.0, (bottom - top - _FIELD_SIZE) / 2 + 2)
            lines = [line for line in value.splitlines() if line.strip()] or [value]
            is_hidden = (
                bool(int(item.get("/F", 0) or 0) & _HIDDEN_FLAGS) or right - left < 1 or bottom - top < 1
            )
            for number, line in enumerate(lines[:200]):
                down = base if len(lines) == 1 else top + 12.0 * (number + 1)
                piece = Segment(
                    " ".join(line.split()), left, top, right, bottom, down, _FIELD_SIZE, False, index + 1
                )
                (hidden if is_hidden else shown).append(piece)
    return shown, hidden


def items_of(page: pikepdf.Page) -> Iterator[pikepdf.Object]:
    """The annotations of a page."""
    items = page.obj.get("/Annots")
    for item in items if isinstance(items, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Dictionary):
            yield item


def _value(widget: pikepdf.Object) -> str:
    """What a text or choice field says; buttons say nothing."""
    kind, value, at = widget.get("/FT"), widget.get("/V"), widget.get("/Parent")
    for _ in range(20):
        if not isinstance(at, pikepdf.Dictionary):
            break
        kind = kind if kind is not None else at.get("/FT")
        value = value if value is not None else at.get("/V")
        at = at.get("/Parent")
    if str(kind) not in ("/Tx", "/Ch") or value is None:
        return ""
    if isinstance(value, pikepdf.Array):
        return ", ".join(text_of(item) for item in value)
    return text_of(value)


def _place(item: pikepdf.Object, page: pikepdf.Page, height: float) -> tuple[float, float]:
    box = _box(item, page, height)
    return (box[0], (box[1] + box[3]) / 2) if box else (0.0, 0.0)


def _box(item: pikepdf.Object, page: pikepdf.Page, height: float) -> tuple[float, float, float, float] | None:
    """Left, top, right, bottom of an annotation on an upright page."""
    try:
        a, b, c, d = (float(value) for value in item.get("/Rect", []))
        crop = [float(value) for value in page.cropbox]
    except (TypeError, ValueError, AttributeError, pikepdf.PdfError):
        return None
    left, right = sorted((a - crop[0], c - crop[0]))
    top, bottom = sorted((height - (b - crop[1]), height - (d - crop[1])))
    return left, top, right, bottom


def text_of(value: object) -> str:
    if not isinstance(value, (pikepdf.String, pikepdf.Name, str)):
        return ""
    return " ".join(str(value).replace("\0", "").split(" ")).strip()


def day_of(date: str) -> str:
    """``D:20250221093000Z`` as ``2025-02-21``."""
    digits = date.removeprefix("D:")[:8]
    return f"{digits[:4]}-{digits[4:6]}-{digits[6:]}" if len(digits) == 8 and digits.isdigit() else date[:20]
