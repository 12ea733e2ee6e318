"""The redline as Markdown: changes of substance first, then the marked text."""

from __future__ import annotations

import re

from fullpowers.model import EvidenceError, Significance

from .places import Places
from .proof import Redline
from .stream import Entry, Piece, State

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#~|&$])")
_AT_START = re.compile(r"^(\s*\d*)([-+=.)])")
_READ = re.compile(r"(\*\*|~~)|\\(.)|([^\\*~]+)", re.DOTALL)
_LOUD = (Significance.SUBSTANTIVE, Significance.UNDECIDED)


def page(redline: Redline) -> str:
    """Ranked changes with effects, then every changed block: ~~gone~~ and **come**.

    Raises:
        EvidenceError: the marked text of a block does not give its words in both drafts back.
    """
    comparison, new, proof = redline.comparison, redline.new, redline.proof
    places = Places(redline.old, new)
    lines = [f"# {_plain(new.title or 'Redline')}", "", f"{proof}", ""]
    lines += [f"{proof.learned}", ""] if proof.learned else []
    lines += ["## What was not compared", ""]
    lines += [f"- {_plain(line)}" for line in proof.not_compared]
    whose = f"weightiest for {comparison.side} first" if comparison.side else "weightiest first"
    lines += ["", f"## Changes of substance, {_plain(whose)}", ""]
    for change in comparison.ranked(*_LOUD):
        silent = ", not marked in the file" if change.tracked is False else ""
        lines.append(f"- **{_plain(places.of(change))}** ({change.kind.value}, {change.id}{silent})")
        lines += [f"  - {_plain(reason.effect)}" for reason in change.reasons]
        lines += [f"  - *{_plain(change.rank)}*"] if change.rank else []
    lines += ["", "## Redline", ""]
    quiet = 0
    for entry in redline.entries:
        change = entry.change
        if all(piece.state is State.SAME for piece in entry.pieces):
            quiet += 1
            continue
        if quiet:
            lines += [f"*… {quiet} unchanged …*", ""]
            quiet = 0
        text = "".join(_marked(piece) for piece in entry.pieces).strip("\n")
        _prove(text, entry)
        notes = [change.id]
        if change.moved:
            notes.append(
                "moved away from here" if entry.away else f"moved here from {places.passage(change.old[0])}"
            )
        if change.renumbered:
            notes.append(change.renumbered)
        lines += [f"{text} *({_plain(', '.join(notes))})*", ""]
    if quiet:
        lines += [f"*… {quiet} unchanged …*", ""]
    return "\n".join(lines)


def _prove(text: str, entry: Entry) -> None:
    """Read the marked text of a block back, without what is struck and without what is bold."""
    for sign, hidden in (("~~", (State.GONE, State.MOVED_AWAY)), ("**", (State.COME,))):
        shown = "".join(piece.text for piece in entry.pieces if piece.state not in hidden)
        if _words(text, sign) != "".join(shown.split()):
            raise EvidenceError(f"the Markdown of {entry.change.id} does not give both drafts back")


def _words(text: str, hidden: str) -> str:
    """The letters of Markdown of ours without white space, without what stands between two ``hidden``."""
    shown, skipping = [], False
    for mark, escaped, letters in _READ.findall(text):
        if mark == hidden:
            skipping = not skipping
        elif not mark and not skipping:
            shown.append(escaped or letters)
    return "".join("".join(shown).split())


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
    """Words as they stand: nothing in them is read as markup."""
    return _AT_START.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", " ".join(text.split())))
