"""What an edit does, in words: modality, figures, cues, parties, references, definitions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fullpowers.model import ChangeKind, Passage, ProvisionKind, Reason

from .changes import Fate
from .figures import figures_of
from .modality import shifts, touched, undertaken, words_of
from .rulebook import Cue, Rulebook, flat, short, words_in
from .sides import Side, Spot

_FEW = 6
"""Words of an edit that is about the party that it names and nothing else."""
_TERM = 300
"""Characters of a term in which any change of words is a change of the term."""
_AROUND = 100
"""Characters on each side of an edit whose words are looked through for those that begin a cue."""
_QUOTED = 120
"""Characters up to which an edit is quoted whole."""


def reasons_of_substance(
    spot: Spot, sides: tuple[Side, Side], follow: Mapping[str, str], book: Rulebook
) -> Iterator[Reason]:
    """Reasons for one edit that is more than form; there is always at least one."""
    modals = touched(spot, sides, book)
    found = [*shifts(modals, sides, book), *figures_of(spot, sides, follow, book)]
    known = {reason.rule for reason in found}
    found += [reason for reason in _cues(spot, sides, words_of(modals), book) if reason.rule not in known]
    found += _parties(spot, sides, alone=not found)
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
        f"{what} {verb}: “{short(passage.quote)}”",
        *((None, passage) if come else (passage, None)),
    )
    terms = tuple(_terms_with(passage, come, side, book))
    known = {reason.rule for reason in terms}
    words = (r for r in _weighty_words(passage, come, side, book) if r.rule not in known)
    return (first, *terms, *words, *undertaken(passage, come, side, book))


def _weighty_words(passage: Passage, come: bool, side: Side, book: Rulebook) -> Iterator[Reason]:
    """Words that matter wherever they stand, in a provision that came or went as a whole."""
    for cue in book.cues:
        match = cue.pattern.search(side.text, passage.start, passage.end) if cue.about else None
        if match:
            spot = side.passage(*match.span())
            effect = f"It {'speaks' if come else 'spoke'} of {cue.about}: “{match.group()}”."
            yield Reason(
                cue.added if come else cue.removed, effect, *((None, spot) if come else (spot, None))
            )


def _cues(spot: Spot, sides: tuple[Side, Side], modal: Counter[str], book: Rulebook) -> Iterator[Reason]:
    """Cue words within reach of the edit that stand on one side only."""
    edit = spot.edit
    words = max(len(edit.old.split()), len(edit.new.split()))
    places = (
        (sides[0].text, spot.old_block, (edit.old_start, edit.old_end)),
        (sides[1].text, spot.new_block, (edit.new_start, edit.new_end)),
    )
    hits = [list(_near(book.cues, *place)) for place in places]
    spans = [[match.span() for _, matches in side for match in matches] for side in hits]
    told: set[str] = set()
    for (cue, old), (_, new) in zip(*hits, strict=True):
        if not (old or new) or (cue.up_to and words > cue.up_to) or cue.added in told:
            continue
        if cue.beside and not any(cue.beside.search(text, *block) for text, block, _ in places):
            continue
        gone, come = _difference(_longest(old, spans[0]), _longest(new, spans[1]))
        if cue.added == "negation-added":
            gone, come = ([match for match in side if _negates(match, modal)] for side in (gone, come))
        if cue.added == "alternatives-changed" and not (gone and come):
            # a joining word that comes with other words is not a change by itself
            continue
        if gone or come:
            told.update((cue.added, cue.removed) if cue.added == cue.removed else ())
            yield _cue_reason(cue, gone, come, spot, sides, turned=_turned(cue, gone, hits))


def _turned(cue: Cue, gone: list[re.Match[str]], hits: list[list[tuple[Cue, list[re.Match[str]]]]]) -> bool:
    """Whether another word of a base stands on the other side, so that the direction is known."""
    other = hits[1 if gone else 0]
    return any(matches for known, matches in other if known.added == cue.added and known.beside)


def _negates(match: re.Match[str], modal: Counter[str]) -> bool:
    """Whether it negates by itself: it is no part of a modal expression, nor of "whether or not"."""
    before = match.string[max(0, match.start() - 3) : match.start()].casefold()
    return flat(match.group()) not in modal and before != "or "


def _longest(matches: list[re.Match[str]], spans: list[tuple[int, int]]) -> list[re.Match[str]]:
    """``matches`` that are no part of a longer cue: the "before" of "before deduction of" is no time."""
    return [
        match
        for match in matches
        if not any(a <= match.start() and match.end() <= b and b - a > len(match.group()) for a, b in spans)
    ]


def _cue_reason(
    cue: Cue,
    gone: list[re.Match[str]],
    come: list[re.Match[str]],
    spot: Spot,
    sides: tuple[Side, Side],
    *,
    turned: bool,
) -> Reason:
    """The cue's own sentence, with the whole edit where it is short, else with the words that tell."""
    old = sides[0].passage(*gone[0].span()) if gone else None
    new = sides[1].passage(*come[0].span()) if come else None
    replaced = bool(spot.edit.old.strip() and spot.edit.new.strip())
    unknown = cue.added == "base-changed" and replaced and not turned  # "norm value" becomes "gross value"
    says = cue.changes if unknown or (gone and come) else cue.comes if come else cue.goes
    if max(len(spot.edit.old), len(spot.edit.new)) <= _QUOTED:
        effect = _becomes(spot, f"{says}: ")
    elif gone and come:
        effect = f"{says}: {_list(gone)} becomes {_list(come)}."
    else:
        effect = f"{says}: {_list(gone or come)} {'goes' if gone else 'comes in'}."
    return Reason(cue.removed if gone and not come else cue.added, effect, old, new)


