"""What an edit does, in words: modality, figures, cues, parties, references, definitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from fullpowers.model import ChangeKind, Passage, ProvisionKind, Reason

from .changes import Fate
from .figures import figures_of
from .rulebook import Modal, Rulebook
from .sides import Side, Spot

_REACH = 1
"""A modal expression counts as touched when at most one space lies between it and the edit."""


def reasons_of_substance(
    spot: Spot, sides: tuple[Side, Side], follow: Mapping[str, str], book: Rulebook
) -> Iterator[Reason]:
    """Reasons for one edit that is more than form; there is always at least one."""
    found = [
        *_modality(spot, sides, book),
        *figures_of(spot, sides, follow, book),
        *_cues(spot, sides, book),
        *_parties(spot, sides),
    ]
    if spot.defines:
        found.insert(
            0,
            _reason(
                "definition-changed", _becomes(spot, f"The definition of “{spot.defines}”: "), spot, sides
            ),
        )
    if not found:
        found += _inside_a_term(spot, sides, book)
    if not found:
        found.append(_other(spot, sides))
    yield from found


def whole_provision(fate: Fate, side: Side, book: Rulebook) -> tuple[Reason, ...]:
    """Reasons for a provision that came or went as a whole."""
    come = fate.change.kind is ChangeKind.INSERTED
    passage = (fate.change.new or fate.change.old)[0]
    block = (fate.new or fate.old)[0]
    name = {ProvisionKind.POINT: "list-item", ProvisionKind.ROW: "row"}.get(block.kind, "provision")
    what = {"list-item": "An item of the list", "row": "A row of the table"}.get(name, "A provision")
    verb = "is added" if come else "is removed"
    first = Reason(
        f"{name}-{'added' if come else 'removed'}",
        f"{what} {verb}: “{_short(passage.quote)}”",
        *((None, passage) if come else (passage, None)),
    )
    return (first, *_terms_with(passage, come, side, book), *_undertaken(passage, come, side, book))


def _undertaken(passage: Passage, come: bool, side: Side, book: Rulebook) -> list[Reason]:
    """The first duty, right or intention of each kind, and any weighty words, that came or went with it."""
    found: dict[str, Reason] = {}
    for match in book.modal_pattern.finditer(side.text, passage.start, passage.end):
        modal = book.modals[_key(match.group())]
        group = _group(modal)
        rule = f"{group}-{'added' if come else 'removed'}"
        if rule not in found:
            spot = side.passage(match.start(), match.end())
            whose = _subject(side, match.start(), match.end())
            what = f"{_a(modal.kind).capitalize()}{f' of {whose}' if whose else ''}"
            effect = f"{what} is {'added' if come else 'removed'}."
            found[rule] = Reason(rule, effect, *((None, spot) if come else (spot, None)))
    for cue in book.cues:
        if not cue.added.startswith(("guarantee", "immunity", "forum", "binding", "entry", "exclusivity")):
            continue
        cue_match = cue.pattern.search(side.text, passage.start, passage.end)
        if cue_match:
            spot = side.passage(cue_match.start(), cue_match.end())
            rule = cue.added if come else cue.removed
            effect = f"With it {'come' if come else 'go'} {cue.says}: “{cue_match.group()}”."
            found.setdefault(rule, Reason(rule, effect, *((None, spot) if come else (spot, None))))
    return list(found.values())


def _modality(spot: Spot, sides: tuple[Side, Side], book: Rulebook) -> Iterator[Reason]:
    old, new = _modals(spot, sides, book)
    if [_key(match.group()) for match in old] == [_key(match.group()) for match in new]:
        return
    for was, now in zip(old, new, strict=False):
        a, b = book.modals[_key(was.group())], book.modals[_key(now.group())]
        if a == b:
            continue
        rule = _shift(a, b)
        whose = _subject(sides[0], was.start(), was.end()) or _subject(sides[1], now.start(), now.end())
        effect = (
            f"“{was.group()}” becomes “{now.group()}”: {_a(a.kind)}{f' of {whose}' if whose else ''} "
            f"becomes {_a(b.kind)}."
        )
        yield Reason(
            rule,
            effect,
            sides[0].passage(was.start(), was.end()),
            sides[1].passage(now.start(), now.end()),
        )
    for k, (longer, verb) in enumerate(((old[len(new) :], "removed"), (new[len(old) :], "added"))):
        for match in longer:
            modal = book.modals[_key(match.group())]
            whose = _subject(sides[k], match.start(), match.end())
            passage = sides[k].passage(match.start(), match.end())
            yield Reason(
                f"{_group(modal)}-{verb}",
                f"{_a(modal.kind).capitalize()}{f' of {whose}' if whose else ''} is {verb}.",
                *((passage, None) if k == 0 else (None, passage)),
            )


def _shift(a: Modal, b: Modal) -> str:
    """The rule for one modality becoming another."""
    negative = ("prohibition", "soft negative commitment")
    if (a.kind in negative) != (b.kind in negative) and a.strength and b.strength:
        return "modality-reversed"
    if a.kind == "right" or b.kind == "right" or "freedom" in (a.kind, b.kind):
        return "modality-strengthened" if b.strength > a.strength else "modality-weakened"
    return "modality-weakened" if b.strength < a.strength else "modality-strengthened"


def _modals(
    spot: Spot, sides: tuple[Side, Side], book: Rulebook
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
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


def _cues(spot: Spot, sides: tuple[Side, Side], book: Rulebook) -> Iterator[Reason]:
    """Cue words within reach of the edit that stand on one side only."""
    edit = spot.edit
    modal = Counter(
        _key(word)
        for match in (m for side in _modals(spot, sides, book) for m in side)
        for word in match.group().split()
    )
    words = max(len(edit.old.split()), len(edit.new.split()))
    for cue in book.cues:
        if cue.up_to and words > cue.up_to:
            continue
        old = _touched(cue.pattern, sides[0].text, spot.old_block, (edit.old_start, edit.old_end))
        new = _touched(cue.pattern, sides[1].text, spot.new_block, (edit.new_start, edit.new_end))
        if not old and not new:
            continue
        gone, come = _difference(old, new)
        if cue.added == "negation-added":
            gone = [match for match in gone if _key(match.group()) not in modal]
            come = [match for match in come if _key(match.group()) not in modal]
        if not gone and not come:
            continue
        if cue.added == "alternatives-changed" and not (gone and come):
            # a joining word that comes with other words is not a change by itself
            continue
        yield _cue_reason(cue.added, cue.removed, cue.says, gone, come, sides)


def _cue_reason(
    added: str,
    removed: str,
    says: str,
    gone: list[re.Match[str]],
    come: list[re.Match[str]],
    sides: tuple[Side, Side],
) -> Reason:
    old = sides[0].passage(gone[0].start(), gone[0].end()) if gone else None
    new = sides[1].passage(come[0].start(), come[0].end()) if come else None
    verb = "comes" if says.startswith(("a ", "an ", "who")) else "come"
    if gone and come:
        lead = f"{says[0].upper()}{says[1:]} {verb.replace('come', 'change')}"
        return Reason(added, f"{lead}: {_list(gone)} becomes {_list(come)}.", old, new)
    if come:
        return Reason(added, f"{says[0].upper()}{says[1:]} {verb} in: {_list(come)}.", old, new)
    return Reason(
        removed,
        f"{says[0].upper()}{says[1:]} {'goes' if verb == 'comes' else 'go'}: {_list(gone)}.",
        old,
        new,
    )


def _touched(
    pattern: re.Pattern[str], text: str, block: tuple[int, int], span: tuple[int, int]
) -> list[re.Match[str]]:
    low, high = max(block[0], span[0] - 60), min(block[1], span[1] + 60)
    return [
        match
        for match in pattern.finditer(text, low, high)
        if (match.end() > span[0] and match.start() < span[1]) or match.start() < span[0] < match.end()
    ]


def _difference(
    old: list[re.Match[str]], new: list[re.Match[str]]
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """What is in one list and not in the other, by the words."""
    have_old, have_new = Counter(_key(m.group()) for m in old), Counter(_key(m.group()) for m in new)
    surplus_old, surplus_new = have_old - have_new, have_new - have_old
    return (
        [m for m in old if surplus_old[_key(m.group())] > 0],
        [m for m in new if surplus_new[_key(m.group())] > 0],
    )


def _inside_a_term(spot: Spot, sides: tuple[Side, Side], book: Rulebook) -> Iterator[Reason]:
    """Words that say nothing by themselves, in a term that does: another state's law, another court."""
    edit = spot.edit
    term = sides[0].term_at(edit.old_start, edit.old_end) or sides[1].term_at(edit.new_start, edit.new_end)
    rule = book.term_rules.get(term.kind.value, "") if term else ""
    if term and rule:
        rule = "cap-changed" if rule == "cap" else rule
        yield _reason(rule, _becomes(spot, f"{term.kind.value.capitalize()}: "), spot, sides)


