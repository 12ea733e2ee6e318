"""The redline as one HTML page: inline and side by side, moves linked, unchanged parts folded; no script."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from itertools import pairwise

from fullpowers.model import Change, Comparison, Instrument, Significance

from .proof import prove
from .stream import Entry, Piece, State, entries

_LOUD = (Significance.SUBSTANTIVE, Significance.UNDECIDED)
_TAGS = {
    State.SAME: ("", ""),
    State.COME: ("<ins>", "</ins>"),
    State.GONE: ("<del>", "</del>"),
    State.MOVED_HERE: ('<span class="here">', "</span>"),
    State.MOVED_AWAY: ('<span class="away">', "</span>"),
}
_OLD = (State.SAME, State.GONE, State.MOVED_AWAY)
_NEW = (State.SAME, State.COME, State.MOVED_HERE)


def page(comparison: Comparison, old: Instrument, new: Instrument) -> str:
    """The whole page. Tab and Enter walk from change to change: each links to the next and the one before."""
    title = escape(new.title or "Redline")
    ranked = "".join(_ranked(change) for change in comparison.ranked(*_LOUD))
    return (
        f'<!doctype html><html lang="{escape((new.languages or ("en",))[0])}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}</title><style>{_style()}</style></head><body><h1>{title}</h1>"
        f'<p class="proof">{escape(str(prove(comparison, old, new)))}</p>'
        '<input type="radio" name="view" id="view-inline" checked><label for="view-inline">inline</label> '
        '<input type="radio" name="view" id="view-sides"><label for="view-sides">side by side</label>'
        f'<main><h2>Changes of substance, weightiest first</h2><ol class="ranked">{ranked}</ol>'
        f"<h2>Redline</h2>{''.join(_body(list(entries(comparison, old, new))))}</main></body></html>\n"
    )


def _ranked(change: Change) -> str:
    place = (change.new or change.old)[0].path or change.id
    effects = "".join(f"<br>{escape(reason.effect)}" for reason in change.reasons)
    return (
        f'<li><a href="#{change.id}"><strong>{escape(place)}</strong></a> {change.kind.value}{effects}</li>'
    )


def _body(run: Sequence[Entry]) -> Iterator[str]:
    """Changed entries as articles of the page, unchanged ones between them folded."""
    loud = [entry.change.id for entry in run if not entry.away and entry.change.significance in _LOUD]
    before = {one: other for other, one in pairwise(loud)}
    behind = dict(pairwise(loud))
    quiet: list[Entry] = []
    for entry in run:
        if _is_quiet(entry):
            quiet.append(entry)
            continue
        yield _folded(quiet)
        quiet = []
        yield _changed(entry, before.get(entry.change.id, ""), behind.get(entry.change.id, ""))
    yield _folded(quiet)


def _is_quiet(entry: Entry) -> bool:
    """Nothing to read: no word changed, or nothing but a printed number."""
    if entry.change.moved or not entry.change.old or not entry.change.new:
        return False
    return entry.change.significance is Significance.NONE


def _folded(quiet: Sequence[Entry]) -> str:
    if not quiet:
        return ""
    text = "".join(_text(entry.pieces) for entry in quiet)
    renumbered = sum(bool(entry.change.renumbered) for entry in quiet)
    note = f", {renumbered} of them renumbered" if renumbered else ""
    return f'<details><summary>{len(quiet)} unchanged{note}</summary><div class="text">{text}</div></details>'


def _changed(entry: Entry, before: str, behind: str) -> str:
    change = entry.change
    name = f"{change.id}-away" if entry.away else change.id
    notes = [escape((change.new or change.old)[0].path or ""), change.kind.value, change.significance.value]
    if change.moved:
        other = change.id if entry.away else f"{change.id}-away"
        notes.append(
            f'<a href="#{other}">{"moved away, to here" if entry.away else "moved here, from here"}</a>'
        )
    if change.renumbered:
        notes.append(escape(change.renumbered))
    if change.confidence < 0.5 and change.old and change.new:
        notes.append("doubtful that these belong together")
    if change.tracked is False:
        notes.append("<strong>not marked in the file</strong>")
    notes += [f'<a href="#{before}">previous</a>'] if before and not entry.away else []
    notes += [f'<a href="#{behind}">next</a>'] if behind and not entry.away else []
    effects = "" if entry.away else "".join(f'<p class="note">{escape(r.effect)}</p>' for r in change.reasons)
    old_side, new_side = ([p for p in entry.pieces if p.state in states] for states in (_OLD, _NEW))
    return (
        f'<section class="change {change.significance.value}" id="{name}" tabindex="-1">'
        f'<p class="note">{" · ".join(notes)}</p>'
        f'<div class="text inline">{_text(entry.pieces)}</div>'
        f'<div class="sides"><div class="text">{_text(old_side)}</div>'
        f'<div class="text">{_text(new_side)}</div></div>{effects}</section>'
    )


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(f"{_TAGS[p.state][0]}{escape(p.text)}{_TAGS[p.state][1]}" for p in pieces)


@cache
def _style() -> str:
    return files("fullpowers.comparison").joinpath("data/redline.css").read_text(encoding="utf-8")
