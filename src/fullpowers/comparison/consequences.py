"""What a change does to words that did not change: defined terms and cross-references."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from fullpowers.model import (
    Change,
    Correspondence,
    Instrument,
    Notice,
    ProvisionKind,
    Reason,
    Severity,
    Significance,
)

from .changes import value_of_number
from .rulebook import rulebook, short

_DEFINES = re.compile(
    r"[“\"«]([^”\"»\n]{2,60})[”\"»]\s+(?:means?|shall mean|includes?|refers to|is|are)\b", re.I
)
_REFERS = re.compile(
    r"\b(Article|Section)s?\s+(\d{1,3}|[IVXLC]{1,7})\b(?!\s*(?:of the|of|to the) [A-Z])", re.IGNORECASE
)
_SHOWN = 12
_LOUD = (Significance.SUBSTANTIVE, Significance.UNDECIDED)


def with_definitions(changes: Sequence[Change], new: Instrument) -> tuple[Change, ...]:
    """Changes of definitions named as such, and every provision that uses the term told so.

    A use keeps its own significance: its words did not change, their meaning did.
    """
    weights = rulebook().rules
    redefined: dict[str, tuple[int, Change]] = {}
    for place, change in enumerate(changes):
        if change.significance in _LOUD and change.old and change.new:
            was, now = (_defined(passages[0].quote) for passages in (change.old, change.new))
            if was and was == now:
                redefined[was] = (place, change)
    if not redefined:
        return tuple(changes)
    told = list(changes)
    # the changes stand in the order of the new draft
    standing = [(change.new[0].start, change.new[0].end, k) for k, change in enumerate(changes) if change.new]
    for term, (place, change) in redefined.items():
        uses = [k for k in _users(term, standing, new) if k != place]
        paths = list(dict.fromkeys(changes[k].new[0].path for k in uses))
        listed = ", ".join(paths[:_SHOWN]) + (
            f" and {len(paths) - _SHOWN} more" if len(paths) > _SHOWN else ""
        )
        where = f" It is used in {listed}." if paths else " It is used nowhere else."
        reason = Reason(
            "definition-changed",
            f"The definition of “{term}” changes from “{_meaning(change.old[0].quote, term)}” to "
            f"“{_meaning(change.new[0].quote, term)}”.{where}",
            change.old[0],
            change.new[0],
        )
        others = tuple(r for r in told[place].reasons if r.rule != "definition-changed")
        weight = max(change.weight, weights["definition-changed"].weight + min(len(paths), _SHOWN))
        told[place] = replace(
            told[place],
            reasons=(reason, *others),
            weight=round(weight, 2),
            significance=Significance.SUBSTANTIVE,
        )
        for k in uses:
            passage = told[k].new[0]
            at = passage.quote.find(term)
            effect = f"It uses “{term}”, whose definition changes."
            told[k] = replace(
                told[k],
                reasons=(
                    *told[k].reasons,
                    Reason(
                        "uses-changed-definition",
                        effect,
                        None,
                        new.passage(passage.start + at, passage.start + at + len(term)),
                    ),
                ),
            )
    return tuple(told)


def reference_notices(
    changes: Sequence[Change], rows: Sequence[Correspondence], old: Instrument, new: Instrument
) -> tuple[Notice, ...]:
    """References whose words stayed while what they point to was renumbered or removed."""
    moved_to, removed = _fates_of_articles(rows, old, new)
    if not moved_to and not removed:
        return ()
    present = {
        _number(provision.number)
        for provision in new.walk()
        if provision.kind in (ProvisionKind.ARTICLE, ProvisionKind.SECTION)
    }
    return tuple(_stale(changes, moved_to, removed, present, new))


def with_dangling(changes: Sequence[Change], notices: Sequence[Notice]) -> tuple[Change, ...]:
    """Provisions whose reference dangles are changed in substance, though no word of theirs was touched."""
    rule = rulebook().rules["reference-dangling"]
    dangling = [notice for notice in notices if notice.code == rule.id]
    if not dangling:
        return tuple(changes)
    told = []
    for change in changes:
        reasons = tuple(
            Reason(rule.id, notice.message, None, notice.passage)
            for notice in dangling
            if change.new
            and notice.passage
            and change.new[0].start <= notice.passage.start
            and notice.passage.end <= change.new[0].end
        )
        if reasons:
            change = replace(
                change,
                reasons=(*reasons, *change.reasons)
                if change.weight < rule.weight
                else (*change.reasons, *reasons),
                significance=rule.significance,
                weight=max(change.weight, rule.weight),
            )
        told.append(change)
    return tuple(told)


def _stale(
    changes: Sequence[Change],
    moved_to: Mapping[str, str],
    removed: frozenset[str],
    present: set[str],
    new: Instrument,
) -> Iterator[Notice]:
    for change in changes:
        if not change.old or not change.new:
            continue
        passage = change.new[0]
        for match in _REFERS.finditer(passage.quote):
            start = passage.start + match.start(2)
            number = match.group(2).casefold()
            if match.start() == 0 or any(e.new_start <= start < e.new_end for e in change.edits):
                # the provision's own number, or a reference that was itself edited
                continue
            where = new.passage(passage.start + match.start(), passage.start + match.end())
            place = passage.path or change.id
            if number in removed and number not in present:
                message = f"{place} refers to {match.group()}, which is no longer there."
                yield Notice("reference-dangling", Severity.ALARM, message, where)
            elif number in moved_to:
                kind = match.group(1).capitalize()
                message = (
                    f"{place} still says {match.group()}; what was {kind} {number} is now {kind} "
                    f"{moved_to[number]}, so that the reference points elsewhere than before."
                )
                yield Notice("reference-not-followed", Severity.CAUTION, message, where)
            elif number in removed:
                message = (
                    f"{place} still says {match.group()}; the provision that had this number was removed, "
                    f"and another one has it now."
                )
                yield Notice("reference-not-followed", Severity.CAUTION, message, where)


def _fates_of_articles(
    rows: Sequence[Correspondence], old: Instrument, new: Instrument
) -> tuple[dict[str, str], frozenset[str]]:
    """New number of each article that was renumbered, and the numbers of those that were removed."""
    numbers = tuple(
        {
            provision.path: _number(provision.number)
            for provision in side.walk()
            if provision.kind in (ProvisionKind.ARTICLE, ProvisionKind.SECTION)
        }
        for side in (old, new)
    )
    if any(len(set(side.values())) < len(side) for side in numbers):
        # numbers that begin anew in each chapter do not say which article is meant
        return {}, frozenset()
    moved_to: dict[str, str] = {}
    removed = set()
    for row in rows:
        was = [numbers[0][path] for path in row.old if path in numbers[0]]
        now = [numbers[1][path] for path in row.new if path in numbers[1]]
        if was and not row.new:
            removed.update(was)
        elif len(was) == len(now) == 1 and was != now and row.confidence >= 0.5:
            moved_to[was[0]] = now[0]
    return moved_to, frozenset(removed)


def _number(printed: str) -> str:
    words = value_of_number(printed).split()
    return words[-1] if words else ""


def _defined(text: str) -> str:
    match = _DEFINES.search(text[:200])
    return match.group(1) if match else ""


def _meaning(text: str, term: str) -> str:
    """What the definition says behind the term."""
    behind = text[text.index(term) + len(term) :].lstrip('”"» ')
    return short(behind.removeprefix("means ").rstrip(" ;."), 200)


def _places(term: str, text: str) -> Iterator[int]:
    """Where the term stands as words of its own."""
    letters = re.compile(r"\w")
    start = text.find(term)
    while start >= 0:
        end = start + len(term)
        if not letters.match(text[start - 1 : start]) and not letters.match(text[end : end + 1]):
            yield start
        start = text.find(term, end)


def _users(term: str, standing: Sequence[tuple[int, int, int]], new: Instrument) -> list[int]:
    """Changes whose new text uses the term as it is written in its definition.

    ``standing``: start and end of the changes in the new text, in order, and which change it is.
    """
    uses: dict[int, None] = {}
    for place in _places(term, new.text):
        start, end, k = standing[bisect_right(standing, (place, len(new.text), 0)) - 1]
        if start <= place < end:
            uses[k] = None
    return list(uses)
