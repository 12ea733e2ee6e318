"""Automatic numbering: definitions from the numbering part, counters, and the number as printed.

Follows ECMA-376 part 1, 17.9: levels of an abstract definition, instances with overrides,
counters shared by all instances of one definition.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from fullpowers.model import FormatKind

from ..numerals import is_known, numeral
from .styles import first_line, indent
from .xml import Element, attribute, child, children, descendants, integer, is_on, value

_LEVELS = 9
_PLACEHOLDER = re.compile(r"%([1-9])")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
_CUSTOM = re.compile(r"(0*1)\b")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list."""

    start: int = 1
    style: str = "decimal"
    """Numbering format."""
    zeros: int = 0
    """Digits to fill up to, for formats like 001."""
    text: str = ""
    """Pattern such as ``%1.%2``."""
    pieces: tuple[str, ...] = ("",)
    """The pattern taken apart: what stands before, between and behind the numbers of its levels."""
    suffix: str = " "
    legal: bool = False
    """All counts in digits, whatever the other levels' formats."""
    restart: int | None = None
    """Highest level, from 1, after which it starts anew; 0 never; None after any higher one."""
    hidden: bool = False
    paragraph_style: str = ""
    indents: tuple[tuple[FormatKind, str], ...] | None = None
    """Left indent of its paragraphs and of their first lines, unless nought; None when it says nothing."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as printed, and what stands between it and the text."""

    text: str
    suffix: str
    known: bool
    """False when its format is not known here and it is shown in digits."""
    level: Level = Level()


@dataclass(slots=True)
class _Definition:
    levels: dict[int, Level]
    link: str = ""
    """The numbering style that it takes its levels from."""
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)


@dataclass(slots=True)
class _Instance:
    abstract: str
    starts: dict[int, int]
    levels: dict[int, Level]
    started: set[int] = field(default_factory=set)


_List = tuple[_Instance, _Definition, list[Level]]
"""An instance, the definition that it counts with, and its levels."""


class Numbering:
    """The lists of a document and how far each has counted.

    ``linked`` gives the instance that a numbering style stands for.
    """

    def __init__(self, root: Element | None = None, linked: Callable[[str], str] = lambda _: "") -> None:
        self._linked = linked
        self._lists: dict[str, _List | None] = {}
        self._definitions = {
            attribute(element, "w:abstractNumId"): _Definition(
                {
                    level: _level(lvl)
                    for lvl in children(element, "w:lvl")
                    if (level := _index(lvl)) is not None
                },
                value(element, "w:numStyleLink"),
            )
            for element in children(root, "w:abstractNum")
        }
        self._instances = {
            attribute(element, "w:numId"): _instance(element) for element in children(root, "w:num")
        }

    def level_for_style(self, num_id: str, chain: tuple[str, ...]) -> int | None:
        """The level of a list that is tied to one of these paragraph styles, nearest first."""
        found = self._found(num_id)
        if found is None:
            return None
        tied: dict[str, int] = {}
        for index, level in enumerate(found[2]):
            if level.paragraph_style:
                tied.setdefault(level.paragraph_style, index)
        return next((tied[style] for style in chain if style in tied), None)

    def next(self, num_id: str, index: int) -> Number | None:
        """Count one paragraph at level ``index`` (from 0) of a list; None when there is no such list."""
        found = self._found(num_id)
        if found is None:
            return None
        instance, definition, levels = found
        index = min(max(index, 0), _LEVELS - 1)
        counts = definition.counts
        current = counts[index]
        if index in instance.starts and index not in instance.started:
            counts[index] = instance.starts[index]
        else:
            counts[index] = levels[index].start if current is None else current + 1
        instance.started.add(index)
        for higher in range(index):
            # a level that is skipped counts as begun
            if counts[higher] is None:
                counts[higher] = levels[higher].start
        for deeper in range(index + 1, _LEVELS):
            restart = levels[deeper].restart
            if restart is None or index < restart:
                counts[deeper] = None
        return _printed(levels, index, counts)

    def _found(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._looked_up(num_id)
        return self._lists[num_id]

    def _looked_up(self, num_id: str) -> _List | None:
        instance = self._instances.get(num_id)
        definition = self._definitions.get(instance.abstract) if instance else None
        for _ in range(_LEVELS):
            if definition is None or definition.levels or not definition.link:
                break
            linked = self._instances.get(self._linked(definition.link))
            definition = self._definitions.get(linked.abstract) if linked else None
        if instance is None or definition is None:
            return None
        levels = [
            instance.levels.get(index) or definition.levels.get(index) or Level(start=0, style="none")
            for index in range(_LEVELS)
        ]
        return instance, definition, levels


def _printed(levels: list[Level], index: int, counts: list[int | None]) -> Number:
    level = levels[index]
    if level.hidden:
        return Number("", "", True)
    if level.style == "bullet":
        return Number(_PRIVATE_USE.sub("•", level.text).strip() or "•", level.suffix, True, level)
    text, known = level.pieces[0], True
    for place, between in zip(level.pieces[1::2], level.pieces[2::2], strict=True):
        which = int(place) - 1
        if which <= index and levels[which].style not in ("none", "bullet"):
            style = "decimal" if level.legal else levels[which].style
            known = known and is_known(style)
            text += numeral(counts[which] or 0, style).zfill(levels[which].zeros)
        text += between
    return Number(text.strip(), level.suffix, known, level)


def _instance(element: Element) -> _Instance:
    starts: dict[int, int] = {}
    levels: dict[int, Level] = {}
    for override in children(element, "w:lvlOverride"):
        index = _index(override)
        if index is None:
            continue
        if start := value(override, "w:startOverride"):
            starts[index] = integer(start)
        if (lvl := child(override, "w:lvl")) is not None:
            levels[index] = _level(lvl)
    return _Instance(value(element, "w:abstractNumId"), starts, levels)


def _index(element: Element) -> int | None:
    index = integer(attribute(element, "w:ilvl"), -1)
    return index if 0 <= index < _LEVELS else None


def _level(element: Element) -> Level:
    # the first format wins: inside an alternative it is the newer program's, such as 001
    formats = next(descendants(element, "w:numFmt"), None)
    style = attribute(formats, "w:val", "decimal")
    custom = _CUSTOM.match(attribute(formats, "w:format")) if style == "custom" else None
    restart = value(element, "w:lvlRestart")
    start = value(element, "w:start")
    text = value(element, "w:lvlText")
    properties = child(element, "w:pPr")
    return Level(
        start=integer(start) if start else 0,
        style="decimal" if custom else style,
        zeros=len(custom[1]) if custom else 0,
        text=text,
        pieces=tuple(_PLACEHOLDER.split(text)),
        suffix="" if value(element, "w:suff") == "nothing" else " ",
        legal=is_on(child(element, "w:isLgl")) is True,
        restart=integer(restart) if restart else None,
        hidden=is_on(child(element, "w:rPr", "w:vanish")) is True,
        paragraph_style=value(element, "w:pStyle"),
        indents=_indents(properties) if child(properties, "w:ind") is not None else None,
    )


def _indents(properties: Element | None) -> tuple[tuple[FormatKind, str], ...]:
    stated = (
        (FormatKind.INDENT, indent(properties, 0)),
        (FormatKind.FIRST_LINE, first_line(properties, 0)),
    )
    return tuple((kind, str(value)) for kind, value in stated if value)
