"""Characters of symbol fonts as Unicode."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from fullpowers.model import from_yaml

UNKNOWN = "\ufffd"
"""Stands for a symbol whose shape is not known here."""

_PRIVATE_USE = range(0xF000, 0xF100)


@dataclass(frozen=True, slots=True)
class _Symbols:
    """The content of ``data/symbols.yaml``."""

    source: str
    status: str
    fonts: dict[str, dict[str, str]]


def symbol(code: int, font: str) -> str:
    """The character that ``font`` shows for ``code``; ``UNKNOWN`` when that cannot be told."""
    known = _fonts().get(font.lower(), {})
    if code in _PRIVATE_USE:
        code -= _PRIVATE_USE.start
    elif not known:
        return chr(code) if 0x20 <= code < 0xD800 else UNKNOWN
    if code in known:
        return known[code]
    # the Symbol font shares digits and most punctuation with ASCII
    return chr(code) if font.lower() == "symbol" and 0x20 <= code < 0x40 else UNKNOWN


def translated(text: str, font: str | None) -> str:
    """Text in which the characters of symbol fonts are Unicode."""
    if not text or max(text) < "\uf000" or not any(ord(character) in _PRIVATE_USE for character in text):
        return text
    return "".join(
        symbol(ord(character), font or "symbol") if ord(character) in _PRIVATE_USE else character
        for character in text
    )


@cache
def _fonts() -> dict[str, dict[int, str]]:
    text = files("fullpowers.reading").joinpath("data/symbols.yaml").read_text("utf-8")
    fonts = from_yaml(text, _Symbols, where="symbols.yaml").fonts
    return {font: {int(code, 16): sign for code, sign in signs.items()} for font, signs in fonts.items()}
