"""A second reading of the pages by another program, pdfminer.six, held against PDFium's.

The two share no code: each finds the pages, unpacks them and names the letters in its own way. Where their
letters differ, the file is ambiguous, or one of them errs; a person has to look. First only letters are
counted, page by page, which is cheap; only a page on which they differ is laid out by both and compared word
by word.

A short file is read twice as a whole; of a longer one the pages on which the ink check found something, or
all of them when the reader is asked to (``second_opinion``).
"""

from __future__ import annotations

import io
import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LAParams, LTContainer, LTTextLine
from pdfminer.pdfdevice import PDFTextDevice
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdfpage import PDFPage
from pdfminer.pdfparser import PDFParser
from pdfminer.psparser import PSException

from fullpowers.model import Notice, Severity

from .. import ocr
from ..blocks import Mark, MarkKind
from . import wording
from .placing import Placed

WHOLE = 30
"""Pages up to which a whole file is read twice: about a second."""
_LARGEST = 30_000_000
"""Bytes; a larger file is not read twice."""
_MOST_LETTERS = 100_000
"""Letters of one page, beyond which the second reading of it is given up."""
_UNNAMED = 0.02
"""Share of letters without a name, beyond which the second reader has no opinion."""
_LINE = 4
"""Words that make a missing line."""
_LISTED = 5
_LAID_OUT = 8
"""Pages that are compared word by word."""
_UNKNOWN = re.compile(r"cid\d")
"""How pdfminer writes a letter that it has no name for, without its brackets."""
_QUOTED = 200
_SHOWN = 12

logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of one page that the two readers read differently."""

    page: int
    """From 1."""
    here: str
    """As PDFium reads it; empty when it has nothing there."""
    there: str
    left: float
    """Where, in points from the upper left corner."""
    base: float

    @property
    def is_weighty(self) -> bool:
        """Whether a figure, a word of duty or a whole line differs."""
        here, there = self.here.casefold().split(), self.there.casefold().split()
        # one of them may set the letters of a word apart
        whole = {"".join(here)}, {"".join(there)}
        weighty = frozenset(ocr.care().weighty)
        return (
            len(there) - len(here) >= _LINE
            or [letter for letter in self.here if letter.isdigit()]
            != [letter for letter in self.there if letter.isdigit()]
            or bool(weighty & whole[0].union(here) ^ weighty & whole[1].union(there))
        )


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the second reader found."""

    differences: tuple[Difference, ...] = ()
    blind: tuple[int, ...] = ()
    """Pages of which it reads nothing, or less than is seen on them."""
    differing: tuple[int, ...] = ()
    """More pages on which the letters differ, not compared word by word."""
    pages: int = 0
    """How many pages it counts; 0 when it cannot read the file at all."""


class _GivenUp(Exception):
    """The page has more letters than a page has."""


class _Letters(PDFTextDevice):
    """Collects the letters of a page and does not care where they stand."""

    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources)
        self.pieces: list[str] = []
        self.count = self.unnamed = 0

    def begin_page(self, *_: Any) -> None:
        self.pieces, self.count, self.unnamed = [], 0, 0

    def render_string(self, textstate: Any, seq: Any, *_: Any) -> None:
        font = textstate.font
        for part in seq if font is not None else ():
            if not isinstance(part, bytes):
                continue
            for code in font.decode(part):
                self.count += 1
                try:
                    self.pieces.append(font.to_unichr(code))
                except (KeyError, ValueError, PSException):
                    self.unnamed += 1
        if self.count > _MOST_LETTERS:
            raise _GivenUp


