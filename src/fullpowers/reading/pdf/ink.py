"""Which characters leave ink on the page, and why the others do not.

Method: the page is rendered once, at two points per point of the page; a character is seen where the
brightness changes inside its box. Doubtful ones are looked at again in colour and larger. What was
drawn after a text, and annotations, are taken away in another rendering: ink that then appears had
been covered.
"""

from __future__ import annotations

import ctypes

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from .glyphs import Flags, Floats, Page

TINY = 2.0
"""Points; nobody reads print of this size."""
SCALE = 2.0
"""Points of the rendering to a point of the page."""
_LARGER = 4.0
_STEP = 24
"""Change of brightness, of 255, that an eye sees at the edge of a letter."""
_LARGEST_SIDE = 4000
"""Points; larger pages are not rendered."""
_INVISIBLE = 3
_SURVIVES = 0.4
"""Of its ink that a character has to keep to be seen."""
_SINGLE_COVERS = 24
"""Things drawn over text that are looked at one by one."""
_RIM = 0.08
"""Of the width and height of a box, on each side."""
_ABOVE = 0.15
"""Of its height."""
_LEAST_ABOVE = 0.6
"""Points."""
_POINTS_DOWN, _POINTS_ACROSS = 9, 7

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
    """Whether the brightness changes inside each box, but for its rim, where a neighbour's ink may be."""
    seen = np.zeros(len(wanted), bool)
    at = np.flatnonzero(wanted)
    seen[at] = _contrast_at_points(picture, _inner(page.boxes[at]), SCALE) > _STEP
    at = np.flatnonzero(wanted & ~seen)
    for place, box in zip(at.tolist(), _inner(page.boxes[at]), strict=True):
        seen[place] = _contrast(picture, box, SCALE) > _STEP
    at = np.flatnonzero(wanted & ~seen)
    colours = _drawn(page, _LARGER, pdfium.FPDFBitmap_BGRx, 4) if len(at) else None
    if colours is None:
        return seen
    for taller in (0.0, _ABOVE):
        # a stroke that fills its box, such as a heavy I, changes only above itself
        at = np.flatnonzero(wanted & ~seen)
        for place, box in zip(at.tolist(), _inner(page.boxes[at], taller), strict=True):
            seen[place] = max(_contrast(colours[:, :, channel], box, _LARGER) for channel in range(3)) > _STEP
    return seen


def _inner(boxes: Floats, taller: float = 0.0) -> Floats:
    """The boxes without their rims; or with some paper above, instead of the rim."""
    x, y = _RIM * (boxes[:, 2] - boxes[:, 0]), _RIM * (boxes[:, 3] - boxes[:, 1])
    above = np.maximum(taller * (boxes[:, 3] - boxes[:, 1]), _LEAST_ABOVE) if taller else -y
    return np.stack((boxes[:, 0] + x, boxes[:, 1] - above, boxes[:, 2] - x, boxes[:, 3] - y), axis=1)


def _contrast_at_points(picture: Grey, boxes: Floats, scale: float) -> NDArray[np.int16]:
    """Difference of the brightest and the darkest of a few points in each box."""
    height, width = picture.shape
    down = np.linspace(0.03, 0.97, _POINTS_DOWN)
    across = np.linspace(0.03, 0.97, _POINTS_ACROSS)
    y = (boxes[:, 1:2] + (boxes[:, 3:4] - boxes[:, 1:2]) * down) * scale
    x = (boxes[:, 0:1] + (boxes[:, 2:3] - boxes[:, 0:1]) * across) * scale
    rows = np.clip(y, 0, height - 1).astype(np.intp)
    columns = np.clip(x, 0, width - 1).astype(np.intp)
    points = picture[rows[:, :, None], columns[:, None, :]].reshape(len(boxes), -1)
    if not len(points):
        return np.zeros(0, np.int16)
    result: NDArray[np.int16] = points.max(axis=1).astype(np.int16) - points.min(axis=1)
    return result


def _contrast(picture: Grey, box: Floats, scale: float) -> int:
    """Difference of the brightest and the darkest point in a box."""
    left, top, right, bottom = (float(value) * scale for value in box)
    one, other = max(0, round(left)), max(0, round(top))
    part = picture[other : max(other + 1, round(bottom)), one : max(one + 1, round(right))]
    return int(part.max()) - int(part.min()) if part.size else 0


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
    covers: list[tuple[int, Flags]] = []
    for shape in page.shapes:
        if not (shape.is_opaque or shape.is_image):
            continue
        left, top, right, bottom = shape.box
        under = wanted & (order >= 0) & (order < shape.order)
        under &= (middle_x > left) & (middle_x < right) & (middle_y > top) & (middle_y < bottom)
        if under.any():
            covers.append((shape.order, under))
    if not covers and not annotated:
        return result
    whole = draw(page)
    if len(covers) > _SINGLE_COVERS:
        # one look at all of them: what was written after the first is taken for what is seen
        covers = [(covers[0][0], np.any([under for _, under in covers], axis=0))]
    for first, under in covers:
        gone = _is_gone(page, under, whole, _until(page, first))
        result |= gone | _with_most(page.owner, gone, under)
    if annotated:
        result |= _is_gone(page, wanted, whole, draw(page, annotations=False))
    return result


def _with_most(owner: NDArray[np.int32], gone: Flags, under: Flags) -> Flags:
    """Characters under a cover of whose piece of text most are gone: what seems left of them is other ink."""
    count = int(owner.max(initial=0)) + 1
    covered = np.bincount(owner[under], minlength=count)
    lost = np.bincount(owner[gone], minlength=count)
    result: Flags = under & (lost > 0.6 * covered)[owner]
    return result


def _is_gone(page: Page, under: Flags, whole: Grey | None, bare: Grey | None) -> Flags:
    """Which characters have ink on the bare page that is not on the whole one."""
    result = np.zeros(len(under), bool)
    if bare is None or whole is None or not under.any():
        return result
    paper = int(np.median(bare))
    ink = np.abs(bare.astype(np.int16) - paper) > 2 * _STEP
    kept = ink & (np.abs(whole.astype(np.int16) - bare) <= 2 * _STEP)
    boxes = page.boxes[under]
    result[under] = _counted(kept, boxes, SCALE) < _SURVIVES * _counted(ink, boxes, SCALE)
    return result


def _until(page: Page, order: int) -> Grey | None:
    """The page as it stood before the object with this place in the order of drawing."""
    later = [shape.handle for shape in page.shapes if shape.order >= order]
    later += [item.handle for item in page.objects if item.order >= order]
    handles = [ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT) for handle in later]
    for handle in handles:
        pdfium.FPDFPageObj_SetIsActive(handle, False)
    try:
        return draw(page, annotations=False)
    finally:
        for handle in handles:
            pdfium.FPDFPageObj_SetIsActive(handle, True)
