"""Styles with what they inherit: numbering, heading level, and whether text can be seen."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from .xml import Element, attribute, child, children, integer, is_on, short, value

_HEADING_NAME = re.compile(r"heading ([1-9])")
_BODY_LEVEL = 9
_LONGEST_CHAIN = 50


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks, as far as it bears on being seen; None where nothing is said."""

    vanish: bool | None = None
    colour: str | None = None
    """Six hex digits, or ``auto``."""
    half_points: int | None = None
    scale: int | None = None
    """Width in percent."""
    fill: str | None = None
    """Colour behind the characters: shading or highlighting of the run."""
    font: str | None = None
    strike: bool | None = None
    raised: bool | None = None
    """Superscript."""
    bold: bool | None = None
    italic: bool | None = None
    underline: bool | None = None

    def over(self, base: Look) -> Look:
        """This look where it says something, else ``base``."""
        return Look(
            vanish=base.vanish if self.vanish is None else self.vanish,
            colour=self.colour or base.colour,
            half_points=base.half_points if self.half_points is None else self.half_points,
            scale=base.scale if self.scale is None else self.scale,
            fill=self.fill or base.fill,
            font=self.font or base.font,
            strike=base.strike if self.strike is None else self.strike,
            raised=base.raised if self.raised is None else self.raised,
            bold=base.bold if self.bold is None else self.bold,
            italic=base.italic if self.italic is None else self.italic,
            underline=base.underline if self.underline is None else self.underline,
        )


@dataclass(frozen=True, slots=True)
class Style:
    """One style with all that it inherits."""

    look: Look = Look()
    num_id: str = ""
    level: int | None = None
    """Numbering level that the style states."""
    heading: int = 0
    """1 to 9; 0 for body text."""
    fill: str | None = None
    """Colour behind the whole paragraph; ``?`` when it cannot be told."""
    chain: tuple[str, ...] = ()
    """Identifiers of the style and those it is based on, nearest first."""
    alignment: str = ""
    """``center``, ``right`` or ``both``; empty for the usual one."""
    indent: int = 0
    """Left indent in twentieths of a point."""
    first_line: int = 0
    """How much further in the first line stands."""
    spacing: tuple[str, ...] = ("", "", "", "")
    """Space before and behind, height of a line, and what that is measured in, as written."""


_SPACING = ("w:before", "w:after", "w:line", "w:lineRule")

_HIGHLIGHTS = {
    "black": "000000",
    "blue": "0000FF",
    "cyan": "00FFFF",
    "darkblue": "000080",
    "darkcyan": "008080",
    "darkgray": "808080",
    "darkgreen": "008000",
    "darkmagenta": "800080",
    "darkred": "800000",
    "darkyellow": "808000",
    "green": "00FF00",
    "lightgray": "C0C0C0",
    "magenta": "FF00FF",
    "red": "FF0000",
    "white": "FFFFFF",
    "yellow": "FFFF00",
}


class Styles:
    """The styles part of a document; empty when it has none."""

    def __init__(self, root: Element | None = None, theme: Element | None = None) -> None:
        self._elements = {attribute(style, "w:styleId"): style for style in children(root, "w:style")}
        self._styles: dict[str, Style] = {}
        self._plain_looks: dict[str, Look] = {}
        self._fonts = _theme_fonts(theme)
        self._default = Style(
            look=self._look(child(root, "w:docDefaults", "w:rPrDefault", "w:rPr")),
            spacing=spacing(child(root, "w:docDefaults", "w:pPrDefault", "w:pPr"), ("", "", "", "")),
        )
        self._default_paragraph = next(
            (
                identifier
                for identifier, style in self._elements.items()
                if attribute(style, "w:type") == "paragraph"
                and attribute(style, "w:default") in ("1", "true", "on")
            ),
            "",
        )

    @property
    def default(self) -> Look:
        """What the document sets for all text."""
        return self._default.look

    def plain_look(self, style: Style) -> Look:
        """The look of text in a paragraph style without formatting of its own."""
        key = style.chain[0] if style.chain else ""
        if key not in self._plain_looks:
            self._plain_looks[key] = style.look.over(self.default)
        return self._plain_looks[key]

    def paragraph(self, identifier: str) -> Style:
        """The paragraph style, or the default one when there is none of that name."""
        return self.style(identifier if identifier in self._elements else self._default_paragraph)

    def style(self, identifier: str) -> Style:
        """The style with what it inherits; a plain one when there is none of that name."""
        if identifier not in self._styles:
            self._styles[identifier] = self._resolved(identifier)
        return self._styles[identifier]

    def numbering_of(self, identifier: str) -> str:
        """The list that a numbering style stands for."""
        return value(self._elements.get(identifier), "w:pPr", "w:numPr", "w:numId")

    def shades_tables(self, identifier: str) -> bool:
        """Whether a table style puts colour behind cells."""
        for _ in range(_LONGEST_CHAIN):
            element = self._elements.get(identifier)
            if element is None:
                return False
            if any(short(part) in ("w:shd", "w:color") for part in element.iter()):
                return True
            identifier = value(element, "w:basedOn")
        return False

    def _resolved(self, identifier: str) -> Style:
        chain: list[str] = []
        while identifier in self._elements and identifier not in chain and len(chain) < _LONGEST_CHAIN:
            chain.append(identifier)
            identifier = value(self._elements[identifier], "w:basedOn")
        resolved = Style(spacing=self._default.spacing)
        for step in reversed(chain):
            element = self._elements[step]
            resolved = _own(element, resolved, self._look(child(element, "w:rPr")))
        return replace(resolved, chain=tuple(chain))

    def _look(self, properties: Element | None) -> Look:
        """What a style says of the look of a run, with the font of the theme if it names that."""
        found = look(properties)
        named = attribute(child(properties, "w:rFonts"), "w:asciiTheme")
        font = self._fonts.get(named[:5]) if not found.font else None
        return replace(found, font=font) if font else found


