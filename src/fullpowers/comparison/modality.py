"""Duties, rights and intentions that came, went or changed their force, with who bears them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from fullpowers.model import Modality, Passage, Reason, Undertaking

from .rulebook import Modal, Rulebook, flat, short
from .sides import Side, Spot

_REACH = 1
"""A modal expression counts as touched when at most one space lies between it and the edit."""
_SENTENCE_START = re.compile(r"[.;:\n]\s+(?=\S)")
_CLAUSE_START = re.compile(r"[,.;:\n]\s+(?=\S)")
_KINDS = {
    Modality.OBLIGATION: Modal("duty", 5),
    Modality.PROHIBITION: Modal("prohibition", 5),
    Modality.INTENTION: Modal("intention", 1),
    Modality.PERMISSION: Modal("right", 0),
    Modality.ENTITLEMENT: Modal("right", 0),
}
"""How an undertaking is called whose marker is none of the modal words of this room's data."""


Matches = tuple[list[re.Match[str]], list[re.Match[str]]]
"""Of the old side and of the new one."""


def shifts(modals: Matches, sides: tuple[Side, Side], book: Rulebook) -> Iterator[Reason]:
    """Reasons for the modal words that an edit touches: one in place of another, come, or gone."""
    old, new = modals
    if [flat(match.group()) for match in old] == [flat(match.group()) for match in new]:
        return
    for was, now in zip(old, new, strict=False):
        a, b = book.modals[flat(was.group())], book.modals[flat(now.group())]
        if a != b:
            whose = _held(sides[0], was, a) or _a(a.kind)
            effect = f"“{was.group()}” becomes “{now.group()}”: {whose} becomes {_a(b.kind)}."
            passages = sides[0].passage(*was.span()), sides[1].passage(*now.span())
            yield Reason(_shift(a, b), effect, *passages)
    for k, longer in enumerate((old[len(new) :], new[len(old) :])):
        for match in longer:
            modal = book.modals[flat(match.group())]
            undertaking = _marked(sides[k], match)
            yield _came_or_went(modal, undertaking, sides[k].passage(*match.span()), sides[k], come=k == 1)


def undertaken(passage: Passage, come: bool, side: Side, book: Rulebook) -> Iterator[Reason]:
    """What came or went with a whole provision: each kind of undertaking of each bearer once."""
    found: dict[tuple[str, str], list[tuple[Modal, Undertaking | None, Passage]]] = {}
    if side.undertakings:
        for undertaking in side.undertakings_in(passage.start, passage.end):
            modal = book.modals.get(flat(undertaking.marker.quote)) or _KINDS.get(undertaking.modality)
            if modal is not None and undertaking.modality is not Modality.DECLARATION:
                key = (modal.kind, undertaking.bearer)
                found.setdefault(key, []).append((modal, undertaking, undertaking.marker))
    else:
        for match in book.modal_pattern.finditer(side.text, passage.start, passage.end):
            modal = book.modals[flat(match.group())]
            spot = side.passage(*match.span())
            found.setdefault((modal.kind, _subject(side, match.start())), []).append((modal, None, spot))
    for entries in found.values():
        modal, first, spot = entries[0]
        yield _came_or_went(modal, first, spot, side, come=come, more=len(entries) - 1)


def touched(spot: Spot, sides: tuple[Side, Side], book: Rulebook) -> Matches:
    """The modal expressions of both sides that the edit touches."""
    edit = spot.edit
    places = (
        (sides[0].text, spot.old_block, edit.old_start, edit.old_end),
        (sides[1].text, spot.new_block, edit.new_start, edit.new_end),
    )
    old, new = (
        [
            match
            for match in book.modal_pattern.finditer(text, max(block[0], start - 80), min(block[1], end + 80))
            if match.end() + _REACH >= start and match.start() - _REACH <= end
        ]
        for text, block, start, end in places
    )
    return old, new


def words_of(matches: Matches) -> Counter[str]:
    """The words that modal expressions consist of: their ``not`` is no negation beside them."""
    return Counter(flat(word) for side in matches for match in side for word in match.group().split())


