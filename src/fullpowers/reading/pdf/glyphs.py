"""The characters of a page with their places, and the objects that drew them, by PDFium.

All places are in points from the upper left corner of the page as it is shown, y downwards.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

_TYPE_TEXT, _TYPE_PATH, _TYPE_IMAGE, _TYPE_FORM = 1, 2, 3, 5
_BOLD_WEIGHT = 600
_OBJECTS = 200_000
_FORM_DEPTH = 12
_OPAQUE = 250


@dataclass(frozen=True, slots=True)
class Font:
    """A font as the file names it."""

    key: int
    name: str
    is_bold: bool
    is_embedded: bool


@dataclass(frozen=True, slots=True)
class TextObject:
    """One text-showing operation of the page."""

    order: int
    """Place in the order of drawing; -1 when not known."""
    font: Font
    size: float
    """In points on the page."""
    mode: int
    """Render mode; 3 draws nothing."""
    alpha: int
    colour: tuple[int, int, int]
    """Red, green and blue that it is filled with."""
    angle: float
    """Direction of writing as shown, in degrees, 0 to 360."""
    handle: int


@dataclass(frozen=True, slots=True)
class Shape:
    """A filled path or an image, which may cover what was drawn before; or a ruled line."""

    order: int
    handle: Any
    box: tuple[float, float, float, float]
    is_image: bool
    is_opaque: bool


@dataclass(slots=True)
class Page:
    """What stands on one page. Arrays run over the characters in the order of the content."""

    number: int
    """From 1."""
    handle: Any
    width: float
    height: float
    codes: NDArray[np.uint32]
    boxes: Floats
    """Left, top, right, bottom of the ink of each character."""
    origins: Floats
    """Where the pen stood when the character's object was begun: x, and y of the base line."""
    objects: list[TextObject]
    owner: NDArray[np.int32]
    """Index into ``objects``; -1 for spaces and breaks that PDFium made up."""
    shapes: list[Shape] = field(default_factory=list)

    @property
    def sizes(self) -> Floats:
        """Size of each character; 0 where no object drew it."""
        table = np.array([*(item.size for item in self.objects), 0.0])
        return table[self.owner]

    def text(self, indices: NDArray[np.intp]) -> str:
        """The characters at ``indices``."""
        return "".join(map(chr, self.codes[indices].tolist()))


def _fast(function: Any, *types: Any, result: Any = ctypes.c_int) -> Callable[..., Any]:
    """The same entry point taking plain addresses, which costs a third of the wrapped call."""
    place = ctypes.cast(function, ctypes.c_void_p).value or 0
    return ctypes.CFUNCTYPE(result, *types)(place)


_P, _I = ctypes.c_void_p, ctypes.c_int
_char_box = _fast(pdfium.FPDFText_GetCharBox, _P, _I, _P, _P, _P, _P)
_char_origin = _fast(pdfium.FPDFText_GetCharOrigin, _P, _I, _P, _P)
_char_code = _fast(pdfium.FPDFText_GetUnicode, _P, _I, result=ctypes.c_uint)
_char_object = _fast(pdfium.FPDFText_GetTextObject, _P, _I, result=_P)
_char_matrix = _fast(pdfium.FPDFText_GetMatrix, _P, _I, _P)
_object_type = _fast(pdfium.FPDFPageObj_GetType, _P)
_object_bounds = _fast(pdfium.FPDFPageObj_GetBounds, _P, _P, _P, _P, _P)
_object_matrix = _fast(pdfium.FPDFPageObj_GetMatrix, _P, _P)
_page_object = _fast(pdfium.FPDFPage_GetObject, _P, _I, result=_P)
_form_object = _fast(pdfium.FPDFFormObj_GetObject, _P, ctypes.c_ulong, result=_P)
_text_size = _fast(pdfium.FPDFTextObj_GetFontSize, _P, _P)
_text_mode = _fast(pdfium.FPDFTextObj_GetTextRenderMode, _P)
_text_font = _fast(pdfium.FPDFTextObj_GetFont, _P, result=_P)
_fill_color = _fast(pdfium.FPDFPageObj_GetFillColor, _P, _P, _P, _P, _P)
_font_name = _fast(pdfium.FPDFFont_GetBaseFontName, _P, _P, ctypes.c_size_t, result=ctypes.c_size_t)
_font_weight = _fast(pdfium.FPDFFont_GetWeight, _P)
_font_embedded = _fast(pdfium.FPDFFont_GetIsEmbedded, _P)
_draw_mode = _fast(pdfium.FPDFPath_GetDrawMode, _P, _P, _P)
_transparency = _fast(pdfium.FPDFPageObj_HasTransparency, _P)


