"""One page on which every sentence has the colour of what was understood, and the rest is left plain."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import TypeVar

from fullpowers.model import Analysis, Definition, Instrument, Passage, Provision, Term, Undertaking

from .sentences import Sentence, sentences

_Item = TypeVar("_Item", Undertaking, Term, Definition)

_KEY = (
    ("obligation", "has to"),
    ("prohibition", "must not"),
    ("permission", "may, or is entitled to"),
    ("no-obligation", "need not, or has no right"),
    ("intention", "intends"),
    ("declaration", "states"),
    ("definition", "term or definition"),
)


def view(instrument: Instrument, analysis: Analysis) -> str:
    """The text of ``instrument`` as one self-contained HTML page, with what ``analysis`` says of it.

    Every sentence that was understood is coloured by what it does and underlined by its force; the mouse
    or the tab key shows who, what and why. An operative sentence that was not understood has only a bar
    at its side. No script, nothing fetched; all text is escaped.
    """
    found = sentences(instrument)
    notes = _Notes(analysis, found)
    body = "\n".join(
        _paragraph(instrument, provision, level, notes, found_at)
        for provision, level in _levels(instrument.provisions, 0)
        if (found_at := notes.within(provision))
        or instrument.text[provision.start : provision.own_end].strip()
    )
    style = files("fullpowers.language").joinpath("data/view.css").read_text(encoding="utf-8")
    key = "".join(f'<li><span class="u {name}">{label}</span></li>' for name, label in _KEY)
    share = f"{analysis.understood} of {analysis.sentences} operative sentences were understood"
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src '
        "'unsafe-inline'\">"
        f"<title>{escape(instrument.title or 'Draft')}: what was understood</title>"
        f"<style>\n{style}</style></head><body>\n<header><h1>{escape(instrument.title or 'Draft')}</h1>"
        f'<p class="sum">{share}; {escape(analysis.bindingness.reason)} '
        "A line under a sentence is full when it is firm, broken when something qualifies it, dotted for "
        "best "
        "efforts. A bar at the side marks what was not understood.</p>"
        f'<ul class="key">{key}</ul></header>\n<main>\n{body}\n</main></body></html>\n'
    )


class _Notes:
    """What is known of each sentence, by where it begins."""

    def __init__(self, analysis: Analysis, found: Sequence[Sentence]) -> None:
        self.sentences = found
        self.lost = {passage.start for passage in analysis.not_understood}
        starts = [sentence.start for sentence in found]
        self.undertakings = _by_sentence(starts, analysis.undertakings)
        self.terms = _by_sentence(starts, analysis.terms)
        self.definitions = _by_sentence(starts, analysis.definitions)
        self._of: dict[str, list[Sentence]] = defaultdict(list)
        for sentence in found:
            self._of[sentence.provision.path].append(sentence)

    def within(self, provision: Provision) -> list[Sentence]:
        return self._of.get(provision.path, [])


def _by_sentence(starts: list[int], items: Sequence[_Item]) -> dict[int, list[_Item]]:
    found: dict[int, list[_Item]] = defaultdict(list)
    for item in items:
        index = bisect_right(starts, item.passage.start) - 1
        if index >= 0:
            found[starts[index]].append(item)
    return found


def _levels(provisions: Sequence[Provision], level: int) -> list[tuple[Provision, int]]:
    found = []
    for provision in provisions:
        found.append((provision, level))
        found.extend(_levels(provision.children, min(level + 1, 3)))
    return found


def _paragraph(
    instrument: Instrument, provision: Provision, level: int, notes: _Notes, found: Sequence[Sentence]
) -> str:
    text, at, parts = instrument.text, provision.start, []
    for sentence in found:
        parts.append(escape(text[at : sentence.start]))
        parts.append(_sentence(text, sentence, notes))
        at = sentence.end
    parts.append(escape(text[at : provision.own_end].rstrip("\n")))
    return f'<p class="level{level}" id="{escape(provision.path)}">{"".join(parts)}</p>'


def _sentence(text: str, sentence: Sentence, notes: _Notes) -> str:
    words = escape(text[sentence.start : sentence.end])
    undertakings = notes.undertakings.get(sentence.start, [])
    terms = notes.terms.get(sentence.start, [])
    definitions = notes.definitions.get(sentence.start, [])
    lines = [
        *(_line(one) for one in undertakings),
        *(f"{term.kind.value}: {term.label}" for term in terms),
        *(f"defines “{one.term}”" for one in definitions),
    ]
    if not lines and sentence.introduces and sentence.start not in notes.lost:
        lines = ["introduces the points below, which carry what it says"]
    if not lines:
        return f'<span class="lost">{words}</span>' if sentence.start in notes.lost else words
    name = undertakings[0].modality.value if undertakings else "term" if terms or definitions else "opening"
    force = undertakings[0].force.value if undertakings else ""
    kinds = " ".join(dict.fromkeys(kind.replace(" ", "-") for kind in (name, force) if kind))
    tip = "".join(f"<span>{escape(line)}</span>" for line in lines)
    return f'<span class="u {kinds}" tabindex="0">{words}<span class="tip" role="tooltip">{tip}</span></span>'


def _line(undertaking: Undertaking) -> str:
    towards = f" towards {undertaking.beneficiary}" if undertaking.beneficiary else ""
    depends = _quotes("if", undertaking.conditions) + _quotes("except", undertaking.exceptions)
    room = _quotes("softened by", undertaking.softeners) + _quotes("time", undertaking.time_limits)
    return (
        f"{undertaking.modality.value}, {undertaking.force.value}: "
        f"{undertaking.bearer or 'nobody named'}{towards}"
        f" by “{undertaking.marker.quote}”{depends}{room}. {undertaking.why} (rule {undertaking.rule})."
    )


def _quotes(label: str, passages: Sequence[Passage]) -> str:
    return "".join(f"; {label}: {passage.quote[:80]}" for passage in passages[:2])
