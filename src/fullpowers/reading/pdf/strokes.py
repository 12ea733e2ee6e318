"""Level lines drawn through and under the characters of a page, as a printed redline has them.

Programs that print tracked changes draw a line through what was deleted (at a fifth to a third of the size of
print over the base line) and one under what was inserted, mostly in colour.
"""

from __future__ import annotations

import ctypes

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from .glyphs import Flags, Page
from .ink import letters

THICKEST = 3.0
"""Points: a drawn line is thinner than that, and longer."""
_MOST = 5000
_THROUGH = (0.15, 0.45)
"""Height over the base line, of the size of print, at which a line strikes letters through."""
_UNDER = (-0.25, -0.02)
_FILLED = 0.7
"""Of the line that has letters: a rule of a table goes on where none are."""
_SPACE = 0.5
"""Of the size of print: white between two letters that still counts as filled."""
_COLOURED = 60
"""Difference between the strongest and the weakest of red, green and blue, of 255."""

STRUCK, UNDERLINED, PLAINLY_UNDERLINED, COLOURED = 1, 2, 3, 4

Strokes = NDArray[np.uint8]


def strokes(page: Page) -> Strokes:
    """For each character: 0, or how a line runs through or under it; ``COLOURED`` where none does.

    ``UNDERLINED`` is in colour, ``PLAINLY_UNDERLINED`` in black or grey, as headings are.
    Links are not counted: they are underlined for what they are.
    """
    result = np.zeros(len(page.codes), np.uint8)
    lines = [shape.box for shape in page.shapes if not shape.is_image and _is_line(shape.box)]
    if not page.objects:
        return result
    colours = np.array([item.colour for item in page.objects], np.int16)
    coloured = colours.max(axis=1) - colours.min(axis=1) > _COLOURED
    if (not lines and not coloured.any()) or len(lines) > _MOST:
        return result
    drawn = np.flatnonzero(letters(page))
    coloured = coloured[page.owner[drawn]]
    middle = (page.boxes[drawn, 0] + page.boxes[drawn, 2]) / 2
    base, size = page.origins[drawn, 1], np.maximum(page.sizes[drawn], 1.0)
    through = np.zeros(len(drawn), bool)
    under = np.zeros(len(drawn), bool)
    for left, top, right, bottom in lines:
        height = (base - (top + bottom) / 2) / size
        along = (middle > left) & (middle < right)
        for (low, high), found in ((_THROUGH, through), (_UNDER, under)):
            there = along & (height > low) & (height < high)
            # the box of a stroke is wider than the stroke
            length = right - left - 2 * (bottom - top)
            if there.any() and _is_filled(page, drawn[there], length):
                found |= there
    linked = _in_links(page, drawn, under | coloured)
    under &= ~linked
    result[drawn[coloured & ~linked]] = COLOURED
    result[drawn[under]] = np.where(coloured, UNDERLINED, PLAINLY_UNDERLINED)[under]
    result[drawn[through]] = STRUCK
    return result


def _in_links(page: Page, drawn: NDArray[np.intp], wanted: Flags) -> Flags:
    """Which of the wanted characters stand in a link, which is underlined for what it is."""
    result = np.zeros(len(drawn), bool)
    scale = 100
    x, y = ctypes.c_double(), ctypes.c_double()
    for place in np.flatnonzero(wanted).tolist():
        left, top, right, bottom = page.boxes[drawn[place]]
        device = int((left + right) / 2 * scale), int((top + bottom) / 2 * scale)
        size = int(page.width * scale), int(page.height * scale)
        pdfium.FPDF_DeviceToPage(page.handle, 0, 0, *size, 0, *device, ctypes.byref(x), ctypes.byref(y))
        result[place] = bool(pdfium.FPDFLink_GetLinkAtPoint(page.handle, x.value, y.value))
    return result


def _is_line(box: tuple[float, float, float, float]) -> bool:
    left, top, right, bottom = box
    return bottom - top < THICKEST < right - left


def _is_filled(page: Page, at: NDArray[np.intp], length: float) -> bool:
    """Whether letters stand along most of the line."""
    boxes = page.boxes[at]
    boxes = boxes[np.argsort(boxes[:, 0])]
    white = np.maximum(boxes[1:, 0] - boxes[:-1, 2], 0.0)
    space = white[white < _SPACE * page.sizes[at[0]]].sum()
    result: Flags = (boxes[:, 2] - boxes[:, 0]).sum() + space >= _FILLED * length
    return bool(result)
