"""What holds for any two texts."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fullpowers.comparison import apply, compare, prove, reverse
from fullpowers.model import Change, ChangeKind, Instrument, Provision, ProvisionKind, Significance

from .conftest import ARTICLES, WORDS, Article, drafts, instrument, pairs


@settings(max_examples=300, deadline=None)
@given(pairs())
def test_either_text_is_rebuilt_from_the_other(pair: tuple[Instrument, Instrument]) -> None:
    old, new = pair
    comparison = compare(old, new)
    assert apply(comparison, old.text) == new.text
    assert reverse(comparison, new.text) == old.text


@settings(max_examples=300, deadline=None)
@given(pairs())
def test_changes_cover_every_character_once_on_both_sides(pair: tuple[Instrument, Instrument]) -> None:
    old, new = pair
    comparison = compare(old, new)
    for text, passages in (
        (old.text, [passage for change in comparison.changes for passage in change.old]),
        (new.text, [passage for change in comparison.changes for passage in change.new]),
    ):
        seen = [0] * len(text)
        for passage in passages:
            assert text[passage.start : passage.end] == passage.quote
            for place in range(passage.start, passage.end):
                seen[place] += 1
        assert all(
            count == 1 or (count == 0 and sign == "\n") for count, sign in zip(seen, text, strict=True)
        )


@settings(max_examples=100, deadline=None)
@given(drafts())
def test_a_text_compared_with_itself_has_no_change(draft: Instrument) -> None:
    comparison = compare(draft, draft)
    assert {change.kind for change in comparison.changes} <= {ChangeKind.UNCHANGED}
    assert {change.significance for change in comparison.changes} <= {Significance.NONE}
    assert not any(change.edits or change.moved or change.renumbered for change in comparison.changes)
    assert comparison.similarity == 1


@settings(max_examples=300, deadline=None)
@given(pairs())
def test_comparing_the_other_way_round_is_the_mirror_image(pair: tuple[Instrument, Instrument]) -> None:
    old, new = pair
    there, back = compare(old, new), compare(new, old)
    assert {_shape(change) for change in there.changes} == {_mirror(change) for change in back.changes}
    assert there.similarity == back.similarity


@settings(max_examples=300, deadline=None)
@given(ARTICLES, st.integers(2, 40))
def test_renumbering_every_article_changes_nothing(articles: list[Article], first: int) -> None:
    comparison = compare(
        instrument(articles, numbered=True), instrument(articles, numbered=True, first=first)
    )
    assert {change.significance for change in comparison.changes} <= {Significance.NONE}
    assert {change.kind for change in comparison.changes} <= {ChangeKind.UNCHANGED}
    assert sum(bool(row.renumbered) for row in comparison.correspondence) == len(articles)
    proof = prove(comparison, *(instrument(articles, numbered=True, first=k) for k in (1, first)))
    assert proof.blocks.total == proof.blocks.structure


@settings(max_examples=300, deadline=None)
@given(*[st.lists(WORDS.filter(str.isalnum), min_size=3, max_size=30)] * 2)
def test_edits_are_as_few_words_as_can_be(old: list[str], new: list[str]) -> None:
    comparison = compare(paragraph(old), paragraph(new))
    (change, *others) = comparison.changes
    assume(not others)
    edited = sum(len(edit.old.split()) + len(edit.new.split()) for edit in change.edits)
    kept = longest_common_subsequence(old, new)
    assert edited == len(old) + len(new) - 2 * kept
    # and no edit begins or ends inside a word
    for edit in change.edits:
        assert set(edit.old.split()) <= set(old)
        assert set(edit.new.split()) <= set(new)


def paragraph(words: list[str]) -> Instrument:
    """An instrument of one paragraph."""
    text = " ".join(words)
    return Instrument("", text, (Provision(ProvisionKind.ARTICLE, "a", "", "", 0, 0, len(text)),))


def longest_common_subsequence(a: list[str], b: list[str]) -> int:
    """By the table of the textbook (Wagner and Fischer 1974)."""
    row = [0] * (len(b) + 1)
    for one in a:
        before = row
        row = [0]
        for k, other in enumerate(b):
            row.append(before[k] + 1 if one == other else max(before[k + 1], row[k]))
    return row[-1]


@settings(max_examples=50, deadline=None)
@given(pairs())
def test_identifiers_follow_the_new_draft(pair: tuple[Instrument, Instrument]) -> None:
    comparison = compare(*pair)
    assert [change.id for change in comparison.changes] == [
        f"c{k}" for k in range(1, len(comparison.changes) + 1)
    ]
    starts = [change.new[0].start for change in comparison.changes if change.new]
    assert starts == sorted(starts)


MIRRORED = {
    ChangeKind.INSERTED: ChangeKind.DELETED,
    ChangeKind.DELETED: ChangeKind.INSERTED,
    ChangeKind.SPLIT: ChangeKind.MERGED,
    ChangeKind.MERGED: ChangeKind.SPLIT,
}


def _shape(change: Change) -> tuple[object, ...]:
    return (
        change.kind,
        tuple((passage.start, passage.end) for passage in change.old),
        tuple((passage.start, passage.end) for passage in change.new),
        tuple((e.old_start, e.old_end, e.new_start, e.new_end) for e in change.edits),
        change.moved,
        change.significance,
    )


def _mirror(change: Change) -> tuple[object, ...]:
    return (
        MIRRORED.get(change.kind, change.kind),
        tuple((passage.start, passage.end) for passage in change.new),
        tuple((passage.start, passage.end) for passage in change.old),
        tuple((e.new_start, e.new_end, e.old_start, e.old_end) for e in change.edits),
        change.moved,
        change.significance,
    )