def _came_or_went(
    modal: Modal, undertaking: Undertaking | None, passage: Passage, side: Side, *, come: bool, more: int = 0
) -> Reason:
    rule = f"{_group(modal)}-{'added' if come else 'removed'}"
    bearer = undertaking.bearer if undertaking else _subject(side, passage.start)
    said = f": “{short(_said(undertaking, passage, side), 110)}”" + (
        f" and {more} more like it" if more else ""
    )
    whose = f" of {bearer}" if bearer else ""
    to = undertaking.beneficiary if undertaking and undertaking.beneficiary in side.party_names else ""
    towards = f" towards {to}" if to and to != bearer else ""
    unsaid = "" if bearer else ", without saying whose"
    verb = "comes in" if come else "goes"
    effect = f"{_a(modal.kind).capitalize()}{whose}{towards} {verb}{unsaid}{said}."
    return Reason(rule, effect, *((None, passage) if come else (passage, None)))


def _said(undertaking: Undertaking | None, passage: Passage, side: Side) -> str:
    """The words of an undertaking, from the modal word on where the bearer is told apart."""
    if undertaking is not None:
        return undertaking.passage.quote
    before = side.text[max(0, passage.start - 120) : passage.start]
    begins = _CLAUSE_START if side.undertakings else _SENTENCE_START
    cut = [match.end() for match in begins.finditer(before)]
    low = passage.start - len(before) + max(before.rfind("\n") + 1, cut[-1] if cut else 0)
    stop = _SENTENCE_START.search(side.text, passage.end, passage.end + 200)
    return side.text[low : stop.start() if stop else passage.end + 120].split("\n")[0]


def _held(side: Side, match: re.Match[str], modal: Modal) -> str:
    """``the duty of Ukraine to pay ...``; empty when nobody bears it by name."""
    undertaking = _marked(side, match)
    bearer = undertaking.bearer if undertaking else _subject(side, match.start())
    if not bearer:
        return ""
    if undertaking is None or not undertaking.action or modal.kind not in ("duty", "intention", "right"):
        return f"{_a(modal.kind)} of {bearer}"
    return f"the {modal.kind} of {bearer} to {short(undertaking.action, 90)}"


def _marked(side: Side, match: re.Match[str]) -> Undertaking | None:
    """The undertaking that the modal expression makes; one that only stands around it is another's."""
    found = side.undertaking_at(*match.span())
    marker = found.marker if found else None
    return found if marker and marker.start < match.end() and match.start() < marker.end else None


def _subject(side: Side, start: int) -> str:
    """The party that is named before a modal word, when the draft was not analysed."""
    if side.undertakings:
        return ""
    before = side.text[max(0, start - 120) : start]
    cut = [match.end() for match in _SENTENCE_START.finditer(before)]
    words = re.sub(
        r"^\W*(?:\w{1,3}[.)]\s+)?", "", before[max(before.rfind("\n") + 1, cut[-1] if cut else 0) :]
    )
    words = words.strip()
    plain = re.sub(r"^(?:the|each|either|neither|both|all)\s+", "", words.casefold())
    known = plain in side.parties or re.sub(r"ies$", "y", plain).removesuffix("s") in side.parties
    return words[0].lower() + words[1:] if known and plain != words.casefold() else words if known else ""


def _shift(a: Modal, b: Modal) -> str:
    """The rule for one modality becoming another."""
    negative = ("prohibition", "soft negative commitment")
    if (a.kind in negative) != (b.kind in negative) and a.strength and b.strength:
        return "modality-reversed"
    if a.kind == "right" or b.kind == "right" or "freedom" in (a.kind, b.kind):
        return "modality-strengthened" if b.strength > a.strength else "modality-weakened"
    return "modality-weakened" if b.strength < a.strength else "modality-strengthened"


def _group(modal: Modal) -> str:
    if modal.kind in ("right", "freedom"):
        return "right"
    return "duty" if modal.strength >= 3 else "intention"


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"
