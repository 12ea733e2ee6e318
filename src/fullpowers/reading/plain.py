"""Plain text to blocks: the encoding, then one block per paragraph, wrapped lines joined."""

from __future__ import annotations

import codecs
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from fullpowers.model import Notice, Refusal, Severity, UnreadableInput

from .blocks import Block, BlockKind, Extract
from .structure.lines import division

_CYRILLIC = ("cp1251", "koi8-u", "cp866", "iso8859-5")
_COMMONEST = "оаиіентсрвл"
"""Small letters of Ukrainian and Russian; in the wrong code page they become capitals and signs."""
_GUESSED = 200_000
"""Bytes that the code page of a text is told from."""
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_PAGE_NUMBER = re.compile(
    r"[-–—\s]{0,8}(?:(?:page|стор\.?|с\.)\s{0,3})?(\d{1,4})(?:\s{0,3}(?:of|/|з)\s{0,3}\d{1,4})?[-–—\s]{0,8}",
    re.I,
)
MARKER = re.compile(
    r"(?:\(?(?:\d{1,3}(?:\.\d{1,3}){0,4}|[a-zа-яіїєґ]|[ivxlc]{1,6})[.)]|[-–—•*▪])\s|"
    r"(?:article|section|chapter|annex|part|стаття|розділ|глава|додаток)\s+[\divxlc]+\b",
    re.I,
)
_ALPHABETS = 7
"""Upper bytes of UTF-16 below this are Latin, Greek, Cyrillic, Armenian, Hebrew and Arabic letters."""
_FEWEST_UNITS = 4
"""Letters of UTF-16 from which it can be told."""
_LEADERS = re.compile(r"\.{4,}\s*\d{1,4}$|(?:\. ){4,}\s*\d{1,4}$")
_PAGE_FURNITURE = 4
"""Lines looked at on either side of a page number for a running head."""


class _Line(NamedTuple):
    """One line of the file: its words without the space around them, and where they stand."""

    text: str
    number: int
    """From 1."""
    offset: int
    """Of the first character of ``text``, in the decoded file."""
    indent: int

    @property
    def edge(self) -> int:
        """Column behind the last character."""
        return self.indent + len(self.text)


def extract(data: bytes, name: str) -> Extract:
    """Blocks of a plain text file.

    Raises:
        UnreadableInput: the bytes are not text in an encoding that is known here.
    """
    text, notices = decode(data, name)
    lines = list(_lines(text))
    furniture = _furniture(lines)
    return Extract(tuple(_blocks(lines, furniture)), notices + _page_notice(lines, furniture))


