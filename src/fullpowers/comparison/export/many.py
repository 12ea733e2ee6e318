"""Pages for more than two drafts: the compilation of positions as a table, and who wrote which words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from html import escape

from fullpowers.model import Compilation, History, Instrument, Lineage, PartyPosition, Row, Stance

from ..loading import text_of
from ..words import edits
from .places import Places

_COLOURS = 8
"""Drafts that have a colour of their own; later ones begin anew."""


def compilation_page(compilation: Compilation, base: Instrument, drafts: dict[str, Instrument]) -> str:
    """The compilation as an HTML table: a row for each provision, a column for each party.

    What a party changes is marked against the base text; provisions that nobody touches are left out and
    counted.
    """
    places = {party: Places(base, draft) for party, draft in drafts.items()}
    rows = [row for row in compilation.rows if row.stance is not Stance.UNTOUCHED]
    counts = Counter(row.stance for row in compilation.rows)
    said = ", ".join(f"{counts[stance]} {stance.value}" for stance in Stance if counts[stance])
    head = "".join(f'<th scope="col">{escape(party)}</th>' for party in compilation.parties)
    body = "".join(_row(row, compilation.parties, places) for row in rows)
    table = (
        f'<div class="wide" tabindex="0" role="region" aria-label="Positions"><table><thead><tr>'
        f'<th scope="col">Provision</th><th scope="col">Base text</th>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )
    title = f"Positions on {base.title or 'the base text'}"
    return _page(title, f'<p class="note">{len(compilation.rows)} paragraphs: {said}.</p>{table}')


def history_page(history: History, last: Instrument) -> str:
    """The last draft as an HTML page in which every word has the colour of the draft in which it came."""
    places = Places(last, last)
    legend = "".join(
        f'<li><span class="d{k % _COLOURS}">{escape(label)}</span></li>'
        for k, label in enumerate(history.labels)
    )
    lines = "".join(_lineage(line, history, places) for line in history.lineages)
    gone = "".join(
        f"<li>{escape(history.labels[k])}: <del>{escape(passage.quote)}</del></li>"
        for k, passage in history.removed
    )
    went = f'<h2>What went, and when</h2><ul class="gone">{gone}</ul>' if gone else ""
    title = f"History of {last.title or 'the draft'}"
    return _page(title, f'<ul class="legend">{legend}</ul><h2>The last draft</h2>{lines}{went}')


def _row(row: Row, parties: tuple[str, ...], places: dict[str, Places]) -> str:
    base = "\n".join(passage.quote for passage in row.base)
    cells = "".join(
        f'<td class="text">{_wording(position, base)}</td>'
        for position in sorted(row.positions, key=lambda position: parties.index(position.party))
    )
    if row.base:
        where = next(iter(places.values())).passage(row.base[0])
    else:
        first = next(position for position in row.positions if position.passages)
        where = f"new: {places[first.party].passage(first.passages[0])}"
    stance = f'<span class="stance {row.stance.name.lower()}">{row.stance.value}</span>'
    head = f'<th scope="row">{escape(where)}<br>{stance}</th>'
    return f'<tr>{head}<td class="text">{escape(base)}</td>{cells}</tr>'


def _wording(position: PartyPosition, base: str) -> str:
    """A party's words with its changes marked, and what they do; as in the base when it left them."""
    if not position.touched:
        return '<span class="note">as the base</span>' if base else ""
    words = "\n".join(passage.quote for passage in position.passages)
    if not words:
        return f"<del>{escape(base)}</del>"
    marked, at = [], 0
    for edit in edits(base, (0, len(base)), words, (0, len(words))):
        marked += [
            escape(words[at : edit.new_start]),
            f"<del>{escape(edit.old)}</del>" if edit.old else "",
            f"<ins>{escape(edit.new)}</ins>" if edit.new else "",
        ]
        at = edit.new_end
    effects = "".join(f"<li>{escape(effect)}</li>" for effect in position.effects)
    return "".join(marked) + escape(words[at:]) + (f'<ul class="effects">{effects}</ul>' if effects else "")


def _lineage(line: Lineage, history: History, places: Places) -> str:
    words = "".join(
        f'<span class="d{stretch.since % _COLOURS}">{escape(stretch.passage.quote)}</span>'
        for stretch in line.stretches
    )
    notes = "; ".join(_said(line, history))
    return (
        f'<div class="line"><p class="note">{escape(places.passage(line.passage))}: {escape(notes)}</p>'
        f'<p class="text">{words}</p></div>'
    )


def _said(line: Lineage, history: History) -> Iterator[str]:
    yield f"since {history.labels[line.since]}"
    if line.changed:
        yield f"changed in {', '.join(history.labels[k] for k in line.changed)}"


def _page(title: str, content: str) -> str:
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)}</title><style>{text_of('redline.css')}{text_of('many.css')}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{content}</main></body></html>\n"
    )
