"""The draft as read: its canonical text, the tree of its provisions, and what the reader noticed."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from .errors import EvidenceError


@dataclass(frozen=True, slots=True)
class Receipt:
    """How and when a draft came in, as the team recorded it (never guessed)."""

    received: str = ""
    """ISO 8601 date and time, or empty when nobody noted it."""
    sender: str = ""
    place: str = ""
    answer_due: str = ""
    """ISO 8601 date and time by which an answer was demanded."""


@dataclass(frozen=True, slots=True)
class Source:
    """The file that an instrument was read from."""

    name: str
    media_type: str
    sha256: str
    size: int
    """Bytes."""
    receipt: Receipt | None = None
    record: tuple[tuple[str, str], ...] = ()
    """What the file says of itself: ``author``, ``last saved by``, ``created``, ``saved``, ``company``."""


class ProvisionKind(StrEnum):
    """What a stretch of the instrument is."""

    TITLE = "title"
    CONTENTS = "contents"
    RECITAL = "recital"
    ENACTING = "enacting words"
    PART = "part"
    CHAPTER = "chapter"
    ARTICLE = "article"
    SECTION = "section"
    PARAGRAPH = "paragraph"
    POINT = "point"
    TABLE = "table"
    ROW = "row"
    ANNEX = "annex"
    SIGNATURE = "signature block"
    NOTE = "note"
    MARGIN = "header or footer"
    TEXT = "text"


OPERATIVE = frozenset(
    {
        ProvisionKind.ENACTING,
        ProvisionKind.PART,
        ProvisionKind.CHAPTER,
        ProvisionKind.ARTICLE,
        ProvisionKind.SECTION,
        ProvisionKind.PARAGRAPH,
        ProvisionKind.POINT,
        ProvisionKind.TABLE,
        ProvisionKind.ROW,
    }
)
"""Kinds whose sentences can bind; recitals, titles, contents, notes and margins cannot by themselves."""


@dataclass(frozen=True, slots=True)
class Provision:
    """One provision and all that is under it.

    Spans are code points of the instrument's canonical text. ``start`` is where the printed
    number or heading begins, ``body`` where the provision's own wording begins, ``end`` is
    behind its last descendant. A provision's *own* text runs from ``start`` to its first child.
    """

    kind: ProvisionKind
    path: str
    """Address unique in the instrument, such as ``art-3/par-2/a``."""
    number: str
    """As printed, without closing punctuation: ``Article 3``, ``3``, ``(a)``; empty when there is none."""
    heading: str
    start: int
    body: int
    end: int
    children: tuple[Provision, ...] = ()

    @property
    def own_end(self) -> int:
        """End of the provision's own text: its first child's start, or its end."""
        return self.children[0].start if self.children else self.end

    def walk(self) -> Iterator[Provision]:
        """This provision and its descendants in the order of the text."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Passage:
    """An exact quotation with its place: the evidence for a statement.

    ``start`` and ``end`` are code points of the canonical text of the instrument ``instrument``.
    """

    instrument: str
    start: int
    end: int
    quote: str
    path: str
    """Path of the deepest provision that contains the passage; empty when none does."""

    def verify(self, instrument: Instrument) -> Passage:
        """Return this passage if it stands in ``instrument`` letter by letter.

        Raises:
            EvidenceError: it belongs to another text, or the words there are not these.
        """
        if self.instrument != instrument.id:
            raise EvidenceError(f"passage of text {self.instrument} checked against text {instrument.id}")
        if not 0 <= self.start <= self.end <= len(instrument.text) or (
            instrument.text[self.start : self.end] != self.quote
        ):
            raise EvidenceError(f"the text at {self.start}-{self.end} is not {self.quote[:60]!r}")
        return self


