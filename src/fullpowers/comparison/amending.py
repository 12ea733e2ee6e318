"""An amending instrument carried out on its base: the consolidated text, and what could not be done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from fullpowers.model import Consolidation, Instruction, Instrument, Passage, Provision

from .changes import value_of_number
from .instructions import Place, Told, hints, instructions, kinds_of

_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=\S)")
_AROUND = 150
"""Characters to each side of a phrase that was not understood, up to which its sentence is quoted."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


def amend(base: Instrument, amending: Instrument) -> Consolidation:
    """``base`` with the instructions of ``amending`` carried out.

    Provisions and words are replaced, deleted, inserted and renumbered. An instruction whose place or
    words are not found, or found several times, or already altered by another one, is not carried out
    and says so; nothing is guessed. Sentences that speak of amending in other forms are listed.
    """
    edits: list[_Edit] = []
    outcomes: list[Instruction] = []
    found = instructions(amending.text)
    for told in found:
        outcome = _carried_out(base, told)
        reason = outcome if isinstance(outcome, str) else ""
        if isinstance(outcome, tuple):
            if any(_clash(one, other) for one in outcome for other in edits):
                reason = "another instruction altered the same words"
            else:
                edits += outcome
        outcomes.append(
            Instruction(
                passage=amending.passage(told.start, told.end),
                action=told.action,
                target=outcome[0].target if isinstance(outcome, tuple) else "",
                applied=not reason,
                reason=reason,
            )
        )
    return Consolidation(
        base.id, _edited(base.text, edits), tuple(outcomes), tuple(_not_understood(amending, found))
    )


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str
    target: str


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place in the base text; of a sentence, the provision that holds it."""

    provision: Provision
    start: int
    end: int


def _carried_out(base: Instrument, told: Told) -> tuple[_Edit, ...] | str:
    """The edits that the instruction asks for, or why they cannot be made."""
    if told.action == "add provision":
        return _added(base, told)
    spot = _spot(base, told.places)
    if isinstance(spot, str):
        return spot
    path = spot.provision.path
    if told.action.endswith("words") or told.action == "insert words before":
        return _words_of(base, spot, told)
    if told.action == "renumber":
        return _renumbered(base, spot, told)
    if told.action == "delete provision":
        end = spot.end + 1 if base.text[spot.end : spot.end + 1] in ("\n", " ") else spot.end
        return (_Edit(spot.start, end, "", path),)
    if not told.wording:
        return "it gives no new wording"
    if told.action == "insert provision":
        gap = " " if told.places[-1].word == "sentence" else "\n"
        return (_Edit(spot.end, spot.end, gap + told.wording, path),)
    wording = told.wording
    if spot.start == spot.provision.start and not _numbered_like(spot.provision, wording):
        kept = base.text[spot.provision.start : spot.provision.body]
        wording = (kept if kept.strip() else f"{spot.provision.number}. ") + wording
    return (_Edit(spot.start, spot.end, wording, path),)


def _added(base: Instrument, told: Told) -> tuple[_Edit, ...] | str:
    """A provision added at the end of what holds it, or behind the one that its number follows."""
    if not told.wording:
        return "it gives no new wording"
    new = told.places[-1:]
    if new and isinstance(_spot(base, told.places), _Spot):
        # the place is there: the wording goes to its end
        holder = _spot(base, told.places)
    else:
        holder = _spot(base, told.places[:-1]) if told.places[:-1] else "it does not say where"
    if isinstance(holder, str):
        return holder
    gap = " " if told.places[-1].word == "sentence" else "\n"
    return (_Edit(holder.end, holder.end, gap + told.wording, holder.provision.path),)


def _words_of(base: Instrument, spot: _Spot, told: Told) -> tuple[_Edit, ...] | str:
    path = spot.provision.path
    if told.action == "append words":
        end = spot.end - 1 if base.text[spot.end - 1 : spot.end] in (".", ";") else spot.end
        return (_Edit(end, end, _joined("", told.new_words), path),)
    old = told.old_words
    starts = [m.start() for m in re.finditer(re.escape(old), base.text[spot.start : spot.end])]
    if not starts:
        return f"the words “{old}” are not in {path}"
    if len(starts) > 1 and not told.every:
        return f"the words “{old}” stand {len(starts)} times in {path}"
    return tuple(_word_edit(base, spot.start + start, told, path) for start in starts)


def _word_edit(base: Instrument, start: int, told: Told, path: str) -> _Edit:
    end = start + len(told.old_words)
    if told.action == "insert words":
        return _Edit(end, end, _joined("", told.new_words), path)
    if told.action == "insert words before":
        return _Edit(start, start, f"{told.new_words} ", path)
    if not told.new_words:
        # with the words goes one of the spaces around them
        end, start = (end + 1, start) if base.text[end : end + 1] == " " else (end, start)
        if base.text[start - 1 : start] == " " and base.text[end : end + 1] in (".", ",", ";", ""):
            start -= 1
    return _Edit(start, end, told.new_words, path)


def _joined(before: str, words: str) -> str:
    """``words`` behind a space, unless they begin with a sign that takes none."""
    return words if words[:1] in ",;.:" else f"{before} {words}"


def _renumbered(base: Instrument, spot: _Spot, told: Told) -> tuple[_Edit, ...] | str:
    if not told.other or not spot.provision.number:
        return "it does not say which number it gets"
    printed = spot.provision.number
    at = base.text.find(printed, spot.start, spot.end)
    number = re.search(r"\w+(?=\W*$)", printed)
    if at < 0 or number is None:
        return f"{spot.provision.path} has no printed number"
    place = at + number.start(), at + number.end()
    return (_Edit(*place, told.other[-1].number, spot.provision.path),)


def _spot(base: Instrument, places: Sequence[Place]) -> _Spot | str:
    """The place that is meant, if there is exactly one."""
    if not places:
        return "it does not say where"
    within: Sequence[Provision] = base.provisions
    spot: _Spot | None = None
    for place in places:
        if place.word == "sentence":
            if spot is None:
                return "it does not say where"
            sentence = _sentence(base, spot, int(place.number))
            if sentence is None:
                return f"{spot.provision.path} has no sentence {place.number}"
            spot = sentence
            continue
        inner = [p for top in within for p in top.walk() if _is(p, place)]
        where = spot.provision.path if spot else "the base text"
        name = f"{place.word.capitalize()} {place.number}" if spot is None else place.number
        if not inner:
            return f"{name} is not in {where}"
        if len(inner) > 1:
            return f"{name} is {len(inner)} times in {where}"
        spot = _Spot(inner[0], inner[0].start, inner[0].end)
        within = inner[0].children
    return spot or "it does not say where"


def _is(provision: Provision, place: Place) -> bool:
    if provision.kind.value not in kinds_of(place.word):
        return False
    printed = value_of_number(provision.number).split()
    wanted = place.number.split()
    return bool(printed) and [_arabic(w) for w in printed[-len(wanted) :]] == [_arabic(w) for w in wanted]


def _arabic(number: str) -> str:
    """A Roman number in figures, so that Article IX is Article 9; anything else as it is."""
    if len(number) < 2 or any(letter not in _ROMAN for letter in number):
        return {"i": "1", "v": "5", "x": "10"}.get(number, number)
    values = [_ROMAN[letter] for letter in number]
    return str(sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True)))


def _sentence(base: Instrument, spot: _Spot, ordinal: int) -> _Spot | None:
    start, end = max(spot.start, spot.provision.body), spot.end
    cuts = [start, *(m.end() for m in _SENTENCE.finditer(base.text, start, end)), end]
    spans = list(pairwise(cuts))
    place = ordinal - 1 if ordinal > 0 else ordinal
    if not -len(spans) <= place < len(spans):
        return None
    low, high = spans[place]
    return _Spot(spot.provision, low, low + len(base.text[low:high].rstrip()))


def _numbered_like(provision: Provision, wording: str) -> bool:
    return value_of_number(wording.split("\n", 1)[0]).startswith(value_of_number(provision.number))


def _not_understood(amending: Instrument, found: Sequence[Told]) -> Iterator[Passage]:
    """Sentences that speak of amending, and are neither an instruction nor part of a new wording."""
    text, behind = amending.text, 0
    for start, end in hints(text):
        if start < behind or any(told.start <= start < told.end for told in found):
            continue
        low = max(text.rfind(sign, max(0, start - _AROUND), start) + 1 for sign in '\n.;”"')
        ends = (at + 1 for sign in "\n.;:" if 0 <= (at := text.find(sign, end)) < end + _AROUND)
        high = min(ends, default=end)
        behind = high
        yield amending.passage(low + len(text[low:start]) - len(text[low:start].lstrip()), high)


def _clash(one: _Edit, other: _Edit) -> bool:
    return one.start < other.end and other.start < one.end


def _edited(text: str, edits: Sequence[_Edit]) -> str:
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: edit.start] + edit.text + text[edit.end :]
    return text.strip("\n")
