"""Words of a picture, by Tesseract through the binding ``tesserocr``; with each word's confidence.

The optional extra ``ocr`` brings the program; its language files come from the system
(Debian: ``tesseract-ocr`` for English, ``tesseract-ocr-ukr``). Both are loaded before a worker is closed off.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from pathlib import Path
from statistics import mean, median
from typing import Any

import numpy as np
from numpy.typing import NDArray

from fullpowers.model import from_yaml

from .lookalikes import in_one_script

PER_INCH = 300
_SECONDS = 8
"""For each page; a full page takes two to four on an idle machine."""
_WITHIN = 2
"""Pages that are recognised within the time that every file has."""
MOST_PAGES = 200
"""Pages that are recognised of one file."""
ADVICE = (
    "install text recognition: pip install 'fullpowers[pdf,ocr]' and the language files "
    "(Debian: apt install tesseract-ocr tesseract-ocr-ukr); or ask for the text"
)
_FOLDERS = (
    "/usr/share/tesseract-ocr/5/tessdata",
    "/usr/share/tesseract-ocr/4.00/tessdata",
    "/usr/share/tessdata",
    "/usr/local/share/tessdata",
    "/opt/homebrew/share/tessdata",
)
_WIDE_GAP = 2.0
"""Of the height of the line: words so far apart stand in two columns."""
_SPECKLED = 3
"""Shades of grey, of 255, by which points of paper differ from their neighbours; such a scan is smoothed."""
_SAMPLED = 200
"""Rows that are looked at for speckles."""
_WINDOW = (1, 4, 6, 4, 1)
"""Binomial weights of a point and its neighbours, by which a scan is smoothed."""
_MOST_PASSES = 3
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word that may be another."""

    start: int
    end: int
    message: str


