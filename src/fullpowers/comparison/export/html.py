"""The redline as one HTML page: inline and side by side, moves linked, unchanged parts folded.

The page needs no network. Its script only walks (j and k) and unfolds: without it everything can still be
read, and reached by links.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Sequence
from hashlib import sha256
from html import escape
from itertools import pairwise

from fullpowers.model import Comparison, EvidenceError, Instrument, Severity, Significance

from ..loading import text_of
from .places import Places
from .proof import Proof, Redline
from .stream import Entry, Piece, State

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


def page(redline: Redline) -> str:
    """The whole page.

    Raises:
        EvidenceError: the page does not give both drafts back.
    """
    comparison, old, new = redline.comparison, redline.old, redline.new
    places = Places(old, new)
    body = "".join(_body(redline.entries, places))
    _prove(body, old, new)
    title = escape(new.title or "Redline")
    script = text_of("redline.js")
    digest = b64encode(sha256(script.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'"
    return (
        f'<!doctype html><html lang="{escape((new.languages or ("en",))[0])}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{title}: redline</title><style>{text_of('redline.css')}</style></head><body>"
        '<nav><a class="skip" href="#redline">To the redline</a></nav>'
        f"<main><h1>{title}</h1>{_names(old, new)}"
        '<input type="radio" name="view" id="view-inline" checked><label for="view-inline">Inline</label>'
        '<input type="radio" name="view" id="view-sides"><label for="view-sides">Side by side</label>'
        f"{_notices(comparison, places)}{_ranking(comparison, places)}"
        f'<section id="redline"><h2>Redline</h2><p class="note keys">Keys: j next change, k previous, '
        f"m to the other end of a move, u unfold or fold what is unchanged, s change the view.</p>{body}"
        f"</section>{_proof(redline.proof)}</main>"
        f"<script>{script}</script></body></html>\n"
    )


def _names(old: Instrument, new: Instrument) -> str:
    """Which file is held against which."""
    names = [escape(side.source.name if side.source else "") for side in (old, new)]
    return f'<p class="note">{names[1]} against {names[0]}</p>' if all(names) else ""


def _notices(comparison: Comparison, places: Places) -> str:
    """What was done to the files, the gravest first; nothing when nothing was."""
    order = list(Severity)[::-1]
    told = sorted(comparison.notices, key=lambda notice: order.index(notice.severity))
    items = "".join(
        f'<li class="{notice.severity.value}"><strong>{notice.severity.value}:</strong> '
        f"{escape(places.said(notice))}</li>"
        for notice in told
        if notice.severity is not Severity.INFO
    )
    if not items:
        return ""
    return f'<section><h2>What was done to the files</h2><ul class="notices">{items}</ul></section>'


def _ranking(comparison: Comparison, places: Places) -> str:
    """The changes of substance in their order, each with what it does and why it stands there."""
    items = []
    for change in comparison.ranked(*_LOUD):
        effects = "".join(f"<br>{escape(reason.effect)}" for reason in change.reasons)
        silent = " <strong>not marked in the file</strong>" if change.tracked is False else ""
        rank = f'<br><span class="note">{escape(change.rank)}</span>' if change.rank else ""
        items.append(
            f'<li><a href="#{change.id}">{escape(places.of(change))}</a> '
            f'<span class="note">{change.kind.value}</span>{silent}{effects}{rank}</li>'
        )
    whose = f"weightiest for {escape(comparison.side)} first" if comparison.side else "weightiest first"
    listed = f'<ol class="ranked">{"".join(items)}</ol>' if items else "<p>None.</p>"
    return f"<section><h2>Changes of substance, {whose}</h2>{listed}</section>"


def _proof(proof: Proof) -> str:
    left = "".join(f"<li>{escape(line)}</li>" for line in proof.not_compared)
    learned = f"<p>{escape(str(proof.learned))}</p>" if proof.learned else ""
    return (
        f'<section class="proof"><h2>Proof</h2><p>{escape(str(proof))}.</p>{learned}'
        f"<h3>What was not compared</h3><ul>{left}</ul></section>"
    )


def _body(run: Sequence[Entry], places: Places) -> Iterator[str]:
    """Changed entries as sections of the page, unchanged ones between them folded."""
    loud = [entry.change.id for entry in run if not entry.away and entry.change.significance in _LOUD]
    before = {one: other for other, one in pairwise(loud)}
    behind = dict(pairwise(loud))
    quiet: list[Entry] = []
    for entry in run:
        if _is_quiet(entry):
            quiet.append(entry)
            continue
        yield _folded(quiet, places)
        quiet = []
        yield _changed(entry, places, before.get(entry.change.id, ""), behind.get(entry.change.id, ""))
    yield _folded(quiet, places)


def _is_quiet(entry: Entry) -> bool:
    """Nothing to read: no word changed, or nothing but a printed number."""
    if entry.change.moved or not entry.change.old or not entry.change.new:
        return False
    return entry.change.significance is Significance.NONE


def _folded(quiet: Sequence[Entry], places: Places) -> str:
    if not quiet:
        return ""
    text = "".join(_text(entry.pieces) for entry in quiet)
    first, last = places.of(quiet[0].change), places.of(quiet[-1].change)
    where = first if first == last else f"{first} to {last}"
    renumbered = sum(bool(entry.change.renumbered) for entry in quiet)
    note = f", {renumbered} of them renumbered" if renumbered else ""
    count = f"{len(quiet)} paragraph{'s' if len(quiet) > 1 else ''}"
    return (
        f'<details class="same"><summary>Unchanged: {escape(where)} ({count}{note})</summary>'
        f'<div class="text piece">{text}</div></details>'
    )


def _changed(entry: Entry, places: Places, before: str, behind: str) -> str:
    change = entry.change
    name = f"{change.id}-away" if entry.away else change.id
    place = places.passage(change.old[0]) if entry.away else places.of(change)
    notes = [f"<strong>{escape(place)}</strong>", change.kind.value]
    if change.significance is not Significance.NONE:
        notes.append(change.significance.value)
    if change.moved:
        other = change.id if entry.away else f"{change.id}-away"
        where = places.passage(change.new[0] if entry.away else change.old[0])
        said = f"moved away, to {where}" if entry.away else f"moved here, from {where}"
        notes.append(f'<a class="move" href="#{other}">{escape(said)}</a>')
    if change.renumbered:
        notes.append(escape(change.renumbered.replace("->", "→")))
    if change.confidence < 0.5 and change.old and change.new:
        notes.append("doubtful that these belong together")
    if change.tracked is False:
        notes.append("<strong>not marked in the file</strong>")
    notes += [f'<a href="#{before}">previous</a>'] if before and not entry.away else []
    notes += [f'<a href="#{behind}">next</a>'] if behind and not entry.away else []
    effects = "" if entry.away else "".join(f"<li>{escape(r.effect)}</li>" for r in change.reasons)
    old_side, new_side = ([p for p in entry.pieces if p.state in states] for states in (_OLD, _NEW))
    loud = "" if change.significance in _LOUD or change.moved else " quiet"
    return (
        f'<article class="change {change.significance.value}{loud}" id="{name}" tabindex="-1">'
        f'<p class="note">{" · ".join(notes)}</p>'
        f'<div class="text inline piece">{_text(entry.pieces)}</div>'
        f'<div class="sides"><div class="text">{_text(old_side)}</div>'
        f'<div class="text">{_text(new_side)}</div></div>'
        + (f'<ul class="effects">{effects}</ul>' if effects else "")
        + "</article>"
    )


def _text(pieces: Sequence[Piece]) -> str:
    return "".join(f"{_TAGS[p.state][0]}{escape(p.text)}{_TAGS[p.state][1]}" for p in pieces)


def _prove(body: str, old: Instrument, new: Instrument) -> None:
    """Read the page's text back, without what goes and without what comes.

    Raises:
        EvidenceError: one of the drafts does not come back.
    """
    from lxml import etree

    # the words are escaped and the marks are ours, so that the body is well-formed
    try:
        root = etree.fromstring(f"<r>{body}</r>", etree.XMLParser(huge_tree=True, resolve_entities=False))
    except etree.XMLSyntaxError as error:
        raise EvidenceError(f"the HTML page cannot be read back: {error}") from error
    for text, hidden in ((new.text, ("del", "away")), (old.text, ("ins", "here"))):
        parts = []
        for piece in root.iter("div"):
            if not str(piece.get("class", "")).endswith("piece"):
                continue
            parts.append(piece.text or "")
            for mark in piece:
                if mark.tag not in hidden and mark.get("class") not in hidden:
                    parts.append(mark.text or "")
                parts.append(mark.tail or "")
        if "".join(parts) != text:
            raise EvidenceError("the HTML page does not give both drafts back")
