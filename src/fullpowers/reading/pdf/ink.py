"""Which characters leave ink on the page, and why the others do not.

Method: the page is rendered once, at two points per point of the page; a character is seen where the
brightness changes inside its box. Doubtful ones are looked at again in colour and larger. What was
drawn after a text, and annotations, are taken away in another rendering: ink that then appears had
been covered.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from .glyphs import Flags, Floats, Page, Shape

TINY = 2.0
"""Points; nobody reads print of this size."""
SCALE = 2.0
"""Points of the rendering to a point of the page."""
_LARGER = 3.0
_STEP = 24
"""Change of brightness, of 255, that an eye sees at the edge of a letter."""
_LARGEST_SIDE = 4000
"""Points; larger pages are not rendered."""
_INVISIBLE = 3
_SURVIVES = 0.4

Grey = NDArray[np.uint8]

INVISIBLE, TRANSPARENT, OUTSIDE, UNREADABLE, NO_INK, COVERED = range(1, 7)
REASONS = (
    "",
    "it is set to be invisible",
    "it is fully transparent",
    "it lies outside the page",
    "it is set in a size nobody can read",
    "it leaves no ink: it has the colour of what is behind it, is covered, or its layer is switched off",
    "something was drawn over it",
)


def reasons(page: Page, picture: Grey | None, annotated: bool) -> NDArray[np.uint8]:
    """For each character an index into ``REASONS``; 0 when it is seen.

    Args:
        page: with its characters.
        picture: of the page as ``draw`` makes it; None when it cannot be drawn.
        annotated: whether annotations are drawn on the page, which may cover text.
    """
    why = np.zeros(len(page.codes), np.uint8)
    if not page.objects:
        return why
    drawn = letters(page)
    boxes = page.boxes
    outside = (boxes[:, 2] <= 0) | (boxes[:, 3] <= 0)
    outside |= (boxes[:, 0] >= page.width) | (boxes[:, 1] >= page.height)
    if picture is not None:
        inside = drawn & ~outside & checkable(page)
        seen = _has_ink(page, picture, inside)
        why[inside & ~seen] = NO_INK
        why[_covered(page, inside & seen, annotated)] = COVERED
    modes = np.array([*(item.mode for item in page.objects), 0])[page.owner]
    alphas = np.array([*(item.alpha for item in page.objects), 255])[page.owner]
    why[drawn & (page.sizes < TINY)] = UNREADABLE
    why[drawn & (modes == _INVISIBLE)] = INVISIBLE
    why[drawn & (alphas <= 8)] = TRANSPARENT
    why[drawn & outside] = OUTSIDE
    return why


def letters(page: Page) -> Flags:
    """Characters that an object of the page draws and that are no spaces."""
    codes = page.codes
    spaces = (codes <= 32) | (codes == 0xA0) | (codes == 0xAD) | (codes >= 0xFFF0)
    result: Flags = (page.owner >= 0) & ~spaces & ~((codes >= 0x2000) & (codes <= 0x200F))
    return result


def checkable(page: Page) -> Flags:
    """Not where a font is missing from the file and the renderer may have no such letters."""
    embedded = np.array([*(item.font.is_embedded for item in page.objects), False])[page.owner]
    thin = (page.boxes[:, 2] - page.boxes[:, 0] < 0.05) | (page.boxes[:, 3] - page.boxes[:, 1] < 0.05)
    result: Flags = (embedded | (page.codes < 0x180)) & ~thin
    return result


def is_recognised_scan(page: Page, why: NDArray[np.uint8]) -> bool:
    """Whether the page is a picture with invisible words laid over it, as text recognition makes them."""
    pictures = [shape.box for shape in page.shapes if shape.is_image]
    area = sum(
        max(0.0, min(box[2], page.width) - max(box[0], 0.0))
        * max(0.0, min(box[3], page.height) - max(box[1], 0.0))
        for box in pictures
    )
    drawn = letters(page)
    unseen = int((drawn & ((why == INVISIBLE) | (why == TRANSPARENT))).sum())
    return area >= 0.6 * page.width * page.height and 0 < 0.9 * int(drawn.sum()) <= unseen


def draw(page: Page, scale: float = SCALE, *, annotations: bool = True) -> Grey | None:
    """The page in shades of grey; None for a page of senseless size."""
    return _drawn(page, scale, pdfium.FPDFBitmap_Gray, 1, annotations)


def _drawn(page: Page, scale: float, kind: int, channels: int, annotations: bool = True) -> Grey | None:
    width, height = int(page.width * scale), int(page.height * scale)
    if not (0 < width <= _LARGEST_SIDE * scale and 0 < height <= _LARGEST_SIDE * scale):
        return None
    buffer = np.full((height, width, channels), 255, np.uint8)
    bitmap = pdfium.FPDFBitmap_CreateEx(
        width, height, kind, ctypes.c_void_p(buffer.ctypes.data), width * channels
    )
    if not bitmap:
        return None
    flags = pdfium.FPDF_ANNOT if annotations else 0
    pdfium.FPDF_RenderPageBitmap(bitmap, page.handle, 0, 0, width, height, 0, flags)
    pdfium.FPDFBitmap_Destroy(bitmap)
    return buffer[:, :, 0] if channels == 1 else buffer


def _has_ink(page: Page, picture: Grey, wanted: Flags) -> Flags:
    seen = np.zeros(len(wanted), bool)
    seen[wanted] = _counted(_halved(_edges(picture)), page.boxes[wanted], SCALE / 2) > 0
    doubtful = np.flatnonzero(wanted & ~seen)
    colours = _drawn(page, _LARGER, pdfium.FPDFBitmap_BGRx, 4) if len(doubtful) else None
    if colours is None:
        seen[doubtful] = len(doubtful) > 0 and page.width > _LARGEST_SIDE
        return seen
    # only the part of the page that the doubtful characters stand in
    boxes = page.boxes[doubtful]
    top = max(0, int((boxes[:, 1].min() - 2) * _LARGER))
    bottom = max(top + 2, int((boxes[:, 3].max() + 2) * _LARGER))
    strip = boxes - np.array([0, top / _LARGER, 0, top / _LARGER])
    for channel in range(3):
        seen[doubtful] |= _counted(_edges(colours[top:bottom, :, channel]), strip, _LARGER) > 0
    return seen


def _edges(picture: Grey) -> Flags:
    """Where the brightness differs visibly from the point to the left or above."""
    edges = np.zeros(picture.shape, bool)
    for one, other, target in (
        (picture[:, 1:], picture[:, :-1], edges[:, 1:]),
        (picture[1:], picture[:-1], edges[1:]),
    ):
        target |= (np.maximum(one, other) - np.minimum(one, other)) > _STEP
    return edges


def _halved(pixels: Flags) -> Flags:
    height, width = pixels.shape[0] // 2 * 2, pixels.shape[1] // 2 * 2
    rows = pixels[0:height:2, :width] | pixels[1:height:2, :width]
    result: Flags = rows[:, 0::2] | rows[:, 1::2]
    return result


def _counted(pixels: Flags, boxes: Floats, scale: float) -> NDArray[np.int32]:
    """Set points in each box, by sums over the rectangle from the corner."""
    height, width = pixels.shape
    sums = np.zeros((height + 1, width + 1), np.int32)
    np.cumsum(pixels, axis=0, dtype=np.int32, out=sums[1:, 1:])
    np.cumsum(sums, axis=1, out=sums)
    left = np.clip(np.floor(boxes[:, 0] * scale), 0, width).astype(int)
    top = np.clip(np.floor(boxes[:, 1] * scale), 0, height).astype(int)
    right = np.clip(np.ceil(boxes[:, 2] * scale) + 1, 0, width).astype(int)
    bottom = np.clip(np.ceil(boxes[:, 3] * scale) + 1, 0, height).astype(int)
    result: NDArray[np.int32] = sums[bottom, right] - sums[top, right] - sums[bottom, left] + sums[top, left]
    return result


def _covered(page: Page, wanted: Flags, annotated: bool) -> Flags:
    """Characters whose ink is gone because of what was drawn later, even where other ink replaced it."""
    result = np.zeros(len(wanted), bool)
    order = np.array([*(item.order for item in page.objects), -1])[page.owner]
    middle_x = (page.boxes[:, 0] + page.boxes[:, 2]) / 2
    middle_y = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    covers: list[Shape] = []
    for shape in page.shapes:
        if not (shape.is_opaque or shape.is_image):
            continue
        left, top, right, bottom = shape.box
        under = wanted & (order >= 0) & (order < shape.order)
        under &= (middle_x > left) & (middle_x < right) & (middle_y > top) & (middle_y < bottom)
        if under.any():
            covers.append(shape)
            result |= under
    if annotated:
        result = wanted.copy()
    if not covers and not annotated:
        return result
    bare, whole = _without(page, covers), draw(page)
    if bare is None or whole is None:
        return result & False
    paper = int(np.median(bare))
    ink = np.abs(bare.astype(np.int16) - paper) > 2 * _STEP
    kept = ink & (np.abs(whole.astype(np.int16) - bare) <= 2 * _STEP)
    boxes = page.boxes[result]
    result[result] = _counted(kept, boxes, SCALE) < _SURVIVES * _counted(ink, boxes, SCALE)
    return result


def _without(page: Page, shapes: Sequence[Shape]) -> Grey | None:
    """The page without these shapes and without annotations."""
    handles = [ctypes.cast(shape.handle, pdfium.FPDF_PAGEOBJECT) for shape in shapes]
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, False)
    try:
        return draw(page, annotations=False)
    finally:
        for handle in handles:
            pdfium.FPDFPageObj_SetIsActive(handle, True)