def opinion(
    data: bytes, password: str, letters: Sequence[str], wanted: Container[int], words: wording.PageWords
) -> Opinion:
    """What the second reader says of the wanted pages.

    Args:
        data: the file.
        password: that opens it.
        letters: of each page as PDFium names them, hidden ones included.
        wanted: indices of the pages to read.
        words: of a page, by its index, as PDFium reads them.
    """
    if len(data) > _LARGEST:
        return Opinion()
    try:
        document = PDFDocument(PDFParser(io.BytesIO(data)), password=password)
        pages = list(PDFPage.create_pages(document))
    except Exception:
        return Opinion()  # whatever goes wrong in it: it has no opinion
    if len(pages) != len(letters):
        return Opinion(pages=len(pages))  # which page is which cannot be told
    resources = PDFResourceManager()
    device = _Letters(resources)
    interpreter = PDFPageInterpreter(resources, device)
    differences: list[Difference] = []
    blind: list[int] = []
    differing: list[int] = []
    for index, (page, mine) in enumerate(zip(pages, letters, strict=True)):
        if index not in wanted:
            continue
        try:
            interpreter.process_page(page)
            theirs = _bag("".join(device.pieces))
            if device.unnamed > _UNNAMED * device.count or not theirs - _bag(mine):
                blind += [index + 1] if theirs != _bag(mine) else []
            elif len({d.page for d in differences}) < _LAID_OUT:
                differences += _differences(resources, page, index, words(index))
            else:
                differing.append(index + 1)
        except Exception:
            blind.append(index + 1)  # whatever goes wrong in it: it has no opinion
    return Opinion(tuple(differences), tuple(blind), tuple(differing), len(pages))


def _bag(text: str) -> Counter[str]:
    return Counter(letter for letter in unicodedata.normalize("NFKC", text) if letter.isalnum())


def _differences(
    resources: PDFResourceManager, page: PDFPage, index: int, mine: Sequence[wording.Word]
) -> Iterator[Difference]:
    theirs = _words(resources, page)
    one, other = [word.text for word in mine], [word.text for word in theirs]
    # the same words in another order are no difference
    only_there = Counter(other) - Counter(one)
    found = 0
    for a, b, c, d in wording.differences(one, other):
        new = [word for word in theirs[c:d] if only_there[word.text] and not _UNKNOWN.search(word.text)]
        if new and found < _LISTED:
            found += 1
            yield Difference(index + 1, " ".join(one[a:b]), " ".join(other[c:d]), new[0].left, new[0].base)


def _words(resources: PDFResourceManager, page: PDFPage) -> list[wording.Word]:
    """The words of a page as the second reader lays them out, line by line from the top."""
    device = PDFPageAggregator(resources, laparams=LAParams(boxes_flow=None))
    PDFPageInterpreter(resources, device).process_page(page)
    layout = device.get_result()
    lines = [(layout.y1 - line.y0, line.x0, line.get_text()) for line in _lines(layout)]
    # what is printed twice in one place, as some programs make letters bold, is read once
    return wording.words({(round(base), round(left), text): 0 for base, left, text in lines})


def _lines(item: Any) -> Iterator[LTTextLine]:
    if isinstance(item, LTTextLine):
        yield item
    elif isinstance(item, LTContainer):
        for inner in item:
            yield from _lines(inner)


def placed(difference: Difference) -> Placed:
    """What is said of a difference, where it stands."""
    here, there = _shown(difference.here), _shown(difference.there)
    what = f"reads {there} where {here} is read here" if here else f"reads {there}, which is not read here"
    message = f"Page {difference.page}: a second program {what}. The file is ambiguous: look at the page."
    severity = Severity.ALARM if difference.is_weighty else Severity.CAUTION
    mark = Mark(MarkKind.NOTICE, 0, 0, text=message, code="second-opinion", severity=severity)
    return Placed(mark, difference.page, difference.left, difference.base)


def notices(opinion: Opinion, pages: int) -> Iterator[Notice]:
    """What the second reader says of the file as a whole.

    Args:
        opinion: its own.
        pages: how many there are by the first reader.
    """
    if opinion.pages and opinion.pages != pages:
        message = f"A second program finds {opinion.pages} pages in the file, where {pages} are read here."
        yield Notice("second-opinion", Severity.CAUTION, message)
    if opinion.differing:
        message = f"A second program reads other letters on more pages: {_numbers(opinion.differing)}."
        yield Notice("second-opinion", Severity.CAUTION, message)
    if opinion.blind:
        message = (
            f"A second program could not read all of pages {_numbers(opinion.blind)}; the first one could."
        )
        yield Notice("second-opinion", Severity.INFO, message)


def _numbers(pages: Sequence[int]) -> str:
    return ", ".join(map(str, pages[:_SHOWN])) + (", …" if len(pages) > _SHOWN else "")


def _shown(words: str) -> str:
    return f"“{words if len(words) <= _QUOTED else words[:_QUOTED] + '…'}”" if words else ""
