"""Characters that change what a reader sees without being seen: they are shown by name."""

from __future__ import annotations

import re

UNSEEN = re.compile(
    "[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U000e0000-\U000e0fff]"
)
"""Controls, joiners, bidi marks, fillers, variation selectors, tags, lone surrogates (not tab, newline)."""


def visible(text: str) -> str:
    """The text with each unseen character written as ``⟨U+202E⟩``."""
    return UNSEEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", text)