def _terms_with(passage: Passage, come: bool, side: Side, book: Rulebook) -> Iterator[Reason]:
    """Terms that come or go with a whole provision."""
    seen: set[str] = set()
    for term in side.terms:
        inside = passage.start <= term.passage.start and term.passage.end <= passage.end
        rule = book.term_rules.get(term.kind.value, "")
        if inside and rule and term.kind.value not in seen:
            seen.add(term.kind.value)
            rule = f"cap-{'added' if come else 'removed'}" if rule == "cap" else rule
            verb = "comes" if come else "goes"
            effect = f"{term.kind.value.capitalize()} {verb}: “{_short(term.passage.quote)}”."
            yield Reason(rule, effect, *((None, term.passage) if come else (term.passage, None)))


def _parties(spot: Spot, sides: tuple[Side, Side]) -> Iterator[Reason]:
    """A named party in place of another, or come, or gone."""
    edit = spot.edit
    old = {name for name in (*sides[0].parties, *sides[1].parties) if _names(name, edit.old)}
    new = {name for name in (*sides[0].parties, *sides[1].parties) if _names(name, edit.new)}
    if old != new:
        yield _reason("party-changed", _becomes(spot, "Who is meant: "), spot, sides)


def _names(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text.casefold()) is not None


def _other(spot: Spot, sides: tuple[Side, Side]) -> Reason:
    edit = spot.edit
    if spot.row:
        return _reason("cell-changed", _becomes(spot, "A cell: "), spot, sides)
    rule = (
        "wording-changed"
        if edit.old.strip() and edit.new.strip()
        else ("words-added" if edit.new.strip() else "words-removed")
    )
    return _reason(rule, _becomes(spot, ""), spot, sides)


