"""The redline as Markdown: changes of substance first, then the marked text."""

from __future__ import annotations

import re

from fullpowers.model import Change, Comparison, Instrument, Significance

from .proof import prove
from .stream import Piece, State, entries

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#~|])")
_LOUD = (Significance.SUBSTANTIVE, Significance.UNDECIDED)


def page(comparison: Comparison, old: Instrument, new: Instrument) -> str:
    """Ranked changes with effects, then every changed block: ~~gone~~ and **come**."""
    lines = [f"# {_plain(new.title or 'Redline')}", "", f"{prove(comparison, old, new)}", ""]
    lines += ["## Changes of substance, weightiest first", ""]
    for change in comparison.ranked(*_LOUD):
        lines.append(f"- **{_plain(_where(change))}** ({change.kind.value}, {change.id})")
        lines += [f"  - {_plain(reason.effect)}" for reason in change.reasons]
    lines += ["", "## Redline", ""]
    quiet = 0
    for entry in entries(comparison, old, new):
        change = entry.change
        if all(piece.state is State.SAME for piece in entry.pieces):
            quiet += 1
            continue
        if quiet:
            lines += [f"*… {quiet} unchanged …*", ""]
            quiet = 0
        text = "".join(_marked(piece) for piece in entry.pieces).strip("\n")
        notes = [change.id]
        if change.moved:
            notes.append("moved away from here" if entry.away else f"moved here from {_old_place(change)}")
        if change.renumbered:
            notes.append(change.renumbered)
        lines += [f"{text} *({_plain(', '.join(notes))})*", ""]
    if quiet:
        lines += [f"*… {quiet} unchanged …*", ""]
    return "\n".join(lines)


def _marked(piece: Piece) -> str:
    """A piece with its mark on each line, so that a mark never runs over the end of a paragraph."""
    sign = {State.SAME: "", State.COME: "**", State.MOVED_HERE: "", State.GONE: "~~", State.MOVED_AWAY: "~~"}
    mark = sign[piece.state]
    parts = []
    for line in piece.text.split("\n"):
        body = line.strip()
        lead, tail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :] if body else ""
        parts.append(f"{lead}{mark}{_plain(body)}{mark}{tail}" if body else line)
    return "\n\n".join(parts)


def _plain(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))


def _where(change: Change) -> str:
    passages = change.new or change.old
    return passages[0].path or change.id


def _old_place(change: Change) -> str:
    return change.old[0].path or "elsewhere"
