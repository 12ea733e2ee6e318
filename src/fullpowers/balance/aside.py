"""The operative text that is no entry of the ledger, and why: together with the entries it is the whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from fullpowers.model import OPERATIVE, Analysis, Entry, Instrument, Modality, SetAside, Undertaking

from .lists import pattern, words

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
    spans = [(one.passage.start, one.passage.end) for one in entries]
    aside = []
    for undertaking in nobodys:
        span = (undertaking.passage.start, undertaking.passage.end)
        if not any(start <= span[0] and span[1] <= end for start, end in spans):
            aside.append(SetAside(undertaking.passage, _reason(undertaking)))
            spans.append(span)
    known = (
        *((one, _NOT_UNDERSTOOD) for one in analysis.not_understood),
        *((one.passage, _DEFINITION) for one in analysis.definitions),
        *((one.passage, _TERM) for one in analysis.terms),
    )
    for provision in instrument.walk():
        if provision.kind in OPERATIVE:
            for start, end in _left(instrument.text, provision.body, provision.own_end, spans):
                reason = next((why for one, why in known if one.start < end and start < one.end), _NOTHING)
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


def _left(text: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The stretches of ``start`` to ``end`` outside the spans that hold a word."""
    left = []
    at = start
    for begin, stop in sorted(span for span in spans if span[0] < end and start < span[1]):
        left.append((at, begin))
        at = max(at, stop)
    left.append((at, end))
    trimmed = []
    for begin, stop in left:
        words = text[begin:stop]
        if any(letter.isalnum() for letter in words):
            cut = len(words) - len(words.lstrip(" \n\t.,;:"))
            trimmed.append((begin + cut, begin + len(words.rstrip())))
    return trimmed