def look(properties: Element | None) -> Look:
    """What ``w:rPr`` says of the look of a run."""
    if properties is None or not len(properties):
        return Look()
    found: dict[str, Element] = {}
    for element in properties:
        found.setdefault(short(element), element)
    return Look(
        vanish=is_on(found.get("w:vanish")),
        colour=attribute(found.get("w:color"), "w:val").upper() or None,
        half_points=integer(attribute(found["w:sz"], "w:val"), 24) if "w:sz" in found else None,
        scale=integer(attribute(found["w:w"], "w:val").rstrip("%"), 100) if "w:w" in found else None,
        fill=_highlight(found.get("w:highlight")) or shading(found.get("w:shd")),
        font=attribute(found.get("w:rFonts"), "w:ascii") or None,
        raised=attribute(found["w:vertAlign"], "w:val") == "superscript" if "w:vertAlign" in found else None,
        strike=is_on(found.get("w:strike", found.get("w:dstrike"))),
        bold=is_on(found.get("w:b")),
        italic=is_on(found.get("w:i")),
        underline=is_on(found.get("w:u")),
    )


def shading(element: Element | None) -> str | None:
    """The colour that ``w:shd`` puts behind text; None for none, ``?`` for one that cannot be told."""
    if element is None:
        return None
    fill = attribute(element, "w:fill", "auto").upper()
    pattern = attribute(element, "w:val", "clear").lower()
    if pattern == "solid":
        return attribute(element, "w:color", "000000").upper().replace("AUTO", "000000")
    if pattern not in ("clear", "nil"):
        return "?"
    return None if fill in ("AUTO", "") else fill


def heading_level(properties: Element | None) -> int | None:
    """The heading level in ``w:pPr``: 1 to 9, 0 for body text; None when nothing is said."""
    outline = child(properties, "w:outlineLvl")
    if outline is None:
        return None
    level = integer(attribute(outline, "w:val"), _BODY_LEVEL)
    return level + 1 if 0 <= level < _BODY_LEVEL else 0


def alignment(properties: Element | None, inherited: str) -> str:
    """The alignment that ``w:pPr`` sets, else the inherited one."""
    stated = value(properties, "w:jc") if properties is not None else ""
    if not stated:
        return inherited
    return {"center": "center", "right": "right", "end": "right", "both": "both"}.get(stated, "")


def indent(properties: Element | None, inherited: int) -> int:
    """The left indent that ``w:pPr`` sets, else the inherited one."""
    stated = child(properties, "w:ind")
    left = attribute(stated, "w:left") or attribute(stated, "w:start")
    return max(0, integer(left, inherited)) if left else inherited


def first_line(properties: Element | None, inherited: int) -> int:
    """How much further in the first line stands that ``w:pPr`` sets, else the inherited."""
    stated = child(properties, "w:ind")
    if hanging := attribute(stated, "w:hanging"):
        return -integer(hanging, 0)
    return integer(attribute(stated, "w:firstLine"), inherited)


def spacing(properties: Element | None, inherited: tuple[str, ...]) -> tuple[str, ...]:
    """The spacing that ``w:pPr`` sets, else the inherited one, value by value."""
    stated = child(properties, "w:spacing")
    if stated is None:
        return inherited
    return tuple(attribute(stated, name) or was for name, was in zip(_SPACING, inherited, strict=True))


def _theme_fonts(theme: Element | None) -> dict[str, str]:
    """The fonts of a theme by the beginnings of their names: ``major`` for headings, ``minor`` for text."""
    fonts = {}
    for element in theme.iter() if theme is not None else ():
        name = short(element)
        if name in ("a:majorFont", "a:minorFont"):
            fonts[name[2:7]] = next((attribute(font, "typeface") for font in element), "")
    return fonts


def _own(element: Element, base: Style, written: Look) -> Style:
    """What a style says itself, over what it is based on."""
    properties = child(element, "w:pPr")
    numbering = child(properties, "w:numPr")
    level = value(numbering, "w:ilvl")
    heading = heading_level(properties)
    if heading is None:
        heading = _heading_by_name(value(element, "w:name").lower()) or base.heading
    return Style(
        look=written.over(base.look),
        num_id=value(numbering, "w:numId") or base.num_id,
        level=integer(level) if level else base.level,
        heading=heading,
        fill=shading(child(properties, "w:shd")) or base.fill,
        alignment=alignment(properties, base.alignment),
        indent=indent(properties, base.indent),
        first_line=first_line(properties, base.first_line),
        spacing=spacing(properties, base.spacing),
    )


def _heading_by_name(name: str) -> int:
    if name == "title":
        return 1
    found = _HEADING_NAME.fullmatch(name)
    return int(found[1]) if found else 0


def _highlight(element: Element | None) -> str | None:
    return _HIGHLIGHTS.get(attribute(element, "w:val").lower())