@dataclass(frozen=True, slots=True)
class Line:
    """A recognised line; places in points of the picture, from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    confidence: float
    """Mean of its words, 0 to 100, as Tesseract gives it."""
    doubts: tuple[Doubt, ...] = ()


@dataclass(frozen=True, slots=True)
class Word:
    text: str
    confidence: float
    box: tuple[int, int, int, int]
    begins_line: bool
    base: float


@dataclass(frozen=True, slots=True)
class Care:
    """How sure Tesseract has to be of a word (``data/ocr.yaml``)."""

    any_word: float
    weighty_word: float
    weighty: tuple[str, ...]
    languages: tuple[str, ...]
    source: str


_engine: list[Any] = []
"""The one engine of this process, when it is loaded."""


def prepare() -> None:
    """Load Tesseract with all languages that are at hand: it chooses between them word by word.

    Raises:
        ImportError: the extra ``ocr`` is not installed.
    """
    # a closed-off process cannot start threads
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    import tesserocr

    from . import picture

    picture.prepare()
    care()
    if _engine or not languages():
        return
    folder = _folder(languages()[0])
    together = "+".join(language for language in languages() if _folder(language) == folder)
    engine = tesserocr.PyTessBaseAPI(
        path=folder, lang=together, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY
    )
    # its log would go to a file that a closed-off process cannot open
    engine.SetVariable("debug_file", "")
    # once through everything, so that nothing is left to be loaded behind closed doors
    _words(engine, _sample())
    _engine.append(engine)


def _sample() -> NDArray[np.uint8]:
    """A picture with a bar in it."""
    picture = np.full((100, 300), 255, np.uint8)
    picture[40:60, 40:60] = 0
    picture[40:60, 100:110] = 0
    return picture


def seconds(pages: int) -> int:
    """Time to ask for, beyond the usual, for so many pages."""
    return _SECONDS * max(0, min(pages, MOST_PAGES) - _WITHIN)


def is_ready() -> bool:
    """Whether a picture can be read in this process."""
    return bool(_engine)


def languages() -> tuple[str, ...]:
    """The languages that are at hand, by the names that Tesseract gives them."""
    return tuple(language for language in care().languages if _folder(language))


def lines(picture: NDArray[np.uint8]) -> list[Line]:
    """The lines of a picture in shades of grey at ``PER_INCH`` points to the inch."""
    return _lines(_words(_engine[0], _smoothed(picture)))


def _smoothed(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """A picture without its speckles, among which Tesseract searches half a minute and finds no line."""
    for _ in range(_MOST_PASSES):
        if not _is_speckled(picture):
            break
        smooth = picture.astype(np.uint16)
        for axis in (0, 1):
            moved = [np.roll(smooth, step - 2, axis) * weight for step, weight in enumerate(_WINDOW)]
            smooth = sum(moved, np.zeros_like(smooth)) // sum(_WINDOW)
        picture = smooth.astype(np.uint8)
    return picture


def _is_speckled(picture: NDArray[np.uint8]) -> bool:
    """Whether points differ from their neighbours on either side; on clean paper most do not."""
    if min(picture.shape) < len(_WINDOW):
        return False
    part = picture[:: max(1, picture.shape[0] // _SAMPLED)].astype(np.int16)
    return float(np.median(np.abs(2 * part[:, 1:-1] - part[:, :-2] - part[:, 2:]))) >= _SPECKLED


def _folder(language: str) -> str:
    named = os.environ.get("TESSDATA_PREFIX", "")
    for folder in (named, *_FOLDERS):
        if folder and (Path(folder) / f"{language}.traineddata").is_file():
            return folder
    return ""


def _words(engine: Any, picture: NDArray[np.uint8]) -> list[Word]:
    import tesserocr

    height, width = picture.shape
    engine.SetImageBytes(np.ascontiguousarray(picture).tobytes(), width, height, 1, width)
    engine.SetSourceResolution(PER_INCH)
    engine.Recognize()
    found: list[Word] = []
    cursor = engine.GetIterator()
    level = tesserocr.RIL.WORD
    for item in tesserocr.iterate_level(cursor, level) if cursor else ():
        box = item.BoundingBox(level)
        text = (item.GetUTF8Text(level) or "").strip() if box else ""
        if not text:
            continue
        line = item.Baseline(tesserocr.RIL.TEXTLINE)
        base = float(line[0][1] + line[1][1]) / 2 if line else float(box[3])
        begins = bool(item.IsAtBeginningOf(tesserocr.RIL.TEXTLINE))
        found.append(Word(text, float(item.Confidence(level)), box, begins, base))
    engine.Clear()
    return found


def _lines(words: list[Word]) -> list[Line]:
    groups: list[list[Word]] = []
    for word in words:
        before = groups[-1][-1] if groups else None
        height = word.box[3] - word.box[1]
        apart = before is not None and word.box[0] - before.box[2] > _WIDE_GAP * max(height, 1)
        if before is None or word.begins_line or apart:
            groups.append([])
        groups[-1].append(word)
    result = [_line(group) for group in groups]
    if not result:
        return []
    usual = median(line.size for line in result)
    # the height of a line's letters differs from line to line in one size of print
    return [replace(line, size=usual) if 0.7 < line.size / usual < 1.4 else line for line in result]


def _line(words: list[Word]) -> Line:
    said = in_one_script([word.text for word in words])
    words = [replace(word, text=read) for word, read in zip(words, said, strict=True)]
    text = ""
    doubts: list[Doubt] = []
    for word in words:
        text += " " if text else ""
        if message := _doubt(word):
            doubts.append(Doubt(len(text), len(text) + len(word.text), message))
        text += word.text
    boxes = np.array([word.box for word in words])
    size = float(np.median(boxes[:, 3] - boxes[:, 1])) * 1.25
    return Line(
        text,
        float(boxes[:, 0].min()),
        float(boxes[:, 1].min()),
        float(boxes[:, 2].max()),
        float(boxes[:, 3].max()),
        float(median(word.base for word in words)),
        max(size, 1.0),
        mean(word.confidence for word in words),
        tuple(doubts),
    )


def _doubt(word: Word) -> str:
    sure = f"with a confidence of {word.confidence:.0f} of 100"
    if _NUMBER.search(word.text):
        if word.confidence < care().weighty_word:
            return f"The figure “{word.text}” was recognised {sure}. Compare it with the page."
        return ""
    plain = word.text.strip(".,;:()").casefold()
    if word.confidence < care().weighty_word and (meant := _weighty(plain)):
        what = ", on which a duty may hang," if meant == plain else f", which may be “{meant}”,"
        return f"The word “{word.text}”{what} was recognised {sure}. Compare it with the page."
    if word.confidence < care().any_word and any(letter.isalpha() for letter in word.text):
        return f"The word “{word.text}” was recognised {sure}."
    return ""


def _weighty(word: str) -> str:
    """The word of duty that this is, or that it becomes when one letter of it is another; else empty."""
    alike = (
        weighty
        for weighty in care().weighty
        if len(weighty) == len(word)
        and sum(one != other for one, other in zip(word, weighty, strict=True)) <= 1
    )
    return min(alike, key=lambda weighty: weighty != word, default="")


@cache
def care() -> Care:
    """How sure Tesseract has to be, and the words that carry weight."""
    text = resources.files(__package__).joinpath("data/ocr.yaml").read_text("utf-8")
    return from_yaml(text, Care, where="reading/data/ocr.yaml")
