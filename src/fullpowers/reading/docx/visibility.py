"""Whether a person looking at the page would see a run of text."""

from __future__ import annotations

import re
from dataclasses import replace

from ..line import STRUCK, Flag
from .styles import Look, Style, Styles, look
from .xml import Element, value

UNKNOWN = "?"
"""A background whose colour cannot be told."""

_HEX = re.compile(r"[0-9A-F]{6}")
_NEAR = 16
"""Greatest difference per channel, of 255, at which two colours look alike."""
_SMALLEST = 6
"""Half-points: three points and less cannot be read on paper."""
_NARROWEST = 10
"""Percent of the usual width of characters."""


def run_look(styles: Styles, paragraph: Style, properties: Element | None) -> Look:
    """The look of a run: its own properties over its character style, paragraph style and the defaults."""
    if properties is None or not len(properties):
        return styles.plain_look(paragraph)
    own = look(properties)
    character = styles.style(value(properties, "w:rStyle")).look
    merged = own.over(character).over(paragraph.look).over(styles.default)
    if own.vanish is None:
        # a style that hides inside a style that hides shows again
        vanish = bool(character.vanish) != bool(paragraph.look.vanish) or bool(styles.default.vanish)
        merged = replace(merged, vanish=vanish)
    return merged


def flag(seen: Look, backdrop: str) -> Flag | None:
    """What to say of text with this look on ``backdrop`` (six hex digits); None when it is plain to see."""
    if seen.vanish:
        return Flag("it is formatted as hidden", left_out=True)
    if reason := _why_unseen(seen, backdrop):
        return Flag(reason)
    return STRUCK if seen.strike else None


def _why_unseen(seen: Look, backdrop: str) -> str:
    if seen.half_points is not None and seen.half_points <= _SMALLEST:
        return f"it is set in {seen.half_points / 2:g} point"
    if seen.scale is not None and seen.scale < _NARROWEST:
        return f"it is squeezed to {seen.scale} percent of its width"
    behind = seen.fill or backdrop
    if seen.colour and _alike(seen.colour, behind):
        return "it has the colour of its background"
    return ""


def _alike(colour: str, behind: str) -> bool:
    if not (_HEX.fullmatch(colour) and _HEX.fullmatch(behind)):
        return False
    pairs = ((int(colour[index : index + 2], 16), int(behind[index : index + 2], 16)) for index in (0, 2, 4))
    return all(abs(first - second) <= _NEAR for first, second in pairs)