def decode(data: bytes, name: str) -> tuple[str, tuple[Notice, ...]]:
    """The text of ``data``: byte order mark, then UTF-16 by its upper bytes, then UTF-8, then a guess.

    The guess lies between the usual Cyrillic code pages and Windows-1252 and is said in a notice.

    Raises:
        UnreadableInput: it holds bytes that no text has.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _strictly(data[len(bom) :], encoding, name), ()
    if encoding := _utf_16(data[:4000]):
        return _strictly(data, encoding, name), ()
    try:
        return _no_binary(data.decode("utf-8"), name), ()
    except UnicodeDecodeError:
        pass
    encoding = _cyrillic(data) if _looks_cyrillic(data) else "cp1252"
    text = _no_binary(data.decode(encoding, "replace"), name)
    return text, (
        Notice(
            "guessed-encoding",
            Severity.CAUTION,
            f"The file does not say how its letters are coded; it was read as {encoding}. "
            "Check a few accented or Cyrillic words.",
        ),
    )


def blocks(text: str) -> Iterator[Block]:
    """One block per paragraph of ``text``; page furniture comes last, as margins."""
    lines = list(_lines(text))
    return _blocks(lines, _furniture(lines))


def _blocks(lines: Sequence[_Line], furniture: set[int]) -> Iterator[Block]:
    width = _wrap_width(lines)
    for group in _paragraphs(lines, furniture, width):
        yield _block(group, BlockKind.PARAGRAPH)
    seen: set[str] = set()
    for index in sorted(furniture):
        line = lines[index]
        if line.text not in seen and not _PAGE_NUMBER.fullmatch(line.text):
            seen.add(line.text)
            yield _block([line], BlockKind.MARGIN)


def _strictly(data: bytes, encoding: str, name: str) -> str:
    try:
        return _no_binary(data.decode(encoding), name)
    except UnicodeDecodeError as error:
        raise UnreadableInput(
            Refusal.BROKEN,
            name,
            f"it begins as {encoding} text but is not: {error.reason}",
            "save it again as UTF-8",
        ) from error


def _no_binary(text: str, name: str) -> str:
    if "\0" in text or ("\ufffd" in text and text.count("\ufffd") > len(text) // 50):
        raise UnreadableInput(
            Refusal.UNSUPPORTED, name, "it is not text", "give a DOCX, ODT, RTF, PDF, HTML or plain text file"
        )
    return text


def _utf_16(data: bytes) -> str:
    """The kind of UTF-16 that ``data`` is in, if it is: every other byte names one of a few alphabets."""
    even, odd = (sum(map(data[start::2].count, range(_ALPHABETS))) for start in (0, 1))
    half = len(data) // 2
    if half < _FEWEST_UNITS:
        return ""
    if odd > 0.7 * half and even < odd / 4:
        return "utf-16-le"
    if even > 0.7 * half and odd < even / 4:
        return "utf-16-be"
    return ""


def _cyrillic(data: bytes) -> str:
    """The code page in which the bytes hold most of the commonest small letters."""
    texts = {page: data[:_GUESSED].decode(page, "replace") for page in _CYRILLIC}
    return max(texts, key=lambda page: sum(map(texts[page].count, _COMMONEST)))


def _looks_cyrillic(data: bytes) -> bool:
    """Whether the high bytes come in runs, as Cyrillic words do; accented Latin letters stand alone."""
    high = re.findall(rb"[\x80-\xff]+", data[:_GUESSED])
    total = sum(map(len, high))
    return total > 0 and sum(len(run) for run in high if len(run) > 2) > total / 2


def _lines(text: str) -> Iterator[_Line]:
    offset = 0
    for number, raw in enumerate(text.splitlines(keepends=True), 1):
        shown = raw.strip()
        if shown and raw[0] != shown[0]:
            space = raw[: len(raw) - len(raw.lstrip())]
            yield _Line(shown, number, offset + len(space), len(space.expandtabs(4)))
        else:
            yield _Line(shown, number, offset, 0)
        offset += len(raw)


def _wrap_width(lines: Sequence[_Line]) -> int:
    """Right edge at which the file is hard-wrapped; 0 when every line is a paragraph of its own."""
    edges = sorted(line.indent + len(line.text) for line in lines if line.text)
    if not edges:
        return 0
    width = edges[min(len(edges) - 1, len(edges) * 97 // 100)]
    if not 40 <= width <= 120 or edges[-1] > 2 * width + 20:
        return 0
    followed = [line.edge for line, after in pairwise(lines) if line.text and after.text]
    full = sum(edge >= 0.75 * width for edge in followed)
    return width if full >= 3 and full >= 0.4 * len(followed) else 0


def _paragraphs(lines: Sequence[_Line], furniture: set[int], width: int) -> Iterator[list[_Line]]:
    """Lines that make one paragraph, in order."""
    group: list[_Line] = []
    gap = page = False
    for index, line in enumerate(lines):
        if index in furniture:
            page = True
            continue
        if not line.text:
            gap = True
            continue
        if group and not _continues(group[-1], line, width, gap=gap, page=page):
            yield group
            group = []
        group.append(line)
        gap = page = False
    if group:
        yield group


def _continues(before: _Line, line: _Line, width: int, *, gap: bool, page: bool) -> bool:
    """Whether ``line`` goes on with the paragraph that ``before`` is in."""
    if not width:
        return False
    ended = before.text[-1] in ".;:!?"
    if gap:
        # a page break may fall in the middle of a sentence; a blank line alone ends a paragraph
        return page and not ended and line.text[0].islower() and not _centred(before, width)
    if (
        _centred(before, width)
        or _centred(line, width)
        or _LEADERS.search(before.text)
        or _LEADERS.search(line.text)
    ):
        return False
    marked = MARKER.match(line.text) is not None or division(line.text, 0, before.text) is not None
    if ended and (marked or line.indent >= before.indent + 2):
        return False
    # where the next word would still have fitted, the line was ended on purpose
    room = width - before.edge - 1 - len(line.text.split(None, 1)[0])
    return room < 3 or not (ended or marked or line.text[0].isupper() or room > width / 3)


def _centred(line: _Line, width: int) -> bool:
    return line.indent >= 8 and abs(line.indent - (width - line.edge)) <= 4


def _furniture(lines: Sequence[_Line]) -> set[int]:
    """Indices of page numbers and of the running heads beside them."""
    numbered = [
        (index, int(found[1]))
        for index, line in enumerate(lines)
        if line.text
        and len(line.text) < 24
        and (found := _PAGE_NUMBER.fullmatch(line.text))
        and _alone(lines, index)
    ]
    pages: list[int] = []
    last = -1
    for index, number in numbered:
        if last < 0 or last < number <= last + 3:
            pages.append(index)
            last = number
    if len(pages) < 2:
        return set()
    near = {index: _neighbours(lines, index) for index in pages}
    repeated = Counter(lines[other].text for others in near.values() for other in others)
    # left and right pages have heads of their own
    enough = max(3, len(pages) / 4) if len(pages) > 4 else len(pages) / 2 + 0.5
    heads = {other for others in near.values() for other in others if repeated[lines[other].text] >= enough}
    return set(pages) | heads


def _alone(lines: Sequence[_Line], index: int) -> bool:
    """Whether a line is set off by a blank line above or below, as page numbers are."""
    return index == 0 or index + 1 == len(lines) or not (lines[index - 1].text and lines[index + 1].text)


def _neighbours(lines: Sequence[_Line], index: int) -> tuple[int, ...]:
    """The nearest lines with text above and below, a few lines away at most."""
    found = []
    for step in (-1, 1):
        for distance in range(1, _PAGE_FURNITURE + 1):
            other = index + step * distance
            if not 0 <= other < len(lines):
                break
            if lines[other].text:
                found.append(other)
                break
    return tuple(found)


def _block(group: Sequence[_Line], kind: BlockKind) -> Block:
    """Lines joined by single spaces; a word split after its hyphen is joined without one."""
    if len(group) == 1:
        return Block(group[0].text, kind, place=f"line {group[0].number}", origin=((0, group[0].offset),))
    text = ""
    origin = []
    for line in group:
        if text and not (text.endswith("-") and text[-2:-1].isalpha() and line.text[0].islower()):
            text += " "
        origin.append((len(text), line.offset))
        text += line.text
    return Block(text, kind, place=f"line {group[0].number}", origin=tuple(origin))


def _page_notice(lines: Sequence[_Line], furniture: set[int]) -> tuple[Notice, ...]:
    count = sum(_PAGE_NUMBER.fullmatch(lines[index].text) is not None for index in furniture)
    if not count:
        return ()
    return (Notice("page-numbers", Severity.INFO, f"{count} page numbers were left out of the text."),)
