"""The operative text that is no entry of the ledger, and why: together with the entries it is the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fullpowers.model import OPERATIVE, Analysis, Entry, Instrument, Modality, SetAside, Undertaking

from .lists import pattern, words
from .spans import Spans

_REASONS = {
    Modality.DECLARATION: "It states something and obliges nobody.",
    Modality.REPRESENTATION: "It states a fact that somebody stands in for.",
    Modality.POWER: "It says what a body may decide.",
    Modality.NO_OBLIGATION: "It says what is not owed.",
}
_BODY = "A body that the text creates or names owes it, not a party."
_NOBODY = "The text does not name who owes it."
_NOT_UNDERSTOOD = "It was not understood."
_DEFINITION = "A definition."
_TERM = "It sets a term of the instrument as a whole."
_NOTHING = "No promise was read in it."


def set_aside(
    instrument: Instrument,
    analysis: Analysis,
    entries: Sequence[Entry],
    nobodys: Sequence[Undertaking],
) -> tuple[SetAside, ...]:
    """Every stretch of the operative text that no entry covers, in the order of the text."""
    said = Spans.of(one.passage for one in entries)
    aside, furthest = [], -1
    for undertaking in sorted(nobodys, key=lambda one: one.passage.start):
        place = undertaking.passage
        if not said.hold(place.start, place.end) and place.end > furthest:
            aside.append(SetAside(place, _reason(undertaking)))
            furthest = max(furthest, place.end)
    known = (
        (Spans.of(analysis.not_understood), _NOT_UNDERSTOOD),
        (Spans.of(one.passage for one in analysis.definitions), _DEFINITION),
        (Spans.of(one.passage for one in analysis.terms), _TERM),
    )
    spoken = Spans.of((*(one.passage for one in entries), *(one.passage for one in aside)))
    for provision in instrument.walk():
        if provision.kind in OPERATIVE:
            for start, end in _left(instrument.text, spoken.gaps(provision.body, provision.own_end)):
                reason = next((why for spans, why in known if spans.touch(start, end)), _NOTHING)
                aside.append(SetAside(instrument.passage(start, end), reason))
    return tuple(sorted(aside, key=lambda one: (one.passage.start, one.passage.end)))


def defines(undertaking: Undertaking) -> bool:
    """Whether it says what a term means, though in the words of a duty: ``shall mean``."""
    return bool(pattern(words().definitions).search(undertaking.action))


def _reason(undertaking: Undertaking) -> str:
    if defines(undertaking):
        return _DEFINITION
    if undertaking.modality in _REASONS:
        return _REASONS[undertaking.modality]
    return _BODY if undertaking.bearer else _NOBODY


def _left(text: str, gaps: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The gaps that hold a word, without the blanks and points around it."""
    trimmed = []
    for begin, stop in gaps:
        words = text[begin:stop]
        if any(letter.isalnum() for letter in words):
            cut = len(words) - len(words.lstrip(" \n\t.,;:"))
            trimmed.append((begin + cut, begin + len(words.rstrip())))
    return trimmed