def address(handle: Any) -> int:
    """Where a PDFium handle points."""
    return ctypes.cast(handle, ctypes.c_void_p).value or 0


def read_page(handle: Any, number: int, fonts: dict[int, Font]) -> Page:
    """The characters and shapes of a loaded page.

    Args:
        handle: a PDFium page.
        number: of the page, from 1.
        fonts: filled as fonts are met; shared by the pages of one file.
    """
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        return _read(handle, address(text), number, fonts)
    finally:
        pdfium.FPDFText_ClosePage(text)


def empty_page(handle: Any, number: int, width: float, height: float) -> Page:
    """A page of which only the looks are of interest."""
    nothing = np.zeros(0)
    codes, boxes, origins = nothing.astype(np.uint32), nothing.reshape(0, 4), nothing.reshape(0, 2)
    return Page(number, handle, width, height, codes, boxes, origins, [], nothing.astype(np.int32))


def _read(handle: Any, text: int, number: int, fonts: dict[int, Font]) -> Page:
    width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
    count = max(0, pdfium.FPDFText_CountChars(ctypes.cast(text, pdfium.FPDF_TEXTPAGE)) if text else 0)
    boxes, origins = np.zeros((count, 4)), np.zeros((count + 1, 2))
    codes, owner = [0] * count, [-1] * count
    matrix = page_matrix(handle, width, height)
    order, shapes = _drawn(address(handle), matrix)
    objects: list[TextObject] = []
    known: dict[int, int] = {}
    at_box, at_origin = boxes.ctypes.data, origins.ctypes.data
    for index in range(count):
        codes[index] = _char_code(text, index)
        drawer = _char_object(text, index)
        if not drawer:
            continue
        place = known.get(drawer)
        if place is None:
            place = known[drawer] = len(objects)
            objects.append(_text_object(text, index, drawer, order.get(drawer, -1), matrix, fonts))
            at = at_origin + 16 * place
            _char_origin(text, index, at, at + 8)
        owner[index] = place
        at = at_box + 32 * index
        _char_box(text, index, at, at + 16, at + 8, at + 24)  # left, bottom, right, top
    return Page(
        number,
        handle,
        width,
        height,
        np.array(codes, np.uint32),
        _shown(boxes, matrix),
        _moved(origins[: len(objects) + 1], matrix)[np.array(owner, np.int32)],
        objects,
        np.array(owner, np.int32),
        shapes,
    )


def page_matrix(handle: Any, width: float, height: float) -> tuple[float, float, float, float, float, float]:
    """From the coordinates of the content to those of the page as it is shown (rotation, crop box)."""
    scale = 1000
    x, y = ctypes.c_int(), ctypes.c_int()
    points = []
    for at in ((0.0, 0.0), (1000.0, 0.0), (0.0, 1000.0)):
        pdfium.FPDF_PageToDevice(
            handle, 0, 0, int(width * scale), int(height * scale), 0, *at, ctypes.byref(x), ctypes.byref(y)
        )
        points.append((x.value / scale, y.value / scale))
    (e, f), (ax, ay), (cx, cy) = points
    return (ax - e) / 1000, (ay - f) / 1000, (cx - e) / 1000, (cy - f) / 1000, e, f


def _moved(points: Floats, matrix: tuple[float, ...]) -> Floats:
    a, b, c, d, e, f = matrix
    x, y = points[:, 0], points[:, 1]
    return np.stack((a * x + c * y + e, b * x + d * y + f), axis=1)


def _shown(boxes: Floats, matrix: tuple[float, ...]) -> Floats:
    one, other = _moved(boxes[:, :2], matrix), _moved(boxes[:, 2:], matrix)
    return np.concatenate((np.minimum(one, other), np.maximum(one, other)), axis=1)