class Severity(StrEnum):
    """How much something matters to the person who has to sign."""

    INFO = "info"
    CAUTION = "caution"
    ALARM = "alarm"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader noticed about the file and will not keep to itself."""

    code: str
    """Stable name such as ``hidden-text``, ``tracked-changes``, ``unread-part``."""
    severity: Severity
    message: str
    passage: Passage | None = None


class Reading(StrEnum):
    """Which state of the tracked changes a text shows."""

    ACCEPTED = "accepted"
    REJECTED = "rejected"
    SENT = "sent"
    """Deletions and insertions both stand in the text, as on the page with marks shown."""


class RevisionKind(StrEnum):
    INSERTION = "insertion"
    DELETION = "deletion"
    MOVED_FROM = "moved from"
    MOVED_TO = "moved to"


@dataclass(frozen=True, slots=True)
class Revision:
    """A tracked change that the file carries; zero-width where its text is not in this reading."""

    kind: RevisionKind
    author: str
    date: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the file, with the words that it hangs on."""

    author: str
    date: str
    text: str
    passage: Passage | None = None


class FormatKind(StrEnum):
    """What is kept of how text is set, besides its words."""

    BOLD = "bold"
    ITALIC = "italic"
    UNDERLINE = "underline"
    HEADING = "heading"
    """Of a paragraph; the value is the level, 1 to 9."""
    ALIGNMENT = "alignment"
    """Of a paragraph; the value is ``center``, ``right`` or ``both``."""
    INDENT = "indent"
    """Of a paragraph; the value is the left indent in twentieths of a point."""
    FIRST_LINE = "first line"
    """Of a paragraph: how much further in its first line stands; negative when further out."""
    SPACING = "spacing"
    """Of a paragraph; the value is the space before and behind it in twentieths of a point, the height of a
    line, and what that is measured in: ``0 120 276 auto``; ``-`` for what is not said."""
    FONT = "font"
    SIZE = "size"
    """The value is in half-points."""
    PAGE = "page"
    """Of the whole text; the value is width, height and the margins at the top, right, bottom and left."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a stretch of the text is set in the file.

    A font, size or spacing of the whole text is the usual one: stretches set otherwise have their own.
    """

    kind: FormatKind
    start: int
    end: int
    value: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """A party to the instrument as its own text names it."""

    name: str
    """Full name as printed, such as ``the Government of Ukraine``."""
    aliases: tuple[str, ...] = ()
    """Other names that the text gives it, in quotation marks or by position."""
    passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many characters of the file stand in which stream; white space is not counted.

    The sum is all text that the file holds: each character stands in exactly one stream.
    """

    body: int = 0
    """In the canonical text, before notes and margins."""
    notes: int = 0
    margins: int = 0
    """Headers and footers in use."""
    comments: int = 0
    deleted: int = 0
    """In tracked changes that this reading does not show."""
    hidden: int = 0
    """Not to be seen on the page, and left out of the text."""
    alternatives: int = 0
    """Kept for older programs, beside what newer ones show."""
    unused: int = 0
    """In parts of the file that no page shows, such as headers that are switched off."""

    @property
    def total(self) -> int:
        """All characters of the file but white space."""
        return sum(getattr(self, name) for name in STREAMS)


STREAMS = ("body", "notes", "margins", "comments", "deleted", "hidden", "alternatives", "unused")
"""The streams of a Coverage, in the order in which they are shown."""


@dataclass(frozen=True, slots=True)
class Alternative:
    """One of the wordings that stand against each other."""

    label: str
    """As printed: ``UA``, ``Option 1``; empty when the brackets have no label."""
    parties: tuple[str, ...]
    """Who wants it, as attributed in the text; empty when nobody is named."""
    passage: Passage
    """The wording itself, without brackets and label."""
    against: tuple[str, ...] = ()
    """Who does not want it, as attributed in the text."""


class ContestedKind(StrEnum):
    BRACKET = "brackets"
    """Square brackets around words that somebody does not accept yet."""
    ALTERNATIVES = "alternatives"
    """Wordings of several parties, or several bracketed wordings side by side."""
    OPTIONS = "options"
    """``Option 1 ... Option 2 ...``."""
    RESERVATION = "reservation"
    """A note in which a party reserves its position."""


@dataclass(frozen=True, slots=True)
class Contested:
    """A place of a negotiating text that is not agreed."""

    kind: ContestedKind
    passage: Passage
    """All of it, with brackets and labels."""
    alternatives: tuple[Alternative, ...]
    depth: int = 1
    """1 for what stands in no other contested place."""


@dataclass(frozen=True, slots=True)
class Signing:
    """Where and when an instrument was done, as its own words say; a blank to be filled in says nothing."""

    place: str = ""
    """As the text writes it; empty when it does not say."""
    date: str = ""
    """ISO 8601; empty when the text gives no day."""
    place_passage: Passage | None = None
    date_passage: Passage | None = None


@dataclass(frozen=True, slots=True)
class LanguageVersion:
    """The instrument in a further language, and which provision is which."""

    language: str
    """ISO 639-1."""
    instrument: Instrument
    links: tuple[tuple[str, str], ...] = ()
    """Paths of the same provision in this instrument and in that one."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """Where in the file the canonical text from ``start`` on comes from."""

    start: int
    place: str
    """For a person: ``paragraph 12``, ``line 30``, ``table 2, row 3``, ``footnote 4``."""


@dataclass(frozen=True, slots=True)
class Instrument:
    """A draft agreement as read: canonical text, structure, and the reader's notices.

    The canonical text is Unicode NFC with one ``\\n`` per paragraph and tabs between table
    cells. The own texts of all provisions, in order, are the whole text but for newlines
    between them: no character is outside the tree.
    """

    title: str
    text: str
    provisions: tuple[Provision, ...]
    parties: tuple[Party, ...] = ()
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes, the language of most words first."""
    notices: tuple[Notice, ...] = ()
    revisions: tuple[Revision, ...] = ()
    comments: tuple[Comment, ...] = ()
    anchors: tuple[Anchor, ...] = ()
    reading: Reading = Reading.ACCEPTED
    source: Source | None = None
    coverage: Coverage | None = None
    """Where the characters of the file went; None when nobody counted."""
    contested: tuple[Contested, ...] = ()
    """What is not agreed yet, in the order of the text."""
    versions: tuple[LanguageVersion, ...] = ()
    """The same instrument in further languages, where the file or the team gave them."""
    formats: tuple[Format, ...] = ()
    """How the text is set, in the order of the text; empty for formats of files where it is not read."""
    signing: Signing | None = None
    """Place and date; None when the text says neither."""

    @property
    def id(self) -> str:
        """First 16 hex digits of the SHA-256 of the canonical text."""
        return text_id(self.text)

    def walk(self) -> Iterator[Provision]:
        """All provisions in the order of the text."""
        for provision in self.provisions:
            yield from provision.walk()

    def at(self, offset: int) -> Provision | None:
        """The deepest provision that contains ``offset``."""
        found: Provision | None = None
        level = self.provisions
        while level:
            index = bisect_right(level, offset, key=lambda provision: provision.start) - 1
            if index < 0 or offset >= level[index].end:
                break
            found = level[index]
            level = found.children
        return found

    def provision(self, path: str) -> Provision | None:
        """The provision with this path."""
        return next((provision for provision in self.walk() if provision.path == path), None)

    def passage(self, start: int, end: int) -> Passage:
        """The passage of this text from ``start`` to ``end``."""
        provision = self.at(start)
        return Passage(self.id, start, end, self.text[start:end], provision.path if provision else "")

    def place(self, offset: int) -> str:
        """Where in the file the character at ``offset`` comes from, for a person."""
        index = bisect_right(self.anchors, offset, key=lambda anchor: anchor.start) - 1
        return self.anchors[index].place if index >= 0 else ""


_KNOWN: dict[int, tuple[str, str]] = {}
"""Texts that were asked for last, by where they stand in memory, with their identities."""
_REMEMBERED = 64


def text_id(text: str) -> str:
    """Identity of a canonical text: 16 hex digits of its SHA-256."""
    # a text is known again as the same object: to compare a million characters each time would take longer
    known = _KNOWN.get(id(text))
    if known is not None and known[0] is text:
        return known[1]
    identity = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
    for old in list(_KNOWN)[: max(0, len(_KNOWN) - _REMEMBERED + 1)]:
        _KNOWN.pop(old, None)
    _KNOWN[id(text)] = (text, identity)
    return identity
