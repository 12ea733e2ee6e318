"""Words of a draft as a brief shows them: characters named, quotations marked, long ones shortened."""

from __future__ import annotations

import unicodedata

_INNER = str.maketrans("“”", "‘’")


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
