"""Conformity over drafts: which findings were cured, arose or persist, and which change did it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from fullpowers.model import (
    ChangeKind,
    Comparison,
    Course,
    Development,
    Fact,
    Finding,
    Opinion,
    Outcome,
    Passage,
    Severity,
    Truth,
)

from .deciding import cone_of
from .packs import law_of

_COURSE = {
    ("bad", "good"): Course.CURED,
    ("bad", "open"): Course.EASED,
    ("bad", "bad"): Course.PERSISTS,
    ("open", "bad"): Course.AROSE,
    ("good", "bad"): Course.AROSE,
    ("good", "open"): Course.OPENED,
    ("open", "good"): Course.SETTLED,
}
_ORDER = tuple(Course)
_ANSWER = {Truth.TRUE: "yes", Truth.FALSE: "no", Truth.UNKNOWN: "not known"}


def follow(
    before: Opinion, after: Opinion, comparison: Comparison, *, pack_folders: Sequence[Path] = ()
) -> tuple[Development, ...]:
    """What became of each finding from the opinion on the old draft to that on the new one.

    Args:
        before: opinion on the old draft, of the same side, day and answers as ``after``.
        after: opinion on the new draft.
        comparison: the two drafts compared; its changes are what a development is tied to.
        pack_folders: the folders that both opinions were made with.

    Returns:
        Cured, arisen and persisting findings, then those that were eased, opened or settled. What
        stays in favour, or stays open, is left out.
    """
    law = law_of(after.jurisdiction, tuple(pack_folders))
    earlier = {finding.rule: finding for finding in before.findings}
    facts = {fact.name: fact for fact in before.facts}, {fact.name: fact for fact in after.facts}
    found = []
    for finding in after.findings:
        old = earlier.get(finding.rule)
        course = _COURSE.get((_state(old), _state(finding))) if old else None
        if old is None or course is None:
            continue
        cone = cone_of(law, law.by_id[finding.rule]) if finding.rule in law.by_id else ()
        moved = [name for name in cone if course is not Course.PERSISTS and _differ(facts, name)]
        words = [(facts[0][name].passages, facts[1][name].passages) for name in moved]
        if not moved:
            words = [(old.passages, finding.passages)]
        found.append(
            Development(
                rule=finding.rule,
                title=finding.title,
                course=course,
                before=old.outcome,
                after=finding.outcome,
                facts=tuple(_told(facts, name) for name in moved),
                changes=tuple(_changes(comparison, words)) if course is not Course.PERSISTS else (),
                passages=tuple(dict.fromkeys(p for _, new in words for p in new))[:8],
                cure=finding.cure,
            )
        )
    return tuple(sorted(found, key=lambda one: (_ORDER.index(one.course), one.rule)))


def _state(finding: Finding) -> str:
    if finding.outcome is Outcome.CANNOT_TELL:
        return "open"
    grave = finding.kind == "consequence" and finding.severity is not Severity.INFO
    follows = grave and finding.outcome is Outcome.CONFORMS and not finding.rule.startswith("int.binding_")
    return "bad" if finding.outcome is Outcome.CONFLICTS or follows else "good"


def _differ(facts: tuple[Mapping[str, Fact], Mapping[str, Fact]], name: str) -> bool:
    old, new = (side.get(name) for side in facts)
    return old is not None and new is not None and (old.value, old.number) != (new.value, new.number)


def _told(facts: tuple[Mapping[str, Fact], Mapping[str, Fact]], name: str) -> str:
    old, new = facts[0][name], facts[1][name]
    answers = [_ANSWER[f.value] if f.number is None else f"{f.number:g}" for f in (old, new)]
    return f"{new.question} ({answers[0]}, now {answers[1]})"


def _changes(
    comparison: Comparison, words: Sequence[tuple[tuple[Passage, ...], tuple[Passage, ...]]]
) -> Iterator[str]:
    """Changes of the text that touch the words which showed the facts, before or now."""
    old = [passage for before, _ in words for passage in before]
    new = [passage for _, now in words for passage in now]
    for change in comparison.changes:
        if change.kind is not ChangeKind.UNCHANGED and (
            _touches(change.old, old) or _touches(change.new, new)
        ):
            yield change.id


def _touches(blocks: Sequence[Passage], words: Sequence[Passage]) -> bool:
    return any(
        block.start < passage.end and passage.start < block.end for block in blocks for passage in words
    )