def _text_object(
    text: int, index: int, drawer: int, order: int, matrix: tuple[float, ...], fonts: dict[int, Font]
) -> TextObject:
    size = ctypes.c_float()
    _text_size(drawer, ctypes.addressof(size))
    m = (ctypes.c_float * 6)()
    _char_matrix(text, index, ctypes.addressof(m))
    a, b, c, d = m[0], m[1], m[2], m[3]
    scale = (abs(a * d - b * c)) ** 0.5 or max(abs(a), abs(b))
    dx, dy = matrix[0] * a + matrix[2] * b, matrix[1] * a + matrix[3] * b
    angle = float(np.degrees(np.arctan2(-dy, dx))) % 360
    colour = (ctypes.c_uint * 4)()
    at = ctypes.addressof(colour)
    filled = _fill_color(drawer, at, at + 4, at + 8, at + 12)
    red, green, blue, alpha = colour if filled else (0, 0, 0, 255)
    font = _font(_text_font(drawer) or 0, fonts)
    page_scale = abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) ** 0.5
    shown = size.value * scale * page_scale
    return TextObject(order, font, shown, _text_mode(drawer), alpha, (red, green, blue), angle, drawer)


def _font(handle: int, fonts: dict[int, Font]) -> Font:
    if handle not in fonts:
        buffer = ctypes.create_string_buffer(200)
        if handle:
            _font_name(handle, ctypes.addressof(buffer), 200)
        name = buffer.value.decode("utf-8", "replace")
        bold = bool(handle) and _font_weight(handle) >= _BOLD_WEIGHT
        bold = bold or any(word in name.lower() for word in ("bold", "black", "heavy"))
        fonts[handle] = Font(handle, name, bold, bool(handle) and _font_embedded(handle) == 1)
    return fonts[handle]


def _drawn(page: int, matrix: tuple[float, ...]) -> tuple[dict[int, int], list[Shape]]:
    """The order in which text objects are drawn, and the shapes between them."""
    order: dict[int, int] = {}
    shapes: list[Shape] = []
    for place, (item, kind, around) in enumerate(_objects(page)):
        if place >= _OBJECTS:
            break
        if kind == _TYPE_TEXT:
            order[item] = place
        elif kind in (_TYPE_PATH, _TYPE_IMAGE):
            shapes.append(_shape(item, kind, place, _concatenated(around, matrix)))
    return order, shapes


def _objects(page: int) -> Iterator[tuple[int, int, tuple[float, ...]]]:
    """Every object of a page in the order of drawing, with the matrix of the form it stands in."""
    count = pdfium.FPDFPage_CountObjects(ctypes.cast(page, pdfium.FPDF_PAGE))
    for index in range(count):
        if item := _page_object(page, index):
            yield from _unfolded(item, (1.0, 0.0, 0.0, 1.0, 0.0, 0.0), 0)


def _unfolded(
    item: int, around: tuple[float, ...], depth: int
) -> Iterator[tuple[int, int, tuple[float, ...]]]:
    kind = _object_type(item)
    if kind != _TYPE_FORM or depth >= _FORM_DEPTH:
        yield item, kind, around
        return
    m = (ctypes.c_float * 6)()
    _object_matrix(item, ctypes.addressof(m))
    inner = _concatenated(tuple(m), around)
    for index in range(pdfium.FPDFFormObj_CountObjects(ctypes.cast(item, pdfium.FPDF_PAGEOBJECT))):
        if child := _form_object(item, index):
            yield from _unfolded(child, inner, depth + 1)


def _concatenated(first: tuple[float, ...], then: tuple[float, ...]) -> tuple[float, ...]:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return (
        a * p + b * r,
        a * q + b * s,
        c * p + d * r,
        c * q + d * s,
        e * p + f * r + t,
        e * q + f * s + u,
    )


def _shape(item: int, kind: int, order: int, matrix: tuple[float, ...]) -> Shape:
    bounds = (ctypes.c_float * 4)()
    at = ctypes.addressof(bounds)
    _object_bounds(item, at, at + 4, at + 8, at + 12)
    box = _shown(np.array([list(bounds)], np.float64), matrix)[0]
    opaque = not _transparency(item)
    if kind == _TYPE_PATH:
        modes = (ctypes.c_int * 2)()
        _draw_mode(item, ctypes.addressof(modes), ctypes.addressof(modes) + 4)
        colour = (ctypes.c_uint * 4)()
        at = ctypes.addressof(colour)
        filled = modes[0] != 0 and _fill_color(item, at, at + 4, at + 8, at + 12)
        opaque = opaque and bool(filled) and colour[3] >= _OPAQUE
    left, top, right, bottom = (float(value) for value in box)
    return Shape(order, item, (left, top, right, bottom), kind == _TYPE_IMAGE, opaque)
