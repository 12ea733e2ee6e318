"""Evidence or silence: every passage of a review stands in the stored text, or nothing is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from fullpowers.model import Comparison, EvidenceError, Instrument, Passage, Review


def verify(review: Review) -> None:
    """Check each passage anywhere in the review, letter by letter, and each edit of the comparison.

    Raises:
        EvidenceError: a passage belongs to another text, or its words do not stand there.
    """
    drafts = [text for text in (review.previous, review.instrument) if text is not None]
    versions = [version.instrument for text in drafts for version in text.versions]
    texts = {text.id: text for text in (*drafts, *versions)}
    for passage in passages(review):
        instrument = texts.get(passage.instrument)
        if instrument is None:
            raise EvidenceError(
                f"a passage belongs to text {passage.instrument}, which is not part of this review"
            )
        passage.verify(instrument)
    if review.comparison is not None and review.previous is not None:
        _verify_edits(review.comparison, review.previous, review.instrument)


def _verify_edits(comparison: Comparison, old: Instrument, new: Instrument) -> None:
    if (comparison.old, comparison.new) != (old.id, new.id):
        raise EvidenceError("the comparison is of other texts than those of this review")
    for change in comparison.changes:
        for edit in change.edits:
            if (
                old.text[edit.old_start : edit.old_end] != edit.old
                or new.text[edit.new_start : edit.new_end] != edit.new
            ):
                raise EvidenceError(f"the edit {edit.old[:40]!r} -> {edit.new[:40]!r} is not in the texts")


def passages(value: object) -> Iterator[Passage]:
    """Every passage inside a value of the model, in the order of its fields."""
    waiting: list[Any] = [value]
    while waiting:
        current = waiting.pop()
        if isinstance(current, Passage):
            yield current
        elif isinstance(current, tuple):
            waiting.extend(reversed(current))
        else:
            kind: Any = type(current)
            # what is empty holds no passage, and most of a long review is empty
            waiting.extend([held for name in _fields(kind) if (held := getattr(current, name))])


@cache
def _fields(kind: type[Any]) -> tuple[str, ...]:
    """Fields that can hold passages, last first; the tree and the anchors of a text hold none."""
    if not is_dataclass(kind):
        return ()
    skipped = {"text", "provisions", "anchors", "revisions", "edits", "series", "correspondence"}
    plain = {"str", "int", "float", "bool", "str | None", "int | None", "float | None", "Decimal", "date"}
    return tuple(
        field.name
        for field in reversed(fields(kind))
        if field.name not in skipped and field.type not in plain
    )
