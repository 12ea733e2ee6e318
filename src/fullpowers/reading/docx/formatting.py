"""How paragraphs and runs are set, in the reading that is asked for.

Most paragraphs of a file are set like others of it: what their properties mean is worked out once
for each way in which they are written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from fullpowers.model import FormatKind, Reading

from ..line import Flag, Tracked
from .changes import tracked_properties
from .numbering import Level
from .styles import (
    Look,
    Style,
    Styles,
    alignment,
    first_line,
    heading_level,
    indent,
    shading,
    spacing,
)
from .visibility import flag, run_look
from .xml import Element, Signature, attribute, child, integer, signature, value

K = TypeVar("K")
T = TypeVar("T")

Formats = tuple[tuple[FormatKind, str], ...]

_REMEMBERED = 2000
"""Ways of writing that are remembered; a file with more of them has few that come again."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What ``w:pPr`` says of a paragraph, over its style."""

    style: Style
    fill: str | None
    """Colour behind it; ``?`` when it cannot be told."""
    heading: int
    """1 to 9; 0 for body text."""
    num_id: str
    """The list that numbers it; empty for none."""
    level: int | None
    """Its level in the list, where it says so itself."""
    ends: tuple[Tracked, ...]
    """Changes of the paragraph's end."""
    margins: tuple[str, ...] = ()
    """Relationships of the headers and footers of a section that ends with it."""
    formats: Formats = ()
    """Heading, alignment, indents and spacing, with their values."""
    unindented: Formats | None = None
    """The same without its indents; None when it states them itself, over those of its list."""

    def in_list(self, level: Level) -> Formats:
        """How it is set at a level of a list, whose indents are its own unless it states others."""
        if self.unindented is None or level.indents is None:
            return self.formats
        return self.unindented + level.indents


@dataclass(frozen=True, slots=True)
class Run:
    """What ``w:rPr`` says of a run, over the styles."""

    flag: Flag | None
    """What to say of its look; None when it is plain to see."""
    font: str | None
    raised: bool
    formats: Formats = ()
    """Bold, italic, underlined; font and size that are not the usual ones."""


class Formatting:
    """The settings of one document's paragraphs and runs."""

    def __init__(self, styles: Styles, reading: Reading) -> None:
        self._styles = styles
        self._rejected = reading is Reading.REJECTED
        self._paragraphs: dict[Signature, Paragraph] = {}
        self._runs: dict[tuple[str, str, Signature], Run] = {}
        usual = styles.paragraph("")
        self._usual = styles.plain_look(usual)
        self._spacing = usual.spacing

    @property
    def usual(self) -> Formats:
        """How text is set where nothing else is said."""
        formats = (*_letters(self._usual), (FormatKind.SPACING, _spaced(self._spacing)))
        return tuple((kind, value) for kind, value in formats if value)

    def paragraph(self, properties: Element | None) -> Paragraph:
        """How a paragraph with these properties (``w:pPr``) is set."""
        return _once(self._paragraphs, signature(properties), lambda: self._paragraph(properties))

    def run(self, properties: Element | None, style: Style, backdrop: str) -> Run:
        """How a run with these properties (``w:rPr``) is set, in a paragraph of ``style`` on ``backdrop``."""
        key = (style.chain[0] if style.chain else "", backdrop, signature(properties))
        return _once(self._runs, key, lambda: self._run(properties, style, backdrop))

    def _paragraph(self, written: Element | None) -> Paragraph:
        properties = self._in_reading(written, "w:pPrChange", "w:pPr")
        style = self._styles.paragraph(value(properties, "w:pStyle") if properties is not None else "")
        numbered = child(properties, "w:numPr")
        level = value(numbered, "w:ilvl")
        heading = heading_level(properties)
        heading = style.heading if heading is None else heading
        left = indent(properties, style.indent)
        stated = (
            (FormatKind.HEADING, str(heading or "")),
            (FormatKind.ALIGNMENT, alignment(properties, style.alignment)),
            (FormatKind.INDENT, str(left or "")),
            (FormatKind.FIRST_LINE, str(first_line(properties, style.first_line) or "")),
            (FormatKind.SPACING, _spaced(spacing(properties, style.spacing), self._spacing)),
        )
        formats = tuple((kind, value) for kind, value in stated if value)
        others = tuple(one for one in formats if one[0] not in (FormatKind.INDENT, FormatKind.FIRST_LINE))
        return Paragraph(
            style,
            shading(child(properties, "w:shd")) or style.fill,
            heading,
            (value(numbered, "w:numId") if numbered is not None else "") or style.num_id,
            integer(level) if level else None,
            tracked_properties(child(written, "w:rPr")),
            tuple(_margins(child(written, "w:sectPr"))),
            formats,
            others if child(properties, "w:ind") is None else None,
        )

    def _run(self, written: Element | None, style: Style, backdrop: str) -> Run:
        seen = run_look(self._styles, style, self._in_reading(written, "w:rPrChange", "w:rPr"))
        formats = (
            (FormatKind.BOLD, seen.bold),
            (FormatKind.ITALIC, seen.italic),
            (FormatKind.UNDERLINE, seen.underline),
        )
        unseen = flag(seen, backdrop)
        # what could not be seen is not set so again
        letters = zip(_letters(seen), _letters(self._usual), strict=True) if unseen is None else ()
        return Run(
            unseen,
            seen.font,
            seen.raised is True,
            (
                *((kind, "") for kind, is_set in formats if is_set),
                *((kind, value) for (kind, value), (_, usual) in letters if value and value != usual),
            ),
        )

    def _in_reading(self, properties: Element | None, change: str, name: str) -> Element | None:
        """Properties as they stand, or as they stood before tracked formatting when changes are rejected."""
        if self._rejected and (old := child(properties, change)) is not None:
            return child(old, name)
        return properties


def _letters(seen: Look) -> Formats:
    """Font and size; empty for what is not said."""
    return ((FormatKind.FONT, seen.font or ""), (FormatKind.SIZE, str(seen.half_points or "")))


def _spaced(stated: tuple[str, ...], usual: tuple[str, ...] = ()) -> str:
    """Spacing as one value; empty when it is the usual one or nothing is said."""
    return "" if stated == usual or not any(stated) else " ".join(one or "-" for one in stated)


def _margins(section: Element | None) -> Iterator[str]:
    for reference in section if section is not None else ():
        if relationship := attribute(reference, "r:id"):
            yield relationship


def _once(known: dict[K, T], key: K, make: Callable[[], T]) -> T:
    found = known.get(key)
    if found is None:
        if len(known) >= _REMEMBERED:
            known.clear()
        found = known[key] = make()
    return found
