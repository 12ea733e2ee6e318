"""What all stories of one document share: the reading, styles, lists, comments, and counts."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from fullpowers.model import FormatKind, Notice, Reading, Refusal, UnreadableInput

from ..limits import LIMITS
from ..line import Remark
from ..numerals import numeral
from .formatting import Formats, Formatting
from .numbering import Numbering
from .references import Target
from .styles import Styles
from .xml import Element, attribute, descendants, integer

TEXTS = ("w:t", "w:delText", "a:t", "m:t")
"""Elements that hold text."""


SHEET = {
    "w:pgSz": ("w:w", "w:h"),
    "w:pgMar": ("w:top", "w:right", "w:bottom", "w:left"),
}
"""Elements that say how large a page and its margins are, in twentieths of a point."""


@dataclass(frozen=True, slots=True)
class Place:
    """What surrounds a story."""

    name: str = ""
    """Where in the file it is, for a person."""
    backdrop: str = "FFFFFF"
    """Colour behind it: six hex digits, or ``?``."""
    unseen: str = ""
    """Why nothing of it is shown, whatever its own formatting."""
    note: str = ""
    """The mark of the note that it is."""
    stream: str = "body"
    """Which stream of the coverage its text goes to."""


@dataclass(slots=True)
class Notes:
    """Footnotes or endnotes, numbered in the order in which the text refers to them."""

    style: str = "decimal"
    numbers: dict[str, str] = field(default_factory=dict)
    """Identifier to the mark as printed; empty for a mark that the author typed."""
    _count: int = 0

    def refer(self, identifier: str, *, typed: bool) -> str:
        """The mark of a note as printed in the text, in brackets; empty when the author typed one."""
        if identifier not in self.numbers:
            self._count += not typed
            self.numbers[identifier] = "" if typed else f"[{numeral(self._count, self.style)}]"
        return self.numbers[identifier]


@dataclass(slots=True)
class Document:
    """State of one extraction."""

    name: str
    reading: Reading
    styles: Styles
    numbering: Numbering
    remarks: dict[str, Remark] = field(default_factory=dict)
    placed: set[str] = field(default_factory=set)
    """Comments that have found their place."""
    carried: dict[str, None] = field(default_factory=dict)
    """Comments whose range began where there is no text yet."""
    footnotes: Notes = field(default_factory=Notes)
    endnotes: Notes = field(default_factory=lambda: Notes("lowerRoman"))
    unread: Counter[str] = field(default_factory=Counter)
    """Things that are no text, by what they are."""
    notices: list[Notice] = field(default_factory=list)
    streams: Counter[str] = field(default_factory=Counter)
    """Characters by where they went."""
    targets: dict[str, Target] = field(default_factory=dict)
    """Bookmarks inside paragraphs by their names."""
    breaks: int = 0
    """Page breaks of the body so far, as the file was last laid out."""
    on_page: dict[str, int] = field(default_factory=dict)
    """The page on which each bookmark of the body begins, by these breaks."""
    bookmarks: set[str] = field(default_factory=set)
    """The names of all bookmarks."""
    read_parts: set[str] = field(default_factory=set)
    """Parts whose text was read."""
    foreign_numbers: bool = False
    """Some list counts in a way that is shown in digits here."""
    sheet: dict[str, Element] = field(default_factory=dict)
    """What the last section says of its pages."""
    formatting: Formatting = field(init=False)
    _chars: int = 0
    _paragraphs: int = 0

    def __post_init__(self) -> None:
        self.formatting = Formatting(self.styles, self.reading)

    def page(self) -> Formats:
        """Size and margins of the page; nothing when the file does not say both."""
        sides = ((self.sheet.get(name), side) for name, sides in SHEET.items() for side in sides)
        stated = [integer(attribute(element, side), -1) for element, side in sides]
        return ((FormatKind.PAGE, " ".join(map(str, stated))),) if min(stated) >= 0 else ()

    def count(self, chars: int) -> None:
        """Count a paragraph's characters; refuses the file when there are too many."""
        self._chars += chars
        self._paragraphs += 1
        if self._chars > LIMITS.text_chars or self._paragraphs > LIMITS.paragraphs:
            raise too_much_text(self.name)


def weight(text: str) -> int:
    """Characters of ``text`` that are no white space."""
    return len("".join(text.split()))


def text_weight(element: Element) -> int:
    """Characters of all text inside ``element`` that are no white space."""
    return sum(weight(part.text or "") for part in descendants(element, *TEXTS))


def too_much_text(name: str) -> UnreadableInput:
    """The refusal of a document that is too long."""
    return UnreadableInput(Refusal.TOO_LARGE, name, "it has too much text for one agreement", "split it")
