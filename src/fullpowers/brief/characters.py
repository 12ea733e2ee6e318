"""Characters that change what a reader sees without being seen: they are shown by name."""

from __future__ import annotations

import re
import unicodedata

UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
"""Controls, joiners, bidi marks, fillers, variation selectors, tags, lone surrogates (not tab, newline)."""


_INNER = str.maketrans("“”", "‘’")


def visible(text: str) -> str:
    """The text with each unseen character written as ``⟨U+202E⟩``."""
    return UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)


def name_of(character: str) -> str:
    """What Unicode calls a character; controls have no name there."""
    return unicodedata.name(character, "control character").lower()


def quoted(text: str, width: int) -> str:
    """Words of the draft in quotation marks, shortened; marks inside become single ones."""
    return f"“{short(text, width).translate(_INNER)}”"


def quotations(text: str) -> list[tuple[int, int]]:
    """Where quotations start and end, outermost only; one that is not closed goes to the end."""
    found, depth, start, straight = [], 0, 0, False
    for place, letter in enumerate(text):
        opens = letter == "“" or (letter == '"' and not straight)
        if opens:
            start = start if depth else place
            depth += 1
        elif depth and letter in '”"':
            depth -= 1
            if not depth:
                found.append((start, place + 1))
        if letter == '"':
            straight = not straight
    return [*found, (start, len(text))] if depth else found


def short(text: str, width: int) -> str:
    """The text on one line, cut at a word when it is longer than ``width`` characters."""
    flat = " ".join(text.split())
    if len(flat) <= width:
        return flat
    cut = flat[: width - 1]
    return (cut.rsplit(" ", 1)[0] if " " in cut[width // 2 :] else cut).rstrip(" ,;:") + "…"