def _becomes(spot: Spot, lead: str) -> str:
    old, new = _short(spot.edit.old), _short(spot.edit.new)
    if old and new:
        text = f"“{old}” becomes “{new}”."
    elif new:
        text = f"“{new}” is added."
    else:
        text = f"“{old}” is removed."
    return lead + text


def _reason(rule: str, effect: str, spot: Spot, sides: tuple[Side, Side]) -> Reason:
    edit = spot.edit
    return Reason(
        rule,
        effect,
        sides[0].passage(edit.old_start, edit.old_end) if edit.old else None,
        sides[1].passage(edit.new_start, edit.new_end) if edit.new else None,
    )


_SENTENCE_START = re.compile(r"[.;:\n]\s+(?=\S)")


def _subject(side: Side, start: int, end: int) -> str:
    """Who it is about: the bearer of the undertaking there, else the words before, if they are few."""
    undertaking = side.undertaking_at(start, end)
    if undertaking is not None and undertaking.bearer:
        return undertaking.bearer
    low = max(0, start - 120)
    before = side.text[low:start]
    cut = [match.end() for match in _SENTENCE_START.finditer(before)]
    line = max(before.rfind("\n") + 1, cut[-1] if cut else 0)
    words = re.sub(r"^\W*(?:\w{1,3}[.)]\s+)?", "", before[line:]).strip()
    if not words or (low + line == low and low > 0) or len(words.split()) > 12 or "," in words:
        return ""
    return (
        words[0].lower() + words[1:]
        if words.startswith(("The ", "Each ", "Either ", "Neither ", "This ", "All ", "Both "))
        else words
    )


def _group(modal: Modal) -> str:
    if modal.kind in ("right", "freedom"):
        return "right"
    return "duty" if modal.strength >= 3 else "intention"


def _key(words: str) -> str:
    return " ".join(words.casefold().split())


def _a(kind: str) -> str:
    return f"{'an' if kind[0] in 'aeiou' else 'a'} {kind}"


def _list(matches: list[re.Match[str]]) -> str:
    return ", ".join(dict.fromkeys(f"“{_key(match.group())}”" for match in matches[:4]))


def _short(text: str, width: int = 160) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= width else flat[: width - 1].rstrip() + "…"
