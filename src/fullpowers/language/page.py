"""One page on which every sentence has the colour of what was understood, and the rest is left plain."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from html import escape
from importlib.resources import files
from typing import TypeVar

from fullpowers.model import Analysis, Definition, Instrument, Modality, Passage, Provision, Term, Undertaking

from .sentences import Sentence, sentences
from .views import as_seen_by

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
_FORCES = (
    ("firm", "firm"),
    ("qualified", "qualified"),
    ("best-efforts", "best efforts"),
    ("aspirational", "no line: intention only"),
)
_LISTED = 40
"""Sentences that were not understood that the head of the page names; the text marks all."""


def view(instrument: Instrument, analysis: Analysis) -> str:
    """The text of ``instrument`` as one self-contained HTML page, with what ``analysis`` says of it.

    Every sentence that was understood is coloured by what it does and underlined by its force; the mouse
    or the tab key shows who, what and why. An operative sentence that was not understood has only a bar
    at its side and is listed at the head. No script, nothing fetched; all text is escaped.
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
    title = escape(instrument.title or "Draft")
    language = escape(instrument.languages[0] if instrument.languages else "en")
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src '
        "'unsafe-inline'\">"
        f"<title>{title}: what was understood</title>"
        f"<style>\n{style}</style></head><body>\n<header><h1>{title}</h1>\n"
        f"{_coverage(analysis)}{_legend()}{_lost(analysis)}</header>\n"
        f'<main lang="{language}">\n{body}\n</main></body></html>\n'
    )


def _coverage(analysis: Analysis) -> str:
    """How much was understood, as words and as a bar, and how binding the whole is."""
    total, understood = analysis.sentences, analysis.understood
    share = round(100 * understood / total) if total else 100
    force = analysis.bindingness
    by = f" Read by: {force.tradition}; {force.chosen}." if force.tradition.startswith("will") else ""
    return (
        f'<p class="sum"><strong>{understood} of {total} operative sentences were understood ({share} %).'
        f'</strong> <meter min="0" max="{max(total, 1)}" value="{understood}">{share} %</meter></p>'
        f'<p class="sum"><strong>{escape(force.force.value.capitalize())}.</strong> {escape(force.reason)}'
        f"{escape(by)}</p>"
    )


def _legend() -> str:
    colours = "".join(f'<li><span class="u {name}">{label}</span></li>' for name, label in _KEY)
    lines = "".join(f'<li><span class="u {name}">{label}</span></li>' for name, label in _FORCES)
    lost = '<li><span class="lost">not understood</span></li>'
    return f'<ul class="key" aria-label="Colours and lines">{colours}{lines}{lost}</ul>'


def _lost(analysis: Analysis) -> str:
    """The sentences that were not understood, each with a way to its place."""
    if not analysis.not_understood:
        return ""
    items = "".join(
        f'<li><a href="#{escape(passage.path)}">{escape(passage.path)}</a> {escape(passage.quote[:160])}</li>'
        for passage in analysis.not_understood[:_LISTED]
    )
    more = len(analysis.not_understood) - _LISTED
    rest = f"<p>and {more} more, marked in the text.</p>" if more > 0 else ""
    return f"<details><summary>What was not understood</summary><ul>{items}</ul>{rest}</details>"


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
        *(f"<b>term</b> {escape(f'{term.kind.value}: {term.label}')}" for term in terms),
        *(f"<b>defines</b> “{escape(one.term)}”" for one in definitions),
    ]
    if not lines and sentence.introduces and sentence.start not in notes.lost:
        lines = ["introduces the points below, which carry what it says"]
    if not lines:
        return f'<span class="lost">{words}</span>' if sentence.start in notes.lost else words
    states = all(one.modality is Modality.DECLARATION for one in undertakings)
    if definitions and states:
        name = "definition"
    else:
        name = undertakings[0].modality.value if undertakings else "term" if terms else "opening"
    force = undertakings[0].force.value if undertakings else ""
    kinds = " ".join(dict.fromkeys(kind.replace(" ", "-") for kind in (name, force) if kind))
    tip = "".join(f"<span>{line}</span>" for line in lines)
    mark = f"t{sentence.start}"
    return (
        f'<span class="u {kinds}" tabindex="0" aria-describedby="{mark}">{words}'
        f'<span class="tip" role="tooltip" id="{mark}">{tip}</span></span>'
    )


def _line(one: Undertaking) -> str:
    """What is known of one undertaking: its kind in bold, then a part for each slot that is filled."""
    other = as_seen_by(one, one.beneficiary) if one.beneficiary != one.bearer else None
    parts = (
        ("to", one.beneficiary),
        ("who thereby has", other.value if other else ""),
        ("what", one.object),
        ("if", _quotes(one.conditions)),
        ("except", _quotes(one.exceptions)),
        ("when", _quotes(one.time_limits)),
        ("softened by", _quotes(tuple(p for p in one.softeners if p not in one.later))),
        ("left to a later agreement", _quotes(one.later)),
    )
    slots = "".join(f"<em>{label}</em> {escape(words)} " for label, words in parts if words)
    why = escape(f"{one.why} (rule {one.rule}, sureness {one.confidence:.2f})")
    return (
        f"<b>{escape(one.modality.value)}, {escape(one.force.value)}</b> "
        f"{escape(one.bearer or 'nobody named')} “{escape(one.marker.quote)}” {slots}<small>{why}</small>"
    )


def _quotes(passages: Sequence[Passage]) -> str:
    return "; ".join(passage.quote[:80] for passage in passages[:3])
