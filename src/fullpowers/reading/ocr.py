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

PER_INCH = 300
SECONDS = 8
"""Time to ask for, for each page; a full page takes about two on an idle machine."""
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
_LEAST = 200
"""Square points of ink under which a picture is taken to be empty."""
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
    second_language: float
    weighty: tuple[str, ...]
    languages: tuple[str, ...]
    source: str


_engines: dict[str, Any] = {}


def prepare() -> None:
    """Load Tesseract and its languages.

    Raises:
        ImportError: the extra ``ocr`` is not installed.
    """
    # a closed-off process cannot start threads
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    import tesserocr

    from . import picture

    picture.prepare()
    care()
    for language in care().languages:
        folder = _folder(language)
        if folder and language not in _engines:
            _engines[language] = tesserocr.PyTessBaseAPI(
                path=folder, lang=language, psm=tesserocr.PSM.AUTO, oem=tesserocr.OEM.LSTM_ONLY
            )
            # its log would go to a file that a closed-off process cannot open
            _engines[language].SetVariable("debug_file", "")
            # once through everything, so that nothing is left to be loaded behind closed doors
            _words(_engines[language], _sample())


def _sample() -> NDArray[np.uint8]:
    """A picture with a bar in it."""
    picture = np.full((100, 300), 255, np.uint8)
    picture[40:60, 40:60] = 0
    picture[40:60, 100:110] = 0
    return picture


def is_ready() -> bool:
    """Whether a picture can be read in this process."""
    return bool(_engines)


def languages() -> tuple[str, ...]:
    """The languages that are at hand, by the names that Tesseract gives them."""
    return tuple(language for language in care().languages if _folder(language))


def lines(picture: NDArray[np.uint8]) -> list[Line]:
    """The lines of a picture in shades of grey at ``PER_INCH`` points to the inch.

    The first language is tried first; where it is unsure of the whole, the others are, and the surest holds.
    """
    best: list[Line] = []
    surest = -1.0
    for engine in _engines.values():
        found = _lines(_words(engine, picture))
        sure = _confidence(found)
        if sure > surest:
            best, surest = found, sure
        if sure >= care().second_language:
            break
    return best


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
    elif word.text.strip(".,;:()").casefold() in care().weighty:
        if word.confidence < care().weighty_word:
            return (
                f"The word “{word.text}”, on which a duty may hang, was recognised {sure}. "
                "Compare it with the page."
            )
    elif word.confidence < care().any_word and any(letter.isalpha() for letter in word.text):
        return f"The word “{word.text}” was recognised {sure}."
    return ""


def _confidence(found: list[Line]) -> float:
    letters = sum(len(line.text) for line in found)
    return sum(line.confidence * len(line.text) for line in found) / letters if letters else 0.0


@cache
def care() -> Care:
    """How sure Tesseract has to be, and the words that carry weight."""
    text = resources.files(__package__).joinpath("data/ocr.yaml").read_text("utf-8")
    return from_yaml(text, Care, where="reading/data/ocr.yaml")
