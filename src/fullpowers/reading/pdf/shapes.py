"""Whether the letter that is drawn is the letter that the text layer names.

A PDF file draws shapes and says beside them, in a table or a label, which letters they are; nothing
makes the two agree. Method: each figure, and a few specimens of each letter of each font, are cut out of
the rendered page and laid over the same letters of the renderer's own serif, sans-serif and typewriter
faces. A shape that is much more like another letter than like the one that it is said to be is doubtful;
it is looked at once more, larger, before anything is said. Those faces have no Cyrillic letters; those of
them that are drawn as Latin ones are compared with these, the others are not judged.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import numpy as np
import pypdfium2.raw as pdfium
from numpy.typing import NDArray

from fullpowers.model import from_yaml

from . import glyphs, ink
from .glyphs import Flags, Floats, Page

ROWS, COLUMNS = 12, 8
"""Of the grid that a shape is laid on."""
_FINE = 2
_LARGER = 6.0
_FIRST_LOOK = ((0.76, 0.16), (0.68, 0.28))
_SECOND_LOOK = ((0.82, 0.16), (0.72, 0.36))
"""Likeness (a correlation, up to 1) from which a shape is taken to be another letter, and by how much it has
to be nearer than to its own: much alike and somewhat nearer, or less alike and much nearer."""
_SPECIMENS = 4
"""Of each letter of each font and width: one table may name two shapes as one letter."""
_SMALLEST = 5.0
"""Points; smaller print is too coarse to judge."""
_DIGITS = "0123456789"
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_FACES = (
    "Helvetica", "Helvetica-Bold", "Helvetica-Oblique", "Times-Roman", "Times-Bold", "Times-Italic",
    "Courier", "Courier-Bold",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Likeness:
    """The file ``data/shapes.yaml``."""

    source: str
    alike: tuple[str, ...]
    """Letters that one face draws much as another face draws another letter; never said of one another."""
    twins: dict[str, str]
    """Letters that the renderer's faces lack, and those that are drawn like them."""


@cache
def likeness() -> Likeness:
    """Which letters look alike."""
    text = resources.files("fullpowers.reading").joinpath("data/shapes.yaml").read_text("utf-8")
    return from_yaml(text, Likeness, where="reading/data/shapes.yaml")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A character whose shape is another one's."""

    index: int
    """Of the character on its page."""
    said: str
    drawn: str


@dataclass(slots=True)
class Specimens:
    """How many of which letters of which fonts of one file were looked at already."""

    known: Counter[int] = field(default_factory=Counter)

    def fresh(self, page: Page, candidates: Flags) -> Flags:
        """The first few of each letter of each font and width among the candidates."""
        at = np.flatnonzero(candidates)
        widths = (page.boxes[at, 2] - page.boxes[at, 0]) / np.maximum(page.sizes[at], 1)
        fonts = np.array([item.font.key & 0xFFFFFFFFFF for item in page.objects], np.int64)[page.owner[at]]
        keys = (fonts * 1_000_003 + page.codes[at]) * 64 + np.clip(widths * 25, 0, 63).astype(np.int64)
        result = np.zeros(len(candidates), bool)
        distinct, which = np.unique(keys, return_inverse=True)
        still = np.array([self.known[key] < _SPECIMENS for key in distinct.tolist()], bool)[which]
        for place, key in zip(at[still].tolist(), keys[still].tolist(), strict=True):
            if self.known[key] < _SPECIMENS:
                self.known[key] += 1
                result[place] = True
        return result


def doubts(page: Page, picture: ink.Grey | None, shown: Flags, specimens: Specimens) -> list[Doubt]:
    """Characters on the page that are drawn as others; only those in ``shown``."""
    if picture is None or not page.objects:
        return []
    level = np.array([item.angle < 2 or item.angle > 358 for item in page.objects] + [False])[page.owner]
    wanted = shown & level & (page.sizes >= _SMALLEST)
    figures = wanted & (page.codes >= 0x30) & (page.codes <= 0x39)
    letters = wanted & is_known(page) & ~figures
    at = np.flatnonzero(figures | specimens.fresh(page, letters))
    found = _suspects(page, at, picture, ink.SCALE, _FIRST_LOOK)
    if not len(found):
        return []
    larger = ink.draw(page, _LARGER)
    if larger is None:
        return []
    at = np.array(sorted(found), np.intp)
    again = _suspects(page, at, larger, _LARGER, _SECOND_LOOK)
    return [Doubt(index, chr(page.codes[index]), drawn) for index, drawn in sorted(again.items())]


def is_known(page: Page) -> Flags:
    """Which characters are letters and figures whose shape can be judged."""
    table = _known()
    result: Flags = table[np.minimum(page.codes, len(table) - 1)]
    return result


@cache
def _known() -> Flags:
    """For each code, up to one behind the last that is known, whether it is."""
    codes = [*map(ord, _DIGITS + _LETTERS), *map(ord, likeness().twins)]
    table = np.zeros(max(codes) + 2, bool)
    table[codes] = True
    return table


def _suspects(
    page: Page, at: NDArray[np.intp], picture: ink.Grey, scale: float, bars: tuple[tuple[float, float], ...]
) -> dict[int, str]:
    """Index of each character that looks like another, and the other."""
    if not len(at):
        return {}
    cut, good = _cut(picture, page.boxes[at], scale)
    at, cut = at[good], cut[good]
    if not len(at):
        return {}
    aspects = _aspect(page.boxes[at])
    faces = _faces()
    likeness = cut @ faces.shapes.T - 0.25 * np.minimum(
        np.abs(aspects[:, None] - faces.aspects[None, :]), 1.0
    )
    best = np.maximum.reduceat(likeness, faces.begins, axis=1)
    names = faces.names
    found = {}
    for row, index in enumerate(at.tolist()):
        said = chr(page.codes[index])
        own = max(best[row, names.index(name)] for name in _own(said))
        others = np.where(_rivals(said), best[row], -1.0)
        other = int(others.argmax())
        if any(others[other] >= like and others[other] - own >= nearer for like, nearer in bars):
            found[index] = _named(names[other], said)
    return found


