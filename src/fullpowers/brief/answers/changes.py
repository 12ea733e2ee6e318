"""What changed of substance since the earlier draft?"""

from __future__ import annotations

from dataclasses import replace

from fullpowers.model import Answer, Change, Comparison, Point, Review, Significance

from ..characters import quoted
from ..voice import Voice

_SHOWN = 5
_UNRELATED = 0.2
"""Share of common words under which two texts look like different documents, as in the part on comparison."""


def changes(review: Review, say: Voice) -> Answer:
    """The changes of substance, weightiest first."""
    question = say("What changed of substance?")
    comparison = review.comparison
    if comparison is None:
        return Answer(question, say("There is no earlier draft to compare with."), tone="neutral")
    ranked = comparison.ranked(Significance.SUBSTANTIVE, Significance.UNDECIDED)
    silent = {change.id for change in ranked if change.tracked is False}
    points, told = _first(ranked, silent, say)
    left = tuple(change for change in ranked if change.id not in told)
    if left:
        points.append(_rest(left, silent, say))
    return Answer(question, _headline(comparison, say), tuple(points), "bad" if ranked else "neutral")


def _first(ranked: tuple[Change, ...], silent: set[str], say: Voice) -> tuple[list[Point], set[str]]:
    """The weightiest, and the changes that they tell of: one that was made in many places is told once."""
    points: dict[str, Point] = {}
    told: dict[str, list[str]] = {}
    for change in ranked:
        point = _point(change, change.id in silent, say)
        if point.text in points or len(points) < _SHOWN:
            points.setdefault(point.text, point)
            told.setdefault(point.text, []).append(change.id)
    first = [
        replace(point, text=f"{text} {say.count(*_AS_WELL, len(told[text]) - 1)}")
        if len(told[text]) > 1
        else point
        for text, point in points.items()
    ]
    return first, {one for ids in told.values() for one in ids}


_AS_WELL = ("And so in {n} more place.", "And so in {n} more places.")


def _headline(comparison: Comparison, say: Voice) -> str:
    count = {
        significance: len(comparison.ranked(significance))
        for significance in (Significance.SUBSTANTIVE, Significance.UNDECIDED, Significance.EDITORIAL)
    }
    if not any(count.values()):
        identical = comparison.old == comparison.new
        return (
            say("Nothing: the texts are the same.") if identical else say("Only numbers and places changed.")
        )
    if comparison.similarity < _UNRELATED:
        return say(
            "The two texts share little: {percent} percent of their words. It reads like another document.",
            percent=round(100 * comparison.similarity),
        )
    parts = [
        say.count(one, many, count[significance])
        for significance, one, many in (
            (Significance.SUBSTANTIVE, "{n} change of substance", "{n} changes of substance"),
            (Significance.UNDECIDED, "{n} that may be of substance", "{n} that may be of substance"),
            (Significance.EDITORIAL, "{n} of wording only", "{n} of wording only"),
        )
        if count[significance]
    ]
    return "; ".join(parts) + "."


def _point(change: Change, silent: bool, say: Voice) -> Point:
    """A change in one statement: its effects, or its words when no rule speaks of it."""
    effects = effects_of(change)[:2] or [describe(change, say)]
    if silent:
        effects.append(say("It is not marked in the file, although other changes are."))
    evidence = tuple(
        passage for reason in change.reasons for passage in (reason.new, reason.old) if passage is not None
    )
    return Point(" ".join(effects), evidence[:2] or (change.new or change.old)[:1], change=change.id)


def effects_of(change: Change) -> list[str]:
    """What its reasons say, without saying the same words twice: ``Law or forum changes.``"""
    told: list[str] = []
    for effect in (reason.effect for reason in change.reasons):
        lead, _, words = effect.partition(": ")
        repeats = words and any(words == other.partition(": ")[2] for other in told)
        told.append(f"{lead}." if repeats else effect)
    return told


def _rest(changes: tuple[Change, ...], silent: set[str], say: Voice) -> Point:
    """How many more there are, and how many of them are not marked in the file."""
    text = say.count(
        "{n} more change, in the part on changes.", "{n} more changes, in the part on changes.", len(changes)
    )
    unmarked = [change for change in changes if change.id in silent]
    if unmarked:
        text += " " + say.count(
            "{n} of them is not marked in the file.",
            "{n} of them are not marked in the file.",
            len(unmarked),
        )
    return Point(text, change=changes[0].id)


def describe(change: Change, say: Voice) -> str:
    """What happened to the words of a change that no rule explains."""
    if change.kind.value == "inserted":
        return say("New: {words}", words=quoted(change.new[0].quote, 140))
    if change.kind.value == "deleted":
        return say("Gone: {words}", words=quoted(change.old[0].quote, 140))
    edits = [edit for edit in change.edits if edit.old.strip() or edit.new.strip()]
    if not edits:
        return say("Words moved or were divided; none changed.")
    edit = max(edits, key=lambda edit: len(edit.old) + len(edit.new))
    old, new = quoted(edit.old, 90), quoted(edit.new, 90)
    if not edit.old.strip():
        return say("Added: {new}", new=new)
    if not edit.new.strip():
        return say("Left out: {old}", old=old)
    return say("{old} became {new}", old=old, new=new)
