"""Judging changes: every edit gets named reasons from the data, the change their class and weight."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fullpowers.model import (
    Analysis,
    Change,
    ChangeKind,
    Correspondence,
    Edit,
    Instrument,
    Passage,
    ProvisionKind,
    Reason,
    Significance,
)

from .changes import Fate, value_of_number
from .editorial import sameness
from .effects import reasons_of_substance, whole_provision
from .rulebook import Rulebook, rulebook, short
from .sides import Side, Spot, renamed

_CONTEXT = 40
"""Characters of unchanged text on each side of an edit that are looked at for phrases."""


_OF_ONE_RULE = 3
"""Reasons by one rule that are told of one change."""
_NUMERATOR = re.compile(r"\(?(?:\d{1,3}|[ivxlc]{1,5}|[a-z])[.)]", re.IGNORECASE)


def judge(
    found: Sequence[Fate],
    rows: Sequence[Correspondence],
    old: Instrument,
    new: Instrument,
    *,
    before: Analysis | None,
    after: Analysis | None,
) -> tuple[Change, ...]:
    """The changes of ``found`` with reasons, significance and weight, in the same order.

    ``rows`` is the table of correspondence: the heading of a part that was split off is form.
    """
    book = rulebook()
    sides = (Side.of(old, before), Side.of(new, after))
    follow, names = _renumberings(found), renamed(old, new)
    together = frozenset((old, new) for row in rows for old in row.old for new in row.new)
    parts = frozenset(path for row in rows for side in (row.old, row.new) if len(side) > 1 for path in side)
    judged = []
    for fate in found:
        kind = fate.change.kind
        if kind is ChangeKind.UNCHANGED and not fate.change.edits:
            judged.append(fate.change)
            continue
        if kind in (ChangeKind.INSERTED, ChangeKind.DELETED):
            reasons = _come_or_gone(fate, sides, parts, book)
        else:
            reasons = _few(tuple(_unique(_reasons(fate, sides, follow, names, book))))
            if item := _left_its_list(fate, together):
                reasons = (*reasons, item)
        judged.append(_with(fate.change, reasons, _kind(fate), book))
    return tuple(judged)


def _with(change: Change, reasons: tuple[Reason, ...], kind: ProvisionKind, book: Rulebook) -> Change:
    """The change with its reasons, weightiest first, and what follows from them."""
    if not reasons:
        return change
    rules = [book.rules[reason.rule] for reason in reasons]
    classes = {rule.significance for rule in rules}
    order = (Significance.SUBSTANTIVE, Significance.UNDECIDED, Significance.EDITORIAL)
    significance = next((one for one in order if one in classes), Significance.NONE)
    ordered = sorted(reasons, key=lambda reason: -book.rules[reason.rule].weight)
    whole = book.whole if change.kind in (ChangeKind.INSERTED, ChangeKind.DELETED) else 1.0
    weights = sorted((rule.weight * whole for rule in rules), reverse=True)
    weight = (
        (weights[0] + book.others * sum(weights[1:6])) * book.kinds.get(kind.value, 1.0) if weights else 0.0
    )
    return replace(change, significance=significance, reasons=tuple(ordered), weight=round(weight, 2))


def _left_its_list(fate: Fate, together: frozenset[tuple[str, str]]) -> Reason | None:
    """A list item that left its provision: it means what the words above it make of it."""
    change = fate.change
    if not change.moved or _kind(fate) is not ProvisionKind.POINT:
        return None
    old, new = change.old[0], change.new[0]
    if any(_under(old.path, row[0]) and _under(new.path, row[1]) for row in together):
        return None
    effect = f"An item leaves the list of {old.path} for that of {new.path}, under other opening words."
    return Reason("list-item-moved", effect, old, new)


def _under(path: str, above: str) -> bool:
    return path == above or path.startswith(f"{above}/")


def _reasons(
    fate: Fate,
    sides: tuple[Side, Side],
    follow: Mapping[str, str],
    names: Mapping[str, str],
    book: Rulebook,
) -> Iterator[Reason]:
    """What each edit of a paired change does."""
    change = fate.change
    if fate.in_number and not change.renumbered:
        yield _plain("numbering-style", fate.in_number, sides)
    if not fate.in_wording:
        return
    kind = _kind(fate)
    if kind is ProvisionKind.CONTENTS:
        yield _plain("contents-changed", fate.in_wording, sides)
        return
    form_only = True
    for k, edit in enumerate(fate.in_wording):
        spot = _spot(fate, k, sides)
        if rule := _form(edit, spot, fate, sides, names, book):
            yield _plain(rule, (edit,), sides)
            continue
        form_only = False
        if kind is ProvisionKind.MARGIN or _is_heading(fate, sides):
            yield _plain(
                "margin-changed" if kind is ProvisionKind.MARGIN else "heading-changed", (edit,), sides
            )
            continue
        yield from reasons_of_substance(spot, sides, follow, book)
    if change.kind in (ChangeKind.SPLIT, ChangeKind.MERGED) and not form_only:
        yield _plain(f"paragraph-{'split' if change.kind is ChangeKind.SPLIT else 'merged'}", (), sides)


def _form(
    edit: Edit, spot: Spot, fate: Fate, sides: tuple[Side, Side], names: Mapping[str, str], book: Rulebook
) -> str:
    """Rule of form under which the edit changes nothing; empty when it may."""
    if fate.change.kind in (ChangeKind.SPLIT, ChangeKind.MERGED):
        parts = fate.new if fate.change.kind is ChangeKind.SPLIT else fate.old
        numbers = {value_of_number(block.number) for block in parts[1:]}
        words = value_of_number(edit.new if fate.change.kind is ChangeKind.SPLIT else edit.old)
        other = edit.old if fate.change.kind is ChangeKind.SPLIT else edit.new
        mark = (edit.new if fate.change.kind is ChangeKind.SPLIT else edit.old).strip()
        if not value_of_number(other) and (words in numbers | {""} or _NUMERATOR.fullmatch(mark)):
            return f"paragraph-{'split' if fate.change.kind is ChangeKind.SPLIT else 'merged'}"
    if same := sameness(spot.window_old, spot.window_new, book):
        return same
    if names and sameness(_called(spot.window_old, names), spot.window_new, book):
        defining = sides[1].text[edit.new_start - 1 : edit.new_start] in tuple('“"«„')
        return "party-renamed" if defining else "name-follows"
    return ""


def _called(text: str, names: Mapping[str, str]) -> str:
    """``text`` with the parties as they are called now."""
    return re.sub(r"\w+", lambda match: names.get(match.group().casefold(), match.group()), text.casefold())


def _spot(fate: Fate, k: int, sides: tuple[Side, Side]) -> Spot:
    """The edit ``k`` with the unchanged words around it, as far as the next edits."""
    edits = fate.in_wording
    edit = edits[k]
    lows = (edits[k - 1].old_end, edits[k - 1].new_end) if k else (fate.old[0].body, fate.new[0].body)
    highs = (
        (edits[k + 1].old_start, edits[k + 1].new_start)
        if k + 1 < len(edits)
        else (fate.old[-1].end, fate.new[-1].end)
    )
    before = _whole_words(sides[0].text, max(lows[0], edit.old_start - _CONTEXT), lows[0], edit.old_start)
    behind = min(highs[0] - edit.old_end, highs[1] - edit.new_end, _CONTEXT)
    lead = edit.old_start - before
    return Spot(
        edit=edit,
        old_block=(fate.old[0].body, fate.old[-1].end),
        new_block=(fate.new[0].body, fate.new[-1].end),
        window_old=sides[0].text[edit.old_start - lead : edit.old_end + behind],
        window_new=sides[1].text[edit.new_start - lead : edit.new_end + behind],
        row=_kind(fate) is ProvisionKind.ROW,
        defines=sides[0].defined_at(fate.old[0].start, fate.old[-1].end)
        or sides[1].defined_at(fate.new[0].start, fate.new[-1].end),
    )


def _whole_words(text: str, start: int, low: int, end: int) -> int:
    """``start`` moved forward to the beginning of a word, unless it is at ``low``."""
    while low < start < end and not text[start - 1].isspace():
        start += 1
    return start


def _come_or_gone(
    fate: Fate, sides: tuple[Side, Side], parts: frozenset[str], book: Rulebook
) -> tuple[Reason, ...]:
    kind = _kind(fate)
    come = fate.change.kind is ChangeKind.INSERTED
    blocks, side = (fate.new, sides[1]) if come else (fate.old, sides[0])
    bare = not any(any(map(str.isalpha, block.wording)) for block in blocks)
    if bare or (
        blocks[0].path in parts and all(side.is_heading(block) or not block.wording for block in blocks)
    ):
        passage = (fate.change.new or fate.change.old)[0]
        rule = "bare-number" if bare else "provision-split" if come else "provision-merged"
        says = {
            "bare-number": "A line without words",
            "provision-split": "The heading of a part split off",
            "provision-merged": "The heading of a part taken in",
        }[rule]
        effect = f"{says} {'is added' if come else 'is removed'}: “{passage.quote.strip()[:80]}”."
        return (Reason(rule, effect, *((None, passage) if come else (passage, None))),)
    if kind is ProvisionKind.CONTENTS or kind is ProvisionKind.MARGIN:
        passage = (fate.change.new or fate.change.old)[0]
        rule = "contents-changed" if kind is ProvisionKind.CONTENTS else "margin-changed"
        return (
            Reason(rule, "added" if come else "removed", *((None, passage) if come else (passage, None))),
        )
    return whole_provision(fate, sides[1 if come else 0], book)


def _plain(rule: str, edits: Sequence[Edit], sides: tuple[Side, Side]) -> Reason:
    """A reason that needs no more words than the edit itself."""
    says = {
        "spacing": "Only spaces differ.",
        "typography": "Only quotation marks or dashes differ.",
        "punctuation": "Only punctuation differs",
        "capitals": "Only capital letters differ",
        "spelling": "Only spelling differs",
        "same-number": "The same number, written otherwise",
        "synonym": "Other words for the same",
        "numbering-style": "The same number, printed otherwise",
        "heading-changed": "The heading changes",
        "party-renamed": "The same party is called otherwise",
        "name-follows": "The same party under its new name",
        "margin-changed": "A header or footer changes",
        "contents-changed": "The table of contents changes.",
        "paragraph-split": "One paragraph becomes several.",
        "paragraph-merged": "Several paragraphs become one.",
    }[rule]
    if not edits or says.endswith("."):
        return Reason(rule, says, *_passages(edits[:1], sides))
    old, new = (short(text) for text in (edits[0].old, edits[0].new))
    becomes = f"“{old}” becomes “{new}”" if old and new else f"“{new}” is added" if new else f"“{old}” goes"
    quoted = f"{says}: {becomes}."
    return Reason(rule, quoted, *_passages(edits, sides))


def _passages(edits: Sequence[Edit], sides: tuple[Side, Side]) -> tuple[Passage | None, Passage | None]:
    if not edits:
        return None, None
    edit = edits[0]
    return (
        sides[0].passage(edit.old_start, edit.old_end) if edit.old else None,
        sides[1].passage(edit.new_start, edit.new_end) if edit.new else None,
    )


def _kind(fate: Fate) -> ProvisionKind:
    """What the changed provision is; of two kinds, the one that is judged more strictly."""
    kinds = {block.kind for block in (*fate.new[:1], *fate.old[:1])}
    lenient = {ProvisionKind.CONTENTS, ProvisionKind.MARGIN}
    return min(kinds - lenient or kinds, key=lambda kind: kind.value)


def _is_heading(fate: Fate, sides: tuple[Side, Side]) -> bool:
    """Whether the change is about a heading and nothing else, on both sides."""
    blocks = ((sides[0], fate.old), (sides[1], fate.new))
    return all(len(run) == 1 and side.is_heading(run[0]) for side, run in blocks)


def _unique(reasons: Iterator[Reason]) -> Iterator[Reason]:
    """Reasons without repetitions of one effect; form is named once for each rule."""
    seen: set[tuple[str, str]] = set()
    for reason in reasons:
        key = (reason.rule, reason.effect)
        if key not in seen:
            seen.add(key)
            yield reason


def _few(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Of a paragraph that was rewritten, the first reasons by each rule, and how many more there are."""
    by_rule: dict[str, list[Reason]] = {}
    for reason in reasons:
        by_rule.setdefault(reason.rule, []).append(reason)
    told: dict[str, list[Reason]] = {}
    for rule, group in by_rule.items():
        more = len(group) - _OF_ONE_RULE
        if more > 1:
            last = group[_OF_ONE_RULE - 1]
            last = replace(last, effect=f"{last.effect} And so in {more} more places.")
            group = [*group[: _OF_ONE_RULE - 1], last]
        told[rule] = group
    return tuple(reason for group in told.values() for reason in group)


def _renumberings(found: Sequence[Fate]) -> dict[str, str]:
    """Old number of each renumbered article or section, by what it is now: ``12`` to ``13``."""
    follow = {}
    for fate in found:
        if fate.change.renumbered and fate.new[0].kind in (ProvisionKind.ARTICLE, ProvisionKind.SECTION):
            old, new = (value_of_number(block.number).split() for block in (fate.old[0], fate.new[0]))
            if old and new:
                follow[old[-1]] = new[-1]
    return follow