def _near(
    cues: Sequence[Cue], text: str, block: tuple[int, int], span: tuple[int, int]
) -> Iterator[tuple[Cue, list[re.Match[str]]]]:
    """The places of each cue that the span touches."""
    around = words_in(text[max(block[0], span[0] - _AROUND) : min(block[1], span[1] + _AROUND)])
    here = frozenset(around)
    for cue in cues:
        yield cue, [] if cue.begins.isdisjoint(here) else _touched(cue, text, block, span)


def _touched(cue: Cue, text: str, block: tuple[int, int], span: tuple[int, int]) -> list[re.Match[str]]:
    low, high = max(block[0], span[0] - cue.reach), min(block[1], span[1] + cue.reach)
    return [
        match
        for match in cue.pattern.finditer(text, low, high)
        if (match.end() > span[0] and match.start() < span[1]) or match.start() < span[0] < match.end()
    ]


def _difference(
    old: list[re.Match[str]], new: list[re.Match[str]]
) -> tuple[list[re.Match[str]], list[re.Match[str]]]:
    """What is in one list and not in the other, by the words."""
    have_old, have_new = Counter(flat(m.group()) for m in old), Counter(flat(m.group()) for m in new)
    surplus_old, surplus_new = have_old - have_new, have_new - have_old
    return (
        [m for m in old if surplus_old[flat(m.group())] > 0],
        [m for m in new if surplus_new[flat(m.group())] > 0],
    )


def _inside_a_term(spot: Spot, sides: tuple[Side, Side], book: Rulebook) -> Iterator[Reason]:
    """Words that say nothing by themselves, in a term that does: another state's law, another court."""
    edit = spot.edit
    term = sides[0].term_at(edit.old_start, edit.old_end) or sides[1].term_at(edit.new_start, edit.new_end)
    rule = book.term_rules.get(term.kind.value, "") if term else ""
    if term and rule and term.passage.end - term.passage.start <= _TERM:
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
            effect = f"{term.kind.value.capitalize()} {verb}: “{short(term.passage.quote)}”."
            yield Reason(rule, effect, *((None, term.passage) if come else (term.passage, None)))


def _parties(spot: Spot, sides: tuple[Side, Side], *, alone: bool) -> Iterator[Reason]:
    """A named party in place of another, come or gone; of a long edit only when nothing else is told."""
    edit = spot.edit
    known = {*sides[0].parties, *sides[1].parties}
    old, new = ({name for name in known if _names(name, text)} for text in (edit.old, edit.new))
    if old == new:
        return
    if max(len(edit.old.split()), len(edit.new.split())) <= _FEW:
        lead = (
            "Another party is meant: " if old and new else "A party is named: " if new else "A party goes: "
        )
    elif not alone:
        return
    else:
        lead = "Among words that changed, other parties are named: "
    yield _reason("party-changed", _becomes(spot, lead), spot, sides)


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
    old, new = short(spot.edit.old), short(spot.edit.new)
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


def _list(matches: list[re.Match[str]]) -> str:
    return ", ".join(dict.fromkeys(f"“{flat(match.group())}”" for match in matches[:4]))
