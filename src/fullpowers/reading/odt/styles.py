"""What the styles of an OpenDocument text say: hidden, struck, raised, and how lists are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ..line import STRUCK, Flag
from ..numerals import letters, roman
from .xml import Element, child, descendants, get, short

_DEEPEST = 30
"""Styles inside styles."""
_POINTS = re.compile(r"(\d{1,4}(?:\.\d{1,4})?)pt")
_COLOUR = re.compile(r"#([0-9a-fA-F]{6})")
_NEAR = 16
_SMALLEST = 3.0


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered."""

    format: str = ""
    """``1``, ``a``, ``A``, ``i``, ``I``; empty for none."""
    bullet: str = ""
    prefix: str = ""
    suffix: str = ""
    shown: int = 1
    """Levels shown, as in 1.2.3."""
    start: int = 1


@dataclass(slots=True)
class Counter:
    """The counts of a list, level by level."""

    counts: dict[int, int] = field(default_factory=dict)

    def next(self, levels: dict[int, Level], depth: int, start: int | None) -> str:
        """Count one item at this level and print its number."""
        level = levels.get(depth, Level())
        before = self.counts.get(depth)
        self.counts[depth] = (
            start if start is not None else (before + 1 if before is not None else level.start)
        )
        for deeper in [one for one in self.counts if one > depth]:
            del self.counts[deeper]
        if level.bullet:
            return level.bullet
        if not level.format:
            return (level.prefix + level.suffix).strip()
        shown = []
        for one in range(max(1, depth - level.shown + 1), depth + 1):
            other = levels.get(one, Level())
            if other.format:
                shown.append(_numeral(self.counts.get(one, other.start), other.format))
        return f"{level.prefix}{'.'.join(shown)}{level.suffix}".strip()


class Styles:
    """The styles of all parts."""

    def __init__(self, roots: Iterable[Element]) -> None:
        self._styles: dict[tuple[str, str], Element] = {}
        self._lists: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        for root in roots:
            for element in descendants(root, "style:style"):
                self._styles[get(element, "style:family"), get(element, "style:name")] = element
            for element in descendants(root, "text:list-style"):
                self._lists[get(element, "style:name")] = _levels(element)
            for element in descendants(root, "text:outline-style"):
                self.outline = _levels(element)

    def levels(self, name: str) -> dict[int, Level]:
        """The levels of a list style."""
        return self._lists.get(name, {})

    def list_style(self, paragraph: str) -> str:
        """The list style that a paragraph style brings."""
        return next(
            (
                found
                for style in self._chain("paragraph", paragraph)
                if (found := get(style, "style:list-style-name"))
            ),
            "",
        )

    def flag(self, paragraph: str, spans: tuple[str, ...]) -> Flag | None:
        """What is to be said of text under these styles; None when it is plain to see."""
        if self._property(paragraph, spans, "text:display") == "none":
            return Flag("it is formatted as hidden", left_out=True)
        size = _POINTS.fullmatch(self._property(paragraph, spans, "fo:font-size"))
        if size and float(size[1]) <= _SMALLEST:
            return Flag(f"it is set in {float(size[1]):g} point")
        colour = _COLOUR.fullmatch(self._property(paragraph, spans, "fo:color"))
        behind = _COLOUR.fullmatch(self._property(paragraph, spans, "fo:background-color"))
        if colour and _alike(colour[1], behind[1] if behind else "ffffff"):
            return Flag("it has the colour of its background")
        struck = self._property(paragraph, spans, "style:text-line-through-style")
        return STRUCK if struck not in ("", "none") else None

    def is_raised(self, spans: tuple[str, ...]) -> bool:
        """Whether text stands as superscript."""
        return self._property("", spans, "style:text-position").startswith(("super", "33%"))

    def section_is_hidden(self, element: Element) -> bool:
        """Whether a section is not shown."""
        return (
            get(element, "text:display") in ("none", "condition")
            and get(element, "text:is-hidden") != "false"
        )

    def _property(self, paragraph: str, spans: tuple[str, ...], name: str) -> str:
        for family, style in (*(("text", span) for span in reversed(spans)), ("paragraph", paragraph)):
            for element in self._chain(family, style):
                if value := get(child(element, "style:text-properties"), name):
                    return value
                if name == "fo:background-color" and (
                    value := get(child(element, "style:paragraph-properties"), name)
                ):
                    return value
        return ""

    def _chain(self, family: str, name: str) -> Iterable[Element]:
        for _ in range(_DEEPEST):
            element = self._styles.get((family, name))
            if element is None:
                return
            yield element
            name = get(element, "style:parent-style-name")


def _levels(element: Element) -> dict[int, Level]:
    levels = {}
    for entry in element:
        depth = _number(get(entry, "text:level"), 1)
        if short(entry) == "text:list-level-style-bullet":
            levels[depth] = Level(bullet=get(entry, "text:bullet-char")[:1] or "•")
        elif short(entry) in ("text:list-level-style-number", "text:outline-level-style"):
            levels[depth] = Level(
                get(entry, "style:num-format"),
                "",
                get(entry, "style:num-prefix"),
                get(entry, "style:num-suffix"),
                _number(get(entry, "text:display-levels"), 1),
                _number(get(entry, "text:start-value"), 1),
            )
    return levels


def _numeral(count: int, style: str) -> str:
    made = {"a": letters, "i": roman}.get(style.lower()[:1], str)(count)
    return made.upper() if style[:1] in ("A", "I") else made


def _number(text: str, default: int) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else default


def _alike(colour: str, behind: str) -> bool:
    pairs = ((int(colour[at : at + 2], 16), int(behind[at : at + 2], 16)) for at in (0, 2, 4))
    return all(abs(one - other) <= _NEAR for one, other in pairs)