def _twins(said: str) -> str:
    """The letters of the renderer's faces that are drawn as this one is."""
    return likeness().twins.get(said, said)


@cache
def _own(said: str) -> str:
    """All forms in which a letter may be drawn: in small capitals, ``e`` is an E."""
    forms = "".join(twin + twin.lower() + twin.upper() for twin in _twins(said))
    return "".join(name for name in _faces().names if name in forms)


def _named(drawn: str, said: str) -> str:
    """A letter that is drawn, in the script of the one that it is said to be."""
    if said.isascii() or drawn.isdigit():
        return drawn
    return next((letter for letter, twins in likeness().twins.items() if twins.startswith(drawn)), drawn)


def _cut(picture: ink.Grey, boxes: Floats, scale: float) -> tuple[Floats, Flags]:
    """Each box as a grid of ink, of mean 0 and length 1; and whether there was enough to see."""
    height, width = picture.shape
    down = (np.arange(ROWS * _FINE) + 0.5) / (ROWS * _FINE)
    across = (np.arange(COLUMNS * _FINE) + 0.5) / (COLUMNS * _FINE)
    y = (boxes[:, 1:2] + (boxes[:, 3:4] - boxes[:, 1:2]) * down) * scale
    x = (boxes[:, 0:1] + (boxes[:, 2:3] - boxes[:, 0:1]) * across) * scale
    rows = np.clip(y.astype(int), 0, height - 1)
    columns = np.clip(x.astype(int), 0, width - 1)
    fine = picture[rows[:, :, None], columns[:, None, :]].astype(np.float64)
    paper = picture[np.clip(np.round(boxes[:, 1:2] * scale - 2), 0, height - 1).astype(int), columns]
    fine = np.abs(fine - np.median(paper, axis=1)[:, None, None])
    grid = fine.reshape(len(boxes), ROWS, _FINE, COLUMNS, _FINE).mean(axis=(2, 4)).reshape(len(boxes), -1)
    grid -= grid.mean(axis=1, keepdims=True)
    length = np.linalg.norm(grid, axis=1)
    good = length > 60
    return grid / np.maximum(length, 1e-9)[:, None], good


def _aspect(boxes: Floats) -> Floats:
    size = np.maximum(boxes[:, 2:] - boxes[:, :2], 0.01)
    result: Floats = np.log(size[:, 0] / size[:, 1])
    return result


@dataclass(frozen=True, slots=True)
class _Faces:
    names: str
    shapes: Floats
    """One row for each face of each letter, letter after letter."""
    aspects: Floats
    begins: NDArray[np.intp]
    """Where each letter's rows begin."""


@cache
def _rivals(said: str) -> Flags:
    """Letters that ``said`` may be told from: figures from figures only, letters from those unlike them."""
    names = _faces().names
    if said in _DIGITS:
        return np.array([name in _DIGITS and name != said for name in names])
    same = set(_own(said))
    alike = same.union(*(group for group in likeness().alike if same.intersection(group)))
    return np.array([name not in alike for name in names])


@cache
def _faces() -> _Faces:
    """The letters of the renderer's own faces, from a page that is made and drawn here."""
    data = _specimen_page()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    handle = pdfium.FPDF_LoadPage(document, 0)
    try:
        page = glyphs.read_page(handle, 1, {})
        picture = ink.draw(page, ink.SCALE)
        larger = ink.draw(page, _LARGER)
        if picture is None or larger is None:
            raise RuntimeError("the renderer draws nothing")
        names = _DIGITS + _LETTERS
        shapes: list[Floats] = []
        aspects: list[Floats] = []
        begins: list[int] = []
        for name in names:
            at = np.flatnonzero((page.codes == ord(name)) & (page.owner >= 0))
            begins.append(sum(len(rows) for rows in shapes))
            for image, scale in ((picture, ink.SCALE), (larger, _LARGER)):
                shapes.append(_cut(image, page.boxes[at], scale)[0])
                aspects.append(_aspect(page.boxes[at]))
        return _Faces(names, np.concatenate(shapes), np.concatenate(aspects), np.array(begins, np.intp))
    finally:
        pdfium.FPDF_ClosePage(handle)
        pdfium.FPDF_CloseDocument(document)


def _specimen_page() -> bytes:
    fonts = "".join(
        f"/F{number}<</Type/Font/Subtype/Type1/BaseFont/{face}>>" for number, face in enumerate(_FACES)
    )
    lines = "".join(
        f"BT /F{number} 12 Tf 20 {760 - 40 * number} Td ({' '.join(_DIGITS + _LETTERS[:26])}) Tj "
        f"0 -20 Td ({' '.join(_LETTERS[26:])}) Tj ET "
        for number in range(len(_FACES))
    )
    return (
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
        "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
        "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 800 792]/Contents 4 0 R"
        f"/Resources<</Font<<{fonts}>>>>>>endobj\n"
        f"4 0 obj<</Length {len(lines)}>>stream\n{lines}\nendstream endobj\n"
        "trailer<</Root 1 0 R/Size 5>>\n%%EOF"
    ).encode("ascii")
