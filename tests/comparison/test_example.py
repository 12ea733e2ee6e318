"""The example matter: the second draft against the third."""

from __future__ import annotations

from collections.abc import Callable

from fullpowers.comparison import apply, reverse
from fullpowers.model import Change, ChangeKind, Comparison, Instrument, Significance


def at(comparison: Comparison, path: str) -> Change:
    return next(change for change in comparison.changes if change.new and change.new[0].path == path)


def test_the_share_of_gas_and_the_lost_duty_come_first(second_to_third: Comparison) -> None:
    first, second, *_ = second_to_third.ranked(Significance.SUBSTANTIVE)
    assert {first.new[0].path, second.new[0].path} == {"art-3/par-2", "art-4/par-1"}
    rules = {change.new[0].path: change.reasons[0] for change in (first, second)}
    assert rules["art-3/par-2"].rule == "share-changed"
    assert "50 percent becomes 66 percent of the Revenues from natural gas" in rules["art-3/par-2"].effect
    assert rules["art-4/par-1"].rule == "modality-weakened"
    assert "duty of the Government of the United States of America becomes an intention" in (
        rules["art-4/par-1"].effect
    )


def test_the_period_that_nobody_tracked_is_found(second_to_third: Comparison) -> None:
    change = at(second_to_third, "art-15/par-3")
    assert [(edit.old, edit.new) for edit in change.edits] == [("180", "90")]
    assert change.reasons[0].rule == "period-changed"


def test_an_inserted_article_is_one_change_and_renumbering_is_none(second_to_third: Comparison) -> None:
    assert at(second_to_third, "art-11").kind is ChangeKind.INSERTED
    assert "Nothing in this Agreement transfers" in at(second_to_third, "art-11").new[0].quote
    renumbered = at(second_to_third, "art-12")
    assert renumbered.renumbered == "Article 11 -> Article 12"
    assert renumbered.significance is Significance.NONE


def test_a_moved_paragraph_is_a_move(second_to_third: Comparison) -> None:
    change = at(second_to_third, "art-5/par-3")
    assert (change.kind, change.moved) == (ChangeKind.MOVED, True)
    assert change.old[0].path == "art-8/par-2"
    assert change.significance is Significance.NONE


def test_matters_of_form_are_editorial(second_to_third: Comparison) -> None:
    assert at(second_to_third, "recital-3").significance is Significance.EDITORIAL
    spelling = next(
        change for change in second_to_third.changes if "cooperation" in [e.new for e in change.edits]
    )
    assert spelling.significance is Significance.EDITORIAL


def test_every_reason_quotes_the_drafts(
    second_to_third: Comparison, example: Callable[[int], Instrument]
) -> None:
    old, new = example(2), example(3)
    for change in second_to_third.changes:
        for passage in change.old + tuple(r.old for r in change.reasons if r.old):
            passage.verify(old)
        for passage in change.new + tuple(r.new for r in change.reasons if r.new):
            passage.verify(new)
    assert apply(second_to_third, old.text) == new.text
    assert reverse(second_to_third, new.text) == old.text
